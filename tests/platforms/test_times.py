"""Times as platforms write them; a time that could mean two days is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from grading.platforms.times import UnclearTimeError, as_stamp, read_time

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-10 14:14:00 +0100",
        "2026-03-10T13:14:00Z",
        "2026-03-10 13:14:00 UTC",
        "2026-03-10 14:14:00.123456789 +01:00",
        "2026-03-10 14:14",
        "Tuesday, 10 March 2026, 2:14 PM",
        "Tuesday, March 10, 2026, 2:14 PM",
        "10 March 2026, 14:14",
        "Dienstag, 10. März 2026, 14:14",
        "mardi 10 mars 2026, 14:14",
        "Tuesday, 10 March 2026, 2:14\u202fPM",
    ],
)
def test_a_time_is_read_as_utc(text: str) -> None:
    assert read_time(text, BERLIN) == datetime(2026, 3, 10, 13, 14)


@pytest.mark.parametrize("text", ["", "-", "  "])
def test_no_time_is_none(text: str) -> None:
    assert read_time(text, UTC) is None


@pytest.mark.parametrize("text", ["03/04/2026 10:00", "3.4.2026, 10:00", "13/04/26", "10-03-2026"])
def test_a_time_that_may_be_two_days_is_refused(text: str) -> None:
    with pytest.raises(UnclearTimeError, match="day and month could be meant either way round"):
        read_time(text, UTC)


def test_what_is_no_time_is_refused() -> None:
    with pytest.raises(UnclearTimeError, match="is not a time"):
        read_time("yesterday", UTC)


def test_the_stamp_is_that_of_nbgrader() -> None:
    assert as_stamp(datetime(2026, 3, 10, 13, 14)) == "2026-03-10 13:14:00 UTC"
