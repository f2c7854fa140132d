"""Hidden checks of the task `boundary`."""

from grading.checks import Student, as_mapping, as_string, check, expect
from solutions.plateau import boundary as reference

EXAMPLES = "How far from θ does the bound of section 3 reach, and what does GD multiply along each eigenvector?"
NON_EXAMPLES = "What can the examples outside the batch be, and where does this method have its edge?"
CASES = "Which functions have a zero Hessian at θ, and what is one step of GD in each of the two units?"


def _expect_group(student: Student, labels: tuple[str, ...], group: str, look: str) -> None:
    """All or nothing, so that guessing does not pay; the message counts, says what to look at, and names nothing."""
    answers = as_mapping(student["boundary"], "boundary", keys=labels)
    words = ("follows", "refuted", "open")
    given = {label: as_string(answers[label], f"boundary[{label!r}]", choices=words) for label in labels}
    wrong = sum(given[label] != reference.BOUNDARY[label] for label in labels)
    hint = f"{look} A claim that is open has two examples, one for it and one against it; any other one a proof in a line."
    count = {2: "two", 3: "three"}[len(labels)]
    expect(wrong == 0, f"Of the {count} {group}, {wrong} {'is' if wrong == 1 else 'are'} not judged right. {hint}")


@check("boundary")
def test_boundary_examples(student: Student) -> None:
    """The three examples are judged right."""
    _expect_group(student, ("short step", "far away", "flat direction"), "examples", EXAMPLES)


@check("boundary")
def test_boundary_non_examples(student: Student) -> None:
    """The two non-examples are judged right."""
    _expect_group(student, ("one minibatch", "heavy ball"), "non-examples", NON_EXAMPLES)


@check("boundary")
def test_boundary_cases(student: Student) -> None:
    """The two boundary cases are judged right."""
    _expect_group(student, ("zero hessian", "rescaled loss"), "boundary cases", CASES)
