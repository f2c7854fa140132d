"""The mutants that a person has found to be equivalent: tests/answers/<section>/<task>.equivalent.toml, each with its reason.

    [[mutant]]
    operator = "comparison"
    function = "max_stable_lr"
    before = "if eigenvalues[-1] <= 0:"
    after = "if eigenvalues[-1] < 0:"
    why = "..."

`function` may be left out where there is none, and `occurrence = 2` names the second of two mutants that agree in all the rest.
No line numbers: an edit elsewhere in the model answer leaves an entry alone, and one of the statement itself makes it an error.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grading.content.mutants.mutate import Mutant
from grading.errors import AuthorError

SUFFIX = ".equivalent.toml"
HEADER = re.compile(r"^\s*\[\[\s*mutant\s*\]\]", re.MULTILINE)
FIELDS = {"operator": str, "function": str, "before": str, "after": str, "occurrence": int, "why": str}
NEEDED = ("operator", "before", "after", "why")


@dataclass(frozen=True, kw_only=True)
class Equivalent:
    """One entry: which mutant, why no check can tell it from the answer, and where that is written."""

    key: tuple[str, str, str, str, int]
    why: str
    where: str  # file and line


def load_equivalents(root: Path, section: str, task: str) -> list[Equivalent]:
    """Read the list of a task; none where there is no file.

    Raises:
        AuthorError: the file is no TOML, or an entry lacks a field, has an unknown one or stands there twice.
    """
    path = root / "tests" / "answers" / section / f"{task}{SUFFIX}"
    if not path.is_file():
        return []
    name, text = str(path.relative_to(root)), path.read_text(encoding="utf-8")
    try:
        entries = tomllib.loads(text).get("mutant", [])
    except tomllib.TOMLDecodeError as error:
        raise AuthorError("the list of equivalent mutants cannot be read", where=name, got=str(error)) from error
    lines = [text.count("\n", 0, match.end()) + 1 for match in HEADER.finditer(text)]
    if len(lines) != len(entries):
        raise AuthorError("the list holds something else than entries", where=name, expected="[[mutant]] before each entry")
    found = [_entry(entry, f"{name}:{line}") for entry, line in zip(entries, lines, strict=True)]
    seen: dict[tuple[str, str, str, str, int], str] = {}
    for one in found:
        if one.key in seen:
            raise AuthorError("this mutant is listed twice", where=one.where, got=f"the entry at {seen[one.key]}")
        seen[one.key] = one.where
    return found


def require_known_lists(root: Path, section: str, tasks: Sequence[str]) -> None:
    """Raise AuthorError for a list in the section's folder that is named after none of its tasks."""
    for path in sorted((root / "tests" / "answers" / section).glob(f"*{SUFFIX}")):
        if path.name.removesuffix(SUFFIX) not in tasks:
            raise AuthorError(
                "this list belongs to no task",
                where=str(path.relative_to(root)),
                expected=f"a file named after one of {', '.join(tasks)}",
                next_step="rename the file, or delete it",
            )


def _entry(entry: dict[str, Any], where: str) -> Equivalent:
    wrong = sorted(name for name, value in entry.items() if name not in FIELDS or type(value) is not FIELDS[name])
    missing = [name for name in NEEDED if not str(entry.get(name, "")).strip()]
    if wrong or missing:
        raise AuthorError(
            "this entry does not name a mutant and its reason",
            where=where,
            got="; ".join([*(f"{name} is unknown or of another type" for name in wrong), *(f"no {name}" for name in missing)]),
            expected="operator, before, after and why, all in quotes; function and occurrence where they are needed",
            next_step="copy the fields that `landscape mutants` prints",
        )
    key = (entry["operator"], entry.get("function", ""), entry["before"], entry["after"], entry.get("occurrence", 1))
    return Equivalent(key=key, why=entry["why"], where=where)


def as_entry(mutant: Mutant) -> str:
    """The entry for a mutant, its reason still to be written."""
    lines = ["[[mutant]]", f"operator = {_quoted(mutant.operator)}"]
    lines += [f"function = {_quoted(mutant.function)}"] if mutant.function else []
    lines += [f"before = {_quoted(mutant.before)}", f"after = {_quoted(mutant.after)}"]
    lines += [f"occurrence = {mutant.occurrence}"] if mutant.occurrence > 1 else []
    return "\n".join([*lines, 'why = ""', ""])


def _quoted(text: str) -> str:
    """A TOML string; a literal one where the text lets it, which needs no escapes."""
    if "'" not in text and "\n" not in text:
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
