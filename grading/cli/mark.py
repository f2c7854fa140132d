"""`landscape mark`: a page on this machine to mark one question after the other by hand."""

from __future__ import annotations

import asyncio
import os
import sys
import webbrowser

import click
from rich.markup import escape

from grading.cli.context import Options, log, results
from grading.marking.desk import Desk
from grading.marking.guard import Guard
from grading.marking.question import find_questions
from grading.marking.server import Told, serve


@click.command("mark")
@click.argument("what", nargs=-1, required=True)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port on 127.0.0.1. Default: any free one.")
@click.option("--no-browser", is_flag=True, help="Only print the address; open it yourself.")
@click.option(
    "--keep-marks", is_flag=True, help="Open no page: the marks of this question that want another look stand as they are."
)
@click.pass_obj
def command(options: Options, what: tuple[str, ...], port: int, no_browser: bool, keep_marks: bool) -> int:
    """Mark answers by hand, question by question, on a page that only this machine can open.

    WHAT is a section (1.1_plateau), a section and a question (1.1_plateau early_number), or a question alone where one section
    has it. Marks and comments go into the gradebook as you save them. Ctrl-C ends it.
    """
    if len(what) > 2:
        raise click.UsageError("name one section, one question, or a section and a question")
    course = options.open()
    section, task = find_questions(course, what)
    desk = Desk(course, section, task)
    if keep_marks:
        if not task:
            raise click.UsageError("--keep-marks wants a question: name it")
        results().print(f"{section}, {task}: {desk.keep_marks(task)} marks stand as they were; {_left(desk)}")
        return 0
    results().print(f"{section}: {_left(desk)}")

    def started(guard: Guard) -> None:
        results().print(f"open {escape(guard.address)}\nCtrl-C ends it", soft_wrap=True)
        if not no_browser and _has_browser():
            webbrowser.open(guard.address)

    def opened(guard: Guard) -> None:
        log().print(f"opened. For another browser: {escape(guard.address)}")

    asyncio.run(serve(desk, port, started, Told(opened=opened)))
    results().print(f"\nended: {desk.saved} marks saved, {_left(desk)}")
    return 0


def _left(desk: Desk) -> str:
    rows = desk.overview()
    left = sum(row["left"] for row in rows)
    if not left:
        return "all answers are marked"
    names = ", ".join(f"{row['task']} {row['left']} of {row['answers']}" for row in rows if row["left"])
    return f"{left} answers are left ({names})"


def _has_browser() -> bool:
    """Say whether a browser with a window can open; one for the terminal would take the terminal away."""
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
