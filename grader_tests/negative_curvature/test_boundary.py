"""Hidden checks of the task `boundary`."""

from grading.checks import Student, as_mapping, as_string, check, expect
from solutions.negative_curvature import boundary as reference


def hold_group(student: Student, letter: str, hint: str) -> None:
    """The answers of a group, all or nothing; which one is wrong is not said."""
    wanted = {key: value for key, value in reference.BOUNDARY.items() if key.startswith(letter)}
    got = as_mapping(student["boundary"], "boundary", keys=tuple(wanted))
    choices = ("true", "false", "cannot tell")
    answers = {key: as_string(got[key], f'boundary["{key}"]', choices=choices) for key in wanted}
    expect(answers == wanted, f"Not all answers of the group {letter}1 to {letter}{len(wanted)} are right. {hint}")


@check("boundary")
def test_boundary_examples(student: Student) -> None:
    """Where the steps lead from almost every start, and from the others"""
    hold_group(student, "e", "For each: write the step, one coordinate at a time.")


@check("boundary")
def test_boundary_recipes(student: Student) -> None:
    """What a measured number proves, and what it does not"""
    hold_group(
        student,
        "r",
        "For each: look for two cases that fit what is written and differ, or for the inequality that forbids them.",
    )


@check("boundary")
def test_boundary_cases(student: Student) -> None:
    """A saddle that is not strict, and a step that goes downhill or not"""
    hold_group(student, "b", "For each: one step by hand; for a product gᵀs look at the signs of the eigenvalues.")
