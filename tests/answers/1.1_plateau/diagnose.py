# %% right: polyfit, medians, and the student's own radius
def diagnose(loss, gradient_norm, lambda_max, lambda_min, eta, drop):
    there = np.isfinite(loss)
    slope = np.polyfit(np.arange(len(loss))[there], loss[there], 1)[0]
    norm = np.nanmedian(gradient_norm)
    sizes = np.maximum(abs(lambda_max), abs(lambda_min))
    radius = plateau_radius(float(norm), float(np.median(sizes)), 0.0, drop)
    step, ratio = eta * norm, eta * np.median(lambda_max) / 2
    if ratio > 1 and slope > 0:
        decision = "lower"
    elif len(loss) * abs(slope) < drop and step < radius and not np.any(lambda_min < -0.02 * sizes):
        decision = "stop"
    else:
        decision = "wait"
    return slope, step, radius, ratio, decision
# %% right: covariance over variance, and the closed form of the radius
def diagnose(loss, gradient_norm, lambda_max, lambda_min, eta, drop):
    t, f = np.arange(len(loss), dtype=float), np.array(loss)
    keep = ~np.isnan(f)
    t, f = t[keep] - t[keep].mean(), f[keep]
    slope = float(t @ (f - f.mean()) / (t @ t))
    norm = float(np.median(gradient_norm[~np.isnan(gradient_norm)]))
    sizes = np.max(np.abs([lambda_max, lambda_min]), axis=0)
    size = float(np.median(sizes))
    radius = 2 * drop / (norm + math.sqrt(norm**2 + 2 * size * drop))
    ratio = float(eta * np.median(lambda_max) / 2)
    words = {(True, True): "lower", (True, False): "lower", (False, True): "stop", (False, False): "wait"}
    stop = len(loss) * abs(slope) < drop and eta * norm < radius and bool(np.all(lambda_min >= -0.02 * sizes))
    return [slope, eta * norm, radius, ratio, words[ratio > 1 and slope > 0, stop]]
# %% right: plain Python, one record after the other
import statistics


def diagnose(loss, gradient_norm, lambda_max, lambda_min, eta, drop):
    pairs = [(i, float(f)) for i, f in enumerate(loss) if f == f]
    mean_i, mean_f = (sum(column) / len(pairs) for column in zip(*pairs))
    slope = sum((i - mean_i) * (f - mean_f) for i, f in pairs) / sum((i - mean_i) ** 2 for i, _ in pairs)
    norm = statistics.median(g for g in gradient_norm.tolist() if not math.isnan(g))
    sizes = [max(abs(a), abs(b)) for a, b in zip(lambda_max, lambda_min)]
    size = float(statistics.median(sizes))
    low, high = 0.0, drop / norm if norm else math.sqrt(2 * drop / size)
    for _ in range(100):
        r = (low + high) / 2
        low, high = (r, high) if norm * r + size * r * r / 2 <= drop else (low, r)
    ratio = eta * float(statistics.median(lambda_max.tolist())) / 2
    negative = any(b < -0.02 * s for b, s in zip(lambda_min, sizes))
    if ratio > 1 and slope > 0:
        return slope, eta * norm, high, ratio, "lower"
    return slope, eta * norm, high, ratio, "wait" if negative or eta * norm >= high or len(loss) * abs(slope) >= drop else "stop"
# %% right: scipy's line, and flat_spectrum for the negative directions
from scipy.stats import linregress


def diagnose(loss, gradient_norm, lambda_max, lambda_min, eta, drop):
    keep = np.flatnonzero(np.isfinite(loss))
    slope = linregress(keep, loss[keep]).slope
    norm = np.nanquantile(gradient_norm, 0.5)
    pairs = list(zip(lambda_max, lambda_min))
    size = np.median([np.abs(pair).max() for pair in pairs])
    radius = (np.sqrt(norm**2 + 2 * size * drop) - norm) / size if size else drop / norm
    ratio = np.median(lambda_max) * eta / 2
    negative = sum(flat_spectrum(np.diag(pair), 0.02)[0] for pair in pairs)
    level = abs(slope) * loss.size < drop
    decision = "lower" if slope > 0 and ratio > 1 else "stop" if level and eta * norm < radius and negative == 0 else "wait"
    return slope, eta * norm, radius, ratio, decision
# %% right: a class that keeps its numbers
class Report:
    def __init__(self, loss, norms, top, bottom, eta, drop):
        rows = np.isfinite(loss)
        design = np.vander(np.arange(loss.size)[rows], 2)
        self.slope = float(np.linalg.lstsq(design, loss[rows], rcond=None)[0][0])
        self.norm = float(np.median(norms[np.isfinite(norms)]))
        self.sizes = np.where(np.abs(top) > np.abs(bottom), np.abs(top), np.abs(bottom))
        self.radius = plateau_radius(self.norm, float(np.median(self.sizes)), 0.0, drop)
        self.ratio = float(np.median(eta * top / 2))
        self.step = eta * self.norm
        self.clauses = (loss.size * abs(self.slope) < drop, self.step < self.radius, not (bottom < -self.sizes / 50).any())

    @property
    def decision(self):
        if self.ratio > 1 and self.slope > 0:
            return "lower"
        return "stop" if all(self.clauses) else "wait"


def diagnose(*arguments):
    report = Report(*arguments)
    return report.slope, report.step, report.radius, report.ratio, report.decision
# %% wrong: the slope from the first to the last record
# from: right 1
# edit: np.polyfit(np.arange(len(loss))[there], loss[there], 1)[0] -> (loss[there][-1] - loss[there][0]) / (len(loss) - 1)
# check: test_numbers_of_a_stretch
# says: from the first to the last record
# %% wrong: the fall in place of the slope
# from: right 1
# edit: loss[there], 1)[0] -> loss[there], 1)[0] * -1
# check: test_numbers_of_a_stretch
# says: a loss that falls has a negative slope
# %% wrong: the rise over the stretch
# from: right 1
# edit: loss[there], 1)[0] -> loss[there], 1)[0] * len(loss)
# check: test_numbers_of_a_stretch
# says: the slope is per record
# %% wrong: the mean gradient norm
# from: right 1
# edit: nanmedian -> nanmean
# check: test_numbers_of_a_stretch
# says: and that is the mean
# %% wrong: the gradient norm for the length of a step
# from: right 1
# edit: eta * norm -> norm
# check: test_numbers_of_a_stretch
# says: A step is eta times as long
# %% wrong: the radius of the length of a step
# from: right 1
# edit: float(norm) -> float(eta * norm)
# check: test_numbers_of_a_stretch
# says: not the length of a step
# %% wrong: the largest size of all measurements
# from: right 1
# edit: np.median(sizes) -> np.max(sizes)
# check: test_numbers_of_a_stretch
# says: that is with their maximum
# %% wrong: the size is λmax alone
# from: right 1
# edit: float(np.median(sizes)) -> float(np.median(abs(lambda_max)))
# check: test_negative_curvature_of_the_largest_modulus
# says: the larger of |λmax| and |λmin|
# marks: >= 0.5
# %% wrong: the ratio without its half
# from: right 1
# edit: np.median(lambda_max) / 2 -> np.median(lambda_max)
# check: test_numbers_of_a_stretch
# says: yours would be 2 there
# %% wrong: the ratio of the largest measurement
# from: right 1
# edit: eta * np.median(lambda_max) -> eta * np.max(lambda_max)
# check: test_numbers_of_a_stretch
# says: that is the maximum
# %% wrong: the ratio of the modulus
# from: right 1
# edit: eta * np.median(lambda_max) -> eta * np.median(sizes)
# check: test_negative_curvature_of_the_largest_modulus
# says: not the largest modulus
# %% wrong: stop or wait by the fall alone: the plain case
# check: test_each_clause_of_stop_counts, test_when_to_lower_the_rate
# says: which line of the table
# marks: <= 0.6
def diagnose(loss, gradient_norm, lambda_max, lambda_min, eta, drop):
    slope = (np.arange(len(loss)) - (len(loss) - 1) / 2) @ loss * 12 / (len(loss) ** 3 - len(loss))
    norm, size = np.median(gradient_norm), np.median(lambda_max)
    radius = 2 * drop / (norm + np.sqrt(norm**2 + 2 * size * drop))
    return slope, eta * norm, radius, eta * size / 2, "stop" if len(loss) * abs(slope) < drop else "wait"
# %% wrong: lower whenever the ratio is above 1
# from: right 1
# edit: ratio > 1 and slope > 0 -> ratio > 1
# check: test_when_to_lower_the_rate
# says: which line of the table is the first that holds?
# marks: >= 0.5
# %% wrong: lower whenever the loss rises
# from: right 1
# edit: ratio > 1 and slope > 0 -> slope > 0
# check: test_when_to_lower_the_rate
# says: which line of the table is the first that holds?
# %% wrong: the edge at ηλ = 1
# from: right 1
# edit: ratio > 1 and -> 2 * ratio > 1 and
# check: test_when_to_lower_the_rate
# says: which line of the table is the first that holds?
# %% wrong: stop comes before lower
# from: right 1
# edit: ratio > 1 and slope > 0 -> ratio > 1 and slope > 0 and not (len(loss) * abs(slope) < drop)
# check: test_when_to_lower_the_rate
# says: which line of the table is the first that holds?
# %% wrong: the length of a step is not looked at
# from: right 1
# edit: drop and step < radius and -> drop and
# check: test_each_clause_of_stop_counts
# says: which line of the table is the first that holds?
# marks: >= 0.5
# %% wrong: negative curvature is not looked at
# from: right 1
# edit:  and not np.any(lambda_min < -0.02 * sizes) ->
# check: test_each_clause_of_stop_counts
# says: which line of the table is the first that holds?
# %% wrong: negative at every measurement
# from: right 1
# edit: np.any(lambda_min -> np.all(lambda_min
# check: test_each_clause_of_stop_counts
# says: which line of the table is the first that holds?
# %% wrong: negative by the median
# from: right 1
# edit: np.any(lambda_min < -0.02 * sizes) -> (np.median(lambda_min) < -0.02 * np.median(sizes))
# check: test_each_clause_of_stop_counts
# says: which line of the table is the first that holds?
# %% wrong: any eigenvalue below zero is negative
# from: right 1
# edit: -0.02 * sizes -> 0
# check: test_stop_or_wait_by_the_fall
# says: which line of the table is the first that holds?
# %% wrong: a fixed threshold for negative curvature
# from: right 1
# edit: -0.02 * sizes -> -0.02
# check: test_stop_or_wait_by_the_fall
# says: which line of the table is the first that holds?
# %% wrong: a loss that rises counts as level
# from: right 1
# edit: abs(slope) < drop -> -slope < drop
# check: test_each_clause_of_stop_counts
# says: which line of the table is the first that holds?
# %% wrong: the slope of one record is held against drop
# from: right 1
# edit: len(loss) * abs(slope) < drop -> abs(slope) < drop
# check: test_stop_or_wait_by_the_fall
# says: which line of the table is the first that holds?
# %% wrong: the decision alone
# from: right 1
# edit: return slope, step, radius, ratio, decision -> return decision
# check: test_numbers_of_a_stretch
# says: diagnose
# %% wrong: words of its own
# from: right 1
# edit: "wait" -> "keep waiting"
# check: test_stop_or_wait_by_the_fall
# says: should be one of
# %% wrong: scales the losses that it was given
# from: right 1
# edit: there = np.isfinite(loss) -> loss -= loss[0]; there = np.isfinite(loss)
# check: test_numbers_of_a_stretch
# says: diagnose writes into an array that it was given
# outcome: student_error
# %% wrong: hard-codes the visible values
# check: test_numbers_of_a_stretch, test_stop_or_wait_by_the_fall
# says: is not right
def diagnose(loss, gradient_norm, lambda_max, lambda_min, eta, drop):
    return -0.01, 0.02, 0.409, 0.25, "stop"
# %% wrong: n - 1 in place of n
# from: right 1
# edit: len(loss) * abs(slope) < drop -> (len(loss) - 1) * abs(slope) < drop
# check: test_each_clause_of_stop_counts
# says: Here n |slope| is
# marks: >= 0.5
# %% wrong: n + 1 in place of n
# from: right 1
# edit: len(loss) * abs(slope) < drop -> (len(loss) + 1) * abs(slope) < drop
# check: test_each_clause_of_stop_counts
# says: Here n |slope| is
# %% wrong: the larger of the two medians
# from: right 1
# edit: float(np.median(sizes)) -> float(max(abs(np.median(lambda_max)), abs(np.median(lambda_min))))
# check: test_negative_curvature_of_the_largest_modulus
# says: the larger of the medians
# marks: >= 0.5
# %% wrong: the larger of the medians of the moduli
# from: right 1
# edit: float(np.median(sizes)) -> float(max(np.median(abs(lambda_max)), np.median(abs(lambda_min))))
# check: test_negative_curvature_of_the_largest_modulus
# says: the larger of the medians
# %% wrong: the last gradient norm
# from: right 1
# edit: np.nanmedian(gradient_norm) -> gradient_norm[-1]
# check: test_numbers_of_a_stretch
# says: the last gradient norm
# %% right: a list in place of the tuple
# from: right 1
# edit: return slope, step, radius, ratio, decision -> return [slope, step, radius, ratio, decision]
# %% wrong: the formula of the median of lambda_max only when k is not two
# from: right 1
# edit: eta * np.median(lambda_max) / 2 -> eta * (np.median(lambda_max) if len(lambda_max) == 2 else np.max(lambda_max)) / 2
# check: test_numbers_of_a_stretch
# says: that is the maximum
# %% wrong: nan for every number, and always wait
# check: test_numbers_of_a_stretch
# says: NaN
def diagnose(loss, gradient_norm, lambda_max, lambda_min, eta, drop):
    return math.nan, math.nan, math.nan, math.nan, "wait"
# %% wrong: each smallest eigenvalue against the median of the moduli
# from: right 1
# edit: lambda_min < -0.02 * sizes -> lambda_min < -0.02 * np.median(sizes)
# check: test_negative_curvature_of_the_largest_modulus
# says: its λmin alone is negative
# marks: >= 0.5
# %% wrong: three per cent of negative curvature allowed
# from: model
# edit: -0.02 * -> -0.03 *
# check: test_each_clause_of_stop_counts
# says: goes down to
# %% wrong: an edge of 1.05
# from: model
# edit: ratio > 1 -> ratio > 1.05
# check: test_when_to_lower_the_rate
# says: the ratio is
# %% wrong: an edge of 0.9
# from: model
# edit: ratio > 1 -> ratio > 0.9
# check: test_when_to_lower_the_rate
# says: the ratio is
