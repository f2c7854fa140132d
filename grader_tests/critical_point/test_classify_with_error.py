"""Hidden checks of the task `classify_with_error`: its functions `relative_stationarity` and `classify_with_error`."""

import numpy as np

from grading.checks import CheckFailed, Student, after_plain, as_integer, as_sequence, as_string, check, close, equal, symmetric
from solutions.critical_point import classify_with_error as reference

COUNTS = ("n_minus", "n_open", "n_plus")
FIRST = {
    "saddle": "Two certain signs make a saddle, whatever is open.",
    "undecided": "An open eigenvalue may have either sign.",
    "minimum": "Here no eigenvalue is open, and all have one sign.",
    "maximum": "Here no eigenvalue is open, and all have one sign.",
}


def relative_slips(g: np.ndarray, H: np.ndarray, theta: np.ndarray) -> dict[str, float]:
    """What typical slips give."""
    slope, norm, size = (float(np.linalg.norm(g)), float(np.linalg.norm(H, 2)), float(np.linalg.norm(theta)))
    return {
        "This has the unit [θ]: ‖θ‖ is missing.": slope / norm,
        "This has the unit [f/θ²]: ‖H‖ is missing.": slope / size,
        "‖θ‖ stands below the line.": slope * size / norm,
        "This takes the Frobenius norm of H; the spectral one is meant.": slope / (float(np.linalg.norm(H)) * size),
        "‖H‖ is the largest modulus of an eigenvalue; you took the largest eigenvalue.": slope
        / (float(np.linalg.eigvalsh(H)[-1]) * size),
        "This takes the largest sum of moduli in a row of H; the spectral norm is meant.": slope
        / (float(np.abs(H).sum(axis=1).max()) * size),
        "This adds up the moduli in θ; its length is meant.": slope / (norm * float(np.abs(theta).sum())),
        "This takes the largest modulus in g; its length is meant.": float(np.abs(g).max()) / (norm * size),
        "This is ‖Hθ‖ below the line, which depends on where θ points; a product of two norms is asked.": slope
        / float(np.linalg.norm(H @ theta)),
        "‖θ‖ stands below the line once, not squared.": slope / (norm * size**2),
        "‖H‖ stands below the line once, not squared.": slope / (norm**2 * size),
        "This is the square.": (slope / (norm * size)) ** 2,
        "This is the length of H⁻¹g; the statement asks for norms.": float(np.linalg.norm(np.linalg.solve(H, g))) / size,
    }


LENGTHS = "‖g‖ and ‖θ‖ are lengths, ‖H‖ is the largest modulus of an eigenvalue."


def point(rng: np.random.Generator, sign: float = -1.0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradient, indefinite Hessian whose eigenvalue of largest modulus has this sign, and parameters."""
    d = int(rng.integers(3, 6))
    H = symmetric(-sign * np.append(rng.uniform(0.5, 2, d - 1), -rng.uniform(3, 4)), rng)
    return rng.standard_normal(d), H, rng.uniform(1, 3, d)


@check("classify_with_error")
def test_relative_stationarity(student: Student, rng: np.random.Generator) -> None:
    """The relative gradient"""
    for _ in range(3):
        g, H, theta = point(rng)
        got, right = student.relative_stationarity(g, H, theta), reference.relative_stationarity(g, H, theta)
        close(got, right, f"relative_stationarity in {len(g)} dimensions", slips=relative_slips(g, H, theta), hint=LENGTHS)
    g, H, theta = point(rng, 1.0)
    got, right = student.relative_stationarity(g, H, theta), reference.relative_stationarity(g, H, theta)
    close(got, right, "relative_stationarity where the eigenvalue of largest modulus is positive", hint=LENGTHS)


@check("classify_with_error")
@after_plain(test_relative_stationarity)
def test_relative_stationarity_in_any_unit(student: Student, rng: np.random.Generator) -> None:
    """Any unit of f and θ; zero gradient; one dimension"""
    g, H, theta = point(rng)
    right = reference.relative_stationarity(g, H, theta)
    small = "A small ratio counts as any other: no threshold, no rounding."
    unitless = "It has no unit, so that it is the same number in all of them."
    got = student.relative_stationarity(1e-7 * g, H, theta)
    close(got, 1e-7 * right, "relative_stationarity of a small gradient", hint=small)
    for of_f, of_theta in ((1e-8, 1e8), (1e8, 1e-8), (1e-8, 1e-8), (10 ** rng.uniform(-4, 4), 10 ** rng.uniform(-4, 4))):
        got = student.relative_stationarity(g * of_f / of_theta, H * of_f / of_theta**2, theta * of_theta)
        close(
            got,
            right,
            f"relative_stationarity with f times {of_f:.3g} and θ times {of_theta:.3g}",
            hint=unitless,
        )
    critical = "At a critical point it is 0."
    close(student.relative_stationarity(0 * g, H, theta), 0.0, "relative_stationarity where g = 0", atol=1e-300, hint=critical)
    line = np.array([rng.uniform(1, 2)]), np.array([[-rng.uniform(1, 2)]]), np.array([-rng.uniform(1, 2)])
    close(
        student.relative_stationarity(*line), reference.relative_stationarity(*line), "relative_stationarity in one dimension"
    )


Counts = tuple[int, ...]


def count_slips(H: np.ndarray, error: float) -> dict[str, Counts]:
    """The three counts of typical slips."""
    values = np.linalg.eigvalsh(H)

    def counts(numbers: np.ndarray, width: float) -> Counts:
        below, above = int(np.sum(numbers < -width)), int(np.sum(numbers > width))
        return below, len(numbers) - below - above, above

    return {
        "An eigenvalue within the error has no certain sign.": counts(values, 0.0),
        "These are the entries of the diagonal; the eigenvalues are meant.": counts(np.diag(H), error),
        "The order is n_minus, n_open, n_plus.": counts(values, error)[::-1],
        "The error is a bound for each eigenvalue to either side, not the whole width.": counts(values, error / 2),
        "Singular values have no sign; the eigenvalues are meant.": counts(np.abs(values), error),
        "The error has the unit of H: it is no share of its norm.": counts(values, error * float(np.abs(values).max())),
    }


def hold(student: Student, H: np.ndarray, error: float, what: str, *, hint: str = "", named: bool = False) -> None:
    """Hold counts and kind of one matrix; what differs is named first by the counts."""
    call = f"classify_with_error of {what}"
    got = as_sequence(student.classify_with_error(H, error), call, length=4)
    right = reference.classify_with_error(H, error)
    counts = tuple(as_integer(value, f"{name} in {call}") for value, name in zip(got[:3], COUNTS, strict=True))
    known = count_slips(H, error) if named and counts != right[:3] else {}
    fitting = [told for told, triple in known.items() if triple == counts]
    if fitting:  # where several slips give the same counts, none of them is claimed
        raise CheckFailed(f"{call}: you count {counts}. {fitting[0] if len(fitting) == 1 else either(fitting)}")
    for value, wanted, name in zip(counts, right[:3], COUNTS, strict=True):
        counted = hint or "Count the eigenvalues: a sign is certain beyond the error only."
        told = f"Your three counts are {counts}. {counted}"
        equal(value, wanted, f"{name} in {call}", hint=told)
    kind = as_string(got[3], f"the kind in {call}", choices=reference.KINDS)
    told = "The first line of the table that holds for these counts is another one."
    equal(kind, right[3], f"the kind in {call}", hint=f"{told} {FIRST.get(right[3], '')}".strip())


def either(slips: list[str]) -> str:
    """Say of several slips that one of them fits."""
    listed = " ".join(f"({place}) {told}" for place, told in enumerate(slips, 1))
    return f"More than one slip gives these counts; look for each: {listed}"


def drawn(counts: tuple[int, ...], error: float, rng: np.random.Generator) -> np.ndarray:
    """Eigenvalues: so many certainly negative, open and certainly positive ones; of either sign one is large."""
    below, inside, above = counts
    signs = rng.choice([-1.0, 1.0], inside)
    sure = [np.append(rng.uniform(1.3, 1.9, count - 1), 4.0) if count else np.zeros(0) for count in (below, above)]
    return np.concatenate([-sure[0], error * rng.uniform(0.2, 0.9, inside) * signs, sure[1]])


def some(rng: np.random.Generator) -> int:
    """From two to four."""
    return int(rng.integers(2, 5))


@check("classify_with_error", weight=1.5)
def test_kinds_with_an_error(student: Student, rng: np.random.Generator) -> None:
    """Saddle, minimum, maximum and undecided with an error bar"""
    one, other, third = (some(rng) for _ in range(3))
    saddle = (one, 0, one + third)[:: int(rng.choice([-1, 1]))]
    cases = [(0, 0, one), (other, 0, 0), saddle, (0, one, other), (third, other, 0)]
    for k in rng.permutation(len(cases)):
        error = float(rng.uniform(0.55, 0.6))
        values = drawn(cases[k], error, rng)
        below, inside, above = cases[k]
        what = f"a matrix with {below} clearly negative, {inside} small and {above} clearly positive eigenvalues"
        hold(student, symmetric(values, rng), error, what, named=True)


def limits(rng: np.random.Generator) -> list[tuple[np.ndarray, float, str, str]]:
    """Matrix, error, name and hint of each announced case."""
    exact, both = "Without an error only 0 is open.", "An eigenvalue within the error has no certain sign."
    rows, everything = "Eigenvalues, not the entries of the diagonal.", "All are open."
    bar = "Certain is |λ| > error, with this error as it is."
    units = "Certain is |λ| > error in any unit: no least error, and no tolerance of your own."
    error, size = float(rng.uniform(0.55, 0.6)), some(rng)
    mixed = symmetric(drawn((some(rng), some(rng), some(rng)), error, rng), rng)
    small = np.append(rng.choice([-1e-7, 1e-7], some(rng)), rng.choice([-1e-10, 1e-10], 2))
    tiny = rng.permutation(np.append(small, rng.uniform(1, 2, some(rng))))
    flat, half = np.zeros((size, size)), np.append(0.0, rng.uniform(1, 2, size))
    wide = 3.0 - 2 * np.eye(size)  # 1 on the diagonal, 3 elsewhere: the eigenvalues are -2 and 3 size - 2
    cases = [
        (mixed, error, "a matrix with both signs and open ones", both),
        (symmetric(rng.uniform(-3, 3, size), rng), 5.0, "a matrix that is smaller than its error", everything),
        (flat, 0.0, f"the zero matrix of size {size}, error 0", "0 has no certain sign, whatever the error."),
        (flat, 1.0, f"the zero matrix of size {size}, error 1", everything),
        (np.diag(tiny), 0.0, "a diagonal matrix with entries of modulus 1e-7 and 1e-10, error 0", exact),
        (np.diag(np.append(tiny, 0.0)), 0.0, "a diagonal matrix with a 0, error 0", exact),
        (np.diag(half), 0.0, "a positive semidefinite diagonal matrix, error 0", "0 has no certain sign, whatever the error."),
        (wide, 0.5, f"a {size} x {size} matrix of 3, with 1 on its diagonal", rows),
    ]
    for factor in (0.97, 1.03, -0.97, -1.03):
        for counts in ((0, 0, size), (size, 0, 0)):
            H = symmetric(np.append(factor * error, drawn(counts, error, rng)), rng)
            cases.append((H, error, f"a matrix with λ = {factor:g} error", bar))
    cases += [(np.array([[value]]), 0.5, f"[[{value:g}]], error 0.5", "") for value in (2.0, -2.0, 0.1)]
    for unit in (1e-24, 10 ** rng.uniform(-20, -9), 10 ** rng.uniform(4, 20), 1e24):
        for counts in ((0, some(rng), some(rng)), (some(rng), 0, some(rng))):
            H = unit * symmetric(drawn(counts, error, rng), rng)
            cases.append((H, error * unit, f"a matrix of norm {4 * unit:.2g}, error {error * unit:.2g}", units))
        cases.append(
            (unit * np.diag(drawn((1, 0, 2), error, rng)), 0.0, f"a diagonal matrix of norm {4 * unit:.2g}, error 0", exact)
        )
    return cases


@check("classify_with_error", weight=2)
@after_plain(test_kinds_with_an_error)
def test_order_and_limits_of_the_kinds(student: Student, rng: np.random.Generator) -> None:
    """A saddle with open eigenvalues, all open, no error, near the threshold, one dimension, any unit"""
    for H, width, what, hint in limits(rng):
        hold(student, H, width, what, hint=hint)
