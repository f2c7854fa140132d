"""Command line of the recorder: `python -m tools.record [run ...]`."""

from __future__ import annotations

import argparse
import functools
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from losslandscape.runs.load import DATA
from tools.record.recordings import Recorder
from tools.record.settings import DEFAULT_FILE, SettingsError, read_settings
from tools.record.text import read_text
from tools.record.train import DivergedError, StaleCheckpointError, Stopped

EXIT_OK, EXIT_USAGE, EXIT_FAULT, EXIT_INTERRUPTED = 0, 2, 3, 130


def parser() -> argparse.ArgumentParser:
    """The options."""
    options = argparse.ArgumentParser(prog="python -m tools.record", description="Record the runs of losslandscape.runs.")
    options.add_argument("runs", nargs="*", help="names of runs; all if none is given")
    options.add_argument("--settings", type=Path, default=DEFAULT_FILE, help="TOML file (default: tools/record/settings.toml)")
    options.add_argument("--size", help="of language_model, a table below it in the settings (default: the one they name)")
    options.add_argument("--data", type=Path, default=DATA, help="where the runs go (default: losslandscape/runs/data)")
    options.add_argument("--work", type=Path, default=Path("build/record"), help="checkpoints of unfinished runs")
    options.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto", help="auto takes a GPU if there is one")
    options.add_argument("--again", action="store_true", help="forget checkpoints and record anew")
    return options


class _StopWish:
    """Turns the first Ctrl-C or SIGTERM into `Stopped` after the running step, so that the checkpoint is whole."""

    def __init__(self) -> None:
        self._asked = False

    def ask(self, number: int, frame: object) -> None:
        """Signal handler; a second signal ends the process as usual."""
        self._asked = True
        signal.signal(number, signal.SIG_DFL)

    def heed(self, show: Callable[..., None], *arguments: Any, **options: Any) -> None:
        """Show progress, then raise `Stopped` if that was asked for."""
        show(*arguments, **options)
        if self._asked:
            raise Stopped


def record_all(recorder: Recorder, names: Sequence[str], *, again: bool, progress: Progress, wish: _StopWish) -> None:
    """Record the named runs in order and print the file of each."""
    for name in names:
        if again:
            recorder.forget(name)
        bar = progress.add_task(name, total=recorder.total_steps(name), note="")
        show = functools.partial(progress.update, bar)
        print(recorder.record(name, lambda done, note, show=show: wish.heed(show, completed=done, note=note)), flush=True)
        show(completed=recorder.total_steps(name))


def main(arguments: Sequence[str] | None = None) -> int:
    """Record the runs asked for; an interruption leaves checkpoints, and the same command goes on from there."""
    given = parser().parse_args(arguments)
    console = Console(stderr=True)
    try:
        settings = read_settings(given.settings, size=given.size)
        text = read_text(settings.training_files, settings.validation_files)
    except (SettingsError, FileNotFoundError) as error:
        console.print(f"{str(error).removesuffix('.')}.", markup=False)
        return EXIT_USAGE
    torch.set_num_threads(settings.threads)
    cuda = given.device != "cpu" and torch.cuda.is_available()
    if given.device == "cuda" and not cuda:
        console.print("PyTorch sees no GPU here. Leave --device out to record on the CPU.")
        return EXIT_USAGE
    recorder = Recorder(settings, text, torch.device("cuda" if cuda else "cpu"), given.work, given.data)
    unknown = [name for name in given.runs if name not in recorder.names()]
    if unknown:
        console.print(f"Unknown run: {', '.join(unknown)}. The settings have: {', '.join(recorder.names())}.")
        return EXIT_USAGE
    wish = _StopWish()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, wish.ask)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[note]}"), TimeRemainingColumn())
    try:
        with Progress(*columns, console=console) as progress:
            record_all(recorder, given.runs or recorder.names(), again=given.again, progress=progress, wish=wish)
    except Stopped:
        console.print("Stopped. The same command goes on from the checkpoints.")
        return EXIT_INTERRUPTED
    except DivergedError as error:
        console.print(f"A run diverged: {error}. Lower its learning rate in {given.settings}.")
        return EXIT_FAULT
    except StaleCheckpointError as error:
        console.print(f"{error}.")
        return EXIT_USAGE
    return EXIT_OK


if __name__ == "__main__":
    sys.exit(main())
