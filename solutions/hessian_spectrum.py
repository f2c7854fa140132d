"""Reference answers for 1.2 hessian_spectrum, each found another way than in the notebook.

| name | notebook | here |
|---|---|---|
| gd_error, optimal_lr | by hand: multiplier, equal ends | recurrence solver; first Chebyshev polynomial |
| solve_stationary | eigenvectors | pseudo-inverse and singular vectors |
| inertia | counts eigenvalues | Sylvester: signs of two shifted LDLᵀ factorisations |
| lanczos, lambda_max | three-term recurrence from products | Householder reduction; dense LAPACK |
| density | nodes and weights | a function of the tridiagonal matrix |
| hutchinson_trace | mean over probes | quadratic forms of the dense matrix; exact moments over all sign vectors |
| softmax_hessian | Kronecker product | complex step through the analytic gradient |
| spectrum_report | thresholds on an array | sorted lists and counting from the ends |
| step_curvature | arrays, in floating point | each step for itself, in exact fractions |
"""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import numpy as np
import numpy.typing as npt
import scipy.linalg
import sympy as sp

Array = npt.NDArray[np.float64]

eta, lam, lam_min, lam_max = sp.symbols("eta lambda lambda_min lambda_max", positive=True)
e0 = sp.Symbol("e0", real=True)
t = sp.Symbol("t", integer=True, nonnegative=True)


@cache
def gd_error() -> sp.Expr:
    """Error of one mode after t steps, as the solution of the recurrence e(t+1) = e(t) - ηλ e(t), e(0) = e_0."""
    e = sp.Function("e")
    solution: sp.Expr = sp.rsolve(e(t + 1) - e(t) + eta * lam * e(t), e(t), {e(0): e0})
    return solution


@cache
def stability_limit() -> sp.Expr:
    """Supremum of the stable learning rates: the positive root of (1 - ηλ_max)² = 1."""
    (root,) = sp.solve(sp.expand((1 - eta * lam_max) ** 2 - 1), eta)
    return root


@cache
def best_rate() -> sp.Expr:
    """Least worst-case multiplier of one step: 1/T_1(x(0)), where x maps [λ_min, λ_max] to [-1, 1] and T_1 is Chebyshev's."""
    return sp.simplify(1 / sp.chebyshevt(1, _to_unit_interval(sp.Integer(0))))


@cache
def optimal_lr() -> sp.Expr:
    """The η whose 1 - ηλ is the Chebyshev polynomial T_1(x(λ))/T_1(x(0)): minus its slope in λ."""
    polynomial = sp.chebyshevt(1, _to_unit_interval(lam)) / sp.chebyshevt(1, _to_unit_interval(sp.Integer(0)))
    return sp.simplify(-sp.diff(polynomial, lam))


def _to_unit_interval(value: sp.Expr) -> sp.Expr:
    return (lam_max + lam_min - 2 * value) / (lam_max - lam_min)


def solve_stationary(A: Array, b: Array, *, tol: float = 1e-10) -> tuple[Array, Array] | None:
    """Critical set of ½θᵀAθ - bᵀθ by singular values: the least-norm point (d,) and a null basis (d, k), or None.

    Args:
        A: symmetric, shape (d, d).
        b: shape (d,).
        tol: a singular value is zero when it is at most `tol` times the largest; b is in the range when the part of it
            outside is at most `tol` times its norm.
    """
    U, s, Vt = np.linalg.svd(A)
    rank = int(np.count_nonzero(s > tol * s.max(initial=0.0)))
    outside = U[:, rank:].T @ b
    if np.linalg.norm(outside) > tol * np.linalg.norm(b):
        return None
    theta = Vt[:rank].T @ ((U[:, :rank].T @ b) / s[:rank])
    return theta, Vt[rank:].T


def inertia(H: Array, *, tol: float = 1e-8) -> tuple[int, int, int]:
    """Counts (n₋, n₀, n₊) relative to the spectral norm, by Sylvester's law on H + τI and H - τI, τ = tol‖H‖₂."""
    d, norm = len(H), float(np.linalg.norm(H, 2))
    if norm == 0.0:
        return 0, d, 0
    scaled = H / norm
    below = _negative_count(scaled + tol * np.eye(d))
    above = _negative_count(tol * np.eye(d) - scaled)
    return below, d - below - above, above


def _negative_count(M: Array) -> int:
    """Number of negative eigenvalues of a nonsingular symmetric M: the signs of the 1x1 and 2x2 blocks of LDLᵀ."""
    _, D, _ = scipy.linalg.ldl(M)
    count, i = 0, 0
    while i < len(D):
        size = 2 if i + 1 < len(D) and D[i + 1, i] != 0 else 1
        count += int(np.count_nonzero(np.linalg.eigvalsh(D[i : i + size, i : i + size]) < 0))
        i += size
    return count


def classify(H: Array, *, tol: float = 1e-8) -> str:
    """Name the critical point: both signs make a saddle, even with zeros; otherwise any zero makes it degenerate."""
    minus, zero, plus = inertia(H, tol=tol)
    if minus and plus:
        return "saddle"
    return "degenerate" if zero else ("minimum" if plus else "maximum")


def lanczos(H: Array, v0: Array, steps: int) -> tuple[Array, Array]:
    """Coefficients after `steps` steps without breakdown: Householder reduction of H in a basis that begins with v0.

    The tridiagonal matrix with positive off-diagonal entries whose first basis vector is v0/‖v0‖ is unique (implicit Q).
    """
    Q, _ = np.linalg.qr(np.column_stack([v0, np.eye(len(v0))]))
    T = scipy.linalg.hessenberg(Q.T @ H @ Q)
    return np.diag(T)[:steps].copy(), np.abs(np.diag(T, -1)[: steps - 1])


def lambda_max(H: Array) -> float:
    """Algebraically largest eigenvalue of a dense symmetric matrix (LAPACK)."""
    return float(np.linalg.eigvalsh(H)[-1])


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


def softmax_hessian(W: Array, X: Array) -> Array:
    """Hessian of the mean cross-entropy in vec(W), class-major, shape (kd, kd): complex step through (P - Y)ᵀX/n.

    The labels drop out of the second derivative, so all of them are class 0. Error: rounding; the step is 1e-20.
    """
    k, d = W.shape
    columns = []
    for index in range(k * d):
        step = np.zeros(k * d, dtype=complex)
        step[index] = 1e-20j
        shifted = W.astype(complex) + step.reshape(k, d)
        columns.append(_softmax_gradient(shifted, X).imag.ravel() / 1e-20)
    return np.array(columns).T


def _softmax_gradient(W: npt.NDArray[np.complex128], X: Array) -> npt.NDArray[np.complex128]:
    logits = X @ W.T
    weights = np.exp(logits - logits.real.max(axis=1, keepdims=True))
    residual = weights / weights.sum(axis=1, keepdims=True)
    residual[:, 0] -= 1
    return residual.T @ X / len(X)


@dataclass(frozen=True)
class Report:
    """What `spectrum_report` returns, under the names of its keys."""

    lambda_max: float
    lambda_min: float
    bulk_edge: float
    outliers: int
    edge_ratio: float
    expanding: int


def spectrum_report(eigenvalues: Array, eta: float) -> Report:
    """Read a spectrum by walking through it in order, from both ends."""
    ordered = sorted(float(value) for value in eigenvalues)
    smallest, largest = ordered[0], ordered[-1]
    bulk_edge = 2 * math.hypot(*ordered) / math.sqrt(len(ordered))
    noise_floor = 1e-8 * max(-smallest, largest)
    return Report(
        lambda_max=largest,
        lambda_min=smallest,
        bulk_edge=bulk_edge,
        outliers=_length(itertools.takewhile(lambda value: value > bulk_edge, reversed(ordered))),
        edge_ratio=largest / (2 / eta),
        expanding=_length(itertools.takewhile(lambda value: value < -noise_floor, ordered))
        + _length(itertools.takewhile(lambda value: eta * value > 2, reversed(ordered))),
    )


def _length(items: Iterable[float]) -> int:
    return sum(1 for _ in items)


def step_curvature(loss: Array, gradient_norm: Array, eta: Array) -> Array:
    """Curvature κ that each step but the last met, f_(t+1) - f_t = -η‖g‖² + ½η²‖g‖²κ; NaN where ‖g‖ = 0; shape (T-1,).

    The logged floats are taken as exact, and so is the arithmetic; the only rounding is that of the result.
    """
    exact = [[Fraction(float(value)) for value in column] for column in (loss, gradient_norm, eta)]
    rows = zip(exact[0][:-1], exact[0][1:], exact[1], exact[2], strict=False)
    return np.array([float(2 * (after - before + h * g**2) / (h * g) ** 2) if g else math.nan for before, after, g, h in rows])


# a: assumptions, m: measurements, o: objects. The reasons are tested in tests/mathematics/test_hessian_spectrum.py.
BOUNDARY = {
    "a1": "false",
    "a2": "false",
    "a3": "true",
    "a4": "cannot tell",
    "m1": "cannot tell",
    "m2": "true",
    "m3": "cannot tell",
    "m4": "false",
    "o1": "cannot tell",
    "o2": "true",
    "o3": "true",
    "o4": "false",
}
