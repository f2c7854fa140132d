"""Hidden checks of the task `flattest_on_orbit`."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from grading.checks import CheckFailed, Student, after_plain, as_number, as_sequence, check, close, expect
from solutions.local_minimum import flattest_on_orbit as reference

UNIT = "Whatever the unit, α is the same: nothing is to be rounded, and a search must not stop at a fixed difference of λmax."
LEAST = 1e-4  # relative accuracy of λmax that the statement asks for


def moved(H: np.ndarray, split: int, alpha: float) -> np.ndarray:
    """The Hessian at (αa, b/α)."""
    D = np.repeat([1 / alpha, alpha], [split, len(H) - split])
    return H * np.outer(D, D)


TAKEN: dict[str, Callable[[int, int], int]] = {  # what a wrong count of the entries of a is told
    "a has `split` entries and comes first; the other entries are those of b.": lambda d, split: d - split,
    "a has `split` entries, and not half of them.": lambda d, split: d // 2,
    "a has `split` entries; yours has one more.": lambda d, split: min(split + 1, d - 1),
}


def taken(H: np.ndarray, split: int) -> dict[str, tuple[float, float, float]]:
    """What another count of the entries of a leads to, where it is another one."""
    counts = {message: count(len(H), split) for message, count in TAKEN.items()}
    return {message: reference.flattest_on_orbit(H, count) for message, count in counts.items() if count != split}


def place_slips(H: np.ndarray, split: int, alpha: float) -> dict[str, float]:
    """The scales of typical slips."""
    base = {
        "This is 1/α: D has 1/α for the entries of a, which are multiplied by α.": 1 / alpha,
        "This is α²: D stands on both sides of H.": alpha**2,
        "This is ln α.": math.log(alpha),
        "This makes the traces of both blocks equal, not λmax least.": float(
            np.trace(H[:split, :split]) / np.trace(H[split:, split:])
        )
        ** 0.25,
        "This is where H already is.": 1.0,
    }
    return base | beside(base, {message: found[0] for message, found in taken(H, split).items()})


def height_slips(H: np.ndarray, split: int, alpha: float, start: float) -> dict[str, float]:
    """The sharpnesses of typical slips."""
    D = np.repeat([1 / alpha, alpha], [split, len(H) - split])
    base = {
        "This is λmax where H already is.": start,
        "This is not λmax but the trace.": float(np.trace(moved(H, split, alpha))),
        "λmax is an eigenvalue; an entry on the diagonal is none.": float(np.diag(moved(H, split, alpha)).max()),
        "D stands on both sides of H.": float(np.linalg.eigvals(D[:, None] * H).real.max()),
        "These are the eigenvalues of the two blocks alone; λmax is that of the whole matrix.": math.sqrt(
            block_norm(H, split, 2) * block_norm(H[::-1, ::-1], len(H) - split, 2)
        ),
        **elsewhere(H, split),
    }
    return base | beside(base, {message: found[1] for message, found in taken(H, split).items()})


def block_norm(H: np.ndarray, rows: int, order: Any) -> float:
    """A norm of the first block of H."""
    return float(np.linalg.norm(H[:rows, :rows], order))


def elsewhere(H: np.ndarray, split: int) -> dict[str, float]:
    """λmax where something else is balanced between the blocks than λmax is least, and the least Frobenius norm."""
    back, found = H[::-1, ::-1], {}
    for name, order in (("traces", "nuc"), ("largest eigenvalues", 2), ("Frobenius norms", "fro")):
        alpha = (block_norm(H, split, order) / block_norm(back, len(H) - split, order)) ** 0.25
        found[f"This is λmax where both blocks have equal {name}; elsewhere on the orbit it is less."] = reference.sharpness_at(
            H, split, alpha
        )
        if order == "fro":
            found["This is the Frobenius norm of DHD, where it is least; λmax is an eigenvalue."] = float(
                np.linalg.norm(moved(H, split, alpha))
            )
    return found


def beside(base: dict[str, float], others: dict[str, float]) -> dict[str, float]:
    """The other slips whose values are none of the first ones, which keep their messages."""
    return {
        message: value
        for message, value in others.items()
        if not any(math.isclose(value, one, rel_tol=3e-2) for one in base.values())
    }


def hold(student: Student, H: np.ndarray, split: int, what: str, hint: str = "") -> None:
    """Hold the least λmax, the λmax at the student's alpha, and the rate. Slips are worked out only where they are needed."""
    call = f"flattest_on_orbit of {what}"
    got = [as_number(one, call, finite=True) for one in as_sequence(student.flattest_on_orbit(H, split), call, length=3)]
    alpha, least, rate = reference.flattest_on_orbit(H, split)
    start = reference.sharpness_at(H, split, 1.0)
    if not math.isclose(got[1], least, rel_tol=LEAST):
        slips = height_slips(H, split, alpha, start)
        told = {message: value for message, value in slips.items() if apart(value, least, slips)}
        told_of = f"{at_own_place(H, split, got[0], got[1])} {hint}".strip()
        close(got[1], least, f"sharpness in {call}", rtol=LEAST, hint=told_of, slips=told)
    expect(got[0] > 0, f"alpha in {call} should be positive; yours is {got[0]:.6g}.")
    if reference.sharpness_at(H, split, got[0]) > least * (1 + LEAST):
        slips = place_slips(H, split, alpha)
        fits = [message for message, value in slips.items() if math.isclose(value, got[0], rel_tol=1e-2)]
        known = fits[0] if len(fits) == 1 else hint or "Is the place the one of your sharpness?"
        raise CheckFailed(f"alpha in {call}: yours is {got[0]:.6g}, and λmax is not least there. {known}")
    if not math.isclose(got[2], rate, rel_tol=2 * LEAST):  # it is worked out from a λmax that may be wrong by LEAST
        slips = {
            "GD rests where ηλmax < 2, not 1.": 1 / least,
            "This belongs to the place where H already is; some minimum of the orbit is asked for.": 2 / start,
            "This is λmax/2: the rate is its inverse.": least / 2,
        }
        told = {message: value for message, value in slips.items() if apart(value, rate, slips)}
        close(got[2], rate, f"rate in {call}", rtol=LEAST, hint="It belongs to the least λmax, which is right.", slips=told)


def at_own_place(H: np.ndarray, split: int, alpha: float, sharpness: float) -> str:
    """What a wrong sharpness is, beside the λmax at the student's own alpha."""
    if not 1e-9 < alpha < 1e9:
        return "The statement says between which numbers α lies."
    own = reference.sharpness_at(H, split, alpha)
    if math.isclose(own, sharpness, rel_tol=1e-3):
        return "It is the λmax at your alpha, and elsewhere on the orbit λmax is less: look at the place."
    return f"The λmax of DHD, the whole matrix, at your alpha is {own:.6g}."


def apart(value: float, right: float, slips: dict[str, float]) -> bool:
    """True if a slip's value is neither the answer nor another slip's."""
    near = sum(math.isclose(value, other, rel_tol=1e-2) for other in slips.values())
    return near == 1 and not math.isclose(value, right, rel_tol=1e-2)


def two_layers(rng: np.random.Generator, p: int, q: int, rows: int, sizes: tuple[float, float] = (1.0, 1.0)) -> np.ndarray:
    """A Hessian JᵀJ of p + q parameters whose blocks have these sizes."""
    J = rng.standard_normal((rows, p + q)) * np.repeat(np.sqrt(sizes), [p, q]) * np.exp(0.4 * rng.standard_normal(p + q))
    return np.asarray(J.T @ J)


@check("flattest_on_orbit", weight=1.5)
def test_hessians_of_one_example(student: Student, rng: np.random.Generator) -> None:
    """Hessians of rank one"""
    few, many = int(rng.integers(1, 3)), int(rng.integers(4, 6))
    for size, p, q in ((6.0, many, few), (0.15, few, many)):
        J = np.append(rng.uniform(0.8, 1.2, p) * size, rng.uniform(0.8, 1.2, q))
        hold(student, np.outer(J, J), p, f"a {p + q} x {p + q} Hessian of rank one, split = {p}")


@check("flattest_on_orbit", weight=2)
@after_plain(test_hessians_of_one_example)
def test_hessians_of_several_examples(student: Student, rng: np.random.Generator) -> None:
    """Hessians of higher rank, blocks of different sizes"""
    hint = "Try values of α around yours: is λmax, of the whole matrix, least?"
    for p, q, rows in ((3, 1, 4), (1, 3, 3), (4, 2, 8)):
        hold(
            student,
            two_layers(rng, p, q, rows, (9.0, 0.5)),
            p,
            f"a {p + q} x {p + q} Hessian of rank {min(rows, p + q)}, split = {p}",
            hint,
        )
    H = two_layers(rng, 6, 1, 9)
    H[:6, :6] += 30 * np.diag([1.0, 1, 1, 1, 1, 0])
    hold(student, H, 6, "a Hessian with five large eigenvalues in the block of a", hint)


@check("flattest_on_orbit", weight=1.5)
@after_plain(test_hessians_of_one_example)
def test_blocks_that_do_not_meet(student: Student, rng: np.random.Generator) -> None:
    """Block-diagonal Hessians, where λmax has a kink"""
    for tall in (1.0, 40.0):
        H = np.diag(np.append(rng.uniform(0.1, 1, 3) * [1, 1, tall], rng.uniform(0.1, 1, 2)))
        hold(student, H, 3, "a block-diagonal Hessian, split = 3")


@check("flattest_on_orbit", weight=1.5)
@after_plain(test_hessians_of_one_example)
def test_far_places_and_units(student: Student, rng: np.random.Generator) -> None:
    """α from 1e-4 to 1e4, small and large units"""
    for far in (1.05e-4, 2e-3, 700.0, 9.5e3):
        J = np.append(rng.uniform(0.99, 1.01, 2) * far, rng.uniform(0.99, 1.01, 2) / far)
        hold(
            student,
            np.outer(J, J),
            2,
            f"a Hessian whose flattest place is near α = {far:g}",
            "α may lie anywhere from 1e-4 to 1e4.",
        )
    J = rng.uniform(0.5, 1.5, 5) * [2, 2, 1, 1, 1]
    for unit in (1e-12, 1e12):
        hold(student, unit * np.outer(J, J), 2, f"a Hessian in units of {unit:g}", UNIT)
    hold(student, np.ones((4, 4)), 2, "a Hessian that is flattest where it is")
