"""Times of hand-ins as platforms write them, as UTC. A time that could mean two days is refused, never guessed."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime, tzinfo

_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-]\d{2,4}\b")
_MOODLE = ("%d %B %Y, %I:%M %p", "%B %d, %Y, %I:%M %p", "%d %B %Y, %H:%M", "%B %d %Y, %I:%M %p", "%d %B %Y, %I:%M%p")
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
    stamp = _iso(text) or _in_words(text)
    if stamp is None:
        if _NUMERIC.search(text):
            raise UnclearTimeError(f"{text!r} may be day first or month first")
        raise UnclearTimeError(f"{text!r} is not a time")
    aware = stamp if stamp.tzinfo else stamp.replace(tzinfo=zone)
    return aware.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def as_stamp(time: datetime) -> str:
    """Return the text that nbgrader writes into timestamp.txt."""
    return f"{time:%Y-%m-%d %H:%M:%S} UTC"


def _iso(text: str) -> datetime | None:
    text = re.sub(r"(\.\d{6})\d+", r"\1", text.removesuffix(" UTC") + ("+00:00" if text.endswith(" UTC") else ""))
    text = re.sub(r"\s+(?=[+-]\d\d:?\d\d$|Z$)", "", text)
    with suppress(ValueError):
        return datetime.fromisoformat(text)
    return None


def _in_words(text: str) -> datetime | None:
    """Read Moodle's long date, with or without the day of the week, in four languages."""
    text = re.sub(r"(?<=\d)\.(?=\s)", "", text)  # German: 10. März
    text = re.sub(r"\b(de|à|um)\b\s*", "", text)
    words = [
        _MONTHS.get(word.strip(",").casefold(), word.strip(",")) + ("," if word.endswith(",") else "") for word in text.split()
    ]
    if words and not any(letter.isdigit() for letter in words[0]) and len(words) > 4:
        words = words[1:]  # the day of the week
    joined = " ".join(words)
    for form in _MOODLE:
        with suppress(ValueError):
            return datetime.strptime(joined, form)
    return None
