"""The page of `nbgrader generate_feedback` counts what `landscape feedback` counts."""

from __future__ import annotations

from pathlib import Path

import nbformat

from grading.classroom.gradebook import store
from grading.classroom.gradebook.page import Mark
from grading.nbgrader_plugins.feedback import MARKS, FeedbackExporter
from tests.support.tiny_class import SECTION, graded, make_course


def test_a_mark_that_wants_another_look_is_not_in_the_total(tmp_path: Path) -> None:
    """nbgrader's own score, 9, holds the old mark of 2, which a person has to look at again."""
    course = make_course(tmp_path)
    store(course, SECTION, [graded(course, "student-001")])
    notebook = nbformat.read(course.autograded / "student-001" / SECTION / f"{SECTION}.ipynb", 4)
    marks = {"test_double": Mark(score=4.0), "test_answer": Mark(score=3.0), "why": Mark(score=None)}
    about = {"notebook": SECTION, "student": "student-001", "score": 9.0 - 1.5, "late_penalty": 1.5}
    page, _ = FeedbackExporter().from_notebook_node(notebook, {"nbgrader": about, MARKS: marks})
    assert "5.5 of 10 points</strong>, after 1.5 points taken off" in page
    assert "Not marked yet: why." in page
