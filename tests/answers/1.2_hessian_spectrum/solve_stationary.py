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

# %% wrong: solve, which refuses singular matrices
# check: test_valley_of_stationary_points
# check: test_no_stationary_point
# check: test_stationary_points_at_every_scale
# says: Singular matrix
# outcome: student_error
def solve_stationary(A, b, tol=1e-10):
    if np.linalg.matrix_rank(A) < len(b):
        raise np.linalg.LinAlgError("Singular matrix")
    return np.linalg.solve(A, b), np.zeros((len(b), 0))

# %% wrong: the sign of b
# check: test_single_stationary_point
# check: test_valley_of_stationary_points
# check: test_no_stationary_point
# check: test_stationary_points_at_every_scale
# says: Look at its sign
def solve_stationary(A, b, tol=1e-10):
    values, Q = np.linalg.eigh(A)
    zero = np.abs(values) <= tol * np.abs(values).max()
    if np.linalg.norm(Q[:, zero].T @ b) > tol * np.linalg.norm(b):
        return None
    return -Q[:, ~zero] @ ((Q[:, ~zero].T @ b) / values[~zero]), Q[:, zero]

# %% wrong: never says that there is none
# check: test_no_stationary_point
# check: test_stationary_points_at_every_scale
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
# check: test_valley_of_stationary_points
# check: test_single_stationary_point
# check: test_no_stationary_point
# check: test_stationary_points_at_every_scale
# says: should be its columns
def solve_stationary(A, b, tol=1e-10):
    values, Q = np.linalg.eigh(A)
    zero = np.abs(values) <= tol * np.abs(values).max()
    if np.linalg.norm(Q[:, zero].T @ b) > tol * np.linalg.norm(b):
        return None
    return Q[:, ~zero] @ ((Q[:, ~zero].T @ b) / values[~zero]), Q[:, zero].T

# %% wrong: a stationary point that is not the shortest
# check: test_valley_of_stationary_points
# check: test_no_stationary_point
# check: test_stationary_points_at_every_scale
# says: nearer to the origin
def solve_stationary(A, b, tol=1e-10):
    values, Q = np.linalg.eigh(A)
    zero = np.abs(values) <= tol * np.abs(values).max()
    if np.linalg.norm(Q[:, zero].T @ b) > tol * np.linalg.norm(b):
        return None
    theta = Q[:, ~zero] @ ((Q[:, ~zero].T @ b) / values[~zero])
    return theta + Q[:, zero].sum(axis=1) * np.linalg.norm(theta), Q[:, zero]

# %% wrong: a null basis that is not normalised
# check: test_valley_of_stationary_points
# check: test_no_stationary_point
# check: test_stationary_points_at_every_scale
# says: orthonormal
def solve_stationary(A, b, tol=1e-10):
    values, Q = np.linalg.eigh(A)
    zero = np.abs(values) <= tol * np.abs(values).max()
    if np.linalg.norm(Q[:, zero].T @ b) > tol * np.linalg.norm(b):
        return None
    return Q[:, ~zero] @ ((Q[:, ~zero].T @ b) / values[~zero]), 2 * Q[:, zero]

# %% wrong: the point alone
# check: test_single_stationary_point
# check: test_valley_of_stationary_points
# check: test_no_stationary_point
# check: test_stationary_points_at_every_scale
# says: 2 entries
def solve_stationary(A, b, tol=1e-10):
    theta = np.linalg.pinv(A) @ b
    return theta if np.linalg.norm(A @ theta - b) <= 1e-8 * np.linalg.norm(b) else None

# %% wrong: the visible answers, hard-coded
# check: test_single_stationary_point
# check: test_valley_of_stationary_points
# check: test_no_stationary_point
# check: test_stationary_points_at_every_scale
# says: should have shape
def solve_stationary(A, b, tol=1e-10):
    if A[0, 0] == 2:
        return np.array([1.0, -1.0]), np.zeros((2, 0))
    return None if b[0] == b[1] else (np.array([1.0, -1.0]), np.array([[1.0], [1.0]]) / np.sqrt(2))
