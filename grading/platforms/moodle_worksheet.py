"""Moodle's grading worksheet: every column as it is, and Grade filled. Moodle finds students by the participant's number.

Moodle skips a row without a grade, one above the maximum, and one whose grade was changed there after the download.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from grading.errors import UsageError
from grading.platforms.columns import Column, Written, read_number, written
from grading.platforms.kept import Receipt
from grading.platforms.names import Platform
from grading.platforms.roster import Roster, Student
from grading.platforms.roster_files import EMAIL, FULL, IDENTIFIER, NUMBER, participant
from grading.platforms.sheets import Sheet, guarded, unguarded

GRADE = ("Grade", "Bewertung", "Note", "Calificación")
MAXIMUM = ("Maximum grade", "Bestwertung", "Höchstbewertung", "Note maximale", "Calificación máxima")
WORKSHEET = ("Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade", "Grade can be changed",
             "Last modified (submission)", "Last modified (grade)")  # fmt: skip
IMPORT = ("First name", "Last name", "ID number", "Email address")


def into_worksheet(sheet: Sheet, roster: Roster, receipts: Iterable[Receipt], column: Column, chosen: str = "") -> Written:
    """Return the worksheet of the assignment with the marks of a section.

    Raises:
        UsageError: the file is no grading worksheet.
    """
    place = sheet.column(chosen) if chosen else sheet.column(*GRADE)
    if place is None:
        raise UsageError(
            "this is no grading worksheet of Moodle",
            where=sheet.where,
            got=f"columns {', '.join(sheet.header)}"[:200],
            expected=f"a column {chosen or 'Grade'}",
            next_step="in Moodle: the assignment, Submissions, Download grading worksheet; or name the column with --column",
        )
    names = sheet.column(*FULL)
    received = _participants(receipts, column.section)
    rows, students = [list(sheet.header)], []
    for row in sheet.rows:
        student = _whose(sheet, row, roster, received, column)
        students.append(student or row[0])
        cells = [guarded(cell) if number == names else cell for number, cell in enumerate(row)]
        if student in column.marks:
            cells[place] = column.cell(student)
        rows.append(cells)
    return written(rows, [column], students, *_too_small(sheet, column))


def from_roster(roster: Roster, receipts: Iterable[Receipt], column: Column) -> Written:
    """Return a worksheet of those whose participant's number in this assignment is known from the download."""
    numbers = {student: number for number, student in _participants(receipts, column.section).items()}
    students = [one for one in roster.students if one.student in numbers]
    students += [Student(student=name) for name in sorted(numbers.keys() - {one.student for one in students})]
    rows = [list(WORKSHEET)]
    for one in students:
        values = (f"Participant {numbers[one.student]}", guarded(one.name), one.email, "", column.cell(one.student))
        rows.append([*values, f"{column.points:g}", "Yes", "-", "-"])
    return written(rows, [column], [one.student for one in students])


def for_grade_import(roster: Roster, columns: Sequence[Column]) -> Written:
    """Return the table for *Grades, Import, CSV file*, where each column is mapped to an item of the gradebook by hand."""
    students = [one for one in roster.students if one.platform == Platform.MOODLE.value] or list(roster.students)
    rows = [[*IMPORT, *(column.title for column in columns)]]
    for one in students:
        number = next((one.fields[name] for name in NUMBER if name in one.fields), "")
        cells = [column.cell(one.student) for column in columns]
        rows.append([guarded(one.first_name), guarded(one.last_name), number, one.email, *cells])
    return written(rows, columns, [one.student for one in students])


def _participants(receipts: Iterable[Receipt], section: str) -> dict[str, str]:
    """Return number of the participant -> student, as the downloads of this section named them."""
    ours = (one for one in receipts if one.platform == Platform.MOODLE.value and one.section == section)
    return {one.key: one.student for one in ours if one.key}


def _whose(sheet: Sheet, row: Sequence[str], roster: Roster, received: dict[str, str], column: Column) -> str:
    place = sheet.column(*IDENTIFIER)
    number = participant(row[0 if place is None else place])
    if number in received:
        return received[number]
    for names in (IDENTIFIER, NUMBER, EMAIL):
        place = sheet.column(*names)
        key = "" if place is None else unguarded(row[place].strip())
        known = roster.by_key(participant(key) if names is IDENTIFIER else key)
        if known is not None:
            return known.student
        if key in column.marks:
            return key
    place = sheet.column(*FULL)
    found = roster.by_name(unguarded(row[place])) if place is not None else ()
    return found[0].student if len(found) == 1 else ""


def _too_small(sheet: Sheet, column: Column) -> list[str]:
    place = sheet.column(*MAXIMUM)
    values = {row[place].strip() for row in sheet.rows if row[place].strip()} if place is not None else set()
    wrong = sorted(value for value in values if read_number(value) is not None and read_number(value) != column.points)
    if not wrong:
        return []
    return [
        f"the maximum grade in Moodle is {wrong[0]}, {column.title} has {column.points:g} points: Moodle skips grades above it"
    ]
