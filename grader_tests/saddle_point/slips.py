"""What the hidden checks of 2.3 share: slips that the value tells apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np


def distinct(slips: Mapping[str, Any], right: Any, *, rtol: float = 1e-8, atol: float = 0.0) -> dict[str, Any]:
    """Return the slips whose value is neither that of the answer nor that of another slip: the others cannot be told."""

    def same(one: Any, other: Any) -> bool:
        a, b = np.asarray(one), np.asarray(other)
        return a.shape == b.shape and bool(np.all(np.isclose(a, b, rtol=4 * rtol, atol=4 * atol)))

    def alone(message: str) -> bool:
        others = [value for told, value in slips.items() if told != message]
        return not any(same(slips[message], other) for other in [right, *others])

    return {message: value for message, value in slips.items() if alone(message)}


def more_or_less(said: float, right: float, more: str, less: str) -> str:
    """Return the sentence that is true of a count that is too large, or too small."""
    return more if said > right else less
