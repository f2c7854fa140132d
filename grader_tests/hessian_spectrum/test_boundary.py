"""Hidden checks of the task `boundary`."""

from grading.checks import Student, as_mapping, as_string, check, expect
from solutions.hessian_spectrum import boundary as reference


def hold_group(student: Student, letter: str, hint: str) -> None:
    """Two answers, all or nothing; which one is wrong is not said."""
    wanted = {key: value for key, value in reference.BOUNDARY.items() if key.startswith(letter)}
    got = as_mapping(student["boundary"], "boundary", keys=tuple(wanted))
    choices = ("true", "false", "cannot tell")
    answers = {key: as_string(got[key], f'boundary["{key}"]', choices=choices) for key in wanted}
    expect(answers == wanted, f"Not both answers of the group {letter}1, {letter}2 are right. {hint}")


@check("boundary")
def test_boundary_algorithms(student: Student) -> None:
    """Which modes grow, under which algorithm"""
    hold_group(student, "a", "For each: what are the multipliers, and is the threshold that of this algorithm?")


@check("boundary")
def test_boundary_measurements(student: Student) -> None:
    """What a measured number proves, and what it does not"""
    hold_group(
        student, "m", "For each: is the number a bound, from which side, and which diagonal matrices fit what is written?"
    )
