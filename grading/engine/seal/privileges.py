"""Who the student process is, and what it may do: an ordinary user without capabilities, for good."""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from grading.engine.seal import syscalls

STUDENT_ID = 64_999  # user and group of a student process when the grader runs as root; used by no distribution
CAP_DAC_READ_SEARCH = 2
_CAPABILITY_VERSION_3 = 0x20080522
_LAST_CAPABILITY = 40
_SIGKILL = 9


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


def student_ids() -> tuple[int, int]:
    """Return the user and group that a student process runs as: the caller's, unless that is root.

    A root that may not become anybody else (in a container with a single user) stays itself, without capabilities.
    """
    if os.getuid() != 0:
        return os.getuid(), os.getgid()
    with suppress(OSError, ValueError):
        if all(_maps(Path(f"/proc/self/{name}")) for name in ("uid_map", "gid_map")):
            return STUDENT_ID, STUDENT_ID
    return 0, os.getgid()


def threads_of(user: int) -> int:
    """Return how many threads `user` has on this machine, as far as /proc shows them."""
    total = 0
    for entry in os.scandir("/proc"):
        with suppress(OSError):
            if entry.name.isdigit() and entry.stat().st_uid == user:
                total += os.stat(f"{entry.path}/task").st_nlink - 2
    return total


def readable_by_all(paths: Iterable[Path]) -> bool:
    """Say whether every path, its way down from the root, and what lies directly in it can be read by any user."""
    return all(_open_to_all(path) for path in paths)


def may_keep_reading() -> bool:
    """Say whether this root holds CAP_DAC_READ_SEARCH; in a Docker container it does not."""
    return syscalls.prctl(syscalls.PR_CAPBSET_READ, CAP_DAC_READ_SEARCH) == 1


def drop_bounding_set() -> None:
    """Give up every capability that an executed file could bring, for this process and its children.

    Those who may not do so lose nothing: execve is denied, and with no_new_privs it would bring no capability.
    """
    for capability in range(_LAST_CAPABILITY + 1):
        with suppress(OSError):
            syscalls.prctl(syscalls.PR_CAPBSET_DROP, capability)


def become(user: int, group: int, *, keep_capabilities: bool) -> None:
    """Change from root to `user` and `group`; nothing happens when that is who we are."""
    if (os.getuid(), os.geteuid()) == (user, user):
        return
    if keep_capabilities:
        syscalls.prctl(syscalls.PR_SET_KEEPCAPS, 1)
    os.setgroups([])
    os.setresgid(group, group, group)
    os.setresuid(user, user, user)


def keep_only(*capabilities: int) -> None:
    """Hold exactly `capabilities`, and nothing that a child could inherit."""
    mask = sum(1 << capability for capability in capabilities)
    data = (ctypes.c_uint32 * 6)(mask, mask, 0, 0, 0, 0)  # effective, permitted, inheritable; low words, then high ones
    syscalls.call("capset", _Header(_CAPABILITY_VERSION_3, 0), ctypes.cast(data, ctypes.c_void_p).value or 0)


def no_new_privileges() -> None:
    """No executed file and no namespace gives privileges back; no core dump, no tracing by others of the same user."""
    syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)
    syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)


def die_with(parent: int) -> None:
    """Be killed when the process `parent` dies. Changing the user clears this, so it comes after.

    Raises:
        OSError: it has died before. In a process namespace the parent's id is 0, dead or alive; its wire then ends.
    """
    syscalls.prctl(syscalls.PR_SET_PDEATHSIG, _SIGKILL)
    if os.getppid() not in (parent, 0):
        raise OSError(errno.ESRCH, "the template has ended")


def _maps(table: Path) -> bool:
    ranges = (tuple(map(int, line.split())) for line in table.read_text().splitlines())
    return any(first <= STUDENT_ID < first + length for first, _, length in ranges)


def _open_to_all(path: Path) -> bool:
    if any(not folder.stat().st_mode & 0o001 for folder in path.parents):
        return False
    inside = path.iterdir() if path.is_dir() and path.stat().st_mode & 0o004 else ()
    return all(_mode_for_all(entry) for entry in (path, *inside))


def _mode_for_all(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:  # a dangling link
        return True
    return bool(mode & 0o004) and (not path.is_dir() or bool(mode & 0o001))
