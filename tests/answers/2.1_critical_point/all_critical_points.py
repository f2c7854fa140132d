# %% right: the inverse, distances to all that are kept
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
# %% right: the last of equal ends is kept
# from: model
# edit:
# -         if arrived and all(np.linalg.norm(path[-1] - point) > 1e-6 * scale for point in points):
# -             points.append(path[-1])
# +         if arrived:
# +             points = [point for point in points if np.linalg.norm(path[-1] - point) > 1e-6 * scale] + [path[-1]]
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
# %% wrong: no test of arrival, points at an absolute distance
# from: model
# edit: if arrived and all( -> if all(
# edit: 1e-6 * scale -> 1e-6
# marks: <= 0.6
# check: test_starts_that_do_not_arrive, test_starts_that_arrive_just_in_time
# check: test_any_unit_and_any_dimension
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
# check: test_starts_that_arrive_just_in_time
# says: Take 20 steps
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
# check: test_any_unit_and_any_dimension
# says: What counts are lengths, in `scale`
# %% wrong: arrival at an absolute length
# from: model
# edit: <= 1e-9 * scale -> <= 1e-9
# check: test_any_unit_and_any_dimension
# says: What counts are lengths, in `scale`
# %% wrong: near points are one
# from: model
# edit: > 1e-6 * scale -> > 1e-3 * scale
# check: test_which_ends_are_one_point
# says: they are two points, wherever they lie
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
# %% wrong: equal by allclose
# from: model
# edit: all(np.linalg.norm(path[-1] - point) > 1e-6 * scale for point in points) -> not any(np.allclose(path[-1], point) for point in points)
# check: test_any_unit_and_any_dimension, test_which_ends_are_one_point
# says: What counts are lengths, in `scale`
# %% wrong: equal by allclose in units of scale
# from: model
# edit: all(np.linalg.norm(path[-1] - point) > 1e-6 * scale for point in points) -> not any(np.allclose(path[-1] / scale, point / scale) for point in points)
# check: test_which_ends_are_one_point
# says: they are two points, wherever they lie
# %% wrong: a share of their distance from the origin
# from: model
# edit: all(np.linalg.norm(path[-1] - point) > 1e-6 * scale for point in points) -> all(np.linalg.norm(path[-1] - point) > 1e-6 * max(scale, np.linalg.norm(point)) for point in points)
# check: test_which_ends_are_one_point
# says: they are two points, wherever they lie
# %% wrong: a shared coordinate
# from: model
# edit: all(np.linalg.norm(path[-1] - point) > 1e-6 * scale for point in points) -> all(np.abs(path[-1] - point).min() > 1e-6 * scale for point in points)
# check: test_which_ends_are_one_point
# says: may share a coordinate
# %% wrong: the first coordinate
# from: model
# edit: all(np.linalg.norm(path[-1] - point) > 1e-6 * scale for point in points) -> all(abs(path[-1][0] - point[0]) > 1e-6 * scale for point in points)
# check: test_which_ends_are_one_point
# says: may share a coordinate
# %% wrong: the distance from the origin
# from: model
# edit: all(np.linalg.norm(path[-1] - point) > 1e-6 * scale for point in points) -> all(abs(np.linalg.norm(path[-1]) - np.linalg.norm(point)) > 1e-6 * scale for point in points)
# check: test_which_ends_are_one_point
# says: their distance from the origin
# %% wrong: the sum of the coordinates
# from: model
# edit: all(np.linalg.norm(path[-1] - point) > 1e-6 * scale for point in points) -> all(abs(np.sum(path[-1] - point)) > 1e-6 * scale for point in points)
# check: test_which_ends_are_one_point
# says: their sum
# %% wrong: the last point only
# from: model
# edit: all(np.linalg.norm(path[-1] - point) > 1e-6 * scale for point in points) -> all(np.linalg.norm(path[-1] - point) > 1e-6 * scale for point in points[-1:])
# check: test_points_of_a_landscape, test_which_ends_are_one_point
# says: the same point
# %% wrong: points that round alike
# from: model
# edit: return np.array(points) -> return np.array(list({tuple(np.round(point / scale, 6)): point for point in points}.values()))
# edit: arrived and all(np.linalg.norm(path[-1] - point) > 1e-6 * scale for point in points) -> arrived
# check: test_which_ends_are_one_point
# says: rounded differently
# %% wrong: points that round down alike
# from: model
# edit: return np.array(points) -> return np.array(list({tuple(np.floor(point / (1e-6 * scale))): point for point in points}.values()))
# edit: arrived and all(np.linalg.norm(path[-1] - point) > 1e-6 * scale for point in points) -> arrived
# check: test_which_ends_are_one_point
# says: the same point
# %% wrong: neighbours in sorted order
# from: model
# edit: return np.array(points) -> q = np.array(sorted(points, key=tuple)); return q[np.r_[True, np.linalg.norm(np.diff(q, axis=0), axis=1) > 1e-6 * scale]]
# edit: arrived and all(np.linalg.norm(path[-1] - point) > 1e-6 * scale for point in points) -> arrived
# check: test_which_ends_are_one_point
# says: may share a coordinate
# %% wrong: a start of integers stays one
# from: model
# edit:
# -     path = [np.array(theta, dtype=float)]
# -     for _ in range(steps):
# -         g, H = derivatives(path[-1])
# -         path.append(path[-1] - np.linalg.solve(H, g))
# +     path = np.empty((steps + 1, len(theta)), dtype=np.asarray(theta).dtype)
# +     path[0] = theta
# +     for k in range(steps):
# +         g, H = derivatives(path[k])
# +         path[k + 1] = path[k] - np.linalg.solve(H, g)
# check: test_path_of_newton
# says: A start may hold integers
# %% wrong: one coordinate has arrived
# from: model
# edit: arrived = np.linalg.norm(path[-1] - path[-2]) <= 1e-9 * scale -> arrived = np.abs(path[-1] - path[-2]).min() <= 1e-9 * scale
# check: test_starts_that_do_not_arrive
# says: drop the start
# %% wrong: theta and starts changed in place
# from: model
# edit: path = [np.array(theta, dtype=float)] -> path = [np.array(theta, dtype=float)]; theta -= theta
# marks: >= 0.5
# check: test_path_of_newton, test_any_unit_and_any_dimension
# says: newton writes into an array that it was given
# outcome: student_error
# %% wrong: ends rounded to six digits
# from: model
# edit: return np.array(points) -> return np.unique(np.round(points, 6), axis=0)
# check: test_points_of_a_landscape
# says: lie near a critical point, not within 1e-7 scale
# %% wrong: the first start that does not arrive ends the hunt
# from: model
# edit:
# -         if arrived and all(
# +         if not arrived:
# +             break
# +         if all(
# check: test_starts_that_do_not_arrive
# says: Each start is judged by itself
# %% wrong: the diagonal of H alone
# from: model
# edit: np.linalg.solve(H, g) -> g / np.diag(H)
# check: test_path_of_newton
# says: This divides by the diagonal of H only
