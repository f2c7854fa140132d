# %% right: eigenvalues
def second_order_stationary(g, H, eps, rho):
    if np.linalg.norm(g) > eps:
        return "descend"
    w = np.linalg.eigvalsh(H)
    return "escape" if w[0] < -np.sqrt(rho * eps) - 1e-9 * abs(w).max() else "stationary"
# %% right: SciPy and a norm by hand
import scipy.linalg

def second_order_stationary(g, H, eps, rho):
    if math.sqrt(sum(float(x) ** 2 for x in g)) > eps:
        return "descend"
    w = scipy.linalg.eigvalsh(H)
    limit = -((rho * eps) ** 0.5) - 1e-9 * max(-w[0], w[-1])
    if w[0] < limit:
        return "escape"
    return "stationary"
# %% right: a Cholesky factorisation of the shifted matrix
def second_order_stationary(g, H, eps, rho):
    if (g @ g) ** 0.5 > eps:
        return "descend"
    norm = np.linalg.norm(H, 2)
    if norm == 0:
        return "stationary"
    shift = math.sqrt(rho * eps) + 1e-9 * norm
    try:
        np.linalg.cholesky(H + shift * np.eye(len(g)))
    except np.linalg.LinAlgError:
        return "escape"
    return "stationary"
# %% right: a NumPy string, complex eigenvalues
def second_order_stationary(g, H, eps, rho):
    w = np.linalg.eigvals(H).real
    answers = np.array(["stationary", "escape"])
    escapes = w.min() + math.sqrt(rho * eps) + 1e-9 * np.abs(w).max() < 0
    return "descend" if np.hypot.reduce(g) > eps else answers[int(escapes)]
# %% right: the conditions in a list
def second_order_stationary(g, H, eps, rho):
    w = np.linalg.eigh(H)[0]
    lines = [("descend", np.linalg.norm(g) > eps), ("escape", -w[0] > math.sqrt(rho * eps) + 1e-9 * np.linalg.norm(H, 2))]
    return next((name for name, holds in lines if holds), "stationary")
# %% right: rounding relative to the largest eigenvalue, which matters only where it has the largest modulus
def second_order_stationary(g, H, eps, rho):
    w = np.linalg.eigvalsh(H)
    if np.linalg.norm(g) > eps:
        return "descend"
    return "escape" if w[0] + 1e-9 * abs(w[-1]) < -np.sqrt(rho * eps) else "stationary"
# %% wrong: the order of the table turned round
# check: test_three_verdicts, test_zero_tolerances_and_rounding
# says: Equal is not above.
def second_order_stationary(g, H, eps, rho):
    w = np.linalg.eigvalsh(H)
    if w[0] < -np.sqrt(rho * eps) - 1e-9 * abs(w).max():
        return "escape"
    return "descend" if np.linalg.norm(g) > eps else "stationary"
# %% wrong: the gradient alone
# check: test_three_verdicts, test_threshold_of_the_curvature, test_zero_tolerances_and_rounding
# says: Go through the table in its order.
# from: right 1
# edit: return "escape" if w[0] < -np.sqrt(rho * eps) - 1e-9 * abs(w).max() else "stationary" -> return "stationary"
# %% wrong: rho times eps without the root
# check: test_threshold_of_the_curvature
# says: Compare λmin with -sqrt(rho eps).
# from: right 1
# edit: np.sqrt(rho * eps) -> rho * eps
# %% wrong: the root of eps alone
# check: test_threshold_of_the_curvature, test_zero_tolerances_and_rounding
# says: Compare λmin with -sqrt(rho eps).
# from: right 1
# edit: rho * eps -> eps
# %% wrong: the root of rho over eps
# check: test_three_verdicts, test_threshold_of_the_curvature
# says: Go through the table in its order.
# from: right 1
# edit: np.sqrt(rho * eps) -> np.sqrt(rho / eps if eps else 0.0)
# %% wrong: any negative eigenvalue
# check: test_threshold_of_the_curvature
# says: Compare λmin with -sqrt(rho eps).
# from: right 1
# edit: -np.sqrt(rho * eps) -> 0.0
# %% wrong: twice the threshold
# check: test_threshold_of_the_curvature
# says: Compare λmin with -sqrt(rho eps).
# from: right 1
# edit: -np.sqrt -> -2 * np.sqrt
# %% wrong: no room for rounding
# check: test_zero_tolerances_and_rounding
# says: you returned 'escape', which is not right.
# from: right 1
# edit: - 1e-9 * abs(w).max() -> 
# marks: >= 0.5
# %% wrong: an absolute rounding
# check: test_zero_tolerances_and_rounding
# says: you returned 'escape', which is not right.
# from: right 1
# edit: 1e-9 * abs(w).max() -> 1e-9
# marks: >= 0.5
# %% wrong: rounding as wide as an eigenvalue
# check: test_zero_tolerances_and_rounding
# says: you returned 'stationary', which is not right.
# from: right 1
# edit: 1e-9 -> 1e-3
# marks: >= 0.5
# %% wrong: the largest entry of the gradient
# check: test_norm_of_the_gradient
# says: Equal is not above.
# from: right 1
# edit: np.linalg.norm(g) -> np.max(np.abs(g))
# %% wrong: the sum of the moduli
# check: test_norm_of_the_gradient
# says: Equal is not above.
# from: right 1
# edit: np.linalg.norm(g) -> np.sum(np.abs(g))
# %% wrong: the square of the norm
# check: test_three_verdicts, test_threshold_of_the_curvature, test_norm_of_the_gradient
# says: Equal is not above.
# from: right 1
# edit: np.linalg.norm(g) -> g @ g
# %% wrong: eps itself is too large
# check: test_zero_tolerances_and_rounding
# says: Equal is not above.
# from: right 1
# edit: > eps -> >= eps
# %% wrong: the largest modulus in place of the lowest eigenvalue
# check: test_three_verdicts, test_threshold_of_the_curvature, test_norm_of_the_gradient
# check: test_zero_tolerances_and_rounding
# says: Go through the table in its order.
# from: right 1
# edit: w[0] < -> -abs(w).max() <
# %% wrong: the least diagonal entry
# check: test_three_verdicts, test_threshold_of_the_curvature, test_zero_tolerances_and_rounding
# says: Go through the table in its order.
# from: right 1
# edit: w[0] < -> np.diag(H).min() <
# %% wrong: the determinant
# check: test_threshold_of_the_curvature, test_zero_tolerances_and_rounding
# says: Compare λmin with -sqrt(rho eps).
# from: right 1
# edit: w[0] < -np.sqrt(rho * eps) - 1e-9 * abs(w).max() -> np.linalg.det(H) < 0
# %% wrong: True and False
# check: test_three_verdicts, test_threshold_of_the_curvature, test_norm_of_the_gradient
# check: test_zero_tolerances_and_rounding
# says: (type bool)
# from: right 1
# edit: return "escape" if w[0] < -np.sqrt(rho * eps) - 1e-9 * abs(w).max() else "stationary" -> return bool(w[0] >= -np.sqrt(rho * eps))
# %% wrong: capital letters
# check: test_three_verdicts, test_norm_of_the_gradient, test_zero_tolerances_and_rounding
# says: you returned 'Descend'.
# from: right 1
# edit: "descend" -> "Descend"
# %% wrong: no threshold and no room for rounding
# check: test_threshold_of_the_curvature, test_zero_tolerances_and_rounding
# says: Compare λmin with -sqrt(rho eps).
# from: right 1
# edit: np.sqrt(rho * eps) - 1e-9 * abs(w).max() -> 1e-30
# marks: <= 0.6
