"""Times of submission: read in the forms that platforms write, refused where they could be meant in two ways."""

from __future__ import annotations

from datetime import datetime

import pytest

from grading.submission.times import read_time

NOON = datetime(2026, 1, 31, 12, 0)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-31 12:00:00 UTC",
        "2026-01-31 12:00:00.000000 UTC",
        "2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00.000Z",
        "2026-01-31 13:00:00+01:00",
        "2026-01-31 04:00:00 -0800",
        "2026-01-31 04:00:00 America/Los_Angeles",
        "2026/01/31 12:00",
        "Saturday, 31 January 2026, 12:00 PM",
        "31 January 2026, 12:00",
        "Jan 31, 2026 12:00 PM",
        "January 31, 2026 13:00:00 +01:00",
        "Sat, 31 Jan 2026 12:00:00 GMT",
    ],
)
def test_the_forms_of_platforms_are_read(text: str) -> None:
    assert read_time(text) == NOON


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("03/04/2026 12:00", "either way round"),
        ("3.4.2026 12:00", "either way round"),
        ("31.01.2026, 23:59", "either way round"),
        ("03-04-26 12:00", "either way round"),
        ("last night", "not a time"),
        ("Jan 31 at 11:59pm", "not a"),
        ("12:00", "date"),
        ("31 January 2026", "hour is missing"),
        ("31 January 2026 12:00 XYZ", "not a time"),
        ("2026-01-31 12:00 Europe/Nowhere", "no time zone"),
        ("2026-02-31 12:00", "not a time"),
        ("0001-01-01 00:00:00+14:00", "not a time"),
    ],
)
def test_what_could_be_meant_in_two_ways_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_time(text)


def test_no_text_is_no_time() -> None:
    assert read_time("") is None
