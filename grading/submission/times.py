"""Times of submission, in the forms that learning platforms write. What could be meant in two ways is refused, not guessed."""

from __future__ import annotations

import re
import warnings
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

TWO_WAYS = re.compile(r"(?<![\d./-])\d{1,2}([./-])\d{1,2}\1\d{2,4}(?!\d)")  # 03/04/2026: of March or of April
ZONE = re.compile(r"\s([A-Z][A-Za-z_]+(?:/[A-Za-z_+-]+)+)$")  # Europe/Berlin
WANTED = "write it as 2026-01-31 12:00:00 UTC"


def read_time(text: str, *, zone: tzinfo = UTC) -> datetime | None:
    """Return a time in UTC, without a zone as nbgrader keeps it; `zone` is that of a text that names none.

    2026-01-31 12:00:00.5 UTC, 2026-01-31T12:00:00Z, 2026-01-31 12:00:00 -0800, 2026-01-31 12:00 Europe/Berlin,
    Saturday, 31 January 2026, 11:59 PM, Jan 31, 2026 11:59 PM.

    Returns:
        None for an empty text.

    Raises:
        ValueError: this is no time, it lacks its date, its hour or a known zone, or day and month could change places.
    """
    if not text:
        return None
    text, named = _zone(text)
    try:
        utc = "+00:00" if text.endswith(" UTC") else ""
        stamp = datetime.fromisoformat(text.removesuffix(" UTC").strip() + utc)
    except ValueError:
        stamp = _in_words(text)
    aware = stamp if stamp.tzinfo else stamp.replace(tzinfo=named or zone)
    try:
        return aware.astimezone(UTC).replace(tzinfo=None)
    except OverflowError as error:
        raise ValueError("this is not a time") from error


def _zone(text: str) -> tuple[str, tzinfo | None]:
    """Split the name of a zone off, as nbgrader's exchange may write it."""
    found = ZONE.search(text)
    if not found:
        return text, None
    with suppress(KeyError, OSError):
        return text[: found.start()], ZoneInfo(found[1])
    raise ValueError(f"there is no time zone {found[1]}")


def _in_words(text: str) -> datetime:
    from dateutil.parser import UnknownTimezoneWarning, parse  # slow to import, and needed for times in words only

    if TWO_WAYS.search(text):
        raise ValueError("day and month could be meant either way round")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", UnknownTimezoneWarning)
            one, other = (parse(text, default=default) for default in (datetime(2000, 1, 1, 1), datetime(2001, 2, 2, 2)))
    except (ValueError, OverflowError, UnknownTimezoneWarning) as error:
        raise ValueError("this is not a time") from error
    if one != other:
        raise ValueError("this is not a whole time: its date, its year or its hour is missing")
    return one
