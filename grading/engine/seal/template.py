"""Prepares the student template: what all its children share, put up before the heavy imports."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grading.engine.seal import landlock, mounts, privileges, seccomp, syscalls
from grading.engine.seal.allowed import DEVICES, allowed_paths, links_to, not_of_the_system
from grading.engine.seal.environment import font_cache
from grading.engine.seal.levels import Isolation
from grading.engine.seal.walls import wall
from grading.errors import SealError


@dataclass(frozen=True, kw_only=True)
class TemplateSeal:
    """What the template's children need to seal themselves. Descriptors are the template's, open in every child."""

    level: Isolation
    pid: int  # of the template
    scratch_root: Path  # where scratch folders are made, without namespaces
    user: int
    group: int
    keep_reading: bool = False  # Python lies behind folders that only root may enter: keep CAP_DAC_READ_SEARCH
    proc: int = -1  # descriptor of the /proc that the template had
    abi: int = 0  # version of Landlock
    readable: tuple[int, ...] = ()  # descriptors of the allow-list
    devices: tuple[int, ...] = ()
    filter_program: seccomp.Program = seccomp.EMPTY
    threads_elsewhere: int = 0  # of the same user when the template started, which the kernel counts together
    token: str = ""  # keeps the scratch folders of templates apart

    @property
    def namespaces(self) -> bool:
        """True when children get a process tree and a file tree of their own."""
        return self.level is Isolation.NAMESPACES

    def scratch_of(self, pid: int) -> Path:
        """Return the scratch folder of the child `pid`, where it is a folder of the machine's own file tree."""
        return self.scratch_root / f"scratch-{self.token}-{pid}"


def prepare_template(
    level: Isolation,
    *,
    readable: Sequence[Path],
    scratch_root: Path,
    cpu: int | None = None,
    secret: Sequence[Path] = (),
) -> TemplateSeal:
    """Put up the walls that all student processes share, in this freshly executed process of one thread.

    At level namespaces nothing but the allow-list exists for this process afterwards, and its working directory is /.

    Args:
        level: what to put up.
        readable: folders and files that students may read beside Python and its packages, such as the course's toolkit.
        scratch_root: an existing folder of the grader's own; it keeps Matplotlib's font cache between runs, and holds
            the scratch folders of level landlock.
        cpu: the core that this process and its children stay on.
        secret: folders that must not lie inside anything readable.

    Raises:
        SealError: a wall does not go up; names it, and what to do.
    """
    if cpu is not None and hasattr(os, "sched_setaffinity"):
        with wall("limits"):
            os.sched_setaffinity(0, {cpu})
    if level is Isolation.PROCESS:
        return TemplateSeal(
            level=level,
            pid=os.getpid(),
            scratch_root=scratch_root.resolve(),
            user=os.getuid(),
            group=os.getgid(),
            token=secrets.token_hex(4),
        )
    if sys.platform != "linux":
        raise SealError(f"isolation level {level.value} needs Linux", got=sys.platform, next_step="ask for --isolation process")
    return _prepare_on_linux(level, readable=readable, scratch_root=scratch_root.resolve(), secret=secret)


def _prepare_on_linux(
    level: Isolation, *, readable: Sequence[Path], scratch_root: Path, secret: Sequence[Path]
) -> TemplateSeal:
    with wall("scratch folder"):
        cache = _prepare_scratch_root(scratch_root)
    with wall("private files"):
        allowed = allowed_paths(readable, secret=secret)
        devices = tuple(device for device in DEVICES if device.exists())
        proc = os.open("/proc", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    with wall("ordinary user"):
        user, group = privileges.student_ids()
        threads = privileges.threads_of(user)
    if level is Isolation.NAMESPACES:
        with wall("private files"):
            mounts.own_mounts(as_root=os.geteuid() == 0)
            mounts.build_tree(scratch_root, readable=allowed, devices=devices, writable=(cache,), links=links_to(allowed))
    with wall("Landlock"):
        abi = landlock.version()
        readable_descriptors = landlock.open_paths((*allowed, cache))
        device_descriptors = landlock.open_paths(devices)
    with wall("system call filter"):
        program = seccomp.program(syscalls.machine())
    behind_root = user != os.geteuid() and not privileges.readable_by_all((*not_of_the_system(allowed), cache))
    if behind_root and not privileges.may_keep_reading():
        user, group = os.geteuid(), os.getegid()
    privileges.drop_bounding_set()
    return TemplateSeal(
        level=level,
        pid=os.getpid(),
        scratch_root=scratch_root,
        user=user,
        group=group,
        keep_reading=behind_root and user != os.geteuid(),
        proc=proc,
        abi=abi,
        readable=readable_descriptors,
        devices=device_descriptors,
        filter_program=program,
        threads_elsewhere=threads,
        token=secrets.token_hex(4),
    )


def _prepare_scratch_root(scratch_root: Path) -> Path:
    """Let the student's user pass through the folder of scratch folders; return the font cache in it."""
    if os.geteuid() == 0:
        scratch_root.chmod(scratch_root.stat().st_mode | 0o011)
    cache = font_cache(scratch_root)
    cache.mkdir(exist_ok=True)
    cache.chmod(0o755)
    return cache
