"""Starts a warm template as a process of its own, and stops it."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from grading.engine.wire.errors import WireError
from grading.engine.wire.frames import receive
from grading.errors import InfrastructureError, SealError

CODE_ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120.0  # the first start on a machine also makes Matplotlib's list of fonts
STOP_SECONDS = 5.0
TAIL = 3000
# No -m: the folder of the code is on the path for as long as the template imports, and not while it runs.
BOOT = "import sys; sys.path.insert(0, {root!r}); from {module} import main; sys.path.remove({root!r}); main()"


class Template:
    """A process that forks on request; see `grading.engine.wire.forks`."""

    def __init__(
        self, module: str, options: Mapping[str, Any], *, environment: Mapping[str, str], pass_on: Sequence[socket.socket] = ()
    ) -> None:
        """Execute `module`'s main; it gets the numbers of its descriptors and the options, as JSON."""
        self.control, control = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._hello, hello = socket.socketpair()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed by stop
        self._name = module
        boot = BOOT.format(root=str(CODE_ROOT), module=module)
        with control, hello:
            descriptors = [end.fileno() for end in (control, hello, *pass_on)]
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", boot, json.dumps(descriptors), json.dumps(options)],
                pass_fds=descriptors,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                start_new_session=True,
                cwd="/",  # wherever the caller is, or was
            )

    def ready(self) -> dict[str, Any]:
        """Wait until it is warm; return what it says. SealError when its walls do not go up."""
        try:
            answer = receive(self._hello, deadline=time.monotonic() + START_SECONDS).body
        except WireError as error:
            self.stop()
            raise InfrastructureError(
                "a template of the grader did not start", where=self._name, got=self.errors() or str(error)
            ) from error
        if "seal" in answer:
            self.stop()
            raise SealError(**answer["seal"])
        return answer

    @property
    def alive(self) -> bool:
        """True while the process runs."""
        return self._process.poll() is None

    def errors(self) -> str:
        """Return the end of what it wrote to stderr."""
        with contextlib.suppress(ValueError, OSError):
            self._errors.seek(0)
            return self._errors.read().decode(errors="replace")[-TAIL:]
        return ""

    def stop(self) -> None:
        """Close the control socket, which ends the template and all its forks; kill it when it does not go."""
        self.control.close()
        self._hello.close()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def kill(self) -> None:
        """End it now, with all its forks, even if another process holds its control socket. Call `close` afterwards."""
        with contextlib.suppress(OSError):
            self.control.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Stop, and forget its stderr."""
        self.stop()
        self._errors.close()
