"""What every section promises, proved through the real, sealed engine: nothing for nothing, full marks for the model answer."""

from __future__ import annotations

import json
import re

import pytest

from grading.content.filled import answered, filled, model_answers
from grading.content.gates import BY_NAME
from grading.content.judging import Judges
from grading.section import CellKind, Section
from grading.verdict import Outcome, Verdict
from tests.support.sections import COURSE, automatic, by_section

JUNK = [
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

pytestmark = pytest.mark.sealed


def released(section: str) -> bytes:
    return (COURSE.release / section / f"{section}.ipynb").read_bytes()


def scores(verdict: Verdict) -> dict[str, float | None]:
    return {task.task: task.score for task in verdict.tasks if not task.manual}


def marks(verdict: Verdict) -> list[tuple[object, ...]]:
    return [(task.task, task.score, [(c.check, c.outcome, c.message) for c in task.checks]) for task in verdict.tasks]


def full_marks(section: str) -> dict[str, float]:
    return {task.name: task.points for task in Section.load(COURSE, section).tasks if not task.manual}


@by_section
def test_an_untouched_release_scores_nothing_on_every_task(judges: Judges, section: str) -> None:
    verdict = judges.grade(released(section), section)
    assert scores(verdict) == dict.fromkeys(automatic(section), 0.0)
    assert verdict.problems == ()


@by_section
def test_a_stub_that_was_touched_and_not_answered_scores_nothing_when_every_check_runs(judges: Judges, section: str) -> None:
    loaded = Section.load(COURSE, section)
    stubs = {
        cell["metadata"]["nbgrader"]["grade_id"]: "".join(cell["source"])
        for cell in json.loads(released(section))["cells"]
        if "nbgrader" in cell["metadata"]
    }
    touched = {
        cell.grade_id: f"{stubs[cell.grade_id]}\n# I will do this tomorrow"
        for cell in loaded.cells
        if cell.kind is CellKind.ANSWER
    }
    verdict = judges.grade(json.dumps(answered(COURSE, loaded, touched)).encode(), section)
    assert verdict.cost.seconds["cells"] > 0
    assert scores(verdict) == dict.fromkeys(automatic(section), 0.0)


@by_section
def test_the_model_notebook_scores_full_marks_on_every_task(judges: Judges, section: str) -> None:
    verdict = judges.grade(COURSE.notebook(section).read_bytes(), section)
    failed = [
        f"{check.check}: {check.outcome.value} {check.message} {check.detail}"
        for task in verdict.tasks
        for check in task.checks
        if check.outcome is not Outcome.PASSED
    ]
    assert failed == []
    assert scores(verdict) == full_marks(section)


@by_section
def test_model_answers_typed_into_the_release_score_full_marks(judges: Judges, section: str) -> None:
    loaded = Section.load(COURSE, section)
    verdict = judges.grade(json.dumps(answered(COURSE, loaded, model_answers(loaded))).encode(), section)
    assert scores(verdict) == full_marks(section)


@by_section
def test_a_notebook_made_from_the_source_is_marked_as_the_released_one(judges: Judges, section: str) -> None:
    loaded = Section.load(COURSE, section)
    half = dict(list(model_answers(loaded).items())[::2])
    made = judges.grade(filled(COURSE, loaded, half), section)
    released_one = judges.grade(json.dumps(answered(COURSE, loaded, half)).encode(), section)
    assert marks(made) == marks(released_one)
    assert scores(made) == {task: points if task in half else 0.0 for task, points in full_marks(section).items()}


@by_section
def test_marks_are_the_same_with_and_without_rendering_and_on_a_second_run(judges: Judges, section: str) -> None:
    notebook = COURSE.notebook(section).read_bytes()
    plain, again = judges.grade(notebook, section), judges.grade(notebook, section)
    rendered = judges.grade(notebook, section, render=True)

    assert marks(plain) == marks(again) == marks(rendered)
    pictures = [out for cell in rendered.cells for out in cell.outputs if "image/png" in out.get("data", {})]
    assert BY_NAME["pictures"].met(len(pictures))
    assert not [out for cell in plain.cells for out in cell.outputs if "image/png" in out.get("data", {})]


@by_section
def test_one_task_alone_is_marked_as_among_the_others(judges: Judges, section: str) -> None:
    notebook = COURSE.notebook(section).read_bytes()
    whole = [mark for mark in marks(judges.grade(notebook, section)) if mark[0] in automatic(section)]
    alone = [mark for task in automatic(section) for mark in marks(judges.grade(notebook, section, tasks=(task,)))]
    assert alone == whole


@by_section
def test_junk_in_place_of_every_answer_never_breaks_a_check(judges: Judges, section: str) -> None:
    loaded = Section.load(COURSE, section)
    source = {cell.grade_id: cell.source for cell in loaded.cells if cell.kind is CellKind.ANSWER}
    for value in JUNK:
        answers = {}
        for name, text in source.items():
            functions = re.findall(r"^def (\w+)\(", text, re.MULTILINE)
            variables = set(re.findall(r"^(\w+) = ", text, re.MULTILINE)) - set(functions)
            answers[name] = "\n".join(
                [f"def {one}(*args, **kwargs):\n    return {value}" for one in functions]
                + [f"{one} = {value}" for one in sorted(variables)]
            )
        verdict = judges.grade(json.dumps(answered(COURSE, loaded, answers)).encode(), section)
        broken = [
            f"{check.check} {check.detail}"
            for task in verdict.tasks
            for check in task.checks
            if check.outcome in (Outcome.AUTHOR_ERROR, Outcome.INFRA_ERROR)
        ]
        assert broken == [], value
        assert verdict.score == 0, value
