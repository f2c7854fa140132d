# %% right: a helper
def kramers_times(values, curvatures, T):
    def wait(f, k):
        return 2 * math.pi / math.sqrt(abs(k * curvatures[1])) * math.exp((values[1] - f) / T)
    return wait(values[0], curvatures[0]), wait(values[2], curvatures[2])
factors = dict(barrier=s, gradient_norm=s / c, lambda_max=s / c**2, eta=c**2 / s, adam=c)
# %% right: arrays
def kramers_times(values, curvatures, T):
    f, k = np.array(values, dtype=float), np.abs(np.array(curvatures, dtype=float))
    return (2 * np.pi * k[1] ** -0.5 * k[[0, 2]] ** -0.5) * np.exp((f[1] - f[[0, 2]]) / T)
factors = {"barrier": s, "gradient_norm": s * c**-1, "lambda_max": s * c**-2, "eta": c * c / s, "adam": c}
# %% right: logarithms
def kramers_times(values, curvatures, T):
    left, top, right = values
    logs = [np.log(2 * np.pi) - 0.5 * (np.log(k) + np.log(-curvatures[1])) + (top - f) / T for f, k in ((left, curvatures[0]), (right, curvatures[2]))]
    return [float(np.exp(one)) for one in logs]
factors = {"adam": c, "eta": 1 / (s / c**2), "lambda_max": s / c / c, "gradient_norm": s / c, "barrier": s}
# %% right: two lines
def kramers_times(values, curvatures, T):
    (fa, ft, fb), (ka, kt, kb) = values, curvatures
    there = 2 * math.pi / (math.sqrt(ka) * math.sqrt(-kt)) * math.exp((ft - fa) / T)
    back = 2 * math.pi / (math.sqrt(kb) * math.sqrt(-kt)) * math.exp((ft - fb) / T)
    return there, back
factors = {"barrier": s, "gradient_norm": s / c, "lambda_max": s / c**2, "eta": c**2 / s, "adam": c, "note": "mine"}
# %% right: symbols of one's own with the same names
def kramers_times(values, curvatures, T):
    out = []
    for start in (0, -1):
        curved = (curvatures[start] * abs(curvatures[1])) ** 0.5
        out.append(2 * np.pi / curved * np.exp(values[1] / T - values[start] / T))
    return out
length, height = sp.symbols("c s", positive=True)
factors = {"barrier": height, "gradient_norm": height / length, "lambda_max": height / length**2, "eta": length**2 / height, "adam": length}
# %% wrong: Adam as gradient descent, a wait without a unit, and no shallow wells
# from: model
# edit: "adam": c} -> "adam": c**2 / s}
# edit: "lambda_max": s / c**2, -> "lambda_max": s,
# edit: / T) / rate -> / T) / max(rate, 1e-3)
# edit: (values[1] - values[side]) / T -> min(values[1] - values[side], 500) / T
# marks: <= 0.6
# check: test_factors_of_the_rates, test_factor_of_the_curvature, test_low_temperatures_and_shallow_wells, test_other_units_of_curvature
# says: Adam's step does not know
# %% wrong: Adam as gradient descent
# from: model
# edit: "adam": c} -> "adam": c**2 / s}
# marks: >= 0.5
# check: test_factors_of_the_rates
# says: Adam's step does not know
# %% wrong: the time to the top
# from: model
# edit: / (2 * math.pi) -> / math.pi
# check: test_waits_in_two_wells
# says: the time to the top
# %% wrong: no root
# from: model
# edit: math.sqrt(curvatures[side] * -curvatures[1]) -> (curvatures[side] * -curvatures[1])
# check: test_waits_in_two_wells
# says: Look at the unit of the factor
# %% wrong: the start's curvature alone
# from: model
# edit: math.sqrt(curvatures[side] * -curvatures[1]) -> curvatures[side]
# check: test_waits_in_two_wells
# says: that of the top not at all
# %% wrong: the top's curvature alone
# from: model
# edit: math.sqrt(curvatures[side] * -curvatures[1]) -> -curvatures[1]
# check: test_waits_in_two_wells
# says: curvature of the top alone
# %% wrong: the other minimum's curvature
# from: model
# edit: math.sqrt(curvatures[side] -> math.sqrt(curvatures[2 - side]
# check: test_waits_in_two_wells
# says: curvature of the other minimum
# %% wrong: the sign of the exponent
# from: model
# edit: (values[1] - values[side]) / T -> (values[side] - values[1]) / T
# check: test_waits_in_two_wells
# says: sign of the exponent
# %% wrong: both rises from the left
# from: model
# edit: values[side] -> values[0]
# check: test_waits_in_two_wells
# says: from the left minimum
# %% wrong: both rises from the lower minimum
# from: model
# edit: values[side] -> min(values)
# check: test_waits_in_two_wells
# says: from the lower minimum
# %% wrong: over the mean of the minima
# from: model
# edit: values[side] -> (values[0] + values[2]) / 2
# check: test_waits_in_two_wells
# says: from the mean of the minima
# %% wrong: right before left
# from: model
# edit: for side in (0, 2): -> for side in (2, 0):
# check: test_waits_in_two_wells
# says: changed places
# %% wrong: no factor before
# from: model
# edit: / T) / rate -> / T)
# check: test_waits_in_two_wells
# says: factor before the exponential
# %% wrong: rates
# from: model
# edit: waits.append(math.exp((values[1] - values[side]) / T) / rate) -> waits.append(rate / math.exp((values[1] - values[side]) / T))
# check: test_waits_in_two_wells
# says: These are rates
# %% wrong: the rise cut off
# from: model
# edit: (values[1] - values[side]) / T -> min((values[1] - values[side]) / T, 300)
# check: test_low_temperatures_and_shallow_wells
# says: kramers_times
# %% wrong: small curvatures lifted
# from: model
# edit: math.sqrt(curvatures[side] * -curvatures[1]) -> math.sqrt(max(curvatures[side] * -curvatures[1], 1e-12))
# check: test_other_units_of_curvature
# says: kramers_times
# %% wrong: a curvature with one derivative
# from: model
# edit: "lambda_max": s / c**2 -> "lambda_max": s / c
# check: test_factor_of_the_curvature
# says: Two derivatives
# %% wrong: a rate like a curvature
# from: model
# edit: "eta": c**2 / s, -> "eta": s / c**2,
# check: test_factors_of_the_rates
# says: has no unit
# %% wrong: Adam without a unit
# from: model
# edit: "adam": c} -> "adam": sp.Integer(1)}
# check: test_factors_of_the_rates
# says: its step is in θ
# %% wrong: Adam is left out
# from: model
# edit: "eta": c**2 / s, "adam": c} -> "eta": c**2 / s}
# check: test_factors_of_the_rates
# says: has no entry
# %% wrong: twice the temperature
# from: model
# edit: (values[1] - values[side]) / T -> (values[1] - values[side]) / (2 * T)
# check: test_waits_in_two_wells
# says: T stands alone
# %% wrong: the left curvature both ways
# from: model
# edit: curvatures[side] * -> curvatures[0] *
# check: test_waits_in_two_wells
# says: curvature of the left minimum
# %% wrong: the modulus of the top's curvature forgotten
# from: model
# edit: math.sqrt(curvatures[side] * -curvatures[1]) -> float(np.sqrt(curvatures[side] * curvatures[1]))
# check: test_waits_in_two_wells
# says: modulus of that at the top
# %% wrong: one exponential over another
# from: model
# edit: math.exp((values[1] - values[side]) / T) -> float(np.exp(values[1] / T) / np.exp(values[side] / T))
# check: test_low_temperatures_and_shallow_wells
# says: difference before the exponential
# %% wrong: a curvature the other way round
# from: model
# edit: s / c**2 -> s * c**2
# check: test_factor_of_the_curvature
# says: the other way round
