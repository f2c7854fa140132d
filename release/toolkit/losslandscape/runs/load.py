"""Reads recorded runs from the data folder and refuses damaged ones."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args, overload

import numpy as np
from numpy.typing import NDArray

from losslandscape.runs.fields import Connectivity, LanguageModel, Noise, TrainingRun

DATA = Path(__file__).parent / "data"
"""The folder of the recorded runs that come with the toolkit."""

SUMS = "SHA256SUMS"
"""Checksums of all data files, as `sha256sum -c` reads them."""

ADVICE = "Install the toolkit again, or restore losslandscape/runs/data."

Arrays = Mapping[str, NDArray[Any]]
TrainingName = Literal["edge", "plateau", "slow_fuse", "spike"]
LanguageModelName = Literal["language_model", "small_language_model"]


class UnknownRunError(KeyError):
    """No run of this name was recorded."""

    def __str__(self) -> str:
        """Return the message as it is (a KeyError would put it in quotes)."""
        return str(self.args[0])


class DamagedRunError(ValueError):
    """A data file is missing, is not what was recorded, or cannot be read."""


def names(*, directory: Path = DATA) -> tuple[str, ...]:
    """Names of the recorded runs, sorted: those whose checksums were recorded, also if a file was lost since."""
    files = [path.name for path in directory.glob("*.npz")]
    if (directory / SUMS).is_file():
        files += _sums((directory / SUMS).read_text(encoding="utf-8"))
    return tuple(sorted({name.removesuffix(".npz") for name in files if name.endswith(".npz")}))


def _sums(text: str) -> dict[str, str]:
    """The SHA-256 of each file, from lines as `sha256sum` writes them."""
    return {entry: digest for digest, _, entry in (line.partition("  ") for line in text.splitlines())}


@overload
def load(name: TrainingName, *, directory: Path = DATA) -> TrainingRun: ...
@overload
def load(name: Literal["connectivity"], *, directory: Path = DATA) -> Connectivity: ...
@overload
def load(name: Literal["noise"], *, directory: Path = DATA) -> Noise: ...
@overload
def load(name: LanguageModelName, *, directory: Path = DATA) -> LanguageModel: ...
@overload
def load(name: str, *, directory: Path = DATA) -> TrainingRun | Connectivity | Noise | LanguageModel: ...


def load(name: str, *, directory: Path = DATA) -> TrainingRun | Connectivity | Noise | LanguageModel:
    """Load one recorded run; takes a few milliseconds.

    Args:
        name: one of `names()`.
        directory: where the data files lie.

    Returns:
        A `Connectivity` for "connectivity", a `Noise` for "noise", a `LanguageModel` for "language_model" and
        "small_language_model", otherwise a `TrainingRun`. All arrays are read-only.

    Raises:
        UnknownRunError: no such run; the message lists those that exist.
        DamagedRunError: a file (or the whole folder) is missing, or a file differs from its checksum.
    """
    existing = names(directory=directory)
    if not existing:
        raise DamagedRunError(f"There are no recorded runs in {directory}. {ADVICE}")
    if name not in existing:
        raise UnknownRunError(f"There is no recorded run {name!r}. Those that exist: {', '.join(existing)}.")
    about = _read_about(directory, f"{name}.json")
    arrays = _read_arrays(directory, f"{name}.npz")
    try:
        if name == "connectivity":
            own, legs = _own_and_legs(arrays, about)
            return Connectivity(name=name, pairs=tuple(about["pairs"]), legs=legs, about=about, **own)
        if name in get_args(LanguageModelName):
            own, legs = _own_and_legs(arrays, about)
            pairs, ends = tuple(about["pairs"]), tuple(about["ends"])
            return LanguageModel(name=name, pairs=pairs, ends=ends, legs=legs, about=about, **own)
        if name == "noise":
            return Noise(name=name, direction_names=tuple(about["direction_names"]), about=about, **arrays)
        return _training_run(name, arrays, about)
    except (KeyError, TypeError) as error:
        raise DamagedRunError(f"{name}.npz lacks a field, or has one too many: {error}.") from error


def _verified(directory: Path, filename: str) -> bytes:
    """Bytes of a data file whose SHA-256 is the recorded one."""
    try:
        content = (directory / filename).read_bytes()
        sums = (directory / SUMS).read_text(encoding="utf-8")
    except OSError as error:
        missing = Path(error.filename).name
        raise DamagedRunError(f"{missing} of the recorded runs cannot be read: {error.strerror}. {ADVICE}") from error
    if hashlib.sha256(content).hexdigest() != _sums(sums).get(filename):
        raise DamagedRunError(f"{filename} is not the file that was recorded: its SHA-256 differs from {SUMS}. {ADVICE}")
    return content


def _read_about(directory: Path, filename: str) -> dict[str, Any]:
    about: dict[str, Any] = json.loads(_verified(directory, filename))
    return about


def _read_arrays(directory: Path, filename: str) -> dict[str, NDArray[Any]]:
    with np.load(io.BytesIO(_verified(directory, filename)), allow_pickle=False) as archive:
        arrays = {key: archive[key] for key in archive.files}
    for array in arrays.values():
        array.setflags(write=False)
    return arrays


def _training_run(name: str, arrays: Arrays, about: dict[str, Any]) -> TrainingRun:
    """Curvature and validation fields that a run does not have become empty arrays."""
    optional = ("validation_", "hessian_", "lambda_", "trace", "preconditioned_")
    complete = dict(arrays)
    for field in dataclasses.fields(TrainingRun):
        if field.name.startswith(optional) and field.name not in arrays:
            complete[field.name] = np.zeros(0, dtype=np.int64 if field.name.endswith("step") else np.float64)
            complete[field.name].setflags(write=False)
    return TrainingRun(name=name, about=about, **complete)


def _own_and_legs(arrays: Arrays, about: dict[str, Any]) -> tuple[dict[str, NDArray[Any]], dict[str, TrainingRun]]:
    """The arrays of a compound run itself, and its legs: keys with a dot belong to the leg before the dot."""
    own = {key: array for key, array in arrays.items() if "." not in key}
    legs: dict[str, dict[str, NDArray[Any]]] = {}
    for key in arrays:
        leg, dot, field = key.partition(".")
        if dot:
            legs.setdefault(leg, {})[field] = arrays[key]
    return own, {leg: _training_run(leg, fields, about) for leg, fields in legs.items()}
