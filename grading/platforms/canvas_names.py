"""Names in Canvas's *Download Submissions*: `lastfirst_12345_67890_file.ipynb`, with `_LATE` after the name where it was late.

The name is the sortable one in lower case without spaces and punctuation, or that of a group; 12345 is the user, 67890 the
upload. With anonymous grading it is `anon_AbC12_67890_file.ipynb`. Texts are `lastfirst_12345_text.html`, links `…_link.html`.
"""

from __future__ import annotations

import re

from grading.platforms.names import Named

_FILE = re.compile(r"(?P<stem>(?P<person>.*?)(?P<late>_?LATE)?_(?P<user>\d+)_(?P<upload>\d+))_(?P<file>.+)", re.DOTALL)
_ANONYMOUS = re.compile(r"(?P<stem>(?P<late>LATE_)?(?P<user>anon_[A-Za-z0-9]+)_(?P<upload>\d+))_(?P<file>.+)", re.DOTALL)
_TEXT = re.compile(r"(?P<person>.*?)(?P<late>_LATE)?_(?P<user>\d+)_(?P<kind>text|link)\.html")


def read_name(path: str) -> Named | None:
    """Return what a path of Canvas says; None when it is no name of Canvas.

    A folder with such a name is a zip that the student handed in: `lastfirst_12345_67890_work/1.1_plateau.ipynb`.
    """
    parts = path.split("/")
    for depth, part in enumerate(parts):
        found = _ANONYMOUS.fullmatch(part) or _FILE.fullmatch(part)
        if found is not None:
            inside = "/".join(parts[depth + 1 :])
            return _named(found, inside or found["file"])
    return None


def no_upload(path: str) -> str:
    """Say what Canvas packed in the place of an upload; "" when this is none of that."""
    found = _TEXT.fullmatch(path.rpartition("/")[2])
    if found is None or read_name(path) is not None:
        return ""
    what = "a text typed into Canvas" if found["kind"] == "text" else "a link"
    return f"{what}, not a file"


def _named(found: re.Match[str], file: str) -> Named:
    return Named(
        key=found["user"],
        person=found.groupdict().get("person") or "",
        file=file,
        late=bool(found["late"]),
        number=int(found["upload"]),
        stem=found["stem"],
    )
