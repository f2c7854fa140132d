"""The cells of a submission are run again without the one that ended the process; what counts is the last run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from grading.engine.checker.session import Session
from grading.engine.checker.student_process import Reply, StudentEnded
from grading.engine.wire.frames import Frame
from grading.limits import Limits
from grading.submission.notebook import SubmittedCell
from grading.verdict import Outcome

RAISED = {"raised": {"type": "ValueError", "message": "no"}}


class Scripted:
    """Stands for a student process: what each cell answers is given; None ends the process."""

    spent, received, peak_bytes = 0.0, 0, 0

    def __init__(self, answers: Sequence[Mapping[str, Any] | None]) -> None:
        self._answers = answers

    def request(self, body: dict[str, Any], *_parts: object, **_options: object) -> Reply:
        answer = self._answers[body["number"]]
        if answer is None:
            raise StudentEnded("ended")
        return Reply(Frame({"outputs": [], **answer}))

    def close(self) -> None:
        pass


def session(*runs: Sequence[Mapping[str, Any] | None]) -> Session:
    processes = iter(Scripted(run) for run in runs)
    start: Callable[[], Any] = lambda: next(processes)  # noqa: E731
    cells = [SubmittedCell(cell_id=f"c{i}", cell_type="code", source="1", grade_id=f"g{i}") for i in range(len(runs[0]))]
    return Session(start, cells, Limits(), seconds=10.0)


def test_what_a_cell_raised_before_the_process_ended_is_forgotten_when_it_runs_well_again() -> None:
    found = session([RAISED, None, {}], [{}, {}, {}])
    found.run_cells()
    assert found.faults.keys() == {1}
    assert found.fault_of("g0") is None


def test_what_a_cell_raises_in_the_last_run_is_its_fault() -> None:
    found = session([{}, None, {}], [RAISED, {}, {}])
    found.run_cells()
    fault = found.fault_of("g0")
    assert fault is not None
    assert (fault.outcome, found.restarts) == (Outcome.STUDENT_ERROR, 1)
