"""Hidden checks of the task `softmax_origin`."""

import numpy as np

from grader_tests.saddle_point.slips import distinct, more_or_less
from grading.checks import Student, after_plain, as_integer, as_sequence, asked, check, close, equal
from solutions.saddle_point import softmax_origin as reference

MORE = "These are too many: a singular value up to 1e-10 of the largest counts as 0."
LESS = "These are too few: a singular value above 1e-10 of the largest is not 0, and each unit counts."
SQUARED = " If you count eigenvalues of M Mᵀ: they are squares, and rounding leaves them half of the digits."
TINY, CLEAR = 1e-14, 1e-4  # shares of the largest singular value: rounding, and what no threshold takes for 0

Floats = np.ndarray
Integers = np.ndarray


def strengths(Y: Floats, X: Floats, share: Floats | float, divisor: float) -> Floats:
    """Singular values of minus the gradient at 0, with other probabilities `share` of the classes and another divisor."""
    return np.asarray(np.linalg.svd((Y - share).T @ X / divisor, compute_uv=False))


def lowest_slips(X: Floats, y: Integers, classes: int) -> dict[str, float]:
    """Smallest eigenvalues of typical slips."""
    Y, n = np.eye(classes)[y], len(X)
    right = strengths(Y, X, 1 / classes, n)
    present = np.unique(y)
    return {
        "Its sign is turned: the smallest eigenvalue is negative.": float(right[0]),
        "f is a mean over the examples: divide by n.": -float(strengths(Y, X, 1 / classes, 1)[0]),
        "f is a mean over the examples: divide by n, not by the number of classes.": -float(
            strengths(Y, X, 1 / classes, classes)[0]
        ),
        "Nothing is subtracted here: the probability of each class at the origin is missing.": -float(
            strengths(Y, X, 0.0, n)[0]
        ),
        "At the origin a class has probability 1/m, not ½.": -float(strengths(Y, X, 0.5, n)[0]),
        "At the origin a class has probability 1/m, for m classes; here 1 is divided by the number of features.": -float(
            strengths(Y, X, 1 / X.shape[1], n)[0]
        ),
        "Here 1/m is replaced by the share of the examples, or the mean is taken off X, which is the same.": -float(
            strengths(Y, X, Y.mean(axis=0), n)[0]
        ),
        "This is the square of a singular value.": -float(right[0] ** 2),
        "This is the smallest singular value; the largest is asked.": -float(right[-1]),
        "This is the Frobenius norm; the largest singular value is asked.": -float(np.linalg.norm(right)),
        "Half of it: in f stands ⟨M, W₂W₁⟩, whose Hessian has M in two corners, without a ½.": -float(right[0]) / 2,
        "This leaves out the classes without an example; they have a row, too.": -float(
            strengths(Y[:, present], X, 1 / len(present), n)[0]
        ),
    }


def matrix(X: Floats, y: Integers, classes: int) -> Floats:
    """The matrix M of the statement, minus the gradient at 0."""
    return np.asarray((np.eye(classes)[y] - 1 / classes).T @ X / len(X))


def squared_counts(M: Floats) -> set[int]:
    """Ranks that an eigenvalue solver reads off M Mᵀ or MᵀM, from the eigenvalues or from their roots."""
    found = set()
    for gram in (M @ M.T, M.T @ M):
        squares = np.linalg.eigvalsh(gram)
        roots = np.sqrt(np.abs(squares))
        found |= {int(np.sum(squares > 1e-10 * squares[-1])), int(np.sum(roots > 1e-10 * roots.max()))}
    return found


def listed(values: Floats) -> str:
    """The singular values of M: the largest, and the others over it; those of rounding are counted."""
    largest, *others = values
    shares = [one / largest for one in others]
    shown = [f"{share:.2g}" for share in shares if share >= TINY]
    shown += [f"{len(shares) - len(shown)} below {TINY:g}"] if len(shown) < len(shares) else []
    rest = f"the others, divided by it: {', '.join(shown)}" if shown else "there is no other"
    return f"Here the largest singular value of M is {largest:.2g}; {rest}."


def index_slips(values: Floats, classes: int, width: int, count: int) -> dict[str, int]:
    """Morse indices of typical slips; where a singular value is weak, a threshold may give the numbers of others."""
    counts = {
        "Each singular value has a pair ±σ for each unit; the positive one does not count.": 2 * count,
        "This is the rank; each unit has it.": count // width,
    }
    if np.any((values > TINY * values[0]) & (values < CLEAR * values[0])):
        return counts
    return counts | {
        "This is width times m. The rows of M add up to 0, so M has a singular value 0; if you take the roots of the "
        "eigenvalues of M Mᵀ, rounding hides it: take the singular values of M itself.": width * classes,
        "This is width times (m - 1). The rank of M may be smaller: with fewer features, dependent ones, few examples, or "
        f"one class alone. {listed(values)}": width * (classes - 1),
        "This takes at most as many singular values as there are units; each unit has all of them.": width
        * min(width, count // width),
    }


def hold(student: Student, X: Floats, y: Integers, classes: int, width: int, what: str) -> None:
    """Hold both entries; a slip is named where its value tells it."""
    call = f"softmax_origin of {what}, {classes} classes, width {width}"
    lowest, index = as_sequence(asked(call, student.softmax_origin, X, y, classes, width), call, length=2)
    right, count = reference.softmax_origin(X, y, classes, width)
    atol = 1e-13 * float(np.abs(X).max())
    slips = distinct(lowest_slips(X, y, classes), right, rtol=1e-8, atol=atol)
    M = matrix(X, y, classes)
    hint = f"It comes from the largest singular value of the matrix M of the statement; its first entry is {M[0, 0]:.4g} here."
    close(lowest, right, f"lowest in {call}", rtol=1e-8, atol=atol, hint=hint, slips=slips)
    said = as_integer(index, f"index in {call}")
    values = np.linalg.svd(M, compute_uv=False)
    squared = said in {width * rank for rank in squared_counts(M)}
    hint = f"{more_or_less(said, count, MORE, LESS)} {listed(values)}{SQUARED if squared else ''}"
    equal(said, count, f"index in {call}", hint=hint, slips=distinct(index_slips(values, classes, width, count), count))


def drawn(rng: np.random.Generator, n: int, d: int, classes: int) -> tuple[Floats, Integers]:
    """Examples of which each class has one at least, and one class more than the others."""
    y = np.concatenate([np.arange(classes), rng.integers(0, classes, n - classes - 2), np.full(2, rng.integers(0, classes))])
    return rng.standard_normal((n, d)) + 0.5, rng.permutation(y)


def with_a_weak_feature(X: Floats, y: Integers, classes: int, ratio: float, rng: np.random.Generator) -> Floats:
    """Add a feature so weak that it gives a singular value of `ratio` times the largest."""
    other = rng.standard_normal((len(X), 1))
    A = (np.eye(classes)[y] - 1 / classes).T @ np.hstack([X, other])
    known, new = A[:, :-1], A[:, -1]
    left, values, _ = np.linalg.svd(known, full_matrices=False)
    apart = float(np.linalg.norm(new - left @ (left.T @ new)))
    return np.hstack([X, ratio * float(values[0]) / apart * other])


@check("softmax_origin")
def test_lowest_and_index_of_random_data(student: Student, rng: np.random.Generator) -> None:
    """Random data with fewer classes than features"""
    for _ in range(2):
        classes, width = int(rng.choice([3, 5])), int(rng.integers(6, 9))  # with 4 classes ½ is 2/m: a reflection
        X, y = drawn(rng, int(rng.integers(9, 16)), classes + int(rng.integers(1, 4)), classes)
        hold(student, X, y, classes, width, f"{len(X)} examples of {X.shape[1]} features")


@check("softmax_origin", weight=1.5)
@after_plain(test_lowest_and_index_of_random_data)
def test_rank_of_few_features_and_collinear_ones(student: Student, rng: np.random.Generator) -> None:
    """Fewer features than classes, one feature, collinear features, a weak but independent one"""
    classes, width = int(rng.integers(5, 7)), int(rng.integers(2, 6))
    for d in (1, 2):
        X, y = drawn(rng, 14, d, classes)
        hold(student, X, y, classes, width, f"14 examples of {d} feature{'s' if d > 1 else ''}")
    X, y = drawn(rng, 15, 2, 4)
    twice = np.hstack([X, X @ rng.standard_normal((2, 3))])
    hold(student, twice, y, 4, width, "five features, of which two are independent")
    for ratio in (4e-10, 2e-11):
        what = f"three features, the least singular value {ratio:g} of the largest"
        hold(student, 10 * with_a_weak_feature(X, y, 4, ratio, rng), y, 4, width, what)
    X, y = drawn(rng, 9, 4, 2)
    hold(student, X, y, 2, 1, "two classes and one unit")
    X, _ = drawn(rng, 9, 3, 3)
    shifted = np.ones((9, 3)) + 1e-3 * X
    hold(student, shifted, np.array([0, 1, 2] * 3), 3, 2, "examples that differ by 1e-3, each class as frequent")


@check("softmax_origin", weight=1.5)
@after_plain(test_lowest_and_index_of_random_data)
def test_classes_without_examples(student: Student, rng: np.random.Generator) -> None:
    """Labels that do not occur, one class only, one example"""
    classes, width = int(rng.integers(4, 7)), int(rng.integers(2, 5))
    X, _ = drawn(rng, 12, 6, classes)
    seen = rng.permutation([*range(classes - 1), 0, 0, 0, 0, *rng.integers(0, classes - 1, 9 - classes)])  # label 0 is frequent
    for name, y in (
        ("the last class missing", seen),
        ("the first class missing", 1 + seen),
        ("one class only", np.full(12, int(rng.integers(0, classes)))),
    ):
        hold(student, X, y, classes, width, f"12 examples, {name}")
    hold(student, X[:1], np.array([1]), classes, width, "one example")


@check("softmax_origin")
@after_plain(test_lowest_and_index_of_random_data)
def test_any_unit_of_the_data(student: Student, rng: np.random.Generator) -> None:
    """Units from 1e-6 to 1e6"""
    X, y = drawn(rng, 12, 4, 3)
    for scale in (1e-6, 1e6):
        hold(student, scale * X, y, 3, 4, f"12 examples in units of {scale:g}")
        twice = scale * np.hstack([X[:, :1], -2 * X[:, :1]])
        hold(student, twice, y, 3, 4, f"two collinear features in units of {scale:g}")
        weak = scale * np.hstack([X[:, :1], 1e-6 * X[:, 1:2]])
        hold(student, weak, y, 3, 4, f"two features, one of them a millionth, in units of {scale:g}")
