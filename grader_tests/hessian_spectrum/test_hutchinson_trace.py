"""Hidden checks of the task `hutchinson_trace`."""

import math
from typing import Any

import numpy as np

from grading.checks import Student, after_plain, as_number, as_sequence, check, close, counted, expect, product, symmetric
from solutions.hessian_spectrum import hutchinson_trace as reference

# No check here rests on chance: the probes are passed, and the reference uses the same ones. An estimator with its own probes
# agrees to the tolerance with probability zero. Over all sign vectors the exact moments are known: the trace, and the variance
# 2(‖H‖² - Σ H_ii²), which tells k from k - 1 in the denominator.


def estimates(student: Student, H: np.ndarray, probes: np.ndarray, what: str) -> tuple[Any, Any]:
    """The pair that the student returns, with one product a probe."""
    hvp = counted(product(H), limit=len(probes), name="hvp")
    got = as_sequence(student.hutchinson_trace(hvp, probes), what, length=2)
    hvp.enforce()
    return got[0], got[1]


def signs(k: int, d: int, rng: np.random.Generator) -> np.ndarray:
    """So many Rademacher probes, no two of them equal or opposite."""
    half = reference.all_sign_vectors(d)[: 2 ** (d - 1)]
    return half[rng.choice(len(half), k, replace=False)] * rng.choice([-1.0, 1.0], size=(k, 1))


@check("hutchinson_trace")
def test_trace_is_the_mean_over_the_probes(student: Student, rng: np.random.Generator) -> None:
    """The mean over random probes, and over all sign vectors, where it is the trace"""
    d, k = int(rng.integers(5, 10)), int(rng.integers(5, 10))
    for scale in (1.0, float(rng.choice([1e-9, 1e9]))):
        H, probes = scale * symmetric(rng.uniform(0.5, 3, d), rng), signs(k, d, rng)
        call = f"hutchinson_trace with {k} probes of length {d}, ‖H‖ about {scale:g}"
        got, _ = estimates(student, H, probes, call)
        mean, _ = reference.hutchinson_trace(H, probes)
        slips = {"This is the sum over the probes.": mean * k, "It is divided by the dimension as well.": mean / d}
        hint = "It is the mean of z·Hz over the rows z of probes."
        close(got, mean, f"mean of {call}", rtol=1e-8, atol=1e-8 * float(np.abs(H).sum()), hint=hint, slips=slips)
    H, probes = symmetric(rng.uniform(-2, 4, 4), rng), rng.permutation(reference.all_sign_vectors(4))
    got, _ = estimates(student, H, probes, "hutchinson_trace with all 16 sign vectors of length 4")
    close(got, np.trace(H), "mean over all 16 sign vectors of length 4", atol=1e-8, hint="It should be the trace.")


@check("hutchinson_trace")
@after_plain(test_trace_is_the_mean_over_the_probes)
def test_standard_error_of_the_mean(student: Student, rng: np.random.Generator) -> None:
    """The standard error from two and more probes"""
    for k in (int(rng.integers(5, 9)), 2):
        d = int(rng.integers(6, 10))
        H, probes = symmetric(rng.standard_normal(d), rng), signs(k, d, rng)
        probes[1] = -probes[0] * np.where(np.arange(d) % 2, 1, -1)  # two forms that differ
        call = f"hutchinson_trace with {k} probes of length {d}"
        _, got = estimates(student, H, probes, call)
        _, error = reference.hutchinson_trace(H, probes)
        slips = _error_slips(error, k) if k > 2 else {}
        close(got, error, f"standard error of {call}", rtol=1e-9, atol=1e-8 * float(np.abs(H).sum()), slips=slips)
    H, probes = symmetric(rng.uniform(-2, 4, 4), rng), reference.all_sign_vectors(4)
    variance = 2 * (np.sum(H**2) - np.sum(np.diag(H) ** 2))
    _, got = estimates(student, H, probes, "hutchinson_trace with all 16 sign vectors")
    hint = "The variance of one probe is 2(‖H‖² - Σ H_ii²) in Frobenius's norm; mind the denominators k - 1 and √k."
    close(got, math.sqrt(variance / 15), "standard error over all 16 sign vectors", atol=1e-8, hint=hint)


def _error_slips(error: float, k: int) -> dict[str, float]:
    return {
        "This is the spread of one probe; the mean of k probes is known better.": error * math.sqrt(k),
        "Denominator k instead of k - 1 in the sample variance.": error * math.sqrt((k - 1) / k),
        "This is the sample variance.": error**2 * k,
        "This is the square of the standard error.": error**2,
        "The standard deviation is divided by the square root of k, not by k.": error / math.sqrt(k),
        "The standard deviation is divided by √k, not by √(k - 1).": error * math.sqrt(k / (k - 1)),
    }


@check("hutchinson_trace", weight=0.75)
@after_plain(test_trace_is_the_mean_over_the_probes)
def test_one_probe_says_nothing_about_its_spread(student: Student, rng: np.random.Generator) -> None:
    """One probe alone has an infinite error"""
    d = int(rng.integers(3, 9))
    H, probes = symmetric(rng.standard_normal(d), rng), signs(1, d, rng)
    got, error = estimates(student, H, probes, "hutchinson_trace with a single probe")
    close(got, probes[0] @ H @ probes[0], "mean of a single probe", atol=1e-8 * float(np.abs(H).sum()))
    found = as_number(error, "standard error of a single probe")
    expect(
        found == math.inf, f"The standard error of a single probe is {found:g}; one probe says nothing about its own spread."
    )


@check("hutchinson_trace", weight=0.75)
@after_plain(test_trace_is_the_mean_over_the_probes)
@after_plain(test_standard_error_of_the_mean)
def test_probes_are_used_as_they_are(student: Student, rng: np.random.Generator) -> None:
    """Equal probes count each, and a diagonal matrix leaves no error"""
    d = int(rng.integers(6, 10))
    H, rows = symmetric(rng.standard_normal(d), rng), signs(4, d, rng)
    probes = rows[[0, 1, 2, 3, 1, 1]]
    call = "hutchinson_trace with 6 probes, three of them the same"
    mean, error = reference.hutchinson_trace(H, probes)
    got_mean, got_error = estimates(student, H, probes, call)
    scale = 1e-8 * float(np.abs(H).sum())
    close(got_mean, mean, f"mean of {call}", atol=scale, hint="Every row counts, also one that comes again.")
    close(got_error, error, f"standard error of {call}", atol=scale, hint="Every row counts, also one that comes again.")
    got_mean, got_error = estimates(student, np.diag(rng.uniform(-3, 5, d)), rows, "hutchinson_trace of a diagonal matrix")
    close(got_error, 0.0, "standard error of a diagonal matrix", atol=1e-7, hint="Every probe sees the same number.")
