"""Feedback pages in a zip, under the names by which Canvas and Moodle know whose they are.

Canvas, *Upload Submissions*: the name of the submission again, with both numbers. Moodle, *Upload multiple feedback files in a
zip*: a folder a student, named as in the download; with the `_` at its end every version since 2.3 takes it.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grading.course import Course
from grading.errors import UsageError
from grading.platforms.kept import Receipt
from grading.platforms.names import Platform
from grading.submission.find import Handed

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of every entry, so that the same pages make the same zip


@dataclass(frozen=True, kw_only=True)
class Packed:
    """The zip, the names in it by student, and who has a page but came by no download of this platform."""

    data: bytes
    names: Mapping[str, str]
    unknown: tuple[str, ...]


def pack(course: Course, section: str, students: Sequence[str], receipts: Sequence[Receipt], platform: Platform) -> Packed:
    """Pack the feedback pages of some students.

    Raises:
        UsageError: no page can be packed, as nobody's submission came from this platform.
    """
    names, unknown = {}, []
    for student in students:
        receipt = _receipt(course, section, student, receipts, platform)
        if receipt is None:
            unknown.append(student)
        else:
            names[student] = _name(receipt, section, platform)
    if not names:
        raise UsageError(
            f"no submission to {section} came from {platform.value}, so its names for them are not known",
            where=str(course.classroom / "kept"),
            next_step=f"take the download with `landscape collect`, then run `landscape feedback --zip {platform.value}` again",
        )
    return Packed(data=_zip(course, section, names), names=names, unknown=tuple(unknown))


def _receipt(course: Course, section: str, student: str, receipts: Sequence[Receipt], platform: Platform) -> Receipt | None:
    """Return the receipt of what lies in submitted/; else the newest of this student from this platform."""
    ours = [
        one for one in receipts if (one.student, one.section, one.platform) == (student, section, platform.value) and one.stem
    ]
    path = course.submitted / student / section / f"{section}.ipynb"
    digest = hashlib.sha256(Handed(student=student, section=section, path=path).read()).hexdigest()
    return next((one for one in reversed(ours) if one.digest == digest), ours[-1] if ours else None)


def _name(receipt: Receipt, section: str, platform: Platform) -> str:
    if platform is Platform.CANVAS:
        return f"{receipt.stem}_{section}.html"
    return f"{receipt.stem.rstrip('_')}_/{section}.html"


def _zip(course: Course, section: str, names: Mapping[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for student, name in sorted(names.items()):
            info = zipfile.ZipInfo(name, FIRST_DAY)
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, (course.feedback / student / section / f"{section}.html").read_bytes())
    return packed.getvalue()
