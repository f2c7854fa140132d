"""What grading says: one closed set of outcomes, and frozen records from a check up to a whole submission.

A verdict is built by the trusted side only and crosses every later stage (gradebook, feedback, report) as JSON.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field, replace
from enum import Enum
from typing import Any

VERDICT_FORMAT = 2


class Outcome(Enum):
    """How one check ended; the value of each member is what a reader of a report is told."""

    PASSED = "passed"
    FAILED = "failed"
    STUDENT_ERROR = "student_error"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    UNDECIDED = "undecided"
    AUTHOR_ERROR = "author_error"
    INFRA_ERROR = "infra_error"

    @property
    def explanation(self) -> str:
        """One sentence for people who meet the word for the first time."""
        return _EXPLANATIONS[self]

    @property
    def needs_person(self) -> bool:
        """True when the outcome says nothing about the student, so that a person has to mark the cell."""
        return self in _FOR_A_PERSON


_EXPLANATIONS = {
    Outcome.PASSED: "The check held.",
    Outcome.FAILED: "The answer ran, and the check did not hold.",
    Outcome.STUDENT_ERROR: "The answer raised an error, ended its process, or was not there.",
    Outcome.TIMEOUT: "The answer took longer than its limit.",
    Outcome.MEMORY: "The answer asked for more memory than its limit.",
    Outcome.UNDECIDED: "The grader could not tell right from wrong; a person marks this task.",
    Outcome.AUTHOR_ERROR: "The check itself is broken; a person marks this task.",
    Outcome.INFRA_ERROR: "The grader failed; a person marks this task, or grading is run again.",
}
_FOR_A_PERSON = frozenset({Outcome.UNDECIDED, Outcome.AUTHOR_ERROR, Outcome.INFRA_ERROR})


@dataclass(frozen=True, kw_only=True)
class CheckResult:
    """One hidden check on one submission."""

    check: str  # the pytest name, test_rounds_up
    title: str  # first line of the check's docstring: what it tests, for the student
    outcome: Outcome
    message: str = ""  # help for the student; never holds an expected value or a line of the check
    weight: float = 1.0
    seconds: float = 0.0
    detail: str = ""  # for the instructor only (a traceback of a broken check); never reaches feedback


@dataclass(frozen=True, kw_only=True)
class TaskResult:
    """One task: its points, the checks behind them, and what was wrong with its cell."""

    task: str  # grade_id of the answer cell, also the name that the student writes
    points: float
    checks: tuple[CheckResult, ...] = ()
    manual: bool = False  # a written answer: always marked by a person
    note: str = ""  # what happened to the cell itself: repaired, raised, timed out, missing
    void: bool = False  # declared void after the exam: everybody gets its points
    unsure: str = ""  # why a person has to look although the checks ended; "" when nothing speaks against the mark
    version: str = ""  # of the grader, the section and the task's checks; see `grading.engine.versions`

    @property
    def needs_person(self) -> bool:
        """True for written answers, doubtful marks, and every task with a check that says nothing about the student."""
        if self.void:
            return False
        return self.manual or bool(self.unsure) or any(check.outcome.needs_person for check in self.checks)

    @property
    def earned(self) -> float:
        """Points x passed weight / total weight, in [0, points]; checks left to a person count as not passed."""
        total = math.fsum(check.weight for check in self.checks)
        if self.manual or total <= 0:
            return 0.0
        passed = math.fsum(check.weight for check in self.checks if check.outcome is Outcome.PASSED)
        if all(check.outcome is Outcome.PASSED for check in self.checks):
            return self.points
        return min(max(self.points * passed / total, 0.0), self.points)

    @property
    def score(self) -> float | None:
        """The mark, or None when a person has to give it; all points where the task was declared void."""
        if self.void:
            return self.points
        return None if self.needs_person else self.earned


@dataclass(frozen=True, kw_only=True)
class CellOutput:
    """What one executed cell left behind, as nbformat outputs, for the autograded notebook."""

    cell_id: str
    outputs: tuple[dict[str, Any], ...] = ()
    execution_count: int | None = None


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Where the time and memory of a submission went."""

    seconds: dict[str, float] = field(default_factory=dict)  # stage -> wall seconds
    peak_memory_bytes: int = 0  # of the student process, beyond its template
    restarts: int = 0


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The answer to `grade(notebook, section)`: a pure function of the bytes, the section and the checker's version."""

    section: str
    tasks: tuple[TaskResult, ...]
    problems: tuple[str, ...] = ()  # what had to be repaired, or why nothing could be read
    readable: bool = True
    checker_version: str = ""
    isolation: str = ""
    rendered: bool = False  # what only shows was run too, and `cells` has its outputs
    cost: Cost = field(default_factory=Cost)
    cells: tuple[CellOutput, ...] = ()

    @property
    def score(self) -> float:
        """Sum of the automatic marks; tasks left to a person count 0 here."""
        return math.fsum(task.score or 0.0 for task in self.tasks)

    @property
    def max_score(self) -> float:
        """Sum of all points."""
        return math.fsum(task.points for task in self.tasks)

    @property
    def needs_person(self) -> bool:
        """True when an *automatic* task has to be marked by a person (written answers always are, and do not count here)."""
        return any(task.needs_person and not task.manual for task in self.tasks)

    def doubted(self, why: str, *, always: bool = False) -> Verdict:
        """Return the verdict with all automatic tasks left to a person, if its mark is 0, or with `always` whatever it is."""
        certain = tuple(replace(task, unsure="") if task.unsure == why else task for task in self.tasks)
        if not why or (not always and any(task.earned > 0 for task in certain)):
            return replace(self, tasks=certain)
        return replace(self, tasks=tuple(task if task.manual or task.unsure else replace(task, unsure=why) for task in certain))

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why a person has to look at automatic tasks, a sentence each, without repetitions."""
        asked = [task for task in self.tasks if task.needs_person and not task.manual]
        found = [task.unsure or f"{task.task}: {_first_for_a_person(task)}" for task in asked]
        return tuple(dict.fromkeys(found))

    def task(self, name: str) -> TaskResult:
        """Return the result of one task; KeyError names those that exist."""
        for result in self.tasks:
            if result.task == name:
                return result
        raise KeyError(f"no task {name!r} in {self.section}; there are {', '.join(t.task for t in self.tasks)}")

    def to_json(self) -> dict[str, Any]:
        """Plain data, with `format` first so that a reader can refuse what it does not know."""
        data = asdict(self)
        for task in data["tasks"]:
            for check in task["checks"]:
                check["outcome"] = check["outcome"].value
        return {"format": VERDICT_FORMAT, **data}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Verdict:
        """Inverse of `to_json`; ValueError on another format."""
        if data.get("format") != VERDICT_FORMAT:
            raise ValueError(f"verdict format {data.get('format')!r}, expected {VERDICT_FORMAT}: grade this submission again")
        fields = {key: value for key, value in data.items() if key != "format"}
        fields["tasks"] = tuple(_task_from_json(task) for task in data["tasks"])
        fields["problems"] = tuple(data["problems"])
        fields["cost"] = Cost(**data["cost"])
        fields["cells"] = tuple(CellOutput(**{**cell, "outputs": tuple(cell["outputs"])}) for cell in data["cells"])
        return cls(**fields)


def _first_for_a_person(task: TaskResult) -> str:
    return next(check.outcome.explanation for check in task.checks if check.outcome.needs_person)


def _task_from_json(data: dict[str, Any]) -> TaskResult:
    checks = tuple(CheckResult(**{**check, "outcome": Outcome(check["outcome"])}) for check in data["checks"])
    return TaskResult(**{**data, "checks": checks})
