"""What happens to notebooks between a student's hands and the grader; each damage takes bytes and returns bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import nbformat


def cut_off(data: bytes) -> bytes:
    """The upload stopped half way: no JSON any more."""
    return data[: len(data) // 2]


def nbformat_3(data: bytes) -> bytes:
    """An old editor saved the notebook in the format of 2013, which keeps no nbgrader metadata in cells of another name."""
    notebook = nbformat.reads(data.decode(), as_version=4)
    return nbformat.writes(nbformat.convert(notebook, 3), version=3).encode()


def empty_file(data: bytes) -> bytes:
    """A file of no bytes."""
    return b""


def no_notebook(data: bytes) -> None:
    """The folder was handed in without the notebook."""


def delete_locked_cells(data: bytes) -> bytes:
    """Every locked cell is gone: imports, data and checks."""
    return _edit(data, lambda cells: [cell for cell in cells if not _nbgrader(cell).get("locked")])


def delete_check_cells(data: bytes) -> bytes:
    """Every second check cell is gone."""
    checks = [cell for cell in _cells(data) if _nbgrader(cell).get("grade_id", "").startswith("test_")][::2]
    gone = {_nbgrader(cell)["grade_id"] for cell in checks}
    return _edit(data, lambda cells: [cell for cell in cells if _nbgrader(cell).get("grade_id") not in gone])


def rename_cells(data: bytes) -> bytes:
    """Every grade_id was changed."""

    def rename(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
        for number, cell in enumerate(cells):
            if "grade_id" in _nbgrader(cell):
                cell["metadata"]["nbgrader"]["grade_id"] = f"cell-{number:04d}"
        return cells

    return _edit(data, rename)


def strip_metadata(data: bytes) -> bytes:
    """An editor that knows nothing of nbgrader dropped all metadata and made new cell ids."""

    def strip(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{**cell, "metadata": {}, "id": f"new-{number}"} for number, cell in enumerate(cells)]

    return _edit(data, strip)


def copy_cells(data: bytes) -> bytes:
    """Every answer cell stands twice, with the same metadata and id."""

    def double(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [copy for cell in cells for copy in ([cell, dict(cell)] if _nbgrader(cell).get("solution") else [cell])]

    return _edit(data, double)


def schema_99(data: bytes) -> bytes:
    """A later nbgrader wrote the metadata."""

    def bump(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
        for cell in cells:
            if _nbgrader(cell):
                cell["metadata"]["nbgrader"]["schema_version"] = 99
        return cells

    return _edit(data, bump)


def lone_surrogate(data: bytes) -> bytes:
    """An output holds half a character, which no encoder will write."""

    def spoil(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
        for cell in cells:
            if cell["cell_type"] == "code":
                cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "\ud800"}]
        return cells

    return _edit(data, spoil)


Damage = Callable[[bytes], bytes | None]
DAMAGES: dict[str, Damage] = {
    damage.__name__: damage
    for damage in (
        cut_off,
        nbformat_3,
        empty_file,
        no_notebook,
        delete_locked_cells,
        delete_check_cells,
        rename_cells,
        strip_metadata,
        copy_cells,
        schema_99,
        lone_surrogate,
    )
}


def _edit(data: bytes, change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]) -> bytes:
    notebook = json.loads(data)
    notebook["cells"] = change(notebook["cells"])
    return json.dumps(notebook, indent=1, ensure_ascii=True).encode()


def _cells(data: bytes) -> list[dict[str, Any]]:
    return list(json.loads(data)["cells"])


def _nbgrader(cell: dict[str, Any]) -> dict[str, Any]:
    return dict(cell["metadata"].get("nbgrader", {}))
