"""A submission in this very process: no seal, no fork, no wire.

For authors who develop checks and for the *bare* cost in the benchmarks. Never for a student's file: the code can do
anything that this process can.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from grading.checks.copies import WRITABLE
from grading.checks.outcomes import EndOfCheck, StudentError
from grading.checks.student import Opaque
from grading.engine.checker.wording import Raised


class BareStudent:
    """`grading.checks.Student` over a plain namespace."""

    def __init__(self, namespace: Mapping[str, Any]) -> None:
        """Serve the names of `namespace`."""
        self._namespace = namespace

    def __getitem__(self, name: str) -> Any:
        """Return a variable; functions, modules and classes come as `Opaque`, as they do over the wire."""
        value = self._find(name)
        return Opaque(type(value).__name__) if callable(value) else value

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return a function that calls the student's function and turns its exceptions into `StudentError`."""
        if name.startswith("_"):
            raise AttributeError(name)

        def call(*args: Any, **kwargs: Any) -> Any:
            function = self._find(name)
            if not callable(function):
                raise StudentError(f"{name} should be a function; it is a {type(function).__name__}.", kind="TypeError")
            try:
                return function(*_copied(args), **_copied(kwargs))
            except EndOfCheck:
                raise
            except Exception as error:
                raised = Raised(type(error).__name__, str(error), None, None)
                raise StudentError(f"{name} {raised.told([], own=name)}.", kind=raised.kind) from error

        return call

    def _find(self, name: str) -> Any:
        if name not in self._namespace:
            raise StudentError(f"{name} is not defined in your notebook.", kind="NameError")
        return self._namespace[name]


def _copied(value: Any) -> Any:
    """Arrays and containers anew, arrays read-only outside `own_copies`, as over the wire: no change reaches the check."""
    if isinstance(value, np.ndarray):
        kept = value.copy()
        kept.setflags(write=WRITABLE.get())
        return kept
    if type(value) in (list, tuple):
        return type(value)(_copied(item) for item in value)
    return {key: _copied(item) for key, item in value.items()} if type(value) is dict else value


def run_notebook(path: Path, *, replace: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Run the setup and answer cells of a notebook here, with some answer cells replaced by `replace[grade_id]`."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code" or "show" in cell["metadata"].get("tags", ()):
            continue
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if grade_id.startswith("test_"):
            continue
        code = (replace or {}).get(grade_id, "".join(cell["source"]))
        exec(compile(code, f"<{grade_id or 'cell'}>", "exec"), namespace)
    return namespace
