"""One document, two files: the MyST Markdown that instructors edit and the notebook beside it.

The notebook is a function of the text: cell ids come from the grade_id or from the cell's content, outputs and volatile
metadata are dropped, and the same text gives the same bytes. It records which text it was made from, so that `sync` knows
which of the two files a person changed.
"""

# Longer than the house measure: both directions, so that reading and writing cannot drift apart.

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbformat.notebooknode import NotebookNode

from grading.course import Course
from grading.errors import SectionError
from grading.submission.files import write_atomically
from grading.submission.serialise import KEPT_METADATA, KERNELSPEC, RECORD, dump

NBGRADER_DEFAULTS = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
TEXT_FORMAT = "md:myst"
HEADER = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---
"""
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


class Direction(Enum):
    """Which of the two files is the truth."""

    AUTO = "auto"
    TEXT = "md"
    NOTEBOOK = "ipynb"


class Change(Enum):
    """What a synchronisation did; the value is what a person is told."""

    NOTHING = "unchanged"
    NOTEBOOK_WRITTEN = "the notebook was made from its text"
    TEXT_WRITTEN = "the text was made from its notebook"


@dataclass(frozen=True, kw_only=True)
class Synced:
    """One pair after synchronisation."""

    section: str
    change: Change


def to_notebook(text: str, *, where: str = "") -> bytes:
    """Return the notebook of a MyST text, as deterministic bytes; SectionError when the text is not one."""
    try:
        parsed = jupytext.reads(_with_header(text), fmt=TEXT_FORMAT)
        cells = _identified(_clean(cell) for cell in parsed.cells)
    except Exception as error:  # jupytext and its parsers raise all kinds; the file is at fault
        raise SectionError(
            "the text cannot be read as MyST Markdown",
            where=where,
            got=f"{type(error).__name__}: {error}"[:500],
            next_step="look at the YAML header of the cell that is named, or at an unclosed ```",
        ) from error
    record = {"text": _digest(text), "cells": _cells_digest(cells)}
    metadata = {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}, RECORD: record}
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return dump(notebook)


def to_text(notebook: bytes, *, header: str = HEADER, where: str = "") -> str:
    """Return the MyST text of a notebook under `header`, the YAML front matter to keep."""
    cells = [_brief(_clean(cell)) for cell in _read(notebook, where).cells]
    body = jupytext.writes(
        nbformat.from_dict({"cells": cells, "metadata": {"kernelspec": KERNELSPEC}, "nbformat": 4, "nbformat_minor": 5}),
        fmt=TEXT_FORMAT,
    )
    return header + _FRONT_MATTER.sub("", body, count=1)


def sync(section_dir: Path, direction: Direction = Direction.AUTO) -> Synced:
    """Bring one pair together.

    With `AUTO`, the file that changed since the last synchronisation wins.

    Raises:
        SectionError: both files changed, neither exists, or one cannot be read.
    """
    section = section_dir.name
    text, notebook = section_dir / f"{section}.md", section_dir / f"{section}.ipynb"
    if direction is Direction.AUTO:
        direction = _newer(text, notebook)
    if direction is Direction.NOTEBOOK:
        old = text.read_text(encoding="utf-8") if text.is_file() else ""
        header = _FRONT_MATTER.match(old)
        new = to_text(_bytes(notebook), header=header.group() if header else HEADER, where=str(notebook))
        made = to_notebook(new, where=str(text))
        _require_same_cells(made, notebook)
        write_atomically({text: new.encode(), notebook: made})
        return Synced(section=section, change=Change.TEXT_WRITTEN)
    made = to_notebook(_bytes(text).decode("utf-8"), where=str(text))
    if notebook.is_file() and notebook.read_bytes() == made:
        return Synced(section=section, change=Change.NOTHING)
    write_atomically({notebook: made})
    return Synced(section=section, change=Change.NOTEBOOK_WRITTEN)


def stale(course: Course) -> list[str]:
    """Return the sections whose notebook is not what their text says; a section with one file only is stale."""
    return [path.name for path in pairs(course) if not agrees(path)]


def pairs(course: Course) -> list[Path]:
    """Return the folders of source/ that hold a text or a notebook of their own name."""
    folders = (path for path in course.source.iterdir() if path.is_dir())
    return sorted(p for p in folders if any((p / f"{p.name}{end}").is_file() for end in (".md", ".ipynb")))


def agrees(folder: Path) -> bool:
    """Say whether a section's notebook is what its text says; SectionError when one of the two cannot be read."""
    text, notebook = folder / f"{folder.name}.md", folder / f"{folder.name}.ipynb"
    if not (text.is_file() and notebook.is_file()):
        return False
    return notebook.read_bytes() == to_notebook(text.read_text(encoding="utf-8"), where=str(text))


def _newer(text: Path, notebook: Path) -> Direction:
    """Decide which file a person changed, by what the notebook recorded when the pair was last made."""
    if not notebook.is_file():
        return Direction.TEXT
    if not text.is_file():
        return Direction.NOTEBOOK
    read = _read(notebook.read_bytes(), str(notebook))
    cells = _cells_digest([_clean(cell) for cell in read.cells])
    made = json.loads(to_notebook(text.read_text(encoding="utf-8"), where=str(text)))
    if cells == made["metadata"][RECORD]["cells"]:
        return Direction.TEXT  # same cells: only outputs or metadata differ
    record = read.metadata.get(RECORD)
    record = record if isinstance(record, dict) else {}
    text_changed = record.get("text") != made["metadata"][RECORD]["text"]
    notebook_changed = record.get("cells") != cells
    if text_changed and notebook_changed:
        raise SectionError(
            "the text and the notebook were both changed",
            where=str(notebook.parent),
            expected="changes in one of the two files",
            next_step="run `landscape sync --from md` to keep the text, or `--from ipynb` to keep the notebook",
        )
    return Direction.NOTEBOOK if notebook_changed else Direction.TEXT


def _require_same_cells(made: bytes, notebook: Path) -> None:
    here = _cells_digest([_clean(cell) for cell in _read(notebook.read_bytes(), str(notebook)).cells])
    if json.loads(made)["metadata"][RECORD]["cells"] != here:
        raise SectionError(
            "the notebook does not survive the way through Markdown",
            where=str(notebook),
            got="a cell that differs after writing and reading the text",
            next_step="take raw cells, attachments and cells that contain ``` fences out, then sync again",
        )


def _with_header(text: str) -> str:
    return HEADER + _FRONT_MATTER.sub("", text.replace("\r\n", "\n"), count=1)


def _clean(cell: NotebookNode) -> dict[str, Any]:
    """Return the cell as it is committed, without an id: no outputs, no metadata but ours."""
    metadata = {key: _plain(cell.metadata[key]) for key in KEPT_METADATA if cell.metadata.get(key)}
    if "nbgrader" in metadata:
        metadata["nbgrader"] = {
            key: value
            for key, value in {**NBGRADER_DEFAULTS, **metadata["nbgrader"]}.items()
            if key not in ("checksum", "cell_type")
        }
    if cell.metadata.get("jupyter", {}).get("source_hidden") is True:
        metadata["jupyter"] = {"source_hidden": True}  # the author folds a cell for its readers
    clean = {"cell_type": cell.cell_type, "metadata": metadata, "source": cell.source.strip("\n")}
    if cell.cell_type == "code":
        clean |= {"execution_count": None, "outputs": []}
    return clean


def _brief(cell: dict[str, Any]) -> dict[str, Any]:
    """Leave out what `_clean` fills in again, so that the text stays short."""
    if "nbgrader" not in cell["metadata"]:
        return cell
    said = {key: value for key, value in cell["metadata"]["nbgrader"].items() if value != NBGRADER_DEFAULTS.get(key)}
    return {**cell, "metadata": {**cell["metadata"], "nbgrader": said}}


def _identified(cells: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give each cell its id: the grade_id, else a digest of its content (and of its rank among equal cells)."""
    seen: set[str] = set()
    done = []
    for cell in cells:
        grade_id = str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))
        name = re.sub(r"[^A-Za-z0-9_-]", "-", grade_id)[:56] or f"{cell['cell_type'][:4]}-{_digest(cell['source'])[:12]}"
        cell_id, rank = name, 2
        while cell_id in seen:
            cell_id, rank = f"{name}-{rank}", rank + 1
        seen.add(cell_id)
        done.append({**cell, "id": cell_id})
    return done


def _cells_digest(cells: Iterable[dict[str, Any]]) -> str:
    content = [[cell["cell_type"], cell["source"], cell["metadata"]] for cell in cells]
    return _digest(json.dumps(content, sort_keys=True))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value))


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise SectionError(
            "the file is not there", where=str(path), next_step="write it, or sync from the other one of the pair"
        )
    return path.read_bytes()


def _read(notebook: bytes, where: str) -> NotebookNode:
    try:
        return nbformat.reads(notebook.decode("utf-8"), as_version=4)
    except Exception as error:  # nbformat raises all kinds on a broken file
        raise SectionError(
            "the notebook cannot be read",
            where=where,
            got=f"{type(error).__name__}: {error}"[:500],
            next_step="run `landscape sync --from md` to make it anew from its text",
        ) from error
