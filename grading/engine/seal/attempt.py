"""What `probe` executes: seals a child, has it try what the walls should stop, prints the walls as JSON."""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from grading.engine.seal.caps import MIB, Caps
from grading.engine.seal.child import seal_child
from grading.engine.seal.levels import Isolation, Wall
from grading.engine.seal.spawn import release_child, spawn_child
from grading.engine.seal.template import TemplateSeal, prepare_template
from grading.engine.seal.walls import STEPS
from grading.errors import SealError

STEPS_OF_NAMESPACES = ("private files", "own processes and network")
_REPORT = "docs/security.md says what each wall stops; please report a machine where this one stands open"


def main() -> None:
    """Print the walls of the level in argv; the other arguments are the scratch folder and a secret one."""
    level, scratch_root, secret = Isolation(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    try:
        seal = prepare_template(level, readable=[], scratch_root=scratch_root, secret=[secret])
        walls = _seal_and_try(seal, secret)
    except SealError as error:
        walls = _until(error)
    print(json.dumps([asdict(wall) for wall in walls]))


def _seal_and_try(seal: TemplateSeal, secret: Path) -> list[Wall]:
    ours, theirs = socket.socketpair()
    child = spawn_child(seal)
    if child.pid == 0:
        ours.close()
        _in_child(seal, theirs.detach(), secret)
    theirs.close()
    report = ours.makefile("rb").read()
    _, status = os.waitpid(child.pid, 0)
    release_child(seal, child)
    if not report:
        why = f"the sealed process ended with status {status} before it could report"
        return [Wall(name="whole sequence", up=False, why=why, what_to_do=_REPORT)]
    return [Wall(**wall) for wall in json.loads(report)]


def _in_child(seal: TemplateSeal, wire: int, secret: Path) -> None:
    """Seal this process, try every wall, report over the wire, and end."""
    reporting = os.dup(wire)  # survives until descriptors are closed, for a failure before that
    try:
        seal_child(seal, wire_fd=wire, limits=Caps(memory_bytes=64 * MIB))
        reporting = 3
        walls = [Wall(name=name, up=True) for name in STEPS if seal.namespaces or name not in STEPS_OF_NAMESPACES]
        walls += [_tried(name, attempt) for name, attempt in _attempts(secret).items()]
    except SealError as error:
        walls = _until(error)
    data = json.dumps([asdict(wall) for wall in walls]).encode()
    for descriptor in (3, reporting):
        try:
            os.write(descriptor, data)
            break
        except OSError:
            continue
    os._exit(0)


def _attempts(secret: Path) -> dict[str, Callable[[], object]]:
    """Return what must fail with an OSError (memory: with a MemoryError) in a sealed process."""
    return {
        "a secret cannot be read": lambda: (secret / "answer").read_text(),
        "no file outside scratch": lambda: (secret / "new").write_text("x"),
        "no truncation": lambda: os.truncate(secret / "answer", 0),
        "no change of modes": lambda: os.chmod(secret / "answer", 0o777),
        "no account names": lambda: Path("/etc/passwd").read_text(),
        "no /proc": lambda: Path("/proc/self/environ").read_bytes(),
        "no fork": os.fork,
        "no executed program": lambda: os.execv(sys.executable, [sys.executable, "-c", ""]),
        "no socket": socket.socket,
        "no signal to others": lambda: os.kill(os.getppid() or 2, signal.SIGCONT),
        "no memory behind a file": lambda: os.memfd_create("x"),
        "no higher limit": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (1 << 16, 1 << 16)),
        "memory is capped": lambda: bytearray(128 * MIB),
    }


def _tried(name: str, attempt: Callable[[], object]) -> Wall:
    try:
        attempt()
    except (OSError, ValueError, MemoryError):
        return Wall(name=name, up=True)
    return Wall(name=name, up=False, why="the attempt succeeded", what_to_do=_REPORT)


def _until(error: SealError) -> list[Wall]:
    """Return the wall that did not go up; those before it are not known to stand, and are left out."""
    return [Wall(name=error.where, up=False, why=error.got, what_to_do=error.next_step)]


if __name__ == "__main__":
    main()
