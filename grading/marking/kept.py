"""What the gradebook has no place for: items that were clicked, marks that are not saved yet, and a log of saved ones."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from grading.classroom import records
from grading.classroom.log import who
from grading.course import Course
from grading.errors import InfrastructureError
from grading.marking.book import Held
from grading.marking.question import Question

MARKING = "marking"
LOG = "log.jsonl"


@dataclass(frozen=True, kw_only=True)
class Clicked:
    """What the page held of one answer."""

    picked: Mapping[str, float] = field(default_factory=dict)  # key of an item -> the share of it that was earned
    mark: str = ""  # as it was typed
    comment: str = ""
    saved: bool = False  # this is in the gradebook; else it is a draft


def load_clicked(course: Course, question: Question, key: str) -> Clicked | None:
    """Return what was kept of an answer; None when nothing was, or it cannot be read."""
    try:
        data = json.loads(_path(course, question, key).read_bytes())
        return Clicked(
            picked={str(name): float(share) for name, share in data["picked"].items()},
            mark=str(data["mark"]),
            comment=str(data["comment"]),
            saved=data["saved"] is True,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def keep_clicked(course: Course, question: Question, key: str, clicked: Clicked | None) -> None:
    """Keep what the page holds of an answer, or nothing any more; InfrastructureError when it cannot be written."""
    path = _path(course, question, key)
    if clicked is not None:
        records.write(path, json.dumps(asdict(clicked), sort_keys=True).encode())
        return
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise InfrastructureError("a draft could not be removed", where=str(path), got=str(error)) from error


def log_mark(course: Course, question: Question, student: str, before: Held, after: Held, *, undone: bool) -> None:
    """Add a line about a saved mark to <classroom>/marking/log.jsonl; earlier lines are never touched."""
    line: dict[str, Any] = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "who": who(),
        "section": question.section,
        "task": question.task,
        "student": student,
        "before": before.mark,
        "after": after.mark,
        "comment": after.comment,
        "undone": undone,
    }
    path = course.classroom / MARKING / LOG
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=True, sort_keys=True) + "\n")
    except OSError as error:
        raise InfrastructureError("the log of marks could not be written", where=str(path), got=str(error)) from error


def _path(course: Course, question: Question, key: str) -> Path:
    return course.classroom / MARKING / question.section / question.task / f"{key}.json"
