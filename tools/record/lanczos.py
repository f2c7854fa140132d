"""Both ends of the spectrum of a symmetric matrix from matrix-vector products (Lanczos, with full reorthogonalisation)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class ExtremePairs:
    """Extreme Ritz pairs: an eigenvalue lies within `*_error` of each value; unit vectors `top` and `bottom`, shape (p,)."""

    largest: float
    smallest: float
    largest_error: float
    smallest_error: float
    top: Array
    bottom: Array


def extreme_eigenpairs(product: Callable[[Array], Array], start: Array, *, steps: int) -> ExtremePairs:
    """Largest and smallest Ritz value of a symmetric map on the Krylov space of `start` after `steps` products.

    The error is the residual ‖Hv - θv‖ of the Ritz pair: some eigenvalue is at most that far away. It is computed from the
    products themselves, not by the formula β|s_last|, which does not see their rounding. The largest Ritz value bounds λmax
    from below, the smallest bounds λmin from above. Source: Golub and Van Loan, Matrix Computations, 10.1.
    """
    basis = [start / np.linalg.norm(start)]
    images: list[Array] = []
    alphas: list[float] = []
    betas: list[float] = []
    for k in range(steps):
        image = product(basis[k])
        images.append(image)
        alphas.append(float(basis[k] @ image))
        frame = np.array(basis)
        for _ in range(2):  # once is not enough in floating point, twice is
            image = image - frame.T @ (frame @ image)
        betas.append(float(np.linalg.norm(image)))
        if betas[-1] <= 1e-12 * max(abs(alpha) for alpha in alphas) or k + 1 == start.size:
            break
        basis.append(image / betas[-1])
    m = len(alphas)
    tridiagonal = np.diag(alphas) + np.diag(betas[: m - 1], 1) + np.diag(betas[: m - 1], -1)
    values, vectors = np.linalg.eigh(tridiagonal)
    ends = vectors[:, [0, -1]].T
    bottom, top = ends @ np.array(basis[:m])
    image_bottom, image_top = ends @ np.array(images)
    return ExtremePairs(
        largest=float(values[-1]),
        smallest=float(values[0]),
        largest_error=float(np.linalg.norm(image_top - values[-1] * top)),
        smallest_error=float(np.linalg.norm(image_bottom - values[0] * bottom)),
        top=top,
        bottom=bottom,
    )
