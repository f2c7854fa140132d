"""Reads the bank of right and wrong answers.

One file a task in tests/answers/, one `# %% right:` or `# %% wrong:` header an answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

HEADER = re.compile(r"^# %% (right|wrong): (.+)$", re.MULTILINE)
FIELD = re.compile(r"^# (check|says|outcome): (.+)$")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer of the bank: the code of an answer cell, and what grading must make of it."""

    section: str
    task: str
    right: bool
    title: str
    code: str
    checks: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    outcome: str = "failed"


def load_bank(root: Path, section: str, task: str) -> list[Answer]:
    """Read tests/answers/<section>/<task>.py below the course root; ValueError names what a file lacks."""
    path = root / "tests" / "answers" / section / f"{task}.py"
    text = path.read_text(encoding="utf-8")
    headers = list(HEADER.finditer(text))
    if not headers:
        raise ValueError(f"{path}: no '# %% right:' or '# %% wrong:' header")
    ends = [header.start() for header in headers[1:]] + [len(text)]
    return [
        _answer(section, task, header[1] == "right", header[2].strip(), text[header.end() : end])
        for header, end in zip(headers, ends, strict=True)
    ]


def _answer(section: str, task: str, right: bool, title: str, body: str) -> Answer:
    lines = body.strip("\n").split("\n")
    found: dict[str, list[str]] = {"check": [], "says": [], "outcome": []}
    while lines and (match := FIELD.match(lines[0])):
        found[match[1]].append(match[2].strip())
        lines.pop(0)
    if not right and not found["check"]:
        raise ValueError(f"{section}/{task}: the wrong answer {title!r} names no check that must fail")
    return Answer(
        section=section,
        task=task,
        right=right,
        title=title,
        code="\n".join(lines).strip("\n") + "\n",
        checks=tuple(found["check"]),
        says=tuple(found["says"]),
        outcome=(found["outcome"] or ["failed"])[0],
    )
