"""How long and how large one submission may get. Wall-clock seconds are measured by the trusted side."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Limits of one submission; what a section needs is far below each."""

    cell_seconds: float = 15.0  # one cell
    call_seconds: float = 8.0  # one call of a student's function, call backs included
    check_cpu_seconds: float = 20.0  # of the checker, in one check: a value that makes the check itself endless
    check_memory_bytes: int = 4096 * MIB  # of the checker, beyond its template: a value that makes the check itself huge
    total_seconds: float = 120.0  # all cells, replays and calls
    render_seconds: float = 90.0  # the second pass, which only fills outputs
    memory_bytes: int = 1024 * MIB  # of the student process, beyond its template
    restarts: int = 8  # fresh student processes after one that was killed or died
    overruns: int = 2  # calls of one answer that may run out of time before it is given up
    grace_seconds: float = 0.5  # between the interrupt and the kill
