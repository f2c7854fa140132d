"""Which sections are drafts: their text says `draft: true` in its front matter. A draft is not released and not in the demo."""

from __future__ import annotations

import re

from grading.course import Course
from grading.errors import AuthorError

FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_DRAFT = re.compile(r"^draft:\s*(\S.*?)?\s*$", re.MULTILINE)


def is_draft(course: Course, section_id: str) -> bool:
    """Say whether a section is a draft; AuthorError when its front matter says neither true nor false."""
    path = course.source / section_id / f"{section_id}.md"
    if not path.is_file():
        return False
    header = FRONT_MATTER.match(path.read_text(encoding="utf-8").replace("\r\n", "\n"))
    said = _DRAFT.search(header[1]) if header else None
    if said is None:
        return False
    if said[1] not in ("true", "false"):
        raise AuthorError(
            "the front matter does not say whether this is a draft",
            where=path.relative_to(course.root).as_posix(),
            got=said[0],
            expected="`draft: true` or `draft: false`",
            next_step="correct the line",
        )
    return said[1] == "true"


def finished(course: Course) -> tuple[str, ...]:
    """Return the ids of the sections that are no drafts, in order."""
    return tuple(name for name in course.section_ids() if not is_draft(course, name))
