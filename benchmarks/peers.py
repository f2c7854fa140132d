"""Assignments for the peers, equivalent to ours: the same notebooks, the same hidden checks, the same points."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grading.course import Course
from grading.section import CHECK_PREFIX, Section

NBGRADER_CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "peer"
c.ClearSolutions.enforce_metadata = False
c.ExecutePreprocessor.timeout = 120
"""
OTTER_TEST = """\
OK_FORMAT = False

from otter.test_files import test_case

name = {task!r}
points = {points!r}


@test_case(points={points!r}, hidden=True)
def {check}(env):
    from benchmarks.peer_checks import run_checks

    assert run_checks({section!r}, {task!r}, env, 1.0) == 1.0
"""


@dataclass(frozen=True, kw_only=True)
class Peers:
    """The environment that the peers are installed in, and what they must be able to import."""

    python: Path
    course: Course

    @property
    def environment(self) -> dict[str, str]:
        """Environment of a peer's process: one thread, and the course's packages."""
        threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        path = f"{self.python.parent}{os.pathsep}{os.environ['PATH']}"
        return {**os.environ, **threads, "PYTHONPATH": str(self.course.root), "PATH": path, "MPLBACKEND": "agg"}


def with_hidden_tests(notebook: dict[str, Any], section: Section) -> dict[str, Any]:
    """Return the notebook with the hidden checks in its check cells, between nbgrader's markers."""
    cells = []
    for cell in notebook["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if cell["metadata"].get("nbgrader", {}).get("grade") and cell["cell_type"] == "code":
            task = section.task(grade_id.removeprefix(CHECK_PREFIX))
            call = f"run_checks({section.section_id!r}, {task.name!r}, globals(), {task.points!r})"
            hidden = f"### BEGIN HIDDEN TESTS\nfrom benchmarks.peer_checks import run_checks\n{call}\n### END HIDDEN TESTS"
            cell = {**cell, "source": f"{''.join(cell['source'])}\n{hidden}"}
        cells.append(cell)
    return {**notebook, "cells": cells}


def prepare_nbgrader(peers: Peers, folder: Path, section: Section, submissions: Mapping[str, bytes]) -> None:
    """Write a stock nbgrader course with one assignment and its submissions."""
    name = section.section_id
    source = json.loads(peers.course.notebook(name).read_text(encoding="utf-8"))
    _write(folder / "source" / name / f"{name}.ipynb", json.dumps(with_hidden_tests(source, section)).encode())
    _write(folder / "nbgrader_config.py", NBGRADER_CONFIG.encode())
    for student, data in submissions.items():
        _write(folder / "submitted" / student / name / f"{name}.ipynb", data)
    run(peers, ["-m", "nbgrader", "generate_assignment", name], folder)


def prepare_otter(peers: Peers, folder: Path, section: Section, submissions: Mapping[str, bytes]) -> Path:
    """Write Otter's tests and submissions, and return the autograder zip."""
    for task in section.tasks:
        if not task.manual:
            text = OTTER_TEST.format(
                task=task.name, points=task.points, check=CHECK_PREFIX + task.name, section=section.section_id
            )
            _write(folder / "tests" / f"{task.name}.py", text.encode())
    for student, data in submissions.items():
        _write(folder / "submissions" / f"{student}.ipynb", data)
    flags = ["--no-config", "--no-requirements", "--no-environment"]
    run(peers, ["-m", "otter", "generate", "-t", "tests", "-o", "autograder.zip", *flags], folder)
    return folder / "autograder.zip"


def run(peers: Peers, arguments: Sequence[str], folder: Path) -> str:
    """Run a command of the peers' Python; its output is shown when it fails."""
    done = subprocess.run(
        [str(peers.python), *arguments], cwd=folder, env=peers.environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(
            f"{' '.join(arguments)} in {folder} ended with {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        )
    return done.stdout


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
