# %% right: by hand
regularised_minima = [(-sp.sqrt(1 - omega), -sp.sqrt(1 - omega)), (sp.sqrt(1 - omega), sp.sqrt(1 - omega))]
across = 2 * (1 - omega)
along = omega * 2
reach = sp.sqrt((1 + sp.sqrt(1 - eta**2)) / eta)
# %% right: a set, powers, a sum
regularised_minima = {(s * (1 - omega) ** sp.Rational(1, 2), s * (1 - omega) ** sp.Rational(1, 2)) for s in (1, -1)}
across = 1 + (1 - 2 * omega)
along = 1 - (1 - 2 * omega)
reach = (sp.sqrt(2 / eta + 2) + sp.sqrt(2 / eta - 2)) / 2
# %% right: eigenvalues by SymPy
a, b = sp.symbols("a b")
H = sp.hessian((a * b - 1) ** 2 / 2 + omega / 2 * (a**2 + b**2), (a, b)).subs({a: sp.sqrt(1 - omega), b: sp.sqrt(1 - omega)})
regularised_minima = [(sp.sqrt(1 - omega),) * 2, (-sp.sqrt(1 - omega),) * 2]
across = sp.expand((sp.Matrix([[1, 1]]) * H * sp.Matrix([1, 1]))[0] / 2)
along = sp.expand((sp.Matrix([[1, -1]]) * H * sp.Matrix([1, -1]))[0] / 2)
reach = sp.exp(sp.acosh(1 / eta) / 2)
# %% right: lists in a tuple
regularised_minima = ([sp.sqrt(1 - omega), sp.sqrt(1 - omega)], [-sp.sqrt(1 - omega), -sp.sqrt(1 - omega)])
across = sp.Integer(2) - 2 * omega
along = 2 * omega
reach = sp.sqrt(1 / eta + sp.sqrt((1 - eta) * (1 + eta)) / eta)
# %% right: solved
x = sp.Symbol("x", positive=True)
w = sp.Symbol("w", positive=True)
half = [one for one in sp.solve(w**2 - 2 * w / eta + 1, w) if float(one.subs(eta, 0.5)) > 1][0]
regularised_minima = [(s, s) for s in (sp.sqrt(1 - omega), -sp.sqrt(1 - omega))]
across, along = 2 - 2 * omega, 2 * omega
reach = sp.sqrt(half)
# %% wrong: right without L2 only
# marks: <= 0.6
# check: test_the_set_of_minima, test_curvature_across_the_valley, test_curvature_along_the_valley
# says: without L2
regularised_minima = [(1, 1), (-1, -1)]
across, along = sp.Integer(2), sp.Integer(0)
# %% wrong: the saddle at the origin among the minima
# from: model
# edit: [(side, side), (-side, -side)] -> [(side, side), (-side, -side), (0, 0)]
# marks: >= 0.5
# check: test_the_set_of_minima
# says: One of yours is a saddle
# %% wrong: one sign
# from: model
# edit: [(side, side), (-side, -side)] -> [(side, side)]
# check: test_the_set_of_minima
# says: which change of signs
# %% wrong: the other sign alone
# from: model
# edit: [(side, side), (-side, -side)] -> [(-side, -side)]
# check: test_the_set_of_minima
# says: The one with positive u
# %% wrong: different signs
# from: model
# edit: [(side, side), (-side, -side)] -> [(side, -side), (-side, side)]
# check: test_the_set_of_minima
# says: different signs
# %% wrong: four of them
# from: model
# edit: [(side, side), (-side, -side)] -> [(side, side), (-side, -side), (side, -side), (-side, side)]
# check: test_the_set_of_minima
# says: two of yours are none
# %% wrong: no root
# from: model
# edit: side = sp.sqrt(1 - omega) -> side = 1 - omega
# check: test_the_set_of_minima
# says: take the root
# %% wrong: further out
# from: model
# edit: side = sp.sqrt(1 - omega) -> side = sp.sqrt(1 + omega)
# check: test_the_set_of_minima
# says: further out
# %% wrong: twice the L2 term
# from: model
# edit: side = sp.sqrt(1 - omega) -> side = sp.sqrt(1 - 2 * omega)
# check: test_the_set_of_minima
# says: no 2
# %% wrong: exchanged eigenvalues
# from: model
# edit: across, along = -> along, across =
# check: test_curvature_across_the_valley, test_curvature_along_the_valley
# says: along (1, -1)
# %% wrong: L2 adds omega, and nothing moves
# from: model
# edit: across, along = 2 - 2 * omega, 2 * omega -> across, along = 2 + omega, omega
# check: test_curvature_across_the_valley, test_curvature_along_the_valley
# says: it moves the minima too
# %% wrong: half of it
# from: model
# edit: across, along = 2 - 2 * omega, 2 * omega -> across, along = 1 - omega, 2 * omega
# check: test_curvature_across_the_valley
# says: half of it
# %% wrong: a level valley
# from: model
# edit: 2 - 2 * omega, 2 * omega -> 2 - 2 * omega, sp.Integer(0)
# check: test_curvature_along_the_valley
# says: it is not
# %% wrong: a falling valley
# from: model
# edit: 2 - 2 * omega, 2 * omega -> 2 - 2 * omega, -2 * omega
# check: test_curvature_along_the_valley
# says: Look at the sign
# %% wrong: the square of reach
# from: model
# edit: sp.sqrt(1 / eta + sp.sqrt(1 / eta**2 - 1)) -> 1 / eta + sp.sqrt(1 / eta**2 - 1)
# check: test_reach_of_a_rate
# says: This is u²
# %% wrong: the smallest u
# from: model
# edit: sp.sqrt(1 / eta + sp.sqrt(1 / eta**2 - 1)) -> sp.sqrt(1 / eta - sp.sqrt(1 / eta**2 - 1))
# check: test_reach_of_a_rate
# says: the smallest u
# %% wrong: without the other coordinate
# from: model
# edit: sp.sqrt(1 / eta + sp.sqrt(1 / eta**2 - 1)) -> sp.sqrt(2 / eta)
# check: test_reach_of_a_rate
# says: you left out
# %% wrong: the edge at 1
# from: model
# edit: sp.sqrt(1 / eta + sp.sqrt(1 / eta**2 - 1)) -> sp.sqrt((1 / eta + sp.sqrt(1 / eta**2 - 4)) / 2)
# check: test_reach_of_a_rate
# says: the edge is 2/η
# %% wrong: a quadratic equation without its half
# from: model
# edit: sp.sqrt(1 / eta + sp.sqrt(1 / eta**2 - 1)) -> sp.sqrt(2 / eta + 2 * sp.sqrt(1 / eta**2 - 1))
# check: test_reach_of_a_rate
# says: Half is missing
# %% wrong: one name is missing
# from: model
# without: reach
# outcome: student_error
# check: test_reach_of_a_rate
# says: reach
# %% wrong: one minimum twice
# from: model
# edit: [(side, side), (-side, -side)] -> [(side, side), (side, side)]
# check: test_the_set_of_minima
# says: which change of signs
# %% wrong: the root of omega
# from: model
# edit: side = sp.sqrt(1 - omega) -> side = sp.sqrt(omega)
# check: test_the_set_of_minima
# says: both components of the gradient
# %% wrong: the numbers of omega = 1/2
# from: model
# edit: side = sp.sqrt(1 - omega) -> side = sp.sqrt(2) / 2
# check: test_the_set_of_minima
# says: No omega is in it
# %% wrong: the number of eta = 0.6
# from: model
# edit: reach = sp.sqrt(1 / eta + sp.sqrt(1 / eta**2 - 1)) -> reach = sp.sqrt(3)
# check: test_reach_of_a_rate
# says: No eta is in it
# %% wrong: one half of the way
# from: model
# edit: across, along = 2 - 2 * omega, 2 * omega -> across, along = 2 - omega, omega
# check: test_curvature_across_the_valley, test_curvature_along_the_valley
# says: depends on uv
