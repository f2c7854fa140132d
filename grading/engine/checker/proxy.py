"""`grading.checks.Student` across the wire: values out and back, call backs in this process, failures as outcomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any

from grading.checks.allowance import allowance
from grading.checks.copies import WRITABLE
from grading.checks.outcomes import EndOfCheck, StudentDied, StudentError, StudentMemory, StudentTimeout
from grading.engine.checker.session import Fault, GivenUp, Session
from grading.engine.checker.student_process import Reply, StudentEnded
from grading.engine.checker.wording import Raised, clean
from grading.engine.wire.errors import WireError
from grading.engine.wire.frames import Frame
from grading.engine.wire.values import decode, encode
from grading.verdict import Outcome

SMALL_BYTES = 4096  # of a frame whose value takes no time to be read, whatever it is
UNREADABLE = "returned something that cannot be read"


class RemoteStudent:
    """The names of one session."""

    def __init__(self, session: Session, *, call_seconds: float, overruns: int) -> None:
        """Serve `session`; an answer is given up after `overruns` calls that ran out of time, or one that ended the process."""
        self._session, self._seconds, self._overruns = session, call_seconds, overruns
        self._dead: dict[str, Fault] = {}
        self._late: dict[str, int] = {}

    def __getitem__(self, name: str) -> Any:
        """Return a variable."""
        reply = self._ask(name, {"op": "get", "name": name}, [], None)
        value = self._value(name, reply)
        if value is None and (fault := self._session.fault_of(name)):
            raise _exception(name, fault)
        return value

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return a function that calls the student's function across the wire."""
        if name.startswith("_"):
            raise AttributeError(name)

        def call(*args: Any, **kwargs: Any) -> Any:
            functions: list[Callable[..., Any]] = []
            (data, attachments) = encode((args, kwargs), register=_registering(functions), strict=True)
            answering = _CallBacks(functions)
            body = {"op": "call", "name": name, "args": data, "writable": WRITABLE.get()}
            reply = self._ask(name, body, attachments, answering)
            return self._value(name, reply, answering.ended)

        return call

    def _ask(self, name: str, body: dict[str, Any], attachments: Sequence[bytes], call_back: _CallBacks | None) -> Reply:
        if name in self._dead:
            raise _exception(name, self._dead[name])
        try:
            reply = self._session.request(body, attachments, seconds=self._seconds, call_back=call_back)
        except GivenUp as end:
            raise _exception(name, end.fault) from None
        except StudentEnded as end:
            self._dead[name] = self._too_long(name) if end.overran else _death(name, end)
            raise _exception(name, self._dead[name]) from None
        if reply.overran:
            fault = self._too_long(name)
            self._late[name] = self._late.get(name, 0) + 1
            if self._late[name] >= self._overruns:
                self._dead[name] = fault
            raise _exception(name, fault)
        return reply

    def _value(self, name: str, reply: Reply, ended: EndOfCheck | None = None) -> Any:
        body = reply.frame.body
        if "value" in body:
            try:
                with nullcontext() if reply.frame.size < SMALL_BYTES else allowance().spending(f"What {name} returned"):
                    return decode(body["value"], reply.frame.attachments)
            except WireError as error:
                raise StudentError(f"{name} {UNREADABLE} ({error}).", kind="WireError") from error
        if ended is not None:
            raise ended
        if body.get("missing"):
            raise self._missing(name)
        if "not_callable" in body:
            kind = clean(body["not_callable"], limit=80)
            if fault := self._session.fault_of(name):
                raise _exception(name, fault)
            raise StudentError(f"{name} should be a function; it is a {kind}.", kind="TypeError")
        raised = Raised.read(body.get("error"))
        if raised.kind == "MemoryError":
            raise StudentMemory(f"{name} asked for more memory than it may have.")
        if raised.kind == "NotImplementedError" and raised.message in ("", name):
            raise StudentError(f"{name} is not answered yet.", kind=raised.kind)
        raise StudentError(f"{name} {raised.told(self._session.cells, own=name)}.", kind=raised.kind)

    def _missing(self, name: str) -> EndOfCheck:
        fault = self._session.fault_of(name)
        if fault is None:
            return StudentError(f"{name} is not defined in your notebook.", kind="NameError")
        return _exception(name, Fault(fault.outcome, f"{name} is not defined. {fault.message}"))

    def _too_long(self, name: str) -> Fault:
        return Fault(Outcome.TIMEOUT, f"{name} took longer than {self._seconds:.3g} s and was stopped.")


class _CallBacks:
    """Runs the functions that an author passed, for one call."""

    def __init__(self, functions: Sequence[Callable[..., Any]]) -> None:
        self._functions = functions
        self.ended: EndOfCheck | None = None  # a budget that was exceeded, or another end that a function called for

    def __call__(self, frame: Frame) -> tuple[dict[str, Any], Sequence[bytes]]:
        handle = frame.body["callback"]
        if type(handle) is not int or not 0 <= handle < len(self._functions):
            raise WireError("a call back to a function that was not passed")
        arguments = decode(frame.body.get("args"), frame.attachments)
        if type(arguments) is not tuple:
            raise WireError("a call back without arguments")
        try:
            value = self._functions[handle](*arguments)
            data, attachments = encode(value, strict=True)
        except EndOfCheck as end:
            self.ended = self.ended or end
            return _refusal("RuntimeError", str(end)), ()
        except Exception as error:  # noqa: BLE001 - arguments are the student's: what they break is told to the student
            return _refusal(type(error).__name__, str(error)), ()
        return {"value": data}, attachments


def _refusal(kind: str, message: str) -> dict[str, Any]:
    return {"error": {"type": kind, "message": clean(message, limit=300)}}


def _registering(functions: list[Callable[..., Any]]) -> Callable[[Callable[..., Any]], int]:
    def register(function: Callable[..., Any]) -> int:
        functions.append(function)
        return len(functions) - 1

    return register


def _death(name: str, end: StudentEnded) -> Fault:
    return Fault(Outcome.STUDENT_ERROR, f"{name} {end.how}.", died=True)


def _exception(name: str, fault: Fault) -> EndOfCheck:
    if fault.outcome is Outcome.TIMEOUT:
        return StudentTimeout(fault.message)
    if fault.outcome is Outcome.MEMORY:
        return StudentMemory(fault.message)
    if fault.died:
        return StudentDied(fault.message, kind="Died")
    return StudentError(fault.message, kind="Fault")
