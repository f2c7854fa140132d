"""Solution regions of a cell, and the stub that students get in their place."""

from __future__ import annotations

import re

ANSWER_HERE = "# your answer here"
WRITE_HERE = "*Write your answer here.*"
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
_BEGIN = re.compile(r"^(?P<indent>\s*)#{1,6}\s*BEGIN SOLUTION\b")
_END = re.compile(r"^\s*#{1,6}\s*END SOLUTION\b")
_DEFINITION = re.compile(r"^(?:async\s+)?(?:def|class)\s+(?P<name>\w+)")


def solution_regions(source: str) -> list[list[str]]:
    """Return the lines of every solution region of a cell, markers left out; ValueError on a region that does not close."""
    return [region for _, region in _split(source) if region is not None]


def visible_lines(source: str) -> list[str]:
    """Return the lines of a cell outside its solution regions, stripped."""
    return [text.strip() for text, region in _split(source) if region is None]


def without_markers(source: str) -> str:
    """Return a cell as it is, solutions too, without the lines that mark them."""
    return "\n".join(line for line in source.split("\n") if not (_BEGIN.match(line) or _END.match(line)))


def stub(source: str, task: str, *, code: bool) -> str:
    """Return the student's version of an answer cell.

    A region inside a function becomes `raise NotImplementedError(function)`, with the name at the left margin that checks call
    (the task's name where there is none); one at the left margin becomes a comment, so that the name bound above it stays; in
    Markdown it becomes the place to write.

    Raises:
        ValueError: no region in a code cell, a region that does not close, or one inside another.
    """
    parts = _split(source)
    if all(region is None for _, region in parts):
        if code:
            raise ValueError(f"no solution region: put the model answer between {BEGIN} and {END}")
        return WRITE_HERE
    lines: list[str] = []
    enclosing = task
    for text, region in parts:
        if region is None:
            lines.append(text)
            if text and text[0] not in " \t)#":  # a statement at the left margin; ")" closes a long signature
                definition = _DEFINITION.match(text)
                enclosing = definition["name"] if definition else task
        elif not code:
            lines.append(WRITE_HERE)
        else:
            lines.append(text + ANSWER_HERE)
            if text:
                lines.append(f'{text}raise NotImplementedError("{enclosing}")')
    return "\n".join(lines)


def _split(source: str) -> list[tuple[str, list[str] | None]]:
    """Return (line, None) for lines outside and (indent, lines) for regions."""
    parts: list[tuple[str, list[str] | None]] = []
    region: list[str] | None = None
    for line in source.split("\n"):
        begin = _BEGIN.match(line)
        if begin and region is not None:
            raise ValueError("a solution region begins inside another one")
        if begin:
            region = []
            parts.append((begin["indent"], region))
        elif _END.match(line):
            if region is None:
                raise ValueError("a solution region ends that never began")
            region = None
        elif region is not None:
            region.append(line)
        else:
            parts.append((line, None))
    if region is not None:
        raise ValueError("a solution region does not end")
    return parts
