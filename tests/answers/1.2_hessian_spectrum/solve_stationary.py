# %% right: eigenvectors
def solve_stationary(A, b, tol=1e-10):
    values, Q = np.linalg.eigh(A)
    zero = np.abs(values) <= tol * np.abs(values).max()
    coefficients = Q.T @ b
    if np.linalg.norm(coefficients[zero]) > tol * np.linalg.norm(b):
        return None
    return Q[:, ~zero] @ (coefficients[~zero] / values[~zero]), Q[:, zero]
# %% right: pseudo-inverse and singular vectors
def solve_stationary(A, b, tol=1e-10):
    U, s, Vt = np.linalg.svd(A)
    rank = int((s > tol * s[0]).sum())
    N = Vt[rank:].T
    if np.linalg.norm(N @ (N.T @ b)) > tol * np.linalg.norm(b):
        return None
    return np.linalg.pinv(A, rcond=tol) @ b, N
# %% right: least squares, then a null space from the projector
def solve_stationary(A, b, tol=1e-10):
    norm = np.linalg.norm(A, 2)
    if norm == 0.0:
        return (np.zeros(len(b)), np.eye(len(b))) if not b.any() else None
    scaled = A / norm
    theta, _, rank, _ = np.linalg.lstsq(scaled, b / norm, rcond=tol)
    values, Q = np.linalg.eigh(scaled @ scaled)
    N = Q[:, : len(b) - rank]
    return None if np.linalg.norm(N.T @ b) > tol * np.linalg.norm(b) else (theta, N)
# %% right: a loop over modes, the answer as a list
def solve_stationary(A, b, tol=1e-10):
    values, Q = np.linalg.eigh(np.asarray(A, dtype=float))
    cut = tol * max(abs(values))
    theta, flat = np.zeros(len(b)), []
    for value, q in zip(values, Q.T):
        if abs(value) <= cut:
            flat.append(q)
        else:
            theta = theta + (q @ b) / value * q
    outside = math.sqrt(sum((q @ b) ** 2 for q in flat))
    if outside > tol * np.linalg.norm(b):
        return None
    return [theta, np.array(flat).T if flat else np.zeros((len(b), 0))]
# %% right: SciPy's null space and least squares
import scipy.linalg

def solve_stationary(A, b, tol=1e-10):
    N = scipy.linalg.null_space(A, rcond=tol)
    if np.linalg.norm(N.T @ b) > tol * np.linalg.norm(b):
        return None
    theta, *_ = scipy.linalg.lstsq(A, b, cond=tol)
    return theta, N
# %% right: a callable class that returns lists
class Stationary:
    def __init__(self, default):
        self.default = default

    def __call__(self, A, b, tol=None):
        tol = self.default if tol is None else tol
        values, Q = np.linalg.eigh(np.array(A))
        null = np.abs(values) <= tol * np.abs(values).max()
        c = Q.T @ b
        if np.linalg.norm(c[null]) > tol * np.linalg.norm(b):
            return None
        c[~null] /= values[~null]
        c[null] = 0.0
        return (Q @ c).tolist(), Q[:, null].tolist()

solve_stationary = Stationary(1e-10)
# %% right: functools.partial over a pseudo-inverse
import functools

def split(A, tol):
    values, Q = np.linalg.eigh(A)
    live = np.abs(values) > tol * np.max(np.abs(values))
    inverse = np.divide(1.0, values, out=np.zeros_like(values), where=live)
    return (Q * inverse) @ Q.T, Q[:, ~live]

def with_splitter(splitter, A, b, tol=1e-10):
    inverse, N = splitter(A, tol)
    inside = np.sqrt(np.sum((N.T @ b) ** 2)) <= tol * np.sqrt(np.sum(b**2))
    return (inverse @ b, N) if inside else None

solve_stationary = functools.partial(with_splitter, split)
# %% right: a lambda over the Schur form
import scipy.linalg

def parts(A, tol):
    T, Z = scipy.linalg.schur(A)
    w = np.diag(T)
    zero = np.abs(w) <= tol * np.abs(w).max()
    return w[~zero], Z[:, ~zero], Z[:, zero]

solve_stationary = lambda A, b, tol=1e-10: (
    None if np.linalg.norm(parts(A, tol)[2].T @ b) > tol * np.linalg.norm(b)
    else (parts(A, tol)[1] @ (parts(A, tol)[1].T @ b / parts(A, tol)[0]), parts(A, tol)[2])
)
# %% wrong: solve, which refuses singular matrices
# check: test_valley_of_stationary_points, test_no_stationary_point, test_stationary_points_at_every_scale
# says: Singular matrix
# outcome: student_error
def solve_stationary(A, b, tol=1e-10):
    if np.linalg.matrix_rank(A) < len(b):
        raise np.linalg.LinAlgError("Singular matrix")
    return np.linalg.solve(A, b), np.zeros((len(b), 0))
# %% wrong: the sign of b
# check: test_single_stationary_point, test_valley_of_stationary_points, test_no_stationary_point
# check: test_stationary_points_at_every_scale
# says: Look at its sign
def solve_stationary(A, b, tol=1e-10):
    values, Q = np.linalg.eigh(A)
    zero = np.abs(values) <= tol * np.abs(values).max()
    if np.linalg.norm(Q[:, zero].T @ b) > tol * np.linalg.norm(b):
        return None
    return -Q[:, ~zero] @ ((Q[:, ~zero].T @ b) / values[~zero]), Q[:, zero]
# %% wrong: never says that there is none
# check: test_no_stationary_point, test_stationary_points_at_every_scale
# says: should be None
def solve_stationary(A, b, tol=1e-10):
    values, Q = np.linalg.eigh(A)
    zero = np.abs(values) <= tol * np.abs(values).max()
    return Q[:, ~zero] @ ((Q[:, ~zero].T @ b) / values[~zero]), Q[:, zero]
# %% wrong: an absolute tolerance
# check: test_stationary_points_at_every_scale
# says: A scaled by 1e-09
def solve_stationary(A, b, tol=1e-10):
    values, Q = np.linalg.eigh(A)
    zero = np.abs(values) <= 1e-8
    if np.linalg.norm(Q[:, zero].T @ b) > 1e-8:
        return None
    return Q[:, ~zero] @ ((Q[:, ~zero].T @ b) / values[~zero]), Q[:, zero]
# %% wrong: the basis as rows
# check: test_valley_of_stationary_points, test_single_stationary_point, test_no_stationary_point
# check: test_stationary_points_at_every_scale
# says: should be its columns
def solve_stationary(A, b, tol=1e-10):
    values, Q = np.linalg.eigh(A)
    zero = np.abs(values) <= tol * np.abs(values).max()
    if np.linalg.norm(Q[:, zero].T @ b) > tol * np.linalg.norm(b):
        return None
    return Q[:, ~zero] @ ((Q[:, ~zero].T @ b) / values[~zero]), Q[:, zero].T
# %% wrong: a stationary point that is not the shortest
# check: test_valley_of_stationary_points, test_no_stationary_point, test_stationary_points_at_every_scale
# says: nearer to the origin
def solve_stationary(A, b, tol=1e-10):
    values, Q = np.linalg.eigh(A)
    zero = np.abs(values) <= tol * np.abs(values).max()
    if np.linalg.norm(Q[:, zero].T @ b) > tol * np.linalg.norm(b):
        return None
    theta = Q[:, ~zero] @ ((Q[:, ~zero].T @ b) / values[~zero])
    return theta + Q[:, zero].sum(axis=1) * np.linalg.norm(theta), Q[:, zero]
# %% wrong: a null basis that is not normalised
# from: wrong: the sign of b
# edit: -Q[:, ~zero] @ ((Q[:, ~zero].T @ b) / values[~zero]), -> Q[:, ~zero] @ ((Q[:, ~zero].T @ b) / values[~zero]), 2 *
# check: test_valley_of_stationary_points, test_no_stationary_point, test_stationary_points_at_every_scale
# says: orthonormal
# %% wrong: the point alone
# check: test_single_stationary_point, test_valley_of_stationary_points, test_no_stationary_point
# check: test_stationary_points_at_every_scale
# says: 2 entries
def solve_stationary(A, b, tol=1e-10):
    theta = np.linalg.pinv(A) @ b
    return theta if np.linalg.norm(A @ theta - b) <= 1e-8 * np.linalg.norm(b) else None
# %% wrong: the visible answers, hard-coded
# check: test_single_stationary_point, test_valley_of_stationary_points, test_no_stationary_point
# check: test_stationary_points_at_every_scale
# says: should have shape
def solve_stationary(A, b, tol=1e-10):
    if A[0, 0] == 2:
        return np.array([1.0, -1.0]), np.zeros((2, 0))
    return None if b[0] == b[1] else (np.array([1.0, -1.0]), np.array([[1.0], [1.0]]) / np.sqrt(2))
# %% wrong: tol is not used
# from: wrong: an absolute tolerance
# edit: = 1e-8 -> = 1e-10 * np.abs(values).max()
# edit: 8 -> 10 * np.linalg.norm(b)
# check: test_stationary_points_at_every_scale
# says: tol = 0.01 is None, but there is
# %% wrong: tol used for the eigenvalues only
# from: wrong: tol is not used
# edit: = 1e-10 -> = tol
# check: test_stationary_points_at_every_scale
# says: tol = 0.01 is None, but there is
# %% wrong: tol used for b only
# from: wrong: tol is not used
# edit: > 1e-10 -> > tol
# check: test_stationary_points_at_every_scale
# says: Is it the tol that was passed?
# %% wrong: relative to the largest eigenvalue, not to the largest modulus
# from: wrong: tol used for b only
# edit: 1e-10 * np.abs(values) -> tol * values
# check: test_valley_of_stationary_points
# says: without positive eigenvalues
# %% wrong: ten thousand times too generous with b
# from: wrong: tol used for the eigenvalues only
# edit: 10 * -> 6 *
# check: test_no_stationary_point
# says: when a part 1e-07 of b
# %% wrong: b compared with 1 where it is small
# from: wrong: tol used for the eigenvalues only
# edit: 1e-10 * np.linalg.norm(b) -> tol * max(1.0, np.linalg.norm(b))
# check: test_stationary_points_at_every_scale
# says: a b scaled by 1e-09
# %% wrong: np.allclose of the residual
# from: wrong: an absolute tolerance
# edit: = 1e-8 -> = tol * np.abs(values).max()
# edit: np.linalg.norm(Q[:, zero].T @ b) > 1e-8 -> not np.allclose(A @ (np.linalg.pinv(A, rcond=tol) @ b), b)
# check: test_no_stationary_point, test_stationary_points_at_every_scale
# says: when a part 1e-07 of b
# %% wrong: one null vector where there are several
# from: wrong: the basis as rows
# edit: ((Q[:, ~zero].T @ b) / values[~zero]), Q[:, zero].T -> ((Q[:, ~zero].T @ b) / values[~zero]), Q[:, zero][:, :1]
# check: test_valley_of_stationary_points, test_no_stationary_point, test_stationary_points_at_every_scale
# says: should have shape (7, 3)
# %% wrong: a pair of None instead of None
# from: wrong: the sign of b
# edit: None -> None, None
# edit: -Q -> Q
# check: test_no_stationary_point, test_stationary_points_at_every_scale
# says: You returned (None, None)
# %% wrong: divided by the modulus of the eigenvalues
# from: wrong: the sign of b
# edit: -Q[:, ~zero] @ ((Q[:, ~zero].T @ b) / values[~zero]) -> Q[:, ~zero] @ ((Q[:, ~zero].T @ b) / np.abs(values[~zero]))
# check: test_single_stationary_point, test_valley_of_stationary_points, test_stationary_points_at_every_scale
# says: Is A theta = b?
# %% wrong: another default for tol
# check: test_no_stationary_point
# says: a part 1e-09 of b
def solve_stationary(A, b, tol=1e-8):
    values, vectors = np.linalg.eigh(A)
    zero = np.abs(values) <= tol * np.abs(values).max()
    N = vectors[:, zero]
    if np.linalg.norm(N.T @ b) > tol * np.linalg.norm(b):
        return None
    V = vectors[:, ~zero]
    return V @ ((V.T @ b) / values[~zero]), N
