# %% right: by hand, loops
def shelf_report(lambda_min, eta, steps, gain):
    if gain <= 1:
        return 0.0, 0.0, "too long"
    needed = (math.exp(math.log(gain) / steps) - 1) / eta
    weakest = min(-float(x) for x in lambda_min)
    if weakest <= 0:
        return math.inf, needed, "open"
    predicted = math.log(gain) / math.log(1 + eta * weakest)
    return predicted, needed, "too long" if steps > predicted else "open"

stretches = {}
for name, of, rate, start, stop, follows in [
    ("A", "plateau", 0.15, 300, 780, "open"), ("B", "plateau", 0.15, 885, 1185, "open"), ("C", "edge", 0.1, 231, 572, "refuted"),
]:
    one = runs.load(of)
    inside = [lam for at, lam in zip(one.hessian_step, one.lambda_min) if start <= at < stop]
    stretches[name] = (*shelf_report(np.array(inside), rate, stop - start, 1e7), follows)
# %% right: arrays, a list, the largest time
def shelf_report(lambda_min, eta, steps, gain):
    log = max(np.log(gain), 0.0)
    with np.errstate(all="ignore"):
        times = np.where(lambda_min < 0, log / np.log1p(-eta * np.minimum(lambda_min, 0)), np.inf)
    predicted = float(times.max()) if log else 0.0
    return [predicted, float(np.expm1(log / steps) / eta), "too long" if predicted < steps else "open"]
# %% right: the model's function and numbers written down
# from: model
# edit: steps > predicted -> not steps <= predicted
# %% right: powers, sorted measurements
def shelf_report(lambda_min, eta, steps, gain):
    top = sorted(lambda_min)[-1]
    needed = max(0.0, (gain ** (1.0 / steps) - 1) / eta)
    if gain <= 1:
        predicted = 0.0
    elif top >= 0:
        predicted = math.inf
    else:
        predicted = np.log10(gain) / np.log10(1 - eta * top)
    return predicted, needed, ["open", "too long"][int(steps > predicted)]
# %% right: SymPy numbers
def shelf_report(lambda_min, eta, steps, gain):
    log, top = sp.Float(math.log(gain), 20), float(max(lambda_min))
    if log <= 0:
        return sp.Integer(0), sp.Integer(0), "too long"
    predicted = sp.oo if top >= 0 else log / sp.log(1 - sp.Float(eta, 20) * top)
    return predicted, (sp.exp(log / steps) - 1) / sp.Float(eta, 20), "too long" if predicted < steps else "open"
# %% wrong: gradient flow
# check: test_report_of_a_shelf, test_report_of_any_gain_and_unit, test_stretches_are_measured
# says: This is gradient flow:
# from: right 1
# edit: math.log(1 + eta * weakest) -> (eta * weakest)
# %% wrong: gradient flow in what is needed
# check: test_report_of_a_shelf, test_report_where_a_measurement_is_not_negative, test_report_of_any_gain_and_unit
# check: test_stretches_are_measured
# says: This is gradient flow:
# from: right 1
# edit: (math.exp(math.log(gain) / steps) - 1) / eta -> math.log(gain) / steps / eta
# %% wrong: the strongest curvature
# check: test_report_of_a_shelf, test_report_where_a_measurement_is_not_negative, test_stretches_are_measured
# says: the weakest takes longest.
# from: right 1
# edit: min(-float(x) for x in lambda_min) -> max(-float(x) for x in lambda_min)
# %% wrong: the median
# check: test_report_of_a_shelf, test_report_where_a_measurement_is_not_negative, test_stretches_are_measured
# says: the weakest was asked.
# from: right 1
# edit: min(-float(x) for x in lambda_min) -> -float(np.median(lambda_min))
# %% wrong: the mean
# check: test_report_of_a_shelf, test_report_where_a_measurement_is_not_negative, test_stretches_are_measured
# says: the weakest was asked.
# from: right 1
# edit: min(-float(x) for x in lambda_min) -> -float(np.mean(lambda_min))
# %% wrong: the last measurement
# check: test_report_of_a_shelf, test_report_where_a_measurement_is_not_negative, test_stretches_are_measured
# says: they are in any order.
# from: right 1
# edit: min(-float(x) for x in lambda_min) -> -float(lambda_min[-1])
# %% wrong: logarithms of two bases
# check: test_report_of_a_shelf, test_report_of_any_gain_and_unit, test_stretches_are_measured
# says: The logarithms are of different bases.
# from: right 1
# edit: math.log(gain) / math.log(1 + -> math.log10(gain) / math.log(1 +
# %% wrong: whole steps
# check: test_report_of_a_shelf, test_report_of_any_gain_and_unit, test_stretches_are_measured
# says: do not round it up.
# from: right 1
# edit: predicted = math.log(gain) / math.log(1 + eta * weakest) -> predicted = math.ceil(math.log(gain) / math.log(1 + eta * weakest))
# %% wrong: the 1 not subtracted
# check: test_report_of_a_shelf, test_report_where_a_measurement_is_not_negative, test_report_of_any_gain_and_unit
# check: test_stretches_are_measured
# says: + ημ is still in it.
# from: right 1
# edit: (math.exp(math.log(gain) / steps) - 1) / eta -> math.exp(math.log(gain) / steps) / eta
# %% wrong: eta forgotten in what is needed
# check: test_report_of_a_shelf, test_report_where_a_measurement_is_not_negative, test_report_of_any_gain_and_unit
# check: test_stretches_are_measured
# says: divide by η.
# from: right 1
# edit: (math.exp(math.log(gain) / steps) - 1) / eta -> math.exp(math.log(gain) / steps) - 1
# %% wrong: the verdict turned round
# check: test_report_of_a_shelf, test_report_of_any_gain_and_unit, test_stretches_are_measured
# says: Compare steps with predicted.
# from: right 1
# edit: steps > predicted -> steps < predicted
# %% wrong: a positive measurement left out
# check: test_report_where_a_measurement_is_not_negative
# says: A measurement that is not negative leaves the time without end.
# from: right 1
# edit: for x in lambda_min) -> for x in lambda_min if x < 0)
# marks: >= 0.5
# %% wrong: the modulus of a positive measurement
# check: test_report_where_a_measurement_is_not_negative
# says: A measurement that is not negative leaves the time without end.
# from: right 1
# edit: -float(x) for x -> abs(float(x)) for x
# marks: >= 0.5
# %% wrong: zero measured and an endless time forgotten
# check: test_report_where_a_measurement_is_not_negative
# outcome: student_error
# says: float division by zero
# from: right 1
# edit: weakest <= 0 -> weakest < 0
# marks: >= 0.5
# %% wrong: a gain below 1 counted backwards
# check: test_report_where_nothing_has_to_grow
# says: nothing has to grow.
# from: right 1
# edit: if gain <= 1: -> if gain == 1:
# marks: >= 0.5
# %% wrong: a gain of 1 where a measurement is positive
# check: test_report_where_nothing_has_to_grow
# says: your value, inf, is not right.
# from: right 1
# edit: if gain <= 1: -> if gain <= 1 and max(lambda_min) < 0:
# marks: >= 0.5
# %% wrong: the power of a huge gain
# check: test_report_of_any_gain_and_unit
# says: your value, inf, is not right.
# from: right 1
# edit: math.log(gain) / math.log(1 + -> math.log(gain * 1e10 / 1e10) / math.log(1 +
# %% wrong: steps of the closed interval
# check: test_stretches_are_measured
# says: predicted in stretches["B"]:
# from: right 1
# edit: start <= at < stop -> start < at <= stop
# marks: >= 0.5
# %% wrong: one rate for both runs
# check: test_stretches_are_measured
# says: predicted in stretches["C"]:
# from: right 1
# edit: "edge", 0.1 -> "edge", 0.15
# marks: >= 0.5
# %% wrong: a gain of a thousand in the stretches
# check: test_stretches_are_measured
# says: predicted in stretches["A"]:
# from: right 1
# edit: stop - start, 1e7 -> stop - start, 1e3
# %% wrong: the number of measurements for the number of steps
# check: test_stretches_are_measured
# says: needed in stretches["A"]:
# from: right 1
# edit: rate, stop - start, 1e7 -> rate, len(inside), 1e7
# %% wrong: A refuted, as the batch said so
# check: test_stretches_are_decided
# says: On which loss was λmin measured, which loss do the steps descend, and does the one bound t
# from: right 1
# edit: 300, 780, "open" -> 300, 780, "refuted"
# marks: >= 0.5
# %% wrong: nothing can be refuted
# check: test_stretches_are_decided
# says: On which loss was λmin measured, which loss do the steps descend, and does the one bound t
# from: right 1
# edit: 572, "refuted" -> 572, "open"
# %% wrong: the verdict repeated as the conclusion
# check: test_stretches_are_decided
# says: you returned 'too long'.
# from: right 1
# edit: 300, 780, "open" -> 300, 780, "too long"
# %% wrong: three entries
# check: test_stretches_are_measured, test_stretches_are_decided
# says: .
# from: right 1
# edit: gain <= 1: -> gain <= 1:  # nothing to grow
# edit: (*shelf_report(np.array(inside), rate, stop - start, 1e7), follows) -> shelf_report(np.array(inside), rate, stop - start, 1e7)
# %% wrong: the plain shelf only, nothing decided
# check: test_report_where_a_measurement_is_not_negative, test_report_where_nothing_has_to_grow
# check: test_stretches_are_decided
# outcome: student_error
# says: float division by zero
# from: right 1
# edit: if gain <= 1: -> if False:
# edit: if weakest <= 0: -> if False:
# edit: 300, 780, "open" -> 300, 780, "refuted"
# edit: math.log(1 + eta * weakest) -> math.log(1 + eta * abs(weakest) + 1e-300)
# marks: <= 0.6
