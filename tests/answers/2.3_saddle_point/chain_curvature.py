# %% right: by hand, expanded
chain_curvature = (2 * L - 1) * w ** (2 * L - 2) - (L - 1) * w ** (L - 2)
leave_time = (1 / w0 ** (L - 2) - 1 / w1 ** (L - 2)) / (L - 2)
landing_index = width * r - width * k - k * r + k**2
# %% right: a common factor
chain_curvature = w ** (L - 2) * ((2 * L - 1) * w**L - L + 1)
leave_time = w0 ** (2 - L) * (1 - (w0 / w1) ** (L - 2)) / (L - 2)
landing_index = (k - width) * (k - r)
# %% right: along a line parameter, and an integral
t = sp.Symbol("t", real=True)
line = ((w + t / sp.sqrt(L)) ** L - 1) ** 2 / 2
chain_curvature = sp.diff(line, t, 2).subs(t, 0)
z = sp.Symbol("z", positive=True)
primitive = z ** (2 - L) / (2 - L)
leave_time = primitive.subs(z, w1) - primitive.subs(z, w0)
landing_index = width * (r - k) - k * (r - k)
# %% right: the two parts of the Hessian
gauss_newton = L * w ** (2 * (L - 1))
residual = (w**L - 1) * (L - 1) * w ** (L - 2)
chain_curvature = gauss_newton + residual
leave_time = (w1 ** (L - 2) - w0 ** (L - 2)) / ((L - 2) * w0 ** (L - 2) * w1 ** (L - 2))
landing_index = r * (width - k) - k * (width - k)
# %% right: exponentials, and symbols of one's own with the same names
a, b = sp.symbols("w0 w1", positive=True)
depth = sp.Symbol("L", integer=True, positive=True)
chain_curvature = sp.diff(sp.exp(2 * L * sp.log(w)) / 2 - sp.exp(L * sp.log(w)), w, 2) / L
leave_time = (sp.exp((2 - depth) * sp.log(a)) - sp.exp((2 - depth) * sp.log(b))) / (depth - 2)
landing_index = sp.expand((width - k) * (r - k))
# %% right: counts that cannot be negative
# from: model
# edit: landing_index = (width - k) * (r - k) -> landing_index = sp.Max(width - k, 0) * sp.Max(r - k, 0)
# %% wrong: the unit vector forgotten, and the index of a count of units
# from: model
# edit: sp.diff((w**L - 1) ** 2 / 2, w, 2) / L -> sp.diff((w**L - 1) ** 2 / 2, w, 2)
# edit: landing_index = (width - k) * (r - k) -> landing_index = width * (r - k)
# marks: <= 0.6
# check: test_curvature_of_the_chain, test_index_of_a_landing
# says: The direction has length 1
# %% wrong: ten after the first stair
# from: model
# edit: landing_index = (width - k) * (r - k) -> landing_index = width * (r - k)
# marks: >= 0.5
# check: test_index_of_a_landing
# says: lets every unit lead down
# %% wrong: the unit vector forgotten
# from: model
# edit: sp.diff((w**L - 1) ** 2 / 2, w, 2) / L -> sp.diff((w**L - 1) ** 2 / 2, w, 2)
# check: test_curvature_of_the_chain
# says: The direction has length 1
# %% wrong: divided by L twice
# from: model
# edit: (w**L - 1) ** 2 / 2, w, 2) / L -> (w**L - 1) ** 2 / 2, w, 2) / L**2
# check: test_curvature_of_the_chain
# says: divide by L, not by its square
# %% wrong: the slope
# check: test_curvature_of_the_chain
# says: differentiate once more
chain_curvature = w ** (L - 1) * (w**L - 1)
# %% wrong: Gauss-Newton alone
# check: test_curvature_of_the_chain
# says: the residual has a second derivative
chain_curvature = L * w ** (2 * L - 2)
# %% wrong: an entry of the Hessian
# check: test_curvature_of_the_chain
# says: one entry of the Hessian
chain_curvature = w ** (2 * L - 2)
# %% wrong: across the diagonal
# check: test_curvature_of_the_chain
# says: across the diagonal
chain_curvature = w ** (L - 2) * (1 - w**L)
# %% wrong: the sign of the time
# from: model
# edit: (w0 ** (2 - L) - w1 ** (2 - L)) / (L - 2) -> (w0 ** (2 - L) - w1 ** (2 - L)) / (2 - L)
# check: test_time_of_the_flow
# says: Look at the sign
# %% wrong: without the divisor
# from: model
# edit: - w1 ** (2 - L)) / (L - 2) -> - w1 ** (2 - L))
# check: test_time_of_the_flow
# says: has a divisor
# %% wrong: another exponent
# check: test_time_of_the_flow
# says: The exponent grows by 1
leave_time = (w0 ** (1 - L) - w1 ** (1 - L)) / (L - 1)
# %% wrong: the logarithm of two layers
# check: test_time_of_the_flow
# says: This is L = 2
leave_time = sp.log(w1 / w0)
# %% wrong: three layers only
# check: test_time_of_the_flow
# says: This is L = 3
leave_time = 1 / w0 - 1 / w1
# %% wrong: the integral of the speed
# check: test_time_of_the_flow
# says: over w
leave_time = (w1**L - w0**L) / L
# %% wrong: one unit, one mode
# check: test_index_of_a_landing
# says: also to one that is learned
landing_index = r * (width - k)
# %% wrong: pairs counted twice
# check: test_index_of_a_landing
# says: one negative and one positive
landing_index = 2 * (width - k) * (r - k)
# %% wrong: the origin
# check: test_index_of_a_landing
# says: origin
landing_index = width * r
# %% wrong: missing modes
# check: test_index_of_a_landing
# says: one way out a missing mode
landing_index = r - k
# %% wrong: three layers only, in the curvature
# check: test_curvature_of_the_chain
# says: This is L = 3
chain_curvature = (5 * w**4 - 2 * w) / 1
# %% wrong: one factor L too many in the part with the residual
# check: test_curvature_of_the_chain
# says: At w = 1/2, L = 2 your answer is
chain_curvature = L * w ** (2 * L - 2) + L * (L - 1) * w ** (L - 2) * (w**L - 1)
# %% wrong: unused units alone
# check: test_index_of_a_landing
# says: one way out an unused unit
landing_index = width - k
# %% wrong: no mode is missing twice
# check: test_index_of_a_landing
# says: At width = 3, r = 2, k = 1 your answer is
landing_index = (width - k) * (r - k) + k
# %% wrong: the sign of the part with the residual
# from: model
# edit: sp.diff((w**L - 1) ** 2 / 2, w, 2) / L -> (2 * L - 1) * w ** (2 * L - 2) + (L - 1) * w ** (L - 2)
# check: test_curvature_of_the_chain
# says: Look at the sign of the part with the residual
# %% wrong: the divisor is right at L = 3 only
# from: model
# edit: - w1 ** (2 - L)) / (L - 2) -> - w1 ** (2 - L)) * 2 / (L - 1)
# check: test_time_of_the_flow
# says: The divisor is right at L = 3 only
# %% wrong: units beyond the rank
# check: test_index_of_a_landing
# says: This takes r units as used
landing_index = (width - r) * (r - k)
# %% wrong: as many units as modes
# check: test_index_of_a_landing
# says: as many unused units as missing modes
landing_index = (r - k) ** 2
# %% wrong: one name is missing
# from: model
# without: leave_time
# outcome: student_error
# check: test_time_of_the_flow
# says: leave_time
