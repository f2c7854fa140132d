# %% right: an array that is filled
def perturbed_gd(gradient, theta, eta, steps, kick=None, eps=0.0, wait=1):
    path = np.zeros((steps + 1, len(theta)))
    path[0] = theta
    next_kick = 0
    for t in range(steps):
        g = np.asarray(gradient(path[t].copy()))
        path[t + 1] = path[t] - eta * g
        if kick is None or t < next_kick or np.sqrt(np.sum(g**2)) > eps:
            continue
        path[t + 1] += kick()
        next_kick = t + wait
    return path
# %% right: a list of lists
def perturbed_gd(gradient, theta, eta, steps, kick=None, eps=0.0, wait=1):
    path, since = [[float(x) for x in theta]], None
    for _ in range(steps):
        g = gradient(np.array(path[-1]))
        row = [x - eta * y for x, y in zip(path[-1], g)]
        since = None if since is None else since + 1
        if kick is not None and math.sqrt(sum(float(y) ** 2 for y in g)) <= eps and (since is None or since >= wait):
            row, since = [x + y for x, y in zip(row, kick())], 0
        path.append(row)
    return path
# %% right: a set of steps in which a kick is forbidden
def perturbed_gd(gradient, theta, eta, steps, kick=None, eps=0.0, wait=1):
    point, rows, closed = np.array(theta, dtype=float), [np.array(theta, dtype=float)], set()
    for t in range(steps):
        g = gradient(point)
        move = -eta * np.asarray(g)
        if kick is not None and t not in closed and math.hypot(*g) <= eps:
            move = move + np.asarray(kick())
            closed.update(range(t, t + wait))
        point = point + move
        rows.append(point)
    return tuple(tuple(row) for row in rows)
# %% right: a generator
def perturbed_gd(gradient, theta, eta, steps, kick=None, eps=0.0, wait=1):
    def walk():
        point, pause = np.array(theta, dtype=float), 0
        yield point
        for _ in range(steps):
            g = gradient(point)
            jump = 0.0
            if kick is not None and pause <= 0 and g @ g <= eps**2:
                jump, pause = kick(), wait
            pause -= 1
            point = point - eta * g + jump
            yield point

    return np.vstack(list(walk()))
# %% right: recursion on the step
def perturbed_gd(gradient, theta, eta, steps, kick=None, eps=0.0, wait=1):
    path, given = [np.asarray(theta, dtype=float) + 0.0], []
    while len(path) <= steps:
        t, g = len(path) - 1, gradient(path[-1])
        small = kick is not None and not (np.linalg.norm(g) > eps)
        free = not given or given[-1] <= t - wait
        if small and free:
            given.append(t)
        path.append(path[-1] - eta * g + (kick() if small and free else 0))
    return np.stack(path)
# %% wrong: gradient descent without kicks
# marks: <= 0.6
# check: test_kicks_off_a_saddle, test_waiting_between_kicks, test_threshold_of_the_gradient
# says: the new row is the old one - η g plus kick()
def perturbed_gd(gradient, theta, eta, steps, kick=None, eps=0.0, wait=1):
    path = [np.array(theta, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - eta * gradient(path[-1]))
    return np.array(path)
# %% wrong: the wait is forgotten
# from: model
# edit: <= eps and t - last >= wait -> <= eps
# marks: >= 0.5
# check: test_waiting_between_kicks
# says: Kicks in the steps 0, 2, 4
# %% wrong: uphill
# from: model
# edit: path[-1] - eta * g -> path[-1] + eta * g
# check: test_descent_without_kicks
# says: uphill
# %% wrong: no learning rate
# from: model
# edit: path[-1] - eta * g -> path[-1] - g
# check: test_descent_without_kicks
# says: learning rate is missing
# %% wrong: without row 0
# from: model
# edit: return np.array(path) -> return np.array(path[1:])
# check: test_descent_without_kicks
# says: should have shape
# %% wrong: the first row is one step on
# from: model
# edit: path, last = [np.array(theta, dtype=float)], -math.inf -> path, last = [theta - eta * gradient(np.array(theta))], -math.inf
# check: test_descent_without_kicks
# says: Row 0 is theta
# %% wrong: the end alone
# from: model
# edit: return np.array(path) -> return path[-1]
# check: test_descent_without_kicks
# says: should have shape
# %% wrong: one step too many to wait
# from: model
# edit: t - last >= wait -> t - last > wait
# check: test_waiting_between_kicks
# says: Kicks in the steps 0, 1, 2
# %% wrong: the first kick waits too
# from: model
# edit: -math.inf -> 0
# check: test_kicks_off_a_saddle, test_waiting_between_kicks, test_threshold_of_the_gradient
# says: plus kick()
# %% wrong: waits once, and never again
# from: model
# edit: new, last = new + kick(), t -> new, last = new + kick(), 0
# check: test_waiting_between_kicks
# says: as long as the gradient is small
# %% wrong: strictly below eps
# from: model
# edit: np.linalg.norm(g) <= eps -> np.linalg.norm(g) < eps
# check: test_threshold_of_the_gradient
# says: counts as small
# %% wrong: strictly below eps, or zero
# from: model
# edit: np.linalg.norm(g) <= eps -> (np.linalg.norm(g) < eps or not g.any())
# check: test_threshold_of_the_gradient
# says: equal to eps counts
# %% wrong: at least 1e-12
# from: model
# edit: np.linalg.norm(g) <= eps -> np.linalg.norm(g) <= max(eps, 1e-12)
# check: test_few_steps_and_other_sizes
# says: eps = 1e-15
# %% wrong: the largest component
# from: model
# edit: np.linalg.norm(g) <= eps -> np.max(np.abs(g)) <= eps
# check: test_threshold_of_the_gradient
# says: Euclidean norm; here it is 1, its largest
# %% wrong: the sum of the moduli
# from: model
# edit: np.linalg.norm(g) <= eps -> np.sum(np.abs(g)) <= eps
# check: test_threshold_of_the_gradient
# says: sum of the moduli
# %% wrong: the length of the step
# from: model
# edit: np.linalg.norm(g) <= eps -> eta * np.linalg.norm(g) <= eps
# check: test_threshold_of_the_gradient
# says: Euclidean norm
# %% wrong: a kick in place of the step
# from: model
# edit: new + kick(), t -> path[-1] + kick(), t
# check: test_kicks_off_a_saddle
# says: made in the step of the kick
# %% wrong: the kick times the learning rate
# from: model
# edit: new + kick(), t -> new + eta * kick(), t
# check: test_kicks_off_a_saddle
# says: plus kick()
# %% wrong: a kick in every step
# from: model
# edit: if kick is not None and np.linalg.norm(g) <= eps and t - last >= wait: -> if kick is not None:
# check: test_kicks_off_a_saddle
# says: No kick is given where
# %% wrong: one kick for all
# from: model
# edit: path, last = [np.array(theta, dtype=float)], -math.inf -> path, last, jolt = [np.array(theta, dtype=float)], -math.inf, kick() if kick else 0
# edit: new + kick(), t -> new + jolt, t
# check: test_waiting_between_kicks, test_kicks_off_a_saddle
# says: by a new call of kick
# %% wrong: kick called to no purpose
# from: model
# edit: new = path[-1] - eta * g -> new, spare = path[-1] - eta * g, kick() if kick is not None else 0
# edit: new + kick(), t -> new + spare, t
# check: test_kicks_off_a_saddle
# says: kick was called
# %% wrong: two gradients a step
# from: model
# edit: np.linalg.norm(g) <= eps -> np.linalg.norm(gradient(path[-1])) <= eps
# check: test_kicks_off_a_saddle
# says: gradient was called
# %% wrong: the gradient at the end as well
# from: model
# edit: return np.array(path) -> gradient(path[-1]); return np.array(path)
# check: test_descent_without_kicks
# says: gradient was called
# %% wrong: the kick before the gradient
# check: test_kicks_off_a_saddle
# says: made in the step of the kick
def perturbed_gd(gradient, theta, eta, steps, kick=None, eps=0.0, wait=1):
    path, last = [np.array(theta, dtype=float)], -math.inf
    for t in range(steps):
        g = gradient(path[-1])
        if kick is not None and np.linalg.norm(g) <= eps and t - last >= wait:
            path.append(path[-1] + kick())
            last = t
        else:
            path.append(path[-1] - eta * g)
    return np.array(path)
# %% wrong: it stops where the gradient is 0 and no kick can come
# check: test_few_steps_and_other_sizes
# says: should have shape
def perturbed_gd(gradient, theta, eta, steps, kick=None, eps=0.0, wait=1):
    path, last = [np.array(theta, dtype=float)], -math.inf
    for t in range(steps):
        g = gradient(path[-1])
        if kick is None and not np.any(g):
            break
        new = path[-1] - eta * g
        if kick is not None and np.linalg.norm(g) <= eps and t - last >= wait:
            new, last = new + kick(), t
        path.append(new)
    return np.array(path)
