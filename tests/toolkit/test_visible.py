"""The visible checks of a notebook: an open task is one line, a failing one is one line, the last cell counts."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import pytest
from IPython.core.interactiveshell import InteractiveShell

from losslandscape.visible import VisibleCheckFailed, VisibleChecks, close, expect


def unwritten(x: float) -> float:
    raise NotImplementedError("unwritten")


def checks(**names: Any) -> VisibleChecks:
    return VisibleChecks(names)


def test_a_function_that_is_not_written_is_one_line_and_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    visible = checks(unwritten=unwritten)
    with visible.task("unwritten"):
        expect(unwritten(1.0) == 2.0, "twice")
    assert capsys.readouterr().out == "○ unwritten: open. unwritten is still to be written.\n"


@pytest.mark.parametrize("by", ["validate", "autograde"])
def test_where_nbgrader_runs_it_an_open_task_is_an_error_of_the_same_line(by: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", by)
    visible = checks(unwritten=unwritten, written=abs)
    said = r"^○ unwritten: open\. unwritten is still to be written\.$"
    with pytest.raises(VisibleCheckFailed, match=said), visible.task("unwritten"):
        expect(unwritten(1.0) == 2.0, "twice")
    with visible.task("written"):
        expect(abs(-1.0) == 1.0, "one")


def test_a_name_that_is_none_is_open_whatever_the_body_does(capsys: pytest.CaptureFixture[str]) -> None:
    visible = checks(flow=None)
    for body in (lambda: expect(False, "no"), lambda: None.free_symbols, lambda: None):  # type: ignore[attr-defined]
        with visible.task("flow"):
            body()
        assert capsys.readouterr().out == "○ flow: open. flow is still to be written.\n"


def test_a_second_function_of_the_cell_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    visible = checks(first=abs, second=None)
    with visible.task("first", "second"):
        expect(first_of(1.0) == 1.0, "one")
    assert "second is still to be written" in capsys.readouterr().out


def first_of(x: float) -> float:
    return abs(x)


def test_a_check_that_fails_raises_one_line_that_ipython_prints() -> None:
    visible = checks(double=lambda x: x)
    with pytest.raises(VisibleCheckFailed) as caught, visible.task("double"):
        close(1.0, 2.0, "double(1.0)", look_at="Add it to itself.")
    line = "✗ double: double(1.0): got 1, expected 2. Add it to itself."
    assert caught.value._render_traceback_() == [line]
    shown: list[Any] = []
    shell = InteractiveShell()
    shell._showtraceback = lambda _kind, _value, lines: shown.extend(lines)
    shell.showtraceback((VisibleCheckFailed, caught.value, None))
    assert shown == [line]


def test_an_error_in_the_answer_keeps_its_traceback() -> None:
    visible = checks(double=lambda x: x)
    with pytest.raises(ZeroDivisionError), visible.task("double"):
        _ = 1 / 0


def test_a_picture_says_which_task_it_waits_for_and_leaves_no_empty_axes(capsys: pytest.CaptureFixture[str]) -> None:
    visible = checks(unwritten=unwritten, flow=None)
    for task, body in (("unwritten", lambda: unwritten(1.0)), ("flow", lambda: None + 1)):  # type: ignore[operator]
        with visible.after(task):
            plt.subplots()
            body()
        assert f"waits for {task}" in capsys.readouterr().out
        assert not plt.get_fignums()


def test_a_picture_of_an_answer_that_passes_shows_its_errors() -> None:
    visible = checks(double=lambda x: x)
    with visible.task("double"):
        pass
    with pytest.raises(ZeroDivisionError), visible.after("double"):
        _ = 1 / 0


def test_the_last_cell_counts_each_state_and_the_latest_run(capsys: pytest.CaptureFixture[str]) -> None:
    visible = checks(one=abs, two=None, three=abs)
    for _ in range(2):
        with visible.task("one"):
            pass
        with visible.task("two"):
            pass
    with pytest.raises(VisibleCheckFailed), visible.task("three"):
        expect(False, "no")
    capsys.readouterr()
    visible.summary()
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["1 of 3 tasks pass their visible checks.", "failing: three", "open: two"]


def test_numbers_in_a_message_are_short_unless_they_agree_in_all_shown_digits() -> None:
    with pytest.raises(AssertionError, match=r"got 0\.333333, expected 0\.5"):
        close(1 / 3, 0.5, "x")
    with pytest.raises(AssertionError, match=r"got 0\.3333333333333333, expected 0\.33333334"):
        close(1 / 3, 0.33333334, "x")
