"""Hidden checks of the task `flat_spectrum`."""

from contextlib import suppress

import numpy as np
from numpy.random import Generator

from grading.checks import Student, after_plain, as_integer, as_sequence, check, equal, symmetric
from grading.checks.outcomes import EndOfCheck
from solutions.plateau import flat_spectrum as reference

THRESHOLD = "The threshold is rel_tol times the largest modulus of an eigenvalue, and holds on either side of 0."


def _random_spectrum(rng: Generator, counts: tuple[int, int, int]) -> np.ndarray:
    """`counts` negative, flat and positive eigenvalues: 1e-3 to 1 in modulus, the flat ones below 1e-9, the largest 1."""
    negative, flat, positive = counts
    outside = 10 ** rng.uniform(-3, 0, size=negative + positive)
    if len(outside):
        outside[int(rng.integers(len(outside)))] = 1.0
    signs = np.array([-1.0] * negative + [1.0] * positive)
    return np.concatenate([outside * signs, 1e-9 * rng.uniform(-1, 1, size=flat)])


def _expect_counts(student: Student, H: np.ndarray, tol: float, want: tuple[int, int, int], what: str, hint: str = "") -> None:
    counts = _counts(student, H, tol, what)
    named = "" if hint or counts == want else _named(student, counts, H, tol)
    equal(counts, want, what, hint=_told(counts[1], want[1], hint), slips={named: counts} if named else None)


def _counts(student: Student, H: np.ndarray, tol: float, what: str) -> tuple[int, ...]:
    got = as_sequence(student.flat_spectrum(H, tol), what, length=3)
    return tuple(as_integer(item, f"an entry of {what}") for item in got)


def _slips(H: np.ndarray, tol: float) -> dict[str, tuple[int, ...]]:
    """The counts of typical slips, without those that another slip or the answer has."""
    negative, flat, positive = want = reference.flat_spectrum(H, tol)
    slips = {
        "The order is (negative, flat, positive).": (positive, flat, negative),
        "The order is (negative, flat, positive), with flat in the middle.": (negative, positive, flat),
        "Flat directions are counted among the others.": (negative, flat, len(H) - negative),
        "You counted the diagonal. Its entries are not the eigenvalues.": reference.flat_spectrum(np.diag(np.diag(H)), tol),
    }
    values = [*slips.values(), want]
    return {message: value for message, value in slips.items() if values.count(value) == 1}


def _named(student: Student, counts: tuple[int, ...], H: np.ndarray, tol: float) -> str:
    """The slip that these counts show, where those of a second matrix show it, too; a wrong threshold may look like it once.

    The second matrix has as many flat eigenvalues of either sign, all of one modulus: another threshold takes out all or none.
    """
    fits = [message for message, slip in _slips(H, tol).items() if slip == counts]
    second = symmetric([-1.0, -0.5, -0.2, *np.repeat([-1e-9, 1e-9], 2), 0.4], np.random.default_rng(8))
    with suppress(EndOfCheck):
        if fits and _slips(second, 1e-5).get(fits[0]) == _counts(student, second, 1e-5, "flat_spectrum"):
            return fits[0]
    return ""


def _told(counted: int, flat: int, hint: str) -> str:
    """The hint that fits: the signs where the flat ones are right, else that of the case, or which way the threshold is off."""
    if counted == flat:
        return "As many directions are flat as should be; the others go by the sign of their eigenvalue."
    return f"Too {'many' if counted > flat else 'few'} count as flat. {hint or THRESHOLD}"


@check("flat_spectrum", weight=2)
def test_counts_of_random_spectra(student: Student, rng: Generator) -> None:
    """The counts are right for random matrices with known spectra."""
    for _ in range(6):
        counts = tuple(int(n) for n in rng.permutation([1, 2, 4]) + rng.integers(0, 2, size=3))
        H = symmetric(_random_spectrum(rng, counts), rng)  # type: ignore[arg-type]
        want = reference.flat_spectrum(H, 1e-5)
        _expect_counts(student, H, 1e-5, want, f"flat_spectrum(H, 1e-5) for a random {len(H)} x {len(H)} matrix")


@check("flat_spectrum", weight=1)
@after_plain(test_counts_of_random_spectra)
def test_counts_of_the_zero_matrix(student: Student, rng: Generator) -> None:
    """In a zero matrix every direction is flat, and one parameter is enough."""
    d = int(rng.integers(2, 7))
    hint = "With no curvature at all, every direction is flat."
    _expect_counts(student, np.zeros((d, d)), 1e-6, (0, d, 0), f"flat_spectrum of the {d} x {d} zero matrix", hint)
    _expect_counts(student, np.zeros((1, 1)), 1e-6, (0, 1, 0), "flat_spectrum([[0.0]], 1e-6)", hint)
    _expect_counts(student, np.array([[-3.0]]), 1e-6, (1, 0, 0), "flat_spectrum([[-3.0]], 1e-6)")
    _expect_counts(student, np.array([[2.0]]), 1e-6, (0, 0, 1), "flat_spectrum([[2.0]], 1e-6)")


@check("flat_spectrum", weight=2)
@after_plain(test_counts_of_random_spectra)
def test_counts_do_not_depend_on_the_unit_of_the_loss(student: Student, rng: Generator) -> None:
    """Multiplying the loss leaves the counts alone; turning it upside down swaps them."""
    negative, flat, positive = (int(n) for n in rng.permutation([1, 2, 3]))
    H = symmetric(_random_spectrum(rng, (negative, flat, positive)), rng)
    for scale in (1e-12, 1e-5, 1.0, 1e6, 1e12):
        want, call = (negative, flat, positive), f"flat_spectrum({scale:g} H, 1e-5)"
        _expect_counts(student, scale * H, 1e-5, want, call, "Is your tolerance relative?")
    want = (positive, flat, negative)
    _expect_counts(student, -H, 1e-5, want, "flat_spectrum(-H, 1e-5)", "The norm is the largest modulus, of either sign.")


@check("flat_spectrum", weight=1)
@after_plain(test_counts_of_random_spectra)
def test_counts_beside_an_outlier(student: Student, rng: Generator) -> None:
    """Flat is relative to the largest modulus, also when that eigenvalue is negative."""
    flat, large = int(rng.integers(4, 7)), int(rng.integers(1, 4))
    values = [*rng.uniform(1, 2, size=flat) * np.resize([-1, 1], flat), *rng.uniform(20, 40, size=large)]
    for outlier, want in ((1e4, (0, flat, large + 1)), (-1e4, (1, flat, large))):
        H = symmetric([*values, outlier], rng)
        hint = "The threshold is rel_tol times the largest modulus."
        what = f"flat_spectrum(H, 1e-3) with an outlier at {outlier:g} beside moduli from 1 to 2 and from 20 to 40"
        _expect_counts(student, H, 1e-3, want, what, hint)


@check("flat_spectrum", weight=1)
@after_plain(test_counts_of_random_spectra)
def test_counts_follow_the_tolerance(student: Student, rng: Generator) -> None:
    """Flat is what lies within rel_tol of the spectral norm, for a coarse tolerance as for a fine one."""
    sizes = 10 ** rng.uniform(-3, 3, size=4)
    for tol, size in zip((0.3, 1e-2, 1e-8, 1e-12, 0.9), (sizes[0], 0.1 * 1e-12, *sizes[1:]), strict=True):
        negative, positive = (int(n) for n in rng.permutation([3, 6]) + rng.integers(0, 2, size=2))
        large = np.append(rng.uniform(0.94, 0.99, size=negative + positive - 1), 1.0)
        signs = np.array([-1.0] * negative + [1.0] * positive)
        inside = int(rng.integers(3, 6))
        near = tol * np.array([-1.05, *np.linspace(-0.95, 0.95, inside), 1.05, 1.1])
        H = size * symmetric([*(large * signs), *near], rng)
        want = (negative + 1, inside, positive + 2)
        hint = "The threshold is rel_tol times the largest modulus of an eigenvalue: no fixed number, and no other norm."
        shares = f"up to {0.95 * tol:.3g}, {1.05 * tol:.3g}, {1.1 * tol:.3g} and from 0.94 to 1"
        what = (
            f"flat_spectrum(H, {tol:g}) of a matrix of size {len(H)} with eigenvalues of the moduli {shares}, times {size:.3g}"
        )
        _expect_counts(student, H, tol, want, what, hint)
