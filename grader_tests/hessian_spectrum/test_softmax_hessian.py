"""Hidden checks of the task `softmax_hessian`."""

import numpy as np

from grading.checks import Student, as_array, check, close, expect
from solutions.hessian_spectrum import softmax_hessian as reference


def hold_softmax(student: Student, W: np.ndarray, X: np.ndarray, what: str, hint: str = "") -> np.ndarray:
    """Hold the Hessian against the complex step, relative to the largest entry of XᵀX/n; return the student's."""
    (k, d), n = W.shape, len(X)
    got = as_array(student.softmax_hessian(W, X), f"softmax_hessian for {what}", shape=(k * d, k * d))
    right = reference.softmax_hessian(W, X)
    feature_major = right.reshape(k, d, k, d).transpose(1, 0, 3, 2).reshape(k * d, k * d)
    slips = {
        "The features are the slow index; the statement asks for class-major.": feature_major,
        "This is the sum over the inputs; f is the mean.": n * right,
    }
    if n > 1 and k > 1 and d > 1:
        slips["The outer product p pᵀ is missing."] = _without_outer(W, X)
        slips["The mean over n inputs has n in its denominator."] = n / (n - 1) * right
    scale = float(np.abs(X.T @ X).max()) / n
    close(got, right, f"softmax_hessian for {what}", atol=1e-9 * scale, hint=hint, slips=slips)
    return got


def _without_outer(W: np.ndarray, X: np.ndarray) -> np.ndarray:
    logits = X @ W.T
    P = np.exp(logits - logits.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    return np.asarray(sum(np.kron(np.diag(p), np.outer(x, x)) for p, x in zip(P, X, strict=True))) / len(X)


@check("softmax_hessian")
def test_softmax_hessian_of_a_sample(student: Student, rng: np.random.Generator) -> None:
    """The Hessian of a random problem, class-major, mean over the inputs"""
    for k, d, n in [(3, 4, 5), (2, 3, 1), (5, 1, 4)]:
        W, X = rng.standard_normal((k, d)), rng.standard_normal((n, d))
        hold_softmax(student, W, X, f"{k} classes, {d} features, {n} inputs")


@check("softmax_hessian")
def test_softmax_hessian_with_large_logits(student: Student, rng: np.random.Generator) -> None:
    """Logits of size 1000 give a finite and exact Hessian"""

    def hold(W: np.ndarray, X: np.ndarray, what: str, hint: str = "") -> None:
        unit = rng.uniform(0.5, 2)  # the logits stay, the Hessian is another one
        hold_softmax(student, W / unit, unit * X, what, hint)

    X = np.array([[1.0, -0.5], [0.4, 1.0], [-1.0, 1.0]])
    hold(np.array([[1000.0, 0.0], [999.0, 1.0], [998.0, -1.0]]), X, "logits up to 1000 in size")
    hold(np.array([[-900.0, 0.0], [-900.0, 0.0]]), X, "two equal logits around -900")
    W = np.array([[1000.0, 0.0], [-1000.0, 0.0], [-999.0, 1.0]])
    hint = "Where one class has all the probability there is no curvature left."
    hold(W, X, "logits from -1000 to 1000 for one input", hint)
    W = 1e6 * np.array([[1.0, 0.0], [0.999, 0.001], [0.998, -0.001]])
    hint = "The logits are as before. Differences have a step size, the formula has none."
    hold(W, 1e-3 * X, "weights around 1e6 and inputs around 1e-3", hint)
    rare = np.array([[0.0], [-13.0], [-15.5], [-17.0], [-19.0]])  # probabilities from 2e-6 to 6e-9
    hold(rare[[0, 2, 3]], np.ones((1, 1)), "a probability of 1 - 2e-7", "Nearly certain is not certain.")
    hold(rare, np.ones((2, 1)), "probabilities between 1e-9 and 1e-5", "A small probability counts as well.")


@check("softmax_hessian")
def test_softmax_hessian_null_space_and_bound(student: Student, rng: np.random.Generator) -> None:
    """Adding one vector to all classes is flat, no curvature is negative, none exceeds ½ λmax(XᵀX/n)"""
    k, d, n = 4, 3, 6
    W, X = rng.standard_normal((k, d)), rng.standard_normal((n, d))
    H = as_array(student.softmax_hessian(W, X), "softmax_hessian", shape=(k * d, k * d))
    top = float(np.linalg.eigvalsh(X.T @ X / n)[-1])
    expect(np.abs(H - H.T).max() <= 1e-9 * top, "softmax_hessian should be symmetric.")
    expect(np.abs(H).max() > 1e-6 * top, "softmax_hessian is zero at a point where it should not be.")
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


@check("softmax_hessian")
def test_softmax_hessian_invariances(student: Student, rng: np.random.Generator) -> None:
    """Shifted logits, doubled data and renamed classes change it as they must"""
    W, X = rng.standard_normal((3, 2)), rng.standard_normal((4, 2))
    H = hold_softmax(student, W, X, "3 classes, 2 features, 4 inputs")
    name, tolerance = "softmax_hessian", 1e-9 * float(np.abs(X.T @ X).max())
    shifted = student.softmax_hessian(W + rng.standard_normal(2), X)
    close(shifted, H, f"{name} after adding one vector to every row of W", atol=tolerance)
    close(student.softmax_hessian(W, np.vstack([X, X])), H, f"{name} with every input twice", atol=tolerance)
    order = np.array([2, 0, 1])
    renamed = H.reshape(3, 2, 3, 2)[order][:, :, order].reshape(6, 6)
    close(student.softmax_hessian(W[order], X), renamed, f"{name} with the classes in another order", atol=tolerance)
