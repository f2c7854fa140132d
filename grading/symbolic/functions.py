"""Values of the elementary and special functions, of sums, products and integrals; registers itself with `evaluate`."""

# Longer than the house measure: a table of rules, one for each function.

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy as sp

from grading.symbolic.balls import EXACT, Ball, Undefined, Unknown, magnitude
from grading.symbolic.evaluate import (
    HANDLERS,
    MAX_TERMS,
    Evaluator,
    Fixed,
    as_integer,
    exponential,
    general_power,
    handles,
    is_infinite,
    product_error,
    rational_power,
)

LOGARITHMIC_LIMIT = 4096  # magnitude of the arguments of functions that hardly grow


@handles(sp.exp)
def _exp(evaluator: Evaluator, expr: Any) -> Ball:
    argument = expr.args[0]
    try:
        return exponential(evaluator, evaluator.value(argument))
    except Undefined:
        logarithms = [factor for factor in argument.args if isinstance(factor, sp.log)] if isinstance(argument, sp.Mul) else []
        if len(logarithms) != 1:
            raise
        # exp(c*log(0)) is how SymPy rewrites 0**c
        rest = sp.Mul(*[factor for factor in argument.args if factor is not logarithms[0]], evaluate=False)
        return general_power(evaluator, evaluator.value(logarithms[0].args[0]), evaluator.value(rest))


@handles(sp.log)
def _log(evaluator: Evaluator, expr: Any) -> Ball:
    value, error = evaluator.value(expr.args[0])
    if is_infinite(value):
        return evaluator.context.inf, EXACT
    if not value:
        raise Undefined("log(0)")
    result = evaluator.context.log(value)
    return evaluator.settle(result, max(error - magnitude(value), -evaluator.bits) + 2)


def smooth(name: str, slope: Callable[[Any, Any], Any], *, infinity: tuple[Any, Any] | None = None) -> Any:
    """Rule for a function that mpmath calls `name`; `slope(context, value)` is its derivative, for the error."""

    def handler(evaluator: Evaluator, expr: Any) -> Ball:
        value, error = evaluator.value(expr.args[0])
        context = evaluator.context
        if is_infinite(value):
            if infinity is None:
                raise Unknown(f"{name} at infinity")
            return evaluator.value(sp.sympify(infinity[0 if value > 0 else 1]))
        if magnitude(value) > (LOGARITHMIC_LIMIT if name in ("atan", "asinh") or _turning(name, value) else 64):
            raise Unknown(f"too large an argument of {name}")
        evaluator.absorb(_hidden(name, value))
        if name in ("atan", "asinh") and hasattr(value, "_mpc_") and not evaluator.settle(1 + value * value, error + 2)[0]:
            if name == "atan":
                raise Undefined("atan(±I)")
            return evaluator.settle(context.asinh(value), error // 2 if error > EXACT else EXACT)
        try:
            result = getattr(context, name)(value)
            steep = magnitude(context.convert(slope(context, value))) if error > EXACT else EXACT
        except (ZeroDivisionError, ValueError):
            raise Undefined(f"{name} has a pole") from None
        return evaluator.settle(result, max(steep + error + 1, EXACT))

    return handler


def _turning(name: str, value: Any) -> bool:
    """Whether the function stays bounded for large arguments of this kind, so that only their digits limit it."""
    return name in ("sin", "cos") and not hasattr(value, "_mpc_")


SYMMETRIC = (  # even or odd: near zero the second term of the series is smaller by v²
    "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch",
    "asin", "atan", "asinh", "atanh", "erf", "erfi",
)  # fmt: skip
EXPONENTIAL = ("sinh", "cosh", "tanh", "coth", "sech", "csch")  # far out, the second term is smaller by exp(-2|v|)


def _hidden(name: str, value: Any) -> int:
    """Bits at which f(v) first differs from its leading term at 0 or infinity: tanh(200) is 1 - 2**-577, sin(v) is v - v³/6."""
    size = magnitude(value)
    if size < 0:
        return -2 * size if name in SYMMETRIC else -size if name in ("acos", "erfc", "lambertw") else 0
    if name == "atan":
        return size
    if name in ("asinh", "acosh"):
        return 2 * size
    if size > 3 and name in (*EXPONENTIAL, "erf", "erfc"):
        real = float(value.real) if size < 60 else 2.0**60
        if name in EXPONENTIAL:
            return int(2.9 * abs(real))
        return 0 if name == "erfc" and real > 0 else int(1.45 * real * real)
    return 0


HANDLERS.update(
    {
        sp.sin: smooth("sin", lambda c, v: c.cos(v)),
        sp.cos: smooth("cos", lambda c, v: abs(c.sin(v)) + c.mpf(2) ** -40),
        sp.sinh: smooth("sinh", lambda c, v: c.cosh(v), infinity=(sp.oo, -sp.oo)),
        sp.cosh: smooth("cosh", lambda c, v: abs(c.sinh(v)) + c.mpf(2) ** -40, infinity=(sp.oo, sp.oo)),
        sp.atan: smooth("atan", lambda c, v: 1 / (1 + v * v), infinity=(sp.pi / 2, -sp.pi / 2)),
        sp.asinh: smooth("asinh", lambda c, v: 1 / c.sqrt(1 + v * v), infinity=(sp.oo, -sp.oo)),
        sp.erf: smooth("erf", lambda c, v: 2 * c.exp(-v * v), infinity=(1, -1)),
        sp.erfc: smooth("erfc", lambda c, v: 2 * c.exp(-v * v), infinity=(0, 2)),
        sp.erfi: smooth("erfi", lambda c, v: 2 * c.exp(v * v)),
    }
)
HANDLERS[sp.tanh] = smooth("tanh", lambda c, v: c.sech(v) ** 2, infinity=(1, -1))


def quotient(numerator: str, denominator: str) -> Any:
    """Rule for tan, cot, sec, ...: numerator(x)/denominator(x), undefined where the denominator is zero."""

    def handler(evaluator: Evaluator, expr: Any) -> Ball:
        value, error = evaluator.value(expr.args[0])
        context = evaluator.context
        if is_infinite(value) or magnitude(value) > 64:
            raise Unknown("too large an argument")
        bottom = getattr(context, denominator)(value)
        other = getattr(context, {"cos": "sin", "sin": "cos", "sinh": "cosh", "cosh": "sinh"}[denominator])(value)
        size = max(magnitude(context.convert(other)), magnitude(bottom) - 8, 0)
        lower = evaluator.settle(bottom, error + size + 1 if error > EXACT else EXACT)
        top = getattr(context, numerator)(value) if numerator != "one" else context.one
        inverse = rational_power(evaluator, lower, Fraction(-1))
        evaluator.absorb(_hidden("coth" if "h" in denominator else "cot", value))
        upper_error = max(error + max(magnitude(bottom), 0) + 1, magnitude(context.convert(top)) - evaluator.bits)
        upper = evaluator.settle(context.convert(top), upper_error if error > EXACT else EXACT)
        return evaluator.settle(upper[0] * inverse[0], product_error(*upper, *inverse))

    return handler


HANDLERS.update(
    {
        sp.tan: quotient("sin", "cos"),
        sp.cot: quotient("cos", "sin"),
        sp.sec: quotient("one", "cos"),
        sp.csc: quotient("one", "sin"),
        sp.coth: quotient("cosh", "sinh"),
        sp.sech: quotient("one", "cosh"),
        sp.csch: quotient("one", "sinh"),
    }
)


def with_singular_slope(name: str, singular: str) -> Any:
    """Rule for asin, acos, acosh, atanh: near x = ±1 the error goes with the square root."""

    def handler(evaluator: Evaluator, expr: Any) -> Ball:
        value, error = evaluator.value(expr.args[0])
        context = evaluator.context
        if is_infinite(value) or magnitude(value) > 4 * evaluator.bits:
            raise Unknown(f"{name} of a huge number")
        evaluator.absorb(_hidden(name, value))
        gap, _ = evaluator.settle(1 - value * value, error + max(magnitude(value), 0) + 1)
        if not gap:
            if singular == "pole":
                raise Undefined(f"{name}(±1)")
            value = context.mpf(round(float(context.re(value))))
            return evaluator.settle(getattr(context, name)(value), error // 2 if error > EXACT else EXACT)
        evaluator.absorb(-magnitude(gap))
        steep = -magnitude(gap) if singular == "pole" else -magnitude(gap) // 2
        return evaluator.settle(getattr(context, name)(value), error + steep + 2 if error > EXACT else EXACT)

    return handler


HANDLERS.update(
    {
        sp.asin: with_singular_slope("asin", "root"),
        sp.acos: with_singular_slope("acos", "root"),
        sp.acosh: with_singular_slope("acosh", "root"),
        sp.atanh: with_singular_slope("atanh", "pole"),
    }
)


def through(outer: Any, build: Callable[[Any], Any]) -> None:
    """Rule for a function that is defined by an expression in its arguments."""

    def handler(evaluator: Evaluator, expr: Any) -> Ball:
        return evaluator.value(build(*expr.args))

    HANDLERS[outer] = handler


def _reciprocal_argument(name: type) -> Callable[[Any], Any]:
    return lambda x: name(sp.Pow(x, -1, evaluate=False), evaluate=False)


for _outer, _inner in (
    (sp.acot, sp.atan),
    (sp.asec, sp.acos),
    (sp.acsc, sp.asin),
    (sp.acoth, sp.atanh),
    (sp.asech, sp.acosh),
    (sp.acsch, sp.asinh),
):
    through(_outer, _reciprocal_argument(_inner))


@handles(sp.sinc)
def _sinc(evaluator: Evaluator, expr: Any) -> Ball:
    argument = expr.args[0]
    if not evaluator.value(argument)[0]:
        return evaluator.context.one, EXACT
    return evaluator.value(sp.Mul(sp.sin(argument, evaluate=False), sp.Pow(argument, -1, evaluate=False), evaluate=False))


@handles(sp.atan2)
def _atan2(evaluator: Evaluator, expr: Any) -> Ball:
    (y, error_y), (x, error_x) = evaluator.real(expr.args[0]), evaluator.real(expr.args[1])
    if is_infinite(x) or is_infinite(y):
        raise Unknown("atan2 at infinity")
    if not x and not y:
        raise Undefined("atan2(0, 0)", outright=True)
    size = max(magnitude(x), magnitude(y))
    return evaluator.settle(evaluator.context.atan2(y, x), max(max(error_x, error_y) - size, -evaluator.bits) + 2)


def by_perturbation(
    name: str, *, compute: Callable[..., Any] | None = None, poles: Callable[[int], bool] | None = None, limit: int = 20
) -> Any:
    """Rule for a special function: the slope comes from a second, nearby value.

    `compute` stands where mpmath's function has other arguments.
    """
    function = compute or (lambda context, *values: getattr(context, name)(*values))

    def handler(evaluator: Evaluator, expr: Any) -> Ball:
        context = evaluator.context
        arguments = [evaluator.value(a) for a in expr.args]
        if any(is_infinite(value) for value, _ in arguments):
            raise Unknown(f"{name} at infinity")
        if any(magnitude(value) > limit for value, _ in arguments):
            raise Unknown(f"too large an argument of {name}")
        evaluator.absorb(_hidden(name, arguments[-1][0]))
        whole = as_integer(arguments[-1])
        if poles is not None and whole is not None and poles(whole):
            raise Undefined(f"{name} has a pole", outright=True)
        wholes = [as_integer(ball) for ball in arguments]
        values = [context.mpf(n) if n is not None else ball[0] for n, ball in zip(wholes, arguments, strict=True)]
        try:
            result = context.convert(function(context, *values))
            error = max(e for _, e in arguments)
            if error > EXACT and None in wholes:
                step = context.ldexp(1, max(error, -evaluator.bits) + 8)
                near = [v if n is not None else v + step for n, v in zip(wholes, values, strict=True)]
                moved = context.convert(function(context, *near))
                error = max(magnitude(moved - result) + 2, error)
            else:
                error = EXACT
        except (ZeroDivisionError, ValueError):
            raise Undefined(f"{name} has a pole") from None
        return evaluator.settle(result, max(error, magnitude(result) - evaluator.bits + 8))

    return handler


HANDLERS.update(
    {
        sp.gamma: by_perturbation("gamma", poles=lambda n: n <= 0),
        sp.factorial: by_perturbation("factorial", poles=lambda n: n < 0),
        sp.factorial2: by_perturbation("fac2"),
        sp.loggamma: by_perturbation("loggamma", poles=lambda n: n <= 0),
        sp.digamma: by_perturbation("digamma", poles=lambda n: n <= 0),
        sp.polygamma: by_perturbation("polygamma", poles=lambda n: n <= 0, limit=12),
        sp.harmonic: by_perturbation("harmonic", poles=lambda n: n < 0),
        sp.binomial: by_perturbation("binomial", limit=30),
        sp.RisingFactorial: by_perturbation("rf", limit=12),
        sp.FallingFactorial: by_perturbation("ff", limit=12),
        sp.beta: by_perturbation("beta"),
        sp.zeta: by_perturbation("zeta", limit=10),
        sp.LambertW: by_perturbation("lambertw", limit=2000),
        sp.Ei: by_perturbation("ei", limit=12),
        sp.li: by_perturbation("li", limit=40),
        sp.Si: by_perturbation("si", limit=12),
        sp.Ci: by_perturbation("ci", limit=12),
        sp.besselj: by_perturbation("besselj", limit=8),
        sp.bessely: by_perturbation("bessely", limit=8),
        sp.besseli: by_perturbation("besseli", limit=8),
        sp.besselk: by_perturbation("besselk", limit=8),
        sp.lowergamma: by_perturbation("lowergamma", limit=8, compute=lambda c, a, x: c.gammainc(a, 0, x)),
        sp.uppergamma: by_perturbation("uppergamma", limit=8, compute=lambda c, a, x: c.gammainc(a, x)),
        sp.expint: by_perturbation("expint", limit=8),
        sp.polylog: by_perturbation("polylog", limit=6),
        sp.dirichlet_eta: by_perturbation("altzeta", limit=10),
        sp.airyai: by_perturbation("airyai", limit=6),
        sp.airybi: by_perturbation("airybi", limit=6),
        sp.airyaiprime: by_perturbation("airyaiprime", limit=6, compute=lambda c, x: c.airyai(x, derivative=1)),
        sp.airybiprime: by_perturbation("airybiprime", limit=6, compute=lambda c, x: c.airybi(x, derivative=1)),
        sp.erfinv: by_perturbation("erfinv"),
        sp.erfcinv: by_perturbation("erfcinv", compute=lambda c, x: c.erfinv(1 - x)),
        sp.elliptic_k: by_perturbation("ellipk", limit=20),
        sp.legendre: by_perturbation("legendre", limit=6),
        sp.hermite: by_perturbation("hermite", limit=6),
        sp.chebyshevt: by_perturbation("chebyt", limit=6),
        sp.chebyshevu: by_perturbation("chebyu", limit=6),
    }
)


# ---------------------------------------------------------------- parts, signs, steps


@handles(sp.Abs)
def _abs(evaluator: Evaluator, expr: Any) -> Ball:
    value, error = evaluator.value(expr.args[0])
    return evaluator.settle(abs(value), error + 1) if not is_infinite(value) else (evaluator.context.inf, EXACT)


@handles(sp.re)
def _re(evaluator: Evaluator, expr: Any) -> Ball:
    value, error = evaluator.value(expr.args[0])
    return evaluator.settle(evaluator.context.re(value), error)


@handles(sp.im)
def _im(evaluator: Evaluator, expr: Any) -> Ball:
    value, error = evaluator.value(expr.args[0])
    return evaluator.settle(evaluator.context.im(value), error)


@handles(sp.conjugate)
def _conjugate(evaluator: Evaluator, expr: Any) -> Ball:
    value, error = evaluator.value(expr.args[0])
    return evaluator.context.conj(value), error


@handles(sp.arg)
def _arg(evaluator: Evaluator, expr: Any) -> Ball:
    value, error = evaluator.value(expr.args[0])
    if not value:
        raise Undefined("arg(0)")
    return evaluator.settle(evaluator.context.arg(value), max(error - magnitude(value), -evaluator.bits) + 1)


@handles(sp.sign)
def _sign(evaluator: Evaluator, expr: Any) -> Ball:
    value, error = evaluator.value(expr.args[0])
    if hasattr(value, "_mpc_"):
        return evaluator.settle(value / abs(value), error - magnitude(value) + 2)
    return evaluator.context.mpf((value > 0) - (value < 0)), EXACT


@handles(sp.Heaviside)
def _heaviside(evaluator: Evaluator, expr: Any) -> Ball:
    value, _ = evaluator.real(expr.args[0])
    if not value:
        return evaluator.value(expr.args[1] if len(expr.args) > 1 else sp.S.Half)
    return (evaluator.context.one if value > 0 else evaluator.context.zero), EXACT


def _extreme(sign: int) -> Any:
    def handler(evaluator: Evaluator, expr: Any) -> Ball:
        balls = [evaluator.real(argument) for argument in expr.args]
        best = max(balls, key=lambda ball: sign * ball[0])
        return best[0], max(error for _, error in balls) if not is_infinite(best[0]) else EXACT

    return handler


HANDLERS[sp.Max] = _extreme(1)
HANDLERS[sp.Min] = _extreme(-1)


def _floor(evaluator: Evaluator, ball: Ball) -> int:
    value, error = ball
    if is_infinite(value) or hasattr(value, "_mpc_"):
        raise Unknown("floor of infinity or of a complex number")
    if error > -8 or magnitude(value) > 4096:
        raise Unknown("floor of a number without its units digit")
    whole = as_integer(ball)
    return whole if whole is not None else int(evaluator.context.floor(value))


@handles(sp.floor)
def _floor_rule(evaluator: Evaluator, expr: Any) -> Ball:
    return evaluator.rational(Fraction(_floor(evaluator, evaluator.value(expr.args[0]))))


@handles(sp.ceiling)
def _ceiling(evaluator: Evaluator, expr: Any) -> Ball:
    value, error = evaluator.value(expr.args[0])
    return evaluator.rational(Fraction(-_floor(evaluator, (-value, error))))


@handles(sp.frac)
def _frac(evaluator: Evaluator, expr: Any) -> Ball:
    ball = evaluator.value(expr.args[0])
    return evaluator.settle(ball[0] - _floor(evaluator, ball), ball[1])


@handles(sp.Mod)
def _mod(evaluator: Evaluator, expr: Any) -> Ball:
    (a, error_a), (b, error_b) = evaluator.real(expr.args[0]), evaluator.real(expr.args[1])
    if is_infinite(a) or is_infinite(b):
        raise Unknown("Mod with infinity")
    if not b:
        raise Undefined("Mod(x, 0)")
    ratio = evaluator.settle(
        a / b,
        max(error_a - magnitude(b), error_b + magnitude(a) - 2 * magnitude(b), magnitude(a) - magnitude(b) - evaluator.bits)
        + 2,
    )
    turns = _floor(evaluator, ratio)
    return evaluator.settle(
        a - b * turns, max(error_a, error_b + max(abs(turns).bit_length(), 0), magnitude(a) - evaluator.bits) + 2
    )


@handles(sp.KroneckerDelta)
def _kronecker(evaluator: Evaluator, expr: Any) -> Ball:
    left, right = evaluator.value(expr.args[0]), evaluator.value(expr.args[1])
    gap, _ = evaluator.settle(left[0] - right[0], max(left[1], right[1]) + 1)
    return (evaluator.context.zero if gap else evaluator.context.one), EXACT


@handles(sp.DiracDelta)
def _dirac(evaluator: Evaluator, expr: Any) -> Ball:
    value, _ = evaluator.real(expr.args[0])
    if not value:
        raise Undefined("DiracDelta(0)")
    return evaluator.context.zero, EXACT


# ---------------------------------------------------------------- sums, products, powers of the base


@handles(sp.Sum, sp.Product)
def _series(evaluator: Evaluator, expr: Any) -> Ball:
    if len(expr.limits) != 1 or len(expr.limits[0]) != 3:
        raise Unknown("a sum over several or no limits")
    variable, lower, upper = expr.limits[0]
    first, last = as_integer(evaluator.value(lower)), as_integer(evaluator.value(upper))
    if first is None or last is None:
        raise Unknown("a sum whose limits are not integers here")
    if last < first:
        if last == first - 1:
            return evaluator.rational(Fraction(1 if isinstance(expr, sp.Product) else 0))
        raise Unknown("a sum that runs backwards")
    if last - first >= MAX_TERMS:
        raise Unknown("a sum of many terms")
    product = isinstance(expr, sp.Product)
    total, error = evaluator.rational(Fraction(1 if product else 0))
    for index in range(first, last + 1):
        inner = Evaluator({**evaluator.point, variable: Fraction(index)}, evaluator.bits, context=evaluator.context)
        value, bound = inner.value(expr.function)
        if is_infinite(value):
            raise Undefined("an infinite term")
        if product:
            error = max(product_error(total, error, value, bound), magnitude(total) + magnitude(value) - evaluator.bits)
            total = total * value
        else:
            error = max(error, bound, magnitude(value) - evaluator.bits) + 1
            total = total + value
    return evaluator.settle(total, error)


@handles(sp.exp_polar, sp.polar_lift)
def _polar(evaluator: Evaluator, expr: Any) -> Ball:
    raise Unknown("a polar number")


@handles(sp.Integral)
def _integral(evaluator: Evaluator, expr: Any) -> Ball:
    """A definite integral by quadrature, where nothing better was found; mpmath's estimate of the error is trusted."""
    if len(expr.limits) != 1 or len(expr.limits[0]) != 3:
        raise Unknown("an integral over several or no limits")
    variable, *ends = expr.limits[0]
    low, high = (evaluator.real(end)[0] for end in ends)
    context, bits = evaluator.context, evaluator.bits

    def integrand(x: Any) -> Any:
        inner = Evaluator({**evaluator.point, variable: Fixed(x)}, context.prec, context=context)
        return inner.value(expr.function)[0]

    try:
        value, error = context.quad(integrand, [low, high], error=True, maxdegree=6)
    finally:
        context.prec = bits
    if not error <= context.ldexp(1, -40):
        raise Unknown("an integral that does not converge well")
    return evaluator.settle(context.convert(value), max(magnitude(context.convert(error)), -bits) + 6)


@handles(sp.functions.elementary.exponential.ExpBase)
def _exp_base(evaluator: Evaluator, expr: Any) -> Ball:
    return general_power(evaluator, evaluator.value(expr.base), evaluator.value(expr.exp))
