"""Keeps the tests of one file, or of one section, on one worker; says in the last lines of a run what ran, and as whom."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from grading.classroom.schedule import usable_cores
from tests.support.kept import Keeper

LONG = 60.0  # seconds of tests, from which on a run says where they went
SLOW = (  # what `make quick` leaves out, beside everything that starts sealed processes
    "attacks/", "benchmarks/", "classroom/gradebook/", "cli/", "content/", "marking/test_desk", "marking/test_page",
    "marking/test_server", "nbgrader_plugins/", "recorder/", "release/",
    "report/", "engine/wire/test_values", "test_ordinary_user", "test_pytest_plugin",
    "symbolic/test_fuzz", "symbolic/test_pairs", "symbolic/test_points", "symbolic/test_properties", "symbolic/test_safety",
    "toolkit/test_runs_phenomena", "toolkit/test_training",
)  # fmt: skip


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--keep`, which `make test` gives."""
    parser.addoption("--keep", action="store_true", help="pass over what passed before and depends on no change")


def pytest_configure(config: pytest.Config) -> None:
    """Register what passes over tests, where it is asked for."""
    if config.getoption("--keep") and (keeper := Keeper.of(config)) is not None:
        config.pluginmanager.register(keeper, "kept tests")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Have one worker more than cores for `-n auto`: a test in five waits for a limit, a server or a watched file."""
    return usable_cores() + 1


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow, and keep the tests of a file on one worker: `--dist loadgroup` then shares warm graders."""
    for item in items:
        if item.get_closest_marker("sealed") or item.nodeid.removeprefix("tests/").startswith(SLOW):
            item.add_marker(pytest.mark.slow)
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.split("::")[0]))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print one line of counts by part, and one that says who ran them."""
    passed = Counter(_part(report.nodeid) for report in terminalreporter.stats.get("passed", ()) if report.when == "call")
    if not passed:
        return
    terminalreporter.section("what ran")
    terminalreporter.line(", ".join(f"{part} {number}" for part, number in sorted(passed.items())))
    user = f"an ordinary user ({os.getuid()})"
    if os.getuid() == 0:
        passes = terminalreporter.stats.get("passed", ())
        again = any(report.nodeid.split("@")[0].endswith("as_an_ordinary_user") for report in passes)
        user = "root, and what is sealed again as an ordinary user" if again else "root only"
    terminalreporter.line(f"as {user}")
    counted: Counter[str] = Counter()
    for report in terminalreporter.stats.get("passed", ()):
        counted.update({name: value for name, value in report.user_properties if isinstance(value, int)})
    if counted:
        terminalreporter.line(", ".join(f"{name} {number}" for name, number in counted.items()))
    for line in _longest(report for reports in terminalreporter.stats.values() for report in reports):
        terminalreporter.line(line)


def _longest(reports: Iterable[object]) -> Iterator[str]:
    """Where a run is long, the seconds of each part and the files that took most, with setting up and clearing up."""
    parts: Counter[str] = Counter()
    files: Counter[str] = Counter()
    for report in reports:
        if isinstance(report, pytest.TestReport):
            parts[_part(report.nodeid)] += report.duration  # type: ignore[assignment]  # seconds, not a number of things
            files[report.nodeid.split("::")[0]] += report.duration  # type: ignore[assignment]
    if sum(files.values()) > LONG:
        yield "seconds: " + ", ".join(f"{part} {seconds:.0f}" for part, seconds in parts.most_common())
        yield "longest: " + ", ".join(f"{file} {seconds:.0f}" for file, seconds in files.most_common(10))


def _part(nodeid: str) -> str:
    """Name the part that a test belongs to: its room below tests/, the project as a whole, or the hidden checks."""
    path = Path(nodeid.split("::")[0])
    if path.parts[0] == "grader_tests":
        return "hidden checks on model answers"
    return path.parts[1] if len(path.parts) > 2 else "the whole"
