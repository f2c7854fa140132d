"""Hidden checks of the task `strict_saddle_test`: its functions `morse_index` and `strict_saddle_test`."""

import numpy as np

from grading.checks import Student, after_plain, as_integer, as_string, check, equal, symmetric
from solutions.saddle_point import strict_saddle_test as reference


def hold_index(student: Student, H: np.ndarray, zero: float, what: str, hint: str = "") -> None:
    """Hold the Morse index against the reference."""
    call = f"morse_index of {what}, zero = {zero:g}"
    equal(as_integer(student.morse_index(H, zero), call), reference.morse_index(H, zero), call, hint=hint)


def hold_kind(student: Student, g: np.ndarray, H: np.ndarray, eps: float, zero: float, what: str, hint: str = "") -> None:
    """Hold the kind of a point against the reference."""
    call = f"strict_saddle_test of {what}, eps = {eps:g}, zero = {zero:g}"
    said = as_string(student.strict_saddle_test(g, H, eps, zero), call, choices=reference.KINDS)
    equal(said, reference.strict_saddle_test(g, H, eps, zero), call, hint=hint)


def spectrum(rng: np.random.Generator, below: int, near: int, above: int) -> list[float]:
    """Eigenvalues from -2 to -0.5, within 0.01 of 0 with signs in turn, and from 0.5 to 2."""
    signs = (-1.0) ** np.arange(near)
    return [*-rng.uniform(0.5, 2, below), *(signs * rng.uniform(0.002, 0.01, near)), *rng.uniform(0.5, 2, above)]


@check("strict_saddle_test")
def test_index_of_random_matrices(student: Student, rng: np.random.Generator) -> None:
    """The Morse index of matrices with eigenvalues of both signs"""
    for _ in range(4):
        below, above = int(rng.integers(1, 6)), int(rng.integers(1, 6))
        H = symmetric(spectrum(rng, below, 0, above), rng)
        hold_index(student, H, 0.1, f"a matrix of size {below + above}", "Count the eigenvalues below -zero.")


@check("strict_saddle_test")
def test_kinds_of_critical_points(student: Student, rng: np.random.Generator) -> None:
    """Each kind, with a gradient well below eps or well above"""
    for below, near, above in ((1, 0, 3), (3, 0, 2), (0, 2, 2), (0, 0, 4)):
        H = symmetric(spectrum(rng, below, near, above), rng)
        g = rng.uniform(-0.01, 0.01, len(H))
        what = f"{below} negative, {near} small and {above} positive eigenvalues"
        hold_kind(student, g, H, 0.1, 0.1, f"a small gradient and {what}", "See the table, from top to bottom.")
    d = int(rng.integers(3, 6))
    hold_kind(student, rng.uniform(1, 2, d), np.eye(d), 0.1, 0.1, "a large gradient", "See the table, from top to bottom.")


@check("strict_saddle_test", weight=1.5)
@after_plain(test_index_of_random_matrices)
def test_index_with_small_eigenvalues(student: Student, rng: np.random.Generator) -> None:
    """Eigenvalues within zero do not count; zero is a curvature, and no share of the largest"""
    below, near = int(rng.integers(1, 4)), int(rng.integers(2, 5))
    H = symmetric(spectrum(rng, below, near, 3), rng)
    hold_index(student, H, 0.1, f"{below} eigenvalues below -0.5 and {near} within 0.01", "Between -zero and 0 does not count.")
    zero = float(rng.uniform(0.05, 0.2))
    values = [-3 * zero, -1.5 * zero, -0.6 * zero, 0.5 * zero, 1.0]
    hold_index(student, symmetric(values, rng), zero, "eigenvalues around -zero", "Only below -zero counts.")
    hint = "zero is an absolute curvature: do not multiply it by the largest eigenvalue."
    hold_index(student, symmetric([-0.5, -0.3, 1.0, 5e3], rng), 0.1, "eigenvalues -0.5, -0.3, 1 and 5000", hint)
    hold_index(student, symmetric([-0.03, -0.05, 0.1, 0.2], rng), 0.1, "eigenvalues -0.05, -0.03, 0.1 and 0.2", hint)
    hint = "Rounding leaves eigenvalues next to 0, of either sign."
    hold_index(student, symmetric([0.0] * 6 + [3.0, 2.0], rng), 1e-9, "six zeros and two positive eigenvalues", hint)


@check("strict_saddle_test", weight=1.5)
@after_plain(test_kinds_of_critical_points)
def test_kinds_at_the_limits(student: Student, rng: np.random.Generator) -> None:
    """The zero matrix, a maximum, one parameter, one bad eigenvalue among many"""
    d = int(rng.integers(2, 6))
    g = np.zeros(d)
    hold_kind(student, g, np.zeros((d, d)), 0.1, 0.1, "g = 0 and the zero matrix", "All eigenvalues lie within ±zero.")
    hint = "Some eigenvalue below -zero is enough, whatever the others are."
    hold_kind(student, g, symmetric(spectrum(rng, d, 0, 0), rng), 0.1, 0.1, "g = 0 and negative eigenvalues only", hint)
    many = int(rng.integers(15, 25))
    values = [-0.15, *rng.uniform(1, 2, many)]
    hold_kind(student, np.zeros(many + 1), symmetric(values, rng), 0.1, 0.1, "g = 0 and one eigenvalue of -0.15", hint)
    stiff = symmetric([float(rng.choice([-0.5, 0.01, 0.5])), 1.0, 5e3], rng)
    absolute = "zero is an absolute curvature: do not multiply it by the largest eigenvalue."
    hold_kind(student, np.zeros(3), stiff, 0.1, 0.1, "g = 0 and an eigenvalue of 5000", absolute)
    mixed = np.diag([-0.5, *[0.01] * (d - 1)])
    hold_kind(student, g, mixed, 0.1, 0.1, "g = 0, one eigenvalue of -0.5, the others 0.01", hint)
    hint = "Between -zero and zero an eigenvalue counts as 0, whatever its sign."
    for small in (-0.05, 0.05):
        hold_kind(student, g, np.diag([small, *[1.0] * (d - 1)]), 0.1, 0.1, f"g = 0 and one eigenvalue of {small}", hint)
    for value in (-1.0, 0.0, 1.0):
        hold_kind(student, np.zeros(1), np.array([[value]]), 0.1, 0.1, f"g = 0, H = [[{value:g}]]")
        hold_index(student, np.array([[value]]), 0.1, f"[[{value:g}]]")


@check("strict_saddle_test")
@after_plain(test_kinds_of_critical_points)
def test_gradient_comes_first(student: Student, rng: np.random.Generator) -> None:
    """A gradient above eps or below it, whatever the Hessian; its Euclidean norm; eps of any size"""
    kinds = [(1, 0), (0, 2), (0, 0)]
    cases = [(share, *kind) for share in (0.9, 1.2) for kind in kinds] + [(0.3, 1, 0), (3.0, 1, 0)]
    for share, below, near in (cases[place] for place in rng.permutation(len(cases))):  # share: of the norm, for eps
        H = symmetric(spectrum(rng, below, near, 3 - below - near), rng)
        size = float(rng.choice([0.01, 1.0, 100.0]))
        g = size * rng.permutation([0.6, 0.8, 0.0]) * rng.choice([-1.0, 1.0])
        what = f"a gradient of norm {size:g}, the moduli of its components {0.6 * size:g} and {0.8 * size:g}"
        hold_kind(student, g, H, share * size, 0.1, what, "Compare the Euclidean norm with eps first, then the rest.")


@check("strict_saddle_test")
@after_plain(test_kinds_of_critical_points)
def test_any_unit_of_the_curvature(student: Student, rng: np.random.Generator) -> None:
    """Curvatures from 1e-8 to 1e8"""
    for scale in (1e-8, 1e8):
        for below, near, above in rng.permutation([(2, 1, 2), (1, 0, 4), (0, 2, 3), (0, 0, 5)]):
            H = scale * symmetric(spectrum(rng, below, near, above), rng)
            g, what = scale * rng.uniform(-0.01, 0.01, len(H)), f"curvatures near {scale:g}"
            hold_kind(student, g, H, 0.1 * scale, 0.1 * scale, what, "zero and eps carry the unit; nothing else does.")
            hold_index(student, H, 0.1 * scale, what, "zero carries the unit; nothing else does.")
