"""Many submissions through an executor: none is lost, none is graded twice, and not all are held at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from grading.classroom import records, schedule
from grading.classroom.records import Graded
from grading.classroom.schedule import AT_A_TIME, Settings, grade_all, versions_of
from grading.course import Course
from grading.submission.find import find
from grading.verdict import CheckResult, Outcome, TaskResult, Verdict
from tests.support.synthetic import TOY, make_course, toy

PASSED = CheckResult(check="test_it", title="It holds.", outcome=Outcome.PASSED)
FAILED = replace(PASSED, outcome=Outcome.FAILED)


class Counting(Executor):
    """Gives every notebook a verdict at once, with full marks but for what `first` says of the first one, and counts."""

    def __init__(self, course: Course, first: tuple[TaskResult, ...], isolation: str) -> None:
        self.graded: list[bytes] = []
        self.asked: list[tuple[str, ...] | None] = []
        self._course, self._first, self._isolation = course, first, isolation

    def submit(self, function: Callable[..., Any], /, *given: Any, **_: Any) -> Future[Any]:
        notebook, section, settings, _, tasks = given
        self.graded.append(notebook)
        self.asked.append(tasks)
        versions = versions_of(settings).of_section(section)
        results = {name: TaskResult(task=name, points=1.0, checks=(PASSED,)) for name in tasks or versions}
        results |= {task.task: task for task in self._first}
        marked = tuple(replace(task, version=versions[name]) for name, task in results.items())
        future: Future[Any] = Future()
        future.set_result(Verdict(section=section, tasks=marked, isolation=self._isolation))
        self._first = ()
        return future


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course.at(make_course(tmp_path / "course"))


def hand_in(course: Course, number: int, notebook: bytes) -> Path:
    path = course.submitted / f"student-{number:03}" / TOY / f"{TOY}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(notebook)
    return path


def grade(
    course: Course, *first: TaskResult, isolation: str = "landlock", settings: Settings | None = None
) -> tuple[list[Graded], Counting]:
    settings = settings or Settings(root=course.root)
    executor = Counting(course, first, isolation)
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
    assert sorted(one.verdict.needs_person for one in graded) == [False, False, True]
    assert len(executor.graded) == 2


def test_no_more_is_held_than_fits_into_memory(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "BYTES_AT_A_TIME", 3_000)
    for student in range(12):
        hand_in(course, student, toy(own=f"{student}")).with_name("data.bin").write_bytes(bytes(1_000))
    held: list[int] = []
    wait = schedule.wait

    def looks(waiting: Any, **options: Any) -> Any:
        held.append(sum(size for _, size, _ in waiting.values()))
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


def test_what_did_not_change_is_not_graded_again(course: Course) -> None:
    hand_in(course, 0, toy())
    grade(course)
    _, executor = grade(course)
    assert executor.graded == []


def test_a_mark_of_an_older_grader_is_not_reused(course: Course) -> None:
    """All tasks of a record carry another version, as after a change of the engine: everything is graded again."""
    hand_in(course, 0, toy())
    (old,), _ = grade(course, TaskResult(task="double", points=1.0, checks=(FAILED,)))
    aged = tuple(replace(task, version="0" * 16) for task in old.verdict.tasks)
    records.save(course, replace(old, verdict=replace(old.verdict, tasks=aged)))
    (new,), executor = grade(course)
    assert executor.asked == [None]
    assert new.verdict.task("double").score == new.verdict.task("double").points  # graded, and worth what the section says


def test_only_the_task_whose_checks_changed_is_graded_again(course: Course) -> None:
    hand_in(course, 0, toy())
    (old,), _ = grade(course, TaskResult(task="area", points=1.0, checks=(FAILED,)))
    aged = tuple(replace(task, version="0" * 16) if task.task == "top" else task for task in old.verdict.tasks)
    records.save(course, replace(old, verdict=replace(old.verdict, tasks=aged)))
    (new,), executor = grade(course)
    assert executor.asked == [("top",)]
    assert [task.task for task in new.verdict.tasks] == [task.task for task in old.verdict.tasks]
    assert new.verdict.task("area").score == 0.0  # kept
    assert new.verdict.task("top").version != "0" * 16
    assert grade(course)[1].graded == []


def test_a_mark_made_without_walls_is_not_taken_for_a_sealed_one(course: Course) -> None:
    hand_in(course, 0, toy())
    grade(course, isolation="process", settings=Settings(root=course.root, isolation="process"))
    assert grade(course, isolation="process", settings=Settings(root=course.root, isolation="process"))[1].graded == []
    assert len(grade(course)[1].graded) == 1


def test_a_task_that_was_added_sends_all_to_be_graded(course: Course) -> None:
    hand_in(course, 0, toy())
    (old,), _ = grade(course)
    records.save(course, replace(old, verdict=replace(old.verdict, tasks=old.verdict.tasks[1:])))
    assert grade(course)[1].asked == [None]
