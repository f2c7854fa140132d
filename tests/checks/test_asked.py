"""An error of the student's code names the call; one that is no call's says what it said."""

from __future__ import annotations

import pytest

from grading.checks import StudentError, StudentTimeout, asked, asked_about


def raising(error: Exception) -> object:
    raise error


def test_what_the_function_returns_comes_back() -> None:
    assert asked("divmod(7, 2)", divmod, 7, 2) == (3, 1)


def test_an_error_stands_behind_its_call_and_before_what_is_true_of_the_input() -> None:
    error = StudentError("f raised ZeroDivisionError.", kind="ZeroDivisionError")
    with pytest.raises(StudentError, match=r"^f\(0\): f raised ZeroDivisionError\.$") as caught:
        asked("f(0)", raising, error)
    assert caught.value.kind == "ZeroDivisionError"
    with pytest.raises(StudentError, match=r"^f\(0\): f raised ZeroDivisionError\. It is 0 here\.$"):
        asked_about("f(0)", "It is 0 here.", raising, error)


@pytest.mark.parametrize("kind", ["NameError", "NotImplementedError"])
def test_an_answer_that_is_not_there_names_no_call(kind: str) -> None:
    with pytest.raises(StudentError, match=r"^f is not answered yet\.$"):
        asked("f(0)", raising, StudentError("f is not answered yet.", kind=kind))


def test_a_call_that_ran_out_of_time_stays_what_it_is() -> None:
    with pytest.raises(StudentTimeout, match=r"^too long$"):
        asked("f(0)", raising, StudentTimeout("too long"))
