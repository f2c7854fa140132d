"""Settings of the recordings, read from a TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Rule = Literal["gd", "adam"]
"""Gradient descent (on a minibatch: SGD), or Adam; both with decoupled weight decay."""


class SettingsError(ValueError):
    """The settings file is missing, is no TOML, or has a key that is unknown or lacks one that is needed."""


DEFAULT_FILE = Path(__file__).parent / "settings.toml"


@dataclass(frozen=True, kw_only=True)
class Training:
    """One training run.

    Attributes:
        seed: of everything random in the run; initial point, data, probes have streams of their own.
        rule: "gd" or "adam".
        learning_rate: [θ²/f] for gd, [θ] for adam; constant but for the warm-up.
        warmup: steps over which the learning rate rises linearly from zero.
        weight_decay: θ loses learning_rate · weight_decay · θ a step.
        steps: number of updates.
        data: "full" (the same sequences each step), "text" (new ones each step), "cipher" (new ones, each under an
            alphabet of its own, written twice; the loss counts the second copy).
        sequences: a batch.
        length: symbols that the model sees of each sequence.
        skip: positions at the start of a sequence that the loss does not count.
        model: options of `Architecture`.
        validation_every: steps; 0 for never.
        hessian_every: steps; 0 for never.
        hessian_dense: optional [first, last, every]: a finer interval for a part of the run.
        lanczos_steps: Hessian-vector products for both ends of the spectrum.
        probes: Rademacher vectors for the trace.
        sam_radius: ρ of sharpness-aware minimisation: the gradient of the update is taken at θ + ρ g/‖g‖ on the same
            batch, g the gradient at θ; 0 for none.
        prepare: options that differ in a run before this one, which is not logged. The end of that run, each weight matrix
            scaled back to its initial norm, is where this one starts. For normalised models only, whose function the
            scaling does not change.
    """

    seed: int
    rule: Rule
    learning_rate: float
    steps: int
    data: Literal["full", "text", "cipher"]
    sequences: int
    length: int
    skip: int = 0
    warmup: int = 0
    weight_decay: float = 0.0
    model: dict[str, Any] = field(default_factory=dict)
    validation_every: int = 0
    hessian_every: int = 0
    hessian_dense: tuple[int, int, int] | None = None
    lanczos_steps: int = 10
    probes: int = 4
    sam_radius: float = 0.0
    prepare: dict[str, Any] | None = None

    def measures_hessian_at(self, step: int) -> bool:
        """Whether the curvature is measured before the update of this step."""
        if self.hessian_dense is not None:
            first, last, every = self.hessian_dense
            if first <= step <= last and (step - first) % every == 0:
                return True
        return self.hessian_every > 0 and step % self.hessian_every == 0

    def rate(self, step: int) -> float:
        """Learning rate of a step."""
        return self.learning_rate * min(1.0, (step + 1) / (self.warmup + 1))


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The whole file: the text, the single training runs, the tables of the compound ones, each language model at its size."""

    threads: int
    training_files: tuple[str, ...]
    validation_files: tuple[str, ...]
    runs: dict[str, Training]
    connectivity: dict[str, Any]
    noise: dict[str, Any]
    language_models: dict[str, dict[str, Any]] = field(default_factory=dict)


def training(table: dict[str, Any]) -> Training:
    """A `Training` from one TOML table; an unknown or missing key raises a TypeError that names it."""
    dense = table.get("hessian_dense")
    return Training(**{**table, "hessian_dense": None if dense is None else tuple(dense)})


def read_settings(path: Path = DEFAULT_FILE, *, size: str | None = None) -> Settings:
    """Read the file.

    Args:
        path: a TOML file.
        size: the table below `language_model` for the recording of that name; if not given, the one that the file names.

    Raises:
        SettingsError: it cannot be read, or has no such size; the message says where and why.
    """
    run = ""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        runs = {}
        for name, table in tables["runs"].items():
            run = f", run {name}"
            runs[name] = training(table)
        run = ""
        return Settings(
            threads=tables["threads"],
            training_files=tuple(tables["text"]["training"]),
            validation_files=tuple(tables["text"]["validation"]),
            runs=runs,
            connectivity=tables["connectivity"],
            noise=tables["noise"],
            language_models=_language_models(tables["language_model"], size),
        )
    except KeyError as error:
        raise SettingsError(f"The settings {path} lack {error}; tools/record/settings.toml has it") from error
    except OSError as error:
        raise SettingsError(f"The settings {path} cannot be read: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"The settings {path} are not TOML: {error}") from error
    except TypeError as error:  # from the dataclass; it names the key
        reason = str(error).removeprefix("Training.__init__() ")
        raise SettingsError(f"The settings {path}{run}: {reason}; the keys are in tools/record/settings.py") from error


def _language_models(table: dict[str, Any], size: str | None) -> dict[str, dict[str, Any]]:
    """The settings of each recording of a language model, with the name of its size."""
    sizes = {name: value for name, value in table.items() if name != "recordings"}
    chosen = {**table["recordings"], **({"language_model": size} if size else {})}
    for recording, name in chosen.items():
        if name not in sizes:
            raise SettingsError(f"{recording} has no size {name!r}; the settings have: {', '.join(sizes)}")
    return {recording: {"size": name, **sizes[name]} for recording, name in chosen.items()}
