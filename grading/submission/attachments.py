"""The files that a student handed in beside the notebook: pictures, data, own modules. Plain files, and not without end."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from grading.submission.files import read_plain, write_atomically

MAX_FILES = 100
MAX_BYTES = 16 << 20  # of all files of one submission
MAX_DEPTH = 5
MAX_NAME = 200  # bytes; a longer one leaves no room for the names that files have while they are written
NBGRADERS = ("timestamp.txt", "submission_secret.txt")  # nbgrader's own
IGNORED_NAMES = ("__pycache__", "feedback")
IGNORED_ENDS = (".pyc", ".md")  # nbgrader's commands are told to ignore the same
NOTEBOOK = ".ipynb"  # graded, not copied


def files_beside(notebook: Path) -> dict[str, bytes]:
    """Return path (with `/`) -> content of what lies beside a notebook, in order.

    Links are not followed: they may lead to another student's work. A file that no longer fits is skipped.
    """
    found: dict[str, bytes] = {}
    for path, size in _chosen(notebook)[0]:
        content = read_plain(path, size)
        if content is not None:
            found[path.relative_to(notebook.parent).as_posix()] = content
    return found


def some_left_out(notebook: Path) -> bool:
    """Say whether more lies beside a notebook than is taken."""
    return not _chosen(notebook)[1]


def copy_changed(source: Path, target: Path, *, own: bool = True) -> None:
    """Copy what lies beside a notebook to another folder, as nbgrader does, with the two files of nbgrader's own.

    Args:
        source: folder of a submission, or of an autograded one.
        target: where to; files there that are equal already are left alone.
        own: False copies nbgrader's own files only.
    """
    files = {name: read_plain(source / name, MAX_BYTES) for name in NBGRADERS}
    if own:
        files |= files_beside(source / "notebook")
    for name, content in files.items():
        path = target / name
        if content is None or (path.is_file() and path.read_bytes() == content):
            continue
        _make_room(path, target)
        write_atomically({path: content})


def _make_room(path: Path, target: Path) -> None:
    """Remove what an earlier submission left in this place: a folder where a file belongs, or the other way round."""
    for folder in reversed(path.relative_to(target).parents):
        if (target / folder).exists() and not (target / folder).is_dir():
            (target / folder).unlink()
    if path.is_dir():
        shutil.rmtree(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # nbgrader leaves its files read-only


def is_safe(name: str) -> bool:
    """Say whether a path stays inside the folder that it is meant for."""
    parts = name.split("/")
    return bool(name) and "\0" not in name and "\\" not in name and all(part not in ("", ".", "..") for part in parts)


def _chosen(notebook: Path) -> tuple[list[tuple[Path, int]], bool]:
    """Return the files that are taken, each with its bytes, and whether these are all."""
    taken: list[tuple[Path, int]] = []
    left, all_of_them = MAX_BYTES, True
    for path, size in _plain(notebook.parent, MAX_DEPTH):
        if len(taken) >= MAX_FILES:
            return taken, False
        if size > left:
            all_of_them = False
            continue
        taken.append((path, size))
        left -= size
    return taken, all_of_them


def _plain(folder: Path, depth: int) -> Iterator[tuple[Path, int]]:
    entries: list[os.DirEntry[str]] = []
    with suppress(OSError), os.scandir(folder) as found:
        entries = sorted((entry for entry in found if is_theirs(entry.name)), key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_file(follow_symlinks=False):
            with suppress(OSError):  # gone by now
                yield Path(entry.path), entry.stat(follow_symlinks=False).st_size
        elif entry.is_dir(follow_symlinks=False) and depth > 1:
            yield from _plain(Path(entry.path), depth - 1)


def is_theirs(name: str) -> bool:
    """Say whether a name beside a notebook is one that is taken: not hidden, not nbgrader's own, no further notebook."""
    odd = name.startswith(".") or not name.isprintable() or len(name.encode()) > MAX_NAME
    return not odd and name not in (*NBGRADERS, *IGNORED_NAMES) and not name.endswith((*IGNORED_ENDS, NOTEBOOK))
