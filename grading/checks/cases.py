"""Many calls of one function of the student, each held against the reference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from grading.checks.agreement import close
from grading.checks.expect import show
from grading.checks.student import Student


def call_text(name: str, *arguments: Any) -> str:
    """Write a call as messages name it, numbers with six digits: "plateau_radius(0.001, 1, 0.5, 0.1)"."""
    return f"{name}({', '.join(show(argument) for argument in arguments)})"


def hold_cases(
    student: Student,
    name: str,
    cases: Iterable[tuple[Any, ...]],
    reference: Callable[..., Any],
    *,
    rtol: float = 1e-9,
    atol: float = 0.0,
    hint: str = "",
    slips: Callable[..., Mapping[str, Any]] | None = None,
) -> None:
    """Call the student's function with each case and hold what it returns against the reference, as `close` does.

    Args:
        student: the submission.
        name: the student's function.
        cases: the arguments of each call.
        reference: gives the right value, a number or an array, for the same arguments.
        rtol: relative tolerance.
        atol: absolute tolerance, in the unit of the value.
        hint: a sentence added to the message when no slip fits.
        slips: gives for the same arguments a message for each typical slip, with the value that the slip leads to.

    Raises:
        CheckFailed: at the first case that is wrong; the message names the call, and never the reference.
    """
    __tracebackhide__ = True  # pytest shows the author's line, not this one
    for case in cases:
        known = slips(*case) if slips else None
        got = getattr(student, name)(*case)
        close(got, reference(*case), call_text(name, *case), rtol=rtol, atol=atol, hint=hint, slips=known)
