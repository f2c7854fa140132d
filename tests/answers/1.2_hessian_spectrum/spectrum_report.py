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
# %% right: gradient norm squared is taken
def spectrum_report(eigenvalues, eta):
    v = np.asarray(eigenvalues, float)
    big = np.abs(v).max()
    edge = 2 * np.sqrt(np.mean(v**2))
    return {"bulk_edge": edge, "outliers": int((v > edge).sum()), "edge_ratio": eta * v.max() / 2,
            "expanding": int(((eta * v > 2) | (v < -1e-8 * big)).sum())}


def step_curvature(loss, gradient_norm, eta):
    f, g, eta = (np.asarray(a, float) for a in (loss, gradient_norm, eta))
    return 2 * (np.diff(f) + eta[:-1] * g[:-1] ** 2) / (eta[:-1] ** 2 * g[:-1] ** 2)


stretches = {"A": "nothing shown", "B": "lower eta", "C": "hold"}
# %% right: square is taken, bracketed form
def spectrum_report(eigenvalues, eta):
    v = np.asarray(eigenvalues, float)
    big = np.abs(v).max()
    edge = 2 * np.sqrt(np.mean(v**2))
    return {"bulk_edge": edge, "outliers": int((v > edge).sum()), "edge_ratio": eta * v.max() / 2,
            "expanding": int(((eta * v > 2) | (v < -1e-8 * big)).sum())}


def step_curvature(loss, gradient_norm, eta):
    f, g, eta = (np.asarray(a, float) for a in (loss, gradient_norm, eta))
    return 2 / eta[:-1] * (1 + (f[1:] - f[:-1]) / (eta[:-1] * g[:-1] ** 2))


stretches = {"A": "nothing shown", "B": "lower eta", "C": "hold"}
# %% right: zero where the gradient is below 1e-150
def spectrum_report(eigenvalues, eta):
    v = np.asarray(eigenvalues, float)
    big = np.abs(v).max()
    edge = 2 * np.sqrt(np.mean(v**2))
    return {"bulk_edge": edge, "outliers": int((v > edge).sum()), "edge_ratio": eta * v.max() / 2,
            "expanding": int(((eta * v > 2) | (v < -1e-8 * big)).sum())}


def step_curvature(loss, gradient_norm, eta):
    f, g, eta = (np.asarray(a, float) for a in (loss, gradient_norm, eta))
    return (g[:-1] > 1e-150) * 2 / eta[:-1] * (1 + (f[1:] - f[:-1]) / g[:-1] / g[:-1] / eta[:-1])


stretches = {"A": "nothing shown", "B": "lower eta", "C": "hold"}
# %% wrong: takes the array to be sorted
# from: model
# edit: eta * eigenvalues.max() / 2 -> eta * eigenvalues[-1] / 2
# check: test_report_of_random_spectra
# says: any order
# %% wrong: the standard deviation about the mean
# from: model
# edit: 2 * np.sqrt(np.mean(eigenvalues**2)) -> 2 * np.std(eigenvalues)
# check: test_report_of_random_spectra
# says: no mean in it
# %% wrong: one standard deviation
# from: model
# edit: 2 * np.sqrt(np.mean -> np.sqrt(np.mean
# check: test_report_of_random_spectra
# says: Half of it
# %% wrong: no square root
# from: model
# edit: np.sqrt(np.mean(eigenvalues**2)) -> np.mean(eigenvalues**2)
# check: test_report_of_random_spectra
# says: square root is missing
# %% wrong: root of the sample mean square
# from: model
# edit: np.mean(eigenvalues**2) -> (np.sum(eigenvalues**2) / (len(eigenvalues) - 1))
# check: test_report_of_random_spectra
# says: d in its denominator
# %% wrong: eta times lambda_max, not halved
# from: model
# edit: eigenvalues.max() / 2 -> eigenvalues.max()
# check: test_report_of_random_spectra
# says: threshold 2
# %% wrong: outliers by modulus
# from: model
# edit: eigenvalues > bulk_edge -> np.abs(eigenvalues) > bulk_edge
# check: test_report_of_degenerate_spectra
# says: with the sign of the eigenvalue
# %% wrong: negative modes forgotten
# from: model
# edit:  | (eigenvalues < -noise_floor) -> 
# check: test_report_of_random_spectra
# says: negative eigenvalues grow too
# %% wrong: rounding noise counted as growing
# from: model
# edit: 1e-8 * np.max(np.abs(eigenvalues)) -> 0.0
# check: test_report_of_degenerate_spectra
# says: Equality does not grow
# %% wrong: the threshold relative to lambda_max
# from: model
# edit: np.max(np.abs(eigenvalues)) -> np.max(eigenvalues)
# check: test_report_of_degenerate_spectra
# says: Equality does not grow
# %% wrong: an absolute threshold
# from: model
# edit: 1e-8 * np.max(np.abs(eigenvalues)) -> 1e-8
# check: test_report_of_degenerate_spectra
# says: times the largest modulus
# %% wrong: equality counted as growing
# from: model
# edit: > 2) -> >= 2)
# check: test_report_of_degenerate_spectra
# says: Equality does not grow
# %% wrong: a threshold of 1e-6
# from: model
# edit: 1e-8 -> 1e-6
# check: test_report_of_degenerate_spectra
# says: "expanding"
# %% wrong: modes with ηλ < -2 counted twice
# from: model
# edit: int(np.sum(growing)) -> int(np.sum(eta * np.abs(eigenvalues) > 2) + np.sum(eigenvalues < -noise_floor))
# check: test_report_of_degenerate_spectra
# says: Equality does not grow
# %% wrong: edge_ratio never negative
# from: model
# edit: float(eta * eigenvalues.max() / 2) -> float(max(0.0, eta * eigenvalues.max() / 2))
# check: test_report_of_degenerate_spectra
# says: the sign of the largest eigenvalue
# %% wrong: edge_ratio of the largest modulus
# from: model
# edit: eta * eigenvalues.max() / 2 -> eta * np.abs(eigenvalues).max() / 2
# check: test_report_of_degenerate_spectra
# says: the sign of the largest eigenvalue
# %% wrong: outliers from the edge on
# from: model
# edit: eigenvalues > bulk_edge -> eigenvalues >= bulk_edge
# check: test_report_of_degenerate_spectra
# says: Strictly greater
# %% wrong: growing with a margin
# from: model
# edit: > 2) -> > 2 * (1 + 1e-6))
# check: test_report_of_degenerate_spectra
# says: just above 2
# %% wrong: outliers with a margin
# from: model
# edit: eigenvalues > bulk_edge -> eigenvalues > 1.01 * bulk_edge
# check: test_report_of_degenerate_spectra
# says: off the bulk edge
# %% wrong: sorts the array in place
# from: model
# edit: bulk_edge = 2 * -> eigenvalues.sort(); bulk_edge = 2 *
# check: test_report_of_random_spectra
# says: Arguments are read-only
# outcome: student_error
# %% wrong: a tuple
# from: model
# check: test_report_of_random_spectra
# says: dict
def spectrum_report(eigenvalues, eta):
    return 2 * np.sqrt(np.mean(eigenvalues**2)), 2, 1.0, 3
# %% wrong: a key spelled otherwise
# from: model
# edit: "edge_ratio" -> "edge ratio"
# check: test_report_of_random_spectra
# says: edge_ratio
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
# %% wrong: the plain cases of both functions
# from: model
# edit: return 2 * (1 - gained) / rate -> return np.where(norm < 1e-6, np.nan, 2 * (1 - gained) / rate)
# edit: eigenvalues > bulk_edge -> np.abs(eigenvalues) > bulk_edge
# check: test_report_of_degenerate_spectra, test_curvature_met_in_special_cases
# says: with the sign of the eigenvalue
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
# %% wrong: multiplier above 1 + 1e-8
# check: test_report_of_degenerate_spectra
# says: Equality does not grow
def spectrum_report(eigenvalues, eta):
    v = np.asarray(eigenvalues, float)
    big = np.abs(v).max()
    edge = 2 * np.sqrt(np.mean(v**2))
    return {"bulk_edge": edge, "outliers": int((v > edge).sum()), "edge_ratio": eta * v.max() / 2,
            "expanding": int((np.abs(1 - eta * v) > 1 + 1e-8).sum())}


def step_curvature(loss, gradient_norm, eta):
    f, g, eta = (np.asarray(a, float) for a in (loss, gradient_norm, eta))
    return 2 / eta[:-1] * (1 + (f[1:] - f[:-1]) / g[:-1] / g[:-1] / eta[:-1])


stretches = {"A": "nothing shown", "B": "lower eta", "C": "hold"}
# %% wrong: floor applied to eta lambda
# check: test_report_of_degenerate_spectra
# says: Equality does not grow
def spectrum_report(eigenvalues, eta):
    v = np.asarray(eigenvalues, float)
    big = np.abs(v).max()
    edge = 2 * np.sqrt(np.mean(v**2))
    return {"bulk_edge": edge, "outliers": int((v > edge).sum()), "edge_ratio": eta * v.max() / 2,
            "expanding": int(((eta * v > 2) | (eta * v < -1e-8)).sum())}


def step_curvature(loss, gradient_norm, eta):
    f, g, eta = (np.asarray(a, float) for a in (loss, gradient_norm, eta))
    return 2 / eta[:-1] * (1 + (f[1:] - f[:-1]) / g[:-1] / g[:-1] / eta[:-1])


stretches = {"A": "nothing shown", "B": "lower eta", "C": "hold"}
# %% wrong: zero where the gradient is below 1e-80
# check: test_curvature_met_in_special_cases
# says: gradient norm 1e-99
def spectrum_report(eigenvalues, eta):
    v = np.asarray(eigenvalues, float)
    big = np.abs(v).max()
    edge = 2 * np.sqrt(np.mean(v**2))
    return {"bulk_edge": edge, "outliers": int((v > edge).sum()), "edge_ratio": eta * v.max() / 2,
            "expanding": int(((eta * v > 2) | (v < -1e-8 * big)).sum())}


def step_curvature(loss, gradient_norm, eta):
    f, g, eta = (np.asarray(a, float) for a in (loss, gradient_norm, eta))
    return (g[:-1] > 1e-80) * 2 / eta[:-1] * (1 + (f[1:] - f[:-1]) / g[:-1] / g[:-1] / eta[:-1])


stretches = {"A": "nothing shown", "B": "lower eta", "C": "hold"}
