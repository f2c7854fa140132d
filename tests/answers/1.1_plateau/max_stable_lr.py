# %% right: eigvalsh
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
# check: test_largest_rate_of_convex_quadratics, test_largest_rate_with_negative_or_no_curvature
# check: test_largest_rate_scales_inversely, test_gradient_descent_breaks_at_the_rate
# says: The bound is twice that
def max_stable_lr(H, rel_tol=1e-10):
    eigenvalues = np.linalg.eigvalsh(H)
    if eigenvalues[0] < -rel_tol * np.max(np.abs(eigenvalues)):
        return 0.0
    return float(1 / eigenvalues[-1]) if eigenvalues[-1] > 0 else math.inf
# %% wrong: the smallest eigenvalue
# check: test_largest_rate_of_convex_quadratics, test_largest_rate_with_negative_or_no_curvature
# check: test_largest_rate_scales_inversely, test_gradient_descent_breaks_at_the_rate
# says: The smallest eigenvalue sets the pace
def max_stable_lr(H, rel_tol=1e-10):
    smallest = np.linalg.eigvalsh(H)[0]
    if smallest < 0:
        return 0.0
    return 2 / smallest if smallest > 0 else math.inf
# %% wrong: ignores negative curvature
# check: test_largest_rate_with_negative_or_no_curvature
# says: along a negative eigenvalue
# marks: >= 0.5
def max_stable_lr(H, rel_tol=1e-10):
    largest = np.linalg.eigvalsh(H)[-1]
    return float(2 / largest) if largest > 0 else math.inf
# %% wrong: takes rounding for negative curvature
# check: test_largest_rate_with_negative_or_no_curvature
# says: decided by rel_tol
def max_stable_lr(H, rel_tol=1e-10):
    eigenvalues = np.linalg.eigvalsh(H)
    if eigenvalues[0] < 0:
        return 0.0
    return float(2 / eigenvalues[-1]) if eigenvalues[-1] > 0 else math.inf
# %% wrong: a fixed threshold, which depends on the unit of the loss
# check: test_largest_rate_scales_inversely
# says: depends on the unit of f
def max_stable_lr(H, rel_tol=1e-10):
    eigenvalues = np.linalg.eigvalsh(H)
    if eigenvalues[0] < -1e-10:
        return 0.0
    return float(2 / eigenvalues[-1]) if eigenvalues[-1] > 1e-10 else math.inf
# %% wrong: the largest modulus in the edge ratio
# from: wrong: 1/lambda_max for 2/lambda_max
# edit: 1 / -> 2 /
# edit: eigvalsh(H)[-1] -> norm(H, 2)
# check: test_edge_ratio_keeps_the_sign
# says: with its sign
# %% wrong: the edge ratio without its half
# from: wrong: the largest modulus in the edge ratio
# edit: norm(H, 2) / 2 -> eigvalsh(H)[-1]
# check: test_edge_ratio_of_convex_quadratics
# says: yours would be 2 there
# %% wrong: the trace
# check: test_largest_rate_of_convex_quadratics, test_largest_rate_with_negative_or_no_curvature
# check: test_largest_rate_scales_inversely, test_edge_ratio_of_convex_quadratics, test_gradient_descent_breaks_at_the_rate
# says: The trace is not the largest eigenvalue
def max_stable_lr(H, rel_tol=1e-10):
    return 2 / np.trace(H) if np.trace(H) > 0 else 0.0


def edge_ratio(H, eta):
    return eta * np.trace(H) / 2
# %% wrong: all rates, as an array
# check: test_largest_rate_of_convex_quadratics, test_largest_rate_with_negative_or_no_curvature
# check: test_largest_rate_scales_inversely, test_edge_ratio_of_convex_quadratics, test_gradient_descent_breaks_at_the_rate
# says: should be one real number
def max_stable_lr(H, rel_tol=1e-10):
    with np.errstate(all="ignore"):
        return 2 / np.linalg.eigvalsh(H)


def edge_ratio(H, eta):
    return eta * np.linalg.eigvalsh(H) / 2
# %% wrong: hard-codes the visible values
# from: wrong: the trace
# edit: 2 / np.trace(H) if np.trace(H) > 0 else 0.0 -> 0.0 if np.any(np.diag(H) < 0) else 2 / 3
# edit: eta * np.trace(H) / 2 -> 0.3 if eta == 0.2 else 1.0
# check: test_largest_rate_of_convex_quadratics, test_largest_rate_with_negative_or_no_curvature
# check: test_largest_rate_scales_inversely, test_edge_ratio_of_convex_quadratics, test_gradient_descent_breaks_at_the_rate
# says: is not right
# %% wrong: NaN for a matrix without curvature
# check: test_largest_rate_with_negative_or_no_curvature
# says: is NaN
def max_stable_lr(H, rel_tol=1e-10):
    eigenvalues = np.linalg.eigvalsh(H)
    if eigenvalues[0] < -rel_tol * np.max(np.abs(eigenvalues)):
        return 0.0
    return float(2 / eigenvalues[-1]) if eigenvalues[-1] > 0 else math.nan
# %% wrong: the second function is missing
# without: edge_ratio
# check: test_edge_ratio_of_convex_quadratics
# says: edge_ratio is not defined in your notebook
# outcome: student_error
def max_stable_lr(H, rel_tol=1e-10):
    eigenvalues = np.linalg.eigvalsh(H)
    if eigenvalues[0] < -rel_tol * np.max(np.abs(eigenvalues)):
        return 0.0
    return float(2 / eigenvalues[-1]) if eigenvalues[-1] > 0 else math.inf
# %% right: NumPy scalars, a helper for both ends of the spectrum
def ends(H):
    values = np.linalg.eigvalsh(H)
    return values.min(), values.max()


def max_stable_lr(H, rel_tol=1e-10):
    low, high = ends(H)
    if low < -rel_tol * np.maximum(-low, high):
        return np.float64(0.0)
    with np.errstate(divide="ignore"):
        return np.divide(2.0, np.abs(high)) if high != 0 else np.float64(np.inf)


edge_ratio = lambda H, eta: np.multiply(ends(H)[1], eta) / 2
# %% right: one class for both
class Edge:
    def __init__(self, H):
        self.values = sorted(np.linalg.eig(np.asarray(H))[0].real)

    @property
    def norm(self):
        return max(map(abs, self.values))

    def rate(self, rel_tol):
        return 0 if self.values[0] < -rel_tol * self.norm else 2 / self.norm if self.norm else float("inf")


def max_stable_lr(H, rel_tol=1e-10):
    return Edge(H).rate(rel_tol)


def edge_ratio(H, eta):
    return eta * Edge(H).values[-1] / 2
# %% right: functools.partial over one function, and reduce for the largest
from functools import partial, reduce


def of_spectrum(what, H, number):
    return what(np.linalg.eigvalsh(H).tolist(), number)


def rate(values, rel_tol):
    norm = reduce(max, map(abs, values))
    return math.inf if norm == 0 else 0.0 if min(values) < -rel_tol * norm else 2 / reduce(max, values)


def max_stable_lr(H, rel_tol=1e-10):
    return of_spectrum(rate, H, rel_tol)


edge_ratio = partial(of_spectrum, lambda values, eta: eta * reduce(max, values) / 2)
edge_ratio = (lambda ratio: lambda H, eta: ratio(H, eta))(edge_ratio)
# %% right: exact inversion of the edge ratio, in SymPy numbers
def edge_ratio(H, eta):
    return sp.Float(float(eta * np.linalg.eigvalsh(H)[-1] / 2))


def max_stable_lr(H, rel_tol=1e-10):
    values = np.linalg.eigvalsh(H)
    if values[0] < -rel_tol * np.abs(values).max():
        return sp.Integer(0)
    return sp.oo if values[-1] <= 0 else 1 / float(edge_ratio(H, 1.0))
# %% wrong: rel_tol is not used, 1e-10 stands in its place
# check: test_rel_tol_decides_what_is_negative
# says: rel_tol
def max_stable_lr(H, rel_tol=1e-10):
    values = np.linalg.eigvalsh(H)
    if values[0] < -1e-10 * np.max(np.abs(values)):
        return 0.0
    return float(2 / values[-1]) if values[-1] > 0 else math.inf
# %% wrong: a tolerance of 1e-6, whatever rel_tol is
# from: wrong: rel_tol is not used, 1e-10 stands in its place
# edit: 10 * -> 6 *
# check: test_rel_tol_decides_what_is_negative
# says: rel_tol
# %% wrong: the tolerance is relative to the Frobenius norm
# from: wrong: rel_tol is not used, 1e-10 stands in its place
# edit: 1e-10 * np.max(np.abs(values)) -> rel_tol * np.linalg.norm(H)
# check: test_rel_tol_decides_what_is_negative
# says: rel_tol
# %% wrong: the largest rate at which every component shrinks at the same pace
# check: test_largest_rate_of_convex_quadratics, test_gradient_descent_breaks_at_the_rate
# says: best rate, not the largest stable one
def max_stable_lr(H, rel_tol=1e-10):
    values = np.linalg.eigvalsh(H)
    if values[0] < -rel_tol * np.max(np.abs(values)):
        return 0.0
    return float(2 / (values[0] + values[-1])) if values[-1] > 0 else math.inf
# %% wrong: the Frobenius norm for the largest eigenvalue
# from: wrong: the largest rate at which every component shrinks at the same pace
# edit: (values[0] + values[-1]) -> np.linalg.norm(H)
# check: test_largest_rate_of_convex_quadratics, test_largest_rate_scales_inversely, test_gradient_descent_breaks_at_the_rate
# says: your value
# %% wrong: Gershgorin's bound for the largest eigenvalue
# from: wrong: the largest rate at which every component shrinks at the same pace
# edit: (values[0] + values[-1]) -> np.max(np.sum(np.abs(H), axis=1))
# edit: linalg.eigvalsh(H)[-1] -> max(np.diag(H) + np.sum(np.abs(H - np.diag(np.diag(H))), axis=1))
# check: test_largest_rate_of_convex_quadratics, test_edge_ratio_of_convex_quadratics
# says: is not right
# %% wrong: the eigenvalue of largest modulus in the edge ratio
# check: test_edge_ratio_keeps_the_sign
# says: not the largest one
# marks: >= 0.5
def max_stable_lr(H, rel_tol=1e-10):
    values = np.linalg.eigvalsh(H)
    if values[0] < -rel_tol * np.max(np.abs(values)):
        return 0.0
    return float(2 / values[-1]) if values[-1] > 0 else math.inf


def edge_ratio(H, eta):
    values = np.linalg.eigvalsh(H)
    return float(eta * values[np.argmax(np.abs(values))] / 2)
# %% wrong: a singular matrix allows every rate
# check: test_largest_rate_with_negative_or_no_curvature
# says: which eigenvalue limits it?
def max_stable_lr(H, rel_tol=1e-10):
    values = np.linalg.eigvalsh(H)
    norm = np.max(np.abs(values))
    if values[0] < -rel_tol * norm:
        return 0.0
    return math.inf if values[0] <= rel_tol * norm else float(2 / values[-1])
# %% wrong: the edge ratio is cut off at zero
# from: wrong: the eigenvalue of largest modulus in the edge ratio
# check: test_edge_ratio_keeps_the_sign
# says: is not right
def edge_ratio(H, eta):
    return max(0.0, float(eta * np.linalg.eigvalsh(H)[-1] / 2))
# %% wrong: the reciprocal of the edge ratio
# from: wrong: the edge ratio is cut off at zero
# edit: max(0.0, float(eta * np.linalg.eigvalsh(H)[-1] / 2)) -> float(2 / (eta * np.linalg.eigvalsh(H)[-1]))
# check: test_edge_ratio_of_convex_quadratics
# says: is not right
# %% wrong: eigenvalues below the tolerance are dropped before the sign is looked at
# check: test_rel_tol_decides_what_is_negative
# says: rel_tol
def max_stable_lr(H, rel_tol=1e-10):
    values = np.linalg.eigvalsh(H)
    values = values[np.abs(values) > 1e-4 * np.max(np.abs(values))]
    if len(values) == 0:
        return math.inf
    return 0.0 if values[0] < 0 else float(2 / values[-1])
# %% wrong: eigenvalues are rounded to twelve places in the edge ratio
# from: wrong: the edge ratio is cut off at zero
# edit: max(0.0, float(eta * np.linalg.eigvalsh(H)[-1] / 2)) -> float(eta * np.round(np.linalg.eigvalsh(H), 12)[-1] / 2)
# check: test_edge_ratio_keeps_the_sign
# says: that of f cancels
# %% wrong: the second largest eigenvalue says whether there is any curvature
# from: model
# edit: eigenvalues[-1] <= 0 -> eigenvalues[-2] <= 0
# check: test_largest_rate_with_negative_or_no_curvature
# says: IndexError
# outcome: student_error
# %% wrong: the tolerance is relative to the largest entry
# from: model
# edit: np.max(np.abs(eigenvalues)): -> np.max(np.abs(H)):
# check: test_rel_tol_decides_what_is_negative
# says: the largest modulus of an eigenvalue
# marks: >= 0.5
# %% wrong: convex quadratics only, the plain case
# from: wrong: the largest modulus in the edge ratio
# check: test_largest_rate_with_negative_or_no_curvature, test_rel_tol_decides_what_is_negative, test_edge_ratio_keeps_the_sign
# says: along a negative eigenvalue
# marks: <= 0.6
def max_stable_lr(H, rel_tol=1e-10):
    return float(2 / np.linalg.norm(H, 2))
# %% wrong: the second largest eigenvalue, if there is one, says whether there is any curvature
# from: model
# edit: eigenvalues[-1] <= 0 -> eigenvalues[-2:][0] <= 0
# check: test_largest_rate_with_negative_or_no_curvature
# says: the others are exactly zero
# %% wrong: the edge ratio from the largest row sum
# from: model
# edit: eta * np.linalg.eigvalsh(H)[-1] / 2 -> eta * np.linalg.norm(H, 1) / 2
# check: test_edge_ratio_of_convex_quadratics
# says: It needs the largest eigenvalue
# %% wrong: no tolerance below 1e-10
# from: model
# edit: if eigenvalues[0] < -rel_tol * np.max -> if eigenvalues[0] < -max(rel_tol, 1e-10) * np.max
# check: test_rel_tol_decides_what_is_negative
# says: decided by rel_tol
# %% wrong: no tolerance above a tenth
# from: model
# edit: if eigenvalues[0] < -rel_tol * np.max -> if eigenvalues[0] < -min(rel_tol, 0.1) * np.max
# check: test_rel_tol_decides_what_is_negative
# says: decided by rel_tol
# %% wrong: edge_ratio cut off at 0
# from: model
# edit: return float(eta * np.linalg.eigvalsh(H)[-1] / 2) -> return max(0.0, float(eta * np.linalg.eigvalsh(H)[-1] / 2))
# check: test_edge_ratio_keeps_the_sign
# says: The ratio has the sign of λmax
# %% wrong: a flat direction allows every rate
# from: model
# edit: if eigenvalues[-1] <= 0: -> if np.any(np.abs(eigenvalues) <= rel_tol * eigenvalues[-1]):
# check: test_largest_rate_with_negative_or_no_curvature, test_rel_tol_decides_what_is_negative
# says: which eigenvalue limits it?
