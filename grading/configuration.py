"""What is a course's own, as `course.toml` at its root says it: the engine reads this and knows no course.

Every key has a default, so that a course may begin without the file. A key or value that does not fit is an error with its
place: a limit that is misspelt must not be a limit that does not hold.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from grading.errors import UsageError
from grading.limits import Limits

COURSE_FILE = "course.toml"


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """The contents of course.toml."""

    course_id: str = "course"  # of the gradebook
    title: str = "A course"
    toolkit: str = ""  # import name of the students' toolkit, a package at the root of the course; "" for none
    toolkit_about: str = ""  # one line for the toolkit's pyproject.toml
    toolkit_packages: tuple[str, ...] = ()  # what the toolkit imports; ranges come from the course's pyproject.toml
    student_packages: tuple[str, ...] = ("numpy", "sympy", "jupyterlab", "ipython")  # what the notebooks import
    libraries: tuple[str, ...] = ()  # distributions whose version a mark depends on, beside the grader's own
    warm_up: tuple[str, ...] = ()  # cells that are run once, before students' code, so that no submission pays for first use
    limits: Limits = field(default_factory=Limits)
    licence: str = ""  # one line at the foot of every released notebook; "" for none
    python: str = ""  # version that grades, 3.12; "" for any that the grader runs on
    void: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # section -> tasks that everybody gets the points of


def read_configuration(root: Path) -> Configuration:
    """Read <root>/course.toml; the defaults where there is no such file.

    Raises:
        UsageError: the file is no TOML, has an unknown key, or a value of the wrong type or size; it names the key.
    """
    path = root / COURSE_FILE
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Configuration()
    except (OSError, ValueError) as error:
        raise UsageError(
            "course.toml cannot be read", where=str(path), got=str(error), expected="a TOML file", next_step="correct it"
        ) from error
    known = {item.name: item for item in fields(Configuration)}
    _refuse_unknown(data, known, path)
    limits = data.pop("limits", {})
    kinds = {name: item.type for name, item in known.items()} | {"python": "version"}
    values = {key: _value(value, kinds[key], path, key) for key, value in data.items()}
    configuration = Configuration(**values, limits=_limits(limits, path))
    _check_toolkit(configuration, root, path)
    return configuration


def _limits(data: Any, path: Path) -> Limits:
    if not isinstance(data, dict):
        raise _wrong(path, "limits", data, "a table [limits]")
    known = {item.name: item for item in fields(Limits)}
    _refuse_unknown(data, known, path, before="limits.")
    return Limits(**{key: _value(value, known[key].type, path, f"limits.{key}") for key, value in data.items()})


def _check_toolkit(configuration: Configuration, root: Path, path: Path) -> None:
    name = configuration.toolkit
    if name and not (name.isidentifier() and (root / name / "__init__.py").is_file()):
        raise _wrong(path, "toolkit", name, f"the import name of a package at {root}")


def _refuse_unknown(data: Mapping[str, Any], known: Mapping[str, Any], path: Path, *, before: str = "") -> None:
    for key, value in data.items():
        if key not in known:
            raise _wrong(path, f"{before}{key}", value, f"one of the keys {', '.join(known)}")


def _value(value: Any, kind: Any, path: Path, key: str) -> Any:
    wanted, read = _KINDS[str(kind)]
    try:
        return read(value)
    except (TypeError, ValueError):
        raise _wrong(path, key, value, wanted) from None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(_text(item) for item in value)


def _text_lists(value: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise TypeError
    return {key: _texts(item) for key, item in value.items()}


def _version(value: Any) -> str:
    if value and not re.fullmatch(r"\d+\.\d+", _text(value)):
        raise ValueError
    return _text(value)


def _count(value: Any) -> int:
    if type(value) is not int:
        raise TypeError
    if value < 0:
        raise ValueError
    return value


def _seconds(value: Any) -> float:
    if type(value) not in (int, float):
        raise TypeError
    if not 0 < value < float("inf"):
        raise ValueError
    return float(value)


_KINDS: dict[str, tuple[str, Callable[[Any], Any]]] = {  # type of a field -> what to say, and how to read it
    "str": ("text", _text),
    "version": ('a version of Python, "3.12"', _version),
    "Mapping[str, tuple[str, ...]]": ('a list of tasks for each section, "1.1_plateau" = ["flow_time"]', _text_lists),
    "tuple[str, ...]": ("a list of texts", _texts),
    "int": ("a whole number, 0 or more", _count),
    "float": ("a positive number", _seconds),
}


def _wrong(path: Path, key: str, got: Any, expected: str) -> UsageError:
    return UsageError(
        f"{key} in course.toml does not fit",
        where=str(path),
        got=repr(got),
        expected=expected,
        next_step="correct it; docs/own-course.md lists the keys",
    )
