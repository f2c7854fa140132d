"""Hidden checks of the task `boundary`."""

from grading.checks import Student, as_mapping, as_string, check, expect
from solutions.symmetry import boundary as reference


def hold_group(student: Student, group: str, name: str) -> None:
    """All three of a group or nothing, so that guessing does not pay; the message counts and names nothing."""
    labels = tuple(f"{group}{number}" for number in (1, 2, 3))
    answers = as_mapping(student["boundary"], "boundary", keys=labels)
    words = ("true", "false", "cannot tell")
    given = {label: as_string(answers[label], f"boundary[{label!r}]", choices=words) for label in labels}
    wrong = sum(given[label] != reference.BOUNDARY[label] for label in labels)
    hint = "For each, look for two examples that fit what is written; where only one kind exists, for a proof."
    count = ("", "one is not", "two are not", "none is")[wrong]
    expect(wrong == 0, f"Of the three {name} {count} judged right. {hint}")


@check("boundary")
def test_laws(student: Student) -> None:
    """The three laws"""
    hold_group(student, "a", "laws")


@check("boundary")
def test_measurements(student: Student) -> None:
    """The three measurements"""
    hold_group(student, "b", "measurements")
