# %% right: columns, the transposed mean, svd
best_step = (3 * rounding / M) ** sp.Rational(1, 3)


def measured_hessian(gradient, theta, h):
    d = len(theta)
    near, far = np.zeros((d, d)), np.zeros((d, d))
    for i in range(d):
        e = np.zeros(d)
        e[i] = 1.0
        near[:, i] = (gradient(theta + h * e) - gradient(theta - h * e)) / (2 * h)
        far[:, i] = (gradient(theta + 2 * h * e) - gradient(theta - 2 * h * e)) / (4 * h)
    near, far = 0.5 * (near + near.T), 0.5 * (far + far.T)
    return near, np.linalg.svd(near - far)[1][0], max(np.linalg.eigvalsh(near))
# %% right: a solved derivative, lists
h_ = sp.Symbol("h_", positive=True)
best_step = sp.solve(sp.diff(M * h_**2 / 6 + rounding / h_, h_), h_)[0]


def measured_hessian(gradient, theta, h):
    theta = [float(x) for x in theta]

    def at(step):
        rows = []
        for i in range(len(theta)):
            up, down = list(theta), list(theta)
            up[i] += step
            down[i] -= step
            rows.append([(p - q) / (2 * step) for p, q in zip(gradient(np.array(up)), gradient(np.array(down)))])
        return [[(rows[i][j] + rows[j][i]) / 2 for j in range(len(rows))] for i in range(len(rows))]

    H, other = at(h), at(2 * h)
    return [H, float(np.abs(np.linalg.eigvalsh(np.array(H) - np.array(other))).max()), float(np.linalg.eigvalsh(H)[-1])]
# %% right: an error from the eigenvalues of a square
# from: model
# edit: best_step = sp.cbrt(3 * rounding / M) -> best_step = sp.exp(sp.log(3 * rounding / M) / 3)
# edit:
# -     return H, np.linalg.norm(H - differences(2 * h), 2), np.linalg.eigvalsh(H)[-1]
# +     D = H - differences(2 * h)
# +     return H, np.sqrt(np.linalg.eigvalsh(D @ D.T)[-1]), np.linalg.eigvalsh(H)[-1]
# %% right: two halves of a difference
best_step = sp.cbrt(3) * sp.cbrt(rounding) / sp.cbrt(M)


def measured_hessian(gradient, theta, h):
    center = np.array(theta, dtype=float)
    steps = h * np.eye(len(center))
    up, down = (np.array([gradient(center + sign * step) for step in steps]) for sign in (1, -1))
    J = (up - down) / (2 * h)
    up, down = (np.array([gradient(center + 2 * sign * step) for step in steps]) for sign in (1, -1))
    J2 = (up - down) / (4 * h)
    H, H2 = (J + J.T) / 2, (J2 + J2.T) / 2
    return H, np.linalg.norm(H2 - H, ord=2), np.linalg.eigvals(H).real.max()
# %% right: a tuple with SymPy numbers
# from: model
# edit: np.linalg.eigvalsh(H)[-1] -> sp.Float(np.linalg.eigvalsh(H)[-1])
# edit: best_step = sp.cbrt(3 * rounding / M) -> best_step = (M / (3 * rounding)) ** sp.Rational(-1, 3)
# %% wrong: absolute steps, the modulus, forward step
# from: model
# edit: best_step = sp.cbrt(3 * rounding / M) -> best_step = 2 * sp.sqrt(rounding / M)
# edit: np.linalg.eigvalsh(H)[-1] -> np.abs(np.linalg.eigvalsh(H)).max()
# edit: H = differences(h) -> H = differences(max(h, 1e-6))
# edit: differences(2 * h), 2) -> differences(max(2 * h, 2e-6)), 2)
# marks: <= 0.6
# check: test_best_step, test_signs_dimensions_and_units
# says: forward difference
# %% wrong: the largest modulus
# from: model
# edit: np.linalg.eigvalsh(H)[-1] -> np.abs(np.linalg.eigvalsh(H)).max()
# marks: >= 0.5
# check: test_signs_dimensions_and_units
# says: with its sign
# %% wrong: equal errors
# from: model
# edit: sp.cbrt(3 * rounding / M) -> sp.cbrt(6 * rounding / M)
# check: test_best_step
# says: Here the two errors are equal
# %% wrong: a square root
# from: model
# edit: sp.cbrt(3 * rounding / M) -> sp.sqrt(3 * rounding / M)
# check: test_best_step
# says: a cube root
# %% wrong: upside down
# from: model
# edit: sp.cbrt(3 * rounding / M) -> sp.cbrt(3 * M / rounding)
# check: test_best_step
# says: a larger step
# %% wrong: no root
# from: model
# edit: sp.cbrt(3 * rounding / M) -> 3 * rounding / M
# check: test_best_step
# says: the cube root is missing
# %% wrong: forward differences
# check: test_hessian_with_a_large_step
# says: This is a forward difference
def measured_hessian(gradient, theta, h):
    def differences(step):
        base = gradient(theta + 0.0)
        rows = np.array([(gradient(theta + step * e) - base) / step for e in np.eye(len(theta))])
        return (rows + rows.T) / 2

    H = differences(h)
    return H, np.linalg.norm(H - differences(2 * h), 2), np.linalg.eigvalsh(H)[-1]
# %% wrong: not made symmetric
# from: model
# edit: return (np.array(rows) + np.array(rows).T) / 2 -> return np.array(rows)
# check: test_hessian_with_a_large_step
# says: H should be symmetric
# %% wrong: divided by h
# from: model
# edit: / (2 * step) for e -> / step for e
# check: test_hessian_with_a_large_step
# says: 2h apart
# %% wrong: the sum with the transpose
# from: model
# edit: (np.array(rows) + np.array(rows).T) / 2 -> np.array(rows) + np.array(rows).T
# check: test_hessian_with_a_large_step
# says: half of their sum
# %% wrong: the difference the other way
# from: model
# edit: gradient(theta + step * e) - gradient(theta - step * e) -> gradient(theta - step * e) - gradient(theta + step * e)
# check: test_hessian_with_a_large_step
# says: Look at the sign
# %% wrong: the Frobenius norm of the difference
# from: model
# edit: np.linalg.norm(H - differences(2 * h), 2) -> np.linalg.norm(H - differences(2 * h))
# check: test_error_bar
# says: Frobenius
# %% wrong: the largest entry
# from: model
# edit: np.linalg.norm(H - differences(2 * h), 2) -> np.abs(H - differences(2 * h)).max()
# check: test_error_bar
# says: the largest entry
# %% wrong: half the step
# from: model
# edit: differences(2 * h) -> differences(h / 2)
# check: test_error_bar
# says: compares with h/2
# %% wrong: a third of the difference
# from: model
# edit: np.linalg.norm(H - differences(2 * h), 2) -> np.linalg.norm(H - differences(2 * h), 2) / 3
# check: test_error_bar
# says: a third of it
# %% wrong: the error of the largest eigenvalue only
# from: model
# edit: np.linalg.norm(H - differences(2 * h), 2) -> abs(np.linalg.eigvalsh(H)[-1] - np.linalg.eigvalsh(differences(2 * h))[-1])
# check: test_error_bar
# says: the whole matrices
# %% wrong: a step of one's own
# from: model
# edit: H = differences(h) -> H = differences(1e-5)
# check: test_hessian_with_a_large_step
# says: H in
# %% wrong: a relative step
# from: model
# edit: H = differences(h) -> H = differences(h * np.linalg.norm(theta))
# check: test_hessian_with_a_large_step
# says: H in
# %% wrong: the whole numbers stay whole
# check: test_signs_dimensions_and_units
# says: whole numbers
def measured_hessian(gradient, theta, h):
    def differences(step):
        rows = []
        for i in range(len(theta)):
            up, down = theta.copy(), theta.copy()
            up[i] += step if theta.dtype.kind == "f" else int(step)
            down[i] -= step if theta.dtype.kind == "f" else int(step)
            rows.append((gradient(up) - gradient(down)) / (2 * step))
        return (np.array(rows) + np.array(rows).T) / 2

    H = differences(h)
    return H, np.linalg.norm(H - differences(2 * h), 2), np.linalg.eigvalsh(H)[-1]
# %% wrong: no third result
# from: model
# edit: return H, np.linalg.norm(H - differences(2 * h), 2), np.linalg.eigvalsh(H)[-1] -> return H, np.linalg.norm(H - differences(2 * h), 2)
# check: test_hessian_with_a_large_step
# says: should have 3 entries
# %% wrong: the largest eigenvalue of the difference, with its sign
# from: model
# edit: np.linalg.norm(H - differences(2 * h), 2) -> np.linalg.eigvalsh(differences(2 * h) - H)[-1]
# check: test_error_bar
# says: the largest modulus of an eigenvalue of the difference
# %% wrong: the modulus of the least eigenvalue of the difference
# from: model
# edit: np.linalg.norm(H - differences(2 * h), 2) -> abs(np.linalg.eigvalsh(H - differences(2 * h))[0])
# check: test_error_bar
# says: the largest modulus of an eigenvalue of the difference
# %% wrong: the trace of the difference
# from: model
# edit: np.linalg.norm(H - differences(2 * h), 2) -> abs(np.trace(H - differences(2 * h)))
# check: test_error_bar
# says: spectral
# %% wrong: a floor below the error
# from: model
# edit: np.linalg.norm(H - differences(2 * h), 2) -> max(np.linalg.norm(H - differences(2 * h), 2), 1e-12)
# check: test_error_bar_in_other_cases
# says: the unit of H
# %% wrong: one of two entries for both
# from: model
# edit: return (np.array(rows) + np.array(rows).T) / 2 -> return np.tril(rows) + np.tril(rows, -1).T
# check: test_hessian_with_a_large_step
# says: you took
# %% wrong: the root of a ratio
# from: model
# edit: sp.cbrt(3 * rounding / M) -> sp.sqrt(rounding / M)
# check: test_best_step
# says: not a square root
# %% wrong: rounding below the line
# from: model
# edit: sp.cbrt(3 * rounding / M) -> sp.cbrt(3 * rounding * M)
# check: test_best_step
# says: the derivative of Mh²/6 + ε_g/h is not 0
# %% wrong: theta is written into and put back
# from: model
# edit: H = differences(h) -> theta *= 1; H = differences(h)
# marks: >= 0.5
# check: test_signs_dimensions_and_units, test_error_bar_in_other_cases
# says: measured_hessian writes into an array that it was given
# outcome: student_error
# %% wrong: a step that grows with theta
# from: model
# edit: for e in np.eye(len(theta))] -> for step, e in zip(step * np.maximum(1, np.abs(theta)), np.eye(len(theta)))]
# check: test_signs_dimensions_and_units
# says: The step along each coordinate is h itself
# %% wrong: the smallest eigenvalue
# from: model
# edit: np.linalg.eigvalsh(H)[-1] -> np.linalg.eigvalsh(H)[0]
# check: test_hessian_with_a_large_step
# says: This is the smallest eigenvalue of H
# %% wrong: the largest eigenvalue of the difference
# from: model
# edit: np.linalg.norm(H - differences(2 * h), 2) -> np.linalg.eigvalsh(H - differences(2 * h))[-1]
# check: test_error_bar
# says: its norm is the largest modulus
# %% wrong: a forward difference
# from: model
# edit: (gradient(theta + step * e) - gradient(theta - step * e)) / (2 * step) -> (gradient(theta + step * e) - gradient(theta)) / step
# check: test_hessian_with_a_large_step, test_error_bar
# says: This is a forward difference
