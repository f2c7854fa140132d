"""CSV files as platforms and spreadsheets write them, read into rows of text, and written so that all of them can read them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grading.errors import UsageError

BOM = "\ufeff"
MAX_BYTES = 64 << 20
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet program takes for the beginning of a formula
_QUOTED = re.compile(r'="(?P<text>(?:[^"]|"")*)"')  # how Canvas writes a name that begins with "=": a formula that is a text
_ROUNDED = re.compile(r"\d[.,]?\d*E\+\d+", re.IGNORECASE)
csv.field_size_limit(1 << 24)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table of text: the header and the rows below it, each as long as the header. `where` is the file, for messages."""

    where: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, *names: str) -> int | None:
        """Return the place of the first column with one of these names; `Last name` is `last_name`. None when there is none."""
        known = [_spelled(name) for name in self.header]
        return next((known.index(_spelled(name)) for name in names if _spelled(name) in known), None)


def read_sheet(path: Path) -> Sheet:
    """Read a CSV file with commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252.

    Raises:
        UsageError: it cannot be read, is a spreadsheet program's own file, or has no header.
    """
    try:
        data = path.read_bytes()[: MAX_BYTES + 1]
    except OSError as error:
        raise UsageError("the file cannot be read", where=str(path), got=str(error), next_step="check the path") from error
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or len(data) > MAX_BYTES:
        raise _no_table(path, "a spreadsheet program's own file", "save it as CSV, or download it as CSV again")
    rows = _rows(_text(data))
    if not rows or len(rows[0]) < 1 or not any(cell.strip() for cell in rows[0]):
        raise _no_table(path, "an empty file", "download it again")
    width = len(rows[0])
    padded = ((*row[:width], *[""] * (width - len(row))) for row in rows[1:] if any(cell.strip() for cell in row))
    return Sheet(where=str(path), header=tuple(rows[0]), rows=tuple(padded))


def as_csv(rows: Sequence[Sequence[str]], *, bom: bool = False) -> bytes:
    """Return rows as CSV in UTF-8: every cell that needs it in quotes, lines ended by CR and LF (RFC 4180)."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return ((BOM if bom else "") + text.getvalue()).encode()


def guarded(text: str) -> str:
    """Return a text that no spreadsheet program runs as a formula: with an apostrophe before `=`, `+`, `-`, `@`.

    Students choose their names; `=HYPERLINK(…)` would be run on the instructor's machine. Canvas's own `="…"` is harmless.
    """
    return f"'{text}" if text.startswith(FORMULA) and not _QUOTED.fullmatch(text) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded`, or Canvas, made safe."""
    if text.startswith("'") and text[1:].startswith(FORMULA):
        return text[1:]
    found = _QUOTED.fullmatch(text)
    return found["text"].replace('""', '"') if found else text


def rounded(text: str) -> bool:
    """Say whether a spreadsheet program has made a rounded number of an id: 1.23457E+11."""
    return bool(_ROUNDED.fullmatch(text.strip()))


def _spelled(name: str) -> str:
    return " ".join(name.replace("_", " ").casefold().split())


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts the header into most cells; quoted commas do not count."""
    return max(",;\t", key=lambda mark: len(next(csv.reader(io.StringIO(text, newline=""), delimiter=mark), [])))


def _no_table(path: Path, got: str, next_step: str) -> UsageError:
    return UsageError("this is not a CSV file", where=str(path), got=got, expected="a table as text", next_step=next_step)
