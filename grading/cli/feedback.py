"""`landscape feedback`: one HTML page a student, which explains every mark."""

from __future__ import annotations

import click

from grading.classroom import records
from grading.classroom.failures import Failure, tell
from grading.classroom.gradebook import write_feedback
from grading.cli.context import Options, log_failures, progress, results
from grading.submission.find import find


@click.command("feedback")
@click.argument("sections", nargs=-1)
@click.option("--student", "students", multiple=True, help="Only this student; repeat for more.")
@click.pass_obj
def command(options: Options, sections: tuple[str, ...], students: tuple[str, ...]) -> int:
    """Write feedback/<student>/<section>/<section>.html for what was graded, with the marks and comments of the gradebook.

    Exit code 1 says that some pages could not be written; they are named.
    """
    course = options.open()
    handed = find(course, sections=sections, students=students)
    ready = [one for one in handed if records.load(course, one.section, one.student) is not None]
    failures: list[Failure] = []
    for one in progress(ready, total=len(ready), what="feedback"):
        try:
            write_feedback(course, one.section, one.student)
        except Exception as error:  # noqa: BLE001 - one student never stops the class
            tell(failures.append, error, student=one.student, section=one.section)
    log_failures(failures)
    results().print(f"{len(ready) - len(failures)} pages in {course.feedback}")
    if len(ready) < len(handed):
        results().print(f"{len(handed) - len(ready)} submissions are not graded yet: run `landscape grade`")
    return 1 if failures else 0
