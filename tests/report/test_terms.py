"""Two terms side by side: against SciPy's interval, against simulated classes, and read from gradebook and JSON alike."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from scipy.stats import ttest_ind

from grading.classroom import records
from grading.classroom.gradebook import store
from grading.cli.main import cli
from grading.course import Course
from grading.errors import UsageError
from grading.report.other_term import read_term
from grading.report.terms import MINIMUM, compare, interval, task_marks
from tests.support.gradebook_rows import change
from tests.support.tiny_class import SECTION, make_course, small_class


def test_the_interval_is_welchs_with_a_full_and_an_empty_mark_added() -> None:
    now, then = [2.0, 1.5, 0.0, 2.0, 2.0, 1.0], [0.0, 0.5, 1.0, 0.0, 2.0, 0.5, 1.0]
    wanted = ttest_ind([m / 2 for m in now] + [0, 1], [m / 2 for m in then] + [0, 1], equal_var=False).confidence_interval()
    found = interval(task_marks(2.0, now), task_marks(2.0, then))
    assert found == pytest.approx((wanted.low, wanted.high))


def test_marks_that_are_all_the_same_leave_an_interval_with_a_width() -> None:
    low, high = interval(task_marks(3.0, [3.0] * 12), task_marks(3.0, [3.0] * 9)) or (0, 0)
    assert low < -0.05 < 0.05 < high


def test_the_interval_holds_the_true_difference_about_as_often_as_it_says() -> None:
    """Classes of 12 and 20 with marks of 0, 1/2 and 1 of known means: 95 of 100, or more, as marks are bounded."""
    rng, held, rounds = np.random.default_rng(8), 0, 400
    for _ in range(rounds):
        now = rng.choice([0, 0.5, 1], size=12, p=[0.1, 0.2, 0.7])
        then = rng.choice([0, 0.5, 1], size=20, p=[0.3, 0.3, 0.4])
        low, high = interval(task_marks(1.0, list(now)), task_marks(1.0, list(then))) or (1, -1)
        held += low <= 0.8 - 0.55 <= high
    assert 0.93 * rounds <= held < rounds


def test_few_marks_have_no_interval_and_a_new_task_has_no_other_term() -> None:
    now = {"1": {"a": task_marks(2.0, [1.0] * (MINIMUM - 1)), "new": task_marks(1.0, [])}}
    then = {"1": {"a": task_marks(2.0, [2.0] * 30)}}
    a, new = compare(now, then)
    assert (a.low, a.differs) == (None, False)
    assert a.difference == pytest.approx(-0.5)
    assert new.then is None
    assert new.difference is None


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = make_course(tmp_path)
    for one in small_class(made):
        records.save(made, one)
    store(made, SECTION, small_class(made))
    change(made.database, "update grade set manual_score = 2, needs_manual_grade = 0 where auto_score is null")
    return made


def report(course: Course, *words: str) -> dict[str, dict]:
    done = CliRunner().invoke(cli, ["--course", str(course.root), "report", "--json", *words])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_another_term_is_the_same_from_its_gradebook_and_from_its_json(course: Course, tmp_path: Path) -> None:
    printed = tmp_path / "then.json"
    printed.write_text(json.dumps(report(course)), encoding="utf-8")
    book = tmp_path / "gradebook.db"
    before = book.read_bytes()
    from_book, from_json = read_term(str(book)), read_term(str(printed))
    assert book.read_bytes() == before
    assert from_book.keys() == from_json.keys() == {SECTION}
    for task in ("double", "answer", "why"):
        one, other = from_book[SECTION][task], from_json[SECTION][task]
        assert (one.points, one.n) == (other.points, other.n)
        assert one.mean == pytest.approx(other.mean)
        assert one.sd == pytest.approx(other.sd)
    assert from_book[SECTION]["double"].n == 6


def test_a_mark_that_wants_another_look_is_in_neither_term(course: Course) -> None:
    change(course.database, "update grade set needs_manual_grade = 1 where manual_score is not null")
    assert read_term(str(course.classroom / "gradebook.db"))[SECTION]["why"].n == 2  # the two untouched ones
    assert report(course)[SECTION]["marks"]["why"]["n"] == 2


def test_the_command_compares_and_the_page_shows_it(course: Course) -> None:
    numbers = report(course, "--compare", str(course.classroom / "gradebook.db"))
    assert {row["task"]: row["difference"] for row in numbers["terms"]} == {"double": 0, "answer": 0, "why": 0}
    assert not any(row["differs"] for row in numbers["terms"])
    assert "This term and the other one" in (course.report / "class-report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("content", [None, "{", "[]", '{"1.1": {}}', '{"1.1": {"marks": {"a": {"n": 3, "points": 0}}}}'])
def test_what_is_no_other_term_is_refused_with_what_is(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "then.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match="landscape report --json"):
        read_term(str(path))
