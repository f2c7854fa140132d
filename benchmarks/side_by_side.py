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
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from benchmarks.one_submission import measure_single
from benchmarks.peers import Peers, prepare_nbgrader, prepare_otter
from grading.content.sample_class import load_samples
from grading.course import Course
from grading.section import Section

ROOT = Path(__file__).resolve().parent.parent
COPIES = 6  # of each submission for our own rows: a few seconds of start-up must not drown what one costs
WELL_BEHAVED = ("right", "partly right", "wrong")
TARGETS = {"nbgrader / landscape": 15.0, "nbgrader / landscape --render": 8.0, "otter / landscape": 25.0}
TARGET_MS = {
    "empty submission": 40.0,
    "untouched stub": 90.0,
    "stub with a comment changed": 90.0,
    "model answer on top of bare": 80.0,
}
console = Console(highlight=False)


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one way of grading costs a submission."""

    way: str
    seconds: float  # a submission, start-up taken out
    cpu_seconds: float  # the same, in processor time of all processes
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
    model = next(sample.notebook for sample in samples if sample.kind == "right") or b""
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        folder = Path(scratch)
        costs = [
            _stock_nbgrader(peers, folder / "nbgrader", loaded, submissions),
            _stock_otter(peers, folder / "otter", loaded, submissions),
            _ours(course, folder / "ours", loaded, submissions, render=False),
            _ours(course, folder / "rendered", loaded, submissions, render=True),
        ]
        warm = measure_single(folder, course, loaded, model, repeats)
    result = _result(section, costs, warm)
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
    one = _timed([*command, "--student", first], folder, peers.environment)
    every = _timed(command, folder, peers.environment)
    return _cost("nbgrader autograde", one, every, len(submissions))


def _stock_otter(peers: Peers, folder: Path, section: Section, submissions: Mapping[str, bytes]) -> Cost:
    archive = prepare_otter(peers, folder, section, submissions)
    command = [str(peers.python), "-m", "otter", "run", "-a", str(archive), "--no-logo"]
    runs = [_timed([*command, f"submissions/{student}.ipynb"], folder, peers.environment) for student in submissions]
    whole = sum(run.seconds for run in runs)
    return Cost(
        way="otter run",
        seconds=whole / len(runs),
        cpu_seconds=sum(run.cpu_seconds for run in runs) / len(runs),
        whole_seconds=whole,
        submissions=len(runs),
        peak_bytes=max(run.peak_bytes for run in runs),
    )


def _ours(course: Course, folder: Path, section: Section, submissions: Mapping[str, bytes], *, render: bool) -> Cost:
    name = section.section_id
    # One more line break for each copy: equal notebooks would be graded once.
    copies = {f"{student}-{copy}": data + b"\n" * copy for student, data in submissions.items() for copy in range(COPIES)}
    for student, data in copies.items():
        path = folder / "submitted" / student / name / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    command = [sys.executable, "-m", "grading.cli.main", "--course", str(course.root), "--classroom", str(folder)]
    command += ["grade", name, "--workers", "1", "--fresh", *(["--render"] if render else [])]
    one = _timed([*command, "--student", next(iter(copies))], folder, dict(os.environ))
    every = _timed(command, folder, dict(os.environ))
    return _cost("landscape grade --render" if render else "landscape grade", one, every, len(copies))


@dataclass(frozen=True)
class _Run:
    """One command: wall seconds, processor seconds of it and all that it waited for, memory of its largest process."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int


def _cost(way: str, one: _Run, every: _Run, n: int) -> Cost:
    return Cost(
        way=way,
        seconds=(every.seconds - one.seconds) / (n - 1),
        cpu_seconds=(every.cpu_seconds - one.cpu_seconds) / (n - 1),
        whole_seconds=every.seconds,
        submissions=n,
        peak_bytes=every.peak_bytes,
    )


def _timed(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> _Run:
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
    return _Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def _result(section: str, costs: Sequence[Cost], warm: Mapping[str, Any]) -> dict[str, Any]:
    seconds = {cost.way: cost.seconds for cost in costs}
    cpu_seconds = {cost.way: cost.cpu_seconds for cost in costs}
    milliseconds = {name: 1e3 * found["median_seconds"] for name, found in warm.items()}
    milliseconds["bare model answer"] = 1e3 * warm["model answer"]["median_bare_seconds"]
    milliseconds["model answer on top of bare"] = 1e3 * warm["model answer"]["median_seconds_on_top"]
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
        "ratios": _ratios(seconds),
        "cpu_ratios": _ratios(cpu_seconds),
        "milliseconds": milliseconds,
        "warm": dict(warm),
    }


def _ratios(seconds: Mapping[str, float]) -> dict[str, float]:
    peers = {"nbgrader": "nbgrader autograde", "otter": "otter run"}
    ours = {"landscape": "landscape grade", "landscape --render": "landscape grade --render"}
    return {f"{peer} / {own}": seconds[theirs] / seconds[way] for peer, theirs in peers.items() for own, way in ours.items()}


def _print(result: Mapping[str, Any]) -> None:
    table = Table(
        "way", "submissions/min", "s a submission", "CPU s", "whole command, s", "largest process, MB", title=result["section"]
    )
    for cost in result["costs"]:
        megabytes = f"{cost['peak_bytes'] / 1e6:.0f}"
        seconds = (f"{cost['seconds']:.3f}", f"{cost['cpu_seconds']:.3f}", f"{cost['whole_seconds']:.1f}")
        table.add_row(cost["way"], f"{cost['per_minute']:.0f}", *seconds, megabytes)
    console.print(table)
    table = Table("ratio, one core", "measured", "in CPU time", "to reach", "")
    for name, ratio in result["ratios"].items():
        goal = TARGETS.get(name)
        reached = "" if goal is None else ("yes" if ratio >= goal else "NO")
        table.add_row(name, f"{ratio:.1f}", f"{result['cpu_ratios'][name]:.1f}", f"{goal:g}" if goal else "", reached)
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
