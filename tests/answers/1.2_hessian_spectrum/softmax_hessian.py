# %% right: a sum of Kronecker products
def softmax_hessian(W, X):
    logits = X @ W.T
    P = np.exp(logits - logits.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    H = sum(np.kron(np.diag(p) - np.outer(p, p), np.outer(x, x)) for p, x in zip(P, X))
    return H / len(X)
# %% right: one einsum
from scipy.special import softmax

def softmax_hessian(W, X):
    (k, d), n = W.shape, len(X)
    P = softmax(X @ W.T, axis=1)
    M = np.einsum("nc,ce->nce", P, np.eye(k)) - np.einsum("nc,ne->nce", P, P)
    return np.einsum("nce,ni,nj->ciej", M, X, X).reshape(k * d, k * d) / n
# %% right: block by block, in place
def softmax_hessian(W, X):
    W = W - W.mean(axis=0)
    k, d = W.shape
    n = X.shape[0]
    H = np.zeros((k * d, k * d))
    shifted = X @ W.T - np.max(X @ W.T, axis=1)[:, None]
    P = np.exp(shifted) / np.exp(shifted).sum(axis=1)[:, None]
    for c in range(k):
        for e in range(k):
            weight = P[:, c] * ((1.0 if c == e else 0.0) - P[:, e])
            H[c * d : (c + 1) * d, e * d : (e + 1) * d] = X.T @ (weight[:, None] * X) / n
    return H
# %% right: Gauss-Newton: Jacobian of the logits and a square root of the middle matrix
def softmax_hessian(W, X):
    k, d = W.shape
    total = np.zeros((k * d, k * d))
    for x in X:
        z = W @ x
        p = np.exp(z - z.max())
        p = p / p.sum()
        root = np.diag(np.sqrt(p)) @ (np.eye(k) - np.outer(np.ones(k), p))
        J = np.kron(np.eye(k), x[None, :])
        total += (root @ J).T @ (root @ J)
    return total / len(X)
# %% right: blocks, returned as nested lists
def softmax_hessian(W, X):
    k = len(W)
    Z = np.array([[float(w @ x) for w in W] for x in X])
    P = np.exp(Z - np.max(Z, axis=1)[:, np.newaxis])
    P = P / np.sum(P, axis=1)[:, np.newaxis]
    block = lambda c, e: (X * (P[:, c] * ((c == e) - P[:, e]))[:, None]).T @ X / len(X)
    return np.block([[block(c, e) for e in range(k)] for c in range(k)]).tolist()
# %% right: covariance of the gradient of a random label, in a callable class
from scipy.special import log_softmax

class SoftmaxHessian:
    def __call__(self, W, X):
        P = np.exp(log_softmax(X @ W.T, axis=1))
        H = np.zeros((W.size, W.size))
        for p, x in zip(P, X):
            for label, probability in enumerate(p):
                score = np.outer(p - np.eye(len(p))[label], x).ravel()
                H += probability * np.outer(score, score)
        return H / len(X)

softmax_hessian = SoftmaxHessian()
# %% right: functools.partial, outer products of arrays
import functools

def hessian(reduce, W, X):
    k, d = W.shape
    logits = W @ X.T
    P = np.exp(logits - logits.max(axis=0))
    P = P / P.sum(axis=0)
    pieces = []
    for p, x in zip(P.T, X):
        M = -np.multiply.outer(p, p)
        M[np.diag_indices(k)] = p * (p.sum() - p)
        pieces.append(np.multiply.outer(M, np.multiply.outer(x, x)).swapaxes(1, 2).reshape(k * d, k * d))
    return reduce(pieces, axis=0)

softmax_hessian = functools.partial(hessian, np.mean)
# %% right: a block diagonal less a Gram matrix
from scipy.linalg import block_diag

def softmax_hessian(W, X):
    n = X.shape[0]
    Z = X @ (W - W[0]).T
    Z -= Z.max(axis=1, keepdims=True)
    P = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    G = (P[:, :, None] * X[:, None, :]).reshape(n, -1)
    return block_diag(*[(X.T * p) @ X for p in P.T]) / n - G.T @ G / n
# %% wrong: the factors of the Kronecker product in the other order
# from: right 1
# edit: diag(p) - np.outer(p, p), np.outer(x, x) -> outer(x, x), np.diag(p) - np.outer(p, p)
# check: test_softmax_hessian_of_a_sample, test_softmax_hessian_with_large_logits, test_softmax_hessian_null_space_and_bound
# says: class-major
# %% wrong: the sum over the inputs
# from: right 1
# edit: H / len(X) -> H
# check: test_softmax_hessian_of_a_sample, test_softmax_hessian_with_large_logits, test_softmax_hessian_null_space_and_bound
# says: f is the mean
# %% wrong: without the outer product
# from: right 1
# edit: diag(p) - np.outer(p, p) -> diag(p)
# check: test_softmax_hessian_of_a_sample, test_softmax_hessian_with_large_logits, test_softmax_hessian_null_space_and_bound
# says: outer product
# %% wrong: exp of the bare logits
# from: right 1
# edit: logits - logits.max(axis=1, keepdims=True) -> logits
# check: test_softmax_hessian_with_large_logits
# marks: >= 0.5
# says: logits up to
# %% wrong: the largest logit of all inputs subtracted
# from: right 1
# edit: max(axis=1, keepdims=True) -> max()
# check: test_softmax_hessian_with_large_logits
# says: logits up to
# %% wrong: bare logits, one class forgotten, rare classes dropped
# check: test_softmax_hessian_with_large_logits, test_softmax_hessian_of_the_smallest_problems
# check: test_softmax_hessian_of_rare_classes
# says: logits up to
# marks: <= 0.6
def softmax_hessian(W, X):
    P = np.exp(X @ W.T)
    P = P / P.sum(axis=1, keepdims=True)
    P = np.where(P < 1e-6, 0.0, P)
    H = sum(np.kron(np.diag(p) - np.outer(p, p), np.outer(x, x)) for p, x in zip(P, X))
    return (H / len(X)).squeeze() if len(W) == 1 or X.shape[1] == 1 else H / max(len(X), 2)
# %% wrong: W is centred in place
# from: right 3
# edit: W = W - W.mean(axis=0) -> W -= W.mean(axis=0)
# check: test_softmax_hessian_of_a_sample
# says: Arguments are read-only
# outcome: student_error
# %% wrong: clipped logits
# from: right 1
# edit: X @ W.T -> np.clip(X @ W.T, -30, 30)
# check: test_softmax_hessian_with_large_logits
# says: not right
# %% wrong: softmax over the inputs instead of the classes
# from: right 1
# edit: max(axis=1, keepdims=True) -> max(axis=0, keepdims=True)
# edit: 1 -> 0
# check: test_softmax_hessian_of_a_sample, test_softmax_hessian_with_large_logits, test_softmax_hessian_null_space_and_bound
# says: not right
# %% wrong: the probabilities of the first input for all
# from: right 1
# edit: P, -> [P[0]] * len(X),
# check: test_softmax_hessian_of_a_sample, test_softmax_hessian_with_large_logits
# says: not right
# %% wrong: one half as in the bound
# from: right 1
# edit: len(X) -> len(X) / 2
# check: test_softmax_hessian_of_a_sample, test_softmax_hessian_with_large_logits
# says: not right
# %% wrong: a four-dimensional array
# from: right 1
# edit: H / -> H.reshape(*W.shape, *W.shape) /
# check: test_softmax_hessian_of_a_sample, test_softmax_hessian_with_large_logits, test_softmax_hessian_null_space_and_bound
# says: should have shape
# %% wrong: hard-coded for uniform probabilities
# check: test_softmax_hessian_of_a_sample, test_softmax_hessian_with_large_logits
# says: not right
def softmax_hessian(W, X):
    k = len(W)
    return np.kron(np.eye(k) / k - np.ones((k, k)) / k**2, X.T @ X / len(X))
# %% wrong: mean of the logits subtracted
# from: right 1
# edit: logits.max -> logits.mean
# check: test_softmax_hessian_with_large_logits
# says: for one input holds NaN or infinity
# %% wrong: the first logit subtracted
# from: right 1
# edit: logits.max(axis=1, keepdims=True) -> logits[:, :1]
# check: test_softmax_hessian_with_large_logits
# says: for one input holds NaN or infinity
# %% wrong: the least logit subtracted
# from: right 1
# edit: logits.max -> logits.min
# check: test_softmax_hessian_with_large_logits
# says: for one input holds NaN or infinity
# %% wrong: the largest modulus subtracted
# from: right 1
# edit: logits. -> np.abs(logits).
# check: test_softmax_hessian_with_large_logits
# says: holds NaN or infinity
# %% wrong: probabilities kept above 1e-8
# check: test_softmax_hessian_with_large_logits
# says: no curvature left
def softmax_hessian(W, X):
    logits = X @ W.T
    P = np.exp(logits - logits.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    P = np.clip(P, 1e-8, 1.0)
    H = sum(np.kron(np.diag(p) - np.outer(p, p), np.outer(x, x)) for p, x in zip(P, X))
    return H / len(X)
# %% wrong: central differences of the gradient
# check: test_softmax_hessian_with_large_logits
# says: Differences of gradients have a step size
def gradient(W, X):
    logits = X @ W.T
    P = np.exp(logits - logits.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    P[:, 0] -= 1
    return (P.T @ X / len(X)).reshape(-1)

def softmax_hessian(W, X):
    H, h = np.zeros((W.size, W.size)), 1e-5
    for j in range(W.size):
        E = np.zeros(W.size)
        E[j] = h
        H[:, j] = (gradient(W + E.reshape(W.shape), X) - gradient(W - E.reshape(W.shape), X)) / (2 * h)
    return (H + H.T) / 2
# %% wrong: fourth-order differences of the gradient
# from: wrong: central differences of the gradient
# edit: 5 -> 3
# edit:
# -         H[:, j] = (gradient(W + E.reshape(W.shape), X) - gradient(W - E.reshape(W.shape), X)) / (2 * h)
# +         E = E.reshape(W.shape)
# +         H[:, j] = (8 * (gradient(W + E, X) - gradient(W - E, X)) - gradient(W + 2 * E, X) + gradient(W - 2 * E, X)) / (12 * h)
# check: test_softmax_hessian_with_large_logits
# says: Differences of gradients have a step size
# %% wrong: single precision
# from: right 1
# edit: X @ W.T -> (X @ W.T).astype(np.float32)
# check: test_softmax_hessian_of_a_sample
# says: softmax_hessian for
# %% wrong: divided by one input less
# from: right 1
# edit: len(X) -> max(len(X) - 1, 1)
# check: test_softmax_hessian_of_a_sample, test_softmax_hessian_with_large_logits
# says: The mean over n inputs has n in its denominator
# %% wrong: the outer product of the gradient at the likeliest label
# from: right 1
# edit: diag(p) - np.outer(p, p) -> outer(p - np.eye(len(p))[p.argmax()], p - np.eye(len(p))[p.argmax()])
# check: test_softmax_hessian_of_a_sample, test_softmax_hessian_with_large_logits, test_softmax_hessian_null_space_and_bound
# says: is not right
# %% wrong: probabilities below 1e-6 set to zero
# check: test_softmax_hessian_of_rare_classes
# says: Nearly certain is not certain
def softmax_hessian(W, X):
    Z = X @ W.T
    P = np.exp(Z - Z.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    P = np.where(P < 1e-6, 0.0, P)
    n, k = P.shape
    M = np.einsum("nc,ce->nce", P, np.eye(k)) - np.einsum("nc,ne->nce", P, P)
    return np.einsum("nce,ni,nj->ciej", M, X, X).reshape(W.size, W.size) / n
# %% wrong: nearly certain is certain
# from: wrong: probabilities below 1e-6 set to zero
# edit: < 1e-6, 0 -> > 1 - 1e-6, 1
# check: test_softmax_hessian_of_rare_classes
# says: Nearly certain is not certain
# %% wrong: logits in single precision
# check: test_softmax_hessian_of_a_sample, test_softmax_hessian_of_the_smallest_problems
# check: test_softmax_hessian_with_large_logits, test_softmax_hessian_null_space_and_bound
# says: For each input diag(p)
def softmax_hessian(W, X):
    W, X = np.asarray(W, float), np.asarray(X, float)
    Z = X @ W.T
    P = np.exp(Z.astype(np.float32) - Z.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    M = P[:, :, None] * np.eye(P.shape[1]) - P[:, :, None] * P[:, None, :]
    k, d = W.shape
    return np.einsum("nce,ni,nj->ciej", M, X, X).reshape(k * d, k * d) / len(X)
