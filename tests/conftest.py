"""Says in the last lines of a run what ran: how many tests of which part, as whom, and what was left out."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print one line of counts by part, and one that says who ran them."""
    passed = Counter(_part(report.nodeid) for report in terminalreporter.stats.get("passed", ()) if report.when == "call")
    if not passed:
        return
    terminalreporter.section("what ran")
    terminalreporter.line(", ".join(f"{part} {number}" for part, number in sorted(passed.items())))
    user = f"an ordinary user ({os.getuid()})"
    if os.getuid() == 0:
        again = any(report.nodeid.endswith("as_an_ordinary_user") for report in terminalreporter.stats.get("passed", ()))
        user = "root, and what is sealed again as an ordinary user" if again else "root only"
    terminalreporter.line(f"as {user}")


def _part(nodeid: str) -> str:
    """Name the part that a test belongs to: its room below tests/, the project as a whole, or the hidden checks."""
    path = Path(nodeid.split("::")[0])
    if path.parts[0] == "grader_tests":
        return "hidden checks on model answers"
    return path.parts[1] if len(path.parts) > 2 else "the whole"
