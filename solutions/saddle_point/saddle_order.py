"""Reference of the task `saddle_order`: its function and the decisions on three trainings."""

from __future__ import annotations

import math
from dataclasses import dataclass

KINDS, ACTIONS, BUDGET = ("no landing", "strict", "degenerate"), ("wait", "start larger"), 1000
MEASURED = {"P": ((51, 93, 134), 10.0), "Q": ((37, 154, 616), 2.0), "R": ((3, 3, 6), 2.0)}


@dataclass(frozen=True)
class Order:
    """What three rests say."""

    kind: str
    order: float
    next_length: float


def saddle_order(lengths: tuple[float, float, float], factor: float) -> Order:
    """The differences of the lengths go on as a geometric series; its quotient is factor^(order - 2)."""
    before, after = lengths[1] - lengths[0], lengths[2] - lengths[1]
    if min(before, after) <= 0:
        return Order("no landing", 0.0, float(lengths[2]))
    order = 2 + (math.log2(after) - math.log2(before)) / math.log2(factor)
    return Order("degenerate" if order >= 2.5 else "strict", order, lengths[2] + after**2 / before)


def decisions() -> dict[str, tuple[Order, str]]:
    """The three trainings, and whether the next smaller start is left within the budget."""
    found = {name: saddle_order(lengths, factor) for name, (lengths, factor) in MEASURED.items()}
    return {name: (one, ACTIONS[one.next_length > BUDGET]) for name, one in found.items()}
