"""kept/ in the classroom: older versions, files that wait for a person, and the list of what was received from the platforms.

Nothing in it is ever changed or removed. nbgrader and the grader do not look into it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from grading.classroom.records import write
from grading.course import Course
from grading.errors import UsageError
from grading.platforms.whose import RESERVED

KEPT = "kept"
RECEIVED = "received.json"
FORMAT = 1
SHOWN = 12  # hexadecimal digits of a digest in a name


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """One notebook that a platform gave us: what its own upload of feedback wants to know again."""

    student: str
    section: str
    digest: str
    platform: str
    source: str
    person: str = ""
    key: str = ""
    stem: str = ""
    number: int = 0
    time: str = ""  # ISO, UTC
    late: bool = False

    @property
    def at(self) -> datetime | None:
        """The time of the hand-in."""
        return datetime.fromisoformat(self.time) if self.time else None


def kept_folder(course: Course) -> Path:
    """Where everything lies that was not taken, or was replaced."""
    return course.classroom / KEPT


def load_receipts(course: Course) -> tuple[Receipt, ...]:
    """Return what was received, oldest first; UsageError when the list is damaged."""
    path = kept_folder(course) / RECEIVED
    try:
        data = json.loads(path.read_bytes())
        if data["format"] != FORMAT:
            raise ValueError(f"format {data['format']}")
        return tuple(Receipt(**row) for row in data["received"])
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            "the list of what was received cannot be read",
            where=str(path),
            got=f"{type(error).__name__}: {error}",
            next_step="restore it from a copy, or move it away and collect the downloads again",
        ) from error


def save_receipts(course: Course, receipts: Sequence[Receipt]) -> None:
    """Write the list, whole or not at all."""
    data = {"format": FORMAT, "received": [asdict(one) for one in receipts]}
    write(kept_folder(course) / RECEIVED, json.dumps(data, ensure_ascii=False, indent=1).encode())


def keep_file(course: Course, student: str, section: str, name: str, data: bytes) -> Path:
    """Keep a file that was passed over; the same bytes are kept once."""
    place = kept_folder(course) / (student or RESERVED) / section
    return _put(place / f"{hashlib.sha256(data).hexdigest()[:SHOWN]}-{name}", data)


def keep_unmatched(course: Course, download: str, path: str, data: bytes) -> Path:
    """Keep a file that is nobody's, under its name in the download; another one of that name gets its digest in front."""
    place = kept_folder(course) / RESERVED / download / path
    if place.is_file() and place.read_bytes() != data:
        place = place.with_name(f"{hashlib.sha256(data).hexdigest()[:SHOWN]}-{place.name}")
    return _put(place, data)


def keep_folder(course: Course, student: str, section: str, files: Mapping[str, bytes]) -> Path:
    """Keep all files of a submission that is replaced, in a folder named by their digest."""
    digest = hashlib.sha256()
    for name, data in sorted(files.items()):
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    place = kept_folder(course) / student / section / digest.hexdigest()[:SHOWN]
    for name, data in files.items():
        _put(place / name, data)
    return place


def said_of_unmatched(course: Course) -> str:
    """Say how many files lie in kept/unmatched/: lists show their students as if nothing had come. "" where there are none."""
    place = kept_folder(course) / RESERVED
    number = sum(path.is_file() for path in place.rglob("*"))
    if not number:
        return ""
    return (
        f"{number} file{' waits' if number == 1 else 's wait'} in {KEPT}/{RESERVED}/ and count nowhere; delete what is settled"
    )


def _put(path: Path, data: bytes) -> Path:
    if not (path.is_file() and path.read_bytes() == data):
        write(path, data)
    return path
