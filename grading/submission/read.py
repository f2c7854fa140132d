"""Reads and repairs a submission: whatever the bytes are, the result has every cell of the course in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grading.section import STUDENTS, CellKind, Section, SourceCell
from grading.submission.foot import is_foot
from grading.submission.match import CODE, Match, increasing, match
from grading.submission.notebook import Submission, SubmittedCell
from grading.submission.notes import repair_notes
from grading.submission.raw import RawCell, read_raw
from grading.submission.regions import stub


def read_submission(data: bytes, section: Section) -> Submission:
    """Return the repaired submission.

    Locked cells come back as they were handed out, missing cells are put back in their places, answers are recognised by name,
    id or content, and the order of the student's own cells and answers is kept. Never raises, whatever `data` holds.
    """
    try:
        raw = read_raw(data)
        if raw.cells is None:
            return _unreadable(section, raw.problems)
        cells = [cell for cell in raw.cells if not is_foot(cell.cell_id, cell.source)]
        return replace(_repaired(cells, raw.problems, section), python=raw.python)
    except Exception as error:  # noqa: BLE001  one submission must never stop a class; this one goes to a person
        return _unreadable(section, (f"The notebook could not be read ({type(error).__name__}). Ask your instructor.",))


def released_source(cell: SourceCell) -> str:
    """Return what students were given in this cell."""
    if cell.kind in STUDENTS:
        return stub(cell.source, cell.grade_id, code=cell.kind is CellKind.ANSWER)
    return cell.source


def _unreadable(section: Section, problems: Sequence[str]) -> Submission:
    cells = tuple(_restored(cell, released_source(cell)) for cell in section.cells)
    return Submission(section=section.section_id, cells=cells, problems=tuple(problems), readable=False)


def _repaired(cells: Sequence[RawCell], problems: Sequence[str], section: Section) -> Submission:
    stubs = [released_source(cell) for cell in section.cells]
    found = match(cells, section.cells, stubs)
    notes = [*problems, *repair_notes(cells, found, section, stubs)]
    merged = _merge(cells, found, section, stubs)
    return Submission(section=section.section_id, cells=_with_unique_ids(merged), problems=tuple(notes))


def _merge(cells: Sequence[RawCell], found: Match, section: Section, stubs: Sequence[str]) -> list[SubmittedCell]:
    """Return the submission in its own order, with misplaced locked cells and missing ones at their places in the course."""
    merged = _kept(cells, found, section, stubs)
    for index, source in enumerate(section.cells):
        if source.grade_id and index not in {known for known, _ in merged}:
            restored = _restored(source, stubs[index], missing=index not in found.known)
            merged.insert(_place(index, [known for known, _ in merged]), (index, restored))
    return [cell for _, cell in merged]


Placed = tuple[int | None, SubmittedCell]  # a cell, and its index in the course unless it is the student's own


def _kept(cells: Sequence[RawCell], found: Match, section: Section, stubs: Sequence[str]) -> list[Placed]:
    """Return the cells that stay where the student has them: own cells, answers, and what is in the course's order."""
    in_order = increasing(index for index in found.known if index is not None)
    kept: list[Placed] = []
    for number, (cell, index) in enumerate(zip(cells, found.known, strict=True)):
        if number in found.copies:
            continue
        if index is None:
            own = SubmittedCell(cell_id=cell.cell_id, cell_type=cell.cell_type, source=cell.source, pictures=cell.pictures)
            kept.append((None, own))
        elif index in in_order or _may_move(section.cells[index]):
            kept.append((index, _known(cell, section.cells[index], stubs[index])))
    return kept


def _may_move(source: SourceCell) -> bool:
    return source.kind in STUDENTS or not source.grade_id


def _place(index: int, known: Sequence[int | None]) -> int:
    """Return where a cell of the course belongs: right after the nearest one before it that is there, or at the start."""
    before = max((one for one in known if one is not None and one < index), default=None)
    return 0 if before is None else known.index(before) + 1


def _known(cell: RawCell, source: SourceCell, given: str) -> SubmittedCell:
    restored_text = source.kind not in STUDENTS and bool(source.grade_id)
    return SubmittedCell(
        cell_id=source.cell_id,
        cell_type="code" if source.kind in CODE else "markdown",
        source=given if restored_text else cell.source,
        kind=source.kind,
        grade_id=source.grade_id,
        pictures=cell.pictures if source.kind is CellKind.WRITTEN else {},
    )


def _restored(source: SourceCell, given: str, *, missing: bool = True) -> SubmittedCell:
    return SubmittedCell(
        cell_id=source.cell_id,
        cell_type="code" if source.kind in CODE else "markdown",
        source=given,
        kind=source.kind,
        grade_id=source.grade_id,
        restored=missing,
    )


def _with_unique_ids(cells: Sequence[SubmittedCell]) -> tuple[SubmittedCell, ...]:
    """Keep the course's ids, and number the student's own cells: their ids may be missing, copied or taken."""
    ours = {cell.cell_id for cell in cells if cell.kind is not None}
    done, number = [], 0
    for cell in cells:
        if cell.kind is None:
            number += 1
            while f"own-{number}" in ours:
                number += 1
            cell = replace(cell, cell_id=f"own-{number}")
        done.append(cell)
    return tuple(done)
