"""A tiny course with its release, for downloads to be collected into."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from grading.cli.main import cli
from grading.course import Course
from grading.release.make import make_release
from tests.support.tiny_course import make_course

Landscape = Callable[..., int]


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny course with its release, which no test changes."""
    made = make_course(tmp_path_factory.mktemp("released") / "course")
    make_release(made)
    return made.root


@pytest.fixture
def course(released: Path, tmp_path: Path) -> Course:
    shutil.copytree(released, tmp_path / "course")
    return Course.at(tmp_path / "course")


@pytest.fixture
def landscape(course: Course) -> Landscape:
    """Run a command of `landscape` on the course, in this process, and return its exit code."""

    def run(*words: object) -> int:
        try:
            return int(cli.main(args=["--course", str(course.root), *map(str, words)], standalone_mode=False) or 0)
        except click.ClickException as error:
            pytest.fail(error.format_message())

    return run
