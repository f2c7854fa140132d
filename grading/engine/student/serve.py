"""The loop of a student process: run a cell, read a name, call a function. One request at a time, until the wire closes."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from grading.engine.student.errors import cell_number, describe
from grading.engine.student.shell import StudentShell
from grading.engine.wire.errors import WireError
from grading.engine.wire.frames import Frame, receive, send
from grading.engine.wire.values import decode, encode

Reply = tuple[dict[str, Any], list[bytes]]


class Server:
    """Answers the checker's requests on `wire` out of the shell's namespace."""

    def __init__(self, wire: socket.socket, shell: StudentShell) -> None:
        """Serve the names of `shell`."""
        self._wire, self._shell = wire, shell
        self._busy = False
        self._exchanging = False
        self._interrupted = False
        self._request = ""

    def run(self) -> None:
        """Answer until the wire closes, then end this process at once."""
        signal.signal(signal.SIGINT, self._on_interrupt)
        send(self._wire, {"ready": True})
        while True:
            try:
                frame = receive(self._wire)
            except WireError:
                os._exit(0)
            if "op" in frame.body:  # a late answer to a call back that was given up is ignored
                self._answer(frame)

    def _on_interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        if self._exchanging:
            self._interrupted = True
        elif self._busy:
            raise KeyboardInterrupt

    @contextmanager
    def _whole_frames(self) -> Iterator[None]:
        """Hold an interrupt back: half a frame, written or read, would leave this process and the checker out of step."""
        self._interrupted, self._exchanging = False, True
        try:
            yield
        finally:
            self._exchanging = False
        if self._interrupted:
            raise KeyboardInterrupt

    def _answer(self, frame: Frame) -> None:
        self._request = frame.body["id"]
        try:
            self._busy = True
            reply, attachments = _OPERATIONS[frame.body["op"]](self, frame)
            self._busy = False
        except BaseException as error:  # noqa: BLE001 - whatever a student's code raises is data, also SystemExit
            self._busy = False
            reply, attachments = {"error": describe(error)}, []
        try:
            send(self._wire, {"id": self._request, **reply}, attachments)
        except WireError as error:
            send(self._wire, {"id": self._request, "error": {"type": "ValueError", "message": str(error)}})

    def _cell(self, frame: Frame) -> Reply:
        body = frame.body
        error = self._shell.run(body["source"], body["number"])
        described = None if error is None else describe(error)
        return {"outputs": self._shell.outputs.take(), "raised": described}, []

    def _file(self, frame: Frame) -> Reply:
        """Put one of the student's files into the working folder."""
        path = Path(frame.body["name"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(frame.attachments[0])
        return {}, []

    def _get(self, frame: Frame) -> Reply:
        name = frame.body["name"]
        if name not in self._shell.user_ns:
            return {"missing": True}, []
        return self._value(self._shell.user_ns[name])

    def _origin(self, frame: Frame) -> Reply:
        """Say whether a name is bound to nothing, or to a function of which cell."""
        value = self._shell.user_ns.get(frame.body["name"])
        code = getattr(value, "__code__", None)
        return {"bound": value is not None, "cell": None if code is None else cell_number(code.co_filename)}, []

    def _call(self, frame: Frame) -> Reply:
        name = frame.body["name"]
        if name not in self._shell.user_ns:
            return {"missing": True}, []
        function = self._shell.user_ns[name]
        if not callable(function):
            return {"not_callable": type(function).__name__}, []
        read_only = frame.body.get("writable") is not True
        args, kwargs = decode(frame.body["args"], frame.attachments, proxy=self._proxy, read_only=read_only)
        self._shell.outputs.clear()
        return self._value(function(*args, **kwargs))

    def _value(self, value: Any) -> Reply:
        data, attachments = encode(value)
        return {"value": data}, attachments

    def _proxy(self, handle: int) -> Callable[..., Any]:
        request = self._request

        def call_back(*args: Any) -> Any:
            """Call the function that the grader passed."""
            if self._request != request or not self._busy:
                raise RuntimeError("this function can only be called during the call that it was passed to")
            data, attachments = encode(args)
            with self._whole_frames():
                send(self._wire, {"id": request, "callback": handle, "args": data}, attachments)
                answer = receive(self._wire)
            if "value" not in answer.body:
                raise _error(answer.body.get("error", {}))
            return decode(answer.body["value"], answer.attachments, proxy=self._proxy)

        return call_back


def _error(data: dict[str, Any]) -> Exception:
    kinds = {kind.__name__: kind for kind in (TypeError, ValueError, IndexError, ZeroDivisionError, ArithmeticError)}
    return kinds.get(data.get("type", ""), RuntimeError)(data.get("message", ""))


_OPERATIONS: dict[str, Callable[[Server, Frame], Reply]] = {
    "cell": Server._cell,
    "file": Server._file,
    "get": Server._get,
    "origin": Server._origin,
    "call": Server._call,
}
