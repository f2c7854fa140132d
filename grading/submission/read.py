"""Reads and repairs a submission: whatever the bytes are, the result has every cell of the course in its place."""

from __future__ import annotations

from collections.abc import Sequence

from grading.section import CellKind, Section, SourceCell
from grading.submission.match import CODE, Match, increasing, match
from grading.submission.notebook import Submission, SubmittedCell
from grading.submission.raw import RawCell, clean_text, read_raw
from grading.submission.regions import stub

STUDENTS = (CellKind.ANSWER, CellKind.WRITTEN)  # what students write into; everything else of ours is restored


def read_submission(data: bytes, section: Section) -> Submission:
    """Return the repaired submission.

    Locked cells come back as they were handed out, missing cells are put back in their places, answers are recognised by name,
    id or content, and the order of the student's own cells and answers is kept. Never raises, whatever `data` holds.
    """
    try:
        raw = read_raw(data)
        if raw.cells is None:
            return _unreadable(section, raw.problems)
        return _repaired(raw.cells, raw.problems, section)
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
    notes = [*problems, *_notes(cells, found, section, stubs)]
    merged = _merge(cells, found, section, stubs)
    return Submission(section=section.section_id, cells=_with_unique_ids(merged), problems=tuple(notes))


def _merge(cells: Sequence[RawCell], found: Match, section: Section, stubs: Sequence[str]) -> list[SubmittedCell]:
    """Return the submission in its own order, with misplaced locked cells and missing ones at their places in the course."""
    in_order = increasing(index for index in found.known if index is not None)
    merged: list[tuple[int | None, SubmittedCell]] = []
    for number, (cell, index) in enumerate(zip(cells, found.known, strict=True)):
        if number in found.copies:
            continue
        if index is None:
            own = SubmittedCell(cell_id=cell.cell_id, cell_type=cell.cell_type, source=cell.source)
            merged.append((None, own))
        elif index in in_order or section.cells[index].kind in STUDENTS or not section.cells[index].grade_id:
            merged.append((index, _known(cell, section.cells[index], stubs[index])))
    for index, source in enumerate(section.cells):
        there = {known for known, _ in merged}
        if index in there or not source.grade_id:
            continue
        before = max((k for k in there if k is not None and k < index), default=None)
        place = next((p + 1 for p, (known, _) in enumerate(merged) if known == before), 0) if before is not None else 0
        missing = index not in found.known
        merged.insert(place, (index, _restored(source, stubs[index], missing=missing)))
    return [cell for _, cell in merged]


def _known(cell: RawCell, source: SourceCell, given: str) -> SubmittedCell:
    restored_text = source.kind not in STUDENTS and bool(source.grade_id)
    return SubmittedCell(
        cell_id=source.cell_id,
        cell_type="code" if source.kind in CODE else "markdown",
        source=given if restored_text else cell.source,
        kind=source.kind,
        grade_id=source.grade_id,
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
            cell = SubmittedCell(cell_id=f"own-{number}", cell_type=cell.cell_type, source=cell.source)
        done.append(cell)
    return tuple(done)


def _notes(cells: Sequence[RawCell], found: Match, section: Section, stubs: Sequence[str]) -> list[str]:
    """Say in the student's words what was mended."""
    there = {index: cells[number] for number, index in enumerate(found.known) if index is not None}
    if not any(section.cells[index].kind in (*STUDENTS, CellKind.CHECK) for index in there):
        return [f"This notebook holds none of the answers of {section.section_id}. Is it another assignment's notebook?"]
    notes = _missing_notes([cell for index, cell in enumerate(section.cells) if cell.grade_id and index not in there])
    pairs = [(section.cells[index], cell, stubs[index]) for index, cell in there.items()]
    changed = [source.grade_id for source, cell, given in pairs if _changed(source, cell, given)]
    notes += [f"These locked cells had been changed and have been put back: {', '.join(changed)}."] if changed else []
    in_order = increasing(index for index in found.known if index is not None)
    moved = [source.grade_id for index, source in enumerate(section.cells) if index in there and index not in in_order]
    moved = [name for name in moved if name and name not in {task.name for task in section.tasks}]
    notes += [f"These locked cells had been moved and are back at their places: {', '.join(moved)}."] if moved else []
    retyped = [source.grade_id for source, cell, _ in pairs if _retyped(source, cell)]
    notes += [f"These answers had been turned into another type of cell: {', '.join(retyped)}."] if retyped else []
    notes += [f"{len(found.copies)} unchanged copies of cells were left out."] if found.copies else []
    if found.recognised:
        notes.append(f"{found.recognised} cells had lost their nbgrader name and were recognised by their id or content.")
    odd = sum(cell.grade_id != "" and not cell.known_metadata for _, cell, _ in pairs)
    notes += [f"{odd} cells had nbgrader metadata of another version; the course's own was used."] if odd else []
    return [clean_text(note) for note in notes]


def _missing_notes(missing: Sequence[SourceCell]) -> list[str]:
    answers = [cell.grade_id for cell in missing if cell.kind in STUDENTS]
    locked = [cell.grade_id for cell in missing if cell.kind not in STUDENTS]
    notes = [f"These answer cells were missing: {', '.join(answers)}."] if answers else []
    return notes + ([f"These locked cells were missing and have been put back: {', '.join(locked)}."] if locked else [])


def _changed(source: SourceCell, cell: RawCell, given: str) -> bool:
    return source.kind not in STUDENTS and bool(source.grade_id) and cell.source.strip() != given.strip()


def _retyped(source: SourceCell, cell: RawCell) -> bool:
    return source.kind in STUDENTS and cell.cell_type != ("code" if source.kind in CODE else "markdown")
