"""How long and how large one submission may get.

Seconds are processor time: of the student's processes, and of the checker where it works on what they sent. Waiting for a core
costs nothing, so a busy machine takes nobody's marks; see `grading.engine.checker.stopwatch` for a process that sleeps.
"""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Limits of one submission; what a section needs is far below each. docs/how-a-mark-comes-about.md says by how much."""

    cell_seconds: float = 4.0  # one cell
    call_seconds: float = 2.0  # one call of a student's function, with the checker's part: call backs, and reading what comes
    total_seconds: float = 10.0  # all cells, replays and calls
    render_seconds: float = 20.0  # the second pass, which only fills outputs
    asleep_factor: float = 2.0  # so many seconds asleep count as one of processor time
    check_cpu_seconds: float = 2.0  # of the checker, in one check
    value_seconds: float = 1.0  # of that, turning the answer into what the check wants
    value_bytes: int = 200 * MIB  # memory for the same
    checks_seconds: float = 10.0  # of the checker, in all checks
    check_memory_bytes: int = 1024 * MIB  # of the checker, beyond its template
    memory_bytes: int = 1024 * MIB  # of the student process, beyond its template
    reply_bytes: int = 16 * MIB  # all that a student's process sends during one cell or call, call backs included
    replies_bytes: int = 512 * MIB  # all that it sends in the whole submission
    restarts: int = 8  # fresh student processes after one that was killed or died
    overruns: int = 2  # calls of one answer that may run out of time before it is given up
    grace_seconds: float = 0.5  # between the interrupt and the kill
