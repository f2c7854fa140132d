"""`landscape doctor`: which walls of the seal are up on this machine, and what to do about those that are not."""

from __future__ import annotations

import platform
import sys

import click
from rich.markup import escape
from rich.table import Table

from grading.cli.context import Options, print_json, results
from grading.engine.seal.choose import choose
from grading.engine.seal.levels import NO_WALLS, Isolation
from grading.engine.seal.probe import probe
from grading.errors import SealError


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
@click.pass_obj
def command(options: Options, as_json: bool) -> int:
    """Probe every wall of every isolation level, and say which level `auto` takes. Exit code 3 when no level can be had."""
    walls = {level: probe(level) for level in (Isolation.NAMESPACES, Isolation.LANDLOCK)}
    try:
        chosen, reason = choose("auto").value, ""
    except SealError as error:
        chosen, reason = "", str(error)
    machine = f"{platform.system()} {platform.release()} {platform.machine()}, Python {sys.version.split()[0]}"
    if as_json:
        levels = {
            level.value: [{"wall": w.name, "up": w.up, "why": w.why, "do": w.what_to_do} for w in walls[level]]
            for level in walls
        }
        print_json({"machine": machine, "chosen": chosen, "reason": reason, "levels": levels, "without_walls": NO_WALLS})
        return 0 if chosen else 3
    results().print(machine)
    for level, found in walls.items():
        table = Table("wall", "up", "why", "what to do", title=f"isolation level {level.value}", title_justify="left")
        for wall in found:
            table.add_row(wall.name, "[green]yes[/]" if wall.up else "[red]no[/]", escape(wall.why), escape(wall.what_to_do))
        results().print(table)
    results().print(f"{NO_WALLS}. It is taken only by --isolation process.")
    results().print(f"`auto` takes: [bold]{chosen}[/]" if chosen else f"[red]no level can be had[/]\n{escape(reason)}")
    return 0 if chosen else 3
