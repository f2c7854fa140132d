# %% right: Einstein sums and QR
def attention_velocity(W_Q, W_K, A):
    return [np.einsum("ij,jk->ik", W_Q, A), np.einsum("ij,kj->ik", W_K, -A)]


def explained_zeros(H, tangents):
    scale = np.linalg.norm(H, 2)
    for t in tangents:
        if np.linalg.norm(H @ t) > 1e-6 * scale:
            return None
    rank = np.linalg.matrix_rank(tangents, tol=3e-8)
    lam = np.linalg.eigvalsh(H)
    zero = np.abs(lam) <= 1e-8 * np.abs(lam).max()
    return [int(np.sum((lam < 0) & ~zero)), int(rank), int(np.sum(zero)) - int(rank), int(np.sum((lam > 0) & ~zero))]
# %% right: lists of lists, floats for counts
def attention_velocity(W_Q, W_K, A):
    return (W_Q @ A).tolist(), (-(A @ W_K.T).T).tolist()


def explained_zeros(H, tangents):
    lam = np.linalg.eigvalsh(H)
    top = max(abs(lam))
    if (np.sqrt(((tangents @ H) ** 2).sum(axis=1)) > 1e-6 * top).any():
        return None
    s = np.linalg.svd(tangents, compute_uv=False)
    n_t = float((s > 1e-8).sum())
    n_m, n_p = float((lam < -1e-8 * top).sum()), float((lam > 1e-8 * top).sum())
    return np.array([n_m, n_t, len(lam) - n_m - n_p - n_t, n_p])
# %% right: one array for both, Gram-Schmidt
def attention_velocity(W_Q, W_K, A):
    return np.stack([W_Q @ A, -W_K @ A.T])


def explained_zeros(H, tangents):
    H = H / np.abs(H).max()
    lam = np.linalg.eigvalsh(H)
    limit = np.max(np.abs(lam))
    Q = []
    for t in tangents:
        if np.linalg.norm(H @ t) > 1e-6 * limit:
            return None
        for _ in range(2):
            for q in Q:
                t = t - (t @ q) * q
        if np.linalg.norm(t) > 1e-8:
            Q.append(t / np.linalg.norm(t))
    minus, plus = np.sum(lam < -1e-8 * limit), np.sum(lam > 1e-8 * limit)
    return minus, len(Q), len(lam) - minus - plus - len(Q), plus
# %% right: the velocity by a complex step
import scipy.linalg


def attention_velocity(W_Q, W_K, A):
    h = 1e-30
    E = scipy.linalg.expm(1j * h * A)
    return (W_Q @ E).imag / h, (W_K @ np.linalg.inv(E).T).imag / h
# %% right: eigenvalues by eigh, the products in a loop
def explained_zeros(H, tangents):
    values, _ = np.linalg.eigh(H)
    size = max(-values[0], values[-1])
    if max(np.linalg.norm(H @ row) for row in tangents) > 1e-6 * size:
        return None
    below = sum(1 for v in values if v < -1e-8 * size)
    above = sum(1 for v in values if v > 1e-8 * size)
    spanned = sum(1 for s in np.linalg.svd(tangents)[1] if s > 1e-8)
    return (below, spanned, len(values) - below - above - spanned, above)
# %% wrong: the number of tangents, and no test of them
# marks: <= 0.6
# check: test_a_tangent_that_is_no_null_vector, test_dependent_tangents
# says: None was expected
def explained_zeros(H, tangents):
    lam = np.linalg.eigvalsh(H)
    top = 1e-8 * np.abs(lam).max()
    n_minus, n_plus = int(np.sum(lam < -top)), int(np.sum(lam > top))
    return n_minus, len(tangents), len(H) - n_minus - n_plus - len(tangents), n_plus
# %% wrong: the inverse without its transpose
# from: model
# edit: -W_K @ A.T -> -W_K @ A
# check: test_velocities_of_random_weights, test_velocities_of_special_weights
# says: where is the transpose of A
# %% wrong: both in the same sense
# from: model
# edit: -W_K @ A.T -> W_K @ A.T
# check: test_velocities_of_random_weights, test_velocities_of_special_weights
# says: minus sign
# %% wrong: neither transpose nor sign
# from: model
# edit: -W_K @ A.T -> W_K @ A
# check: test_velocities_of_random_weights, test_velocities_of_special_weights
# says: the transpose of A and the minus sign
# %% wrong: the query alone
# from: model
# edit: -W_K @ A.T -> 0 * W_K
# check: test_velocities_of_random_weights, test_velocities_of_special_weights
# says: W_K moves too
# %% wrong: the transpose with the query
# from: model
# edit: W_Q @ A, -W_K @ A.T -> W_Q @ A.T, -W_K @ A
# check: test_velocities_of_random_weights, test_velocities_of_special_weights
# says: not its transpose
# %% wrong: keys first
# from: model
# edit: return W_Q @ A, -W_K @ A.T -> return -W_K @ A.T, W_Q @ A
# check: test_velocities_of_random_weights, test_velocities_of_special_weights
# says: W_Q comes first
# %% wrong: the wrong way round
# from: model
# edit: return W_Q @ A, -W_K @ A.T -> return -W_Q @ A, W_K @ A.T
# check: test_velocities_of_random_weights, test_velocities_of_special_weights
# says: sign in the exponent
# %% wrong: finite steps
# from: model
# edit: return W_Q @ A, -W_K @ A.T -> return W_Q @ (np.eye(len(A)) + A), W_K @ (np.eye(len(A)) - A.T)
# check: test_velocities_of_random_weights, test_velocities_of_special_weights
# says: its derivative is asked
# %% wrong: entry by entry
# from: model
# edit: W_Q @ A, -W_K @ A.T -> W_Q * A[0, 0], -W_K @ A.T
# check: test_velocities_of_random_weights, test_velocities_of_special_weights
# says: Differentiate what W_Q
# %% wrong: differences forward
# check: test_velocities_of_random_weights, test_velocities_of_special_weights
# says: velocity of W_Q
import scipy.linalg


def attention_velocity(W_Q, W_K, A):
    E = scipy.linalg.expm(1e-6 * A)
    return (W_Q @ E - W_Q) / 1e-6, (W_K @ np.linalg.inv(E).T - W_K) / 1e-6
# %% wrong: never None
# from: model
# edit: return None -> pass
# marks: >= 0.5
# check: test_a_tangent_that_is_no_null_vector
# says: None was expected
# %% wrong: the null test has an absolute tolerance
# from: model
# edit: > 1e-6 * size) -> > 1e-6)
# check: test_a_tangent_that_is_no_null_vector
# says: compare ‖Hξ‖
# %% wrong: a floor of one under the size, for the null test
# from: model
# edit: > 1e-6 * size) -> > 1e-6 * max(size, 1))
# check: test_a_tangent_that_is_no_null_vector
# says: compare ‖Hξ‖
# %% wrong: None if all fail
# from: model
# edit: if np.any( -> if np.all(
# check: test_a_tangent_that_is_no_null_vector
# says: None was expected
# %% wrong: all products together
# from: model
# edit: np.any(np.linalg.norm(tangents @ H, axis=1) > 1e-6 * size) -> np.linalg.norm(tangents @ H) > 1e-6 * size
# check: test_a_tangent_that_is_no_null_vector
# says: compare ‖Hξ‖
# %% wrong: the null test with the threshold of the eigenvalues
# from: model
# edit: > 1e-6 * size) -> > 1e-8 * size)
# check: test_a_tangent_that_is_no_null_vector
# says: compare ‖Hξ‖
# %% wrong: ξᵀHξ in place of Hξ
# from: model
# edit: np.linalg.norm(tangents @ H, axis=1) -> np.abs(np.einsum("ij,jk,ik->i", tangents, H, tangents))
# check: test_a_tangent_that_is_no_null_vector
# says: compare ‖Hξ‖
# %% wrong: counts the tangents
# from: model
# edit: int(np.linalg.matrix_rank(tangents, tol=1e-8)) -> len(tangents)
# check: test_dependent_tangents, test_a_tangent_that_is_no_null_vector
# says: not their number
# %% wrong: NumPy's own tolerance of the rank
# from: model
# edit: np.linalg.matrix_rank(tangents, tol=1e-8) -> np.linalg.matrix_rank(tangents)
# check: test_dependent_tangents
# says: above 1e-8
# %% wrong: a tolerance of 1e-12
# from: model
# edit: np.linalg.matrix_rank(tangents, tol=1e-8) -> np.linalg.matrix_rank(tangents, tol=1e-12)
# check: test_dependent_tangents
# says: above 1e-8
# %% wrong: a tolerance of 1e-6
# from: model
# edit: np.linalg.matrix_rank(tangents, tol=1e-8) -> np.linalg.matrix_rank(tangents, tol=1e-6)
# check: test_dependent_tangents
# says: above 1e-8
# %% wrong: the rank of the Gram matrix
# from: model
# edit: np.linalg.matrix_rank(tangents, tol=1e-8) -> np.linalg.matrix_rank(tangents @ tangents.T, tol=1e-8)
# check: test_dependent_tangents
# says: above 1e-8
# %% wrong: different rows are counted
# from: model
# edit: int(np.linalg.matrix_rank(tangents, tol=1e-8)) -> len(np.unique(np.round(tangents, 9), axis=0))
# check: test_dependent_tangents
# says: not their number
# %% wrong: zero is absolute
# from: model
# edit: eigenvalues < -1e-8 * size -> eigenvalues < -1e-8
# edit: eigenvalues > 1e-8 * size -> eigenvalues > 1e-8
# check: test_zero_is_relative_to_the_size_of_the_hessian
# says: the largest modulus
# %% wrong: zero is relative to the largest eigenvalue
# from: model
# edit: size = np.abs(eigenvalues).max() -> size = eigenvalues.max()
# check: test_zero_is_relative_to_the_size_of_the_hessian
# says: the largest modulus of an eigenvalue
# %% wrong: zero is relative to the Frobenius norm
# from: model
# edit: size = np.abs(eigenvalues).max() -> size = np.linalg.norm(H)
# check: test_zero_is_relative_to_the_size_of_the_hessian
# says: the largest modulus
# %% wrong: zero is relative to the sum of moduli
# from: model
# edit: size = np.abs(eigenvalues).max() -> size = np.abs(eigenvalues).sum()
# check: test_zero_is_relative_to_the_size_of_the_hessian
# says: the largest modulus
# %% wrong: a threshold of 1e-6 for eigenvalues
# from: model
# edit: eigenvalues < -1e-8 * size -> eigenvalues < -1e-6 * size
# edit: eigenvalues > 1e-8 * size -> eigenvalues > 1e-6 * size
# check: test_zero_is_relative_to_the_size_of_the_hessian
# says: the largest modulus
# %% wrong: exact zeros in the third place
# from: model
# edit: len(H) - n_minus - n_plus - n_tangent, n_plus -> int(np.sum(eigenvalues == 0)) - n_tangent, n_plus
# check: test_counts_with_independent_tangents, test_dependent_tangents
# says: and not exactly 0
# %% wrong: all zeros in the third place
# from: model
# edit: len(H) - n_minus - n_plus - n_tangent, n_plus -> len(H) - n_minus - n_plus, n_plus
# check: test_counts_with_independent_tangents, test_dependent_tangents
# says: n_other is not right
# %% wrong: the order of the counts
# from: model
# edit: return n_minus, n_tangent -> return n_plus, n_tangent
# edit: - n_tangent, n_plus -> - n_tangent, n_minus
# check: test_counts_with_independent_tangents
# says: Look at the order
# %% wrong: the tangents are changed
# from: model
# edit: eigenvalues = np.linalg.eigvalsh(H) -> eigenvalues = np.linalg.eigvalsh(H); tangents *= 1.0
# check: test_counts_with_independent_tangents
# says: read-only
# outcome: student_error
# %% wrong: the rank relative to the largest singular value
# from: model
# edit: matrix_rank(tangents, tol=1e-8) -> matrix_rank(tangents, rtol=1e-8)
# check: test_dependent_tangents
# says: however large the others are
# %% wrong: the rank relative to the Frobenius norm
# from: model
# edit: matrix_rank(tangents, tol=1e-8) -> matrix_rank(tangents, tol=1e-8 * np.linalg.norm(tangents))
# check: test_dependent_tangents
# says: however large the others are
# %% wrong: the largest entry of Hξ
# from: model
# edit: np.linalg.norm(tangents @ H, axis=1) -> np.abs(tangents @ H)
# check: test_a_tangent_that_is_no_null_vector
# says: 64 parameters
# %% wrong: the largest entry of H as its size
# from: model
# edit: size = np.abs(eigenvalues).max() -> size = np.abs(H).max()
# check: test_a_tangent_that_is_no_null_vector
# says: H of rank 1
# %% wrong: the 1-norm of H as its size
# from: model
# edit: size = np.abs(eigenvalues).max() -> size = np.linalg.norm(H, 1)
# check: test_zero_is_relative_to_the_size_of_the_hessian
# says: the largest modulus
# %% wrong: the mean of the lengths
# from: model
# edit: np.any(np.linalg.norm(tangents @ H, axis=1) > 1e-6 * size) -> np.mean(np.linalg.norm(tangents @ H, axis=1)) > 1e-6 * size
# check: test_a_tangent_that_is_no_null_vector
# says: 90 tangents
# %% wrong: the root mean square of the lengths
# from: model
# edit: np.any(np.linalg.norm(tangents @ H, axis=1) > 1e-6 * size) -> np.linalg.norm(tangents @ H) > 1e-6 * size * len(tangents) ** 0.5
# check: test_a_tangent_that_is_no_null_vector
# says: 90 tangents
# %% wrong: no transpose of an antisymmetric A
# from: model
# edit: return W_Q @ A, -W_K @ A.T -> return W_Q @ A, -W_K @ (A if np.allclose(A, -A.T) else A.T)
# check: test_velocities_of_special_weights
# says: an antisymmetric A
# %% wrong: an A of integers is halved and doubled
# from: model
# edit: return W_Q @ A, -W_K @ A.T -> A = A / 2 * 2 if A.dtype.kind == "f" else A // 2 * 2; return W_Q @ A, -W_K @ A.T
# check: test_velocities_of_special_weights
# says: an A of integers
