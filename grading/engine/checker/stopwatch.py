"""What one request costs: processor time, so that a busy machine takes nobody's marks, and sleep at a lower price.

cost = max(processor time of the student's process + that of the checker, awake / asleep_factor)

where awake is the time on the clock without that in which the student's process was ready and waited for a core. Both
processes are pinned to one core, so the two processor times do not overlap.
"""

from __future__ import annotations

import os
import sys
import time

SHORTEST_WAIT = 0.002  # s, between two looks at the clocks while one request is under way


class Stopwatch:
    """Measures from now on; `pid` is the student's process. When that is gone, its clocks stand where they were last seen."""

    def __init__(self, pid: int, *, asleep_factor: float) -> None:
        """Start."""
        self._pid, self._factor = pid, asleep_factor
        self._started, self._own_before = time.monotonic(), time.process_time()
        self._before = self._last = (processor_seconds(pid), _waited_for_a_core(pid))
        self._looked, self._seen = self._started, (0.0, 0.0)

    @property
    def seconds(self) -> float:
        """What it has cost so far."""
        computed, awake = self._look()
        return max(computed, awake / self._factor)

    @property
    def seconds_lately(self) -> float:
        """What it had cost at most `SHORTEST_WAIT` ago: a call back costs less time than a look at the clocks of /proc."""
        computed, awake = self._look_lately()
        return max(computed, awake / self._factor)

    def wait_for(self, limit: float) -> float:
        """Return seconds on the clock before which the cost cannot pass `limit`; nothing left is 0."""
        computed, awake = self._look_lately()
        left = min(limit - computed, limit * self._factor - awake)
        return max(left, SHORTEST_WAIT) if left > 0 else 0.0

    def _look_lately(self) -> tuple[float, float]:
        return self._seen if time.monotonic() - self._looked < SHORTEST_WAIT else self._look()

    def _look(self) -> tuple[float, float]:
        """Return the processor time of both processes, and the time awake."""
        now = (processor_seconds(self._pid), _waited_for_a_core(self._pid))
        self._last = (max(now[0], self._last[0]), max(now[1], self._last[1]))
        computed, queued = (last - before for last, before in zip(self._last, self._before, strict=True))
        self._looked = time.monotonic()
        self._seen = computed + time.process_time() - self._own_before, self._looked - self._started - queued
        return self._seen


def processor_seconds(pid: int) -> float:
    """Return the processor time of another process with all its threads; 0 when it is gone, or where Linux is not.

    Read from the kernel's clock of that process, which needs no /proc and no permission.
    """
    if sys.platform != "linux":
        return 0.0
    try:
        return time.clock_gettime(~pid << 3 | 2)  # what clock_getcpuclockid(pid) gives: CPUCLOCK_SCHED of the process
    except OSError:
        return 0.0


def _waited_for_a_core(pid: int) -> float:
    """Return the seconds that a process was ready and did not run; 0 where the kernel does not say."""
    try:
        descriptor = os.open(f"/proc/{pid}/schedstat", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return 0.0
    try:
        return int(os.read(descriptor, 100).split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0
    finally:
        os.close(descriptor)
