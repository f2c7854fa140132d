"""A language model trained from scratch, with and without warm-up, fine-tuned, and measured on the way: its size is a setting.

The legs, in the order in which they run: `warmup` (the pretraining; the spectral densities are taken on its way), `no_warmup`
(the same initial point and batches; the settings may give it a higher learning rate) and `control` (as `no_warmup`, with the
warm-up), `other_seed`, then four that start where `warmup` ends: `fine_tune_1`, `fine_tune_2` (other batches), `sam_1` and
`sam_2` (the batches of the fine-tune of that number, with sharpness-aware minimisation).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from tools.record.connectivity import sample
from tools.record.curvature import ends_on_device, hessian_map
from tools.record.krylov import density
from tools.record.settings import training
from tools.record.text import Text
from tools.record.train import Job, StaleCheckpointError, State, evaluate, train
from tools.record.write import columns

PAIRS = {"fine_tunes": ("fine_tune_1", "fine_tune_2"), "seeds": ("warmup", "other_seed")}
"""The paths: which leg's model is at α = 0 and which at α = 1."""

FROM_SCRATCH, TUNED = ("warmup", "no_warmup", "control", "other_seed"), ("fine_tune_1", "fine_tune_2", "sam_1", "sam_2")
PROBE_STREAM, END_STREAM = 5, 6
"""Last words of the seeds of the random starts, beside those of `Job`."""

Arrays = dict[str, NDArray[Any]]
Measured = Callable[[str, int], None]


def language_model_jobs(table: dict[str, Any], text: Text, device: torch.device) -> dict[str, Job]:
    """The training jobs by leg; `table` is the settings of one size."""
    base, tune, seeds = {**table["common"], **table["warmup"]}, {**table["common"], **table["fine_tune"]}, table["seeds"]
    options = {
        "warmup": {**base, "seed": seeds["warmup"]},
        "no_warmup": {**base, **table["no_warmup"], "warmup": 0, "seed": seeds["warmup"]},
        "control": {**base, **table["no_warmup"], "seed": seeds["warmup"]},
        "other_seed": {**base, "hessian_every": 0, "hessian_dense": None, "seed": seeds["other_seed"]},
        "fine_tune_1": {**tune, "seed": seeds["fine_tune_1"]},
        "fine_tune_2": {**tune, "seed": seeds["fine_tune_2"]},
        "sam_1": {**tune, **table["sam"], "seed": seeds["fine_tune_1"]},
        "sam_2": {**tune, **table["sam"], "seed": seeds["fine_tune_2"]},
    }
    return {leg: Job.of(training(option), text, device) for leg, option in options.items()}


def total_steps(table: dict[str, Any], jobs: dict[str, Job]) -> int:
    """Training steps of all legs, and one for every density, path and end that is measured."""
    densities = len(table["spectrum_steps"]) * table["probes"]
    return sum(job.settings.steps for job in jobs.values()) + densities + len(PAIRS) + len(jobs)


@dataclass(frozen=True)
class LanguageModelRecording:
    """What is recorded, and where its parts lie until it is complete: an interruption loses a density or half a minute.

    `on_step` is called after every step, `on_measured` with a kind and a count after everything else that takes long.
    """

    name: str
    table: dict[str, Any]
    jobs: dict[str, Job]
    work: Path
    on_step: Callable[[State], None]
    on_measured: Measured

    def record(self) -> tuple[Arrays, dict[str, Any], float]:
        """Train, measure, and return arrays, metadata and the seconds that the training took, curvature on its way included."""
        ends = {"warmup": self._pretrain()}
        for leg in (*FROM_SCRATCH[1:], *TUNED):
            ends[leg] = self._train(leg, begin=ends["warmup"].theta if leg in TUNED else None)
        arrays = {**self._spectra(), **self._paths(ends), **self._ends(ends)}
        for leg, state in ends.items():
            arrays |= columns(state.log, prefix=f"{leg}.")
        extra = {"pairs": list(PAIRS), "ends": list(ends), "between": {pair: list(legs) for pair, legs in PAIRS.items()}}
        return arrays, extra, sum(state.seconds for state in ends.values())

    def _train(self, leg: str, *, begin: Tensor | None = None, steps: int | None = None) -> State:
        """A leg to its end, or to step `steps`."""
        job = self.jobs[leg]
        if steps is not None:
            job = dataclasses.replace(job, settings=dataclasses.replace(job.settings, steps=steps))
        return train(job, checkpoint=self.work / f"{self.name}-{leg}.pt", begin=begin, on_step=self.on_step)

    def _pretrain(self) -> State:
        """The leg `warmup`, stopped at each moment of a density until that is measured."""
        done = 0
        for step in self.table["spectrum_steps"]:
            for probe in range(self.table["probes"]):
                path = self._density_file(step, probe)
                if not path.exists():
                    self._write_density(path, self._at(step), step, probe)
                done += 1
                self.on_measured("density", done)
        return self._train("warmup")

    def _at(self, step: int) -> Tensor:
        """The parameters of the leg `warmup` before the update of this step."""
        state = self._train("warmup", steps=step)
        if state.step != step:
            raise StaleCheckpointError(f"The leg warmup is past step {step}, where a density is missing; --again begins anew")
        return state.theta

    def _density_file(self, step: int, probe: int) -> Path:
        digest = self.jobs["warmup"].fingerprint()[:12]
        size = f"{self.table['spectrum_lanczos_steps']}-{self.table['spectrum_sequences']}"
        return self.work / f"{self.name}-density-{digest}-{size}-{step}-{probe}.npz"

    def _write_density(self, path: Path, theta: Tensor, step: int, probe: int) -> None:
        """Nodes and weights from one Gaussian start, on a fixed sample of the training text."""
        job, seed = self.jobs["warmup"], self.table["seeds"]["warmup"]
        rng = np.random.default_rng([seed, PROBE_STREAM, step, probe])
        start = torch.as_tensor(rng.standard_normal(theta.numel()), device=theta.device)
        batch = sample(job, "training", self.table["spectrum_sequences"])
        steps = self.table["spectrum_lanczos_steps"]
        nodes, weights = density(hessian_map(theta, batch, job.architecture), start, steps=steps)
        with path.with_suffix(".part").open("wb") as file:
            np.savez(file, nodes=nodes, weights=weights)
        path.with_suffix(".part").replace(path)

    def _spectra(self) -> Arrays:
        steps, probes = self.table["spectrum_steps"], range(self.table["probes"])
        arrays: dict[str, list[list[NDArray[Any]]]] = {}
        for key in ("nodes", "weights"):
            arrays[key] = [[np.load(self._density_file(step, probe))[key] for probe in probes] for step in steps]
        return {
            "spectrum_step": np.array(steps, dtype=np.int64),
            "spectrum_node": np.array(arrays["nodes"]),
            "spectrum_weight": np.array(arrays["weights"]),
        }

    def _samples(self) -> Iterator[tuple[str, Any]]:
        for part in ("training", "validation"):
            yield part, sample(self.jobs["warmup"], part, self.table["path_sequences"])

    def _paths(self, ends: dict[str, State]) -> Arrays:
        """Losses along the straight paths between the ends of two legs."""
        alpha = np.linspace(0.0, 1.0, self.table["points"])
        architecture = self.jobs["warmup"].architecture
        losses: dict[str, list[list[float]]] = {}
        for done, legs in enumerate(PAIRS.values(), start=1):
            a, b = (ends[leg].theta for leg in legs)
            for part, batch in self._samples():
                row = [evaluate((1 - float(x)) * a + float(x) * b, batch, architecture) for x in alpha]
                losses.setdefault(f"{part}_loss", []).append(row)
            self.on_measured("path", done)
        distance = [float((ends[a].theta - ends[b].theta).norm()) for a, b in PAIRS.values()]
        return {"alpha": alpha, "distance": np.array(distance), **{key: np.array(rows) for key, rows in losses.items()}}

    def _ends(self, ends: dict[str, State]) -> Arrays:
        """Losses and extreme eigenvalues where each leg ends, on the same samples for all."""
        columns_: dict[str, list[float]] = {}
        sharp = sample(self.jobs["warmup"], "training", self.table["spectrum_sequences"])
        for done, (leg, state) in enumerate(ends.items(), start=1):
            architecture = self.jobs[leg].architecture
            values = {f"end_{part}_loss": evaluate(state.theta, batch, architecture) for part, batch in self._samples()}
            rng = np.random.default_rng([self.table["seeds"]["warmup"], END_STREAM])
            product = hessian_map(state.theta, sharp, architecture)
            pair = ends_on_device(product, state.theta, self.table["end_lanczos_steps"])(
                rng.standard_normal(state.theta.numel()), None
            )
            values |= {"end_lambda_max": pair.largest, "end_lambda_max_error": pair.largest_error}
            values |= {"end_lambda_min": pair.smallest, "end_lambda_min_error": pair.smallest_error}
            for key, value in values.items():
                columns_.setdefault(key, []).append(value)
            self.on_measured("end", done)
        return {key: np.array(values) for key, values in columns_.items()}
