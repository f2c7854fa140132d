# %% right: solved by SymPy, real points kept
u, v = sp.symbols("u v", real=True)
tilted = u**3 - 3 * u * v**2 + 3 * a * u
critical_set = [tuple(point) for point in sp.solve([sp.diff(tilted, u), sp.diff(tilted, v)], [u, v])]
monkey_index = sum(sp.sign(sp.hessian(tilted, (u, v)).det().subs({u: p, v: q, a: 1})) for p, q in critical_set)
s = sp.Symbol("s", real=True)
log_curvature = sp.exp(2 * s) * f2 + sp.exp(s) * f1
log_curvature = log_curvature.subs(s, sp.log(t))
# %% right: other order, a matrix of points
critical_set = [[0, -a ** sp.Rational(1, 2)], [0, a ** sp.Rational(1, 2)]]
monkey_index = sp.Integer(-2)
log_curvature = t * (f1 + t * f2)
# %% right: powers of e
critical_set = ((sp.Integer(0), sp.exp(sp.log(a) / 2)), (sp.Integer(0), -sp.exp(sp.log(a) / 2)))
monkey_index = -1 + -1
log_curvature = sp.expand((t * f2 + f1) * t)
# %% right: a SymPy tuple in a list, a float for the index
critical_set = sp.FiniteSet((0, sp.sqrt(a)), (0, -sp.sqrt(a)))
monkey_index = -2.0
log_curvature = f1 * t + f2 * t**2
# %% right: a set of pairs made by a loop
critical_set = [(0 * a, sign * sp.sqrt(a)) for sign in (1, -1)]
monkey_index = int(np.sign(-36)) * 2
log_curvature = sp.diff(t**2, t) * f1 / 2 + t**2 * f2
# %% wrong: the gradient forgotten, and the index by (-1)^0
# marks: <= 0.6
# check: test_monkey_index, test_curvature_in_the_logarithm
# says: (-1)^k says nothing here
monkey_index = 1
log_curvature = t**2 * f2
# %% wrong: the gradient forgotten
# marks: >= 0.5
# check: test_curvature_in_the_logarithm
# says: elsewhere the gradient adds a term
log_curvature = t**2 * f2
# %% wrong: complex points
# check: test_critical_set_of_the_tilted_monkey
# says: Real points only
critical_set = [(0, sp.sqrt(a)), (0, -sp.sqrt(a)), (sp.I * sp.sqrt(a), 0), (-sp.I * sp.sqrt(a), 0)]
# %% wrong: the other tilt
# check: test_critical_set_of_the_tilted_monkey
# says: opposite tilt
critical_set = [(sp.sqrt(a), 0), (-sp.sqrt(a), 0)]
# %% wrong: the origin stays
# check: test_critical_set_of_the_tilted_monkey
# says: critical only without the tilt
critical_set = [(0, sp.sqrt(a)), (0, -sp.sqrt(a)), (0, 0)]
# %% wrong: one root
# check: test_critical_set_of_the_tilted_monkey
# says: This one is right, and not the only one
critical_set = [(0, sp.sqrt(a))]
# %% wrong: a root forgotten
# check: test_critical_set_of_the_tilted_monkey
# says: take the root of a
critical_set = [(0, a), (0, -a)]
# %% wrong: a third is left
# check: test_critical_set_of_the_tilted_monkey
# says: its slope is 3a
critical_set = [(0, sp.sqrt(a / 3)), (0, -sp.sqrt(a / 3))]
# %% wrong: one of two saddles
# check: test_monkey_index
# says: their indices add up
monkey_index = -1
# %% wrong: how many points
# check: test_monkey_index
# says: each counts with its own index
monkey_index = 2
# %% wrong: no index for a degenerate point
# check: test_monkey_index
# says: A degenerate point has an index
monkey_index = 0
# %% wrong: the first derivative
# check: test_curvature_in_the_logarithm
# says: the first derivative by s
log_curvature = t * f1
# %% wrong: t squared in both terms
# check: test_curvature_in_the_logarithm
# says: which is not t²
log_curvature = t**2 * (f2 + f1)
# %% wrong: a minus sign
# check: test_curvature_in_the_logarithm
# says: Look at the sign
log_curvature = t**2 * f2 - t * f1
# %% wrong: t once
# check: test_curvature_in_the_logarithm
# says: multiplied by dt/ds twice
log_curvature = t * f2 + t * f1
# %% wrong: no pairs
# check: test_critical_set_of_the_tilted_monkey
# says: should be a list or tuple
critical_set = [sp.sqrt(a), -sp.sqrt(a)]
# %% wrong: the unit is lost
# check: test_curvature_in_the_logarithm
# says: Look at the units
log_curvature = t**2 * f2 + f1
# %% wrong: from s to t
# check: test_curvature_in_the_logarithm
# says: the other way
log_curvature = (f2 - f1) / t**2
# %% wrong: a half too many
# check: test_curvature_in_the_logarithm
# says: Test it with f = ln t
log_curvature = t**2 * f2 + t * f1 / 2
# %% wrong: a point too many
# check: test_critical_set_of_the_tilted_monkey
# says: for a = 1 the gradient is not 0 at (1, 0)
critical_set = [(0, sp.sqrt(a)), (0, -sp.sqrt(a)), (1, 0)]
# %% wrong: a point twice
# check: test_critical_set_of_the_tilted_monkey
# says: more than once
critical_set = [(0, sp.sqrt(a)), (0, -sp.sqrt(a)), (0, sp.sqrt(a))]
# %% wrong: the points for a = 4
# check: test_critical_set_of_the_tilted_monkey
# says: for a = 1 the gradient is not 0 at (0, 2)
critical_set = [(0, 2), (0, -2)]
