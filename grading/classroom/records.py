"""Graded submissions on disk: one JSON file each, under <classroom>/verdicts/<section>/<student>.json.

The gradebook keeps marks; the record keeps the reasons for them: messages, outcomes, time and memory. It also makes a
second run cheap: a submission whose bytes and checker have not changed is not graded again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from grading.classroom.failures import Told, tell
from grading.course import Course
from grading.errors import InfrastructureError
from grading.submission.doubt import Doubt
from grading.submission.files import write_atomically
from grading.verdict import Verdict

VERDICTS = "verdicts"
Marks: TypeAlias = Mapping[str, float | None]  # automatic task -> mark, None where a person gives it


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A submission whose files have been read, and that may not be graded yet."""

    student: str
    section: str
    notebook: bytes
    submitted_at: datetime | None = None
    files_digest: str = ""  # of what lies beside the notebook; "" when nothing does
    doubt: Doubt | None = None  # what speaks against its mark

    @property
    def digest(self) -> str:
        """SHA-256 of the notebook's bytes, of the files beside it when there are any, and of a doubt that its place raises."""
        parts = [hashlib.sha256(self.notebook).hexdigest(), self.files_digest, self.doubt.why if self.doubt else ""]
        while not parts[-1]:
            parts.pop()
        return hashlib.sha256(" ".join(parts).encode()).hexdigest() if len(parts) > 1 else parts[0]


@dataclass(frozen=True, kw_only=True)
class Graded(Opened):
    """A submission and its verdict, ready to be stored."""

    verdict: Verdict
    stored: bool = False  # this very verdict is in the gradebook already
    anew: bool = True  # the student handed in something else since marks were stored
    before: Marks | None = None  # the marks that were stored and told until now; None: not one

    @classmethod
    def of(cls, opened: Opened, verdict: Verdict, *, old: Record | None = None) -> Graded:
        """Return a submission with its verdict, in which a person is asked wherever there is a doubt.

        Args:
            opened: the submission.
            verdict: what grading found, or what is on record of the same bytes.
            old: the record that there is of this student and section.
        """
        if opened.doubt:
            verdict = verdict.doubted(opened.doubt.why, always=opened.doubt.always)
        same = old is not None and old.digest == opened.digest
        return cls(
            **{item.name: getattr(opened, item.name) for item in fields(Opened)},
            verdict=verdict,
            stored=old is not None and same and old.stored and old.verdict == verdict,
            anew=old is None or not same or old.anew,
            before=old.told if old else None,
        )


@dataclass(frozen=True, kw_only=True)
class Record:
    """What stands in a record file."""

    student: str
    digest: str
    verdict: Verdict
    stored: bool = False
    anew: bool = True  # not a mark of this submission is in the gradebook yet
    before: Mapping[str, float | None] | None = None  # while it is not stored: the marks of the last verdict that was

    @property
    def told(self) -> Marks | None:
        """The marks that are in the gradebook and in the log: of a run that was killed, those from before it."""
        return marks_of(self.verdict) if self.stored else self.before


def record_path(course: Course, section: str, student: str) -> Path:
    """Where the record of one submission lies."""
    return course.classroom / VERDICTS / section / f"{student}.json"


def save(course: Course, graded: Graded) -> None:
    """Write the record of one submission, whole or not at all."""
    path = record_path(course, graded.section, graded.student)
    data: dict[str, Any] = {
        "student": graded.student,
        "digest": graded.digest,
        "stored": graded.stored,
        "anew": graded.anew,
        "verdict": graded.verdict.to_json(),
    }
    if not graded.stored and graded.before is not None:
        data["before"] = dict(graded.before)
    write(path, json.dumps(data, ensure_ascii=True, sort_keys=True).encode())


def marks_of(verdict: Verdict) -> Marks:
    """Return the marks of the automatic tasks of a verdict."""
    return {task.task: task.score for task in verdict.tasks if not task.manual}


def digest_of(files: Mapping[str, bytes]) -> str:
    """SHA-256 of some files, names and contents; "" when there are none."""
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{len(name)}:{name}{len(content)}:".encode(errors="surrogateescape") + content)
    return digest.hexdigest() if files else ""


def load(course: Course, section: str, student: str) -> Record | None:
    """Read one record; None when there is none, or when it is damaged or from another version and must be made again."""
    try:
        return _read(record_path(course, section, student))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def load_all(course: Course, section: str, *, told: Told | None = None) -> Iterator[Record]:
    """Read all records of a section, by student. One that cannot be read is told and left out; nobody listens: it is raised."""
    for path in sorted((course.classroom / VERDICTS / section).glob("*.json")):
        try:
            yield _read(path)
        except (OSError, ValueError, KeyError, TypeError) as error:
            damaged = InfrastructureError(
                "a record of a graded submission cannot be read",
                where=str(path),
                got=f"{type(error).__name__}: {error}",
                next_step=f"grade this student again with `landscape grade {section} --student {path.stem}`",
            )
            damaged.__cause__ = error
            tell(told, damaged, student=path.stem, section=section)


def write(path: Path, data: bytes) -> None:
    """Write a file, whole or not at all; InfrastructureError says why not."""
    try:
        write_atomically({path: data})
    except OSError as error:
        raise InfrastructureError(
            "a file could not be written",
            where=str(path),
            got=str(error),
            next_step="free space or correct the permissions, and run the command again; what was written before is kept",
        ) from error


def _read(path: Path) -> Record:
    data: dict[str, Any] = json.loads(path.read_bytes())
    return Record(
        student=data["student"],
        digest=data["digest"],
        stored=data.get("stored", False) is True,
        anew=data.get("anew", not data.get("stored", False)) is True,
        verdict=Verdict.from_json(data["verdict"]),
        before=data.get("before"),
    )
