"""Tells work that was tried from work that was not: an open answer says nothing of what the class has understood."""

from __future__ import annotations

from grading.verdict import CheckResult, Outcome, TaskResult, Verdict

OPEN = ("{task} is not answered yet.", "{task} is not defined in your notebook.")  # how the engine says that nothing is there


def tried(verdict: Verdict, task: TaskResult) -> bool:
    """Say whether a student tried an automatic task.

    A task was not tried when the file could not be read, or when each of its checks says that there is no answer. A task
    without checks counts as tried.
    """
    if not verdict.readable:
        return False
    return not task.checks or not all(_open(task, check) for check in task.checks)


def _open(task: TaskResult, check: CheckResult) -> bool:
    said = {text.format(task=task.task) for text in OPEN}
    return check.outcome is Outcome.STUDENT_ERROR and check.message in said
