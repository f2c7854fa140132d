"""Hidden checks of the task `saturation`."""

import numpy as np
from numpy.random import Generator

from grading.checks import CheckFailed, Student, after_plain, as_array, as_sequence, check, close
from solutions.plateau import saturation as reference

RTOL = 1e-10  # as the statement asks, everywhere
PLAIN = "Derive it once more, and try it at that unit."
PLAIN_END = 3.0  # the largest |z| of the plain case; both ends are in it for both labels, so that the worst unit is not drawn
OVERFLOW = "Which part of your formula overflows there, or is a quotient of two that do?"
LOST = (
    "Does a step of your formula lose digits there: a difference of nearly equal numbers, a bound, a number added, "
    "an approximation?"
)


def _slopes(student: Student, z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    pair = as_sequence(student.saturation(z, y), "saturation(z, y)", length=2)
    squared, entropy = (_finite(item, name, z, y) for item, name in zip(pair, ("dS/dz", "dC/dz"), strict=True))
    return squared, entropy


def _finite(item: object, name: str, z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Take one array of slopes; the message names the first unit whose slope is no finite number."""
    slopes = as_array(item, f"your array {name}", shape=z.shape, finite=False)
    for at, label, slope in zip(z, y, slopes, strict=True):
        if not np.isfinite(slope):
            kind = "NaN" if np.isnan(slope) else "infinity"
            raise CheckFailed(f"{name} at z = {at:.6g}, y = {label:g} is {kind}. {OVERFLOW}")
    return slopes


def _ordinary(rng: Generator, kind: type = int) -> tuple[np.ndarray, np.ndarray]:
    """Ten units of the plain case, five of either label."""
    z = np.concatenate([PLAIN_END * np.array([-1, -1, 1, 1]), rng.uniform(-PLAIN_END, PLAIN_END, size=6)])
    y: np.ndarray = np.array([0, 1] * 5, dtype=kind)
    order = rng.permutation(10)
    return z[order], y[order]


def _common_slips(z: np.ndarray, y: np.ndarray, place: int) -> dict[str, np.ndarray]:
    """The slips that both slopes may show."""
    return {
        "Each unit has a slope of its own: nothing is divided by n.": reference.saturation(z, y)[place] / len(z),
        "That is the slope for the label 1 at every unit.": reference.saturation(z, np.ones_like(y))[place],
        "That is the slope for the label 0 at every unit.": reference.saturation(z, np.zeros_like(y))[place],
    }


def _first_unit(z: np.ndarray, y: np.ndarray, got: np.ndarray, right: np.ndarray) -> str:
    """Name the first unit that is wrong, what is wrong with it, and on which half of the units there is no other."""
    wrong = ~np.isclose(got, right, rtol=RTOL, atol=0.0)
    if not wrong.any():
        return ""
    if np.allclose(got, right, rtol=1e-3, atol=0.0):
        return "Is anything rounded, added, in single precision, or a difference quotient?"
    at = int(np.argmax(wrong))
    sign = "sign is wrong" if got[at] * right[at] < 0 else "sign is right, its size is not"
    side = (2 * y - 1) * z
    halves = {"y = 1": y == 1, "y = 0": y == 0, "z above 0": z > 0, "z below 0": z < 0}
    halves |= {"z on the side of their label": side > 0, "z on the other side than their label": side < 0}
    well = [name for name, half in halves.items() if half.any() and not wrong[half].any()]
    rest = f" All units with {well[0]} are right." if well else ""
    return f"At z = {z[at]:.4g}, y = {y[at]:g} yours is {got[at]:.4g}: its {sign}.{rest} {PLAIN}"


@check("saturation", weight=2)
def test_slope_of_the_squared_error(student: Student, rng: Generator) -> None:
    """The slope of half the squared error is right for ordinary logits."""
    z, y = _ordinary(rng)
    squared, swapped = _slopes(student, z, y)
    right, entropy = reference.saturation(z, y)
    sigma = 1 / (1 + np.exp(-z))
    if np.allclose(squared, entropy, rtol=1e-8) and np.allclose(swapped, right, rtol=1e-8):
        close(
            squared, right, "the first of the two", hint="The two slopes are in each other's place: the squared error is first."
        )
    slips = {
        "The loss has the factor ½, its slope then has no 2.": 2 * right,
        "The inner derivative, that of the sigmoid, is missing.": entropy,
        "The sign is turned: the slope points uphill.": -right,
        "The slope of the sigmoid is σ (1 - σ); yours lacks the first factor.": right / sigma,
        "The slope of the sigmoid is σ (1 - σ); yours lacks the second factor.": right / (1 - sigma),
        "The slope of the sigmoid is σ (1 - σ), and yours is σ².": entropy * sigma**2,
        **_common_slips(z, y, 0),
    }
    close(squared, right, "the slopes of the squared error", rtol=RTOL, slips=slips, hint=_first_unit(z, y, squared, right))


@check("saturation", weight=1)
def test_slope_of_cross_entropy(student: Student, rng: Generator) -> None:
    """The slope of cross-entropy is right for ordinary logits."""
    z, y = _ordinary(rng, float)
    swapped, entropy = _slopes(student, z, y)
    squared, right = reference.saturation(z, y)
    if np.allclose(entropy, squared, rtol=1e-8) and np.allclose(swapped, right, rtol=1e-8):
        close(
            entropy, right, "the second of the two", hint="The two slopes are in each other's place: cross-entropy is second."
        )
    slips = {
        "The sign is turned: the slope points uphill.": -right,
        "In cross-entropy the slope of the sigmoid cancels.": squared,
        "That is the derivative by σ, not by the logit z.": right * (2 + np.exp(-z) + np.exp(z)),
        **_common_slips(z, y, 1),
    }
    close(entropy, right, "the slopes of cross-entropy", rtol=RTOL, slips=slips, hint=_first_unit(z, y, entropy, right))


@check("saturation", weight=2)
@after_plain(test_slope_of_the_squared_error, test_slope_of_cross_entropy)
def test_slopes_keep_their_digits_in_the_tails(student: Student, rng: Generator) -> None:
    """Confidently right and confidently wrong units have slopes with all their digits."""
    z, y = rng.uniform(20, 340, size=6) * np.array([1, -1] * 3), np.array([1, 0, 1, 1, 0, 0])
    z, y = np.append(z, [38.5, -38.5, 40.0]), np.append(y, [1, 0, 1])
    _expect_slopes(student, z, y, LOST)
    for start, stop, step in ((3.0, 24.0, 3.0), (26.0, 680.0, 30.0)):  # no gap in which a formula could be cut off unseen
        near = np.append(np.arange(start, stop, step) + rng.uniform(0, step / 8), stop)
        z, y = np.concatenate([near, -near, near, -near]), np.repeat([1, 0, 0, 1], len(near))
        _expect_slopes(student, z, y, LOST)


def _expect_slopes(student: Student, z: np.ndarray, y: np.ndarray, hint: str) -> None:
    """Hold every unit; the message names the first that is wrong."""
    found, right = _slopes(student, z, y), reference.saturation(z, y)
    for place in (1, 0):
        for at, label, got, wanted in zip(z, y, found[place], right[place], strict=True):
            what = f"{('dS/dz', 'dC/dz')[place]} at z = {at:.6g}, y = {label:g}"
            close(float(got), float(wanted), what, rtol=RTOL, atol=1e-300, hint=hint)


@check("saturation", weight=1)
@after_plain(test_slope_of_the_squared_error, test_slope_of_cross_entropy)
def test_slopes_at_the_ends_of_the_range(student: Student, rng: Generator) -> None:
    """At |z| up to 800 nothing overflows, and a wrong unit still feels cross-entropy."""
    z = np.array([800.0, -800.0, 800.0, -800.0, *rng.uniform(720, 800, size=2)])
    y = np.array([1, 0, 0, 1, 0, 1])
    order = rng.permutation(np.concatenate([np.arange(6), rng.integers(0, 6, size=int(rng.integers(0, 5)))]))
    hint = "Which limit has the slope there, and what becomes of each part of your formula?"
    _expect_slopes(student, z[order], y[order], hint)


@check("saturation", weight=1)
@after_plain(test_slope_of_the_squared_error, test_slope_of_cross_entropy)
def test_slopes_of_one_unit_and_of_labels_of_either_type(student: Student, rng: Generator) -> None:
    """One unit is an array of one entry; labels may be integers or floats; z = 0 is an ordinary place."""
    for kind in (int, float):
        z = np.array([0.0, -PLAIN_END, PLAIN_END, *rng.uniform(-PLAIN_END, PLAIN_END, size=2)])
        _expect_slopes(student, z, np.array([1, 0, 1, 0, 1], dtype=kind), f"The labels are of type {kind.__name__} here.")
        _expect_slopes(student, z[3:4], np.array([1], dtype=kind), f"A single unit, its label of type {kind.__name__}.")
