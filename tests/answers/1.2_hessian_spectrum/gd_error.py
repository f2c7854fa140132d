# %% right: by hand
gd_error = e0 * (1 - eta * lam) ** t
stability_limit = 2 / lam_max
optimal_lr = 2 / (lam_max + lam_min)
# %% right: with the recurrence solver and the condition number
step = sp.Function("e")
gd_error = sp.rsolve(step(t + 1) - (1 - eta * lam) * step(t), step(t), {step(0): e0})
stability_limit = sp.solve(sp.Eq(eta * lam_max - 1, 1), eta)[0]
optimal_lr = 1 / ((lam_min + lam_max) / 2)
condition = lam_max / lam_min
# %% right: through exponentials and maxima
gd_error = e0 * (-1) ** t * (eta * lam - 1) ** t
stability_limit = 1 / lam_max + 1 / lam_max
optimal_lr = (1 / lam_max) * 2 / (1 + lam_min / lam_max)
# %% right: own symbols under the same names, without assumptions
h, l, n, start = sp.symbols("eta lambda t e0")
small, large = sp.symbols("lambda_min lambda_max")
gd_error = start * (1 - h * l) ** n
stability_limit = sp.Integer(2) / large
optimal_lr = 2 / (small + large)
# %% right: a hyperbolic tangent, and the smaller of two limits
gd_error = e0 * (1 - eta * lam) ** t
stability_limit = sp.Min(2 / lam_min, 2 / lam_max)
optimal_lr = 2 / (lam_min + lam_max)
# %% right: whole numbers as floats, the rate from the step
gd_error = e0 * (1.0 - eta * lam) ** t
stability_limit = 2.0 / lam_max
optimal_lr = 2.0 / (lam_min + lam_max)
# %% right: the larger of two absolute values
rate = 2 / (lam_min + lam_max)
gd_error = e0 * sp.expand(1 - eta * lam) ** t
stability_limit = 2 / lam_max
optimal_lr = sp.expand(1 / (lam_min / 2 + lam_max / 2))
# %% right: a product that is left standing
step = sp.Symbol('step', integer=True, positive=True)
gd_error = sp.Product(1 - eta * lam, (step, 1, t)) * e0
stability_limit = 2 / lam_max
optimal_lr = 2 / (lam_min + lam_max)
# %% right: exponential of a logarithm, which is complex beyond ηλ = 1
gd_error = e0 * sp.exp(t * sp.log(1 - eta * lam))
stability_limit = 2 / lam_max
optimal_lr = 2 / (lam_min + lam_max)
# %% wrong: one step instead of t
# from: right 9
# edit: e0 * sp.exp(t * sp.log(1 - eta * lam)) -> (1 - eta * lam) * e0
# check: test_gd_error_is_the_error_after_t_steps
# says: one step only
# %% wrong: gradient flow instead of gradient descent
# from: right 9
# edit: t * sp.log(1 - eta * lam) -> -eta * lam * t
# check: test_gd_error_is_the_error_after_t_steps
# says: gradient flow
# %% wrong: the absolute value of the error
# from: right 9
# edit: exp(t * sp.log(1 - eta * lam)) -> Abs(1 - eta * lam) ** t
# check: test_gd_error_is_the_error_after_t_steps
# says: keeps its sign
# %% wrong: the multiplier cut off at 0
# from: right 9
# edit: exp(t * sp.log(1 - eta * lam)) -> Max(1 - eta * lam, 0) ** t
# check: test_gd_error_is_the_error_after_t_steps
# says: cut off at 0
# %% wrong: a limit of 1.999 in place of 2
# from: right 9
# edit: stability_limit = 2 / lam_max -> stability_limit = 1.999 / lam_max
# check: test_stability_limit_of_the_sharpest_mode
# says: by a constant factor
# %% wrong: against the gradient, with the wrong sign
# from: right 9
# edit: sp.exp(t * sp.log(1 - eta * lam)) -> (1 + eta * lam) ** t
# check: test_gd_error_is_the_error_after_t_steps
# says: look at the sign
# %% wrong: the best rate taken for the largest stable one
# from: right 1
# check: test_stability_limit_of_the_sharpest_mode
# says: not the largest one
stability_limit = 2 / (lam_min + lam_max)
optimal_lr = 2 / (lam_min + lam_max)
# %% wrong: 1/L as the limit and as the best rate
# check: test_stability_limit_of_the_sharpest_mode, test_optimal_lr_balances_both_ends
# says: changes sign at every step
gd_error = e0 * (1 - eta * lam) ** t
stability_limit = 1 / lam_max
optimal_lr = 1 / lam_max
# %% wrong: optimal_lr without the factor 2
# from: right 1
# check: test_optimal_lr_balances_both_ends
# says: constant factor
# marks: >= 0.5
optimal_lr = 1 / (lam_min + lam_max)
# %% wrong: right where all curvatures are one, and for one step
# check: test_gd_error_is_the_error_after_t_steps, test_optimal_lr_balances_both_ends
# says: one step only
# marks: <= 0.6
gd_error = (1 - eta * lam) * e0
stability_limit = 2 / lam_max
optimal_lr = 1 / lam_max
# %% wrong: the values of the visible checks, hard-coded
# check: test_gd_error_is_the_error_after_t_steps, test_stability_limit_of_the_sharpest_mode
# check: test_optimal_lr_balances_both_ends
# says: gd_error
gd_error = e0 / 2**t
stability_limit = sp.Rational(1, 5)
optimal_lr = 1 / lam_min
# %% wrong: nan and strings
# check: test_gd_error_is_the_error_after_t_steps, test_stability_limit_of_the_sharpest_mode
# check: test_optimal_lr_balances_both_ends
# says: gd_error
gd_error = sp.nan
stability_limit = "2/lam_max"
optimal_lr = None
# %% wrong: ηλ - 1 for 1 - ηλ
# from: right 9
# edit: sp.exp(t * sp.log(1 - eta * lam)) -> (eta * lam - 1) ** t
# check: test_gd_error_is_the_error_after_t_steps
# says: what is left after one step?
# %% wrong: the objective instead of the error
# from: right 9
# edit: sp.exp(t * sp.log(1 - eta * lam)) -> (1 - eta * lam) ** (2 * t)
# check: test_gd_error_is_the_error_after_t_steps
# says: how fast the objective shrinks
# %% wrong: the gradient of λe²
# from: right 9
# edit: sp.exp(t * sp.log(1 - eta * lam)) -> (1 - 2 * eta * lam) ** t
# check: test_gd_error_is_the_error_after_t_steps
# says: The gradient of ½λe² is λe, not 2λe
# %% wrong: the gradient at the end of the step
# from: right 9
# edit: * sp.exp(t * sp.log(1 - eta * lam)) -> / (1 + eta * lam) ** t
# check: test_gd_error_is_the_error_after_t_steps
# says: takes it at the start
# %% wrong: right for ηλ < 1, zero beyond
# from: right 9
# edit: e0 * sp.exp(t * sp.log(1 - eta * lam)) -> sp.Piecewise((e0 * (1 - eta * lam) ** t, eta * lam < 1), (0, True))
# check: test_gd_error_is_the_error_after_t_steps
# says: your answer has the value 0.0
# %% wrong: right for up to two steps
# from: right 9
# edit: sp.exp(t * sp.log(1 - eta * lam)) -> (1 - t * eta * lam + t * (t - 1) * (eta * lam) ** 2 / 2)
# check: test_gd_error_is_the_error_after_t_steps
# says: t = 7 your answer has the value
# %% wrong: a limit that is a millionth short
# from: right 1
# check: test_stability_limit_of_the_sharpest_mode
# says: by a constant factor
stability_limit = sp.Rational(1999999, 1000000) / lam_max
optimal_lr = 2 / (lam_min + lam_max)
# %% wrong: the geometric mean of the curvatures
# from: right 1
# check: test_optimal_lr_balances_both_ends
# says: which has the larger modulus
optimal_lr = 1 / sp.sqrt(lam_min * lam_max)
# %% wrong: the mean of 1/λ_min and 1/λ_max
# from: right 1
# check: test_optimal_lr_balances_both_ends
# says: mean of the two rates
optimal_lr = (1 / lam_min + 1 / lam_max) / 2
# %% wrong: the step of heavy ball
# from: right 1
# check: test_optimal_lr_balances_both_ends
# says: the rate of heavy ball
optimal_lr = 4 / (sp.sqrt(lam_min) + sp.sqrt(lam_max)) ** 2
# %% right: exponential of a logarithm, Max
gd_error = e0 * sp.exp(t * sp.log(1 - eta * lam))
stability_limit = 2 / sp.Max(lam_min, lam_max)
optimal_lr = 1 / ((lam_min + lam_max) / 2)
# %% right: condition number, tanh and Min
kappa = lam_max / lam_min
gd_error = (-1) ** t * (eta * lam - 1) ** t * e0
stability_limit = sp.Min(2 / lam_min, 2 / lam_max)
optimal_lr = 2 / lam_min / (1 + kappa)
# %% wrong: the stability limit upside down
# from: model
# edit: stability_limit = 2 / lam_max -> stability_limit = lam_max / 2
# check: test_stability_limit_of_the_sharpest_mode
# says: Look at the unit
# %% wrong: the power inside
# from: model
# edit: gd_error = (1 - eta * lam) ** t * e0 -> gd_error = (1 - (eta * lam) ** t) * e0
# check: test_gd_error_is_the_error_after_t_steps
# says: belongs to the whole multiplier
# %% wrong: the mean of the two ends in the fourth power
# from: model
# edit: (optimal_lr,) = sp.solve(sp.Eq(1 - eta * lam_min, eta * lam_max - 1), eta) -> optimal_lr = 2 * lam_min / (lam_min**2 + lam_max**2)
# check: test_optimal_lr_balances_both_ends
# says: where is the larger one least
