"""Hidden checks of the task `strict_saddle_test`: its functions `morse_index` and `strict_saddle_test`."""

import numpy as np

from grading.checks import Student, after_plain, as_integer, as_string, asked, check, equal, symmetric
from solutions.saddle_point import strict_saddle_test as reference

SHOWN = 6  # eigenvalues in a message


def listed(values: list[float]) -> str:
    """The lowest eigenvalues, in order."""
    lowest = ", ".join(f"{value:.3g}" for value in sorted(values)[:SHOWN])
    return f"the {'lowest ' if len(values) > SHOWN else ''}eigenvalue{'s are' if len(values) > 1 else ' is'} {lowest}"


def hold_index(student: Student, H: np.ndarray, values: list[float], zero: float) -> None:
    """Hold the Morse index against the reference; the message says what is true of H."""
    call = f"morse_index of H of size {len(H)}, zero = {zero:.3g}"
    said = as_integer(asked(call, student.morse_index, H, zero), call)
    hint = f"Here {listed(values)}: how many are below -{zero:.3g}?"
    equal(said, reference.morse_index(H, zero), call, hint=hint)


def hold_kind(student: Student, g: np.ndarray, H: np.ndarray, values: list[float], eps: float, zero: float) -> None:
    """Hold the kind of a point against the reference; the message says what is true of g and of H."""
    call = f"strict_saddle_test of size {len(H)}, eps = {eps:.3g}, zero = {zero:.3g}"
    said = as_string(asked(call, student.strict_saddle_test, g, H, eps, zero), call, choices=reference.KINDS)
    hint = f"Here ‖g‖ is {np.linalg.norm(g):.3g}, {listed(values)}: the first line of the table that holds."
    equal(said, reference.strict_saddle_test(g, H, eps, zero), call, hint=hint)


def spectrum(rng: np.random.Generator, below: int, near: int, above: int) -> list[float]:
    """Eigenvalues from -2 to -0.5, within 0.01 of 0 with signs in turn, and from 0.5 to 2."""
    signs = (-1.0) ** np.arange(near)
    return [*-rng.uniform(0.5, 2, below), *(signs * rng.uniform(0.002, 0.01, near)), *rng.uniform(0.5, 2, above)]


@check("strict_saddle_test")
def test_index_of_random_matrices(student: Student, rng: np.random.Generator) -> None:
    """The Morse index of matrices with eigenvalues of both signs"""
    for _ in range(4):
        values = spectrum(rng, int(rng.integers(1, 6)), 0, int(rng.integers(1, 6)))
        hold_index(student, symmetric(values, rng), values, 0.1)


@check("strict_saddle_test")
def test_kinds_of_critical_points(student: Student, rng: np.random.Generator) -> None:
    """Each kind, with a gradient well below eps or well above"""
    for below, near, above in ((1, 0, 3), (3, 0, 2), (0, 2, 2), (0, 0, 4)):
        values = spectrum(rng, below, near, above)
        hold_kind(student, rng.uniform(-0.01, 0.01, len(values)), symmetric(values, rng), values, 0.1, 0.1)
    d = int(rng.integers(3, 6))
    hold_kind(student, rng.uniform(1, 2, d), np.eye(d), [1.0] * d, 0.1, 0.1)


@check("strict_saddle_test", weight=1.5)
@after_plain(test_index_of_random_matrices)
def test_index_with_small_eigenvalues(student: Student, rng: np.random.Generator) -> None:
    """Eigenvalues within zero do not count; zero is a curvature, and no share of the largest"""
    zero = float(rng.uniform(0.05, 0.2))
    for limit, values in (
        (0.1, spectrum(rng, int(rng.integers(1, 4)), int(rng.integers(2, 5)), 3)),
        (zero, [-3 * zero, -1.5 * zero, -0.6 * zero, 0.5 * zero, 1.0]),
        (0.1, [-0.5, -0.3, 1.0, 5e3]),
        (0.1, [-0.03, -0.05, 0.1, 0.2]),
        (1e-9, [0.0] * 6 + [3.0, 2.0]),
    ):
        hold_index(student, symmetric(values, rng), values, limit)


@check("strict_saddle_test", weight=1.5)
@after_plain(test_kinds_of_critical_points)
def test_kinds_at_the_limits(student: Student, rng: np.random.Generator) -> None:
    """The zero matrix, a maximum, one parameter, one bad eigenvalue among many"""
    d = int(rng.integers(2, 6))
    hold_kind(student, np.zeros(d), np.zeros((d, d)), [0.0] * d, 0.1, 0.1)
    many = int(rng.integers(15, 25))
    for values in (
        spectrum(rng, d, 0, 0),
        [-0.15, *rng.uniform(1, 2, many)],
        [float(rng.choice([-0.5, 0.01, 0.5])), 1.0, 5e3],
        [-0.5, *[0.01] * (d - 1)],
        [-0.05, *[1.0] * (d - 1)],
        [0.05, *[1.0] * (d - 1)],
    ):
        hold_kind(student, np.zeros(len(values)), symmetric(values, rng), values, 0.1, 0.1)
    for lowest, eps in ((-0.3, 0.5), (-0.05, 0.01), (0.05, 0.01), (0.3, 0.5)):  # zero is 0.1, and not eps
        values = [lowest, *[1.0] * (d - 1)]
        hold_kind(student, np.zeros(d), symmetric(values, rng), values, eps, 0.1)
    for value in (-1.0, 0.0, 1.0):
        hold_kind(student, np.zeros(1), np.array([[value]]), [value], 0.1, 0.1)
        hold_index(student, np.array([[value]]), [value], 0.1)


@check("strict_saddle_test")
@after_plain(test_kinds_of_critical_points)
def test_gradient_comes_first(student: Student, rng: np.random.Generator) -> None:
    """A gradient above eps or below it, whatever the Hessian; its Euclidean norm; eps of any size"""
    kinds = [(1, 0), (0, 2), (0, 0)]
    cases = [(share, *kind) for share in (0.9, 1.2) for kind in kinds] + [(0.3, 1, 0), (3.0, 1, 0)]
    for place in rng.permutation(len(cases)):
        share, below, near = cases[place]  # share: of the norm, for eps
        values = spectrum(rng, below, near, 3 - below - near)
        size = float(rng.choice([0.01, 1.0, 100.0]))
        turned = (-1.0) ** place * np.array([0.6, 0.8 if place < len(cases) - 2 else -0.8, 0.0])
        g = size * rng.permutation(turned)
        hold_kind(student, g, symmetric(values, rng), values, share * size, 0.1)


@check("strict_saddle_test")
@after_plain(test_kinds_of_critical_points)
def test_any_unit_of_the_curvature(student: Student, rng: np.random.Generator) -> None:
    """Curvatures from 1e-8 to 1e8"""
    for scale in (1e-8, 1e8):
        for below, near, above in rng.permutation([(2, 1, 2), (1, 0, 4), (0, 2, 3), (0, 0, 5)]):
            values = [scale * value for value in spectrum(rng, below, near, above)]
            H = symmetric(values, rng)
            hold_kind(student, scale * rng.uniform(-0.01, 0.01, len(H)), H, values, 0.1 * scale, 0.1 * scale)
            hold_index(student, H, values, 0.1 * scale)
        hold_kind(student, scale * rng.uniform(0.5, 1, 2), scale * np.eye(2), [scale] * 2, 0.1 * scale, 0.1 * scale)
