"""Expectations for the visible checks of the notebooks: plain comparisons whose messages say what to look at."""

from __future__ import annotations

from typing import Any

import numpy as np


def expect(condition: object, message: str) -> None:
    """Raise AssertionError(message) unless the condition holds."""
    if not bool(condition):
        raise AssertionError(message)


def shape(value: Any, wanted: tuple[int, ...], name: str) -> None:
    """Raise AssertionError unless `value` is an array of shape `wanted`; the message gives both shapes."""
    got = np.shape(value)
    if got != wanted:
        raise AssertionError(f"{name} should have shape {wanted}, and has shape {got}.")


def close(got: Any, expected: Any, name: str, *, rtol: float = 1e-8, atol: float = 0.0, look_at: str = "") -> None:
    """Raise AssertionError unless |got - expected| <= atol + rtol |expected|, entry by entry.

    The message shows both values: visible checks hide nothing.
    """
    try:
        values = np.asarray(got, dtype=complex if np.iscomplexobj(expected) else float)
    except (TypeError, ValueError):
        raise AssertionError(f"{name} should be numeric; you have {got!r}. {look_at}".rstrip()) from None
    reference = np.asarray(expected)
    if values.shape != reference.shape:
        raise AssertionError(f"{name} should have shape {reference.shape}, and has shape {values.shape}. {look_at}".rstrip())
    if not np.allclose(values, reference, rtol=rtol, atol=atol):
        raise AssertionError(f"{name}: got {got}, expected {expected}. {look_at}".rstrip())
