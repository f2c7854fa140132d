"""A bank says only what differs, and says nothing that is ignored."""

from __future__ import annotations

from pathlib import Path

import pytest

from grading.content.bank import Answer, load_bank, load_banks
from grading.content.judging import fault_of
from grading.course import Course
from grading.errors import AuthorError
from grading.verdict import CheckResult, Outcome, TaskResult
from tests.support.tiny_course import SECTION, TEXT, load, make_course

TWO_NAMES = TEXT.replace(
    "    return secret_factor * x\n    ### END SOLUTION\n",
    "    return secret_factor * x\n    ### END SOLUTION\n\n\n"
    "def half(x):\n    ### BEGIN SOLUTION\n    return by(x)\n    ### END SOLUTION\n\n\n"
    "### BEGIN SOLUTION\nfrom operator import truediv\n\n\n"
    "def by(x):\n    return truediv(x, 2)\n### END SOLUTION\n",
)
RIGHT = "# %% right: a sum\ndef double(x):\n    return x + x\n"
WRONG = "# %% wrong: a square\n# check: test_double_of_three\n# says: not twice\n"


def bank(root: Path, text: str, *, source: str = TEXT) -> list[Answer]:
    course = make_course(root, text=source)
    write(course, text)
    return load_bank(course, load(course), "double")


def write(course: Course, text: str, task: str = "double") -> Path:
    path = course.root / "tests" / "answers" / SECTION / f"{task}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def run(code: str) -> dict[str, object]:
    names: dict[str, object] = {}
    exec(code, names)
    return names


def test_an_edit_changes_one_place_of_the_model_answer(tmp_path: Path) -> None:
    (edited,) = bank(tmp_path, f"{WRONG}# from: model\n# edit: secret_factor * x -> x ** secret_factor\n")
    assert run(edited.code)["double"](5) == 25
    assert "secret_factor = 2" in edited.code
    assert (edited.checks, edited.says, edited.outcome) == (("test_double_of_three",), ("not twice",), "failed")


def test_an_answer_starts_from_one_above_it_by_number_or_title(tmp_path: Path) -> None:
    second = "# %% right: a product\ndouble = lambda x: 2 * x\n"
    text = f"{RIGHT}{second}{WRONG}# from: right 2\n# edit: 2 -> 3\n"
    text += f"{WRONG.replace('a square', 'four')}# from: wrong: a square\n# edit: 3 -> 4\n"
    text += f"{WRONG.replace('a square', 'minus')}# from: right: a sum\n# edit: x + x -> x - x\n"
    assert [run(answer.code)["double"](1) for answer in bank(tmp_path, text)] == [2, 2, 3, 4, 0]


def test_lines_are_replaced_as_a_block_and_the_nth_place_by_number(tmp_path: Path) -> None:
    block = "# edit:\n# - def double(x):\n# -     return x + x\n# + def double(x):\n# +     y = -x\n# +\n# +     return y\n"
    text = f"{RIGHT}{WRONG}# from: right 1\n{block}"
    text += f"{WRONG.replace('a square', 'b')}# from: right 1\n# edit 3: x -> 7\n"
    negated, seven = bank(tmp_path, text)[1:]
    assert negated.code == "def double(x):\n    y = -x\n\n    return y\n"
    assert seven.code == "def double(x):\n    return x + 7\n"


def test_names_that_an_answer_does_not_bind_are_the_models_with_what_they_need(tmp_path: Path) -> None:
    (answer,) = bank(tmp_path, RIGHT, source=TWO_NAMES)
    names = run(answer.code)
    assert names["double"](3) == 6
    assert names["half"](3) == 1.5
    assert "secret_factor" not in answer.code


def test_names_stand_in_the_order_of_the_cell(tmp_path: Path) -> None:
    text = RIGHT + "# %% right: second\nhalf = lambda x: x * double(x) / double(x) / 2\n"
    first, second = bank(tmp_path, text, source=TWO_NAMES)
    assert first.code.index("def double") < first.code.index("def half")
    assert second.code.index("def double") < second.code.index("half = ")
    assert run(second.code)["half"](3) == 1.5


def test_another_base_gives_the_names_that_the_code_does_not_bind(tmp_path: Path) -> None:
    text = f"{RIGHT}half = lambda x: x / 2\n{WRONG}# from: right 1\ndef double(x):\n    return half(x)\n"
    wrong = bank(tmp_path, text, source=TWO_NAMES)[1]
    assert "half = lambda x: x / 2" in wrong.code
    assert run(wrong.code)["double"](3) == 1.5


def test_an_answer_may_leave_a_name_out(tmp_path: Path) -> None:
    text = f"{WRONG}# without: half\ndef double(x):\n    return x\n"
    text += f"{WRONG.replace('a square', 'b')}# from: model\n# without: half\n"
    for answer in bank(tmp_path, text, source=TWO_NAMES):
        assert "half" not in answer.code
        assert "def double" in answer.code


def test_an_answer_that_binds_nothing_asked_or_is_no_python_stays_as_it_is(tmp_path: Path) -> None:
    text = f"{WRONG}%%time\ndef double(x): pass\n{WRONG.replace('a square', 'b')}other = 1\n"
    assert [answer.code for answer in bank(tmp_path, text, source=TWO_NAMES)] == [
        "%%time\ndef double(x): pass\n",
        "other = 1\n",
    ]


def test_a_helper_that_the_answer_binds_otherwise_is_not_given_to_the_models_name(tmp_path: Path) -> None:
    with pytest.raises(AuthorError, match=r"half uses by, which this answer binds too(.|\n)*write half out"):
        bank(tmp_path, f"{RIGHT}by = 3\n", source=TWO_NAMES)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 0, "the bank holds no answer"),
        ("x = 1\n" + RIGHT, 1, "above the first answer"),
        ("# %% worng: a\ndef double(x): pass\n", 1, "header cannot be read"),
        (WRONG + "# say: not twice\ndef double(x): pass\n", 4, "`# says:`"),
        (WRONG + "# Says: not twice\ndef double(x): pass\n", 4, "cannot be read"),
        (WRONG + "# says not twice\ndef double(x): pass\n", 4, "cannot be read"),
        (WRONG + "def double(x): pass\n# says: late\n", 5, "below the head"),
        (WRONG + "# outcome: unlucky\ndef double(x): pass\n", 4, "no such outcome"),
        (WRONG + "# outcome: passed\ndef double(x): pass\n", 4, "no such outcome"),
        (WRONG + "# outcome:\ndef double(x): pass\n", 4, "empty field"),
        (WRONG + "# outcome: failed\n# outcome: timeout\ndef double(x): pass\n", 5, "stands twice"),
        (WRONG + "# check: test_doubel\ndef double(x): pass\n", 4, "no such hidden check"),
        (WRONG + "# check: test_double_of_three, test_answer_is_the_number\ndef double(x): pass\n", 4, "no such hidden check"),
        (WRONG + "# marks: little\ndef double(x): pass\n", 4, "no bound"),
        ("# %% wrong: a\n# says: b\ndef double(x): pass\n", 1, "names no check"),
        ("# %% right: a\n# check: test_double_of_three\ndef double(x): pass\n", 2, "a right answer has the field"),
        ("# %% right: a\n# marks: <= 0.6\ndef double(x): pass\n", 2, "a right answer has the field"),
        (RIGHT + RIGHT, 4, "two answers have this title"),
        (WRONG, 1, "no code"),
        (WRONG + "# from: model\n", 1, "no code"),
        (WRONG + "# edit: a -> b\n", 4, "no base"),
        (WRONG + "# from: model\n# edit: x -> y\nx = 1\n", 5, "code of its own as well"),
        (WRONG + "# from: right 1\n# edit: x -> y\n", 4, "no such base"),
        (WRONG + "# from: wrong: a square\n# edit: x -> y\n", 4, "no such base"),
        (WRONG + "# from: modle\n# edit: x -> y\n", 4, "no such base"),
        (WRONG + "# from: model\n# edit: factor = 2 ->\n# edit: nowhere -> here\n", 6, "does not apply"),
        (WRONG + "# from: model\n# edit: x -> y\n", 5, "more than one place"),
        (WRONG + "# from: model\n# edit 9: x -> y\n", 5, "does not apply"),
        (WRONG + "# from: model\n# edit: x, y\n", 5, "one arrow"),
        (WRONG + "# from: model\n# edit:\n# + x\n", 5, "nothing to replace"),
        (WRONG + "# without: third\ndef double(x): pass\n", 4, "does not ask for this name"),
        (WRONG + "# without: double\ndef double(x): pass\n", 1, "and binds it"),
        (WRONG + "# says 2: b\ndef double(x): pass\n", 4, "only edits have a number"),
    ],
)
def test_a_mistake_is_an_error_with_file_line_and_next_step(tmp_path: Path, text: str, line: int, says: str) -> None:
    with pytest.raises(AuthorError) as caught:
        bank(tmp_path, text)
    error = caught.value
    assert error.where == f"tests/answers/{SECTION}/double.py" + (f":{line}" if line else "")
    assert says in str(error)
    assert error.next_step
    assert error.exit_code == 2


def test_a_task_without_a_bank_and_a_bank_without_a_task_are_named(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    write(course, RIGHT)
    with pytest.raises(AuthorError, match=r"the task answer has no bank(.|\n)*next:"):
        load_banks(course, load(course))
    write(course, "# %% right: a\nanswer = 42\n", "answer")
    assert list(load_banks(course, load(course))) == ["double", "answer"]
    write(course, RIGHT, "duoble")
    with pytest.raises(AuthorError, match=r"duoble\.py: this bank belongs to no task"):
        load_banks(course, load(course))


def test_a_task_without_hidden_checks_is_named(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    write(course, WRONG + "double = 1\n")
    for path in course.grader_tests.rglob("*.py"):
        path.unlink()
    with pytest.raises(AuthorError, match="the task double has no hidden checks"):
        load_bank(course, load(course), "double")


@pytest.mark.parametrize(("bound", "weight", "holds"), [("<= 0.6", 0.6, True), ("<= 0.6", 0.61, False), (">= 0.5", 0.4, False)])
def test_a_bound_on_the_marks_is_held(tmp_path: Path, bound: str, weight: float, holds: bool) -> None:
    (answer,) = bank(tmp_path, WRONG + f"# marks: {bound}\ndef double(x): pass\n")
    failed = CheckResult(
        check="test_double_of_three",
        title="",
        outcome=Outcome.FAILED,
        weight=1 - weight,
        message="This is not twice the number.",
    )
    passed = CheckResult(check="test_double_of_a_negative", title="", outcome=Outcome.PASSED, weight=weight)
    result = TaskResult(task="double", points=4.0, checks=(failed, passed))
    assert (fault_of(answer, result) == "") is holds
