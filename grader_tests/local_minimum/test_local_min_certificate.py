"""Hidden checks of the task `local_min_certificate`: its functions `transverse_hessian` and `local_min_certificate`."""

# Longer than the house measure: two functions, and for each wrong word what its line says here.

from typing import NamedTuple

import numpy as np

from grader_tests.local_minimum.crossed import counted_tangents, crossed, decimal, random_tangents
from grading.checks import CheckFailed, Student, after_plain, as_array, as_string, asked, check, close, expect, symmetric
from solutions.local_minimum import local_min_certificate as reference

STRICT = "Strict asks for the least eigenvalue of all of H: the argument error, ε_H, is what an eigenvalue has to exceed."
WHOLE = "λmin in the first two lines is that of all of H, along the tangents and between them too."


class Case(NamedTuple):
    """A call, what it is, and what to look at where the answer is wrong; without that, what the check's other cases say."""

    g: np.ndarray
    H: np.ndarray
    tangents: np.ndarray
    eps: float
    error: float
    what: str
    hint: str = ""


def hold_transverse(
    student: Student, H: np.ndarray, tangents: np.ndarray, what: str, hint: str = "", *, named: bool = False
) -> None:
    """Hold shape and eigenvalues of the transverse Hessian; the basis is free."""
    d, k = tangents.shape
    call, got = f"transverse_hessian of {what}", student.transverse_hessian(H, tangents)
    M = as_array(got, call, shape=(d - k, d - k))
    size = float(np.abs(H).max()) or 1.0
    expect(np.abs(M - M.T).max() <= 1e-8 * size, f"{call}: the matrix is not symmetric. {hint}")
    right = np.linalg.eigvalsh(reference.transverse_hessian(H, tangents))
    values = np.linalg.eigvalsh(H)
    kept = np.sort(np.delete(values, np.argsort(np.abs(values))[:k]))
    slips = {
        "These are eigenvalues of H without the smallest ones; the tangents need not hold eigenvectors.": kept,
        "These are the last rows and columns of H; the tangents need not lie along the axes.": np.linalg.eigvalsh(H[k:, k:]),
        "These are the first rows and columns of H; the tangents need not lie along the axes.": np.linalg.eigvalsh(
            H[: d - k, : d - k]
        ),
    }
    if np.abs(values[k:] - kept).max() > 1e-3 * size:  # of either sign: the smallest are not those of least modulus
        slips["These are the largest eigenvalues of H; the tangents need not hold eigenvectors."] = values[k:]
    P = np.eye(d) - tangents @ tangents.T
    projected = np.linalg.eigvalsh(P @ H @ P)[k:]
    if np.abs(projected - right).max() > 1e-3 * size:  # a negative eigenvalue lies below the zeros of PHP
        slips["These are eigenvalues of PHP without the smallest ones; the zeros of the tangents need not be the smallest."] = (
            projected
        )
    name = f"the eigenvalues of {call}"
    told = hint or "Is N an orthonormal basis of the complement?"
    close(np.linalg.eigvalsh((M + M.T) / 2), right, name, rtol=1e-8, atol=1e-9 * size, hint=told, slips=slips if named else {})


@check("local_min_certificate")
def test_transverse_hessian_of_random_matrices(student: Student, rng: np.random.Generator) -> None:
    """The transverse Hessian of random matrices and tangents"""
    for d, k in ((3, 1), (int(rng.integers(5, 7)), 2)):
        H, tangents = symmetric(rng.uniform(0.5, 4, d) * rng.choice([-1.0, 1.0], d), rng), random_tangents(rng, d, k)
        hold_transverse(student, H, tangents, f"a random {d} x {d} matrix, {counted_tangents(k)}", named=True)


@check("local_min_certificate")
@after_plain(test_transverse_hessian_of_random_matrices)
def test_transverse_hessian_at_the_ends(student: Student, rng: np.random.Generator) -> None:
    """No tangents, one direction left, one parameter, tangents along the axes, any unit"""
    d = int(rng.integers(3, 6))
    H = symmetric(rng.uniform(-3, 3, d), rng)
    hold_transverse(student, H, np.zeros((d, 0)), "no tangents", "Then all of H is transverse.")
    hold_transverse(student, H[:1, :1], np.zeros((1, 0)), "one parameter, no tangents")
    hold_transverse(
        student, H, random_tangents(rng, d, d - 1), f"{counted_tangents(d - 1)} of {d} parameters", "The shape is (1, 1)."
    )
    hold_transverse(student, H, np.eye(d)[:, [d - 1, 0]], "tangents along two axes")
    for unit in (1e-12, 1e12):
        hold_transverse(student, unit * H, random_tangents(rng, d, 2), f"a Hessian in units of {unit:g}")


def hold_all(student: Student, cases: list[Case], hint: str, rng: np.random.Generator) -> None:
    """Hold all words, in a random order, so that no list of words answers them."""
    for place in rng.permutation(len(cases)):
        case = cases[int(place)]
        arguments = (case.g, case.H, case.tangents, case.eps, case.error)
        call = f"local_min_certificate for {case.what}"
        got = as_string(asked(call, student.local_min_certificate, *arguments), call, choices=reference.WORDS)
        if got != reference.local_min_certificate(*arguments):
            raise CheckFailed(f"{call}: you returned {got!r}, which is not right. {reason(case, got, hint)}")


def reason(case: Case, got: str, hint: str) -> str:
    """What the line of a wrong word says here: it does not hold, or it is not the first that does."""
    size, slope, lowest = float(np.abs(case.H).max()), float(np.linalg.norm(case.g)), float(np.linalg.eigvalsh(case.H)[0])
    least = f"λmin(H) is {decimal(lowest, size)} and error {case.error:.3g}"
    if got == "strict" and lowest <= case.error:
        return f"{STRICT} Here {least}."
    if got == "no minimum" and slope <= case.eps and lowest >= -case.error:
        told = f"The line of 'no minimum' does not hold: here the Euclidean ‖g‖ is {slope:.3g} and eps {case.eps:.3g}, {least}."
        return f"{told} {case.hint}".rstrip()
    if got == "orbit" and (against := against_orbit(case, size)):
        return f"The line of 'orbit' does not hold: {against}. {hint}"
    return f"A line above that of {got!r} holds. {case.hint or hint}"


def against_orbit(case: Case, size: float) -> str:
    """Which of the two conditions of an orbit fails, and by how much; nothing where both hold."""
    norms = np.linalg.norm(case.H @ case.tangents, axis=0)
    if norms.size and norms.max() > case.error:
        return f"here ‖Hξ‖ is {norms.max():.3g} for one of the columns of tangents, and error {case.error:.3g}"
    across = float(np.linalg.eigvalsh(reference.transverse_hessian(case.H, case.tangents))[0])
    if across <= case.error:
        return f"here the least transverse eigenvalue is {decimal(across, size)}, and error {case.error:.3g}"
    return ""


@check("local_min_certificate", weight=1.5)
def test_clear_cases(student: Student, rng: np.random.Generator) -> None:
    """A slope, a saddle, a strict minimum, an orbit, a zero that no symmetry explains"""
    p, nothing = int(rng.integers(2, 4)), np.zeros((5, 0))
    zero, up = np.zeros(5), rng.uniform(1, 4, 5)
    H, tangents = crossed(rng, up[:p], np.zeros(5 - p))
    bowl, saddle = symmetric(up, rng), symmetric(up * [1, 1, 1, 1, -1], rng)
    cases = [
        Case(rng.standard_normal(5), bowl, nothing, 1e-6, 1e-6, "a gradient of norm about 2, H positive definite"),
        Case(zero, saddle, nothing, 1e-6, 1e-6, "one negative eigenvalue"),
        Case(zero, bowl, nothing, 1e-6, 1e-6, "H positive definite"),
        Case(zero, H, tangents, 1e-6, 1e-6, f"{5 - p} zero eigenvalues and as many tangents"),
        Case(zero, H, nothing, 1e-6, 1e-6, f"{5 - p} zero eigenvalues and no tangents"),
    ]
    hold_all(student, cases, "The first line of the table that holds counts.", rng)


@check("local_min_certificate", weight=1.5)
@after_plain(test_clear_cases)
def test_the_order_of_the_lines(student: Student, rng: np.random.Generator) -> None:
    """Cases in which several lines hold, and the norm of the gradient"""
    zero, up = np.zeros(4), rng.uniform(1, 4, 4)
    flat, tangents = crossed(rng, up[:3], [0.0])
    bent, B = crossed(rng, up[:3], [-0.5])
    bowl, none = symmetric(up, rng), np.zeros((4, 0))
    short, along = np.array([0.0, 0.0, 0.0, 0.2]), 0.2 * tangents[:, 0]
    mixed, M = mixing(rng, up[:3])
    large, small = rng.permutation(np.resize([0.5, -0.5], 100)), np.full(200, rng.choice([-0.02, 0.02]))
    norm = "‖g‖ is the Euclidean norm of all of g, and it has to be above ε (eps) to count: 0 is not above 0."
    cases = [
        Case(short, flat, tangents, 0.05, 1e-6, "‖g‖ = 0.2, eps = 0.05, an orbit", norm),
        Case(short, flat, tangents, 0.8, 1e-6, "‖g‖ = 0.2, eps = 0.8, an orbit", norm),
        Case(short, bowl, tangents, 0.8, 1e-6, "‖g‖ = 0.2, eps = 0.8, H positive definite", norm),
        Case(along, flat, tangents, 0.05, 1e-6, "a gradient of norm 0.2 along the tangent, eps = 0.05", norm),
        Case(
            large, np.eye(100), np.zeros((100, 0)), 1.0, 1e-6, "a gradient with a hundred entries of modulus 0.5, eps = 1", norm
        ),
        Case(small, np.eye(200), np.zeros((200, 0)), 1.0, 1e-6, "two hundred entries of modulus 0.02 in g, eps = 1", norm),
        Case(zero, bowl, none, 0.0, 1e-6, "g = 0, eps = 0, H positive definite", norm),
        Case(zero, flat, tangents, 0.0, 1e-6, "g = 0, eps = 0, an orbit", norm),
        Case(np.append(1e-30, zero[1:]), bowl, tangents, 0.0, 1e-6, "‖g‖ = 1e-30, eps = 0", norm),
        Case(zero, bent, B, 1e-6, 1e-6, "a negative eigenvalue along the only tangent", WHOLE),
        Case(zero, mixed, M, 1e-6, 1e-6, "ξᵀHξ = 0, H positive across ξ, and λmin < 0 all the same", WHOLE),
        Case(zero, bowl, tangents, 1e-6, 1e-6, "H positive definite and a tangent"),
    ]
    hold_all(student, cases, "The lines are asked from top to bottom; the first one that holds counts.", rng)


def mixing(rng: np.random.Generator, up: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A Hessian with these eigenvalues across a tangent ξ, ξᵀHξ = 0 and a mixed entry: its least eigenvalue is negative."""
    core = np.diag([0.0, *up])
    core[0, 1] = core[1, 0] = 0.8
    Q = random_tangents(rng, len(core), len(core))
    return Q @ core @ Q.T, Q[:, :1]


def spread(rng: np.random.Generator, d: int, k: int, norm: float) -> tuple[np.ndarray, np.ndarray]:
    """A Hessian and k tangents ξ with ΞᵀHΞ = 0, whose Hξ are all the same vector, of this norm, its entries nearly alike."""
    H, tangents = crossed(rng, rng.uniform(1, 4, d - k), np.zeros(k))
    even = np.ones(d) - tangents @ tangents.sum(axis=0)
    bend = np.outer(norm * even / np.linalg.norm(even), tangents.sum(axis=1))
    return H + bend + bend.T, tangents


@check("local_min_certificate", weight=2)
@after_plain(test_clear_cases)
def test_what_explains_the_zeros(student: Student, rng: np.random.Generator) -> None:
    """Too few tangents, tangents that are no null vectors, many tangents, one parameter"""
    zero, up = np.zeros(5), rng.uniform(1, 4, 5)
    flat, tangents = crossed(rng, up[:3], [0.0, 0.0])
    tilted, _ = np.linalg.qr(tangents + 0.3 * random_tangents(rng, 5, 2))
    wrong, _ = crossed(rng, up[:4], [0.0])
    vectors = np.linalg.eigh(wrong)[1]
    pair = np.column_stack([tangents[:, 0], np.linalg.eigh(flat)[1][:, -1]])
    many, M = crossed(rng, up[:2], np.full(20, 0.3e-6))
    one, S = crossed(rng, up[:3], np.append(3.3e-6, np.zeros(30)))
    cases = [
        Case(zero, flat, tangents, 1e-6, 1e-6, "two zero eigenvalues and two tangents"),
        Case(zero, flat, tangents[:, :1], 1e-6, 1e-6, "two zero eigenvalues and one tangent"),
        Case(zero, flat, tilted, 1e-6, 1e-6, "two zero eigenvalues and two tangents that are no null vectors"),
        Case(zero, wrong, vectors[:, -1:], 1e-6, 1e-6, "one zero eigenvalue, and a tangent that is the top eigenvector"),
        Case(zero, flat, pair, 1e-6, 1e-6, "one null vector and one other among the tangents"),
        Case(zero, wrong, vectors[:, [0, -1]], 1e-6, 1e-6, "one zero eigenvalue, its vector and one other among the tangents"),
        Case(
            zero, wrong, vectors[:, [-1, 0]], 1e-6, 1e-6, "one zero eigenvalue, another vector and its own among the tangents"
        ),
        Case(np.zeros(40), *spread(rng, 40, 1, 3.3e-6), 1e-6, 1e-6, "‖Hξ‖ of 3.3 error in 40 entries"),
        Case(np.zeros(40), *spread(rng, 40, 30, 0.3e-6), 1e-6, 1e-6, "‖Hξ‖ of 0.3 error for each of thirty tangents"),
        Case(
            np.zeros(34),
            one,
            straight(one, S, rng),
            1e-6,
            1e-6,
            "‖Hξ‖ of 3.3 error for one of 31 tangents, 0 for the others",
        ),
        Case(np.zeros(22), many, M, 1e-6, 1e-6, "twenty eigenvalues of 0.3 error, and as many tangents"),
        Case(zero, 0 * flat, np.zeros((5, 0)), 1e-6, 1e-6, "H = 0 and no tangents"),
        Case(zero[:1], np.zeros((1, 1)), np.zeros((1, 0)), 1e-6, 1e-6, "one parameter, H = 0, no tangent"),
    ]
    hint = (
        "An orbit needs both: for each column of tangents by itself a Euclidean norm ‖Hξ‖ of at most ε_H (error), "
        "and across it all eigenvalues above ε_H."
    )
    hold_all(student, cases, hint, rng)


def straight(H: np.ndarray, tangents: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The same span, its columns eigenvectors of ΞᵀHΞ in a random order."""
    order = rng.permutation(tangents.shape[1])
    return np.asarray((tangents @ np.linalg.eigh(tangents.T @ H @ tangents)[1])[:, order])


@check("local_min_certificate", weight=2)
@after_plain(test_clear_cases)
def test_error_bars_and_units(student: Student, rng: np.random.Generator) -> None:
    """Eigenvalues below and above their error, in any unit"""
    zero, up = np.zeros(4), rng.uniform(1, 4, 4)
    cases: list[Case] = []
    for unit, error in ((1.0, 1e-9), (1e-12, 1e-16), (1e12, 1e7)):
        delta, eps = error / unit, 1e-6 * unit
        for share in (-3.3, -0.3, 0.3, 3.3):
            H, tangents = crossed(rng, up[:3], [share * delta])
            note = f"H in units of {unit:g}, an eigenvalue of {share:g} error"
            cases.append(Case(zero, unit * H, np.zeros((4, 0)), eps, error, f"{note}, no tangents"))
            if abs(share) < 1:
                cases.append(Case(zero, unit * H, tangents, eps, error, f"{note} along a tangent"))
        for share in (0.3, 3.3):
            H, tangents = crossed(rng, [*up[:2], share * delta], [0.0])
            cases.append(
                Case(zero, unit * H, tangents, eps, error, f"H in units of {unit:g}, {share:g} error across the orbit")
            )
        g = unit * np.array([3e-9, 0, 0, 4e-9])
        for limit in (1.6e-8, 1.6e-9):
            what = f"‖g‖ = 5e-9, eps = {limit:g}, in units of {unit:g}"
            cases.append(Case(g, unit * symmetric(up, rng), tangents, limit * unit, error, what))
    hint = "The argument error is what an eigenvalue has to exceed, on either side, and ‖g‖ is held against eps alone."
    hold_all(student, cases, hint, rng)
