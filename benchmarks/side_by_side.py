"""Stock `nbgrader autograde`, stock `otter run`, `landscape grade` with and without --render, and the bare cost, in one run.

All on one core, on the same well-behaved submissions of the sample class. A class is graded twice, with one submission and
with all; the difference is the cost of a submission, so that nobody pays for starting up. Ours are handed in several times
each, because they are over too soon to be measured otherwise. Otter starts anew for every file, which is what its command does.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from benchmarks.peers import Peers, prepare_nbgrader, prepare_otter
from grading.course import Course
from grading.demo.sample import Sample, load_samples
from grading.grade import Grader
from grading.section import Section
from grading.verdict import Verdict

ROOT = Path(__file__).resolve().parent.parent
COPIES = 6  # of each submission for our own rows: a few seconds of start-up must not drown what one costs
WELL_BEHAVED = ("right", "partly right", "wrong")
TARGETS = {"nbgrader / landscape": 15.0, "nbgrader / landscape --render": 8.0, "otter / landscape": 25.0}
TARGET_MS = {"empty submission": 40.0, "untouched stub": 90.0, "model answer on top of bare": 80.0}
console = Console(highlight=False)


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one way of grading costs a submission."""

    way: str
    seconds: float  # a submission, start-up taken out
    whole_seconds: float  # the whole command, start-up included
    submissions: int
    peak_bytes: int  # of the largest process

    @property
    def per_minute(self) -> float:
        """Submissions a minute on one core."""
        return 60.0 / self.seconds


@click.command()
@click.option("--section", default="1.1_plateau", show_default=True)
@click.option("--submissions", "limit", default=8, show_default=True, help="How many well-behaved submissions to grade.")
@click.option("--core", default=0, show_default=True, help="The core that everything runs on.")
@click.option("--repeats", default=30, show_default=True, help="Runs of each warm measurement.")
def main(section: str, limit: int, core: int, repeats: int) -> None:
    """Measure, print, and write benchmarks/results/<section>.json."""
    os.sched_setaffinity(0, {core})
    course = Course.at(ROOT)
    peers = Peers(python=_peer_python(course), course=course)
    loaded = Section.load(course, section)
    samples = [sample for sample in load_samples(course) if sample.section == section and sample.kind in WELL_BEHAVED][:limit]
    submissions = {sample.student: sample.notebook for sample in samples if sample.notebook is not None}
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        folder = Path(scratch)
        costs = [
            _stock_nbgrader(peers, folder / "nbgrader", loaded, submissions),
            _stock_otter(peers, folder / "otter", loaded, submissions),
            _ours(course, folder / "ours", loaded, submissions, render=False),
            _ours(course, folder / "rendered", loaded, submissions, render=True),
        ]
        warm = _warm(course, loaded, samples, repeats)
        bare = _bare(folder, course, loaded, repeats)
    result = _result(section, costs, warm, bare)
    _print(result)
    path = ROOT / "benchmarks" / "results" / f"{section}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(result, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    console.print(f"written: {path}")


def _peer_python(course: Course) -> Path:
    """Return the Python of .bench-venv, which is made here from its own lock with hashes."""
    place, lock = course.root / ".bench-venv", course.root / "benchmarks" / "requirements.lock"
    python, done = place / "bin" / "python", place / ".ready"
    if not done.is_file() or done.read_bytes() != lock.read_bytes():
        console.print("installing the peers into .bench-venv ...")
        venv.create(place, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock], check=True)
        shutil.copy(lock, done)
    return python


def _stock_nbgrader(peers: Peers, folder: Path, section: Section, submissions: Mapping[str, bytes]) -> Cost:
    prepare_nbgrader(peers, folder, section, submissions)
    first = next(iter(submissions))
    command = [str(peers.python), "-m", "nbgrader", "autograde", section.section_id, "--force"]
    one, _ = _timed([*command, "--student", first], folder, peers.environment)
    every, peak = _timed(command, folder, peers.environment)
    return _cost("nbgrader autograde", one, every, len(submissions), peak)


def _stock_otter(peers: Peers, folder: Path, section: Section, submissions: Mapping[str, bytes]) -> Cost:
    archive = prepare_otter(peers, folder, section, submissions)
    whole, peak = 0.0, 0
    for student in submissions:
        command = [str(peers.python), "-m", "otter", "run", "-a", str(archive), f"submissions/{student}.ipynb", "--no-logo"]
        seconds, used = _timed(command, folder, peers.environment)
        whole, peak = whole + seconds, max(peak, used)
    n = len(submissions)
    return Cost(way="otter run", seconds=whole / n, whole_seconds=whole, submissions=n, peak_bytes=peak)


def _ours(course: Course, folder: Path, section: Section, submissions: Mapping[str, bytes], *, render: bool) -> Cost:
    name = section.section_id
    copies = {f"{student}-{copy}": data for student, data in submissions.items() for copy in range(COPIES)}
    for student, data in copies.items():
        path = folder / "submitted" / student / name / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    command = [sys.executable, "-m", "grading.cli.main", "--course", str(course.root), "--classroom", str(folder)]
    command += ["grade", name, "--workers", "1", "--fresh", *(["--render"] if render else [])]
    one, _ = _timed([*command, "--student", next(iter(copies))], folder, dict(os.environ))
    every, peak = _timed(command, folder, dict(os.environ))
    return _cost("landscape grade --render" if render else "landscape grade", one, every, len(copies), peak)


def _cost(way: str, one: float, every: float, n: int, peak: int) -> Cost:
    return Cost(way=way, seconds=(every - one) / (n - 1), whole_seconds=every, submissions=n, peak_bytes=peak)


def _timed(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> tuple[float, int]:
    """Run a command; return its wall seconds and the peak memory of its largest process."""
    with tempfile.TemporaryFile() as output:
        begin = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=dict(environment), stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        code = os.waitstatus_to_exitcode(status)
        process.returncode = code  # waited for here, so that usage is this command's alone
        if code not in (0, 1):
            output.seek(0)
            sys.exit(f"{' '.join(command)} ended with {code}\n{output.read().decode(errors='replace')[-3000:]}")
    return seconds, usage.ru_maxrss * 1024


def _warm(course: Course, section: Section, samples: Sequence[Sample], repeats: int) -> dict[str, Any]:
    """Cost of single submissions in a warm grader, and where it goes."""
    release = course.release / section.section_id / f"{section.section_id}.ipynb"
    model = next(sample.notebook for sample in samples if sample.kind == "right")
    empty = json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()
    with Grader(course.root) as grader:

        def measure(notebook: bytes) -> dict[str, Any]:
            verdicts, seconds = _repeat(lambda: grader.grade(notebook, section.section_id), repeats)
            stages = {
                name: statistics.median(v.cost.seconds.get(name, 0.0) for v in verdicts) for name in verdicts[0].cost.seconds
            }
            return {
                "median_seconds": statistics.median(seconds),
                "stages": stages,
                "peak_bytes": statistics.median(v.cost.peak_memory_bytes for v in verdicts),
                "checks": sum(len(task.checks) for task in verdicts[0].tasks),
            }

        return {
            "empty submission": measure(empty),
            "untouched stub": measure(release.read_bytes()),
            "model answer": measure(model or b""),
        }


def _repeat(action: Callable[[], Verdict], repeats: int) -> tuple[list[Verdict], list[float]]:
    verdicts, seconds = [action()], []
    for _ in range(repeats):
        begin = time.perf_counter()
        verdicts.append(action())
        seconds.append(time.perf_counter() - begin)
    return verdicts[1:], seconds


def _bare(folder: Path, course: Course, section: Section, repeats: int) -> dict[str, Any]:
    """Run the model notebook bare, in a process of its own."""
    plan = {
        "section": section.section_id,
        "notebooks": [str(course.notebook(section.section_id))],
        "tasks": {task.name: task.points for task in section.tasks if not task.manual},
        "repeats": repeats,
    }
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(course.root)}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.bare", str(folder / "plan.json")],
        cwd=folder, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _result(section: str, costs: Sequence[Cost], warm: Mapping[str, Any], bare: Mapping[str, Any]) -> dict[str, Any]:
    seconds = {cost.way: cost.seconds for cost in costs}
    ours, rendered = seconds["landscape grade"], seconds["landscape grade --render"]
    milliseconds = {
        "empty submission": 1e3 * warm["empty submission"]["median_seconds"],
        "untouched stub": 1e3 * warm["untouched stub"]["median_seconds"],
        "model answer": 1e3 * warm["model answer"]["median_seconds"],
        "bare model answer": 1e3 * bare["median"],
        "model answer on top of bare": 1e3 * (warm["model answer"]["median_seconds"] - bare["median"]),
    }
    return {
        "section": section,
        "when": datetime.now(UTC).date().isoformat(),
        "machine": {
            "system": platform.system(),
            "kernel": platform.release(),
            "cpu": platform.machine(),
            "python": platform.python_version(),
        },
        "costs": [{**asdict(cost), "per_minute": cost.per_minute} for cost in costs],
        "ratios": {
            "nbgrader / landscape": seconds["nbgrader autograde"] / ours,
            "nbgrader / landscape --render": seconds["nbgrader autograde"] / rendered,
            "otter / landscape": seconds["otter run"] / ours,
            "otter / landscape --render": seconds["otter run"] / rendered,
        },
        "milliseconds": milliseconds,
        "warm": dict(warm),
    }


def _print(result: Mapping[str, Any]) -> None:
    table = Table(
        "way", "submissions/min", "s a submission", "whole command, s", "largest process, MB", title=result["section"]
    )
    for cost in result["costs"]:
        megabytes = f"{cost['peak_bytes'] / 1e6:.0f}"
        seconds = (f"{cost['seconds']:.3f}", f"{cost['whole_seconds']:.1f}")
        table.add_row(cost["way"], f"{cost['per_minute']:.0f}", *seconds, megabytes)
    console.print(table)
    table = Table("ratio, one core", "measured", "to reach", "")
    for name, ratio in result["ratios"].items():
        goal = TARGETS.get(name)
        table.add_row(
            name, f"{ratio:.1f}", f"{goal:g}" if goal else "", "" if goal is None else ("yes" if ratio >= goal else "NO")
        )
    console.print(table)
    table = Table("a submission in a warm grader", "ms", "at most", "")
    for name, ms in result["milliseconds"].items():
        goal = TARGET_MS.get(name)
        table.add_row(name, f"{ms:.1f}", f"{goal:g}" if goal else "", "" if goal is None else ("yes" if ms <= goal else "NO"))
    console.print(table)
    for name, found in result["warm"].items():
        stages = ", ".join(f"{stage} {1e3 * seconds:.1f}" for stage, seconds in found["stages"].items())
        console.print(
            f"{name} ({found['checks']} checks), ms by stage: {stages}; peak memory {found['peak_bytes'] / 1e6:.0f} MB"
        )


if __name__ == "__main__":
    main()
