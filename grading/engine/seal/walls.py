"""Names the wall that a failing step belongs to, and what a person can do about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from grading.errors import SealError

_ADVICE = {
    "scratch folder": "check that the scratch folder exists, belongs to you and has space",
    "private files": "allow unprivileged user namespaces, or grade with --isolation landlock. Ubuntu 24.04: "
    "sysctl kernel.apparmor_restrict_unprivileged_userns=0. Debian: sysctl kernel.unprivileged_userns_clone=1. "
    "Docker's default profile denies them",
    "own processes and network": "needs a Linux kernel with pid, IPC and network namespaces; grade with --isolation landlock",
    "ordinary user": "grade as an ordinary user, or as a root that may change its user",
    "closed descriptors": "needs Linux 5.9 or newer",
    "no privileges": "needs Linux 3.8 or newer; the container's profile must not deny prctl and capset",
    "Landlock": "needs Linux 5.13 or newer with `landlock` in the kernel's lsm= list (cat /sys/kernel/security/lsm)",
    "limits": "the shell or service that grades must be allowed to lower its limits (ulimit -a) and use the core it is given",
    "system call filter": "needs a Linux kernel with seccomp filters, on x86_64 or aarch64",
}

STEPS = tuple(_ADVICE)  # in the order in which they go up


@contextmanager
def wall(name: str) -> Iterator[None]:
    """Turn a failure of the step inside into a SealError that names the wall `name`."""
    try:
        yield
    except SealError:
        raise
    except (OSError, ValueError, AttributeError) as error:
        raise SealError("a wall of the seal does not go up", where=name, got=str(error), next_step=advice(name)) from error


def advice(name: str) -> str:
    """Say what a person can do when the wall `name` does not go up."""
    return _ADVICE.get(name, "see docs/security.md")
