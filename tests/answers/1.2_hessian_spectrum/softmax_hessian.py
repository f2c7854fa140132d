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
    W -= W.mean(axis=0)
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

# %% wrong: the factors of the Kronecker product in the other order
# check: test_softmax_hessian_of_a_sample
# check: test_softmax_hessian_with_large_logits
# check: test_softmax_hessian_null_space_and_bound
# check: test_softmax_hessian_invariances
# says: class-major
def softmax_hessian(W, X):
    logits = X @ W.T
    P = np.exp(logits - logits.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    H = sum(np.kron(np.outer(x, x), np.diag(p) - np.outer(p, p)) for p, x in zip(P, X))
    return H / len(X)

# %% wrong: the sum over the inputs
# check: test_softmax_hessian_of_a_sample
# check: test_softmax_hessian_with_large_logits
# check: test_softmax_hessian_null_space_and_bound
# check: test_softmax_hessian_invariances
# says: f is the mean
def softmax_hessian(W, X):
    logits = X @ W.T
    P = np.exp(logits - logits.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    H = sum(np.kron(np.diag(p) - np.outer(p, p), np.outer(x, x)) for p, x in zip(P, X))
    return H

# %% wrong: without the outer product
# check: test_softmax_hessian_of_a_sample
# check: test_softmax_hessian_with_large_logits
# check: test_softmax_hessian_null_space_and_bound
# check: test_softmax_hessian_invariances
# says: outer product
def softmax_hessian(W, X):
    logits = X @ W.T
    P = np.exp(logits - logits.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    H = sum(np.kron(np.diag(p), np.outer(x, x)) for p, x in zip(P, X))
    return H / len(X)

# %% wrong: exp of the bare logits
# check: test_softmax_hessian_with_large_logits
# says: logits up to 1000
def softmax_hessian(W, X):
    logits = X @ W.T
    P = np.exp(logits)
    P /= P.sum(axis=1, keepdims=True)
    H = sum(np.kron(np.diag(p) - np.outer(p, p), np.outer(x, x)) for p, x in zip(P, X))
    return H / len(X)

# %% wrong: the largest logit of all inputs subtracted
# check: test_softmax_hessian_with_large_logits
# says: logits up to 1000
def softmax_hessian(W, X):
    logits = X @ W.T
    P = np.exp(logits - logits.max())
    P /= P.sum(axis=1, keepdims=True)
    H = sum(np.kron(np.diag(p) - np.outer(p, p), np.outer(x, x)) for p, x in zip(P, X))
    return H / len(X)

# %% wrong: clipped logits
# check: test_softmax_hessian_with_large_logits
# says: not right
def softmax_hessian(W, X):
    logits = np.clip(X @ W.T, -30, 30)
    P = np.exp(logits - logits.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    H = sum(np.kron(np.diag(p) - np.outer(p, p), np.outer(x, x)) for p, x in zip(P, X))
    return H / len(X)

# %% wrong: softmax over the inputs instead of the classes
# check: test_softmax_hessian_of_a_sample
# check: test_softmax_hessian_with_large_logits
# check: test_softmax_hessian_null_space_and_bound
# check: test_softmax_hessian_invariances
# says: not right
def softmax_hessian(W, X):
    logits = X @ W.T
    P = np.exp(logits - logits.max(axis=0, keepdims=True))
    P /= P.sum(axis=0, keepdims=True)
    H = sum(np.kron(np.diag(p) - np.outer(p, p), np.outer(x, x)) for p, x in zip(P, X))
    return H / len(X)

# %% wrong: the probabilities of the first input for all
# check: test_softmax_hessian_of_a_sample
# check: test_softmax_hessian_with_large_logits
# check: test_softmax_hessian_invariances
# says: not right
def softmax_hessian(W, X):
    logits = X @ W.T
    P = np.exp(logits - logits.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    H = sum(np.kron(np.diag(p) - np.outer(p, p), np.outer(x, x)) for p, x in zip([P[0]] * len(X), X))
    return H / len(X)

# %% wrong: one half as in the bound
# check: test_softmax_hessian_of_a_sample
# check: test_softmax_hessian_with_large_logits
# check: test_softmax_hessian_invariances
# says: not right
def softmax_hessian(W, X):
    logits = X @ W.T
    P = np.exp(logits - logits.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    H = sum(np.kron(np.diag(p) - np.outer(p, p), np.outer(x, x)) for p, x in zip(P, X))
    return H / len(X) / 2

# %% wrong: a four-dimensional array
# check: test_softmax_hessian_of_a_sample
# check: test_softmax_hessian_with_large_logits
# check: test_softmax_hessian_null_space_and_bound
# check: test_softmax_hessian_invariances
# says: should have shape
def softmax_hessian(W, X):
    logits = X @ W.T
    P = np.exp(logits - logits.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    H = sum(np.kron(np.diag(p) - np.outer(p, p), np.outer(x, x)) for p, x in zip(P, X))
    return H.reshape(*W.shape, *W.shape) / len(X)

# %% wrong: hard-coded for uniform probabilities
# check: test_softmax_hessian_of_a_sample
# check: test_softmax_hessian_with_large_logits
# check: test_softmax_hessian_invariances
# says: not right
def softmax_hessian(W, X):
    k = len(W)
    return np.kron(np.eye(k) / k - np.ones((k, k)) / k**2, X.T @ X / len(X))
