"""The cells and names of one submission, kept alive across crashes: replays without the cell that did it, within bounds."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from grading.engine.checker.outputs import clean_outputs, stopped_output
from grading.engine.checker.student_process import CallBack, Reply, StudentEnded, StudentProcess
from grading.engine.checker.wording import Raised
from grading.limits import Limits
from grading.submission.notebook import SubmittedCell
from grading.verdict import CellOutput, Outcome

START_MARGIN = 0.05


@dataclass(frozen=True)
class Fault:
    """Why a cell did not end well, or a name cannot be had; `died` when the call ended the student's process."""

    outcome: Outcome
    message: str
    died: bool = False


class GivenUp(Exception):  # noqa: N818 - an event
    """No further student process is started for this submission; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        """Keep the reason."""
        super().__init__(fault.message)
        self.fault = fault


class Session:
    """Runs the cells, and later answers requests out of the namespace that they left."""

    def __init__(
        self,
        start: Callable[[], StudentProcess],
        cells: Sequence[SubmittedCell],
        limits: Limits,
        *,
        seconds: float,
        process: StudentProcess | None = None,
    ) -> None:
        """Nothing runs yet. `seconds` bounds all that this session does; `process` may have been started ahead."""
        self.cells = tuple(cells)
        self.faults: dict[int, Fault] = {}  # by number of the cell
        self.outputs: dict[int, CellOutput] = {}
        self.restarts = 0
        self.peak_bytes = 0
        self._start, self._limits = start, limits
        self._process = process
        self._removed: set[int] = set()
        self._deadline = time.monotonic() + seconds
        self._seconds = seconds
        self._given_up: Fault | None = None

    def run_cells(self) -> None:
        """Run all cells, again without the culprit whenever one ends the process; faults are kept in `faults`."""
        while self._given_up is None:
            try:
                if self._process is None:
                    self._process = self._start()
                for number in range(len(self.cells)):
                    if number not in self._removed:
                        self._run_cell(self._process, number)
                return
            except StudentEnded:
                self._process = None
                self._count_restart()
            except GivenUp as end:
                not_run = set(range(len(self.cells))) - self.outputs.keys()
                self.faults.update(dict.fromkeys(not_run, end.fault))

    def request(
        self, body: dict[str, Any], attachments: Sequence[bytes] = (), *, seconds: float, call_back: CallBack | None = None
    ) -> Reply:
        """Send a request to a process in which all cells have run.

        Whatever else stops the caller, such as the end of a check's own time, ends the process: it was left in the middle of a
        call, and would take the next request for the answer to a call back.

        Raises:
            StudentEnded: this request ended the process.
            GivenUp: the submission has used up its restarts or its time.
        """
        if self._process is None:
            self.run_cells()
        if self._given_up is not None or self._process is None:
            raise GivenUp(self._given_up or Fault(Outcome.STUDENT_ERROR, "The notebook's process could not be kept alive."))
        try:
            return self._process.request(body, attachments, seconds=self._bounded(seconds), call_back=call_back)
        except StudentEnded:
            self._process = None
            self._count_restart()
            raise
        except GivenUp:
            raise
        except BaseException:
            self.close()
            self._count_restart()
            raise

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self.peak_bytes = max(self.peak_bytes, self._process.peak_bytes)
            self._process.close()
            self._process = None

    def fault_of(self, grade_id: str) -> Fault | None:
        """Return what was wrong with the cell of that id."""
        return next((fault for number, fault in self.faults.items() if self.cells[number].grade_id == grade_id), None)

    def _run_cell(self, process: StudentProcess, number: int) -> None:
        cell = self.cells[number]
        seconds = self._bounded(self._limits.cell_seconds)
        try:
            reply = process.request({"op": "cell", "source": cell.source, "number": number}, seconds=seconds)
        except StudentEnded as end:
            self._removed.add(number)
            self.faults[number] = self._ended(end, seconds)
            self.outputs[number] = CellOutput(cell_id=cell.cell_id, outputs=(stopped_output(self.faults[number].message),))
            raise
        fault = self._fault(reply, number, seconds)
        self.faults.pop(number, None)
        if fault is not None:
            self.faults[number] = fault
        outputs = clean_outputs(reply.frame.body.get("outputs"))
        if reply.overran and fault is not None:
            outputs = (*outputs, stopped_output(fault.message))
        self.outputs[number] = CellOutput(cell_id=cell.cell_id, outputs=outputs, execution_count=number + 1)

    def _fault(self, reply: Reply, number: int, seconds: float) -> Fault | None:
        body = reply.frame.body
        if reply.overran:
            return Fault(Outcome.TIMEOUT, f"The cell took longer than {seconds:.3g} s and was stopped.")
        data = body.get("raised") or body.get("error")
        if not data:
            return None
        raised = Raised.read(data)
        if raised.kind == "MemoryError":
            return Fault(Outcome.MEMORY, "The cell asked for more memory than it may have.")
        return Fault(Outcome.STUDENT_ERROR, f"The cell raised {raised.sentence(self.cells, own=self.cells[number].grade_id)}.")

    def _ended(self, end: StudentEnded, seconds: float) -> Fault:
        if end.overran:
            return Fault(Outcome.TIMEOUT, f"The cell took longer than {seconds:.3g} s and was stopped.")
        return Fault(Outcome.STUDENT_ERROR, f"The cell {end.how}.")

    def _count_restart(self) -> None:
        self.restarts += 1
        if self.restarts > self._limits.restarts:
            self._given_up = Fault(
                Outcome.STUDENT_ERROR, f"The notebook ended its process {self.restarts} times, and was not started again."
            )

    def _bounded(self, seconds: float) -> float:
        left = self._deadline - time.monotonic()
        if left <= START_MARGIN:
            self._given_up = Fault(Outcome.TIMEOUT, f"The notebook as a whole took longer than {self._seconds:.3g} s.")
            raise GivenUp(self._given_up)
        return min(seconds, left)
