# %% right: Kronecker products and QR
def attention_tangents(W_Q, W_K):
    d, k = W_Q.shape
    rows = []
    for i in range(k):
        for j in range(k):
            A = np.zeros((k, k))
            A[i, j] = 1.0
            rows.append((W_Q @ A, -(A @ W_K.T).T))
    return np.array(rows)


def explained_zeros(H, tangents):
    scale = np.linalg.norm(H, 2)
    units = []
    for t in tangents:
        length = np.linalg.norm(t)
        if length == 0:
            continue
        if np.linalg.norm(H @ t) > 1e-6 * scale * length:
            return None
        units.append(t / length)
    rank = np.linalg.matrix_rank(np.array(units), tol=1e-7) if units else 0
    lam = np.linalg.eigvalsh(H)
    zero = np.abs(lam) <= 1e-8 * np.abs(lam).max()
    return [int(np.sum((lam < 0) & ~zero)), int(rank), int(np.sum(zero)) - int(rank), int(np.sum((lam > 0) & ~zero))]
# %% right: another basis, in another order
def attention_tangents(W_Q, W_K):
    k = W_Q.shape[1]
    rng = np.random.default_rng(7)
    basis = np.linalg.qr(rng.standard_normal((k * k, k * k)))[0].reshape(-1, k, k)
    return np.stack([np.stack([3 * W_Q @ A, -3 * W_K @ A.T]) for A in basis[::-1]])
# %% right: lists of lists
def attention_tangents(W_Q, W_K):
    k = W_Q.shape[1]
    out = []
    for i in range(k):
        for j in range(k):
            E = np.zeros((k, k))
            E[i, j] = 1
            out.append([(W_Q @ E).tolist(), (-W_K @ E.T).tolist()])
    return out


def explained_zeros(H, tangents):
    lam = np.linalg.eigvalsh(H)
    top = max(abs(lam))
    norms = np.sqrt((tangents**2).sum(axis=1))
    good = norms > 0
    if (np.sqrt(((tangents @ H) ** 2).sum(axis=1)) > 1e-6 * top * norms).any():
        return None
    T = tangents[good] / norms[good][:, None]
    s = np.linalg.svd(T, compute_uv=False) if good.any() else np.zeros(0)
    n_t = float((s > 1e-9).sum())
    n_m, n_p = float((lam < -1e-8 * top).sum()), float((lam > 1e-8 * top).sum())
    return np.array([n_m, n_t, len(lam) - n_m - n_p - n_t, n_p])
# %% right: Gram-Schmidt
def explained_zeros(H, tangents):
    lam = np.linalg.eigvalsh(H / np.abs(H).max())
    limit = np.max(np.abs(lam))
    Q = []
    for t in tangents:
        if not t.any():
            continue
        t = t / np.linalg.norm(t)
        if np.linalg.norm(H / np.abs(H).max() @ t) > 1e-6 * limit:
            return None
        for _ in range(2):
            for q in Q:
                t = t - (t @ q) * q
        if np.linalg.norm(t) > 1e-6:
            Q.append(t / np.linalg.norm(t))
    minus, plus = np.sum(lam < -1e-8 * limit), np.sum(lam > 1e-8 * limit)
    return minus, len(Q), len(lam) - minus - plus - len(Q), plus
# %% right: symmetric and antisymmetric generators
def attention_tangents(W_Q, W_K):
    k = W_Q.shape[1]
    rows = []
    for i in range(k):
        for j in range(i, k):
            A = np.zeros((k, k))
            A[i, j] = A[j, i] = 1.0
            rows.append([W_Q @ A, -W_K @ A])
            if i != j:
                A = np.zeros((k, k))
                A[i, j], A[j, i] = 1.0, -1.0
                rows.append([W_Q @ A, W_K @ A])
    return np.array(rows)
# %% wrong: the number of tangents, and no test of them
# marks: <= 0.6
# check: test_a_tangent_that_is_no_null_vector, test_dependent_zero_and_badly_scaled_tangents
# says: None was expected
def explained_zeros(H, tangents):
    lam = np.linalg.eigvalsh(H)
    n_minus, n_plus = int(np.sum(lam < -1e-9)), int(np.sum(lam > 1e-9))
    return n_minus, len(tangents), len(H) - n_minus - n_plus - len(tangents), n_plus
# %% wrong: the inverse without its transpose
# from: model
# edit: -W_K @ A.T -> -W_K @ A
# check: test_tangents_of_random_weights, test_tangents_of_special_weights
# says: where is the transpose of A
# %% wrong: both in the same sense
# from: model
# edit: -W_K @ A.T -> W_K @ A.T
# check: test_tangents_of_random_weights, test_tangents_of_special_weights
# says: minus sign
# %% wrong: the query alone
# from: model
# edit: -W_K @ A.T -> 0 * W_K
# check: test_tangents_of_random_weights, test_tangents_of_special_weights
# says: Only W_Q moves
# %% wrong: keys first
# from: model
# edit: [W_Q @ A, -W_K @ A.T] -> [-W_K @ A.T, W_Q @ A]
# check: test_tangents_of_random_weights, test_tangents_of_special_weights
# says: first entry of a pair
# %% wrong: symmetric generators
# from: model
# edit: [W_Q @ A, -W_K @ A.T] -> [W_Q @ (A + A.T), -W_K @ (A + A.T)]
# check: test_tangents_of_random_weights, test_tangents_of_special_weights
# says: A symmetric A
# %% wrong: rotations only
# from: model
# edit: [W_Q @ A, -W_K @ A.T] -> [W_Q @ (A - A.T), W_K @ (A - A.T)]
# check: test_tangents_of_random_weights, test_tangents_of_special_weights
# says: antisymmetric
# %% wrong: diagonal generators
# from: model
# edit: for A in basis] -> for A in basis * np.eye(width)]
# check: test_tangents_of_random_weights, test_tangents_of_special_weights
# says: do not span
# %% wrong: finite steps
# from: model
# edit: [W_Q @ A, -W_K @ A.T] for A in basis -> [W_Q @ (np.eye(width) + A), W_K @ np.linalg.inv(np.eye(width) + A).T] for A in basis
# check: test_tangents_of_random_weights, test_tangents_of_special_weights
# says: do not span
# %% wrong: never None
# from: model
# edit: return None -> pass
# marks: >= 0.5
# check: test_a_tangent_that_is_no_null_vector
# says: None was expected
# %% wrong: the null test does not look at the lengths
# from: model
# edit: np.linalg.norm(T @ H, axis=1) > 1e-6 * size -> np.linalg.norm(tangents @ H, axis=1) > 1e-6 * size
# check: test_a_tangent_that_is_no_null_vector
# says: Compare ‖Ht‖
# %% wrong: the null test has an absolute tolerance
# from: model
# edit: > 1e-6 * size) -> > 1e-6)
# check: test_a_tangent_that_is_no_null_vector, test_dependent_zero_and_badly_scaled_tangents
# says: Compare ‖Ht‖
# %% wrong: the gradient test is all
# from: model
# edit: if np.any(np.linalg.norm(T @ H, axis=1) > 1e-6 * size): -> if np.all(np.linalg.norm(T @ H, axis=1) > 1e-6 * size) and len(T):
# check: test_a_tangent_that_is_no_null_vector
# says: None was expected
# %% wrong: counts the tangents
# from: model
# edit: int(np.linalg.matrix_rank(T, tol=1e-8)) -> len(tangents)
# check: test_dependent_zero_and_badly_scaled_tangents
# says: not their number
# %% wrong: counts those that are not zero
# from: model
# edit: int(np.linalg.matrix_rank(T, tol=1e-8)) -> len(T)
# check: test_dependent_zero_and_badly_scaled_tangents
# says: not their number
# %% wrong: the rank without unit lengths
# from: model
# edit: np.linalg.matrix_rank(T, tol=1e-8) -> np.linalg.matrix_rank(tangents[lengths > 0], tol=1e-8 * lengths.max(initial=1e-300))
# check: test_dependent_zero_and_badly_scaled_tangents
# says: length 1
# %% wrong: a zero tangent is divided by 0
# from: model
# edit: T = tangents[lengths > 0] / lengths[lengths > 0, None] -> T = tangents / lengths[:, None]
# check: test_dependent_zero_and_badly_scaled_tangents
# says: LinAlgError
# outcome: student_error
# %% wrong: zero is absolute
# from: model
# edit: eigenvalues < -1e-8 * size -> eigenvalues < -1e-8
# edit: eigenvalues > 1e-8 * size -> eigenvalues > 1e-8
# check: test_dependent_zero_and_badly_scaled_tangents
# says: relative to the largest modulus
# %% wrong: zero is relative to the largest eigenvalue
# from: model
# edit: size = np.abs(eigenvalues).max() -> size = eigenvalues.max()
# check: test_dependent_zero_and_badly_scaled_tangents
# says: relative to the largest modulus
# %% wrong: all zeros in the third place
# from: model
# edit: len(H) - n_minus - n_plus - dimension, n_plus -> len(H) - n_minus - n_plus, n_plus
# check: test_counts_with_independent_tangents, test_dependent_zero_and_badly_scaled_tangents
# says: n_other is not right
# %% wrong: the order of the counts
# from: model
# edit: return n_minus, dimension -> return n_plus, dimension
# edit: - dimension, n_plus -> - dimension, n_minus
# check: test_counts_with_independent_tangents
# says: n_minus, n_plus is not right
