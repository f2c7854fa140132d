"""All notebooks in figures: what each asks, what proves its checks, and what it costs. Writes docs/sections.md.

Mutants are counted by trying them all; the model notebook is run whole, pictures included, in a kernel of its own; then single
submissions are graded in a warm grader, as in the side by side comparison. Counts hold everywhere, seconds for one machine.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import nbformat
from nbclient import NotebookClient

from benchmarks.one_submission import measure_single
from benchmarks.peer_checks import checks_of
from grading.content.bank import load_banks
from grading.content.filled import filled, model_answers
from grading.content.mutants.judge import TaskReport, tasks_of, try_mutants
from grading.course import Course
from grading.drafts import finished
from grading.section import Section
from grading.submission.files import write_atomically

ROOT = Path(__file__).resolve().parent.parent
RESULTS, PAGE = ROOT / "benchmarks" / "results" / "sections.json", ROOT / "docs" / "sections.md"
ALL = "all"
CHECKING = 1.0  # seconds that the hidden checks of a section are to cost at most
COUNTED = ("automatic", "written", "checks", "right", "wrong", "mutants", "killed", "equivalent")
PROOF = """\
# The notebooks in figures

Written by `make figures`. What is counted holds everywhere; seconds are those of one machine.

## What proves the checks

*Right* and *wrong* are the bank's answers; a *mutant* is a small slip in a model answer, and one that no hidden check notices
is listed as *equivalent*, with the reason. How often the bank is judged wrongly: [error rates](error-rates.md); how readers
fared who saw no check: [exams](exams.md).

| section | automatic tasks | written tasks | hidden checks | right | wrong | mutants | killed | equivalent |
|---|---|---|---|---|---|---|---|---|"""
PRICE = """
## What they cost

{machine}, {cores} cores, one submission at a time; {when}. *Run All*: the whole notebook with model answers in a kernel
of its own, pictures included (at most 20 s). *Cells*: the set-up and answer cells that grading runs. *Checks*: the hidden
checks with all their calls across the seal, wanted within 1000 ms: {dear}. *Model* and *stub*: one submission in a warm
grader, from notebook to verdict (a model answer at most 1500 ms).

| section | Run All, s | cells, ms | checks, ms | model, ms | stub, ms |
|---|---|---|---|---|---|"""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What can be counted of a section without running anything but its mutants."""

    section: str
    automatic: int
    written: int
    checks: int
    right: int
    wrong: int
    mutants: int
    killed: int
    equivalent: int


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Seconds of one section: the whole model notebook, and the medians of single submissions in a warm grader."""

    whole: float
    cells: float
    checking: float
    model: float
    stub: float


@click.command()
@click.option("--repeats", default=10, show_default=True, help="Runs of each warm measurement.")
@click.option("--counts", is_flag=True, help="Count anew, and keep the seconds that were measured last.")
def main(repeats: int, counts: bool) -> None:
    """Measure every finished section, write benchmarks/results/sections.json and docs/sections.md."""
    course = Course.at(ROOT)
    kept = json.loads(RESULTS.read_text(encoding="utf-8")) if counts else {}
    seconds = {row["section"]: row for row in kept.get("sections", ())}
    rows = []
    for name in finished(course):
        section = Section.load(course, name)
        cost = seconds[name] if name in seconds else asdict(_cost(course, section, repeats))
        rows.append({**cost, **asdict(_counts(course, section))})
        click.echo(json.dumps(rows[-1]))
    machine = f"{platform.system()} {platform.release()}, {platform.machine()}, Python {platform.python_version()}"
    measured = {"when": datetime.now(UTC).date().isoformat(), "machine": machine, "cores": len(os.sched_getaffinity(0))}
    found = {**measured, **kept, "sections": rows}
    write_atomically({RESULTS: (json.dumps(found, indent=1, sort_keys=True) + "\n").encode(), PAGE: as_page(found).encode()})
    click.echo(f"written: {PAGE}")


def _counts(course: Course, section: Section) -> Counts:
    banks = [answer for bank in load_banks(course, section).values() for answer in bank]
    tasks = tasks_of(course, section.section_id)
    reports = [one for one in try_mutants(course, section.section_id, tasks) if isinstance(one, TaskReport)]
    mutants, killed = sum(one.counted for one in reports), sum(len(one.killed) for one in reports)
    survivors = sum(len(one.survivors) for one in reports)
    manual = [task.manual for task in section.tasks]
    return Counts(
        section=section.section_id,
        automatic=manual.count(False),
        written=manual.count(True),
        checks=sum(len(checks_of(section.section_id, task)) for task in tasks),
        right=sum(answer.right for answer in banks),
        wrong=sum(not answer.right for answer in banks),
        mutants=mutants,
        killed=killed,
        equivalent=mutants - killed - survivors,
    )


def _cost(course: Course, section: Section, repeats: int) -> Cost:
    model = filled(course, section, model_answers(section))
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        warm = measure_single(Path(scratch), course, section, model, repeats)
    answer = warm["model answer"]
    return Cost(
        whole=statistics.median(_run_whole(model) for _ in range(min(3, repeats))),
        cells=answer["stages"]["cells"],
        checking=answer["stages"]["checks"],
        model=answer["median_seconds"],
        stub=warm["untouched stub"]["median_seconds"],
    )


def _run_whole(notebook: bytes) -> float:
    """Seconds that a student waits for Run All with every answer in place, starting the kernel included."""
    cells = nbformat.reads(notebook.decode(), as_version=4)
    begin = time.perf_counter()
    NotebookClient(cells, timeout=300, kernel_name="python3").execute()
    return time.perf_counter() - begin


def as_page(found: dict[str, Any]) -> str:
    """Return docs/sections.md for what was measured."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: dict[str, Any]) -> Iterator[str]:
    rows = found["sections"]
    yield PROOF
    for row in [*rows, _sum(rows)]:
        yield f"| {row['section']} | " + " | ".join(f"{row[name]:,}" for name in COUNTED) + " |"
    over = ", ".join(row["section"] for row in rows if row["checking"] >= CHECKING)
    yield PRICE.format(**found, dear=f"not reached by {over}" if over else "reached by all")
    for row in rows:
        rest = " | ".join(f"{1e3 * row[name]:.0f}" for name in ("cells", "checking", "model", "stub"))
        yield f"| {row['section']} | {row['whole']:.1f} | {rest} |"


def _sum(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"section": ALL, **{name: sum(row[name] for row in rows) for name in COUNTED}}


if __name__ == "__main__":
    main()
