"""Takes solutions out of a notebook, and leaves a stub that says what to write where."""

from __future__ import annotations

from typing import Any, TypeAlias

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor
from traitlets import Unicode

from grading.submission.foot import FOOT_ID, foot
from grading.submission.regions import solution_regions, stub
from grading.submission.serialise import KEPT_METADATA, RECORD

Converted: TypeAlias = tuple[NotebookNode, dict[str, Any]]


class ClearRegions(ClearSolutions):
    """nbgrader's ClearSolutions with this course's stubs."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Replace the regions of an answer cell; RuntimeError names the cell whose regions are wrong."""
        meta = cell.metadata.get("nbgrader", {})
        where = meta.get("grade_id") or f"number {cell_index}"
        try:
            if meta.get("solution"):
                cell.source = stub(cell.source, meta["grade_id"], code=cell.cell_type == "code")
            elif solution_regions(cell.source):
                raise ValueError("a solution region in a cell that is not an answer cell")
        except ValueError as error:
            raise RuntimeError(f"cell {where}: {error}") from error
        return cell, resources


class StudentCopy(NbGraderPreprocessor):
    """Leaves only what a student's notebook needs, and adds the foot: source cells and course.toml make the release."""

    licence = Unicode("", help="The line at the foot of the notebook; none when empty").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> Converted:
        """Drop the pair's record and editors' metadata, but leave folded what the author folded."""
        nb.metadata.pop(RECORD, None)
        kept = (*KEPT_METADATA, "deletable", "editable")
        for cell in nb.cells:
            folded = cell.metadata.get("jupyter", {}).get("source_hidden") is True
            for key in [key for key in cell.metadata if key not in kept]:
                del cell.metadata[key]
            if folded:  # a long cell that only shows, and whose text would tell the picture before it is seen
                cell.metadata["jupyter"] = {"source_hidden": True}
        if self.licence:
            metadata = {"deletable": False, "editable": False}
            nb.cells.append(new_markdown_cell(foot(self.licence), id=FOOT_ID, metadata=metadata))
        return nb, resources
