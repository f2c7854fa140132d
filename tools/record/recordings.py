"""The recordings by name: which jobs make them, where their checkpoints lie, and how they are written."""

from __future__ import annotations

import dataclasses
import functools
import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from tools.record.connectivity import leg_jobs, record_connectivity
from tools.record.language_model import LanguageModelRecording, language_model_jobs, total_steps
from tools.record.model import with_initial_norms
from tools.record.noise import record_noise
from tools.record.settings import Settings, Training
from tools.record.text import Text, read_library
from tools.record.train import Job, State, train
from tools.record.write import columns, write_run

Report = Callable[[int, str], None]


def machine(device: torch.device) -> dict[str, Any]:
    """The kind of machine and the versions, in generic words."""
    return {
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "device": torch.cuda.get_device_name(device) if device.type == "cuda" else "CPU",
        "python": platform.python_version(),
        "torch": torch.__version__,
        "numpy": np.__version__,
        "arithmetic": "float32 for model, gradients and Hessian-vector products; float64 for Lanczos and the logs",
    }


class _Steps:
    """Counts steps over several jobs, those done before a stop included, and says the latest loss."""

    def __init__(self, report: Report) -> None:
        self._report, self._told = report, 0
        self._done: dict[str, int] = {}

    def __call__(self, state: State) -> None:
        self._count(state.fingerprint, state.step, f"step {state.step}, loss {state.log['loss'][-1]:.4f}")

    def measured(self, kind: str, done: int) -> None:
        """Count what is not a training step, such as gradients that are measured at the end of a job."""
        self._count(kind, done, f"{kind} {done}")

    def _count(self, kind: str, done: int, note: str) -> None:
        """Report the sum over all kinds, once each."""
        self._done[kind] = done
        total = sum(self._done.values())
        if total != self._told:
            self._told = total
            self._report(total, note)


@dataclass(frozen=True)
class Recorder:
    """Makes recordings from settings and a text; checkpoints go to `work`, finished runs to `data`."""

    settings: Settings
    text: Text
    device: torch.device
    work: Path
    data: Path

    def names(self) -> list[str]:
        """All recordings, in the order in which they can be made: `noise` needs a checkpoint of `connectivity`."""
        return [*self.settings.runs, "connectivity", "noise", *self.settings.language_models]

    def total_steps(self, name: str) -> int:
        """Training steps of a recording; in `noise` and the language models what is measured besides counts as well."""
        if name in self.settings.language_models:
            return total_steps(self.settings.language_models[name], self._legs_of_a_language_model(name))
        if name == "noise":
            table = self.settings.noise
            return self._legs()["pretrain"].settings.steps + len(table["batch_sizes"]) * table["minibatches"]
        if name == "connectivity":
            return sum(job.settings.steps for job in self._legs().values())
        run = self.settings.runs[name]
        return run.steps + (run.prepare or {}).get("steps", 0)

    def forget(self, name: str) -> None:
        """Delete the checkpoints of a recording."""
        for path in [*self.work.glob(f"{name}.pt"), *self.work.glob(f"{name}-*")]:
            path.unlink()

    def record(self, name: str, report: Report) -> Path:
        """Make one recording, or finish one that was stopped, and write it; returns the .npz file."""
        if name == "connectivity":
            arrays, extra, seconds = record_connectivity(
                self.settings.connectivity, self.text, self.device, self.work, _Steps(report)
            )
            settings: dict[str, Any] = self.settings.connectivity
        elif name == "noise":
            job, steps = self._legs()["pretrain"], _Steps(report)
            state = train(job, checkpoint=self.work / "connectivity-pretrain.pt", on_step=steps)
            measured = functools.partial(steps.measured, "gradient")
            arrays, extra, seconds = record_noise(self.settings.noise, job, state.theta, on_gradient=measured)
            settings = self.settings.noise
        elif name in self.settings.language_models:
            settings, jobs, steps = self.settings.language_models[name], self._legs_of_a_language_model(name), _Steps(report)
            recording = LanguageModelRecording(name, settings, jobs, self.work, steps, steps.measured)
            arrays, extra, seconds = recording.record()
        else:
            run = self.settings.runs[name]
            steps = _Steps(report)
            begin, before = self._prepared(name, steps)
            state = train(self._job(run), checkpoint=self.work / f"{name}.pt", begin=begin, on_step=steps)
            arrays, extra, seconds = columns(state.log), {}, before + state.seconds
            settings = dataclasses.asdict(run)
        about = {"settings": settings, "seconds": round(seconds, 1), **extra, **self._circumstances(name)}
        write_run(self.data, name, arrays, about)
        return self.data / f"{name}.npz"

    def _prepared(self, name: str, on_step: Callable[[State], None]) -> tuple[Tensor | None, float]:
        """Where the run starts if its settings have a preparation, and the seconds which that took."""
        run = self.settings.runs[name]
        if run.prepare is None:
            return None, 0.0
        job = self._job(dataclasses.replace(run, prepare=None, **run.prepare))
        state = train(job, checkpoint=self.work / f"{name}-prepare.pt", on_step=on_step)
        generator = torch.Generator().manual_seed(run.seed)
        return with_initial_norms(state.theta, job.architecture, generator), state.seconds

    def _job(self, run: Training) -> Job:
        return Job.of(run, self.text, self.device)

    def _legs(self) -> dict[str, Job]:
        return leg_jobs(self.settings.connectivity, self.text, self.device)

    @functools.cached_property
    def _library(self) -> Text:
        return read_library()

    def _legs_of_a_language_model(self, name: str) -> dict[str, Job]:
        table = self.settings.language_models[name]
        return language_model_jobs(table, self._library if table["text"] == "library" else self.text, self.device)

    def _circumstances(self, name: str) -> dict[str, Any]:
        if name in self.settings.language_models:
            job = self._legs_of_a_language_model(name)["warmup"]
        else:
            job = self._job(self.settings.runs[name]) if name in self.settings.runs else self._legs()["pretrain"]
        text = job.text
        return {
            "run": name,
            "parameters": sum(job.architecture.sizes()),
            "architecture": dataclasses.asdict(job.architecture),
            "text": {
                "source": "Python's standard library, the named files",
                "sha256": text.checksums,
                "training_files": list(text.training_files),
                "validation_files": list(text.validation_files),
                "training_symbols": int(text.training.size),
                "validation_symbols": int(text.validation.size),
            },
            **machine(self.device),
        }
