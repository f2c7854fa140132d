# %% right: arrays
def hutchinson_trace(hvp, probes):
    values = np.array([z @ hvp(z) for z in probes])
    error = values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else math.inf
    return values.mean(), error
# %% right: the statistics module
import statistics

def hutchinson_trace(hvp, probes):
    values = [float(np.dot(z, hvp(z))) for z in probes]
    if len(values) < 2:
        return values[0], float("inf")
    return statistics.fmean(values), math.sqrt(statistics.variance(values) / len(values))
# %% right: running sums
def hutchinson_trace(hvp, probes):
    mean, spread = 0.0, 0.0
    for count, z in enumerate(probes, start=1):
        value = float(z @ hvp(z))
        step = value - mean
        mean += step / count
        spread += step * (value - mean)
    k = len(probes)
    return [mean, math.sqrt(spread / (k - 1) / k) if k > 1 else np.inf]
# %% right: plain Python, the sample variance from pairs
def hutchinson_trace(hvp, probes):
    values = [float(np.sum(np.asarray(z) * hvp(z.tolist()))) for z in probes]
    k, mean = len(values), math.fsum(values) / len(values)
    if k == 1:
        return (mean, np.inf)
    pairs = math.fsum((a - b) ** 2 for i, a in enumerate(values) for b in values[:i])
    return mean, math.sqrt(pairs / (k * k * (k - 1)))
# %% right: functools.partial
import functools

def estimate(statistic, hvp, probes):
    return np.array(statistic(np.array([hvp(z) for z in probes]), probes))

def mean_and_error(products, probes):
    values = (products * probes).sum(axis=1)
    k = len(values)
    return values.sum() / k, np.linalg.norm(values - values.sum() / k) / math.sqrt(k * (k - 1)) if k > 1 else np.inf

hutchinson_trace = functools.partial(estimate, mean_and_error)
# %% right: scipy.stats.sem
from scipy import stats

def hutchinson_trace(hvp, probes):
    values = np.fromiter((np.vdot(hvp(z), z) for z in probes), dtype=float)
    return (np.average(values), stats.sem(values) if values.size > 1 else np.float64("inf"))

# %% wrong: denominator k in the variance
# from: model
# edit: ddof=1 -> ddof=0
# check: test_standard_error_of_the_mean
# says: Denominator k
# %% wrong: the spread of one probe
# from: model
# edit: values.std(ddof=1) / math.sqrt(len(values)) -> values.std(ddof=1)
# check: test_standard_error_of_the_mean
# says: spread of one probe
# %% wrong: divided by k, not by its square root
# from: model
# edit: math.sqrt(len(values)) -> len(values)
# check: test_standard_error_of_the_mean
# says: square root of k
# %% wrong: the sample variance
# from: model
# edit: values.std(ddof=1) / math.sqrt(len(values)) -> values.var(ddof=1)
# check: test_standard_error_of_the_mean
# says: This is the sample variance
# %% wrong: the square of the error
# from: model
# edit: values.std(ddof=1) / math.sqrt(len(values)) -> values.var(ddof=1) / len(values)
# check: test_standard_error_of_the_mean
# says: square of the standard error
# %% wrong: the sum over the probes
# from: model
# edit: values.mean() -> values.sum()
# check: test_trace_is_the_mean_over_the_probes
# says: sum over the probes
# %% wrong: divided by the dimension
# from: model
# edit: z @ hvp(z) -> z @ hvp(z) / len(z)
# check: test_trace_is_the_mean_over_the_probes
# says: divided by the dimension
# %% wrong: probes of its own, normal instead of given
# from: model
# edit: for z in probes -> for z in np.random.default_rng(0).standard_normal(np.shape(probes))
# check: test_trace_is_the_mean_over_the_probes
# says: not right
# %% wrong: nan for one probe
# from: model
# edit: if len(values) == 1: -> if False:
# check: test_one_probe_says_nothing_about_its_spread
# says: standard error of a single probe
# %% wrong: zero error for one probe
# from: model
# edit: math.inf -> 0.0
# check: test_one_probe_says_nothing_about_its_spread
# says: says nothing about its own spread
# marks: >= 0.5
# %% wrong: two products a probe
# from: model
# edit: z @ hvp(z) -> (z @ hvp(z) + hvp(z) @ z) / 2
# check: test_trace_is_the_mean_over_the_probes
# says: which is all that this task allows
# %% wrong: the mean alone
# from: model
# edit: float(values.mean()), float(values.std(ddof=1) / math.sqrt(len(values))) -> float(values.mean())
# check: test_trace_is_the_mean_over_the_probes
# says: list or tuple
# %% wrong: each different probe once
# from: model
# edit: for z in probes -> for z in np.unique(probes, axis=0)
# check: test_probes_are_used_as_they_are
# says: also one that comes again
# %% wrong: each different probe once, and no thought of a single one
# from: model
# edit: for z in probes -> for z in np.unique(probes, axis=0)
# edit: math.inf -> 0.0
# check: test_probes_are_used_as_they_are, test_one_probe_says_nothing_about_its_spread
# says: also one that comes again
# marks: <= 0.6
# %% wrong: median instead of mean
# from: model
# edit: values.mean() -> np.median(values)
# check: test_trace_is_the_mean_over_the_probes
# says: not right
# %% wrong: k - 1 in both places
# from: model
# edit: math.sqrt(len(values)) -> math.sqrt(len(values) - 1)
# check: test_standard_error_of_the_mean
# says: not by √(k - 1)
# %% wrong: the exact trace through unit vectors
# from: model
# edit: float(values.mean()),  -> sum(e @ hvp(e) for e in np.eye(probes.shape[1])), 
# check: test_trace_is_the_mean_over_the_probes
# says: which is all that this task allows
# %% wrong: the error first
# from: model
# edit: float(values.mean()), float(values.std(ddof=1) / math.sqrt(len(values))) -> float(values.std(ddof=1) / math.sqrt(len(values))), float(values.mean())
# check: test_trace_is_the_mean_over_the_probes
# says: not right
# %% wrong: the norm of the product
# from: model
# edit: z @ hvp(z) -> np.linalg.norm(hvp(z))
# check: test_trace_is_the_mean_over_the_probes
# says: not right
# %% wrong: an absolute floor under the error
# from: model
# edit: float(values.std(ddof=1) / math.sqrt(len(values))) -> max(float(values.std(ddof=1) / math.sqrt(len(values))), 1e-3)
# check: test_probes_are_used_as_they_are
# says: sees the same number
# %% wrong: the visible values, hard-coded
# check: test_trace_is_the_mean_over_the_probes, test_standard_error_of_the_mean, test_one_probe_says_nothing_about_its_spread, test_probes_are_used_as_they_are
# says: not right
def hutchinson_trace(hvp, probes):
    return 5.0, 2.0
