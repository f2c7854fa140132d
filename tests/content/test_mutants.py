"""Mutants of a toy course: what the runner and the command say of them, and the lists of equivalent ones.

Long because a toy course, its checks and its list are of use here alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from grading.checks import StudentError
from grading.cli.main import cli
from grading.content.mutants.equivalent import as_entry, load_equivalents
from grading.content.mutants.forks import Fork, in_forks
from grading.content.mutants.judge import TaskReport, first_line, how_many, tasks_of, try_mutants
from grading.content.mutants.mutate import Mutant
from grading.content.mutants.process import without_what_runs_first
from grading.course import Course
from grading.engine.checker.bare import BareStudent
from grading.errors import InfrastructureError, SectionError, UsageError
from grading.section import CellKind, SourceCell
from tests.support.tiny_course import SECTION, TEXT, checks_file, make_course


def test_forks_tell_what_they_found_and_how_they_ended() -> None:
    def spin() -> dict[str, object]:
        while True:
            pass

    def crash() -> dict[str, object]:
        import os
        import signal

        os.kill(os.getpid(), signal.SIGUSR1)
        return {}

    work = [lambda: {"value": "x" * 200_000}, spin, crash]
    ended = {one.number: one for one in in_forks([Fork(number=n, run=w) for n, w in enumerate(work)], jobs=2, seconds=1)}
    assert ended[0].told == {"value": "x" * 200_000}
    assert (ended[1].told, ended[1].how) == (None, "it took too long")
    assert ended[1].seconds > 0
    assert (ended[2].told, ended[2].how) == (None, "it was ended by SIGUSR1")


def test_a_fork_whose_work_raises_is_a_fault_and_no_result() -> None:
    with pytest.raises(InfrastructureError, match="ZeroDivisionError"):
        list(in_forks([Fork(number=0, run=lambda: {"value": 1 / 0})], jobs=1, seconds=5))


# --- the runner, on a toy course

MODEL = '''\
def double(x):
    """Twice x, and at most 100."""
    ### BEGIN SOLUTION
    if x > 50:
        return 100
    return 2 * x
    ### END SOLUTION
'''
CHECKS = """\
from grading.checks import Student, as_number, check, expect


@check("double")
def test_double_of_three(student: Student) -> None:
    'Twice three is right.'
    expect(as_number(student.double(3), "double(3)") == 6, "double(3) is not twice three.")


@check("double")
def test_double_of_many(student: Student) -> None:
    'Twice a large number is 100.'
    expect(as_number(student.double(1000), "double(1000)") == 100, "double(1000) is not right.")
"""
BESIDE = """

@check("double")
def test_double_beside_the_border(student: Student) -> None:
    'Beside 50 both rules hold on their own side.'
    for x, right in ((49.5, 99), (50.5, 100)):
        expect(as_number(student.double(x), "double(x)") == right, "double is not right beside 50.")
"""
SAME = """\
[[mutant]]
operator = "comparison"
function = "double"
before = "if x > 50:"
after = "if x >= 50:"
why = "At x = 50 both branches give 100."
"""


OVER = SAME.replace("comparison", "off by one").replace(">= 50", "> 51")


def toy(tmp_path: Path, *, model: str = MODEL, checks: str = CHECKS, listed: str = "") -> Course:
    start, end = TEXT.index("def double(x):"), TEXT.index("```\n\n```{code-cell} ipython3\n:nbgrader: {grade_id: test_double")
    course = make_course(tmp_path, text=TEXT[:start] + model + TEXT[end:])
    checks_file(tmp_path, "double").write_text(checks, encoding="utf-8")
    if listed:
        (tmp_path / "tests" / "answers" / SECTION).mkdir(parents=True)
        (tmp_path / "tests" / "answers" / SECTION / "double.equivalent.toml").write_text(listed, encoding="utf-8")
    return course


def reports(course: Course, section: str = SECTION, tasks: Sequence[str] = ("double",)) -> list[TaskReport]:
    return [one for one in try_mutants(course, section, tasks) if isinstance(one, TaskReport)]


def survivors(report: TaskReport) -> set[str]:
    return {one.mutant.after for one in report.survivors}


def test_exactly_the_mutants_that_no_check_can_notice_survive(tmp_path: Path) -> None:
    (report,) = reports(toy(tmp_path))
    assert survivors(report) == {"if x >= 50:", "if x > 51:", "if x > 49:"}  # the checks ask for 3 and for 1000 only
    assert {one.mutant.after: one.check for one in report.killed} == {
        "if x < 50:": "test_double_of_three",
        "if True:": "test_double_of_three",
        "if False:": "test_double_of_many",
        "return 101": "test_double_of_many",
        "return 99": "test_double_of_many",
        "return 2 / x": "test_double_of_three",
        "return 3 * x": "test_double_of_three",
        "return 1 * x": "test_double_of_three",
    }
    assert report.seconds > report.model_seconds > 0


def test_a_better_check_and_a_list_with_a_reason_leave_no_survivor(tmp_path: Path) -> None:
    (report,) = reports(toy(tmp_path, checks=CHECKS + BESIDE, listed=SAME))
    assert (survivors(report), report.faults()) == (set(), [])
    assert (report.counted, len(report.killed)) == (11, 10)


def test_an_entry_that_a_check_kills_or_that_names_no_mutant_is_a_fault_with_file_and_line(tmp_path: Path) -> None:
    listed = f"# a comment\n{SAME}\n{OVER}\n{OVER.replace('> 51', '> 52')}"
    (report,) = reports(toy(tmp_path, checks=CHECKS + BESIDE, listed=listed))
    killed, unknown = report.faults()
    assert killed.startswith(f"tests/answers/{SECTION}/double.equivalent.toml:9: test_double_beside_the_border kills")
    assert unknown.startswith(f"tests/answers/{SECTION}/double.equivalent.toml:16: no mutant of double is named")


@pytest.mark.parametrize(
    ("listed", "says"),
    [
        (SAME + "\n" + SAME, ":8: this mutant is listed twice"),
        (SAME.replace("why = ", "reason = "), "reason is unknown or of another type; no why"),
        (SAME.replace('"At x = 50 both branches give 100."', '" "'), ":1: (.|\n)*no why"),
        (SAME + "occurrence = '2'\n", ":1: (.|\n)*occurrence is unknown or of another type"),
        (SAME.replace("why =", "why"), "cannot be read"),
        ("mutant = [{operator = 'x'}]\n", "something else than entries"),
    ],
)
def test_a_malformed_list_is_an_error_that_says_where(tmp_path: Path, listed: str, says: str) -> None:
    course = toy(tmp_path, listed=listed)
    with pytest.raises(SectionError, match=f"tests/answers/{SECTION}/double.equivalent.toml(.|\n)*{says}"):
        load_equivalents(course.root, SECTION, "double")


def test_the_entry_that_is_printed_for_a_survivor_names_it_once_it_has_a_reason(tmp_path: Path) -> None:
    (report,) = reports(toy(tmp_path))
    entries = [as_entry(one.mutant) for one in report.survivors]
    assert all(entry.endswith('why = ""\n') for entry in entries)
    odd = Mutant(
        operator="sign", function="", before="a = 'x' + \"\\n\"", after="a = 'x' - \"\\n\"", occurrence=2, line=1, code=""
    )
    file = tmp_path / "tests" / "answers" / SECTION / "double.equivalent.toml"
    file.parent.mkdir(parents=True)
    file.write_text("\n".join([*entries, as_entry(odd)]).replace('why = ""', 'why = "a reason"'), encoding="utf-8")
    read = [entry.key for entry in load_equivalents(tmp_path, SECTION, "double")]
    assert read == [*(one.mutant.key for one in report.survivors), odd.key]


def test_a_mutant_without_an_end_is_killed_by_its_limit(tmp_path: Path) -> None:
    counting = "    n = 0\n    while n < 2 * x and n < 100:\n        n += 1\n    return n\n"
    course = toy(tmp_path, model=MODEL[: MODEL.index("    if x")] + counting + "    ### END SOLUTION\n")
    report = list(try_mutants(course, SECTION, ("double",), least_seconds=1))[-1]
    assert isinstance(report, TaskReport)
    endless = next(one for one in report.tried if one.mutant.after == "n -= 1")
    assert (endless.outcome, endless.check) == ("killed", "")
    assert endless.message in ("it used up its processor time", "it took too long")  # the latter where other work has the core


def test_an_answer_cannot_spoil_its_arguments_for_the_check_and_calls_back_the_very_functions() -> None:
    def spoil(array: np.ndarray, pair: list[np.ndarray], count: Callable[[], None], *, named: dict[str, list[int]]) -> float:
        pair.append(array)
        named["a"].append(7)
        count()
        return 7.0

    calls: list[int] = []
    array, pair, named = np.zeros(2), [np.zeros(2)], {"a": [1]}
    assert BareStudent({"spoil": spoil}).spoil(array, pair, lambda: calls.append(1), named=named) == 7.0
    assert (len(pair), named, calls) == (1, {"a": [1]}, [1])
    with pytest.raises(StudentError, match="read-only"):
        BareStudent({"spoil": lambda array: array.fill(7.0)}).spoil(array)
    assert array.tolist() == [0.0, 0.0]


def test_a_check_that_cannot_tell_or_is_broken_kills_nothing(tmp_path: Path) -> None:
    undecided = CHECKS.replace("import Student", "import Student, Undecided").replace(
        "    expect(as_number(student.double(1000)",
        '    if student.double(1000) != 100:\n        raise Undecided("?")\n    expect(as_number(student.double(1000)',
    )
    broken = CHECKS.replace(
        "    expect(as_number(student.double(1000)",
        '    if student.double(1000) != 100:\n        raise KeyError("?")\n    expect(as_number(student.double(1000)',
    )
    for number, (checks, outcome) in enumerate([(undecided, "undecided"), (broken, "author_error")]):
        (report,) = reports(toy(tmp_path / str(number), checks=checks))
        unclear = {one.mutant.after: (one.outcome, one.check) for one in report.survivors if one.outcome != "survived"}
        assert unclear == dict.fromkeys(["if False:", "return 101", "return 99"], (outcome, "test_double_of_many"))


def test_nothing_is_said_where_the_model_answer_fails_or_the_checks_cannot_be_collected(tmp_path: Path) -> None:
    with pytest.raises(SectionError, match=r"the model answer itself does not pass(.|\n)*test_double_of_three: double"):
        reports(toy(tmp_path / "wrong", checks=CHECKS.replace("== 6", "== 7")))
    with pytest.raises(SectionError, match=r"cannot be run(.|\n)*ZeroDivisionError"):
        reports(toy(tmp_path / "broken", checks=CHECKS + "\n1 / 0\n"))


def test_a_list_that_belongs_to_no_task_is_an_error(tmp_path: Path) -> None:
    course = toy(tmp_path, listed=SAME)
    folder = tmp_path / "tests" / "answers" / SECTION
    (folder / "double.equivalent.toml").rename(folder / "duble.equivalent.toml")
    with pytest.raises(
        SectionError, match=r"duble\.equivalent\.toml: this list belongs to no task(.|\n)*one of double, answer"
    ):
        reports(course)


def test_the_names_of_tasks_are_those_with_hidden_checks(tmp_path: Path) -> None:
    course = toy(tmp_path)
    assert tasks_of(course, SECTION) == ("double", "answer")
    assert tasks_of(course, SECTION, "answer") == ("answer",)
    for name in ("why", "doubel"):
        with pytest.raises(UsageError, match=f"no task '{name}' with hidden checks(.|\n)*one of double, answer"):
            tasks_of(course, SECTION, name)


# --- the command


def test_the_command_counts_the_mutants_and_names_the_survivors_by_file_and_line(tmp_path: Path) -> None:
    course = toy(tmp_path)
    ran = CliRunner().invoke(cli, ["--course", str(course.root), "mutants", SECTION, "double"], standalone_mode=False)
    assert ran.return_value == 1
    line = course.notebook(SECTION).with_suffix(".md").read_text(encoding="utf-8").split("\n").index("    if x > 50:") + 1
    assert first_line(course, SECTION, "double") == line - 3
    assert f"source/{SECTION}/{SECTION}.md:{line}, in double, comparison\n    if x > 50:\n -> if x >= 50:" in ran.stdout
    assert ran.stdout.count(" -> ") == 3
    assert [part.strip() for part in ran.stdout.split("│")[1:7]] == [SECTION, "double", "11", "8", "0", "3"]
    assert how_many(course, SECTION, ("double",)) == 11


def test_the_command_ends_with_0_when_every_survivor_is_listed_and_with_1_when_an_entry_is_wrong(tmp_path: Path) -> None:
    course = toy(tmp_path, checks=CHECKS + BESIDE, listed=SAME)
    words = ["--course", str(course.root), "mutants", SECTION, "double", "--json"]
    ran = CliRunner().invoke(cli, words, standalone_mode=False)
    assert ran.return_value == 0
    (told,) = json.loads(ran.stdout)
    assert (told["survivors"], told["faults"], len(told["mutants"])) == (0, [], 11)
    assert [one["after"] for one in told["mutants"] if one["equivalent"]] == ["if x >= 50:"]
    (tmp_path / "tests" / "answers" / SECTION / "double.equivalent.toml").write_text(SAME + OVER)
    ran = CliRunner().invoke(cli, words, standalone_mode=False)
    assert ran.return_value == 1
    assert "not equivalent" in json.loads(ran.stdout)[0]["faults"][0]


def test_the_command_prints_the_survivors_as_entries(tmp_path: Path) -> None:
    course = toy(tmp_path)
    words = ["--course", str(course.root), "mutants", SECTION, "double", "--entries"]
    ran = CliRunner().invoke(cli, words, standalone_mode=False)
    assert ran.stdout.count("[[mutant]]") == 3
    assert "before = 'if x > 50:'\nafter = 'if x >= 50:'\nwhy = \"\"\n" in ran.stdout


def test_set_up_that_needs_an_answer_keeps_its_place_and_the_rest_runs_once_before() -> None:
    def cell(kind: CellKind, name: str, source: str) -> SourceCell:
        return SourceCell(cell_id=name, kind=kind, grade_id=name, source=source, locked=True)

    cells = [
        cell(CellKind.SETUP, "free", "base = 2"),
        cell(CellKind.ANSWER, "double", "def double(x):\n    return base * x"),
        cell(CellKind.SETUP, "bound", "four = double(2)"),
    ]
    names: dict[str, Any] = {}
    left = without_what_runs_first(cells, names)
    assert [one.grade_id for one in left] == ["double", "bound"]
    assert names["base"] == 2
    assert "four" not in names
