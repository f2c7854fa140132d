"""The student's end of the wire keeps its place in the stream of frames, whenever an interrupt comes."""

from __future__ import annotations

import os
import select
import signal
import socket
import threading
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from grading.engine.student.output import Outputs
from grading.engine.student.serve import Server
from grading.engine.wire.frames import Frame, receive, send
from grading.engine.wire.values import encode

SECONDS = 20.0
ENTRIES = 400_000  # of the array that is called back with: a frame of several reads


class Interrupting:
    """A wire on which SIGINT comes after the `after`-th read or write that follows `arm`."""

    def __init__(self, wire: socket.socket, *, reading: bool, after: int) -> None:
        self._wire, self._reading, self._left = wire, reading, after
        self.armed = False

    def recv(self, size: int, flags: int) -> bytes:
        data = self._wire.recv(min(size, 1 << 18), flags)
        self._count(self._reading)
        return data

    def send(self, data: memoryview, flags: int) -> int:
        sent = self._wire.send(data[: 1 << 18], flags)
        self._count(not self._reading)
        return sent

    def _count(self, counts: bool) -> None:
        if self.armed and counts:
            self._left -= 1
            if self._left == 0:
                signal.raise_signal(signal.SIGINT)


def serve(wire: Interrupting) -> None:
    def mean(function: Callable[[Any], Any]) -> float:
        wire.armed = True
        return float(np.mean(function(np.ones(ENTRIES))))

    shell: Any = SimpleNamespace(user_ns={"mean": mean, "other": 5}, outputs=Outputs())
    try:
        Server(wire, shell).run()  # type: ignore[arg-type]
    finally:
        os._exit(9)


def start_server(wire: socket.socket, *, outputs: Outputs | None = None, **names: object) -> None:
    shell: Any = SimpleNamespace(user_ns=names, outputs=outputs or Outputs())
    try:
        Server(wire, shell).run()
    finally:
        os._exit(9)


def ask(wire: socket.socket, identity: str, body: dict[str, Any]) -> Frame:
    send(wire, {"id": identity, **body}, deadline=time.monotonic() + SECONDS)
    return receive(wire, deadline=time.monotonic() + SECONDS)


@pytest.mark.parametrize("reading", [True, False], ids=["while the answer arrives", "while the question leaves"])
@pytest.mark.parametrize("after", [1, 2, 3, 5])
def test_interrupt_within_a_frame_leaves_the_wire_in_step(reading: bool, after: int) -> None:
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        ours.close()
        serve(Interrupting(theirs, reading=reading, after=after))
    theirs.close()
    with ours:
        assert receive(ours, deadline=time.monotonic() + SECONDS).body == {"ready": True}
        arguments, _ = encode(((print,), {}), register=lambda _function: 0)
        question = ask(ours, "a", {"op": "call", "name": "mean", "args": arguments})
        assert question.body["callback"] == 0
        value, parts = encode(np.full(ENTRIES, 3.0))
        send(ours, {"id": "a", "value": value}, parts, deadline=time.monotonic() + SECONDS)
        assert receive(ours, deadline=time.monotonic() + SECONDS).body["error"]["type"] == "KeyboardInterrupt"
        assert ask(ours, "b", {"op": "get", "name": "other"}).body == {"id": "b", "value": 5}
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def test_a_call_back_from_a_thread_that_outlives_its_call_is_refused() -> None:
    """A frame that nobody waits for would put the wire out of step."""
    ours, theirs = socket.socketpair()
    (go, poke), (told, tell) = os.pipe(), os.pipe()
    pid = os.fork()
    if pid == 0:
        ours.close()

        def keep(function: Callable[[Any], Any]) -> int:
            threading.Thread(target=late, args=(function,), daemon=True).start()
            return 1

        def late(function: Callable[[Any], Any]) -> None:
            os.read(go, 1)
            try:
                function(2.0)
            except RuntimeError as error:
                os.write(tell, str(error).encode())
            os.close(tell)

        start_server(theirs, keep=keep, other=5)
    theirs.close()
    os.close(tell)
    with ours:
        assert receive(ours, deadline=time.monotonic() + SECONDS).body == {"ready": True}
        arguments, _ = encode(((print,), {}), register=lambda _function: 0)
        assert ask(ours, "a", {"op": "call", "name": "keep", "args": arguments}).body == {"id": "a", "value": 1}
        os.write(poke, b"x")
        assert select.select([told], [], [], SECONDS)[0]
        assert b"only be called during the call" in os.read(told, 200)
        assert ask(ours, "b", {"op": "get", "name": "other"}).body == {"id": "b", "value": 5}
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    for descriptor in (go, poke, told):
        os.close(descriptor)


def test_what_earlier_calls_printed_is_not_kept() -> None:
    """Thousands of calls that print would otherwise fill the memory that the cells may have."""
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        ours.close()
        outputs = Outputs()

        def talk() -> int:
            already = len(outputs.take())
            outputs.write("stdout", "hello")
            return already

        start_server(theirs, outputs=outputs, talk=talk)
    theirs.close()
    with ours:
        assert receive(ours, deadline=time.monotonic() + SECONDS).body == {"ready": True}
        arguments, _ = encode(((), {}))
        for identity in "abc":
            assert ask(ours, identity, {"op": "call", "name": "talk", "args": arguments}).body["value"] == 0
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
