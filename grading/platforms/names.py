"""What the name of a file in a download says: whose it is, and whether it was late. One small module a platform reads names."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import Enum


class Platform(Enum):
    """Where a download comes from."""

    CANVAS = "canvas"
    MOODLE = "moodle"
    GRADESCOPE = "gradescope"
    CLASSROOM = "google-classroom"
    FOLDER = "folder"


@dataclass(frozen=True, kw_only=True)
class Named:
    """Whose file this is, as its path says.

    `key` is the platform's id ("12345"; "" where it has none), `person` the name as the platform writes it, `file` the path of
    the file as the student handed it in, `stem` the part of the platform's name that its feedback upload wants again.
    """

    key: str = ""
    person: str = ""
    file: str
    late: bool = False
    number: int = 0  # grows with the time of the upload, where the platform counts uploads; 0 where it does not
    stem: str = ""


def plain(text: str) -> str:
    """Return a name as it is compared: letters and digits in lower case, without accents, spaces and punctuation."""
    folded = unicodedata.normalize("NFKD", text.replace("ß", "ss").casefold())
    return "".join(letter for letter in folded if letter.isalnum())


def words(text: str) -> frozenset[str]:
    """Return the words of a name, as they are compared: "Müller, Anna" and "Anna Muller" have the same."""
    split = "".join(letter if letter.isalnum() or unicodedata.combining(letter) else " " for letter in text)
    return frozenset(filter(None, (plain(word) for word in split.split())))


def slug(text: str) -> str:
    """Return a name that may be that of a folder and of nbgrader's student: "Müller, Anna" -> "muller-anna"."""
    folded = unicodedata.normalize("NFKD", text.replace("ß", "ss").casefold())
    kept = "".join(letter if letter.isalnum() else (" " if not unicodedata.combining(letter) else "") for letter in folded)
    return "-".join(kept.split())
