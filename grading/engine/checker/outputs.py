"""Outputs of cells as nbformat has them, rebuilt from what a student process sent: known kinds, text only, capped."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from grading.engine.wire.values import clean_text
from grading.submission.html_work import html_work
from grading.verdict import CellOutput

MAX_OUTPUTS = 250
MAX_TEXT = 250_000
MAX_DATA = 4_000_000
MAX_TOTAL = 24_000_000  # bytes as JSON of one submission; a verdict has to fit into a frame
HTML_WORK = 10  # bytes that an element counts which a parser may have to make of HTML
TOO_MUCH = "The outputs of this notebook are too large; those from here on are left out."
TEXT_KINDS = ("text/plain", "text/html", "text/latex", "text/markdown", "image/svg+xml")
DATA_KINDS = ("image/png", "image/jpeg")
PRIVATE = tuple(sorted({sys.prefix, sys.base_prefix}, key=len, reverse=True))


def clean_outputs(data: Any) -> tuple[dict[str, Any], ...]:
    """Return valid nbformat outputs; what does not fit is left out."""
    if type(data) is not list:
        return ()
    made = (_output(item) for item in data[:MAX_OUTPUTS] if type(item) is dict)
    return tuple(output for output in made if output is not None)


def bounded(cells: Iterable[CellOutput], *, total: int = MAX_TOTAL) -> tuple[CellOutput, ...]:
    """Return the cells with outputs that weigh at most `total` in all; what comes later loses its outputs."""
    kept, left = [], total
    for cell in cells:
        left -= sum(_weight(output) for output in cell.outputs)
        kept.append(cell if left >= 0 else replace(cell, outputs=(stopped_output(TOO_MUCH),)))
    return tuple(kept)


def _weight(output: dict[str, Any]) -> int:
    """Return the bytes of an output as JSON, where one character may take twelve; HTML counts for the work that it makes."""
    return len(json.dumps(output)) + HTML_WORK * html_work(output.get("data", {}).get("text/html", ""))


def stopped_output(message: str) -> dict[str, Any]:
    """Return the output of a cell that the grader stopped or that ended its process."""
    return {"output_type": "error", "ename": "Stopped", "evalue": message, "traceback": [message]}


def _output(item: dict[str, Any]) -> dict[str, Any] | None:
    kind = item.get("output_type")
    if kind == "stream" and item.get("name") in ("stdout", "stderr"):
        return {"output_type": "stream", "name": item["name"], "text": _text(item.get("text"))}
    if kind == "error":
        trace = item.get("traceback")
        lines = [_text(line) for line in trace[:200]] if type(trace) is list else []
        return {
            "output_type": "error",
            "ename": _text(item.get("ename"))[:200],
            "evalue": _text(item.get("evalue"))[:2000],
            "traceback": lines,
        }
    if kind in ("execute_result", "display_data"):
        return _rich(kind, item)
    return None


def _rich(kind: str, item: dict[str, Any]) -> dict[str, Any] | None:
    given = item.get("data")
    if type(given) is not dict:
        return None
    data = {name: _text(given[name]) for name in TEXT_KINDS if type(given.get(name)) is str}
    for name in DATA_KINDS:
        value = given.get(name)
        if type(value) is str and len(value) <= MAX_DATA and value.isascii():
            data[name] = value
    if not data:
        return None
    output: dict[str, Any] = {"output_type": kind, "data": data, "metadata": {}}
    if kind == "execute_result":
        count = item.get("execution_count")
        output["execution_count"] = count if type(count) is int and 0 <= count < 1_000_000 else None
    return output


def _text(value: Any) -> str:
    if type(value) is not str:
        return ""
    text = clean_text(value, limit=MAX_TEXT)
    for folder in PRIVATE:
        text = text.replace(folder, "…")
    return text
