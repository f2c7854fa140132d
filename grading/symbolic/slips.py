"""Typical slips, found by trying them: each says what the right answer would look like with that slip, and compares.

A slip explains an answer that is already known to be different, so agreement at a few points without structure is enough.
The messages name the kind of slip and where to look; none holds the right answer, its factor or its constant.
"""

# Longer than the house measure: a list of slips, one short function each.

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import sympy as sp

from grading.symbolic.decide import Setting, same_scalar
from grading.symbolic.domain import Point, points
from grading.symbolic.families import seen
from grading.symbolic.forms import is_condition
from grading.symbolic.probe import Outcome
from grading.symbolic.relation import Comparison
from grading.symbolic.structure import nodes, replaced

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

    def matches(self, candidate: Any, whole: Any = None) -> bool:
        """Whether the candidate has the value of the answer (or of `whole`) at the points, at two of them at least."""
        same = 0
        for point in self.points:
            finding = self.setting.probe.compare(self.left if whole is None else whole, candidate, point)
            if finding.outcome in (Outcome.DIFFERENT, Outcome.ONE_UNDEFINED):
                return False
            same += finding.outcome is Outcome.SAME
        return same >= min(2, len(self.points))

    def constant(self, join: str) -> Any:
        """The number c with left = right + c or left = right·c at all points (as mpmath number), or None; not 0, not 1."""
        found: list[Any] = []
        for point in self.points:
            a, b = seen(self.left, point), seen(self.right, point)
            if a is None or b is None or (join == "factor" and not a and not b):
                continue
            if join == "factor" and not (a and b):
                return None
            found.append(a - b if join == "constant" else a / b)
        if len(found) < min(2, len(self.points)) or any(abs(f - found[0]) > abs(found[0]) * 1e-25 for f in found):
            return None
        return None if abs(found[0] - (join == "factor")) < 1e-25 else found[0]

    def of(self, left: Any, right: Any) -> Trial:
        """The same points for an entry."""
        return replace(self, left=left, right=right)


Found = tuple[str, ...] | None  # what the message names, or None
Finder = Callable[[Trial], Found]
Candidates = Iterator[tuple[tuple[str, ...], Any, Any]]  # what the message names, a candidate, and what it should equal


def check_names(slips: Any) -> None:
    """ValueError for a name that is no slip's."""
    for name in () if isinstance(slips, bool | Mapping) else slips:
        if name not in MESSAGES:
            raise ValueError(f"no slip {name!r}; there are {', '.join(sorted(MESSAGES))}")


def name_slip(left: Any, right: Any, result: Comparison, work: Any) -> Comparison:
    """Return `result` with the message of the first slip that explains the difference, if one does."""
    wanted = MESSAGES if work.slips is True or isinstance(work.slips, Mapping) else work.slips
    trial = _trial(left, right, result, work)
    finders = SCALAR_FINDERS
    if isinstance(right, list | sp.MatrixBase):
        finders = MATRIX_FINDERS
    elif is_condition(right) or right in (sp.true, sp.false):
        finders = CONDITION_FINDERS
    elif trial.matches(right):
        return result  # they differ where no trial looks: nothing can be said
    for name, finder in finders:
        found = finder(trial) if name in wanted else None
        if found is not None:
            return replace(result, slip=MESSAGES[name].format(*found), slip_name=name)
    return result


def _trial(left: Any, right: Any, result: Comparison, work: Any) -> Trial:
    setting = work.setting(left, right)
    generic = [point for kind, point in points(setting.domain, generic=10, limit=12) if kind == "generic"]
    chosen = generic[:4]
    for point in generic[4:]:
        if len(chosen) < 7 and not _signs([point]) <= _signs(chosen):
            chosen.append(point)
    where = _where_they_differ(result, setting)
    return Trial(left, right, setting, (*chosen, *where), work.has_float, tuple(work.symbols))


def _signs(chosen: list[Point]) -> set[tuple[Any, bool]]:
    """Which symbols are seen negative, which positive: |x| and x are told apart by a negative value only."""
    return {(symbol, bool(value.is_negative)) for point in chosen for symbol, value in point.items()}


def _where_they_differ(result: Comparison, setting: Setting) -> list[Point]:
    """The witness's point: what explains the difference must explain it there. Empty where it is no exact number."""
    told = dict(result.witness.point) if result.witness else {}
    names = {d.symbol.name: d.symbol for d in setting.domain.symbols}
    if set(told) != set(names) or any("…" in text for text in told.values()):
        return []
    return [{names[name]: sp.sympify(text) for name, text in told.items()}]  # our own text: str of a SymPy number


# ---------------------------------------------------------------- scalars


def trying(candidates: Callable[[Trial], Candidates]) -> Finder:
    """The first candidate that has the values of its side."""

    def find(trial: Trial) -> Found:
        return next((named for named, candidate, side in candidates(trial) if trial.matches(candidate, side)), None)

    return find


def _float(trial: Trial) -> Found:
    if not trial.has_float or not trial.points:
        return None
    for point in trial.points:
        a, b = seen(trial.left, point), seen(trial.right, point)
        if a is None or b is None or abs(a - b) > abs(b) * 5e-3:
            return None
    return ()


def _negated(expression: Any) -> Any:
    return sp.Mul(-1, expression, evaluate=False)


def _times(expression: Any, factor: Any) -> Any:
    return sp.Mul(expression, factor, evaluate=False)


def _half(trial: Trial) -> Found:
    return _factor_among(trial, (sp.Integer(2), sp.S.Half))


def _log_base(trial: Trial) -> Found:
    bases = (sp.log(10), sp.log(2), 1 / sp.log(10), 1 / sp.log(2))
    if any(isinstance(node, sp.log) for node in nodes(trial.left, trial.right)) and _factor_among(trial, bases) is not None:
        return ()
    logs = [node for node in nodes(trial.right) if isinstance(node, sp.log)]
    for base in bases[:2]:
        for group in (logs, *([node] for node in logs)):
            if logs and trial.matches(replaced(trial.right, {node: node / base for node in group})):
                return ()
    return None


def _factor_among(trial: Trial, factors: tuple[Any, ...]) -> Found:
    value = trial.constant("factor")
    return () if value is not None and any(abs(value - seen(f, {})) <= abs(value) * 1e-25 for f in factors) else None


def _constant(join: str) -> Finder:
    return lambda trial: None if not trial.right.free_symbols or trial.constant(join) is None else ()


def _sums(expression: Any) -> list[Any]:
    return [node for node in nodes(expression) if isinstance(node, sp.Add) and len(node.args) <= 8][:6]


def _by_name(symbols: Any) -> list[Any]:
    return sorted(symbols, key=lambda s: s.name)


def _sign(trial: Trial) -> Candidates:
    yield (), _negated(trial.right), trial.left


def _reciprocal(trial: Trial) -> Candidates:
    yield (), sp.Pow(trial.right, -1, evaluate=False), trial.left


def _swapped(trial: Trial) -> Candidates:
    for one, other in combinations(_by_name(trial.right.free_symbols)[:7], 2):
        yield (str(one), str(other)), replaced(trial.right, {one: other, other: one}), trial.left


def _term_sign(trial: Trial) -> Candidates:
    for node in _sums(trial.right):
        for term in node.args:
            flipped = sp.Add(*[_negated(t) if t == term else t for t in node.args], evaluate=False)
            yield (), replaced(trial.right, {node: flipped}), trial.left


def _missing_term(trial: Trial) -> Candidates:
    for whole, part in ((trial.right, trial.left), (trial.left, trial.right)):
        for node in _sums(whole):
            for term in node.args:
                rest = sp.Add(*[t for t in node.args if t != term], evaluate=False)
                yield (), replaced(whole, {node: rest}), part


def _inner_derivative(trial: Trial) -> Candidates:
    inner: dict[Any, None] = {}
    for node in nodes(trial.left, trial.right):
        if isinstance(node, sp.Function | sp.Pow) and node.free_symbols:
            arguments = node.args[: 2 if isinstance(node, sp.Function) else 1]
            inner.update(dict.fromkeys(argument for argument in arguments if isinstance(argument, sp.Expr)))
    for argument in list(inner)[:8]:
        for symbol in _by_name(argument.free_symbols)[:4]:
            slope = sp.S.Zero if isinstance(argument, sp.Symbol) else sp.diff(argument, symbol)
            if not slope or slope in (1, -1) or isinstance(slope, sp.sign):
                continue
            yield (), _times(trial.left, slope), trial.right
            if slope.free_symbols:
                yield (), _times(trial.right, slope), trial.left


def _exponent(trial: Trial) -> Candidates:
    powers = [n for n in nodes(trial.right) if isinstance(n, sp.Pow) and n.base.free_symbols][:6]
    bases = _by_name(trial.right.free_symbols)[:6]
    for step in (1, -1):
        for node in powers:
            yield (), replaced(trial.right, {node: sp.Pow(node.base, node.exp + step, evaluate=False)}), trial.left
        for base in (*bases, *(n.base for n in powers), *_sums(trial.right)):
            yield (), _times(trial.right, sp.Pow(base, step, evaluate=False)), trial.left


def _missing_factor(trial: Trial) -> Candidates:
    """A sum or a function that multiplies or divides one side only; powers of a symbol are slips of the exponent."""
    for whole, part in ((trial.right, trial.left), (trial.left, trial.right)):
        for factor in whole.args if isinstance(whole, sp.Mul) else ():
            if isinstance(factor.base if isinstance(factor, sp.Pow) else factor, sp.Add | sp.Function):
                yield (), sp.Mul(*[f for f in whole.args if f is not factor], evaluate=False), part


def _special_case(trial: Trial) -> Found:
    for symbol in _by_name(trial.right.free_symbols - trial.left.free_symbols):
        others = _by_name(trial.right.free_symbols - {symbol})
        for value in (*map(sp.Integer, (0, 1, 2, -1, 3)), sp.S.Half, *others):
            if trial.matches(replaced(trial.right, {symbol: value})) or _in_the_limit(trial, symbol, value):
                return (str(symbol),)
    return None


def _in_the_limit(trial: Trial, symbol: Any, value: Any) -> bool:
    if not value.is_number:
        return False
    near = replaced(trial.right, {symbol: value + sp.Rational(1, 10**24)})
    for point in trial.points:
        a, b = seen(trial.left, point), seen(near, point)
        if a is None or b is None or abs(a - b) > abs(a) * 1e-12:
            return False
    return bool(trial.points)


def _unknown_symbol(trial: Trial) -> Found:
    known = {symbol.name for symbol in (*trial.declared, *trial.right.free_symbols)}
    strange = sorted(s.name for s in trial.left.free_symbols if s.name not in known)
    return (", ".join(strange),) if strange else None


# ---------------------------------------------------------------- conditions and matrices


def _boundary(trial: Trial) -> Found:
    closed = [_closed(side) for side in (trial.left, trial.right)]
    if closed == [trial.left, trial.right] and closed[0] != closed[1]:
        return None
    one, other = (sp.Piecewise((1, side), (0, True), evaluate=False) for side in closed)
    return () if same_scalar(one, other, trial.setting).equal else None


def _closed(condition: Any) -> Any:
    return condition.replace(sp.StrictLessThan, lambda a, b: sp.Le(a, b, evaluate=False)).replace(
        sp.StrictGreaterThan, lambda a, b: sp.Ge(a, b, evaluate=False)
    )


def _reversed(trial: Trial) -> Candidates:
    holds = sp.Piecewise((1, trial.left), (0, True), evaluate=False)
    yield (), sp.Piecewise((0, trial.right), (1, True), evaluate=False), holds


def _pairs(trial: Trial) -> list[Trial]:
    """The entries of both sides, as trials; none where their numbers differ."""
    left, right = (list(sp.ImmutableDenseMatrix(side)) for side in (trial.left, trial.right))
    return [trial.of(a, b) for a, b in zip(left, right, strict=True)] if len(left) == len(right) else []


def _transposed(trial: Trial) -> Found:
    left, right = sp.ImmutableDenseMatrix(trial.left).T, sp.ImmutableDenseMatrix(trial.right)
    if left.shape != right.shape or min(right.shape) < 1 or len(right) < 2:
        return None
    return () if all(pair.matches(pair.right) for pair in _pairs(trial.of(left, right))) else None


def _permuted(trial: Trial) -> Found:
    pairs = _pairs(trial)
    rest = [pair.right for pair in pairs]
    for pair in pairs if len(pairs) <= 36 else ():
        match = next((i for i, other in enumerate(rest) if pair.matches(other)), None)
        if match is None:
            return None
        rest.pop(match)
    return () if pairs and not rest else None


def _entrywise(finder: Finder) -> Finder:
    """A slip that all entries of a matrix share."""

    def find(trial: Trial) -> Found:
        results = [finder(pair) for pair in _pairs(trial) if not (pair.left == 0 and pair.right == 0)]
        return results[-1] if results and None not in results else None

    return find


def _common_factor(trial: Trial) -> Found:
    values = [pair.constant("factor") for pair in _pairs(trial) if not (pair.left == 0 and pair.right == 0)]
    alike = values and all(value is not None and abs(value - values[0]) <= abs(value) * 1e-25 for value in values)
    return () if alike else None


def _wrong_entries(finder: Finder) -> Finder:
    """A slip that all wrong entries share, while the others are right."""

    def find(trial: Trial) -> Found:
        results = [finder(pair) for pair in _pairs(trial) if not pair.matches(pair.right)]
        return results[0] if results and None not in results else None

    return find


SCALAR_FINDERS: tuple[tuple[str, Finder], ...] = (
    ("float", _float),
    ("sign", trying(_sign)),
    ("half", _half),
    ("log_base", _log_base),
    ("unknown_symbol", _unknown_symbol),
    ("reciprocal", trying(_reciprocal)),
    ("swapped", trying(_swapped)),
    ("inner_derivative", trying(_inner_derivative)),
    ("factor", _constant("factor")),
    ("constant", _constant("constant")),
    ("term_sign", trying(_term_sign)),
    ("missing_factor", trying(_missing_factor)),
    ("exponent", trying(_exponent)),
    ("special_case", _special_case),
    ("missing_term", trying(_missing_term)),
)
_BY_NAME = dict(SCALAR_FINDERS)
MATRIX_FINDERS: tuple[tuple[str, Finder], ...] = (
    ("float", _wrong_entries(_float)),
    ("sign", _entrywise(trying(_sign))),
    ("half", _entrywise(_half)),
    ("transposed", _transposed),
    ("permuted", _permuted),
    ("factor", _common_factor),
    *(
        (name, _wrong_entries(_BY_NAME[name]))
        for name in ("sign", "half", "swapped", "term_sign", "inner_derivative", "exponent", "missing_term")
    ),
)
CONDITION_FINDERS: tuple[tuple[str, Finder], ...] = (("boundary", _boundary), ("reversed", trying(_reversed)))
