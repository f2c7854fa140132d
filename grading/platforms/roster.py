"""Who is in the class: names, ids and addresses as the platform's own export says, kept in roster.json of the classroom."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from grading.classroom.records import write
from grading.course import Course
from grading.errors import UsageError
from grading.platforms.names import plain, words

ROSTER = "roster.json"
FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class Student:
    """One student. `student` is the id in submitted/ and the gradebook; `keys` are the ids in the names of downloads."""

    student: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    keys: tuple[str, ...] = ()
    platform: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)  # the row of the platform's file: column -> text, as it was

    @property
    def name(self) -> str:
        """First and last name, or the id where there is no name."""
        return " ".join(filter(None, (self.first_name, self.last_name))) or self.student

    @property
    def sorting_name(self) -> str:
        """Last name, first name."""
        return ", ".join(filter(None, (self.last_name, self.first_name))) or self.student


@dataclass(frozen=True, kw_only=True)
class Roster:
    """The students of a class, by id."""

    students: tuple[Student, ...] = ()

    def __bool__(self) -> bool:
        """Say whether there is anybody on it."""
        return bool(self.students)

    def by_id(self, student: str) -> Student | None:
        """Return the student with this id."""
        return next((one for one in self.students if one.student == student), None)

    def by_key(self, key: str) -> Student | None:
        """Return the student whom a download names by this id: the platform's, or the one in submitted/."""
        found = [one for one in self.students if key and (key in one.keys or key == one.student)]
        return found[0] if len(found) == 1 else None

    def by_name(self, name: str) -> tuple[Student, ...]:
        """Return the students of this name: written with its words in any order, or run together as Canvas writes it."""
        wanted, run = words(name), plain(name)
        if not wanted:
            return ()
        return tuple(
            one
            for one in self.students
            if words(one.name) == wanted or run in (plain(one.last_name + one.first_name), plain(one.name), plain(one.email))
        )

    def without(self, handed_in: Iterable[str]) -> tuple[Student, ...]:
        """Return who is not among these students."""
        there = set(handed_in)
        return tuple(one for one in self.students if one.student not in there)


def merge(old: Roster, new: Iterable[Student]) -> Roster:
    """Return a roster with the newer rows in the place of the older ones; ids that downloads use are gathered."""
    merged = {one.student: one for one in old.students}
    for one in new:
        before = merged.get(one.student)
        keys = tuple(dict.fromkeys([*(before.keys if before else ()), *one.keys]))
        merged[one.student] = replace(one, keys=keys, **_kept_names(before, one))
    return Roster(students=tuple(sorted(merged.values(), key=lambda one: (one.sorting_name.casefold(), one.student))))


def require_one_id_each(students: Iterable[Student], where: str) -> None:
    """Refuse a file in which two rows have one id, or one id of the platform belongs to two students."""
    rows: dict[str, list[Student]] = defaultdict(list)
    for one in students:
        for key in {one.student, *one.keys}:
            rows[key].append(one)
    twice = {key: found for key, found in rows.items() if len(found) > 1}
    if twice:
        said = "; ".join(f"{key}: {' and '.join(one.name for one in found)}" for key, found in sorted(twice.items())[:5])
        raise UsageError(
            "two students have one id",
            where=where,
            got=said,
            expected="an id of its own for each student",
            next_step="correct the file, or choose another column with --id",
        )


def roster_path(course: Course) -> Path:
    """Where the roster of the class lies."""
    return course.classroom / ROSTER


def load_roster(course: Course) -> Roster:
    """Read the roster; an empty one when there is none. UsageError when it is damaged."""
    path = roster_path(course)
    try:
        data = json.loads(path.read_bytes())
        if data["format"] != FORMAT:
            raise ValueError(f"format {data['format']}")
        return Roster(students=tuple(Student(**{**row, "keys": tuple(row["keys"])}) for row in data["students"]))
    except FileNotFoundError:
        return Roster()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            "the roster cannot be read",
            where=str(path),
            got=f"{type(error).__name__}: {error}",
            next_step="remove it and run `landscape roster FILE.csv` again",
        ) from error


def save_roster(course: Course, roster: Roster) -> None:
    """Write the roster, whole or not at all."""
    data = {"format": FORMAT, "students": [asdict(one) for one in roster.students]}
    write(roster_path(course), json.dumps(data, ensure_ascii=False, indent=1).encode())


def _kept_names(before: Student | None, one: Student) -> dict[str, Any]:
    """Return what the older row knows and the newer one does not."""
    if before is None:
        return {}
    names = ("first_name", "last_name", "email")
    return {name: getattr(before, name) for name in names if getattr(before, name) and not getattr(one, name)}
