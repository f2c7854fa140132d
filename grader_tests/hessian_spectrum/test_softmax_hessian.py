"""Hidden checks of the task `softmax_hessian`."""

import numpy as np

from grading.checks import Student, after_plain, as_array, check, close, expect
from solutions.hessian_spectrum import softmax_hessian as reference


def hold_softmax(student: Student, W: np.ndarray, X: np.ndarray, what: str, hint: str, *, plain: bool = False) -> None:
    """Hold the Hessian against the complex step, relative to the largest entry of XᵀX/n; the plain case names slips."""
    (k, d), n = W.shape, len(X)
    got = as_array(student.softmax_hessian(W, X), f"softmax_hessian for {what}", shape=(k * d, k * d), finite=False)
    overflow = (
        "Does exp overflow, or is a sum of exps 0? Hint 1 says what may be subtracted; which number is safe for every input?"
    )
    expect(np.all(np.isfinite(got)), f"softmax_hessian for {what} holds NaN or infinity. {overflow}")
    right = reference.softmax_hessian(W, X)
    slips = _slips(W, X, right) if plain else {}
    scale = float(np.abs(X.T @ X).max()) / n
    close(got, right, f"softmax_hessian for {what}", atol=1e-9 * scale, hint=hint, slips=slips)


def _slips(W: np.ndarray, X: np.ndarray, right: np.ndarray) -> dict[str, np.ndarray]:
    (k, d), n = W.shape, len(X)
    feature_major = right.reshape(k, d, k, d).transpose(1, 0, 3, 2).reshape(k * d, k * d)
    logits = X @ W.T
    P = np.exp(logits - logits.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    without_outer = np.asarray(sum(np.kron(np.diag(p), np.outer(x, x)) for p, x in zip(P, X, strict=True))) / n
    return {
        "The features are the slow index; the statement asks for class-major.": feature_major,
        "This is the sum over the inputs; f is the mean.": n * right,
        "The outer product p pᵀ is missing.": without_outer,
        "The mean over n inputs has n in its denominator.": n / (n - 1) * right,
    }


@check("softmax_hessian")
def test_softmax_hessian_of_a_sample(student: Student, rng: np.random.Generator) -> None:
    """The Hessian of a random problem, class-major, mean over the inputs"""
    hint = "For each input diag(p) - p pᵀ, with p over the classes, times x xᵀ; then the mean."
    for _ in range(4):  # single precision can pass one
        k, d, n = int(rng.integers(3, 5)), int(rng.integers(2, 5)), int(rng.integers(3, 7))
        W, X = rng.standard_normal((k, d)), rng.standard_normal((n, d))
        hold_softmax(student, W, X, f"{k} classes, {d} features, {n} inputs", hint, plain=True)


def _count(number: int, name: str) -> str:
    """3 inputs, 1 input, 1 class, 2 classes."""
    return f"{number} {name}" if number == 1 else f"{number} {name}{'e' if name.endswith('s') else ''}s"


@check("softmax_hessian", weight=0.5)
@after_plain(test_softmax_hessian_of_a_sample)
def test_softmax_hessian_of_the_smallest_problems(student: Student, rng: np.random.Generator) -> None:
    """One input, one feature, one class"""
    k, d, n = (int(size) for size in rng.integers(2, 6, 3))
    for sizes in rng.permutation(2 * [(k, d, 1), (k, 1, n), (1, d, n), (k, 1, 1)]):
        W, X = 2 * rng.standard_normal(sizes[:2]), rng.standard_normal(sizes[[2, 1]])
        hint = "The same formula. With one class p = 1, and no curvature is left." if sizes[0] == 1 else "The same formula."
        hold_softmax(
            student, W, X, f"{_count(sizes[0], 'class')}, {_count(sizes[1], 'feature')}, {_count(sizes[2], 'input')}", hint
        )


@check("softmax_hessian", weight=1.5)
@after_plain(test_softmax_hessian_of_a_sample)
def test_softmax_hessian_with_large_logits(student: Student, rng: np.random.Generator) -> None:
    """Logits of size 1000 give a finite and exact Hessian"""
    X, size = np.array([[1.0, -0.5], [0.4, 1.0], [-1.0, 1.0]]), float(rng.uniform(900, 1000))
    near = "Only differences of logits count. Are they exact: nothing clipped, no single precision, no difference quotient?"
    W = np.array([[size, 0.0], [size - rng.uniform(0.5, 1), 1.0], [size - 2, -1.0]])
    hold_softmax(student, W, X, f"logits up to {size:.0f} in size", near)
    hold_softmax(student, np.full((2, 2), [-size, 0.0]), X, f"two equal logits around -{size:.0f}", near)
    W = np.array([[size, 0.0], [-size, 0.0], [1 - size, 1.0]])
    hint = "Where one class has all the probability there is no curvature left."
    hold_softmax(student, W, X, f"logits from -{size:.0f} to {size:.0f} for one input", hint)
    W = 1e3 * size * np.array([[1.0, 0.0], [0.999, 0.001], [0.998, -0.001]])
    hint = "The logits are as before. Differences of gradients have a step size, the formula has none."
    hold_softmax(student, W, 1e-3 * X, "weights around 1e6 and inputs around 1e-3", hint)


@check("softmax_hessian", weight=0.5)
@after_plain(test_softmax_hessian_of_a_sample)
def test_softmax_hessian_of_rare_classes(student: Student, rng: np.random.Generator) -> None:
    """Small probabilities count as well"""
    rare = -np.sort(np.append([0.0, 13.0, 15.5, 17.0], rng.uniform(18.6, 19.2)))[:, None]  # probabilities from 2e-6 to 6e-9
    hold_softmax(student, rare[[0, 2, 3]], np.ones((1, 1)), "a probability of 1 - 2e-7", "Nearly certain is not certain.")
    hold_softmax(
        student,
        rare,
        np.ones((2, 1)),
        "probabilities between 1e-9 and 1e-5",
        "A small probability counts as well: nothing may be cut off or clipped.",
    )


@check("softmax_hessian", weight=0.5)
@after_plain(test_softmax_hessian_of_a_sample)
def test_softmax_hessian_null_space_and_bound(student: Student, rng: np.random.Generator) -> None:
    """Adding one vector to all classes is flat, no curvature is negative, none exceeds ½ λmax(XᵀX/n)"""
    for _ in range(3):
        hold_structure(student, rng)


def hold_structure(student: Student, rng: np.random.Generator) -> None:
    """Hold symmetry, null vectors, bounds and rank of the Hessian of one random problem, and then its entries."""
    k, d, n = int(rng.integers(3, 6)), int(rng.integers(2, 4)), int(rng.integers(5, 9))
    W, X = rng.standard_normal((k, d)), rng.standard_normal((n, d))
    H = as_array(student.softmax_hessian(W, X), "softmax_hessian", shape=(k * d, k * d))
    top = float(np.linalg.eigvalsh(X.T @ X / n)[-1])
    expect(np.abs(H - H.T).max() <= 1e-9 * top, "softmax_hessian should be symmetric.")
    shift = np.tile(rng.standard_normal(d), k)
    text = "H times 'the same vector for every class' should be 0: adding it changes no probability."
    expect(np.abs(H @ shift).max() <= 1e-8 * top, text)
    values = np.linalg.eigvalsh((H + H.T) / 2)
    expect(values[0] >= -1e-8 * top, "softmax_hessian has a negative eigenvalue; the objective is convex.")
    expect(values[-1] <= (0.5 + 1e-8) * top, "The largest eigenvalue of softmax_hessian exceeds ½ λmax(XᵀX/n).")
    rank = int(np.sum(values > 1e-9 * top))
    expect(rank == (k - 1) * d, f"softmax_hessian has rank {rank} at a generic point; count the flat directions again.")
    scale = float(np.abs(X.T @ X).max()) / n  # all this holds for the Hessian of another problem, too
    close(H, reference.softmax_hessian(W, X), f"softmax_hessian for {k} classes, {d} features, {n} inputs", atol=1e-9 * scale)
