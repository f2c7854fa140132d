"""Reference of the task `hutchinson_trace`."""

from __future__ import annotations

import itertools
import math
import statistics

import numpy as np
import scipy.linalg

from solutions import Array


def density(alpha: Array, beta: Array, grid: Array, width: float) -> Array:
    """Smoothed spectral density seen from the start vector, e₁ᵀ N(t; T, width²) e₁, as a matrix function; shape of `grid`."""
    T = np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1)
    shifted = [(x * np.eye(len(alpha)) - T) / width for x in grid]
    values = [scipy.linalg.expm(-S @ S / 2)[0, 0] for S in shifted]
    return np.array(values) / (width * math.sqrt(2 * math.pi))


def hutchinson_trace(H: Array, probes: Array) -> tuple[float, float]:
    """Mean and standard error (ddof = 1; inf for one probe) of the quadratic forms zᵀHz."""
    samples = [float(q) for q in np.einsum("ki,ij,kj->k", probes, H, probes)]
    error = statistics.stdev(samples) / math.sqrt(len(samples)) if len(samples) > 1 else math.inf
    return statistics.fmean(samples), error


def all_sign_vectors(dim: int) -> Array:
    """Every vector of ±1, shape (2^dim, dim): the whole distribution of a Rademacher probe."""
    return np.array(list(itertools.product((-1.0, 1.0), repeat=dim)))
