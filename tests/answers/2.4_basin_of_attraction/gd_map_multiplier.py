# %% right: by hand
gd_map_multiplier = 1 - 2 * eta
top_multiplier = 1 + eta
first_band = sp.sqrt(1 + 1 / eta)
divergence_radius = sp.sqrt(1 + 2 / eta)
# %% right: from the curvature
y = sp.Symbol("y")
curvature = sp.diff((y**2 - 1) ** 2 / 4, y, 2)
gd_map_multiplier = 1 - eta * curvature.subs(y, -1)
top_multiplier = 1 - eta * curvature.subs(y, 0)
first_band = sp.sqrt((eta + 1) / eta)
divergence_radius = sp.sqrt((eta + 2) / eta)
# %% right: SymPy solves
y = sp.Symbol("y", positive=True)
step = y - eta * (y**3 - y)
gd_map_multiplier = sp.limit((step - 1) / (y - 1), y, 1)
top_multiplier = sp.expand(step / y).coeff(y, 0)
(first_band,) = sp.solve(step, y)
(divergence_radius,) = sp.solve(step + y, y)
# %% right: powers and quotients
gd_map_multiplier = -(2 * eta - 1)
top_multiplier = (1 - eta**2) / (1 - eta)
first_band = (1 + eta) ** sp.Rational(1, 2) * eta ** sp.Rational(-1, 2)
divergence_radius = sp.sqrt(eta**2 + 2 * eta) / eta
# %% right: a symbol of one's own with the same name
rate = sp.Symbol("eta", positive=True)
gd_map_multiplier = 1 - 2 * rate
top_multiplier = sp.Add(1, rate)
first_band = sp.exp(sp.log(1 + 1 / rate) / 2)
divergence_radius = sp.sqrt(1 + sp.Mul(2, 1 / rate))
# %% wrong: the curvature 1 at the minima, and squares
# marks: <= 0.6
# check: test_multiplier_of_the_minima, test_start_of_the_first_band
# says: differentiate x³ - x, and put in ±1
# from: model
# edit: slope_of_map.subs(x, 1), slope_of_map -> 1 - eta, slope_of_map
# edit: sp.sqrt(1 + 1 / eta) -> 1 + 1 / eta
# %% wrong: the first band alone is a square
# marks: >= 0.5
# from: model
# edit: sp.sqrt(1 + 1 / eta) -> 1 + 1 / eta
# check: test_start_of_the_first_band
# says: This is its square
# %% wrong: uphill
# from: model
# edit: x - eta * (x**3 - x) -> x + eta * (x**3 - x)
# check: test_multiplier_of_the_minima, test_multiplier_of_the_hilltop
# says: against the gradient
# %% wrong: the derivative of the step alone
# from: model
# edit: x - eta * (x**3 - x) -> -eta * (x**3 - x)
# check: test_multiplier_of_the_minima, test_multiplier_of_the_hilltop
# says: derivative of x itself
# %% wrong: the curvature itself
# from: model
# edit: slope_of_map.subs(x, 1), slope_of_map -> sp.Integer(2), slope_of_map
# check: test_multiplier_of_the_minima
# says: curvature at the minimum
# %% wrong: a modulus
# from: model
# edit: slope_of_map.subs(x, 1), slope_of_map -> sp.Abs(1 - 2 * eta), slope_of_map
# check: test_multiplier_of_the_minima
# says: no modulus
# %% wrong: places exchanged
# from: model
# edit: slope_of_map.subs(x, 1), slope_of_map.subs(x, 0) -> slope_of_map.subs(x, 0), slope_of_map.subs(x, 1)
# check: test_multiplier_of_the_minima, test_multiplier_of_the_hilltop
# says: multiplier at the hilltop
# %% wrong: a hilltop that attracts
# from: model
# edit: slope_of_map.subs(x, 1), slope_of_map.subs(x, 0) -> slope_of_map.subs(x, 1), 1 - eta
# check: test_multiplier_of_the_hilltop
# says: f'' is negative
# %% wrong: band and radius exchanged
# from: model
# edit: sp.sqrt(1 + 1 / eta), sp.sqrt(1 + 2 / eta) -> sp.sqrt(1 + 2 / eta), sp.sqrt(1 + 1 / eta)
# check: test_start_of_the_first_band, test_radius_of_divergence
# says: leads to -x, not to 0
# %% wrong: the radius squared
# from: model
# edit: sp.sqrt(1 + 2 / eta) -> 1 + 2 / eta
# check: test_radius_of_divergence
# says: This is its square
# %% wrong: the stability limit for a radius
# from: model
# edit: sp.sqrt(1 + 2 / eta) -> 2 / eta
# check: test_radius_of_divergence
# says: no place
# %% wrong: the negative radius
# from: model
# edit: sp.sqrt(1 + 2 / eta) -> -sp.sqrt(1 + 2 / eta)
# check: test_radius_of_divergence
# says: x > 0 is asked
# %% wrong: the 1 is lost
# from: model
# edit: sp.sqrt(1 + 1 / eta), sp.sqrt(1 + 2 / eta) -> sp.sqrt(1 / eta), sp.sqrt(2 / eta)
# check: test_start_of_the_first_band, test_radius_of_divergence
# says: The 1 of
# %% wrong: the fixed point
# from: model
# edit: sp.sqrt(1 + 1 / eta), -> sp.Integer(1),
# check: test_start_of_the_first_band
# says: does not move
# %% wrong: Python functions
# check: test_multiplier_of_the_minima, test_multiplier_of_the_hilltop, test_start_of_the_first_band, test_radius_of_divergence
# says: it is of type function; give a SymPy expression.
gd_map_multiplier = lambda eta: 1 - 2 * eta
top_multiplier = lambda eta: 1 + eta
first_band = lambda eta: sp.sqrt(1 + 1 / eta)
divergence_radius = lambda eta: sp.sqrt(1 + 2 / eta)
