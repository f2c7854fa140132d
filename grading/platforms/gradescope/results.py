"""A verdict as Gradescope's results.json: one entry a check, with its points, its outcome and the message to the student."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from grading.verdict import CheckResult, Outcome, TaskResult, Verdict

VISIBILITIES = ("visible", "after_due_date", "after_published", "hidden")


def results_of(verdict: Verdict, *, visibility: str = "visible", remarks: Sequence[str] = ()) -> dict[str, Any]:
    """Return the results of a submission.

    The scores of a task's checks add up to its mark. An entry whose mark a person gives has no score, so that no 0 stands there
    as if it were final; its points are added in Gradescope by a question that is marked by hand.

    Args:
        verdict: what the grader says.
        visibility: when students see the entries: visible, after_due_date, after_published or hidden.
        remarks: sentences for the student, above those about the notebook.
    """
    waiting = [task for task in verdict.tasks if task.needs_person]
    said = [*remarks, *verdict.problems]
    if waiting:
        names = ", ".join(f"{task.task} ({task.points:g} points)" for task in waiting)
        said.append(f"A person marks: {names}. These points are not in the score yet.")
    return {
        "output": "\n".join(said),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [entry for task in verdict.tasks for entry in _entries(task, visibility)],
        "extra_data": {
            "section": verdict.section,
            "checker_version": verdict.checker_version,
            "isolation": verdict.isolation,
            "waiting_for_a_person": [task.task for task in waiting],
        },
    }


def failure(reason: str) -> dict[str, Any]:
    """Return results without any score: Gradescope then says that the autograder failed, and gives nobody a 0."""
    said = f"The grader could not mark this submission, and nothing was taken off. Tell your instructor: {reason}"
    return {"output": said, "output_format": "text", "visibility": "visible", "stdout_visibility": "hidden", "tests": []}


def _entries(task: TaskResult, visibility: str) -> Iterator[dict[str, Any]]:
    if task.manual or not task.checks:
        said = "A person marks this answer." if task.needs_person else task.note
        score = {} if task.needs_person else {"score": task.earned, "max_score": task.points}
        yield {"name": f"{task.task} ({task.points:g} points)", "output": said, "visibility": visibility, **score}
        return
    total = sum(check.weight for check in task.checks)
    for number, check in enumerate(task.checks):
        points = task.points * check.weight / total if total > 0 else 0.0
        yield _entry(task, check, points, visibility, note=task.note if number == 0 else "")


def _entry(task: TaskResult, check: CheckResult, points: float, visibility: str, *, note: str) -> dict[str, Any]:
    passed = check.outcome is Outcome.PASSED
    said = [note, "" if passed else check.message or check.outcome.explanation]
    entry: dict[str, Any] = {"name": f"{task.task}: {check.title}", "visibility": visibility, "output_format": "text"}
    if task.needs_person:
        said.append("A person marks this task.")
    else:
        entry |= {"score": points if passed else 0.0, "max_score": points, "status": "passed" if passed else "failed"}
    return {**entry, "output": "\n".join(filter(None, said))}
