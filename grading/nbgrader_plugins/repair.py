"""Reads a submission for nbgrader, whatever it is, and gives it a notebook that all of its own steps accept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import NotebookNode

from grading.classroom.gradebook.autograded import repaired_notebook
from grading.classroom.gradebook.store import make_assignment
from grading.nbgrader_plugins.course import course_of, submitted_bytes
from grading.nbgrader_plugins.timestamps import read_without_guessing
from grading.section import Section
from grading.submission.read import read_submission


class RepairingExporter(NotebookExporter):
    """nbgrader's notebook exporter with a reader in front that never fails on a student's file.

    nbgrader converts a submission twice: from submitted/ to autograded/, and from there to itself. Repair belongs to the first.
    """

    def __init__(self, **kw: Any) -> None:
        """Prepare what nbgrader reads before the first submission: times, and the assignment that a fresh clone lacks."""
        super().__init__(**kw)
        course = course_of(self.parent)
        directory = getattr(self.parent, "coursedir", None)
        if course is not None and directory is not None and directory.assignment_id in course.section_ids():
            read_without_guessing(directory)
            make_assignment(course, directory.assignment_id)

    def from_filename(self, filename: str, resources: dict[str, Any] | None = None, **kw: Any) -> tuple[str, dict[str, Any]]:
        """Read and repair the notebook if it lies in submitted/, then convert it as usual."""
        about = (resources or {}).get("nbgrader", {})
        course = course_of(self)
        name = str(about.get("notebook", ""))
        if course is None or name not in course.section_ids() or not _is_submission(course.submitted, Path(filename)):
            return super().from_filename(filename, resources=resources, **kw)
        section = Section.load(course, name)
        submission = read_submission(submitted_bytes(course, about), section)
        return self.from_notebook_node(_node(repaired_notebook(section, submission)), resources=resources, **kw)


def _is_submission(submitted: Path, path: Path) -> bool:
    """Tell by the place of the file, not by where a link leads: submitted/<student>/<section>/<section>.ipynb."""
    return path.absolute().parents[2].resolve() == submitted.resolve()


def _node(notebook: bytes) -> NotebookNode:
    return nbformat.reads(notebook.decode(), as_version=4)
