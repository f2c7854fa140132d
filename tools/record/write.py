"""Writes recorded runs in the format that `losslandscape.runs` reads: .npz of plain arrays, .json beside it, SHA256SUMS."""

from __future__ import annotations

import datetime
import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from losslandscape.runs.load import SUMS

INTEGER_FIELDS = ("step", "hessian_step", "validation_step", "batch_size")


def columns(log: dict[str, list[float]], prefix: str = "") -> dict[str, NDArray[Any]]:
    """A log as arrays: int64 for steps, float64 for the rest."""
    return {f"{prefix}{name}": np.array(values, dtype=_dtype(name)) for name, values in log.items()}


def _dtype(name: str) -> type:
    return np.int64 if name in INTEGER_FIELDS else np.float64


def write_run(directory: Path, name: str, arrays: dict[str, NDArray[Any]], about: dict[str, Any]) -> None:
    """Write one run and bring the checksums up to date. The same arrays give the same bytes."""
    directory.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(directory / f"{name}.npz", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for key in sorted(arrays):
            entry = zipfile.ZipInfo(f"{key}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as stream:
                np.lib.format.write_array(stream, arrays[key], allow_pickle=False)
    dated = {"recorded": datetime.datetime.now(datetime.UTC).date().isoformat(), **about}
    text = json.dumps(dated, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    (directory / f"{name}.json").write_text(text, encoding="utf-8")
    write_sums(directory)


def write_sums(directory: Path) -> None:
    """SHA256SUMS of all data files, sorted by name."""
    files = sorted([*directory.glob("*.npz"), *directory.glob("*.json")])
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (directory / SUMS).write_text("".join(lines), encoding="utf-8")
