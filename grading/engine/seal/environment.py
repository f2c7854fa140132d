"""The whole environment of the student template: what is not named here, no student process ever sees."""

from __future__ import annotations

import os
from pathlib import Path

_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def font_cache(scratch_root: Path) -> Path:
    """Return where Matplotlib keeps its list of fonts; students may read it, only the template writes it."""
    return scratch_root / "matplotlib"


def student_environment(*, scratch_root: Path) -> dict[str, str]:
    """Return the environment to execute the student template with.

    Linear algebra runs on one thread: a fork with several loses them and hangs. The hash seed is fixed, so that a
    submission runs the same way every time.
    """
    return {
        "PATH": os.defpath,
        "HOME": str(scratch_root),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONNOUSERSITE": "1",
        "MPLBACKEND": "agg",
        "MPLCONFIGDIR": str(font_cache(scratch_root)),
        **dict.fromkeys(_THREADS, "1"),
    }
