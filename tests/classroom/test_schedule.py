"""Many submissions through an executor: none is lost, none is graded twice, and not all are held at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from grading.classroom import records, schedule
from grading.classroom.records import Graded
from grading.classroom.schedule import AT_A_TIME, Settings, current_version, grade_all
from grading.course import Course
from grading.submission.find import find
from grading.verdict import CheckResult, Outcome, TaskResult, Verdict
from tests.support.synthetic import TOY, make_course, toy


class Counting(Executor):
    """Gives every notebook a verdict at once, the first one with tasks, and counts."""

    def __init__(self, version: str, first: tuple[TaskResult, ...]) -> None:
        self.graded: list[bytes] = []
        self._version, self._tasks = version, first

    def submit(self, function: Callable[..., Any], /, *given: Any, **_: Any) -> Future[Any]:
        self.graded.append(given[0])
        future: Future[Any] = Future()
        future.set_result(Verdict(section=given[1], tasks=self._tasks, checker_version=self._version))
        self._tasks = ()
        return future


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course.at(make_course(tmp_path / "course"))


def hand_in(course: Course, number: int, notebook: bytes) -> Path:
    path = course.submitted / f"student-{number:03}" / TOY / f"{TOY}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(notebook)
    return path


def grade(course: Course, *first: TaskResult) -> tuple[list[Graded], Counting]:
    settings = Settings(root=course.root)
    executor = Counting(current_version(settings), first)
    return list(grade_all(course, find(course, sections=[TOY]), settings, executor=executor)), executor


def test_a_class_of_equal_submissions_is_graded_once_and_to_the_end(course: Course) -> None:
    number = 2 * AT_A_TIME + 10
    for student in range(number):
        hand_in(course, student, toy())
    graded, executor = grade(course)
    assert len({one.student for one in graded}) == len(graded) == number
    assert len(executor.graded) == 1


def test_many_that_equal_one_of_an_earlier_run_are_graded_to_the_end(course: Course) -> None:
    hand_in(course, 0, toy())
    grade(course)
    for student in range(1, AT_A_TIME + 10):
        hand_in(course, student, toy())
    graded, executor = grade(course)
    assert len(graded) == AT_A_TIME + 10
    assert executor.graded == []
    assert all(records.load(course, TOY, one.student) for one in graded)


def test_unequal_ones_are_all_graded(course: Course) -> None:
    for student in range(5):
        hand_in(course, student, toy(own=f"{student // 2}"))
    graded, executor = grade(course)
    assert len(graded) == 5
    assert sorted(executor.graded) == sorted({one.notebook for one in graded})
    assert len(executor.graded) == 3


def test_one_on_which_the_grader_failed_is_nobody_elses(course: Course) -> None:
    for student in range(3):
        hand_in(course, student, toy())
    failed = CheckResult(check="c", title="C", outcome=Outcome.INFRA_ERROR)
    graded, executor = grade(course, TaskResult(task="double", points=1.0, checks=(failed,)))
    assert sorted(len(one.verdict.tasks) for one in graded) == [0, 0, 1]
    assert len(executor.graded) == 2


def test_no_more_is_held_than_fits_into_memory(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "BYTES_AT_A_TIME", 3_000)
    for student in range(12):
        hand_in(course, student, toy(own=f"{student}")).with_name("data.bin").write_bytes(bytes(1_000))
    held: list[int] = []
    wait = schedule.wait

    def looks(waiting: Any, **options: Any) -> Any:
        held.append(sum(size for _, size in waiting.values()))
        return wait(waiting, **options)

    monkeypatch.setattr(schedule, "wait", looks)
    graded, executor = grade(course)
    assert len(graded) == len(executor.graded) == 12
    one = len(toy(own="11")) + 1_000
    assert one <= max(held) < 3_000 + one


def test_a_notebook_that_ends_in_the_digest_of_anothers_files_is_not_that_one() -> None:
    empty = Verdict(section=TOY, tasks=())
    files = records.digest_of({"data.txt": b"1"})
    with_files = Graded(student="student-001", section=TOY, notebook=toy(), verdict=empty, files_digest=files)
    alone = Graded(student="student-002", section=TOY, notebook=toy() + files.encode(), verdict=empty)
    assert with_files.digest != alone.digest
