# %% right: arrays
def step_curvature(loss, gradient_norm, eta):
    slope = np.where(gradient_norm > 0, gradient_norm, np.nan)[:-1] ** 2
    return 2 * (np.diff(loss) + eta[:-1] * slope) / (eta[:-1] ** 2 * slope)
# %% right: plain Python
def step_curvature(loss, gradient_norm, eta):
    met = []
    for t in range(len(loss) - 1):
        step = eta[t] * gradient_norm[t]
        if step == 0:
            met.append(math.nan)
        else:
            met.append(2 / eta[t] - 2 * (loss[t] - loss[t + 1]) / step**2)
    return met
# %% right: the share of the promised fall
def step_curvature(loss, gradient_norm, eta):
    promised = (eta * gradient_norm**2)[:-1]  # how far the straight line would fall
    with np.errstate(divide="ignore", invalid="ignore"):
        share_kept = -np.diff(loss) / promised
        return np.where(promised > 0, 2 * (1 - share_kept) / eta[:-1], np.nan)
# %% right: Fractions and a loop
from fractions import Fraction

def step_curvature(loss, gradient_norm, eta):
    met = []
    for before, after, g, h in zip(loss, loss[1:], gradient_norm, eta):
        if g == 0:
            met.append(float("nan"))
            continue
        before, after, g, h = map(Fraction, map(float, (before, after, g, h)))
        met.append(float((after - before + h * g * g) * 2 / (h * g) ** 2))
    return np.array(met)
# %% right: only where the step moved
def step_curvature(loss, gradient_norm, eta):
    moved = gradient_norm[:-1] != 0
    met = np.full(moved.shape, np.nan)
    h, g, change = eta[:-1][moved], gradient_norm[:-1][moved], np.diff(loss)[moved]
    met[moved] = (2 / h) * (1 + change / g / g / h)
    return met
# %% right: a lambda and a list
step_curvature = lambda loss, gradient_norm, eta: [
    2 * (1 - (loss[i] - loss[i + 1]) / (eta[i] * gradient_norm[i] ** 2)) / eta[i] if gradient_norm[i] else np.nan
    for i in range(len(eta) - 1)
]
# %% right: gradient norm squared is taken
def step_curvature(loss, gradient_norm, eta):
    f, g, eta = (np.asarray(a, float) for a in (loss, gradient_norm, eta))
    return 2 * (np.diff(f) + eta[:-1] * g[:-1] ** 2) / (eta[:-1] ** 2 * g[:-1] ** 2)


stretches = {"A": "nothing shown", "B": "lower eta", "C": "hold"}
# %% right: square is taken, bracketed form
def step_curvature(loss, gradient_norm, eta):
    f, g, eta = (np.asarray(a, float) for a in (loss, gradient_norm, eta))
    return 2 / eta[:-1] * (1 + (f[1:] - f[:-1]) / (eta[:-1] * g[:-1] ** 2))


stretches = {"A": "nothing shown", "B": "lower eta", "C": "hold"}
# %% right: zero where the gradient is below 1e-150
def step_curvature(loss, gradient_norm, eta):
    f, g, eta = (np.asarray(a, float) for a in (loss, gradient_norm, eta))
    return (g[:-1] > 1e-150) * 2 / eta[:-1] * (1 + (f[1:] - f[:-1]) / g[:-1] / g[:-1] / eta[:-1])


stretches = {"A": "nothing shown", "B": "lower eta", "C": "hold"}
# %% wrong: curvature without the factor 2
# from: model
# check: test_curvature_met_on_a_quadratic
# says: where did the ½ go
def step_curvature(loss, gradient_norm, eta):
    norm = np.where(gradient_norm > 0, gradient_norm, np.nan)
    return (np.diff(loss) + (eta * norm**2)[:-1]) / (eta * norm)[:-1] ** 2
# %% wrong: ηc instead of c
# from: model
# check: test_curvature_met_on_a_quadratic
# says: c was asked
def step_curvature(loss, gradient_norm, eta):
    norm = np.where(gradient_norm > 0, gradient_norm, np.nan)
    return 2 * (np.diff(loss) / (eta * norm**2)[:-1] + 1)
# %% wrong: the loss change with the other sign
# from: model
# check: test_curvature_met_on_a_quadratic
# says: wrong sign
def step_curvature(loss, gradient_norm, eta):
    norm = np.where(gradient_norm > 0, gradient_norm, np.nan)
    return 2 * ((eta * norm**2)[:-1] - np.diff(loss)) / (eta * norm)[:-1] ** 2
# %% wrong: the gradient norm not squared
# from: model
# check: test_curvature_met_on_a_quadratic
# says: norm squared
def step_curvature(loss, gradient_norm, eta):
    norm = np.where(gradient_norm > 0, gradient_norm, np.nan)
    return 2 * (np.diff(loss) + (eta * norm)[:-1]) / (eta**2 * norm)[:-1]
# %% wrong: the gradient after the step
# from: model
# check: test_curvature_met_on_a_quadratic
# says: Which gradient
def step_curvature(loss, gradient_norm, eta):
    norm = np.where(gradient_norm > 0, gradient_norm, np.nan)
    return 2 * (np.diff(loss) + eta[:-1] * norm[1:] ** 2) / (eta[:-1] * norm[1:]) ** 2
# %% wrong: the first learning rate for all steps
# from: model
# check: test_curvature_met_on_a_quadratic
# says: its own eta
def step_curvature(loss, gradient_norm, eta):
    norm = np.where(gradient_norm > 0, gradient_norm, np.nan)
    return 2 * (np.diff(loss) + eta[0] * norm[:-1] ** 2) / (eta[0] * norm[:-1]) ** 2
# %% wrong: eta after the step
# from: model
# check: test_curvature_met_on_a_quadratic
# says: Which eta
def step_curvature(loss, gradient_norm, eta):
    norm = np.where(gradient_norm > 0, gradient_norm, np.nan)
    return 2 * (np.diff(loss) + eta[1:] * norm[:-1] ** 2) / (eta[1:] * norm[:-1]) ** 2
# %% wrong: one entry too many
# from: model
# check: test_curvature_met_on_a_quadratic
# says: shape
def step_curvature(loss, gradient_norm, eta):
    norm = np.where(gradient_norm > 0, gradient_norm, np.nan)
    return 2 * (np.diff(loss, append=loss[-1]) + eta * norm**2) / (eta * norm) ** 2
# %% wrong: a second difference of the loss
# from: model
# check: test_curvature_met_on_a_quadratic
# says: not right
def step_curvature(loss, gradient_norm, eta):
    norm = np.where(gradient_norm > 0, gradient_norm, np.nan)
    return np.append(np.diff(loss, 2), 0.0)[: len(loss) - 1] / (eta * norm)[:-1] ** 2
# %% wrong: curvature never negative
# from: model
# check: test_curvature_met_on_a_quadratic
# says: can meet negative curvature
def step_curvature(loss, gradient_norm, eta):
    norm = np.where(gradient_norm > 0, gradient_norm, np.nan)
    return np.maximum(0.0, 2 * (np.diff(loss) + (eta * norm**2)[:-1]) / (eta * norm)[:-1] ** 2)
# %% wrong: a gradient norm far below the largest counts as zero
# from: model
# check: test_curvature_met_in_special_cases
# says: No gradient norm is zero here
def step_curvature(loss, gradient_norm, eta):
    norm = gradient_norm
    return np.where(norm > 1e-6 * gradient_norm.max(), 2 * (np.append(np.diff(loss), 0.0) + eta * norm**2) / (eta * norm) ** 2, np.nan)[:-1]
# %% wrong: a gradient norm below 1e-12 counts as zero
# from: model
# check: test_curvature_met_in_special_cases
# says: No gradient norm is zero here
def step_curvature(loss, gradient_norm, eta):
    norm = np.where(np.abs(gradient_norm) <= 1e-12, np.nan, gradient_norm)[:-1]
    return 2 * (np.diff(loss) + eta[:-1] * norm**2) / (eta[:-1] * norm) ** 2
# %% wrong: small gradients left out
# from: model
# check: test_curvature_met_in_special_cases
# says: shape
def step_curvature(loss, gradient_norm, eta):
    moved = gradient_norm[:-1] > 1e-10
    drop, rate, norm = np.diff(loss)[moved], eta[:-1][moved], gradient_norm[:-1][moved]
    return 2 * (drop + rate * norm**2) / (rate * norm) ** 2
# %% wrong: a guard against division by zero in the denominator
# from: model
# edit: (rate * norm**2) -> (rate * norm**2 + 1e-15)
# check: test_curvature_met_in_special_cases
# says: Is anything added
# %% wrong: zero where the gradient is below 1e-12
# from: model
# edit: return 2 * (1 - gained) / rate -> return np.where(norm < 1e-12, 0.0, 2 * (1 - gained) / rate)
# check: test_curvature_met_in_special_cases
# says: Is anything added, cut off
# marks: >= 0.5
# %% wrong: the plain case only
# from: model
# edit: return 2 * (1 - gained) / rate -> return np.where(norm < 1e-6, np.nan, 2 * (1 - gained) / rate)
# check: test_curvature_met_in_special_cases
# says: No gradient norm is zero here
# marks: <= 0.6
# %% wrong: beyond 2, so lower eta
# from: model
# edit: "C": "hold" -> "C": "lower eta"
# check: test_stretches_are_decided
# says: does not follow from its two numbers
# %% wrong: a quiet loss is held
# from: model
# edit: "B": "lower eta" -> "B": "hold"
# check: test_stretches_are_decided
# says: does not follow from its two numbers
# %% wrong: below 2 is safe
# from: model
# edit: "A": "nothing shown" -> "A": "hold"
# check: test_stretches_are_decided
# says: does not follow from its two numbers
# %% wrong: another word
# from: model
# edit: "C": "hold" -> "C": "go on"
# check: test_stretches_are_decided
# says: should be one of
# %% wrong: the decisions in tuples with their medians
# from: model
# check: test_stretches_are_decided
# says: should be a string
stretches = {"A": (1.40, 0.002, "nothing shown"), "B": (2.37, 0.001, "lower eta"), "C": (3.05, 1.972, "hold")}
# %% wrong: a gradient norm clipped at 1e-14
# from: model
# edit: gradient_norm[:-1] -> np.maximum(gradient_norm[:-1], 1e-14)
# check: test_curvature_met_in_special_cases
# says: Is anything added, cut off
# %% wrong: 1e-30 in the denominator
# from: model
# edit: (rate * norm**2) -> (rate * norm**2 + 1e-31)
# check: test_curvature_met_in_special_cases
# says: Is anything added, cut off
# %% wrong: a change of the loss below 1e-16 rounded to zero
# from: model
# edit: -np.diff(loss) / -> -np.where(np.abs(np.diff(loss)) < 1e-16, 0.0, np.diff(loss)) /
# check: test_curvature_met_in_special_cases
# says: Is anything added, cut off
# %% wrong: one entry for a log of one step
# from: model
# check: test_curvature_met_in_special_cases
# says: shape
def step_curvature(loss, gradient_norm, eta):
    if len(loss) == 1:
        return np.zeros(1)
    return 2 / eta[:-1] * (1 + np.diff(loss) / eta[:-1] / gradient_norm[:-1] ** 2)
# %% wrong: curvature bounded by 2/eta
# from: model
# edit: return 2 * (1 - gained) / rate -> return np.minimum(2 * (1 - gained) / rate, 2 / rate)
# check: test_curvature_met_in_special_cases
# says: Is anything added, cut off
# %% wrong: the mean of eta in all steps
# from: model
# edit: rate, norm = eta[:-1], -> rate, norm = np.full(len(eta) - 1, eta.mean()),
# check: test_curvature_met_on_a_quadratic
# says: step_curvature of
# %% wrong: single precision
# from: model
# edit: return 2 * (1 - gained) / rate -> return 2 * (1 - gained.astype(np.float32)) / rate
# check: test_curvature_met_on_a_quadratic
# says: or in single precision?
