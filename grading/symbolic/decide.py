"""Scalars: is `left` the same function as `right` on the domain? Identity first, then points, then simplify."""

# Longer than the house measure: the decision and its witness are one train of thought.

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import mpmath
import sympy as sp

from grading.symbolic.balls import new_context
from grading.symbolic.breaks import break_points, meeting_points
from grading.symbolic.deltas import has_delta, same_distribution
from grading.symbolic.domain import Domain, Point, points
from grading.symbolic.hidden import hidden_regions
from grading.symbolic.holes import removable
from grading.symbolic.identity import same_rational_function
from grading.symbolic.limited import OutOfTime, limited
from grading.symbolic.probe import QUADRATURE_LEVELS, Finding, Outcome, Probe
from grading.symbolic.relation import Comparison, Relation, Witness
from grading.symbolic.structure import INVERSE, cuts, equations, is_tame, nodes

MAX_HOLES = 6  # that are looked at
ENOUGH_GENERIC = 5  # points without structure at which both sides must be seen to agree
SHOWN_DIGITS = 10


@dataclass
class Tally:
    """What the points said so far."""

    same: int = 0
    generic: int = 0
    undefined: int = 0
    unknown: int = 0
    least_bits: int = 10**9
    one_sided: list[tuple[Point, Finding]] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, finding: Finding) -> None:
        """Count one point."""
        if finding.outcome is Outcome.SAME:
            self.same += 1
            self.generic += kind in ("generic", "scale", "special", "piece")
            self.least_bits = min(self.least_bits, finding.bits)
            self.places[kind] = self.places.get(kind, 0) + 1
        self.undefined += finding.outcome is Outcome.BOTH_UNDEFINED
        self.unknown += finding.outcome is Outcome.UNKNOWN

    def text(self) -> str:
        """The evidence in words."""
        if not self.same:
            return "no point at which both sides have a value"
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(self.places.items()))
        digits = int(self.least_bits * 0.30103)
        extra = f"; both undefined at {self.undefined}" if self.undefined else ""
        return f"equal to at least {digits} digits at {self.same} points of the domain ({kinds}){extra}"


@dataclass(frozen=True)
class Setting:
    """What a comparison of scalars needs beside the two sides."""

    domain: Domain
    probe: Probe
    strict_domain: bool | None = None
    seconds: float = 3.0


def same_scalar(left: Any, right: Any, setting: Setting) -> Comparison:
    """Decide whether two scalars agree on the domain."""
    if left == right:
        return Comparison(relation=Relation.EQUAL, evidence="the same expression")
    if has_delta(left, right):
        return same_distribution(left, right, setting.domain, lambda a, b: same_scalar(a, b, setting))
    identical = same_rational_function(left, right)
    all_cuts = cuts(left, right)
    generic, limit = (3, 40) if identical else (10, 70)
    if any(isinstance(node, sp.Integral) for node in nodes(left, right)):
        generic, limit, all_cuts = 5, 6, []
        setting = replace(setting, probe=Probe(levels=QUADRATURE_LEVELS, enough=50))
    if identical and not all_cuts:
        return Comparison(relation=Relation.EQUAL, evidence="identical polynomials (values modulo a prime of 127 bits)")
    places = _places(left, right, setting.domain, all_cuts, generic, limit)
    return _at_points(left, right, setting, places, identical)


def _at_points(
    left: Any, right: Any, setting: Setting, places: Iterable[tuple[str, Point]], identical: bool | None
) -> Comparison:
    """Compare at the points until one settles a difference, and conclude from all of them otherwise."""
    tally = Tally()
    for kind, point in places:
        finding = setting.probe.compare(left, right, point)
        if finding.outcome is Outcome.DIFFERENT and not _convention(left, right, point, finding, setting):
            return different(*_plainer(left, right, setting, point, finding))
        if finding.outcome is Outcome.ONE_UNDEFINED:
            tally.one_sided.append((point, finding))
        tally.add(kind, finding)
    return _concluded(left, right, setting, tally, identical)


def _places(
    left: Any, right: Any, domain: Domain, all_cuts: list[Any], generic: int, limit: int
) -> Iterator[tuple[str, Point]]:
    yield from points(domain, generic=generic, limit=limit)
    if all_cuts:
        yield from break_points(domain, all_cuts)
        yield from meeting_points(domain, equations(left, right))
        yield from hidden_regions(domain, all_cuts)


def _concluded(left: Any, right: Any, setting: Setting, tally: Tally, identical: bool | None) -> Comparison:
    finite = all(d.choices for d in setting.domain.symbols)
    enough = identical or tally.generic >= ENOUGH_GENERIC or (tally.same and tally.unknown == 0 and finite)
    holes = "" if setting.strict_domain is False or not (enough or tally.same == 0) else _holes(left, right, setting, tally)
    if isinstance(holes, Comparison):
        return holes
    if enough:
        exact = "identical rational functions (values modulo a prime of 127 bits); " if identical else ""
        return Comparison(relation=Relation.EQUAL, evidence=exact + tally.text() + holes)
    return by_simplifying(left, right, setting, tally)


def _holes(left: Any, right: Any, setting: Setting, tally: Tally) -> Comparison | str:
    """What the points say at which one side alone has a value: a verdict, or the removable holes in words."""
    places = {_named(point): (point, finding) for point, finding in tally.one_sided}
    doubtful = ""
    chosen = [*list(places.items())[: MAX_HOLES // 2], *list(places.items())[MAX_HOLES // 2 :][-MAX_HOLES // 2 :]]
    for name, (point, finding) in chosen:
        told = False if setting.strict_domain else removable(left, right, setting.domain, setting.probe, point, finding)
        if told is False:
            return different(point, finding)
        doubtful = doubtful or (name if told is None else "")
    if doubtful:
        seen = f"{tally.text()}, but only one side is defined at {doubtful}; a person decides whether that matters"
        return Comparison(relation=Relation.UNDECIDED, evidence=seen)
    return f"; one side has removable holes, at {'; '.join(name for name, _ in chosen)}" if places else ""


def by_simplifying(left: Any, right: Any, setting: Setting, tally: Tally) -> Comparison:
    """The last resort, where points say too little: SymPy's simplify, under a limit of time and memory."""
    told = f"too few informative points ({tally.same} agree, {tally.undefined} undefined, {tally.unknown} not computable)"
    if not is_tame(left, right):
        return Comparison(relation=Relation.UNDECIDED, evidence=f"{told}; not simplified, because of its huge numbers")
    try:
        with limited(setting.seconds / 2):
            if sp.simplify(left - right) == 0:
                return Comparison(relation=Relation.EQUAL, evidence="simplify reduces the difference to zero")
    except OutOfTime:
        return Comparison(relation=Relation.UNDECIDED, evidence=f"{told}; simplify ran out of time")
    except MemoryError:
        return Comparison(relation=Relation.UNDECIDED, evidence=f"{told}; simplify ran out of memory")
    except Exception as error:  # noqa: BLE001 - SymPy may raise anything on strange input; that is no answer
        return Comparison(relation=Relation.UNDECIDED, evidence=f"{told}; simplify raised {type(error).__name__}")
    return Comparison(relation=Relation.UNDECIDED, evidence=f"{told}; simplify does not reduce the difference to zero")


def _convention(left: Any, right: Any, point: Mapping[Any, Any], finding: Finding, setting: Setting) -> bool:
    """Whether a difference between non-real values at a real point is only the choice of a side of a branch cut.

    Only for inverse trigonometric and hyperbolic functions, whose values on the cut differ between systems.
    """
    if not (hasattr(finding.left, "_mpc_") and hasattr(finding.right, "_mpc_")):
        return False
    if not any(isinstance(node, INVERSE) for node in nodes(left, right)):
        return False
    moves = [d.symbol for d in setting.domain.symbols if not d.complex and not d.integer]
    for sign in (1, -1):
        shift = sp.I * sign * sp.Rational(1, 2**70)
        moved = {s: sp.Add(v, shift, evaluate=False) if s in moves and isinstance(v, sp.Expr) else v for s, v in point.items()}
        if setting.probe.compare(left, right, moved).outcome is Outcome.SAME:
            return True
    return False


# ---------------------------------------------------------------- witnesses

_PLAIN = (
    (2, 3, 5, 7, 11),
    (3, 2, 7, 5, 13),
    (1, 4, 2, 6, 3),
    (-2, 3, -5, 7, -11),
    (Fraction(1, 2), Fraction(1, 3), Fraction(1, 5), Fraction(1, 7)),
)


def _plainer(left: Any, right: Any, setting: Setting, point: Point, finding: Finding) -> tuple[Point, Finding]:
    """A witness of small numbers, if one of a few shows the difference too."""
    if all(isinstance(v, sp.Integer) for v in point.values()):
        return point, finding
    for row in _PLAIN:
        domains = setting.domain.symbols
        if len(domains) > len(row):
            break
        simple = {d.symbol: sp.Rational(value) for d, value in zip(domains, row, strict=False)}
        if not all(d.holds(simple[d.symbol]) for d in domains) or not setting.domain.allows(simple):
            continue
        other = setting.probe.compare(left, right, simple)
        if other.outcome is Outcome.DIFFERENT and not hasattr(other.left, "_mpc_") and not hasattr(other.right, "_mpc_"):
            return simple, other
    return point, finding


def different(point: Point, finding: Finding) -> Comparison:
    """A verdict of difference with its witness."""
    shown = witness(point, finding)
    if isinstance(finding.left, str) or isinstance(finding.right, str):
        first = isinstance(finding.left, str)
        which, other = ("the first", shown.expected) if first else ("the second", shown.got)
        evidence = f"at {shown.at()} {which} side is undefined and the other is {other}"
    else:
        evidence = f"at {shown.at()} the values are {shown.got} and {shown.expected}"
    return Comparison(relation=Relation.DIFFERENT, evidence=evidence, witness=shown)


def witness(point: Point, finding: Finding) -> Witness:
    """Point and values as text."""
    left, right = finding.left, finding.right
    context = new_context(200)
    gap = "" if isinstance(left, str) or isinstance(right, str) else number_text(context.convert(left) - context.convert(right))
    named = tuple((str(symbol), str(value)) for symbol, value in sorted(point.items(), key=lambda item: str(item[0])))
    return Witness(
        point=named, got=number_text(left), expected=number_text(right), difference=gap, digits=int(finding.bits * 0.30103)
    )


def number_text(value: Any) -> str:
    """Ten digits of a number, or the word for a missing one."""
    if isinstance(value, str):
        return value
    size = abs(value)
    if size and not mpmath.isinf(size) and abs(size._mpf_[2] + size._mpf_[3]) > 8000:
        return "a number too large to show" if size > 1 else "a number too small to show"
    return str(mpmath.nstr(value, SHOWN_DIGITS))


def _named(point: Point) -> str:
    return ", ".join(f"{symbol} = {value}" for symbol, value in sorted(point.items(), key=lambda item: str(item[0])))
