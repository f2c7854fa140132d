"""The same slip with other numbers is one line; other slips are not."""

from __future__ import annotations

import pytest

from grading.report.messages import grouped, without_numbers


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("double(-5) came back as 10.", "double(3.25) came back as -1e-07."),
        ("flow_time(0.1, 2) is nan.", "flow_time(7, .5) is inf."),
        ("You returned [1.0, 2, 3], look again.", "You returned [4], look again."),
        ("shape (3, 4) for (4, 3)", "shape (10, 2) for (2, 10)"),
        ("values [ 0.98 -0.19 ...]", "values [-3e-02 0.2 0.1 ...]"),
        ("got (1+2j)", "got (0.5-3e4j)"),
        ("4 of 6 digits agree", "12 of 13 digits agree"),
    ],
)
def test_messages_that_differ_in_numbers_alone_are_one(one: str, other: str) -> None:
    assert without_numbers(one) == without_numbers(other)
    (slip,) = grouped([one, other, one])
    assert slip.count == 3
    assert slip.versions == 2
    assert slip.example in (one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x0 is not defined.", "x1 is not defined."),
        ("You forgot the factor 2 of eta.", "You forgot the factor 2 of lambda."),
        ("The sign is wrong.", "The factor is wrong."),
        ("H2 is not symmetric", "H3 is not symmetric"),
        ("information", "nan"),
    ],
)
def test_messages_that_differ_in_words_or_names_are_two(one: str, other: str) -> None:
    assert len(grouped([one, other])) == 2


def test_the_most_frequent_slip_comes_first_and_silence_is_none() -> None:
    slips = grouped(["a 1", "b", "", "b", "a 2", "a 3"])
    assert [(slip.example, slip.count, slip.versions) for slip in slips] == [("a 1", 3, 3), ("b", 2, 1)]
