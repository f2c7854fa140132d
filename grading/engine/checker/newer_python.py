"""Cells that this Python cannot read and a newer one may: a mark that rests on them is not known, and a person is asked."""

from __future__ import annotations

import re
import sys
from dataclasses import replace

from grading.engine.checker.session import Session
from grading.verdict import Verdict

NEWER_SYNTAX = re.compile(
    r"SyntaxError: (?:f-string:|unmatched .* in f-string)"
)  # what 3.11 says of quotes reused in an f-string
NEWER_LINE = re.compile(r"^\s*(?:type\s+\w+\s*(?:\[.*\])?\s*=|(?:async\s+)?def\s+\w+\s*\[|class\s+\w+\s*\[)", re.MULTILINE)
VERSION = re.compile(r"(\d+)\.(\d+)")


def unsure_of_newer_python(verdict: Verdict, wrote: str, session: Session) -> Verdict:
    """Leave the tasks without full marks to a person when a cell is a syntax error here and may be none in a newer Python.

    Args:
        verdict: what the checks found.
        wrote: version of the Python that wrote the notebook, as the notebook says; "" when it does not.
        session: the cells that were run, and how each ended.
    """
    broken = [number for number, fault in session.faults.items() if "SyntaxError:" in fault.message]
    newer = _is_newer(wrote)
    suspects = [n for n in broken if newer or _looks_newer(session.cells[n].source, session.faults[n].message)]
    if not suspects:
        return verdict
    cell = session.cells[suspects[0]].grade_id or "of the student's own"
    by = f"the notebook was written with Python {wrote}" if newer else "it looks like the syntax of a newer Python"
    ours = ".".join(str(part) for part in sys.version_info[:2])
    why = f"the cell {cell} cannot be read by Python {ours}, which grades; {by}"
    tasks = tuple(
        replace(task, unsure=why) if not task.manual and task.earned < task.points else task for task in verdict.tasks
    )
    return replace(verdict, tasks=tasks, problems=(*verdict.problems, f"{why[0].upper()}{why[1:]}."))


def _is_newer(wrote: str) -> bool:
    found = VERSION.match(wrote)
    return found is not None and (int(found[1]), int(found[2])) > sys.version_info[:2]


def _looks_newer(source: str, message: str) -> bool:
    return sys.version_info < (3, 12) and bool(NEWER_SYNTAX.search(message) or NEWER_LINE.search(source))
