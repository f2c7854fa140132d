"""Slips that can be told apart: a slip with the value of another one, or of the answer, names nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np


def told_apart(slips: Mapping[str, Any], right: Any, *, rtol: float = 1e-6) -> dict[str, Any]:
    """Return the slips whose value is that of no other slip and not the right one."""
    values = [*slips.values(), right]
    return {message: slip for message, slip in slips.items() if sum(_same(slip, value, rtol) for value in values) == 1}


def _same(one: Any, other: Any, rtol: float) -> bool:
    if isinstance(one, tuple | str) or isinstance(other, tuple | str):
        return bool(one == other)
    a, b = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    return a.shape == b.shape and bool(np.all(np.isclose(a, b, rtol=rtol, atol=0.0)))
