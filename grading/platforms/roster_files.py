"""Reads the class lists that platforms export: each platform's columns, and who each row is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grading.errors import UsageError
from grading.platforms.names import Platform, slug
from grading.platforms.roster import Student, require_one_id_each
from grading.platforms.sheets import Sheet, read_sheet, rounded, unguarded
from grading.submission.find import MAX_NAME

_PARTICIPANT = re.compile(r"\D*?(\d+)")  # "Participant 123456", in whatever language Moodle speaks
_WORKSHEET = re.compile(r"[^\W\d]\D*\d+")

FIRST = ("First name", "FirstName", "First", "Given name", "Vorname", "Prénom", "Nombre")
LAST = ("Last name", "LastName", "Last", "Surname", "Family name", "Nachname", "Nom", "Apellido(s)", "Apellidos")
FULL = ("Full name", "Name", "Student", "Student name", "Vollständiger Name", "Nom complet", "Nombre completo")
EMAIL = ("Email address", "Email", "E-mail", "E-Mail-Adresse", "E-Mail", "Adresse de courriel", "Correo electrónico", "Mail")
NUMBER = ("ID number", "ID-Nummer", "Matrikelnummer", "Numéro d'identification", "Número de ID")
LOGIN = ("Username", "Anmeldename", "Nom d'utilisateur", "Nombre de usuario")
IDENTIFIER = ("Identifier", "Teilnehmer/in", "ID", "Identifiant", "Identificador")
ANY_ID = ("student_id", "student id", "studentid", "id", "sid", *LOGIN, *NUMBER, *EMAIL, "student")


@dataclass(frozen=True, kw_only=True)
class ClassList:
    """What a file says about a class."""

    platform: Platform
    students: tuple[Student, ...]
    sheet: Sheet


def read_class_list(path: Path, *, id_column: str = "") -> ClassList:
    """Read a class list of Canvas, Moodle, Gradescope, Google Classroom, or any table with a column of ids.

    Args:
        path: the CSV file as the platform writes it.
        id_column: the column that names the student in submitted/ and in the gradebook; by default the platform's own id.

    Raises:
        UsageError: no column tells who a student is, an id is missing, rounded, or belongs to two students.
    """
    sheet = read_sheet(path)
    platform = platform_of(sheet)
    chosen = _id_column(sheet, platform, id_column)
    rows = [row for row in sheet.rows if not _no_student(row, platform)]
    students = tuple(_student(sheet, platform, row, chosen) for row in rows)
    if not students:
        raise UsageError("this file names no students", where=sheet.where, next_step="download the class list again")
    _require_ids(sheet, students)
    require_one_id_each(students, sheet.where)
    return ClassList(platform=platform, students=students, sheet=sheet)


def platform_of(sheet: Sheet) -> Platform:
    """Recognise a platform by its header; FOLDER stands for a table of one's own."""
    names = {name.strip().casefold() for name in sheet.header}
    if names & {"sis login id", "sis user id", "root account"} or ({"student", "id", "section"} <= names):
        return Platform.CANVAS
    if "sid" in names and ("email" in names or "role" in names or "total score" in names):
        return Platform.GRADESCOPE
    first = sheet.header[0].strip().casefold()
    if first in {name.casefold() for name in IDENTIFIER if name != "ID"} or names & {
        one.casefold() for one in (*NUMBER, *LOGIN)
    }:
        return Platform.MOODLE
    if list(sheet.header[:3]) == ["Last Name", "First Name", "Email Address"]:
        return Platform.CLASSROOM
    if sheet.column(*FULL) and sheet.rows and all(_WORKSHEET.fullmatch(row[0].strip()) for row in sheet.rows):
        return Platform.MOODLE
    return Platform.FOLDER


def participant(text: str) -> str:
    """Return the number of "Participant 123456"; "" when there is none."""
    found = _PARTICIPANT.fullmatch(text.strip())
    return found[1] if found else ""


def _no_student(row: Sequence[str], platform: Platform) -> bool:
    """Say whether a row is about the assignments: Canvas's points and posting, Classroom's dates and points."""
    if platform is Platform.CANVAS:
        posting = all(re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", cell, re.IGNORECASE) for cell in row)
        return "Points Possible" in row[0] or posting
    return platform is Platform.CLASSROOM and row[0].strip() in ("Date", "Points") and not "".join(row[1:3]).strip()


def _id_column(sheet: Sheet, platform: Platform, wanted: str) -> int:
    if wanted:
        found = sheet.column(wanted)
        if found is None:
            raise _no_column(sheet, f"there is no column {wanted!r}")
        return found
    choices = {
        Platform.CANVAS: ("ID",),
        Platform.MOODLE: (*NUMBER, *LOGIN, *EMAIL, *IDENTIFIER),
        Platform.GRADESCOPE: ("SID", *EMAIL),
        Platform.CLASSROOM: EMAIL,
    }.get(platform, ANY_ID)
    for name in choices:
        found = sheet.column(name)
        if found is not None and all(row[found].strip() for row in sheet.rows if not _no_student(row, platform)):
            return found
    raise _no_column(sheet, "no column tells who a student is, in every row")


def _student(sheet: Sheet, platform: Platform, row: Sequence[str], chosen: int) -> Student:
    first, last = _names(sheet, row)
    email = _cell(sheet, row, EMAIL)
    identity = _as_id(row[chosen], participant_too=sheet.header[chosen].strip() in IDENTIFIER and platform is Platform.MOODLE)
    return Student(
        student=identity,
        first_name=first,
        last_name=last,
        email=email,
        keys=tuple(dict.fromkeys(filter(None, [*_keys(sheet, platform, row), identity]))),
        platform=platform.value,
        fields=dict(zip(sheet.header, row, strict=True)),
    )


def _keys(sheet: Sheet, platform: Platform, row: Sequence[str]) -> list[str]:
    """Return the ids that the platform's downloads name this student by."""
    if platform is Platform.CANVAS:
        return [_cell(sheet, row, ("ID",))]
    if platform is Platform.MOODLE:
        return [participant(_cell(sheet, row, IDENTIFIER))]
    if platform is Platform.GRADESCOPE:
        return [_cell(sheet, row, ("SID",)), _cell(sheet, row, EMAIL)]
    return [_cell(sheet, row, EMAIL)]


def _names(sheet: Sheet, row: Sequence[str]) -> tuple[str, str]:
    first, last = _cell(sheet, row, FIRST), _cell(sheet, row, LAST)
    if first or last:
        return first, last
    full = _cell(sheet, row, FULL)
    if "," in full:
        last, _, first = full.partition(",")
        return first.strip(), last.strip()
    first, _, last = full.rpartition(" ")
    return first.strip(), last.strip()


def _cell(sheet: Sheet, row: Sequence[str], names: Sequence[str]) -> str:
    place = sheet.column(*names)
    return "" if place is None else unguarded(row[place].strip())


def _as_id(text: str, *, participant_too: bool) -> str:
    """Return an id that may name a folder; an address or a number stays as it is."""
    text = unguarded(text.strip())
    if participant_too:
        text = participant(text) or text
    safe = text.isprintable() and not text.startswith(".") and not set(text) & set('/\\:*?"<>|') and text == text.strip()
    return text if safe and len(text.encode()) <= MAX_NAME else slug(text)


def _require_ids(sheet: Sheet, students: Sequence[Student]) -> None:
    bad = [one for one in students if not one.student or any(rounded(key) for key in (one.student, *one.keys))]
    if bad:
        lost = any(one.student for one in bad)
        raise UsageError(
            "a spreadsheet program has rounded ids in this file" if lost else "a student has no id",
            where=sheet.where,
            got=f"{bad[0].name}: {bad[0].student!r}",
            expected="the ids as the platform writes them",
            next_step="download the file again, and do not save it from a spreadsheet program" if lost else "correct the row",
        )


def _no_column(sheet: Sheet, what: str) -> UsageError:
    return UsageError(
        what,
        where=sheet.where,
        got=f"columns {', '.join(sheet.header)}"[:300],
        expected="a class list as Canvas, Moodle, Gradescope or Google Classroom exports it, or a table with student_id",
        next_step="name the column of ids with --id",
    )
