"""What collecting works with: an upload of a student, and what became of each file of a download."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from grading.platforms.archive import Entry
from grading.platforms.names import Platform


class Outcome(Enum):
    """What became of a file; the value is what the table says."""

    TAKEN = "taken"
    REPLACED = "taken, the older one is kept"
    ALREADY = "already there"
    BESIDE = "beside the notebook"
    PASSED_OVER = "passed over"
    FOR_A_PERSON = "needs a person"


@dataclass(frozen=True, kw_only=True)
class Upload:
    """One file of one student; of a notebook also the section, and the bytes' SHA-256."""

    student: str
    person: str  # the name as the platform writes it
    key: str  # the platform's id
    platform: Platform
    entry: Entry
    file: str  # the path within the student's hand-in
    stem: str = ""  # the name that the platform's feedback upload wants again
    late: bool = False
    number: int = 0
    time: datetime | None = None
    section: str = ""
    digest: str = ""
    copy: int = 0
    named: bool = True  # the file has the section's name, but for the number of a copy
    written_in: bool = True  # something differs from what was handed out
    readable: bool = True  # it is a notebook


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What became of a file of the download, and why. `student` is "" where nobody was found."""

    outcome: Outcome
    source: str  # the path in the download
    reason: str = ""
    student: str = ""
    person: str = ""
    section: str = ""
    time: datetime | None = None
    late: bool = False
    needs_person: bool = False

    @classmethod
    def of(cls, upload: Upload, outcome: Outcome, reason: str = "", *, needs_person: bool = False) -> Decision:
        """Return what became of an upload."""
        return cls(
            outcome=outcome,
            source=upload.entry.path,
            reason=reason,
            student=upload.student,
            person=upload.person,
            section=upload.section,
            time=upload.time,
            late=upload.late,
            needs_person=needs_person or outcome is Outcome.FOR_A_PERSON,
        )


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Of several notebooks of one student for one section the one that is taken, and why each other one is not."""

    taken: Upload
    others: tuple[tuple[Upload, str, bool], ...] = ()  # upload, reason, whether a person should look

    @property
    def remark(self) -> str:
        """What the table says about the one that is taken."""
        parts = [] if self.taken.named else [f"under another name; its cells are those of {self.taken.section}"]
        if not self.taken.written_in:
            parts.append("nothing is written in it")
        if not self.taken.readable:
            parts.append("it cannot be read as a notebook")
        older = sum(reason.startswith("older") for _, reason, _ in self.others)
        if older:
            parts.append(f"the newest of {older + 1}")
        return "; ".join(parts)


def choose(uploads: Sequence[Upload]) -> Choice:
    """Choose among the notebooks of one student for one section: the newest of those that can be read and were written in.

    Newer is a later time, a higher number of the platform, a higher number of the copy. A notebook with the section's name
    comes before one with another name, and one with an answer before an untouched one; a person looks at such a choice.
    """
    ranked = sorted(uploads, key=_rank, reverse=True)
    taken = ranked[0]
    return Choice(taken=taken, others=tuple((one, *_why_not(one, taken)) for one in ranked[1:]))


def _rank(one: Upload) -> tuple[bool, bool, bool, datetime, int, int, int]:
    return one.readable, one.written_in, one.named, *_age(one)


def _age(one: Upload) -> tuple[datetime, int, int, int]:
    return one.time or datetime.min, one.number, one.copy, one.entry.order


def _why_not(one: Upload, taken: Upload) -> tuple[str, bool]:
    name = taken.entry.name
    if one.digest == taken.digest:
        return f"the same bytes as {name}", False
    if taken.readable and not one.readable:
        return f"it cannot be read as a notebook, and {name} can", _age(one) > _age(taken)
    if not one.written_in and taken.written_in:
        return f"nothing is written in it, but in {name}", _age(one) > _age(taken)
    if taken.named and not one.named:
        return f"under another name, beside {name}", True
    return f"older than {name}", False
