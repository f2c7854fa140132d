# %% right: logarithms of another base, and loops
def edge_date(step, ratio, eta, decay):
    if ratio >= 1:
        return step
    if decay == 0 or ratio <= 0:
        return np.inf
    return step - np.log2(ratio) / np.log2((1 - eta * decay) ** -2)


def judge(step, ratio, norm, eta, decay):
    e_n = e_c = 0.0
    for k in range(len(step)):
        law = norm[0] * (1 - eta * decay) ** float(step[k] - step[0])
        e_n = max(e_n, abs(norm[k] / law - 1))
        e_c = max(e_c, abs(ratio[k] * norm[k] ** 2 / (ratio[0] * norm[0] ** 2) - 1))
    date = edge_date(step[-1], ratio[-1], eta, decay)
    if max(ratio) >= 1:
        return [date, e_n, e_c, "past the edge"]
    if e_n > 0.01:
        return [date, e_n, e_c, "no date: norm"]
    if e_c > 0.05:
        return [date, e_n, e_c, "no date: curvature"]
    return [date, e_n, e_c, "no danger" if date == np.inf else "act before the date"]
# %% right: one branch for all dates
def edge_date(step, ratio, eta, decay):
    if 0 < ratio < 1 and eta * decay > 0:
        return float(step) + 0.5 * math.log(1 / ratio) / -math.log(1 - eta * decay)
    return float(step) if ratio >= 1 else float("inf")
# %% right: a power of the growth, and a table of decisions
def edge_date(step, ratio, eta, decay):
    if ratio >= 1:
        return step
    growth = (1 - eta * decay) ** -2
    if growth == 1 or ratio <= 0:
        return math.inf
    return step + math.log(1 / ratio, growth)


def judge(step, ratio, norm, eta, decay):
    date = edge_date(step[-1], ratio[-1], eta, decay)
    by_law = norm[0] * np.exp((step - step[0]) * np.log(1 - eta * decay))
    norm_error = np.max(np.abs(norm - by_law) / by_law)
    product = ratio * norm * norm
    curvature_error = np.max(np.abs(product - product[0])) / product[0]
    table = [
        ("past the edge", (ratio >= 1).any()),
        ("no date: norm", norm_error > 0.01),
        ("no date: curvature", curvature_error > 0.05),
        ("no danger", np.isinf(date)),
        ("act before the date", True),
    ]
    return date, norm_error, curvature_error, next(name for name, holds in table if holds)
# %% right: SymPy numbers for the date
def edge_date(step, ratio, eta, decay):
    if ratio >= 1:
        return sp.Float(step)
    if decay == 0 or ratio <= 0:
        return sp.oo
    return sp.Float(step) + sp.log(sp.Float(ratio)) / (2 * sp.log(1 - sp.Float(eta) * sp.Float(decay)))
# %% right: the norm error from logarithms
def judge(step, ratio, norm, eta, decay):
    steps = np.asarray(step, dtype=float)
    log_law = np.log(norm[0]) + (steps - steps[0]) * np.log1p(-eta * decay)
    norm_error = np.abs(np.expm1(np.log(norm) - log_law)).max()
    relative = (ratio / ratio[0]) * (norm / norm[0]) ** 2
    curvature_error = np.abs(relative - 1).max()
    date = edge_date(step[-1], ratio[-1], eta, decay)
    decision = "act before the date" if np.isfinite(date) else "no danger"
    if curvature_error > 0.05:
        decision = "no date: curvature"
    if norm_error > 0.01:
        decision = "no date: norm"
    if np.any(ratio >= 1):
        decision = "past the edge"
    return (date, norm_error, curvature_error, decision)
# %% wrong: the formula and one decision
# marks: <= 0.6
# check: test_dates_that_are_now_or_never, test_decisions_in_their_order, test_uneven_short_and_negative_stretches
# check: test_recorded_stretches
# says: the date is now
def edge_date(step, ratio, eta, decay):
    return float(step + math.log(1 / abs(ratio)) / (-2 * math.log(1 - eta * decay)))


def judge(step, ratio, norm, eta, decay):
    date = edge_date(step[-1], ratio[-1], eta, decay)
    shrunk = norm[0] * (1 - eta * decay) ** (step - step[0])
    product = ratio * norm**2
    return date, np.abs(norm / shrunk - 1).max(), np.abs(product / product[0] - 1).max(), "act before the date"
# %% wrong: nothing is past the edge unless the last ratio is
# from: model
# edit: if np.any(ratio >= 1): -> if ratio[-1] >= 1:
# marks: >= 0.5
# check: test_decisions_in_their_order
# says: not the last
# %% wrong: the norm in place of its square
# from: model
# edit: / (2 * math.log1p(-eta * decay)) -> / math.log1p(-eta * decay)
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
# edit: if decay == 0 or ratio <= 0: -> if ratio <= 0:
# check: test_dates_that_are_now_or_never
# says: ZeroDivisionError
# outcome: student_error
# %% wrong: never is None
# from: model
# edit: return math.inf -> return None
# check: test_dates_that_are_now_or_never
# says: should be one real number
# %% wrong: the date from the first measurement
# from: model
# edit: edge_date(step[-1], ratio[-1], eta, decay) -> edge_date(step[0], ratio[0], eta, decay)
# check: test_judging_a_stretch_that_follows_the_law
# says: from the first measurement
# %% wrong: places in place of steps
# from: model
# edit: ** (step - step[0]) -> ** np.arange(len(step))
# check: test_judging_a_stretch_that_follows_the_law
# says: not the place in the array
# %% wrong: steps from 0
# from: model
# edit: ** (step - step[0]) -> ** step
# check: test_judging_a_stretch_that_follows_the_law
# says: count from the first measurement
# %% wrong: the means
# from: model
# edit: np.abs(norm / shrunk - 1).max() -> np.abs(norm / shrunk - 1).mean()
# check: test_judging_a_stretch_that_follows_the_law
# says: This is the mean
# %% wrong: the last measurement only
# from: model
# edit: np.abs(of_direction / of_direction[0] - 1).max() -> abs(of_direction[-1] / of_direction[0] - 1)
# check: test_judging_a_stretch_that_follows_the_law
# says: This is the last
# %% wrong: no modulus
# from: model
# edit: np.abs(of_direction / of_direction[0] - 1).max() -> (of_direction / of_direction[0] - 1).max()
# check: test_judging_a_stretch_that_follows_the_law
# says: with its modulus
# %% wrong: the ratio alone
# from: model
# edit: of_direction = ratio * norm**2 -> of_direction = ratio
# check: test_judging_a_stretch_that_follows_the_law
# says: the ratio alone
# %% wrong: the norm is not squared
# from: model
# edit: of_direction = ratio * norm**2 -> of_direction = ratio * norm
# check: test_judging_a_stretch_that_follows_the_law
# says: squared in the product
# %% wrong: curvature before norm
# from: model
# edit: if norm_error > 0.01: -> if norm_error > 0.01 and curvature_error <= 0.05:
# check: test_decisions_in_their_order
# says: from top to bottom
# %% wrong: danger before the laws
# from: model
# edit:
# -     elif norm_error > 0.01:
# +     elif math.isinf(date):
# +         decision = "no danger"
# +     elif norm_error > 0.01:
# check: test_decisions_in_their_order, test_uneven_short_and_negative_stretches
# says: from top to bottom
# %% wrong: one threshold for both
# from: model
# edit: curvature_error > 0.05 -> curvature_error > 0.01
# check: test_judging_a_stretch_that_follows_the_law, test_decisions_in_their_order
# says: the first line of the table
