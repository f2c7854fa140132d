# %% right: inverse, a dict of rounded ends, determinant of a scaled matrix
def newton(derivatives, theta, steps):
    path = np.empty((steps + 1, len(theta)))
    path[0] = theta
    for k in range(steps):
        g, H = derivatives(path[k])
        path[k + 1] = path[k] - np.linalg.inv(H) @ g
    return path


def all_critical_points(derivatives, starts, scale):
    kept = []
    for start in starts:
        path = newton(derivatives, start, 20)
        if not np.linalg.norm(path[-1] - path[-2]) <= 1e-9 * scale:
            continue
        distances = [np.linalg.norm(path[-1] - other) for other in kept]
        if not distances or min(distances) > 1e-6 * scale:
            kept.append(path[-1])
    return kept


def index(H):
    return int(np.prod(np.sign(np.linalg.eigvalsh(H))))
# %% right: an early stop, least squares, ends first
def newton(derivatives, theta, steps):
    path = [np.asarray(theta, float)]
    for _ in range(steps):
        g, H = derivatives(path[-1])
        path.append(path[-1] + np.linalg.lstsq(H, -g, rcond=None)[0])
    return np.vstack(path)


def all_critical_points(derivatives, starts, scale):
    ends = []
    for start in starts:
        theta, step = np.array(start, float), math.inf
        for _ in range(20):
            g, H = derivatives(theta)
            move = np.linalg.solve(H, g)
            theta, step = theta - move, np.linalg.norm(move)
            if step <= 1e-13 * scale:
                break
        if step <= 1e-9 * scale:
            ends.append(theta)
    unique = [end for k, end in enumerate(ends) if not any(np.linalg.norm(end - other) <= 1e-6 * scale for other in ends[:k])]
    return np.array(unique)


def index(H):
    values = np.linalg.eigvals(H).real
    return 1 if (values < 0).sum() % 2 == 0 else -1
# %% right: the last of equal ends is kept, floats for the index
# from: model
# edit:
# -         if arrived and all(np.linalg.norm(path[-1] - point) > 1e-6 * scale for point in points):
# -             points.append(path[-1])
# +         if arrived:
# +             points = [point for point in points if np.linalg.norm(path[-1] - point) > 1e-6 * scale] + [path[-1]]
# edit: return (-1) ** int(np.sum(np.linalg.eigvalsh(H) < 0)) -> return float(np.linalg.slogdet(H)[0])
# %% right: eigenvectors for the step, tuples
def newton(derivatives, theta, steps):
    path = [tuple(float(x) for x in theta)]
    for _ in range(steps):
        g, H = derivatives(np.array(path[-1]))
        values, Q = np.linalg.eigh(H)
        path.append(tuple(np.array(path[-1]) - Q @ ((Q.T @ g) / values)))
    return path


def all_critical_points(derivatives, starts, scale):
    points = ()
    for start in starts:
        path = np.array(newton(derivatives, start, 20))
        if np.linalg.norm(path[20] - path[19]) / scale <= 1e-9:
            if all(np.linalg.norm(path[20] - np.array(point)) / scale > 1e-6 for point in points):
                points += (tuple(path[20]),)
    return points
# %% right: the largest component as length, sorted
# from: model
# edit: arrived = np.linalg.norm(path[-1] - path[-2]) <= 1e-9 * scale -> arrived = np.abs(path[-1] - path[-2]).max() <= 1e-9 * scale
# edit: return np.array(points) -> return np.array(sorted(points, key=lambda point: tuple(point)))
# %% wrong: no test of arrival, the rounded determinant
# from: model
# edit: if arrived and all( -> if all(
# edit: return (-1) ** int(np.sum(np.linalg.eigvalsh(H) < 0)) -> return int(np.sign(round(np.linalg.det(H), 9)))
# edit: 1e-6 * scale -> 1e-6
# marks: <= 0.6
# check: test_starts_that_do_not_arrive, test_index_of_badly_scaled_points
# check: test_any_unit_any_dimension_and_near_neighbours
# says: should not be there
# %% wrong: no test of arrival
# from: model
# edit: if arrived and all( -> if all(
# marks: >= 0.5
# check: test_starts_that_do_not_arrive
# says: the steps do not: drop the start
# %% wrong: a small gradient counts as arrived
# from: model
# edit: arrived = np.linalg.norm(path[-1] - path[-2]) <= 1e-9 * scale -> arrived = np.linalg.norm(derivatives(path[-1])[0]) <= 1e-6
# check: test_starts_that_do_not_arrive
# says: should not be there
# %% wrong: a hundred steps
# from: model
# edit: newton(derivatives, start, 20) -> newton(derivatives, start, 100)
# check: test_points_of_a_landscape
# says: more than
# outcome: failed
# %% wrong: only five steps
# from: model
# edit: newton(derivatives, start, 20) -> newton(derivatives, start, 2)
# check: test_points_of_a_landscape
# says: you return no point
# %% wrong: duplicates stay
# from: model
# edit: if arrived and all(np.linalg.norm(path[-1] - point) > 1e-6 * scale for point in points): -> if arrived:
# check: test_points_of_a_landscape
# says: the same point
# %% wrong: duplicates by equality
# from: model
# edit: np.linalg.norm(path[-1] - point) > 1e-6 * scale -> not np.array_equal(path[-1], point)
# check: test_points_of_a_landscape
# says: the same point
# %% wrong: duplicates at an absolute distance
# from: model
# edit: > 1e-6 * scale -> > 1e-6
# check: test_any_unit_any_dimension_and_near_neighbours
# says: easure lengths in
# %% wrong: arrival at an absolute length
# from: model
# edit: <= 1e-9 * scale -> <= 1e-9
# check: test_any_unit_any_dimension_and_near_neighbours
# says: easure lengths in
# %% wrong: near points are one
# from: model
# edit: > 1e-6 * scale -> > 1e-3 * scale
# check: test_any_unit_any_dimension_and_near_neighbours
# says: They are two points
# %% wrong: minima only
# from: model
# edit: if arrived and all( -> if arrived and np.all(np.linalg.eigvalsh(derivatives(path[-1])[1]) > 0) and all(
# check: test_points_of_a_landscape
# says: minima, saddles and maxima
# %% wrong: the starts come back
# from: model
# edit: points.append(path[-1]) -> points.append(path[0])
# check: test_points_of_a_landscape
# says: should not be there
# %% wrong: uphill
# from: model
# edit: path[-1] - np.linalg.solve(H, g) -> path[-1] + np.linalg.solve(H, g)
# check: test_path_of_newton
# says: goes the other way
# %% wrong: gradient descent
# from: model
# edit: np.linalg.solve(H, g) -> g
# check: test_path_of_newton
# says: This is gradient descent
# %% wrong: H in place of its inverse
# from: model
# edit: np.linalg.solve(H, g) -> H @ g
# check: test_path_of_newton
# says: its inverse is asked
# %% wrong: the diagonal only
# from: model
# edit: np.linalg.solve(H, g) -> g / np.diag(H)
# check: test_path_of_newton
# says: the diagonal of H only
# %% wrong: the end in place of the path
# from: model
# edit: return np.array(path) -> return path[-1]
# check: test_path_of_newton
# says: should have shape
# %% wrong: the number of negative eigenvalues
# from: model
# edit: return (-1) ** int(np.sum(np.linalg.eigvalsh(H) < 0)) -> return int(np.sum(np.linalg.eigvalsh(H) < 0))
# check: test_index_of_nondegenerate_points
# says: (-1)^k is asked
# %% wrong: the sign of the determinant
# from: model
# edit: return (-1) ** int(np.sum(np.linalg.eigvalsh(H) < 0)) -> return int(np.sign(np.linalg.det(H)))
# check: test_index_of_badly_scaled_points
# says: det H may be too small
# %% wrong: negative beyond a fixed threshold
# from: model
# edit: np.linalg.eigvalsh(H) < 0 -> np.linalg.eigvalsh(H) < -1e-8
# check: test_index_of_badly_scaled_points
# says: no threshold
# %% wrong: negative beyond a share of the norm
# from: model
# edit: np.linalg.eigvalsh(H) < 0 -> np.linalg.eigvalsh(H) < -1e-4 * np.linalg.norm(H, 2)
# check: test_index_of_badly_scaled_points
# says: no threshold
# %% wrong: +1 for a minimum, -1 for all others
# from: model
# edit: return (-1) ** int(np.sum(np.linalg.eigvalsh(H) < 0)) -> return 1 if np.linalg.eigvalsh(H)[0] > 0 else -1
# check: test_index_of_nondegenerate_points
# says: k negative eigenvalues
