"""Hidden checks of the task `local_min_certificate`: its functions `transverse_hessian` and `local_min_certificate`."""

import numpy as np

from grader_tests.local_minimum.crossed import crossed, tangents
from grading.checks import CheckFailed, Student, after_plain, as_array, as_string, check, close, expect, symmetric
from solutions.local_minimum import local_min_certificate as reference

Case = tuple[np.ndarray, np.ndarray, np.ndarray, float, float, str]  # g, H, T, eps, error, what it is


def hold_transverse(student: Student, H: np.ndarray, T: np.ndarray, what: str, hint: str = "", *, named: bool = False) -> None:
    """Hold shape and eigenvalues of the transverse Hessian; the basis is free."""
    d, k = T.shape
    call, got = f"transverse_hessian of {what}", student.transverse_hessian(H, T)
    if d == k:
        expect(np.size(as_array(got, call)) == 0, f"{call}: nothing is transverse, and the shape asked for is (0, 0). {hint}")
        return
    M = as_array(got, call, shape=(d - k, d - k))
    size = float(np.abs(H).max()) or 1.0
    expect(np.abs(M - M.T).max() <= 1e-8 * size, f"{call}: the matrix is not symmetric. {hint}")
    right = np.linalg.eigvalsh(reference.transverse_hessian(H, T))
    values = np.linalg.eigvalsh(H)
    kept = np.sort(np.delete(values, np.argsort(np.abs(values))[:k]))
    slips = {
        "These are eigenvalues of H without the smallest ones; T need not hold eigenvectors.": kept,
        "These are the last rows and columns of H; T need not lie along the axes.": np.linalg.eigvalsh(H[k:, k:]),
        "These are the first rows and columns of H; T need not lie along the axes.": np.linalg.eigvalsh(H[: d - k, : d - k]),
    }
    name = f"the eigenvalues of {call}"
    told = hint or "Is N an orthonormal basis of the complement?"
    close(np.linalg.eigvalsh((M + M.T) / 2), right, name, rtol=1e-8, atol=1e-9 * size, hint=told, slips=slips if named else {})


@check("local_min_certificate")
def test_transverse_hessian_of_random_matrices(student: Student, rng: np.random.Generator) -> None:
    """The transverse Hessian of random matrices and tangents"""
    for d, k in ((3, 1), (int(rng.integers(5, 7)), 2)):
        H, T = symmetric(rng.uniform(0.5, 4, d) * rng.choice([-1.0, 1.0], d), rng), tangents(rng, d, k)
        hold_transverse(student, H, T, f"a random {d} x {d} matrix, {k} tangents", named=True)


@check("local_min_certificate")
@after_plain(test_transverse_hessian_of_random_matrices)
def test_transverse_hessian_at_the_ends(student: Student, rng: np.random.Generator) -> None:
    """No tangents, nothing transverse, one parameter, tangents along the axes, any unit"""
    d = int(rng.integers(3, 6))
    H = symmetric(rng.uniform(-3, 3, d), rng)
    hold_transverse(student, H, np.zeros((d, 0)), "no tangents", "Then all of H is transverse.")
    hold_transverse(student, H, tangents(rng, d, d), f"{d} tangents of {d} parameters")
    hold_transverse(student, H[:1, :1], np.zeros((1, 0)), "one parameter, no tangents")
    hold_transverse(student, H[:1, :1], np.ones((1, 1)), "one parameter and its tangent")
    hold_transverse(student, H, tangents(rng, d, d - 1), f"{d - 1} tangents of {d} parameters", "The shape is (1, 1).")
    hold_transverse(student, H, np.eye(d)[:, [d - 1, 0]], "tangents along two axes")
    for unit in (1e-12, 1e12):
        hold_transverse(student, unit * H, tangents(rng, d, 2), f"a Hessian in units of {unit:g}")


def hold_all(student: Student, cases: list[Case], hint: str, rng: np.random.Generator) -> None:
    """Hold all words, in a random order, so that no list of words answers them."""
    for place in rng.permutation(len(cases)):
        g, H, T, eps, error, what = cases[int(place)]
        call = f"local_min_certificate for {what}"
        got = as_string(student.local_min_certificate(g, H, T, eps, error), call, choices=reference.WORDS)
        if got != reference.local_min_certificate(g, H, T, eps, error):
            raise CheckFailed(f"{call}: you returned {got!r}, which is not right. {hint}")


@check("local_min_certificate", weight=1.5)
def test_clear_cases(student: Student, rng: np.random.Generator) -> None:
    """A slope, a saddle, a strict minimum, an orbit, a zero that no symmetry explains"""
    p, nothing = int(rng.integers(2, 4)), np.zeros((5, 0))
    zero, up = np.zeros(5), rng.uniform(1, 4, 5)
    H, T = crossed(rng, up[:p], np.zeros(5 - p))
    bowl, saddle = symmetric(up, rng), symmetric(up * [1, 1, 1, 1, -1], rng)
    cases: list[Case] = [
        (rng.standard_normal(5), bowl, nothing, 1e-6, 1e-6, "a gradient of norm about 2, H positive definite"),
        (zero, saddle, nothing, 1e-6, 1e-6, "one negative eigenvalue"),
        (zero, bowl, nothing, 1e-6, 1e-6, "H positive definite"),
        (zero, H, T, 1e-6, 1e-6, f"{5 - p} zero eigenvalues and as many tangents"),
        (zero, H, nothing, 1e-6, 1e-6, f"{5 - p} zero eigenvalues and no tangents"),
    ]
    hold_all(student, cases, "Take the first line of the table that holds.", rng)


@check("local_min_certificate", weight=1.5)
@after_plain(test_clear_cases)
def test_the_order_of_the_lines(student: Student, rng: np.random.Generator) -> None:
    """Cases in which several lines hold"""
    zero, up = np.zeros(4), rng.uniform(1, 4, 4)
    flat, T = crossed(rng, up[:3], [0.0])
    bent, B = crossed(rng, up[:3], [-0.5])
    bowl = symmetric(up, rng)
    short = np.array([0.0, 0.2, 0.0, 0.0])
    cases: list[Case] = [
        (short, flat, T, 0.05, 1e-6, "‖g‖ = 0.2, eps = 0.05, an orbit"),
        (short, flat, T, 0.8, 1e-6, "‖g‖ = 0.2, eps = 0.8, an orbit"),
        (short, bowl, T, 0.8, 1e-6, "‖g‖ = 0.2, eps = 0.8, H positive definite"),
        (0.3 * np.ones(4), bowl, T, 0.15, 1e-6, "a gradient with four entries 0.3, eps = 0.15"),
        (0.3 * np.ones(4), bowl, T, 2.0, 1e-6, "a gradient with four entries 0.3, eps = 2"),
        (zero, bent, B, 1e-6, 1e-6, "a negative eigenvalue along the only tangent"),
        (0.5 * np.ones(100), np.eye(100), np.zeros((100, 0)), 1.0, 1e-6, "a gradient with a hundred entries 0.5, eps = 1"),
        (0.02 * np.ones(200), np.eye(200), np.zeros((200, 0)), 1.0, 1e-6, "a gradient with two hundred entries 0.02, eps = 1"),
        (zero, bowl, T, 1e-6, 1e-6, "H positive definite and a tangent"),
        (zero, bowl, T, 0.0, 1e-6, "g = 0, eps = 0, H positive definite"),
        (np.append(1e-30, zero[1:]), bowl, T, 0.0, 1e-6, "‖g‖ = 1e-30, eps = 0"),
        (zero, flat, T, 0.0, 1e-6, "g = 0, eps = 0, an orbit"),
    ]
    hold_all(
        student,
        cases,
        "The lines are asked from top to bottom; the first one that holds counts, and ‖g‖ is the Euclidean norm.",
        rng,
    )


def spread(rng: np.random.Generator, d: int, k: int, norm: float) -> tuple[np.ndarray, np.ndarray]:
    """A Hessian and k tangents t with TᵀHT = 0, whose Ht are all the same vector, of this norm, its entries nearly alike."""
    H, T = crossed(rng, rng.uniform(1, 4, d - k), np.zeros(k))
    even = np.ones(d) - T @ T.sum(axis=0)
    bend = np.outer(norm * even / np.linalg.norm(even), T.sum(axis=1))
    return H + bend + bend.T, T


@check("local_min_certificate", weight=2)
@after_plain(test_clear_cases)
def test_what_explains_the_zeros(student: Student, rng: np.random.Generator) -> None:
    """Too few tangents, tangents that are no null vectors, everything explained"""
    zero, up = np.zeros(5), rng.uniform(1, 4, 5)
    flat, T = crossed(rng, up[:3], [0.0, 0.0])
    tilted, _ = np.linalg.qr(T + 0.3 * tangents(rng, 5, 2))
    wrong, _ = crossed(rng, up[:4], [0.0])
    other = np.linalg.eigh(wrong)[1][:, -1:]
    many, M = crossed(rng, up[:2], np.full(20, 0.3e-6))
    cases: list[Case] = [
        (zero, flat, T, 1e-6, 1e-6, "two zero eigenvalues and two tangents"),
        (zero, flat, T[:, :1], 1e-6, 1e-6, "two zero eigenvalues and one tangent"),
        (zero, flat, tilted, 1e-6, 1e-6, "two zero eigenvalues and two tangents that are no null vectors"),
        (zero, wrong, other, 1e-6, 1e-6, "one zero eigenvalue, and a tangent that is the top eigenvector"),
        (
            zero,
            flat,
            np.column_stack([T[:, 0], np.linalg.eigh(flat)[1][:, -1]]),
            1e-6,
            1e-6,
            "one null vector and one other in T",
        ),
        (zero, wrong, np.linalg.eigh(wrong)[1][:, [0, -1]], 1e-6, 1e-6, "one zero eigenvalue, its vector and one other in T"),
        (np.zeros(40), *spread(rng, 40, 1, 4e-6), 1e-6, 1e-6, "‖Ht‖ of 4 error in 40 entries"),
        (np.zeros(40), *spread(rng, 40, 30, 0.3e-6), 1e-6, 1e-6, "‖Ht‖ of 0.3 error for each of thirty tangents"),
        (zero, 0 * flat, tangents(rng, 5, 5), 1e-6, 1e-6, "H = 0 and five tangents of five parameters"),
        (zero, 0 * flat, np.zeros((5, 0)), 1e-6, 1e-6, "H = 0 and no tangents"),
        (zero, flat, tangents(rng, 5, 5), 1e-6, 1e-6, "five tangents of five parameters, H not 0"),
        (np.zeros(22), many, M, 1e-6, 1e-6, "twenty eigenvalues of 0.3 error, and as many tangents"),
        (zero[:1], np.zeros((1, 1)), np.ones((1, 1)), 1e-6, 1e-6, "one parameter, H = 0, its tangent"),
        (zero[:1], np.zeros((1, 1)), np.zeros((1, 0)), 1e-6, 1e-6, "one parameter, H = 0, no tangent"),
    ]
    hint = "An orbit needs both: each column of T a null vector within δ, and all that is transverse above δ."
    hold_all(student, cases, hint, rng)


@check("local_min_certificate", weight=2)
@after_plain(test_clear_cases)
def test_error_bars_and_units(student: Student, rng: np.random.Generator) -> None:
    """Eigenvalues below and above their error, in any unit"""
    zero, up = np.zeros(4), rng.uniform(1, 4, 4)
    cases: list[Case] = []
    for unit, error in ((1.0, 1e-3), (1e-12, 1e-16), (1e12, 1e7)):
        delta = error / unit
        for share in (-8.0, -0.2, 0.2, 8.0):
            H, T = crossed(rng, up[:3], [share * delta])
            note = f"H in units of {unit:g}, an eigenvalue of {share:g} error"
            cases.append((zero, unit * H, np.zeros((4, 0)), 0.0, error, f"{note}, no tangents"))
            if abs(share) < 1:
                cases.append((zero, unit * H, T, 0.0, error, f"{note} along a tangent"))
        H, T = crossed(rng, [*up[:2], 0.2 * delta], [0.0])
        cases.append((zero, unit * H, T, 0.0, error, f"H in units of {unit:g}, 0.2 error across the orbit"))
        H, T = crossed(rng, [*up[:2], 8 * delta], [0.0])
        cases.append((zero, unit * H, T, 0.0, error, f"H in units of {unit:g}, 8 error across the orbit"))
        g = unit * np.array([3e-9, 0, 0, 4e-9])
        cases.append((g, unit * symmetric(up, rng), T, 2e-8 * unit, error, f"‖g‖ = 5e-9, eps = 2e-8, in units of {unit:g}"))
        cases.append((g, unit * symmetric(up, rng), T, 1e-9 * unit, error, f"‖g‖ = 5e-9, eps = 1e-9, in units of {unit:g}"))
    hold_all(
        student, cases, "The argument error is what an eigenvalue has to exceed, on either side, and nothing else is.", rng
    )
