"""What check authors build on: conversions and comparisons that accept any value and never give the answer away."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from grading.checks import (
    CheckFailed,
    Opaque,
    after_plain,
    as_array,
    as_boolean,
    as_complex,
    as_integer,
    as_mapping,
    as_number,
    as_sequence,
    as_string,
    call_text,
    check,
    close,
    counted,
    equal,
    expect,
    hold_cases,
    product,
    show,
    symmetric,
)
from grading.checks.plain import INSTANCES
from grading.engine.checker.bare import BareStudent
from grading.engine.wire.expressions import decode_expression

JUNK: list[Any] = [
    None, True, "text", "", [], [[1, 2], [3]], {}, {"a": None}, set(), Opaque("function"), 10**400, -(10**400),
    math.nan, math.inf, 1j, complex("nan"), np.array([]), np.array(math.nan), np.array(["a"]),
    np.array([True]), np.zeros((2, 0)), Fraction(1, 3),
    sp.Symbol("x"), sp.nan, sp.zoo, sp.oo, sp.I, sp.Matrix([[1, sp.Symbol("x")]]), sp.FiniteSet(1), sp.true, (1, (2, (3,))),
    [None, 1.0], ["1", 2], np.complex128(1j), np.float32(1), np.int8(3), [10**400], sp.Integer(10) ** 400,
    [[[]]], b"bytes", object(),
    int, {1: 2},
]  # fmt: skip

CONVERSIONS: list[Callable[[Any], Any]] = [
    lambda v: as_number(v, "f(1)"),
    lambda v: as_number(v, "f(1)", finite=True),
    lambda v: as_integer(v, "f(1)"),
    lambda v: as_boolean(v, "f(1)"),
    lambda v: as_complex(v, "f(1)"),
    lambda v: as_string(v, "f(1)", choices=("min", "max")),
    lambda v: as_sequence(v, "f(1)", length=2),
    lambda v: as_mapping(v, "f(1)", keys=("a",)),
    lambda v: as_array(v, "f(1)", shape=(2, None)),
    lambda v: as_array(v, "f(1)"),
    lambda v: close(v, 0.123456789, "f(1)"),
    lambda v: close(v, [0.123456789, 2.0], "f(1)"),
    lambda v: close(v, 1j, "f(1)", slips={"A slip.": 2j}),
    lambda v: close(v, math.inf, "f(1)", slips={"A slip.": 1.0}),
    lambda v: equal(v, (1, "never"), "f(1)"),
    lambda v: equal(v, 77, "f(1)", slips={"A slip.": [1, 2]}),
]


@pytest.mark.parametrize("convert", CONVERSIONS)
@pytest.mark.parametrize("junk", JUNK, ids=lambda value: f"{type(value).__name__}-{str(value)[:12]}")
def test_any_value_is_taken_or_fails_the_check_with_a_message(convert: Callable[[Any], Any], junk: Any) -> None:
    message = "f(1)"
    try:
        convert(junk)
    except CheckFailed as failed:
        message = str(failed)
    assert message.startswith("f(1)")
    assert len(message) < 600


@pytest.mark.parametrize("value", [2, 2.0, np.float64(2), np.array(2), np.int16(2), sp.Integer(2), Fraction(2), sp.sqrt(4)])
def test_a_real_number_in_any_form_is_the_same_number(value: Any) -> None:
    assert as_number(value, "x") == 2.0
    assert as_integer(value, "x") == 2


@pytest.mark.parametrize("value", [True, np.True_, sp.true, np.array(True)])
def test_a_boolean_in_any_form_is_a_boolean_and_no_number(value: Any) -> None:
    assert as_boolean(value, "x") is True
    with pytest.raises(CheckFailed):
        as_number(value, "x")


def test_integers_keep_all_their_digits() -> None:
    assert as_integer(10**30 + 1, "x") == 10**30 + 1


def test_one_is_not_true_and_true_is_not_one() -> None:
    with pytest.raises(CheckFailed):
        equal(True, 1, "x")
    with pytest.raises(CheckFailed):
        equal(1, True, "x")


def test_lists_tuples_and_arrays_of_exact_data_are_the_same() -> None:
    equal([1, 2], (1, 2), "x")
    equal(np.array([[1, 2]]), [(1, 2)], "x")


@given(st.floats(allow_nan=False, allow_infinity=False, width=32), st.floats(min_value=1e-3, max_value=1e3))
def test_close_is_exactly_the_stated_inequality(reference: float, excess: float) -> None:
    rtol, atol = 1e-3, 1e-6
    got = reference + excess * (atol + rtol * abs(reference))
    holds = abs(got - reference) <= atol + rtol * abs(reference)
    try:
        close(got, reference, "x", rtol=rtol, atol=atol)
    except CheckFailed:
        assert not holds
    else:
        assert holds


def test_infinity_is_close_to_itself_alone() -> None:
    close(math.inf, math.inf, "x")
    for other in (-math.inf, 1e308, math.nan):
        with pytest.raises(CheckFailed):
            close(other, math.inf, "x")


def test_a_failure_never_shows_the_reference() -> None:
    with pytest.raises(CheckFailed) as failed:
        close(1.5, 0.123456789, "f(2)", hint="Look at the sign.")
    assert "0.123" not in str(failed.value)
    assert "1.5" in str(failed.value)
    assert "Look at the sign." in str(failed.value)


def test_a_slip_is_named_in_place_of_the_hint() -> None:
    with pytest.raises(CheckFailed, match="You forgot the factor"):
        close(2.0, 1.0, "f(2)", hint="unused hint", slips={"You forgot the factor.": 2.0})


def test_shapes_are_held_and_both_are_named() -> None:
    with pytest.raises(CheckFailed, match=r"shape \(2, any\); yours has shape \(3,\)"):
        as_array([1, 2, 3], "x", shape=(2, None))


def test_a_budget_counts_refuses_and_is_enforced_even_if_the_refusal_was_caught() -> None:
    budget = counted(lambda v: v, limit=2, name="hvp")
    assert [budget(1), budget(2)] == [1, 2]
    with pytest.raises(CheckFailed, match="hvp more than 2 times"):
        budget(3)
    with pytest.raises(CheckFailed):
        budget.enforce()


def test_a_budget_says_what_its_limit_is() -> None:
    task, call = counted(abs, limit=0, name="hvp"), counted(abs, limit=0, name="hvp", allowance="the budget of this call")
    with pytest.raises(CheckFailed, match="more than 0 times, which is all that this task allows"):
        task(1)
    with pytest.raises(CheckFailed, match="more than 0 times, which is the budget of this call"):
        call(1)


def test_a_call_that_raises_counts() -> None:
    def fails(_: int) -> int:
        raise ZeroDivisionError

    budget = counted(fails, limit=5)
    with pytest.raises(ZeroDivisionError):
        budget(1)
    assert budget.calls == 1
    budget.enforce()


@pytest.mark.parametrize("weight", [0.0, -1.0, math.inf, math.nan])
def test_a_weight_must_be_positive_and_finite(weight: float) -> None:
    with pytest.raises(ValueError, match="positive finite"):
        check("x", weight=weight)


def test_a_check_needs_a_docstring() -> None:
    def test_nothing() -> None: ...

    with pytest.raises(ValueError, match="docstring"):
        check("x")(test_nothing)


def test_expect_takes_numpy_booleans() -> None:
    expect(np.bool_(True), "no")
    with pytest.raises(CheckFailed, match="no"):
        expect(np.bool_(False), "no")


def test_numbers_too_long_to_print_fail_with_a_message() -> None:
    for value in (10**5000, sp.Integer(10) ** 5000, [10**5000]):
        with pytest.raises(CheckFailed, match="thousands of digits"):
            as_mapping(value, "f(1)")


@pytest.mark.parametrize(
    "text",
    ["Heaviside(besselk(pi, I), Rational(1, 2))", "airyai(cosh(zoo))", "beta(Integer(0))", "ceiling(besselj(nan, oo))"],
)
def test_expression_that_sympy_cannot_work_out_is_the_answers_fault(text: str) -> None:
    value = decode_expression(text)
    for look in (as_number, as_integer, as_complex, as_array):
        with pytest.raises(CheckFailed):
            look(value, "v")
    with pytest.raises(CheckFailed):
        close([value, value], [1.0, 2.0], "v")


def test_a_symmetric_matrix_has_the_eigenvalues_that_were_asked_for() -> None:
    wanted = [-3.0, 0.0, 0.0, 1e-6, 2.5]
    H = symmetric(wanted, np.random.default_rng(0))
    assert np.array_equal(H, H.T)
    assert np.linalg.eigvalsh(H) == pytest.approx(wanted, abs=1e-14)
    assert np.count_nonzero(np.abs(H) > 0.05) > 15  # its basis is no permutation of the axes
    assert not np.allclose(H, symmetric(wanted, np.random.default_rng(1)))


def test_a_product_multiplies_and_reads_the_vector_as_data() -> None:
    hvp = product(np.array([[1.0, 2.0], [2.0, -1.0]]))
    assert hvp([1, 3]).tolist() == [7.0, -1.0]
    for vector in ([1.0, 2.0, 3.0], [[1.0], [2.0]], "ab", [1.0, math.nan]):
        with pytest.raises(CheckFailed, match="The vector that you passed to hvp"):
            hvp(vector)


def power(base: float, exponent: float) -> float:
    return base**exponent


def test_every_case_is_held_and_the_first_wrong_call_is_named_with_its_slip_or_the_hint() -> None:
    cases = [(2.0, 3.0), (0.5, 2.0), (1.23456789, 4.0)]

    def held(answer: Callable[..., Any], **options: Any) -> None:
        hold_cases(BareStudent({"power": answer}), "power", cases, power, hint="A hint.", **options)

    held(power)
    with pytest.raises(CheckFailed, match=r"^power\(1\.23457, 4\): your value, 0, .* A hint\.$"):
        held(lambda base, exponent: 0.0 if base > 1.2 and exponent > 3 else base**exponent)
    with pytest.raises(CheckFailed, match=r"^power\(2, 3\): your value is 6\. Multiplied\.$"):
        held(lambda base, exponent: base * exponent, slips=lambda base, exponent: {"Multiplied.": base * exponent})
    with pytest.raises(CheckFailed):
        held(lambda base, exponent: power(base, exponent) * (1 + 1e-6))
    held(lambda base, exponent: power(base, exponent) * (1 + 1e-6), rtol=1e-5)
    held(lambda base, exponent: power(base, exponent) + 1e-6, rtol=0.0, atol=1e-5)


def test_a_call_is_written_with_six_digits() -> None:
    assert call_text("f", 1 / 3, 4, "log") == "f(0.333333, 4, 'log')"


@pytest.mark.parametrize(
    "value", [[], (), (1,), [1.5, "a", (2, [None])], {"a": [True]}, {}, set(), frozenset(), sp.Symbol("x"), [sp.pi]]
)
def test_a_value_is_shown_as_python_writes_it(value: Any) -> None:
    assert show(value) == str(value)


def test_a_set_is_shown_in_order_wherever_it_stands() -> None:
    assert str({1, 8}) == "{8, 1}"  # as its table has them
    assert show({1, 8}) == "{1, 8}"
    assert show([{1, 8}, {"a": (frozenset({1, 8}),)}]) == "[{1, 8}, {'a': (frozenset({1, 8}),)}]"


def test_a_value_that_two_slips_give_names_neither() -> None:
    slips = {"Too small.": 2.0, "Squared.": 2.0, "Cubed.": 3.0}
    with pytest.raises(CheckFailed, match=r"is not right\. Look again\.$"):
        close(2.0, 1.0, "f(2)", hint="Look again.", slips=slips)
    with pytest.raises(CheckFailed, match=r"Cubed\.$"):
        close(3.0, 1.0, "f(2)", hint="Look again.", slips=slips)
    with pytest.raises(CheckFailed, match=r"which is not right\. Look again\.$"):
        equal(2, 1, "f(2)", hint="Look again.", slips={"Too small.": 2, "Squared.": 2})


def test_a_failure_of_precision_says_how_many_digits_agree() -> None:
    with pytest.raises(CheckFailed, match="about 6 digits agree, and a relative accuracy of 1e-09 is asked for"):
        close(1 / 3 + 2e-7, 1 / 3, "f(2)")
    with pytest.raises(CheckFailed, match="about 4 digits agree"):
        close([0.0, 1.00005], np.array([0.0, 1.0]), "f(2)")
    for far in (1.1, math.inf, 0.0, -1.0):
        with pytest.raises(CheckFailed, match="is not right") as caught:
            close(far, 1.0, "f(2)")
        assert "digits" not in str(caught.value)


def test_while_the_plain_case_fails_a_special_case_sends_there() -> None:
    @check("double")
    def plain(student: Any, rng: np.random.Generator) -> None:
        """Twice a number is right."""
        close(student.double(3.0), 6.0, "double(3)")

    @after_plain(plain)
    def special(student: Any, rng: np.random.Generator) -> None:
        """Twice zero is zero."""
        close(student.double(0.0), 0.0, "double(0)", hint="Nothing twice is nothing.")

    def run(function: Callable[[float], float]) -> None:
        special(BareStudent({"double": function}), np.random.default_rng(1))

    run(lambda x: 2 * x)
    run(lambda x: 3 * x)  # wrong, but not here: the check passes as before
    with pytest.raises(CheckFailed, match="Nothing twice is nothing"):
        run(lambda x: 2 * x if x else 1.0)
    with pytest.raises(CheckFailed, match=r"^This case fails too\. Begin with the plain case, “Twice a number is right”"):
        run(lambda x: 3 * x + 1)
    assert special.__doc__ == "Twice zero is zero."


def test_nobody_is_sent_to_a_check_that_only_sends_further() -> None:
    @check("double")
    def plain(student: Any, rng: np.random.Generator) -> None:
        """Twice a number is right."""
        close(student.double(3.0), 6.0, "double(3)")

    @check("double")
    @after_plain(plain)
    def middle(student: Any, rng: np.random.Generator) -> None:
        """Twice a negative number is right."""
        close(student.double(-3.0), -6.0, "double(-3)")

    @check("double")
    @after_plain(middle)
    def last(student: Any, rng: np.random.Generator) -> None:
        """Twice a large negative number is right."""
        close(student.double(-1e9), -2e9, "double(-1e9)")

    for double, sent_to in ((lambda x: 0.0, "Twice a number is right"), (lambda x: 2 * abs(x), "Twice a negative number")):
        with pytest.raises(CheckFailed, match=f"Begin with the plain case, “{sent_to}"):
            last(BareStudent({"double": double}), np.random.default_rng(0))


def test_nobody_is_sent_to_a_plain_case_that_passes_on_the_numbers_of_this_run() -> None:
    @check("double")
    def plain(student: Any, rng: np.random.Generator) -> None:
        """Twice a number is right."""
        number = float(rng.integers(100))
        close(student.double(number), 2 * number, f"double({number})")

    @after_plain(plain)
    def special(student: Any, rng: np.random.Generator) -> None:
        close(student.double(-1.0), -2.0, "double(-1)", hint="Negative numbers count.")

    drawn = {seed: float(np.random.default_rng(seed).integers(100)) for seed in (0, 5)}
    assert drawn[0] != drawn[5]
    student = BareStudent({"double": lambda x: 2 * x if x == drawn[5] else 0.0})  # right on the numbers of seed 5 alone
    for seed, said in ((5, "Negative numbers count"), (0, "Begin with the plain case")):
        token = INSTANCES.set({"plain": np.random.default_rng(seed)}.__getitem__)
        try:
            with pytest.raises(CheckFailed, match=said):
                special(student, np.random.default_rng(1))
        finally:
            INSTANCES.reset(token)


def test_a_special_case_sends_to_the_plain_check_that_fails_on_its_own_numbers_and_to_no_other() -> None:
    def of(name: str) -> Any:
        def plain(student: Any, rng: np.random.Generator) -> None:
            number = float(rng.integers(100))
            close(getattr(student, name)(number), 2 * number, name)

        plain.__name__, plain.__doc__ = f"test_{name}", f"The {name} number is right."
        return check("double")(plain)

    @after_plain(of("first"), of("second"))
    def special(student: Any, rng: np.random.Generator) -> None:
        close(student.first(-1.0), -2.0, "first(-1)", hint="Negative numbers count.")

    drawn = {name: float(np.random.default_rng(seed).integers(100)) for name, seed in (("test_first", 5), ("test_second", 6))}
    token = INSTANCES.set(lambda name: np.random.default_rng({"test_first": 5, "test_second": 6}[name]))
    try:
        for right_at, said in (
            (set(drawn.values()), "Negative numbers count"),  # wrong elsewhere; every plain check that is shown has passed
            ({drawn["test_first"]}, "“The second number is right”"),
            ({drawn["test_second"]}, "“The first number is right”"),
        ):
            function = lambda x, right_at=right_at: 2 * x if x in right_at else 0.0  # noqa: E731
            with pytest.raises(CheckFailed, match=said):
                special(BareStudent({"first": function, "second": function}), np.random.default_rng(1))
    finally:
        INSTANCES.reset(token)


def test_a_plain_case_that_is_no_hidden_check_is_refused() -> None:
    def helper(student: Any, rng: np.random.Generator) -> None:
        """Runs two checks on the numbers of neither."""

    with pytest.raises(ValueError, match=r"after_plain: got helper, expected a hidden check"):
        after_plain(helper)
    with pytest.raises(ValueError, match="got no check"):
        after_plain()
