"""How outcomes, points and messages come about, and that a verdict depends on nothing but bytes, section and checker."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from grading.course import Course
from grading.engine.checker.submission import stream_of_submission
from grading.engine.grader import Grader, Limits, grade
from grading.errors import UsageError
from grading.section import Section
from grading.verdict import Cost, Outcome, Verdict
from tests.support.synthetic import ODD, TOY, TOY_MODEL, checks_file, make_course, notebook, odd, toy

pytestmark = pytest.mark.sealed

LIMITS = Limits(cell_seconds=5.0, call_seconds=5.0, check_cpu_seconds=0.3, memory_bytes=512 << 20)
SECRET = "424242"


@pytest.fixture(scope="module")
def grader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    with Grader(make_course(tmp_path_factory.mktemp("course")), limits=LIMITS) as running:
        yield running


def without_cost(verdict: Verdict) -> Verdict:
    tasks = tuple(replace(task, checks=tuple(replace(check, seconds=0.0) for check in task.checks)) for task in verdict.tasks)
    return replace(verdict, tasks=tasks, cost=Cost())


def message(verdict: Verdict, task: str, check: str) -> str:
    return next(result.message for result in verdict.task(task).checks if result.check == check)


def test_partial_credit_is_points_times_passed_weight(grader: Grader) -> None:
    task = grader.grade(toy(double="def double(x): return x * 2 if np.ndim(x) else x"), TOY).task("double")
    assert [check.outcome for check in task.checks] == [Outcome.FAILED, Outcome.PASSED]
    assert task.score == pytest.approx(4 * 3 / (1 + 3))


def test_undecided_check_sends_its_task_to_a_person(grader: Grader) -> None:
    verdict = grader.grade(odd(), ODD)
    assert verdict.task("unclear").checks[0].outcome is Outcome.UNDECIDED
    assert verdict.task("unclear").score is None
    assert verdict.needs_person


def test_broken_check_goes_to_a_person_and_shows_its_traceback_to_the_instructor_only(grader: Grader) -> None:
    fine, broken = grader.grade(odd(), ODD).task("broken").checks
    assert (fine.outcome, broken.outcome) == (Outcome.PASSED, Outcome.AUTHOR_ERROR)
    assert "ZeroDivisionError" in broken.detail
    assert broken.message == ""


def test_plain_assertion_fails_with_the_title_alone(grader: Grader) -> None:
    verdict = grader.grade(odd(asserted="asserted = 2"), ODD)
    (check,) = verdict.task("asserted").checks
    assert check.outcome is Outcome.FAILED
    assert check.message == "This does not hold: A plain assertion."
    assert not any(SECRET in result.message for task in verdict.tasks for result in task.checks)


def test_value_that_makes_a_check_endless_fails_it(grader: Grader) -> None:
    verdict = grader.grade(odd(endless="endless = 'for ever'"), ODD)
    (check,) = verdict.task("endless").checks
    assert check.outcome is Outcome.FAILED
    assert "far longer" in check.message
    assert not verdict.task("endless").needs_person
    assert verdict.task("asserted").score == 1


def test_value_that_makes_a_check_huge_fails_it(grader: Grader) -> None:
    verdict = grader.grade(odd(endless="endless = 'huge'"), ODD)
    (check,) = verdict.task("endless").checks
    assert check.outcome is Outcome.FAILED
    assert "far more memory" in check.message
    assert "MemoryError" in check.detail
    assert verdict.task("asserted").score == 1


def test_right_answers_to_the_odd_section_earn_what_can_be_decided(grader: Grader) -> None:
    verdict = grader.grade(odd(), ODD)
    assert {task.task: task.score for task in verdict.tasks} == {"unclear": None, "broken": None, "asserted": 1, "endless": 1}


def test_exception_is_told_with_type_message_and_line_but_no_path(grader: Grader) -> None:
    verdict = grader.grade(toy(double="def double(x):\n    y = x\n    raise ValueError('bad x')"), TOY)
    assert message(verdict, "double", "test_one_number") == "double raised ValueError: bad x (line 3 of your cell)."


def test_exception_inside_a_library_is_placed_in_the_students_cell(grader: Grader) -> None:
    verdict = grader.grade(toy(double="def double(x):\n    return np.linalg.inv(np.zeros((2, 2)))"), TOY)
    text = message(verdict, "double", "test_one_number")
    assert text == "double raised LinAlgError: Singular matrix (line 2 of your cell)."


def test_exception_in_a_helper_of_another_cell_names_that_cell(grader: Grader) -> None:
    verdict = grader.grade(toy(double="def double(x):\n    return top(1, 2)", top="def top(a, b):\n    return a.missing"), TOY)
    assert "(line 2 of the cell top)" in message(verdict, "double", "test_one_number")


def test_missing_name_is_told_with_what_its_cell_raised(grader: Grader) -> None:
    verdict = grader.grade(toy(table="1 / 0\ntable = 3"), TOY)
    text = message(verdict, "table", "test_rows_and_name")
    assert text == "table is not defined. The cell raised ZeroDivisionError: division by zero (line 1 of your cell)."
    assert verdict.task("table").note.startswith("The cell raised ZeroDivisionError")


def test_message_holds_no_control_characters_and_no_folder(grader: Grader) -> None:
    nasty = r"def double(x): raise ValueError('\x1b[31m red \x00 \ud800 \u202e /etc/secret/file.txt ' + 'x' * 10000)"
    text = message(grader.grade(toy(double=nasty), TOY), "double", "test_one_number")
    assert "/etc/secret" not in text
    assert text.isprintable()
    assert len(text) < 2000
    text.encode("utf-8")


KINDS = {
    "function": "def double(x): return x + x",
    "lambda": "double = lambda x: np.add(x, x)",
    "built-in": "from operator import add\ndef double(x): return add(x, x)",
    "object": "class Doubler:\n    def __call__(self, x): return 2 * x\ndouble = Doubler()",
    "partial": "from functools import partial\ndouble = partial(np.multiply, 2)",
}


@pytest.mark.parametrize("code", KINDS.values(), ids=KINDS)
def test_answers_of_every_kind_are_called(grader: Grader, code: str) -> None:
    assert grader.grade(toy(double=code), TOY).task("double").score == 4


def test_last_binding_of_a_name_counts(grader: Grader) -> None:
    verdict = grader.grade(toy(double="def double(x): return 0", own="def double(x): return 2 * x"), TOY)
    assert verdict.task("double").score == 4


def stub_of_toy() -> dict[str, str]:
    return {
        "double": "# your answer here",
        "area": "# your answer here",
        "top": "# your answer here",
        "table": "# your answer here",
    }


def test_untouched_release_is_not_answered_anywhere(grader: Grader) -> None:
    verdict = grader.grade(notebook(stub_of_toy()), TOY)
    assert verdict.score == 0
    assert not verdict.needs_person
    assert {check.outcome for task in verdict.tasks for check in task.checks} == {Outcome.STUDENT_ERROR}
    assert message(verdict, "top", "test_largest_eigenvalue") == "top is not answered yet."
    assert "start" not in verdict.cost.seconds  # no student process was needed


def test_untouched_task_is_not_answered_while_others_are_checked(grader: Grader) -> None:
    verdict = grader.grade(notebook(stub_of_toy() | {"double": TOY_MODEL["double"]}), TOY)
    assert {task.task: task.score for task in verdict.tasks} == {"double": 4, "area": 0, "top": 0, "table": 0}
    assert message(verdict, "area", "test_area_of_radius_two") == "area is not answered yet."


def test_answer_in_a_cell_of_the_students_own_counts_beside_an_untouched_one(grader: Grader) -> None:
    verdict = grader.grade(notebook(stub_of_toy(), own=TOY_MODEL["double"]), TOY)
    assert verdict.task("double").score == 4


def test_unreadable_bytes_get_a_verdict_that_says_so(grader: Grader) -> None:
    for data in (b"", b"{", b"\xff" * 100, b"[" * 100_000, b'{"cells": 3}', b"\x00"):
        verdict = grader.grade(data, TOY)
        assert not verdict.readable
        assert verdict.score == 0
        assert verdict.max_score == 14
        assert verdict.problems


def test_file_that_is_far_too_large_is_not_read(grader: Grader) -> None:
    verdict = grader.grade(b" " * (33 << 20), TOY)
    assert not verdict.readable
    assert verdict.problems == ("The file has more than 32 MiB, and nothing of it is read.",)


def test_same_bytes_same_verdict(grader: Grader) -> None:
    random = (
        "import random\nrows = [random.random(), np.random.rand(), float(np.random.default_rng().normal())]\n"
        "table = {'rows': rows, 'name': 'x'}"
    )
    data = toy(table=random, own="print(table, hash('text'))")
    first, second = grader.grade(data, TOY), grader.grade(data, TOY)
    assert without_cost(first) == without_cost(second)
    assert "rows" in str(first.cells[-1])


def drawn(verdict: Verdict) -> str:
    return message(verdict, "double", "test_what_was_drawn")


def test_instances_follow_from_the_submission_or_from_the_stream_that_is_named(tmp_path: Path) -> None:
    root = make_course(tmp_path / "course")
    checks_file(root, TOY, "double").write_text(DRAWN, encoding="utf-8")
    one, other = toy(own="1"), toy(own="2")
    course = Course.at(root)
    own = stream_of_submission(course.configuration.course_id, Section.load(course, TOY), one)
    with Grader(root, limits=LIMITS) as running:
        by_default = drawn(running.grade(one, TOY))
        assert drawn(running.grade(other, TOY)) != by_default
        assert drawn(running.grade(other, TOY, stream=own)) == drawn(running.grade(one, TOY, stream=own)) == by_default


def test_rendering_changes_no_mark_and_fills_outputs(grader: Grader) -> None:
    own = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nsp.sqrt(area)"
    data = toy(double="def double(x): return x", own=own)
    plain, rendered = grader.grade(data, TOY), grader.grade(data, TOY, render=True)
    assert without_cost(plain).tasks == without_cost(rendered).tasks
    kinds = {kind for output in rendered.cells[-1].outputs for kind in output.get("data", {})}
    assert {"image/png", "text/latex", "text/plain"} <= kinds
    assert "image/png" not in str(plain.cells)
    ids = [cell.cell_id for cell in rendered.cells]
    assert "show-end" in ids
    assert "test-double" in ids


def test_code_that_acts_only_when_rendered_cannot_touch_marks(grader: Grader) -> None:
    own = (
        "class Late:\n    def _repr_html_(self):\n        global double\n        double = None\n"
        "        return '<b>late</b>'\nLate()"
    )
    verdict = grader.grade(toy(own=own), TOY, render=True)
    assert verdict.score == verdict.max_score
    assert "late" in str(verdict.cells[-1])


def test_verdict_survives_json(grader: Grader) -> None:
    verdict = grader.grade(toy(double="def double(x): return 1 / 0"), TOY)
    assert Verdict.from_json(json.loads(json.dumps(verdict.to_json()))) == verdict


def test_unknown_section_is_a_usage_error_that_lists_sections(grader: Grader) -> None:
    with pytest.raises(UsageError, match=r"1\.1_toy"):
        grader.grade(toy(), "7.7_missing")


def test_templates_that_died_are_started_again(grader: Grader) -> None:
    assert grader.grade(toy(), TOY).score == 14
    for name in ("_students", "_checkers"):
        template = getattr(grader, name)
        os.kill(template._process.pid, signal.SIGKILL)
        template._process.wait()
        assert grader.grade(toy(), TOY).score == 14


def test_a_grader_that_is_killed_while_it_starts_grades_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Grader(make_course(tmp_path / "course"), limits=LIMITS) as started:
        start = started._start

        def killed_meanwhile() -> None:
            start()
            started._killed = True  # `kill` found no template yet

        monkeypatch.setattr(started, "_start", killed_meanwhile)
        verdict = started.grade(toy(), TOY)
    assert {check.outcome for task in verdict.tasks for check in task.checks} == {Outcome.INFRA_ERROR}


def test_checker_that_dies_leaves_what_it_had_found(grader: Grader, tmp_path: Path) -> None:
    root = make_course(tmp_path / "course")
    checks = checks_file(root, TOY, "table")
    deadly = '\n\n@check(\'table\')\ndef test_that_kills(student: Student) -> None:\n    """Kills."""\n'
    deadly += "    import os\n    if isinstance(student['table'], dict): os._exit(9)\n"
    checks.write_text(checks.read_text() + deadly)
    verdict = grade(toy(), TOY, course_root=root, limits=LIMITS)
    assert [verdict.task(name).score for name in ("double", "area", "top")] == [4, 2, 5]
    assert [check.outcome for check in verdict.task("table").checks] == [Outcome.PASSED, Outcome.INFRA_ERROR]
    assert verdict.needs_person


def test_some_tasks_alone_are_checked_with_the_same_marks(grader: Grader) -> None:
    notebook = toy(double="def double(x): return x * 2 if np.ndim(x) else x")
    whole = without_cost(grader.grade(notebook, TOY))
    part = without_cost(grader.grade(notebook, TOY, tasks=("table", "double")))
    assert [task.task for task in part.tasks] == ["double", "table"]
    assert part.tasks == (whole.task("double"), whole.task("table"))
    assert all(task.version for task in part.tasks)


def test_a_task_that_is_none_is_refused_by_name(grader: Grader) -> None:
    with pytest.raises(UsageError, match=r"no automatic task tripple(?s:.*)double, area, top, table"):
        grader.grade(toy(), TOY, tasks=("double", "tripple"))


DRAWN = """
import numpy as np

from grading.checks import CheckFailed, Student, check


@check("double")
def test_what_was_drawn(student: Student, rng: np.random.Generator) -> None:
    \"\"\"It is told.\"\"\"
    raise CheckFailed(f"{rng.integers(10**12)} was drawn")
"""

MESSY = """
from collections.abc import Iterator

import pytest

from grading.checks import CheckFailed, Student, check


@pytest.fixture
def torn() -> Iterator[int]:
    yield 1
    raise RuntimeError("cannot be torn down")


@check("double")
def test_that_cannot_be_torn_down(student: Student, torn: int) -> None:
    \"\"\"It is doubled.\"\"\"
    student.double(1)


@check("double")
def test_that_repeats_what_it_got(student: Student) -> None:
    \"\"\"It is told.\"\"\"
    raise CheckFailed(f"you returned {student.double('x')}")


@check("double")
def test_that_gives_a_function_with_a_budget(student: Student) -> None:
    \"\"\"It is counted.\"\"\"

    def costly(x: float) -> float:
        raise CheckFailed("The function was called too often.")

    student.double(costly)


@check("double")
def test_how_often_it_hung(student: Student) -> None:
    \"\"\"It is given up.\"\"\"
    for _ in range(5):
        try:
            student.hang()
        except Exception:
            pass
    raise CheckFailed(f"it hung {student['hung']} times")
"""
ANSWERS = """
hung = 0

def hang():
    global hung
    hung += 1
    while True:
        pass

def double(x):
    if callable(x):
        return x(1.0)
    return "\x1b[31mred\x07" if isinstance(x, str) else 2 * x
"""


@pytest.fixture(scope="module")
def messy(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Outcome, str]]:
    """Outcome and message of each messy check on one submission."""
    root = make_course(tmp_path_factory.mktemp("messy"))
    checks_file(root, TOY, "double").write_text(MESSY, encoding="utf-8")
    with Grader(root, limits=replace(LIMITS, call_seconds=0.5)) as grader:
        checks = grader.grade(toy(double=ANSWERS), TOY).task("double").checks
    return {check.check: (check.outcome, check.message) for check in checks}


def test_a_check_that_cannot_be_torn_down_goes_to_a_person(messy: dict[str, tuple[Outcome, str]]) -> None:
    assert messy["test_that_cannot_be_torn_down"] == (Outcome.AUTHOR_ERROR, "")


def test_a_message_that_repeats_a_students_text_is_cleaned(messy: dict[str, tuple[Outcome, str]]) -> None:
    outcome, text = messy["test_that_repeats_what_it_got"]
    assert outcome is Outcome.FAILED
    assert text.startswith("you returned red")
    assert text.replace("\N{REPLACEMENT CHARACTER}", "").isprintable()


def test_a_function_that_ends_the_check_ends_it_with_its_own_words(messy: dict[str, tuple[Outcome, str]]) -> None:
    assert messy["test_that_gives_a_function_with_a_budget"] == (Outcome.FAILED, "The function was called too often.")


def test_a_function_that_hangs_is_given_up_after_two_calls(messy: dict[str, tuple[Outcome, str]]) -> None:
    assert messy["test_how_often_it_hung"] == (Outcome.FAILED, "it hung 2 times")
