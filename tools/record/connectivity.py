"""Two fine-tunes of one checkpoint and two runs from different seeds, with the losses along the straight paths between them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from tools.record.model import Batch
from tools.record.settings import training
from tools.record.text import Text, windows
from tools.record.train import Job, State, evaluate, train
from tools.record.write import columns

PAIRS = {"fine_tunes": ("fine_tune_1", "fine_tune_2"), "seeds": ("pretrain", "other_seed")}
"""The paths: which leg's model is at α = 0 and which at α = 1."""


def leg_jobs(table: dict[str, Any], text: Text, device: torch.device) -> dict[str, Job]:
    """The four training jobs, in the order in which they must run."""
    base, tune = {**table["common"], **table["pretrain"]}, {**table["common"], **table["fine_tune"]}
    seeds = table["seeds"]
    options = {
        "pretrain": {**base, "seed": seeds["pretrain"]},
        "fine_tune_1": {**tune, "seed": seeds["fine_tune_1"]},
        "fine_tune_2": {**tune, "seed": seeds["fine_tune_2"]},
        "other_seed": {**base, "seed": seeds["other_seed"]},
    }
    return {leg: Job.of(training(option), text, device) for leg, option in options.items()}


def record_connectivity(
    table: dict[str, Any], text: Text, device: torch.device, work: Path, on_step: Callable[[State], None]
) -> tuple[dict[str, NDArray[Any]], dict[str, Any], float]:
    """Train the four legs and evaluate the paths; returns arrays, metadata and seconds."""
    ends: dict[str, State] = {}
    jobs = leg_jobs(table, text, device)
    for leg, job in jobs.items():
        begin = ends["pretrain"].theta if leg.startswith("fine_tune") else None
        ends[leg] = train(job, checkpoint=work / f"connectivity-{leg}.pt", begin=begin, on_step=on_step)
    alpha = np.linspace(0.0, 1.0, table["points"])
    losses: dict[str, list[list[float]]] = {"training_loss": [], "validation_loss": []}
    samples = {f"{part}_loss": sample(jobs["pretrain"], part, table["path_sequences"]) for part in ("training", "validation")}
    distance = []
    for first, second in PAIRS.values():
        a, b = ends[first].theta, ends[second].theta
        distance.append(float((a - b).norm()))
        for part, batch in samples.items():
            losses[part].append([evaluate((1 - float(x)) * a + float(x) * b, batch, jobs[first].architecture) for x in alpha])
    arrays = {"alpha": alpha, "distance": np.array(distance), **{part: np.array(rows) for part, rows in losses.items()}}
    for leg, state in ends.items():
        arrays |= columns(state.log, prefix=f"{leg}.")
    return arrays, {"pairs": list(PAIRS), "ends": {k: list(v) for k, v in PAIRS.items()}}, sum(s.seconds for s in ends.values())


def sample(job: Job, part: str, count: int) -> Batch:
    """A fixed sample of the training or the validation text, the same for all models."""
    symbols = job.text.training if part == "training" else job.text.validation
    rng = np.random.default_rng([20, 1 if part == "training" else 2])
    pieces = torch.as_tensor(windows(symbols, count=count, length=job.settings.length + 1, rng=rng), device=job.device)
    return Batch(pieces[:, :-1], pieces[:, 1:])
