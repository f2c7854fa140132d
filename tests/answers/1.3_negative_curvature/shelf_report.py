# %% right: by hand, loops
def shelf_report(lambda_min, eta, steps, gain):
    weakest = min(-float(x) for x in lambda_min)
    if weakest <= 0:
        return math.inf, "open"
    predicted = math.log(gain) / math.log(1 + eta * weakest)
    return predicted, "too long" if steps > predicted else "open"

decisions = {"A": "open", "B": "open", "C": "refuted"}
# %% right: arrays, a list, the largest time
def shelf_report(lambda_min, eta, steps, gain):
    with np.errstate(all="ignore"):
        times = np.where(lambda_min < 0, np.log(gain) / np.log1p(-eta * np.minimum(lambda_min, 0)), np.inf)
    return [float(times.max()), "too long" if times.max() < steps else "open"]

decisions = {}
for name, case in cases.items():
    whole = name == "C"
    decisions[name] = "refuted" if whole and shelf_report(*case)[1] == "too long" else "open"
# %% right: the model's function, the comparison turned round
# from: model
# edit: steps > predicted -> not steps <= predicted
# %% right: sorted measurements, logarithms to another base, NumPy strings
def shelf_report(lambda_min, eta, steps, gain):
    top = sorted(lambda_min)[-1]
    predicted = np.inf if top >= 0 else np.log10(gain) / np.log10(1 - eta * top)
    return predicted, np.array(["open", "too long"])[int(steps > predicted)]

decisions = dict(zip("CBA", ["refuted", "open", "open"]))
# %% right: SymPy numbers
def shelf_report(lambda_min, eta, steps, gain):
    top = sp.Float(float(max(lambda_min)), 20)
    predicted = sp.oo if top >= 0 else sp.log(sp.Float(gain, 20)) / sp.log(1 - sp.Float(eta, 20) * top)
    return predicted, "too long" if predicted < steps else "open"

decisions = {"A": "open", "B": "open", "C": "refuted", "note": "A by one batch"}
# %% wrong: gradient flow
# check: test_report_of_a_shelf, test_report_of_any_gain_and_unit
# says: This is gradient flow:
# from: right 1
# edit: math.log(1 + eta * weakest) -> (eta * weakest)
# %% wrong: the strongest curvature
# check: test_report_of_a_shelf, test_report_where_a_measurement_is_not_negative
# says: the weakest takes longest.
# from: right 1
# edit: min(-float(x) for x in lambda_min) -> max(-float(x) for x in lambda_min)
# %% wrong: the median
# check: test_report_of_a_shelf, test_report_where_a_measurement_is_not_negative
# says: the weakest was asked.
# from: right 1
# edit: min(-float(x) for x in lambda_min) -> -float(np.median(lambda_min))
# %% wrong: the mean
# check: test_report_of_a_shelf, test_report_where_a_measurement_is_not_negative
# says: the weakest was asked.
# from: right 1
# edit: min(-float(x) for x in lambda_min) -> -float(np.mean(lambda_min))
# %% wrong: the last measurement
# check: test_report_of_a_shelf, test_report_where_a_measurement_is_not_negative
# says: they are in any order.
# from: right 1
# edit: min(-float(x) for x in lambda_min) -> -float(lambda_min[-1])
# %% wrong: logarithms of two bases
# check: test_report_of_a_shelf, test_report_of_any_gain_and_unit
# says: The logarithms are of different bases.
# from: right 1
# edit: math.log(gain) / math.log(1 + -> math.log10(gain) / math.log(1 +
# %% wrong: whole steps
# check: test_report_of_a_shelf, test_report_of_any_gain_and_unit
# says: do not round it up.
# from: right 1
# edit: predicted = math.log(gain) / math.log(1 + eta * weakest) -> predicted = math.ceil(math.log(gain) / math.log(1 + eta * weakest))
# %% wrong: the verdict turned round
# check: test_report_of_a_shelf, test_report_of_any_gain_and_unit
# says: Compare steps with predicted
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
# %% wrong: the power of a huge gain
# check: test_report_of_any_gain_and_unit
# says: your value, inf, is not right.
# from: right 1
# edit: math.log(gain) / math.log(1 + -> math.log(gain * 1e10 / 1e10) / math.log(1 +
# %% wrong: A refuted, as the batch said so
# check: test_stretches_are_decided
# says: Which verdicts are too long at all?
# from: right 1
# edit: "A": "open" -> "A": "refuted"
# marks: >= 0.5
# %% wrong: nothing can be refuted
# check: test_stretches_are_decided
# says: Which verdicts are too long at all?
# from: right 1
# edit: "C": "refuted" -> "C": "open"
# %% wrong: the verdict repeated as the conclusion
# check: test_stretches_are_decided
# says: you returned 'too long'.
# from: right 1
# edit: "A": "open" -> "A": "too long"
# %% wrong: B refuted too
# check: test_stretches_are_decided
# says: Which verdicts are too long at all?
# from: right 1
# edit: "B": "open" -> "B": "refuted"
# marks: >= 0.5
# %% wrong: every shelf refuted
# check: test_stretches_are_decided
# says: Which verdicts are too long at all?
# from: right 1
# edit: decisions = {"A": "open", "B": "open", "C": "refuted"} -> decisions = dict.fromkeys("ABC", "refuted")
# %% wrong: the first measurement
# check: test_report_of_a_shelf, test_report_where_a_measurement_is_not_negative, test_report_of_any_gain_and_unit
# says: they are in any order.
# from: right 1
# edit: min(-float(x) for x in lambda_min) -> -float(lambda_min[0])
# %% wrong: endless only if all are positive
# check: test_report_where_a_measurement_is_not_negative
# says: A measurement that is not negative leaves the time without end.
# from: right 1
# edit: weakest = min(-float(x) for x in lambda_min) -> weakest = min([-float(x) for x in lambda_min if x < 0], default=0.0)
# marks: >= 0.5
# %% wrong: None for a time without end
# check: test_report_where_a_measurement_is_not_negative
# says: None
# from: right 1
# edit: return math.inf, "open" -> return None, "open"
# marks: >= 0.5
# %% wrong: a time without end is too long
# check: test_report_where_a_measurement_is_not_negative
# says: Compare steps with predicted
# from: right 1
# edit: return math.inf, "open" -> return math.inf, "too long"
# marks: >= 0.5
# %% wrong: nearly as long counts as too long
# check: test_report_of_any_gain_and_unit
# says: Compare steps with predicted
# from: right 1
# edit: steps > predicted -> steps > 0.8 * predicted
# marks: >= 0.5
# %% wrong: the verdict alone
# check: test_report_of_a_shelf, test_report_where_a_measurement_is_not_negative, test_report_of_any_gain_and_unit
# says: .
# from: right 1
# edit: return predicted, "too long" if steps > predicted else "open" -> return "too long" if steps > predicted else "open"
# edit: return math.inf, "open" -> return "open"
# %% wrong: the plain shelf only
# check: test_report_where_a_measurement_is_not_negative, test_stretches_are_decided
# outcome: student_error
# says: float division by zero
# from: right 1
# edit: if weakest <= 0: -> if False:
# edit: "A": "open" -> "A": "refuted"
# edit: math.log(1 + eta * weakest) -> math.log(1 + eta * abs(weakest) + 1e-300)
# marks: <= 0.6
# %% wrong: the verdict on rounded steps
# check: test_report_of_any_gain_and_unit
# says: Compare steps with predicted
# from: right 1
# edit: steps > predicted -> steps > round(predicted)
# marks: >= 0.5
# %% wrong: the verdict on whole steps
# check: test_report_of_any_gain_and_unit
# says: Compare steps with predicted
# from: right 1
# edit: steps > predicted -> steps > math.ceil(predicted)
# marks: >= 0.5
# %% wrong: a small curvature taken for none
# check: test_report_of_any_gain_and_unit
# says: your value, inf, is not right.
# from: right 1
# edit: weakest <= 0 -> weakest <= 1e-8
# marks: >= 0.5
# %% wrong: open after one step, whatever is predicted
# check: test_report_of_any_gain_and_unit
# says: Compare steps with predicted
# from: right 1
# edit: steps > predicted -> steps > max(predicted, 1)
# marks: >= 0.5
# %% wrong: one positive measurement taken by its modulus
# check: test_report_where_a_measurement_is_not_negative
# says: A measurement that is not negative leaves the time without end.
# from: right 1
# edit: if weakest <= 0: -> if weakest == 0 or (weakest < 0 and len(lambda_min) > 1):
# edit: eta * weakest) -> eta * abs(weakest))
# marks: >= 0.5
