"""Which section a handed-in notebook belongs to, by its name and by its content, and whether anything was written in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from grading.course import Course
from grading.section import STUDENTS, Section
from grading.submission.raw import read_raw
from grading.submission.read import read_submission, released_source

NOTEBOOK = ".ipynb"
_BEFORE = r"(?:(?:copy|kopie|copie|copia)[ _-](?:of|von|de|di)[ _-])?"
_COPY = (
    r"(?:[ _]?\((?P<a>\d+)\)|[-_](?P<b>\d+)|-Copy(?P<c>\d+)|[ _-]+(?:copy|kopie|copie|copia)(?:[ _]?\(?(?P<d>\d+)\)?)?"
    r"|-checkpoint)?"
)
LONG_LINE = 24  # characters from which a line says something about the section that it stands in
ENOUGH_LINES = 5


@dataclass(frozen=True, kw_only=True)
class NameSays:
    """The section that a file's name names, and the number that a browser or a platform gave the copy (0 for none)."""

    section: str
    copy: int = 0


def by_name(file: str, sections: Sequence[str]) -> NameSays | None:
    """Read `1.1_plateau.ipynb`, `1.1_plateau (1).ipynb`, `Copy of 1.1 Plateau.ipynb`; None for other names."""
    name = file.rsplit("/", 1)[-1]
    if not name.lower().endswith(NOTEBOOK):
        return None
    stem = re.sub(rf"{re.escape(NOTEBOOK)}$", "", name, flags=re.IGNORECASE).strip()
    for section in sections:
        spelled = re.escape(section).replace("_", "[ _-]").replace(r"\.", "[._-]")
        found = re.fullmatch(_BEFORE + spelled + _COPY, stem, re.IGNORECASE)
        if found:
            number = next((value for value in found.groups() if value), "")
            return NameSays(section=section, copy=int(number) if number else int(len(stem) > len(section)))
    return None


@dataclass(frozen=True, kw_only=True)
class SectionSigns:
    """By what a section's notebook is recognised: names and ids of its cells, and lines that it was handed out with."""

    section: str
    ids: frozenset[str]
    lines: frozenset[str]


def signs_of(course: Course) -> tuple[SectionSigns, ...]:
    """Return the signs of every section; those that two sections share say nothing and are left out."""
    all_signs = [_signs(Section.load(course, section)) for section in course.section_ids()]
    return tuple(
        SectionSigns(
            section=one.section,
            ids=one.ids.difference(*(other.ids for other in all_signs if other is not one)),
            lines=one.lines.difference(*(other.lines for other in all_signs if other is not one)),
        )
        for one in all_signs
    )


def by_content(data: bytes, signs: Sequence[SectionSigns]) -> str:
    """Return the section whose cells a notebook holds; "" when it holds none's, as many of two, or cannot be read."""
    cells = read_raw(data).cells or ()
    ids = {cell.grade_id for cell in cells} | {cell.cell_id for cell in cells}
    return _most(signs, lambda sign: len(sign.ids & ids), at_least=1) or _most(
        signs, lambda sign: len(sign.lines & _long_lines(cell.source for cell in cells)), at_least=ENOUGH_LINES
    )


def untouched(data: bytes, section: Section) -> bool:
    """Say whether a readable notebook holds nothing but what was handed out: no answer, no cell of the student's own."""
    submission = read_submission(data, section)
    if not submission.readable:
        return False
    given = {cell.grade_id: released_source(cell) for cell in section.cells if cell.kind in STUDENTS}
    own = [cell for cell in submission.cells if cell.kind is None and cell.source.strip()]
    answers = [cell for cell in submission.cells if cell.kind in STUDENTS]
    return not own and all(cell.source.strip() == given.get(cell.grade_id, "").strip() for cell in answers)


def is_notebook(data: bytes) -> bool:
    """Say whether any cell can be read of these bytes."""
    return read_raw(data).cells is not None


def _signs(section: Section) -> SectionSigns:
    ids = {cell.grade_id for cell in section.cells} | {cell.cell_id for cell in section.cells}
    lines = _long_lines(released_source(cell) for cell in section.cells)
    return SectionSigns(section=section.section_id, ids=frozenset(filter(None, ids)), lines=lines)


def _long_lines(sources: Iterable[str]) -> frozenset[str]:
    found = (line.strip() for source in sources for line in source.splitlines())
    return frozenset(line for line in found if len(line) >= LONG_LINE)


def _most(signs: Sequence[SectionSigns], count: Callable[[SectionSigns], int], *, at_least: int) -> str:
    ranked = sorted(((count(sign), sign.section) for sign in signs), reverse=True)
    if not ranked or ranked[0][0] < at_least or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return ""
    return ranked[0][1]
