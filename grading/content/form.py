"""Counts what the form of a notebook asks for: words, pictures, predictions, code in view."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grading.section import CHECK_PREFIX, CellKind, Section
from grading.submission.regions import solution_regions, visible_lines

PREDICT_TAG, TAKE_HOME_TAG = "predict", "take-home"
SHORT_SHOW = 8  # lines: a picture is one call with its title and alt text
_NOT_PROSE = (
    re.compile(r"^ *#+ *BEGIN SOLUTION\b.*?^ *#+ *END SOLUTION\b[^\n]*", re.DOTALL | re.MULTILINE),  # a rubric
    re.compile(r"<details>.*?</details>", re.DOTALL),  # a hint
    re.compile(r"```.*?```", re.DOTALL),
    re.compile(r"\$\$.*?\$\$", re.DOTALL),
    re.compile(r"\$[^$]*\$"),
    re.compile(r"`[^`]*`"),
    re.compile(r"\]\([^)]*\)"),  # the address of a link
    re.compile(r"<[^>]+>"),
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DRAWS = re.compile(r"\bplt\b|\bplots?\b|\.imshow\(|\.savefig\(")
_PICTURE = re.compile(r"!\[|<img\b")
_FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell of the source notebook as its form is counted."""

    kind: CellKind
    name: str
    source: str
    tags: tuple[str, ...]
    folded: bool

    @property
    def draws(self) -> bool:
        """True for a cell that shows a picture: by Markdown, or by code that calls a plotting module."""
        pattern = _PICTURE if self.kind is CellKind.TEXT else _DRAWS
        return self.kind in (CellKind.TEXT, CellKind.SHOW) and pattern.search(self.source) is not None


def cells_of(notebook: Mapping[str, Any], section: Section) -> list[Cell]:
    """Read the cells of a source notebook beside its section, which knows what each is for."""
    return [
        Cell(
            kind=known.kind,
            name=known.grade_id,
            source=known.source,
            tags=tuple(raw["metadata"].get("tags", ())),
            folded=bool(raw["metadata"].get("jupyter", {}).get("source_hidden")),
        )
        for raw, known in zip(notebook["cells"], section.cells, strict=True)
    ]


def words(text: str) -> int:
    """Count the words of a Markdown text that are prose: no formulas, code, hints, rubrics, links or tags."""
    for pattern in _NOT_PROSE:
        text = pattern.sub(" ", text)
    return len(_WORD.findall(text))


def count_section(notebook: bytes, section: Section) -> dict[str, float]:
    """Return, by the name of its gate, every number that the notebook alone decides."""
    cells = cells_of(json.loads(notebook), section)
    automatic = [task for task in section.tasks if not task.manual]
    shown = [cell for cell in cells if cell.kind is CellKind.SHOW and not cell.folded]
    in_view = [*shown, *(cell for cell in cells if cell.kind in (CellKind.SETUP, CellKind.CHECK) and not cell.folded)]
    first_picture = next((place for place, cell in enumerate(cells) if cell.draws), len(cells))
    first_answer = next((place for place, cell in enumerate(cells) if cell.kind is CellKind.ANSWER), len(cells))
    home = [cell for cell in cells if TAKE_HOME_TAG in cell.tags]
    return {
        "points": section.points,
        "automatic tasks": len(automatic),
        "written tasks": len(section.tasks) - len(automatic),
        "automatic share": sum(task.points for task in automatic) / section.points if section.points else 0.0,
        "words": _prose(cells),
        "words before the first task": _prose(cells[:first_answer]),
        "words before the first picture": _prose(cells[:first_picture]),
        "first picture predicted": _predictions(cells[:first_picture]) if first_picture < len(cells) else 0,
        "prediction cells": _predictions(cells),
        "code in view": sum(code_lines(cell.source) for cell in in_view),
        "long cells in view": sum(code_lines(cell.source) > SHORT_SHOW for cell in shown),
        "take it home": len(home),
        "lines to take home": max((_taken_home(cell) for cell in home), default=0),
        "pictures": sum(cell.draws for cell in cells),
        "secret lines": len(secret_lines(section)),
    }


def count_visible_checks(section: Section) -> dict[str, float]:
    """Return the lines of each task's check cell."""
    return {
        cell.grade_id.removeprefix(CHECK_PREFIX): code_lines(cell.source)
        for cell in section.cells
        if cell.kind is CellKind.CHECK
    }


def code_lines(source: str) -> int:
    """Count the lines of code that are not empty."""
    return sum(bool(line.strip()) for line in source.split("\n"))


def secret_lines(section: Section) -> frozenset[str]:
    """Return the lines, longer than a keyword or two, that stand between solution markers and nowhere else."""
    inside = {line.strip() for line in _inside(section)}
    outside = {line for cell in section.cells for line in visible_lines(cell.source)}
    return frozenset(line for line in inside - outside if len(line) > 12)


def _inside(section: Section) -> Iterator[str]:
    for cell in section.cells:
        for region in solution_regions(cell.source):
            yield from region


def _prose(cells: Sequence[Cell]) -> int:
    return sum(words(cell.source) for cell in cells if cell.kind in (CellKind.TEXT, CellKind.WRITTEN))


def _predictions(cells: Sequence[Cell]) -> int:
    return sum(PREDICT_TAG in cell.tags for cell in cells)


def _taken_home(cell: Cell) -> int:
    fences = _FENCE.findall(cell.source)
    return code_lines("\n".join(fences) if fences else cell.source)
