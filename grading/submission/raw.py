"""Bytes to cells, for notebooks that may be anything: every cell that can be understood, and sentences about the rest."""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass, field
from typing import Any

from grading.submission.large import without_outputs
from grading.submission.pictures import Pictures, pasted_pictures

MAX_BYTES = 20 * 2**20  # a notebook full of figures has 5 MB; JSON can grow twenty times in memory
MAX_CELLS = 2_000
MAX_SOURCE = 400_000  # characters of one cell
_VERSION = re.compile(r"\d{1,3}(\.\d{1,4}){1,2}\Z")
CELL_TYPES = ("code", "markdown", "raw")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, kw_only=True)
class RawCell:
    """A cell as handed in, its fields forced into their types."""

    cell_id: str
    cell_type: str
    source: str
    grade_id: str
    known_metadata: bool  # True when nbgrader metadata of the version that we write came with it
    pictures: Pictures = field(default_factory=dict)  # pasted into a text cell


@dataclass(frozen=True, kw_only=True)
class RawNotebook:
    """All that could be read; `cells` is None when nothing could."""

    cells: tuple[RawCell, ...] | None
    problems: tuple[str, ...] = ()
    python: str = ""  # version that the notebook says it was written with


def read_raw(data: bytes) -> RawNotebook:
    """Read a notebook of any nbformat version, and most of a damaged one."""
    if not data.strip():
        return _nothing("The file is empty, or no notebook was handed in.")
    problems: list[str] = []
    if len(data) > MAX_BYTES:
        size, data = len(data), without_outputs(data)
        if len(data) > MAX_BYTES:
            more = f"it has {size // 2**20} MB, {len(data) // 2**20} MB without outputs"
            return _nothing(f"The file is too large: {more}; at most {MAX_BYTES // 2**20} MB are read.")
        problems.append(f"The file has {size // 2**20} MB; it was read without its outputs.")
    try:
        content = json.loads(_text(data, problems))
    except (ValueError, RecursionError) as error:
        return _nothing(f"The file is not a notebook: it cannot be read as JSON ({_short(error)}).")
    if not isinstance(content, dict):
        return _nothing("The file is not a notebook: its JSON holds no cells.")
    found = _raw_cells(content, problems)
    if found is None:
        return _nothing("The file is not a notebook: it has no list of cells.")
    cells = _cells(found, problems)
    return RawNotebook(cells=tuple(cells), problems=tuple(problems), python=_python(content))


def clean_text(text: str) -> str:
    """Return text that can be written as UTF-8: lone surrogates become replacement characters."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _nothing(problem: str) -> RawNotebook:
    return RawNotebook(cells=None, problems=(problem,))


def _text(data: bytes, problems: list[str]) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        problems.append("The file is not in UTF-8; characters that could not be read were replaced.")
        return data.decode(encoding, "replace")


def _raw_cells(content: dict[str, Any], problems: list[str]) -> list[Any] | None:
    version = content.get("nbformat")
    worksheets = content.get("worksheets")
    if isinstance(worksheets, list) and not isinstance(content.get("cells"), list):
        problems.append("The notebook is in the old format 3; it was read as format 4.")
        pages = [page.get("cells") for page in worksheets if isinstance(page, dict)]
        return [cell for page in pages if isinstance(page, list) for cell in page]
    if version != 4:
        problems.append(f"The notebook says that it has format {_show(version)}; it was read as format 4.")
    cells = content.get("cells")
    return cells if isinstance(cells, list) else None


def _python(content: dict[str, Any]) -> str:
    about = content.get("metadata")
    language = about.get("language_info") if isinstance(about, dict) else None
    version = language.get("version") if isinstance(language, dict) else None
    return _string(version) if _VERSION.match(_string(version)) else ""


def _cells(found: list[Any], problems: list[str]) -> list[RawCell]:
    if len(found) > MAX_CELLS:
        problems.append(f"The notebook has {len(found)} cells; only the first {MAX_CELLS} were read.")
    cells = [_cell(raw, number, problems) for number, raw in enumerate(found[:MAX_CELLS], start=1) if isinstance(raw, dict)]
    damaged = sum(not isinstance(raw, dict) for raw in found[:MAX_CELLS])
    if damaged:
        problems.append(f"{damaged} damaged cells could not be read and were left out.")
    return cells


def _cell(raw: dict[str, Any], number: int, problems: list[str]) -> RawCell:
    metadata = raw.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    nbgrader = nbgrader if isinstance(nbgrader, dict) else {}
    grade_id = nbgrader.get("grade_id")
    kind = raw.get("cell_type")
    return RawCell(
        cell_id=_string(raw.get("id")),
        cell_type=kind if kind in CELL_TYPES else ("markdown" if kind == "heading" else "raw"),
        source=_source(raw, number, problems),
        grade_id=_string(grade_id),
        known_metadata=nbgrader.get("schema_version") == 3,
        pictures=pasted_pictures(raw.get("attachments")) if kind == "markdown" else {},
    )


def _source(raw: dict[str, Any], number: int, problems: list[str]) -> str:
    value = raw.get("source", raw.get("input", ""))  # format 3 calls the source of a code cell its input
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        value = "".join(value)
    if not isinstance(value, str):
        problems.append(f"Cell {number} holds no text; it was read as an empty cell.")
        return ""
    if len(value) > MAX_SOURCE:
        problems.append(f"Cell {number} has {len(value)} characters; only the first {MAX_SOURCE} were read.")
        value = value[:MAX_SOURCE]
    return clean_text(value)


def _string(value: object) -> str:
    return clean_text(value[:200]) if isinstance(value, str) else ""


def _show(value: object) -> str:
    return clean_text(repr(value)[:40]) if isinstance(value, int | float | str) else f"a {type(value).__name__}"


def _short(error: Exception) -> str:
    return clean_text(str(error)[:120]) if isinstance(error, ValueError) else "too many levels inside one another"
