"""What runs in Gradescope's container: `python -m grading.platforms.gradescope.run ROOT` grades ROOT/submission.

It always leaves ROOT/results/results.json, which holds no score when the grader itself failed.
"""

from __future__ import annotations

import hashlib
import json
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grading.classroom.schedule import Settings, close_graders, grade_one
from grading.course import Course
from grading.errors import CourseError
from grading.platforms.archive import Download, Entry, UnreadableEntryError, open_download
from grading.platforms.gradescope.results import failure, results_of
from grading.platforms.names import Platform
from grading.platforms.notebooks import NOTEBOOK, by_content, by_name, signs_of, untouched
from grading.platforms.uploads import Choice, Upload, choose
from grading.section import Section
from grading.submission.attachments import MAX_BYTES, MAX_FILES, is_theirs
from grading.submission.files import write_atomically
from grading.submission.find import MAX_NOTEBOOK

SETTINGS = "autograder.json"


@dataclass(frozen=True, kw_only=True)
class Autograder:
    """What `landscape gradescope` wrote into the zip."""

    section: str
    isolation: str
    visibility: str

    @classmethod
    def read(cls, path: Path) -> Autograder:
        """Read autograder.json."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))


def grade_submission(root: Path) -> dict[str, Any]:
    """Grade what lies in root/submission with the course in root/source, and return the results."""
    course = Course.at(root / "source", classroom=root / "source")
    settings = Autograder.read(course.root / SETTINGS)
    download = open_download(root / "submission")
    choice = _choice(course, download, settings.section)
    remarks = [f"{one.path} was not read: {one.reason}." for one in download.refused]
    data, files = b"", {}
    if choice is not None:
        data, files = choice.taken.entry.read(), _beside(download, choice.taken.entry)
        remarks += [f"Graded: {choice.taken.entry.path}."] if choice.others or not choice.taken.named else []
        remarks += [f"Not graded: {one.entry.path} ({why})." for one, why, _ in choice.others]
    else:
        remarks.append(f"No notebook was found. Hand in {settings.section}.ipynb.")
    try:
        how = Settings(root=course.root, isolation=settings.isolation)
        verdict = grade_one(data, settings.section, how, files)
    finally:
        close_graders()
    return results_of(verdict, visibility=settings.visibility, remarks=remarks)


def main(arguments: Sequence[str]) -> int:
    """Grade, and write the results whatever happens; 3 when the grader failed."""
    root = Path(arguments[0]).resolve()
    try:
        results, code = grade_submission(root), 0
    except CourseError as error:
        print(error, file=sys.stderr)
        results, code = failure(error.what), error.exit_code
    except Exception as error:  # noqa: BLE001  without results Gradescope tells the student nothing at all
        traceback.print_exc()
        results, code = failure(type(error).__name__), 3
    write_atomically({root / "results" / "results.json": json.dumps(results, indent=1).encode()})
    return code


def _choice(course: Course, download: Download, section: str) -> Choice | None:
    """Choose among the notebooks as `landscape collect` does; one of another section is never taken in its place."""
    signs, loaded = signs_of(course), Section.load(course, section)
    uploads = []
    for entry in download.entries:
        if not entry.name.lower().endswith(NOTEBOOK):
            continue
        data, says = _bytes(entry), by_name(entry.path, [section])
        if by_content(data, signs) not in ("", section):
            continue
        uploads.append(
            Upload(
                student="",
                person="",
                key="",
                platform=Platform.GRADESCOPE,
                entry=entry,
                file=entry.path,
                section=section,
                digest=hashlib.sha256(data).hexdigest(),
                copy=says.copy if says else 0,
                named=says is not None,
                written_in=len(data) > MAX_NOTEBOOK or not untouched(data, loaded),
            )
        )
    return choose(uploads) if uploads else None


def _beside(download: Download, notebook: Entry) -> dict[str, bytes]:
    """Return the files in the folder of the notebook, as many as the grader takes."""
    folder = notebook.path.rpartition("/")[0]
    before = f"{folder}/" if folder else ""
    found: dict[str, bytes] = {}
    for entry in download.entries:
        name = entry.path.removeprefix(before)
        if entry.path.startswith(before) and all(is_theirs(part) for part in name.split("/")) and len(found) < MAX_FILES:
            data = _bytes(entry)
            if sum(map(len, found.values())) + len(data) <= MAX_BYTES:
                found[name] = data
    return found


def _bytes(entry: Entry) -> bytes:
    try:
        return entry.read()
    except UnreadableEntryError:
        return b""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
