"""The pytest plugin of the hidden checks: the `task` marker and the fixtures `student` and `rng`.

In the checker template the fixtures serve the submission of the fork. Under `pytest grader_tests` they serve a notebook: see
`grading.pytest_plugin`.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import pytest

from grading.checks.plain import INSTANCES
from grading.checks.student import Student
from grading.engine.checker.collection import SECTION

OpenStudent = Callable[[pytest.FixtureRequest], Student]
OPEN_STUDENT = pytest.StashKey[OpenStudent]()
STREAM = pytest.StashKey[str]()  # the course and what the submission holds; nothing while no submission is graded


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known, also where no pyproject.toml is read."""
    config.addinivalue_line("markers", "task(name, weight=1): the task that a hidden check belongs to, and its weight")


@pytest.fixture
def student(request: pytest.FixtureRequest) -> Student:
    """The submission under check."""
    return request.config.stash[OPEN_STUDENT](request)


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    """A generator of this check's own: the same numbers for the same notebook, whatever ran before, and others for another."""
    return begin_check(request.node.stash[SECTION], request.node.name, request.config.stash.get(STREAM, ""))


def begin_check(section: str, check: str, stream: str = "") -> np.random.Generator:
    """Return the generator of a check, and let a special case ask for the one that the plain check meets in this run."""
    of_check = functools.partial(generator, section, stream=stream)
    INSTANCES.set(of_check)
    return of_check(check)


def generator(section: str, check: str, stream: str = "") -> np.random.Generator:
    """Return the generator of a check, seeded with SHA-256 of section, check and stream (see `stream_of`).

    Equal notebooks get equal instances, so that a mark is a function of the bytes; and what one attempt is told, through its
    feedback, says nothing about the instances of the next.
    """
    digest: Any = hashlib.sha256(f"{section}\n{check}\n{stream}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8], "big"))


def stream_of(course_id: str, sources: Iterable[str], files: Mapping[str, bytes]) -> str:
    """Return what the instances of a submission depend on: the course, all code that runs, and the files beside the notebook.

    All code, as an answer may look its values up in another cell or in a file.
    """
    parts = [course_id, *sources, *(f"{name}\n{hashlib.sha256(data).hexdigest()}" for name, data in sorted(files.items()))]
    lengths = "".join(f"{len(part)}:{part}" for part in parts)  # so that no two lists of parts give one text
    return hashlib.sha256(lengths.encode("utf-8", "surrogatepass")).hexdigest()
