"""`landscape collect`: a download of a learning platform into submitted/."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from rich.markup import escape
from rich.table import Table

from grading.cli.context import Options, log, print_json, results
from grading.course import Course
from grading.errors import UsageError
from grading.platforms.archive import open_download
from grading.platforms.fill import fill, foresee, handed_in
from grading.platforms.names import Platform
from grading.platforms.plan import plan
from grading.platforms.roster import Roster, Student, load_roster
from grading.platforms.times import as_stamp
from grading.platforms.uploads import Decision, Outcome

NEEDS_A_PERSON = 1


@click.command("collect")
@click.argument("download", type=click.Path(path_type=Path))
@click.option(
    "--from", "source", type=click.Choice([one.value for one in Platform]), help="Where it comes from. Default: by its names."
)
@click.option("--section", default="", help="The section that all notebooks in it belong to. Default: by name and cells.")
@click.option("--time-zone", default="", help="Of times that name none (Europe/Berlin). Default: that of this machine.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def command(
    options: Options, download: Path, source: str | None, section: str, time_zone: str, dry_run: bool, as_json: bool
) -> int:
    """Take a download (zip or folder) of Canvas, Moodle, Gradescope or Google Classroom, and fill submitted/.

    The newest notebook of each student wins. What is replaced or cannot be placed lies in kept/; the same download twice
    changes nothing. Exit code 1 says that something needs a person.
    """
    course = options.open()
    if section:
        course.notebook(section)
    roster = load_roster(course)
    opened = open_download(download)
    what = plan(course, opened, roster, zone=_zone(time_zone), wanted=Platform(source) if source else None, section=section)
    decisions = foresee(course, what) if dry_run else fill(course, what, opened.name)
    missing = {name: roster.without(there) for name, there in sorted(_there(course, decisions).items())} if roster else {}
    waiting = {one.student for one in decisions if one.outcome is Outcome.FOR_A_PERSON and one.student}
    if as_json:
        print_json(_plain(what.platform, decisions, missing, waiting))
    else:
        _show(what.platform, decisions, roster, missing, waiting, dry_run=dry_run)
    if not decisions:
        log().print(f"[yellow]nothing in it:[/] {escape(str(download))} holds no files")
    return NEEDS_A_PERSON if any(one.needs_person for one in decisions) or not decisions else 0


def _zone(name: str) -> tzinfo:
    if not name:
        here = datetime.now().astimezone().tzinfo
        if here is not None:
            return here
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise UsageError(
            f"there is no time zone {name!r}", expected="a name like Europe/Berlin or America/New_York", next_step="correct it"
        ) from error


def _there(course: Course, decisions: Sequence[Decision]) -> dict[str, set[str]]:
    """Return section -> who has handed it in by now, for the sections of this download."""
    return {
        section: students | {path.parent.parent.name for path in course.submitted.glob(f"*/{section}/{section}.ipynb")}
        for section, students in handed_in(decisions).items()
    }


def _show(
    platform: Platform,
    decisions: Sequence[Decision],
    roster: Roster,
    missing: dict[str, tuple[Student, ...]],
    waiting: set[str],
    *,
    dry_run: bool,
) -> None:
    table = Table("student", "name", "section")
    for column in ("file", "time (UTC)", "what became of it", "why"):
        table.add_column(column, overflow="fold")
    for one in sorted(decisions, key=lambda one: (not one.needs_person, one.student, one.section, one.outcome.value)):
        known = roster.by_id(one.student)
        time = as_stamp(one.time).removesuffix(" UTC") if one.time else ""
        colour = "red" if one.outcome is Outcome.FOR_A_PERSON else "yellow" if one.needs_person else ""
        outcome = f"[{colour}]{one.outcome.value}[/]" if colour else one.outcome.value
        table.add_row(
            escape(one.student), escape(known.name if known else one.person), one.section, escape(one.source),
            " ".join(filter(None, (time, "late" if one.late else ""))), outcome, escape(one.reason),
        )  # fmt: skip
    results().print(table)
    counts = Counter(one.outcome.value for one in decisions)
    results().print(f"from {platform.value}: " + ", ".join(f"{number} {what}" for what, number in counts.most_common()))
    for section, students in missing.items():
        for what, of in (
            ("on the roster did not hand in", [one for one in students if one.student not in waiting]),
            ("on the roster handed in what waits for you", [one for one in students if one.student in waiting]),
        ):
            names = ", ".join(f"{one.name} ({one.student})" for one in of)
            if of or what.endswith("hand in"):
                results().print(f"{section}: {len(of)} {what}" + (f": {escape(names)}" if names else ""))
    person = sum(one.needs_person for one in decisions)
    if person:
        results().print(
            f"[bold]{person} to look at[/], at the top of the table. Nobody is lost: what was not placed lies in kept/."
        )
    if dry_run:
        results().print("nothing was written")


def _plain(
    platform: Platform, decisions: Sequence[Decision], missing: dict[str, tuple[Student, ...]], waiting: set[str]
) -> dict[str, object]:
    rows = [
        {
            "student": one.student, "name": one.person, "section": one.section, "file": one.source, "late": one.late,
            "time": as_stamp(one.time) if one.time else None, "outcome": one.outcome.value, "why": one.reason,
            "needs_person": one.needs_person,
        }
        for one in decisions
    ]  # fmt: skip
    return {
        "from": platform.value,
        "files": rows,
        "not_handed_in": {s: [one.student for one in of if one.student not in waiting] for s, of in missing.items()},
        "waiting_for_you": {s: [one.student for one in of if one.student in waiting] for s, of in missing.items()},
    }
