"""The table of Gradescope's *Download Grades*: names, SID, address, total, and a column a task.

Gradescope takes marks from its autograder; this table is for what reads that download: spreadsheets and other gradebooks.
"""

from __future__ import annotations

from collections.abc import Sequence

from grading.platforms.columns import Column, Written, number, written
from grading.platforms.roster import Roster, Student
from grading.platforms.sheets import Sheet, guarded, unguarded

HEADER = ("First Name", "Last Name", "SID", "Email", "Total Score", "Max Points", "Status")


def from_roster(roster: Roster, total: Column, tasks: Sequence[Column]) -> Written:
    """Return a row a student of the roster."""
    rows = [[*HEADER, *(f"{task.title} ({task.points:g} pts)" for task in tasks)]]
    for one in roster.students:
        sid = one.fields.get("SID", one.student)
        cells = [guarded(one.first_name), guarded(one.last_name), sid, one.email, total.cell(one.student)]
        rows.append([*cells, number(total.points), _status(one.student, total), *(task.cell(one.student) for task in tasks)])
    return written(rows, [total, *tasks], [one.student for one in roster.students])


def into_grades(sheet: Sheet, roster: Roster, total: Column) -> Written:
    """Return a downloaded table with its Total Score filled, and everything else as it is."""
    place = sheet.column("Total Score")
    header = list(sheet.header) if place is not None else [*sheet.header, "Total Score"]
    names = {sheet.column(name) for name in ("First Name", "Last Name", "Name")}
    rows, students = [header], []
    for row in sheet.rows:
        known = _whose(sheet, row, roster, total)
        students.append(known.student if known else row[0])
        cells = [guarded(cell) if column in names else cell for column, cell in enumerate(row)]
        cells += [""] * (len(header) - len(cells))
        if known and known.student in total.marks:
            cells[len(header) - 1 if place is None else place] = total.cell(known.student)
        rows.append(cells)
    return written(rows, [total], students)


def _status(student: str, total: Column) -> str:
    if student not in total.marks:
        return "Missing"
    return "Ungraded" if total.marks[student] is None else "Graded"


def _whose(sheet: Sheet, row: Sequence[str], roster: Roster, total: Column) -> Student | None:
    for name in ("SID", "Email"):
        place = sheet.column(name)
        key = "" if place is None else unguarded(row[place].strip())
        known = roster.by_key(key) or (Student(student=key) if key in total.marks else None)
        if known is not None:
            return known
    return None
