"""Runs collected checks on one submission and turns each end into a `CheckResult`."""

from __future__ import annotations

import signal
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

import pytest

from grading.checks.outcomes import EndOfCheck
from grading.engine.checker.collection import CheckInfo
from grading.engine.checker.wording import clean
from grading.errors import CourseError
from grading.verdict import CheckResult, Outcome

DETAIL_CHARACTERS = 4000
AGAIN_SECONDS = 0.1  # raised again and again: what is raised in a `__del__` or a callback of the garbage collector is lost


class CheckOverrun(BaseException):
    """A check used up its processor time in the checker itself. No `Exception`, so that no check swallows it."""


def run_checks(checks: Sequence[tuple[pytest.Function, CheckInfo]], *, cpu_seconds: float) -> Iterator[CheckResult]:
    """Run the checks in order and yield each result as it is there."""
    for number, (item, info) in enumerate(checks):
        following = checks[number + 1][0] if number + 1 < len(checks) else None
        started = time.perf_counter()
        outcome, message, detail = _run(item, info, following, cpu_seconds)
        yield CheckResult(
            check=info.check,
            title=info.title,
            outcome=outcome,
            message=clean(message),
            weight=info.weight,
            seconds=round(time.perf_counter() - started, 6),
            detail=detail,
        )


def _run(
    item: pytest.Function, info: CheckInfo, following: pytest.Function | None, cpu_seconds: float
) -> tuple[Outcome, str, str]:
    outcome, message, detail = Outcome.PASSED, "", ""
    try:
        with _processor_limit(cpu_seconds):
            item._initrequest()  # forgets the fixtures of an earlier run, as pytest's own protocol does
            item.ihook.pytest_runtest_setup(item=item)
            item.runtest()
    except EndOfCheck as end:
        outcome, message = end.outcome, str(end)
    except CourseError:
        raise
    except AssertionError:
        outcome, message = Outcome.FAILED, f"This does not hold: {info.title}"
    except CheckOverrun:
        outcome, detail = Outcome.UNDECIDED, f"the check used more than {cpu_seconds:g} s of processor time\n{_trace()}"
    except MemoryError:
        outcome, detail = Outcome.UNDECIDED, f"the check used more memory than the checker may have\n{_trace()}"
    except BaseException:  # noqa: BLE001 - a check that raises anything else is broken, and goes to a person
        outcome, detail = Outcome.AUTHOR_ERROR, _trace()
    try:
        item.ihook.pytest_runtest_teardown(item=item, nextitem=following)
    except BaseException:  # noqa: BLE001 - so is one that cannot be torn down
        outcome, message, detail = Outcome.AUTHOR_ERROR, "", _trace()
    return outcome, message, detail


@contextmanager
def _processor_limit(seconds: float) -> Iterator[None]:
    """Raise CheckOverrun after so much processor time; the wall clock's timer stays free for the checks."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise CheckOverrun

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _trace() -> str:
    return traceback.format_exc(limit=-8)[-DETAIL_CHARACTERS:]
