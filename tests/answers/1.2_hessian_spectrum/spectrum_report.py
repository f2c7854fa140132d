# %% right: arrays
def spectrum_report(eigenvalues, eta):
    bulk_edge = 2 * np.sqrt(np.mean(eigenvalues**2))
    growing = (eta * eigenvalues > 2) | (eigenvalues < -1e-8 * np.abs(eigenvalues).max())
    return {
        "lambda_max": eigenvalues.max(),
        "lambda_min": eigenvalues.min(),
        "bulk_edge": bulk_edge,
        "outliers": np.count_nonzero(eigenvalues > bulk_edge),
        "edge_ratio": eta * eigenvalues.max() / 2,
        "expanding": np.count_nonzero(growing),
    }


def step_curvature(loss, gradient_norm, eta):
    slope = np.where(gradient_norm > 0, gradient_norm, np.nan)[:-1] ** 2
    return 2 * (np.diff(loss) + eta[:-1] * slope) / (eta[:-1] ** 2 * slope)
# %% right: plain Python
def spectrum_report(eigenvalues, eta):
    values = sorted(eigenvalues.tolist())
    edge = 2 * math.sqrt(sum(v * v for v in values) / len(values))
    floor = 1e-8 * max(abs(v) for v in values)
    return dict(
        lambda_max=values[-1],
        lambda_min=values[0],
        bulk_edge=edge,
        outliers=len([v for v in values if v > edge]),
        edge_ratio=eta * values[-1] / 2,
        expanding=sum(1 for v in values if eta * v > 2 or v < -floor),
    )


def step_curvature(loss, gradient_norm, eta):
    met = []
    for t in range(len(loss) - 1):
        step = eta[t] * gradient_norm[t]
        if step == 0:
            met.append(math.nan)
        else:
            met.append(2 / eta[t] - 2 * (loss[t] - loss[t + 1]) / step**2)
    return met
# %% right: norms and sorted search, with a key more
def spectrum_report(eigenvalues, eta):
    ordered = np.sort(eigenvalues)
    d, norm = len(ordered), np.linalg.norm(ordered, np.inf)
    report = {"lambda_min": ordered[0], "lambda_max": ordered[-1], "dimension": d}
    report["bulk_edge"] = 2 / np.sqrt(d) * np.linalg.norm(ordered)
    report["outliers"] = d - np.searchsorted(ordered, report["bulk_edge"], side="right")
    report["edge_ratio"] = np.float64(0.5) * eta * ordered[-1]
    report["expanding"] = float(np.sum(eta * ordered > 2) + np.searchsorted(ordered, -1e-8 * norm, side="left"))
    return report


def step_curvature(loss, gradient_norm, eta):
    promised = (eta * gradient_norm**2)[:-1]  # how far the straight line would fall
    with np.errstate(divide="ignore", invalid="ignore"):
        share_kept = -np.diff(loss) / promised
        return np.where(promised > 0, 2 * (1 - share_kept) / eta[:-1], np.nan)
# %% right: Fractions and a loop
from fractions import Fraction

class Report(dict):
    pass

def spectrum_report(eigenvalues, eta):
    values = [float(v) for v in eigenvalues]
    low, high = min(values), max(values)
    edge = 2 * math.sqrt(math.fsum(v * v for v in values) / len(values))
    report = Report(lambda_max=high, lambda_min=low, bulk_edge=edge, edge_ratio=high / (2 / eta))
    report["outliers"] = len(list(filter(lambda v: v > edge, values)))
    report["expanding"] = sum(eta * v > 2 or v < -1e-8 * max(high, -low) for v in values)
    return report

def step_curvature(loss, gradient_norm, eta):
    met = []
    for before, after, g, h in zip(loss, loss[1:], gradient_norm, eta):
        if g == 0:
            met.append(float("nan"))
            continue
        before, after, g, h = map(Fraction, map(float, (before, after, g, h)))
        met.append(float((after - before + h * g * g) * 2 / (h * g) ** 2))
    return np.array(met)
# %% right: functools.partial, NumPy scalars, an ordered dict
import collections
import functools

def report(order, eigenvalues, eta):
    lam = np.sort(np.asarray(eigenvalues))[::-1]
    scale = max(abs(lam[0]), abs(lam[-1]))
    edge = np.sqrt(4 * (lam @ lam) / lam.size)
    found = {
        "expanding": np.int64(((lam * eta > 2) + (lam < -1e-8 * scale)).sum()),
        "edge_ratio": np.array(lam[0] * eta / 2),
        "outliers": np.float64((lam > edge).sum()),
        "bulk_edge": edge, "lambda_min": lam[-1], "lambda_max": lam[0],
    }
    return collections.OrderedDict((key, found[key]) for key in order)

spectrum_report = functools.partial(report, ("lambda_max", "lambda_min", "bulk_edge", "outliers", "edge_ratio", "expanding"))

def step_curvature(loss, gradient_norm, eta):
    moved = gradient_norm[:-1] != 0
    met = np.full(moved.shape, np.nan)
    h, g, change = eta[:-1][moved], gradient_norm[:-1][moved], np.diff(loss)[moved]
    met[moved] = (2 / h) * (1 + change / g / g / h)
    return met
# %% right: a callable class and a lambda
class SpectrumReport:
    def __call__(self, eigenvalues, eta):
        self.lam = np.array(eigenvalues, dtype=float)
        edge = 2 * np.linalg.norm(self.lam) / len(self.lam) ** 0.5
        return {
            "lambda_max": self.lam.max(), "lambda_min": self.lam.min(), "bulk_edge": edge,
            "outliers": int((self.lam > edge).sum()), "edge_ratio": self.lam.max() * eta * 0.5,
            "expanding": int((eta * self.lam > 2).sum()) + int((self.lam < -1e-8 * abs(self.lam).max()).sum()),
        }

spectrum_report = SpectrumReport()

step_curvature = lambda loss, gradient_norm, eta: [
    2 * (1 - (loss[i] - loss[i + 1]) / (eta[i] * gradient_norm[i] ** 2)) / eta[i] if gradient_norm[i] else np.nan
    for i in range(len(eta) - 1)
]
# %% right: a masked array
# from: right 1
def step_curvature(loss, gradient_norm, eta):
    norm = np.ma.masked_equal(gradient_norm[:-1], 0.0)
    return np.ma.filled(2 * (np.diff(loss) / norm**2 / eta[:-1] + 1) / eta[:-1], np.nan)
# %% wrong: the largest modulus as lambda_max
# from: right 1
# edit: "lambda_max": eigenvalues -> "lambda_max": np.abs(eigenvalues)
# check: test_report_of_degenerate_spectra
# says: largest modulus
# %% wrong: takes the array to be sorted
# from: right 1
# edit: eigenvalues.max(), -> eigenvalues[-1],
# edit: eigenvalues.min() -> eigenvalues[0]
# check: test_report_of_random_spectra, test_report_of_a_transformer, test_report_in_other_units
# check: test_report_of_degenerate_spectra
# says: any order
# %% wrong: the standard deviation about the mean
# from: right 1
# edit: sqrt(np.mean(eigenvalues**2)) -> std(eigenvalues)
# check: test_report_of_random_spectra, test_report_of_a_transformer, test_report_in_other_units
# check: test_report_of_degenerate_spectra
# says: no mean in it
# %% wrong: one standard deviation
# from: right 1
# edit: 2 * np -> np
# check: test_report_of_random_spectra, test_report_of_a_transformer, test_report_in_other_units
# check: test_report_of_degenerate_spectra
# says: Half of it
# %% wrong: no square root
# from: right 1
# edit: sqrt(np.mean(eigenvalues**2)) -> mean(eigenvalues**2)
# check: test_report_of_random_spectra, test_report_of_a_transformer, test_report_in_other_units
# check: test_report_of_degenerate_spectra
# says: square root is missing
# %% wrong: eta times lambda_max, not halved
# from: right 1
# edit: max() / 2 -> max()
# check: test_report_of_random_spectra, test_report_of_a_transformer, test_report_in_other_units
# check: test_report_of_degenerate_spectra
# says: threshold 2
# %% wrong: outliers by modulus
# from: right 1
# edit: eigenvalues > bulk_edge -> np.abs(eigenvalues) > bulk_edge
# check: test_report_of_degenerate_spectra, test_report_of_a_transformer
# says: with the sign
# %% wrong: negative modes forgotten
# from: right 1
# edit: (eta * eigenvalues > 2) | (eigenvalues < -1e-8 * np.abs(eigenvalues).max()) -> (eta * eigenvalues > 2)
# check: test_report_of_random_spectra, test_report_of_a_transformer, test_report_in_other_units
# check: test_report_of_degenerate_spectra
# says: times the largest modulus
# %% wrong: rounding noise counted as growing
# from: right 1
# edit: -1e-8 * np.abs(eigenvalues).max() -> 0
# check: test_report_of_degenerate_spectra, test_report_of_a_transformer
# says: Equality does not grow
# %% wrong: the threshold relative to lambda_max
# from: right 1
# edit: np.abs(eigenvalues) -> eigenvalues
# check: test_report_of_degenerate_spectra
# says: largest modulus
# %% wrong: an absolute threshold
# from: right 1
# edit: 8 * np.abs(eigenvalues).max() -> 8
# check: test_report_in_other_units, test_report_of_degenerate_spectra
# says: times the largest modulus
# %% wrong: equality counted as growing
# from: right 1
# edit: > 2 -> >= 2
# check: test_report_of_degenerate_spectra
# says: Equality does not grow
# %% wrong: a tuple
# from: right 1
# edit: return { -> return tuple({
# edit: } -> }.values())
# edit:
# -     slope = np.where(gradient_norm > 0, gradient_norm, np.nan)[:-1] ** 2
# -     return 2 * (np.diff(loss) + eta[:-1] * slope) / (eta[:-1] ** 2 * slope)
# +     return {"curvature": 2 / eta}
# check: test_report_of_random_spectra, test_report_of_a_transformer, test_report_in_other_units
# check: test_report_of_degenerate_spectra, test_curvature_met_on_a_quadratic, test_curvature_met_by_the_recorded_transformer
# check: test_curvature_met_in_special_cases
# says: dict
# %% wrong: a key spelled otherwise
# from: right 1
# edit: "edge_ratio" -> "edge ratio"
# check: test_report_of_random_spectra, test_report_of_a_transformer, test_report_in_other_units
# check: test_report_of_degenerate_spectra
# says: edge_ratio
# %% wrong: the visible values, hard-coded
# check: test_report_of_random_spectra, test_report_of_a_transformer, test_report_in_other_units
# check: test_report_of_degenerate_spectra, test_curvature_met_on_a_quadratic, test_curvature_met_by_the_recorded_transformer
# check: test_curvature_met_in_special_cases
# says: lambda_max
def spectrum_report(eigenvalues, eta):
    return {"lambda_max": 9.0, "lambda_min": -1.0, "bulk_edge": 2 * math.sqrt(84 / 9), "outliers": 1, "edge_ratio": 2.25, "expanding": 2}


def step_curvature(loss, gradient_norm, eta):
    return np.array([4.0, 0.0])
# %% wrong: curvature without the factor 2
# from: right 1
# check: test_curvature_met_on_a_quadratic, test_curvature_met_by_the_recorded_transformer
# check: test_curvature_met_in_special_cases
# says: where did the ½ go
def step_curvature(loss, gradient_norm, eta):
    norm = np.where(gradient_norm > 0, gradient_norm, np.nan)
    return (np.diff(loss) + (eta * norm**2)[:-1]) / (eta * norm)[:-1] ** 2
# %% wrong: ηκ instead of κ
# from: right 1
# check: test_curvature_met_on_a_quadratic, test_curvature_met_by_the_recorded_transformer
# check: test_curvature_met_in_special_cases
# says: κ was asked
def step_curvature(loss, gradient_norm, eta):
    norm = np.where(gradient_norm > 0, gradient_norm, np.nan)
    return 2 * (np.diff(loss) / (eta * norm**2)[:-1] + 1)
# %% wrong: the loss change with the other sign
# from: right 1
# check: test_curvature_met_on_a_quadratic, test_curvature_met_by_the_recorded_transformer
# check: test_curvature_met_in_special_cases
# says: wrong sign
def step_curvature(loss, gradient_norm, eta):
    norm = np.where(gradient_norm > 0, gradient_norm, np.nan)
    return 2 * ((eta * norm**2)[:-1] - np.diff(loss)) / (eta * norm)[:-1] ** 2
# %% wrong: the gradient norm not squared
# from: right 1
# check: test_curvature_met_on_a_quadratic, test_curvature_met_by_the_recorded_transformer
# says: norm squared
def step_curvature(loss, gradient_norm, eta):
    norm = np.where(gradient_norm > 0, gradient_norm, np.nan)
    return 2 * (np.diff(loss) + (eta * norm)[:-1]) / (eta**2 * norm)[:-1]
# %% wrong: the gradient after the step
# from: right 1
# check: test_curvature_met_on_a_quadratic, test_curvature_met_by_the_recorded_transformer
# check: test_curvature_met_in_special_cases
# says: Which gradient
def step_curvature(loss, gradient_norm, eta):
    norm = np.where(gradient_norm > 0, gradient_norm, np.nan)
    return 2 * (np.diff(loss) + eta[:-1] * norm[1:] ** 2) / (eta[:-1] * norm[1:]) ** 2
# %% wrong: the first learning rate for all steps
# from: right 1
# check: test_curvature_met_on_a_quadratic
# says: its own eta
def step_curvature(loss, gradient_norm, eta):
    norm = np.where(gradient_norm > 0, gradient_norm, np.nan)
    return 2 * (np.diff(loss) + eta[0] * norm[:-1] ** 2) / (eta[0] * norm[:-1]) ** 2
# %% wrong: zero where no step was taken
# from: right 1
# check: test_curvature_met_in_special_cases
# says: should be NaN
def step_curvature(loss, gradient_norm, eta):
    norm = np.where(gradient_norm > 0, gradient_norm, np.nan)
    return np.nan_to_num(2 * (np.diff(loss) + (eta * norm**2)[:-1]) / (eta * norm)[:-1] ** 2)
# %% wrong: one entry too many
# from: right 1
# check: test_curvature_met_on_a_quadratic, test_curvature_met_by_the_recorded_transformer
# check: test_curvature_met_in_special_cases
# says: shape
def step_curvature(loss, gradient_norm, eta):
    norm = np.where(gradient_norm > 0, gradient_norm, np.nan)
    return 2 * (np.diff(loss, append=loss[-1]) + eta * norm**2) / (eta * norm) ** 2
# %% wrong: steps without a gradient left out
# from: right 1
# check: test_curvature_met_in_special_cases
# says: shape
def step_curvature(loss, gradient_norm, eta):
    moved = gradient_norm[:-1] > 0
    drop, rate, norm = np.diff(loss)[moved], eta[:-1][moved], gradient_norm[:-1][moved]
    return 2 * (drop + rate * norm**2) / (rate * norm) ** 2
# %% wrong: a second difference of the loss
# from: right 1
# check: test_curvature_met_on_a_quadratic, test_curvature_met_by_the_recorded_transformer
# check: test_curvature_met_in_special_cases
# says: not right
def step_curvature(loss, gradient_norm, eta):
    norm = np.where(gradient_norm > 0, gradient_norm, np.nan)
    return np.append(np.diff(loss, 2), 0.0)[: len(loss) - 1] / (eta * norm)[:-1] ** 2
# %% wrong: the formula of the report in its place
# from: right 1
# check: test_curvature_met_on_a_quadratic, test_curvature_met_by_the_recorded_transformer
# check: test_curvature_met_in_special_cases
# says: array
def step_curvature(loss, gradient_norm, eta):
    return None
# %% wrong: a threshold of 1e-6
# from: right 1
# edit: 8 -> 6
# check: test_report_of_degenerate_spectra
# says: the largest modulus is 50
# %% wrong: zero gradients left to the division
# from: right 1
# edit: np.where(gradient_norm > 0, gradient_norm, np.nan) -> gradient_norm
# check: test_curvature_met_in_special_cases
# says: where the gradient norm is zero the entry should be NaN
# %% wrong: modes with ηλ < -2 counted twice
# from: right 1
# edit:
# -         "expanding": np.count_nonzero(growing),
# +         "expanding": np.count_nonzero(eta * np.abs(eigenvalues) > 2) + np.count_nonzero(eigenvalues < -1e-8 * np.abs(eigenvalues).max()),
# check: test_report_of_degenerate_spectra
# says: Equality does not grow
# %% wrong: modulus of the multiplier with an absolute margin
# from: right 1
# edit: count_nonzero(growing) -> count_nonzero(np.abs(1 - eta * eigenvalues) > 1 + 1e-8)
# check: test_report_of_degenerate_spectra
# says: the largest modulus is 50
# %% wrong: edge_ratio never negative
# from: right 1
# edit: eta * eigenvalues.max() / 2 -> max(0.0, eta * eigenvalues.max() / 2)
# check: test_report_of_degenerate_spectra
# says: the sign of lambda_max
# %% wrong: outliers from the edge on
# from: right 1
# edit: > bulk_edge -> >= bulk_edge
# check: test_report_of_degenerate_spectra
# says: Strictly greater
# %% wrong: root of the sample mean square
# from: right 1
# edit: mean(eigenvalues**2) -> sum(eigenvalues**2) / (len(eigenvalues) - 1)
# check: test_report_of_random_spectra, test_report_of_a_transformer, test_report_in_other_units
# check: test_report_of_degenerate_spectra
# says: d in its denominator
# %% wrong: NaN below an absolute threshold
# from: right 1
# edit: 0 -> 1e-8
# check: test_curvature_met_in_special_cases
# says: exactly zero
# %% wrong: eta after the step
# from: right 1
# check: test_curvature_met_on_a_quadratic
# says: Which eta
def step_curvature(loss, gradient_norm, eta):
    slope = np.where(gradient_norm > 0, gradient_norm, np.nan)[:-1] ** 2
    return 2 * (np.diff(loss) + eta[1:] * slope) / (eta[1:] ** 2 * slope)
# %% wrong: curvature never negative
# from: right 1
# check: test_curvature_met_on_a_quadratic
# says: negative curvature
def step_curvature(loss, gradient_norm, eta):
    slope = np.where(gradient_norm > 0, gradient_norm, np.nan)[:-1] ** 2
    return np.abs(1) * np.maximum(0.0, 2 * (np.diff(loss) + eta[:-1] * slope) / (eta[:-1] ** 2 * slope))
# %% wrong: changes of the loss below 1e-12 are called rounding
# check: test_curvature_met_in_special_cases
# says: gradient norms 1, 1e-7, 0 and 1
def spectrum_report(eigenvalues, eta):
    lam = np.asarray(eigenvalues, dtype=float)
    edge = 2 * math.sqrt(float(np.mean(lam**2)))
    noise = 1e-8 * np.abs(lam).max()
    return {
        "lambda_max": float(lam.max()),
        "lambda_min": float(lam.min()),
        "bulk_edge": edge,
        "outliers": int(np.sum(lam > edge)),
        "edge_ratio": float(eta * lam.max() / 2),
        "expanding": int(np.sum((eta * lam > 2) | (lam < -noise))),
    }


def step_curvature(loss, gradient_norm, eta):
    g, rate = gradient_norm[:-1], eta[:-1]
    result = np.full(len(g), np.nan)
    moved = g != 0
    promised = rate[moved] * g[moved] ** 2
    result[moved] = 2 / rate[moved] * (1 + np.diff(loss)[moved] / promised * np.where(np.abs(np.diff(loss)[moved]) < 1e-12, 0, 1))
    return result
# %% wrong: growing with a margin
# from: wrong: changes of the loss below 1e-12 are called rounding
# edit: > 2 -> > 2 * (1 + 1e-6)
# edit: promised * np.where(np.abs(np.diff(loss)[moved]) < 1e-12, 0, 1) -> promised
# check: test_report_of_degenerate_spectra
# says: just above 2
# %% wrong: outliers with a margin
# from: wrong: changes of the loss below 1e-12 are called rounding
# edit: > edge -> > 1.01 * edge
# edit: promised * np.where(np.abs(np.diff(loss)[moved]) < 1e-12, 0, 1) -> promised
# check: test_report_of_degenerate_spectra
# says: off the bulk edge
# %% wrong: a gradient norm far below the largest counts as zero
# from: wrong: changes of the loss below 1e-12 are called rounding
# edit: g ! -> g > 1e-6 * g.max() if len(g) else g !
# edit: promised * np.where(np.abs(np.diff(loss)[moved]) < 1e-12, 0, 1) -> promised
# check: test_curvature_met_in_special_cases
# says: 1e-7
