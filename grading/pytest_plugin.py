"""`pytest grader_tests`: the hidden checks with pytest's own output, through the same sealed student process as grading.

`pytest grader_tests/plateau/test_flow_time.py -k quadratic` runs one check of one task. Without an option the checks run on
the model answers of source/; with `--submission path.ipynb` on that notebook, for the instructor who asks why a check failed.
`grader_tests/conftest.py` takes everything from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from grading.checks.student import Student
from grading.course import Course
from grading.drafts import is_draft
from grading.engine.checker import plugin
from grading.engine.checker.collection import SECTION, note_sections
from grading.engine.checker.plugin import generator, stream_of
from grading.engine.checker.proxy import RemoteStudent
from grading.engine.checker.session import Session
from grading.engine.checker.student_process import StudentProcess
from grading.engine.process import Template
from grading.engine.seal.choose import choose
from grading.engine.student_template import pick_core, start_students
from grading.errors import CourseError
from grading.section import Section, module_name, sections_by_module
from grading.submission.read import read_submission
from grading.submission.single import OneFile

__all__ = [
    "generator",
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "rng",
    "student",
    "submission_session",
    "template",
]


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A submission whose cells have run, and what its instances depend on."""

    session: Session
    stream: str


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of `pytest grader_tests`."""
    group = parser.getgroup("hidden checks")
    group.addoption("--submission", metavar="NOTEBOOK", help="run the checks on this notebook, not on the model answers")
    group.addoption("--section", default="", help="section of the notebook, where neither its name nor its folder says so")
    group.addoption("--isolation", default="auto", help="auto, namespaces, landlock or process")


def pytest_configure(config: pytest.Config) -> None:
    """Set what hidden checks need, so that a course needs no settings of its own: the marker, and files named alike."""
    plugin.pytest_configure(config)
    config.option.importmode = "importlib"  # several sections may have a test_boundary.py


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Say which section each check belongs to; leave out those of other sections than the submission's, and unasked drafts."""
    path = config.getoption("--submission")
    try:
        course = Course.find(config.rootpath)
        strays = note_sections(items, course.grader_tests, course.section_ids())
        section = OneFile.read(course, Path(path), config.getoption("--section")).section if path else ""
        unasked = frozenset() if path else _unasked_drafts(course, config)
    except CourseError as error:
        raise pytest.UsageError(str(error)) from error
    if strays:
        raise pytest.UsageError(_lost(strays[0], course))
    keep = [item for item in items if not path or item.stash.get(SECTION, "") == section]
    keep = [item for item in keep if item.stash.get(SECTION, "") not in unasked]
    if len(keep) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if item not in keep])
        items[:] = keep


def _unasked_drafts(course: Course, config: pytest.Config) -> frozenset[str]:
    """Return the drafts whose folder of checks, or a file in it, is not named on the command line: they fail by nature."""
    asked = [(config.invocation_params.dir / word.split("::")[0]).resolve() for word in config.args]
    folders = {name: course.grader_tests / module_name(name) for name in course.section_ids() if is_draft(course, name)}
    return frozenset(name for name, folder in folders.items() if not any(path.is_relative_to(folder) for path in asked))


@pytest.fixture(scope="session")
def template(request: pytest.FixtureRequest) -> Iterator[Template]:
    """The warm student template."""
    course = Course.find(request.config.rootpath)
    level = choose(request.config.getoption("--isolation"))
    running = start_students(course, level, course.configuration.limits, cpu=pick_core())
    try:
        running.ready()
        yield running
    finally:
        running.close()


@pytest.fixture(scope="session")
def submission_session(request: pytest.FixtureRequest, template: Template) -> Iterator[Callable[[str], Opened]]:
    """Returns a section's submission, its cells run once, before the first of its checks."""
    with ExitStack() as sessions:
        yield cache(lambda section: sessions.enter_context(_session(request.config, template, section)))


@pytest.fixture
def student(request: pytest.FixtureRequest, submission_session: Callable[[str], Opened]) -> Student:
    """The submission under check."""
    session = submission_session(request.node.stash[SECTION]).session
    limits = Course.find(request.config.rootpath).configuration.limits
    return RemoteStudent(session, call_seconds=limits.call_seconds, overruns=limits.overruns)


@pytest.fixture
def rng(request: pytest.FixtureRequest, submission_session: Callable[[str], Opened]) -> np.random.Generator:
    """The generator that grading gives this check for this submission."""
    section = request.node.stash[SECTION]
    return generator(section, request.node.name, submission_session(section).stream)


@contextmanager
def _session(config: pytest.Config, template: Template, section_id: str) -> Iterator[Opened]:
    course = Course.find(config.rootpath)
    section = Section.load(course, section_id)
    path = config.getoption("--submission")
    notebook = OneFile.read(course, Path(path) if path else course.notebook(section.section_id), section.section_id)
    submission = read_submission(notebook.data, section)
    if not submission.readable:
        pytest.fail(" ".join(submission.problems), pytrace=False)
    limits = course.configuration.limits

    def start() -> StudentProcess:
        return StudentProcess(template.control, limits=limits, files=notebook.files if path else {})

    session = Session(
        start,
        [cell for cell in submission.cells if cell.runs],
        limits,
        seconds=10 * limits.total_seconds,
    )
    try:
        session.run_cells()
        sources, files = (cell.source for cell in session.cells), notebook.files if path else {}
        yield Opened(session=session, stream=stream_of(course.configuration.course_id, sources, files))
    finally:
        session.close()


def _lost(item: pytest.Item, course: Course) -> str:
    """Say that a file of checks belongs to no section, and what would."""
    folders = ", ".join(f"grader_tests/{module}/" for module in sections_by_module(course.section_ids()))
    return f"{item.nodeid}: this file belongs to no section; the checks of a task lie in test_<task>.py in one of {folders}"
