# %% right: closed form, the limit by SymPy
flow_time = (x1 ** (2 - p) - x0 ** (2 - p)) / (p - 2)
flow_time_quadratic = sp.limit(flow_time, p, 2)
# %% right: SymPy integrates, with its Piecewise
x = sp.Symbol("x", positive=True)
flow_time = sp.integrate(x ** (1 - p), (x, x1, x0))
flow_time_quadratic = sp.integrate(1 / x, (x, x1, x0))
# %% right: from the trajectory, solved for the time
t = sp.Symbol("t")
flow_time = sp.solve(sp.Eq(x1 ** (2 - p), x0 ** (2 - p) + (p - 2) * t), t)[0]
flow_time_quadratic = sp.solve(sp.Eq(x0 * sp.exp(-t), x1), t)[0]
# %% right: symbols of the student's own, without assumptions, and another form
x0, x1, p = sp.symbols("x0 x1 p")
flow_time = ((x0 / x1) ** (p - 2) - 1) / ((p - 2) * x0 ** (p - 2))
flow_time_quadratic = -sp.log(x1 / x0)
# %% wrong: sign turned
# check: test_flow_time_is_the_time_of_the_flow
# check: test_flow_time_of_the_quadratic
# says: a time cannot be negative
flow_time = (x0 ** (2 - p) - x1 ** (2 - p)) / (p - 2)
flow_time_quadratic = sp.log(x1 / x0)
# %% wrong: forgets the factor 1/(p-2)
# check: test_flow_time_is_the_time_of_the_flow
# says: factor that comes from the antiderivative
flow_time = x1 ** (2 - p) - x0 ** (2 - p)
flow_time_quadratic = sp.log(x0 / x1)
# %% wrong: integrates the loss in place of its derivative
# check: test_flow_time_is_the_time_of_the_flow
# says: The flow moves with its derivative
flow_time = p * (x1 ** (1 - p) - x0 ** (1 - p)) / (p - 1)
flow_time_quadratic = sp.log(x0 / x1)
# %% wrong: divides by p - 1
# check: test_flow_time_is_the_time_of_the_flow
# says: another number than the new exponent
flow_time = (x1 ** (2 - p) - x0 ** (2 - p)) / (p - 1)
flow_time_quadratic = sp.log(x0 / x1)
# %% wrong: for p = 4 only
# check: test_flow_time_is_the_time_of_the_flow
# says: which is not right
flow_time = (x1**-2 - x0**-2) / 2
flow_time_quadratic = sp.log(x0 / x1)
# %% wrong: hard-codes the visible value
# check: test_flow_time_is_the_time_of_the_flow
# check: test_flow_time_of_the_quadratic
# says: which is not right
flow_time = sp.Rational(3, 8)
flow_time_quadratic = sp.Integer(0)
# %% wrong: substitutes p = 2 and keeps the nan
# check: test_flow_time_of_the_quadratic
# says: has the value undefined
flow_time = (x1 ** (2 - p) - x0 ** (2 - p)) / (p - 2)
flow_time_quadratic = flow_time.subs(p, 2)
# %% wrong: a function where an expression is asked
# check: test_flow_time_is_the_time_of_the_flow
# check: test_flow_time_of_the_quadratic
# says: should be a SymPy expression
def flow_time(x0, x1, p):
    return (x1 ** (2 - p) - x0 ** (2 - p)) / (p - 2)


def flow_time_quadratic(x0, x1):
    return sp.log(x0 / x1)
# %% wrong: decimal logarithm
# check: test_flow_time_of_the_quadratic
# says: natural logarithm
flow_time = (x1 ** (2 - p) - x0 ** (2 - p)) / (p - 2)
flow_time_quadratic = sp.log(x0 / x1, 10)
# %% wrong: distance for time
# check: test_flow_time_of_the_quadratic
# says: this is the distance
flow_time = (x1 ** (2 - p) - x0 ** (2 - p)) / (p - 2)
flow_time_quadratic = x0 - x1
# %% wrong: nothing was filled in
# check: test_flow_time_is_the_time_of_the_flow
# check: test_flow_time_of_the_quadratic
# says: should be a SymPy expression
flow_time = None
flow_time_quadratic = None
# %% wrong: hands the problem back as an integral
# check: test_flow_time_is_the_time_of_the_flow
# check: test_flow_time_of_the_quadratic
# says: still holds Integral
x = sp.Symbol("x", positive=True)
flow_time = sp.Integral(x ** (1 - p), (x, x1, x0))
flow_time_quadratic = sp.Integral(1 / x, (x, x1, x0))
# %% wrong: the limit is left standing
# check: test_flow_time_of_the_quadratic
# says: still holds Limit
flow_time = (x1 ** (2 - p) - x0 ** (2 - p)) / (p - 2)
flow_time_quadratic = sp.Limit(flow_time, p, 2)
