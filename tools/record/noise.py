"""Gradients of many minibatches at one fixed checkpoint: the end of the leg `pretrain` of the connectivity recording."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from tools.record.connectivity import sample
from tools.record.curvature import hessian_product
from tools.record.lanczos import extreme_eigenpairs
from tools.record.model import loss_and_gradient
from tools.record.train import Job


def directions(job: Job, theta: Tensor, table: dict[str, Any], rng: np.random.Generator) -> tuple[NDArray[np.float64], float]:
    """Unit directions, shape (D, p), and the norm of the reference gradient: mean gradient, top eigenvector, random ones."""
    batch = sample(job, "training", table["reference_sequences"])
    _, gradient = loss_and_gradient(theta, batch, job.architecture)
    mean = gradient.cpu().numpy().astype(np.float64)
    product = hessian_product(theta, batch, job.architecture)
    top = extreme_eigenpairs(product, rng.standard_normal(mean.size), steps=table["lanczos_steps"]).top
    rows = np.vstack([mean, top, rng.standard_normal((table["random_directions"], mean.size))])
    return rows / np.linalg.norm(rows, axis=1, keepdims=True), float(np.linalg.norm(mean))


def record_noise(
    table: dict[str, Any], job: Job, theta: Tensor, *, on_gradient: Callable[[int], None] = lambda done: None
) -> tuple[dict[str, NDArray[Any]], dict[str, Any], float]:
    """Norms, projections and mean of N gradients for every batch size; returns arrays, metadata and seconds.

    `on_gradient` is told after each gradient how many are done. If it raises `Stopped`, they begin anew the next time.
    """
    began = time.monotonic()
    rng = np.random.default_rng(table["seed"])
    unit, reference = directions(job, theta, table, rng)
    frame = torch.as_tensor(unit, dtype=theta.dtype, device=theta.device)
    rows: dict[str, list[Any]] = {key: [] for key in ("loss", "gradient_norm", "projection")}
    mean_norm, mean_error, done = [], [], 0
    for size in table["batch_sizes"]:
        losses, norms, projections = [], [], []
        total = torch.zeros_like(theta, dtype=torch.float64)
        for _ in range(table["minibatches"]):
            loss, gradient = loss_and_gradient(theta, job.draw(job.text.training, size, rng), job.architecture)
            losses.append(loss)
            norms.append(float(gradient.double().norm()))
            projections.append((frame @ gradient).tolist())
            total += gradient.double()
            done += 1
            on_gradient(done)
        count = table["minibatches"]
        mean_norm.append(float((total / count).norm()))
        scatter = (np.sum(np.square(norms)) - count * mean_norm[-1] ** 2) / (count - 1)
        mean_error.append(float(np.sqrt(scatter / count)))
        for key, values in (("loss", losses), ("gradient_norm", norms), ("projection", projections)):
            rows[key].append(values)
    arrays: dict[str, NDArray[Any]] = {key: np.array(values, dtype=np.float64) for key, values in rows.items()}
    arrays |= {
        "batch_size": np.array(table["batch_sizes"], dtype=np.int64),
        "mean_gradient_norm": np.array(mean_norm),
        "mean_gradient_norm_error": np.array(mean_error),
        "reference_gradient_norm": np.array(reference),
        "parameter_norm": np.array(float(theta.norm())),
    }
    names = ["mean_gradient", "top_eigenvector", *(f"random_{k + 1}" for k in range(table["random_directions"]))]
    return arrays, {"direction_names": names}, time.monotonic() - began
