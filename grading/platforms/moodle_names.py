"""Names in Moodle's *Download all submissions*: a folder a student, or one flat folder.

`Anna Berg_123456_assignsubmission_file/1.1_plateau.ipynb` (a `_` after `file` until Moodle 4.0), and flat
`Anna Berg_123456_assignsubmission_file_1.1_plateau.ipynb`. The number is that of the participant in this assignment alone, and
another one in the next assignment. Online texts are `…_assignsubmission_onlinetext…`.
"""

from __future__ import annotations

import re

from grading.platforms.names import Named

_PART = re.compile(
    r"(?P<stem>(?P<person>[^/]*?)_(?P<participant>\d+)_assignsubmission_(?P<plugin>[a-z]+))(?:_(?P<rest>[^/]*))?"
)


def read_name(path: str) -> Named | None:
    """Return what a path of Moodle says; None when it is no name of Moodle, or of a text typed into it."""
    found, file = _found(path)
    if found is None or found["plugin"] != "file" or not file:
        return None
    return Named(key=found["participant"], person=found["person"], file=file, stem=found["stem"])


def no_upload(path: str) -> str:
    """Say what Moodle packed in the place of an upload; "" when this is none of that."""
    found, _ = _found(path)
    return "a text typed into Moodle, not a file" if found is not None and found["plugin"] == "onlinetext" else ""


def _found(path: str) -> tuple[re.Match[str] | None, str]:
    """Return the part of a path that names the student, and the path of the file within the submission."""
    parts = path.split("/")
    for depth, part in enumerate(parts):
        found = _PART.fullmatch(part)
        if found is not None:
            return found, "/".join(filter(None, [found["rest"] or "", *parts[depth + 1 :]]))
    return None, ""
