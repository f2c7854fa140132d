"""Errors that a person is meant to read: where, what was got, what was expected, what to do next."""

from __future__ import annotations


class CourseError(Exception):
    """A fault that stops a command. `exit_code` is what the command line ends with: 2 the user's, 3 ours."""

    exit_code = 3

    def __init__(self, what: str, *, where: str = "", got: str = "", expected: str = "", next_step: str = "") -> None:
        """Keep the parts apart for --json, and join them for people."""
        self.what, self.where, self.got, self.expected, self.next_step = what, where, got, expected, next_step
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        parts = [f"{self.where}: {self.what}" if self.where else self.what]
        if self.got:
            parts.append(f"got: {self.got}")
        if self.expected:
            parts.append(f"expected: {self.expected}")
        if self.next_step:
            parts.append(f"next: {self.next_step}")
        return "\n  ".join(parts)


class UsageError(CourseError):
    """The command asked for something that is not there."""

    exit_code = 2


class SectionError(CourseError):
    """A section's notebook, points and hidden checks do not fit together."""


class AuthorError(SectionError):
    """What an author wrote (a bank, a task) cannot be read or does not fit the section; the file and the line are named."""

    exit_code = 2


class ReleaseError(CourseError):
    """A release could not be made, or would have held a solution."""


class GradebookError(CourseError):
    """The gradebook is locked, from another version, or cannot be written."""


class SealError(CourseError):
    """A wall that the isolation level asks for could not be put up."""


class InfrastructureError(CourseError):
    """A process of the grader itself died or broke its protocol."""
