"""Runs collected checks on one submission and turns each end into a `CheckResult`."""

from __future__ import annotations

import signal
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

import pytest

from grading.checks.allowance import Allowance, allowed
from grading.checks.outcomes import EndOfCheck
from grading.engine.checker.collection import CheckInfo
from grading.engine.checker.wording import clean
from grading.errors import CourseError
from grading.limits import Limits
from grading.symbolic.limited import OutOfTime
from grading.verdict import CheckResult, Outcome

DETAIL_CHARACTERS = 4000
SHARE_SECONDS = 0.25  # of the checker, for each check that is still to come; on right answers the slowest takes 0.03 s
TOO_LONG = "This check took far longer with your answer than a right answer needs, and was stopped. Return a simpler value."
TOO_LARGE = "This check needed far more memory with your answer than a right answer needs. Return a smaller value."
AGAIN_SECONDS = 0.1  # raised again and again: what is raised in a `__del__` or a callback of the garbage collector is lost


class CheckOverrun(BaseException):
    """A check used up its processor time in the checker itself. No `Exception`, so that no check swallows it."""


def run_checks(checks: Sequence[tuple[pytest.Function, CheckInfo]], limits: Limits) -> Iterator[CheckResult]:
    """Run the checks in order and yield each result as it is there.

    All of them together may use `limits.checks_seconds` of this process. A share of that is held back for each check that is
    still to come, so that one dear answer does not take the time of another task's checks.
    """
    left = limits.checks_seconds
    share = min(SHARE_SECONDS, left / (2 * max(len(checks), 1)))
    for number, (item, info) in enumerate(checks):
        following = checks[number + 1][0] if number + 1 < len(checks) else None
        started, used = time.perf_counter(), time.process_time()
        most = min(limits.check_cpu_seconds, left - share * (len(checks) - number - 1))
        with allowed(Allowance(seconds=min(limits.value_seconds, most), memory_bytes=limits.value_bytes)):
            outcome, message, detail = _run(item, info, following, most)
        left = max(left - (time.process_time() - used), share * (len(checks) - number - 1))
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
    except (CheckOverrun, OutOfTime):  # an OutOfTime may come between the end of a limited block and its handler
        outcome, message, detail = Outcome.FAILED, TOO_LONG, f"more than {cpu_seconds:g} s of processor time\n{_trace()}"
    except MemoryError:
        outcome, message, detail = Outcome.FAILED, TOO_LARGE, f"more memory than the checker may have\n{_trace()}"
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

    armed = True

    def stop(_signal: int, _frame: FrameType | None) -> None:
        if armed:
            raise CheckOverrun

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, AGAIN_SECONDS)
    try:
        yield
    finally:
        armed = False  # first of all: a signal that is still on its way must not interrupt what follows
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _trace() -> str:
    return traceback.format_exc(limit=-8)[-DETAIL_CHARACTERS:]
