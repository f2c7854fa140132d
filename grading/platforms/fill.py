"""Fills submitted/ from a plan: nothing is overwritten without being kept, and the same download twice changes nothing."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from grading.course import Course
from grading.errors import InfrastructureError
from grading.platforms.archive import Entry, UnreadableEntryError
from grading.platforms.kept import Receipt, keep_file, keep_folder, keep_unmatched, load_receipts, save_receipts
from grading.platforms.plan import Place, Plan
from grading.platforms.times import as_stamp
from grading.platforms.uploads import Decision, Outcome, Upload
from grading.submission.attachments import MAX_BYTES, MAX_DEPTH, MAX_FILES, is_theirs
from grading.submission.files import read_plain, replace_folder, write_atomically
from grading.submission.find import TIMESTAMP, Handed, student_fault, submission_fault


def fill(course: Course, plan: Plan, download: str) -> list[Decision]:
    """Put what was chosen into submitted/, keep the rest in kept/, and say what became of each file.

    Raises:
        InfrastructureError: a file could not be written; what was written before is whole.
    """
    receipts = list(load_receipts(course))
    before = len(receipts)
    filler = _Filler(course, receipts)
    decisions = [one for place in plan.places for one in filler.place(place)]
    for entry, decision in plan.held:
        decisions.append(_held(course, entry, decision, download))
    if len(receipts) > before:
        save_receipts(course, receipts)
    return [*decisions, *plan.said]


def foresee(course: Course, plan: Plan) -> list[Decision]:
    """Say what `fill` would do, and write nothing."""
    filler = _Filler(course, list(load_receipts(course)), write=False)
    return [*(one for place in plan.places for one in filler.place(place)), *(one for _, one in plan.held), *plan.said]


class _Filler:
    """Fills one place after the other, and remembers what was received."""

    def __init__(self, course: Course, receipts: list[Receipt], *, write: bool = True) -> None:
        self.course, self.receipts, self.write = course, receipts, write

    def place(self, place: Place) -> Iterator[Decision]:
        """Fill one folder of submitted/."""
        taken = place.choice.taken
        try:
            outcome, reason = self._take(place)
        except UnreadableEntryError as error:
            outcome, reason = Outcome.FOR_A_PERSON, str(error)
        said = "; ".join(filter(None, (reason, place.choice.remark, place.remark)))
        yield Decision.of(taken, outcome, said, needs_person=place.needs_person)
        for one, why, look in place.choice.others:
            if self.write and one.digest != taken.digest:
                keep_file(self.course, one.student, one.section, one.entry.name, one.entry.read())
                self._receive(one)
            yield Decision.of(one, Outcome.PASSED_OVER, why, needs_person=look)
        yield from self._companions(place)

    def _take(self, place: Place) -> tuple[Outcome, str]:
        upload = place.choice.taken
        folder = self.course.submitted / upload.student / upload.section
        if fault := _fault(folder):
            return Outcome.FOR_A_PERSON, f"{folder} cannot be filled: {fault[0]}; {fault[1]}"
        wanted = _files(place)
        there = _there(folder)
        if all(there.get(name) == data for name, data in wanted.items() if name != TIMESTAMP):
            if self.write and TIMESTAMP in wanted and TIMESTAMP not in there:
                write_atomically({folder / TIMESTAMP: wanted[TIMESTAMP]})
            self._receive(upload)
            return Outcome.ALREADY, ""
        if there and (why := self._not_newer(upload, there)):
            if self.write:
                keep_file(self.course, upload.student, upload.section, upload.entry.name, upload.entry.read())
            self._receive(upload, first=True)
            return Outcome.PASSED_OVER, why
        if self.write:
            if there:
                keep_folder(self.course, upload.student, upload.section, there)
            _write(folder, wanted)
        self._receive(upload)
        return (Outcome.REPLACED if there else Outcome.TAKEN), ""

    def _not_newer(self, upload: Upload, there: dict[str, bytes]) -> str:
        """Say why an upload is not put in the place of what is there; "" when it is."""
        known = [one for one in self.receipts if (one.student, one.section) == (upload.student, upload.section)]
        same_notebook = upload.digest == _digest(there, upload.section)
        receipt = receipt_of(upload)
        if not same_notebook and any(
            (one.digest, one.number, one.time) == (receipt.digest, receipt.number, receipt.time) for one in known
        ):
            return "received before, and replaced since"
        stamp = Handed(
            student=upload.student,
            section=upload.section,
            path=self.course.submitted / upload.student / upload.section / f"{upload.section}.ipynb",
        ).submitted_at()
        if stamp and upload.time and upload.time < stamp:
            return f"older than what is there ({as_stamp(stamp)})"
        current = next((one for one in known if one.digest == _digest(there, upload.section)), None)
        if current and current.platform == upload.platform.value and 0 < upload.number < current.number:
            return f"an older upload than what is there ({current.source})"
        return ""

    def _receive(self, upload: Upload, *, first: bool = False) -> None:
        receipt = receipt_of(upload)
        if self.write and receipt not in self.receipts:
            self.receipts.insert(0 if first else len(self.receipts), receipt)

    def _companions(self, place: Place) -> Iterator[Decision]:
        accepted = set(_accepted(place))
        for name, one in place.beside.items():
            if name in accepted:
                yield Decision.of(one, Outcome.BESIDE)
                continue
            if self.write:
                keep_file(self.course, one.student, place.choice.taken.section, one.entry.name, one.entry.read())
            why = f"hidden files, .md files, and more than {MAX_FILES} files or {MAX_BYTES >> 20} MiB are not taken; it is kept"
            yield Decision.of(one, Outcome.PASSED_OVER, why)


def receipt_of(upload: Upload) -> Receipt:
    """Return what is remembered of an upload."""
    return Receipt(
        student=upload.student,
        section=upload.section,
        digest=upload.digest,
        platform=upload.platform.value,
        source=upload.entry.path,
        person=upload.person,
        key=upload.key,
        stem=upload.stem,
        number=upload.number,
        time=upload.time.isoformat() if upload.time else "",
        late=upload.late,
    )


def _held(course: Course, entry: Entry, decision: Decision, download: str) -> Decision:
    try:
        place = keep_unmatched(course, download, entry.path, entry.read())
    except UnreadableEntryError as error:
        return Decision(**{**vars(decision), "reason": f"{decision.reason}; {error}"})
    shown = place.relative_to(course.classroom).as_posix()
    return Decision(**{**vars(decision), "reason": f"{decision.reason}; it lies in {shown}"})


def _accepted(place: Place) -> Iterator[str]:
    """Yield the files beside a notebook that the grader takes: see `grading.submission.attachments`."""
    left = MAX_BYTES
    for number, (name, one) in enumerate(sorted(place.beside.items())):
        parts = name.split("/")
        size = len(one.entry.read())
        if number < MAX_FILES and size <= left and len(parts) <= MAX_DEPTH and all(is_theirs(part) for part in parts):
            left -= size
            yield name


def _files(place: Place) -> dict[str, bytes]:
    """Return what the folder is to hold."""
    upload = place.choice.taken
    files = {name: place.beside[name].entry.read() for name in _accepted(place)}
    files[f"{upload.section}.ipynb"] = upload.entry.read()
    if upload.time is not None:
        files[TIMESTAMP] = as_stamp(upload.time).encode()
    return files


def _there(folder: Path) -> dict[str, bytes]:
    """Return every plain file that the folder holds now, hidden ones and nbgrader's own too."""
    found = {}
    for place, _, names in os.walk(folder, followlinks=False):
        for name in names:
            path = Path(place) / name
            data = read_plain(path, 1 << 30)
            if data is not None:
                found[path.relative_to(folder).as_posix()] = data
    return found


def _digest(there: dict[str, bytes], section: str) -> str:
    return hashlib.sha256(there.get(f"{section}.ipynb", b"")).hexdigest()


def _fault(folder: Path) -> tuple[str, str] | None:
    if folder.parent.exists() or folder.parent.is_symlink():
        found = student_fault(folder.parent)
        if found:
            return found
    return submission_fault(folder) if folder.exists() or folder.is_symlink() else None


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """Write a whole folder beside its place, then put it there."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".new", dir=folder.parent))
        try:
            new.chmod(0o755)
            for name, data in files.items():
                path = new / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            replace_folder(new, folder)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    except OSError as error:
        raise InfrastructureError(
            "a submission could not be written",
            where=str(folder),
            got=str(error),
            next_step="free space or correct the permissions, and collect again; what was there is untouched",
        ) from error


def handed_in(decisions: Sequence[Decision]) -> dict[str, set[str]]:
    """Return section -> students whose notebook is in submitted/ now, as the decisions say."""
    found: dict[str, set[str]] = {}
    for one in decisions:
        if one.section and one.outcome in (Outcome.TAKEN, Outcome.REPLACED, Outcome.ALREADY):
            found.setdefault(one.section, set()).add(one.student)
    return found
