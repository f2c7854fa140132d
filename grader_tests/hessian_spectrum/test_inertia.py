"""Hidden checks of the task `inertia`."""

from typing import Any

import numpy as np

from grading.checks import Student, after_plain, as_integer, as_sequence, as_string, check, equal, symmetric
from solutions.hessian_spectrum import inertia as reference

NOTHING_ELSE = (
    "Each eigenvalue, and no pivot or entry, is compared with 1e-8 times the largest modulus of one, and with nothing else."
)
KINDS = ("minimum", "maximum", "saddle", "degenerate")


def counts(value: Any, what: str) -> tuple[int, ...]:
    """Three integers."""
    return tuple(as_integer(n, f"An entry of {what}") for n in as_sequence(value, what, length=3))


def hold_inertia(student: Student, H: np.ndarray, what: str, hint: str = "") -> None:
    """Hold the three counts against the reference."""
    minus, zero, plus = reference.inertia(H)
    slips = {"The order is (n_minus, n_zero, n_plus).": (plus, zero, minus)} if plus != minus else {}
    got = counts(student.inertia(H), f"inertia of {what}")
    equal(got, (minus, zero, plus), f"inertia of {what}", hint=hint, slips=slips)


def hold_kind(student: Student, H: np.ndarray, what: str, hint: str = "") -> None:
    """Hold the name of the point against the reference."""
    got = as_string(student.classify(H), f"classify of {what}", choices=KINDS)
    equal(got, reference.classify(H), f"classify of {what}", hint=hint)


def hold_kinds(student: Student, spectra: list[np.ndarray], rng: np.random.Generator, hint: str) -> None:
    """Hold the kinds of matrices with these eigenvalues, in a random order, against the reference."""
    for spectrum in [spectra[place] for place in rng.permutation(len(spectra))]:
        shown = ", ".join(f"{value:.3g}" for value in sorted(spectrum))
        noise = " (0 but for rounding near 1e-16)" if 0 in spectrum else ""
        hold_kind(student, symmetric(spectrum, rng), f"a matrix with the eigenvalues {shown}{noise}", hint)


def some(minus: int, zero: int, plus: int, rng: np.random.Generator) -> np.ndarray:
    """So many negative, zero and positive eigenvalues."""
    return np.concatenate([-rng.uniform(0.1, 3, minus), np.zeros(zero), rng.uniform(0.1, 3, plus)])


@check("inertia")
def test_inertia_counts_signs(student: Student, rng: np.random.Generator) -> None:
    """Negative, zero and positive eigenvalues are counted, and a change of coordinates leaves them alone"""
    for _ in range(3):
        minus, zero, plus = (int(n) for n in rng.permutation([1, 2, 4]))
        H = symmetric(some(minus, zero, plus, rng), rng)
        hint = (
            "Count signs of eigenvalues, not of entries or pivots; a zero one comes out as rounding noise: "
            "compare with the threshold."
        )
        hold_inertia(student, H, "a random symmetric matrix of size 7", hint)
        S = symmetric(rng.uniform(0.5, 2, 7), rng) @ np.triu(np.ones((7, 7)))
        hold_inertia(student, S.T @ H @ S, "Sᵀ H S for the same H and an invertible S", "Sylvester's law: the same counts.")


@check("inertia")
@after_plain(test_inertia_counts_signs)
def test_zero_is_relative_to_the_largest_modulus(student: Student, rng: np.random.Generator) -> None:
    """Zero is measured against the largest modulus"""
    size = int(rng.integers(4, 9))
    H = symmetric(np.concatenate([[-1, 1e-10, 1e-6, 2], rng.uniform(0.2, 1, size - 4)]), rng)
    hint = "The threshold is 1e-8 times the largest modulus of an eigenvalue."
    for scale in (1.0, 1e-20, 1e20):
        hold_inertia(student, scale * H, f"a matrix of size {size} with ‖H‖ = {2 * scale:g}", hint)
    # Mean modulus and trace are far below the spectral norm here, size times norm far above it.
    crowd = np.concatenate([[1000, -990, 1.5e-4, 9e-7], rng.uniform(-1, 1, int(rng.integers(34, 44)))])
    hint = NOTHING_ELSE
    what = f"a matrix of size {len(crowd)} with ‖H‖ = 1000 (two of its eigenvalues are 1.5e-4 and 9e-7)"
    hold_inertia(student, symmetric(crowd, rng), what, hint)
    hint = "The largest modulus belongs to a negative eigenvalue here."
    hold_inertia(student, symmetric([-1000, 9e-7, 1], rng), "a matrix with the eigenvalues -1000, 9e-7 and 1", hint)


@check("inertia", weight=0.5)
@after_plain(test_inertia_counts_signs)
def test_zero_does_not_depend_on_the_size(student: Student, rng: np.random.Generator) -> None:
    """Many eigenvalues of one modulus, and a matrix whose entries are all small"""
    hint = NOTHING_ELSE
    for size, small in ((60, 5e-8), (20, 1.5e-7), (60, -5e-8)):
        equal_moduli = np.append(np.resize([1.0, 1.0, -1.0], size - 1), small)
        hold_inertia(
            student,
            symmetric(equal_moduli, rng),
            f"{size - 1} eigenvalues of modulus 1 and one of {small:g}, size {size}",
            hint,
        )
    size = int(rng.integers(25, 60))
    frame, _ = np.linalg.qr(np.column_stack([np.ones(size), rng.standard_normal((size, 3))]))
    H = (frame * [1.0, 1.5e-9, -1.5e-9, 0]) @ frame.T
    what = f"a matrix of size {size} with the eigenvalues 1, 1.5e-9, -1.5e-9 and zeros (its entries are near {1 / size:.2g})"
    hold_inertia(student, (H + H.T) / 2, what, hint)


@check("inertia", weight=0.5)
@after_plain(test_inertia_counts_signs)
def test_inertia_of_zero_and_of_size_one(student: Student, rng: np.random.Generator) -> None:
    """The zero matrix, and matrices of size 1"""
    size = int(rng.integers(2, 7))
    hold_inertia(student, np.zeros((size, size)), f"the zero matrix of size {size}", "Every eigenvalue is zero.")
    for value in rng.permutation([-1e-20, 1e-20]):
        hold_inertia(student, np.array([[value]]), f"[[{value:g}]]", "The only eigenvalue is also the largest.")
    hold_kind(student, np.zeros((size, size)), f"the zero matrix of size {size}", "Every eigenvalue is zero.")


@check("inertia")
def test_classify_names_the_point(student: Student, rng: np.random.Generator) -> None:
    """Minimum, maximum, and saddles of every index"""
    spectra = [some(0, 0, n, rng) for n in (1, 2, 3, 4)] + [some(n, 0, 0, rng) for n in (1, 2, 3, 4)]
    spectra += [some(minus, 0, plus, rng) for minus, plus in ((1, 1), (1, 2), (2, 1), (2, 2), (3, 1), (1, 3), (2, 3), (4, 2))]
    hint = "What makes a point a minimum, a maximum, a saddle: all signs positive, all negative, both."
    hold_kinds(student, spectra, rng, hint)


@check("inertia")
@after_plain(test_classify_names_the_point)
def test_classify_with_zero_eigenvalues(student: Student, rng: np.random.Generator) -> None:
    """Zeros make a point degenerate, but no saddle less of one"""
    spectra = [some(0, 1, 2, rng), some(0, 2, 1, rng), some(1, 1, 0, rng), some(2, 1, 0, rng)]
    spectra += [some(1, 1, 1, rng), some(2, 1, 1, rng), some(1, 2, 2, rng)]
    hold_kinds(
        student,
        spectra,
        rng,
        "Both signs come first, then zeros, then the one sign left; and a zero is relative to the largest modulus.",
    )


@check("inertia", weight=0.5)
@after_plain(test_classify_names_the_point)
def test_classify_in_any_unit(student: Student, rng: np.random.Generator) -> None:
    """Another unit of f changes no kind, and zero is relative here too"""
    hint = "Another unit of f changes no sign of an eigenvalue: is zero relative to the largest modulus?"
    for spectrum, scale in zip((some(0, 0, 3, rng), some(2, 0, 0, rng), some(1, 0, 2, rng)), (1e-20, 1e-12, 1e15), strict=True):
        shown = ", ".join(f"{value:.3g}" for value in spectrum)
        hold_kind(student, scale * symmetric(spectrum, rng), f"{scale:g} times a matrix with the eigenvalues {shown}", hint)
    for small in (9e-10, -9e-10, 1.1e-7):
        hint = f"Is {abs(small):g} zero beside 1e-8 times the largest modulus, and what is a point with a zero and one sign?"
        hold_kind(student, symmetric([small, 0.5, 1], rng), f"a matrix with the eigenvalues {small:g}, 0.5 and 1", hint)
