# %% right: a path in an array that is filled
def descend(gradient, theta, eta, steps):
    path = np.empty((steps + 1, len(theta)))
    path[0] = theta
    for t in range(steps):
        path[t + 1] = path[t] - eta * gradient(path[t])
    return path
# %% right: a path by accumulate, as a list of lists
from itertools import accumulate


def descend(gradient, theta, eta, steps):
    points = accumulate(range(steps), lambda point, _: point - eta * gradient(point), initial=np.array(theta))
    return [point.tolist() for point in points]
# %% wrong: walks uphill
# from: right: a path in an array that is filled
# edit: - eta * -> + eta *
# check: test_path_on_quadratics
# says: You walk uphill
# %% wrong: the start is left out, and one step more is walked
# from: right: a path in an array that is filled
# edit: path[0] = theta -> path[0] = theta - eta * gradient(theta)
# check: test_path_on_quadratics
# says: The first row is the start
# %% wrong: the path without its start
# from: right: a path in an array that is filled
# edit: return path -> return path[1:]
# check: test_path_on_quadratics
# says: should have shape
# %% wrong: the end in place of the path
# from: right: a path in an array that is filled
# edit: return path -> return path[-1]
# check: test_path_on_quadratics
# says: should have shape
# %% wrong: the gradient of the start in every step
# from: right: a path in an array that is filled
# edit: gradient(path[t]) -> gradient(path[0])
# check: test_path_on_quadratics
# says: Every step takes the gradient of the start
# %% wrong: moves the start itself
# check: test_path_on_quadratics
# says: descend writes into an array that it was given
# outcome: student_error
def descend(gradient, theta, eta, steps):
    path = [theta.copy()]
    for _ in range(steps):
        theta -= eta * gradient(theta)
        path.append(theta.copy())
    return np.array(path)
# %% wrong: one array, appended again and again
# check: test_path_on_quadratics
# says: one array stands in the list many times
def descend(gradient, theta, eta, steps):
    point = np.array(theta)
    path = [point]
    for _ in range(steps):
        point -= eta * gradient(point)
        path.append(point)
    return np.array(path)
# %% wrong: no step gives no path
# from: right: a path in an array that is filled
# edit: path[0] = theta -> path[0] = theta if steps else np.nan
# check: test_path_of_no_step_and_of_a_curved_valley
# says: NaN
# marks: >= 0.5
# %% wrong: asks for the gradient twice in a step
# from: right: a path in an array that is filled
# edit: path[t] - eta * gradient(path[t]) -> path[t] - eta * (gradient(path[t]) + gradient(path[t])) / 2
# check: test_path_of_no_step_and_of_a_curved_valley
# says: once a step is enough
# %% wrong: assumes two parameters
# from: right: a path in an array that is filled
# edit: len(theta))) -> 2))
# check: test_path_on_quadratics
# says: raised ValueError
# outcome: student_error
# %% right: a path that is a list of arrays
# from: right: a path in an array that is filled
# edit: return path -> return list(path)
# %% wrong: one step more is walked than asked
# from: right: a path in an array that is filled
# edit: np.empty((steps + 1 -> np.empty((max(steps, 1) + 1
# edit: range(steps) -> range(max(steps, 1))
# check: test_path_of_no_step_and_of_a_curved_valley
# says: should have shape
# %% wrong: a copy of the start, and then one array again and again
# check: test_path_on_quadratics
# says: All rows after the first are the same
def descend(gradient, theta, eta, steps):
    point = np.array(theta)
    path = [point.copy()]
    for _ in range(steps):
        point -= eta * gradient(point)
        path.append(point)
    return np.array(path)
# %% right: recursion
def descend(gradient, theta, eta, steps):
    theta = np.asarray(theta, dtype=float)
    if steps == 0:
        return theta[None, :]
    return np.vstack([theta[None, :], descend(gradient, theta - eta * gradient(theta), eta, steps - 1)])
# %% right: the running sum of the steps
def descend(gradient, theta, eta, steps):
    moves = [np.array(theta, dtype=float)]
    place = moves[0].copy()
    for _ in range(steps):
        moves.append(-eta * np.asarray(gradient(place)))
        place += moves[-1]
    return np.cumsum(moves, axis=0)
# %% right: functools.partial over a generator
import functools

def walk(shape, gradient, theta, eta, steps):
    def points():
        point = theta
        yield point
        for _ in range(steps):
            point = point - eta * gradient(point)
            yield point
    return shape(list(points()))

descend = functools.partial(walk, np.array)
# %% wrong: the length of the step is eta
# from: right: a path in an array that is filled
# edit: path[t + 1] = path[t] - eta * gradient(path[t]) -> g = gradient(path[t]); path[t + 1] = path[t] - eta * g / np.linalg.norm(g)
# check: test_path_on_quadratics
# says: the gradient is divided by its norm
# marks: <= 0.6
# %% wrong: without the rate
# from: model
# edit: - eta * gradient -> - gradient
# check: test_path_on_quadratics
# says: Row 1 is the first that is not right
# %% wrong: the start less a step, every time
# from: model
# edit: points.append(points[-1] - eta * gradient(points[-1])) -> points.append(points[0] - eta * gradient(points[-1]))
# check: test_path_on_quadratics
# says: Row 2 is the first that is not right
# %% wrong: the last point changed in place
# from: model
# edit: points.append(points[-1] - eta * gradient(points[-1])) -> points[-1] -= eta * gradient(points[-1]); points.append(points[-1])
# check: test_path_on_quadratics
# says: one array stands in the list many times
# %% wrong: with momentum
# from: right: a path in an array that is filled
# edit: path[t + 1] = path[t] - eta * gradient(path[t]) -> path[t + 1] = path[t] - eta * gradient(path[t]) + 0.1 * (path[t] - path[max(t - 1, 0)])
# check: test_path_on_quadratics
# says: Row 2 is the first that is not right
# %% wrong: a rate that falls
# from: right: a path in an array that is filled
# edit: - eta * gradient -> - eta / (t + 1) * gradient
# check: test_path_on_quadratics
# says: Row 2 is the first that is not right
# %% wrong: stops where the gradient is small, with too few rows
# check: test_path_with_small_and_large_gradients
# says: should have shape
# marks: >= 0.5
def descend(gradient, theta, eta, steps):
    path = [np.array(theta, dtype=float)]
    for _ in range(steps):
        g = gradient(path[-1])
        if np.linalg.norm(g) < 1e-12:
            break
        path.append(path[-1] - eta * g)
    return np.array(path)
# %% wrong: stands still where the gradient is below 1e-6
# from: right: a path in an array that is filled
# edit: path[t + 1] = path[t] - eta * gradient(path[t]) -> g = gradient(path[t]); path[t + 1] = path[t] - eta * g * (np.linalg.norm(g) > 1e-6)
# check: test_path_with_small_and_large_gradients
# says: Row 1 is the first that is not right
# %% wrong: gradients clipped at a million
# from: right: a path in an array that is filled
# edit: path[t + 1] = path[t] - eta * gradient(path[t]) -> g = gradient(path[t]); path[t + 1] = path[t] - eta * g / max(1.0, np.linalg.norm(g) / 1e6)
# check: test_path_with_small_and_large_gradients
# says: Row 1 is the first that is not right
# %% wrong: single precision
# from: right: a path in an array that is filled
# edit: len(theta))) -> len(theta)), dtype=np.float32)
# check: test_path_on_quadratics
# says: Row 0 should be the start, with all its digits
# %% wrong: None
# check: test_path_on_quadratics
# says: None
def descend(gradient, theta, eta, steps):
    return None
# %% wrong: stays where it would diverge
# from: right: a path in an array that is filled
# edit: path[t + 1] = path[t] - eta * gradient(path[t]) -> new = path[t] - eta * gradient(path[t]); path[t + 1] = new if np.linalg.norm(new) < 1e6 else path[t]
# check: test_path_with_small_and_large_gradients
# says: is the first that is not right
# marks: >= 0.5
# %% wrong: halves the rate when the gradient grows
# check: test_path_with_small_and_large_gradients
# says: Row 2 is the first that is not right
def descend(gradient, theta, eta, steps):
    points, last = [np.array(theta, dtype=float)], np.inf
    while len(points) <= steps:
        slope = gradient(points[-1])
        eta, last = eta / (1 + (np.linalg.norm(slope) > last)), np.linalg.norm(slope)
        points.append(points[-1] - eta * slope)
    return np.stack(points)
# %% wrong: turns back where the gradient has grown by a factor of 25
# check: test_path_with_small_and_large_gradients
# says: is the first that is not right
def descend(gradient, theta, eta, steps):
    points, most = [np.array(theta, dtype=float)], None
    while len(points) <= steps:
        slope = gradient(points[-1])
        most = 25 * np.linalg.norm(slope) if most is None else most
        points.append(points[-1] - eta * slope * (1 if np.linalg.norm(slope) <= most else -1))
    return np.stack(points)
# %% wrong: parameters clipped at a thousand million
# from: right: a path in an array that is filled
# edit: path[t + 1] = path[t] - eta * gradient(path[t]) -> path[t + 1] = np.clip(path[t] - eta * gradient(path[t]), -1e9, 1e9)
# check: test_path_with_small_and_large_gradients
# says: is the first that is not right
# %% wrong: rounded to eight digits
# from: right: a path in an array that is filled
# edit: path[t] - eta * gradient(path[t]) -> np.round(path[t] - eta * gradient(path[t]), 8)
# check: test_path_on_quadratics
# says: Is anything rounded, or in single precision?
