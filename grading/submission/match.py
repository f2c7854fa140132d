"""Finds out which cell of the course each submitted cell is, by name, by id, then by content."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass

from grading.section import CellKind, SourceCell
from grading.submission.raw import RawCell
from grading.submission.regions import WRITE_HERE

ALIKE = 0.6  # share of common lines above which two cells are the same cell, edited
CODE = (CellKind.SETUP, CellKind.ANSWER, CellKind.CHECK, CellKind.SHOW)


@dataclass(frozen=True, kw_only=True)
class Match:
    """`known[i]` is the index of the course's cell that submitted cell i is, or None; `copies` are superfluous cells."""

    known: tuple[int | None, ...]
    copies: frozenset[int]
    recognised: int  # found without their nbgrader name


def match(cells: Sequence[RawCell], course: Sequence[SourceCell], stubs: Sequence[str]) -> Match:
    """Give every course cell at most one submitted cell.

    Args:
        cells: the submission, in its order.
        course: the section's cells, in theirs.
        stubs: what students were given in each of `course`.
    """
    search = _Search(cells, course, stubs)
    search.by(lambda cell: cell.grade_id, [source.grade_id for source in course])
    named = len(search.taken)
    search.by(lambda cell: cell.cell_id, [source.cell_id for source in course])
    search.by(lambda cell: _bare(cell.source), [_bare(stub) for stub in stubs])
    search.answers_by_name()
    search.by_likeness()
    search.written_by_place()
    graded = sum(bool(course[index].grade_id) for index in search.taken)
    return Match(known=tuple(search.known), copies=frozenset(search.copies), recognised=max(graded - named, 0))


def binds(source: str, name: str) -> bool:
    """Return whether code binds `name` at its left margin, read line by line, so that broken code counts too."""
    return name in source and any(_line_binds(line, name) for line in source.splitlines())


def _line_binds(line: str, name: str) -> bool:
    if name not in line or line[:1].isspace():
        return False
    if re.match(rf"(?:async\s+def|def|class)\s+{re.escape(name)}\b", line):
        return True
    left, sign, right = line.partition("=")
    target = left.partition(":")[0]
    return (
        bool(sign) and not right.startswith("=") and not set(target[1:]) & set("(.[+-*/") and name in re.findall(r"\w+", target)
    )


def likeness(one: Set[str], other: Set[str]) -> float:
    """Return the share of lines that two cells have in common, in [0, 1]; 0 where already their numbers differ too much."""
    if min(len(one), len(other)) < ALIKE * max(len(one), len(other)):
        return 0.0
    return len(one & other) / len(one | other) if one or other else 0.0


class _Search:
    """The state of one matching: what is known of each submitted cell, and which course cells are taken."""

    def __init__(self, cells: Sequence[RawCell], course: Sequence[SourceCell], stubs: Sequence[str]) -> None:
        self.cells, self.course, self.stubs = cells, course, stubs
        self.known: list[int | None] = [None] * len(cells)
        self.taken: dict[int, int] = {}  # course index -> submitted index
        self.copies: set[int] = set()
        self.lines = [_lines(cell.source) for cell in cells]

    def by(self, key: Callable[[RawCell], str], keys: Sequence[str]) -> None:
        """Match the cells whose key is one of the course's, the best of several."""
        index = {name: number for number, name in reversed(list(enumerate(keys))) if name}
        claims: dict[int, list[int]] = defaultdict(list)
        for number in self._free():
            wanted = index.get(key(self.cells[number]))
            if wanted is not None:
                claims[wanted].append(number)
        for wanted, numbers in claims.items():
            self._settle(wanted, numbers)

    def answers_by_name(self) -> None:
        """Match answer cells to code that binds the task's name; the last one, as it wins when the notebook runs."""
        for wanted, source in enumerate(self.course):
            if source.kind is CellKind.ANSWER and wanted not in self.taken:
                found = [n for n in self._free("code") if binds(self.cells[n].source, source.grade_id)]
                if found:
                    self._take(wanted, found[-1])

    def by_likeness(self) -> None:
        """Match what is left by common lines."""
        for wanted, source in enumerate(self.course):
            if wanted in self.taken:
                continue
            given = _lines(self.stubs[wanted])
            scored = [(likeness(self.lines[n], given), -n) for n in self._free("code" if source.kind in CODE else "markdown")]
            best, number = max(scored, default=(0.0, 0))
            if best >= ALIKE:
                self._take(wanted, -number)

    def written_by_place(self) -> None:
        """Match a written answer whose every line is new: the first free text cell between its neighbours."""
        for wanted, source in enumerate(self.course):
            if source.kind is not CellKind.WRITTEN or wanted in self.taken:
                continue
            before = max((number for index, number in self.taken.items() if index < wanted), default=-1)
            after = min((number for index, number in self.taken.items() if index > wanted), default=len(self.cells))
            prompt = _lines(self.stubs[wanted]) - {WRITE_HERE}
            texts = [n for n in self._free("markdown") if before < n < after]
            said = [n for n in texts if prompt & self.lines[n]] or texts
            if said:
                self._take(wanted, said[0])

    def _free(self, cell_type: str = "") -> list[int]:
        free = (number for number, known in enumerate(self.known) if known is None and number not in self.copies)
        return [number for number in free if cell_type in ("", self.cells[number].cell_type)]

    def _take(self, wanted: int, number: int) -> None:
        self.known[number], self.taken[wanted] = wanted, number

    def _settle(self, wanted: int, numbers: list[int]) -> None:
        """Choose among cells that all claim to be one course cell."""
        given = _bare(self.stubs[wanted])
        untouched = {number for number in numbers if _bare(self.cells[number].source) == given}
        if wanted in self.taken:  # a copy of a cell that is there: an untouched one says nothing and goes
            self.copies |= untouched
            return
        if self.course[wanted].kind in (CellKind.ANSWER, CellKind.WRITTEN):
            chosen = [number for number in numbers if number not in untouched][-1:] or numbers[:1]
        else:
            chosen = [number for number in numbers if number in untouched][:1] or numbers[:1]
        self._take(wanted, chosen[0])
        self.copies |= untouched - set(chosen)


def _bare(source: str) -> str:
    return "\n".join(line.rstrip() for line in source.strip().splitlines())


def _lines(source: str) -> set[str]:
    return {line.strip() for line in source.splitlines() if line.strip()}


def increasing(numbers: Iterable[int]) -> set[int]:
    """Return the members of a longest increasing subsequence: the cells that need not be moved."""
    best: list[list[int]] = []
    for number in numbers:
        place = next((k for k, run in enumerate(best) if run[-1] >= number), len(best))
        run = [*(best[place - 1] if place else []), number]
        best[place : place + 1] = [run]
    return set(best[-1]) if best else set()
