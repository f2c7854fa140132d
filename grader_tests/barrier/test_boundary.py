"""Hidden checks of the task `boundary`."""

from grading.checks import Student, as_mapping, as_string, check, expect
from solutions.barrier import boundary as reference

OTHERS = {
    "examples": "other functions, other paths",
    "measurements": "other data, other functions",
    "recipes": "other landscapes; compute what is a number",
}


def hold_group(student: Student, group: str, name: str) -> None:
    """Both of a group or nothing, so that guessing does not pay; the message counts and names no claim."""
    labels = tuple(f"{group}{number}" for number in (1, 2))
    answers = as_mapping(student["boundary"], "boundary", keys=labels)
    words = ("true", "false", "cannot tell")
    for label in labels:
        expect(answers[label] is not None, f"boundary[{label!r}] is None: it is left open.")
    given = {label: as_string(answers[label], f"boundary[{label!r}]", choices=words) for label in labels}
    wrong = sum(given[label] != reference.BOUNDARY[label] for label in labels)
    hint = (
        f"For each, look for two examples that fit what is written ({OTHERS[name]}); where only one kind exists, for a proof."
    )
    expect(wrong == 0, f"Of the two {name}, {'one is not' if wrong == 1 else 'neither is'} judged right. {hint}")


@check("boundary")
def test_examples(student: Student) -> None:
    """The two examples"""
    hold_group(student, "e", "examples")


@check("boundary")
def test_measurements(student: Student) -> None:
    """The two measurements"""
    hold_group(student, "m", "measurements")


@check("boundary")
def test_recipes(student: Student) -> None:
    """The two recipes"""
    hold_group(student, "r", "recipes")
