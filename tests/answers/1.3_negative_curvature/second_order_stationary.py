# %% right: by eigvalsh
def second_order_stationary(g, H, eps, lip):
    w = np.linalg.eigvalsh(H)
    if np.linalg.norm(g) > eps:
        return "descend"
    return "escape" if w[0] < -np.sqrt(lip * eps) else "stationary"
# %% right: a trial of positive definiteness
def second_order_stationary(g, H, eps, lip):
    if math.sqrt(sum(float(x) ** 2 for x in g)) > eps:
        return "descend"
    norm = np.linalg.norm(H, 2)
    if norm == 0:
        return "stationary"
    try:
        np.linalg.cholesky(H + (math.sqrt(lip * eps) + 1e-9 * norm) * np.eye(len(g)))
    except np.linalg.LinAlgError:
        return "escape"
    return "stationary"
# %% right: a NumPy string, complex eigenvalues
def second_order_stationary(g, H, eps, lip):
    w = np.linalg.eigvals(H).real
    answers = np.array(["stationary", "escape"])
    return "descend" if np.hypot.reduce(g) > eps else answers[int(w.min() + math.sqrt(lip * eps) < 0)]
# %% right: the conditions in a list
def second_order_stationary(g, H, eps, lip):
    lines = [("descend", np.linalg.norm(g) > eps), ("escape", -np.linalg.eigh(H)[0][0] > math.sqrt(lip * eps))]
    return next((name for name, holds in lines if holds), "stationary")
# %% right: room for rounding, relative to the largest modulus
def second_order_stationary(g, H, eps, lip):
    w = np.linalg.eigvalsh(H)
    if np.linalg.norm(g) > eps * (1 + 1e-9):
        return "descend"
    return "escape" if w[0] < -math.sqrt(lip) * math.sqrt(eps) - 1e-9 * np.abs(w).max() else "stationary"
# %% wrong: the order of the table turned round
# check: test_three_verdicts, test_zero_tolerances
# says: The first line of the table that holds decides.
def second_order_stationary(g, H, eps, lip):
    w = np.linalg.eigvalsh(H)
    if w[0] < -np.sqrt(lip * eps):
        return "escape"
    return "descend" if np.linalg.norm(g) > eps else "stationary"
# %% wrong: the gradient alone
# check: test_three_verdicts, test_threshold_of_the_curvature, test_zero_tolerances
# says: The smallest eigenvalue, with its sign, is
# from: right 1
# edit: return "escape" if w[0] < -np.sqrt(lip * eps) else "stationary" -> return "stationary"
# %% wrong: lip times eps without the root
# check: test_threshold_of_the_curvature
# says: and -sqrt(lip eps) is
# from: right 1
# edit: np.sqrt(lip * eps) -> lip * eps
# %% wrong: the root of eps alone
# check: test_threshold_of_the_curvature, test_zero_tolerances
# says: and -sqrt(lip eps) is
# from: right 1
# edit: lip * eps -> eps
# %% wrong: the root of lip over eps
# check: test_three_verdicts, test_threshold_of_the_curvature
# says: The smallest eigenvalue, with its sign, is
# from: right 1
# edit: np.sqrt(lip * eps) -> np.sqrt(lip / eps if eps else 0.0)
# %% wrong: any negative eigenvalue
# check: test_threshold_of_the_curvature
# says: and -sqrt(lip eps) is
# from: right 1
# edit: -np.sqrt(lip * eps) -> 0.0
# %% wrong: twice the threshold
# check: test_threshold_of_the_curvature
# says: and -sqrt(lip eps) is
# from: right 1
# edit: -np.sqrt -> -2 * np.sqrt
# %% wrong: rounding as wide as an eigenvalue
# check: test_zero_tolerances
# says: The smallest eigenvalue, with its sign, is
# from: right 1
# edit: -np.sqrt(lip * eps) -> -np.sqrt(lip * eps) - 1e-3 * abs(w).max()
# marks: >= 0.5
# %% wrong: the largest entry of the gradient
# check: test_norm_of_the_gradient
# says: The first line of the table that holds decides.
# from: right 1
# edit: np.linalg.norm(g) -> np.max(np.abs(g))
# %% wrong: the sum of the moduli
# check: test_norm_of_the_gradient
# says: The first line of the table that holds decides.
# from: right 1
# edit: np.linalg.norm(g) -> np.sum(np.abs(g))
# %% wrong: the square of the norm
# check: test_three_verdicts, test_threshold_of_the_curvature, test_norm_of_the_gradient
# says: The first line of the table that holds decides.
# from: right 1
# edit: np.linalg.norm(g) -> g @ g
# %% wrong: eps itself is too large
# check: test_zero_tolerances
# says: Equal to eps is not above it.
# from: right 1
# edit: > eps -> >= eps
# %% wrong: the largest modulus in place of the lowest eigenvalue
# check: test_three_verdicts, test_threshold_of_the_curvature, test_norm_of_the_gradient
# check: test_zero_tolerances
# says: The smallest eigenvalue, with its sign, is
# from: right 1
# edit: w[0] < -> -abs(w).max() <
# %% wrong: the least diagonal entry
# check: test_three_verdicts, test_threshold_of_the_curvature, test_zero_tolerances
# says: The smallest eigenvalue, with its sign, is
# from: right 1
# edit: w[0] < -> np.diag(H).min() <
# %% wrong: the determinant
# check: test_threshold_of_the_curvature, test_zero_tolerances
# says: and -sqrt(lip eps) is
# from: right 1
# edit: w[0] < -np.sqrt(lip * eps) -> np.linalg.det(H) < 0
# %% wrong: True and False
# check: test_three_verdicts, test_threshold_of_the_curvature, test_norm_of_the_gradient
# check: test_zero_tolerances
# says: (type bool)
# from: right 1
# edit: return "escape" if w[0] < -np.sqrt(lip * eps) else "stationary" -> return bool(w[0] >= -np.sqrt(lip * eps))
# %% wrong: capital letters
# check: test_three_verdicts, test_norm_of_the_gradient, test_zero_tolerances
# says: you returned 'Descend'.
# from: right 1
# edit: "descend" -> "Descend"
# %% wrong: neither threshold nor norm
# check: test_threshold_of_the_curvature, test_zero_tolerances
# says: and -sqrt(lip eps) is
# from: right 1
# edit: np.sqrt(lip * eps) -> 1e-4
# edit: np.linalg.norm(g) -> np.abs(g).max()
# marks: <= 0.6
# %% wrong: the eigenvalue of largest modulus
# check: test_three_verdicts, test_threshold_of_the_curvature, test_zero_tolerances
# says: The smallest eigenvalue, with its sign, is
# from: right 1
# edit: w[0] < -> w[np.argmax(np.abs(w))] <
# %% wrong: an absolute room for rounding
# check: test_threshold_of_the_curvature, test_zero_tolerances
# says: The smallest eigenvalue, with its sign, is
# from: right 1
# edit: w[0] < -> w[0] + 1e-6 <
# marks: <= 0.6
# %% wrong: room for rounding wider than announced
# check: test_zero_tolerances
# says: The smallest eigenvalue, with its sign, is
# from: right 1
# edit: w[0] < -> w[0] + 1e-5 * abs(w).max() <
# marks: >= 0.5
# %% wrong: the norm of the gradient in the threshold of the curvature
# check: test_threshold_of_the_curvature
# says: and -sqrt(lip eps) is
# from: right 1
# edit: lip * eps -> lip * np.linalg.norm(g)
# %% wrong: at most in place of below
# check: test_zero_tolerances
# says: The smallest eigenvalue, with its sign, is 0
# from: right 1
# edit: w[0] < -> w[0] <=
# marks: >= 0.5
# %% wrong: the eigenvalue of least modulus
# check: test_threshold_of_the_curvature, test_zero_tolerances
# says: The smallest eigenvalue, with its sign, is
# from: right 1
# edit: w[0] < -> min(w, key=abs) <
# %% wrong: the curvature first, up to twice eps
# check: test_norm_of_the_gradient
# says: The first line of the table that holds decides.
# marks: >= 0.5
def second_order_stationary(g, H, eps, lip):
    size, lowest = np.linalg.norm(g), np.linalg.eigvalsh(H)[0]
    if lowest < -np.sqrt(lip * eps) and (size < 2 * eps or size == eps == 0):
        return "escape"
    return "descend" if size > eps else "stationary"
# %% wrong: the curvature first, near eps alone
# check: test_norm_of_the_gradient
# says: The first line of the table that holds decides.
# marks: >= 0.5
# from: wrong: the curvature first, up to twice eps
# edit: 2 * eps -> 1.05 * eps
# %% wrong: descends from 1.15 eps on
# check: test_norm_of_the_gradient
# says: The first line of the table that holds decides.
# from: right 1
# edit: np.linalg.norm(g) > eps -> np.linalg.norm(g) > eps * 1.15
# marks: >= 0.5
# %% wrong: descends from 0.9 eps on
# check: test_norm_of_the_gradient
# says: The first line of the table that holds decides.
# from: right 1
# edit: np.linalg.norm(g) > eps -> np.linalg.norm(g) > eps * 0.9
# marks: >= 0.5
