"""From a download to a plan: which notebook of which student goes where, what lies beside it, and what waits for a person."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from grading.course import Course
from grading.platforms.archive import Download, Entry, UnreadableEntryError
from grading.platforms.names import Platform
from grading.platforms.notebooks import NOTEBOOK, SectionSigns, by_content, by_name, is_notebook, signs_of, untouched
from grading.platforms.recognise import Owned, Reader, reader
from grading.platforms.roster import Roster
from grading.platforms.times import UnclearTimeError, read_time
from grading.platforms.uploads import Choice, Decision, Outcome, Upload, choose
from grading.platforms.whose import whose
from grading.section import Section
from grading.submission.find import MAX_NOTEBOOK

PERHAPS = (".json", ".txt")  # what browsers and mail programs make of a notebook's suffix
WORKSHEET_TIME = ("Last modified (submission)", "Zuletzt geändert (Abgabe)")


@dataclass(frozen=True, kw_only=True)
class Place:
    """What goes into one folder of submitted/: the notebook that was chosen, and the files beside it."""

    choice: Choice
    beside: Mapping[str, Upload]  # path in the folder -> upload
    remark: str = ""
    needs_person: bool = False


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a download holds: folders to fill, files that are nobody's or no section's, and what else is to be said."""

    platform: Platform
    places: tuple[Place, ...]
    held: tuple[tuple[Entry, Decision], ...]  # kept for a person
    said: tuple[Decision, ...]  # nothing to keep


def plan(
    course: Course, download: Download, roster: Roster, *, zone: tzinfo, wanted: Platform | None = None, section: str = ""
) -> Plan:
    """Say what is to be done with every file of a download; nothing is written.

    Args:
        course: whose sections the notebooks belong to.
        download: the files.
        roster: names and ids; may be empty.
        zone: of times that name none.
        wanted: the platform, where it is not to be recognised.
        section: the only section that is looked for; "" for all.
    """
    names = reader(download, course.section_ids(), roster, wanted)
    planner = _Planner(course, names, roster, zone, section)
    for refused in download.refused:
        planner.say(Decision(outcome=Outcome.FOR_A_PERSON, source=refused.path, reason=refused.reason, needs_person=True))
    for entry in download.entries:
        planner.take(names.owned(entry))
    return planner.finish()


class _Planner:
    """Gathers uploads by student, then chooses for each section."""

    def __init__(self, course: Course, names: Reader, roster: Roster, zone: tzinfo, section: str) -> None:
        self.course, self.names, self.roster, self.zone, self.wanted = course, names, roster, zone, section
        self.signs: Sequence[SectionSigns] = signs_of(course)
        self.uploads: dict[str, list[Upload]] = defaultdict(list)
        self.remarks: dict[str, str] = {}
        self.held: list[tuple[Entry, Decision]] = []
        self.said: list[Decision] = []

    def say(self, decision: Decision) -> None:
        self.said.append(decision)

    def hold(self, upload: Upload, reason: str) -> None:
        self.held.append((upload.entry, Decision.of(upload, Outcome.FOR_A_PERSON, reason)))

    def take(self, owned: Owned) -> None:
        """Find out whose a file is; hold what is nobody's."""
        if not owned.owners:
            outcome = Outcome.PASSED_OVER if owned.harmless else Outcome.FOR_A_PERSON
            decision = Decision(
                outcome=outcome, source=owned.entry.path, reason=owned.why_nobody, needs_person=not owned.harmless
            )
            if owned.harmless:
                self.say(decision)
            else:
                self.held.append((owned.entry, decision))
        for named in owned.owners:
            found = whose(named, self.names.platform, self.roster)
            upload = Upload(
                student=found.student,
                person=named.person,
                key=named.key,
                platform=self.names.platform,
                entry=owned.entry,
                file=named.file,
                stem=named.stem,
                late=named.late,
                number=named.number,
                time=owned.time,
            )
            if not found.student:
                self.hold(upload, found.remark)
                continue
            if found.remark:
                self.remarks[found.student] = found.remark
            self.uploads[found.student].append(upload)

    def finish(self) -> Plan:
        """Choose for every student and section."""
        places = [place for student in sorted(self.uploads) for place in self._of_student(student)]
        return Plan(platform=self.names.platform, places=tuple(places), held=tuple(self.held), said=tuple(self.said))

    def _of_student(self, student: str) -> Iterator[Place]:
        uploads = self.uploads[student]
        if said := _two_people(uploads):
            for one in uploads:
                self.hold(replace(one, student=""), said)
            return
        timed = [self._timed(one) for one in uploads]
        notebooks: dict[str, list[Upload]] = defaultdict(list)
        others = []
        for one in timed:
            found = self._notebook(one)
            if found is None:
                others.append(one)
            elif found.section:
                notebooks[found.section].append(found)
        choices = {section: choose(found) for section, found in notebooks.items()}
        beside = {section: dict(_beside(choice.taken, others)) for section, choice in choices.items()}
        placed = {id(one) for files in beside.values() for one in files.values()}
        for one in others:
            if id(one) not in placed:
                self.hold(one, "no notebook of a section was handed in with it")
        for section in sorted(choices):
            remark = self.remarks.get(student, "")
            yield Place(choice=choices[section], beside=beside[section], remark=remark, needs_person=bool(remark))

    def _timed(self, upload: Upload) -> Upload:
        """Add the time that the grading worksheet on the roster tells, where it is that of this assignment."""
        known = self.roster.by_id(upload.student)
        if upload.time is not None or known is None or self.names.platform is not Platform.MOODLE:
            return upload
        text = next((known.fields[name] for name in WORKSHEET_TIME if name in known.fields), "")
        if not text or not any(upload.key and value.endswith(upload.key) for value in known.fields.values()):
            return upload
        try:
            return replace(upload, time=read_time(text, self.zone))
        except UnclearTimeError as error:
            self.remarks[upload.student] = f"the time of the hand-in is not known: {error}"
            return upload

    def _notebook(self, upload: Upload) -> Upload | None:
        """Return a notebook with its section; with none when it was held, and None for a file that is no notebook."""
        name = upload.entry.name.lower()
        if not name.endswith((NOTEBOOK, *PERHAPS)):
            return None
        try:
            data = upload.entry.read()
        except UnreadableEntryError as error:
            self.hold(upload, str(error))
            return upload
        says, content = by_name(upload.file, self.course.section_ids()), by_content(data, self.signs)
        if not name.endswith(NOTEBOOK) and not (content and is_notebook(data)):
            return None
        section, fault = _section(says.section if says else "", content, self.wanted)
        if fault:
            self.hold(upload, fault)
            return upload
        return replace(
            upload,
            section=section,
            digest=hashlib.sha256(data).hexdigest(),
            copy=says.copy if says else 0,
            named=says is not None,
            written_in=len(data) > MAX_NOTEBOOK or not untouched(data, Section.load(self.course, section)),
            readable=len(data) > MAX_NOTEBOOK or is_notebook(data),
        )


def _section(name: str, content: str, wanted: str) -> tuple[str, str]:
    """Return the section of a notebook, or why it has none that is sure."""
    if name and content and name != content:
        return "", f"it is named like {name}, but its cells are those of {content}"
    found = name or content
    if wanted and found and found != wanted:
        return "", f"it is a notebook of {found}, not of {wanted}"
    if not found and not wanted:
        return "", "neither its name nor its cells tell which section it is; name the section with --section"
    return found or wanted, ""


def _two_people(uploads: Sequence[Upload]) -> str:
    """Say when one id stands for two people in one download."""
    people = {(one.key, one.person) for one in uploads}
    if len(people) < 2:
        return ""
    shown = ", ".join(f"{person} ({key})" if key else person for key, person in sorted(people))
    return f"two students have one id here: {shown}; correct the roster, or copy each to its place by hand"


def _beside(taken: Upload, others: Sequence[Upload]) -> Iterator[tuple[str, Upload]]:
    """Yield what was handed in in the folder of a notebook, by its path in that folder."""
    folder = taken.entry.path.rpartition("/")[0]
    for one in others:
        place, _, _ = one.entry.path.rpartition("/")
        name = one.file.rpartition("/")[2]
        if place == folder:
            yield name, one
        elif place.startswith(f"{folder}/" if folder else ""):
            inner = place[len(folder) :].strip("/")
            yield f"{inner}/{name}", one
