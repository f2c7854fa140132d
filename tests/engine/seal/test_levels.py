"""Which level is chosen, and what is said when none goes up."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from grading.engine.seal.choose import Probe, choose
from grading.engine.seal.levels import Isolation, Wall
from grading.engine.seal.probe import probe
from grading.errors import SealError, UsageError

UP = Wall(name="Landlock", up=True)
NO_LANDLOCK = Wall(name="Landlock", up=False, why="Function not implemented", what_to_do="take a newer kernel")
NO_MOUNTS = Wall(name="private files", up=False, why="Operation not permitted")


def machine(**walls: Wall) -> Probe:
    """A machine on which the levels named have the wall given, and the others stand."""

    def answer(level: Isolation) -> Sequence[Wall]:
        return [UP, walls.get(level.value, UP)]

    return answer


def test_auto_takes_namespaces_where_they_go_up() -> None:
    assert choose("auto", probe=machine()) is Isolation.NAMESPACES


def test_auto_takes_landlock_where_namespaces_do_not_go_up() -> None:
    assert choose("auto", probe=machine(namespaces=NO_MOUNTS)) is Isolation.LANDLOCK


def test_auto_never_takes_a_level_without_walls() -> None:
    with pytest.raises(SealError) as caught:
        choose("auto", probe=machine(namespaces=NO_MOUNTS, landlock=NO_LANDLOCK))
    message = str(caught.value)
    for part in (
        "private files (Operation not permitted)",
        "Landlock (Function not implemented)",
        "--isolation process",
    ):
        assert part in message


def test_level_asked_for_is_never_replaced_by_a_weaker_one() -> None:
    with pytest.raises(SealError, match="private files") as caught:
        choose("namespaces", probe=machine(namespaces=NO_MOUNTS))
    assert "landscape doctor" in caught.value.next_step


def test_process_is_taken_when_asked_for() -> None:
    assert choose("process", probe=machine(namespaces=NO_MOUNTS, landlock=NO_LANDLOCK)) is Isolation.PROCESS


def test_unknown_level_is_the_users_mistake() -> None:
    with pytest.raises(UsageError, match="auto, namespaces, landlock, process"):
        choose("docker", probe=machine())


@pytest.mark.sealed
@pytest.mark.parametrize("level", [Isolation.NAMESPACES, Isolation.LANDLOCK])
def test_probe_says_of_each_wall_whether_it_stands_and_what_to_do(level: Isolation) -> None:
    walls = probe(level)
    assert walls
    for wall in walls:
        assert wall.name
        assert wall.up or (wall.why and wall.what_to_do)
    if all(wall.up for wall in walls):
        assert {"Landlock", "system call filter", "a secret cannot be read", "no fork", "memory is capped"} <= {
            wall.name for wall in walls
        }


@pytest.mark.sealed
def test_some_level_goes_up_here() -> None:
    assert choose("auto") in (Isolation.NAMESPACES, Isolation.LANDLOCK)
