"""Hidden checks of the task `boundary`."""

from grading.checks import Student, as_mapping, as_string, check, expect
from solutions.degeneracy import boundary as reference

WORDS = ("follows", "refuted", "open")


def _expect_group(student: Student, labels: tuple[str, ...], group: str) -> None:
    """All or nothing, so that guessing does not pay; the message counts and names nothing."""
    answers = as_mapping(student["boundary"], "boundary", keys=labels)
    given = {label: as_string(answers[label], f"boundary[{label!r}]", choices=WORDS) for label in labels}
    wrong = sum(given[label] != reference.BOUNDARY[label] for label in labels)
    count = "one is" if wrong == 1 else "both are"
    hint = "For every claim that you call open, write down two examples; for every other one, a proof in a line."
    expect(wrong == 0, f"Of the two {group}, {count} not judged right. {hint}")


@check("boundary")
def test_boundary_examples(student: Student) -> None:
    """Both examples are judged right."""
    _expect_group(student, ("every line", "third order"), "examples")


@check("boundary")
def test_boundary_non_examples(student: Student) -> None:
    """Both non-examples are judged right."""
    _expect_group(student, ("flat minimum", "one minibatch"), "non-examples")


@check("boundary")
def test_boundary_cases(student: Student) -> None:
    """Both boundary cases are judged right."""
    _expect_group(student, ("two columns", "penalty"), "boundary cases")
