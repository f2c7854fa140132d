"""Gathers the messages that students were told: the same slip with other numbers is one line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

NUMBER = re.compile(
    r"(?<![A-Za-z0-9_.])[-+−]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?j?(?![A-Za-z0-9_])"
    r"|(?<![A-Za-z0-9_])[-+−]?(?:nan|inf)(?![A-Za-z0-9_])"
)
RUN = re.compile(r"#(?:\.?\s*[-+−,;]?\s*#)+")  # the numbers of a list, of a row or of a sum, however many
POINT = re.compile(r"#\.(?=\s*[\])])")  # NumPy's way to write a whole number
OPENED = re.compile(r"(?<=[\[(])\s+")  # NumPy keeps a place for a sign


@dataclass(frozen=True, kw_only=True)
class Slip:
    """Messages that differ in their numbers only: one of them, to how many students it or its like was told."""

    example: str
    count: int
    versions: int  # how many different texts these were


def without_numbers(message: str) -> str:
    """Return a message with `#` in the place of each number, and of each run of numbers; digits in names stay."""
    text = OPENED.sub("", " ".join(message.split()))
    return POINT.sub("#", RUN.sub("#", NUMBER.sub("#", text)))


def grouped(messages: Iterable[str]) -> tuple[Slip, ...]:
    """Return the messages as slips, the most frequent first; of each the shortest text is the example."""
    found: dict[str, list[str]] = {}
    for message in messages:
        if message:
            found.setdefault(without_numbers(message), []).append(message)
    slips = [
        Slip(example=min(texts, key=lambda text: (len(text), text)), count=len(texts), versions=len(set(texts)))
        for texts in found.values()
    ]
    return tuple(sorted(slips, key=lambda slip: (-slip.count, slip.example)))
