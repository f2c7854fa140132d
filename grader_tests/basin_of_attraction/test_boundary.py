"""Hidden checks of the task `boundary`."""

from grading.checks import Student, as_mapping, as_string, check, expect
from solutions.basin_of_attraction import boundary as reference

OTHERS = {
    "examples": "other functions, other starts, the rare ones too",
    "recipes": "other data, other places; compute what is a number",
}


def hold_group(student: Student, group: str, name: str) -> None:
    """All three of a group or nothing, so that guessing does not pay; the message counts and names no claim."""
    labels = tuple(f"{group}{number}" for number in (1, 2, 3))
    answers = as_mapping(student["boundary"], "boundary", keys=labels)
    for label in labels:
        expect(answers[label] is not None, f"boundary[{label!r}] is None; give one of the three strings.")
    words = ("true", "false", "cannot tell")
    given = {label: as_string(answers[label], f"boundary[{label!r}]", choices=words) for label in labels}
    wrong = sum(given[label] != reference.BOUNDARY[label] for label in labels)
    count = ("none is", "one is", "two are", "three are")[wrong]
    hint = (
        f"For each, look for two examples that fit what is written ({OTHERS[name]}); where only one kind exists, for a proof."
    )
    expect(wrong == 0, f"Of the three {name}, {count} not judged right. {hint}")


@check("boundary")
def test_examples(student: Student) -> None:
    """The three examples"""
    hold_group(student, "e", "examples")


@check("boundary")
def test_recipes(student: Student) -> None:
    """The three recipes"""
    hold_group(student, "r", "recipes")
