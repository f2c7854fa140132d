"""How a check ends early. Each exception maps to one `grading.verdict.Outcome`; anything else is the author's fault."""

from __future__ import annotations

from grading.verdict import Outcome


class EndOfCheck(Exception):  # noqa: N818 - the names below are outcomes, not faults
    """Base of the exceptions that a check may end with; `outcome` is what the verdict will say."""

    outcome: Outcome = Outcome.AUTHOR_ERROR


class CheckFailed(EndOfCheck):
    """The answer is wrong. The text reaches the student: help, without the expected value."""

    outcome = Outcome.FAILED


class Undecided(EndOfCheck):
    """The check cannot tell right from wrong; a person marks the task."""

    outcome = Outcome.UNDECIDED


class StudentError(EndOfCheck):
    """The student's code raised, or the name is not there. `kind` is the exception's class name."""

    outcome = Outcome.STUDENT_ERROR

    def __init__(self, message: str, *, kind: str = "") -> None:
        """Keep the class name of the student's exception, so that a check can ask for one."""
        super().__init__(message)
        self.kind = kind


class StudentDied(StudentError):  # noqa: N818 - an outcome, like the others
    """The student's process ended during the call (exit, abort, segmentation fault)."""


class StudentTimeout(EndOfCheck):
    """The call took longer than its limit."""

    outcome = Outcome.TIMEOUT


class StudentMemory(EndOfCheck):
    """The call asked for more memory than the process may have."""

    outcome = Outcome.MEMORY
