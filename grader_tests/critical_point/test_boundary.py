"""Hidden checks of the task `boundary`."""

from grading.checks import Student, as_mapping, as_string, check, expect
from solutions.critical_point import boundary as reference


def hold_group(student: Student, group: str, name: str, hint: str) -> None:
    """Both of a pair or nothing, so that guessing does not pay; the message counts and names no label."""
    labels = tuple(f"{group}{number}" for number in (1, 2))
    answers = as_mapping(student["boundary"], "boundary", keys=labels)
    words = ("true", "false", "cannot tell")
    given = {label: as_string(answers[label], f"boundary[{label!r}]", choices=words) for label in labels}
    wrong = sum(given[label] != reference.BOUNDARY[label] for label in labels)
    expect(wrong == 0, f"Of the two {name}, {wrong} {'is' if wrong == 1 else 'are'} not judged right. {hint}")


@check("boundary")
def test_countings(student: Student) -> None:
    """The two countings"""
    hint = "Add up the indices of the points that were found, in that number of dimensions: what does the sum prove?"
    hold_group(student, "c", "countings", hint)


@check("boundary")
def test_measurements(student: Student) -> None:
    """The two measurements"""
    hint = "What do new coordinates do to H where ∇f is not 0? Of which function is the gradient that was measured?"
    hold_group(student, "m", "measurements", hint)


@check("boundary")
def test_recipes(student: Student) -> None:
    """The two recipes"""
    near = "Take functions of one variable with a least value, and without one: where is the gradient small?"
    hint = f"{near} How far can f fall in all, and for which data has its loss a critical point?"
    hold_group(student, "r", "recipes", hint)
