"""What single submissions cost in a warm grader, stage by stage, and what the model answer costs bare, measured in turn."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from grading.course import Course
from grading.engine.grader import Grader
from grading.section import Section
from grading.verdict import Verdict


def measure_single(folder: Path, course: Course, section: Section, model: bytes, repeats: int) -> dict[str, Any]:
    """Cost of single submissions in a warm grader, where it goes, and in turn with the model answer the bare cost."""
    release = course.release / section.section_id / f"{section.section_id}.ipynb"
    empty = json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()
    with Grader(course.root) as grader, _Bare(folder, course, section) as bare:

        def measure(notebook: bytes, *, beside: bool = False) -> dict[str, Any]:
            grader.grade(notebook, section.section_id)
            runs = [(bare.run() if beside else 0.0, *_clocked(grader, notebook, section)) for _ in range(repeats)]
            verdicts = [verdict for _, verdict, _ in runs]
            stages = {
                name: statistics.median(v.cost.seconds.get(name, 0.0) for v in verdicts) for name in verdicts[0].cost.seconds
            }
            return {
                "median_seconds": statistics.median(seconds for _, _, seconds in runs),
                "median_bare_seconds": statistics.median(seconds for seconds, _, _ in runs),
                "median_seconds_on_top": statistics.median(seconds - plain for plain, _, seconds in runs),
                "stages": stages,
                "peak_bytes": statistics.median(v.cost.peak_memory_bytes for v in verdicts),
                "checks": sum(len(task.checks) for task in verdicts[0].tasks),
            }

        return {
            "empty submission": measure(empty),
            "untouched stub": measure(release.read_bytes()),
            "stub with a comment changed": measure(_commented(release)),
            "model answer": measure(model, beside=True),
        }


def _commented(release: Path) -> bytes:
    """Return the released notebook with a comment in every answer cell: nothing is answered, and everything has to run."""
    notebook = json.loads(release.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = [*cell["source"], "\n# to do"]
    return json.dumps(notebook).encode()


def _clocked(grader: Grader, notebook: bytes, section: Section) -> tuple[Verdict, float]:
    begin = time.perf_counter()
    verdict = grader.grade(notebook, section.section_id)
    return verdict, time.perf_counter() - begin


class _Bare:
    """The model notebook bare, in a process of its own that runs it on request."""

    def __init__(self, folder: Path, course: Course, section: Section) -> None:
        plan = {
            "section": section.section_id,
            "notebook": str(course.notebook(section.section_id)),
            "tasks": {task.name: task.points for task in section.tasks if not task.manual},
        }
        (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(course.root)}
        command = [sys.executable, "-m", "benchmarks.bare", str(folder / "plan.json")]
        self._process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> _Bare:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def run(self) -> float:
        """Return the seconds of one run."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("the bare process has no pipes")
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())
