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
# check: test_flow_time_of_flat_valleys, test_flow_time_of_the_quadratic
# says: a time cannot be negative
flow_time = (x0 ** (2 - p) - x1 ** (2 - p)) / (p - 2)
flow_time_quadratic = sp.log(x1 / x0)
# %% wrong: forgets the factor 1/(p-2)
# check: test_flow_time_of_flat_valleys
# says: factor that comes from the antiderivative
flow_time = x1 ** (2 - p) - x0 ** (2 - p)
flow_time_quadratic = sp.log(x0 / x1)
# %% wrong: integrates the loss in place of its derivative
# check: test_flow_time_of_flat_valleys
# says: The flow moves with its derivative
flow_time = p * (x1 ** (1 - p) - x0 ** (1 - p)) / (p - 1)
flow_time_quadratic = sp.log(x0 / x1)
# %% wrong: divides by p - 1
# check: test_flow_time_of_flat_valleys
# says: Divide by that of its antiderivative
flow_time = (x1 ** (2 - p) - x0 ** (2 - p)) / (p - 1)
flow_time_quadratic = sp.log(x0 / x1)
# %% wrong: for p = 4 only
# check: test_flow_time_of_flat_valleys
# says: which is not right
flow_time = (x1**-2 - x0**-2) / 2
flow_time_quadratic = sp.log(x0 / x1)
# %% wrong: hard-codes the visible value
# check: test_flow_time_of_flat_valleys, test_flow_time_of_the_quadratic
# says: which is not right
flow_time = sp.Rational(3, 8)
flow_time_quadratic = sp.Integer(0)
# %% wrong: substitutes p = 2 and keeps the nan
# check: test_flow_time_of_the_quadratic
# says: has the value undefined
flow_time = (x1 ** (2 - p) - x0 ** (2 - p)) / (p - 2)
flow_time_quadratic = flow_time.subs(p, 2)
# %% wrong: a function where an expression is asked
# check: test_flow_time_of_flat_valleys, test_flow_time_of_the_quadratic
# says: should be a SymPy expression
def flow_time(x0, x1, p):
    return (x1 ** (2 - p) - x0 ** (2 - p)) / (p - 2)


def flow_time_quadratic(x0, x1):
    return sp.log(x0 / x1)
# %% wrong: decimal logarithm
# check: test_flow_time_of_the_quadratic
# says: another base
flow_time = (x1 ** (2 - p) - x0 ** (2 - p)) / (p - 2)
flow_time_quadratic = sp.log(x0 / x1, 10)
# %% wrong: distance for time
# check: test_flow_time_of_the_quadratic
# says: this is the distance
flow_time = (x1 ** (2 - p) - x0 ** (2 - p)) / (p - 2)
flow_time_quadratic = x0 - x1
# %% wrong: nothing was filled in
# check: test_flow_time_of_flat_valleys, test_flow_time_of_the_quadratic
# says: should be a SymPy expression
flow_time = None
flow_time_quadratic = None
# %% wrong: hands the problem back as an integral
# check: test_flow_time_of_flat_valleys, test_flow_time_of_the_quadratic
# says: still holds Integral
x = sp.Symbol("x", positive=True)
flow_time = sp.Integral(x ** (1 - p), (x, x1, x0))
flow_time_quadratic = sp.Integral(1 / x, (x, x1, x0))
# %% wrong: the limit is left standing
# check: test_flow_time_of_the_quadratic
# says: still holds Limit
flow_time = (x1 ** (2 - p) - x0 ** (2 - p)) / (p - 2)
flow_time_quadratic = sp.Limit(flow_time, p, 2)
# %% right: through exponentials and logarithms, with floating-point numbers
flow_time = (sp.exp((2.0 - p) * sp.log(x1)) - sp.exp((2.0 - p) * sp.log(x0))) / (p - 2.0)
flow_time_quadratic = 1.0 * sp.log(x0) - 1.0 * sp.log(x1)
# %% right: hyperbolic sine, and an inverse hyperbolic tangent
half = (p - 2) / 2
flow_time = (x0 * x1) ** (-half) * sp.sinh(half * sp.log(x0 / x1)) / half
flow_time_quadratic = 2 * sp.atanh((x0 - x1) / (x0 + x1))
# %% right: an integral, carried out afterwards, in shares of x0
s = sp.symbols("s", positive=True)
flow_time = x0 ** (2 - p) * sp.Integral(s ** (1 - p), (s, x1 / x0, 1)).doit()
flow_time_quadratic = sp.acosh((x0**2 + x1**2) / (2 * x0 * x1))
# %% right: a Piecewise that covers p = 2, and its branch
flow_time = sp.Piecewise((sp.log(x0 / x1), sp.Eq(p, 2)), ((x1 ** (2 - p) - x0 ** (2 - p)) / (p - 2), True))
flow_time_quadratic = sp.sympify("-log(x1/x0)", locals={"x0": x0, "x1": x1})
# %% right: not evaluated, and the first term of a series around p = 2
flow_time = sp.Mul(sp.Add(x1 ** (2 - p), -(x0 ** (2 - p)), evaluate=False), 1 / (p - 2), evaluate=False)
flow_time_quadratic = sp.series(sp.exp(-p * sp.log(x1 / x0)), p, 0, 2).removeO().coeff(p, 1)
# %% wrong: right above p = 2, turned below
# check: test_flow_time_for_every_real_power
# says: p may lie between 1 and 2, too
# marks: >= 0.5
flow_time = (x1 ** (2 - p) - x0 ** (2 - p)) / sp.Abs(p - 2)
flow_time_quadratic = sp.log(x0 / x1)
# %% wrong: the lower end of the integral is left out
# check: test_flow_time_of_flat_valleys
# says: both ends count
flow_time = x1 ** (2 - p) / (p - 2)
flow_time_quadratic = sp.log(x0 / x1)
# %% wrong: the speed has the exponent p in place of p - 1
# check: test_flow_time_of_flat_valleys, test_flow_time_of_the_quadratic
# says: and you took x^p
flow_time = (x1 ** (1 - p) - x0 ** (1 - p)) / (p - 1)
flow_time_quadratic = 1 / x1 - 1 / x0
# %% wrong: right but for one part in a thousand million
# check: test_flow_time_of_flat_valleys, test_flow_time_of_the_quadratic
# says: by a constant factor
flow_time = (x1 ** (2 - p) - x0 ** (2 - p)) / (p - 2) * (1 + sp.Rational(1, 10**9))
flow_time_quadratic = sp.log(x0 / x1) * (1 - sp.Rational(1, 10**9))
# %% wrong: p = 2 put in approximately
# check: test_flow_time_of_the_quadratic
# says: which is not right
flow_time = (x1 ** (2 - p) - x0 ** (2 - p)) / (p - 2)
flow_time_quadratic = flow_time.subs(p, 2 + sp.Rational(1, 10**8))
# %% wrong: whole even powers only
# check: test_flow_time_for_every_real_power
# says: which is not right
# marks: >= 0.5
even = sp.Piecewise(((x1 ** (2 - p) - x0 ** (2 - p)) / (p - 2), p >= 3), (sp.log(x0 / x1), True))
flow_time = even
flow_time_quadratic = sp.log(x0 / x1)
# %% wrong: a quotient of logarithms for the logarithm of a quotient
# check: test_flow_time_of_the_quadratic
# says: which is not right
flow_time = (x1 ** (2 - p) - x0 ** (2 - p)) / (p - 2)
flow_time_quadratic = sp.log(x0) / sp.log(x1)
# %% wrong: the modulus of the difference, over a denominator with a sign
# check: test_flow_time_for_every_real_power
# says: p may lie between 1 and 2, too
flow_time = sp.Abs(x1 ** (2 - p) - x0 ** (2 - p)) / (p - 2)
flow_time_quadratic = sp.log(x0 / x1)
# %% wrong: the first three terms of the logarithm's series
# check: test_flow_time_of_the_quadratic
# says: which is not right
flow_time = (x1 ** (2 - p) - x0 ** (2 - p)) / (p - 2)
u = (x0 - x1) / (x0 + x1)
flow_time_quadratic = 2 * (u + u**3 / 3 + u**5 / 5)
# %% wrong: the time as a difference of times to zero, and the half life
# check: test_flow_time_of_flat_valleys, test_flow_time_of_the_quadratic
# says: which is not right
flow_time = (x0 / x1) ** (p - 2) / (p - 2)
flow_time_quadratic = sp.log(x0 / x1) / sp.log(2)
# %% wrong: right in valleys with an even power only, the plain case
# check: test_flow_time_for_every_real_power, test_flow_time_of_the_quadratic
# says: p may lie between 1 and 2, too
# marks: <= 0.6
flow_time = (x1 ** (2 - p) - x0 ** (2 - p)) / sp.Abs(p - 2)
flow_time_quadratic = sp.Rational(1, 2) * (x1**-2 - x0**-2)
# %% wrong: p = 2.001 in place of the limit
# check: test_flow_time_of_the_quadratic
# says: It is near: is it the time itself, or an approximation
flow_time = (x1 ** (2 - p) - x0 ** (2 - p)) / (p - 2)
flow_time_quadratic = flow_time.subs(p, 2.001)
# %% right: decimal coefficients, and a square root in the logarithm
flow_time = x0 ** (2.0 - p) * ((x1 / x0) ** (2.0 - p) - 1) / (p - 2.0)
flow_time_quadratic = 2.0 * sp.log(sp.sqrt(x0 / x1))
