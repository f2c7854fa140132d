"""What the author of a hidden check works with.

A check is a pytest function, marked with its task, that takes the `student` fixture and raises `CheckFailed` through one of
the helpers here. Values that come from the student are data (see `grading.engine.wire`), so a check never runs student code.
"""

from grading.checks.agreement import close, equal
from grading.checks.asked import asked, asked_about
from grading.checks.budget import CallBudget, counted
from grading.checks.cases import call_text, hold_cases
from grading.checks.copies import own_copies
from grading.checks.expect import expect, show
from grading.checks.instances import product, symmetric
from grading.checks.outcomes import (
    CheckFailed,
    StudentDied,
    StudentError,
    StudentMemory,
    StudentTimeout,
    Undecided,
)
from grading.checks.plain import after_plain
from grading.checks.student import Opaque, Student
from grading.checks.symbolic import expect_equal, expect_equation, expect_same_set
from grading.checks.task import check
from grading.checks.values import (
    as_array,
    as_boolean,
    as_complex,
    as_integer,
    as_mapping,
    as_number,
    as_sequence,
    as_string,
)

__all__ = [
    "CallBudget",
    "CheckFailed",
    "Opaque",
    "Student",
    "StudentDied",
    "StudentError",
    "StudentMemory",
    "StudentTimeout",
    "Undecided",
    "after_plain",
    "as_array",
    "as_boolean",
    "as_complex",
    "as_integer",
    "as_mapping",
    "as_number",
    "as_sequence",
    "as_string",
    "asked",
    "asked_about",
    "call_text",
    "check",
    "close",
    "counted",
    "equal",
    "expect",
    "expect_equal",
    "expect_equation",
    "expect_same_set",
    "hold_cases",
    "own_copies",
    "product",
    "show",
    "symmetric",
]
