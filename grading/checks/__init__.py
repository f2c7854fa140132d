"""What the author of a hidden check works with.

A check is a pytest function, marked with its task, that takes the `student` fixture and raises `CheckFailed` through one of
the helpers here. Values that come from the student are data (see `grading.wire`), so a check never runs student code.
"""

from grading.checks.expect import (
    as_array,
    as_boolean,
    as_complex,
    as_integer,
    as_mapping,
    as_number,
    as_sequence,
    as_string,
    close,
    equal,
    expect,
    show,
)
from grading.checks.limits import CallBudget, counted
from grading.checks.outcomes import (
    CheckFailed,
    StudentDied,
    StudentError,
    StudentMemory,
    StudentTimeout,
    Undecided,
)
from grading.checks.student import Opaque, Student
from grading.checks.symbolic import expect_equal, expect_equation, expect_same_set
from grading.checks.task import check

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
    "as_array",
    "as_boolean",
    "as_complex",
    "as_integer",
    "as_mapping",
    "as_number",
    "as_sequence",
    "as_string",
    "check",
    "close",
    "counted",
    "equal",
    "expect",
    "expect_equal",
    "expect_equation",
    "expect_same_set",
    "show",
]
