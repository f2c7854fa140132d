# %% right: covariance over variance, a list, a dictionary made in one line
def tail_order(time, gradient_norm, parameter_norm):
    u, v = np.log(time), np.log(gradient_norm)
    psi = -np.cov(u, v)[0, 1] / np.var(u, ddof=1)
    order = np.inf if psi <= 1 else 2 + 1 / (psi - 1)
    verdict = "strict" if order < 2.5 else "degenerate"
    if order > 8 and parameter_norm[0] < parameter_norm[-1]:
        verdict = "escaping"
    return [psi, order, verdict]


decision = {True: "other criterion", False: "wait"}[tail_order(*stretches["C"])[1] > 2 * tail_order(*stretches["A"])[1]]
# %% right: least squares by NumPy, the table from below
def tail_order(time, gradient_norm, parameter_norm):
    A = np.column_stack([np.log(time), np.ones(len(time))])
    psi = -np.linalg.lstsq(A, np.log(gradient_norm), rcond=None)[0][0]
    if psi <= 1:
        order = math.inf
    else:
        order = (2 * psi - 1) / (psi - 1)
    if 2.5 <= order <= 8 or (order > 8 and parameter_norm[-1] <= parameter_norm[0]):
        return psi, order, "degenerate"
    return psi, order, "strict" if order < 2.5 else "escaping"


decision = np.str_("other criterion")
# %% right: SciPy's regression, decadic logarithms
from scipy.stats import linregress


def tail_order(time, gradient_norm, parameter_norm):
    psi = float(-linregress(np.log10(time), np.log10(gradient_norm)).slope)
    order = 1 + psi / (psi - 1) if psi > 1 else float("inf")
    if order < 2.5:
        verdict = "strict"
    elif order > 8 and parameter_norm[-1] - parameter_norm[0] > 0:
        verdict = "escaping"
    else:
        verdict = "degenerate"
    return psi, order, verdict
# %% right: a polynomial object, a tuple with SymPy numbers
def tail_order(time, gradient_norm, parameter_norm):
    line = np.polynomial.Polynomial.fit(np.log(time), np.log(gradient_norm), 1).convert()
    psi = -line.coef[1]
    order = sp.oo if psi <= 1 else sp.Float(float((2 * psi - 1) / (psi - 1)), 17)
    grew = parameter_norm[-1] > parameter_norm[0]
    return sp.Float(float(psi), 17), order, "strict" if order < 2.5 else ("degenerate", "escaping")[bool(order > 8 and grew)]
# %% right: centred sums in plain Python
def tail_order(time, gradient_norm, parameter_norm):
    u, v = [math.log(t) for t in time], [math.log(g) for g in gradient_norm]
    mean = sum(u) / len(u)
    psi = -sum((p - mean) * q for p, q in zip(u, v)) / sum((p - mean) ** 2 for p in u)
    order = math.inf
    if psi > 1:
        order = (2 * psi - 1) / (psi - 1)
    table = [("strict", order < 2.5), ("escaping", order > 8 and parameter_norm[0] < parameter_norm[-1]), ("degenerate", True)]
    return psi, order, next(word for word, holds in table if holds)
# %% wrong: the sign of the slope
# from: model
# edit: psi = -float(slope) -> psi = float(slope)
# check: test_tails_of_flat_valleys
# says: The sign: psi is minus the slope
# %% wrong: the last point against the first
# from: model
# edit: psi = -float(slope) -> psi = -np.log(gradient_norm[-1] / gradient_norm[0]) / np.log(time[-1] / time[0])
# check: test_tails_of_flat_valleys
# says: the last point against the first
# %% wrong: time is not logarithmic
# from: model
# edit: np.polyfit(np.log(time) -> np.polyfit(time
# check: test_tails_of_flat_valleys
# says: your time is not
# %% wrong: the gradient norm is not logarithmic
# from: model
# edit: np.log(gradient_norm) -> gradient_norm
# check: test_tails_of_flat_valleys
# says: your gradient norm is not
# %% wrong: the law of the loss
# from: model
# edit: (2 * psi - 1) / (psi - 1) -> 2 * psi / (psi - 1)
# check: test_tails_of_flat_valleys
# says: That is the law of the loss
# %% wrong: the formula the wrong way round
# from: model
# edit: (2 * psi - 1) / (psi - 1) -> (psi - 1) / (psi - 2)
# check: test_tails_of_flat_valleys
# says: for p
# %% wrong: the formula below 1, too
# from: model
# edit:  if psi > 1 else math.inf ->
# check: test_tails_without_an_order
# says: it should be math.inf
# marks: >= 0.5
# %% wrong: no order is zero
# from: model
# edit: else math.inf -> else 0.0
# check: test_tails_without_an_order
# says: it should be math.inf
# %% wrong: escaping without a look at the norm
# from: model
# edit:  and parameter_norm[-1] > parameter_norm[0]: -> :
# check: test_each_line_of_the_verdict
# says: The norm shrank
# marks: >= 0.5
# %% wrong: the largest norm against the first
# from: model
# edit: parameter_norm[-1] > parameter_norm[0] -> parameter_norm[-1] >= max(parameter_norm)
# check: test_each_line_of_the_verdict
# says: The last norm against the first
# marks: >= 0.5
# %% wrong: strict below 3
# from: model
# edit: order < 2.5 -> order < 3
# check: test_each_line_of_the_verdict
# says: 2.82 is not below 2.5
# %% wrong: escaping above 20
# from: model
# edit: order > 8 -> order > 30
# check: test_each_line_of_the_verdict
# says: The norm grew
# %% wrong: a run that falls fast is degenerate
# from: model
# edit: return psi, order, "strict" -> return psi, order, "degenerate"
# check: test_each_line_of_the_verdict
# says: Its order is just above 2
# marks: >= 0.5
# %% wrong: waits
# from: model
# edit: decision = "other criterion" -> decision = "wait"
# check: test_run_is_decided
# says: Is the order the same on all three stretches
# marks: >= 0.5
# %% wrong: lowers the rate
# from: model
# edit: decision = "other criterion" -> decision = "lower eta"
# check: test_run_is_decided
# says: keep the gradient norm from falling step by step
# marks: >= 0.5
# %% wrong: right for flat valleys, the plain case
# from: model
# edit:  if psi > 1 else math.inf ->
# edit: if order < 2.5: -> if False:
# edit: order > 8 and parameter_norm[-1] > parameter_norm[0] -> False
# edit: decision = "other criterion" -> decision = "wait"
# check: test_tails_without_an_order, test_each_line_of_the_verdict, test_run_is_decided
# says: it should be math.inf
# marks: <= 0.6
# %% wrong: the largest norm in place of the last
# from: model
# edit: parameter_norm[-1] > parameter_norm[0] -> max(parameter_norm) > parameter_norm[0]
# check: test_each_line_of_the_verdict
# says: The last norm against the first
# %% wrong: the decision is a verdict
# from: model
# edit: decision = "other criterion" -> decision = "escaping"
# check: test_run_is_decided
# says: should be one of 'wait'
# %% wrong: one over psi less one
# from: model
# edit: (2 * psi - 1) / (psi - 1) -> 1 / (psi - 1)
# check: test_tails_of_flat_valleys
# says: p = (2ψ - 1)/(ψ - 1)
# %% wrong: strict below 2.2
# from: model
# edit: order < 2.5 -> order < 2.2
# check: test_each_line_of_the_verdict
# says: It is the order that is compared with 2.5
# marks: >= 0.5
# %% wrong: a psi near 1 has no order
# from: model
# edit: if psi > 1 else -> if psi > 1.05 else
# check: test_each_line_of_the_verdict
# says: The order of a power law of order 50
# %% wrong: no order is escaping, whatever the norm does
# from: model
# edit:
# -     if order < 2.5:
# +     if order == math.inf:
# +         return psi, order, "escaping"
# +     if order < 2.5:
# check: test_tails_without_an_order
# says: The norm shrank
# marks: >= 0.5
# %% wrong: time on gradient
# from: model
# edit: psi = -float(slope) -> psi = -1 / float(np.polyfit(np.log(gradient_norm), np.log(time), 1)[0])
# check: test_tails_of_flat_valleys
# says: This line gives the time from the gradient norm
# %% wrong: through the origin
# from: model
# edit: psi = -float(slope) -> psi = -float(np.log(time) @ np.log(gradient_norm) / (np.log(time) @ np.log(time)))
# check: test_tails_of_flat_valleys
# says: it has a constant of its own
# %% wrong: the mean slope from point to point
# from: model
# edit: psi = -float(slope) -> psi = -float(np.mean(np.diff(np.log(gradient_norm)) / np.diff(np.log(time))))
# check: test_tails_of_flat_valleys
# says: This is the mean of the slopes
# %% wrong: two digits of psi
# from: model
# edit: psi = -float(slope) -> psi = round(-float(slope), 2)
# check: test_tails_of_flat_valleys
# says: This is rounded
# %% wrong: None for no order
# from: model
# edit: else math.inf -> else None
# edit:
# -     if order < 2.5:
# +     if order is None:
# +         return psi, None, "escaping"
# +     if order < 2.5:
# check: test_tails_without_an_order
# says: you returned None; psi is not above 1
# marks: >= 0.5
# %% wrong: the norm must have grown by a twentieth
# from: model
# edit: parameter_norm[-1] > parameter_norm[0] -> parameter_norm[-1] > 1.05 * parameter_norm[0]
# check: test_each_line_of_the_verdict
# says: The last norm against the first
# marks: >= 0.5
# %% wrong: a whole number for the order
# from: model
# edit: order = (2 * psi - 1) / (psi - 1) if psi > 1 -> order = round((2 * psi - 1) / (psi - 1)) if psi > 1
# check: test_tails_of_flat_valleys
# says: an order need not be whole
