"""One training run: the loop that logs raw values, and its state, which can be written to a file and read back."""

from __future__ import annotations

import dataclasses
import hashlib
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from tools.record import optimisers
from tools.record.curvature import ends_on_device, ends_on_host, hessian_map, measure, on_host
from tools.record.model import Architecture, Batch, initialise, loss_and_gradient, mean_loss
from tools.record.settings import Training
from tools.record.text import ALPHABET, Text, ciphered_twice, windows

VALIDATION_SEQUENCES = 128
"""Sequences of the fixed validation sample."""

Log = dict[str, list[float]]


class DivergedError(Exception):
    """The loss of a run is not finite any more."""


class Stopped(Exception):  # noqa: N818 - a wish, not a fault
    """Raised by `on_step` to stop a run after a whole step."""


class StaleCheckpointError(Exception):
    """A checkpoint belongs to other settings, another model or another text."""


@dataclass
class State:
    """Everything that changes during a run: with it a stopped run goes on as if it had not been stopped."""

    step: int
    theta: Tensor
    moments: dict[str, Tensor]
    streams: dict[str, np.random.Generator]
    warm: dict[str, np.ndarray] = field(default_factory=dict)
    log: Log = field(default_factory=dict)
    seconds: float = 0.0
    fingerprint: str = ""

    def save(self, path: Path) -> None:
        """Write the state; the old file stands until the new one is complete."""
        path.parent.mkdir(parents=True, exist_ok=True)
        content = {
            "step": self.step,
            "theta": self.theta.cpu(),
            "moments": {name: value.cpu() for name, value in self.moments.items()},
            "streams": {name: stream.bit_generator.state for name, stream in self.streams.items()},
            "warm": {name: torch.from_numpy(vector) for name, vector in self.warm.items()},
            "log": self.log,
            "seconds": self.seconds,
            "fingerprint": self.fingerprint,
        }
        torch.save(content, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    @staticmethod
    def load(path: Path, device: torch.device) -> State:
        """Read a state that `save` wrote (tensors and plain values only, never pickled code)."""
        content: dict[str, Any] = torch.load(path, weights_only=True, map_location="cpu")
        streams = {}
        for name, bits in content["streams"].items():
            streams[name] = np.random.default_rng()
            streams[name].bit_generator.state = bits
        return State(
            step=content["step"],
            theta=content["theta"].to(device),
            moments={name: value.to(device) for name, value in content["moments"].items()},
            streams=streams,
            warm={name: vector.numpy() for name, vector in content["warm"].items()},
            log=content["log"],
            seconds=content["seconds"],
            fingerprint=content["fingerprint"],
        )


@dataclass(frozen=True)
class Job:
    """A run that can be advanced: its settings, its model, its text, and the batches that stay fixed."""

    settings: Training
    architecture: Architecture
    text: Text
    device: torch.device

    @staticmethod
    def of(settings: Training, text: Text, device: torch.device) -> Job:
        """The job of one `Training`."""
        architecture = Architecture(vocabulary=len(ALPHABET), context=settings.length, **settings.model)
        return Job(settings, architecture, text, device)

    def fingerprint(self) -> str:
        """Digest of everything that a checkpoint depends on; not of the number of steps, so that a run can be prolonged."""
        options = [
            dataclasses.asdict(dataclasses.replace(self.settings, steps=0)),
            dataclasses.asdict(self.architecture),
            self.text.checksums,
        ]
        return hashlib.sha256(repr(options).encode()).hexdigest()

    def draw(self, symbols: np.ndarray, count: int, rng: np.random.Generator) -> Batch:
        """A batch of `count` sequences from a text, ciphered if the run asks for it."""
        length = self.settings.length
        if self.settings.data == "cipher":
            half = (length + 1) // 2
            sequences = ciphered_twice(windows(symbols, count=count, length=half, rng=rng), rng=rng)
            start = half - 1
        else:
            sequences, start = windows(symbols, count=count, length=length + 1, rng=rng), self.settings.skip
        moved = torch.as_tensor(sequences, device=self.device)
        return Batch(moved[:, :-1], moved[:, 1:], start)

    def fixed_batch(self, purpose: str) -> Batch:
        """The fixed batch for "training" (full-batch runs, and curvature in all) or "validation"."""
        rng = np.random.default_rng([self.settings.seed, 1 if purpose == "training" else 2])
        if purpose == "training":
            return self.draw(self.text.training, self.settings.sequences, rng)
        return self.draw(self.text.validation, VALIDATION_SEQUENCES, rng)

    def begin(self, theta: Tensor | None = None) -> State:
        """The state before the first step: a fresh initial point, or a given one."""
        seed = self.settings.seed
        point = initialise(self.architecture, torch.Generator().manual_seed(seed)) if theta is None else theta.clone()
        point = point.to(self.device)
        streams = {"data": np.random.default_rng([seed, 3]), "probes": np.random.default_rng([seed, 4])}
        return State(0, point, optimisers.start(self.settings.rule, point), streams, fingerprint=self.fingerprint())


def evaluate(theta: Tensor, batch: Batch, architecture: Architecture) -> float:
    """Mean loss without a gradient."""
    with torch.no_grad():
        return float(mean_loss(theta, batch, architecture))


def advance(job: Job, state: State, *, fixed: Batch, validation: Batch) -> None:
    """One step: log everything at θ_t, then update to θ_(t+1)."""
    settings, t = job.settings, state.step
    batch = fixed if settings.data == "full" else job.draw(job.text.training, settings.sequences, state.streams["data"])
    loss, gradient = loss_and_gradient(state.theta, batch, job.architecture)
    if not math.isfinite(loss):
        raise DivergedError(f"the loss is {loss} at step {t}")
    descent = _perturbed_gradient(job, state.theta, batch, gradient) if settings.sam_radius else gradient
    state.moments = optimisers.absorb(settings.rule, state.moments, descent)
    if settings.validation_every and t % settings.validation_every == 0:
        _append(state.log, validation_step=t, validation_loss=evaluate(state.theta, validation, job.architecture))
    if settings.measures_hessian_at(t):
        _measure(job, state, fixed)
    rate = settings.rate(t)
    step = optimisers.direction(settings.rule, state.moments, descent, t)
    update = -rate * (step + settings.weight_decay * state.theta)
    _append(
        state.log,
        step=t,
        loss=loss,
        gradient_norm=float(gradient.norm()),
        update_norm=float(update.norm()),
        parameter_norm=float(state.theta.norm()),
        learning_rate=rate,
    )
    state.theta = state.theta + update
    state.step += 1


def _perturbed_gradient(job: Job, theta: Tensor, batch: Batch, gradient: Tensor) -> Tensor:
    """The gradient of sharpness-aware minimisation: at θ + ρ g/‖g‖, on the same batch (Foret and others, 2021)."""
    return loss_and_gradient(theta + job.settings.sam_radius * gradient / gradient.norm(), batch, job.architecture)[1]


def _append(log: Log, **values: float) -> None:
    for name, value in values.items():
        log.setdefault(name, []).append(value)


def _measure(job: Job, state: State, fixed: Batch) -> None:
    settings, p = job.settings, state.theta.numel()
    diagonal = None
    if settings.rule == "adam":
        diagonal = optimisers.preconditioner(state.moments, state.step).cpu().numpy().astype(np.float64)
    on_device = hessian_map(state.theta, fixed, job.architecture)
    if state.theta.device.type == "cpu":
        ends = ends_on_host(on_host(on_device, state.theta), settings.lanczos_steps)
    else:
        ends = ends_on_device(on_device, state.theta, settings.lanczos_steps)
    curvature = measure(
        on_host(on_device, state.theta),
        p,
        ends=ends,
        probes=settings.probes,
        warm=state.warm,
        rng=state.streams["probes"],
        preconditioner=diagonal,
    )
    state.warm = curvature.warm
    _append(state.log, hessian_step=state.step, **curvature.values)


def train(
    job: Job,
    *,
    checkpoint: Path,
    begin: Tensor | None = None,
    on_step: Callable[[State], None] = lambda state: None,
    save_every: float = 30.0,
) -> State:
    """Run a job to its end, from its checkpoint file if there is one.

    `on_step` is called after every step, and once at the beginning if there was a checkpoint. The state is saved between
    steps only, where it is whole: every `save_every` seconds, at the end, and when `on_step` raises `Stopped`.
    """
    state = State.load(checkpoint, job.device) if checkpoint.exists() else job.begin(begin)
    if state.fingerprint != job.fingerprint():
        raise StaleCheckpointError(f"{checkpoint} was made with other settings or another text; --again begins anew")
    fixed, validation = job.fixed_batch("training"), job.fixed_batch("validation")
    last = time.monotonic()
    saved = last
    try:
        if state.step:  # the steps done before a stop count in the progress
            on_step(state)
        while state.step < job.settings.steps:
            advance(job, state, fixed=fixed, validation=validation)
            now = time.monotonic()
            state.seconds, last = state.seconds + now - last, now
            if now - saved > save_every:
                state.save(checkpoint)
                saved = now
            on_step(state)
    except Stopped:
        state.save(checkpoint)
        raise
    state.save(checkpoint)
    return state
