"""Values that a student may return to make a check break, take for ever, or be undecided, and so to get a person's mark."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp

from grading.checks import CheckFailed, as_integer, as_mapping, as_number, as_sequence, close, equal, expect_equal, show
from grading.content.filled import answered
from grading.course import Course
from grading.engine.grader import Grader
from grading.section import Section
from grading.verdict import Outcome
from tests.support.sealed import LEVELS, ROOT, require

SECONDS = 5.0
X = sp.Symbol("x")
LONG = Fraction(10**400, 3)
GIANTS = {"int8": np.zeros(8_000_000, dtype=np.int8), "float": np.ones((2000, 2000)), "list": [0.5] * 190_000}


@pytest.mark.parametrize("value", [LONG, -LONG, [LONG], (1, LONG), {"a": LONG}])
def test_a_fraction_that_is_no_float_is_shown_and_fails(value: Any) -> None:
    assert len(show(value)) <= 200
    with pytest.raises(CheckFailed):
        close(value, 1.0, "f(1)")
    with pytest.raises(CheckFailed):
        equal(value, 1, "f(1)")
    with pytest.raises(CheckFailed):
        as_integer(value, "f(1)")
    with pytest.raises(CheckFailed):
        as_sequence(value, "f(1)", length=5)


def test_what_does_not_print_is_shown_by_its_kind() -> None:
    class Unprintable(sp.Symbol):
        def _sympystr(self, printer: Any) -> str:
            raise IndexError("no such part")

    assert show(Unprintable("x")) == "a Unprintable that cannot be shown"


@pytest.mark.parametrize("name", GIANTS)
def test_a_giant_fails_in_no_time(name: str) -> None:
    started = time.monotonic()
    for attempt in (
        lambda: equal(GIANTS[name], (1, 2, 3), "f(1)", slips={"Other order.": (3, 2, 1)}),
        lambda: as_sequence(GIANTS[name], "f(1)", length=3),
        lambda: close(GIANTS[name], np.ones(3), "f(1)"),
        lambda: as_number(GIANTS[name], "f(1)"),
        lambda: as_mapping(GIANTS[name], "f(1)"),
        lambda: expect_equal(GIANTS[name], X + 1, "f", symbols=(X,)),
        lambda: expect_equal([GIANTS[name]], [X, 1], "f", symbols=(X,)),
        lambda: expect_equal({X: GIANTS[name]}, {X: 1}, "f", symbols=(X,)),
    ):
        with pytest.raises(CheckFailed):
            attempt()
    assert time.monotonic() - started < SECONDS


def test_a_giant_that_is_asked_for_is_compared() -> None:
    equal(np.arange(20_000), np.arange(20_000), "f(1)")
    with pytest.raises(CheckFailed):
        equal(np.arange(20_000), np.arange(20_000)[::-1], "f(1)")


@pytest.mark.parametrize("value", [("bool", True), ("bool", 1), 1, 1.0, ["bool", True]])
def test_nothing_but_a_boolean_equals_one(value: Any) -> None:
    with pytest.raises(CheckFailed):
        equal(value, True, "f(1)")
    equal(np.bool_(True), True, "f(1)")


@pytest.fixture(scope="module", params=LEVELS)
def grader(request: pytest.FixtureRequest) -> Iterator[Grader]:
    require(request.param)
    with Grader(ROOT, isolation=request.param) as running:
        yield running


@pytest.mark.sealed
@pytest.mark.parametrize("section", ["1.1_plateau", "1.2_hessian_spectrum"])
@pytest.mark.parametrize("value", ["Fraction(10**400, 3)", "np.zeros(8_000_000, dtype=np.int8)"])
def test_no_check_of_the_course_is_left_to_a_person_for_such_a_value(grader: Grader, section: str, value: str) -> None:
    course = Course.at(ROOT)
    loaded = Section.load(course, section)
    both = f"from fractions import Fraction\nimport numpy as np\n{{name}} = {value}\n_ = lambda *args, **kwargs: {value}\n"
    tasks = [task.name for task in loaded.tasks if not task.manual]
    symbolic = {"flow_time", "gd_error", "solve_stationary", "saturation", "boundary"}
    answers = {name: both.format(name=name) + ("" if name in symbolic else f"{name} = _") for name in tasks}
    verdict = grader.grade(json.dumps(answered(course, loaded, answers)).encode(), section)
    checks = [check for task in verdict.tasks for check in task.checks]
    assert checks
    assert [check for check in checks if check.outcome not in (Outcome.FAILED, Outcome.STUDENT_ERROR)] == []
