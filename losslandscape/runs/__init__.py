"""Recorded training runs of a real transformer (114,000 parameters, PyTorch), raw and never smoothed.

    >>> from losslandscape import runs
    >>> run = runs.load("edge")
    >>> run.loss.shape == run.step.shape
    True

What was trained and how, and what the data can and cannot show: `docs/recorded-runs.md`. The tool that records them:
`tools/record`. Each run is two files in `losslandscape/runs/data`: `<name>.npz`, plain float64 and int64 arrays that
`numpy.load(..., allow_pickle=False)` opens, and `<name>.json`, the settings and circumstances; `SHA256SUMS` holds the
checksums of all of them.
"""

from losslandscape.runs.fields import Connectivity, LanguageModel, Noise, TrainingRun
from losslandscape.runs.load import DATA, DamagedRunError, UnknownRunError, load, names

__all__ = [
    "DATA",
    "Connectivity",
    "DamagedRunError",
    "LanguageModel",
    "Noise",
    "TrainingRun",
    "UnknownRunError",
    "load",
    "names",
]
