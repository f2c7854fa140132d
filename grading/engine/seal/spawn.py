"""Forks a student process from the warm template, and clears up after it."""

from __future__ import annotations

import ctypes
import os
import signal
from dataclasses import dataclass
from pathlib import Path

from grading.engine.seal import mounts, syscalls
from grading.engine.seal.scratch import Sweep, remove_flat
from grading.engine.seal.template import TemplateSeal
from grading.engine.seal.walls import wall
from grading.errors import SealError

_CLONE_CHILD_SETTID, _CLONE_CHILD_CLEARTID = 0x01000000, 0x00200000
_FLAGS = mounts.CLONE_NEWNS | mounts.CLONE_NEWPID | mounts.CLONE_NEWIPC | _CLONE_CHILD_SETTID | _CLONE_CHILD_CLEARTID


@dataclass(frozen=True, kw_only=True)
class Child:
    """A student process as its template sees it; in the student process itself `pid` is 0."""

    pid: int
    pidfd: int = -1  # for signals that cannot hit another process; -1 where the system has none
    scratch: Path | None = None  # the folder to clear up afterwards; None when it dies with the process


def spawn_child(seal: TemplateSeal) -> Child:
    """Fork a child that is to call `seal_child` before anything else.

    Raises:
        SealError: the template has several threads, whose locks a fork would freeze; or no process can be made.
    """
    _refuse_threads(seal)
    with wall("own processes and network"):
        pid = _clone() if seal.namespaces else os.fork()
    if pid == 0:
        return Child(pid=0)
    pidfd = os.pidfd_open(pid) if hasattr(os, "pidfd_open") else -1
    return Child(pid=pid, pidfd=pidfd, scratch=None if seal.namespaces else seal.scratch_of(pid))


def release_child(seal: TemplateSeal, child: Child, *, sweep: Sweep | None = None) -> None:
    """Close what the template holds of a child that has been waited for; remove its scratch folder, at once or by `sweep`."""
    if child.pidfd >= 0:
        os.close(child.pidfd)
    if child.scratch is not None:
        (sweep.add if sweep else remove_flat)(child.scratch)


def _refuse_threads(seal: TemplateSeal) -> None:
    if seal.proc < 0:
        return
    threads = os.stat("self/task", dir_fd=seal.proc).st_nlink - 2
    if threads != 1:
        raise SealError(
            "the template has more than one thread",
            where="own processes and network",
            got=f"{threads} threads",
            expected="1",
            next_step="start the template with student_environment(), and no thread of its own",
        )


def _clone() -> int:
    """Fork into new namespaces: what `os.fork` does around the system call, with another call inside.

    The C library's own fork is bypassed, so its record of the thread's id is renewed by the kernel.
    """
    address = syscalls.tid_address()
    python = ctypes.pythonapi
    last = (0, address) if syscalls.machine() == "aarch64" else (address, 0)
    python.PyOS_BeforeFork()
    try:
        pid = syscalls.call("clone", _FLAGS | signal.SIGCHLD, None, None, *last)
    except OSError:
        python.PyOS_AfterFork_Parent()
        raise
    if pid == 0:
        python.PyOS_AfterFork_Child()
    else:
        python.PyOS_AfterFork_Parent()
    return pid
