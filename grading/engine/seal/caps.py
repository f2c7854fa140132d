"""How much of the machine one student process may use."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Caps:
    """Caps of one student process; none is asked of the student. The kernel enforces each, but for scratch without namespaces.

    `memory_bytes` comes on top of the address space that the warm template already has, so that it means the same on
    every machine. `cpu_seconds` is for the whole life of the process; past it the kernel kills. Wall-clock limits are
    the engine's.
    """

    memory_bytes: int = 1024 * MIB  # address space beyond the template's; past it allocations raise MemoryError
    cpu_seconds: int = 120  # RLIMIT_CPU, rounded up by the kernel to the next second
    file_bytes: int = 64 * MIB  # largest single file; past it writes raise OSError (EFBIG)
    scratch_bytes: int = 128 * MIB  # scratch folder in all; without namespaces the template looks, and kills past it
    scratch_files: int = 10_000  # files and folders in scratch; the same
    open_files: int = 256  # descriptors
    threads: int = 256  # threads of one user; see docs/security.md for what the kernel counts
