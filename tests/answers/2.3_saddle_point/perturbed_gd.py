# %% right: an array that is filled
def perturbed_gd(gradient, theta, eta, steps, kick=None, eps=0.0):
    path = np.zeros((steps + 1, len(theta)))
    path[0] = theta
    for t in range(steps):
        g = np.asarray(gradient(path[t].copy()))
        path[t + 1] = path[t] - eta * g
        if kick is None or np.sqrt(np.sum(g**2)) > eps:
            continue
        path[t + 1] += kick()
    return path
# %% right: a list of lists
def perturbed_gd(gradient, theta, eta, steps, kick=None, eps=0.0):
    path = [[float(x) for x in theta]]
    for _ in range(steps):
        g = gradient(np.array(path[-1]))
        row = [x - eta * y for x, y in zip(path[-1], g)]
        if kick is not None and math.sqrt(sum(float(y) ** 2 for y in g)) <= eps:
            row = [x + y for x, y in zip(row, kick())]
        path.append(row)
    return path
# %% right: a move, and tuples
def perturbed_gd(gradient, theta, eta, steps, kick=None, eps=0.0):
    point, rows = np.array(theta, dtype=float), [np.array(theta, dtype=float)]
    for t in range(steps):
        g = gradient(point)
        move = -eta * np.asarray(g)
        if kick is not None and math.hypot(*g) <= eps:
            move = move + np.asarray(kick())
        point = point + move
        rows.append(point)
    return tuple(tuple(row) for row in rows)
# %% right: a generator
def perturbed_gd(gradient, theta, eta, steps, kick=None, eps=0.0):
    def walk():
        point = np.array(theta, dtype=float)
        yield point
        for _ in range(steps):
            g = gradient(point)
            jump = kick() if kick is not None and max(np.linalg.norm(g) - eps, 0.0) == 0 else 0.0
            point = point - eta * g + jump
            yield point

    return np.vstack(list(walk()))
# %% right: recursion on the step
def perturbed_gd(gradient, theta, eta, steps, kick=None, eps=0.0):
    path = [np.asarray(theta, dtype=float) + 0.0]
    while len(path) <= steps:
        g = gradient(path[-1])
        small = kick is not None and not (np.linalg.norm(g) > eps)
        path.append(path[-1] - eta * g + (kick() if small else 0))
    return np.stack(path)
# %% wrong: gradient descent without kicks
# marks: <= 0.6
# check: test_kicks_off_a_saddle, test_kicks_that_come_again, test_threshold_of_the_gradient, test_few_steps_and_other_sizes
# says: Here no kick comes
def perturbed_gd(gradient, theta, eta, steps, kick=None, eps=0.0):
    path = [np.array(theta, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - eta * gradient(path[-1]))
    return np.array(path)
# %% wrong: one kick, and no other
# from: model
# edit: path = [np.array(theta, dtype=float)] -> path, kicked = [np.array(theta, dtype=float)], False
# edit: np.linalg.norm(g) <= eps: -> np.linalg.norm(g) <= eps and not kicked:
# edit: new = new + kick() -> new, kicked = new + kick(), True
# check: test_kicks_that_come_again, test_threshold_of_the_gradient
# says: the first kick is the only one
# %% wrong: strictly below eps
# from: model
# edit: np.linalg.norm(g) <= eps -> np.linalg.norm(g) < eps
# marks: >= 0.5
# check: test_threshold_of_the_gradient
# says: This kicks where ‖g‖ < eps
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
# edit: path = [np.array(theta, dtype=float)] -> path = [theta - eta * gradient(np.array(theta))]
# check: test_descent_without_kicks
# says: Row 0 is theta
# %% wrong: the end alone
# from: model
# edit: return np.array(path) -> return path[-1]
# check: test_descent_without_kicks
# says: should have shape
# %% wrong: the old point in the gradient
# from: model
# edit: g = gradient(path[-1]) -> g = gradient(path[max(t - 1, 0)])
# check: test_descent_without_kicks
# says: row 2, (
# %% wrong: strictly below eps, or zero
# from: model
# edit: np.linalg.norm(g) <= eps -> (np.linalg.norm(g) < eps or not g.any())
# check: test_threshold_of_the_gradient
# says: This kicks where ‖g‖ < eps
# %% wrong: at least 1e-12
# from: model
# edit: np.linalg.norm(g) <= eps -> np.linalg.norm(g) <= max(eps, 1e-12)
# check: test_few_steps_and_other_sizes
# says: eps = 4e-15
# %% wrong: a little more than eps
# from: model
# edit: np.linalg.norm(g) <= eps -> np.linalg.norm(g) <= eps + 1e-9
# check: test_few_steps_and_other_sizes
# says: eps = 4e-15
# %% wrong: the largest component
# from: model
# edit: np.linalg.norm(g) <= eps -> np.max(np.abs(g)) <= eps
# check: test_threshold_of_the_gradient
# says: compares the largest component
# %% wrong: the sum of the moduli
# from: model
# edit: np.linalg.norm(g) <= eps -> np.sum(np.abs(g)) <= eps
# check: test_threshold_of_the_gradient
# says: sum of the moduli
# %% wrong: the length of the step
# from: model
# edit: np.linalg.norm(g) <= eps -> eta * np.linalg.norm(g) <= eps
# check: test_threshold_of_the_gradient
# says: compares the step η‖g‖
# %% wrong: the square of the norm
# from: model
# edit: np.linalg.norm(g) <= eps -> g @ g <= eps
# check: test_threshold_of_the_gradient, test_few_steps_and_other_sizes
# says: compares the square of ‖g‖
# %% wrong: the gradient of the new row decides
# from: model
# edit: np.linalg.norm(g) <= eps -> np.linalg.norm(gradient(new)) <= eps
# check: test_kicks_off_a_saddle, test_kicks_that_come_again
# says: perturbed_gd
# %% wrong: a kick in place of the step
# from: model
# edit: new = new + kick() -> new = path[-1] + kick()
# check: test_kicks_off_a_saddle
# says: takes the place of the step
# %% wrong: the kick times the learning rate
# from: model
# edit: new = new + kick() -> new = new + eta * kick()
# check: test_kicks_off_a_saddle
# says: taken times η
# %% wrong: a kick in every step
# from: model
# edit: if kick is not None and np.linalg.norm(g) <= eps: -> if kick is not None:
# check: test_kicks_off_a_saddle
# says: also where ‖g‖ is above eps
# %% wrong: one kick for all
# from: model
# edit: path = [np.array(theta, dtype=float)] -> path, jolt = [np.array(theta, dtype=float)], kick() if kick else 0
# edit: new = new + kick() -> new = new + jolt
# check: test_kicks_that_come_again, test_kicks_off_a_saddle
# says: each one is a new call of kick
# %% wrong: kick called to no purpose
# from: model
# edit: new = path[-1] - eta * g -> new, spare = path[-1] - eta * g, kick() if kick is not None else 0
# edit: new = new + kick() -> new = new + spare
# check: test_kicks_off_a_saddle
# says: called for a kick only
# %% wrong: two gradients a step
# from: model
# edit: np.linalg.norm(g) <= eps -> np.linalg.norm(gradient(path[-1])) <= eps
# check: test_kicks_off_a_saddle
# says: called once a step
# %% wrong: the gradient at the end as well
# from: model
# edit: return np.array(path) -> gradient(path[-1]); return np.array(path)
# check: test_descent_without_kicks
# says: called once a step
# %% wrong: theta is walked in place
# from: model
# edit: path = [np.array(theta, dtype=float)] -> path = [theta]
# edit: new = path[-1] - eta * g -> theta -= eta * g; new = theta.copy()
# check: test_descent_without_kicks
# outcome: student_error
# says: read-only
# %% wrong: single precision
# from: model
# edit: np.array(theta, dtype=float) -> np.array(theta, dtype=np.float32)
# check: test_descent_without_kicks
# says: digits agree
# %% wrong: it stops where the gradient is 0 and no kick can come
# from: model
# edit: new = path[-1] - eta * g -> new = path[-1] - eta * g; going = kick is not None or np.any(g)
# edit: path.append(new) -> path += [new] if going else []
# check: test_few_steps_and_other_sizes
# says: should have shape
# %% wrong: the kick subtracted
# from: model
# edit: new = new + kick() -> new = new - kick()
# check: test_kicks_off_a_saddle
# says: Here the kick is subtracted
# %% wrong: the kick before the gradient
# from: model
# edit: new = new + kick() -> jumped = path[-1] + kick(); new = jumped - eta * gradient(jumped)
# check: test_kicks_off_a_saddle
# says: Here the kick comes before the step
