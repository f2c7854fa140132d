# %% right: arrays
def hutchinson_trace(hvp, probes):
    values = np.array([z @ hvp(z) for z in probes])
    error = values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else math.inf
    return values.mean(), error

def density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    weights = vectors[0] ** 2
    bumps = np.exp(-((np.asarray(grid)[:, None] - nodes) ** 2) / (2 * width**2)) / (width * np.sqrt(2 * np.pi))
    return bumps @ weights
# %% right: the statistics module, and a sum over nodes with scipy.stats
import statistics
from scipy.stats import norm

def hutchinson_trace(hvp, probes):
    values = [float(np.dot(z, hvp(z))) for z in probes]
    if len(values) < 2:
        return values[0], float("inf")
    return statistics.fmean(values), math.sqrt(statistics.variance(values) / len(values))

def density(alpha, beta, grid, width):
    T = np.diag(alpha)
    for j, b in enumerate(beta):
        T[j, j + 1] = T[j + 1, j] = b
    nodes, vectors = np.linalg.eigh(T)
    total = np.zeros(len(grid))
    for node, vector in zip(nodes, vectors.T):
        total += vector[0] ** 2 * norm.pdf(grid, loc=node, scale=width)
    return total
# %% right: running sums, and the density as a function of the matrix
from scipy.linalg import expm

def hutchinson_trace(hvp, probes):
    mean, spread = 0.0, 0.0
    for count, z in enumerate(probes, start=1):
        value = float(z @ hvp(z))
        step = value - mean
        mean += step / count
        spread += step * (value - mean)
    k = len(probes)
    return [mean, math.sqrt(spread / (k - 1) / k) if k > 1 else np.inf]

def density(alpha, beta, grid, width):
    T = np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1)
    unit = np.eye(len(alpha))
    return [expm(-((x * unit - T) @ (x * unit - T)) / (2 * width**2))[0, 0] / (width * math.sqrt(2 * math.pi)) for x in grid]
# %% right: plain Python, the sample variance from pairs
def hutchinson_trace(hvp, probes):
    values = [float(np.sum(np.asarray(z) * hvp(z.tolist()))) for z in probes]
    k, mean = len(values), math.fsum(values) / len(values)
    if k == 1:
        return (mean, np.inf)
    pairs = math.fsum((a - b) ** 2 for i, a in enumerate(values) for b in values[:i])
    return mean, math.sqrt(pairs / (k * k * (k - 1)))

def density(alpha, beta, grid, width):
    T = np.array([[alpha[i] if i == j else beta[min(i, j)] if abs(i - j) == 1 else 0.0 for j in range(len(alpha))] for i in range(len(alpha))])
    nodes, vectors = np.linalg.eigh(T)
    return [math.fsum(v**2 * math.exp(-(((x - node) / width) ** 2) / 2) for v, node in zip(vectors[0], nodes)) / width / math.sqrt(2 * math.pi) for x in grid]
# %% right: functools.partial, a callable class, SciPy's tridiagonal solver
import functools
import scipy.linalg

def estimate(statistic, hvp, probes):
    return np.array(statistic(np.array([hvp(z) for z in probes]), probes))

def mean_and_error(products, probes):
    values = (products * probes).sum(axis=1)
    k = len(values)
    return values.sum() / k, np.linalg.norm(values - values.sum() / k) / math.sqrt(k * (k - 1)) if k > 1 else np.inf

hutchinson_trace = functools.partial(estimate, mean_and_error)

class Density:
    norm = staticmethod(lambda x, s: np.exp(-0.5 * (x / s) ** 2) / (s * (2 * np.pi) ** 0.5))

    def __call__(self, alpha, beta, grid, width):
        nodes, vectors = scipy.linalg.eigh_tridiagonal(alpha, beta)
        return sum(w * self.norm(grid - x, width) for w, x in zip(vectors[0] ** 2, nodes))

density = Density()
# %% right: scipy.stats.sem, a mixture from log densities
import warnings
from scipy import stats
from scipy.special import logsumexp

def hutchinson_trace(hvp, probes):
    values = np.fromiter((np.vdot(hvp(z), z) for z in probes), dtype=float)
    return (np.average(values), stats.sem(values) if values.size > 1 else np.float64("inf"))

def density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    logs = stats.norm.logpdf(np.subtract.outer(grid, nodes), scale=width)
    return np.exp(logsumexp(logs, b=vectors[0] ** 2, axis=1))
# %% right: weights from the eigenvalues of T and of T without its first row
# from: right 1
def density(alpha, beta, grid, width):
    T = np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1)
    nodes = np.linalg.eigvalsh(T)
    inner = np.linalg.eigvalsh(T[1:, 1:]) if len(alpha) > 1 else np.array([])
    weights = [np.prod([x - y for y in inner]) / np.prod([x - y for y in nodes if y != x]) for x in nodes]
    return np.exp(-((grid[:, None] - nodes) ** 2) / (2 * width**2)) @ np.array(weights) / (width * math.sqrt(2 * math.pi))
# %% wrong: denominator k in the variance
# from: right 1
# edit: =1 -> =0
# check: test_trace_from_random_probes, test_trace_is_exact_over_all_probes
# says: Denominator k
# %% wrong: the spread of one probe
# from: right 1
# edit: / np.sqrt(len(values)) if -> if
# check: test_trace_from_random_probes, test_trace_is_exact_over_all_probes
# says: spread of one probe
# %% wrong: divided by k, not by its square root
# from: right 1
# edit: np.sqrt(len(values)) -> len(values)
# check: test_trace_from_random_probes, test_trace_is_exact_over_all_probes
# says: square root of k
# %% wrong: the sum over the probes
# from: right 1
# edit: mean -> sum
# check: test_trace_from_random_probes, test_trace_is_exact_over_all_probes, test_trace_of_one_probe_and_of_a_diagonal
# says: sum over the probes
# %% wrong: divided by the dimension
# from: right 1
# edit: for -> / len(z) for
# check: test_trace_from_random_probes, test_trace_is_exact_over_all_probes, test_trace_of_one_probe_and_of_a_diagonal
# says: divided by the dimension
# %% wrong: probes of its own, normal instead of given
# from: right 1
# edit: in probes -> in np.random.default_rng(0).standard_normal(np.shape(probes))
# check: test_trace_is_exact_over_all_probes, test_trace_from_random_probes, test_trace_of_one_probe_and_of_a_diagonal
# says: should be the trace
# %% wrong: nan for one probe
# from: right 1
# check: test_trace_of_one_probe_and_of_a_diagonal
# says: NaN
def hutchinson_trace(hvp, probes):
    values = np.array([z @ hvp(z) for z in probes])
    return values.mean(), np.sqrt(np.sum((values - values.mean()) ** 2) / np.float64(len(values) - 1) / len(values))
# %% wrong: two products a probe
# from: right 1
# edit: z @ hvp(z) -> (z @ hvp(z) + hvp(z) @ z) / 2
# check: test_trace_from_random_probes, test_trace_of_one_probe_and_of_a_diagonal
# says: more than 7 times
# %% wrong: the mean alone
# from: right 1
# edit: mean(), error -> mean()
# check: test_trace_is_exact_over_all_probes, test_trace_from_random_probes, test_trace_of_one_probe_and_of_a_diagonal
# says: list or tuple
# %% wrong: the same weight for every node
# from: right 1
# edit: vectors[0] ** 2 -> np.full(len(nodes), 1 / len(nodes))
# check: test_density_of_a_tridiagonal_matrix
# says: same weight
# %% wrong: the first eigenvector in place of the first components
# from: right 1
# edit: vectors[0] -> vectors[:, 0]
# check: test_density_of_a_tridiagonal_matrix
# says: first eigenvector
# %% wrong: components not squared
# from: right 1
# edit: vectors[0] ** 2 -> np.abs(vectors[0])
# check: test_density_of_a_tridiagonal_matrix
# says: squares of the first
# %% wrong: Gaussians that do not integrate to 1
# from: right 1
# edit:
# -     bumps = np.exp(-((np.asarray(grid)[:, None] - nodes) ** 2) / (2 * width**2)) / (width * np.sqrt(2 * np.pi))
# +     bumps = np.exp(-((np.asarray(grid)[:, None] - nodes) ** 2) / (2 * width**2))
# check: test_density_of_a_tridiagonal_matrix
# says: integrates to
# %% wrong: the visible values, hard-coded
# check: test_trace_is_exact_over_all_probes, test_trace_from_random_probes, test_trace_of_one_probe_and_of_a_diagonal
# check: test_density_of_a_tridiagonal_matrix
# says: trace
def hutchinson_trace(hvp, probes):
    return 5.0, 2.0 if hvp(probes[0])[0] == 3 else 0.0

def density(alpha, beta, grid, width):
    return np.full(len(grid), 1 / (grid[-1] - grid[0]))
# %% wrong: each different probe once
# from: right 1
# edit: in probes -> in np.unique(probes, axis=0)
# check: test_trace_from_random_probes
# says: also one that comes twice
# %% wrong: mean of the squares less square of the mean
# from: right 1
# edit: values.std(ddof=1) / np.sqrt(len(values)) -> np.sqrt((np.mean(values**2) - np.mean(values) ** 2) / (len(values) - 1))
# check: test_trace_from_random_probes
# says: Subtract the mean before you square
# %% wrong: mean of the squares less square of the mean, not below zero
# from: wrong: the spread of one probe
# edit: values.std(ddof=1) -> np.sqrt(max(np.mean(values**2) - np.mean(values) ** 2, 0.0) / (len(values) - 1))
# check: test_trace_from_random_probes
# says: Subtract the mean before you square
# %% wrong: median instead of mean
# from: right 1
# edit: values.mean() -> np.median(values)
# check: test_trace_is_exact_over_all_probes, test_trace_from_random_probes
# says: It should be the trace
# %% wrong: k - 1 in both places
# from: right 1
# edit: sqrt(len(values)) -> sqrt(len(values) - 1)
# check: test_trace_is_exact_over_all_probes, test_trace_from_random_probes
# says: mind the denominators
# %% wrong: the exact trace through unit vectors
# from: right 1
# edit: values.mean() -> sum(e @ hvp(e) for e in np.eye(probes.shape[1]))
# check: test_trace_from_random_probes, test_trace_of_one_probe_and_of_a_diagonal
# says: more than 7 times
# %% wrong: the error first
# from: right 1
# edit: values.mean(), error -> error, values.mean()
# check: test_trace_is_exact_over_all_probes, test_trace_from_random_probes, test_trace_of_one_probe_and_of_a_diagonal
# says: It should be the trace
# %% wrong: width taken for the variance
# from: right 1
# edit:
# -     bumps = np.exp(-((np.asarray(grid)[:, None] - nodes) ** 2) / (2 * width**2)) / (width * np.sqrt(2 * np.pi))
# +     bumps = np.exp(-((np.asarray(grid)[:, None] - nodes) ** 2) / (2 * width)) / (np.sqrt(width) * np.sqrt(2 * np.pi))
# check: test_density_of_a_tridiagonal_matrix
# says: Divide by σ√(2π)
# %% wrong: normalised on the grid
# from: right 1
# edit:
# -     return bumps @ weights
# +     rho = bumps @ weights
# +     return rho / np.trapezoid(rho, grid)
# check: test_density_of_a_tridiagonal_matrix
# says: Divide by σ√(2π)
# %% wrong: cut off beyond five widths
# from: wrong: normalised on the grid
# edit: rho = bumps @ weights -> bumps[np.abs(np.asarray(grid)[:, None] - nodes) > 5 * width] = 0.0
# edit: rho / np.trapezoid(rho, grid) -> bumps @ weights
# check: test_density_of_a_tridiagonal_matrix
# says: Divide by σ√(2π)
# %% wrong: beta in the upper triangle alone, of which eigh reads the lower
# from: right 1
# edit: diag(beta, 1) + np.diag(beta, -1) -> diag(beta, 1)
# check: test_density_of_a_tridiagonal_matrix
# says: Divide by σ√(2π)
# %% wrong: weights below 1e-8 dropped
# check: test_density_of_a_tridiagonal_matrix
# says: A small weight counts as well
def density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(tridiagonal(alpha, beta))
    weights = vectors[0] ** 2
    weights = np.where(weights < 1e-8, 0.0, weights)
    x = (grid[:, None] - nodes) / width
    return np.exp(-(x**2) / 2) @ weights / (width * math.sqrt(2 * math.pi))
