"""The visible checks of a notebook: comparisons that say what to look at, and one line for a task that is still open.

The set-up cell makes `visible = VisibleChecks(globals())`. A check cell is then `with visible.task("flow_time"): ...`, a
picture `with visible.after("flow_time"): ...`, and the last cell `visible.summary()`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

DIGITS = 6  # of a number in a message
NBGRADER = "NBGRADER_EXECUTION"  # set where nbgrader runs a notebook, to "validate" or "autograde"


class VisibleCheckFailed(AssertionError):  # noqa: N818 - students read the name
    """A visible check that does not hold. Jupyter shows it as one line, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        """Return the lines that IPython prints in place of a traceback."""
        return [str(self)]


class VisibleChecks:
    """What passes, what fails and what is open among the tasks of one notebook."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        """Watch the answers in `names`, the notebook's `globals()`."""
        self._names = names
        self._state: dict[str, str] = {}

    @contextmanager
    def task(self, task: str, *others: str) -> Iterator[None]:
        """Run the visible checks of `task`, whose cell also asks for the names in `others`, and print one line.

        An answer is open while its name is missing or None, or its function raises NotImplementedError; that is one line and
        no error, so that *Run All* goes on. Where nbgrader runs the notebook (`nbgrader validate`, the *Validate* button,
        `nbgrader autograde`), it is an error: nbgrader takes a cell without one for passed.

        Raises:
            VisibleCheckFailed: a check of the body does not hold, or nbgrader runs it and the answer is open.
        """
        self._state[task] = "failing"
        missing = self._missing((task, *others))
        try:
            yield
        except NotImplementedError as error:
            missing = missing or str(error) or task
        except AssertionError as error:
            if not missing:
                raise VisibleCheckFailed(f"✗ {task}: {error}") from None
        except Exception:
            if not missing:
                raise  # an error in the student's own code: the traceback shows where
        self._state[task] = "open" if missing else "passing"
        said = f"○ {task}: open. {missing} is still to be written." if missing else f"✓ {task}: the visible checks pass."
        if missing and os.environ.get(NBGRADER):
            raise VisibleCheckFailed(said)
        print(said)

    @contextmanager
    def after(self, *tasks: str) -> Iterator[None]:
        """Show something that is made with the answers to `tasks`; say which one it waits for while one is open or fails."""
        waits_for = [task for task in tasks if self._missing((task,)) or self._state.get(task) in ("open", "failing")]
        try:
            yield
        except NotImplementedError as error:
            waits_for = waits_for or [str(error) or tasks[0]]
        except Exception:
            if not waits_for:
                raise
        else:
            return
        _close_figures()
        print(
            f"○ This waits for {' and '.join(waits_for)}: write the answer, run its visible checks, then run this cell again."
        )

    def summary(self) -> None:
        """Print how many of the tasks whose check cells were run pass, and the names of the others."""
        passing = [task for task, state in self._state.items() if state == "passing"]
        print(f"{len(passing)} of {len(self._state)} tasks pass their visible checks.")
        for state in ("failing", "open"):
            if names := [task for task, found in self._state.items() if found == state]:
                print(f"{state}: {', '.join(names)}")
        print("Hidden checks with other inputs decide the marks.")

    def _missing(self, names: tuple[str, ...]) -> str:
        return next((name for name in names if self._names.get(name) is None), "")


def expect(condition: object, message: str) -> None:
    """Raise AssertionError(message) unless the condition holds."""
    if not bool(condition):
        raise AssertionError(message)


def shape(value: Any, wanted: tuple[int, ...], name: str) -> None:
    """Raise AssertionError unless `value` is an array of shape `wanted`; the message gives both shapes."""
    got = np.shape(value)
    if got != wanted:
        raise AssertionError(f"{name} should have shape {wanted}, and has shape {got}.")


def close(got: Any, expected: Any, name: str, *, rtol: float = 1e-8, atol: float = 0.0, look_at: str = "") -> None:
    """Raise AssertionError unless |got - expected| <= atol + rtol |expected|, entry by entry.

    The message shows both values: visible checks hide nothing.
    """
    try:
        values = np.asarray(got, dtype=complex if np.iscomplexobj(expected) else float)
    except (TypeError, ValueError):
        raise AssertionError(f"{name} should be numeric; you have {got!r}. {look_at}".rstrip()) from None
    reference = np.asarray(expected)
    if values.shape != reference.shape:
        raise AssertionError(f"{name} should have shape {reference.shape}, and has shape {values.shape}. {look_at}".rstrip())
    if not np.allclose(values, reference, rtol=rtol, atol=atol):
        raise AssertionError(f"{name}: {_compared(got, expected)}. {look_at}".rstrip())


def _compared(got: Any, expected: Any) -> str:
    """Return both values with few digits, or with all of them where few do not tell them apart."""
    if isinstance(got, float) and isinstance(expected, float) and f"{got:.{DIGITS}g}" != f"{expected:.{DIGITS}g}":
        return f"got {got:.{DIGITS}g}, expected {expected:.{DIGITS}g}"
    return f"got {got}, expected {expected}"


def _close_figures() -> None:
    """Close what a picture had begun, so that no empty axes are shown."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close("all")
