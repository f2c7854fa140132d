"""`landscape`: the command line. One file a command; this one joins them and is the only place where errors become exit codes.

Exit codes: 0 done; 1 graded, but an automatic task needs a person; 2 usage; 3 our fault; 130 interrupted.
"""

from __future__ import annotations

import importlib
import json
import sys
import traceback
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from grading.cli.options import Options
from grading.errors import CourseError

OUR_FAULT, INTERRUPTED = 3, 130
# What `landscape --help` and completion say of each command, in the order in which a course needs them. Importing the commands
# for that would take nine seconds.
COMMANDS = {
    "new": "Write a new section or task: all that must be filled in.",
    "check": "Measure every gate of a section.",
    "mutants": "Print the slips in model answers that no hidden check notices.",
    "bank": "Grade every right and wrong answer of tests/answers/.",
    "sync": "Bring each text and its notebook in source/ together.",
    "release": "Make release/ from source/.",
    "roster": "Read who is in the class from a CSV file of a learning platform.",
    "collect": "Fill submitted/ from the download of a learning platform.",
    "grade": "Grade sections of the class, or one notebook file.",
    "mark": "Mark answers by hand, question by question, on a page of this machine.",
    "feedback": "Write one page a student, which explains every mark.",
    "report": "Write one HTML page about the class.",
    "export": "Write the marks as a learning platform imports them.",
    "gradescope": "Write the zip that Gradescope takes as the autograder of a section.",
    "list": "List sections, tasks, points, and who handed in what.",
    "demo": "Grade the sample class in demo/.",
    "doctor": "Say which walls of the seal are up on this machine.",
    "schema": "Print the JSON Schema of what --json prints and records hold.",
}


class OnDemand(click.Group):
    """A group that imports a command's module when the command is run, or its own help or options are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order in which a course needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import grading.cli.<name> and return its command."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(f"grading.cli.{cmd_name}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands into the help without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands that begin so, without importing one, and the options of the group."""
        names = [CompletionItem(name, help=about) for name, about in COMMANDS.items() if name.startswith(incomplete)]
        return names + click.Command.shell_complete(self, ctx, incomplete)


@click.group(cls=OnDemand, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("--course", type=click.Path(path_type=Path), help="The clone. Default: the one around the working directory.")
@click.option(
    "--classroom", type=click.Path(path_type=Path), help="Where submissions, marks and feedback lie. Default: the clone itself."
)
@click.option("--db", default="", help="SQLAlchemy URL of the gradebook. Default: gradebook.db in the classroom.")
@click.version_option(package_name="optimization-landscape-course", prog_name="landscape")
@click.pass_context
def cli(context: click.Context, course: Path | None, classroom: Path | None, db: str) -> None:
    """Release, grade and report the exercise notebooks of a course."""
    context.obj = Options(course=course, classroom=classroom, database_url=db)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        code = cli.main(args=words, prog_name="landscape", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = 2
    except CourseError as error:
        _say(error, as_json="--json" in words)
        code = error.exit_code
    except (KeyboardInterrupt, click.exceptions.Abort):
        click.echo("interrupted: what was graded so far is kept; run the same command again to go on", err=True)
        code = INTERRUPTED
    except Exception:  # noqa: BLE001 - a bug of ours must not end with 1, which says "graded"
        click.echo(f"{traceback.format_exc()}error: this is a fault of the grader; what was graded so far is kept", err=True)
        code = OUR_FAULT
    sys.exit(code if isinstance(code, int) else 0)


def _say(error: CourseError, *, as_json: bool) -> None:
    if as_json:
        parts = {name: getattr(error, name) for name in ("what", "where", "got", "expected", "next_step")}
        click.echo(json.dumps({"error": {"kind": type(error).__name__, **parts}}))
    click.echo(f"error: {error}", err=True)


if __name__ == "__main__":
    main()
