"""Listens to the hidden checks of a task: which slips do they offer, and could each be told?"""

from __future__ import annotations

import importlib
import inspect
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grading.checks import agreement
from grading.engine.checker.bare import BareStudent, run_notebook


def hidden_checks(module: str, task: str) -> dict[str, Any]:
    """Return name -> function of the hidden checks of grader_tests/<module>/test_<task>.py."""
    tests = importlib.import_module(f"grader_tests.{module}.test_{task}")
    return {name: function for name, function in vars(tests).items() if name.startswith("test_")}


def slips_that_cannot_be_told(
    section: str, module: str, task: str, monkeypatch: pytest.MonkeyPatch, *, seeds: Iterable[int] = range(3)
) -> list[str]:
    """Run the checks on the model answer; return the slips that share a value, and those that no call can name.

    A slip shares its value when in some call it equals the answer or another slip, within the tolerance of the comparison. The
    names of the checks' own comparisons are replaced, so the checks must import `close` and `equal` from `grading.checks`.
    """
    faults: list[str] = []
    heard: dict[str, bool] = defaultdict(bool)

    def listen(what: str, reference: Any, slips: Mapping[str, Any] | None, same: Any) -> None:
        for place, (message, value) in enumerate((slips or {}).items()):
            others = [other for later, other in enumerate(slips.values()) if later != place] if slips else []
            alone = not same(value, reference) and not any(same(value, other) for other in others)
            heard[message] = heard[message] or alone
            if not alone:
                faults.append(f"{what}: {message}")

    def close(got: Any, reference: Any, what: str, *, rtol: float = 1e-9, atol: float = 0.0, **options: Any) -> None:
        def same(one: Any, other: Any) -> bool:
            a, b = np.asarray(one), np.asarray(other)
            return a.shape == b.shape and bool(np.all(np.isclose(a, b, rtol=rtol, atol=atol)))

        listen(what, reference, options.get("slips"), same)
        agreement.close(got, reference, what, rtol=rtol, atol=atol, **options)

    def equal(got: Any, reference: Any, what: str, **options: Any) -> None:
        listen(what, reference, options.get("slips"), lambda one, other: agreement.plain(one) == agreement.plain(other))
        agreement.equal(got, reference, what, **options)

    tests = importlib.import_module(f"grader_tests.{module}.test_{task}")
    for name, replacement in (("close", close), ("equal", equal)):
        if hasattr(tests, name):
            monkeypatch.setattr(tests, name, replacement)
    monkeypatch.setattr("grading.checks.cases.close", close)
    student = BareStudent(_namespace(section))
    for check in hidden_checks(module, task).values():
        for seed in seeds:
            check(*(student, np.random.default_rng(seed))[: len(inspect.signature(check).parameters)])
    return [*faults, *(f"never told: {message}" for message, told in heard.items() if not told)]


def _namespace(section: str) -> dict[str, Any]:
    return run_notebook(Path(__file__).resolve().parents[2] / "source" / section / f"{section}.ipynb")
