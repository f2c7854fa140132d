"""A download as it comes, zip or folder, as a list of files. Nothing in it is believed: names, sizes, links, compression."""

from __future__ import annotations

import io
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from grading.errors import UsageError
from grading.platforms.entry_names import broken_name, clean_name, is_clutter
from grading.submission.files import read_plain
from grading.submission.find import MAX_NOTEBOOK

MAX_ENTRIES = 20_000  # a class of 1,000 with 20 files each
MAX_TOTAL = 8 << 30  # bytes that a download may unpack to: 1,000 students with 8 MB each
MAX_FILE = MAX_NOTEBOOK + 1  # one byte more than is graded, so that the grader can say that it is too large
MAX_RATIO = 400  # unpacked size over packed size of a file of more than a megabyte; JSON of a notebook reaches 20
NOT_ZIPS = {".7z": "a 7-zip archive", ".rar": "a RAR archive", ".gz": "a gzip file", ".tar": "a tar file", ".tgz": "a tar file"}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One file of a download: its path with `/`, its bytes when asked for, and where in the download it stood."""

    path: str
    order: int
    read: Callable[[], bytes]

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rsplit("/", 1)[-1]


@dataclass(frozen=True, kw_only=True)
class Refused:
    """What was not taken from a download, and why."""

    path: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Download:
    """The files of a download and what was refused."""

    name: str  # of the file or folder, without .zip
    entries: tuple[Entry, ...]
    refused: tuple[Refused, ...]


def open_download(path: Path) -> Download:
    """Read the list of files of a zip or a folder; UsageError when it is neither, is damaged, or would unpack to too much."""
    if path.is_dir():
        found = list(_of_folder(path))
    elif path.is_file():
        found = list(_of_zip(path, path.read_bytes))
    else:
        raise UsageError("there is no such file or folder", where=str(path), next_step="check the path")
    return Download(
        name=path.stem if path.is_file() else path.resolve().name,
        entries=tuple(_numbered(one for one in found if isinstance(one, Entry))),
        refused=tuple(one for one in found if isinstance(one, Refused)),
    )


def _numbered(found: Iterator[Entry]) -> Iterator[Entry]:
    for number, one in enumerate(found):
        yield Entry(path=one.path, order=number, read=one.read)


def _of_folder(folder: Path) -> Iterator[Entry | Refused]:
    count = 0
    for place, folders, files in os.walk(folder, followlinks=False):
        folders.sort()
        for name in sorted([*files, *(name for name in folders if os.path.islink(os.path.join(place, name)))]):
            path = Path(place) / name
            shown = path.relative_to(folder).as_posix()
            count += 1
            if count > MAX_ENTRIES:
                raise _too_many(folder)
            if is_clutter(shown):
                continue
            yield from _plain_file(path, shown)


def _plain_file(path: Path, shown: str) -> Iterator[Entry | Refused]:
    if path.is_symlink() or not path.is_file():
        yield Refused(path=shown, reason="it is a link, not a file")
    elif reason := broken_name(shown):
        yield Refused(path=shown.encode(errors="backslashreplace").decode(), reason=reason)
    elif path.suffix.lower() == ".zip":
        yield from _inner(shown, lambda: read_plain(path, MAX_FILE * 4) or b"")
    else:
        yield Entry(path=shown, order=0, read=lambda: _read_file(path, shown))


def _read_file(path: Path, shown: str) -> bytes:
    content = read_plain(path, MAX_FILE)
    if content is None:
        raise UnreadableEntryError(f"{shown} may not be read")
    return content


class UnreadableEntryError(Exception):
    """A file of the download whose content cannot be had; the message says why."""


def _of_zip(path: Path, content: Callable[[], bytes]) -> Iterator[Entry | Refused]:
    """Yield the files of a zip, and those of zips in it that students packed themselves."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise _no_zip(path, content, error) from error
    infos = archive.infolist()
    _refuse_bomb(path, infos)
    for info in infos:
        yield from _of_info(archive, info, nested=False)


def _of_info(archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, nested: bool, before: str = "") -> Iterator[Entry | Refused]:
    shown = before + clean_name(info)
    if shown.endswith("/") or is_clutter(shown):
        return
    if reason := _refusal(info, shown):
        yield Refused(path=shown.encode(errors="backslashreplace").decode(), reason=reason)
    elif shown.lower().endswith(".zip") and not nested:
        yield from _inner(shown, lambda: _read_info(archive, info, shown, most=4 * MAX_FILE))
    else:
        yield Entry(path=shown, order=0, read=lambda: _read_info(archive, info, shown, most=MAX_FILE))


def _refusal(info: zipfile.ZipInfo, shown: str) -> str:
    if reason := broken_name(shown):
        return reason
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a link, not a file"
    if info.flag_bits & 0x1:
        return "it is encrypted; ask for it without a password"
    if info.file_size > 1 << 20 and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        return f"it unpacks to {info.file_size >> 20} MB from {info.compress_size} bytes, like a zip bomb"
    return ""


def _inner(shown: str, content: Callable[[], bytes]) -> Iterator[Entry | Refused]:
    """Yield the files of a zip that a student handed in, as if its folder had been handed in."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content()))
        infos = archive.infolist()
        if len(infos) > MAX_ENTRIES or sum(info.file_size for info in infos) > 16 * MAX_FILE:
            yield Refused(path=shown, reason="this zip unpacks to too much, like a zip bomb")
            return
    except (zipfile.BadZipFile, UnreadableEntryError, OSError, ValueError, NotImplementedError) as error:
        yield Refused(path=shown, reason=f"this zip cannot be read ({error})")
        return
    for info in infos:
        yield from _of_info(archive, info, nested=True, before=f"{shown[: -len('.zip')]}/")


def _read_info(archive: zipfile.ZipFile, info: zipfile.ZipInfo, shown: str, *, most: int) -> bytes:
    """Read at most `most` bytes, whatever size the zip claims."""
    try:
        with archive.open(info) as file:
            return file.read(most)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise UnreadableEntryError(f"{shown} is damaged in the download ({error})") from error


def _refuse_bomb(path: Path, infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MAX_ENTRIES:
        raise _too_many(path)
    total = sum(info.file_size for info in infos)
    if total > MAX_TOTAL:
        raise UsageError(
            "this zip would unpack to too much, like a zip bomb; nothing was unpacked",
            where=str(path),
            got=f"{total / 2**30:.1f} GB in {len(infos)} files",
            expected=f"at most {MAX_TOTAL >> 30} GB",
            next_step="download the submissions again, a group at a time, or unpack it yourself and give the folder",
        )


def _too_many(path: Path) -> UsageError:
    return UsageError(
        "this download holds too many files",
        where=str(path),
        expected=f"at most {MAX_ENTRIES}",
        next_step="give the folder or the zip of one assignment",
    )


def _no_zip(path: Path, content: Callable[[], bytes], error: Exception) -> UsageError:
    kind = NOT_ZIPS.get(path.suffix.lower(), "")
    if not kind:
        kind = "an empty file" if not path.stat().st_size else ("a damaged zip" if content()[:2] == b"PK" else "no zip")
    return UsageError(
        "the download cannot be read",
        where=str(path),
        got=f"{kind} ({error})",
        expected="a zip as the platform makes it, or a folder",
        next_step="download it again; or unpack it yourself and give the folder",
    )
