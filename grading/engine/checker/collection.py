"""The hidden checks as pytest collected them, by section, and what does not fit together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import pytest

from grading.section import Section


@dataclass(frozen=True, kw_only=True)
class CheckInfo:
    """One hidden check, without its code."""

    check: str
    task: str
    title: str
    weight: float


@dataclass(frozen=True, kw_only=True)
class Collected:
    """One section's checks, in the order of its module; `fault` says why the section cannot be graded."""

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


def collect(
    items: Sequence[pytest.Item], sections: Mapping[str, Section | str], broken: Mapping[str, str]
) -> dict[str, Collected]:
    """Sort collected items by the SECTION of their module.

    Args:
        items: what pytest collected.
        sections: id -> section, or why it cannot be read.
        broken: module name -> why pytest could not collect it.
    """
    by_section: dict[str, list[pytest.Function]] = {}
    for item in items:
        if isinstance(item, pytest.Function):
            by_section.setdefault(str(getattr(item.module, "SECTION", "")), []).append(item)
    return {name: _collected(name, section, by_section.get(name, []), broken) for name, section in sections.items()}


def _collected(name: str, section: Section | str, items: Sequence[pytest.Function], broken: Mapping[str, str]) -> Collected:
    if isinstance(section, str):
        return Collected(fault=section)
    module = f"test_{section.module}"
    if module in broken:
        return Collected(section=section, fault=f"grader_tests/{module}.py cannot be collected:\n{broken[module]}")
    infos = tuple(_info(item) for item in items)
    return Collected(section=section, infos=infos, items=tuple(items), fault=_fault(section, infos, module))


def _info(item: pytest.Function) -> CheckInfo:
    marker = item.get_closest_marker("task")
    task = str(marker.args[0]) if marker and marker.args else ""
    weight = float(marker.kwargs.get("weight", 1.0)) if marker else 1.0
    lines = (item.function.__doc__ or "").strip().splitlines()
    return CheckInfo(check=item.name, task=task, title=lines[0].strip() if lines else item.name, weight=weight)


def _fault(section: Section, infos: Sequence[CheckInfo], module: str) -> str:
    tasks = {task.name for task in section.tasks if not task.manual}
    checked = {info.task for info in infos}
    names = [info.check for info in infos]
    faults = []
    if unknown := sorted(f"{info.check} ({info.task or 'no task'})" for info in infos if info.task not in tasks):
        faults.append(f"checks of tasks that the notebook does not have: {', '.join(unknown)}")
    if missing := sorted(tasks - checked):
        faults.append(f"tasks without a hidden check: {', '.join(missing)}")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        faults.append(f"checks of the same name: {', '.join(twice)}")
    return f"grader_tests/{module}.py: {'; '.join(faults)}" if faults else ""
