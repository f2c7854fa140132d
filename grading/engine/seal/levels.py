"""The levels of isolation, and what is known of one wall on this machine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Isolation(Enum):
    """How a student process is held; `auto` picks the strongest of the first two that goes up."""

    NAMESPACES = "namespaces"
    LANDLOCK = "landlock"
    PROCESS = "process"


NO_WALLS = (
    "level process has limits and no walls: students' code can read and change what you can, also marks and other submissions"
)


@dataclass(frozen=True, kw_only=True)
class Wall:
    """One wall of the seal on this machine: does it stand, why not, and what a person can do about it."""

    name: str
    up: bool
    why: str = ""
    what_to_do: str = ""
