"""One training function, and the quantities that the lesson tracks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from numbers import Real
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from losslandscape.transformer.data import Batch
from losslandscape.transformer.model import Transformer

Vector = NDArray[np.float64]
Rate = float | Callable[[int], float]

LANCZOS_VECTORS = 10  # enough where λmax stands apart, as it does in training; ARPACK starts again where it is not


@dataclass(frozen=True)
class TrainLog:
    """What was measured. Entry t of every array belongs to θ_t, before the step θ_{t+1} = θ_t + Δ_t.

    Attributes:
        step: shape (steps,), int64.
        loss: shape (steps,), nats a token, on the batch of that step.
        gradient_norm: shape (steps,), ‖∇f(θ_t)‖, unit [f/θ].
        update_norm: shape (steps,), ‖Δ_t‖, unit [θ].
        parameter_norm: shape (steps,), ‖θ_t‖, unit [θ].
        learning_rate: shape (steps,), unit [θ²/f].
        lambda_max: shape (steps,), largest Hessian eigenvalue of the full batch [f/θ²]; NaN where not measured.
        validation: shape (steps,), the caller's metric; NaN where not measured.
        theta: shape (n,), the parameters after the last step.
        kept_steps: shape (k,), the steps whose θ_t was kept.
        kept: shape (k, n), these θ_t.
        diverged: whether training was stopped because loss or parameters were no longer finite; the arrays then end there.
    """

    step: NDArray[np.int64]
    loss: Vector
    gradient_norm: Vector
    update_norm: Vector
    parameter_norm: Vector
    learning_rate: Vector
    lambda_max: Vector
    validation: Vector
    theta: Vector
    kept_steps: NDArray[np.int64]
    kept: NDArray[np.float64]
    diverged: bool


def train(
    model: Transformer,
    theta: Vector,
    data: Batch,
    *,
    steps: int,
    learning_rate: Rate,
    method: Literal["gd", "sgd", "momentum"] = "gd",
    momentum: float = 0.9,
    batch_size: int | None = None,
    rng: np.random.Generator | None = None,
    lambda_max_every: int = 0,
    validation: Callable[[Vector], float] | None = None,
    validation_every: int = 1,
    keep_every: int = 0,
) -> TrainLog:
    """Train from θ and log every step. θ itself is not changed.

    gd: θ ← θ - η ∇f(θ) on all of `data`.  sgd: the same on `batch_size` sequences drawn without replacement.
    momentum (heavy ball): u ← β u - η ∇f(θ), θ ← θ + u, from u = 0; on all of `data`, or on minibatches if
    `batch_size` is given.

    Args:
        theta: starting point, shape (n,).
        steps: number of updates.
        learning_rate: η, or a function of the step, unit [θ²/f].
        momentum: β, at least 0 and below 1; used by "momentum" only.
        batch_size: sequences a minibatch; needs `rng`.
        lambda_max_every: log λmax of the Hessian on all of `data` every so many steps (0: never). Each costs eleven
            Hessian-vector products or more.
        validation: a metric of θ, logged every `validation_every` steps.
        keep_every: keep a copy of θ_t every so many steps (0: never).

    Raises:
        ValueError: settings that contradict each other, or a number that no training has (a negative count, a learning rate
            that is negative or not finite). The message names it.
    """
    _check(method, momentum, batch_size, rng, len(data))
    counts = {
        "steps": steps,
        "lambda_max_every": lambda_max_every,
        "validation_every": validation_every,
        "keep_every": keep_every,
    }
    for name, count in counts.items():
        _check_count(name, count)
    theta = np.array(theta, dtype=np.float64)
    u = np.zeros_like(theta)
    beta = momentum if method == "momentum" else 0.0
    rows: list[tuple[float, ...]] = []
    kept: dict[int, Vector] = {}
    top: Vector | None = None
    with np.errstate(over="ignore", invalid="ignore"):  # divergence is a result, not a warning
        for t in range(steps):
            batch = data
            if batch_size is not None and rng is not None:
                batch = data.take(rng.choice(len(data), size=batch_size, replace=False))
            loss, g = model.loss_and_gradient(theta, batch)
            eta = _rate(learning_rate, t)
            u = beta * u - eta * g
            if not (np.isfinite(loss) and np.isfinite(_length(theta + u))):
                return _log(rows, kept, theta, diverged=True)
            sharpness, metric = np.nan, np.nan
            if _due(t, lambda_max_every):
                sharpness, top = lambda_max(model, theta, data, np.random.default_rng(t), start=top)
            if validation is not None and _due(t, validation_every):
                metric = validation(theta)
            if _due(t, keep_every):
                kept[t] = theta
            rows.append((loss, _length(g), _length(u), _length(theta), eta, sharpness, metric))
            theta = theta + u
    return _log(rows, kept, theta, diverged=False)


def lambda_max(
    model: Transformer,
    theta: Vector,
    data: Batch,
    rng: np.random.Generator,
    *,
    start: Vector | None = None,
    tolerance: float = 1e-4,
) -> tuple[float, Vector | None]:
    """Return the largest Hessian eigenvalue on `data` [f/θ²] and its eigenvector, by ARPACK's Lanczos method.

    Args:
        rng: draws the start, if none is given: a fixed one, such as all ones, may be orthogonal to what is looked for.
        start: where to start, shape (n,): the eigenvector of a nearby θ saves products.
        tolerance: relative error of the eigenvalue.

    Raises:
        ValueError: a start of another shape, or with NaN or inf.

    Returns:
        (λmax, unit eigenvector of shape (n,)), or (NaN, None) if ARPACK did not converge (or the loss is not finite there).
    """
    from scipy.sparse.linalg import ArpackError, LinearOperator, eigsh  # slow to import, rarely needed

    n = model.size
    product = LinearOperator((n, n), matvec=lambda v: model.hvp(theta, v, data), dtype=np.float64)
    start = rng.standard_normal(n) if start is None else start
    if np.shape(start) != (n,) or not np.all(np.isfinite(start)):  # ARPACK would write past the end of a shorter one
        raise ValueError(
            f"lambda_max: start should be finite and have shape ({n},), and has shape {np.shape(start)}"
            f"{' with NaN or inf' if np.shape(start) == (n,) else ''}; leave it out to start from a random one."
        )
    try:
        values, vectors = eigsh(product, k=1, which="LA", v0=start, tol=tolerance, ncv=min(n, LANCZOS_VECTORS))
    except ArpackError:
        return float("nan"), None
    return float(values[0]), vectors[:, 0]


def _log(rows: list[tuple[float, ...]], kept: dict[int, Vector], theta: Vector, *, diverged: bool) -> TrainLog:
    columns = np.array(rows, dtype=np.float64).reshape(-1, 7).T
    loss, gradient_norm, update_norm, parameter_norm, learning_rate, sharpness, validation = columns
    return TrainLog(
        step=np.arange(len(rows)),
        loss=loss,
        gradient_norm=gradient_norm,
        update_norm=update_norm,
        parameter_norm=parameter_norm,
        learning_rate=learning_rate,
        lambda_max=sharpness,
        validation=validation,
        theta=theta,
        kept_steps=np.array(list(kept), dtype=np.int64),
        kept=np.array(list(kept.values())).reshape(-1, len(theta)),
        diverged=diverged,
    )


def _check(method: str, momentum: float, batch_size: int | None, rng: np.random.Generator | None, sequences: int) -> None:
    if method not in ("gd", "sgd", "momentum"):
        raise ValueError(f"train: method should be 'gd', 'sgd' or 'momentum', and is {method!r}.")
    if method == "gd" and batch_size is not None:
        raise ValueError("train: 'gd' uses all the data; for minibatches take method='sgd' or 'momentum'.")
    if method == "sgd" and batch_size is None:
        raise ValueError("train: 'sgd' needs batch_size.")
    if batch_size is not None and rng is None:
        raise ValueError("train: minibatches are drawn at random, so pass rng=np.random.default_rng(seed).")
    if batch_size is not None and not (_is_count(batch_size) and 1 <= batch_size <= sequences):
        raise ValueError(f"train: batch_size should be an integer from 1 to {sequences}, and is {batch_size}.")
    if not 0.0 <= momentum < 1.0:
        raise ValueError(f"train: momentum should be at least 0 and below 1, and is {momentum}.")


def _check_count(name: str, count: int) -> None:
    if not _is_count(count):
        raise ValueError(f"train: {name} should be an integer of at least 0, and is {count!r}.")


def _is_count(number: object) -> bool:
    return isinstance(number, (int, np.integer)) and not isinstance(number, bool) and int(number) >= 0


def _rate(learning_rate: Rate, step: int) -> float:
    eta: Any = learning_rate(step) if callable(learning_rate) else learning_rate
    if not isinstance(eta, Real) or not 0.0 <= float(eta) < np.inf:
        raise ValueError(f"train: learning_rate should be a finite number of at least 0, and is {eta!r} at step {step}.")
    return float(eta)


def _due(step: int, every: int) -> bool:
    return every > 0 and step % every == 0


def _length(vector: Any) -> float:
    return float(np.linalg.norm(vector))
