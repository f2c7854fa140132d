"""Work in forks of this process, some at a time; each tells what it found as one JSON value, or how it ended."""

from __future__ import annotations

import json
import os
import select
import signal
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from grading.errors import InfrastructureError


@dataclass(frozen=True, kw_only=True)
class Fork:
    """Work that runs in a process of its own."""

    number: int
    run: Callable[[], dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Ended:
    """What a fork told, or `None` when a limit or a crash ended it first, and `how`; `seconds` is its processor time."""

    number: int
    told: dict[str, Any] | None
    how: str
    seconds: float


@dataclass(frozen=True, kw_only=True)
class _Running:
    number: int
    pid: int
    deadline: float


def in_forks(forks: Sequence[Fork], *, jobs: int, seconds: float) -> Iterator[Ended]:
    """Run each in a fork, at most `jobs` at a time, and yield them as they end; after `seconds` on the clock one is killed.

    Raises:
        InfrastructureError: the work itself raised, which says nothing about what it was to find out.
    """
    waiting, running = list(reversed(forks)), dict[int, _Running]()
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                descriptor, one = _start(waiting.pop(), seconds)
                running[descriptor] = one
            left = min(one.deadline for one in running.values()) - time.monotonic()
            ready, _, _ = select.select(list(running), [], [], max(0.0, left))
            late = [descriptor for descriptor, one in running.items() if one.deadline <= time.monotonic()]
            for descriptor in {*ready, *late}:
                yield _end(descriptor, running.pop(descriptor), killed=descriptor not in ready)
    finally:
        for descriptor, one in running.items():
            _end(descriptor, one, killed=True)


def _start(fork: Fork, seconds: float) -> tuple[int, _Running]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _work(fork, writing)
    os.close(writing)
    return reading, _Running(number=fork.number, pid=pid, deadline=time.monotonic() + seconds)


def _work(fork: Fork, writing: int) -> None:
    """Run in the fork; never returns."""
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(nowhere, descriptor)
        _tell(writing, {"told": fork.run()})
    except BaseException:  # noqa: BLE001 - told to the parent, which raises
        _tell(writing, {"fault": traceback.format_exc()[-4000:]})
    finally:
        os._exit(0)


def _tell(writing: int, line: dict[str, Any]) -> None:
    with os.fdopen(writing, "w", encoding="utf-8") as file:
        json.dump(line, file)


def _end(descriptor: int, one: _Running, *, killed: bool) -> Ended:
    if killed:
        with suppress(ProcessLookupError):
            os.kill(one.pid, signal.SIGKILL)
    data = b""
    while part := os.read(descriptor, 65536):
        data += part
    os.close(descriptor)
    _, status, used = os.wait4(one.pid, 0)
    seconds = used.ru_utime + used.ru_stime
    if killed or os.WIFSIGNALED(status):
        how = "it took too long" if killed else _how(os.WTERMSIG(status))
        return Ended(number=one.number, told=None, how=how, seconds=seconds)
    line: dict[str, Any] = json.loads(data) if data else {"fault": "it ended without a word"}
    if "fault" in line:
        raise InfrastructureError("a fork broke", where=f"number {one.number}", got=line["fault"])
    return Ended(number=one.number, told=line["told"], how="told", seconds=seconds)


def _how(number: int) -> str:
    if number in (signal.SIGXCPU, signal.SIGKILL):  # the soft limit, and the hard one
        return "it used up its processor time"
    return f"it was ended by {signal.Signals(number).name}"
