"""The few Linux system calls that Python's standard library does not offer, through ctypes.

`ctypes.PyDLL` keeps the interpreter lock during a call. That is needed around a raw clone, and harmless elsewhere: no
call here waits.
"""

from __future__ import annotations

import ctypes
import os
import platform
from functools import cache

# Numbers of the calls that are made here and of those that differ between the two machines. From 424 on all machines agree.
_NUMBERS: dict[str, dict[str, int]] = {
    "x86_64": {"clone": 56, "pivot_root": 155, "capset": 126, "seccomp": 317},
    "aarch64": {"clone": 220, "pivot_root": 41, "capset": 91, "seccomp": 277},
}
_EVERYWHERE = {
    "open_tree": 428,
    "move_mount": 429,
    "close_range": 436,
    "mount_setattr": 442,
    "landlock_create_ruleset": 444,
    "landlock_add_rule": 445,
    "landlock_restrict_self": 446,
}

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_KEEPCAPS = 8
PR_CAPBSET_READ = 23
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38
PR_GET_TID_ADDRESS = 40


def machine() -> str:
    """Return the name of this machine's instruction set; OSError where the numbers of its calls are not known."""
    name = {"AMD64": "x86_64", "arm64": "aarch64"}.get(platform.machine(), platform.machine())
    if name not in _NUMBERS:
        raise OSError(f"no table of system calls for {name}; there are {', '.join(_NUMBERS)}")
    return name


@cache
def _libc() -> ctypes.PyDLL:
    return ctypes.PyDLL(None, use_errno=True)


def call(name: str, *arguments: int | bytes | ctypes.Array[ctypes.c_char] | ctypes.Structure | None) -> int:
    """Make the system call `name`; OSError with its errno when it fails."""
    number = _EVERYWHERE.get(name) or _NUMBERS[machine()][name]
    result: int = _libc().syscall(ctypes.c_long(number), *map(_argument, arguments))
    return _checked(result, name)


def libc(name: str, *arguments: int | bytes | None) -> int:
    """Call the C library's wrapper `name`; OSError with its errno when it fails."""
    result: int = getattr(_libc(), name)(*map(_argument, arguments))
    return _checked(result, name)


def prctl(option: int, *arguments: int) -> int:
    """Call prctl with its four arguments filled up with zeros."""
    return libc("prctl", option, *arguments, *([0] * (4 - len(arguments))))


def tid_address() -> int:
    """Return where the C library keeps this thread's id, so that a raw clone can renew it."""
    address = ctypes.c_void_p()
    prctl(PR_GET_TID_ADDRESS, ctypes.addressof(address))
    return address.value or 0


def _argument(value: object) -> object:
    if isinstance(value, int):
        return ctypes.c_long(value)
    if isinstance(value, ctypes.Structure):
        return ctypes.byref(value)
    return value


def _checked(result: int, name: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result
