"""`nbgrader generate_feedback` with this course's page: the same that `landscape feedback` writes."""

from __future__ import annotations

import math
from typing import Any

from nbconvert.exporters import Exporter
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import GetGrades
from traitlets import default

from grading.classroom.gradebook.feedback import shown_score
from grading.classroom.gradebook.page import Header, Mark, feedback_page
from grading.nbgrader_plugins.solutions import Converted

MARKS = "landscape_marks"


class GetMarks(GetGrades):
    """Reads marks and comments from the gradebook, and keeps apart what is 0 and what has not been marked."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> Converted:
        """Put the marks into the resources."""
        self.scores: dict[str, float | None] = {}
        self.comments: dict[str, str] = {}
        nb, resources = super().preprocess(nb, resources)
        names = {*self.scores, *self.comments}
        resources[MARKS] = {n: Mark(score=self.scores.get(n), comment=self.comments.get(n, "")) for n in names}
        return nb, resources

    def _get_comment(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        super()._get_comment(cell, resources)
        self.comments[cell.metadata.nbgrader["grade_id"]] = cell.metadata.nbgrader["comment"] or ""

    def _get_score(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        super()._get_score(cell, resources)
        name = cell.metadata.nbgrader["grade_id"]
        grade = self.gradebook.find_grade(name, self.notebook_id, self.assignment_id, self.student_id)
        self.scores[name] = shown_score(
            grade.auto_score, grade.manual_score, grade.extra_credit, needs_person=grade.needs_manual_grade
        )


class FeedbackExporter(Exporter):
    """Writes the feedback page; nbconvert's own templates load scripts from elsewhere and show what students wrote as HTML."""

    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kw: Any) -> tuple[str, dict[str, Any]]:
        """Return the page and the resources."""
        read, found = super().from_notebook_node(nb, resources, **kw)
        about, marks = found["nbgrader"], found[MARKS]
        header = Header(
            section=about["notebook"],
            student=about["student"],
            score=math.fsum(mark.score or 0.0 for mark in marks.values()) - float(about["late_penalty"]),
            late_penalty=float(about["late_penalty"]),
        )
        return feedback_page(read, header, marks), found
