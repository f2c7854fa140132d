"""Reference of the task `hutchinson_trace`."""

from __future__ import annotations

import itertools
import math
import statistics

import numpy as np

from solutions import Array


def hutchinson_trace(H: Array, probes: Array) -> tuple[float, float]:
    """Mean and standard error (ddof = 1; inf for one probe) of the quadratic forms zᵀHz."""
    samples = [float(q) for q in np.einsum("ki,ij,kj->k", probes, H, probes)]
    error = statistics.stdev(samples) / math.sqrt(len(samples)) if len(samples) > 1 else math.inf
    return statistics.fmean(samples), error


def all_sign_vectors(dim: int) -> Array:
    """Every vector of ±1, shape (2^dim, dim): the whole distribution of a Rademacher probe."""
    return np.array(list(itertools.product((-1.0, 1.0), repeat=dim)))
