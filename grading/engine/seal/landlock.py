"""Landlock: the kernel's allow-list of files for a process without privileges (Linux 5.13 and newer)."""

from __future__ import annotations

import ctypes
import os
import stat
from collections.abc import Iterable

from grading.engine.seal import syscalls

READ_FILE, READ_DIR, WRITE_FILE, TRUNCATE = 1 << 2, 1 << 3, 1 << 1, 1 << 14
READ = READ_FILE | READ_DIR
# Everything inside scratch but executing, and making devices, sockets, pipes and symbolic links.
SCRATCH = READ | WRITE_FILE | TRUNCATE | 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8 | 1 << 13
DEVICE = READ_FILE | WRITE_FILE
_OF_FILES = READ_FILE | WRITE_FILE | TRUNCATE

_RULE_PATH_BENEATH = 1
_VERSION_FLAG = 1


class _Ruleset(ctypes.Structure):
    """struct landlock_ruleset_attr; older kernels take a shorter one."""

    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version() -> int:
    """Return the version of Landlock's interface; OSError where the kernel has none."""
    return syscalls.call("landlock_create_ruleset", None, 0, _VERSION_FLAG)


def handled_files(abi: int) -> int:
    """Return every right on files that version `abi` of the interface can deny."""
    bits = 13 + (abi >= 2) + (abi >= 3) + (abi >= 5)
    return (1 << bits) - 1


def new_ruleset(abi: int) -> int:
    """Return the descriptor of a ruleset that denies all that version `abi` knows: files, TCP, signals and sockets outside."""
    attributes = _Ruleset(handled_files(abi), 0b11 if abi >= 4 else 0, 0b11 if abi >= 6 else 0)
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    return syscalls.call("landlock_create_ruleset", attributes, size, 0)


def allow(ruleset: int, descriptor: int, rights: int, *, abi: int) -> None:
    """Allow `rights`, as far as the kernel knows them, on the open path `descriptor` and beneath it."""
    if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
        rights &= _OF_FILES
    rule = _PathBeneath(rights & handled_files(abi), descriptor)
    syscalls.call("landlock_add_rule", ruleset, _RULE_PATH_BENEATH, rule, 0)


def restrict(ruleset: int) -> None:
    """Put this process and its threads-to-be under `ruleset`, for good."""
    syscalls.call("landlock_restrict_self", ruleset, 0)


def open_paths(paths: Iterable[os.PathLike[str]]) -> tuple[int, ...]:
    """Return descriptors that name `paths`, for `allow`; they give no access by themselves."""
    return tuple(os.open(path, os.O_PATH | os.O_CLOEXEC) for path in paths)
