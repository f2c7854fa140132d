"""Chooses the level to grade at: the strongest whose walls go up here, or the one that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grading.engine.seal.levels import Isolation, Wall
from grading.engine.seal.probe import probe as probe_here
from grading.errors import SealError, UsageError

Probe = Callable[[Isolation], Sequence[Wall]]


def choose(wanted: str, *, probe: Probe | None = None) -> Isolation:
    """Return the level to grade at.

    Args:
        wanted: `auto`, or the value of an `Isolation`. `process` has no walls and is never chosen by itself.
        probe: what tries a level and returns its walls; the default tries it on this machine, in a child.

    Raises:
        UsageError: `wanted` is not a level.
        SealError: a wall that the level asks for does not go up; it says which, why, and what to do.
    """
    if wanted == "auto":
        return _strongest(probe or probe_here)
    try:
        level = Isolation(wanted)
    except ValueError:
        names = ", ".join(["auto", *(member.value for member in Isolation)])
        raise UsageError("unknown isolation level", got=wanted, expected=f"one of {names}") from None
    down = _down((probe or probe_here)(level))
    if down:
        raise SealError(
            f"isolation level {level.value} does not go up here",
            got=_list(down),
            next_step="use --isolation auto, or see `landscape doctor`",
        )
    return level


def _strongest(probe: Probe) -> Isolation:
    reasons = []
    for level in (Isolation.NAMESPACES, Isolation.LANDLOCK):
        down = _down(probe(level))
        if not down:
            return level
        reasons.append(f"{level.value}: {_list(down)}")
    raise SealError(
        "no isolation level goes up on this machine, so no student code is run",
        got="; ".join(reasons),
        next_step="see `landscape doctor`; on a machine whose files you are ready to show to every student, "
        "ask for no walls at all with --isolation process",
    )


def _down(walls: Sequence[Wall]) -> list[Wall]:
    return [wall for wall in walls if not wall.up]


def _list(walls: Sequence[Wall]) -> str:
    return ", ".join(f"{wall.name} ({wall.why})" for wall in walls)
