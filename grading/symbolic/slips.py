"""Typical slips, found by trying them: each says what the right answer would look like with that slip, and compares.

A slip explains an answer that is already known to be different, so agreement at a few points without structure is enough.
The messages name the kind of slip and where to look; none holds the right answer, its factor or its constant.
"""

# Longer than the house measure: a list of slips, one short function each.

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import sympy as sp

from grading.symbolic.balls import Undefined, Unknown
from grading.symbolic.decide import Setting
from grading.symbolic.domain import Point, points
from grading.symbolic.evaluate import Evaluator, is_infinite
from grading.symbolic.probe import Outcome
from grading.symbolic.relation import Comparison
from grading.symbolic.structure import nodes

MESSAGES = {
    "float": "An exact answer was asked, and yours holds a rounded decimal number: "
    "write fractions as sympy.Rational(1, 3), roots as sympy.sqrt(2).",
    "sign": "The sign is the wrong way round.",
    "half": "It differs from the right answer by a constant factor of 2 or ½: "
    "look for a ½ that was forgotten or counted twice.",
    "log_base": "It differs from the right answer by a constant factor that belongs to another base of the logarithm: "
    "log means the natural one here.",
    "factor": "It differs from the right answer by a constant factor.",
    "missing_factor": "A factor is missing or one too many; a constant factor, or one made of parameters, counts too.",
    "constant": "It differs from the right answer by an additive constant.",
    "reciprocal": "It is the reciprocal of the right answer.",
    "swapped": "Two symbols have changed places: {0} and {1}.",
    "term_sign": "One term has the wrong sign.",
    "inner_derivative": "An inner derivative is missing or one too many: look at the chain rule.",
    "exponent": "An exponent is off by one.",
    "missing_term": "One term is missing or one too many.",
    "special_case": "It holds in a special case only: the answer should depend on {0} as well.",
    "unknown_symbol": "It contains {0}, which the statement does not name.",
    "boundary": "The boundary is not right: look again at < against ≤.",
    "reversed": "It holds exactly where it should not: the condition is the wrong way round.",
    "transposed": "It is the transpose of the right answer.",
    "permuted": "The entries are right, but in another order.",
}


@dataclass(frozen=True)
class Trial:
    """The answer and the expected one, and the points at which candidates are compared with the answer."""

    left: Any
    right: Any
    setting: Setting
    points: tuple[Point, ...]
    has_float: bool = False
    declared: tuple[Any, ...] = ()

    def matches(self, candidate: Any, *, left: Any = None, moved: dict[Any, Any] | None = None) -> bool:
        """Whether the candidate has the answer's value at the points (at two of them at least)."""
        left = self.left if left is None else left
        same = 0
        for point in self.points:
            finding = self.setting.probe.compare(left, candidate, {**point, **(moved or {})})
            if finding.outcome in (Outcome.DIFFERENT, Outcome.ONE_UNDEFINED):
                return False
            same += finding.outcome is Outcome.SAME
        return same >= min(2, len(self.points))

    def constant(self, join: str) -> Any:
        """The number c with left = right + c or left = right·c at all points (as mpmath number), or None."""
        found: list[Any] = []
        for point in self.points:
            a, b = self.value(self.left, point), self.value(self.right, point)
            if a is None or b is None or (join == "factor" and not a and not b):
                continue
            if join == "factor" and not (a and b):
                return None
            found.append(a - b if join == "constant" else a / b)
        if len(found) < min(2, len(self.points)) or any(abs(f - found[0]) > abs(found[0]) * 1e-25 for f in found):
            return None
        return found[0]

    def value(self, expression: Any, point: Point) -> Any:
        """A finite value or None."""
        try:
            value, _ = Evaluator(point, 200, context=self.setting.probe.context).value(expression)
        except (Undefined, Unknown, OverflowError):
            return None
        return None if is_infinite(value) else value


Finder = Callable[[Trial], "tuple[str, ...] | None"]


def check_names(slips: Any) -> None:
    """ValueError for a name that is no slip's."""
    for name in () if isinstance(slips, bool) else slips:
        if name not in MESSAGES:
            raise ValueError(f"no slip {name!r}; there are {', '.join(sorted(MESSAGES))}")


def name_slip(left: Any, right: Any, result: Comparison, work: Any) -> Comparison:
    """Return `result` with the message of the first slip that explains the difference, if one does."""
    wanted = None if work.slips is True else set(work.slips)
    finders = (
        MATRIX_FINDERS
        if isinstance(right, list | sp.MatrixBase)
        else CONDITION_FINDERS
        if _is_condition(right)
        else SCALAR_FINDERS
    )
    trial = _trial(left, right, result, work)
    for name, finder in finders:
        if wanted is not None and name not in wanted:
            continue
        found = finder(trial)
        if found is not None:
            return replace(result, slip=MESSAGES[name].format(*found), slip_name=name)
    return result


def _is_condition(value: Any) -> bool:
    return isinstance(value, sp.logic.boolalg.Boolean) and not isinstance(value, sp.Symbol)


def _trial(left: Any, right: Any, result: Comparison, work: Any) -> Trial:
    setting = work.setting(left, right)
    generic = [point for kind, point in points(setting.domain, generic=10, limit=12) if kind == "generic"]
    chosen, seen = generic[:4], _signs(generic[:4])
    for point in generic[4:]:
        if len(chosen) < 7 and not _signs([point]) <= seen:
            chosen.append(point)
            seen |= _signs([point])
    where = _where_they_differ(result, setting)
    if where is not None:
        chosen.append(where)
    return Trial(left, right, setting, tuple(chosen), work.has_float, tuple(work.symbols))


def _signs(chosen: list[Point]) -> set[tuple[Any, bool]]:
    """Which symbols are seen negative, which positive: |x| and x are told apart by a negative value only."""
    return {(symbol, bool(value.is_negative)) for point in chosen for symbol, value in point.items()}


def _where_they_differ(result: Comparison, setting: Setting) -> Point | None:
    """The witness's point: what explains the difference must explain it there. None where it is no exact number."""
    told = dict(result.witness.point) if result.witness else {}
    names = {d.symbol.name: d.symbol for d in setting.domain.symbols}
    if set(told) != set(names) or any("…" in text for text in told.values()):
        return None
    return {names[name]: sp.sympify(text) for name, text in told.items()}  # our own text: str of a SymPy number


# ---------------------------------------------------------------- scalars


def _float(trial: Trial) -> tuple[str, ...] | None:
    if not trial.has_float or not trial.points:
        return None
    for point in trial.points:
        a, b = trial.value(trial.left, point), trial.value(trial.right, point)
        if a is None or b is None or abs(a - b) > abs(b) * 5e-3:
            return None
    return ()


def _sign(trial: Trial) -> tuple[str, ...] | None:
    return () if trial.matches(_negated(trial.right)) else None


def _negated(expression: Any) -> Any:
    return sp.Mul(-1, expression, evaluate=False)


def _half(trial: Trial) -> tuple[str, ...] | None:
    return _factor_among(trial, (sp.Integer(2), sp.S.Half, sp.Integer(-2), -sp.S.Half))


def _log_base(trial: Trial) -> tuple[str, ...] | None:
    bases = [sp.log(10), sp.log(2), 1 / sp.log(10), 1 / sp.log(2)]
    if (
        any(isinstance(node, sp.log) for node in nodes(trial.left, trial.right))
        and _factor_among(trial, tuple(bases)) is not None
    ):
        return ()
    logs = [node for node in nodes(trial.right) if isinstance(node, sp.log)]
    for base in bases[:2]:
        for log in (logs, *([log] for log in logs)):
            if logs and trial.matches(_replaced(trial.right, {node: node / base for node in log})):
                return ()
    return None


def _factor_among(trial: Trial, factors: tuple[Any, ...]) -> tuple[str, ...] | None:
    value = trial.constant("factor")
    if value is None:
        return None
    return () if any(abs(value - trial.value(f, {})) <= abs(value) * 1e-25 for f in factors) else None


def _factor(trial: Trial) -> tuple[str, ...] | None:
    value = trial.constant("factor")
    return None if value is None or not trial.right.free_symbols else ()


def _constant(trial: Trial) -> tuple[str, ...] | None:
    return None if trial.constant("constant") is None or not trial.right.free_symbols else ()


def _reciprocal(trial: Trial) -> tuple[str, ...] | None:
    return () if trial.matches(sp.Pow(trial.right, -1, evaluate=False)) else None


def _swapped(trial: Trial) -> tuple[str, ...] | None:
    symbols = sorted(trial.right.free_symbols, key=lambda s: s.name)[:7]
    for one, other in combinations(symbols, 2):
        if trial.matches(_replaced(trial.right, {one: other, other: one})):
            return str(one), str(other)
    return None


def _term_sign(trial: Trial) -> tuple[str, ...] | None:
    for node in _sums(trial.right):
        for term in node.args:
            flipped = sp.Add(*[_negated(t) if t == term else t for t in node.args], evaluate=False)
            if trial.matches(_replaced(trial.right, {node: flipped})):
                return ()
    return None


def _missing_term(trial: Trial) -> tuple[str, ...] | None:
    for whole, part in ((trial.right, trial.left), (trial.left, trial.right)):
        for node in _sums(whole):
            for term in node.args:
                rest = sp.Add(*[t for t in node.args if t != term], evaluate=False)
                if trial.matches(_replaced(whole, {node: rest}), left=part):
                    return ()
    return None


def _sums(expression: Any) -> Iterator[Any]:
    found = [node for node in nodes(expression) if isinstance(node, sp.Add) and len(node.args) <= 8]
    yield from found[:6]


def _inner_derivative(trial: Trial) -> tuple[str, ...] | None:
    inner: dict[Any, None] = {}
    for node in nodes(trial.left, trial.right):
        if isinstance(node, sp.Function | sp.Pow) and node.free_symbols:
            inner.setdefault(node.args[0])
            if isinstance(node, sp.Function) and len(node.args) > 1:
                inner.setdefault(node.args[1])
    for argument in list(inner)[:8]:
        for symbol in sorted(argument.free_symbols, key=lambda s: s.name)[:4]:
            if isinstance(argument, sp.Symbol):
                continue
            slope = sp.diff(argument, symbol)
            if not slope or slope in (1, -1) or isinstance(slope, sp.sign):
                continue
            if trial.matches(sp.Mul(trial.left, slope, evaluate=False), left=trial.right):
                return ()
            if slope.free_symbols and trial.matches(sp.Mul(trial.right, slope, evaluate=False)):
                return ()
    return None


def _exponent(trial: Trial) -> tuple[str, ...] | None:
    powers = [n for n in nodes(trial.right) if isinstance(n, sp.Pow) and n.base.free_symbols][:6]
    bases = sorted(trial.right.free_symbols, key=lambda s: s.name)[:6]
    for step in (1, -1):
        for node in powers:
            shifted = sp.Pow(node.base, node.exp + step, evaluate=False)
            if trial.matches(_replaced(trial.right, {node: shifted})):
                return ()
        for base in (*bases, *(n.base for n in powers), *(n for n in _sums(trial.right))):
            if trial.matches(sp.Mul(trial.right, sp.Pow(base, step, evaluate=False), evaluate=False)):
                return ()
    return None


def _missing_factor(trial: Trial) -> tuple[str, ...] | None:
    """A sum or a function that multiplies or divides one side only; powers of a symbol are slips of the exponent."""
    for whole, part in ((trial.right, trial.left), (trial.left, trial.right)):
        factors = whole.args if isinstance(whole, sp.Mul) else ()
        for factor in factors:
            base = factor.base if isinstance(factor, sp.Pow) else factor
            if isinstance(base, sp.Add | sp.Function) and trial.matches(_without(whole, factor), left=part):
                return ()
    return None


def _without(product: Any, factor: Any) -> Any:
    return sp.Mul(*[f for f in product.args if f is not factor], evaluate=False)


def _special_case(trial: Trial) -> tuple[str, ...] | None:
    lacking = sorted(trial.right.free_symbols - trial.left.free_symbols, key=lambda s: s.name)
    values = [*map(sp.Integer, (0, 1, 2, -1, 3)), sp.S.Half]
    for symbol in lacking:
        others = sorted(trial.right.free_symbols - {symbol}, key=lambda s: s.name)
        for value in (*values, *others):
            if trial.matches(_replaced(trial.right, {symbol: value})) or _in_the_limit(trial, symbol, value):
                return (str(symbol),)
    return None


def _in_the_limit(trial: Trial, symbol: Any, value: Any) -> bool:
    if not value.is_number:
        return False
    near = _replaced(trial.right, {symbol: value + sp.Rational(1, 10**24)})
    for point in trial.points:
        a, b = trial.value(trial.left, point), trial.value(near, point)
        if a is None or b is None or abs(a - b) > abs(a) * 1e-12:
            return False
    return bool(trial.points)


def _unknown_symbol(trial: Trial) -> tuple[str, ...] | None:
    known = {symbol.name for symbol in (*trial.declared, *trial.right.free_symbols)}
    strange = sorted(s.name for s in trial.left.free_symbols if s.name not in known)
    return (", ".join(strange),) if strange else None


def _replaced(expression: Any, table: dict[Any, Any]) -> Any:
    """Replace nodes without evaluating what is around them."""
    if expression in table:
        return table[expression]
    if not expression.args:
        return expression
    arguments = [_replaced(argument, table) for argument in expression.args]
    if all(new is old for new, old in zip(arguments, expression.args, strict=True)):
        return expression
    if isinstance(expression, sp.Add | sp.Mul | sp.Pow):
        return expression.func(*arguments, evaluate=False)
    return expression.func(*arguments)


# ---------------------------------------------------------------- conditions and matrices


def _boundary(trial: Trial) -> tuple[str, ...] | None:
    closed = [_closed(side) for side in (trial.left, trial.right)]
    if closed == [trial.left, trial.right] and closed[0] != closed[1]:
        return None
    one, other = (sp.Piecewise((1, side), (0, True), evaluate=False) for side in closed)
    from grading.symbolic.decide import same_scalar

    return () if same_scalar(one, other, trial.setting).equal else None


def _closed(condition: Any) -> Any:
    return condition.replace(sp.StrictLessThan, lambda a, b: sp.Le(a, b, evaluate=False)).replace(
        sp.StrictGreaterThan, lambda a, b: sp.Ge(a, b, evaluate=False)
    )


def _reversed(trial: Trial) -> tuple[str, ...] | None:
    one = sp.Piecewise((1, trial.left), (0, True), evaluate=False)
    other = sp.Piecewise((0, trial.right), (1, True), evaluate=False)
    return () if trial.matches(other, left=one) else None


def _matrix(value: Any) -> Any:
    return value if isinstance(value, sp.MatrixBase) else sp.ImmutableDenseMatrix(value)


def _transposed(trial: Trial) -> tuple[str, ...] | None:
    left, right = _matrix(trial.left).T, _matrix(trial.right)
    if left.shape != right.shape or min(right.shape) < 1 or len(right) < 2:
        return None
    return () if all(trial.matches(b, left=a) for a, b in zip(left, right, strict=True)) else None


def _permuted(trial: Trial) -> tuple[str, ...] | None:
    rest = list(_matrix(trial.right))
    entries = list(_matrix(trial.left))
    if len(rest) != len(entries) or len(rest) > 36:
        return None
    for entry in entries:
        match = next((i for i, other in enumerate(rest) if trial.matches(other, left=entry)), None)
        if match is None:
            return None
        rest.pop(match)
    return ()


def _entrywise(finder: Finder) -> Finder:
    """A slip that all entries of a matrix share."""

    def find(trial: Trial) -> tuple[str, ...] | None:
        left, right = list(_matrix(trial.left)), list(_matrix(trial.right))
        if len(left) != len(right):
            return None
        found: tuple[str, ...] | None = None
        for a, b in zip(left, right, strict=True):
            if a == 0 and b == 0:
                continue
            found = finder(replace(trial, left=a, right=b))
            if found is None:
                return None
        return found

    return find


def _common_factor(trial: Trial) -> tuple[str, ...] | None:
    left, right = list(_matrix(trial.left)), list(_matrix(trial.right))
    if len(left) != len(right):
        return None
    pairs = [(a, b) for a, b in zip(left, right, strict=True) if not (a == 0 and b == 0)]
    values = [replace(trial, left=a, right=b).constant("factor") for a, b in pairs]
    if not values or any(value is None or abs(value - values[0]) > abs(value) * 1e-25 for value in values):
        return None
    return ()


def _wrong_entries(finder: Finder) -> Finder:
    """A slip that all wrong entries share, while the others are right."""

    def find(trial: Trial) -> tuple[str, ...] | None:
        left, right = list(_matrix(trial.left)), list(_matrix(trial.right))
        if len(left) != len(right):
            return None
        wrong = [(a, b) for a, b in zip(left, right, strict=True) if not trial.matches(b, left=a)]
        results = [finder(replace(trial, left=a, right=b)) for a, b in wrong]
        return results[0] if results and all(result is not None for result in results) else None

    return find


SCALAR_FINDERS: tuple[tuple[str, Finder], ...] = (
    ("float", _float),
    ("sign", _sign),
    ("half", _half),
    ("log_base", _log_base),
    ("unknown_symbol", _unknown_symbol),
    ("reciprocal", _reciprocal),
    ("swapped", _swapped),
    ("inner_derivative", _inner_derivative),
    ("factor", _factor),
    ("constant", _constant),
    ("term_sign", _term_sign),
    ("missing_factor", _missing_factor),
    ("exponent", _exponent),
    ("special_case", _special_case),
    ("missing_term", _missing_term),
)
MATRIX_FINDERS: tuple[tuple[str, Finder], ...] = (
    ("float", _wrong_entries(_float)),
    ("sign", _entrywise(_sign)),
    ("half", _entrywise(_half)),
    ("transposed", _transposed),
    ("permuted", _permuted),
    ("factor", _common_factor),
    ("sign", _wrong_entries(_sign)),
    ("half", _wrong_entries(_half)),
    ("swapped", _wrong_entries(_swapped)),
    ("term_sign", _wrong_entries(_term_sign)),
    ("inner_derivative", _wrong_entries(_inner_derivative)),
    ("exponent", _wrong_entries(_exponent)),
    ("missing_term", _wrong_entries(_missing_term)),
)
CONDITION_FINDERS: tuple[tuple[str, Finder], ...] = (("boundary", _boundary), ("reversed", _reversed))
