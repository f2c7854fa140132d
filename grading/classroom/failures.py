"""What went wrong for one student while a command walked over the class: named, and the others go on."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from grading.errors import CourseError, InfrastructureError, SealError, SectionError, UsageError

OF_THE_MACHINE = (errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.ENOMEM)


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Whose work a step could not take, and why."""

    student: str
    section: str
    why: str

    def __str__(self) -> str:
        """Return it as one line, printable whatever the names are."""
        line = f"{self.student}, {self.section}: {self.why}; the others went on"
        return line.encode(errors="backslashreplace").decode()


Told: TypeAlias = Callable[[Failure], None]


def tell(told: Told | None, error: Exception, *, student: str, section: str) -> None:
    """Tell of an error that concerns one student; raise it again when nobody listens, or when it concerns everybody."""
    if told is None or concerns_everybody(error):
        raise error
    told(Failure(student=student, section=section, why=_sentence(error)))


def concerns_everybody(error: BaseException | None) -> bool:
    """Say whether the next student would meet the same: a broken section, no seal, a full disk."""
    while error is not None:
        if isinstance(error, SealError | SectionError | UsageError):
            return True
        if isinstance(error, OSError) and error.errno in OF_THE_MACHINE:
            return True
        error = error.__cause__
    return False


def _sentence(error: Exception) -> str:
    if isinstance(error, InfrastructureError | CourseError):
        return " ".join(str(error).split())
    return f"{type(error).__name__}: {error}"
