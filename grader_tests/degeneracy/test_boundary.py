"""Hidden checks of the task `boundary`."""

from grading.checks import Student, as_mapping, as_string, check, expect
from solutions.degeneracy import boundary as reference

WORDS = ("follows", "refuted", "open")


def _expect_group(student: Student, labels: tuple[str, ...], group: str) -> None:
    """All or nothing, so that guessing does not pay; the message counts and names nothing."""
    answers = as_mapping(student["boundary"], "boundary", keys=labels)
    given = {label: as_string(answers[label], f"boundary[{label!r}]", choices=WORDS) for label in labels}
    wrong = sum(given[label] != reference.BOUNDARY[label] for label in labels)
    hint = "For every claim that you call open, write down two examples; for every other one, a proof in a line."
    expect(wrong == 0, f"Of the three {group}, {wrong} are not judged right. {hint}")


@check("boundary")
def test_boundary_examples(student: Student) -> None:
    """The three examples are judged right."""
    _expect_group(student, ("every line", "third order", "cubed loss"), "examples")


@check("boundary")
def test_boundary_non_examples(student: Student) -> None:
    """The three non-examples are judged right."""
    _expect_group(student, ("rank recipe", "flat minimum", "one minibatch"), "non-examples")


@check("boundary")
def test_boundary_cases(student: Student) -> None:
    """The three boundary cases are judged right."""
    _expect_group(student, ("a quarter", "two columns", "penalty"), "boundary cases")
