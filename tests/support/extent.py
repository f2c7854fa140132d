"""How much of the suite runs: `make test` takes a sample of a few large tables, `make test-all` takes them whole."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")
VARIABLE = "TESTS"  # set to "all" by `make test-all`
WHOLE = os.environ.get(VARIABLE) == "all"


def sample(items: Sequence[Item], most: int, *, whole: bool = WHOLE) -> list[Item]:
    """Return at most `most` items, spread evenly from the first to the last; all of them when the whole suite runs."""
    if whole or len(items) <= most:
        return list(items)
    return [items[place * (len(items) - 1) // (most - 1)] for place in range(most)]
