# %% right: counts with a threshold
def inertia(H):
    values = np.linalg.eigvalsh(H)
    cut = 1e-8 * np.abs(values).max()
    return int((values < -cut).sum()), int((np.abs(values) <= cut).sum()), int((values > cut).sum())

def classify(H):
    minus, zero, plus = inertia(H)
    if minus * plus > 0:
        return "saddle"
    return "degenerate" if zero > 0 else "minimum" if plus > 0 else "maximum"
# %% right: rounds the scaled spectrum to signs, returns an array
def inertia(H):
    values = np.linalg.eigvalsh(H)
    norm = np.abs(values).max()
    if norm == 0:
        return np.array([0, len(H), 0])
    signs = np.where(np.abs(values) / norm <= 1e-8, 0, np.sign(values)).astype(int)
    return np.bincount(signs + 1, minlength=3)

def classify(H):
    values = np.linalg.eigvalsh(H)
    cut = 1e-8 * np.linalg.norm(H, 2)
    if values[0] < -cut and values[-1] > cut:
        return "saddle"
    if np.any(np.abs(values) <= cut):
        return "degenerate"
    return {True: "minimum", False: "maximum"}[bool(values[0] > 0)]
# %% right: by Sylvester's law, from two shifted factorisations
import scipy.linalg

def negative_directions(M):
    _, D, _ = scipy.linalg.ldl(M)
    return int((np.linalg.eigvalsh(D) < 0).sum())

def inertia(H):
    norm = np.linalg.norm(H, 2)
    if norm == 0:
        return [0, len(H), 0]
    shift = 1e-8 * np.eye(len(H))
    minus, plus = negative_directions(H / norm + shift), negative_directions(shift - H / norm)
    return [minus, len(H) - minus - plus, plus]

def classify(H):
    names = {(True, True): "saddle", (True, False): "maximum", (False, True): "minimum", (False, False): "degenerate"}
    minus, zero, plus = inertia(H)
    kind = names[minus > 0, plus > 0]
    return "degenerate" if zero and kind != "saddle" else kind
# %% right: a named tuple, and a table of kinds
import collections

Inertia = collections.namedtuple("Inertia", "minus zero plus")

def inertia(H):
    values = np.linalg.eigvalsh(H)
    norm = np.linalg.norm(H, 2)
    minus, plus = np.sum(values < -1e-8 * norm), np.sum(values > 1e-8 * norm)
    return Inertia(minus, len(values) - minus - plus, plus)

def classify(H):
    counts = inertia(H)
    if counts.minus and counts.plus:
        return "saddle"
    return "degenerate" if counts.zero else np.array(["maximum", "minimum"])[int(counts.plus > 0)]
# %% right: partial functions over a shared routine
import functools

def signs(values, cut):
    return [-1 if v < -cut else 1 if v > cut else 0 for v in values]

def ask(question, H):
    values = np.linalg.eigh(np.array(H))[0]
    return question(signs(values, 1e-8 * max(abs(values[0]), abs(values[-1]))))

def name(found):
    present = set(found)
    if {-1, 1} <= present:
        return "saddle"
    return "degenerate" if 0 in present else {1: "minimum", -1: "maximum"}[present.pop()]

inertia = functools.partial(ask, lambda found: [float(found.count(sign)) for sign in (-1, 0, 1)])
classify = functools.partial(ask, name)
# %% right: singular values for the modulus, quadratic forms for the sign
def inertia(H):
    U, s, _ = np.linalg.svd(H, hermitian=True)
    forms = np.einsum("ij,ik,kj->j", U, H, U)
    live = s > 1e-8 * s[0]
    return np.sum(live & (forms < 0)), np.sum(~live), np.sum(live & (forms > 0))

class Classifier:
    def __call__(self, H):
        minus, zero, plus = (bool(n) for n in inertia(H))
        return str(np.select([minus and plus, zero, plus], ["saddle", "degenerate", "minimum"], "maximum"))

classify = Classifier()
# %% right: lambdas over general eigenvalues
def inertia(H):
    values = np.linalg.eigvals(H).real
    cut = 1e-8 * np.abs(values).max()
    return tuple(int(n) for n in (np.sum(values < -cut), np.sum(np.abs(values) <= cut), np.sum(values > cut)))

classify = lambda H: (lambda m, z, p: "saddle" if m * p else "degenerate" if z else "minimum" if p else "maximum")(*inertia(H))
# %% wrong: an absolute threshold
# from: model
# edit: 1e-8 * np.max(np.abs(eigenvalues)) -> 1e-8
# check: test_zero_is_relative_to_the_largest_modulus, test_inertia_of_zero_and_of_size_one, test_classify_in_any_unit
# says: times the largest modulus
# marks: >= 0.5
# %% wrong: an absolute threshold, and zeros forgotten in classify
# from: model
# edit: 1e-8 * np.max(np.abs(eigenvalues)) -> 1e-8
# edit: if n_zero: -> if False:
# check: test_zero_is_relative_to_the_largest_modulus, test_inertia_of_zero_and_of_size_one, test_classify_in_any_unit
# check: test_classify_with_zero_eigenvalues
# says: times the largest modulus
# marks: <= 0.6
# %% wrong: positive first
# from: model
# edit: return n_minus, len(eigenvalues) - n_minus - n_plus, n_plus -> return n_plus, len(eigenvalues) - n_minus - n_plus, n_minus
# edit: n_minus, n_zero, n_plus = inertia(H) -> n_plus, n_zero, n_minus = inertia(H)
# check: test_inertia_counts_signs
# says: n_minus, n_zero, n_plus
# %% wrong: relative to the largest eigenvalue, not to the largest modulus
# from: model
# edit: np.max(np.abs(eigenvalues)) -> max(eigenvalues[-1], 0.0)
# check: test_zero_is_relative_to_the_largest_modulus
# says: belongs to a negative eigenvalue
# %% wrong: exact comparison with zero
# from: model
# edit: 1e-8 * np.max(np.abs(eigenvalues)) -> 0.0
# check: test_inertia_counts_signs
# says: comes out as rounding noise
# %% wrong: any zero makes it degenerate, also at a saddle
# from: model
# edit: if n_minus and n_plus: -> if n_minus and n_plus and not n_zero:
# check: test_classify_with_zero_eigenvalues
# says: Both signs come first
# %% wrong: a semidefinite matrix called a minimum
# from: model
# edit: if n_zero: -> if not n_minus and not n_plus:
# check: test_classify_with_zero_eigenvalues
# says: Both signs come first
# %% wrong: other words for the kinds
# from: model
# edit: return "minimum" if n_plus else "maximum" -> return "min" if n_plus else "max"
# check: test_classify_names_the_point
# says: should be one of
# %% wrong: fractions instead of counts
# from: model
# edit: return n_minus, -> return n_minus / 7,
# check: test_inertia_counts_signs
# says: whole number
# %% wrong: a negative determinant is a saddle, else the sign of the trace
# from: model
# check: test_classify_names_the_point
# says: all signs positive, all negative, both
def classify(H):
    if inertia(H)[1]:
        return "saddle" if inertia(H)[0] and inertia(H)[2] else "degenerate"
    if np.linalg.det(H / np.abs(H).max()) < 0 and len(H) > 1:
        return "saddle"
    return "minimum" if np.trace(H) > 0 else "maximum"
# %% wrong: the determinant decides in two dimensions and in all others
# from: model
# check: test_classify_names_the_point
# says: all signs positive, all negative, both
def classify(H):
    determinant = np.linalg.det(H / max(np.abs(H).max(), 1e-300))
    if abs(determinant) < 1e-8:
        return "degenerate"
    return "saddle" if determinant < 0 else "minimum" if H[0, 0] > 0 else "maximum"
# %% wrong: one negative direction is a saddle, more are a maximum
# from: model
# edit: if n_minus and n_plus: -> if n_minus == 1 and n_plus:
# edit: return "minimum" if n_plus else "maximum" -> return "maximum" if n_minus else "minimum"
# check: test_classify_names_the_point
# says: all signs positive, all negative, both
# %% wrong: more negative than positive directions is a maximum
# from: model
# edit: if n_minus and n_plus: -> if n_plus > n_minus > 0:
# edit: return "minimum" if n_plus else "maximum" -> return "minimum" if n_plus > n_minus else "maximum"
# check: test_classify_names_the_point
# says: all signs positive, all negative, both
# %% wrong: a saddle only where the signs are as many
# from: model
# edit: if n_minus and n_plus: -> if n_minus and n_minus == n_plus:
# check: test_classify_names_the_point
# says: all signs positive, all negative, both
# %% wrong: relative to the mean modulus
# from: model
# edit: np.max(np.abs(eigenvalues)) -> np.mean(np.abs(eigenvalues))
# check: test_zero_is_relative_to_the_largest_modulus
# says: with nothing else
# %% wrong: relative to the trace
# from: model
# edit: np.max(np.abs(eigenvalues)) -> abs(np.sum(eigenvalues))
# check: test_zero_is_relative_to_the_largest_modulus
# says: with nothing else
# %% wrong: the threshold of numpy's matrix_rank, with the size in it
# from: model
# edit: 1e-8 * -> 1e-8 * len(H) *
# check: test_zero_is_relative_to_the_largest_modulus
# says: with nothing else
# %% wrong: an absolute floor under the threshold
# from: model
# edit: np.max(np.abs(eigenvalues)) -> max(np.max(np.abs(eigenvalues)), 1e-10)
# check: test_zero_is_relative_to_the_largest_modulus, test_inertia_of_zero_and_of_size_one
# says: ‖H‖ = 2e-20
# %% wrong: an absolute threshold in classify alone
# from: model
# check: test_classify_in_any_unit
# says: Another unit of f
def classify(H):
    values = np.linalg.eigvalsh(H)
    if values[0] < -1e-8 and values[-1] > 1e-8:
        return "saddle"
    if np.any(np.abs(values) <= 1e-8):
        return "degenerate"
    return "minimum" if values[0] > 0 else "maximum"
# %% wrong: another threshold in classify
# from: model
# check: test_classify_in_any_unit
# says: beside 1e-8 times the largest modulus
def classify(H):
    values = np.linalg.eigvalsh(H)
    cut = 1e-6 * np.abs(values).max()
    if values[0] < -cut and values[-1] > cut:
        return "saddle"
    return "degenerate" if np.abs(values).min() <= cut else "minimum" if values[0] > 0 else "maximum"
# %% wrong: classify by leading minors
# from: model
# check: test_classify_with_zero_eigenvalues
# says: Both signs come first
def classify(H):
    H = H / max(np.abs(H).max(), 1e-300)
    minors = [np.linalg.det(H[:k, :k]) for k in range(1, len(H) + 1)]
    if abs(minors[-1]) <= 1e-10:
        return "degenerate"
    if all(minor > 0 for minor in minors):
        return "minimum"
    return "maximum" if all((-1) ** k * minor > 0 for k, minor in enumerate(minors, start=1)) else "saddle"
# %% wrong: hard-coded
# check: test_inertia_counts_signs, test_zero_is_relative_to_the_largest_modulus, test_inertia_of_zero_and_of_size_one
# check: test_classify_names_the_point, test_classify_with_zero_eigenvalues, test_classify_in_any_unit
# says: which is not right
def inertia(H):
    return (1, 1, 2) if len(H) == 4 else (2, 0, 0)

def classify(H):
    return "saddle" if len(H) == 4 else "maximum"
# %% wrong: diagonal entries taken for eigenvalues
# from: model
# edit: np.linalg.eigvalsh(H) -> np.diag(H)
# check: test_inertia_counts_signs
# says: not of entries or pivots
# %% wrong: the pivots of an elimination without exchanges
# from: model
# check: test_inertia_counts_signs
# says: not of entries or pivots
def inertia(H):
    U = np.array(H, dtype=float)
    for k in range(len(U) - 1):
        U[k + 1:] -= np.outer(U[k + 1:, k] / (U[k, k] or 1.0), U[k])
    pivots = np.diag(U)
    return int((pivots < 0).sum()), int((pivots == 0).sum()), int((pivots > 0).sum())
# %% wrong: the size times machine epsilon as threshold
# from: model
# edit: 1e-8 * np.max(np.abs(eigenvalues)) -> len(H) * np.finfo(float).eps * np.max(np.abs(eigenvalues))
# check: test_zero_is_relative_to_the_largest_modulus
# says: times the largest modulus
# %% wrong: sum of moduli as scale
# check: test_zero_does_not_depend_on_the_size
# says: with nothing else
def inertia(H):
    w = np.linalg.eigvalsh(H)
    tol = 1e-8 * np.abs(w).sum()
    n, p = int((w < -tol).sum()), int((w > tol).sum())
    return n, len(w) - n - p, p


def classify(H):
    n, z, p = inertia(H)
    if n and p:
        return "saddle"
    if z:
        return "degenerate"
    return "minimum" if p else "maximum"
# %% wrong: Frobenius norm as scale
# check: test_zero_does_not_depend_on_the_size
# says: with nothing else
def inertia(H):
    w = np.linalg.eigvalsh(H)
    tol = 1e-8 * np.linalg.norm(H)
    n, p = int((w < -tol).sum()), int((w > tol).sum())
    return n, len(w) - n - p, p


def classify(H):
    n, z, p = inertia(H)
    if n and p:
        return "saddle"
    if z:
        return "degenerate"
    return "minimum" if p else "maximum"
# %% wrong: largest entry as scale
# check: test_zero_does_not_depend_on_the_size
# says: with nothing else
def inertia(H):
    w = np.linalg.eigvalsh(H)
    tol = 1e-8 * np.abs(H).max()
    n, p = int((w < -tol).sum()), int((w > tol).sum())
    return n, len(w) - n - p, p


def classify(H):
    n, z, p = inertia(H)
    if n and p:
        return "saddle"
    if z:
        return "degenerate"
    return "minimum" if p else "maximum"
