# %% right: an array that is filled
def walk(gradient, theta, eta, steps):
    path = np.empty((steps + 1, len(theta)))
    path[0] = theta
    for t in range(steps):
        path[t + 1] = path[t] - eta * gradient(path[t].copy())
    return path


def basin_label(gradient, theta, eta, minima, tol, steps):
    end = walk(gradient, theta, eta, steps)[-1]
    for k in range(len(minima)):
        if np.sqrt(np.sum((end - minima[k]) ** 2)) <= tol:
            return k
    return -1
# %% right: stops where it is no longer finite
def walk(gradient, theta, eta, steps):
    path = [[float(x) for x in theta]]
    for _ in range(steps):
        g = gradient(np.array(path[-1]))
        path.append([x - eta * y for x, y in zip(path[-1], g)])
    return path


def basin_label(gradient, theta, eta, minima, tol, steps):
    point = np.array(theta, dtype=float)
    for _ in range(steps):
        if not np.all(np.isfinite(point)):
            return -1
        point = point - eta * gradient(point)
    if not np.all(np.isfinite(point)):
        return -1
    near = [k for k, minimum in enumerate(minima) if math.dist(point, minimum) <= tol]
    return near[0] if near else -1
# %% right: hypot, and a float for the label
def walk(gradient, theta, eta, steps):
    rows = np.asarray(theta, dtype=float)[None, :]
    for _ in range(steps):
        rows = np.vstack([rows, rows[-1] - eta * gradient(rows[-1])])
    return rows


def basin_label(gradient, theta, eta, minima, tol, steps):
    end = list(walk(gradient, theta, eta, steps)[-1])
    found = -1.0
    for k, minimum in enumerate(np.asarray(minima, dtype=float)):
        if math.hypot(*(end - minimum)) <= tol:
            found = float(k)
    return found
# %% right: a generator
def walk(gradient, theta, eta, steps):
    def points():
        point = np.asarray(theta) + 0.0
        yield point
        for _ in range(steps):
            point = point - eta * gradient(point)
            yield point

    return np.stack(list(points()))


def basin_label(gradient, theta, eta, minima, tol, steps):
    near = np.linalg.norm(np.asarray(minima) - walk(gradient, theta, eta, steps)[-1], axis=1) <= tol
    return int(np.argmax(near)) if np.any(near) else -1
# %% right: recursion, and True counted
def walk(gradient, theta, eta, steps):
    first = np.array(theta, dtype=np.float64)
    if steps == 0:
        return first[None]
    return np.concatenate([first[None], walk(gradient, first - eta * gradient(first), eta, steps - 1)])


def basin_label(gradient, theta, eta, minima, tol, steps):
    end = walk(gradient, theta, eta, steps)[-1]
    away = ((np.array(minima, dtype=float) - end) ** 2).sum(axis=1) ** 0.5
    return next((k for k, one in enumerate(away) if one <= tol), -1)
# %% wrong: the nearest minimum, always
# from: model
# edit: return nearest if away[nearest] <= tol else -1 -> return nearest
# marks: <= 0.6
# check: test_starts_that_end_nowhere, test_distance_of_the_last_point
# says: on a cycle
# %% wrong: the side of the start
# check: test_starts_that_end_nowhere, test_distance_of_the_last_point
# says: on a cycle
# from: model
# edit: walk(gradient, theta, eta, steps)[-1], axis -> np.asarray(theta, dtype=float), axis
# edit: return nearest if away[nearest] <= tol else -1 -> return nearest
# %% wrong: an integer start is kept in integers
# from: model
# edit: [np.array(theta, dtype=float)] -> [np.array(theta)]
# edit: return np.array(path) -> return np.array(path).astype(np.array(theta).dtype)
# marks: >= 0.5
# check: test_integers_sizes_and_units
# says: The rows are floats
# %% wrong: an array of the dtype of the start
# marks: >= 0.5
# check: test_integers_sizes_and_units
# says: The rows are floats
# from: right 1
# edit: path = np.empty((steps + 1, len(theta))) -> path = np.empty((steps + 1, len(theta)), dtype=np.asarray(theta).dtype)
# %% wrong: uphill
# from: model
# edit: path[-1] - eta * gradient -> path[-1] + eta * gradient
# check: test_path_of_gradient_descent, test_labels_of_wells
# says: uphill
# %% wrong: no learning rate
# from: model
# edit: path[-1] - eta * gradient -> path[-1] - gradient
# check: test_path_of_gradient_descent
# says: learning rate is missing
# %% wrong: a row too few
# from: model
# edit: while len(path) <= steps: -> while len(path) < steps:
# check: test_path_of_gradient_descent
# says: should have shape
# %% wrong: a row too many
# from: model
# edit: while len(path) <= steps: -> while len(path) <= steps + 1:
# check: test_path_of_gradient_descent
# says: called gradient more than
# %% wrong: without row 0
# from: model
# edit: return np.array(path) -> return np.array(path[1:])
# check: test_path_of_gradient_descent
# says: should have shape
# %% wrong: stops at the first point within tol
# check: test_distance_of_the_last_point
# says: passes by within tol
# from: model
# edit:
# -     away = np.linalg.norm(np.asarray(minima) - walk(gradient, theta, eta, steps)[-1], axis=1)
# -     nearest = int(np.argmin(away))
# -     return nearest if away[nearest] <= tol else -1
# +     for point in walk(gradient, theta, eta, steps):
# +         away = np.linalg.norm(np.asarray(minima) - point, axis=1)
# +         if np.min(away) <= tol:
# +             return int(np.argmin(away))
# +     return -1
# %% wrong: the largest coordinate
# from: model
# edit: [-1], axis=1) -> [-1], axis=1, ord=np.inf)
# check: test_distance_of_the_last_point
# says: largest coordinate off by 0.8
# %% wrong: the sum of the moduli
# from: model
# edit: [-1], axis=1) -> [-1], axis=1, ord=1)
# check: test_distance_of_the_last_point
# says: sum of the moduli 1.4
# %% wrong: strictly below tol
# from: model
# edit: away[nearest] <= tol -> away[nearest] < tol
# marks: >= 0.5
# check: test_distance_of_the_last_point
# says: at most tol
# %% wrong: the square of the distance
# from: model
# edit: away[nearest] <= tol -> away[nearest] ** 2 <= tol
# check: test_distance_of_the_last_point
# says: no share of the minimum, no square
# %% wrong: np.allclose
# from: model
# edit: [-1], axis=1) -> [-1], axis=1) - 1e-5 * np.linalg.norm(minima, axis=1)
# check: test_distance_of_the_last_point
# says: no share of the minimum
# %% wrong: tol as a share
# from: model
# edit: away[nearest] <= tol -> away[nearest] <= tol * np.linalg.norm(minima[nearest])
# check: test_distance_of_the_last_point
# says: on level ground
# %% wrong: counted from 1
# from: model
# edit: return nearest if -> return nearest + 1 if
# check: test_labels_of_wells
# says: from 0 on
# %% wrong: None for neither
# from: model
# edit: <= tol else -1 -> <= tol else None
# check: test_starts_that_end_nowhere
# says: should be one real number
# %% wrong: cut off, so that it never overflows
# from: model
# edit: path.append(path[-1] - eta * gradient(path[-1])) -> path.append(np.clip(path[-1] - eta * gradient(path[-1]), -50, 50))
# check: test_starts_that_end_nowhere
# says: has overflowed
# %% wrong: overflow is an error
# from: model
# edit: return np.array(path) -> assert np.all(np.isfinite(path)); return np.array(path)
# check: test_starts_that_end_nowhere
# outcome: student_error
# says: AssertionError
# %% wrong: a small gradient is a minimum
# check: test_starts_that_end_nowhere
# says: saddle or a hilltop
# from: model
# edit:
# -     away = np.linalg.norm(np.asarray(minima) - walk(gradient, theta, eta, steps)[-1], axis=1)
# +     path = walk(gradient, theta, eta, steps)
# +     away = np.linalg.norm(np.asarray(minima) - path[-1], axis=1)
# +     if steps and np.linalg.norm(path[-1] - path[-2]) < 1e-6 * np.linalg.norm(minima):
# +         return int(np.argmin(away))
# %% wrong: until it is there, however long
# check: test_labels_of_wells
# says: called gradient more than
# from: model
# edit:
# -     away = np.linalg.norm(np.asarray(minima) - walk(gradient, theta, eta, steps)[-1], axis=1)
# -     nearest = int(np.argmin(away))
# -     return nearest if away[nearest] <= tol else -1
# +     point = np.array(theta, dtype=float)
# +     for _ in range(1000):
# +         g = gradient(point)
# +         if np.linalg.norm(g) < 1e-12:
# +             break
# +         point = point - eta * g
# +     away = np.linalg.norm(np.asarray(minima) - point, axis=1)
# +     return int(np.argmin(away)) if np.min(away) <= tol else -1
# %% wrong: tol of at least 1e-6
# from: model
# edit: away[nearest] <= tol -> away[nearest] <= max(tol, 1e-6)
# check: test_integers_sizes_and_units
# says: units of 1e-08
# %% wrong: it stops where the gradient is 0
# check: test_integers_sizes_and_units
# says: should have shape
# from: model
# edit:
# -     while len(path) <= steps:
# -         path.append(path[-1] - eta * gradient(path[-1]))
# +     while len(path) <= steps:
# +         g = gradient(path[-1])
# +         if not np.any(g):
# +             break
# +         path.append(path[-1] - eta * g)
# %% wrong: it stands still where the gradient is below 1e-9
# marks: >= 0.5
# check: test_integers_sizes_and_units
# says: in units of 1e-08
# from: model
# edit:
# -         path.append(path[-1] - eta * gradient(path[-1]))
# +         g = gradient(path[-1])
# +         path.append(path[-1] - eta * g * (np.linalg.norm(g) > 1e-9))
# %% wrong: a grain of 1e-9 is added to tol
# from: model
# edit: away[nearest] <= tol -> away[nearest] <= tol + 1e-9
# marks: >= 0.5
# check: test_integers_sizes_and_units
# says: nothing is added to tol
# %% wrong: a grain of 1e-12 is added to tol
# from: model
# edit: away[nearest] <= tol -> away[nearest] <= tol + 1e-12
# marks: >= 0.5
# check: test_integers_sizes_and_units
# says: nothing is added to tol
# %% wrong: minima must be an array
# from: model
# edit: np.asarray(minima) - walk -> minima[: minima.shape[0]] - walk
# marks: >= 0.5
# check: test_lists
# outcome: student_error
# says: has no attribute 'shape'
# %% wrong: a list as theta goes to the gradient as it is
# from: model
# edit: [np.array(theta, dtype=float)] -> [theta]
# marks: >= 0.5
# check: test_lists
# says: something other than an array
# %% wrong: theta must be an array
# from: model
# edit: [np.array(theta, dtype=float)] -> [theta.astype(float)]
# check: test_lists
# outcome: student_error
# says: has no attribute 'astype'
# %% wrong: a list of integers stays one of integers
# from: right 1
# edit: path = np.empty((steps + 1, len(theta))) -> path = np.empty((steps + 1, len(theta)), dtype=int if isinstance(theta, list) and isinstance(theta[0], int) else float)
# check: test_lists
# says: the rows of the path are floats
# %% wrong: a path that still moves is in no basin
# check: test_distance_of_the_last_point
# says: where it is counts, not whether it rests
# from: model
# edit:
# -     away = np.linalg.norm(np.asarray(minima) - walk(gradient, theta, eta, steps)[-1], axis=1)
# +     path = walk(gradient, theta, eta, steps)
# +     away = np.linalg.norm(np.asarray(minima) - path[-1], axis=1)
# +     if steps > 5 and np.linalg.norm(path[-1] - path[-2]) > 0.02 * np.linalg.norm(path[0]):
# +         return -1
# %% wrong: far out counts as overflow
# from: model
# edit: return nearest if away[nearest] <= tol else -1 -> return nearest if away[nearest] <= tol and np.max(np.abs(theta)) < 1e9 else -1
# check: test_distance_of_the_last_point
# says: comes from far out
# %% wrong: the gradient of the last point, too
# from: model
# edit: return np.array(path) -> gradient(path[-1]); return np.array(path)
# check: test_path_of_gradient_descent
# says: once a step
# %% wrong: the gradient is clipped
# from: model
# edit: eta * gradient(path[-1]) -> eta * np.clip(gradient(path[-1]), -1e12, 1e12)
# check: test_integers_sizes_and_units
# says: away from the nearest minimum
# %% wrong: stops within tol where the gradient is small
# check: test_integers_sizes_and_units
# says: a minimum that repels
def walk(gradient, theta, eta, steps):
    path = [np.array(theta, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - eta * gradient(path[-1]))
    return np.array(path)


def basin_label(gradient, theta, eta, minima, tol, steps):
    ends, point = np.asarray(minima, dtype=float), np.array(theta, dtype=float)
    for _ in range(steps):
        g = gradient(point)
        if np.min(np.linalg.norm(ends - point, axis=1)) <= tol and np.linalg.norm(g) < 1e-6:
            break
        point = point - eta * g
    away = np.linalg.norm(ends - point, axis=1)
    return int(np.argmin(away)) if np.min(away) <= tol else -1
# %% wrong: a long last step is a cycle
# from: model
# edit:
# -     away = np.linalg.norm(np.asarray(minima) - walk(gradient, theta, eta, steps)[-1], axis=1)
# +     path = walk(gradient, theta, eta, steps)
# +     away = np.linalg.norm(np.asarray(minima) - path[-1], axis=1)
# +     if steps > 2 and np.linalg.norm(path[-1] - path[-2]) > 10 * tol:
# +         return -1
# check: test_distance_of_the_last_point
# says: however long it is
# %% wrong: a last point at infinity is near
# from: model
# edit: away[nearest] <= tol else -> away[nearest] <= tol or np.isinf(away[nearest]) else
# check: test_starts_that_end_nowhere
# says: The path has overflowed
# %% wrong: the path is rounded to 12 decimals
# from: model
# edit: path[-1] - eta * gradient(path[-1]) -> np.round(path[-1] - eta * gradient(path[-1]), 12)
# check: test_integers_sizes_and_units
# says: The unit of θ changes nothing
