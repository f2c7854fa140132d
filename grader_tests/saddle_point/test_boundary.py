"""Hidden checks of the task `boundary`."""

from grading.checks import Student, as_mapping, as_string, check, expect
from solutions.saddle_point import boundary as reference


def hold_group(student: Student, group: str, name: str, hint: str) -> None:
    """All of a group or nothing, so that guessing does not pay; the message counts and names nothing."""
    labels = tuple(label for label in reference.BOUNDARY if label.startswith(group))
    answers = as_mapping(student["boundary"], "boundary", keys=labels)
    words = ("true", "false", "cannot tell")
    given = {label: as_string(answers[label], f"boundary[{label!r}]", choices=words) for label in labels}
    wrong = sum(given[label] != reference.BOUNDARY[label] for label in labels)
    expect(wrong == 0, f"Of the {len(labels)} {name}, not judged right: {wrong}. {hint}")


@check("boundary")
def test_examples(student: Student) -> None:
    """The two examples"""
    hold_group(student, "e", "examples", "Each gives f: look at f itself along a line, or at one step from the start.")


@check("boundary")
def test_conclusions(student: Student) -> None:
    """The three conclusions"""
    hold_group(
        student,
        "c",
        "conclusions",
        "Of which function is what was measured, and of which is the claim? Try an example that fits what is written; where "
        "none breaks the claim, look for a proof.",
    )
