"""The student template: executed fresh, put behind its walls, warmed, and then asked for forks. Holds nothing secret.

Started by `grading.engine.process` as `python -I -c ... <descriptors> <options>`, with a scrubbed environment. The
descriptors: the control socket, and one that takes a frame when the template is ready.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grading.engine.seal.caps import Caps
from grading.engine.seal.child import seal_child
from grading.engine.seal.levels import Isolation
from grading.engine.seal.scratch import Sweep, abandoned, overfull
from grading.engine.seal.spawn import Child, release_child, spawn_child
from grading.engine.seal.template import TemplateSeal, prepare_template
from grading.engine.student.serve import Server
from grading.engine.student.shell import StudentShell
from grading.engine.student.warm import fix_randomness, import_toolkit, warm_up
from grading.engine.wire.errors import WireError
from grading.engine.wire.forks import Child as Forked
from grading.engine.wire.forks import ForkServer, leave_after
from grading.engine.wire.frames import send
from grading.errors import SealError

WIRE = 3  # of a fork, once it is sealed


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the grader tells the template; see `grading.engine.seal`."""

    isolation: str
    readable: list[str]
    secret: list[str]
    scratch_root: str
    cpu: int | None
    limits: dict[str, int]
    toolkit: str
    course_root: str
    warm_up: list[str]


def main() -> None:
    """Run the template until its control socket closes."""
    options = Options(**json.loads(sys.argv.pop()))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control, hello = (socket.socket(fileno=number) for number in json.loads(sys.argv.pop()))
    with hello:
        try:
            template = _Template(options)
        except SealError as error:
            send(hello, {"seal": _parts(error)})
            return
        send(hello, {"ready": os.getpid()})
    ForkServer(control, template.spawn, template.release, watch=template.watch, tidy=template.sweep.step).run()
    while template.sweep.step():
        pass


class _Template:
    def __init__(self, options: Options) -> None:
        self._limits = Caps(**options.limits)
        toolkit = import_toolkit(options.toolkit, options.course_root)  # the folder around it is out of sight once sealed
        self._seal: TemplateSeal = prepare_template(
            Isolation(options.isolation),
            readable=[Path(path) for path in options.readable],
            secret=[Path(path) for path in options.secret],
            scratch_root=Path(options.scratch_root),
        )
        self.sweep = Sweep()
        for folder in abandoned(self._seal.scratch_root):
            self.sweep.add(folder)
        os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
        self._shell = StudentShell.build(str(self._seal.scratch_root) if Path(self._seal.scratch_root).is_dir() else "/")
        warm_up(self._shell, toolkit, options.warm_up)
        if options.cpu is not None:
            os.sched_setaffinity(0, {options.cpu})  # only now, so that both templates may start at the same time
        gc.collect()
        gc.freeze()

    def spawn(self, body: dict[str, Any], descriptors: list[int]) -> Child:
        child = spawn_child(self._seal)
        if child.pid == 0:
            leave_after(lambda: self._live(descriptors[0], bool(body.get("rendered"))))
        return child

    def release(self, child: Forked) -> None:
        if isinstance(child, Child):
            release_child(self._seal, child, sweep=self.sweep)

    def watch(self, child: Forked) -> str:
        scratch = child.scratch if isinstance(child, Child) else None
        return overfull(scratch, self._limits) if scratch else ""

    def _live(self, wire_fd: int, rendered: bool) -> None:
        try:
            seal_child(self._seal, wire_fd=wire_fd, limits=self._limits)
        except SealError as error:
            _tell(wire_fd, error)
            return
        fix_randomness()
        self._shell.set_rendered(rendered)
        self._shell.attach()
        Server(socket.socket(fileno=WIRE), self._shell).run()


def _tell(wire_fd: int, error: SealError) -> None:
    """Say which wall did not go up; the wire may be where it was or already where student code would have it."""
    for descriptor in (wire_fd, WIRE):
        with suppress(OSError, WireError):
            send(socket.socket(fileno=descriptor), {"seal": _parts(error)})
            return


def _parts(error: SealError) -> dict[str, str]:
    return {
        "what": error.what,
        "where": error.where,
        "got": error.got,
        "expected": error.expected,
        "next_step": error.next_step,
    }
