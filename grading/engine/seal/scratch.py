"""Scratch folders that lie on the machine's own disk: how full they are, and how they are removed a little at a time.

At level namespaces the kernel bounds a folder and drops it with its process, and nothing of this is needed.
"""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from grading.engine.seal.caps import MIB, Caps

ENTRIES_A_STEP = 100
SECONDS_A_STEP = 0.02  # a request for a fork may wait for so long; a slow disk takes milliseconds an entry
ABANDONED_SECONDS = 3600.0  # no submission lives as long
_BLOCK = 512  # bytes that st_blocks counts in, whatever the disk
_GONE = object()


def overfull(top: Path, limits: Caps) -> str:
    """Say what is too much in a folder that its process is still writing to; "" when nothing is.

    Counts what lies on disk, so a sparse file counts little. Never looks at more entries than the limit allows.
    """
    waiting, entries, size = [str(top)], 0, 0
    try:
        while waiting:
            for entry in _entries(waiting.pop()):
                entries += 1
                with suppress(FileNotFoundError):
                    size += _BLOCK * entry.stat(follow_symlinks=False).st_blocks
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                if entries > limits.scratch_files:
                    return f"put more than {limits.scratch_files:,} files and folders into its folder"
                if size > limits.scratch_bytes:
                    return f"put more than {limits.scratch_bytes // MIB} MiB into its folder"
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return "put folders into each other, too deep to look into"
    return ""


def abandoned(scratch_root: Path) -> list[Path]:
    """Claim the folders that templates of earlier runs left behind, and return them for removal."""
    claimed = []
    for top in scratch_root.glob("scratch-*"):
        with suppress(OSError):  # another template may claim it first
            status = top.lstat()
            if time.time() - max(status.st_mtime, status.st_ctime) > ABANDONED_SECONDS:
                place = top.with_name(f"scratch-{secrets.token_hex(8)}")
                os.rename(top, place)
                claimed.append(place)
    return claimed


class Sweep:
    """Folders on their way out. However many files a student left, the next one does not wait for their removal."""

    def __init__(self) -> None:
        """Nothing waits yet."""
        self._waiting: deque[Iterator[None]] = deque()

    def add(self, top: Path) -> None:
        """Have a folder removed by the steps that follow."""
        self._waiting.append(removal(top))

    def step(self) -> bool:
        """Remove up to 100 entries; return whether there is more. A folder that resists is left to a later run."""
        self._waiting.rotate(-1)  # so that small folders do not wait for a large one
        until = time.monotonic() + SECONDS_A_STEP
        for _ in range(ENTRIES_A_STEP):
            if not self._waiting or time.monotonic() > until:
                break
            try:
                gone = next(self._waiting[0], _GONE) is _GONE
            except OSError:
                gone = True
            if gone:
                self._waiting.popleft()
        return bool(self._waiting)


def remove_flat(top: Path) -> None:
    """Remove a folder that a student filled, at once; see `removal`."""
    for _ in removal(top):
        pass


def removal(top: Path) -> Iterator[None]:
    """Remove a folder that a student filled, one entry at a time.

    The folders below are moved up to the top one by one, so that no depth, name length or mode that a student chooses
    stops the removal. Links are removed, never followed.
    """
    with suppress(FileNotFoundError):
        os.chmod(top, 0o700)
        waiting = [top]
        token, moved = secrets.token_hex(8), 0  # a name that no student can have taken
        while waiting:
            folder = waiting.pop()
            for entry in list(os.scandir(folder)):
                yield
                if not entry.is_dir(follow_symlinks=False):
                    os.unlink(entry.path)
                    continue
                with suppress(OSError):
                    os.rmdir(entry.path)  # most that come in thousands are empty
                    continue
                os.chmod(entry.path, 0o700)
                place = top / f"{token}-{moved}"
                moved += 1
                os.rename(entry.path, place)
                waiting.append(place)
            if folder != top:
                yield
                os.rmdir(folder)
        os.rmdir(top)


def _entries(folder: str) -> Iterator[os.DirEntry[str]]:
    """Read a folder; one that its owner has closed is opened, and one that is gone by now is empty."""
    with suppress(FileNotFoundError, NotADirectoryError):
        try:
            found = os.scandir(folder)
        except PermissionError:
            os.chmod(folder, 0o700)
            found = os.scandir(folder)
        with found:
            yield from found
