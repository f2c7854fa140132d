# %% right: eigvalsh
def max_stable_lr(H, rel_tol=1e-10):
    eigenvalues = np.linalg.eigvalsh(H)
    if eigenvalues[0] < -rel_tol * np.max(np.abs(eigenvalues)):
        return 0.0
    if eigenvalues[-1] <= 0:
        return math.inf
    return float(2 / eigenvalues[-1])


def edge_ratio(H, eta):
    return float(eta * np.linalg.eigvalsh(H)[-1] / 2)
# %% right: singular values, and a Cholesky factor as the test for negative curvature
def max_stable_lr(H, rel_tol=1e-10):
    norm = np.linalg.norm(H, 2)
    if norm == 0:
        return np.inf
    try:
        np.linalg.cholesky(H / norm + rel_tol * np.eye(len(H)))
    except np.linalg.LinAlgError:
        return 0
    return 2 / norm


def edge_ratio(H, eta):
    shift = np.linalg.norm(H)
    return eta * (np.linalg.norm(H + shift * np.eye(len(H)), 2) - shift) / 2
# %% right: the set of stable rates, one eigenvalue after the other
def max_stable_lr(H, rel_tol=1e-10):
    values, _ = np.linalg.eigh(H)
    tiny = rel_tol * max(abs(values))
    limit = math.inf
    for value in values:
        if value < -tiny:
            limit = 0.0
        elif value > tiny:
            limit = min(limit, 2 / value)
    return limit


def edge_ratio(H, eta):
    return max(eta * value / 2 for value in np.linalg.eigh(H)[0])
# %% right: SciPy, largest and smallest eigenvalue alone
from scipy.linalg import eigh


def max_stable_lr(H, rel_tol=1e-10):
    d = len(H)
    low = eigh(H, eigvals_only=True, subset_by_index=[0, 0])[0]
    high = eigh(H, eigvals_only=True, subset_by_index=[d - 1, d - 1])[0]
    if low < -rel_tol * max(abs(low), abs(high)):
        return 0.0
    return np.float64(2) / high if high > 0 else np.inf


def edge_ratio(H, eta):
    d = len(H)
    return eta * eigh(H, eigvals_only=True, subset_by_index=[d - 1, d - 1])[0] / 2
# %% wrong: 1/lambda_max for 2/lambda_max
# check: test_largest_rate_of_convex_quadratics
# check: test_largest_rate_with_negative_or_no_curvature
# check: test_largest_rate_scales_inversely
# check: test_gradient_descent_breaks_at_the_rate
# says: The bound is twice that
def max_stable_lr(H, rel_tol=1e-10):
    eigenvalues = np.linalg.eigvalsh(H)
    if eigenvalues[0] < -rel_tol * np.max(np.abs(eigenvalues)):
        return 0.0
    return float(1 / eigenvalues[-1]) if eigenvalues[-1] > 0 else math.inf


def edge_ratio(H, eta):
    return float(eta * np.linalg.eigvalsh(H)[-1] / 2)
# %% wrong: the smallest eigenvalue
# check: test_largest_rate_of_convex_quadratics
# check: test_largest_rate_with_negative_or_no_curvature
# check: test_largest_rate_scales_inversely
# check: test_gradient_descent_breaks_at_the_rate
# says: The smallest eigenvalue sets the pace
def max_stable_lr(H, rel_tol=1e-10):
    smallest = np.linalg.eigvalsh(H)[0]
    if smallest < 0:
        return 0.0
    return 2 / smallest if smallest > 0 else math.inf


def edge_ratio(H, eta):
    return float(eta * np.linalg.eigvalsh(H)[-1] / 2)
# %% wrong: ignores negative curvature
# check: test_largest_rate_with_negative_or_no_curvature
# says: along a negative eigenvalue
def max_stable_lr(H, rel_tol=1e-10):
    largest = np.linalg.eigvalsh(H)[-1]
    return float(2 / largest) if largest > 0 else math.inf


def edge_ratio(H, eta):
    return float(eta * np.linalg.eigvalsh(H)[-1] / 2)
# %% wrong: takes rounding for negative curvature
# check: test_largest_rate_with_negative_or_no_curvature
# says: Look at rel_tol
def max_stable_lr(H, rel_tol=1e-10):
    eigenvalues = np.linalg.eigvalsh(H)
    if eigenvalues[0] < 0:
        return 0.0
    return float(2 / eigenvalues[-1]) if eigenvalues[-1] > 0 else math.inf


def edge_ratio(H, eta):
    return float(eta * np.linalg.eigvalsh(H)[-1] / 2)
# %% wrong: a fixed threshold, which depends on the unit of the loss
# check: test_largest_rate_scales_inversely
# says: depends on the unit of f
def max_stable_lr(H, rel_tol=1e-10):
    eigenvalues = np.linalg.eigvalsh(H)
    if eigenvalues[0] < -1e-10:
        return 0.0
    return float(2 / eigenvalues[-1]) if eigenvalues[-1] > 1e-10 else math.inf


def edge_ratio(H, eta):
    return float(eta * np.linalg.eigvalsh(H)[-1] / 2)
# %% wrong: the largest modulus in the edge ratio
# check: test_edge_ratio_of_random_matrices
# says: with its sign
def max_stable_lr(H, rel_tol=1e-10):
    eigenvalues = np.linalg.eigvalsh(H)
    if eigenvalues[0] < -rel_tol * np.max(np.abs(eigenvalues)):
        return 0.0
    return float(2 / eigenvalues[-1]) if eigenvalues[-1] > 0 else math.inf


def edge_ratio(H, eta):
    return float(eta * np.linalg.norm(H, 2) / 2)
# %% wrong: the edge ratio without its half
# check: test_edge_ratio_of_random_matrices
# says: yours would be 2 there
def max_stable_lr(H, rel_tol=1e-10):
    eigenvalues = np.linalg.eigvalsh(H)
    if eigenvalues[0] < -rel_tol * np.max(np.abs(eigenvalues)):
        return 0.0
    return float(2 / eigenvalues[-1]) if eigenvalues[-1] > 0 else math.inf


def edge_ratio(H, eta):
    return float(eta * np.linalg.eigvalsh(H)[-1])
# %% wrong: the trace
# check: test_largest_rate_of_convex_quadratics
# check: test_largest_rate_with_negative_or_no_curvature
# check: test_largest_rate_scales_inversely
# check: test_edge_ratio_of_random_matrices
# check: test_gradient_descent_breaks_at_the_rate
# says: The trace is not the largest eigenvalue
def max_stable_lr(H, rel_tol=1e-10):
    return 2 / np.trace(H) if np.trace(H) > 0 else 0.0


def edge_ratio(H, eta):
    return eta * np.trace(H) / 2
# %% wrong: all rates, as an array
# check: test_largest_rate_of_convex_quadratics
# check: test_largest_rate_with_negative_or_no_curvature
# check: test_largest_rate_scales_inversely
# check: test_edge_ratio_of_random_matrices
# check: test_gradient_descent_breaks_at_the_rate
# says: should be one real number
def max_stable_lr(H, rel_tol=1e-10):
    with np.errstate(all="ignore"):
        return 2 / np.linalg.eigvalsh(H)


def edge_ratio(H, eta):
    return eta * np.linalg.eigvalsh(H) / 2
# %% wrong: hard-codes the visible values
# check: test_largest_rate_of_convex_quadratics
# check: test_largest_rate_with_negative_or_no_curvature
# check: test_largest_rate_scales_inversely
# check: test_edge_ratio_of_random_matrices
# check: test_gradient_descent_breaks_at_the_rate
# says: is not right
def max_stable_lr(H, rel_tol=1e-10):
    return 0.0 if np.any(np.diag(H) < 0) else 2 / 3


def edge_ratio(H, eta):
    return 0.3 if eta == 0.2 else 1.0
# %% wrong: NaN for a matrix without curvature
# check: test_largest_rate_with_negative_or_no_curvature
# says: is NaN
def max_stable_lr(H, rel_tol=1e-10):
    eigenvalues = np.linalg.eigvalsh(H)
    if eigenvalues[0] < -rel_tol * np.max(np.abs(eigenvalues)):
        return 0.0
    return float(2 / eigenvalues[-1]) if eigenvalues[-1] > 0 else math.nan


def edge_ratio(H, eta):
    return float(eta * np.linalg.eigvalsh(H)[-1] / 2)
# %% wrong: the second function is missing
# check: test_edge_ratio_of_random_matrices
# says: edge_ratio is not defined in your notebook
# outcome: student_error
def max_stable_lr(H, rel_tol=1e-10):
    eigenvalues = np.linalg.eigvalsh(H)
    if eigenvalues[0] < -rel_tol * np.max(np.abs(eigenvalues)):
        return 0.0
    return float(2 / eigenvalues[-1]) if eigenvalues[-1] > 0 else math.inf
