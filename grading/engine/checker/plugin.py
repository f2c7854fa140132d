"""The pytest plugin of the hidden checks: the `task` marker and the fixtures `student` and `rng`.

In the checker template the fixtures serve the submission of the fork. Under `pytest grader_tests` they serve a notebook: see
`grading.pytest_plugin`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grading.checks.student import Student
from grading.engine.checker.collection import SECTION

OpenStudent = Callable[[pytest.FixtureRequest], Student]
OPEN_STUDENT = pytest.StashKey[OpenStudent]()


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known, also where no pyproject.toml is read."""
    config.addinivalue_line("markers", "task(name, weight=1): the task that a hidden check belongs to, and its weight")


@pytest.fixture
def student(request: pytest.FixtureRequest) -> Student:
    """The submission under check."""
    return request.config.stash[OPEN_STUDENT](request)


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    """A generator of this check's own: the same numbers for every student, whatever ran before."""
    return generator(request.node.stash[SECTION], request.node.name)


def generator(section: str, check: str) -> np.random.Generator:
    """Return the generator of a check, seeded with SHA-256 of section and check."""
    digest: Any = hashlib.sha256(f"{section}\n{check}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))
