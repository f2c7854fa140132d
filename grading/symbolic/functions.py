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
    Handler,
    as_integer,
    compare_balls,
    exponential,
    general_power,
    handles,
    is_infinite,
    product_error,
)

LOGARITHMIC_LIMIT = 4096  # magnitude of the real arguments of functions that hardly grow


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
    if evaluator.vanishes((value, error)):
        raise Undefined("log(0)")
    result = evaluator.context.log(value)
    return evaluator.settle(result, max(error - magnitude(value), -evaluator.bits) + 2)


SYMMETRIC = (  # even or odd: near zero the second term of the series is smaller by v²
    "sin", "cos", "sinh", "cosh", "tanh", "asin", "atan", "asinh", "atanh", "erf", "erfi",
)  # fmt: skip
EXPONENTIAL = ("sinh", "cosh", "tanh")  # far out, the second term is smaller by exp(-2|v|)


def _hidden(name: str, value: Any) -> int:
    """Bits at which f(v) first differs from its leading term at 0 or infinity: tanh(200) is 1 - 2**-577, sin(v) is v - v³/6."""
    size = magnitude(value) if value else 0
    if size < 0:
        return -2 * size if name in SYMMETRIC else -size
    if name == "atan":
        return size
    if name in ("asinh", "acosh"):
        return 2 * size
    if size > 3 and name in (*EXPONENTIAL, "erf", "erfc"):
        real = float(value.real) if size < 60 else 2.0**60
        if name in EXPONENTIAL:
            return int(2.9 * abs(real))
        return 0 if name == "erfc" and real > 0 else int(1.45 * real * real)
    return int(abs(float(value.real))) if name in ("zeta", "altzeta", "lowergamma") else 0


# Longer than the house measure: what is looked at before and after the one call.
def by_mpmath(
    name: str,
    *,
    compute: Callable[..., Any] | None = None,
    poles: Callable[[int], bool] | None = None,
    infinity: tuple[Any, Any] | None = None,
    limit: int = 64,
) -> Handler:
    """Rule for a function of mpmath's; the error comes from a second, nearby value.

    Args:
        name: mpmath's name of the function.
        compute: stands where mpmath's function has other arguments.
        poles: tells whole numbers at which there is no value.
        infinity: values at +oo and -oo.
        limit: largest magnitude of an argument; for complex arguments 64 at most.
    """
    function = compute or (lambda context, *values: getattr(context, name)(*values))

    def handler(evaluator: Evaluator, expr: Any) -> Ball:
        context = evaluator.context
        balls = [evaluator.value(argument) for argument in expr.args]
        value, _ = balls[-1]
        if any(is_infinite(v) for v, _ in balls):
            if infinity is None or len(balls) > 1:
                raise Unknown(f"{name} at infinity")
            return evaluator.value(sp.sympify(infinity[0 if value > 0 else 1]))
        if any(magnitude(v) > (min(limit, 64) if hasattr(v, "_mpc_") else limit) for v, _ in balls):
            raise Unknown(f"too large an argument of {name}")
        evaluator.absorb(_hidden(name, value))
        wholes = [as_integer(evaluator, ball) for ball in balls] if poles else [None] * len(balls)
        if poles and wholes[-1] is not None and poles(wholes[-1]):
            raise Undefined(f"{name} has a pole")
        values = [context.mpf(n) if n is not None else v for n, (v, _) in zip(wholes, balls, strict=True)]
        error = max(e for _, e in balls) if None in wholes else EXACT
        try:
            result = context.convert(function(context, *values))
            if error > EXACT:
                step = context.ldexp(1, max(error, -evaluator.bits) + 4)
                near = [v if n is not None else v + step for n, v in zip(wholes, values, strict=True)]
                error = magnitude(context.convert(function(context, *near)) - result) + (4 if poles else 0)
        except (ZeroDivisionError, ValueError):
            raise Undefined(f"{name} has a pole") from None
        return evaluator.settle(result, max(error, magnitude(result) - evaluator.bits + 8 if poles else EXACT))

    return handler


def _anywhere(n: int) -> bool:
    return False


HANDLERS.update(
    {
        sp.sin: by_mpmath("sin", limit=LOGARITHMIC_LIMIT),
        sp.cos: by_mpmath("cos", limit=LOGARITHMIC_LIMIT),
        sp.sinh: by_mpmath("sinh", infinity=(sp.oo, -sp.oo)),
        sp.cosh: by_mpmath("cosh", infinity=(sp.oo, sp.oo)),
        sp.tanh: by_mpmath("tanh", infinity=(1, -1)),
        sp.asin: by_mpmath("asin", limit=512),
        sp.acos: by_mpmath("acos", limit=512),
        sp.atan: by_mpmath("atan", infinity=(sp.pi / 2, -sp.pi / 2), limit=LOGARITHMIC_LIMIT),
        sp.asinh: by_mpmath("asinh", infinity=(sp.oo, -sp.oo), limit=LOGARITHMIC_LIMIT),
        sp.acosh: by_mpmath("acosh", limit=LOGARITHMIC_LIMIT),
        sp.erf: by_mpmath("erf", infinity=(1, -1)),
        sp.erfc: by_mpmath("erfc", infinity=(0, 2)),
        sp.erfi: by_mpmath("erfi"),
        sp.gamma: by_mpmath("gamma", poles=lambda n: n <= 0, limit=20),
        sp.factorial: by_mpmath("factorial", poles=lambda n: n < 0, limit=20),
        sp.loggamma: by_mpmath("loggamma", poles=lambda n: n <= 0, limit=20),
        sp.digamma: by_mpmath("digamma", poles=lambda n: n <= 0, limit=20),
        sp.polygamma: by_mpmath("polygamma", poles=lambda n: n <= 0, limit=12),
        sp.harmonic: by_mpmath("harmonic", poles=lambda n: n < 0, limit=20),
        sp.LambertW: by_mpmath("lambertw", limit=2000),
        sp.lowergamma: by_mpmath("lowergamma", poles=_anywhere, limit=8, compute=lambda c, a, x: c.gammainc(a, 0, x)),
        sp.uppergamma: by_mpmath("uppergamma", poles=_anywhere, limit=8, compute=lambda c, a, x: c.gammainc(a, x)),
        sp.airyaiprime: by_mpmath("airyaiprime", poles=_anywhere, limit=6, compute=lambda c, x: c.airyai(x, derivative=1)),
        sp.airybiprime: by_mpmath("airybiprime", poles=_anywhere, limit=6, compute=lambda c, x: c.airybi(x, derivative=1)),
        sp.erfinv: by_mpmath("erfinv"),
        sp.erfcinv: by_mpmath("erfcinv", compute=lambda c, x: c.erfinv(1 - x)),
        sp.elliptic_k: by_mpmath("ellipk", limit=20),
    }
)
_WITHOUT_POLES = (
    "binomial RisingFactorial:rf FallingFactorial:ff factorial2:fac2 beta zeta dirichlet_eta:altzeta Ei:ei li Si:si Ci:ci "
    "besselj bessely besseli besselk expint airyai airybi polylog legendre hermite chebyshevt:chebyt chebyshevu:chebyu"
)
for _entry in _WITHOUT_POLES.split():
    _name, _, _other = _entry.partition(":")
    HANDLERS[getattr(sp, _name)] = by_mpmath(_other or _name, poles=_anywhere, limit=10)


def through(outer: Any, build: Callable[..., Any]) -> None:
    """Rule for a function that is defined by an expression in its arguments."""
    HANDLERS[outer] = lambda evaluator, expr: evaluator.value(build(*expr.args))


def _over(top: Any, bottom: Any) -> Callable[[Any], Any]:
    def build(x: Any) -> Any:
        below = sp.Pow(bottom(x, evaluate=False), -1, evaluate=False)
        return sp.Mul(top(x, evaluate=False), below, evaluate=False) if top else below

    return build


def _at_reciprocal(function: Any) -> Callable[[Any], Any]:
    return lambda x: function(sp.Pow(x, -1, evaluate=False), evaluate=False)


def _atanh(x: Any) -> Any:
    ends = [sp.log(sp.Add(1, sign * x, evaluate=False), evaluate=False) for sign in (1, -1)]
    return sp.Mul(sp.S.Half, sp.Add(ends[0], sp.Mul(-1, ends[1], evaluate=False), evaluate=False), evaluate=False)


for _outer, _top, _bottom in (
    (sp.tan, sp.sin, sp.cos), (sp.cot, sp.cos, sp.sin), (sp.sec, None, sp.cos), (sp.csc, None, sp.sin),
    (sp.coth, sp.cosh, sp.sinh), (sp.sech, None, sp.cosh), (sp.csch, None, sp.sinh),
):  # fmt: skip
    through(_outer, _over(_top, _bottom))
for _outer, _inner in (
    (sp.asec, sp.acos), (sp.acsc, sp.asin),
    (sp.acoth, sp.atanh), (sp.asech, sp.acosh), (sp.acsch, sp.asinh),
):  # fmt: skip
    through(_outer, _at_reciprocal(_inner))
through(sp.atanh, _atanh)
through(sp.acot, lambda x: sp.Piecewise((sp.pi / 2, sp.Eq(x, 0)), (_at_reciprocal(sp.atan)(x), True), evaluate=False))


@handles(sp.sinc)
def _sinc(evaluator: Evaluator, expr: Any) -> Ball:
    argument = expr.args[0]
    if evaluator.vanishes(evaluator.value(argument)):
        return evaluator.context.one, EXACT
    return evaluator.value(sp.Mul(sp.sin(argument, evaluate=False), sp.Pow(argument, -1, evaluate=False), evaluate=False))


@handles(sp.atan2)
def _atan2(evaluator: Evaluator, expr: Any) -> Ball:
    balls = [evaluator.real(argument) for argument in expr.args]
    (y, error_y), (x, error_x) = balls
    if is_infinite(x) or is_infinite(y):
        raise Unknown("atan2 at infinity")
    if evaluator.vanishes(balls[0]) and evaluator.vanishes(balls[1]):
        raise Undefined("atan2(0, 0)")
    size = max(magnitude(x), magnitude(y))
    return evaluator.settle(evaluator.context.atan2(y, x), max(max(error_x, error_y) - size, -evaluator.bits) + 2)


# ---------------------------------------------------------------- parts, signs, steps


@handles(sp.Abs)
def _abs(evaluator: Evaluator, expr: Any) -> Ball:
    value, error = evaluator.value(expr.args[0])
    return evaluator.settle(abs(value), error + 1) if not is_infinite(value) else (evaluator.context.inf, EXACT)


@handles(sp.re, sp.im, sp.conjugate)
def _part(evaluator: Evaluator, expr: Any) -> Ball:
    value, error = evaluator.value(expr.args[0])
    part = {sp.re: "re", sp.im: "im", sp.conjugate: "conj"}[type(expr)]
    return evaluator.settle(evaluator.context.convert(getattr(evaluator.context, part)(value)), error)


@handles(sp.arg)
def _arg(evaluator: Evaluator, expr: Any) -> Ball:
    value, error = evaluator.value(expr.args[0])
    if evaluator.vanishes((value, error)):
        raise Undefined("arg(0)")
    return evaluator.settle(evaluator.context.arg(value), max(error - magnitude(value), -evaluator.bits) + 1)


@handles(sp.sign)
def _sign(evaluator: Evaluator, expr: Any) -> Ball:
    value, error = evaluator.value(expr.args[0])
    if hasattr(value, "_mpc_"):
        return evaluator.settle(value / abs(value), error - magnitude(value) + 2)
    return evaluator.context.mpf(0 if evaluator.vanishes((value, error)) else 1 if value > 0 else -1), EXACT


@handles(sp.Heaviside)
def _heaviside(evaluator: Evaluator, expr: Any) -> Ball:
    ball = evaluator.real(expr.args[0])
    if evaluator.vanishes(ball):
        return evaluator.value(expr.args[1] if len(expr.args) > 1 else sp.S.Half)
    return (evaluator.context.one if ball[0] > 0 else evaluator.context.zero), EXACT


@handles(sp.Max, sp.Min)
def _extreme(evaluator: Evaluator, expr: Any) -> Ball:
    sign = 1 if isinstance(expr, sp.Max) else -1
    balls = [evaluator.real(argument) for argument in expr.args]
    best, _ = max(balls, key=lambda ball: sign * ball[0])
    return best, EXACT if is_infinite(best) else max(error for _, error in balls)


def _floor(evaluator: Evaluator, ball: Ball) -> int:
    value, error = ball
    if is_infinite(value) or hasattr(value, "_mpc_"):
        raise Unknown("floor of infinity or of a complex number")
    if error > -8 or magnitude(value) > 4096:
        raise Unknown("floor of a number without its units digit")
    whole = as_integer(evaluator, ball)
    return whole if whole is not None else int(evaluator.context.floor(value))


@handles(sp.floor, sp.ceiling, sp.frac)
def _step(evaluator: Evaluator, expr: Any) -> Ball:
    value, error = evaluator.value(expr.args[0])
    if isinstance(expr, sp.ceiling):
        return evaluator.rational(Fraction(-_floor(evaluator, (-value, error))))
    whole = _floor(evaluator, (value, error))
    return evaluator.rational(Fraction(whole)) if isinstance(expr, sp.floor) else evaluator.settle(value - whole, error)


@handles(sp.Mod)
def _mod(evaluator: Evaluator, expr: Any) -> Ball:
    (a, error_a), (b, error_b) = evaluator.real(expr.args[0]), evaluator.real(expr.args[1])
    if is_infinite(a) or is_infinite(b):
        raise Unknown("Mod with infinity")
    if evaluator.vanishes((b, error_b)):
        raise Undefined("Mod(x, 0)")
    size, below = magnitude(a), magnitude(b)
    ratio = evaluator.settle(a / b, max(error_a - below, error_b + size - 2 * below, size - below - evaluator.bits) + 2)
    turns = _floor(evaluator, ratio)
    return evaluator.settle(a - b * turns, max(error_a, error_b + abs(turns).bit_length(), size - evaluator.bits) + 2)


@handles(sp.KroneckerDelta)
def _kronecker(evaluator: Evaluator, expr: Any) -> Ball:
    apart = compare_balls(evaluator, evaluator.value(expr.args[0]), evaluator.value(expr.args[1]))
    return (evaluator.context.zero if apart else evaluator.context.one), EXACT


# ---------------------------------------------------------------- sums, products, powers of the base


@handles(sp.Sum, sp.Product)
def _series(evaluator: Evaluator, expr: Any) -> Ball:
    if len(expr.limits) != 1 or len(expr.limits[0]) != 3:
        raise Unknown("a sum over several or no limits")
    variable, lower, upper = expr.limits[0]
    first, last = (as_integer(evaluator, evaluator.value(end)) for end in (lower, upper))
    if first is None or last is None:
        raise Unknown("a sum whose limits are not integers here")
    if last < first - 1:
        raise Unknown("a sum that runs backwards")
    if last - first >= MAX_TERMS:
        raise Unknown("a sum of many terms")
    product = isinstance(expr, sp.Product)
    total, error = evaluator.rational(Fraction(1 if product else 0))
    for index in range(first, last + 1):
        value, bound = evaluator.elsewhere(expr.function, {variable: Fraction(index)})
        if is_infinite(value):
            raise Undefined("an infinite term")
        if product:
            error = max(product_error(total, error, value, bound), magnitude(total) + magnitude(value) - evaluator.bits)
            total = total * value
        else:
            error = max(error, bound, magnitude(value) - evaluator.bits) + 1
            total = total + value
    return evaluator.settle(total, error)


@handles(sp.Integral)
def _integral(evaluator: Evaluator, expr: Any) -> Ball:
    """A definite integral by quadrature, where nothing better was found; the error is that of a second, finer subdivision."""
    if len(expr.limits) != 1 or len(expr.limits[0]) != 3:
        raise Unknown("an integral over several or no limits")
    variable, *ends = expr.limits[0]
    low, high = (evaluator.real(end)[0] for end in ends)
    context, bits = evaluator.context, evaluator.bits

    def integrand(x: Any) -> Any:
        return Evaluator({**evaluator.point, variable: Fixed(x)}, context.prec, context=context).value(expr.function)[0]

    try:
        value, error = context.quad(integrand, [low, high], error=True, maxdegree=6)
        if not (is_infinite(low) or is_infinite(high)):
            error = max(error, 4 * abs(context.quad(integrand, [low, (2 * low + high) / 3, high], maxdegree=6) - value))
    finally:
        context.prec = bits
    if not error <= context.ldexp(1, -40):
        raise Unknown("an integral that does not converge well")
    return evaluator.settle(context.convert(value), max(magnitude(context.convert(error)), -bits) + 6)


@handles(sp.functions.elementary.exponential.ExpBase)
def _exp_base(evaluator: Evaluator, expr: Any) -> Ball:
    return general_power(evaluator, evaluator.value(expr.base), evaluator.value(expr.exp))
