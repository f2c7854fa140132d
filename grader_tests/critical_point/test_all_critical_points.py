"""Hidden checks of the task `all_critical_points`: its functions `newton` and `all_critical_points`."""

from typing import Any

import numpy as np

from grader_tests.critical_point.wells import Array, Wells, far_start, grid, on_borders, roots, running, turned
from grading.checks import CheckFailed, Student, after_plain, as_array, check, close, expect, own_copies
from solutions.critical_point import all_critical_points as reference

STEPS = 20


def path_slips(wells: Wells, start: Array, steps: int) -> dict[str, Array]:
    """The paths of typical slips."""

    def walk(move: Any) -> Array:
        path = [start]
        for _ in range(steps):
            path.append(path[-1] + move(*wells.derivatives(path[-1])))
        return np.array(path)

    return {
        "This goes the other way: θ - H⁻¹g.": walk(lambda g, H: np.linalg.solve(H, g)),
        "This multiplies by H; its inverse is asked.": walk(lambda g, H: -H @ g),
        "This is gradient descent: divide by H.": walk(lambda g, H: -g),
        "This divides by the diagonal of H only.": walk(lambda g, H: -g / np.diag(H)),
        "These are the moduli of the eigenvalues; Newton's step keeps their signs.": walk(
            lambda g, H: -np.linalg.solve(_modulus(H), g)
        ),
    }


def _modulus(H: Array) -> Array:
    values, Q = np.linalg.eigh(H)
    return np.asarray((Q * np.abs(values)) @ Q.T)


@check("all_critical_points")
def test_path_of_newton(student: Student, rng: np.random.Generator) -> None:
    """The path of Newton's method"""
    for steps in (int(rng.integers(3, 6)), 1):
        low, high = rng.uniform(0.8, 1.2, 2)
        wells = turned((roots(-low, 0.1, high), roots(0.2)), rng)
        start = wells.place([0.03 * rng.choice([-1, 1]) + 0.1, rng.uniform(0.5, 1.5)])[0]
        got = student.newton(wells.derivatives, start, steps)
        right = reference.newton(wells.derivatives, start, steps)
        what = f"newton near a saddle in two dimensions, {steps} steps"
        slips = path_slips(wells, start, steps)
        close(got, right, what, rtol=1e-9, atol=1e-10, slips=slips, hint="Solve H s = -g and add s.")
    whole = np.array([2, -1])
    cup = turned((roots(0.1), roots(-0.2, 0.3, 0.4)), rng)
    hint = "A start may hold integers; the points after it do not."
    close(
        student.newton(cup.derivatives, whole, 3), reference.newton(cup.derivatives, whole, 3), "newton from (2, -1)", hint=hint
    )


EXACT, NEAR = 1e-7, 1e-3  # in scale: as accurate as the statement asks, and a point that was meant

ALONE = "Each start is judged by itself: one that does not arrive ends nothing, and one that arrives is kept."


def hold_points(
    student: Student, wells: Wells, starts: Array, wanted: Array, what: str, hint: str, *, missing: str = ""
) -> None:
    """Hold the points that were found against those that are there, in any order; `missing` is said where one is missing."""
    call = f"all_critical_points of {what}"
    got = as_array(student.all_critical_points(wells.derivatives, starts, wells.scale), call)
    expect(got.size > 0, f"{call}: you return no point, although some start arrives. {missing or hint}")
    got = as_array(got, call, shape=(None, len(wells.slopes)))
    apart = np.linalg.norm(got[:, None] - wanted[None], axis=2) / wells.scale
    near = apart < EXACT
    if np.any(near.sum(axis=0) > 1):
        first, second = np.flatnonzero(near[:, near.sum(axis=0) > 1][:, 0])[:2]
        raise CheckFailed(
            f"{call}: you return {counted_points(got)}; rows {first} and {second} of them are the same point. {hint}"
        )
    expect_exact(apart, call)
    strange = int(np.sum(~near.any(axis=1)))
    if strange:
        raise CheckFailed(f"{call}: {strange} of your {counted_points(got)} should not be there. {hint}")
    expect(
        near.any(axis=0).all(),
        f"{call}: you return {counted_points(got)}; not all that were reached are among them. {missing or hint}",
    )


def counted_points(points: Array) -> str:
    """Their number in words: "1 point", "2 points"."""
    return f"{len(points)} point" + "s" * (len(points) != 1)


def expect_exact(apart: Array, call: str) -> None:
    """Hold the accuracy of points, from their distances to those that are there, in `scale`."""
    least = apart.min(axis=1)
    rough = int(np.sum((least >= EXACT) & (least < NEAR)))
    told = "Return the ends as they are: neither rounded nor averaged."
    expect(
        not rough, f"{call}: {rough} of your {counted_points(apart)} lie near a critical point, not within 1e-7 scale. {told}"
    )


def around(wells: Wells, places: Array, rng: np.random.Generator, reach: float) -> Array:
    """A start near each place."""
    return wells.place(places + reach * rng.uniform(-1, 1, places.shape))


@check("all_critical_points", weight=1.5)
@after_plain(test_path_of_newton)
@own_copies()
def test_points_of_a_landscape(student: Student, rng: np.random.Generator) -> None:
    """The critical points of a landscape with several wells"""
    low, middle, high = -rng.uniform(0.8, 1.2), rng.uniform(-0.2, 0.2), rng.uniform(0.8, 1.2)
    wells = turned((roots(low, middle, high), roots(-1.0, 0.0, 1.1)), rng, noise=1e-12)
    places = grid((low, middle, high), (-1.0, 0.0, 1.1))[rng.permutation(9)[: int(rng.integers(5, 8))]]
    starts = np.vstack([around(wells, places, rng, 0.08), around(wells, places[:3], rng, 0.08)])
    hint = "Each critical point that is reached, once: minima, saddles and maxima."
    hold_points(student, wells, starts, wells.place(places), "a landscape in two dimensions", hint)


@check("all_critical_points", weight=2)
@after_plain(test_path_of_newton, test_points_of_a_landscape)
@own_copies()
def test_starts_that_do_not_arrive(student: Student, rng: np.random.Generator) -> None:
    """Starts from which Newton's method runs away, or is too slow"""
    place = rng.uniform(0.5, 1.5)
    wells = turned((running, roots(place)), rng)
    starts = wells.place([[0.1, 0.0], [rng.uniform(2.0, 3.0), place + 0.3], [-0.3, 0.2], [rng.uniform(3.5, 5.0), 0.1]])
    starts = starts[rng.permutation(4)]
    hint = "Where the gradient vanishes at infinity only, it gets small, and the steps do not: drop the start."
    hold_points(student, wells, starts, wells.place([[0.0, place]]), "a landscape with a way out", hint, missing=ALONE)
    for place in (0, 1):  # what runs away moves along one coordinate only
        wells = turned((running, roots(0.5))[:: 1 - 2 * place], rng, basis=np.eye(2))
        starts = wells.place([[0.1, 0.4][:: 1 - 2 * place], [rng.uniform(2.0, 3.0), 0.6][:: 1 - 2 * place]])
        wanted = wells.place([[0.0, 0.5][:: 1 - 2 * place]])
        hold_points(student, wells, starts, wanted, f"a landscape with a way out along coordinate {place}", hint, missing=ALONE)
    wells = turned((roots(0.0, 0.0, 0.0, 4.0, 9.0), roots(-1.0, 0.0, 1.0)), rng)
    starts = wells.place([[1.0, 0.02], [3.98, 0.97], [-1.0, 1.02]])
    hint = "After 20 steps the last one is still longer than 1e-9 scale: not arrived, so the start is dropped."
    hold_points(student, wells, starts, wells.place([[4.0, 1.0]]), "a landscape with a degenerate point", hint, missing=ALONE)


@check("all_critical_points")
@after_plain(test_path_of_newton, test_points_of_a_landscape)
@own_copies()
def test_starts_that_arrive_just_in_time(student: Student, rng: np.random.Generator) -> None:
    """Far starts: what counts is the length of step 20"""
    slope = roots(-1.0, 0.0, float(rng.uniform(1.1, 1.4)))
    for last, arrives in (((1.5e-11, 9e-11), True), ((1.1e-8, 9e-8), False)):
        line = turned((slope,), rng, scale=float(10 ** rng.uniform(-2, 2)))
        starts = line.place([[-1.05], [far_start(slope, rng, steps=STEPS, last=last)], [0.02]])
        end = reference.newton(line.derivatives, starts[1], STEPS + 3)[-1:]
        wanted = np.vstack([line.place([[-1.0], [0.0]]), end])[: 3 if arrives else 2]
        what = f"a line with a far start, whose step 20 is {'below 1e-10' if arrives else 'above 1e-8'} scale"
        hint = "Take 20 steps, and look at the length of the last one."
        hold_points(student, line, starts, wanted, what, hint, missing="" if arrives else ALONE)


LENGTHS = "What counts are lengths, in `scale`: of the last step, and between two ends."


@check("all_critical_points", weight=1.5)
@after_plain(test_path_of_newton, test_points_of_a_landscape)
def test_any_unit_and_any_dimension(student: Student, rng: np.random.Generator) -> None:
    """Any unit, one and three dimensions, ends that differ in the last digits"""
    for scale in (1e-8, 1e8):
        wells = turned((roots(-0.6, 0.0, 0.7), roots(0.5)), rng, scale=scale, unit=10 ** rng.uniform(-6, 6))
        places = np.array([[-0.6, 0.5], [0.0, 0.5], [0.7, 0.5]])
        starts = np.vstack([around(wells, places, rng, 0.05), around(wells, places[:2], rng, 0.05)])
        hold_points(student, wells, starts, wells.place(places), f"points some {scale:g} apart", LENGTHS)
        rough = turned((roots(-1.0, 0.0, 1.2),), rng, scale=scale, noise=1e-12)
        starts = rough.place(np.array([[-0.9], [-1.1], [-0.95], [-1.05], [0.05]]))
        what, hint = (
            f"a landscape of size {scale:g}, 12 digits known",
            f"Ends that differ in the last digits are one point. {LENGTHS}",
        )
        hold_points(student, rough, starts, rough.place([[-1.0], [0.0]]), what, hint)
    solid = turned((roots(-1.0, 0.0, 1.0), roots(0.3), roots(-0.2)), rng)
    places = grid((-1.0, 0.0), (0.3,), (-0.2,))
    hold_points(
        student, solid, around(solid, places, rng, 0.1), solid.place(places), "a landscape in three dimensions", LENGTHS
    )


@check("all_critical_points", weight=1.5)
@after_plain(test_points_of_a_landscape)
def test_which_ends_are_one_point(student: Student, rng: np.random.Generator) -> None:
    """Points close to each other, far from the origin, at equal coordinates, and ends of one point anywhere"""
    gap = 10 ** rng.uniform(-4.6, -4.2)
    for shift in (0.0, float(rng.choice([-1, 1]) * rng.uniform(900, 1100))):
        line = turned((roots(0.0, gap, 1.0),), rng, shift=[shift])
        starts = line.place(np.array([[-0.1 * gap], [1.1 * gap], [0.95], [0.05 * gap]]))
        what = f"three points on a line near {shift:.0f}, two of them {gap:.0e} apart"
        hold_points(
            student,
            line,
            starts,
            line.place([[0.0], [gap], [1.0]]),
            what,
            "With scale 1 they are two points, wherever they lie.",
        )
    plane = turned((roots(-1.0, 0.0, 1.0), roots(-1.0, 0.0, 1.0)), rng, noise=1e-12, shift=[0.0, 0.0], basis=np.eye(2))
    places = grid((-1.0, 1.0), (-1.0, 1.0)) if rng.random() < 0.5 else grid((-1.0, 0.0, 1.0), (-1.0, 0.0, 1.0))[1::2]
    places = np.vstack([places, np.zeros(2)])
    starts = rng.permutation(np.vstack([around(plane, places, rng, 0.05) for _ in range(4)]))
    hint = "Two points may share a coordinate, their sum, or their distance from the origin: measure how far they are apart."
    hold_points(student, plane, starts, plane.place(places), "a symmetric landscape in the plane", hint)
    line, starts, points = on_borders(rng)
    hint = "Two ends of one point may be rounded differently: what counts is how far they are apart."
    hold_points(student, line, starts, points, "four points on a line, 12 digits known, five starts each", hint)
