"""`pytest grader_tests`: the hidden checks with pytest's own output, through the same sealed student process as grading.

Without an option the checks run on the model answers of source/; with `--submission path.ipynb` on that notebook, for the
instructor who asks why a check failed. `grader_tests/conftest.py` takes everything from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from grading.checks.student import Student
from grading.course import Course
from grading.engine.checker.plugin import generator, rng
from grading.engine.checker.process import StudentProcess
from grading.engine.checker.proxy import RemoteStudent
from grading.engine.checker.session import Session
from grading.engine.process import Template
from grading.engine.seal.choose import choose
from grading.engine.student_template import pick_core, start_students
from grading.errors import CourseError
from grading.section import Section
from grading.submission.read import read_submission
from grading.submission.single import OneFile

__all__ = ["generator", "pytest_addoption", "pytest_collection_modifyitems", "rng", "student", "submission_session", "template"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of `pytest grader_tests`."""
    group = parser.getgroup("hidden checks")
    group.addoption("--submission", metavar="NOTEBOOK", help="run the checks on this notebook, not on the model answers")
    group.addoption("--section", default="", help="section of the notebook, where neither its name nor its folder says so")
    group.addoption("--isolation", default="auto", help="auto, namespaces, landlock or process")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the checks of other sections than the submission's."""
    path = config.getoption("--submission")
    if not path:
        return
    try:
        section = OneFile.read(Course.find(config.rootpath), Path(path), config.getoption("--section")).section
    except CourseError as error:
        raise pytest.UsageError(str(error)) from error
    keep = [item for item in items if getattr(getattr(item, "module", None), "SECTION", None) == section]
    config.hook.pytest_deselected(items=[item for item in items if item not in keep])
    items[:] = keep


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


@pytest.fixture(scope="module")
def submission_session(request: pytest.FixtureRequest, template: Template) -> Iterator[Session]:
    """The cells of the module's submission, run once."""
    course = Course.find(request.config.rootpath)
    section = Section.load(course, request.module.SECTION)
    path = request.config.getoption("--submission")
    notebook = OneFile.read(course, Path(path) if path else course.notebook(section.section_id), section.section_id)
    submission = read_submission(notebook.data, section)
    if not submission.readable:
        pytest.fail(" ".join(submission.problems), pytrace=False)
    limits = course.configuration.limits

    def start() -> StudentProcess:
        return StudentProcess(template.control, files=notebook.files if path else {}, grace=limits.grace_seconds)

    session = Session(
        start,
        [cell for cell in submission.cells if cell.runs],
        limits,
        seconds=10 * limits.total_seconds,
    )
    try:
        session.run_cells()
        yield session
    finally:
        session.close()


@pytest.fixture
def student(request: pytest.FixtureRequest, submission_session: Session) -> Student:
    """The submission under check."""
    limits = Course.find(request.config.rootpath).configuration.limits
    return RemoteStudent(submission_session, call_seconds=limits.call_seconds, overruns=limits.overruns)
