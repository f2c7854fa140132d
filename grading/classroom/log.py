"""The log of grading: a line of JSON a run, kept for an appeal: who, when, with which versions, and which marks changed."""

from __future__ import annotations

import getpass
import json
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from grading.classroom.changes import Review, changes, differ
from grading.classroom.failures import Failure
from grading.classroom.records import Graded
from grading.course import Course
from grading.engine.versions import LIBRARIES
from grading.errors import InfrastructureError

LOG = "grading-log.jsonl"
LOG_FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one run of grading met beside verdicts."""

    failures: list[Failure]
    reviews: list[Review]


class RunLog:
    """Logs one run: a line for each batch that reached the gradebook, so that no mark is stored that no line tells of."""

    def __init__(self, course: Course, run: Run, *, isolation: str) -> None:
        """Log a run on a course, from what `run` gathers."""
        self._course, self._run, self._isolation = course, run, isolation
        self._failures = self._reviews = self._lines = 0

    def stored(self, graded: Sequence[Graded]) -> None:
        """Add the line of a batch whose marks are in the gradebook, and of what was met since the line before."""
        failures, reviews = self._run.failures[self._failures :], self._run.reviews[self._reviews :]
        write_log(self._course, graded, Run(failures=failures, reviews=reviews), isolation=self._isolation)
        self._failures, self._reviews = len(self._run.failures), len(self._run.reviews)
        self._lines += 1

    def close(self) -> None:
        """Add a line where the run has none yet, or met something since its last one."""
        if not self._lines or len(self._run.failures) > self._failures or len(self._run.reviews) > self._reviews:
            self.stored([])


def write_log(course: Course, graded: Sequence[Graded], run: Run, *, isolation: str) -> Path:
    """Add a line to <classroom>/grading-log.jsonl and return its path; earlier lines are never touched.

    Raises:
        InfrastructureError: the file cannot be written.
    """
    path = course.classroom / LOG
    line = json.dumps(_entry(course, graded, run, isolation), ensure_ascii=True, sort_keys=True)
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
    except OSError as error:
        raise InfrastructureError(
            "the log of grading could not be written",
            where=str(path),
            got=str(error),
            next_step="free space or correct the permissions; the marks themselves are stored",
        ) from error
    return path


def reviews_of(course: Course, section: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return student and cell -> why a mark given by hand was put up for another look, by the log; the last reason last."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    try:
        lines = (course.classroom / LOG).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    for line in lines:
        with suppress(ValueError, KeyError, TypeError):
            for row in json.loads(line)["look_again"]:
                if row["section"] == section:
                    key = str(row["student"]), str(row["cell"])
                    found[key] = (*found.get(key, ()), str(row["why"]))
    return found


def _entry(course: Course, graded: Sequence[Graded], run: Run, isolation: str) -> dict[str, Any]:
    return {
        "format": LOG_FORMAT,
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "who": who(),
        "command": [Path(sys.argv[0]).name, *sys.argv[1:]],
        "versions": {"python": platform.python_version(), **dict(_versions(course))},
        "isolation": isolation,
        "submissions": len(graded),
        "marks": [_marks(one) for one in graded if one.before is None or _moved(one)],
        "look_again": [{"student": r.student, "section": r.section, "cell": r.cell, "why": r.why} for r in run.reviews],
        "failed": [{"student": f.student, "section": f.section, "why": f.why} for f in run.failures],
    }


def _moved(one: Graded) -> bool:
    return bool(changes(one.before, one.verdict))


def _marks(one: Graded) -> dict[str, Any]:
    """Return the marks of one submission that are new or no longer what they were."""
    old = one.before or {}
    tasks = [task for task in one.verdict.tasks if not task.manual]
    return {
        "student": one.student,
        "section": one.section,
        "notebook": one.digest,
        "handed_in_anew": one.anew,
        "checker": one.verdict.checker_version,
        "tasks": {
            task.task: {"before": old.get(task.task), "after": task.score, "version": task.version}
            for task in tasks
            if one.before is None or differ(old.get(task.task), task.score)
        },
        "why_a_person": list(one.verdict.reasons),
    }


def _versions(course: Course) -> Iterator[tuple[str, str]]:
    for name in dict.fromkeys((*LIBRARIES, "nbgrader", *course.configuration.libraries)):
        with suppress(metadata.PackageNotFoundError):
            yield name, metadata.version(name)


def who() -> str:
    """Return the name of the user who runs this."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no such user in this container
        return f"uid {os.getuid()}"
