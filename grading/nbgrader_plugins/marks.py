"""Our steps in `nbgrader autograde`: the sealed grader in the place of Execute, its marks in the place of SaveAutoGrades."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades
from traitlets import Unicode

from grading.classroom import records
from grading.classroom.changes import differ
from grading.classroom.current import current
from grading.classroom.gradebook.autograded import autograded_notebook
from grading.classroom.gradebook.rows import NO_RESPONSE, clamped
from grading.classroom.gradebook.store import marks_of
from grading.classroom.records import Graded, Opened
from grading.errors import SectionError
from grading.nbgrader_plugins.course import course_of, grader, submission_path, submitted_bytes
from grading.nbgrader_plugins.solutions import Converted
from grading.section import Section
from grading.submission.doubt import doubt_of
from grading.submission.find import Handed
from grading.submission.read import read_submission

MARKS = "landscape_marks"  # keys in nbconvert's resources, from one step to the next
GRADED = "landscape_graded"


class GradeSubmission(NbGraderPreprocessor):
    """Grades the submission as it was handed in, and gives nbgrader the autograded notebook."""

    isolation = Unicode("auto", help="How students' code is sealed: auto, namespaces, landlock or process").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> Converted:
        """Return the autograded notebook, and the marks in the resources."""
        about, course = resources["nbgrader"], course_of(self)
        if course is None:
            raise SectionError(
                "this folder is not a course",
                where=str(about["assignment"]),
                next_step="run nbgrader where nbgrader_config.py lies",
            )
        section = Section.load(course, about["notebook"])
        data = submitted_bytes(course, about)
        handed = Handed(student=about["student"], section=section.section_id, path=submission_path(course, about))
        files = handed.files()
        opened = Opened(
            student=handed.student,
            section=handed.section,
            notebook=data,
            submitted_at=handed.submitted_at(),
            files_digest=records.digest_of(files),
            doubt=doubt_of(course, handed.section, handed.path, data),
        )
        verdict = current(course, grader(course.root, self.isolation).grade(data, handed.section, files=files))
        graded = Graded.of(opened, verdict, old=records.load(course, handed.section, handed.student))
        submission = read_submission(data, section)
        resources[MARKS] = marks_of(section, submission, graded)
        resources[GRADED] = course, graded
        return nbformat.reads(autograded_notebook(section, submission, graded.verdict).decode(), as_version=4), resources


class SaveMarks(SaveAutoGrades):
    """Writes the marks of `GradeSubmission` through nbgrader's own API; nothing is read from a cell's output."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> Converted:
        """Save the marks and comments of every cell."""
        self.marks = resources[MARKS]
        saved = super().preprocess(nb, resources)
        course, graded = resources.pop(GRADED)
        records.save(course, replace(graded, stored=True, anew=False))  # `landscape report`, `feedback` and `grade` know of it
        return saved

    def _add_score(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        name = cell.metadata.nbgrader["grade_id"]
        grade = self.gradebook.find_grade(name, self.notebook_id, self.assignment_id, self.student_id)
        before, grade.auto_score = grade.auto_score, clamped(self.marks.scores.get(name), grade.max_score)
        if grade.manual_score is None:
            grade.needs_manual_grade = grade.auto_score is None
        elif self.marks.anew or differ(before, grade.auto_score):
            grade.needs_manual_grade = True
        self.gradebook.db.commit()

    def _add_comment(self, cell: NotebookNode, resources: dict[str, Any]) -> None:
        name = cell.metadata.nbgrader["grade_id"]
        comment = self.gradebook.find_comment(name, self.notebook_id, self.assignment_id, self.student_id)
        comment.auto_comment = NO_RESPONSE if name in self.marks.untouched else None
        self.gradebook.db.commit()
