"""One sealed student process, seen from the checker: requests, call backs, deadlines, and its end.

Nothing that arrives is believed beyond the wire's schema. A reply has to carry the id of the request, which nobody can know
ahead; others are ignored, and anything that is not a frame ends the process. Time and bytes are measured here, and the process
is stopped by its pidfd.
"""

from __future__ import annotations

import secrets
import select
import signal
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grading.engine.checker.stopwatch import Stopwatch
from grading.engine.wire.errors import WireError
from grading.engine.wire.forks import Fork
from grading.engine.wire.frames import Frame, WireFlood, WireTimeout, receive, send
from grading.errors import InfrastructureError, SealError
from grading.limits import MIB, Limits
from grading.submission.attachments import is_safe

START_SECONDS = 20.0
FRAME_BYTES = 1000  # that a frame counts on top of its contents: it costs time, however small it is

CallBack = Callable[[Frame], tuple[dict[str, Any], Sequence[bytes]]]


class StudentEnded(Exception):  # noqa: N818 - an event
    """The process is gone. `overran` says that it was killed for its time; `how` says it in words for the student."""

    def __init__(self, how: str, *, overran: bool = False) -> None:
        """Keep both."""
        super().__init__(how)
        self.how, self.overran = how, overran


@dataclass(frozen=True)
class Reply:
    """An answer; `overran` when it came only after the process was interrupted for its time."""

    frame: Frame
    overran: bool = False


class StudentProcess:
    """A fork of the student template."""

    def __init__(
        self, control: socket.socket, *, limits: Limits, files: Mapping[str, bytes] | None = None, rendered: bool = False
    ) -> None:
        """Fork it, wait until it is sealed, and have it write the student's own files into its working folder.

        Raises:
            SealError: a wall does not go up.
            InfrastructureError: no process, or a file that cannot be written. No line of the student has been run.
        """
        self._limits = limits
        self.spent = 0.0  # by all requests so far, as `Stopwatch` measures it
        self.received = 0  # bytes, by all requests so far
        self._wire, theirs = socket.socketpair()
        with theirs:
            try:
                self._fork = Fork(control, {"rendered": rendered}, [theirs.fileno()], seconds=START_SECONDS)
            except WireError as error:
                self._wire.close()
                raise InfrastructureError("no student process could be started", got=str(error)) from error
        try:
            hello = receive(self._wire, deadline=time.monotonic() + START_SECONDS).body
        except WireError as error:
            self.close()
            raise InfrastructureError("a student process did not come up", got=str(error)) from error
        if "seal" in hello:
            self.close()
            raise SealError(**hello["seal"])
        self._baseline = self._memory("VmRSS")
        self._peak = 0
        try:
            self._give(files or {})
        except BaseException:
            self.close()
            raise

    def request(
        self, body: dict[str, Any], attachments: Sequence[bytes] = (), *, seconds: float, call_back: CallBack | None = None
    ) -> Reply:
        """Send a request and return its answer; call backs on the way go to `call_back`.

        Args:
            body: what is asked.
            attachments: the binary parts of it.
            seconds: what it may cost, as `Stopwatch` measures it. Then the process is interrupted, and soon after killed.
            call_back: answers a call back.

        Raises:
            StudentEnded: the process died, broke the protocol, sent too much, or had to be killed.
        """
        identity = secrets.token_hex(8)
        whole = now = self._stopwatch()
        overran, before = False, self.received
        try:
            send(self._wire, {"id": identity, **body}, attachments, deadline=self._deadline(whole, seconds))
            while True:
                limit = self._limits.grace_seconds if overran else seconds
                if not self._readable(now, limit):
                    if overran:
                        raise self._killed()
                    self._fork.signal(signal.SIGINT)
                    now, overran = self._stopwatch(), True
                    continue
                frame = self._receive(self._deadline(now, limit), self._limits.reply_bytes - (self.received - before))
                if frame.body.get("id") != identity:
                    continue  # an answer to something else: forged, or late; time and bytes bound how many are read
                if "callback" not in frame.body:
                    return Reply(frame, overran)
                if call_back is None:
                    raise WireError("a call back that nobody offered")
                answer, parts = call_back(frame)
                send(self._wire, {"id": identity, **answer}, parts, deadline=self._deadline(now, limit))
        except WireTimeout:
            raise self._killed() from None
        except WireFlood:
            raise self._flooded() from None
        except WireError as error:
            raise self._died(error) from error
        finally:
            self.spent += whole.seconds

    @property
    def peak_bytes(self) -> int:
        """Peak memory so far, beyond what the template shares with it."""
        self._peak = max(self._peak, self._memory("VmHWM") - self._baseline)
        return self._peak

    def close(self) -> None:
        """End it."""
        self._fork.close()
        self._wire.close()

    def _give(self, files: Mapping[str, bytes]) -> None:
        for name, content in files.items():
            if not is_safe(name):
                continue
            try:
                body = self.request({"op": "file", "name": name}, [content], seconds=START_SECONDS).frame.body
            except StudentEnded as end:
                raise InfrastructureError(f"a student process {end} before any cell ran", where=name) from end
            if "error" in body:  # a full disk, say: it must not look like a file that the student forgot
                raise InfrastructureError("a file beside the notebook could not be written", where=name, got=str(body["error"]))

    def _stopwatch(self) -> Stopwatch:
        return Stopwatch(self._fork.pid, asleep_factor=self._limits.asleep_factor)

    def _deadline(self, watch: Stopwatch, limit: float) -> float:
        """When a frame on its way has to be there: as late as if the process slept from now on, and a little more."""
        left = self._limits.asleep_factor * max(limit - watch.seconds_lately, 0.0)
        return time.monotonic() + left + self._limits.grace_seconds

    def _readable(self, watch: Stopwatch, limit: float) -> bool:
        """Wait until something arrives; False once the stopwatch has passed the limit."""
        poll = select.poll()
        poll.register(self._wire, select.POLLIN)
        while left := watch.wait_for(limit):
            if poll.poll(left * 1000):
                return True
        return False

    def _receive(self, deadline: float, most: int) -> Frame:
        frame = receive(self._wire, deadline=deadline, most=most)
        self.received += frame.size + FRAME_BYTES
        return frame

    def _killed(self) -> StudentEnded:
        _ = self.peak_bytes
        self._fork.signal(signal.SIGKILL)
        self.close()
        return StudentEnded("did not stop when it was told to, and its process was ended", overran=True)

    def _flooded(self) -> StudentEnded:
        self._killed()
        return StudentEnded(f"sent more than {self._limits.reply_bytes / MIB:g} MiB to the grader, and its process was ended")

    def _died(self, error: WireError) -> StudentEnded:
        self._wire.close()
        end = self._fork.wait(seconds=self._limits.grace_seconds)  # a process that broke the protocol may well be alive
        self._fork.close()
        if end is None:
            return StudentEnded(f"broke its connection to the grader ({error})")
        if end.fault:
            return StudentEnded(f"{end.fault}, and its process was ended")
        if end.code < 0:
            name = signal.Signals(-end.code).name if -end.code in signal.valid_signals() else f"signal {-end.code}"
            return StudentEnded(f"crashed its process ({name})")
        return StudentEnded(f"ended its process (exit code {end.code})")

    def _memory(self, field: str) -> int:
        with suppress(OSError, StopIteration, ValueError, IndexError):
            lines = Path(f"/proc/{self._fork.pid}/status").read_text().splitlines()
            return 1024 * int(next(line for line in lines if line.startswith(f"{field}:")).split()[1])
        return 0
