"""Reference solutions of section 1.1, each found another way than the notebook's model answer.

Quadrature and a differential equation instead of the antiderivative, high-precision search instead of logarithms, a bracketed
root instead of bisection, Sylvester's law instead of eigenvalues, numerical differentiation of the losses with
hundreds of digits instead of the stable formula, and plain loops instead of sliding windows.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import mpmath as mp
import numpy as np
import numpy.typing as npt
import scipy.integrate
import scipy.linalg
import scipy.optimize
import sympy as sp

Array = npt.NDArray[np.float64]

X0, X1, P = sp.symbols("x0 x1 p", positive=True)
SYMBOLS = (X0, X1, P)


def flow_time() -> sp.Expr:
    """Time of the gradient flow on x^p/p, p != 2, from x0 down to x1.

    Solves for t in the trajectory x(t)^(2-p) = x0^(2-p) + (p-2) t, which satisfies dx/dt = -x^(p-1).
    """
    time = sp.Symbol("t", positive=True)
    trajectory = X0 ** (2 - P) + (P - 2) * time - X1 ** (2 - P)
    return sp.solve(trajectory, time)[0]


def flow_time_quadratic() -> sp.Expr:
    """Time of the flow for p = 2, from its trajectory x0 exp(-t): ln(x0/x1)."""
    time = sp.Symbol("t", real=True)
    return sp.solve(X0 * sp.exp(-time) - X1, time)[0]


def flow_time_by_quadrature(x0: float, x1: float, p: float) -> float:
    """The same time as the integral of x^(1-p) dx = e^((2-p)u) du, u = ln x, by quadrature; relative error below 1e-9."""
    value, _ = scipy.integrate.quad(lambda u: math.exp((2 - p) * u), math.log(x1), math.log(x0), epsrel=1e-10, epsabs=0.0)
    return float(value)


def reaches(eta: float, lam: float, x0: float, eps: float, steps: int, *, slack: float = 0.0) -> bool:
    """Whether |1 - eta lam|^steps |x0| <= eps (1 + slack), at 60 digits with the double-precision product eta lam."""
    with mp.workdps(60):
        factor = abs(1 - mp.mpf(eta * lam))
        return bool(factor ** mp.mpf(steps) * abs(mp.mpf(x0)) <= mp.mpf(eps) * (1 + mp.mpf(slack)))


def steps_to_tolerance(eta: float, lam: float, x0: float, eps: float) -> float:
    """Smallest t with |1 - eta lam|^t |x0| <= eps, by doubling and bisection on `reaches`; inf when there is none."""
    if reaches(eta, lam, x0, eps, 0):
        return 0
    if not 0 < eta * lam < 2:
        return math.inf
    high = 1
    while not reaches(eta, lam, x0, eps, high):
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(eta, lam, x0, eps, middle) else (middle, high)
    return high


def guaranteed_drop(r: float, eps: float, lam: float, rho: float) -> float:
    """The bound eps r + lam r^2/2 + rho r^3/6 on how far f can fall within distance r, in the unit of f."""
    return math.fsum((eps * r, lam * r * r / 2, rho * r * r * r / 6))


def plateau_radius(eps: float, lam: float, rho: float, drop: float) -> float:
    """Largest r with `guaranteed_drop(r) <= drop`: Brent's bracketed root of the bound in units of its upper end.

    With m the least of the three single-term radii, r lies in [m/3, m]. Relative error below 1e-13.
    """
    singles = [(drop / eps) if eps else math.inf, math.sqrt(2 * drop / lam) if lam else math.inf]
    singles.append(math.cbrt(6 * drop / rho) if rho else math.inf)
    top = min(singles)
    if math.isinf(top):
        return math.inf
    excess = [guaranteed_drop(u * top, eps, lam, rho) / drop - 1 for u in (1 / 3, 1.0)]
    if excess[1] <= 0 or excess[0] >= 0:  # a single term, up to rounding
        return top if excess[1] <= 0 else top / 3
    return top * scipy.optimize.brentq(
        lambda u: guaranteed_drop(u * top, eps, lam, rho) / drop - 1, 1 / 3, 1.0, xtol=1e-15, rtol=1e-14
    )


def _negative_count(A: Array) -> int:
    """Number of negative eigenvalues of a symmetric matrix, from A = L D Lᵀ and Sylvester's law of inertia."""
    _, blocks, _ = scipy.linalg.ldl(A)
    negative, i = 0, 0
    while i < len(blocks):
        if i + 1 < len(blocks) and blocks[i + 1, i] != 0:  # a 2 x 2 pivot is always indefinite
            negative, i = negative + 1, i + 2
        else:
            negative, i = negative + int(blocks[i, i] < 0), i + 1
    return negative


def flat_spectrum(H: Array, rel_tol: float) -> tuple[int, int, int]:
    """(negative, flat, positive) counts, flat iff |lambda| <= rel_tol ‖H‖₂, by Sylvester's law on the shifted matrices.

    lambda < -c exactly when H + c I has a negative eigenvalue, and lambda > c exactly when c I - H has one.
    """
    norm = float(np.linalg.norm(H, 2))
    if norm == 0:
        return 0, len(H), 0
    threshold = rel_tol * np.eye(len(H))
    negative, positive = _negative_count(H / norm + threshold), _negative_count(threshold - H / norm)
    return negative, len(H) - negative - positive, positive


def largest_eigenvalue(H: Array) -> float:
    """Largest (algebraic) eigenvalue: the greatest singular value of H + c I >= 0 with c = ‖H‖_F, less c."""
    shift = float(np.linalg.norm(H))
    return float(scipy.linalg.svdvals(H + shift * np.eye(len(H)))[0]) - shift


def max_stable_lr(H: Array, rel_tol: float = 1e-10) -> float:
    """Supremum of the learning rates for which GD on ½θᵀHθ stays bounded from every start.

    0.0 when an eigenvalue is below -rel_tol ‖H‖₂ (Cholesky of H + rel_tol ‖H‖₂ I fails), inf for the zero matrix, else
    2/‖H‖₂ from the singular values.
    """
    norm = float(scipy.linalg.svdvals(H)[0])
    if norm == 0:
        return math.inf
    try:
        np.linalg.cholesky(H / norm + rel_tol * np.eye(len(H)))
    except np.linalg.LinAlgError:
        return 0.0
    return 2 / norm


def edge_ratio(H: Array, eta: float) -> float:
    """eta lambda_max(H) / 2, dimensionless; 1 is the edge of stability."""
    return eta * largest_eigenvalue(H) / 2


def saturation(z: Array, y: Array) -> tuple[Array, Array]:
    """Slopes by the logit of half the squared error and of cross-entropy on a sigmoid: numerical derivatives.

    The digits grow with |z|, so that 1 - sigmoid keeps 60 of them after the subtraction.
    """
    squared, entropy = [], []
    with mp.workdps(100 + int(0.5 * np.max(np.abs(z), initial=0.0))):
        for logit, label in zip(z.ravel(), y.ravel(), strict=True):
            sign = 2 * int(label) - 1  # the unit's error is sigmoid(-sign z), so both losses are functions of sign z
            squared.append(_derivative(lambda u: (1 / (1 + mp.exp(u))) ** 2 / 2, sign * mp.mpf(logit)) * sign)
            entropy.append(_derivative(lambda u: mp.log1p(mp.exp(-u)), sign * mp.mpf(logit)) * sign)
    return np.array(squared, dtype=float).reshape(z.shape), np.array(entropy, dtype=float).reshape(z.shape)


def _derivative(loss: Callable[[Any], Any], point: Any) -> Any:
    """Central difference with a step of 1e-30: truncation near 1e-60, rounding near 1e-30 of the slope or better."""
    step = mp.mpf(10) ** -30
    return (loss(point + step) - loss(point - step)) / (2 * step)


def window_slopes(loss: Array, window: int) -> Array:
    """Slopes of the least-squares lines through all windows, shape (n - window + 1,), in loss per record.

    The second row of the pseudo-inverse (by SVD) of the matrix with columns 1 and 0 … window - 1; NaN where a window holds one.
    """
    columns = np.array([loss[i : i + window] for i in range(len(loss) - window + 1)], dtype=float).reshape(-1, window).T
    whole = np.isfinite(columns).all(axis=0)
    slopes = np.full(columns.shape[1], np.nan)
    line = np.stack([np.ones(window), np.arange(window)], axis=1)
    if whole.any():
        slopes[whole] = np.linalg.pinv(line)[1] @ columns[:, whole]
    return slopes


def find_plateaus(loss: Array, window: int, slope_tol: float, min_length: int) -> list[tuple[int, int]]:
    """Maximal half-open runs (a, b) of at least `min_length` windows whose slope is at most `slope_tol` in modulus.

    One pass with the run's start as state; window i covers the records i … i + window - 1.
    """
    runs: list[tuple[int, int]] = []
    start: int | None = None
    slopes = window_slopes(loss, window)
    for i, slope in enumerate(slopes):
        flat = abs(slope) <= slope_tol
        if flat and start is None:
            start = i
        if not flat and start is not None:
            runs.append((start, i))
            start = None
    if start is not None:
        runs.append((start, len(slopes)))
    return [(a, b) for a, b in runs if b - a >= min_length]


def first_alarm(values: Array, threshold: float, patience: int) -> int | None:
    """First index at which the last `patience` values all exceed the threshold strictly; None if there is none."""
    if len(values) < patience:
        return None
    above = np.lib.stride_tricks.sliding_window_view(np.asarray(values) > threshold, patience).all(axis=1)
    return int(np.argmax(above)) + patience - 1 if above.any() else None


BOUNDARY = {
    "short step": "follows",
    "far away": "open",
    "finite time": "refuted",
    "flat direction": "follows",
    "recipe": "open",
    "one minibatch": "open",
    "tiny gradient": "refuted",
    "heavy ball": "refuted",
    "exactly two": "refuted",
    "zero hessian": "open",
    "rescaled loss": "follows",
    "faint descent": "refuted",
}
