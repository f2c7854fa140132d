"""The finished sections of the course, and tests that run once for each: those of one section stay on one worker."""

from __future__ import annotations

from pathlib import Path

import pytest

from grading.course import Course
from grading.drafts import finished
from grading.section import Section

COURSE = Course.at(Path(__file__).resolve().parents[2])
SECTIONS = finished(COURSE)


def automatic(section: str) -> list[str]:
    """Return the tasks of a section that are marked by machine."""
    return [task.name for task in Section.load(COURSE, section).tasks if not task.manual]


by_section = pytest.mark.parametrize(
    "section", [pytest.param(section, marks=pytest.mark.xdist_group(section)) for section in SECTIONS]
)
by_task = pytest.mark.parametrize(
    ("section", "task"),
    [
        pytest.param(section, task, marks=pytest.mark.xdist_group(section), id=f"{section}-{task}")
        for section in SECTIONS
        for task in automatic(section)
    ],
)
