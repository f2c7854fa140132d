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

# %% wrong: denominator k in the variance
# check: test_trace_from_random_probes
# check: test_trace_is_exact_over_all_probes
# says: Denominator k
def hutchinson_trace(hvp, probes):
    values = np.array([z @ hvp(z) for z in probes])
    error = values.std(ddof=0) / np.sqrt(len(values)) if len(values) > 1 else math.inf
    return values.mean(), error

def density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    weights = vectors[0] ** 2
    bumps = np.exp(-((np.asarray(grid)[:, None] - nodes) ** 2) / (2 * width**2)) / (width * np.sqrt(2 * np.pi))
    return bumps @ weights

# %% wrong: the spread of one probe
# check: test_trace_from_random_probes
# check: test_trace_is_exact_over_all_probes
# says: spread of one probe
def hutchinson_trace(hvp, probes):
    values = np.array([z @ hvp(z) for z in probes])
    error = values.std(ddof=1) if len(values) > 1 else math.inf
    return values.mean(), error

def density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    weights = vectors[0] ** 2
    bumps = np.exp(-((np.asarray(grid)[:, None] - nodes) ** 2) / (2 * width**2)) / (width * np.sqrt(2 * np.pi))
    return bumps @ weights

# %% wrong: divided by k, not by its square root
# check: test_trace_from_random_probes
# check: test_trace_is_exact_over_all_probes
# says: square root of k
def hutchinson_trace(hvp, probes):
    values = np.array([z @ hvp(z) for z in probes])
    error = values.std(ddof=1) / len(values) if len(values) > 1 else math.inf
    return values.mean(), error

def density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    weights = vectors[0] ** 2
    bumps = np.exp(-((np.asarray(grid)[:, None] - nodes) ** 2) / (2 * width**2)) / (width * np.sqrt(2 * np.pi))
    return bumps @ weights

# %% wrong: the sum over the probes
# check: test_trace_from_random_probes
# check: test_trace_is_exact_over_all_probes
# check: test_trace_of_one_probe_and_of_a_diagonal
# says: sum over the probes
def hutchinson_trace(hvp, probes):
    values = np.array([z @ hvp(z) for z in probes])
    error = values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else math.inf
    return values.sum(), error

def density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    weights = vectors[0] ** 2
    bumps = np.exp(-((np.asarray(grid)[:, None] - nodes) ** 2) / (2 * width**2)) / (width * np.sqrt(2 * np.pi))
    return bumps @ weights

# %% wrong: divided by the dimension
# check: test_trace_from_random_probes
# check: test_trace_is_exact_over_all_probes
# check: test_trace_of_one_probe_and_of_a_diagonal
# says: divided by the dimension
def hutchinson_trace(hvp, probes):
    values = np.array([z @ hvp(z) / len(z) for z in probes])
    error = values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else math.inf
    return values.mean(), error

def density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    weights = vectors[0] ** 2
    bumps = np.exp(-((np.asarray(grid)[:, None] - nodes) ** 2) / (2 * width**2)) / (width * np.sqrt(2 * np.pi))
    return bumps @ weights

# %% wrong: probes of its own, normal instead of given
# check: test_trace_is_exact_over_all_probes
# check: test_trace_from_random_probes
# check: test_trace_of_one_probe_and_of_a_diagonal
# says: should be the trace
def hutchinson_trace(hvp, probes):
    values = np.array([z @ hvp(z) for z in np.random.default_rng(0).standard_normal(np.shape(probes))])
    error = values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else math.inf
    return values.mean(), error

def density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    weights = vectors[0] ** 2
    bumps = np.exp(-((np.asarray(grid)[:, None] - nodes) ** 2) / (2 * width**2)) / (width * np.sqrt(2 * np.pi))
    return bumps @ weights

# %% wrong: nan for one probe
# check: test_trace_of_one_probe_and_of_a_diagonal
# says: NaN
def hutchinson_trace(hvp, probes):
    values = np.array([z @ hvp(z) for z in probes])
    return values.mean(), np.sqrt(np.sum((values - values.mean()) ** 2) / np.float64(len(values) - 1) / len(values))

def density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    weights = vectors[0] ** 2
    bumps = np.exp(-((np.asarray(grid)[:, None] - nodes) ** 2) / (2 * width**2)) / (width * np.sqrt(2 * np.pi))
    return bumps @ weights

# %% wrong: two products a probe
# check: test_trace_from_random_probes
# check: test_trace_of_one_probe_and_of_a_diagonal
# says: more than 7 times
def hutchinson_trace(hvp, probes):
    values = np.array([(z @ hvp(z) + hvp(z) @ z) / 2 for z in probes])
    error = values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else math.inf
    return values.mean(), error

def density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    weights = vectors[0] ** 2
    bumps = np.exp(-((np.asarray(grid)[:, None] - nodes) ** 2) / (2 * width**2)) / (width * np.sqrt(2 * np.pi))
    return bumps @ weights

# %% wrong: the mean alone
# check: test_trace_is_exact_over_all_probes
# check: test_trace_from_random_probes
# check: test_trace_of_one_probe_and_of_a_diagonal
# says: list or tuple
def hutchinson_trace(hvp, probes):
    values = np.array([z @ hvp(z) for z in probes])
    error = values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else math.inf
    return values.mean()

def density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    weights = vectors[0] ** 2
    bumps = np.exp(-((np.asarray(grid)[:, None] - nodes) ** 2) / (2 * width**2)) / (width * np.sqrt(2 * np.pi))
    return bumps @ weights

# %% wrong: the same weight for every node
# check: test_density_of_a_tridiagonal_matrix
# says: same weight
def hutchinson_trace(hvp, probes):
    values = np.array([z @ hvp(z) for z in probes])
    error = values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else math.inf
    return values.mean(), error

def density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    weights = np.full(len(nodes), 1 / len(nodes))
    bumps = np.exp(-((np.asarray(grid)[:, None] - nodes) ** 2) / (2 * width**2)) / (width * np.sqrt(2 * np.pi))
    return bumps @ weights

# %% wrong: the first eigenvector in place of the first components
# check: test_density_of_a_tridiagonal_matrix
# says: first eigenvector
def hutchinson_trace(hvp, probes):
    values = np.array([z @ hvp(z) for z in probes])
    error = values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else math.inf
    return values.mean(), error

def density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    weights = vectors[:, 0] ** 2
    bumps = np.exp(-((np.asarray(grid)[:, None] - nodes) ** 2) / (2 * width**2)) / (width * np.sqrt(2 * np.pi))
    return bumps @ weights

# %% wrong: components not squared
# check: test_density_of_a_tridiagonal_matrix
# says: squares of the first
def hutchinson_trace(hvp, probes):
    values = np.array([z @ hvp(z) for z in probes])
    error = values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else math.inf
    return values.mean(), error

def density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    weights = np.abs(vectors[0])
    bumps = np.exp(-((np.asarray(grid)[:, None] - nodes) ** 2) / (2 * width**2)) / (width * np.sqrt(2 * np.pi))
    return bumps @ weights

# %% wrong: Gaussians that do not integrate to 1
# check: test_density_of_a_tridiagonal_matrix
# says: integrates to
def hutchinson_trace(hvp, probes):
    values = np.array([z @ hvp(z) for z in probes])
    error = values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else math.inf
    return values.mean(), error

def density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    weights = vectors[0] ** 2
    bumps = np.exp(-((np.asarray(grid)[:, None] - nodes) ** 2) / (2 * width**2))
    return bumps @ weights

# %% wrong: the visible values, hard-coded
# check: test_trace_is_exact_over_all_probes
# check: test_trace_from_random_probes
# check: test_trace_of_one_probe_and_of_a_diagonal
# check: test_density_of_a_tridiagonal_matrix
# says: trace
def hutchinson_trace(hvp, probes):
    return 5.0, 2.0 if hvp(probes[0])[0] == 3 else 0.0

def density(alpha, beta, grid, width):
    return np.full(len(grid), 1 / (grid[-1] - grid[0]))
