"""Hidden checks of the task `classify_with_error`: its functions `relative_stationarity` and `classify_with_error`."""

from typing import Any

import numpy as np

from grading.checks import Student, after_plain, as_integer, as_sequence, as_string, check, close, equal, symmetric
from solutions.critical_point import classify_with_error as reference

COUNTS = ("n_minus", "n_open", "n_plus")


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
        "This is the square.": (slope / (norm * size)) ** 2,
        "This is the length of H⁻¹g; the statement asks for norms.": float(np.linalg.norm(np.linalg.solve(H, g))) / size,
    }


def point(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradient, indefinite Hessian whose largest modulus is negative, and parameters."""
    d = int(rng.integers(3, 6))
    H = symmetric(np.append(rng.uniform(0.5, 2, d - 1), -rng.uniform(3, 4)), rng)
    return rng.standard_normal(d), H, rng.uniform(1, 3, d)


@check("classify_with_error")
def test_relative_stationarity(student: Student, rng: np.random.Generator) -> None:
    """The relative gradient"""
    for _ in range(3):
        g, H, theta = point(rng)
        got, right = student.relative_stationarity(g, H, theta), reference.relative_stationarity(g, H, theta)
        close(got, right, f"relative_stationarity in {len(g)} dimensions", slips=relative_slips(g, H, theta))


@check("classify_with_error")
@after_plain(test_relative_stationarity)
def test_relative_stationarity_in_any_unit(student: Student, rng: np.random.Generator) -> None:
    """Any unit of f and θ; zero gradient; one dimension"""
    g, H, theta = point(rng)
    right = reference.relative_stationarity(g, H, theta)
    for of_f, of_theta in ((1e-8, 1e3), (1e8, 1.0), (1.0, 1e-7), (10 ** rng.uniform(-4, 4), 10 ** rng.uniform(-4, 4))):
        got = student.relative_stationarity(g * of_f / of_theta, H * of_f / of_theta**2, theta * of_theta)
        close(got, right, f"relative_stationarity with f times {of_f:.3g} and θ times {of_theta:.3g}", hint="It has no unit.")
    critical = "At a critical point it is 0."
    close(student.relative_stationarity(0 * g, H, theta), 0.0, "relative_stationarity where g = 0", atol=1e-300, hint=critical)
    line = np.array([rng.uniform(1, 2)]), np.array([[-rng.uniform(1, 2)]]), np.array([-rng.uniform(1, 2)])
    close(
        student.relative_stationarity(*line), reference.relative_stationarity(*line), "relative_stationarity in one dimension"
    )


def hold(student: Student, H: np.ndarray, error: float, what: str, *, hint: str = "", slips: Any = None) -> None:
    """Hold counts and kind of one matrix; what differs is named first by the counts."""
    call = f"classify_with_error of {what}"
    got = as_sequence(student.classify_with_error(H, error), call, length=4)
    right = reference.classify_with_error(H, error)
    for value, wanted, name in zip(got[:3], right[:3], COUNTS, strict=True):
        equal(as_integer(value, f"{name} in {call}"), wanted, f"{name} in {call}", hint=hint, slips=(slips or {}).get(name))
    kind = as_string(got[3], f"the kind in {call}", choices=reference.KINDS)
    equal(kind, right[3], f"the kind in {call}", hint=hint or "The first line of the table that holds.")


@check("classify_with_error", weight=1.5)
def test_kinds_with_an_error(student: Student, rng: np.random.Generator) -> None:
    """Saddle, minimum, maximum and undecided with an error bar"""
    for above, open_, below in ((3, 0, 0), (0, 0, 4), (2, 0, 1), (3, 2, 0), (0, 1, 2)):
        error = float(rng.uniform(0.3, 0.6))
        open_signs = rng.choice([-1.0, 1.0], open_)
        values = np.concatenate(
            [rng.uniform(1.5, 4, above), error * rng.uniform(0.2, 0.9, open_) * open_signs, -rng.uniform(1.5, 4, below)]
        )
        H = symmetric(values, rng)
        what = f"a matrix with {below} clearly negative, {open_} small and {above} clearly positive eigenvalues"
        naive = {"n_minus": int(np.sum(values < 0)), "n_open": 0, "n_plus": int(np.sum(values > 0))}
        ignored = "An eigenvalue within the error has no certain sign."
        slips = {
            name: {ignored: naive[name]}
            for name, count in zip(COUNTS, (below, open_, above), strict=True)
            if naive[name] != count
        }
        hold(student, H, error, what, slips=slips)


@check("classify_with_error", weight=2)
@after_plain(test_kinds_with_an_error)
def test_order_and_limits_of_the_kinds(student: Student, rng: np.random.Generator) -> None:
    """A saddle with open eigenvalues, all open, no error, near the threshold, one dimension, any unit"""
    certain = "Two certain signs make a saddle, whatever is open."
    hold(student, symmetric([2.0, 0.1, -0.1, -3.0, 1.5], rng), 0.5, "a matrix with both signs and open ones", hint=certain)
    hold(student, symmetric([2.0, 0.3, -0.4], rng), 5.0, "a matrix that is smaller than its error", hint="All are open.")
    for error in (0.0, 1.0):
        hold(
            student,
            np.zeros((3, 3)),
            error,
            f"the zero matrix, error {error:g}",
            hint="0 has no certain sign, whatever the error.",
        )
    exact = "Without an error only 0 is open."
    hold(student, np.diag([1e-7, 2.0, 1.0]), 0.0, "a diagonal matrix, error 0", hint=exact)
    hold(student, np.diag([-1e-7, 2.0, 0.0]), 0.0, "a diagonal matrix with a 0, error 0", hint=exact)
    hold(student, np.diag([0.0, 2.0, 1.0]), 0.0, "a positive semidefinite diagonal matrix, error 0", hint=exact)
    bar = "Certain is |λ| > error: the bound belongs to each eigenvalue as it is, not to its share of ‖H‖."
    for factor in (0.97, 1.03):
        error = float(rng.uniform(0.5, 1.5))
        hold(student, symmetric([factor * error, 8.0, 3.0], rng), error, f"a matrix with λ = {factor:g} error", hint=bar)
        hold(student, symmetric([-factor * error, -8.0], rng), error, f"a matrix with λ = -{factor:g} error", hint=bar)
    rows = "Eigenvalues, not the entries of the diagonal."
    hold(student, np.array([[1.0, 3.0], [3.0, 1.0]]), 0.5, "[[1, 3], [3, 1]]", hint=rows)
    for value in (2.0, -2.0, 0.1):
        hold(student, np.array([[value]]), 0.5, f"[[{value:g}]], error 0.5")
    for unit in (1e-8, 1e8):
        hold(student, unit * symmetric([2.0, 0.2, 3.0], rng), 0.5 * unit, f"a matrix of norm {3 * unit:g}, error {unit / 2:g}")
        hold(student, unit * symmetric([2.0, -1.0, 3.0], rng), 0.5 * unit, f"a saddle of norm {3 * unit:g}, error {unit / 2:g}")
