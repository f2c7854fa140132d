"""Hidden checks of the task `normalised_logistic`."""

import numpy as np

from grading.checks import Student, after_plain, as_array, as_sequence, check, close, expect, show
from solutions.symmetry import normalised_logistic as reference

Data = tuple[np.ndarray, np.ndarray, np.ndarray]


def slope_of_direction(theta: np.ndarray, X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Gradient of the logistic loss itself, at the direction of θ."""
    direction = theta / np.linalg.norm(theta)
    return np.asarray(-(y / (1 + np.exp(y * (X @ direction)))) @ X / len(y))


def hold(student: Student, data: Data, what: str, *, named: bool = False, hint: str = "", of_gradient: str = "") -> np.ndarray:
    """Hold value and gradient against the reference; return the gradient. It has the hint of the value, or one of its own."""
    theta, X, y = data
    call = f"normalised_logistic of {what}"
    got = as_sequence(student.normalised_logistic(theta, X, y), call, length=2)
    value, gradient = reference.normalised_logistic(theta, X, y)
    values, gradients = slips_of(theta, X, y) if named else ({}, {})
    close(got[0], value, f"the value in {call}", rtol=1e-10, atol=1e-300, slips=values, hint=hint)
    unit = float(np.linalg.norm(X, axis=1).max() / np.linalg.norm(theta))
    g = as_array(got[1], f"the gradient in {call}", shape=(len(theta),))
    close(
        g / unit,
        gradient / unit,
        f"the gradient in {call}, in units of {show(unit)}",
        rtol=1e-10,
        atol=1e-10,
        slips=gradients,
        hint=only_length(g, gradient, theta) or of_gradient or hint,
    )
    return g


def only_length(g: np.ndarray, right: np.ndarray, theta: np.ndarray) -> str:
    """What is true of a wrong gradient of the right direction; in a plane every one across θ has that, or the opposite."""
    own, size = float(np.linalg.norm(g)), float(np.linalg.norm(right))
    if len(theta) < 3 or not 0 < own * size < np.inf or abs(own - size) < 1e-3 * size or g @ right < (1 - 1e-9) * own * size:
        return ""
    return (
        f"It points the right way, and only its length is wrong. How does it go with ‖θ‖, here {show(np.linalg.norm(theta))}?"
    )


def slips_of(theta: np.ndarray, X: np.ndarray, y: np.ndarray) -> tuple[dict[str, float], dict[str, np.ndarray]]:
    """The values and the scaled gradients of typical slips."""
    length = float(np.linalg.norm(theta))
    direction, raw = theta / length, slope_of_direction(theta, X, y)
    unit = float(np.linalg.norm(X, axis=1).max()) / length
    value, right = reference.normalised_logistic(theta, X, y)
    n, spread = len(y), np.linalg.norm(X, axis=1, keepdims=True)
    binary = (1 / (1 + np.exp(-(X @ direction))) - y) @ X / n  # the gradient for labels 0 and 1

    def with_length(size: float, rows: np.ndarray) -> float:
        return float(np.mean(np.logaddexp(0, -y * (rows @ theta) / size)))

    values = {
        "The mean over the points is asked, not the sum.": n * value,
        "θ is divided by its norm first: only its direction counts.": float(np.mean(np.logaddexp(0, -y * (X @ theta)))),
        "Where is the label y in the margin?": float(np.mean(np.logaddexp(0, -(X @ direction)))),
        "Look at the sign in the exponent.": float(np.mean(np.logaddexp(0, y * (X @ direction)))),
        "The norm is the root of the sum of squares.": with_length(length**2, X),
        "This divides by the sum of the moduli; ‖θ‖ is the Euclidean norm.": with_length(float(np.abs(theta).sum()), X),
        "This divides by the largest modulus; ‖θ‖ is the Euclidean norm.": with_length(float(np.abs(theta).max()), X),
        "This divides the rows of X by their norms too; only θ is.": with_length(length, X / spread),
    }
    gradients = {
        "The direction depends on θ too: take away the part along θ, and divide by ‖θ‖.": raw,
        "Divided by ‖θ‖, and the part along θ is still there: test θᵀg = 0.": raw / length,
        "The part along θ is gone; the factor 1/‖θ‖ is missing.": right * length,
        "The mean over the points is asked, not the sum.": n * right,
        "This is the negative gradient.": -right,
        "1/‖θ‖ stands once.": right / length,
        "The part along θ is taken with θ of length 1.": (raw - (raw @ theta) * theta) / length,
        "One of the two θ in the part along θ is not of length 1.": (raw - (raw @ theta) * direction) / length,
        "This adds the part along θ; it is taken away.": (raw + (raw @ direction) * direction) / length,
        "p - y is for labels 0 and 1; here they are -1 and 1.": (binary - (binary @ direction) * direction) / length,
    }
    return values, {hint: slip / unit for hint, slip in gradients.items()}


def points(rng: np.random.Generator, n: int, d: int, scale: float = 1.0) -> Data:
    """A start, points and labels."""
    theta = rng.standard_normal(d)
    theta *= rng.uniform(1.5, 4) / np.linalg.norm(theta)
    return theta, scale * rng.standard_normal((n, d)), rng.choice([-1.0, 1.0], n)


@check("normalised_logistic", weight=1.5)
def test_random_points(student: Student, rng: np.random.Generator) -> None:
    """Value and gradient for random points"""
    hint = "Two tests of your own: f at 2θ is f at θ, and where all margins are 0 f is ln 2."
    of_gradient = "Your f is right here: hold each entry of g against a difference quotient of it."
    for d in (int(rng.integers(3, 6)), 2):
        n = int(rng.integers(6, 12))
        hold(student, points(rng, n, d), f"{n} random points in {d} dimensions", named=True, hint=hint, of_gradient=of_gradient)


@check("normalised_logistic", weight=1.5)
@after_plain(test_random_points)
def test_any_length_of_theta(student: Student, rng: np.random.Generator) -> None:
    """The value is the same at every length, the gradient goes as its inverse and is orthogonal to θ"""
    theta, X, y = points(rng, 8, 4)
    for length in (1e-6, 1e-3, 1e6):
        moved = theta / np.linalg.norm(theta) * length
        g = hold(student, (moved, X, y), f"8 points, ‖θ‖ = {length:g}", hint="Compare with the same direction at length 1.")
        along = abs(float(g @ moved)) / float(np.linalg.norm(X, axis=1).max())
        expect(along < 1e-8, f"For ‖θ‖ = {length:g} your gradient is not orthogonal to θ: θᵀg is {show(float(g @ moved))}.")


@check("normalised_logistic")
@after_plain(test_random_points)
def test_large_margins(student: Student, rng: np.random.Generator) -> None:
    """Margins up to 1,000 in modulus, right and wrong; points far across θ"""
    theta, X, _ = points(rng, 6, 3)
    direction = theta / np.linalg.norm(theta)
    for size in (40.0, 800.0, 999.0):
        across = X - np.outer(X @ direction, direction)
        far = across + np.outer(rng.uniform(0.9, 1.0, 6) * size, direction)
        steep = "Here margins are large: floats end at exp(709), and a difference quotient loses digits."
        small = f"Here every exp(-margin) is at most exp(-{0.9 * size:g}): 1 + exp loses its digits, cut margins change f."
        large = f"Here every exp(-margin) is at least exp({0.9 * size:g}): floats end at exp(709), and cut margins change f."
        hold(student, (theta, far, np.ones(6)), f"six points with margins near {size:g}", hint=small, of_gradient=steep)
        hold(student, (theta, far, -np.ones(6)), f"six points with margins near -{size:g}", hint=large, of_gradient=steep)
    across = X - np.outer(X @ direction, direction)
    wide = 950 * across / np.linalg.norm(across, axis=1, keepdims=True) + np.outer(rng.uniform(-2, 2, 6), direction)
    hold(
        student,
        (theta, wide, rng.choice([-1.0, 1.0], 6)),
        "six points far across θ",
        hint="A small turn of θ changes f a lot here.",
    )


@check("normalised_logistic")
@after_plain(test_random_points)
def test_one_dimension_one_point(student: Student, rng: np.random.Generator) -> None:
    """A single parameter has only a sign; a single point; integers"""
    theta, X, y = points(rng, 5, 1)
    hold(student, (theta, X, y), "five points in one dimension", hint="Only the sign of θ counts: the gradient is 0.")
    hold(student, points(rng, 1, 4), "a single point")
    whole = rng.integers(1, 5, 3), rng.integers(-3, 4, (5, 3)), rng.choice([-1, 1], 5)
    hold(student, whole, "arrays of integers", hint="theta / norm is a float array; an array of integers cannot hold it.")
