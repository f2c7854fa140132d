"""`nbgrader zip_collect` with this course's reading of names: the student and section that `landscape collect` finds."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from pathlib import Path

from nbgrader.plugins import FileNameCollectorPlugin

from grading.errors import SectionError
from grading.nbgrader_plugins.course import course_of
from grading.platforms.archive import open_download
from grading.platforms.plan import Plan, plan
from grading.platforms.roster import load_roster
from grading.platforms.times import as_stamp
from grading.platforms.uploads import Upload

# The names of Canvas, for nbgrader's own plugin. Section ids hold a dot, and nbgrader cuts file_id at its last dot: without the
# suffix inside the group 1.1_plateau becomes 1.ipynb. A copy's number (1.1_plateau-1.ipynb) is beyond a pattern.
CANVAS_NAMES = r"(?:.*/)?[^/]*?_(?:LATE_)?(?P<student_id>\d+)_\d+_(?P<file_id>[^/]+\.ipynb)$"


class PlatformCollector(FileNameCollectorPlugin):
    """Gives nbgrader the notebook that was chosen for each student, under the section's name, and what lies beside it."""

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Return student, file and time of a file in the extracted folder; None for what is passed over, with the reason."""
        found = self._chosen.get(Path(submitted_file).resolve())
        if found is None:
            self.log.warning("passed over: %s: %s", submitted_file, self._why.get(Path(submitted_file).resolve(), "not chosen"))
            return None
        upload, name = found
        known = {"student_id": upload.student, "file_id": name}
        return known if upload.time is None else {**known, "timestamp": as_stamp(upload.time)}

    @cached_property
    def _folder(self) -> Path:
        return Path(self.parent._format_collect_path(self.parent.extracted_directory)).resolve()

    @cached_property
    def _plan(self) -> Plan:
        course = course_of(self.parent)
        if course is None:
            raise SectionError("this folder is not a course", next_step="run nbgrader where nbgrader_config.py lies")
        zone = datetime.now().astimezone().tzinfo
        if zone is None:
            raise SectionError("this machine has no time zone", next_step="set TZ")
        section = self.parent.coursedir.assignment_id
        return plan(course, open_download(self._folder), load_roster(course), zone=zone, section=section)

    @cached_property
    def _chosen(self) -> dict[Path, tuple[Upload, str]]:
        found: dict[Path, tuple[Upload, str]] = {}
        for place in self._plan.places:
            taken = place.choice.taken
            found[self._folder / taken.entry.path] = taken, f"{taken.section}.ipynb"
            for name, one in place.beside.items():
                found[self._folder / one.entry.path] = one, name
        return found

    @cached_property
    def _why(self) -> dict[Path, str]:
        passed = {one.entry.path: why for place in self._plan.places for one, why, _ in place.choice.others}
        held = {entry.path: decision.reason for entry, decision in self._plan.held}
        said = {decision.source: decision.reason for decision in self._plan.said}
        return {self._folder / path: why for path, why in {**said, **held, **passed}.items()}
