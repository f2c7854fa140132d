"""References of the task `newton_step`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from solutions import Array

Step = Callable[[Array, Array], Array]


def newton_step(g: Array, H: Array) -> Array:
    """-H⁻¹g in the eigenvectors of an invertible H."""
    return _divided(g, H, lambda eigenvalues: eigenvalues)


def damped_newton_step(g: Array, H: Array, floor: float) -> Array:
    """-(H + τI)⁻¹g: every eigenvalue raised by τ = max(0, floor - λmin)."""
    return _divided(g, H, lambda eigenvalues: eigenvalues + max(0.0, floor - float(eigenvalues.min())))


def saddle_free_step(g: Array, H: Array, floor: float) -> Array:
    """-|H|⁻¹g by singular values, which are the moduli of the eigenvalues, each at least floor."""
    U, s, _ = np.linalg.svd(H)
    return np.asarray(-(U / np.maximum(s, floor)) @ (U.T @ g))


def walk(
    step: Step, gradient: Callable[[Array], Array], hessian: Callable[[Array], Array], theta: Array, tol: float, steps: int
) -> Array:
    """Path (n + 1, d) of a method: one row after another until the gradient norm is at most tol or `steps` steps are done."""
    rows = [np.array(theta)]
    while len(rows) <= steps and np.sqrt(np.sum((g := gradient(rows[-1])) ** 2)) > tol:
        rows.append(rows[-1] + step(g, hessian(rows[-1])))
    return np.vstack(rows)


def _divided(g: Array, H: Array, by: Callable[[Array], Array]) -> Array:
    eigenvalues, Q = np.linalg.eigh(H)
    return np.asarray(-Q @ ((Q.T @ g) / by(eigenvalues)))
