# %% right: squares
def linear_stability(H, eta, tol):
    m = 1 - eta * np.linalg.eigvalsh(H)
    inside = m**2 < (1 - tol) ** 2
    if np.any(m**2 > (1 + tol) ** 2):
        return "unstable", np.sum(inside)
    return ("attractor" if np.all(inside) else "marginal"), np.sum(inside)


def safe_rate(X):
    L = np.linalg.eigvalsh(X.T @ X)[-1] / (4 * len(X))
    return 2 / L if np.any(X) else np.inf
# %% right: the matrix of the step
def linear_stability(H, eta, tol):
    m = np.linalg.eigvalsh(np.eye(len(H)) - eta * np.asarray(H))
    low, high = m[0], m[-1]
    dim = sum(1 for one in m if -1 + tol < one < 1 - tol)
    if high > 1 + tol or low < -1 - tol:
        return ["unstable", dim]
    if high >= 1 - tol or low <= -1 + tol:
        return ["marginal", dim]
    return ["attractor", float(dim)]


def safe_rate(X):
    n = X.shape[0]
    top = np.linalg.svd(X, compute_uv=False).max()
    return math.inf if top == 0 else 2 / (top / (4 * n) * top)
# %% right: eigenvalues against their limits
def linear_stability(H, eta, tol):
    lam = np.linalg.eigvalsh(H) * eta
    dim = int(((lam > tol) & (lam < 2 - tol)).sum())
    if lam.min() < -tol or lam.max() > 2 + tol:
        return "unstable", dim
    return {True: "attractor", False: "marginal"}[dim == lam.size], dim


def safe_rate(X):
    if not X.any():
        return float("inf")
    H0 = X.T @ X * (0.25 / len(X))
    return 2.0 / np.linalg.norm(H0, 2)
# %% right: singular values of the step
def linear_stability(H, eta, tol):
    s = np.linalg.svd(np.identity(len(H)) - eta * H)[1]
    dim = np.count_nonzero(s < 1 - tol)
    kind = "unstable" if s[0] > 1 + tol else "attractor" if s[0] < 1 - tol else "marginal"
    return kind, dim


def safe_rate(X):
    top = np.linalg.eigvalsh(X @ X.T).max()
    if top <= 0:
        return math.inf
    return 8 * X.shape[0] / top
# %% right: NumPy strings, and SymPy's infinity
def linear_stability(H, eta, tol):
    off = np.abs(1 - eta * np.linalg.eigvalsh(H)) - 1
    kinds = np.array(["attractor", "marginal", "unstable"])
    return kinds[max((off > tol).any() * 2, (off >= -tol).any() * 1)], (off < -tol).sum()


def safe_rate(X):
    s = np.linalg.svd(X)[1][0]
    return sp.oo if s == 0 else (2 * math.sqrt(2 * len(X)) / s) ** 2
# %% wrong: the largest curvature alone, without X = 0
# marks: <= 0.6
# check: test_kinds_of_random_hessians, test_both_ends_of_the_stable_range, test_tolerance_and_small_sizes
# says: The first line of the table that holds decides
def linear_stability(H, eta, tol):
    lam = np.linalg.eigvalsh(H)
    kind = "unstable" if eta * lam[-1] > 2 + tol else "attractor"
    return kind, int(np.sum(np.abs(1 - eta * lam) < 1 - tol))


def safe_rate(X):
    return 8 * len(X) / np.linalg.norm(X, 2) ** 2
# %% wrong: X = 0 divides by zero
# from: model
# edit: return 8 * len(X) / size**2 if size > 0 else math.inf -> return float(8 * len(X)) / float(size) ** 2
# marks: >= 0.5
# check: test_safe_rate_of_other_shapes_and_units
# outcome: student_error
# says: ZeroDivisionError
# %% wrong: 0 for X = 0
# from: model
# edit: else math.inf -> else 0.0
# check: test_safe_rate_of_other_shapes_and_units
# says: the loss is constant
# %% wrong: without the modulus
# from: model
# edit: np.abs(1 - eta * np.linalg.eigvalsh(H)) -> 1 - eta * np.linalg.eigvalsh(H)
# check: test_both_ends_of_the_stable_range
# says: The modulus of
# %% wrong: marginal before unstable
# check: test_both_ends_of_the_stable_range
# says: One unstable multiplier is enough
# from: model
# edit: if np.max(moduli) > 1 + tol: -> if np.max(moduli) > 1 + tol and not np.any(np.abs(moduli - 1) <= tol):
# %% wrong: all unstable, or not unstable
# from: model
# edit: np.max(moduli) > 1 + tol -> np.min(moduli) > 1 + tol
# check: test_kinds_of_random_hessians
# says: The first line of the table that holds decides
# %% wrong: the diagonal
# from: model
# edit: np.linalg.eigvalsh(H) -> np.diag(H)
# check: test_kinds_of_random_hessians
# says: H is not diagonal
# %% wrong: dim counts the marginal ones too
# from: model
# edit: moduli < 1 - tol -> moduli <= 1 + tol
# check: test_kinds_of_random_hessians
# says: one modulus is exactly 1 here
# %% wrong: dim counts the positive curvatures
# from: model
# edit: np.sum(moduli < 1 - tol) -> np.sum(eta * np.linalg.eigvalsh(H) > 1e-9)
# check: test_both_ends_of_the_stable_range
# says: The modulus of
# %% wrong: tol forgotten
# from: model
# edit: moduli < 1 - tol -> moduli < 1 - 1e-12
# edit: np.max(moduli) > 1 + tol -> np.max(moduli) > 1 + 1e-12
# check: test_tolerance_and_small_sizes
# says: Within tol of 1
# %% wrong: a tolerance of its own
# from: model
# edit: moduli < 1 - tol -> moduli < 1 - 1e-4
# edit: np.max(moduli) > 1 + tol -> np.max(moduli) > 1 + 1e-4
# check: test_tolerance_and_small_sizes
# says: Within tol of 1
# %% wrong: tol doubled into the curvature
# from: model
# edit: np.abs(1 - eta * np.linalg.eigvalsh(H)) -> np.abs(1 - eta * np.where(np.abs(np.linalg.eigvalsh(H)) < 1e-8, 0, np.linalg.eigvalsh(H)))
# check: test_tolerance_and_small_sizes
# says: has no unit
# %% wrong: the quarter forgotten
# from: model
# edit: 8 * len(X) -> 2 * len(X)
# check: test_safe_rate_of_random_examples
# says: The largest s(1 - s) is not 1
# %% wrong: the mean forgotten
# from: model
# edit: 8 * len(X) -> 8
# check: test_safe_rate_of_random_examples
# says: divide by n
# %% wrong: 1/L
# from: model
# edit: 8 * len(X) -> 4 * len(X)
# check: test_safe_rate_of_random_examples
# says: This is 1/L
# %% wrong: the singular value without its square
# from: model
# edit: size**2 if -> size if
# check: test_safe_rate_of_random_examples
# says: squares of the singular values
# %% wrong: the Frobenius norm
# from: model
# edit: np.linalg.norm(X, 2) -> np.linalg.norm(X)
# check: test_safe_rate_of_random_examples
# says: trace of
# %% wrong: the longest example
# from: model
# edit: return 8 * len(X) / size**2 if -> return 8 / np.max(np.sum(X**2, axis=1)) if
# check: test_safe_rate_of_random_examples
# says: an upper bound of the Hessian, not the least
# %% wrong: small inputs count as none
# from: model
# edit: if size > 0 else -> if size > 1e-6 else
# check: test_safe_rate_of_other_shapes_and_units
# says: Only X = 0 itself has L = 0
# %% wrong: tol as a share of the largest modulus
# from: model
# edit: moduli < 1 - tol -> moduli < 1 - tol * max(1.0, np.max(moduli))
# check: test_tolerance_and_small_sizes
# says: however large another one is
# %% wrong: d for n
# from: model
# edit: 8 * len(X) -> 8 * X.shape[1]
# check: test_safe_rate_of_random_examples
# says: not over the d parameters
# %% wrong: the mean taken off
# from: model
# edit: np.linalg.norm(X, 2) -> np.linalg.norm(X - (len(X) > 1) * X.mean(axis=0), 2)
# check: test_safe_rate_of_random_examples
# says: no mean is taken off
# %% wrong: eigenvalues rounded to six digits
# from: model
# edit: 1 - eta * np.linalg.eigvalsh(H) -> np.round(1 - eta * np.linalg.eigvalsh(H), 6)
# marks: >= 0.5
# check: test_tolerance_and_small_sizes
# says: however near
# %% wrong: multipliers rounded to seven digits
# from: model
# edit: 1 - eta * np.linalg.eigvalsh(H) -> np.round(1 - eta * np.linalg.eigvalsh(H), 7)
# check: test_tolerance_and_small_sizes
# says: however near
# %% wrong: tol of at least 2e-8
# from: model
# edit: moduli = -> tol = max(tol, 2e-8); moduli =
# check: test_tolerance_and_small_sizes
# says: however near
# %% wrong: tol of at most 5e-4
# from: model
# edit: moduli = -> tol = min(tol, 5e-4); moduli =
# check: test_tolerance_and_small_sizes
# says: Within tol of 1
# %% wrong: marginal by np.isclose
# from: model
# edit: moduli = np.abs(1 - eta * np.linalg.eigvalsh(H)) -> moduli = np.abs(1 - eta * np.linalg.eigvalsh(H)); moduli = np.where(np.isclose(moduli, 1, atol=tol), 1.0, moduli)
# check: test_tolerance_and_small_sizes
# says: however near
# %% wrong: a tolerance for the curvature
# from: model
# edit: moduli = np.abs(1 - eta * np.linalg.eigvalsh(H)) -> lam = np.linalg.eigvalsh(H); moduli = np.abs(1 - eta * np.where(np.abs(lam) < 1e-9 * np.max(np.abs(lam)), 0.0, lam))
# check: test_tolerance_and_small_sizes
# says: tol is the same for every multiplier
# %% wrong: a small L counts as none
# from: model
# edit: if size > 0 else -> if size**2 > 1e-18 else
# check: test_safe_rate_of_other_shapes_and_units
# says: Only X = 0 itself has L = 0
# %% wrong: power iteration from ones
# from: model
# check: test_safe_rate_of_other_shapes_and_units
# says: L is the largest eigenvalue
# edit:
# -     size = np.linalg.norm(X, 2)
# +     v = np.ones(X.shape[1]) / math.sqrt(X.shape[1])
# +     for _ in range(2000):
# +         w = X.T @ (X @ v)
# +         v = w / np.linalg.norm(w) if w.any() else v
# +     size = np.linalg.norm(X @ v)
# %% wrong: four hundred rounds of power iteration
# from: model
# check: test_safe_rate_of_other_shapes_and_units
# says: L is the largest eigenvalue
# edit:
# -     size = np.linalg.norm(X, 2)
# +     v = np.random.default_rng(0).standard_normal(X.shape[1])
# +     for _ in range(400):
# +         w = X.T @ (X @ v)
# +         v = w / np.linalg.norm(w) if w.any() else v
# +     size = np.linalg.norm(X @ v) / np.linalg.norm(v)
# %% wrong: the larger side for n
# from: model
# edit: 8 * len(X) -> 8 * max(X.shape)
# check: test_safe_rate_of_other_shapes_and_units
# says: n is the number of examples
