"""Hidden checks of the task `boundary`."""

from grading.checks import Student, as_mapping, as_string, check, expect
from solutions.local_minimum import boundary as reference


def hold_group(student: Student, group: str, name: str, hint: str) -> None:
    """Both of a group or nothing, so that guessing does not pay; the message counts and names no label."""
    labels = tuple(f"{group}{number}" for number in (1, 2))
    answers = as_mapping(student["boundary"], "boundary", keys=labels)
    words = ("true", "false", "cannot tell")
    given = {label: as_string(answers[label], f"boundary[{label!r}]", choices=words) for label in labels}
    wrong = sum(given[label] != reference.BOUNDARY[label] for label in labels)
    expect(wrong == 0, f"Of the two {name}, {'one is not' if wrong == 1 else 'neither is'} judged right. {hint}")


@check("boundary")
def test_measurements(student: Student) -> None:
    """The two measurements"""
    hint = "Which function was measured, and which one is asked about? What does f do along the orbit?"
    hold_group(student, "m", "measurements", hint)


@check("boundary")
def test_recipes(student: Student) -> None:
    """The two recipes"""
    hold_group(student, "r", "recipes", "Of which algorithm is 2/η the threshold? At which point does SAM take its gradient?")
