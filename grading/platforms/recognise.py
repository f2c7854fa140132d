"""Which platform a download comes from, and whose each of its files is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile

from grading.platforms import canvas_names, classroom_names, folder_names, gradescope_export, moodle_names
from grading.platforms.archive import Download, Entry, UnreadableEntryError
from grading.platforms.gradescope_export import METADATA, Submission
from grading.platforms.names import Named, Platform
from grading.platforms.roster import Roster

FEW = 5  # one name in five is enough: no other platform writes names like Canvas's and Moodle's
SUBMITTED = "submitted"  # nbgrader's folder
IN_FOLDERS = (Platform.FOLDER, Platform.CLASSROOM)  # their names say less the deeper they lie


@dataclass(frozen=True, kw_only=True)
class Owned:
    """A file of the download and the students whose it is: several in a group, none where nothing tells."""

    entry: Entry
    owners: tuple[Named, ...]
    time: datetime | None = None
    why_nobody: str = ""  # where there is no owner
    harmless: bool = False  # no owner, and nobody misses it: a text typed into the platform, its own metadata


@dataclass(frozen=True, kw_only=True)
class Reader:
    """How the names of one download are read."""

    platform: Platform
    sections: Sequence[str]
    roster: Roster
    metadata: Mapping[str, Submission] = field(default_factory=dict)
    before: str = ""  # the folders that the whole download lies in, with the last "/"

    def owned(self, entry: Entry) -> Owned:
        """Return whose a file is."""
        return _READERS[self.platform](self, entry)


def reader(download: Download, sections: Sequence[str], roster: Roster, wanted: Platform | None = None) -> Reader:
    """Return the reader of a download: of the platform that is named, else of the one whose names most of its files have."""
    metadata = _metadata(download.entries)
    platform = wanted or _platform(download, metadata, roster)
    before = _before([entry.path for entry in download.entries], sections, roster) if platform in IN_FOLDERS else ""
    return Reader(platform=platform, sections=sections, roster=roster, metadata=metadata, before=before)


def _before(paths: Sequence[str], sections: Sequence[str], roster: Roster) -> str:
    """Return the folders that a whole class was packed in; "" when the first folder is a student's."""
    folders = [path.split("/")[:-1] for path in paths]
    common = [parts[0] for parts in takewhile(lambda parts: len(set(parts)) == 1, zip(*folders, strict=False))]
    rest = [path.split("/")[len(common) :] for path in paths]
    return "".join(f"{part}/" for part in common[: _students_at(common, rest, sections, roster)])


def _students_at(common: Sequence[str], rest: Sequence[Sequence[str]], sections: Sequence[str], roster: Roster) -> int:
    """Return the depth at which a path names the student: below `common` where a class lies there, else the last of it."""
    known = next((depth for depth, part in enumerate(common) if roster.by_key(part)), None)
    if known is not None:
        return known
    if SUBMITTED in common:
        return common.index(SUBMITTED) + 1
    a_folder_each = all(len(parts) > 1 for parts in rest) and not {parts[0] for parts in rest} <= set(sections)
    if a_folder_each or all(len(parts) == 1 and _flat(parts[0], sections) for parts in rest):
        return len(common)
    return max(0, len(common) - (2 if common and common[-1] in sections else 1))


def _flat(name: str, sections: Sequence[str]) -> bool:
    return folder_names.read_name(name, sections) is not None or len(classroom_names.readings(name)) > 0


def _platform(download: Download, metadata: Mapping[str, Submission], roster: Roster) -> Platform:
    if metadata:
        return Platform.GRADESCOPE
    paths = [entry.path for entry in download.entries]
    moodle = sum(bool(moodle_names.read_name(path) or moodle_names.no_upload(path)) for path in paths)
    canvas = sum(bool(canvas_names.read_name(path) or canvas_names.no_upload(path)) for path in paths)
    if moodle or canvas:
        best, known = (Platform.MOODLE, moodle) if moodle >= canvas else (Platform.CANVAS, canvas)
        if FEW * known >= len(paths):
            return best
    named = sum(any(roster.by_name(reading.person) for reading in classroom_names.readings(path)[:2]) for path in paths)
    dashed = sum(" - " in path.rpartition("/")[2] for path in paths)
    return Platform.CLASSROOM if paths and 2 * max(named * ("/" not in paths[0]), dashed) >= len(paths) else Platform.FOLDER


def _metadata(entries: Iterable[Entry]) -> dict[str, Submission]:
    for entry in entries:
        if entry.name in METADATA:
            try:
                return gradescope_export.read_metadata(entry.read())
            except UnreadableEntryError:
                return {}
    return {}


def _canvas(_reader: Reader, entry: Entry) -> Owned:
    text = canvas_names.no_upload(entry.path)
    return _one(entry, None if text else canvas_names.read_name(entry.path), text, "lastfirst_12345_67890_file.ipynb")


def _moodle(_reader: Reader, entry: Entry) -> Owned:
    named = moodle_names.read_name(entry.path)
    return _one(entry, named, moodle_names.no_upload(entry.path), "Full name_123456_assignsubmission_file/")


def _folder(reader: Reader, entry: Entry) -> Owned:
    named = folder_names.read_name(entry.path.removeprefix(reader.before), reader.sections)
    if named is None and reader.roster.by_key(entry.name.rpartition(".")[0]):
        stem = entry.name.rpartition(".")[0]
        named = Named(key=stem, person=stem, file=entry.name)
    return _one(entry, named, "", "<student>/<notebook>")


def _gradescope(reader: Reader, entry: Entry) -> Owned:
    if entry.name in METADATA:
        return Owned(entry=entry, owners=(), why_nobody="Gradescope's own list", harmless=True)
    owners = gradescope_export.read_path(entry.path, reader.metadata)
    if not owners:
        return Owned(entry=entry, owners=(), why_nobody="submission_metadata.yml does not say whose it is")
    return Owned(entry=entry, owners=owners, time=reader.metadata[owners[0].stem].time)


def _classroom(reader: Reader, entry: Entry) -> Owned:
    readings = classroom_names.readings(entry.path.removeprefix(reader.before))
    known = next((one for one in readings if len(reader.roster.by_name(one.person)) == 1), None)
    if known is None and not reader.roster and readings:
        known = readings[0]
    return _one(entry, known, "", "Full Name - file.ipynb, with the name as on the roster")


def _one(entry: Entry, named: Named | None, no_upload: str, expected: str) -> Owned:
    if named is not None:
        return Owned(entry=entry, owners=(named,))
    why = no_upload or f"its name does not say whose it is (expected {expected})"
    return Owned(entry=entry, owners=(), why_nobody=why, harmless=bool(no_upload))


_READERS = {
    Platform.CANVAS: _canvas,
    Platform.MOODLE: _moodle,
    Platform.GRADESCOPE: _gradescope,
    Platform.CLASSROOM: _classroom,
    Platform.FOLDER: _folder,
}
