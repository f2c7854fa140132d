"""Hidden checks of the task `explained_zeros`: its functions `attention_velocity` and `explained_zeros`."""

import numpy as np
import scipy.linalg

from grading.checks import Student, after_plain, as_array, as_integer, as_sequence, check, close, expect, show
from solutions.symmetry import explained_zeros as reference

ABOVE = "A singular value of the tangents counts above 1e-8."
COUNTS = ("n_minus", "n_tangent", "n_other", "n_plus")
Weights = tuple[np.ndarray, np.ndarray, np.ndarray]


def hold_velocities(student: Student, weights: Weights, what: str, *, named: bool = False) -> None:
    """Hold both velocities; the plain case names slips."""
    call = f"attention_velocity of {what}"
    got = as_sequence(student.attention_velocity(*weights), call, length=2)
    slips = velocity_slips(*weights) if named else ({}, {})
    for name, value, right, told in zip("QK", got, reference.attention_velocity(*weights), slips, strict=True):
        what, hint = f"the velocity of W_{name} in {call}", f"Differentiate what W_{name} is mapped to at s = 0."
        of_key = as_array(value, what, shape=right.shape, finite=False)
        hint += kept(weights, reference.attention_velocity(*weights)[0], of_key) if name == "K" else ""
        close(value, right, what, rtol=1e-8, atol=1e-12, slips=told, hint=hint)


def kept(weights: Weights, of_query: np.ndarray, of_key: np.ndarray) -> str:
    """By how much the scores W_Q W_Kᵀ move where the weights have these velocities."""
    moved = float(np.abs(of_query @ weights[1].T + weights[0] @ of_key.T).max())
    return f" W_Q W_Kᵀ must not move, and with yours an entry has the velocity {moved:.3g}." if moved > 1e-6 else ""


def velocity_slips(W_Q: np.ndarray, W_K: np.ndarray, A: np.ndarray) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """The velocities of W_Q and of W_K by typical slips."""
    of_query = {
        "A itself stands in the exponent here, not its transpose.": W_Q @ A.T,
        "Look at the sign in the exponent.": -W_Q @ A,
        "This is W_Q after a step; its derivative is asked.": W_Q @ (np.eye(len(A)) + A),
        "This is the velocity of W_K; that of W_Q comes first.": -W_K @ A.T,
        "This is what the exponent of W_K makes of W_Q: the two are exchanged.": -W_Q @ A.T,
        "This is how far W_Q moves from s = 0 to 1; the velocity at s = 0 is asked.": W_Q
        @ (scipy.linalg.expm(A) - np.eye(len(A))),
        "The derivative of a matrix exponential is not that of its entries.": W_Q @ (A * np.exp(A)),
    }
    of_key = {
        "W_K moves with the inverse transposed: where is the transpose of A?": -W_K @ A,
        "The inverse has a minus sign: both weights move, in opposite senses.": W_K @ A.T,
        "W_K moves too.": 0 * W_K,
        "This is W_K after a step; its derivative is asked.": W_K @ (np.eye(len(A)) - A.T),
        "Where are the transpose of A and the minus sign of the inverse?": W_K @ A,
    }
    return of_query, of_key


@check("explained_zeros", weight=1.5)
def test_velocities_of_random_weights(student: Student, rng: np.random.Generator) -> None:
    """The velocities of one head with random weights"""
    for d, width in ((4, 2), (int(rng.integers(5, 7)), 3)):
        W_Q, W_K = rng.standard_normal((2, d, width))
        A = rng.standard_normal((width, width))
        hold_velocities(student, (W_Q, W_K, A), f"random weights, d = {d}, d_k = {width}", named=True)


@check("explained_zeros", weight=0.5)
@after_plain(test_velocities_of_random_weights)
def test_velocities_of_special_weights(student: Student, rng: np.random.Generator) -> None:
    """One column, more columns than rows, W_Q = 0; A that is zero, antisymmetric, of integers"""
    W_Q, W_K = rng.standard_normal((2, 3, 5))
    A = rng.standard_normal((5, 5))
    hold_velocities(student, (W_Q, W_K, A), "random weights, d = 3, d_k = 5")
    hold_velocities(student, (W_Q[:, :1], W_K[:, :1], A[:1, :1]), "random weights, d = 3, d_k = 1")
    hold_velocities(student, (0 * W_Q[:, :2], W_K[:, :2], A[:2, :2]), "W_Q = 0, d_k = 2")
    kinds = {"A = 0": 0 * A, "an antisymmetric A": A - A.T, "an A of integers": rng.integers(1, 5, (5, 5))}
    for name, kind in kinds.items():
        hold_velocities(student, (W_Q, W_K, kind), f"random weights and {name}")


def instance(rng: np.random.Generator, spectrum: list[float], rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A Hessian with this spectrum, its zeros last, and tangents of length 1 along these combinations of its null vectors."""
    size = len(spectrum)
    Q, _ = np.linalg.qr(rng.standard_normal((size, size)))
    H = (Q * np.array(spectrum)) @ Q.T
    return (H + H.T) / 2, unit_rows(rows @ Q[:, size - rows.shape[1] :].T)


def unit_rows(rows: np.ndarray) -> np.ndarray:
    """Each row divided by its length."""
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def hold_counts(student: Student, H: np.ndarray, T: np.ndarray, what: str, count: str = "") -> None:
    """Hold the four counts, or None, against the reference; `count` is what is true of the rank of these tangents."""
    call = f"explained_zeros of {what}"
    got, right = student.explained_zeros(H, T), reference.explained_zeros(H, T)
    null = "For a row ξ of length 1 compare ‖Hξ‖ with 1e-6 ‖H‖, where ‖H‖ is the largest modulus of an eigenvalue."
    if right is None:
        expect(got is None, f"{call}: a tangent is no null vector here, so None was expected; you returned {show(got)}. {null}")
        return
    expect(got is not None, f"{call}: you returned None, and every tangent is a null vector by the rule. {null}")
    parts = zip(as_sequence(got, call, length=4), COUNTS, strict=True)
    counts = [as_integer(value, f"{call}: {name}") for value, name in parts]
    wrong = [name for name, value, wanted in zip(COUNTS, counts, right, strict=True) if value != wanted]
    verb = "is" if len(wrong) == 1 else "are"
    hint = cause(counts, right, len(T), count)
    expect(
        not wrong,
        f"{call}: you returned {show(tuple(counts))}; {', '.join(wrong)} {verb} not right. {hint}".rstrip(),
    )


def cause(got: list[int], right: tuple[int, ...], rows: int, count: str) -> str:
    """What a wrong quadruple is told, by the place where it is wrong."""
    if tuple(got) == (right[3], right[1], right[2], right[0]):
        return "Look at the order of the four: the negative ones come first."
    if (got[0], got[3]) != (right[0], right[3]):
        return "Negative is below -1e-8 ‖H‖ and positive above 1e-8 ‖H‖; ‖H‖ is the largest modulus of an eigenvalue."
    if got[1] != right[1]:
        own = "The dimension of their span is asked, not their number." if got[1] == rows else ABOVE
        return count or own
    if got[2] == right[1] + right[2]:
        return "These are all zero eigenvalues; the third number is how many of them no tangent explains."
    return "Zero is |λ| ≤ 1e-8 ‖H‖, and not exactly 0; the third number is how many eigenvalues are, less the second number."


@check("explained_zeros")
def test_counts_with_independent_tangents(student: Student, rng: np.random.Generator) -> None:
    """Spectra with zeros, of which independent tangents explain some"""
    for _ in range(4):
        minus, plus, zeros = int(rng.integers(0, 3)), int(rng.integers(3, 6)), int(rng.integers(3, 6))
        spectrum = [*(-rng.uniform(0.5, 2, minus)), *rng.uniform(0.5, 2, plus), *np.zeros(zeros)]
        known = int(rng.integers(1, zeros))
        H, T = instance(rng, spectrum, np.eye(zeros)[:known])
        what = f"{minus} negative, {zeros} zero and {plus} positive eigenvalues, independent tangents: {known}"
        hold_counts(student, H, T, what)


@check("explained_zeros", weight=1.5)
@after_plain(test_counts_with_independent_tangents)
def test_a_tangent_that_is_no_null_vector(student: Student, rng: np.random.Generator) -> None:
    """Away from a critical point a tangent is no null vector"""
    for share in rng.permutation([1.0, 3e-5, 3e-8]):
        for scale in (1.0, 10 ** rng.uniform(-12, -6), 10 ** rng.uniform(6, 12)):
            spectrum = [*(scale * rng.uniform(1, 2, 4)), *np.zeros(int(rng.integers(3, 6)))]
            rows = np.eye(len(spectrum) - 4)
            H, T = instance(rng, spectrum, rows)
            place = int(rng.integers(0, len(T)))
            T[place] += share * np.linalg.eigh(H)[1][:, -1]
            what = f"a Hessian of size {2 * scale:.1g} and tangents, one with a part of {share:g} outside the null space"
            hold_counts(student, H, unit_rows(T), what)
    u = float(rng.uniform(1.5, 3))
    for v, where in ((float(rng.uniform(1.5, 3)), "away from its minima"), (1 / u, "at a minimum")):
        H = np.array([[v * v, 2 * u * v - 1], [2 * u * v - 1, u * u]])
        hold_counts(student, H, unit_rows(np.array([[u, -v]])), f"½(uv - 1)² {where}, with the tangent of rescaling")
    null = np.eye(5)[3:] + 2e-7 * np.eye(5)[0]
    many = unit_rows(rng.standard_normal((100, 2)) @ null)  # each is a null vector; all of them together would not be
    what = "100 tangents in a plane, each with a part of at most 3e-7 outside the null space"
    small = np.diag([1.0, 0.5, -0.5, 0.0, 0.0])
    hold_counts(student, small, many, what)
    lone = unit_rows(rng.standard_normal((90, 2)) @ np.eye(5)[3:])
    lone[int(rng.integers(1, 89)), 0] = 5e-6
    hold_counts(student, small, lone, "90 tangents, of which one has a part of 5e-6 outside the null space")
    hold_even(student, rng)


def hold_even(student: Student, rng: np.random.Generator, size: int = 64) -> None:
    """Hold the null test where the entries of Hξ, and those of H, are much smaller than their norms."""
    even = rng.choice([-1.0, 1.0], size) / np.sqrt(size)
    Q, _ = np.linalg.qr(np.column_stack([even, rng.standard_normal((size, size - 1))]))
    spectrum = np.append(rng.uniform(0.9, 1, size - 2) * rng.choice([-1.0, 1.0], size - 2), [0.0, 0.0])
    H = (Q * np.append(1.0, spectrum[1:])) @ Q.T
    what = f"{size} parameters, a tangent with a part of"
    hold_counts(student, (H + H.T) / 2, unit_rows((Q[:, -1] + 4e-6 * even)[None]), f"{what} 4e-6 outside the null space")
    lone = np.outer(even, even)
    hold_counts(
        student, lone, unit_rows((Q[:, -1] + 2e-7 * even)[None]), f"{what} 2e-7 outside the null space, and H of rank 1"
    )


@check("explained_zeros", weight=2)
@after_plain(test_counts_with_independent_tangents)
def test_dependent_tangents(student: Student, rng: np.random.Generator) -> None:
    """Tangents that are dependent, exactly or nearly"""
    spectrum = [*rng.uniform(0.5, 2, 3), -6.0, *np.zeros(4)]
    H, T = instance(rng, spectrum, np.eye(4)[:2])
    rows = unit_rows(rng.standard_normal((int(rng.integers(4, 7)), 2)) @ T)
    hold_counts(student, H, rows, f"{len(rows)} tangents in a plane")
    for angle in rng.permutation([10 ** rng.uniform(-14, -11), 6e-10, 3e-7, 1e-3]):
        H, T = instance(rng, spectrum, np.eye(4))
        near = unit_rows(np.array([T[0], T[0] + angle * T[1], T[2]]))[rng.permutation(3)]
        what = f"three tangents, two of them at an angle of {angle:.2g}"
        hold_counts(student, H, near, what, ABOVE)
    near = T[np.zeros(61, dtype=int)]
    near[int(rng.integers(61))] += 5e-8 * T[1]
    what = "60 equal tangents and one at an angle of 5e-8 to them"
    hold_counts(student, H, near, what, "A singular value of the tangents counts above 1e-8, however large the others are.")


@check("explained_zeros", weight=1.5)
@after_plain(test_counts_with_independent_tangents)
def test_zero_is_relative_to_the_size_of_the_hessian(student: Student, rng: np.random.Generator) -> None:
    """Hessians in any unit, eigenvalues near the threshold"""
    for scale in (10 ** rng.uniform(-14, -10), 10 ** rng.uniform(9, 13)):
        spectrum = [*(scale * rng.uniform(0.5, 2, 3)), -6 * scale, *np.zeros(4)]
        H, T = instance(rng, spectrum, np.eye(4)[: int(rng.integers(1, 4))])
        hold_counts(student, H, T, f"a Hessian of size {6 * scale:.1g}")
    for small in rng.permutation([2e-7, 1e-5, 8e-10]):
        signs = rng.choice([-1.0, 1.0], 3)
        H, T = instance(rng, [-1.0, *(small * signs), *(0.3 * small * signs if small < 1e-8 else ()), 0.0, 0.0], np.eye(2)[:1])
        hold_counts(student, H, T, f"a largest modulus of 1, that of a negative eigenvalue, and some of modulus {small:g}")
    count = int(rng.integers(45, 65))
    ones = rng.uniform(0.99, 1, count) * np.resize([-1.0, 1.0], count)
    H, T = instance(rng, [*ones, 3.5e-8, 0.0, 0.0], np.eye(2)[:1])
    hold_counts(student, H, T, f"{count} eigenvalues near 1 or -1, one of 3.5e-8 and zeros")
    H, T = instance(rng, [*(-rng.uniform(0.5, 2, 3)), 0.0, 0.0], np.eye(2)[:1])
    hold_counts(student, H, T, "negative eigenvalues and zeros, no positive one")
