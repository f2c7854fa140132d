"""Sets of solutions: finite ones matched element by element, sets of real numbers as conditions, images of whole numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy as sp

from grading.symbolic.balls import Undefined, Unknown
from grading.symbolic.domain import membership
from grading.symbolic.evaluate import Evaluator, as_integer
from grading.symbolic.forms import any_list, is_condition, kind
from grading.symbolic.reading import Unreadable
from grading.symbolic.relation import Comparison, Relation
from grading.symbolic.structure import difference, replaced

MAX_TOGETHER = 6
SHOWN = 12  # whole numbers on each side of 0 whose images are looked at
BITS = 400


def match_sets(got: list[Any], entries: list[Any], work: Any) -> Comparison:
    """Match the elements of two sets; repeated elements count once."""
    got, entries = _distinct(got, work), _distinct(entries, work)
    missing: list[Any] = []
    rest = list(got)
    undecided = None
    for entry in entries:
        for index, candidate in enumerate(rest):
            result = work.compare(candidate, entry) if _comparable(candidate, entry) else None
            if result is not None and result.relation is Relation.EQUAL:
                rest.pop(index)
                break
            if result is not None and result.relation is Relation.UNDECIDED:
                undecided = result
        else:
            missing.append(entry)
    if not missing and not rest:
        return Comparison(relation=Relation.EQUAL, evidence=f"all {len(entries)} elements match")
    return _same_together(rest, missing, work) or undecided or _unmatched(got, entries, missing, rest, work)


def _same_together(rest: list[Any], missing: list[Any], work: Any) -> Comparison | None:
    """Whether the elements agree as a set at every point though no one equals another everywhere: {x, -x} and {|x|, -|x|}.

    Two lists of n numbers are the same but for order when their first n power sums agree (Newton).
    """
    count = len(rest)
    if count != len(missing) or not 2 <= count <= MAX_TOGETHER:
        return None
    if not all(isinstance(item, sp.Expr) and item.free_symbols for item in (*rest, *missing)):
        return None
    found = Comparison(relation=Relation.EQUAL, evidence="the elements agree as a set at every point, in changing order")
    for power in range(1, count + 1):
        powers = [[sp.Pow(item, power, evaluate=False) for item in side] for side in (rest, missing)]
        result = work.quietly(*(sp.Add(*side, evaluate=False) for side in powers))
        if result.relation is Relation.DIFFERENT:
            return None
        found = result if result.relation is Relation.UNDECIDED else found
    return found


def _unmatched(got: list[Any], entries: list[Any], missing: list[Any], rest: list[Any], work: Any) -> Comparison:
    evidence = (
        f"{len(missing)} of {len(entries)} expected elements are missing, {len(rest)} of {len(got)} given ones match nothing"
    )
    witness = None
    if missing and not rest:
        given = "What you give is right, but not all of it: solutions are missing."
        name, told = "missing", given if got else "You give no solution, and there are some."
    elif rest and not missing:
        name, told = "extra", f"{len(rest)} of your solutions should not be there."
    else:
        name, told = "element", f"{len(rest)} of your {len(got)} solutions {'is' if len(rest) == 1 else 'are'} not right."
        kinds = [kind(side[0]) for side in (rest, missing)]
        if not _comparable(rest[0], missing[0]) and kinds[0] != kinds[1]:
            told = f"One of your solutions is {kinds[0]}; {kinds[1]} was expected."
        elif _comparable(rest[0], missing[0]):
            witness = work.compare(rest[0], missing[0]).witness
    return Comparison(relation=Relation.DIFFERENT, evidence=evidence, witness=witness, slip=told, slip_name=name)


def _comparable(candidate: Any, entry: Any) -> bool:
    if isinstance(entry, list | sp.MatrixBase):
        return isinstance(candidate, list | sp.MatrixBase) and len(candidate) == len(entry)
    if isinstance(entry, dict):
        return isinstance(candidate, dict)
    if isinstance(entry, sp.Expr):
        return isinstance(candidate, sp.Expr | sp.Equality)
    return isinstance(candidate, type(entry))


def _distinct(items: list[Any], work: Any) -> list[Any]:
    kept: list[Any] = []
    for item in items:
        if not any(item == other or (_comparable(item, other) and work.quietly(item, other).equal) for other in kept):
            kept.append(item)
    return kept


# ---------------------------------------------------------------- sets of numbers


def same_numbers(left: Any, right: Any, work: Any) -> Comparison:
    """Two sets of numbers of which one at least is no finite list; a condition on one symbol stands for its solutions."""
    if isinstance(left, list) and isinstance(right, sp.Set) and not any_list(left):
        left = sp.FiniteSet(*left)
    if any(
        isinstance(part, sp.ImageSet) or part is sp.S.Integers
        for side in (left, right)
        if isinstance(side, sp.Set)
        for part in _parts(side)
    ):
        return _same_images(left, right)
    x: Any = sp.Dummy("x", real=True)
    for side, other in ((left, right), (right, left)):
        if is_condition(side) and len(side.free_symbols) == 1 and not side.free_symbols & other.free_symbols:
            x = next(iter(side.free_symbols))  # a >= 1/4 where the set [1/4, oo) was asked
    conditions = [
        membership(side, x) if isinstance(side, sp.Set) else side if is_condition(side) and x in side.free_symbols else None
        for side in (left, right)
    ]
    if None in conditions:
        raise Unreadable(f"it is {kind(left)}; {kind(right)} was expected")
    result: Comparison = work.truths(*conditions)
    if not result.different or result.witness is None or result.slip:
        return result
    place, inside = result.witness.at().rpartition(" = ")[2], result.witness.got.startswith("1")
    told = f"It holds {place}, which should not be there." if inside else "Numbers are missing in it."
    return replace(result, slip=told, slip_name="extra" if inside else "missing")


def _parts(numbers: Any) -> list[Any]:
    return [part for arg in numbers.args for part in _parts(arg)] if isinstance(numbers, sp.Union) else [numbers]


Progression = tuple[Any, Any]  # start and step; step 0 for a single number


def _same_images(left: Any, right: Any) -> Comparison:
    """Sets such as {2πn} ∪ {π + 2πn}: the elements about 0 of either side must lie in the other."""
    first, second = _progressions(left), _progressions(right)
    if first is None or second is None:
        return Comparison(relation=Relation.UNDECIDED, evidence="an infinite set that is no image of whole numbers by a line")
    for name, one, other in (("the first", first, second), ("the second", second, first)):
        for start, step in one:
            for n in range(-SHOWN, SHOWN + 1) if step else (0,):
                element = sp.Add(start, sp.Mul(n, step, evaluate=False), evaluate=False)
                if not any(_holds(element, *progression) for progression in other):
                    return Comparison(
                        relation=Relation.DIFFERENT,
                        evidence=f"{element.doit()} lies in {name} set alone",
                        slip="Some of its elements should not be there." if name == "the first" else "Elements are missing.",
                        slip_name="extra" if name == "the first" else "missing",
                    )
    return Comparison(relation=Relation.EQUAL, evidence=f"the images of {2 * SHOWN + 1} whole numbers of each lie in the other")


def _progressions(numbers: Any) -> list[Progression] | None:
    found: list[Progression] = []
    if not isinstance(numbers, sp.Set):
        raise Unreadable(f"it is {kind(numbers)}; an infinite set, the image of whole numbers, was expected")
    for part in _parts(numbers):
        if part is sp.S.Integers:
            found.append((sp.S.Zero, sp.S.One))
            continue
        if part.free_symbols or not isinstance(part, sp.ImageSet | sp.FiniteSet):
            return None
        if isinstance(part, sp.FiniteSet):
            found += [(item, sp.S.Zero) for item in part.args]
            continue
        variables, formula = part.lamda.variables, sp.expand(part.lamda.expr)
        if part.base_sets != (sp.S.Integers,) or len(variables) != 1 or not isinstance(formula, sp.Expr):
            return None
        step = formula.diff(variables[0])
        if step.free_symbols:
            return None
        found.append((replaced(formula, {variables[0]: sp.S.Zero}), step))
    return found


def _holds(element: Any, start: Any, step: Any) -> bool:
    gap = difference(element, start)
    place = sp.Mul(gap, sp.Pow(step, -1, evaluate=False), evaluate=False) if step else gap
    evaluator = Evaluator({}, BITS)
    try:
        ball = evaluator.value(place)
        return not ball[0] if not step else as_integer(evaluator, ball) is not None
    except (Undefined, Unknown):
        return False
