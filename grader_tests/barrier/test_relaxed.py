"""Hidden checks of the task `relaxed`."""

from collections.abc import Callable
from typing import Any

import numpy as np

from grading.checks import Student, after_plain, as_array, check, close, symmetric
from grading.checks.asked import asked
from solutions.barrier import relaxed as reference

Array = np.ndarray
Gradient = Callable[[Any], Array]


def read(function: Callable[[Array], Array], d: int) -> Gradient:
    """A gradient that reads the point as data."""
    return lambda theta: function(as_array(theta, "The point that you passed to gradient", shape=(d,)))


def unspaced(gradient: Gradient, path: Array, eta: float, steps: int) -> Array:
    """The slip without `evenly`."""
    for _ in range(steps):
        path = np.concatenate([path[:1], [point - eta * gradient(point) for point in path[1:-1]], path[-1:]])
    return path


def all_slide(gradient: Gradient, path: Array, eta: float, steps: int) -> Array:
    """The slip in which the ends slide, too."""
    for _ in range(steps):
        path = reference.evened(np.array([point - eta * gradient(point) for point in path]))
    return path


def spaced_first(gradient: Gradient, path: Array, eta: float, steps: int) -> Array:
    """The slip in which the points are spaced before they slide."""
    for _ in range(steps):
        path = unspaced(gradient, reference.evened(path), eta, 1)
    return path


def kept(gradient: Gradient, path: Array, eta: float, steps: int) -> Array:
    """The slip in which all rounds slide by the gradients of the first path."""
    slopes = np.array([gradient(point) for point in path[1:-1]])
    for _ in range(steps):
        path = reference.evened(np.concatenate([path[:1], path[1:-1] - eta * slopes, path[-1:]]))
    return path


def unit(gradient: Gradient) -> Gradient:
    """The slip in which each slide has the length eta."""
    return lambda theta: gradient(theta) / np.linalg.norm(gradient(theta))


def varied(
    gradient: Gradient, path: Array, eta: float, steps: int, *, slide: Callable[[Gradient, Array], Array], space: Any
) -> Array:
    """A slip with other steps, of all inner points, or with other places."""
    for _ in range(steps):
        path = space(np.concatenate([path[:1], path[1:-1] - eta * slide(gradient, path), path[-1:]]))
    return path


def whole(gradient: Gradient, path: Array) -> Array:
    """The gradients of all inner points, as asked."""
    return np.array([gradient(point) for point in path[1:-1]])


def but_one(gradient: Gradient, path: Array) -> Array:
    """The slip in which the last inner point stays."""
    return whole(gradient, path) * (np.arange(2, len(path)) < len(path) - 1)[:, None]


def across(gradient: Gradient, path: Array) -> Array:
    """The slip that takes the part of each gradient across the path, between the neighbours."""
    along = path[2:] - path[:-2]
    along = along / np.linalg.norm(along, axis=1)[:, None]
    slopes = whole(gradient, path)
    return np.asarray(slopes - (slopes * along).sum(axis=1)[:, None] * along)


def midway(path: Array) -> Array:
    """The slip in which each inner point goes midway between its neighbours."""
    return np.concatenate([path[:1], (path[:-2] + path[2:]) / 2, path[-1:]])


def inner(path: Array) -> Array:
    """The slip in which the inner points are spaced among themselves."""
    return np.concatenate([path[:1], reference.evened(path[1:-1]), path[-1:]])


def uneven(path: Array) -> float:
    """How far spacing the points evenly moves one of them, in mean pieces."""
    with np.errstate(all="ignore"):
        moved = float(np.linalg.norm(reference.evened(path) - path, axis=1).max())
        return moved / float(np.linalg.norm(np.diff(path, axis=0), axis=1).mean())


def noticed(gradient: Gradient, path: Array, eta: float, steps: int, rows: Array, right: Array) -> str:
    """What is true of this path, whatever the slip: do its ends stand, is it of another round, are its points even?"""
    grain = 1e-9 * float(np.abs(right).max())
    if not np.isfinite(rows).all():
        return "It holds NaN or infinity."
    if np.abs(rows - right).max() <= 1e4 * grain:
        return "Only digits are missing."
    for place, which in ((0, "first"), (-1, "last")):
        if np.abs(rows[place] - path[place]).max() > grain:
            return f"The {which} point has moved; the ends never move."
    some = path
    for count in range(steps + 3):
        if count != steps and np.abs(rows - some).max() <= grain:
            return f"This is the path after {count} round{'' if count == 1 else 's'}, not after {steps}."
        some = reference.relaxed(gradient, some, eta, 1)
    if steps == 0:
        return ""
    mine, fair = uneven(rows), uneven(right)
    if not mine <= 2 * fair + 0.02:
        return f"Its points are not spaced evenly: evenly(path) moves one of them by {mine:.2g} of a mean piece."
    even = "Its ends stand, and its points are spaced as evenly as they should be."
    return f"{even} Look at the slide: eta times the whole gradient at the point itself, in each round."


def slips_of(gradient: Gradient, path: Array, eta: float, steps: int) -> dict[str, Array]:
    """The paths that typical slips give."""
    even = reference.evened
    once = even(unspaced(gradient, path, eta, steps))
    stays = varied(gradient, path, eta, steps, slide=but_one, space=even)
    return {
        "The points are not spaced evenly after they slide.": unspaced(gradient, path, eta, steps),
        "They are spaced evenly once, at the end: it belongs into each round.": once,
        "The ends slide, too; they never move.": all_slide(gradient, path, eta, steps),
        "The points slide first, and are spaced evenly then.": spaced_first(gradient, path, eta, steps),
        "The gradients are those of the first path in all rounds; each round takes them at its own points.": kept(
            gradient, path, eta, steps
        ),
        "This is a straight line between the ends; the points stay on the path that they have slid to.": np.linspace(
            path[0], path[-1], len(path)
        ),
        "This goes uphill.": reference.relaxed(gradient, path, -eta, steps),
        "This is one round less.": reference.relaxed(gradient, path, eta, steps - 1),
        "This is one round more.": reference.relaxed(gradient, path, eta, steps + 1),
        "Each slide has the length eta here; it is to be eta times the gradient.": reference.relaxed(
            unit(gradient), path, eta, steps
        ),
        "The last point but one does not slide here; all but the two ends do.": stays,
        "The points slide across the path alone; the whole gradient is asked.": varied(
            gradient, path, eta, steps, slide=across, space=even
        ),
        "Each point is put midway between its neighbours; evenly(path) does something else.": varied(
            gradient, path, eta, steps, slide=whole, space=midway
        ),
        "The points between the ends are spaced among themselves; evenly takes the whole path.": varied(
            gradient, path, eta, steps, slide=whole, space=inner
        ),
    }


def hold(
    student: Student, what: str, gradient: Gradient, path: Array, eta: float, steps: int, *, hint: str = "", named: bool = False
) -> None:
    """Hold the path; the plain case names slips."""
    right = reference.relaxed(gradient, path, eta, steps)
    call = f"relaxed {what}, {len(path)} points, {steps} rounds"
    got = asked(call, student.relaxed, gradient, path, eta, steps)
    slack = 1e-10 * float(np.abs(right).max())
    rows = as_array(got, call, shape=path.shape, finite=False)
    if not np.allclose(rows, right, rtol=1e-9, atol=slack):
        hint = f"{hint} {noticed(gradient, path, eta, steps, rows, right)}".strip()
    slips = slips_of(gradient, path, eta, steps) if named else None
    close(got, right, call, rtol=1e-9, atol=slack, hint=hint, slips=slips)


def wandering(rng: np.random.Generator, k: int, d: int) -> Array:
    """A path with uneven pieces, none of them short."""
    pieces = rng.uniform(0.5, 1.5, (k - 1, d)) * rng.choice([1.0, 1.0, -1.0], (k - 1, d))
    return np.concatenate([np.zeros((1, d)), np.cumsum(pieces, axis=0)]) + rng.uniform(0.5, 1, d)


@check("relaxed", weight=1.5)
def test_strings_in_a_quadratic(student: Student, rng: np.random.Generator) -> None:
    """A few rounds in a quadratic"""
    for d in (2, 3):
        M = symmetric(np.append(rng.uniform(0.5, 1.5, d - 1), -rng.uniform(0.3, 0.6)), rng)
        path = wandering(rng, int(rng.integers(5, 8)), d)
        gradient = read(lambda theta, M=M: M @ theta, d)  # type: ignore[misc]
        hold(student, f"in a quadratic of {d} parameters", gradient, path, 0.2, int(rng.integers(3, 6)), named=True)


@check("relaxed", weight=1.5)
@after_plain(test_strings_in_a_quadratic)
def test_strings_over_a_pass(student: Student, rng: np.random.Generator) -> None:
    """Two wells a side, with ends in the minima and with ends on a slope"""
    wells = read(lambda theta: theta**3 - theta, 2)
    k = int(rng.integers(7, 10))
    line = np.linspace([-1.0, -1.0], [1.0, 1.0], k)
    bent = line + np.concatenate([[[0, 0]], rng.uniform(0.1, 0.2, (k - 2, 1)) * [[1, -1]], [[0, 0]]])
    hold(student, "between two minima", wells, bent, 0.2, 12, hint="Slide, then space evenly, in each round.")
    hold(student, "along a line of symmetry", wells, line, 0.2, 3)
    shifted = bent + rng.uniform(0.2, 0.3, 2)
    hold(
        student, "between two points of a slope", wells, shifted, 0.2, 8, hint="The ends stay where they are, also on a slope."
    )


@check("relaxed", weight=1.5)
@after_plain(test_strings_in_a_quadratic)
def test_few_points_and_rounds(student: Student, rng: np.random.Generator) -> None:
    """No round, one round, three points, one parameter, eight parameters"""
    d = int(rng.integers(2, 4))
    linear = read(lambda theta: 1 * theta, d)
    path = wandering(rng, 6, d)
    hold(student, "in a bowl", linear, path, 0.1, 0, hint="With 0 rounds the path comes back as it is, not spaced evenly.")
    hold(student, "in a bowl", linear, path, 0.1, 1)
    hold(
        student, "in a bowl", linear, path[:3], 0.1, int(rng.integers(2, 5)), hint="With three points one is between the ends."
    )
    rising = np.cumsum(rng.uniform(0.5, 1.5, (5, 1)), axis=0)
    hold(student, "on a line", read(lambda theta: 1 * theta, 1), rising, 0.05, 3)
    hold(student, "in eight dimensions", read(lambda theta: 1 * theta, 8), wandering(rng, 5, 8), 0.1, 3)
    flat = read(lambda theta: 0 * theta, d)
    hold(student, "where the gradient is 0 everywhere", flat, path, 0.1, 2, hint="The points are spaced evenly there, too.")


@check("relaxed")
@after_plain(test_strings_in_a_quadratic)
def test_other_units(student: Student, rng: np.random.Generator) -> None:
    """Paths in units of 1e-9 and 1e9"""
    for scale in (1e-9, 1e9):
        path = scale * wandering(rng, int(rng.integers(5, 8)), 2)
        hold(student, f"in units of {scale:g}", read(lambda theta: theta * [1.0, 0.2], 2), path, 0.2, 4)
