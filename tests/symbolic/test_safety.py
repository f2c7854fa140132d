"""Monsters cost the student that check, with a message, and the grader seconds and 500 MB."""

from __future__ import annotations

import resource
import signal
import sys
import time
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
import sympy as sp

from grading.checks import expect_equal
from grading.checks.outcomes import CheckFailed, EndOfCheck
from grading.symbolic.limited import OutOfTime, limited
from tests.support.extent import sample

x = sp.Symbol("x", real=True)
k = sp.Symbol("k")
SECONDS, MEGABYTES = 6.0, 500  # twice the limit that a check has: no measurement, a monster without a limit takes minutes


def power(base: Any, exponent: Any) -> Any:
    return sp.Pow(base, exponent, evaluate=False)


def nested(levels: int) -> Any:
    expression: Any = x
    for level in range(levels):
        expression = sp.Add(expression, 1, evaluate=False) if level % 2 else sp.Mul(expression, x, evaluate=False)
    return expression


def nested_sine(levels: int) -> Any:
    expression: Any = x
    for _ in range(levels):
        expression = sp.sin(expression, evaluate=False)
    return expression


def doubled(times: int) -> Any:
    expression: Any = x
    for _ in range(times):
        expression = sp.Add(expression, expression, evaluate=False)
    return expression


def factorial(argument: Any) -> Any:
    return sp.factorial(argument, evaluate=False)


def exponential(argument: Any) -> Any:
    return sp.exp(argument, evaluate=False)


MONSTERS: dict[str, Callable[[], Any]] = {
    "10**10**10": lambda: power(10, power(10, 10)) * x,
    "a tower": lambda: power(10, power(10, power(10, power(10, 10)))),
    "x to a tower": lambda: power(x, power(10, power(10, power(10, 10)))),
    "a huge factorial": lambda: factorial(sp.Integer(10) ** 12),
    "a factorial of factorials": lambda: factorial(factorial(factorial(sp.Integer(5)))),
    "a huge binomial": lambda: sp.binomial(10**9, 5 * 10**8, evaluate=False),
    "nested exponentials": lambda: exponential(exponential(exponential(exponential(sp.Integer(100))))),
    "a long integer": lambda: sp.Integer(7) ** 200_000 * x,
    "a power of a sum": lambda: power(x + 1, 10**7),
    "many terms": lambda: sp.Add(*[sp.Mul(sp.Integer(i), power(x, i), evaluate=False) for i in range(8000)], evaluate=False),
    "deep nesting": lambda: nested(3000),
    "a deep sine": lambda: nested_sine(100),
    "shared parts": lambda: doubled(200),
    "a long sum": lambda: sp.Sum(k, (k, 1, 10**15)),
    "a product of factorials": lambda: sp.Product(sp.factorial(k), (k, 1, 10**6)),
    "a sum of towers": lambda: sp.Sum(power(power(k, k), k), (k, 1, 10**5)),
    "a hard integral": lambda: sp.Integral(sp.exp(-(k**4) - sp.sin(k)), (k, 0, x)),
    "a high derivative": lambda: sp.Derivative(sp.tan(sp.sin(sp.exp(x))) ** 3, (x, 12)),
    "a huge cosine": lambda: sp.cos(power(10, power(10, 10)), evaluate=False),
    "a remainder of a tower": lambda: sp.Mod(power(10, power(10, 10)), 7, evaluate=False),
    "zeta": lambda: sp.zeta(sp.Integer(10) ** 8 + x, evaluate=False),
    "nested squares": lambda: __import__("functools").reduce(lambda e, _: power(e + 1, 2), range(60), x),
    "a huge float": lambda: sp.Float("1e400000") * x,
}


EXPECTED = {
    "scalar": x**2 + 1,
    "vector": sp.Matrix([x, 1]),
    "matrix": sp.Matrix([[x, 1], [1, x]]),
    "set": sp.FiniteSet(x, 1),
    "equation": sp.Eq(x**2, 1),
    "condition": x > 1,
    "interval": sp.Interval(0, 1),
    "piecewise": sp.Piecewise((x, x > 0), (0, True)),
    "unknown function": sp.Function("f")(x),
}


@pytest.mark.parametrize(("name", "kind"), sample(list(product(sorted(MONSTERS), EXPECTED)), 97))
def test_a_monster_costs_one_check_only(name: str, kind: str) -> None:
    monster, expected = MONSTERS[name](), EXPECTED[kind]
    handler = signal.getsignal(signal.SIGPROF)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    limits = resource.getrlimit(resource.RLIMIT_AS)
    started = time.process_time()
    with pytest.raises(EndOfCheck) as caught:
        expect_equal(monster, expected, "answer")
    assert time.process_time() - started < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < MEGABYTES * 1024
    assert "answer" in str(caught.value)
    assert signal.getsignal(signal.SIGPROF) is handler
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)
    assert resource.getrlimit(resource.RLIMIT_AS) == limits


@pytest.mark.parametrize(
    "value", [sp.nan, sp.zoo, sp.oo, sp.S.EmptySet, sp.S.Reals, [], {}, [[]], sp.Tuple(), sp.Order(x), 1e999]
)
def test_strange_values_fail_with_a_message(value: Any) -> None:
    with pytest.raises(CheckFailed, match="answer"):
        expect_equal(value, x**2 + 1, "answer")


def spin() -> None:
    while True:
        pass


def _inner_then_spin() -> None:
    with pytest.raises(OutOfTime), limited(0.05):
        spin()
    spin()


def test_a_limit_stops_and_gives_back_the_handler() -> None:
    before = signal.getsignal(signal.SIGPROF)
    with pytest.raises(OutOfTime), limited(0.05):
        spin()
    assert signal.getsignal(signal.SIGPROF) is before


def test_of_nested_limits_the_shorter_holds() -> None:
    started = time.process_time()
    with pytest.raises(OutOfTime), limited(0.1), limited(5.0):
        spin()
    assert time.process_time() - started < 2.0


def test_an_outer_limit_goes_on_after_an_inner_one() -> None:
    started = time.process_time()
    with pytest.raises(OutOfTime), limited(0.3):
        _inner_then_spin()
    assert time.process_time() - started < 2.0


def _swallow_then_spin() -> None:
    SpinsWhenFreed(0.05)
    spin()


class SpinsWhenFreed:
    """Swallows what is raised while it is freed, as a callback of the garbage collector does."""

    def __init__(self, seconds: float, error: Exception | None = None) -> None:
        self.seconds = seconds
        self.error = error

    def __del__(self) -> None:
        until = time.process_time() + self.seconds
        while time.process_time() < until:
            pass
        if self.error is not None:
            raise self.error


def test_a_limit_that_was_swallowed_comes_again_and_is_not_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    reported: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", reported.append)
    with pytest.raises(OutOfTime), limited(0.02):
        _swallow_then_spin()
    assert reported == []


def test_any_other_error_that_is_swallowed_is_still_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    reported: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: reported.append(unraisable.exc_type))
    with limited(5.0):
        SpinsWhenFreed(0.0, ValueError("swallowed"))
    assert reported == [ValueError]


def test_memory_has_a_limit() -> None:
    with pytest.raises(MemoryError), limited(5.0):
        bytearray(2 * 1024**3)


EMPTY = {
    "product": sp.MatMul(sp.ZeroMatrix(0, 3), sp.ZeroMatrix(3, 0)),
    "product of explicit ones": sp.MatMul(sp.ImmutableDenseMatrix(3, 0, []), sp.ImmutableDenseMatrix(0, 3, [])),
    "power": sp.MatPow(sp.ImmutableDenseMatrix(0, 0, []), 3),
    "sum": sp.MatAdd(sp.ImmutableDenseMatrix(0, 3, []), sp.ImmutableDenseMatrix(0, 3, [])),
    "entry by entry": sp.HadamardProduct(sp.ImmutableDenseMatrix(0, 3, []), sp.ImmutableDenseMatrix(0, 3, [])),
    "kronecker": sp.KroneckerProduct(sp.ImmutableDenseMatrix(0, 0, []), sp.ImmutableDenseMatrix([[1, 2], [3, 4]])),
}


@pytest.mark.parametrize("name", EMPTY)
def test_matrix_expressions_without_entries_are_no_answer(name: str) -> None:
    with pytest.raises(CheckFailed, match="plain symbols"):
        expect_equal(EMPTY[name], sp.Symbol("x"), "the answer")


def test_the_trace_and_the_determinant_of_nothing_are_numbers() -> None:
    nothing = sp.ImmutableDenseMatrix(0, 0, [])
    expect_equal(sp.Trace(nothing), sp.Integer(0), "the answer")
    expect_equal(sp.Determinant(nothing), sp.Integer(1), "the answer")


@pytest.mark.parametrize("wanted", [sp.Interval(0, 1), sp.S.Reals - sp.FiniteSet(1)])
def test_a_dict_is_no_set_of_numbers(wanted: sp.Set) -> None:
    with pytest.raises(CheckFailed, match="was expected"):
        expect_equal({"x": 1}, wanted, "the answer")
