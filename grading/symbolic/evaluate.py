"""Values of expressions at a point, with an error bound, without building or simplifying any SymPy expression.

The tree is only walked. So an unevaluated Pow(10, Pow(10, 10)) costs nothing here: it is a number that is too large, and
the point is skipped. Functions follow SymPy's conventions (principal branches, Heaviside(0) = 1/2, sign(0) = 0).
"""

# Longer than the house measure: a table of rules for atoms, arithmetic and conditions.

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import mul
from typing import Any

import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.core.relational import Relational

from grading.symbolic.balls import EXACT, Ball, Undefined, Unknown, Unsettled, kept_context, magnitude, settle

MAX_TERMS = 400  # of a Sum or Product with numeric limits
ZERO_BITS = 50  # a number whose error is larger than 2**-50 is not taken for zero

Handler = Callable[["Evaluator", Any], Ball]
HANDLERS: dict[type, Handler] = {}


def handles(*kinds: type) -> Callable[[Handler], Handler]:
    """Register the rule for these classes."""

    def register(handler: Handler) -> Handler:
        for kind in kinds:
            HANDLERS[kind] = handler
        return handler

    return register


class Evaluator:
    """Evaluates expressions at one point and one precision; shared subexpressions are computed once.

    `absorbed` is the largest number of bits by which one term of a sum outweighed another: a sum computed with fewer bits
    than that has lost the smaller term. `guessed` says that something was decided by a number that is within its error of zero,
    a sign, a branch, a missing value: what follows from that is settled only where more bits say the same (see `Probe`).
    """

    def __init__(self, point: Mapping[Any, Any], bits: int, *, context: Any = None) -> None:
        """Fix the point (symbol -> constant expression, Fraction, or object with a method `ball`) and the precision in bits."""
        self.context = context or kept_context(bits)
        self.context.prec = bits
        self.bits = bits
        self.point = point
        self.absorbed = 0
        self.guessed = False
        self.memo: dict[Any, Ball] = {}

    def value(self, expr: Any) -> Ball:
        """Return the value of `expr` and log2 of its error; raises Undefined or Unknown."""
        found = self.memo.get(expr)
        if found is None:
            handler = HANDLERS.get(type(expr)) or _inherited(type(expr))
            found = self.memo[expr] = handler(self, expr)
        return found

    def absorb(self, bits: int) -> None:
        """Note that a result holds its argument only in the last of so many bits (exp(tiny) is nearly 1)."""
        self.absorbed = max(self.absorbed, bits)

    def settle(self, value: Any, error: int) -> Ball:
        """Round and snap; see `balls.settle`. A complex number that is snapped to a real one is a guess."""
        settled = settle(self.context, value, error)
        self.guessed |= hasattr(value, "_mpc_") and not hasattr(settled[0], "_mpc_")
        return settled

    def vanishes(self, ball: Ball) -> bool:
        """Whether a number that decides something is zero; Unsettled where its error is too large to tell."""
        value, error = ball
        if not value and error > EXACT:
            if error > -ZERO_BITS:
                raise Unsettled("a number without a correct digit decides")
            self.guessed = True
        return not value

    def elsewhere(self, expr: Any, moved: Mapping[Any, Any]) -> Ball:
        """The value with other coordinates for some symbols."""
        inner = Evaluator({**self.point, **moved}, self.bits, context=self.context)
        try:
            return inner.value(expr)
        finally:
            self.absorbed, self.guessed = max(self.absorbed, inner.absorbed), self.guessed or inner.guessed

    def rational(self, number: Fraction) -> Ball:
        """A rational number, rounded."""
        if number.denominator == 1:
            size = magnitude_of_integer(number.numerator)
            return self.context.mpf(number.numerator), EXACT if size <= self.bits else size - self.bits
        value = self.context.mpf(number.numerator) / number.denominator
        return value, magnitude(value) - self.bits + 1

    def real(self, expr: Any) -> Ball:
        """The value of `expr` if it is real (or infinite), Unknown if it is not."""
        value, error = self.value(expr)
        if hasattr(value, "_mpc_"):
            raise Unknown("a comparison of complex numbers")
        return value, error


@dataclass(frozen=True)
class Fixed:
    """An mpmath number as a coordinate, taken as exact."""

    number: Any

    def ball(self, evaluator: Evaluator) -> Ball:
        """The number."""
        return self.number, EXACT


@dataclass(frozen=True)
class Beside:
    """A place and a step from it, as a coordinate."""

    place: Any
    step: Any

    def ball(self, evaluator: Evaluator) -> Ball:
        """The number."""
        value, error = self.place.ball(evaluator) if hasattr(self.place, "ball") else evaluator.value(self.place)
        return evaluator.settle(value + evaluator.value(self.step)[0], error + 1)


def magnitude_of_integer(number: int) -> int:
    """Bits of |number|; EXACT for 0."""
    return number.bit_length() if number else EXACT


def is_infinite(value: Any) -> bool:
    """True for +inf and -inf (as mpf)."""
    return not hasattr(value, "_mpc_") and not value._mpf_[1] and bool(value._mpf_[2])


def _inherited(kind: type) -> Handler:
    for base in kind.__mro__:
        if base in HANDLERS:
            HANDLERS[kind] = HANDLERS[base]
            return HANDLERS[base]
    raise Unknown(f"no rule for {kind.__name__}")


# ---------------------------------------------------------------- atoms


@handles(sp.Symbol)
def _symbol(evaluator: Evaluator, expr: Any) -> Ball:
    try:
        coordinate = evaluator.point[expr]
    except KeyError:
        raise Unknown(f"{expr} has no value") from None
    if isinstance(coordinate, Fraction):
        return evaluator.rational(coordinate)
    if hasattr(coordinate, "ball"):
        return coordinate.ball(evaluator)
    return evaluator.value(coordinate)


@handles(sp.Rational)
def _rational(evaluator: Evaluator, expr: Any) -> Ball:
    return evaluator.rational(Fraction(int(expr.p), int(expr.q)))


@handles(sp.Float)
def _float(evaluator: Evaluator, expr: Any) -> Ball:
    value = evaluator.context.mpf(expr._mpf_)
    return value, magnitude(value) - evaluator.bits


_CONSTANTS = {sp.pi: "pi", sp.E: "e", sp.EulerGamma: "euler", sp.Catalan: "catalan", sp.GoldenRatio: "phi"}


@handles(sp.core.numbers.NumberSymbol)
def _constant(evaluator: Evaluator, expr: Any) -> Ball:
    if expr not in _CONSTANTS:
        raise Unknown(f"no value for {expr}")
    value = +getattr(evaluator.context, _CONSTANTS[expr])
    return value, 3 - evaluator.bits


@handles(sp.core.numbers.ImaginaryUnit)
def _imaginary(evaluator: Evaluator, expr: Any) -> Ball:
    return evaluator.context.mpc(0, 1), EXACT


@handles(sp.core.numbers.Infinity)
def _infinity(evaluator: Evaluator, expr: Any) -> Ball:
    return evaluator.context.inf, EXACT


@handles(sp.core.numbers.NegativeInfinity)
def _negative_infinity(evaluator: Evaluator, expr: Any) -> Ball:
    return -evaluator.context.inf, EXACT


@handles(sp.core.numbers.ComplexInfinity, sp.core.numbers.NaN)
def _undefined(evaluator: Evaluator, expr: Any) -> Ball:
    raise Undefined(str(expr))


# ---------------------------------------------------------------- arithmetic


@handles(sp.Add)
def _add(evaluator: Evaluator, expr: Any) -> Ball:
    total, error, largest, smallest = evaluator.context.zero, EXACT, EXACT, None
    infinite = None
    for term in expr.args:
        value, bound = evaluator.value(term)
        if is_infinite(value):
            if infinite is not None and infinite != value:
                raise Undefined("oo - oo")
            infinite = value
            continue
        size = magnitude(value)
        if size != EXACT:
            largest = max(largest, size)
            smallest = size if smallest is None else min(smallest, size)
        error = max(error, bound)
        total = total + value
    if infinite is not None:
        return infinite, EXACT
    if smallest is not None:
        evaluator.absorbed = max(evaluator.absorbed, largest - smallest)
        if error == EXACT and largest - evaluator.bits + 8 < min(_lowest_bit(evaluator.value(term)[0]) for term in expr.args):
            return total, EXACT
        error = max(error, largest - evaluator.bits)
    return evaluator.settle(total, error + len(expr.args).bit_length())


@handles(sp.Mul)
def _mul(evaluator: Evaluator, expr: Any) -> Ball:
    factors = [evaluator.value(factor) for factor in expr.args]
    if any(is_infinite(value) for value, _ in factors):
        return _infinite_product(evaluator, factors)
    product, error = evaluator.context.one, EXACT
    if all(bound == EXACT for _, bound in factors) and sum(_digits(value) for value, _ in factors) <= evaluator.bits:
        return reduce(mul, (value for value, _ in factors), product), EXACT
    for value, bound in factors:
        error = product_error(product, error, value, bound)
        product = product * value
        if magnitude(product) != EXACT:
            error = max(error, magnitude(product) - evaluator.bits)
    return evaluator.settle(product, error)


def _lowest_bit(value: Any) -> int:
    """The exponent of the last bit of a finite number, beyond every other for zero; far below all for a complex number."""
    return -EXACT if not value else int(value._mpf_[2]) if not hasattr(value, "_mpc_") else EXACT


def _digits(value: Any) -> int:
    """Bits of a number; beyond every precision for a complex one."""
    return -EXACT if hasattr(value, "_mpc_") else int(value._mpf_[3])


def product_error(a: Any, error_a: int, b: Any, error_b: int) -> int:
    """log2 of the error of a·b."""
    return max(magnitude(a) + error_b, magnitude(b) + error_a, error_a + error_b, EXACT) + 1


def _infinite_product(evaluator: Evaluator, factors: list[Ball]) -> Ball:
    sign = 1
    for value, _ in factors:
        if hasattr(value, "_mpc_"):
            raise Undefined("complex infinity")
        if not value:
            raise Undefined("0·oo")
        sign *= -1 if value < 0 else 1
    return sign * evaluator.context.inf, EXACT


@handles(sp.Pow)
def _pow(evaluator: Evaluator, expr: Any) -> Ball:
    base, exponent = expr.args
    if isinstance(exponent, sp.Rational):
        return rational_power(evaluator, evaluator.value(base), _fraction(exponent))
    return general_power(evaluator, evaluator.value(base), evaluator.value(exponent))


def _fraction(number: Any) -> Fraction:
    return Fraction(int(number.p), int(number.q))


def rational_power(evaluator: Evaluator, base: Ball, power: Fraction) -> Ball:
    """base**(p/q), principal value."""
    value, error = base
    if is_infinite(value):
        return _infinite_power(evaluator, value, power)
    if not value:
        if power < 0 and evaluator.vanishes(base):
            raise Undefined("division by zero")
        return (value, int(error * power)) if power else (evaluator.context.one, EXACT)
    size = magnitude(value)
    if abs(power) * abs(size) > 1 << 62 and not _near_one(evaluator, value, power):
        raise Unknown("too large a power")
    if power.denominator == 1:
        result = value**power.numerator
        if error == EXACT and 0 < power.numerator * _digits(value) <= evaluator.bits:
            return result, EXACT
    elif power.denominator == 2:
        result = evaluator.context.sqrt(value) ** power.numerator
    else:
        fraction = evaluator.context.mpf(power.numerator) / power.denominator
        result = evaluator.context.exp(fraction * evaluator.context.log(value))
    bits = magnitude_of_integer(-(-abs(power.numerator) // power.denominator))
    return evaluator.settle(result, max(error, size - evaluator.bits) - size + max(bits, 0) + magnitude(result) + 1)


def _near_one(evaluator: Evaluator, value: Any, power: Fraction) -> bool:
    """Whether a huge power of a number near one has an ordinary size: (1 + 1/10**20)**(10**20)."""
    if abs(power) > 1 << 256 or hasattr(value, "_mpc_"):
        return False
    return magnitude(evaluator.context.log(abs(value))) + magnitude_of_integer(int(abs(power))) < 40


def _infinite_power(evaluator: Evaluator, value: Any, power: Fraction) -> Ball:
    if power < 0:
        return evaluator.context.zero, EXACT
    if value > 0 or power.denominator == 1:
        return (value if value > 0 or power.numerator % 2 else -value), EXACT
    raise Undefined("(-oo)**fraction")


def general_power(evaluator: Evaluator, base: Ball, exponent: Ball) -> Ball:
    """base**exponent = exp(exponent·log(base)), with 0**0 = 1."""
    (b, error_b), (x, error_x) = base, exponent
    if is_infinite(b) or is_infinite(x):
        raise Unknown("a power with infinity")
    whole = as_integer(evaluator, exponent)
    if whole is not None and whole.bit_length() < 60:
        return rational_power(evaluator, base, Fraction(whole))
    if not b:
        real = x.real if hasattr(x, "_mpc_") else x
        if real > 0:
            return evaluator.context.zero, int(error_b * min(1, max(float(real), 1e-9)))
        evaluator.vanishes(base)
        raise Undefined("zero to a power without positive real part")
    logarithm = evaluator.context.log(b)
    log_error = max(error_b - magnitude(b), -evaluator.bits) + 1
    argument = x * logarithm
    return exponential(evaluator, (argument, product_error(x, error_x, logarithm, log_error)))


def exponential(evaluator: Evaluator, argument: Ball) -> Ball:
    """exp of a ball."""
    value, error = argument
    if is_infinite(value):
        return (value if value > 0 else evaluator.context.zero), EXACT
    size = magnitude(value)
    if error > 0:
        raise Unsettled("an exponent without any correct digit")
    if size > 64:
        raise Unknown("too large an exponent")
    evaluator.absorb(-size if value else 0)
    result = evaluator.context.exp(value)
    return evaluator.settle(result, magnitude(result) + max(error, size - evaluator.bits if size != EXACT else EXACT) + 1)


def as_integer(evaluator: Evaluator, ball: Ball) -> int | None:
    """The integer that the ball holds, if it holds one and is narrow enough to hold only one."""
    value, error = ball
    if hasattr(value, "_mpc_") or error > -8 or is_infinite(value):
        return None
    if magnitude(value) > 4096:
        return None
    nearest = round_half_up(value) if magnitude(value) > -2 else 0  # a tiny number is not written out
    gap = value - nearest
    if gap and magnitude(gap) > error + 4:
        return None
    evaluator.vanishes((evaluator.context.zero, error))
    return nearest


def round_half_up(value: Any) -> int:
    """Nearest integer to a finite mpf."""
    sign, man, exp, _ = value._mpf_
    if exp >= 0:
        return int((-man if sign else man) << exp)
    scaled = (-man if sign else man) * 2 + (1 << -exp)
    return int(scaled >> (1 - exp))


# ---------------------------------------------------------------- pieces and truth values


@handles(sp.Piecewise)
def _piecewise(evaluator: Evaluator, expr: Any) -> Ball:
    for branch, condition in expr.args:
        if truth(evaluator, condition):
            return evaluator.value(branch)
    raise Undefined("no branch of the Piecewise holds")


def truth(evaluator: Evaluator, condition: Any) -> bool:
    """Whether a relation or a combination of relations holds at the point."""
    if condition is sp.true or condition is True:
        return True
    if condition is sp.false or condition is False:
        return False
    if isinstance(condition, Relational):
        return _relation(evaluator, condition)
    if isinstance(condition, sp.And):
        return all(truth(evaluator, part) for part in condition.args)
    if isinstance(condition, sp.Or):
        return any(truth(evaluator, part) for part in condition.args)
    if isinstance(condition, sp.Not):
        return not truth(evaluator, condition.args[0])
    if isinstance(condition, sp.ITE):
        return truth(evaluator, condition.args[1 if truth(evaluator, condition.args[0]) else 2])
    if isinstance(condition, sp.Contains):
        return truth(evaluator, condition.args[1].as_relational(condition.args[0]))
    raise Unknown(f"the condition {type(condition).__name__}")


def _relation(evaluator: Evaluator, condition: Any) -> bool:
    left, right = evaluator.value(condition.lhs), evaluator.value(condition.rhs)
    if isinstance(condition, sp.Eq | sp.Ne):
        return (compare_balls(evaluator, left, right) == 0) is isinstance(condition, sp.Eq)
    if hasattr(left[0], "_mpc_") or hasattr(right[0], "_mpc_"):
        raise Unknown("an inequality between complex numbers")
    sign = compare_balls(evaluator, left, right)
    if isinstance(condition, sp.StrictGreaterThan):
        return sign > 0
    if isinstance(condition, sp.StrictLessThan):
        return sign < 0
    return sign >= 0 if isinstance(condition, sp.GreaterThan) else sign <= 0


def compare_balls(evaluator: Evaluator, left: Ball, right: Ball) -> int:
    """-1, 0, 1 for real balls; 0 or 1 for complex ones. Within the error counts as equal."""
    if is_infinite(left[0]) or is_infinite(right[0]):
        return int(left[0] > right[0]) - int(left[0] < right[0])
    gap = evaluator.settle(left[0] - right[0], max(left[1], right[1]) + 1)
    if evaluator.vanishes(gap):
        return 0
    return 1 if hasattr(gap[0], "_mpc_") or gap[0] > 0 else -1


@handles(AppliedUndef)
def _unknown_function(evaluator: Evaluator, expr: Any) -> Ball:
    raise Unknown(f"{expr.func} is an unknown function")  # they are replaced before evaluation
