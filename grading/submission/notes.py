"""What was repaired in a notebook, told to the student: one function for each kind of repair returns a sentence or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from grading.section import STUDENTS, CellKind, Section, SourceCell
from grading.submission.match import CODE, Match, increasing
from grading.submission.raw import RawCell, clean_text


@dataclass(frozen=True, kw_only=True)
class Found:
    """A cell of the course beside the submitted cell that it was found in, and what students were given there."""

    source: SourceCell
    cell: RawCell
    given: str

    @property
    def changed(self) -> bool:
        """True when a cell that students may not edit was edited."""
        restored = self.source.kind not in STUDENTS and self.source.grade_id != ""
        return restored and self.cell.source.strip() != self.given.strip()

    @property
    def retyped(self) -> bool:
        """True when an answer became another type of cell."""
        return self.source.kind in STUDENTS and self.cell.cell_type != ("code" if self.source.kind in CODE else "markdown")

    @property
    def of_another_version(self) -> bool:
        """True when its nbgrader metadata are not those of the nbgrader that this course uses."""
        return self.cell.grade_id != "" and not self.cell.known_metadata


@dataclass(frozen=True, kw_only=True)
class Repairs:
    """A submission after matching: what each sentence is made from."""

    section: Section
    match: Match
    found: Sequence[Found]
    missing: Sequence[SourceCell]  # cells of the course that have a name and were not found


def repair_notes(cells: Sequence[RawCell], match: Match, section: Section, stubs: Sequence[str]) -> list[str]:
    """Return a sentence for each kind of repair.

    Args:
        cells: the submission, as it was read.
        match: which cell of the course each of them is.
        section: the course's cells.
        stubs: what students were given in each of these.
    """
    there = {index: cells[number] for number, index in enumerate(match.known) if index is not None}
    repairs = Repairs(
        section=section,
        match=match,
        found=[Found(source=section.cells[index], cell=cell, given=stubs[index]) for index, cell in there.items()],
        missing=[cell for index, cell in enumerate(section.cells) if cell.grade_id and index not in there],
    )
    if _holds_no_answer(repairs):
        return [f"This notebook holds none of the answers of {section.section_id}. Is it another assignment's notebook?"]
    return [clean_text(sentence) for note in _NOTES if (sentence := note(repairs))]


def _holds_no_answer(repairs: Repairs) -> bool:
    return not any(one.source.kind in (*STUDENTS, CellKind.CHECK) for one in repairs.found)


def _missing_answers(repairs: Repairs) -> str:
    names = [cell.grade_id for cell in repairs.missing if cell.kind in STUDENTS]
    return _listed("These answer cells were missing", names)


def _missing_locked(repairs: Repairs) -> str:
    names = [cell.grade_id for cell in repairs.missing if cell.kind not in STUDENTS]
    return _listed("These locked cells were missing and have been put back", names)


def _changed(repairs: Repairs) -> str:
    names = [one.source.grade_id for one in repairs.found if one.changed]
    return _listed("These locked cells are not as the course has them now, and have been put back", names)


def _moved(repairs: Repairs) -> str:
    """Name the cells out of order, but for the answers: these stay where the student put them."""
    known = {index for index in repairs.match.known if index is not None}
    out_of_order = known - increasing(index for index in repairs.match.known if index is not None)
    tasks = {"", *(task.name for task in repairs.section.tasks)}
    names = [repairs.section.cells[index].grade_id for index in sorted(out_of_order)]
    return _listed("These locked cells had been moved and are back at their places", [n for n in names if n not in tasks])


def _retyped(repairs: Repairs) -> str:
    names = [one.source.grade_id for one in repairs.found if one.retyped]
    return _listed("These answers had been turned into another type of cell", names)


def _copies(repairs: Repairs) -> str:
    number = len(repairs.match.copies)
    return f"{number} unchanged copies of cells were left out." if number else ""


def _recognised(repairs: Repairs) -> str:
    number = repairs.match.recognised
    return f"{number} cells had lost their nbgrader name and were recognised by their id or content." if number else ""


def _of_another_version(repairs: Repairs) -> str:
    number = sum(one.of_another_version for one in repairs.found)
    return f"{number} cells had nbgrader metadata of another version; the course's own was used." if number else ""


def _listed(what: str, names: Sequence[str]) -> str:
    return f"{what}: {', '.join(names)}." if names else ""


_NOTES: tuple[Callable[[Repairs], str], ...] = (
    _missing_answers,
    _missing_locked,
    _changed,
    _moved,
    _retyped,
    _copies,
    _recognised,
    _of_another_version,
)
