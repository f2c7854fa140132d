"""The hidden checks as pytest collected them, by section, and why a section's checks cannot be used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from grading.engine.checker.misfits import misfits
from grading.section import Section, sections_by_module

SECTION = pytest.StashKey[str]()  # of an item: the section whose folder its file lies in; "" where there is none


@dataclass(frozen=True, kw_only=True)
class CheckInfo:
    """One hidden check, without its code."""

    check: str
    task: str
    title: str
    weight: float


@dataclass(frozen=True, kw_only=True)
class Collected:
    """One section's checks: tasks in the order of the notebook, the checks of each in the order of its file.

    `fault` says why the section cannot be graded.
    """

    section: Section | None = None
    infos: tuple[CheckInfo, ...] = ()
    items: tuple[pytest.Function, ...] = field(default=(), repr=False)
    fault: str = ""

    def pairs(self) -> list[tuple[pytest.Function, CheckInfo]]:
        """Return each check with what is known of it."""
        return list(zip(self.items, self.infos, strict=True))

    def to_json(self) -> dict[str, Any]:
        """Say what the grader has to know of it."""
        return {"infos": [asdict(info) for info in self.infos], "fault": self.fault}


def note_sections(items: Sequence[pytest.Item], folder: Path, section_ids: Sequence[str]) -> list[pytest.Item]:
    """Note on every item below grader_tests/ which section it belongs to; return those that belong to none.

    The checks of 1.1_plateau lie in grader_tests/plateau/, one file a task, and nowhere deeper.

    Args:
        items: what pytest collected; items of other folders are passed over.
        folder: grader_tests/ of the course.
        section_ids: all sections of the course.
    """
    sections, folder, strays = sections_by_module(section_ids), folder.resolve(), []
    for item in items:
        path = item.path.resolve()
        if not path.is_relative_to(folder):
            continue
        item.stash[SECTION] = sections.get(path.parent.name, "") if path.parent.parent == folder else ""
        if not item.stash[SECTION]:
            strays.append(item)
    return strays


def collect(
    items: Sequence[pytest.Item], sections: Mapping[str, Section | str], broken: Mapping[Path, str], folder: Path
) -> dict[str, Collected]:
    """Sort collected items by the section whose folder they lie in.

    Args:
        items: what pytest collected.
        sections: id -> section, or why it cannot be read.
        broken: file -> where and why pytest could not collect it.
        folder: grader_tests/ of the course.
    """
    strays = {item.path for item in note_sections(items, folder, list(sections))}
    strays |= {path for path in broken if path.parent.name not in sections_by_module(sections)}
    by_section: dict[str, list[pytest.Function]] = {}
    for item in items:
        if isinstance(item, pytest.Function):
            by_section.setdefault(item.stash.get(SECTION, ""), []).append(item)
    names = [path.relative_to(folder.parent).as_posix() for path in sorted(strays)]
    lost = "".join(f"\n  {name}:1: this file belongs to no section" for name in names)
    found = {name: _collected(section, by_section.get(name, []), broken, folder) for name, section in sections.items()}
    return {name: replace(one, fault=one.fault + lost if one.fault else "") for name, one in found.items()}


def _collected(section: Section | str, items: Sequence[pytest.Function], broken: Mapping[Path, str], folder: Path) -> Collected:
    if isinstance(section, str):
        return Collected(fault=section)
    home = folder / section.module
    if uncollected := [told for path, told in sorted(broken.items()) if path.is_relative_to(home)]:
        return Collected(section=section, fault="\n".join(uncollected))
    place = {task.name: number for number, task in enumerate(section.tasks)}
    ordered = sorted(items, key=lambda item: place.get(task_of(item), len(place)))
    return Collected(
        section=section,
        infos=tuple(_info(item) for item in ordered),
        items=tuple(ordered),
        fault=misfits(section, [(item, task_of(item)) for item in ordered], home),
    )


def task_of(item: pytest.Function) -> str:
    """Return the task that a check is marked with; nothing when it is not marked."""
    marker = item.get_closest_marker("task")
    return str(marker.args[0]) if marker and marker.args else ""


def _info(item: pytest.Function) -> CheckInfo:
    marker = item.get_closest_marker("task")
    weight = float(marker.kwargs.get("weight", 1.0)) if marker else 1.0
    lines = (item.function.__doc__ or "").strip().splitlines()
    return CheckInfo(check=item.name, task=task_of(item), title=lines[0].strip() if lines else item.name, weight=weight)
