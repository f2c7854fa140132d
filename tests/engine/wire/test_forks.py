"""A template forks on request, whatever else it has to do, and says why it killed a child."""

from __future__ import annotations

import os
import select
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from grading.engine.wire.forks import Exit, Fork, ForkServer, fork_plain

SECONDS = 20.0


@contextmanager
def serving(child: Callable[[], None], **options: Any) -> Iterator[socket.socket]:
    """Run a fork server in a process of its own, whose children do `child`; give its control socket."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    pid = os.fork()
    if pid == 0:
        try:
            ours.close()
            ForkServer(theirs, lambda _body, _descriptors: fork_plain(child), **options).run()
        finally:
            os._exit(0)
    theirs.close()
    with ours:
        yield ours
    os.waitpid(pid, 0)


def end_of_fork(control: socket.socket) -> Exit | None:
    fork = Fork(control, {}, [], seconds=SECONDS)
    try:
        return fork.wait(seconds=SECONDS)
    finally:
        fork.close()


def test_requests_are_answered_among_work_without_end() -> None:
    with serving(lambda: None, tidy=lambda: True) as control:
        for _ in range(3):
            end = end_of_fork(control)
            assert end is not None
            assert (end.code, end.fault) == (0, "")


def test_child_that_must_not_go_on_is_killed_and_the_reason_told() -> None:
    with serving(signal.pause, watch=lambda _child: "took too much") as control:
        end = end_of_fork(control)
        assert end is not None
        assert (end.code, end.fault) == (-signal.SIGKILL, "took too much")


def test_child_that_may_go_on_ends_by_itself() -> None:
    with serving(lambda: os._exit(7), watch=lambda _child: "") as control:
        end = end_of_fork(control)
        assert end is not None
        assert (end.code, end.fault) == (7, "")


@pytest.mark.parametrize("work", [True, False])
def test_work_is_done_without_any_request(work: bool) -> None:
    """A first piece right after the start, and on for as long as there is more."""
    told, tell = os.pipe()

    def tidy() -> bool:
        os.write(tell, b".")
        return work

    with serving(lambda: None, tidy=tidy), open(told, "rb", buffering=0) as done:
        os.close(tell)
        assert done.read(1) == b"."
        assert not work or done.read(1) == b"."


def test_closing_a_fork_kills_its_child() -> None:
    with serving(signal.pause) as control:
        fork = Fork(control, {}, [], seconds=SECONDS)
        pidfd = os.pidfd_open(fork.pid)
        try:
            assert not ended(pidfd, seconds=0.0)
            fork.close()
            assert ended(pidfd, seconds=SECONDS)
        finally:
            os.close(pidfd)


def ended(pidfd: int, *, seconds: float) -> bool:
    """Wait for the end of a process that this one did not fork."""
    poll = select.poll()
    poll.register(pidfd, select.POLLIN)
    return bool(poll.poll(1000 * seconds))
