"""The hidden checks of a section as stock graders can run them: in the student's own process, on the student's own namespace.

This is what the peers' assignments call, so that all graders of the comparison do the same checking.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from grading.engine.checker.bare import BareStudent
from grading.engine.checker.plugin import generator
from grading.section import module_name

STREAM = "peers"  # of random instances, the same for all that are graded here
CHECKS = Path(__file__).resolve().parent.parent / "grader_tests"


def checks_of(section: str, task: str = "") -> list[tuple[Callable[..., Any], float]]:
    """Return the checks of one task (default: all) of a section with their weights."""
    files = sorted((CHECKS / module_name(section)).glob(f"test_{task or '*'}.py"))
    return [pair for file in files for pair in _marked(f"grader_tests.{module_name(section)}.{file.stem}")]


def _marked(module: str) -> Iterator[tuple[Callable[..., Any], float]]:
    for name, function in vars(importlib.import_module(module)).items():
        marks = [mark for mark in getattr(function, "pytestmark", ()) if mark.name == "task"]
        if name.startswith("test_") and marks:
            yield function, float(marks[0].kwargs["weight"])


def run_checks(section: str, task: str, namespace: dict[str, Any], points: float) -> float:
    """Run the checks of a task on a namespace and return the points earned."""
    student, passed, total = BareStudent(namespace), 0.0, 0.0
    for function, weight in checks_of(section, task):
        total += weight
        available = {"student": student, "rng": generator(section, function.__name__, STREAM)}
        arguments = {name: available[name] for name in inspect.signature(function).parameters}
        try:
            function(**arguments)
        except Exception:  # noqa: BLE001 - a check that fails for any reason gives no points
            continue
        passed += weight
    return points * passed / total if total else 0.0
