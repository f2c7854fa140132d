# %% right: by hand
best_length = 2 * mu / lip

def curvature_step(g, v, lam, lip):
    if lam >= 0:
        return np.zeros(len(v))
    s = 2 * abs(lam) / lip * v / np.linalg.norm(v)
    return -s if g @ s > 0 else s
# %% right: with SymPy, a list
t = sp.Symbol("t", positive=True)
fall = mu * t**2 / 2 - lip * t**3 / 6
best_length = sp.solve(sp.diff(fall, t), t)[0]

def curvature_step(g, v, lam, lip):
    size = math.sqrt(sum(x * x for x in v))
    length = -2 * min(lam, 0) / lip
    sign = -1 if sum(a * b for a, b in zip(g, v)) >= 0 else 1
    return [sign * length * float(x) / size for x in v]
# %% right: a sign from np.sign, made whole where it is zero
best_length = mu / lip * 2

def curvature_step(g, v, lam, lip):
    if lam >= 0:
        return 0 * v
    unit = v / np.sqrt(v @ v)
    sign = -np.sign(g @ unit) or 1.0
    return sign * (2 * -lam / lip) * unit
# %% right: the two candidates compared
best_length = sp.Rational(2) * mu * lip**-1

def curvature_step(g, v, lam, lip):
    length = max(0.0, -2 * lam / lip)
    up = length * v / np.linalg.norm(v)
    return min((up, -up), key=lambda s: g @ s)
# %% right: floats for exact numbers, tuples
best_length = 2.0 * mu / lip

def curvature_step(g, v, lam, lip):
    if not lam < 0:
        return tuple(0.0 for _ in v)
    direction = -np.copysign(1.0, np.dot(g, v)) * np.asarray(v) / np.linalg.norm(v)
    return tuple(-2 * lam / lip * direction)
# %% wrong: half of the length
# check: test_best_length
# says: Half of it:
# from: right 1
# edit: best_length = 2 * mu / lip -> best_length = mu / lip
# %% wrong: half of the length in the function
# check: test_step_down_the_gradient, test_step_where_the_gradient_hardly_points_along_v, test_step_where_the_gradient_is_silent
# check: test_step_in_any_unit
# says: Its length is half of the best one.
# from: right 1
# edit: s = 2 * abs(lam) -> s = abs(lam)
# %% wrong: where the bound is zero again
# check: test_best_length
# says: it is least somewhere before.
# from: right 1
# edit: best_length = 2 * mu / lip -> best_length = 3 * mu / lip
# %% wrong: up the gradient
# check: test_step_down_the_gradient, test_step_where_the_gradient_hardly_points_along_v, test_step_in_any_unit
# says: It goes up the gradient.
# from: right 1
# edit: g @ s > 0 -> g @ s < 0
# %% wrong: v as it comes
# check: test_step_down_the_gradient, test_step_where_the_gradient_hardly_points_along_v, test_step_in_any_unit
# says: It goes up the gradient.
# from: right 1
# edit: -s if g @ s > 0 else s -> s
# %% wrong: always against v
# check: test_step_down_the_gradient, test_step_where_the_gradient_hardly_points_along_v, test_step_in_any_unit
# says: It goes up the gradient.
# from: right 1
# edit: -s if g @ s > 0 else s -> -s
# %% wrong: a step where the curvature is positive
# check: test_step_where_nothing_is_negative
# says: there is no negative curvature.
# from: right 1
# edit: if lam >= 0: -> if lam == 0:
# %% wrong: a step where lam is zero, of length 0 over 0
# check: test_step_where_nothing_is_negative
# says: there is no negative curvature.
# from: right 1
# edit: if lam >= 0: -> if lam > 0:
# edit: 2 * abs(lam) / lip -> (2 * abs(lam) / lip or 1.0)
# marks: >= 0.5
# %% wrong: np.sign of zero
# check: test_step_where_the_gradient_is_silent
# says: This is the zero step:
# from: right 1
# edit: -s if g @ s > 0 else s -> -np.sign(g @ s) * s
# marks: >= 0.5
# %% wrong: an absolute threshold for the curvature
# check: test_step_in_any_unit
# says: This is the zero step:
# from: right 1
# edit: lam >= 0 -> lam >= -1e-6
# %% wrong: an absolute threshold for the gradient
# check: test_step_in_any_unit
# says: It goes up the gradient.
# from: right 1
# edit: g @ s > 0 -> g @ s > 1e-6
# marks: >= 0.5
# %% wrong: the root of the length
# check: test_step_down_the_gradient, test_step_where_the_gradient_hardly_points_along_v, test_step_where_the_gradient_is_silent
# check: test_step_in_any_unit
# says: Its length goes with the square root here.
# from: right 1
# edit: s = 2 * abs(lam) / lip -> s = np.sqrt(2 * abs(lam) / lip)
# %% wrong: lam with its sign
# check: test_step_down_the_gradient, test_step_where_the_gradient_hardly_points_along_v, test_step_in_any_unit
# says: It goes up the gradient.
# from: right 1
# edit: abs(lam) / lip * v / np.linalg.norm(v) -> lam / lip * v / np.linalg.norm(v)
# edit: -s if g @ s > 0 else s -> s
# %% wrong: normalises v in place
# check: test_step_down_the_gradient, test_step_where_the_gradient_hardly_points_along_v, test_step_where_the_gradient_is_silent
# check: test_step_in_any_unit
# outcome: student_error
# says: work on a copy, such as np.array(x)
# from: right 1
# edit:
# -     s = 2 * abs(lam) / lip * v / np.linalg.norm(v)
# +     v /= np.linalg.norm(v)
# +     s = 2 * abs(lam) / lip * v
# %% wrong: a number for the step
# check: test_step_down_the_gradient, test_step_where_the_gradient_hardly_points_along_v, test_step_where_the_gradient_is_silent
# check: test_step_in_any_unit
# says: yours has shape ().
# from: right 1
# edit: return -s if g @ s > 0 else s -> return 2 * abs(lam) / lip
# %% wrong: a threshold of 1e-12 for the gradient
# check: test_step_where_the_gradient_hardly_points_along_v
# says: It goes up the gradient.
# from: right 1
# edit: g @ s > 0 -> g @ s > 1e-12
# marks: >= 0.5
# %% wrong: a threshold relative to the gradient, wider than announced
# check: test_step_where_the_gradient_hardly_points_along_v
# says: It goes up the gradient.
# from: right 1
# edit: g @ s > 0 -> g @ s > 1e-3 * np.linalg.norm(g) * np.linalg.norm(s)
# marks: >= 0.5
# %% wrong: a root that the derivative has not
# check: test_best_length
# says: solve -μ + ½L_H t = 0.
# from: right 1
# edit: best_length = 2 * mu / lip -> best_length = sp.sqrt(2 * mu / lip)
# %% wrong: the length at the numbers of the visible check
# check: test_best_length
# says: Where does the derivative of the bound by t vanish?
# from: right 1
# edit: best_length = 2 * mu / lip -> best_length = mu
# %% wrong: a number of the wrong shape where there is no step
# check: test_step_where_nothing_is_negative
# says: yours has shape ().
# from: right 1
# edit: return np.zeros(len(v)) -> return 0.0
# marks: >= 0.5
# %% wrong: a length that needs the gradient
# check: test_step_down_the_gradient, test_step_where_the_gradient_hardly_points_along_v, test_step_where_the_gradient_is_silent
# check: test_step_in_any_unit
# says: best_length at μ = -lam
# from: right 1
# edit: * v / np.linalg.norm(v) -> * v * (g @ v)
# %% wrong: the gradient projected on v
# check: test_step_down_the_gradient, test_step_where_the_gradient_hardly_points_along_v, test_step_where_the_gradient_is_silent
# check: test_step_in_any_unit
# says: best_length at μ = -lam
# from: right 1
# edit: -s if g @ s > 0 else s -> -(g @ v) / abs(lam) * v
# %% wrong: the plain step, whatever the announced cases
# check: test_step_where_the_gradient_hardly_points_along_v, test_step_where_nothing_is_negative, test_step_where_the_gradient_is_silent
# says: It goes up the gradient.
# from: right 1
# edit: if lam >= 0: -> if False:
# edit: -s if g @ s > 0 else s -> (-s if g @ s > 1e-3 * np.linalg.norm(g) * np.linalg.norm(s) else s) * (1.0 if g @ s else 0.0)
# marks: <= 0.6
