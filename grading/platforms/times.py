"""Times of hand-ins as platforms write them, as UTC. A time that could mean two days is refused, never guessed."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo

from grading.submission.times import read_time as read_plain_time

_MONTHS = {
    "januar": "January", "februar": "February", "märz": "March", "mai": "May", "juni": "June", "juli": "July",
    "oktober": "October", "dezember": "December", "enero": "January", "febrero": "February", "marzo": "March", "abril": "April",
    "mayo": "May", "junio": "June", "julio": "July", "agosto": "August", "septiembre": "September", "octubre": "October",
    "noviembre": "November", "diciembre": "December", "janvier": "January", "février": "February", "mars": "March",
    "avril": "April", "juin": "June", "juillet": "July", "août": "August", "septembre": "September", "octobre": "October",
    "novembre": "November", "décembre": "December",
}  # fmt: skip


class UnclearTimeError(ValueError):
    """A text that is no time, or a time that can be read in two ways; the message says which."""


def read_time(text: str, zone: tzinfo) -> datetime | None:
    """Return a time in UTC without a zone, as nbgrader stores it; None for an empty text or a dash.

    Args:
        text: "2026-03-10 14:14:00 +0100", "Tuesday, 10 March 2026, 2:14 PM", "2026-03-10T13:14:00Z".
        zone: of texts that name none: the zone of the person who downloaded them.

    Raises:
        UnclearTimeError: "03/04/2026" is the third of April or the fourth of March; or this is no time.
    """
    text = text.strip().replace("\u202f", " ").replace("\xa0", " ")
    if not text or set(text) <= {"-"}:
        return None
    try:
        stamp = read_plain_time(_in_english(text), zone=zone)
    except ValueError as error:
        raise UnclearTimeError(f"{text!r}: {error}") from error
    return None if stamp is None else stamp.replace(microsecond=0)


def as_stamp(time: datetime) -> str:
    """Return the text that nbgrader writes into timestamp.txt."""
    return f"{time:%Y-%m-%d %H:%M:%S} UTC"


def _in_english(text: str) -> str:
    """Put English in place of a long date of Moodle's in one of four languages; leave the day of the week out."""
    if not re.search(r"[^\W\d_]{3}", text.removesuffix("UTC")):
        return text  # figures alone
    text = re.sub(r"(?<=\d)\.(?=\s)", "", text)  # German: 10. März
    text = re.sub(r"\b(de|à|um)\b\s*", "", text)
    words = [
        _MONTHS.get(word.strip(",").casefold(), word.strip(",")) + ("," if word.endswith(",") else "") for word in text.split()
    ]
    if words and not any(letter.isdigit() for letter in words[0]) and len(words) > 4 and words[1][0].isdigit():
        words = words[1:]
    return " ".join(words)
