"""`check` measures each gate of a section, and says honestly what is not met."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from grading.classroom.schedule import Settings
from grading.content.check import Row, check_section
from grading.content.filled import filled, model_answers
from grading.content.gates import GATES, KNOWN_MISSES
from grading.content.judging import Judges
from grading.content.pair import sync
from grading.content.watch import Seen, wait_for_change
from grading.course import Course
from grading.errors import UsageError
from grading.release.make import leak_of, make_release
from tests.support.tiny_course import SECTION, TEXT, checks_file, load, make_course

BANK = """\
# %% right: a sum
def double(x):
    return x + x
# %% wrong: a square
# from: model
# edit: secret_factor * x -> x**2
# check: test_double_of_three, test_double_of_a_negative
# says: not twice
"""


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = make_course(tmp_path)
    answers(made, "double", BANK)
    answers(made, "answer", "# %% right: the number\nanswer = 42\n")
    return made


def answers(course: Course, task: str, text: str) -> None:
    path = course.root / "tests" / "answers" / SECTION / f"{task}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def rewrite(course: Course, old: str, new: str) -> None:
    path = course.source / SECTION / f"{SECTION}.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    sync(path.parent)


@pytest.fixture
def judges(course: Course) -> Iterator[Judges]:
    with Judges(course=course, settings=Settings(root=course.root), workers=1) as running:
        yield running


def rows(course: Course, judges: Judges | None = None, *, task: str | None = None) -> dict[str, Row]:
    return {row.gate.name: row for row in check_section(course, SECTION, task=task, judges=judges, leak_of=leak_of)}


@pytest.mark.sealed
def test_a_sound_section_meets_the_gates_that_are_not_of_size(course: Course, judges: Judges) -> None:
    found = rows(course, judges)
    assert list(found) == [gate.name for gate in GATES]
    assert {row.measured.got for row in found.values() if not row.gate.size} == {0}
    assert {name: found[name].measured.got for name in ("points", "automatic tasks", "written tasks", "hidden checks")} == {
        "points": 10,
        "automatic tasks": 2,
        "written tasks": 1,
        "hidden checks": 3,
    }
    assert found["right answers"].measured.got == 1
    assert found["right answers"].ok == "no"
    assert found["wrong answers"].measured.details == ("double: 1", "answer: 0")
    assert found["sample class"].ok == found["error rates"].ok == "no"


@pytest.mark.sealed
def test_what_is_broken_is_named(course: Course, judges: Judges) -> None:
    answers(course, "double", BANK.replace("says: not twice", "says: thrice").replace("x + x", "x + x + 1"))
    rewrite(course, "secret_factor = 2", "secret_factor = 3")
    found = rows(course, judges)
    assert found["model answer"].measured.got == 1
    assert "test_double_of_three failed: double(3) is not twice three." in found["model answer"].measured.details[0]
    wrong, right = sorted(found["bank"].measured.details, reverse=True)
    assert right.startswith(f"tests/answers/{SECTION}/double.py:1: a right answer was rejected")
    assert wrong.startswith(f"tests/answers/{SECTION}/double.py:4: ")
    assert "lacks ['thrice']" in wrong


@pytest.mark.sealed
def test_a_stub_that_earns_marks_is_named(course: Course, judges: Judges) -> None:
    rewrite(course, "answer = None  # replace None by the number", "answer = 42")
    assert rows(course, judges)["stub"].measured.details == ("answer: 3 points",)


@pytest.mark.sealed
def test_checks_that_do_not_fit_are_told_and_nothing_is_graded(course: Course, judges: Judges) -> None:
    path = checks_file(course.root, "answer")
    path.write_text(path.read_text(encoding="utf-8").replace('@check("answer")', '@check("anwser")'), encoding="utf-8")
    found = rows(course, judges)
    assert found["hidden checks fit"].measured.got == 1
    assert "anwser" in found["hidden checks fit"].measured.details[0]
    assert found["bank"].measured.got is None
    assert found["bank"].ok == "no"


@pytest.mark.sealed
def test_one_task_is_judged_by_its_own_checks_alone(course: Course, judges: Judges) -> None:
    rewrite(course, "answer = 6 * 7", "answer = 6 * 8")
    found = rows(course, judges, task="double")
    assert found["model answer"].met
    assert found["bank"].met
    assert "words" not in found
    assert found["right answers"].measured.got == 1
    assert rows(course, judges, task="answer")["model answer"].measured.got == 1
    with pytest.raises(UsageError, match="there is no task 'why' with hidden checks"):
        rows(course, task="why")


def test_mistakes_of_a_bank_are_told_with_the_gate(course: Course) -> None:
    answers(course, "double", BANK.replace("# says", "# say"))
    (course.root / "tests" / "answers" / SECTION / "answer.py").unlink()
    found = rows(course)
    assert found["right answers"].measured.details == ("double: 0", "answer: 0")


def test_a_pair_out_of_step_and_a_leak_are_told(course: Course) -> None:
    path = course.source / SECTION / f"{SECTION}.md"
    path.write_text(TEXT.replace("Two tasks", "Some tasks"), encoding="utf-8")
    found = rows(course)
    assert found["sync"].measured.got == 1
    assert found["leaks"].met
    rewrite(course, "Some tasks", "The secret_factor = 2 is a secret; some tasks")
    found = rows(course)
    assert found["sync"].met
    assert "a line of the solution of double" in found["leaks"].measured.details[0]


def test_a_known_miss_is_no_success_and_may_not_become_worse(course: Course) -> None:
    (course.root / KNOWN_MISSES).write_text(f'["{SECTION}"]\npoints = 10\n"hidden checks" = 4\n', encoding="utf-8")
    found = rows(course)
    assert (found["points"].met, found["points"].ok) == (False, "no (known)")
    assert (found["hidden checks"].met, found["hidden checks"].ok) == (False, "no")
    assert found["pictures"].ok == "no"


def test_a_draft_is_let_off_the_gates_of_size_alone(course: Course) -> None:
    rewrite(course, "---\nkernelspec", "---\ndraft: true\nkernelspec")
    (course.source / SECTION / f"{SECTION}.md").write_text(TEXT, encoding="utf-8")
    rewrite(course, "---\nkernelspec", "---\ndraft: true\nkernelspec")
    found = rows(course)
    assert found["points"].ok == "no (draft)"
    rewrite(course, "Set the number.", "TODO")
    assert rows(course)["left to do"].ok == "no"


def test_a_draft_is_not_released(course: Course) -> None:
    rewrite(course, "---\nkernelspec", "---\ndraft: true\nkernelspec")
    assert not [path for path in make_release(course) if path.startswith(SECTION)]
    with pytest.raises(UsageError, match="a draft is not released"):
        make_release(course, sections=[SECTION])


@pytest.mark.parametrize(
    ("place", "graded"),
    [
        (f"source/{SECTION}/{SECTION}.ipynb", True),
        ("grader_tests/tiny/test_double.py", True),
        ("solutions/tiny/double.py", True),
        ("losslandscape/__init__.py", True),
        (f"source/{SECTION}/{SECTION}.md", False),
        (f"tests/answers/{SECTION}/double.py", False),
    ],
)
def test_a_change_is_seen_and_says_whether_warm_graders_are_old(course: Course, place: str, graded: bool) -> None:
    before = Seen.now(course, SECTION)
    looks = []

    def edit(seconds: float) -> None:
        looks.append(seconds)
        if len(looks) == 3:
            path = course.root / place
            path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")

    after = wait_for_change(course, SECTION, before, pause=edit)
    assert len(looks) == 3
    assert (after.graded != before.graded) is graded
    assert (after.other != before.other) is not graded


def test_the_answers_of_a_section_are_filled_into_its_source(course: Course) -> None:
    section = load(course)
    untouched, model = filled(course, section, {}), filled(course, section, model_answers(section))
    assert b"secret_factor" not in untouched
    assert b"Rubric" not in untouched
    assert b"NotImplementedError" in untouched
    assert b"secret_factor" in model
    assert b"BEGIN SOLUTION" not in model
