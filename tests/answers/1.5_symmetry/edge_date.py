# %% right: logarithms of another base, and loops
def edge_date(step, ratio, eta, decay):
    if ratio >= 1:
        return step
    if decay == 0:
        return np.inf
    return step - np.log2(ratio) / np.log2((1 - eta * decay) ** -2)


def judge(step, ratio, norm, eta, decay):
    e_n = e_c = 0.0
    for k in range(len(step)):
        law = norm[0] * (1 - eta * decay) ** float(step[k] - step[0])
        e_n = max(e_n, abs(norm[k] / law - 1))
        e_c = max(e_c, abs(ratio[k] * norm[k] ** 2 / (ratio[0] * norm[0] ** 2) - 1))
    if max(ratio) >= 1:
        return [e_n, e_c, "past the edge"]
    if e_n > 0.01:
        return [e_n, e_c, "no date: norm"]
    if e_c > 0.05:
        return [e_n, e_c, "no date: curvature"]
    return [e_n, e_c, "act before the date"]
# %% right: one branch for all dates
def edge_date(step, ratio, eta, decay):
    if ratio < 1 and eta * decay > 0:
        return float(step) + 0.5 * math.log(1 / ratio) / -math.log(1 - eta * decay)
    return float(step) if ratio >= 1 else float("inf")
# %% right: a power of the growth, and a table of decisions
def edge_date(step, ratio, eta, decay):
    if ratio >= 1:
        return step
    growth = (1 - eta * decay) ** -2
    if growth == 1:
        return math.inf
    return step + math.log(1 / ratio, growth)


def judge(step, ratio, norm, eta, decay):
    by_law = norm[0] * np.exp((step - step[0]) * np.log(1 - eta * decay))
    norm_error = np.max(np.abs(norm - by_law) / by_law)
    product = ratio * norm * norm
    curvature_error = np.max(np.abs(product - product[0])) / product[0]
    table = [
        ("past the edge", (ratio >= 1).any()),
        ("no date: norm", norm_error > 0.01),
        ("no date: curvature", curvature_error > 0.05),
        ("act before the date", True),
    ]
    return norm_error, curvature_error, next(name for name, holds in table if holds)
# %% right: SymPy numbers for the date
def edge_date(step, ratio, eta, decay):
    if ratio >= 1:
        return sp.Float(step)
    if decay == 0:
        return sp.oo
    return sp.Float(step) + sp.log(sp.Float(ratio)) / (2 * sp.log(1 - sp.Float(eta) * sp.Float(decay)))
# %% right: the norm error from logarithms
def judge(step, ratio, norm, eta, decay):
    steps = np.asarray(step, dtype=float)
    log_law = np.log(norm[0]) + (steps - steps[0]) * np.log1p(-eta * decay)
    norm_error = np.abs(np.expm1(np.log(norm) - log_law)).max()
    relative = (ratio / ratio[0]) * (norm / norm[0]) ** 2
    curvature_error = np.abs(relative - 1).max()
    decision = "act before the date"
    if curvature_error > 0.05:
        decision = "no date: curvature"
    if norm_error > 0.01:
        decision = "no date: norm"
    if np.any(ratio >= 1):
        decision = "past the edge"
    return (norm_error, curvature_error, decision)
# %% wrong: the formula and one decision
# marks: <= 0.6
# check: test_dates_that_are_now_or_never, test_decisions_in_their_order
# check: test_recorded_stretches
# says: the date is now
def edge_date(step, ratio, eta, decay):
    return float(step + math.log(1 / ratio) / (-2 * math.log(1 - eta * decay))) if decay else math.inf


def judge(step, ratio, norm, eta, decay):
    shrunk = norm[0] * (1 - eta * decay) ** (step - step[0])
    product = ratio * norm**2
    return np.abs(norm / shrunk - 1).max(), np.abs(product / product[0] - 1).max(), "act before the date"
# %% wrong: nothing is past the edge unless the last ratio is
# from: model
# edit: if np.any(ratio >= 1): -> if ratio[-1] >= 1:
# marks: >= 0.5
# check: test_decisions_in_their_order
# says: The largest ratio is
# %% wrong: the norm in place of its square
# from: model
# edit: / (2 * math.log1p(-eta * decay)) -> / math.log1p(-eta * decay)
# marks: <= 0.5
# check: test_date_from_one_measurement
# says: inverse square of the norm
# %% wrong: the steps that are left
# from: model
# edit: return float(step + math.log(ratio) -> return float(math.log(ratio)
# check: test_date_from_one_measurement
# says: counts from step 0
# %% wrong: a date in the past
# from: model
# edit: step + math.log(ratio) -> step - math.log(ratio)
# marks: <= 0.5
# check: test_date_from_one_measurement
# says: the date lies ahead
# %% wrong: first order in ηω
# from: model
# edit: math.log1p(-eta * decay) -> (-eta * decay)
# check: test_date_from_one_measurement
# says: the exact factor
# %% wrong: decay without the learning rate
# from: model
# edit: math.log1p(-eta * decay) -> math.log1p(-decay)
# check: test_date_from_one_measurement
# says: not ω alone
# %% wrong: a logarithm to base 10
# from: model
# edit: math.log(ratio) -> math.log10(ratio)
# check: test_date_from_one_measurement
# says: natural logarithm
# %% wrong: the edge of η λmax at 1
# from: model
# edit: math.log(ratio) -> math.log(2 * ratio)
# check: test_date_from_one_measurement
# says: the edge is where
# %% wrong: rounded up
# from: model
# edit: return float(step + math.log(ratio) / (2 * math.log1p(-eta * decay))) -> return math.ceil(step + math.log(ratio) / (2 * math.log1p(-eta * decay)))
# check: test_date_from_one_measurement
# says: Not rounded
# %% wrong: a straight line
# from: model
# edit: return float(step + math.log(ratio) / (2 * math.log1p(-eta * decay))) -> return step + (1 / ratio - 1) / ((1 - eta * decay) ** -2 - 1)
# check: test_date_from_one_measurement
# says: a factor a step
# %% wrong: beyond the edge the date is in the past
# from: model
# edit: if ratio >= 1: -> if ratio == 1:
# check: test_dates_that_are_now_or_never
# says: the date is now
# %% wrong: no decay is an error
# from: model
# edit: if decay == 0: -> if ratio <= 0:
# check: test_dates_that_are_now_or_never
# says: ZeroDivisionError
# outcome: student_error
# %% wrong: never is None
# from: model
# edit: return math.inf -> return None
# check: test_dates_that_are_now_or_never
# says: should be one real number
# %% wrong: places in place of steps
# from: model
# edit: ** (step - step[0]) -> ** np.arange(len(step))
# check: test_judging_a_stretch_that_follows_the_law
# says: not the place in the array
# %% wrong: the means
# from: model
# edit: norm_error = drift(norm / (1 - eta * decay) ** (step - step[0])) -> norm_error = np.abs(norm / norm[0] / (1 - eta * decay) ** (step - step[0]) - 1).mean()
# check: test_judging_a_stretch_that_follows_the_law
# says: This is the mean
# %% wrong: the last measurement only
# from: model
# edit: drift(ratio * norm**2) -> drift((ratio * norm**2)[[0, -1]])
# check: test_judging_a_stretch_that_follows_the_law
# says: This is the last
# %% wrong: no modulus
# from: model
# edit: drift(ratio * norm**2) -> (ratio * norm**2 / (ratio[0] * norm[0] ** 2) - 1).max()
# check: test_judging_a_stretch_that_follows_the_law
# says: with its modulus
# %% wrong: the ratio alone
# from: model
# edit: drift(ratio * norm**2) -> drift(ratio)
# check: test_judging_a_stretch_that_follows_the_law
# says: the ratio alone
# %% wrong: the norm is not squared
# from: model
# edit: drift(ratio * norm**2) -> drift(ratio * norm)
# check: test_judging_a_stretch_that_follows_the_law
# says: squared in the product
# %% wrong: curvature before norm
# from: model
# edit: if norm_error > 0.01: -> if norm_error > 0.01 and curvature_error <= 0.05:
# check: test_decisions_in_their_order
# says: The largest ratio is
# %% wrong: one threshold for both
# from: model
# edit: curvature_error > 0.05 -> curvature_error > 0.01
# check: test_judging_a_stretch_that_follows_the_law, test_decisions_in_their_order
# says: curvature_error
# %% right: errors in floats, decisions by a chain
def judge(step, ratio, norm, eta, decay):
    t = np.asarray(step, dtype=float)
    a, b = drift(np.asarray(norm) * (1 - eta * decay) ** (t[0] - t)), drift(np.asarray(ratio) * np.asarray(norm) ** 2)
    word = "past the edge" if max(ratio) >= 1 else "no date: norm" if a > 0.01 else "no date: curvature" if b > 0.05 else "act before the date"
    return [a, b, word]
# %% wrong: the thresholds swapped
# from: model
# edit: norm_error > 0.01 -> norm_error > 0.05
# edit: curvature_error > 0.05 -> curvature_error > 0.01
# check: test_judging_a_stretch_that_follows_the_law, test_decisions_in_their_order
# says: curvature_error
# %% wrong: a threshold of 5 % for the norm
# from: model
# edit: norm_error > 0.01 -> norm_error > 0.05
# check: test_decisions_in_their_order
# says: norm_error is
# %% wrong: exactly 1 is not past the edge
# from: model
# edit: np.any(ratio >= 1) -> np.any(ratio > 1)
# check: test_decisions_in_their_order
# says: The largest ratio is 1
# %% wrong: the laws before the edge
# from: model
# edit:
# -     if np.any(ratio >= 1):
# -         decision = "past the edge"
# -     elif norm_error > 0.01:
# +     if norm_error > 0.01:
# edit:
# -     else:
# +     elif np.any(ratio >= 1):
# +         decision = "past the edge"
# +     else:
# check: test_decisions_in_their_order
# says: The largest ratio is
# %% wrong: any decay below a millionth of a step is none
# from: model
# edit: if decay == 0: -> if eta * decay < 1e-5:
# check: test_dates_that_are_now_or_never
# says: small, and not 0
# %% wrong: past the edge by more than 1 only
# from: model
# edit: if ratio >= 1: -> if ratio > 1:
# check: test_dates_that_are_now_or_never
# says: the date is now
# %% wrong: no decay is asked first
# from: model
# edit: if ratio >= 1: -> if ratio >= 1 and decay > 0:
# check: test_dates_that_are_now_or_never
# says: the date is now
# %% wrong: the law of the norm alone
# from: model
# edit: drift(norm / (1 - eta * decay) ** (step - step[0])) -> drift(norm)
# check: test_judging_a_stretch_that_follows_the_law
# says: decay accounts for
# %% wrong: neighbours are compared
# from: model
# edit: drift(ratio * norm**2) -> np.abs((ratio * norm**2)[1:] / (ratio * norm**2)[:-1] - 1).max()
# check: test_judging_a_stretch_that_follows_the_law
# says: one measurement to the next
# %% wrong: relative to the measured norm
# from: model
# edit: drift(norm / (1 - eta * decay) ** (step - step[0])) -> np.abs(norm[0] * (1 - eta * decay) ** (step - step[0]) / norm - 1).max()
# check: test_judging_a_stretch_that_follows_the_law
# says: relative to the law
# %% wrong: the law to the first order
# from: model
# edit: (1 - eta * decay) ** (step - step[0])) -> (1 - eta * decay * (step - step[0])))
# check: test_judging_a_stretch_that_follows_the_law
# says: norm_error
# %% wrong: the exponential law
# from: model
# edit: (1 - eta * decay) ** (step - step[0])) -> np.exp(-eta * decay * (step - step[0])))
# check: test_judging_a_stretch_that_follows_the_law
# says: norm_error
# %% wrong: the power of the step itself, which is 0 late in a run
# from: model
# edit: ** (step - step[0]) -> ** step
# marks: >= 0.5
# check: test_uneven_and_short_stretches
# says: smaller than any float
# %% right: the power of the step itself, by logarithms
# from: model
# edit: drift(norm / (1 - eta * decay) ** (step - step[0])) -> np.abs(np.expm1(np.log(norm / norm[0]) - (step * 1.0 - step[0]) * math.log1p(-eta * decay))).max()
# %% wrong: the power of the step itself, with a floor
# from: model
# edit: (1 - eta * decay) ** (step - step[0]) -> np.maximum((1 - eta * decay) ** step, 1e-300)
# check: test_uneven_and_short_stretches
# says: smaller than any float
# %% wrong: by the norm of step 0, as decay makes it
# from: model
# edit: norm / (1 - eta * decay) ** (step - step[0]) -> norm * (1 - eta * decay) ** (-1.0 * step)
# check: test_uneven_and_short_stretches
# says: smaller than any float
# %% wrong: nearly at the edge is at the edge
# from: model
# edit: if ratio >= 1: -> if ratio > 0.95:
# check: test_dates_that_are_now_or_never
# says: A ratio below 1
# %% wrong: a decay of some millionths is none for the norm
# from: model
# edit: norm_error = drift(norm / (1 - eta * decay) -> norm_error = drift(norm / (1 - (eta * decay if eta * decay > 1e-5 else 0))
# check: test_uneven_and_short_stretches
# says: 40 measurements
# %% wrong: twenty measurements at most
# from: model
# edit: drift(ratio * norm**2) -> drift((ratio * norm**2)[:20]); norm_error = drift((norm / (1 - eta * decay) ** (step - step[0]))[:20]) if len(step) <= 20 else 1.0
# check: test_uneven_and_short_stretches
# says: 40 measurements
# %% wrong: the squared norm in the norm error
# from: model
# edit: drift(norm / (1 - eta * decay) ** (step - step[0])) -> drift(norm**2 / (1 - eta * decay) ** (2 * (step - step[0])))
# check: test_judging_a_stretch_that_follows_the_law
# says: This is the drift of the squared norm
# %% wrong: the range of the curvature
# from: model
# edit: drift(ratio * norm**2) -> np.ptp(ratio * norm**2) / (ratio[0] * norm[0] ** 2)
# check: test_judging_a_stretch_that_follows_the_law
# says: its squared norm
# %% wrong: no errors past the edge
# from: model
# edit:
# -     if np.any(ratio >= 1):
# +     if np.any(ratio >= 1):
# +         norm_error = curvature_error = 0.0
# check: test_decisions_in_their_order
# says: past the edge too
