# %% right: a diagonal less an outer product
def softmax_hessian(z):
    p = np.exp(z - np.max(z))
    p /= p.sum()
    return np.diag(p) - p[:, None] * p
# %% right: SciPy's softmax and one einsum
from scipy.special import softmax

def softmax_hessian(z):
    p = softmax(z)
    return np.einsum("c,ce->ce", p, np.eye(len(p)) - p)
# %% right: entry by entry, in Python, as nested lists
def softmax_hessian(z):
    top = max(float(x) for x in z)
    weights = [math.exp(float(x) - top) for x in z]
    total = math.fsum(weights)
    p = [w / total for w in weights]
    return [[p[c] * ((c == e) - p[e]) for e in range(len(p))] for c in range(len(p))]
# %% right: a Gram matrix of a square root
def softmax_hessian(z):
    p = np.exp(z - z.max())
    p = p / p.sum()
    root = np.diag(np.sqrt(p)) @ (np.eye(len(p)) - np.outer(np.ones(len(p)), p))
    return root.T @ root
# %% right: covariance of the gradient of a random label, in a callable class
from scipy.special import log_softmax

class SoftmaxHessian:
    def __call__(self, z):
        p = np.exp(log_softmax(z))
        scores = p - np.eye(len(p))
        return sum(chance * np.outer(score, score) for chance, score in zip(p, scores))

softmax_hessian = SoftmaxHessian()
# %% right: the logits centred first, and then their maximum subtracted
def softmax_hessian(z):
    centred = z - z.mean()
    p = np.exp(centred - np.max(centred))
    p = p / np.sum(p)
    M = -np.multiply.outer(p, p)
    M[np.diag_indices(len(p))] += p
    return M
# %% right: functools.partial over differences of all pairs
import functools

def hessian(eye, z):
    with np.errstate(over="ignore"):
        p = 1 / np.exp(z[None, :] - z[:, None]).sum(axis=1)
    return p[:, None] * (eye(len(p)) - p[None, :])

softmax_hessian = functools.partial(hessian, np.eye)
# %% wrong: without the outer product
# from: model
# edit: np.diag(p) - np.outer(p, p) -> np.diag(p)
# check: test_softmax_hessian_of_a_few_classes
# says: outer product p pᵀ is missing
# %% wrong: the outer product added
# from: model
# edit: np.diag(p) - np.outer(p, p) -> np.diag(p) + np.outer(p, p)
# check: test_softmax_hessian_of_a_few_classes
# says: sign of the outer product
# %% wrong: its negative
# from: model
# edit: np.diag(p) - np.outer(p, p) -> np.outer(p, p) - np.diag(p)
# check: test_softmax_hessian_of_a_few_classes
# says: This is its negative
# %% wrong: the diagonal alone
# from: model
# edit: np.diag(p) - np.outer(p, p) -> np.diag(p * (1 - p))
# check: test_softmax_hessian_of_a_few_classes
# says: Only the diagonal is right
# %% wrong: squares on the diagonal
# from: model
# edit: np.diag(p) -> np.diag(p**2)
# check: test_softmax_hessian_of_a_few_classes
# says: squares of p stand
# %% wrong: not normalised
# from: model
# edit: z - z.max() -> z
# edit: p = p / p.sum() -> pass
# check: test_softmax_hessian_of_a_few_classes
# says: not divided by their sum
# %% wrong: p p for the outer product
# from: model
# edit: np.outer(p, p) -> p * p
# check: test_softmax_hessian_of_a_few_classes
# says: which entry is off
# %% wrong: a vector
# from: model
# edit: np.diag(p) - np.outer(p, p) -> p - p * p
# check: test_softmax_hessian_of_a_few_classes
# says: should have shape
# %% wrong: the logits for the probabilities
# from: model
# edit: p = p / p.sum() -> p = z / z.sum()
# check: test_softmax_hessian_of_a_few_classes
# says: which entry is off
# %% wrong: sigmoids
# from: model
# edit: p = p / p.sum() -> p = 1 / (1 + np.exp(-z))
# check: test_softmax_hessian_of_a_few_classes
# says: which entry is off
# %% wrong: divided by the norm
# from: model
# edit: p / p.sum() -> p / np.linalg.norm(p)
# check: test_softmax_hessian_of_a_few_classes
# says: which entry is off
# %% wrong: uniform probabilities
# from: model
# edit: p = p / p.sum() -> p = np.full(len(z), 1 / len(z))
# check: test_softmax_hessian_of_a_few_classes
# says: which entry is off
# %% wrong: single precision
# from: model
# edit: np.exp(z - z.max()) -> np.exp((z - z.max()).astype(np.float32)).astype(float)
# check: test_softmax_hessian_of_a_few_classes
# says: softmax_hessian for
# %% wrong: something added to the denominator
# from: model
# edit: p.sum() -> (p.sum() + 1e-8)
# check: test_softmax_hessian_of_a_few_classes
# says: softmax_hessian for
# %% wrong: rounded to ten digits
# from: model
# edit: p / p.sum() -> np.round(p / p.sum(), 9)
# check: test_softmax_hessian_of_a_few_classes
# says: softmax_hessian for
# %% wrong: exp of the bare logits
# from: model
# edit: z - z.max() -> z
# check: test_softmax_hessian_with_large_logits
# says: Does exp overflow
# marks: >= 0.5
# %% wrong: the mean subtracted
# from: model
# edit: z.max() -> z.mean()
# check: test_softmax_hessian_with_large_logits
# says: Does exp overflow
# %% wrong: the least logit subtracted
# from: model
# edit: z.max() -> z.min()
# check: test_softmax_hessian_with_large_logits
# says: Does exp overflow
# %% wrong: the first logit subtracted
# from: model
# edit: z.max() -> z[0]
# check: test_softmax_hessian_with_large_logits
# says: Does exp overflow
# %% wrong: the largest modulus subtracted
# from: model
# edit: z.max() -> np.abs(z).max()
# check: test_softmax_hessian_with_large_logits
# says: Does exp overflow
# %% wrong: zero or the largest logit subtracted
# from: model
# edit: z.max() -> max(z.max(), 0.0)
# check: test_softmax_hessian_with_large_logits
# says: Does exp overflow
# %% wrong: clipped logits
# from: model
# edit: np.exp(z - z.max()) -> np.exp(np.clip(z, -500, 500))
# check: test_softmax_hessian_with_large_logits
# says: nothing clipped
# %% wrong: logits clipped at 30
# from: model
# edit: np.exp(z - z.max()) -> np.exp(np.clip(z, -30, 30))
# check: test_softmax_hessian_with_large_logits
# says: nothing clipped
# %% wrong: logits divided by their size where they are large
# from: model
# edit: np.exp(z - z.max()) -> np.exp(z / max(1.0, np.abs(z).max() / 700))
# check: test_softmax_hessian_with_large_logits
# says: nothing clipped
# %% wrong: NaN made zero
# from: model
# edit: p = np.exp(z - z.max()) -> p = np.nan_to_num(np.exp(z), posinf=1e300)
# check: test_softmax_hessian_with_large_logits
# says: softmax_hessian for
# %% wrong: differences of logits clipped at -15
# from: model
# edit: np.exp(z - z.max()) -> np.exp(np.maximum(z - z.max(), -15))
# check: test_softmax_hessian_with_large_logits, test_softmax_hessian_of_rare_classes
# says: nothing clipped
# %% wrong: probabilities kept above 1e-8
# from: model
# edit: p / p.sum() -> np.clip(p / p.sum(), 1e-8, 1.0)
# check: test_softmax_hessian_with_large_logits, test_softmax_hessian_of_rare_classes
# says: nothing clipped
# %% wrong: probabilities below 1e-6 set to zero
# from: model
# edit: p = p / p.sum() -> p = np.where(p / p.sum() < 1e-6, 0.0, p / p.sum())
# check: test_softmax_hessian_of_rare_classes
# says: A small probability counts as well
# %% wrong: probabilities below 1e-8 set to zero
# from: model
# edit: p = p / p.sum() -> p = np.where(p / p.sum() < 1e-8, 0.0, p / p.sum())
# check: test_softmax_hessian_of_rare_classes
# says: A small probability counts as well
# %% wrong: nearly certain is certain
# from: model
# edit: p = p / p.sum() -> p = np.round(p / p.sum()) if p.sum() < 1 + 1e-6 else p / p.sum()
# check: test_softmax_hessian_of_rare_classes
# says: Nearly certain is not certain
# %% wrong: central differences of the probabilities
# from: model
# check: test_softmax_hessian_with_large_logits
# says: no difference quotient
def softmax_hessian(z):
    def p(z):
        weights = np.exp(z - z.max())
        return weights / weights.sum()
    h = 1e-5
    return np.array([(p(z + h * unit) - p(z - h * unit)) / (2 * h) for unit in np.eye(len(z))])
# %% wrong: a number for one class
# from: model
# edit: p = np.exp(z - z.max()) -> p = np.exp(z - z.max()).squeeze()
# check: test_softmax_hessian_of_any_number_of_classes
# says: Input must be
# outcome: student_error
# %% wrong: the last logit subtracted
# from: model
# edit: z.max() -> z[-1]
# check: test_softmax_hessian_with_large_logits
# says: Does exp overflow
# %% wrong: the median subtracted
# from: model
# edit: z.max() -> np.median(z)
# check: test_softmax_hessian_with_large_logits
# says: Does exp overflow
# %% wrong: the middle between the least and the largest subtracted
# from: model
# edit: z.max() -> (z.max() + z.min()) / 2
# check: test_softmax_hessian_with_large_logits
# says: Does exp overflow
# %% wrong: the second logit subtracted, where there is one
# from: model
# edit: z.max() -> z[min(1, len(z) - 1)]
# check: test_softmax_hessian_with_large_logits
# says: Does exp overflow
# %% wrong: bare logits, rare classes dropped, one class forgotten
# from: model
# edit: p = np.exp(z - z.max()) -> p = np.exp(z).squeeze()
# edit: p = p / p.sum() -> p = np.where(p / p.sum() < 1e-5, 0.0, p / p.sum())
# check: test_softmax_hessian_with_large_logits, test_softmax_hessian_of_rare_classes
# check: test_softmax_hessian_of_any_number_of_classes
# says: Does exp overflow
# marks: <= 0.6
# %% wrong: the logits shifted in place
# from: model
# edit: p = np.exp(z - z.max()) -> z -= z.max(); p = np.exp(z)
# check: test_softmax_hessian_of_a_few_classes
# says: Arguments are read-only
# outcome: student_error
# %% wrong: None
# check: test_softmax_hessian_of_a_few_classes
# says: None
def softmax_hessian(z):
    return None
# %% wrong: entries below 1e-9 set to 0
# from: model
# edit: return np.diag(p) - np.outer(p, p) -> return (lambda M: np.where(np.abs(M) < 1e-9, 0.0, M))(np.diag(p) - np.outer(p, p))
# check: test_softmax_hessian_of_rare_classes
# says: Nearly certain is not certain
# %% wrong: 1e-9 added to every entry
# from: model
# edit: return np.diag(p) - np.outer(p, p) -> return np.diag(p) - np.outer(p, p) + 1e-9
# check: test_softmax_hessian_of_a_few_classes
# says: Is anything added, rounded
