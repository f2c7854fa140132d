# %% right: eigenvectors
def solve_stationary(A, b, tol=1e-10):
    values, Q = np.linalg.eigh(A)
    zero = np.abs(values) <= tol * np.abs(values).max()
    coefficients = Q.T @ b
    if np.linalg.norm(coefficients[zero]) > tol * np.linalg.norm(b):
        return None
    return Q[:, ~zero] @ (coefficients[~zero] / values[~zero])
# %% right: pseudo-inverse and singular vectors
def solve_stationary(A, b, tol=1e-10):
    U, s, Vt = np.linalg.svd(A)
    rank = int((s > tol * s[0]).sum())
    N = Vt[rank:].T
    if np.linalg.norm(N @ (N.T @ b)) > tol * np.linalg.norm(b):
        return None
    return np.linalg.pinv(A, rcond=tol) @ b
# %% right: least squares, then a null space from the projector
def solve_stationary(A, b, tol=1e-10):
    norm = np.linalg.norm(A, 2)
    if norm == 0.0:
        return np.zeros(len(b)) if not b.any() else None
    scaled = A / norm
    theta, _, rank, _ = np.linalg.lstsq(scaled, b / norm, rcond=tol)
    N = np.linalg.svd(scaled)[2][rank:].T
    return None if np.linalg.norm(N.T @ b) > tol * np.linalg.norm(b) else theta
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
    return list(theta)
# %% right: SciPy's null space and least squares
import scipy.linalg

def solve_stationary(A, b, tol=1e-10):
    if not np.any(A):
        return np.zeros(len(b)) if not np.any(b) else None
    N = scipy.linalg.null_space(A / np.abs(A).max(), rcond=tol)
    if np.linalg.norm(N.T @ b) > tol * np.linalg.norm(b):
        return None
    theta, *_ = scipy.linalg.lstsq(A, b, cond=tol)
    return theta
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
        return (Q @ c).tolist()

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
    return inverse @ b if inside else None

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
    else parts(A, tol)[1] @ (parts(A, tol)[1].T @ b / parts(A, tol)[0])
)
# %% right: a path in a preallocated array, solve on the nonzero part
def descend(gradient, theta, eta, steps):
    path = np.empty((steps + 1, len(theta)))
    path[0] = theta
    for t in range(steps):
        path[t + 1] = path[t] - eta * np.asarray(gradient(path[t]))
    return path

def solve_stationary(A, b):
    norm = np.linalg.norm(A, 2)
    values, Q = np.linalg.eigh(A / norm if norm else A)
    live = np.abs(values) > 1e-7
    inside = Q[:, live]
    if np.linalg.norm(b - inside @ (inside.T @ b)) > 1e-6 * np.linalg.norm(b):
        return None
    return inside @ np.linalg.solve(inside.T @ A @ inside, inside.T @ b)
# %% right: a recursion over lists, which returns lists
def descend(gradient, theta, eta, steps):
    theta = list(theta)
    if steps == 0:
        return [theta]
    return [theta] + descend(gradient, [x - eta * g for x, g in zip(theta, gradient(theta))], eta, steps - 1)
# %% right: keeps the type of theta
def descend(gradient, theta, eta, steps):
    path = np.zeros((steps + 1, len(theta)), dtype=theta.dtype)
    path[0] = theta
    for t in range(steps):
        path[t + 1] = path[t] - eta * gradient(path[t])
    return path


def solve_stationary(A, b):
    w, V = np.linalg.eigh(np.asarray(A, float))
    b = np.asarray(b, float)
    c = V.T @ b
    keep = np.abs(w) > 1e-8 * np.max(np.abs(w))
    if np.linalg.norm(c[~keep]) > 1e-8 * np.linalg.norm(b):
        return None
    return V[:, keep] @ (c[keep] / w[keep])
# %% right: scales the new array that gradient returned
def descend(gradient, theta, eta, steps):
    path = [np.array(theta, dtype=float)]
    for _ in range(steps):
        g = gradient(path[-1])
        g *= eta
        path.append(path[-1] - g)
    return np.array(path)


def solve_stationary(A, b):
    w, V = np.linalg.eigh(np.asarray(A, float))
    b = np.asarray(b, float)
    c = V.T @ b
    keep = np.abs(w) > 1e-8 * np.max(np.abs(w))
    if np.linalg.norm(c[~keep]) > 1e-8 * np.linalg.norm(b):
        return None
    return V[:, keep] @ (c[keep] / w[keep])
# %% wrong: walks up the gradient
# from: model
# edit: - eta * gradient -> + eta * gradient
# check: test_descent_walks_against_the_gradient
# says: walks up the gradient
# %% wrong: the start left out of the path
# from: model
# edit: return np.array(path) -> return np.array(path[1:])
# check: test_descent_walks_against_the_gradient
# says: there should be one more than steps
# %% wrong: one array in every row
# check: test_descent_walks_against_the_gradient
# says: Every row is the same
def descend(gradient, theta, eta, steps):
    x = np.array(theta)
    path = [x]
    for _ in range(steps):
        x -= eta * gradient(x)
        path.append(x)
    return np.array(path)
# %% wrong: writes into theta
# check: test_descent_walks_against_the_gradient
# says: Arguments are read-only
# outcome: student_error
def descend(gradient, theta, eta, steps):
    path = [theta.copy()]
    for _ in range(steps):
        theta -= eta * gradient(theta)
        path.append(theta.copy())
    return np.array(path)
# %% wrong: two gradients a step
# from: model
# edit: - eta * gradient(path[-1]) -> - eta * (gradient(path[-1]) + gradient(path[-1])) / 2
# check: test_descent_walks_against_the_gradient
# says: which is one for each of the steps
# %% wrong: one gradient more at the end
# from: model
# edit: range(steps): -> range(steps + 1):
# edit: return np.array(path) -> return np.array(path[:-1])
# check: test_descent_walks_against_the_gradient
# says: which is one for each of the steps
# %% wrong: the gradient of the start in every step
# from: model
# edit: gradient(path[-1]) -> gradient(theta)
# check: test_descent_walks_against_the_gradient
# says: the gradient there
# %% wrong: a unit step along the gradient
# from: model
# edit: path.append(path[-1] - eta * gradient(path[-1])) -> g = gradient(path[-1]); path.append(path[-1] - eta * g / np.linalg.norm(g))
# check: test_descent_walks_against_the_gradient
# says: the gradient there
# %% wrong: solve, which refuses singular matrices
# from: right 1
# check: test_valley_of_stationary_points, test_no_stationary_point, test_stationary_points_at_every_scale
# says: Singular matrix
# outcome: student_error
def solve_stationary(A, b):
    if np.linalg.matrix_rank(A) < len(b):
        raise np.linalg.LinAlgError("Singular matrix")
    return np.linalg.solve(A, b)
# %% wrong: the nonsingular case only
# from: model
# check: test_no_stationary_point, test_stationary_points_at_every_scale
# says: should be None
def solve_stationary(A, b):
    return np.linalg.lstsq(A, b, rcond=None)[0]
# %% wrong: the sign of b
# from: model
# edit: return R @ ((R.T -> return -R @ ((R.T
# check: test_single_stationary_point, test_valley_of_stationary_points, test_stationary_points_at_every_scale
# says: Look at its sign
# %% wrong: never says that there is none
# from: model
# edit: > 1e-8 * -> > 1e8 *
# check: test_no_stationary_point, test_stationary_points_at_every_scale
# says: should be None
# %% wrong: an absolute tolerance
# from: model
# edit: <= 1e-8 * np.max(np.abs(eigenvalues)) -> <= 1e-8
# edit: > 1e-8 * np.linalg.norm(b) -> > 1e-8
# check: test_stationary_points_at_every_scale
# says: 1e-09 times a matrix
# marks: >= 0.5
# %% wrong: an absolute tolerance for b alone
# from: model
# edit: > 1e-8 * np.linalg.norm(b) -> > 1e-8
# check: test_stationary_points_at_every_scale
# says: solve_stationary
# %% wrong: relative to the largest eigenvalue, not to the largest modulus
# from: model
# edit: np.max(np.abs(eigenvalues)) -> np.max(eigenvalues)
# check: test_valley_of_stationary_points
# says: without positive eigenvalues
# %% wrong: b compared with 1 where it is small
# from: model
# edit: 1e-8 * np.linalg.norm(b) -> 1e-8 * max(1.0, np.linalg.norm(b))
# check: test_stationary_points_at_every_scale
# says: of which a part 0.001
# %% wrong: np.allclose of the residual
# from: model
# edit: np.linalg.norm(N.T @ b) > 1e-8 * np.linalg.norm(b) -> not np.allclose(A @ (np.linalg.pinv(A, rcond=1e-8) @ b), b)
# check: test_stationary_points_at_every_scale
# says: scaled by 1e-9, of which a part 0.001
# %% wrong: another point of the valley
# from: model
# edit: return R @ ((R.T @ b) / eigenvalues[~zero]) -> return R @ ((R.T @ b) / eigenvalues[~zero]) + np.linalg.norm(b) * N.sum(axis=1)
# check: test_valley_of_stationary_points, test_stationary_points_at_every_scale
# says: another stationary point is nearer to the origin
# %% wrong: a pair of None instead of None
# from: model
# edit: return None -> return None, None
# check: test_no_stationary_point, test_stationary_points_at_every_scale
# says: You returned (None, None)
# %% wrong: divided by the modulus of the eigenvalues
# from: model
# edit: (R.T @ b) / eigenvalues[~zero] -> (R.T @ b) / np.abs(eigenvalues[~zero])
# check: test_single_stationary_point, test_valley_of_stationary_points, test_stationary_points_at_every_scale
# says: Is A theta = b?
# %% wrong: nan for the zero matrix
# from: model
# edit: np.abs(eigenvalues) <= 1e-8 * np.max(np.abs(eigenvalues)) -> np.abs(eigenvalues) / np.max(np.abs(eigenvalues)) <= 1e-8
# check: test_stationary_points_at_every_scale
# says: NaN
# %% wrong: the visible answers, hard-coded
# check: test_descent_walks_against_the_gradient, test_single_stationary_point, test_valley_of_stationary_points
# check: test_no_stationary_point, test_stationary_points_at_every_scale
# says: should have shape
def descend(gradient, theta, eta, steps):
    return np.array([[1.0, -2.0], [0.5, -1.0], [0.25, -0.5]])

def solve_stationary(A, b):
    return np.array([1.0, -1.0]) if A[0, 1] else None
# %% wrong: always None
# from: model
# check: test_single_stationary_point, test_valley_of_stationary_points, test_no_stationary_point
# check: test_stationary_points_at_every_scale
# says: is None, but there is a stationary point
def solve_stationary(A, b):
    return None
# %% right: pivoted QR of A
import scipy.linalg

def solve_stationary(A, b):
    Q, R, _ = scipy.linalg.qr(A, pivoting=True)
    size = np.abs(np.diag(R))
    V = Q[:, size > 1e-8 * size[0]]
    if np.linalg.norm(b - V @ (V.T @ b)) > 1e-7 * np.linalg.norm(b):
        return None
    return V @ np.linalg.solve(V.T @ A @ V, V.T @ b) if V.size else np.zeros(len(b))
# %% wrong: breaks off where the gradient is small
# from: model
# check: test_descent_goes_on_where_the_gradient_is_zero
# says: also where the gradient has become zero
def descend(gradient, theta, eta, steps):
    path = [np.array(theta, dtype=float)]
    for _ in range(steps):
        g = gradient(path[-1])
        if np.linalg.norm(g) < 1e-12:
            break
        path.append(path[-1] - eta * g)
    return np.array(path)
# %% wrong: breaks off where the path stands still
# from: model
# edit:
# -         path.append(path[-1] - eta * gradient(path[-1]))
# +         path.append(path[-1] - eta * gradient(path[-1]))
# +         if np.array_equal(path[-1], path[-2]): break
# check: test_descent_goes_on_where_the_gradient_is_zero
# says: also where the gradient has become zero
# %% wrong: breaks off where the gradient is below 1e-6
# from: wrong: breaks off where the gradient is small
# edit: 1e-12 -> 1e-6
# check: test_descent_goes_on_where_the_gradient_is_zero
# says: also where the gradient has become zero
# %% wrong: stands still below 1e-6, with all rows
# from: model
# edit: - eta * gradient(path[-1])) -> - eta * (lambda g: g if np.linalg.norm(g) > 1e-6 else 0 * g)(gradient(path[-1])))
# check: test_descent_goes_on_where_the_gradient_is_zero
# says: is not right
# %% wrong: stands still below 1e-12, with all rows
# from: model
# edit: - eta * gradient(path[-1])) -> - eta * (lambda g: g if np.linalg.norm(g) > 1e-12 else 0 * g)(gradient(path[-1])))
# check: test_descent_goes_on_where_the_gradient_is_zero
# says: is the first that is off
# %% wrong: stands still below 1e-10, with all rows
# from: model
# edit: - eta * gradient(path[-1])) -> - eta * (lambda g: g if np.linalg.norm(g) > 1e-10 else 0 * g)(gradient(path[-1])))
# check: test_descent_goes_on_where_the_gradient_is_zero
# says: 1e-9 times smaller
# %% wrong: stands still where np.allclose finds no change
# from: model
# edit:
# -         path.append(path[-1] - eta * gradient(path[-1]))
# +         moved = path[-1] - eta * gradient(path[-1])
# +         path.append(path[-1] if np.allclose(moved, path[-1]) else moved)
# check: test_descent_goes_on_where_the_gradient_is_zero
# says: is not right
# %% wrong: stands still where a step is below 1e-5 of the point
# from: wrong: stands still where np.allclose finds no change
# edit: np.allclose(moved, path[-1]) -> np.linalg.norm(moved - path[-1]) < 1e-5 * np.linalg.norm(path[-1])
# check: test_descent_goes_on_where_the_gradient_is_zero
# says: millionth
# %% wrong: a fixed 1e-15 added to the eigenvalues
# from: model
# edit: / eigenvalues[~zero]) -> / (eigenvalues[~zero] + 1e-15))
# check: test_stationary_points_at_every_scale
# says: Is A theta = b? Both thresholds are relative
# %% wrong: the default tolerances of NumPy
# from: model
# check: test_zero_is_what_the_statement_says
# says: N holds the directions that count as zero
# marks: >= 0.5
def solve_stationary(A, b):
    rank = np.linalg.matrix_rank(A, hermitian=True)
    N = np.linalg.svd(A)[2][rank:].T
    if np.linalg.norm(N.T @ b) > 1e-8 * np.linalg.norm(b):
        return None
    return np.linalg.pinv(A, hermitian=True) @ b
# %% wrong: flat curvatures taken for zero
# from: model
# edit: 1e-8 * np.max -> 1e-3 * np.max
# check: test_stationary_points_at_every_scale, test_zero_is_what_the_statement_says
# says: Both thresholds are relative
# %% wrong: an indefinite matrix has no stationary point
# from: model
# edit: if np.linalg.norm(N.T @ b) > -> if eigenvalues[0] < -1e-8 * np.max(np.abs(eigenvalues)) or np.linalg.norm(N.T @ b) >
# check: test_single_stationary_point
# says: a saddle counts
# %% wrong: no tolerance for the part of b
# from: model
# edit: > 1e-8 * np.linalg.norm(b) -> > 1e-14 * np.linalg.norm(b)
# check: test_zero_is_what_the_statement_says
# says: N holds the directions that count as zero
# %% wrong: a ratio of norms, NaN for b = 0
# from: model
# edit: np.linalg.norm(N.T @ b) > 1e-8 * np.linalg.norm(b) -> not np.linalg.norm(N.T @ b) / np.linalg.norm(b) < 1e-8
# check: test_stationary_points_at_every_scale
# says: None, but there is a stationary point
# %% wrong: the plain cases only
# from: model
# edit: eigenvalues, Q = np.linalg.eigh(A) -> return np.linalg.lstsq(A, b, rcond=None)[0]; eigenvalues, Q = np.linalg.eigh(A)
# edit: path = [theta] -> path = [np.array(theta)]
# edit:
# -         path.append(path[-1] - eta * gradient(path[-1]))
# +         path.append(path[-1] - eta * gradient(path[-1]))
# +         if np.linalg.norm(path[-1] - path[-2]) < 1e-12: break
# check: test_no_stationary_point, test_stationary_points_at_every_scale, test_descent_goes_on_where_the_gradient_is_zero
# says: should be None
# marks: <= 0.6
# %% wrong: rank of the augmented matrix
# check: test_zero_is_what_the_statement_says
# says: should be None
def descend(gradient, theta, eta, steps):
    path = [np.array(theta, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - eta * np.asarray(gradient(path[-1].copy())))
    return np.array(path)


def solve_stationary(A, b):
    a, s = np.linalg.norm(A, 2), np.linalg.norm(b)
    if s == 0:
        return np.zeros(len(b))
    if a == 0:
        return None
    both = np.column_stack([A / a, b / s])
    if np.linalg.matrix_rank(both, tol=1e-8) > np.linalg.matrix_rank(A / a, tol=1e-8):
        return None
    return np.linalg.pinv(A, rcond=1e-8, hermitian=True) @ b
# %% wrong: gradients clipped at 1000
# check: test_descent_goes_on_where_the_gradient_is_zero
# says: times larger
def descend(gradient, theta, eta, steps):
    path = [np.array(theta, dtype=float)]
    for _ in range(steps):
        g = gradient(path[-1])
        path.append(path[-1] - eta * np.clip(g, -1e3, 1e3))
    return np.array(path)


def solve_stationary(A, b):
    w, V = np.linalg.eigh(np.asarray(A, float))
    b = np.asarray(b, float)
    c = V.T @ b
    keep = np.abs(w) > 1e-8 * np.max(np.abs(w))
    if np.linalg.norm(c[~keep]) > 1e-8 * np.linalg.norm(b):
        return None
    return V[:, keep] @ (c[keep] / w[keep])
# %% wrong: compares A theta with b entry by entry
# from: model
# edit: np.linalg.norm(N.T @ b) > 1e-8 * np.linalg.norm(b) -> not np.allclose(A @ (R @ ((R.T @ b) / eigenvalues[~zero])), b, rtol=1e-8, atol=0)
# check: test_valley_of_stationary_points
# says: has no digits to compare
# %% wrong: the parts of b added up before they are compared
# from: model
# edit: np.linalg.norm(N.T @ b) -> abs(np.sum(N.T @ b))
# check: test_no_stationary_point
# says: should be None for A = diag
# %% wrong: the part along the first null vector alone
# from: model
# edit: np.linalg.norm(N.T @ b) -> np.linalg.norm(N[:, :1].T @ b)
# check: test_no_stationary_point
# says: should be None for A = diag
# %% wrong: the part along the last null vector alone
# from: model
# edit: np.linalg.norm(N.T @ b) -> np.linalg.norm(N[:, -1:].T @ b)
# check: test_no_stationary_point
# says: should be None for A = diag
# %% wrong: parts of one sign alone
# from: model
# edit: np.linalg.norm(N.T @ b) > -> np.max(N.T @ b, initial=0.0) >
# check: test_no_stationary_point
# says: should be None
# %% wrong: at least one step
# from: model
# edit: range(steps) -> range(max(steps, 1))
# check: test_descent_goes_on_where_the_gradient_is_zero
# says: which is one for each of the steps
# %% right: stands still where a step is below 1e-12, which stays within what a path may be off
# from: model
# edit: - eta * gradient(path[-1])) -> - (lambda move: move if np.linalg.norm(move) > 1e-12 else 0 * move)(eta * gradient(path[-1])))
