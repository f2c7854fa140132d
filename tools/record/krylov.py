"""Lanczos on the device where the model lies: extreme eigenvalues and spectral densities of ten million dimensions.

`lanczos.py` does the first in NumPy, and the runs of 114,000 parameters were recorded with it. Here the basis stays on the
device: to carry vectors of ten million numbers to and fro would take longer than the products.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from tools.record.lanczos import ExtremePairs

Floats = NDArray[np.float64]
Map = Callable[[Tensor], Tensor]


@dataclass(frozen=True)
class Krylov:
    """m Lanczos steps: orthonormal `basis` and its `images` under the map, (m, p) float64; the tridiagonal matrix (m, m)."""

    basis: Tensor
    images: Tensor
    tridiagonal: Floats


def krylov(product: Map, start: Tensor, *, steps: int) -> Krylov:
    """Lanczos with full reorthogonalisation; `start` has shape (p,). Ends early on an invariant subspace."""
    size = start.numel()
    steps = min(steps, size)
    basis = torch.zeros(steps, size, dtype=torch.float64, device=start.device)
    images = torch.zeros_like(basis)
    alphas: list[float] = []
    betas: list[float] = []
    basis[0] = start / start.norm()
    for k in range(steps):
        images[k] = product(basis[k])
        image = images[k].clone()
        alphas.append(float(basis[k] @ image))
        for _ in range(2):  # once is not enough in floating point, twice is
            image -= basis[: k + 1].T @ (basis[: k + 1] @ image)
        betas.append(float(image.norm()))
        if k + 1 == steps or betas[-1] <= 1e-12 * max(abs(alpha) for alpha in alphas):
            break
        basis[k + 1] = image / betas[-1]
    m = len(alphas)
    tridiagonal = np.diag(alphas) + np.diag(betas[: m - 1], 1) + np.diag(betas[: m - 1], -1)
    return Krylov(basis[:m], images[:m], tridiagonal)


def extreme_pairs(product: Map, start: Tensor, *, steps: int) -> ExtremePairs:
    """As `lanczos.extreme_eigenpairs`; the vectors come back to the CPU."""
    space = krylov(product, start, steps=steps)
    values, vectors = np.linalg.eigh(space.tridiagonal)
    ends = torch.as_tensor(vectors[:, [0, -1]].T.copy(), device=start.device)
    bottom, top = ends @ space.basis
    image_bottom, image_top = ends @ space.images
    return ExtremePairs(
        largest=float(values[-1]),
        smallest=float(values[0]),
        largest_error=float((image_top - values[-1] * top).norm()),
        smallest_error=float((image_bottom - values[0] * bottom).norm()),
        top=top.cpu().numpy(),
        bottom=bottom.cpu().numpy(),
    )


def density(product: Map, start: Tensor, *, steps: int) -> tuple[Floats, Floats]:
    """Nodes and weights of the spectral measure of `start`, (m,) each: the weights add up to 1.

    sum_k weight_k g(node_k) is vᵀ g(H) v for the unit start v if g is a polynomial of degree up to 2m-1, and its mean over
    random starts estimates (1/p) tr g(H). The extreme nodes are the extreme Ritz values. Source: Golub and Meurant,
    Matrices, Moments and Quadrature, 6.2; Ghorbani, Krishnan and Xiao (2019).
    """
    values, vectors = np.linalg.eigh(krylov(product, start, steps=steps).tridiagonal)
    return values, vectors[0] ** 2
