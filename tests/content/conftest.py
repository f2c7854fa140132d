"""Warm graders for the proofs of the course: one set a worker, whatever files its sections' tests stand in."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from grading.classroom.schedule import Settings, usable_cores
from grading.content.judging import Judges
from grading.content.verdict_cache import VerdictCache
from tests.support.sections import COURSE


@pytest.fixture(scope="session")
def judges() -> Iterator[Judges]:
    """Grades notebooks of the course; beside other workers of pytest with one grader, alone with one a core."""
    workers = 1 if "PYTEST_XDIST_WORKER" in os.environ else usable_cores()
    with Judges(course=COURSE, settings=Settings(root=COURSE.root), workers=workers, cache=VerdictCache.of(COURSE)) as running:
        yield running
