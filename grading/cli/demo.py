"""`landscape demo`: the sample class through the real pipeline, in a folder of its own."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from grading.classroom.gradebook import write_feedback
from grading.classroom.records import Graded
from grading.classroom.run import grade_class
from grading.classroom.schedule import Settings
from grading.cli.context import ISOLATION, Options, log, print_json, progress, results, warn_without_walls
from grading.content.judging import Judges
from grading.content.sample_class import Sample, load_samples, write_samples
from grading.content.sample_marks import expected_marks, mismatches
from grading.content.verdict_cache import VerdictCache
from grading.course import Course, section_order
from grading.errors import UsageError
from grading.nbgrader_plugins.separate import formgrader_command, write_config
from grading.release.make import make_release
from grading.report.page import write_report
from grading.submission.find import find
from grading.verdict import Verdict

MARKER = ".landscape-demo"  # only a folder that holds this file is ever emptied


@click.command("demo")
@click.option("--folder", type=click.Path(path_type=Path), help="Where the demo's class lives. Default: demo/ in the clone.")
@click.option(
    "--isolation", type=click.Choice(ISOLATION), default="auto", show_default=True, help="How the student's process is sealed."
)
@click.option("--workers", type=click.IntRange(min=1), help="Submissions at a time. Default: one a core.")
@click.option("--json", "as_json", is_flag=True, help="Print marks, expected marks and paths as JSON.")
@click.pass_obj
def command(options: Options, folder: Path | None, isolation: str, workers: int | None, as_json: bool) -> int:
    """Make the release, grade the sample class, and write gradebook, autograded notebooks, feedback and report.

    Exit code 3 when a submission did not get the mark that it must get.
    """
    root = options.open().root
    course = Course.at(root, classroom=folder or root / "demo")
    _empty(course.classroom)
    write_config(course)
    changed = make_release(course)
    log().print(f"release: {len(changed)} files written" if changed else "release: up to date")
    samples = load_samples(course)
    write_samples(course, samples)
    handed = find(course)
    settings = Settings(root=course.root, isolation=isolation)
    warn_without_walls(isolation)
    graded = list(progress(grade_class(course, handed, settings, workers=workers), total=len(handed), what="grading"))
    for one in progress(handed, total=len(handed), what="feedback"):
        write_feedback(course, one.section, one.student)
    report = write_report(course)
    got = {(one.student, one.section): _marks(one.verdict) for one in graded}
    with Judges(course=course, settings=settings, cache=VerdictCache.of(course)) as judges:
        wrong = mismatches(expected_marks(course, samples, judges), got)
    if as_json:
        print_json({"wrong": wrong, "report": str(report), "gradebook": course.database, "feedback": str(course.feedback)})
    else:
        _show(course, samples, graded, report, wrong)
    return 3 if wrong else 0


def _empty(folder: Path) -> None:
    """Empty the demo's folder, and refuse to touch a folder that a demo did not make."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise UsageError(
            "this folder was not made by the demo, and is left alone",
            where=str(folder),
            expected=f"an empty folder, or one that holds {MARKER}",
            next_step="name another folder with --folder",
        )
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / MARKER).write_text("The demo empties this folder every time it runs.\n", encoding="utf-8")


def _marks(verdict: Verdict) -> dict[str, float | None]:
    return {task.task: task.earned if task.unsure else task.score for task in verdict.tasks if not task.manual}


def class_table(samples: Sequence[Sample], scores: Mapping[tuple[str, str], float]) -> Table:
    """A row a student and a narrow column a section, headed by its number: ten sections fit into a line of a terminal."""
    sections = sorted({sample.section for sample in samples}, key=section_order)
    table = Table("student", "kind", *(section.split("_", 1)[0] for section in sections), "what it is")
    for student in sorted({sample.student for sample in samples}):
        of_student = [sample for sample in samples if sample.student == student]
        marks = [f"{scores[student, s]:.3g}" if (student, s) in scores else "-" for s in sections]
        table.add_row(student, of_student[0].kind, *marks, escape(of_student[0].about))
    return table


def mark_command(course: Course, section: str) -> str:
    """Return the line that opens a section of the class to be marked by hand."""
    landscape = shlex.quote(str(Path(sys.executable).parent / "landscape"))
    return (
        f"{landscape} --course {shlex.quote(str(course.root))} --classroom {shlex.quote(str(course.classroom))} mark {section}"
    )


def _show(course: Course, samples: list[Sample], graded: list[Graded], report: Path, wrong: list[str]) -> None:
    results().print(class_table(samples, {(one.student, one.section): one.verdict.score for one in graded}))
    if wrong:
        results().print("[red]These marks are not what they must be:[/]")
        for line in wrong:
            results().print(f"  {escape(line)}")
    else:
        marks = sum(len(_marks(one.verdict)) for one in graded)
        results().print(f"All {marks} marks of {len(samples)} submissions are what they must be.")
    results().print("Open:")
    example = course.feedback / samples[0].student / samples[0].section / f"{samples[0].section}.html"
    rows = {
        "class report": report,
        "feedback": example,
        "autograded notebooks": course.autograded,
        "gradebook": course.database,
        "in the formgrader": formgrader_command(course),
        "to mark by hand": mark_command(course, samples[0].section),
    }
    for what, where in rows.items():
        results().print(f"  {what:<21} {escape(str(where))}")
