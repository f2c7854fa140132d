# %% right: an array that is filled
def descend(gradient, theta, eta, steps, omega=0.0, rho=0.0):
    path = np.zeros((steps + 1, len(theta)))
    path[0] = theta
    for t in range(steps):
        x = path[t]
        g = np.asarray(gradient(x.copy()))
        n = np.sqrt(g @ g)
        if rho and n:
            g = np.asarray(gradient(x + g * (rho / n)))
        path[t + 1] = x * (1 - eta * omega) - eta * g
    return path


def sam_gap(g, H, rho):
    lam = max(np.linalg.eigvalsh(H))
    return np.array([rho * np.sqrt(np.dot(g, g)), 0.5 * rho * rho * (lam if lam > 0 else 0)])
# %% right: lists
def descend(gradient, theta, eta, steps, omega=0.0, rho=0.0):
    rows = [[float(one) for one in theta]]
    while len(rows) <= steps:
        x = np.array(rows[-1])
        g = gradient(x)
        length = np.linalg.norm(g)
        if rho != 0 and length != 0:
            g = gradient(x + rho * g / length)
        rows.append([float(a - eta * b - eta * omega * a) for a, b in zip(x, g)])
    return rows


def sam_gap(g, H, rho):
    return [rho * math.hypot(*g), rho**2 * max(0.0, float(np.linalg.eigvalsh(H).max())) / 2]
# %% right: two functions in one
def uphill(gradient, x, rho):
    g = gradient(x)
    if rho == 0 or not g.any():
        return g
    return gradient(x + rho * g / np.linalg.norm(g))


def descend(gradient, theta, eta, steps, omega=0.0, rho=0.0):
    path = [np.asarray(theta, dtype=float)]
    for t in range(steps):
        path.append(path[t] - eta * uphill(gradient, path[t], rho) - eta * omega * path[t])
    return np.vstack(path)
# %% right: recursion
def descend(gradient, theta, eta, steps, omega=0.0, rho=0.0):
    x = np.array(theta, dtype=float)
    if steps == 0:
        return x[None]
    g = gradient(x)
    n = np.linalg.norm(g)
    if rho > 0 and n > 0:
        g = gradient(x + g / n * rho)
    return np.concatenate([x[None], descend(gradient, x - eta * (g + omega * x), eta, steps - 1, omega, rho)])


def sam_gap(g, H, rho):
    top = scipy_top(np.asarray(H))
    return float(np.linalg.norm(rho * np.asarray(g))), float(max(0, top) * rho**2 / 2)


def scipy_top(H):
    import scipy.linalg

    return scipy.linalg.eigh(H, eigvals_only=True)[-1]
# %% right: singular values
def sam_gap(g, H, rho):
    shift = np.linalg.norm(H)
    lam = np.linalg.svd(H + shift * np.eye(len(H)), compute_uv=False)[0] - shift
    exact = np.linalg.eigvals(H).real.max()
    return rho * np.linalg.norm(g), 0.5 * rho**2 * max(exact if lam < 1e300 else lam, 0)
# %% wrong: gradient descent alone, and the plain gap
# marks: <= 0.6
# check: test_path_with_l2, test_path_with_sam
# says: The L2 term is missing
def descend(gradient, theta, eta, steps, omega=0.0, rho=0.0):
    path = [theta]
    for _ in range(steps):
        path.append(path[-1] - eta * gradient(path[-1]))
    return np.array(path)


def sam_gap(g, H, rho):
    return rho * np.linalg.norm(g), rho**2 / 2 * np.linalg.eigvalsh(H)[-1]
# %% wrong: 0/0 where there is no slope
# from: model
# edit: rho > 0 and size > 0 -> rho > 0
# marks: >= 0.5
# check: test_paths_where_the_gradient_is_zero_or_of_another_unit
# says: holds NaN
# %% wrong: a small slope counts as none
# from: model
# edit: size > 0: -> size > 1e-8:
# check: test_paths_where_the_gradient_is_zero_or_of_another_unit
# says: Any slope but 0 has a direction
# %% wrong: a small number under the fraction
# from: model
# edit: rho * g / size -> rho * g / (size + 1e-12)
# check: test_paths_where_the_gradient_is_zero_or_of_another_unit
# says: Any slope but 0 has a direction
# %% wrong: uphill
# from: model
# edit: here - eta * (g + omega * here) -> here + eta * (g + omega * here)
# check: test_path_of_gradient_descent
# says: goes against the gradient
# %% wrong: a gradient of length 1
# from: model
# edit: size = np.linalg.norm(g) -> size = np.linalg.norm(g); g = g / size if size else g
# check: test_path_of_gradient_descent
# says: not normalised
# %% wrong: the start is left out
# from: model
# edit: return np.stack(points) -> return np.array(points + [points[-1] - eta * gradient(points[-1])])[1:]
# check: test_path_of_gradient_descent
# says: Row 0 is the start
# %% wrong: L2 without eta
# from: model
# edit: eta * (g + omega * here) -> (eta * g + omega * here)
# check: test_path_with_l2
# says: multiplied by η
# %% wrong: L2 with a 2
# from: model
# edit: omega * here) -> 2 * omega * here)
# check: test_path_with_l2
# says: no 2
# %% wrong: L2 pushes
# from: model
# edit: g + omega * -> g - omega *
# check: test_path_with_l2
# says: pushes it away
# %% wrong: decay after the step
# from: model
# edit: here - eta * (g + omega * here) -> (1 - eta * omega) * (here - eta * g)
# check: test_path_with_l2
# says: one moves first
# %% wrong: SAM downhill
# from: model
# edit: here + rho * g / size -> here - rho * g / size
# check: test_path_with_sam
# says: looks uphill
# %% wrong: SAM without the norm
# from: model
# edit: rho * g / size -> rho * g
# check: test_path_with_sam
# says: whatever ‖g‖ is
# %% wrong: SAM steps from uphill
# check: test_path_with_sam
# says: SAM steps from θ
def descend(gradient, theta, eta, steps, omega=0.0, rho=0.0):
    path = [np.array(theta, dtype=float)]
    for _ in range(steps):
        x = path[-1]
        g = gradient(x)
        size = np.linalg.norm(g)
        if rho > 0 and size > 0:
            x = x + rho * g / size
            g = gradient(x)
        path.append(x - eta * (g + omega * path[-1]))
    return np.array(path)
# %% wrong: L2 uphill
# check: test_path_with_sam
# says: L2 acts at θ itself
def descend(gradient, theta, eta, steps, omega=0.0, rho=0.0):
    path = [np.array(theta, dtype=float)]
    for _ in range(steps):
        x = path[-1]
        g = gradient(x)
        size = np.linalg.norm(g)
        if rho > 0 and size > 0:
            x = x + rho * g / size
            g = gradient(x)
        path.append(path[-1] - eta * (g + omega * x))
    return np.array(path)
# %% wrong: a third call of gradient
# from: model
# edit: size = np.linalg.norm(g) -> size = np.linalg.norm(gradient(points[-1]))
# check: test_path_with_sam
# says: more than
# %% wrong: the path keeps integers
# from: model
# edit: points = [np.asarray(theta, dtype=float)] -> points = [np.array(theta)]; kind = points[0].dtype
# edit: return np.stack(points) -> return np.stack(points).astype(kind)
# check: test_paths_where_the_gradient_is_zero_or_of_another_unit
# says: The path holds real numbers
# %% wrong: the gap of first order only
# from: model
# edit: rho**2 / 2 * max(np.linalg.eigvalsh(H)[-1], 0.0) -> 0.0
# check: test_both_parts_of_the_gap
# says: only where no curvature is positive
# %% wrong: the largest modulus
# from: model
# edit: np.linalg.eigvalsh(H)[-1] -> np.abs(np.linalg.eigvalsh(H)).max()
# check: test_both_parts_of_the_gap
# says: not the largest modulus
# %% wrong: the half is missing
# from: model
# edit: rho**2 / 2 -> rho**2
# check: test_both_parts_of_the_gap
# says: The ½ of the second part
# %% wrong: a negative gap
# from: model
# edit: max(np.linalg.eigvalsh(H)[-1], 0.0) -> np.linalg.eigvalsh(H)[-1]
# check: test_gaps_without_slope_or_curvature
# says: not negative
# %% wrong: the parts exchanged
# from: model
# edit: return rho * np.linalg.norm(g), rho**2 / 2 * max(np.linalg.eigvalsh(H)[-1], 0.0) -> return rho**2 / 2 * max(np.linalg.eigvalsh(H)[-1], 0.0), rho * np.linalg.norm(g)
# check: test_both_parts_of_the_gap
# says: exchanged
# %% wrong: one number
# from: model
# edit: return rho * np.linalg.norm(g), rho**2 -> return rho * np.linalg.norm(g) + rho**2
# check: test_both_parts_of_the_gap
# says: list or tuple
# %% wrong: the largest entry in place of the norm, uphill
# from: model
# edit: size = np.linalg.norm(g) -> size = np.abs(g).max()
# check: test_path_with_sam
# says: not the largest entry
# %% wrong: the sum of the moduli in place of the norm, uphill
# from: model
# edit: size = np.linalg.norm(g) -> size = np.abs(g).sum()
# check: test_path_with_sam
# says: not the sum of the moduli
# %% wrong: the largest entry in place of the norm, in the gap
# from: model
# edit: return rho * np.linalg.norm(g), -> return rho * np.abs(g).max(),
# check: test_both_parts_of_the_gap
# says: not the largest entry
# %% wrong: the largest entry on the diagonal
# from: model
# edit: np.linalg.eigvalsh(H)[-1] -> np.diag(H).max()
# check: test_both_parts_of_the_gap
# says: an entry on the diagonal is none
# %% wrong: ten decimals
# from: model
# edit: return rho * np.linalg.norm(g), rho**2 / 2 * max(np.linalg.eigvalsh(H)[-1], 0.0) -> return round(float(rho * np.linalg.norm(g)), 10), round(float(rho**2 / 2 * max(np.linalg.eigvalsh(H)[-1], 0.0)), 10)
# check: test_gaps_without_slope_or_curvature
# says: lost in another unit
