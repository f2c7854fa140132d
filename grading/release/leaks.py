"""Searches what students will get for anything that they must not have."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grading.course import Course
from grading.errors import ReleaseError
from grading.submission.regions import solution_regions, visible_lines
from grading.section import CellKind, Section

MARKERS = ("BEGIN SOLUTION", "END SOLUTION", "MARK SCHEME", "HIDDEN TESTS")
SHORT = 12  # a shorter line counts as leaked only where it is a whole line: `x = 1` inside a sentence is not a leak
TRIVIAL = re.compile(r"^\W*$|^(return|pass|else:|try:|break|continue|\d+)$")


@dataclass(frozen=True, kw_only=True)
class Secret:
    """One line that students must not see, and what it belongs to."""

    line: str
    origin: str

    def found_in(self, text: str) -> str:
        """Return the line of `text` that shows this secret, or an empty string."""
        for line in text.splitlines():
            bare = line.strip()
            if bare == self.line or (len(self.line) >= SHORT and self.line in bare):
                return bare
        return ""


def require_no_leak(course: Course, section: Section, folder: Path) -> None:
    """Raise ReleaseError naming the cell and the line when a released folder shows a secret or brings a file it must not."""
    forbidden = [path for path in sorted(folder.rglob("*")) if path.suffix in (".md", ".py", ".db")]
    if forbidden:
        raise ReleaseError(
            "a file that students must not get is in the release",
            where=str(forbidden[0].relative_to(folder)),
            next_step="take it out of the section's folder in source/",
        )
    secrets = [*_solution_lines(section), *_hidden_checks(course, section)]
    notebook = json.loads((folder / f"{section.section_id}.ipynb").read_text(encoding="utf-8"))
    for number, cell in enumerate(notebook["cells"], start=1):
        name = cell["metadata"].get("nbgrader", {}).get("grade_id") or f"number {number}"
        _require_clean(json_text(cell), f"{section.section_id}, cell {name}", secrets)


def json_text(cell: dict[str, object]) -> str:
    """Return everything that a cell says: source, metadata, outputs and attachments, one string value a line."""
    return "\n".join(_strings(cell))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "source" and isinstance(item, list):
                yield "".join(str(line) for line in item)
            else:
                yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _require_clean(text: str, where: str, secrets: list[Secret]) -> None:
    marker = next((marker for marker in MARKERS if marker in text), "")
    if marker:
        raise ReleaseError(
            f"a marker {marker!r} is left in the release",
            where=where,
            expected="markers only around solutions, in answer cells and written answers",
            next_step="look at the spelling of the markers in the .md of the section",
        )
    for secret in secrets:
        line = secret.found_in(text)
        if line:
            raise ReleaseError(
                f"the release shows {secret.origin}",
                where=where,
                got=line[:200],
                next_step="say it in other words where students see it, or move it inside the solution region",
            )


def _solution_lines(section: Section) -> Iterator[Secret]:
    """Lines of solution regions, but those of the code that students are given anyway (set-up, pictures, signatures)."""
    given = (CellKind.SETUP, CellKind.SHOW, CellKind.ANSWER)
    public = {line for cell in section.cells if cell.kind in given for line in visible_lines(cell.source)}
    for cell in section.cells:
        for line in (line.strip() for region in solution_regions(cell.source) for line in region):
            if line and not TRIVIAL.match(line) and line not in public:
                yield Secret(line=line, origin=f"a line of the solution of {cell.grade_id}")


def _hidden_checks(course: Course, section: Section) -> Iterator[Secret]:
    """Names of the hidden checks, and every line of theirs that calls the student's answer."""
    for module in sorted((course.grader_tests / section.module).glob("*.py")):
        text = module.read_text(encoding="utf-8")
        origin = f"a hidden check of grader_tests/{section.module}/{module.name}"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield Secret(line=f"def {node.name}(", origin=origin)
        for line in (line.strip() for line in text.splitlines()):
            if "student." in line and len(line) >= SHORT:
                yield Secret(line=line, origin=origin)
