"""Hidden checks of the task `top_kind`."""

from typing import Any

import numpy as np

from grading.checks import Student, after_plain, as_string, check, equal, symmetric
from grading.checks.asked import asked_about
from solutions.barrier import top_kind as reference

Array = np.ndarray
Case = tuple[Array, Array, Array, float, float]


def ask(student: Student, rng: np.random.Generator, cases: list[Case]) -> None:
    """Ask all cases in a drawn order; the hint tells the numbers that the table compares."""
    for place in rng.permutation(len(cases)):
        g, H, tangent, eps, zero = cases[place]
        values, vectors = np.linalg.eigh(H)
        cosine = abs(float(vectors[:, 0] @ tangent)) / float(np.linalg.norm(tangent))
        shown = ", ".join(f"{value:.3g}" for value in values[:4]) + (", …" if len(values) > 4 else "")
        facts = f"‖g‖ = {np.linalg.norm(g):.3g}, eps = {eps:.3g}, eigenvalues {shown}, zero = {zero:.3g}, |cos| = {cosine:.2f}"
        call = f"top_kind with d = {len(g)}"
        got = asked_about(call, f"Here {facts}.", student.top_kind, g, H, tangent, eps, zero)
        said = as_string(got, call, choices=reference.KINDS)
        hint = f"Here {facts}. Which is the first line that holds?"
        equal(said, reference.top_kind(g, H, tangent, eps, zero), call, hint=hint)


def made(
    rng: np.random.Generator,
    values: Any,
    *,
    cosine: float = 0.99,
    g: float = 0.0,
    eps: float = 1e-3,
    zero: float = 1e-3,
    length: float = 1.0,
    sign: int = 1,
    diagonal: bool = False,
) -> Case:
    """A case with these eigenvalues, and a tangent at that angle to the eigenvector of the lowest one.

    A diagonal H has them in this order, and there an algorithm for general matrices returns them in it.
    """
    H = np.diag(values) if diagonal else symmetric(values, rng)
    vectors = np.linalg.eigh(H)[1]
    d = len(H)
    aside = vectors[:, 1:] @ rng.standard_normal(d - 1) if d > 1 else np.zeros(1)
    aside = aside / np.linalg.norm(aside) if d > 1 else aside
    tangent = cosine * vectors[:, 0] + np.sqrt(1 - cosine**2) * aside if d > 1 else vectors[:, 0]
    slope = rng.standard_normal(d)
    return (
        g * slope / np.linalg.norm(slope),
        H,
        length * sign * tangent,
        eps,
        zero,
    )


def up(rng: np.random.Generator, count: int) -> list[float]:
    """So many positive eigenvalues."""
    return list(rng.uniform(0.5, 3, count))


def down(rng: np.random.Generator, count: int) -> list[float]:
    """So many negative eigenvalues."""
    return list(-rng.uniform(0.5, 3, count))


@check("top_kind", weight=1.5)
def test_passes_and_tops_that_bend(student: Student, rng: np.random.Generator) -> None:
    """Three and four parameters: passes, tops that can be bent round, slopes, minima"""
    cases = []
    for d in (3, 4):
        cases += [made(rng, down(rng, 1) + up(rng, d - 1)) for _ in range(2)]
        cases += [made(rng, down(rng, 2) + up(rng, d - 2)), made(rng, up(rng, d))]
        cases += [made(rng, down(rng, 1) + up(rng, d - 1), g=0.5)]
    cases += [made(rng, up(rng, 1) + down(rng, 1) + up(rng, 1), diagonal=True)]
    cases += [made(rng, down(rng, 1) + up(rng, 1) + down(rng, 1), diagonal=True)]
    ask(student, rng, cases)


@check("top_kind", weight=1.5)
@after_plain(test_passes_and_tops_that_bend)
def test_direction_of_the_path(student: Student, rng: np.random.Generator) -> None:
    """The angle between the path and the way down, with tangents of any length and sign"""
    cases = []
    for cosine in (0.0, 0.84, 0.87, 0.93, 1.0):
        for length in (1e-8, float(rng.uniform(2, 9)), 1e8):
            d = int(rng.integers(2, 6))
            cases += [made(rng, down(rng, 1) + up(rng, d - 1), cosine=cosine, length=length, sign=sign) for sign in (-1, 1)]
        cases += [made(rng, up(rng, 2) + down(rng, 1), cosine=cosine, diagonal=True)]
    ask(student, rng, cases)


@check("top_kind", weight=1.5)
@after_plain(test_passes_and_tops_that_bend)
def test_eigenvalues_near_zero(student: Student, rng: np.random.Generator) -> None:
    """Eigenvalues that count as zero, on either side, alone and beside others"""
    d = int(rng.integers(4, 7))
    small = 2e-4
    cases = [made(rng, [*down(rng, 1), tiny, *up(rng, d - 2)]) for tiny in (small, -small, 0.0, 5e-3)]
    cases += [
        made(rng, [-5e-3, *up(rng, d - 1)]),
        made(rng, [-5e-3, *(20 * value for value in up(rng, d - 1))]),
        made(rng, [-small, *up(rng, d - 1)]),
        made(rng, [*down(rng, 1), -0.005, *up(rng, d - 2)]),
        made(rng, [*down(rng, 3), small, *up(rng, d - 4)]),
        made(rng, [0.0] * d),
        made(rng, down(rng, d)),
    ]
    ask(student, rng, cases)


@check("top_kind", weight=1.5)
@after_plain(test_passes_and_tops_that_bend)
def test_norm_of_the_gradient(student: Student, rng: np.random.Generator) -> None:
    """The Euclidean norm of many entries, and the first line before the others"""
    cases = []
    for d in (int(rng.integers(5, 8)), 40):
        g = np.full(d, 1.0) * rng.choice([-1.0, 1.0], d)
        norm = float(np.sqrt(d))
        for eps in (norm / 1.5, norm * 1.5):
            for count in (1, 2):
                case = made(rng, down(rng, count) + up(rng, d - count))
                cases.append((g, *case[1:3], eps, 1e-3))
    cases.append(made(rng, up(rng, 3), g=1.0, eps=0.5))
    ask(student, rng, cases)


@check("top_kind")
@after_plain(test_passes_and_tops_that_bend)
def test_one_parameter_and_other_units(student: Student, rng: np.random.Generator) -> None:
    """One parameter, and units from 1e-8 to 1e8"""
    cases = [made(rng, down(rng, 1)), made(rng, up(rng, 1)), made(rng, [1e-4]), made(rng, down(rng, 1), g=1.0)]
    for unit in (1e-8, 1e8):
        small = 1e-3 * unit
        for values in ([*down(rng, 1), *up(rng, 2)], [*down(rng, 2), *up(rng, 2)], [*down(rng, 1), 1e-4, *up(rng, 2)]):
            cases.append(made(rng, unit * np.array(values), eps=small, zero=small))
        cases.append(made(rng, unit * np.array([*down(rng, 1), *up(rng, 2)]), g=10 * small, eps=small, zero=small))
    ask(student, rng, cases)
