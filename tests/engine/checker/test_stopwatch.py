"""What a request costs is counted to its end, also when it is shorter than the time between two looks at the clocks."""

from __future__ import annotations

import os
import time
from types import SimpleNamespace

import pytest

from grading.engine.checker import stopwatch
from grading.engine.checker.stopwatch import SHORTEST_WAIT, Stopwatch

FACTOR = 4.0
STEP = SHORTEST_WAIT / 8


class Clocks:
    """Clocks that a test moves: that on the wall, and the processor time of the student's process; and how often it is read."""

    def __init__(self) -> None:
        self.wall = self.processor = 0.0
        self.looks = 0

    def read(self, _pid: int) -> float:
        self.looks += 1
        return self.processor

    def go(self, seconds: float) -> None:
        self.wall += seconds
        self.processor += seconds


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Clocks:
    made = Clocks()
    monkeypatch.setattr(stopwatch, "time", SimpleNamespace(monotonic=lambda: made.wall, process_time=lambda: 0.0))
    monkeypatch.setattr(stopwatch, "processor_seconds", made.read)
    monkeypatch.setattr(stopwatch, "_waited_for_a_core", lambda _pid: 0.0)
    return made


def test_short_requests_of_a_real_process_add_up() -> None:
    """Four hundred of a third of a millisecond each cost what their sum costs."""
    spent, used = 0.0, time.process_time()
    for _ in range(400):
        watch = Stopwatch(os.getpid(), asleep_factor=FACTOR)
        begun = time.process_time()
        while time.process_time() - begun < SHORTEST_WAIT / 6:
            pass
        watch.wait_for(1.0)
        spent += watch.seconds
    assert spent > 0.5 * (time.process_time() - used)


def test_between_two_looks_the_clocks_are_left_alone_and_the_cost_is_behind_by_no_more(clocks: Clocks) -> None:
    watch = Stopwatch(1, asleep_factor=FACTOR)
    clocks.looks = 0
    for _ in range(800):
        clocks.go(STEP)
        assert watch.wait_for(1.0) > 0
        assert -1e-9 <= clocks.processor - watch.seconds_lately < SHORTEST_WAIT + 1e-9
    assert 85 <= clocks.looks <= 101  # one in eight


def test_what_a_request_has_cost_at_its_end_is_never_behind(clocks: Clocks) -> None:
    watch = Stopwatch(1, asleep_factor=FACTOR)
    for _ in range(20):
        clocks.go(STEP)
        watch.wait_for(1.0)
        assert watch.seconds == pytest.approx(clocks.processor, abs=1e-12)


def test_a_limit_that_has_passed_is_seen_at_the_next_look(clocks: Clocks) -> None:
    watch = Stopwatch(1, asleep_factor=FACTOR)
    clocks.go(STEP)
    assert watch.wait_for(SHORTEST_WAIT) >= SHORTEST_WAIT  # so that the next look is one at the clocks
    clocks.go(SHORTEST_WAIT)
    assert watch.wait_for(SHORTEST_WAIT) == 0.0


def test_sleep_costs_its_share(clocks: Clocks) -> None:
    watch = Stopwatch(1, asleep_factor=FACTOR)
    clocks.wall += 2.0
    assert watch.seconds == 0.5
    assert watch.wait_for(0.5) == 0.0
    assert watch.wait_for(0.75) == 0.75  # it may begin to compute now
