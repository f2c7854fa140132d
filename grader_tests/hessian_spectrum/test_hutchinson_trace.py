"""Hidden checks of the task `hutchinson_trace`."""

import math

import numpy as np

from grading.checks import Student, as_array, as_sequence, check, close, counted, product, symmetric
from solutions.hessian_spectrum import hutchinson_trace as reference

# No check here rests on chance: the probes are passed, the reference uses the same ones, and the generator of a check is
# seeded by its name. A right answer differs by rounding, below 1e-14 Σ|H_ij|, where 1e-11 Σ|H_ij| is allowed: it is never
# rejected. An estimator with probes of its own agrees that closely with probability zero. Over all sign vectors the exact
# moments are known: the trace, and the variance 2(‖H‖² - Σ H_ii²), which tells k from k - 1 in the denominator.


def hold_trace(student: Student, H: np.ndarray, probes: np.ndarray, what: str, hint: str = "") -> None:
    """Hold mean and standard error against the reference, with one product a probe."""
    k, d = probes.shape
    hvp = counted(product(H), limit=k, name="hvp")
    call = f"hutchinson_trace with {what}"
    got_mean, got_error = as_sequence(student.hutchinson_trace(hvp, probes), call, length=2)
    hvp.enforce()
    mean, error = reference.hutchinson_trace(H, probes)
    scale = float(np.abs(H).sum())
    slips = {"This is the sum over the probes.": mean * k, "It is divided by the dimension as well.": mean / d}
    close(got_mean, mean, f"mean of {call}", atol=1e-11 * scale, hint=hint, slips=slips if k > 1 and d > 1 else {})
    slips = {}
    if k > 1 and not hint:
        slips = {
            "This is the spread of one probe; the mean of k probes is known better.": error * math.sqrt(k),
            "Denominator k instead of k - 1 in the sample variance.": error * math.sqrt((k - 1) / k),
            "This is the sample variance.": error**2 * k,
            "This is the square of the standard error.": error**2,
            "The standard deviation is divided by the square root of k, not by k.": error / math.sqrt(k),
        }
    hint = "One probe says nothing about its own spread." if k == 1 else hint
    close(got_error, error, f"standard error of {call}", atol=1e-11 * scale, hint=hint, slips=slips)


@check("hutchinson_trace")
def test_trace_is_exact_over_all_probes(student: Student, rng: np.random.Generator) -> None:
    """Over all sign vectors the mean is the trace and the spread is the known variance"""
    H, probes = symmetric(rng.uniform(-2, 4, 4), rng), reference.all_sign_vectors(4)
    what = "all 16 sign vectors of length 4"
    got_mean, got_error = as_sequence(student.hutchinson_trace(product(H), probes), what, length=2)
    close(got_mean, np.trace(H), f"mean over {what}", rtol=1e-9, atol=1e-12, hint="It should be the trace.")
    variance = 2 * (np.sum(H**2) - np.sum(np.diag(H) ** 2))
    hint = "The variance of one probe is 2(‖H‖² - Σ H_ii²) in Frobenius's norm; mind the denominators k - 1 and √k."
    close(got_error, math.sqrt(variance / 15), f"standard error over {what}", rtol=1e-9, hint=hint)


@check("hutchinson_trace")
def test_trace_from_random_probes(student: Student, rng: np.random.Generator) -> None:
    """Mean and standard error from a few random probes, at any scale"""
    for scale, k in [(1.0, 7), (1e-9, 3), (1e9, 2)]:
        H = scale * symmetric(rng.standard_normal(10), rng)
        hold_trace(student, H, rng.choice([-1.0, 1.0], size=(k, 10)), f"{k} probes of length 10, ‖H‖ about {scale:g}")
    probes = rng.choice([-1.0, 1.0], size=(4, 10))
    hint = "Every row counts, also one that comes twice."
    H = symmetric(rng.standard_normal(10), rng)
    hold_trace(student, H, probes[[0, 1, 2, 3, 1]], "5 probes, two of them the same", hint)
    # A spread of 1e-8 beside a mean of 15: the mean of the squares less the square of the mean has no digit left.
    nearly = np.diag(rng.uniform(1, 2, 10)) + 1e-8 * symmetric(rng.standard_normal(10), rng)
    hint = "Subtract the mean before you square: the spread is a small part of the mean."
    hold_trace(student, nearly, rng.choice([-1.0, 1.0], size=(6, 10)), "a nearly diagonal matrix, 6 probes", hint)


@check("hutchinson_trace")
def test_trace_of_one_probe_and_of_a_diagonal(student: Student, rng: np.random.Generator) -> None:
    """One probe has an infinite error, a diagonal matrix none"""
    hold_trace(student, symmetric(rng.standard_normal(6), rng), rng.choice([-1.0, 1.0], size=(1, 6)), "a single probe")
    hold_trace(student, np.diag([1.0, -2.0, 5.0]), rng.choice([-1.0, 1.0], size=(4, 3)), "a diagonal matrix, 4 probes")


@check("hutchinson_trace", weight=2)
def test_density_of_a_tridiagonal_matrix(student: Student, rng: np.random.Generator) -> None:
    """The density has the Ritz values as nodes and the right weights"""
    for m, width in [(5, 0.4), (9, 0.05), (1, 1.0)]:
        alpha, beta, grid = rng.uniform(-2, 2, m), rng.uniform(0.2, 1.5, m - 1), rng.uniform(-4, 4, 21)
        what = f"density for {m} coefficients alpha and width {width}"
        got = as_array(student.density(alpha, beta, grid, width), what, shape=grid.shape)
        slips = _density_slips(alpha, beta, grid, width) if m > 1 else {}
        right = reference.density(alpha, beta, grid, width)
        hint = "Nodes: eigenvalues of T. Weights: squares of first components. Divide by σ√(2π)."
        close(got, right, what, rtol=1e-8, atol=1e-10 / width, hint=hint, slips=slips)
    # A weak coupling: the second Ritz value has the weight 5e-9, twenty times what the absolute tolerance forgives.
    alpha, beta, width = np.array([0.0, 3.0, 6.0]), np.array([2e-4, 0.5]), 0.05
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    grid = np.add.outer(nodes, [-width, 0.0, width]).ravel()
    right = np.exp(-(((grid[:, None] - nodes) / width) ** 2) / 2) @ vectors[0] ** 2 / (width * math.sqrt(2 * math.pi))
    what = "density for alpha = (0, 3, 6), beta = (2e-4, 0.5), width 0.05"
    got = as_array(student.density(alpha, beta, grid, width), what, shape=grid.shape)
    close(got, right, what, rtol=1e-8, atol=1e-10 / width, hint="A small weight counts as well.")


def _density_slips(alpha: np.ndarray, beta: np.ndarray, grid: np.ndarray, width: float) -> dict[str, np.ndarray]:
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    bumps = np.exp(-((grid[:, None] - nodes) ** 2) / (2 * width**2)) / (width * math.sqrt(2 * math.pi))
    return {
        "Every node has the same weight here; the start vector sees some more than others.": bumps.mean(axis=1),
        "The weights come from the first eigenvector, not from the first component of each.": bumps @ vectors[:, 0] ** 2,
        "The weights come from the last components.": bumps @ vectors[-1] ** 2,
        "The weights are the squares of the first components.": bumps @ np.abs(vectors[0]),
        "It integrates to σ√(2π).": (bumps @ vectors[0] ** 2) * width * math.sqrt(2 * math.pi),
        "It integrates to the number of nodes.": bumps.sum(axis=1),
    }
