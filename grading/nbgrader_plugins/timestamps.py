"""Times of submission in `nbgrader autograde`: the forms that `landscape grade` reads, and none that is guessed."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from grading.submission.files import read_plain
from grading.submission.find import MAX_TIMESTAMP, TIMESTAMP
from grading.submission.times import WANTED, read_time


def read_without_guessing(directory: Any) -> None:
    """Let nbgrader's course directory read timestamp.txt as this course does.

    nbgrader makes the object itself and asks it alone, so its method is replaced where it stands; its own one takes
    03/04/2026 for the fourth of March, and ends the command where there is no time at all.
    """
    directory.get_existing_timestamp = partial(_time_in, directory)


def _time_in(directory: Any, folder: str) -> datetime | None:
    """Return the time of a submission; None, with a warning that says why, where it cannot be told."""
    path = Path(folder) / TIMESTAMP
    if not path.is_file():
        return None
    try:
        found = read_time((read_plain(path, MAX_TIMESTAMP) or b"").decode().strip())
        why = "" if found else "it is empty"
    except UnicodeDecodeError:
        found, why = None, "this is not a time"
    except ValueError as error:
        found, why = None, str(error)
    if why:
        directory.log.warning("%s: %s, so lateness is unknown; %s", path, why, WANTED)
    return found
