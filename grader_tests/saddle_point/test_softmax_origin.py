"""Hidden checks of the task `softmax_origin`."""

import numpy as np

from grading.checks import Student, after_plain, as_integer, as_sequence, check, close, equal
from solutions.saddle_point import softmax_origin as reference

Floats = np.ndarray
Integers = np.ndarray


def gradient(X: Floats, y: Integers, classes: int, *, shift: float | None = None, mean: bool = True) -> Floats:
    """Minus the gradient at 0, with another probability of each class, or as a sum."""
    Y = np.eye(classes)[y] - (1 / classes if shift is None else shift)
    return Y.T @ X / (len(X) if mean else 1)


def top(A: Floats) -> float:
    """The largest singular value."""
    return float(np.linalg.svd(A, compute_uv=False)[0])


def lowest_slips(X: Floats, y: Integers, classes: int) -> dict[str, float]:
    """Smallest eigenvalues of typical slips."""
    A = gradient(X, y, classes)
    return {
        "Its sign is turned: the smallest eigenvalue is negative.": top(A),
        "f is a mean over the examples: divide by n.": -top(gradient(X, y, classes, mean=False)),
        "From each label's 1 the probability 1/m is subtracted.": -top(gradient(X, y, classes, shift=0.0)),
        "At the origin a class has probability 1/m, not ½.": -top(gradient(X, y, classes, shift=0.5)),
        "This is the square of a singular value.": -(top(A) ** 2),
        "This is the smallest singular value; the largest is asked.": -float(np.linalg.svd(A, compute_uv=False)[-1]),
        "This is the Frobenius norm; the largest singular value is asked.": -float(np.linalg.norm(A)),
        "Half of it: in f stands ⟨∇φ, W₂W₁⟩, whose Hessian has A in two corners, without a ½.": -top(A) / 2,
    }


def hold(
    student: Student, X: Floats, y: Integers, classes: int, width: int, what: str, *, hint: str = "", named: bool = False
) -> None:
    """Hold both entries; the plain case names slips."""
    call = f"softmax_origin of {what}, {classes} classes, width {width}"
    lowest, index = as_sequence(student.softmax_origin(X, y, classes, width), call, length=2)
    right, count = reference.softmax_origin(X, y, classes, width)
    slips = lowest_slips(X, y, classes) if named else None
    atol = 1e-13 * float(np.abs(X).max())
    close(lowest, right, f"lowest in {call}", rtol=1e-8, atol=atol, hint=hint, slips=slips)
    rank = count // width
    counts = {
        "Each singular value has a pair ±σ for each unit; the positive one does not count.": 2 * count,
        "This is the rank; each unit has it.": rank,
        "How many singular values are not 0? The rows of that matrix add up to 0.": width * classes,
    }
    said = as_integer(index, f"index in {call}")
    equal(said, count, f"index in {call}", hint=hint or "The rank times the width.", slips=counts if named else None)


def drawn(rng: np.random.Generator, n: int, d: int, classes: int) -> tuple[Floats, Integers]:
    """Examples of which each class has one at least."""
    y = rng.permutation(np.concatenate([np.arange(classes), rng.integers(0, classes, n - classes)]))
    return rng.standard_normal((n, d)) + 0.5, y


@check("softmax_origin")
def test_lowest_and_index_of_random_data(student: Student, rng: np.random.Generator) -> None:
    """Random data with fewer classes than features"""
    for _ in range(2):
        classes, width = int(rng.choice([3, 5])), int(rng.integers(6, 9))  # with 4 classes ½ is 2/m: a reflection
        X, y = drawn(rng, int(rng.integers(9, 16)), classes + int(rng.integers(1, 4)), classes)
        hint = "The largest singular value of -∇φ(0), with a minus; its rank times the width."
        hold(student, X, y, classes, width, f"{len(X)} examples of {X.shape[1]} features", hint=hint, named=True)


@check("softmax_origin", weight=1.5)
@after_plain(test_lowest_and_index_of_random_data)
def test_rank_of_few_features_and_collinear_ones(student: Student, rng: np.random.Generator) -> None:
    """Fewer features than classes, one feature, collinear features, a weak but independent one"""
    hint = "The index counts the singular values that are not 0."
    classes, width = int(rng.integers(5, 7)), int(rng.integers(2, 6))
    for d in (1, 2):
        X, y = drawn(rng, 14, d, classes)
        hold(student, X, y, classes, width, f"14 examples of {d} features", hint=hint)
    X, y = drawn(rng, 15, 2, 4)
    twice = np.hstack([X, X @ rng.standard_normal((2, 3))])
    hold(student, twice, y, 4, width, "five features, of which two are independent", hint=hint)
    other = rng.permutation(np.linspace(-2, 2, 15))[:, None]
    for size, says in ((1e-7, "1e-7 of the largest is not 0."), (5e-9, "5e-9 of the largest is not 0."), (5e-12, hint)):
        weak = 10 * np.hstack([X, size * other])
        hold(student, weak, y, 4, width, f"three features, one of them of size {size:g}", hint=says)
    X, y = drawn(rng, 9, 4, 2)
    hold(student, X, y, 2, 1, "two classes and one unit", hint=hint)


@check("softmax_origin", weight=1.5)
@after_plain(test_lowest_and_index_of_random_data)
def test_classes_without_examples(student: Student, rng: np.random.Generator) -> None:
    """Labels that do not occur, one class only, one example"""
    classes, width = int(rng.integers(4, 7)), int(rng.integers(2, 5))
    X, _ = drawn(rng, 12, 6, classes)
    hint = "A class without examples has probability 1/m at the origin, too."
    for name, y in (
        ("the last class missing", rng.permutation(np.arange(12) % (classes - 1))),
        ("the first class missing", 1 + rng.permutation(np.arange(12) % (classes - 1))),
        ("one class only", np.full(12, int(rng.integers(0, classes)))),
    ):
        hold(student, X, y, classes, width, f"12 examples, {name}", hint=hint)
    hold(student, X[:1], np.array([1]), classes, width, "one example", hint=hint)


@check("softmax_origin", weight=1.5)
@after_plain(test_lowest_and_index_of_random_data)
def test_data_that_say_nothing(student: Student, rng: np.random.Generator) -> None:
    """Each example with each label: the gradient is 0"""
    hint = "Each class is as frequent as the other at every x, so all singular values are 0 up to rounding: (0.0, 0)."
    for classes in (2, 3, int(rng.integers(5, 8))):
        X = rng.standard_normal((40, 3))
        X[0, 0] = 0.0
        X[1, 1] -= X.sum()  # a mean of 0
        y = np.tile(np.arange(classes), 40)
        for name, data in (
            ("", X),
            (" of negative features", -np.abs(X)),
            (" in units of 1e6", 1e6 * X),
            (" in units of 1e-6", 1e-6 * X),
        ):
            hold(student, np.repeat(data, classes, axis=0), y, classes, 3, f"examples{name} that have every label", hint=hint)
    X, y = drawn(rng, 9, 3, 3)
    balanced = np.array([0, 1, 2] * 3)
    hold(student, np.zeros((9, 3)), y, 3, 4, "X = 0", hint="A zero X has a zero gradient: (0.0, 0).")
    shifted = np.ones((9, 3)) + 1e-3 * X
    hold(student, shifted, balanced, 3, 2, "examples that differ by 1e-3", hint="A small singular value is not 0.")


@check("softmax_origin")
@after_plain(test_lowest_and_index_of_random_data)
def test_any_unit_of_the_data(student: Student, rng: np.random.Generator) -> None:
    """Units from 1e-6 to 1e6"""
    X, y = drawn(rng, 12, 4, 3)
    for scale in (1e-6, 1e6):
        hint = "The threshold is relative to the largest singular value."
        hold(student, scale * X, y, 3, 4, f"12 examples in units of {scale:g}", hint=hint)
        twice = scale * np.hstack([X[:, :1], -2 * X[:, :1]])
        hold(student, twice, y, 3, 4, f"two collinear features in units of {scale:g}", hint=hint)
        weak = scale * np.hstack([X[:, :1], 1e-6 * X[:, 1:2]])
        hold(student, weak, y, 3, 4, f"two features, one of them a millionth, in units of {scale:g}", hint=hint)
