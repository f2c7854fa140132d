"""`landscape feedback`: one HTML page a student, which explains every mark."""

from __future__ import annotations

import click

from grading.classroom import records
from grading.classroom.gradebook import write_feedback
from grading.cli.context import Options, progress, results
from grading.submission.find import find


@click.command("feedback")
@click.argument("sections", nargs=-1)
@click.option("--student", "students", multiple=True, help="Only this student; repeat for more.")
@click.pass_obj
def command(options: Options, sections: tuple[str, ...], students: tuple[str, ...]) -> int:
    """Write feedback/<student>/<section>/<section>.html for what was graded, with the marks and comments of the gradebook."""
    course = options.open()
    handed = find(course, sections=sections, students=students)
    ready = [one for one in handed if records.load(course, one.section, one.student) is not None]
    for one in progress(ready, total=len(ready), what="feedback"):
        write_feedback(course, one.section, one.student)
    results().print(f"{len(ready)} pages in {course.feedback}")
    if len(ready) < len(handed):
        results().print(f"{len(handed) - len(ready)} submissions are not graded yet: run `landscape grade`")
    return 0
