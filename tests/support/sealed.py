"""A warm template and its sealed children, as the tests of the seal use them.

Imported, this is the tests' side: `Template` starts a process that runs this file. Executed, it is the template: it reads
one request a line, forks a sealed child, has it execute the request's code, and writes what came back.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEVELS = ("namespaces", "landlock")
FIRST_LANDLOCK = "landlock:1"  # the level as the first version of Landlock holds it (Linux 5.13, Ubuntu 22.04)
SECRETS = ("grader_tests", "solutions", "source", "tests")
MIB = 1 << 20


@dataclass(frozen=True)
class Result:
    """How code ended in a sealed child: `value` of its last `result`, or the exception, or the wait status."""

    value: Any = None
    error: str = ""
    errno: int = 0
    message: str = ""
    status: int = 0
    pid: int = 0

    @property
    def signal(self) -> int:
        """The signal that ended the child, 0 for none."""
        return os.WTERMSIG(self.status) if os.WIFSIGNALED(self.status) else 0


@dataclass
class Template:
    """A running template.

    `level` may name a version of Landlock (`landlock:1`). `folder` holds scratch, and files that no child may touch.
    """

    level: str
    folder: Path
    plots: bool = False
    process: subprocess.Popen[str] = field(init=False)

    @property
    def scratch_root(self) -> Path:
        """Where the template keeps scratch folders and the font cache."""
        return self.folder / "scratch"

    def start(self) -> Template:
        """Execute the template with nothing but the student environment."""
        from grading.engine.seal.environment import student_environment

        self.scratch_root.mkdir(exist_ok=True)
        environment = student_environment(scratch_root=self.scratch_root) | {"PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-P", __file__, self.level, str(self.scratch_root), str(self.folder)]
        command += ["plots"] if self.plots else []
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen(command, env=environment, text=True, start_new_session=True, **pipes)
        ready = self._read()
        if ready != {"ready": True}:
            raise RuntimeError(f"the template did not start: {ready}")
        return self

    def run(self, code: str, *, interrupt: bool = False, wait: bool = True, thread: bool = False, **limits: int) -> Result:
        """Execute `code` in a fresh sealed child.

        `interrupt` sends SIGINT once the child has written a line; without `wait` only that line is waited for; `thread`
        has the template start a second thread first.
        """
        request = {"code": code, "limits": limits, "interrupt": interrupt, "wait": wait, "thread": thread}
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return Result(**self._read())

    def stop(self) -> None:
        """End the template and wait for it."""
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()

    def _read(self) -> dict[str, Any]:
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the template ended with status {self.process.wait(timeout=30)}")
        return json.loads(line)


@contextmanager
def template(level: str, folder: Path, *, plots: bool = False) -> Iterator[Template]:
    """Run a template at `level`; skips when this machine cannot put up that level, but not when it can put up none."""
    if level != "process":
        require(level.partition(":")[0])
    running = Template(level, folder, plots).start()
    try:
        yield running
    finally:
        running.stop()


def require(level: str) -> None:
    """Skip the test when this machine has no `level` but another one; fail when it has none, or when a wall leaks."""
    from grading.engine.seal.levels import Isolation
    from grading.engine.seal.probe import probe
    from grading.engine.seal.walls import STEPS

    walls = {name: [wall for wall in probe(Isolation(name)) if not wall.up] for name in LEVELS}
    if all(walls.values()):
        pytest.fail(f"no isolation level goes up on this machine: {walls}")
    for wall in walls[level]:
        if wall.name not in STEPS:  # what a sealed process tried went through: a hole, and no lack of this machine
            pytest.fail(f"level {level} leaks: {wall}")
    if walls[level]:
        pytest.skip(f"level {level} does not go up on this machine: {walls[level]}")


def main() -> None:
    """Be the template."""
    from grading.engine.seal.levels import Isolation
    from grading.engine.seal.template import prepare_template
    from grading.errors import SealError

    wanted, scratch_root, folder, *plots = sys.argv[1:]
    level, _, abi = wanted.partition(":")
    secret = [*(ROOT / name for name in SECRETS), Path(folder) / "secret"]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    readable = [ROOT / "losslandscape", ROOT / "grading", Path(folder) / "readable"]
    seal = prepare_template(Isolation(level), readable=readable, scratch_root=Path(scratch_root), secret=secret)
    seal = replace(seal, abi=int(abi)) if abi else seal
    if plots:
        warm_up()
    answer({"ready": True})
    for line in sys.stdin:
        request = json.loads(line)
        with another_thread(seal.proc) if request["thread"] else nullcontext():
            try:
                answer(serve(seal, request))
            except SealError as error:
                answer({"error": "SealError", "message": str(error)})


@contextmanager
def another_thread(proc: int) -> Iterator[None]:
    """Have a second thread for a while; `proc` is the template's own /proc, -1 for none."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        while proc >= 0 and os.stat("self/task", dir_fd=proc).st_nlink > 3:  # the kernel counts a thread a moment longer
            os.sched_yield()


def warm_up() -> None:
    """Import what is slow to import, and let OpenBLAS take its memory before any limit holds."""
    import matplotlib.pyplot as plt
    import numpy as np

    np.ones((64, 64)) @ np.ones((64, 64))
    plt.close(plt.figure())


def answer(data: dict[str, Any]) -> None:
    """Write one line to the tests."""
    sys.stdout.write(json.dumps(data) + "\n")
    sys.stdout.flush()


def serve(seal: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Fork a child for one request, and return what became of it."""
    from grading.engine.seal.spawn import release_child, spawn_child

    ours, theirs = socket.socketpair()
    child = spawn_child(seal)
    if child.pid == 0:
        in_child(seal, theirs.detach(), request)
    theirs.close()
    stream = ours.makefile("r")
    if not request["wait"]:
        stream.readline()
        return {"pid": child.pid}
    if request["interrupt"]:
        stream.readline()
        signal.pidfd_send_signal(child.pidfd, signal.SIGINT)
    line = stream.readline()
    _, status = os.waitpid(child.pid, 0)
    release_child(seal, child)
    return (json.loads(line) if line else {}) | {"status": status, "pid": child.pid}


def in_child(seal: Any, wire: int, request: dict[str, Any]) -> None:
    """Seal this process, execute the code, write the outcome to the wire, end."""
    from grading.engine.seal.caps import Caps
    from grading.engine.seal.child import seal_child

    try:
        seal_child(seal, wire_fd=wire, limits=Caps(**request["limits"]))
        wire = 3
        signal.signal(signal.SIGINT, signal.default_int_handler)
        namespace: dict[str, Any] = {}
        exec(request["code"], namespace)
        outcome = {"value": namespace.get("result")}
    except BaseException as error:  # noqa: BLE001 - whatever the code under test raises is its result
        number = getattr(error, "errno", None) or 0
        outcome = {"error": type(error).__name__, "errno": number, "message": traceback.format_exc(limit=-3)}
        del error
    os.write(wire, json.dumps(outcome).encode() + b"\n")
    os._exit(0)


if __name__ == "__main__":
    main()
