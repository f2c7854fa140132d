"""`landscape feedback`: one HTML page a student, which explains every mark."""

from __future__ import annotations

from collections.abc import Sequence

import click
from rich.markup import escape

from grading.classroom import records
from grading.classroom.failures import Failure, tell
from grading.classroom.gradebook import write_feedback
from grading.classroom.gradebook.final import final_marks
from grading.cli.context import Options, log_failures, progress, results
from grading.course import Course
from grading.platforms.columns import EXPORTS
from grading.platforms.feedback_zip import pack
from grading.platforms.kept import load_receipts
from grading.platforms.names import Platform
from grading.section import Section
from grading.submission.find import Handed, find


@click.command("feedback")
@click.argument("sections", nargs=-1)
@click.option("--student", "students", multiple=True, help="Only this student; repeat for more.")
@click.option("--zip", "platform", type=click.Choice(["canvas", "moodle"]), help="Also pack the pages for an upload there.")
@click.pass_obj
def command(options: Options, sections: tuple[str, ...], students: tuple[str, ...], platform: str | None) -> int:
    """Write feedback/<student>/<section>/<section>.html for what was graded, with the marks and comments of the gradebook.

    With --zip also one zip a section in exports/, under the names that the platform's own download had. Exit code 1 says that
    some pages could not be written or packed; they are named.
    """
    course = options.open()
    handed = find(course, sections=sections, students=students)
    ready = [one for one in handed if records.load(course, one.section, one.student) is not None]
    failures: list[Failure] = []
    written = [one for one in progress(ready, total=len(ready), what="feedback") if _write(course, one, failures)]
    log_failures(failures)
    results().print(f"{len(written)} pages in {course.feedback}")
    if len(ready) < len(handed):
        results().print(f"{len(handed) - len(ready)} submissions are not graded yet: run `landscape grade`")
    if waiting := _not_final(course, written):
        results().print(f"{waiting} of them say *not marked yet*: `landscape export` says what is missing")
    left = _pack(course, written, Platform(platform)) if platform else 0
    return 1 if failures or left else 0


def _write(course: Course, one: Handed, failures: list[Failure]) -> bool:
    """Write one page; False, and a failure more, when it cannot be written: one student never stops the class."""
    try:
        write_feedback(course, one.section, one.student)
    except Exception as error:  # noqa: BLE001
        tell(failures.append, error, student=one.student, section=one.section)
        return False
    return True


def _not_final(course: Course, written: Sequence[Handed]) -> int:
    """Return how many pages show a mark that is not final."""
    sections = dict.fromkeys(one.section for one in written)
    marks = {section: final_marks(course, Section.load(course, section)) for section in sections}
    return sum(marks[one.section][one.student].total is None for one in written if one.student in marks[one.section])


def _pack(course: Course, written: Sequence[Handed], platform: Platform) -> int:
    """Write a zip a section; return how many pages are in none of them."""
    receipts, left = load_receipts(course), 0
    for section in dict.fromkeys(one.section for one in written):
        packed = pack(course, section, [one.student for one in written if one.section == section], receipts, platform)
        path = course.classroom / EXPORTS / f"{section}-feedback-{platform.value}.zip"
        records.write(path, packed.data)
        results().print(f"{len(packed.names)} pages in {escape(str(path))}")
        if packed.unknown:
            results().print(
                f"[bold]not in it[/], as they came by no download of {platform.value}: {escape(', '.join(packed.unknown))}"
            )
        left += len(packed.unknown)
    return left
