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

from grading.cli.context import Options
from grading.errors import CourseError

OUR_FAULT, INTERRUPTED = 3, 130
COMMANDS = (
    "new", "check", "mutants", "bank", "sync", "release", "roster", "collect", "grade", "feedback", "report", "export",
    "gradescope", "list", "demo", "doctor",
)  # fmt: skip


class OnDemand(click.Group):
    """A group that imports a command's module when the command is asked for: a usage error costs no NumPy."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order in which a course needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import grading.cli.<name> and return its command."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(f"grading.cli.{cmd_name}").command
        return found


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
