# %% right: by hand
end_sharpness = sp.sqrt(u0**4 - 2 * u0**2 * v0**2 + v0**4 + 4)
next_norm2 = n2 - 2 * eta * omega * n2 + eta**2 * (omega**2 * n2 + g2)
ratio_growth = 1 / (1 - 2 * eta * omega + eta**2 * omega**2)
# %% right: factors and a solved equation
a = sp.Symbol("a", positive=True)
end_sharpness = sp.solve(sp.Eq(a**2, (u0**2 - v0**2) ** 2 + 4), a)[0]
next_norm2 = ((1 - eta * omega) * sp.sqrt(n2)) ** 2 + (eta * sp.sqrt(g2)) ** 2
ratio_growth = ((1 - eta * omega) ** 2) ** -1
# %% right: exponentials and a hyperbolic angle
end_sharpness = 2 * sp.cosh(sp.asinh((u0**2 - v0**2) / 2))
next_norm2 = sp.expand((1 - eta * omega) ** 2 * n2 + eta**2 * g2)
ratio_growth = sp.exp(-2 * sp.log(1 - eta * omega))
# %% right: both parameters at the end
square = (u0**2 - v0**2 + sp.sqrt((u0**2 - v0**2) ** 2 + 4)) / 2
end_sharpness = square + 1 / square
next_norm2 = n2 * (1 - eta * omega) ** 2 + g2 * eta**2
ratio_growth = sp.Rational(1) / (eta * omega - 1) ** 2
# %% right: a quotient that is left standing
end_sharpness = ((u0 - v0) ** 2 * (u0 + v0) ** 2 + 4) ** sp.Rational(1, 2)
next_norm2 = (n2 * (1 - eta * omega) ** 4 + eta**2 * g2 * (1 - eta * omega) ** 2) / (1 - eta * omega) ** 2
ratio_growth = n2 / ((1 - eta * omega) ** 2 * n2)
# %% wrong: the sharpness of the start, and the gradient forgotten
# marks: <= 0.6
# check: test_end_sharpness_of_the_flow, test_norm_after_a_step
# says: at the start
end_sharpness = u0**2 + v0**2
next_norm2 = (1 - eta * omega) ** 2 * n2
# %% wrong: the gradient forgotten in the norm
# marks: >= 0.5
# check: test_norm_after_a_step
# says: This is decay alone
next_norm2 = (1 - eta * omega) ** 2 * n2
# %% wrong: sharpness of the start
# check: test_end_sharpness_of_the_flow
# says: at the start
end_sharpness = u0**2 + v0**2
# %% wrong: the conserved quantity itself
# check: test_end_sharpness_of_the_flow
# says: what the flow keeps
end_sharpness = u0**2 - v0**2
# %% wrong: without the root
# check: test_end_sharpness_of_the_flow
# says: The square root is missing
end_sharpness = (u0**2 - v0**2) ** 2 + 4
# %% wrong: one in place of four
# check: test_end_sharpness_of_the_flow
# says: plus 4 (uv)²
end_sharpness = sp.sqrt((u0**2 - v0**2) ** 2 + 1)
# %% wrong: the balanced minimum
# check: test_end_sharpness_of_the_flow
# says: the flattest minimum
end_sharpness = sp.Integer(2)
# %% wrong: the gradient shortens
# check: test_norm_after_a_step
# says: orthogonal
next_norm2 = (1 - eta * omega) ** 2 * n2 - eta**2 * g2
# %% wrong: without decay
# check: test_norm_after_a_step
# says: without decay
next_norm2 = n2 + eta**2 * g2
# %% wrong: first order
# check: test_norm_after_a_step, test_growth_of_the_edge_ratio
# says: right to first order
next_norm2 = (1 - 2 * eta * omega) * n2 + eta**2 * g2
ratio_growth = 1 + 2 * eta * omega
# %% wrong: norms added
# check: test_norm_after_a_step
# says: norms do not add
next_norm2 = ((1 - eta * omega) * sp.sqrt(n2) + eta * sp.sqrt(g2)) ** 2
# %% wrong: the inverse of the length
# check: test_growth_of_the_edge_ratio
# says: not as the inverse
ratio_growth = 1 / (1 - eta * omega)
# %% wrong: the shrinking of the norm
# check: test_growth_of_the_edge_ratio
# says: how ‖θ‖² shrinks
ratio_growth = (1 - eta * omega) ** 2
# %% wrong: the exponential
# check: test_growth_of_the_edge_ratio
# says: small ηω only
ratio_growth = sp.exp(2 * eta * omega)
# %% wrong: one name is missing
# from: model
# without: ratio_growth
# outcome: student_error
# check: test_growth_of_the_edge_ratio
# says: ratio_growth
# %% wrong: the root of each term
# check: test_end_sharpness_of_the_flow
# says: take the root of the whole
end_sharpness = sp.Abs(u0**2 - v0**2) + 2
# %% wrong: the product of the start
# check: test_end_sharpness_of_the_flow
# says: not that of the end
end_sharpness = sp.sqrt((u0**2 - v0**2) ** 2 + 4 * u0**2 * v0**2 + 4)
# %% wrong: the square of u alone
# check: test_end_sharpness_of_the_flow
# says: This is u²
end_sharpness = (u0**2 - v0**2 + sp.sqrt((u0**2 - v0**2) ** 2 + 4)) / 2
# %% wrong: the gradient is shortened by the decay too
# check: test_norm_after_a_step
# says: scales θ and not the gradient
next_norm2 = (1 - eta * omega) ** 2 * (n2 + eta**2 * g2)
# %% wrong: decay in front of the gradient
# check: test_norm_after_a_step
# says: no ω
next_norm2 = (1 - eta * omega) ** 2 * n2 + eta**2 * omega**2 * g2
# %% wrong: numbers put in
# check: test_growth_of_the_edge_ratio
# says: ratio_growth
ratio_growth = (1 - sp.Rational(1, 400) * omega) ** -2
# %% wrong: the difference is kept and not that of the squares
# check: test_end_sharpness_of_the_flow
# says: is u² - v² that of the start
end_sharpness = (u0 - v0) ** 2 + 2
# %% wrong: along the ray through 0
# check: test_end_sharpness_of_the_flow
# says: the flow keeps u² - v².
end_sharpness = (u0**2 + v0**2) / (u0 * v0)
# %% wrong: the cross term is kept
# check: test_norm_after_a_step
# says: without a mixed term
next_norm2 = ((1 - eta * omega) * sp.sqrt(n2) - eta * sp.sqrt(g2)) ** 2
# %% wrong: second order
# check: test_growth_of_the_edge_ratio
# says: A test of your own
ratio_growth = 1 + 2 * eta * omega + 3 * (eta * omega) ** 2
