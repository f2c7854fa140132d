"""Canvas's gradebook: the columns of students as they are, and the columns of assignments filled.

Canvas finds students by ID and assignments by the number in brackets behind the title; a title that it does not know becomes a
new assignment. It reads an empty cell as no score, `EX` as excused, and skips columns that do not differ.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from grading.errors import UsageError
from grading.platforms.columns import Column, Written, read_number, written
from grading.platforms.names import Platform, plain
from grading.platforms.roster import Roster, Student
from grading.platforms.sheets import Sheet, guarded, unguarded

IDENTITY = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
POINTS = "    Points Possible"
KEPT_AS_THEY_ARE = ("EX", "N/A")  # excused, and not assigned
_TITLE = re.compile(r"(?P<title>.*?)\s*\((?P<id>\d+)\)\s*")


def from_roster(roster: Roster, columns: Sequence[Column]) -> Written:
    """Return the table with the students of the roster, for Canvas to match by ID."""
    students = [one for one in roster.students if one.platform == Platform.CANVAS.value]
    shown = [name for name in IDENTITY if name in ("Student", "ID", "Section") or any(name in one.fields for one in students)]
    rows = [[*shown, *(column.title for column in columns)]]
    rows.append([POINTS, *[""] * (len(shown) - 1), *(f"{column.points:g}" for column in columns)])
    rows += [[*_identity(one, shown), *(column.cell(one.student) for column in columns)] for one in students]
    return written(rows, columns, [one.student for one in students])


def into_gradebook(sheet: Sheet, roster: Roster, columns: Sequence[Column], chosen: str = "") -> Written:
    """Return the downloaded gradebook with its columns of students and those of our marks.

    Args:
        sheet: the gradebook.
        roster: whose ids are whose.
        columns: the marks.
        chosen: the title of the assignment's column, where it does not follow from the section's name.

    Raises:
        UsageError: the file is no gradebook of Canvas, or the column is not there, or there are several.
    """
    width = _identity_width(sheet)
    places = [_place(sheet, width, column, chosen) for column in columns]
    rows = [[*sheet.header[:width], *(_title(sheet, p, c) for p, c in zip(places, columns, strict=True))]]
    students, warnings = [], list(_points_that_differ(sheet, places, columns))
    for row in sheet.rows:
        if _about_assignments(row):
            rows.append([*row[:width], *(_about(row, p, c) for p, c in zip(places, columns, strict=True))])
            continue
        student = _whose(sheet, row, width, roster, columns)
        students.append(student or row[0])
        cells = [_cell(row, p, c, student) for p, c in zip(places, columns, strict=True)]
        rows.append([guarded(row[0]), *row[1:width], *cells])
    return written(rows, columns, students, *warnings)


def _identity(one: Student, shown: Sequence[str]) -> list[str]:
    values = {"Student": guarded(one.sorting_name), **{name: one.fields.get(name, "") for name in IDENTITY[1:]}}
    return [values[name] for name in shown]


def _identity_width(sheet: Sheet) -> int:
    found = sheet.column("Section")
    if found is None or sheet.column("ID") is None:
        raise UsageError(
            "this is no gradebook of Canvas",
            where=sheet.where,
            got=f"columns {', '.join(sheet.header)}"[:200],
            expected="Student, ID, …, Section, and the assignments",
            next_step="in Canvas: Grades, Export, Export Entire Gradebook",
        )
    return found + 1


def _place(sheet: Sheet, width: int, column: Column, chosen: str) -> int | None:
    """Return the place of an assignment's column; None for a task of which Canvas knows nothing yet."""
    titles = {place: title for place, title in enumerate(sheet.header) if place >= width}
    if chosen:
        found = [place for place, title in titles.items() if chosen in (title, _bare(title))]
    else:
        numbered = {place: title for place, title in titles.items() if _TITLE.fullmatch(title)}
        found = [place for place, title in numbered.items() if plain(_bare(title)) == plain(column.title)]
        if not found and column.title == column.section:
            found = [place for place, title in numbered.items() if plain(column.section) in plain(_bare(title))]
    if len(found) == 1:
        return found[0]
    if not found and column.title != column.section and not chosen:
        return None
    raise UsageError(
        f"the column of {column.title} is not clear",
        where=sheet.where,
        got=", ".join(titles[place] for place in found) or f"no such column among {', '.join(titles.values())}"[:300],
        expected="one assignment",
        next_step='name it: --column "Title (12345)"',
    )


def _bare(title: str) -> str:
    found = _TITLE.fullmatch(title)
    return found["title"] if found else title


def _title(sheet: Sheet, place: int | None, column: Column) -> str:
    return column.title if place is None else sheet.header[place]


def _about_assignments(row: Sequence[str]) -> bool:
    return "Points Possible" in row[0] or all(
        re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", cell, re.IGNORECASE) for cell in row
    )


def _about(row: Sequence[str], place: int | None, column: Column) -> str:
    if place is not None:
        return row[place]
    return f"{column.points:g}" if "Points Possible" in row[0] else ""


def _whose(sheet: Sheet, row: Sequence[str], width: int, roster: Roster, columns: Sequence[Column]) -> str:
    """Return the student of a row, by any of its ids."""
    ids = [unguarded(cell.strip()) for cell in row[1:width] if cell.strip()]
    place = sheet.column("ID") or 1
    known = roster.by_key(row[place].strip())
    if known is not None:
        return known.student
    return next((one for one in ids if any(one in column.marks for column in columns)), "")


def _cell(row: Sequence[str], place: int | None, column: Column, student: str) -> str:
    """Return the mark; what Canvas holds where nothing was handed in, or the student is excused; else nothing."""
    before = "" if place is None else row[place].strip()
    return before if student not in column.marks or before in KEPT_AS_THEY_ARE else column.cell(student)


def _points_that_differ(sheet: Sheet, places: Sequence[int | None], columns: Sequence[Column]) -> list[str]:
    row = next((row for row in sheet.rows if "Points Possible" in row[0]), None)
    found = []
    for place, column in zip(places, columns, strict=True):
        points = read_number(row[place]) if row is not None and place is not None else None
        if points is not None and points != column.points:
            found.append(
                f"{sheet.header[place or 0]} has {points:g} points in Canvas, {column.title} has {column.points:g} here"
            )
    return found
