"""Hidden checks of the task `boundary`."""

from grading.checks import Student, as_mapping, as_string, check, expect
from solutions.degeneracy import boundary as reference

WORDS = ("follows", "refuted", "open")


def _expect_group(student: Student, labels: tuple[str, ...], pair: int, look: str) -> None:
    """All or nothing, so that guessing does not pay; the message counts, says what to look at, and names nothing."""
    answers = as_mapping(student["boundary"], "boundary", keys=labels)
    given = {label: as_string(answers[label], f"boundary[{label!r}]", choices=WORDS) for label in labels}
    wrong = sum(given[label] != reference.BOUNDARY[label] for label in labels)
    count = "one claim is" if wrong == 1 else "both claims are"
    hint = "For every claim that you call open, write down two examples; for every other one, a proof in a line."
    expect(wrong == 0, f"Of pair {pair}, {count} not judged right. {look} {hint}")


@check("boundary")
def test_boundary_examples(student: Student) -> None:
    """Both claims of pair 1 are judged right."""
    look = "Try curves as well as straight lines through θ, and go to both sides of θ."
    _expect_group(student, ("every line", "third order"), 1, look)


@check("boundary")
def test_boundary_non_examples(student: Student) -> None:
    """Both claims of pair 2 are judged right."""
    look = "Task 6 says which f have a minimum. The Hessian over all examples is the mean of those of all minibatches."
    _expect_group(student, ("flat minimum", "one minibatch"), 2, look)
