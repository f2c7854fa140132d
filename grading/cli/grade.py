"""`landscape grade`: a class into the gradebook, or one notebook file without any."""

from __future__ import annotations

import math
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from rich.markup import escape
from rich.table import Table

from grading.classroom.changes import Review, changes
from grading.classroom.current import current
from grading.classroom.gradebook.schema import shown
from grading.classroom.gradebook.students import called, names_of, read_students
from grading.classroom.log import Run, RunLog
from grading.classroom.records import Graded
from grading.classroom.run import grade_class
from grading.classroom.schedule import Settings, close_graders, grade_one
from grading.cli.context import ISOLATION, Options, log, log_failures, print_json, progress, results, warn_without_walls
from grading.course import Course
from grading.submission.doubt import foreign
from grading.submission.find import find
from grading.submission.single import OneFile
from grading.submission.warnings import doubts, strays
from grading.verdict import Outcome, Verdict

SUFFIX = ".ipynb"
REMARK = 90  # characters of a remark in the table
FEW = 5  # notebooks: what fewer share is told row by row


@click.command("grade")
@click.argument("what", nargs=-1)
@click.option("--student", "students", multiple=True, help="Only this student; repeat for more.")
@click.option("--section", default="", help="Section of a single notebook file whose name does not tell.")
@click.option("--workers", type=click.IntRange(min=1), help="Submissions at a time. Default: one a core.")
@click.option(
    "--isolation", type=click.Choice(ISOLATION), default="auto", show_default=True, help="How the student's process is sealed."
)
@click.option("--render", is_flag=True, help="Also run what only shows, and keep all outputs in the autograded notebooks.")
@click.option("--fresh", is_flag=True, help="Grade again what has not changed since it was graded.")
@click.option("--json", "as_json", is_flag=True, help="Print the verdicts as JSON.")
@click.pass_obj
def command(
    options: Options,
    what: tuple[str, ...],
    students: tuple[str, ...],
    section: str,
    workers: int | None,
    isolation: str,
    render: bool,
    fresh: bool,
    as_json: bool,
) -> int:
    """Grade sections of the class, or one notebook file.

    WHAT is any number of sections (1.1_plateau), by default all that were handed in, or one path of a notebook (ending in
    .ipynb), which is graded without any gradebook. Exit code 1 says that something in submitted/ or an
    automatic task needs a person.
    """
    course = options.open()
    settings = Settings(root=course.root, isolation=isolation, render=render)
    warn_without_walls(isolation)
    if len(what) == 1 and what[0].endswith(SUFFIX):
        return _grade_file(course, Path(what[0]), section, settings, as_json=as_json)
    odd = strays(course)
    for one in odd:
        log().print(f"[yellow]passed over:[/] {escape(str(one))}")
    handed = find(course, sections=what, students=students)
    doubtful = doubts(handed)
    run = Run(failures=[], reviews=[])
    lines = RunLog(course, run, isolation=isolation)
    grading = grade_class(
        course, handed, settings, workers=workers, fresh=fresh,
        told=run.failures.append, noticed=run.reviews.append, stored=lines.stored,
    )  # fmt: skip
    graded: list[Graded] = []
    try:
        for one_graded in progress(grading, total=len(handed), what="grading"):
            graded.append(one_graded)
    finally:
        lines.close()
    graded.sort(key=lambda one: (one.section, one.student))
    _say(graded, [str(one) for one in doubtful], run, names_of(read_students(course.database).values()))
    if as_json:
        print_json([{"student": one.student, **for_machines(one.verdict)} for one in graded])
    else:
        results().print(class_table(graded))
        results().print(f"gradebook: {escape(shown(course.database))}\nautograded notebooks: {escape(str(course.autograded))}")
    needs_person = any(one.verdict.needs_person for one in graded) or any(not one.loose for one in [*odd, *doubtful])
    return 1 if needs_person or run.failures or run.reviews else 0


def _say(graded: Sequence[Graded], doubtful: Sequence[str], run: Run, names: Mapping[str, str]) -> None:
    """Tell on stderr what a person has to look at, what most notebooks share, and whose marks are no longer what they were."""
    reasons = [f"{called(one.student, names)}, {one.section}: {why}" for one in graded for why in one.verdict.reasons]
    reviews = [replace(one, student=called(one.student, names)) for one in sorted(run.reviews, key=_place)]
    for line in [*doubtful, *reasons, *map(str, reviews)]:
        log().print(f"[yellow]look at:[/] {escape(line)}")
    log_failures(run.failures)
    for (section, problem), number in shared_problems(graded).items():
        log().print(f"{escape(f'{number} notebooks of {section}: {problem}')}")
    moved = 0
    for one in graded:
        if found := changes(one.before, one.verdict):
            moved += 1
            line = f"{called(one.student, names)}, {one.section}: " + ", ".join(map(str, found))
            log().print(f"[cyan]changed:[/] {escape(line)}")
    new = sum(one.before is None for one in graded)
    log().print(
        f"{len(graded)} submissions: {new} for the first time;"
        f" of the other {len(graded) - new} the marks of {moved or 'none'} changed"
    )


def _place(one: Review) -> tuple[str, str, str]:
    return one.section, one.cell, one.student


def shared_problems(graded: Sequence[Graded]) -> dict[tuple[str, str], int]:
    """Return section and problem -> number of notebooks, of what more than half share: that is hardly the students' doing."""
    of_section = Counter(one.section for one in graded)
    counts = Counter((one.section, problem) for one in graded for problem in dict.fromkeys(one.verdict.problems))
    return {key: number for key, number in counts.items() if number >= FEW and 2 * number > of_section[key[0]]}


def for_machines(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict as plain data with its marks, which follow from the checks: null where a person gives them."""
    data = verdict.to_json()
    for task, result in zip(data["tasks"], verdict.tasks, strict=True):
        task["score"] = result.score
    points = math.fsum(task.points for task in verdict.tasks if not task.manual)
    return {**data, "score": verdict.score, "automatic_points": points, "needs_person": verdict.needs_person}


def class_table(graded: Sequence[Graded]) -> Table:
    """A row a submission: mark, what became of the checks, what was wrong with the notebook and not with most."""
    table = Table("student", "section", title=None)
    table.add_column("mark", justify="right")
    table.add_column("of", justify="right")
    for column in ("checks", "remarks"):
        table.add_column(column)
    shared = shared_problems(graded)
    for one in graded:
        verdict = one.verdict
        automatic = sum(task.points for task in verdict.tasks if not task.manual)
        problems = [problem for problem in verdict.problems if (one.section, problem) not in shared]
        remark = textwrap.shorten(problems[0], width=REMARK, placeholder=" …") if problems else ""
        more = f" (+{len(problems) - 1})" if len(problems) > 1 else ""
        table.add_row(
            escape(one.student),
            one.section,
            f"{verdict.score:.3g}",
            f"{automatic:g}",
            _outcomes(verdict),
            escape(remark + more),
        )
    return table


def verdict_table(verdict: Verdict) -> Table:
    """A row a check, for one notebook."""
    table = Table("task", "mark", "check", "outcome", "message", show_lines=False)
    for task in verdict.tasks:
        mark = "by hand" if task.manual else ("person" if task.score is None else f"{task.score:.3g}/{task.points:g}")
        table.add_row(f"[bold]{task.task}[/]", mark, "", "", escape(task.note))
        for check in task.checks:
            color = "green" if check.outcome is Outcome.PASSED else ("yellow" if check.outcome.needs_person else "red")
            table.add_row("", "", escape(check.title), f"[{color}]{check.outcome.value}[/]", escape(check.message))
    return table


def _grade_file(course: Course, path: Path, section: str, settings: Settings, *, as_json: bool) -> int:
    notebook = OneFile.read(course, path, section)
    section = notebook.section
    try:
        verdict = current(course, grade_one(notebook.data, section, settings, notebook.files))
    finally:
        close_graders()
    if doubt := foreign(course, section, notebook.data):
        verdict = verdict.doubted(doubt.why, always=doubt.always)
    for why in verdict.reasons:
        log().print(f"[yellow]look at:[/] {escape(why)}")
    if as_json:
        print_json(for_machines(verdict))
    else:
        automatic = sum(task.points for task in verdict.tasks if not task.manual)
        results().print(verdict_table(verdict))
        for problem in verdict.problems:
            results().print(f"[yellow]repaired:[/] {escape(problem)}" if verdict.readable else f"[red]{escape(problem)}[/]")
        results().print(f"{section}: {verdict.score:.4g} of {automatic:g} automatic points")
    return 1 if verdict.needs_person else 0


def _outcomes(verdict: Verdict) -> str:
    counts: Counter[str] = Counter(check.outcome.value for task in verdict.tasks for check in task.checks)
    return ", ".join(f"{number} {word}" for word, number in counts.most_common())
