# %% right: rows of a new list
def relaxed(gradient, path, eta, steps):
    points = [np.asarray(point, dtype=float) for point in path]
    for _ in range(steps):
        points = [points[0], *(point - eta * gradient(point) for point in points[1:-1]), points[-1]]
        points = list(evenly(points))
    return points
# %% right: spaced by hand
def relaxed(gradient, path, eta, steps):
    path = np.array(path, dtype=float)
    for _ in range(steps):
        for row in range(1, len(path) - 1):
            path[row] = path[row] - eta * gradient(path[row])
        along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))]
        wanted = np.linspace(0, along[-1], len(path))
        path = np.stack([np.interp(wanted, along, column) for column in path.T], axis=1)
    return path
# %% right: recursion
def relaxed(gradient, path, eta, steps):
    if steps == 0:
        return np.array(path)
    moved = np.array([gradient(point) for point in path[1:-1]])
    return relaxed(gradient, evenly(np.vstack([path[0], path[1:-1] - eta * moved, path[-1]])), eta, steps - 1)
# %% right: gradients everywhere, ends masked
def relaxed(gradient, path, eta, steps):
    still = np.ones((len(path), 1))
    still[[0, -1]] = 0
    path = path.copy()
    for _ in range(steps):
        path = evenly(path - eta * still * np.array([gradient(point) for point in path]))
    return path
# %% right: a while loop, and a list
def relaxed(gradient, path, eta, steps):
    path, done = path.copy(), 0
    while done < steps:
        inner = [point - eta * np.asarray(gradient(point)) for point in path[1:-1]]
        path = evenly(np.concatenate((path[:1], inner, path[-1:])))
        done += 1
    return path.tolist()
# %% wrong: the ends slide, and the last round is not spaced
# check: test_strings_in_a_quadratic, test_strings_over_a_pass, test_few_points_and_rounds, test_other_units
# says: is not right
def relaxed(gradient, path, eta, steps):
    for round in range(steps):
        path = np.array([point - eta * gradient(point) for point in path])
        path = evenly(path) if round < steps - 1 else path
    return path
# %% wrong: three rounds and four points at least
# marks: <= 0.6
# check: test_strings_over_a_pass, test_few_points_and_rounds
# says: relaxed
def relaxed(gradient, path, eta, steps):
    path = evenly(path) if steps == 0 else np.array(path)
    for _ in range(min(steps, 5)):
        path[1:-1] = [point - eta * gradient(point) for point in path[1:-1]]
        path = evenly(path)
    return path
# %% wrong: spaced also in no rounds
# from: model
# edit: path = np.array(path) -> path = np.array(path) if steps else evenly(path)
# marks: >= 0.5
# check: test_few_points_and_rounds
# says: comes back as it is
# %% wrong: never spaced
# from: model
# edit: path = evenly(path) -> pass
# check: test_strings_in_a_quadratic
# says: not spaced evenly
# %% wrong: spaced once, at the end
# check: test_strings_in_a_quadratic
# says: it belongs into each round
def relaxed(gradient, path, eta, steps):
    path = np.array(path)
    for _ in range(steps):
        path[1:-1] = [point - eta * gradient(point) for point in path[1:-1]]
    return evenly(path)
# %% wrong: the ends slide
# from: model
# edit: path[1:-1] = [point - eta * gradient(point) for point in path[1:-1]] -> path[:] = [point - eta * gradient(point) for point in path]
# check: test_strings_in_a_quadratic
# says: The ends slide
# %% wrong: the first end slides
# from: model
# edit: path[1:-1] = [point - eta * gradient(point) for point in path[1:-1]] -> path[:-1] = [point - eta * gradient(point) for point in path[:-1]]
# check: test_strings_in_a_quadratic
# says: is not right
# %% wrong: spaced before the slide
# check: test_strings_in_a_quadratic
# says: slide first
def relaxed(gradient, path, eta, steps):
    path = np.array(path)
    for _ in range(steps):
        path = evenly(path)
        path[1:-1] = [point - eta * gradient(point) for point in path[1:-1]]
    return path
# %% wrong: uphill
# from: model
# edit: point - eta -> point + eta
# check: test_strings_in_a_quadratic
# says: uphill
# %% wrong: a round too few
# from: model
# edit: range(steps) -> range(steps - 1)
# check: test_strings_in_a_quadratic
# says: one round less
# %% wrong: a round too many
# from: model
# edit: range(steps) -> range(steps + 1)
# check: test_strings_in_a_quadratic
# says: one round more
# %% wrong: evenly spaced numbers
# from: model
# edit: path = evenly(path) -> path = np.linspace(path[0], path[-1], len(path))
# check: test_strings_in_a_quadratic
# says: This is a straight line between the ends
# %% wrong: no learning rate
# from: model
# edit: eta * gradient(point) -> gradient(point)
# check: test_strings_in_a_quadratic
# says: is not right
# %% wrong: stops where little moves
# check: test_other_units
# says: in units of 1e-09
def relaxed(gradient, path, eta, steps):
    path = np.array(path)
    for _ in range(steps):
        old = path.copy()
        path[1:-1] = [point - eta * gradient(point) for point in path[1:-1]]
        path = evenly(path)
        if np.abs(path - old).max() < 1e-8:
            break
    return path
# %% wrong: the gradient clipped
# from: model
# edit: eta * gradient(point) -> eta * np.clip(gradient(point), -1000, 1000)
# check: test_other_units
# says: in units of 1e+09
# %% wrong: only across the path
# check: test_strings_in_a_quadratic
# says: across the path alone; the whole gradient is asked
def relaxed(gradient, path, eta, steps):
    path = np.array(path)
    for _ in range(steps):
        new = path.copy()
        for i in range(1, len(path) - 1):
            tangent = path[i + 1] - path[i - 1]
            tangent = tangent / np.linalg.norm(tangent)
            g = gradient(path[i])
            new[i] = path[i] - eta * (g - (g @ tangent) * tangent)
        path = evenly(new)
    return path
# %% wrong: the argument changed
# from: model
# edit: path = np.array(path) -> path = np.asarray(path)
# outcome: student_error
# check: test_strings_in_a_quadratic
# says: read-only
# %% wrong: slides of equal length
# from: model
# edit: point - eta * gradient(point) -> point - eta * gradient(point) / np.linalg.norm(gradient(point))
# check: test_strings_in_a_quadratic
# says: Each slide has the length eta here
# %% wrong: the first gradients in all rounds
# from: model
# edit: path = np.array(path)  # a copy: arguments stay as they are -> path, slopes = np.array(path), [gradient(point) for point in path[1:-1]]
# edit: path[1:-1] = [point - eta * gradient(point) for point in path[1:-1]] -> path[1:-1] = path[1:-1] - eta * np.array(slopes)
# check: test_strings_in_a_quadratic
# says: The gradients are those of the first path
