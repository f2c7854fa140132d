"""Answers without any mathematics: values looked up in a table that was filled from other instances of the same checks.

What a table earns measures how much of a task is constant: shapes, budgets and right values that all submissions meet.
The table is the best there can be: it was filled from right answers, while a student learns from feedback which were wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from grading.content.companions import model_of
from grading.content.streams import Checks
from grading.engine.checker.bare import BareStudent

Key = tuple[Any, ...]
KeyOf = Callable[[str, int, tuple[Any, ...]], Key]
LEARNT = [f"learnt {number}" for number in range(6)]  # streams that the table is filled from
ASKED = [f"asked {number}" for number in range(4)]  # streams that it answers


def exact(name: str, count: int, arguments: tuple[Any, ...]) -> Key:
    """Look a call up by everything it is asked with, but for what is inside an array."""
    return (name, *(_shape(argument, numbers=True) for argument in arguments))


def shape(name: str, count: int, arguments: tuple[Any, ...]) -> Key:
    """Look a call up by the shapes of its arrays and by its whole numbers."""
    return (name, *(_shape(argument, numbers=False) for argument in arguments))


def place(name: str, count: int, arguments: tuple[Any, ...]) -> Key:
    """Look a call up by how many calls came before it."""
    return (name, count)


def magnitude(name: str, count: int, arguments: tuple[Any, ...]) -> Key:
    """Look a call up by its shapes and numbers, and for each array by the sign of its sum and the power of ten of its size."""
    return (*exact(name, count, arguments), *(_power(argument) for argument in arguments if isinstance(argument, np.ndarray)))


def _power(array: Any) -> Key:
    largest = float(np.nanmax(np.abs(array), initial=0.0)) if array.dtype.kind in "iuf" else 0.0
    return (round(np.log10(largest)) if 0 < largest < np.inf else largest, bool(np.nansum(array) > 0))


KEYS: dict[str, KeyOf] = {
    "arguments": exact,
    "shape": shape,
    "place": place,
    "magnitude": magnitude,
}


def _shape(value: Any, *, numbers: bool) -> Key:
    if callable(value):
        return ("function",)
    if isinstance(value, np.ndarray):
        return ("array", *value.shape)
    if isinstance(value, float) and not numbers:
        return ("number",)
    return (repr(value),)


class Asked:
    """A student that sees each call before it is answered by `answer`."""

    def __init__(self, answer: Callable[[str, int, tuple[Any, ...], Any], Any]) -> None:
        """Answer calls with `answer(name, number of calls before, arguments, options)`."""
        self._answer = answer
        self._counts: Counter[str] = Counter()

    def __getitem__(self, name: str) -> Any:
        """Have no variable: one that is right is the answer itself, and no table."""
        return None

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return the function that is asked."""
        if name.startswith("_"):
            raise AttributeError(name)

        def call(*arguments: Any, **options: Any) -> Any:
            self._counts[name] += 1
            return self._answer(name, self._counts[name], (*arguments, *options.values()), (arguments, options))

        return call


@dataclass(frozen=True, kw_only=True)
class Gain:
    """The share of a task's points that a table earns, on average over the streams that it answers."""

    task: str
    key: str
    share: float
    checks: tuple[str, ...]  # that passed under half of the streams or more


def gains(checks: Checks, task: str) -> Iterator[Gain]:
    """Try each kind of table on a task."""
    names = checks.namespace({task: model_of(checks.section, task).code})
    for key, key_of in KEYS.items():
        table = _filled(checks, task, names, key_of)
        results = [checks.result(task, Asked(partial(_looked_up, table, key_of)), one) for one in ASKED]
        share = sum(result.earned for result in results) / (len(results) * results[0].points)
        passed = Counter(check.check for result in results for check in result.checks if check.outcome.value == "passed")
        yield Gain(task=task, key=key, share=share, checks=tuple(name for name, n in passed.items() if 2 * n >= len(results)))


def _looked_up(table: dict[Key, Any], key_of: KeyOf, name: str, count: int, arguments: tuple[Any, ...], _: Any) -> Any:
    return table.get(key_of(name, count, arguments))


def _filled(checks: Checks, task: str, names: dict[str, Any], key_of: KeyOf) -> dict[Key, Any]:
    """Fill a table: for each key the value that was right most often."""
    seen: dict[Key, list[Any]] = defaultdict(list)

    def learn(name: str, count: int, arguments: tuple[Any, ...], given: Any) -> Any:
        value = getattr(BareStudent(names), name)(*given[0], **given[1])
        seen[key_of(name, count, arguments)].append(value)
        return value

    for one in LEARNT:
        checks.result(task, Asked(learn), one)
    return {key: _commonest(values) for key, values in seen.items()}


def _commonest(values: list[Any]) -> Any:
    counts = Counter(repr(value) for value in values)
    return next(value for value in values if repr(value) == counts.most_common(1)[0][0])
