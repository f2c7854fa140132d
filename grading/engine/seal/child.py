"""Seals a student process: everything between the fork and the first line of student code."""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from pathlib import Path

from grading.engine.seal import descriptors, landlock, mounts, privileges, seccomp
from grading.engine.seal.caps import Caps
from grading.engine.seal.environment import font_cache
from grading.engine.seal.levels import Isolation
from grading.engine.seal.template import TemplateSeal
from grading.engine.seal.walls import wall

_SLACK = 1024  # processes that the grader's user may start elsewhere while a submission runs


def seal_child(seal: TemplateSeal, *, wire_fd: int, limits: Caps) -> Path:
    """Put up every wall around this freshly forked process; afterwards it can run a student's code.

    Descriptors 0 to 2 lead to /dev/null, 3 is the wire, all others are closed.

    Args:
        seal: what the template prepared.
        wire_fd: a connected stream socket or pipe.
        limits: caps of this process.

    Returns:
        The scratch folder: the working directory, and the only place where files can be written.

    Raises:
        SealError: a wall does not go up. The process must end then, without running anything of a student.
    """
    scratch = _enter_scratch(seal, limits)
    in_use = _address_space(seal)
    memory = None if in_use is None else in_use + limits.memory_bytes
    if seal.level is Isolation.PROCESS:
        _close_descriptors(wire_fd)
        _set_limits(limits, memory=memory, threads=None)
        return scratch
    with wall("Landlock"):
        ruleset = _ruleset(seal, scratch)
    _drop_privileges(seal)
    with wall("Landlock"):
        landlock.restrict(ruleset)
    _close_descriptors(wire_fd)
    threads = limits.threads if seal.namespaces else seal.threads_elsewhere + _SLACK + limits.threads
    _set_limits(limits, memory=memory, threads=threads)
    with wall("system call filter"):
        seccomp.install(seal.filter_program.for_process(os.getpid()))
    return scratch


def _enter_scratch(seal: TemplateSeal, limits: Caps) -> Path:
    """Make the scratch folder of this process and go there; forget the template's places for temporary files."""
    with wall("scratch folder"):
        if seal.namespaces:
            scratch = mounts.SCRATCH
            size, files = limits.scratch_bytes, limits.scratch_files
            mounts.mount_scratch(size=size, files=files, owner=seal.user, group=seal.group)
            mounts.make_read_only(font_cache(seal.scratch_root))
        else:
            scratch = seal.scratch_of(os.getpid())
            scratch.mkdir(mode=0o700)
            if seal.user != os.geteuid():
                os.chown(scratch, seal.user, seal.group)
        os.umask(0o077)
        os.chdir(scratch)
    os.environ["HOME"] = os.environ["TMPDIR"] = str(scratch)
    tempfile.tempdir = None
    return scratch


def _ruleset(seal: TemplateSeal, scratch: Path) -> int:
    """Return a Landlock ruleset of what may be read, and of the scratch folder."""
    ruleset = landlock.new_ruleset(seal.abi)
    for descriptor in seal.readable:
        landlock.allow(ruleset, descriptor, landlock.READ, abi=seal.abi)
    for descriptor in seal.devices:
        landlock.allow(ruleset, descriptor, landlock.DEVICE, abi=seal.abi)
    (here,) = landlock.open_paths([scratch])
    landlock.allow(ruleset, here, landlock.SCRATCH, abi=seal.abi)
    return ruleset


def _drop_privileges(seal: TemplateSeal) -> None:
    """Become an ordinary user who dies with the template and can gain nothing."""
    with wall("ordinary user"):
        privileges.become(seal.user, seal.group, keep_capabilities=seal.keep_reading)
    with wall("no privileges"):
        privileges.die_with(seal.pid)
        privileges.keep_only(*([privileges.CAP_DAC_READ_SEARCH] if seal.keep_reading else []))
        privileges.no_new_privileges()


def _close_descriptors(wire_fd: int) -> None:
    with wall("closed descriptors"):
        descriptors.keep_only_wire(wire_fd)


def _set_limits(limits: Caps, *, memory: int | None, threads: int | None) -> None:
    """Set soft and hard limits alike. The first process of a pid namespace ignores the soft CPU limit."""
    wanted = {
        resource.RLIMIT_CPU: limits.cpu_seconds,
        resource.RLIMIT_FSIZE: limits.file_bytes,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_CORE: 0,
    }
    if memory is not None:
        wanted[resource.RLIMIT_AS] = memory
    if threads is not None:
        wanted |= {resource.RLIMIT_NPROC: threads, resource.RLIMIT_MSGQUEUE: 0}
    with wall("limits"):
        for what, most in wanted.items():
            hard = resource.getrlimit(what)[1]
            cap = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(what, (cap, cap))


def _address_space(seal: TemplateSeal) -> int | None:
    """Return the bytes of address space that this process already has; None where the system does not say."""
    if sys.platform != "linux":
        return None  # macOS counts shared libraries of the whole system, so that no useful limit could be set
    with wall("limits"):
        directory = seal.proc if seal.proc >= 0 else None
        path = "self/statm" if directory is not None else "/proc/self/statm"
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC, dir_fd=directory)
        try:
            pages = int(os.read(descriptor, 200).split()[0])
        finally:
            os.close(descriptor)
    return pages * resource.getpagesize()
