"""A limit of time and memory around work that cannot be counted in advance (simplify, doit)."""

from __future__ import annotations

import resource
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

AGAIN_SECONDS = (
    0.1  # raised again and again: a callback of the garbage collector, or a `__del__`, swallows what is raised in it
)
MEMORY_BYTES = 400 * 1024 * 1024  # address space beyond what the process holds already


class OutOfTime(BaseException):
    """The time is used up."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise OutOfTime after `seconds` of processor time of this process, MemoryError past the memory limit.

    Uses the profiling interval timer of the main thread (elsewhere only the memory limit holds), and puts handler, timer and
    limit back as they were. Nested limits: the shorter holds.
    """
    with _memory_limit(), _time_limit(seconds):
        yield


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    armed = True

    def stop(signum: int, frame: Any) -> None:
        if armed:
            raise OutOfTime

    before = signal.signal(signal.SIGPROF, stop)
    started = time.process_time()
    outer, interval = signal.setitimer(signal.ITIMER_PROF, 0)
    signal.setitimer(signal.ITIMER_PROF, max(min(seconds, outer or seconds), 1e-3), AGAIN_SECONDS)
    try:
        with _swallowed_in_silence():
            yield
    finally:
        armed = False  # first of all: a signal that is still on its way must not interrupt what follows
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        if outer:
            left = max(outer - (time.process_time() - started), 1e-3)
            signal.setitimer(signal.ITIMER_PROF, left, interval)


@contextmanager
def _swallowed_in_silence() -> Iterator[None]:
    """Keep Python from reporting an OutOfTime that a callback swallowed: it comes again. What else is swallowed is reported."""
    before = sys.unraisablehook

    def report(unraisable: sys.UnraisableHookArgs) -> None:
        if unraisable.exc_type is not OutOfTime:
            before(unraisable)

    sys.unraisablehook = report
    try:
        yield
    finally:
        sys.unraisablehook = before


@contextmanager
def _memory_limit() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = _address_space() + MEMORY_BYTES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        yield
        return
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _address_space() -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
