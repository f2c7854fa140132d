"""What a comparison says: one of three relations, the evidence for it, and a witness when the two sides differ."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Relation(Enum):
    """The three answers."""

    EQUAL = "equal"
    DIFFERENT = "different"
    UNDECIDED = "undecided"


@dataclass(frozen=True, kw_only=True)
class Witness:
    """A point at which the two sides differ; values as text with about ten digits, confirmed at a higher precision.

    `where` is the entry ("entry (1, 2)") or component that differs, empty for scalars.
    """

    point: tuple[tuple[str, str], ...]
    got: str
    expected: str
    difference: str
    where: str = ""
    digits: int = 0

    def at(self) -> str:
        """The point as text: "x = 3/2, y = -1"; "every point" where there is no symbol."""
        return ", ".join(f"{name} = {value}" for name, value in self.point) or "every point"


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """How two answers relate. `slip` is the message for a student when a named slip explains the difference, else empty.

    `evidence` is for instructors. `slip_name` is the machine's name of the slip ("sign", "factor", ...).
    """

    relation: Relation
    evidence: str
    witness: Witness | None = None
    slip: str = ""
    slip_name: str = ""

    @property
    def equal(self) -> bool:
        """True for EQUAL only."""
        return self.relation is Relation.EQUAL

    @property
    def different(self) -> bool:
        """True for DIFFERENT only."""
        return self.relation is Relation.DIFFERENT
