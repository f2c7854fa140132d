"""Curvature of the mean loss on a fixed batch: extreme eigenvalues by Lanczos, the trace by Hutchinson."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from tools.record.krylov import extreme_pairs
from tools.record.lanczos import ExtremePairs, extreme_eigenpairs
from tools.record.model import Architecture, Batch, mean_loss

Array = NDArray[np.float64]
Product = Callable[[Array], Array]
Map = Callable[[Tensor], Tensor]
Ends = Callable[[Array, Array | None], ExtremePairs]
"""From a start, shape (p,), and a diagonal D, shape (p,) or None for 1, to the extreme Ritz pairs of D H D."""


@dataclass(frozen=True)
class Curvature:
    """What one measurement logs; `warm` are the extreme eigenvectors, where the next Lanczos run starts."""

    values: dict[str, float]
    warm: dict[str, Array]


def hessian_map(theta: Tensor, batch: Batch, architecture: Architecture) -> Map:
    """The map v -> Hv of the mean loss: the gradient's graph is built once, each product is one backward pass through it."""
    leaf = theta.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(mean_loss(leaf, batch, architecture), leaf, create_graph=True)

    def product(vector: Tensor) -> Tensor:
        (image,) = torch.autograd.grad(gradient, leaf, grad_outputs=vector.to(theta.dtype), retain_graph=True)
        return image

    return product


def on_host(product: Map, theta: Tensor) -> Product:
    """A map of tensors where θ lies as a map of NumPy vectors."""

    def mapped(vector: Array) -> Array:
        image = product(torch.as_tensor(vector, dtype=theta.dtype, device=theta.device))
        return image.cpu().numpy().astype(np.float64)

    return mapped


def hessian_product(theta: Tensor, batch: Batch, architecture: Architecture) -> Product:
    """The map v -> Hv of the mean loss on NumPy vectors."""
    return on_host(hessian_map(theta, batch, architecture), theta)


def ends_on_host(product: Product, steps: int) -> Ends:
    """Both ends of the spectrum of D H D by `steps` products, with NumPy."""
    return lambda start, root: extreme_eigenpairs(
        product if root is None else lambda v: root * product(root * v), start, steps=steps
    )


def ends_on_device(product: Map, theta: Tensor, steps: int) -> Ends:
    """The same where θ lies."""

    def ends(start: Array, root: Array | None) -> ExtremePairs:
        begin = torch.as_tensor(start, device=theta.device)
        if root is None:
            return extreme_pairs(product, begin, steps=steps)
        scale = torch.as_tensor(root, device=theta.device)
        return extreme_pairs(lambda v: scale * product(scale * v), begin, steps=steps)

    return ends


def hutchinson(product: Product, size: int, probes: int, rng: np.random.Generator) -> tuple[float, float]:
    """Trace of H from Rademacher probes: the mean of zᵀHz and its standard error (ddof = 1)."""
    samples = []
    for _ in range(probes):
        z = rng.choice([-1.0, 1.0], size=size)
        samples.append(float(z @ product(z)))
    return float(np.mean(samples)), float(np.std(samples, ddof=1) / np.sqrt(probes))


def measure(
    product: Product,
    size: int,
    *,
    ends: Ends,
    probes: int,
    warm: dict[str, Array],
    rng: np.random.Generator,
    preconditioner: Array | None = None,
) -> Curvature:
    """λmax, λmin and the trace, and with a preconditioner P > 0 (p,) also λmax of P^(-1/2) H P^(-1/2)."""
    pair = ends(warm.get("plain", rng.standard_normal(size)), None)
    trace, trace_error = hutchinson(product, size, probes, rng)
    values = {
        "lambda_max": pair.largest,
        "lambda_min": pair.smallest,
        "lambda_max_error": pair.largest_error,
        "lambda_min_error": pair.smallest_error,
        "trace": trace,
        "trace_error": trace_error,
    }
    kept = {"plain": pair.top + pair.bottom}
    if preconditioner is not None:
        root = 1.0 / np.sqrt(preconditioner)
        start = warm.get("preconditioned", rng.standard_normal(size))
        scaled = ends(start, root)
        values["preconditioned_lambda_max"] = scaled.largest
        values["preconditioned_lambda_max_error"] = scaled.largest_error
        kept["preconditioned"] = scaled.top
    return Curvature(values, kept)
