"""Asking a warm template for a fork, and serving such requests. Used by both templates.

A request is one datagram with a JSON object and the descriptors that the child gets. With it travels a *lease*, a socket: the
answer (pid and pidfd) comes back on it, the end of the child is told on it, and when the asking process closes it, or dies, the
template kills the child. So nothing is left running, and many may ask on one control socket.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from grading.engine.wire.errors import WireError
from grading.engine.wire.frames import WireClosed, parse_body

MAX_REQUEST = 16_384
MAX_DESCRIPTORS = 4
WATCH_SECONDS = 0.25


@dataclass(frozen=True)
class Exit:
    """How a child ended: `code` as `os.waitstatus_to_exitcode` gives it (negative for a signal).

    `fault` is why its template killed it, if the template did.
    """

    code: int
    fault: str = ""


class Fork:
    """A child, seen by the one who asked for it. Closing it kills the child."""

    def __init__(self, control: socket.socket, body: dict[str, Any], descriptors: Iterable[int], *, seconds: float) -> None:
        """Send the request and wait for the child's pid; WireError when the template is gone or does not answer."""
        self._lease, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with theirs:
                try:
                    socket.send_fds(control, [json.dumps(body).encode()], [theirs.fileno(), *descriptors])
                except OSError as error:
                    raise WireClosed("the template is gone") from error
            answer, descriptors_back = self._receive(seconds)
            if not descriptors_back or type(answer.get("pid")) is not int:
                raise WireError(f"the template could not fork: {answer.get('fault', 'it did not say why')}")
            self.pid, self.pidfd = int(answer["pid"]), descriptors_back[0]
        except BaseException:
            self._lease.close()
            raise

    def signal(self, number: signal.Signals) -> None:
        """Send a signal; nothing happens when the child has ended already."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.pidfd, number)

    def wait(self, *, seconds: float) -> Exit | None:
        """Wait for the end; None when it does not come in time."""
        try:
            answer, _ = self._receive(seconds)
            return Exit(int(answer["code"]), str(answer["fault"]))
        except (WireError, KeyError, TypeError, ValueError):
            return None

    def close(self) -> None:
        """Give the lease back; the template kills the child and reaps it."""
        if self.pidfd >= 0:
            os.close(self.pidfd)
            self.pidfd = -1
        self._lease.close()

    def _receive(self, seconds: float) -> tuple[dict[str, Any], list[int]]:
        self._lease.settimeout(seconds)
        try:
            data, descriptors, _, _ = socket.recv_fds(self._lease, MAX_REQUEST, MAX_DESCRIPTORS)
        except OSError as error:
            raise WireError("the template does not answer") from error
        if not data:
            raise WireClosed("the template is gone")
        return parse_body(data), descriptors


class Child(Protocol):
    """What a template's spawn returns in the parent."""

    @property
    def pid(self) -> int: ...  # noqa: D102 - as the class says

    @property
    def pidfd(self) -> int: ...  # noqa: D102


Spawn = Callable[[dict[str, Any], list[int]], Child]  # never returns in the child
Release = Callable[[Child], None]
Watch = Callable[[Child], str]  # why a living child has to end, "" when it may go on
Tidy = Callable[[], bool]  # a small piece of work; True when there is more


@dataclass(frozen=True)
class Forked:
    """A plain child."""

    pid: int
    pidfd: int


def fork_plain(run: Callable[[], None]) -> Forked:
    """Fork; `run` is all that the child does. Returns in the parent only."""
    pid = os.fork()
    if pid == 0:
        leave_after(run)
    return Forked(pid, os.pidfd_open(pid))


def leave_after(run: Callable[[], None]) -> None:
    """Run and end this process without unwinding what the template has on its stack."""
    try:
        run()
        os._exit(0)
    finally:
        os._exit(1)


def close_pidfd(child: Child) -> None:
    """Release of a plain child."""
    os.close(child.pidfd)


class ForkServer:
    """The loop of a template: forks on request, kills what nobody holds, ends when the last asker is gone."""

    def __init__(
        self,
        control: socket.socket,
        spawn: Spawn,
        release: Release = close_pidfd,
        *,
        watch: Watch | None = None,
        tidy: Tidy | None = None,
    ) -> None:
        """Serve requests on `control`; `watch` is asked four times a second, `tidy` whenever nothing else waits."""
        self._control, self._spawn, self._release, self._watch, self._tidy = control, spawn, release, watch, tidy
        self._poll = select.poll()
        self._poll.register(control, select.POLLIN)
        self._leases: dict[int, tuple[socket.socket, Child]] = {}
        self._pidfds: dict[int, int] = {}
        self._faults: dict[int, str] = {}  # by pidfd
        self._watch_at = 0.0

    def run(self) -> None:
        """Serve until the control socket is closed by everyone; then kill all children."""
        untidy = self._tidy is not None
        while True:
            for descriptor, _ in self._poll.poll(self._patience(untidy)):
                if descriptor in self._leases:
                    self._end(descriptor, kill=True)
                elif descriptor in self._pidfds:
                    self._end(self._pidfds[descriptor], kill=False)
                elif descriptor == self._control.fileno() and not self._accept():
                    for lease in list(self._leases):
                        self._end(lease, kill=True)
                    return
            self._look()
            untidy = self._tidy is not None and self._tidy()

    def _patience(self, untidy: bool) -> float | None:
        """Milliseconds to wait for an event; None is for ever."""
        if untidy:
            return 0
        return 1000 * max(self._watch_at - time.monotonic(), 0) if self._watch and self._leases else None

    def _look(self) -> None:
        """Kill the children that are not to go on; their end is then told like any other."""
        if self._watch is None or time.monotonic() < self._watch_at:
            return
        for _, child in self._leases.values():
            if fault := self._watch(child):
                self._faults[child.pidfd] = fault
                _kill(child)
        self._watch_at = time.monotonic() + WATCH_SECONDS

    def descriptors(self) -> list[int]:
        """What a child has to close: they belong to the template."""
        return [self._control.fileno(), *self._leases, *self._pidfds]

    def _accept(self) -> bool:
        data, descriptors, _, _ = socket.recv_fds(self._control, MAX_REQUEST, MAX_DESCRIPTORS)
        if not data:
            return False
        lease = socket.socket(fileno=descriptors[0])
        try:
            child = self._spawn(parse_body(data), descriptors[1:])
        except Exception as error:  # noqa: BLE001 - reported to the process that asked; the template itself goes on
            with contextlib.suppress(OSError):
                lease.send(json.dumps({"fault": str(error)[:4000]}).encode())
            lease.close()
            return True
        finally:
            for descriptor in descriptors[1:]:
                os.close(descriptor)
        self._leases[lease.fileno()] = (lease, child)
        self._pidfds[child.pidfd] = lease.fileno()
        self._poll.register(lease, select.POLLIN)
        self._poll.register(child.pidfd, select.POLLIN)
        with contextlib.suppress(OSError):
            socket.send_fds(lease, [json.dumps({"pid": child.pid}).encode()], [child.pidfd])
        return True

    def _end(self, descriptor: int, *, kill: bool) -> None:
        lease, child = self._leases.pop(descriptor)
        del self._pidfds[child.pidfd]
        if kill:
            _kill(child)
        _, status = os.waitpid(child.pid, 0)
        fault = self._faults.pop(child.pidfd, "")
        report = {"code": os.waitstatus_to_exitcode(status), "fault": fault}
        with contextlib.suppress(OSError):
            lease.send(json.dumps(report).encode(), socket.MSG_NOSIGNAL | socket.MSG_DONTWAIT)
        self._poll.unregister(lease)
        self._poll.unregister(child.pidfd)
        lease.close()
        self._release(child)


def _kill(child: Child) -> None:
    with contextlib.suppress(ProcessLookupError):
        signal.pidfd_send_signal(child.pidfd, signal.SIGKILL)
