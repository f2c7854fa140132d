# %% right: completing the square by hand
curve = -b * y**2 / 2
reduced_function = (a - b**2 / 4) * y**4
least_a = b**2 / 4
# %% right: a critical point, put in, and the discriminant
f = x**2 + b * x * y**2 + a * y**4
curve = sp.solveset(sp.diff(f, x), x).args[0]
reduced_function = sp.expand(f.subs(x, curve))
least_a = sp.solve(sp.discriminant(x**2 + b * x + a, x), a)[0]
# %% right: symbols of the student's own, without assumptions, and floating-point numbers
a, b, y = sp.symbols("a b y")
curve = -0.5 * b * y**2
reduced_function = a * y**4 - 0.25 * b**2 * y**4
least_a = 0.25 * b**2
# %% right: the vertex formula, not simplified
q, c = b * y**2, a * y**4
curve = -q / 2
reduced_function = curve**2 + q * curve + c
least_a = (b / 2) ** 2
# %% right: through the matrix of the quadratic form in x and y²
M = sp.Matrix([[1, b / 2], [b / 2, a]])
curve = -(M[0, 1] / M[0, 0]) * y**2
reduced_function = M.det() * y**4
least_a = sp.solve(M.det(), a)[0]
# %% right: one half of a difference, with moduli that change nothing
curve = -b * sp.Abs(y) ** 2 / 2
reduced_function = y**4 * (2 * sp.sqrt(1) * a - b * b / 2) / 2
least_a = sp.Abs(b) ** 2 / 4
# %% wrong: sets x = 0 and says a > 0
# check: test_curve_and_reduced_function_for_b_1, test_curve_and_reduced_function_for_every_b, test_least_a
# says: This stays on the line x = 0
curve = sp.Integer(0)
reduced_function = a * y**4
least_a = sp.Integer(0)
# %% wrong: the curve is right, and everything else is that of the line
# check: test_curve_and_reduced_function_for_b_1, test_least_a
# says: This is f on the straight line x = 0
curve = -b * y**2 / 2
reduced_function = a * y**4
least_a = sp.Integer(0)
# %% wrong: sign of the curve
# check: test_curve_and_reduced_function_for_b_1
# says: The sign: for b > 0
# from: right 1
# edit: curve = -b -> curve = b
# %% wrong: the 2 of the derivative is forgotten
# check: test_curve_and_reduced_function_for_b_1
# says: The derivative of x² is 2x
curve = -b * y**2
reduced_function = a * y**4
least_a = sp.Integer(0)
# %% wrong: the curve raises f
# check: test_curve_and_reduced_function_for_b_1, test_least_a
# says: bending away lowers f
# from: right 1
# edit: (a - b**2 / 4) -> (a + b**2 / 4)
# edit: least_a = b**2 / 4 -> least_a = -(b**2) / 4
# %% wrong: the square of the curve is forgotten
# check: test_curve_and_reduced_function_for_b_1, test_least_a
# says: both count
# from: right 1
# edit: (a - b**2 / 4) -> (a - b**2 / 2)
# edit: least_a = b**2 / 4 -> least_a = b**2 / 2
# %% wrong: right for b = 1 only
# check: test_curve_and_reduced_function_for_every_b, test_least_a
# says: No b is in it
# marks: <= 0.6
curve = -(y**2) / 2
reduced_function = (a - sp.Rational(1, 4)) * y**4
least_a = sp.Rational(1, 4)
# %% wrong: the least a is that of the straight lines
# from: right 1
# edit: least_a = b**2 / 4 -> least_a = 0 * b
# check: test_least_a
# says: That makes 0 a minimum along every straight line
# marks: >= 0.5
# %% wrong: the least a without the square of b
# from: right 1
# edit: least_a = b**2 / 4 -> least_a = b / 4
# check: test_least_a
# says: this changes its sign with b
# marks: >= 0.5
# %% wrong: the least a twice as large
# from: right 1
# edit: least_a = b**2 / 4 -> least_a = b**2 / 2
# check: test_least_a
# says: A smaller a is enough
# %% wrong: a right for positive b only
# from: right 1
# edit: least_a = b**2 / 4 -> least_a = b * sp.Abs(b) / 4
# check: test_least_a
# says: f falls along the curve, and 0 is no minimum. For b and -b
# %% wrong: the least a is negative
# from: right 1
# edit: least_a = b**2 / 4 -> least_a = -(b**2) / 4
# check: test_least_a
# says: a has to make up for it
# %% wrong: functions where expressions are asked
# check: test_curve_and_reduced_function_for_b_1, test_curve_and_reduced_function_for_every_b, test_least_a
# says: should be a SymPy expression
def curve(b, y):
    return -b * y**2 / 2


def reduced_function(a, b, y):
    return (a - b**2 / 4) * y**4


def least_a(b):
    return b**2 / 4
# %% wrong: the whole of f, with x left in
# from: right 1
# edit: reduced_function = (a - b**2 / 4) * y**4 -> reduced_function = x**2 + b * x * y**2 + a * y**4
# check: test_curve_and_reduced_function_for_b_1
# says: reduced_function contains x
# %% wrong: nothing was filled in
# check: test_curve_and_reduced_function_for_b_1, test_curve_and_reduced_function_for_every_b, test_least_a
# says: should be a SymPy expression
curve = None
reduced_function = None
least_a = None
# %% wrong: minimised over y in place of x
# check: test_curve_and_reduced_function_for_b_1
# says: curve contains a
# from: right 1
# edit: curve = -b * y**2 / 2 -> curve = -2 * a * y**2 / b
# %% wrong: no a in the reduced function
# from: model
# edit: sp.factor(f.subs(x, curve)) -> (sp.Rational(1, 8) - b**2 / 4) * y**4
# edit: (least_a,) = sp.solve(reduced_function, a) -> least_a = b**2 / 4
# check: test_curve_and_reduced_function_for_b_1
# says: has no a in it
# %% wrong: half of b
# from: model
# edit: (least_a,) = sp.solve(reduced_function, a) -> least_a = b / 2
# check: test_least_a
# says: for -b the answer is the same
# marks: >= 0.5
# %% wrong: the eighth of the opening
# from: model
# edit: (least_a,) = sp.solve(reduced_function, a) -> least_a = b**2 / 8
# check: test_least_a
# says: there 0 is no minimum
# marks: >= 0.5
# %% wrong: a least a without b, of the opening
# from: model
# edit: (least_a,) = sp.solve(reduced_function, a)  # it is (a - least_a) y^4 -> least_a = sp.Rational(1, 8)
# check: test_least_a
# says: No b is in it
