"""Takes solutions out of a notebook, and leaves a stub that says what to write where."""

from __future__ import annotations

from typing import Any, TypeAlias

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor

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
    """Leaves only what a student's notebook needs, so that the release is a function of the source cells."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> Converted:
        """Drop the pair's record and editors' metadata."""
        nb.metadata.pop(RECORD, None)
        kept = (*KEPT_METADATA, "deletable", "editable")
        for cell in nb.cells:
            for key in [key for key in cell.metadata if key not in kept]:
                del cell.metadata[key]
        return nb, resources
