"""What students are told when their code failed: the type, the message, the line of their own cell. Never a path.

Everything that comes from the student's process is cleaned and cut here before it goes into a verdict.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grading.engine.wire.values import clean_text
from grading.submission.notebook import SubmittedCell

MESSAGE_CHARACTERS = 1500
NAME_CHARACTERS = 80
_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_PATH = re.compile(r"(?<![\w.])/(?:[\w.+-]+/)+(?=[\w.+-]+)")


@dataclass(frozen=True)
class Raised:
    """An exception in the student's code, as far as it can be believed: text."""

    kind: str
    message: str
    cell: int | None
    line: int | None

    @classmethod
    def read(cls, data: Any) -> Raised:
        """Take what a student process said; anything odd becomes an error without a message."""
        data = data if type(data) is dict else {}
        return cls(
            kind=clean(data.get("type"), limit=NAME_CHARACTERS) or "Exception",
            message=clean(data.get("message")),
            cell=_small(data.get("cell")),
            line=_small(data.get("line")),
        )

    @property
    def wrote(self) -> bool:
        """True when the code tried to write into an array that may only be read: NumPy and Cython say so in these words."""
        return self.kind == "ValueError" and "read-only" in self.message

    def told(self, cells: Sequence[SubmittedCell], *, own: str) -> str:
        """Say what the function `own` did, as the rest of a sentence that begins with its name."""
        if self.wrote:
            place = self._place(cells, own)
            return (
                f"writes into an array that it was given{place}. Arguments are read-only: work on a copy, such as np.array(x)"
            )
        return f"raised {self.sentence(cells, own=own)}"

    def sentence(self, cells: Sequence[SubmittedCell], *, own: str = "") -> str:
        """`ValueError: shapes differ (line 3 of your cell)`; the cell is named when it is another than `own`."""
        text = f"{self.kind}: {self.message}" if self.message else self.kind
        return f"{text}{self._place(cells, own)}"

    def _place(self, cells: Sequence[SubmittedCell], own: str) -> str:
        if self.line is None:
            return ""
        if self.cell is None or self.cell >= len(cells) or cells[self.cell].grade_id in (own, ""):
            return f" (line {self.line} of your cell)"
        return f" (line {self.line} of the cell {cells[self.cell].grade_id})"


def clean(text: Any, *, limit: int = MESSAGE_CHARACTERS) -> str:
    """Return printable text without escape sequences, surrogates and folders, cut at `limit`; "" for other types."""
    if type(text) is not str:
        return ""
    text = _ANSI.sub("", clean_text(text, limit=4 * limit))
    text = _PATH.sub("", _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)).strip()
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _small(number: Any) -> int | None:
    return number if type(number) is int and 0 <= number < 1_000_000 else None
