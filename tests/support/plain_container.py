"""Runs a command as in a plain container: `python plain_container.py COMMAND...`; no namespaces, no mounts, no new privileges.

The filter refuses what Docker's default profile refuses to a process without CAP_SYS_ADMIN, with the same error.
"""

from __future__ import annotations

import errno
import os
import struct
import sys

from grading.engine.seal import seccomp, syscalls

_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_ARGUMENT = 16  # offset of the first argument in struct seccomp_data
_NEW_NAMESPACES = 0x7E020000  # every CLONE_NEW... flag
_REFUSED = {
    "x86_64": (272, 308, 165, 166, 155, 161),  # unshare, setns, mount, umount2, pivot_root, chroot
    "aarch64": (97, 268, 40, 39, 41, 51),
}
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3, _NEW_MOUNT_CALLS = 435, (428, 429, 430, 431, 432, 433, 442)


def filter_program() -> bytearray:
    """Return the filter as the kernel reads it."""
    machine = syscalls.machine()
    code = [(_LOAD, 0, 0, 0)]
    for number in (*_REFUSED[machine], *_NEW_MOUNT_CALLS):
        code += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERRNO | errno.EPERM)]
    code += [(_EQUAL, 0, 1, _CLONE3), (_RETURN, 0, 0, _ERRNO | errno.ENOSYS)]
    code += [(_EQUAL, 0, 3, _CLONE[machine]), (_LOAD, 0, 0, _ARGUMENT), (_ANY_BIT, 0, 1, _NEW_NAMESPACES)]
    code += [(_RETURN, 0, 0, _ERRNO | errno.EPERM), (_RETURN, 0, 0, _ALLOW)]
    return bytearray(struct.pack("=" + "HBBI" * len(code), *(field for step in code for field in step)))


def main() -> None:
    """Put up the filter and execute what argv says."""
    syscalls.libc("prctl", syscalls.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    seccomp.install(filter_program())
    os.execvp(sys.argv[1], sys.argv[1:])


if __name__ == "__main__":
    main()
