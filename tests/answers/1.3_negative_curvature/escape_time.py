# %% right: by hand
lowest_curvature = omega - sp.Rational(1, 2)
escape_time = sp.log(delta / y0) / sp.log(1 + eta * mu)
extra_steps = sp.log(c) / sp.log(1 + eta * mu)
# %% right: differences of logarithms, a float for one half
lowest_curvature = omega - 0.5
escape_time = (sp.log(delta) - sp.log(y0)) / sp.log(1 + mu * eta)
extra_steps = sp.expand_log(escape_time.subs(y0, y0 / c) - escape_time)
# %% right: derived with SymPy
a, b = sp.symbols("a b", real=True)
f_model = sp.log(1 + sp.exp(-a * b)) + omega / 2 * (a**2 + b**2)
lowest_curvature = min(sp.hessian(f_model, (a, b)).subs({a: 0, b: 0}).eigenvals(), key=lambda value: value.subs(omega, 0.1))
n = sp.Symbol("n")
escape_time = sp.solve(sp.Eq(n * sp.log(1 + eta * mu), sp.log(delta / y0)), n)[0]
extra_steps = sp.log(c, 1 + eta * mu)
# %% right: logarithms to another base
lowest_curvature = -(1 - 2 * omega) / 2
escape_time = sp.log(delta / y0, 2) / sp.log(1 + eta * mu, 2)
extra_steps = sp.log(c, 10) / sp.log(1 + eta * mu, 10)
# %% right: own symbols under the same names, without assumptions
al, h, m, start, end, closer = sp.symbols("omega eta mu y0 delta c")
lowest_curvature = al - sp.Rational(1, 2)
escape_time = sp.log(end / start) / sp.log(1 + h * m)
extra_steps = sp.log(closer) / sp.log(1 + h * m)
# %% right: negative logarithms
lowest_curvature = sp.Min(omega - sp.Rational(1, 2), omega + sp.Rational(1, 2))
escape_time = sp.log(y0 / delta) / sp.log(1 / (1 + eta * mu))
extra_steps = -sp.log(1 / c) / sp.log(1 + eta * mu)
# %% right: right for every c that is closer
lowest_curvature = omega - sp.Rational(1, 2)
escape_time = sp.log(delta / y0) / sp.log(1 + eta * mu)
extra_steps = sp.acosh((c + 1 / c) / 2) / sp.log(1 + eta * mu)
# %% wrong: gradient flow in place of steps
# check: test_escape_time_of_gradient_descent
# says: A step multiplies y by something else.
# from: right 1
# edit: delta / y0) / sp.log(1 + eta * mu) -> delta / y0) / (eta * mu)
# %% wrong: gradient flow in both
# check: test_escape_time_of_gradient_descent, test_extra_steps_of_a_closer_start
# says: A step multiplies y by something else.
# from: right 1
# edit: delta / y0) / sp.log(1 + eta * mu) -> delta / y0) / (eta * mu)
# edit: sp.log(c) / sp.log(1 + eta * mu) -> sp.log(c) / (eta * mu)
# %% wrong: the multiplier of a minimum
# check: test_escape_time_of_gradient_descent
# says: along y the gradient points back to the saddle.
# from: right 1
# edit: delta / y0) / sp.log(1 + eta * mu) -> delta / y0) / sp.log(1 - eta * mu)
# %% wrong: the distances turned round
# check: test_escape_time_of_gradient_descent
# says: which of the two distances is the larger one?
# from: right 1
# edit: sp.log(delta / y0) -> sp.log(y0 / delta)
# %% wrong: the largest eigenvalue
# check: test_lowest_curvature_of_the_model
# says: the lowest one has a sign.
# from: right 1
# edit: omega - sp.Rational(1, 2) -> omega + sp.Rational(1, 2)
# %% wrong: no weight decay in the curvature
# check: test_lowest_curvature_of_the_model
# says: Weight decay has a curvature too.
# from: right 1
# edit: lowest_curvature = omega - sp.Rational(1, 2) -> lowest_curvature = -sp.Rational(1, 2)
# %% wrong: the slope of the sigmoid in place of its value
# check: test_lowest_curvature_of_the_model
# says: A quarter is its slope.
# from: right 1
# edit: sp.Rational(1, 2) -> sp.Rational(1, 4)
# %% wrong: the modulus of the curvature
# check: test_lowest_curvature_of_the_model
# says: keep the sign.
# from: right 1
# edit: omega - sp.Rational(1, 2) -> sp.Rational(1, 2) - omega
# %% wrong: c times as long
# check: test_extra_steps_of_a_closer_start
# says: c times closer is not c times as long:
# from: right 1
# edit: extra_steps = sp.log(c) -> extra_steps = c
# %% wrong: closer costs less
# check: test_extra_steps_of_a_closer_start
# says: Closer costs more, not less.
# from: right 1
# edit: extra_steps = sp.log(c) -> extra_steps = -sp.log(c)
# %% wrong: the time until the loss, not the distance, has grown
# check: test_escape_time_of_gradient_descent
# says: the question is for the distance.
# from: right 1
# edit: delta / y0) / sp.log(1 + eta * mu) -> delta / y0) / (2 * sp.log(1 + eta * mu))
# %% wrong: a step adds and does not multiply
# check: test_escape_time_of_gradient_descent
# says: each step multiplies.
# from: right 1
# edit: sp.log(delta / y0) / sp.log(1 + eta * mu) -> (delta / y0 - 1) / (eta * mu)
# %% wrong: a half left in the gradient
# check: test_escape_time_of_gradient_descent
# says: The gradient of ½μy² has no factor ½ left.
# from: right 1
# edit: delta / y0) / sp.log(1 + eta * mu) -> delta / y0) / sp.log(1 + eta * mu / 2)
# %% wrong: numbers of the visible check
# check: test_lowest_curvature_of_the_model, test_escape_time_of_gradient_descent
# check: test_extra_steps_of_a_closer_start
# says: What does the mixed second derivative add?
lowest_curvature = omega
escape_time = sp.Integer(3)
extra_steps = sp.Integer(1)
# %% wrong: the time right, the model and the price guessed
# check: test_lowest_curvature_of_the_model, test_extra_steps_of_a_closer_start
# says: lowest_curvature:
# from: right 1
# edit: omega - sp.Rational(1, 2) -> omega - 1
# edit: extra_steps = sp.log(c) -> extra_steps = sp.log(2 * c)
# marks: <= 0.6
# %% wrong: only the price of closeness is flow
# check: test_extra_steps_of_a_closer_start
# says: This is gradient flow, the limit of small η.
# from: right 1
# edit: extra_steps = sp.log(c) / sp.log(1 + eta * mu) -> extra_steps = sp.log(c) / (eta * mu)
# marks: >= 0.5
# %% wrong: whole steps
# check: test_escape_time_of_gradient_descent
# says: t is a real number: do not round it up.
# from: right 1
# edit: escape_time = sp.log(delta / y0) / sp.log(1 + eta * mu) -> escape_time = sp.ceiling(sp.log(delta / y0) / sp.log(1 + eta * mu))
# %% wrong: a price that grows with c itself
# check: test_extra_steps_of_a_closer_start
# says: How long is it from y0, and how long from y0/c?
# from: right 1
# edit: extra_steps = sp.log(c) -> extra_steps = (c - 1)
# %% wrong: the two of the second check in place of the multiplier
# check: test_escape_time_of_gradient_descent
# says: Walk two steps by hand
# from: right 1
# edit: delta / y0) / sp.log(1 + eta * mu) -> delta / y0) / sp.log(2)
# %% wrong: the value at 0.1 in place of the expression
# check: test_lowest_curvature_of_the_model
# says: two equal diagonal entries
# from: right 1
# edit: omega - sp.Rational(1, 2) -> -4 * omega
# %% wrong: the doubling time in both
# check: test_escape_time_of_gradient_descent, test_extra_steps_of_a_closer_start
# says: This is right at ημ = 1 alone
lowest_curvature = omega - sp.Rational(1, 2)
escape_time = sp.log(delta / y0, 2) / (eta * mu)
extra_steps = sp.log(c, 2) / (eta * mu)
