"""Hidden checks of the task `boundary`."""

from grading.checks import Student, as_mapping, as_string, check, expect
from solutions.plateau import boundary as reference


def _expect_group(student: Student, labels: tuple[str, ...], group: str) -> None:
    """All or nothing, so that guessing does not pay; the message counts and names nothing."""
    answers = as_mapping(student["boundary"], "boundary", keys=labels)
    words = ("follows", "refuted", "open")
    given = {label: as_string(answers[label], f"boundary[{label!r}]", choices=words) for label in labels}
    wrong = sum(given[label] != reference.BOUNDARY[label] for label in labels)
    hint = "For every claim that you call open, write down two examples; for every other one, a proof in a line."
    count = {2: "two", 3: "three"}[len(labels)]
    expect(wrong == 0, f"Of the {count} {group}, {wrong} {'is' if wrong == 1 else 'are'} not judged right. {hint}")


@check("boundary")
def test_boundary_examples(student: Student) -> None:
    """The three examples are judged right."""
    _expect_group(student, ("short step", "far away", "flat direction"), "examples")


@check("boundary")
def test_boundary_non_examples(student: Student) -> None:
    """The two non-examples are judged right."""
    _expect_group(student, ("one minibatch", "heavy ball"), "non-examples")


@check("boundary")
def test_boundary_cases(student: Student) -> None:
    """The two boundary cases are judged right."""
    _expect_group(student, ("zero hessian", "rescaled loss"), "boundary cases")
