"""Hidden checks of the task `ratio_growth`."""

from typing import Any

import sympy as sp

from grading.checks import CheckFailed, Student, Undecided, check, expect_equal
from solutions.symmetry import ratio_growth as reference
from solutions.symmetry.ratio_growth import eta, g2, n2, omega, u0, v0

TESTS = {
    "end_sharpness": "Two tests of your u² and v² at the end: is uv = 1, and is u² - v² that of the start?",
    "next_norm2": "A test of your own: θ = (1, 0) and g = (0, 1), a step by hand.",
    "ratio_growth": "A test of your own: with ηω = ¼ three quarters of the length are left. How do H and the ratio change?",
}


def symbolic(got: Any, expected: Any, name: str, symbols: tuple[sp.Symbol, ...], slips: dict[str, Any]) -> None:
    """Hold an expression against the reference; a wrong one gets the message of the slip that it equals, or a test to make."""
    conditions = [eta * omega < 1] if omega in symbols else []
    try:
        expect_equal(got, expected, name, symbols=symbols, conditions=conditions)
    except CheckFailed as failure:
        for message, slip in slips.items():
            try:
                expect_equal(got, slip, name, symbols=symbols, conditions=conditions, slips=False)
            except (CheckFailed, Undecided):
                continue
            raise CheckFailed(f"{name}: {message}") from None
        if str(failure).endswith("which is not right."):
            raise CheckFailed(f"{failure} {TESTS[name]}") from None
        raise


@check("ratio_growth")
def test_end_sharpness_of_the_flow(student: Student) -> None:
    """The sharpness where the flow ends"""
    kept = u0**2 - v0**2
    slips = {
        "This is u² + v² at the start. The flow moves until uv = 1.": u0**2 + v0**2,
        "This is what the flow keeps; the sharpness is u² + v², never below 2.": kept,
        "The square root is missing.": kept**2 + 4,
        "At the end uv = 1: (u² + v²)² is (u² - v²)² plus 4 (uv)².": sp.sqrt(kept**2 + 1),
        "This is the flattest minimum. The flow reaches it only from u0 = v0.": sp.Integer(2),
        "This is u² at the end; u² + v² is asked.": (kept + sp.sqrt(kept**2 + 4)) / 2,
        "Half of it: u² + v² is asked.": sp.sqrt(kept**2 + 4) / 2,
        "The square of a sum is not the sum of the squares: take the root of the whole.": sp.Abs(kept) + 2,
        "The product u0 v0 of the start is not that of the end, which is 1.": sp.sqrt(kept**2 + 4 * u0**2 * v0**2 + 4),
        "At the end uv = 1, and not u0 v0.": sp.sqrt(kept**2 + 4 * u0 * v0),
        "This moves along the orbit until uv = 1; the flow keeps u² - v².": u0 / v0 + v0 / u0,
        "The flow keeps u² - v², and not u - v.": sp.sqrt((u0 - v0) ** 2 + 4),
    }
    symbolic(student["end_sharpness"], reference.end_sharpness(), "end_sharpness", (u0, v0), slips)


@check("ratio_growth")
def test_norm_after_a_step(student: Student) -> None:
    """The squared norm after a step with decay"""
    shrunk = (1 - eta * omega) ** 2 * n2
    slips = {
        "θ and g are orthogonal: the squares add, whichever way the step goes.": shrunk - eta**2 * g2,
        "This is decay alone; the gradient adds its own square.": shrunk,
        "This is the step without decay.": n2 + eta**2 * g2,
        "The factor of θ is squared in a squared norm.": (1 - eta * omega) * n2 + eta**2 * g2,
        "The factor η of the gradient is squared in a squared norm.": shrunk + eta * g2,
        "This is right to first order in ηω; the square is asked.": (1 - 2 * eta * omega) * n2 + eta**2 * g2,
        "n2 and g2 are squared norms already; and norms do not add, squares do.": (
            (1 - eta * omega) * sp.sqrt(n2) + eta * sp.sqrt(g2)
        )
        ** 2,
        "θ and g are orthogonal: the squares add, without a mixed term.": ((1 - eta * omega) * sp.sqrt(n2) - eta * sp.sqrt(g2))
        ** 2,
        "Decay is multiplied by η in the step.": (1 - omega) ** 2 * n2 + eta**2 * g2,
        "This is the norm; its square is asked.": sp.sqrt(shrunk + eta**2 * g2),
        "Decay scales θ and not the gradient.": (1 - eta * omega) ** 2 * (n2 + eta**2 * g2),
        "η² alone stands before the gradient's square: no ω.": shrunk + eta**2 * omega**2 * g2,
    }
    symbolic(student["next_norm2"], reference.next_norm2(), "next_norm2", (eta, omega, n2, g2), slips)


@check("ratio_growth")
def test_growth_of_the_edge_ratio(student: Student) -> None:
    """The growth of the edge ratio by decay"""
    slips = {
        "The Hessian goes as the inverse square of the length, not as the inverse.": 1 / (1 - eta * omega),
        "This is how ‖θ‖² shrinks; the curvature goes the other way.": (1 - eta * omega) ** 2,
        "This is how ‖θ‖ shrinks; the curvature goes the other way, with the square.": 1 - eta * omega,
        "This is right for small ηω only; the exact factor is asked.": sp.exp(2 * eta * omega),
        "This is right to first order in ηω only; the exact factor is asked.": 1 + 2 * eta * omega,
        "(1 - ηω)² is not 1 - 2ηω.": 1 / (1 - 2 * eta * omega),
        "One power too many: a Hessian has two derivatives.": (1 - eta * omega) ** -3,
        "Decay divides the length by 1/(1 - ηω), not by 1 + ηω.": (1 + eta * omega) ** 2,
    }
    symbolic(student["ratio_growth"], reference.ratio_growth(), "ratio_growth", (eta, omega), slips)
