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
    """The three examples"""
    hold_group(
        student,
        "e",
        "examples",
        "Each gives f: look at f itself along a line, at the best f can be, or at one step from the start.",
    )


@check("boundary")
def test_measurements(student: Student) -> None:
    """The two measurements"""
    hold_group(
        student,
        "m",
        "measurements",
        "Of which function is the Hessian that was measured, or that the theorem is about, and of which is the claim?",
    )


@check("boundary")
def test_recipes(student: Student) -> None:
    """The two recipes"""
    hold_group(
        student,
        "r",
        "recipes",
        "Try the recipe on an example of this notebook that fits what is written; where none breaks it, look for a proof.",
    )
