"""Which student an upload belongs to: by the roster, else by the platform's own id, else by the name."""

from __future__ import annotations

from dataclasses import dataclass

from grading.platforms.names import Named, Platform, slug
from grading.platforms.roster import Roster, Student
from grading.submission.find import MAX_NAME

BY_ID = (Platform.CANVAS, Platform.GRADESCOPE, Platform.FOLDER)  # their ids are the same in every assignment
RESERVED = "unmatched"  # the folder of kept/ for files that are nobody's


@dataclass(frozen=True, kw_only=True)
class Whose:
    """The student's id, or why there is none. `remark` is for the table; `unknown` says that the roster lacks the student."""

    student: str = ""
    remark: str = ""
    unknown: bool = False


def whose(named: Named, platform: Platform, roster: Roster) -> Whose:
    """Return who handed a file in.

    Ids of Canvas, Gradescope and folders hold for the whole course, so a student who is not on the roster is taken by the id,
    and named. A participant's number of Moodle holds for one assignment, and Google Classroom has no ids: the roster decides.
    """
    known = roster.by_key(named.key)
    if known is not None:
        return Whose(student=known.student)
    found = roster.by_name(named.person) if platform is not Platform.CANVAS or not named.key else ()
    if len(found) == 1:
        return Whose(student=found[0].student)
    if len(found) > 1:
        return _namesakes(named, platform, found)
    if platform in BY_ID and named.key:
        return _by_id(named.key, roster)
    if roster:
        return Whose(remark=f"{named.person!r} is not on the roster; {_advice(platform)}")
    return _by_id(slug(named.person), roster)


def _by_id(identity: str, roster: Roster) -> Whose:
    ordinary = identity.isprintable() and not identity.startswith(".") and "/" not in identity and identity != RESERVED
    if not identity or not ordinary or len(identity.encode()) > MAX_NAME:
        return Whose(remark=f"{identity!r} cannot be the id of a student")
    remark = f"{identity} is not on the roster" if roster else ""
    return Whose(student=identity, remark=remark, unknown=bool(roster))


def _namesakes(named: Named, platform: Platform, found: tuple[Student, ...]) -> Whose:
    ids = ", ".join(one.student for one in found)
    return Whose(remark=f"several students are called {named.person!r} ({ids}); {_advice(platform)}")


def _advice(platform: Platform) -> str:
    if platform is Platform.MOODLE:
        return "run `landscape roster` on the grading worksheet of this assignment, and collect again"
    return "correct the roster, and collect again"
