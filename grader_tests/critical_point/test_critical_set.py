"""Hidden checks of the task `critical_set`."""

from contextlib import suppress
from typing import Any

import sympy as sp

from grading.checks import (
    CheckFailed,
    Student,
    Undecided,
    as_integer,
    as_sequence,
    check,
    equal,
    expect,
    expect_equal,
    expect_same_set,
)
from solutions.critical_point import critical_set as reference
from solutions.critical_point.critical_set import a, f1, f2, t

ROOT = sp.sqrt(a)
SETS = {
    "For a > 0 no real x solves x² = -a: y = 0 gives no critical point.": [(sp.I * ROOT, 0), (-sp.I * ROOT, 0)],
    "Real points only: x² = -a has no real solution.": [(0, ROOT), (0, -ROOT), (sp.I * ROOT, 0), (-sp.I * ROOT, 0)],
    "These solve f_x = 0 for the opposite tilt, -3ax.": [(ROOT, 0), (-ROOT, 0)],
    "A pair is (x, y); here x and y have changed places, which is another point.": [(ROOT, 0), (-ROOT, 0), (0, 0)],
    "The origin is critical only without the tilt.": [(0, ROOT), (0, -ROOT), (0, 0)],
    "This one is right, and not the only one.": [(0, ROOT)],
    "3y² = 3a: take the root of a, not a itself.": [(0, a), (0, -a)],
    "The tilt is 3ax: its slope is 3a, and the 3 cancels.": [(0, sp.sqrt(a / 3)), (0, -sp.sqrt(a / 3))],
}


def symbolic(got: Any, expected: Any, name: str, symbols: tuple[sp.Symbol, ...], slips: dict[str, Any]) -> None:
    """Hold an expression against the reference; a wrong one that equals a known slip gets that slip's message."""
    try:
        expect_equal(got, expected, name, symbols=symbols)
    except CheckFailed:
        for message, slip in slips.items():
            try:
                expect_equal(got, slip, name, symbols=symbols, slips=False)
            except (CheckFailed, Undecided):
                continue
            raise CheckFailed(f"{name}: {message}") from None
        raise CheckFailed(f"{name} is not right. {tried(got)}".rstrip()) from None


TRIED = {"ln t, which is s itself": (sp.log(t), 0), "t, which is exp(s)": (t, t), "t², which is exp(2s)": (t**2, 4 * t**2)}
"""f in words, f, and its curvature in s: examples that everybody can work out."""


def tried(got: Any) -> str:
    """The first example for which the curvature is another one, with what the answer gives; else nothing."""
    for told, (f, right) in TRIED.items():
        with suppress(TypeError, ValueError, AttributeError):
            values = {f1: f.diff(t).subs(t, 2), f2: f.diff(t, 2).subs(t, 2), t: 2}
            own, wanted = complex(sp.sympify(got).subs(values)), complex(sp.sympify(right).subs(t, 2))
            if abs(own - wanted) > 1e-6:
                return f"Test it with f = {told}: at t = 2 its curvature in s is {wanted.real:g}, and yours is {own.real:.3g}."
    return "Differentiate f(exp(s)) twice by s, with f = exp(t), sin(t) or another one that you choose."


def unpacked(value: Any) -> Any:
    """A SymPy set or tuple as a list, so that it is read like one."""
    return list(value.args) if isinstance(value, sp.FiniteSet | sp.Tuple) else value


def astray(points: list[tuple[Any, ...]]) -> str:
    """Which of the points is not critical for a value of a, where one can say it."""
    for point in points:
        with suppress(TypeError, ValueError, AttributeError):
            for value in (1, 5):
                x, y = (complex(sp.sympify(part).subs(a, value)) for part in point)
                if abs(3 * x**2 - 3 * y**2 + 3 * value) + abs(6 * x * y) > 1e-9:
                    return f"for a = {value} the gradient is not 0 at ({point[0]}, {point[1]})."
    return f"these {len(points)} points are not all. Solve f_x = 0 and f_y = 0 together, over the real numbers."


@check("critical_set")
def test_critical_set_of_the_tilted_monkey(student: Student) -> None:
    """The critical points of the tilted monkey saddle"""
    pairs = as_sequence(unpacked(student["critical_set"]), "critical_set")
    points = [tuple(as_sequence(unpacked(pair), "each entry of critical_set", length=2)) for pair in pairs]
    try:
        expect_same_set(points, reference.critical_set(), "critical_set", symbols=[a], slips=False)
    except CheckFailed:
        for message, slip in SETS.items():
            try:
                expect_same_set(points, slip, "critical_set", symbols=[a], slips=False)
            except (CheckFailed, Undecided):
                continue
            raise CheckFailed(f"critical_set: {message}") from None
        raise CheckFailed(f"critical_set: {astray(points)}") from None
    expect(len(points) == len(reference.critical_set()), "critical_set: a point stands there more than once.")


@check("critical_set")
def test_monkey_index(student: Student) -> None:
    """The index of the monkey saddle"""
    slips = {
        "Its Hessian is 0: (-1)^k says nothing here. Add up the indices of the points that it breaks into.": 1,
        "It breaks into more than one point; their indices add up.": -1,
        "This would be their number; each counts with its own index.": 2,
        "A degenerate point has an index, too: that of the points that it breaks into.": 0,
    }
    value = as_integer(student["monkey_index"], "monkey_index")
    hint = "The indices of the points that it breaks into add up to it: how many are they, and of which kind is each?"
    equal(value, reference.monkey_index(), "monkey_index", hint=hint, slips=slips)


@check("critical_set")
def test_curvature_in_the_logarithm(student: Student) -> None:
    """The curvature in s = ln t"""
    slips = {
        "This is what is left at a critical point; elsewhere the gradient adds a term.": t**2 * f2,
        "This is the first derivative by s.": t * f1,
        "The second derivative by t is multiplied by dt/ds twice.": t * f2 + t * f1,
        "The gradient's term has d²t/ds², which is not t².": t**2 * f2 + t**2 * f1,
        "Look at the sign of the gradient's term: differentiate t f'(t) once more.": t**2 * f2 - t * f1,
        "This is the other way: from s to t.": (f2 - f1) / t**2,
        "Look at the units: s has none, so that both terms have the unit [f], and f1 alone has not.": t**2 * f2 + f1,
        "These are derivatives by t only.": f2,
    }
    symbolic(student["log_curvature"], reference.log_curvature(), "log_curvature", (t, f1, f2), slips)
