"""Gradient descent as the notebooks define it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def descend(gradient: Callable[[Any], Any], x: Any, eta: float, steps: int) -> Any:
    """Walk x <- x - eta gradient(x) so many times, from a number or an array."""
    for _ in range(steps):
        x = x - eta * gradient(x)
    return x
