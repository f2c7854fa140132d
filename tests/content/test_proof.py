"""What the course promises, proved on the real notebooks through the real, sealed engine."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from grading.classroom.schedule import Settings, close_graders, grade_one
from grading.content.bank import load_bank
from grading.content.error_rates import judge, rates
from grading.content.pair import stale
from grading.content.sample_class import Sample, answered, load_samples, model_code
from grading.course import Course
from grading.engine.grader import Grader
from grading.release.make import make_release
from grading.section import CellKind, Section
from grading.verdict import Outcome

ROOT = Path(__file__).resolve().parents[2]
COURSE = Course.at(ROOT)
SECTIONS = COURSE.section_ids()
FEWEST_RIGHT, FEWEST_WRONG = 3, 6
KINDS = {"right", "partly right", "wrong", "empty", "broken", "hostile"}

pytestmark = pytest.mark.sealed


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    with Grader(ROOT) as warm:
        yield warm


def release_of(section: str) -> Path:
    return COURSE.release / section / f"{section}.ipynb"


def automatic(section: str) -> list[str]:
    return [task.name for task in Section.load(COURSE, section).tasks if not task.manual]


@pytest.mark.parametrize("section", SECTIONS)
def test_an_untouched_release_scores_nothing_on_every_task(grader: Grader, section: str) -> None:
    verdict = grader.grade(release_of(section).read_bytes(), section)
    assert {task.task: task.score for task in verdict.tasks if not task.manual} == dict.fromkeys(automatic(section), 0.0)
    assert verdict.problems == ()


@pytest.mark.parametrize("section", SECTIONS)
def test_a_stub_that_was_touched_and_not_answered_scores_nothing_when_every_check_runs(grader: Grader, section: str) -> None:
    cells = Section.load(COURSE, section).cells
    notebook = json.loads(release_of(section).read_text(encoding="utf-8"))
    stubs = {
        cell["metadata"]["nbgrader"]["grade_id"]: "".join(cell["source"])
        for cell in notebook["cells"]
        if "nbgrader" in cell["metadata"]
    }
    touched = {
        cell.grade_id: f"{stubs[cell.grade_id]}\n# I will do this tomorrow" for cell in cells if cell.kind is CellKind.ANSWER
    }
    verdict = grader.grade(json.dumps(answered(COURSE, Section.load(COURSE, section), touched)).encode(), section)
    assert verdict.cost.seconds["cells"] > 0
    assert {task.task: task.score for task in verdict.tasks if not task.manual} == dict.fromkeys(automatic(section), 0.0)


@pytest.mark.parametrize("section", SECTIONS)
def test_the_model_notebook_scores_full_marks_on_every_task(grader: Grader, section: str) -> None:
    verdict = grader.grade(COURSE.notebook(section).read_bytes(), section)
    failed = [
        f"{c.check}: {c.outcome.value} {c.message} {c.detail}"
        for t in verdict.tasks
        for c in t.checks
        if c.outcome is not Outcome.PASSED
    ]
    assert failed == []
    assert all(task.score == task.points for task in verdict.tasks if not task.manual)


@pytest.mark.parametrize("section", SECTIONS)
def test_model_answers_typed_into_the_release_score_full_marks(grader: Grader, section: str) -> None:
    loaded = Section.load(COURSE, section)
    notebook = answered(COURSE, loaded, {name: model_code(loaded, name) for name in automatic(section)})
    verdict = grader.grade(json.dumps(notebook).encode(), section)
    assert all(task.score == task.points for task in verdict.tasks if not task.manual)


@pytest.mark.parametrize("section", SECTIONS)
def test_marks_are_the_same_with_and_without_rendering_and_on_a_second_run(grader: Grader, section: str) -> None:
    notebook = COURSE.notebook(section).read_bytes()
    plain, again, rendered = (
        grader.grade(notebook, section),
        grader.grade(notebook, section),
        grader.grade(notebook, section, render=True),
    )

    def marks(verdict: object) -> list[object]:
        return [(t.task, t.score, [(c.check, c.outcome, c.message) for c in t.checks]) for t in verdict.tasks]  # type: ignore[attr-defined]

    assert marks(plain) == marks(again) == marks(rendered)
    pictures = [out for cell in rendered.cells for out in cell.outputs if "image/png" in out.get("data", {})]
    assert len(pictures) >= 3
    assert not [out for cell in plain.cells for out in cell.outputs if "image/png" in out.get("data", {})]


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_has_twenty_points_and_seven_or_eight_automatic_tasks(section: str) -> None:
    loaded = Section.load(COURSE, section)
    assert loaded.points == 20
    assert 7 <= len(automatic(section)) <= 8
    assert sum(task.manual for task in loaded.tasks) == 2


def test_the_texts_and_notebooks_of_source_agree() -> None:
    assert stale(COURSE) == []


def test_the_release_is_what_its_sources_give_byte_for_byte() -> None:
    assert make_release(COURSE, check=True) == []


def solution_lines(section: str) -> set[str]:
    """Lines that stand between solution markers and nowhere else in the source notebook."""
    inside, outside = set(), set()
    for cell in Section.load(COURSE, section).cells:
        within = False
        for line in cell.source.split("\n"):
            if line.strip() in ("### BEGIN SOLUTION", "### END SOLUTION"):
                within = "BEGIN" in line
            else:
                (inside if within else outside).add(line.strip())
    return {line for line in inside - outside if len(line) > 12}


@pytest.mark.parametrize("section", SECTIONS)
def test_no_released_file_holds_a_solution_a_marker_or_a_hidden_check(section: str) -> None:
    secret = solution_lines(section)
    assert len(secret) > 40
    modules = (COURSE.grader_tests / section.split("_", 1)[1]).glob("*.py")
    names = {
        name for path in modules for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(names) >= 20
    for path in sorted(COURSE.release.rglob("*")):
        if not path.is_file() or path.suffix not in (".ipynb", ".py", ".md", ".txt", ".toml"):
            continue
        assert path.suffix != ".md" or path.name == "README.md", f"{path} should not be released"
        text = path.read_text(encoding="utf-8")
        lines = set()
        if path.suffix == ".ipynb":
            lines = {line.strip() for cell in json.loads(text)["cells"] for line in "".join(cell["source"]).split("\n")}
        assert lines & secret == set(), path
        assert not re.search(r"BEGIN (SOLUTION|HIDDEN TESTS|MARK SCHEME)", text), path
        assert {name for name in names if re.search(rf"\b{name}\b", text)} == set(), path


@pytest.mark.parametrize("section", SECTIONS)
def test_every_automatic_task_has_a_bank_of_right_and_wrong_answers(section: str) -> None:
    for task in automatic(section):
        answers = load_bank(ROOT, section, task)
        assert sum(answer.right for answer in answers) >= FEWEST_RIGHT, task
        assert sum(not answer.right for answer in answers) >= FEWEST_WRONG, task
        assert len({answer.title for answer in answers}) == len(answers), task
        assert all(answer.says for answer in answers if not answer.right), task


@pytest.mark.parametrize("section", SECTIONS)
def test_every_answer_of_the_bank_is_judged_as_it_must_be(section: str) -> None:
    number, judged = judge(COURSE, Settings(root=ROOT), sections=[section])
    found = list(judged)
    assert len(found) == number
    assert [f"{one.answer.task}: {one.answer.title}: {one.fault}" for one in found if one.fault] == []
    assert all(row.false_accepts == row.false_rejects == 0 for row in rates(found))


def test_the_published_error_rates_are_those_of_this_bank() -> None:
    page = (ROOT / "docs" / "error-rates.md").read_text(encoding="utf-8")
    for section in SECTIONS:
        for task in automatic(section):
            answers = load_bank(ROOT, section, task)
            right = sum(answer.right for answer in answers)
            assert f"| {section} | `{task}` | {right} | 0 (0%) | {len(answers) - right} | 0 (0%) |" in page


def samples() -> list[Sample]:
    return load_samples(COURSE)


def test_the_sample_class_has_24_students_of_every_kind() -> None:
    found = samples()
    assert sorted({sample.student for sample in found}) == [f"student-{number:03d}" for number in range(1, 25)]
    assert {sample.kind for sample in found} == KINDS


@pytest.mark.parametrize("section", SECTIONS)
def test_every_submission_of_the_sample_class_gets_its_mark_cell_by_cell(section: str) -> None:
    settings = Settings(root=ROOT)
    wrong = []
    try:
        for sample in samples():
            if sample.section == section:
                verdict = grade_one(sample.notebook or b"", section, settings)
                got = {task.task: task.score for task in verdict.tasks if not task.manual}
                wrong += [
                    f"{sample.student} {t}: {got[t]}, not {mark}"
                    for t, mark in sample.marks.items()
                    if got[t] != pytest.approx(mark, abs=1e-6)
                ]
    finally:
        close_graders()
    assert wrong == []


@pytest.mark.parametrize("section", SECTIONS)
def test_junk_in_place_of_every_answer_never_breaks_a_check(grader: Grader, section: str) -> None:
    junk = [
        "None",
        "float('nan')",
        "10**400",
        "'text'",
        "[[1], [2, 3]]",
        "{'a': {1: [None]}}",
        "np.zeros((0, 3))",
        "sp.Symbol('q')/0",
        "lambda: 0",
    ]
    loaded = Section.load(COURSE, section)
    source = {cell.grade_id: cell.source for cell in loaded.cells if cell.kind is CellKind.ANSWER}
    for value in junk:
        answers = {}
        for name, text in source.items():
            functions = re.findall(r"^def (\w+)\(", text, re.MULTILINE)
            variables = set(re.findall(r"^(\w+) = ", text, re.MULTILINE)) - set(functions)
            answers[name] = "\n".join(
                [f"def {one}(*args, **kwargs):\n    return {value}" for one in functions]
                + [f"{one} = {value}" for one in sorted(variables)]
            )
        verdict = grader.grade(json.dumps(answered(COURSE, loaded, answers)).encode(), section)
        broken = [
            f"{c.check} {c.detail}"
            for t in verdict.tasks
            for c in t.checks
            if c.outcome in (Outcome.AUTHOR_ERROR, Outcome.INFRA_ERROR)
        ]
        assert broken == [], value
        assert verdict.score == 0, value
