"""Hidden checks of the task `softmax_hessian`."""

import numpy as np

from grading.checks import Student, after_plain, as_array, check, close, expect
from solutions.hessian_spectrum import softmax_hessian as reference

ALLOWED = 1e-10  # an entry is at most 1/4


def hold_softmax(student: Student, z: np.ndarray, what: str, hint: str, *, plain: bool = False) -> None:
    """Hold the matrix against the complex step; the plain case names slips."""
    got = as_array(student.softmax_hessian(z), f"softmax_hessian for {what}", shape=(len(z), len(z)), finite=False)
    overflow = "Does exp overflow, or is the sum of the exps 0? The hint says what may be subtracted."
    expect(np.all(np.isfinite(got)), f"softmax_hessian for {what} holds NaN or infinity. {overflow}")
    right = reference.softmax_hessian(z)
    if plain and np.abs(got - right).max() < 1e-3:
        hint = "Is anything added, rounded, clipped or in single precision?"
    if not got.any() and np.abs(z).max() > 700:  # beyond that exp overflows, or is 0
        hint = "Every entry is 0: did exp overflow or become 0, and was a NaN made 0 then?"
    close(got, right, f"softmax_hessian for {what}", rtol=0.0, atol=ALLOWED, hint=hint, slips=_slips(z) if plain else {})


def listed(z: np.ndarray) -> str:
    """The logits, readable."""
    return ", ".join(f"{value:.3g}" for value in z)


def _slips(z: np.ndarray) -> dict[str, np.ndarray]:
    p = np.exp(z - z.max())
    p /= p.sum()
    return {
        "The outer product p pᵀ is missing.": np.diag(p),
        "This is its negative.": np.outer(p, p) - np.diag(p),
        "The sign of the outer product is wrong.": np.diag(p) + np.outer(p, p),
        "The squares of p stand on the diagonal, p should.": np.diag(p**2) - np.outer(p, p),
        "Only the diagonal is right: two classes share curvature, too.": np.diag(p - p**2),
        "The exps are not divided by their sum.": np.diag(np.exp(z)) - np.outer(np.exp(z), np.exp(z)),
    }


@check("softmax_hessian")
def test_softmax_hessian_of_a_few_classes(student: Student, rng: np.random.Generator) -> None:
    """The Hessian for random logits"""
    for _ in range(3):
        z = rng.uniform(-2, 2, int(rng.integers(3, 8)))
        hold_softmax(
            student, z, f"the logits {listed(z)}", "p over all classes, diag(p), p pᵀ: which entry is off?", plain=True
        )


@check("softmax_hessian", weight=0.5)
@after_plain(test_softmax_hessian_of_a_few_classes)
def test_softmax_hessian_of_any_number_of_classes(student: Student, rng: np.random.Generator) -> None:
    """One class, two classes, many"""
    for size in rng.permutation([1, 2, 40]):
        hint = "The same formula. With one class p = 1, and no curvature is left." if size == 1 else "The same formula."
        z = 2 * rng.standard_normal(int(size))
        hold_softmax(student, z, f"{size} logit" + ("s" if size > 1 else ""), hint)
    near = rng.uniform(-1, 1) + np.array([0.0, rng.uniform(0, 0.1)])
    hold_softmax(student, near, f"the logits {listed(near)}", "Is it exact to 1e-10?")


@check("softmax_hessian", weight=1.5)
@after_plain(test_softmax_hessian_of_a_few_classes)
def test_softmax_hessian_with_large_logits(student: Student, rng: np.random.Generator) -> None:
    """Logits of size 1000, of one sign and of both"""
    size, gap = float(rng.uniform(990, 1000)), rng.uniform(0.3, 1.5, 3)
    near = "Only differences of logits count. Are they exact: nothing clipped, no single precision, no difference quotient?"
    hold_softmax(student, rng.permutation(size - np.append(0, gap)), f"four logits near {size:.0f}", near)
    hold_softmax(student, rng.permutation(np.append(0, gap) - size), f"four logits near -{size:.0f}", near)
    wide, sure = rng.permutation([size, size - gap[0], -size, 0.0]), rng.permutation([1000.0, -1000.0, 0.0])
    for place in range(4):  # each logit stands in each place: none of them alone can be subtracted
        hold_softmax(student, np.roll(wide, place), f"two logits near {size:.0f}, 0 and -{size:.0f}", near)
    for place in range(3):
        hint = "Where one class has all the probability there is no curvature left."
        hold_softmax(student, np.roll(sure, place), "the logits 1000, 0 and -1000 in some order", hint)
    steps = np.array([100.0, 99.0, 98.5]) * rng.choice([-1, 1])
    hold_softmax(student, rng.permutation(np.append(steps, 0.0)), "logits of 0 and about 100 in size, of one sign", near)


@check("softmax_hessian", weight=0.5)
@after_plain(test_softmax_hessian_of_a_few_classes)
def test_softmax_hessian_of_rare_classes(student: Student, rng: np.random.Generator) -> None:
    """Small probabilities count as well"""
    rare = -np.append([0.0, 13.0, 15.5, 17.0], rng.uniform(18.6, 20.5, 2))  # probabilities from 2e-6 to 1.3e-9
    hint = "A small probability counts as well: nothing may be cut off, clipped or added."
    hold_softmax(student, rng.permutation(rare), "probabilities between 1e-9 and 1e-5, and one near 1", hint)
    for gap in rng.uniform([15, 18, 20.5, 21.8], [16, 19, 21, 22.2]):  # the last has a probability of 2.3e-10 to 3.4e-10
        what = f"two logits that are {gap:.1f} apart"
        hold_softmax(student, rng.permutation([0.0, -gap]), what, f"Nearly certain is not certain. {hint}")


@check("softmax_hessian", weight=0.5)
@after_plain(test_softmax_hessian_of_a_few_classes)
def test_softmax_hessian_null_vector_and_bound(student: Student, rng: np.random.Generator) -> None:
    """A shift of all logits is flat, no curvature is negative, none exceeds ½"""
    for _ in range(3):
        z = 3 * rng.standard_normal(int(rng.integers(3, 9)))
        what = f"softmax_hessian for the logits {listed(z)}"
        M = as_array(student.softmax_hessian(z), what, shape=(len(z), len(z)))
        expect(np.abs(M - M.T).max() <= ALLOWED, f"{what} should be symmetric.")
        expect(
            np.abs(M.sum(axis=1)).max() <= 1e-9, f"{what}: a row should add up to 0, as one number on all logits changes no p."
        )
        values = np.linalg.eigvalsh((M + M.T) / 2)
        expect(values[0] >= -1e-9, f"{what} has a negative eigenvalue; the cross-entropy is convex in the logits.")
        expect(values[-1] <= 0.5 + 1e-9, f"{what} has an eigenvalue above ½.")
        close(M, reference.softmax_hessian(z), what, rtol=0.0, atol=ALLOWED)
