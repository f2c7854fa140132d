"""The hidden checks of a section as stock graders can run them: in the student's own process, on the student's own namespace.

This is what the peers' assignments call, so that all graders of the comparison do the same checking.
"""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable
from typing import Any

import numpy as np

from grading.engine.checker.bare import BareStudent
from grading.section import module_name


def checks_of(section: str, task: str = "") -> list[tuple[Callable[..., Any], float]]:
    """Return the checks of one task (default: all) of a section with their weights."""
    module = importlib.import_module(f"grader_tests.test_{module_name(section)}")
    found = []
    for name, function in vars(module).items():
        marks = [mark for mark in getattr(function, "pytestmark", ()) if mark.name == "task"]
        if name.startswith("test_") and marks and task in ("", marks[0].args[0]):
            found.append((function, float(marks[0].kwargs["weight"])))
    return found


def run_checks(section: str, task: str, namespace: dict[str, Any], points: float) -> float:
    """Run the checks of a task on a namespace and return the points earned."""
    student, passed, total = BareStudent(namespace), 0.0, 0.0
    for function, weight in checks_of(section, task):
        total += weight
        seed = int.from_bytes(hashlib.sha256(f"{section}:{function.__name__}".encode()).digest()[:8], "big")
        available = {"student": student, "rng": np.random.default_rng(seed)}
        arguments = {name: available[name] for name in function.__code__.co_varnames[: function.__code__.co_argcount]}
        try:
            function(**arguments)
        except Exception:  # noqa: BLE001 - a check that fails for any reason gives no points
            continue
        passed += weight
    return points * passed / total if total else 0.0
