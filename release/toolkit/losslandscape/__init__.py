"""The students' toolkit: objectives, a tiny transformer, recorded runs and plots for the optimization landscape.

Submodules are imported when they are first used, so that `import losslandscape` costs next to nothing:
`objectives`, `transformer`, `complex_step`, `runs`, `plots` (the only one that imports Matplotlib) and `visible`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from losslandscape import complex_step, objectives, plots, runs, transformer, visible

__all__ = ["complex_step", "objectives", "plots", "runs", "transformer", "visible"]


def __getattr__(name: str) -> Any:
    """Import the submodule `name` on first use."""
    if name in __all__:
        return importlib.import_module(f"losslandscape.{name}")
    raise AttributeError(f"losslandscape has no submodule {name!r}; it has {', '.join(__all__)}.")


def __dir__() -> list[str]:
    """List the submodules, imported or not."""
    return sorted({*globals(), *__all__})
