"""Compare two answers of any kind: reads them, brings them to one form, and works under limits of time and memory."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import sympy as sp

from grading.symbolic.decimals import is_rounded
from grading.symbolic.limited import OutOfTime, limited
from grading.symbolic.reading import SolutionSet, Unreadable, align, read
from grading.symbolic.relation import Comparison, Relation
from grading.symbolic.slips import check_names
from grading.symbolic.structure import TooLarge, is_tame, measure, nodes
from grading.symbolic.unevaluated import unfold_lambda
from grading.symbolic.work import Work, free_symbols

UP_TO = ("exact", "constant", "factor", "positive_factor")
log = logging.getLogger(__name__)


def compare(
    got: Any,
    expected: Any,
    *,
    symbols: Iterable[Any] | Mapping[str, Any] = (),
    domain: Mapping[Any, Any] | None = None,
    up_to: str = "exact",
    variables: Iterable[Any] = (),
    log_abs: bool = False,
    slips: bool | Collection[str] | Mapping[str, Any] = True,
    seconds: float = 3.0,
    conditions: Iterable[Any] | None = None,
    strict_domain: bool | None = None,
    strings: bool = False,
) -> Comparison:
    """Decide whether an answer equals the expected one.

    Args:
        got: the answer: expression, number, Matrix or (nested) list or array, Eq or other relation, set, dict, Lambda.
        expected: the right answer, of the same kinds.
        symbols: the symbols of the statement, with their assumptions. The answer's symbols are matched by name or alias
            (lam for lambda). Default: the free symbols of `expected`.
        domain: symbol -> Interval, pair (open bounds), FiniteSet, Reals or Integers; narrows the assumptions.
        up_to: "exact"; "constant" (an additive constant); "factor" or "positive_factor" (for scalars and matrices a number;
            for vectors and equations a factor that may depend on the symbols but vanishes nowhere).
        variables: for "constant": the symbols on which the constant must not depend. Default: those of the statement; the
            answer's own (C, c1) are free.
        log_abs: whether log(u) stands for log(abs(u)), as in tables of integrals.
        slips: whether typical slips are looked for when the answers differ; or the names of those to look for; or a mapping of
            message -> wrong answer, tried in this order before the typical ones.
        seconds: processor time that may be spent.
        conditions: relations between the symbols that the points must satisfy, x1 < x0.
        strict_domain: what a point means at which one side alone is defined. True: different; False: nothing; None: nothing
            where the hole is removable, else different; undecided where that cannot be told.
        strings: whether text is read as an expression.

    Returns:
        A `Comparison`: relation, evidence, witness, slip. Whatever SymPy raises on the way is logged and ends as undecided.

    Raises:
        Unreadable: `got` has no clear meaning; the text says what came.
        ValueError: `up_to`, `slips` or `domain` is not one of the above.
    """
    if up_to not in UP_TO:
        raise ValueError(f"up_to={up_to!r}; choose from {', '.join(UP_TO)}")
    check_names(slips)
    names = tuple(symbols.values()) if isinstance(symbols, Mapping) else tuple(symbols)
    limits = dict(domain or {})
    try:
        wanted = list(expected.elements) if isinstance(expected, SolutionSet) else expected
        right = read(wanted, strings=True, matrix_symbols=True)
        names = names or tuple(sorted(free_symbols(right), key=lambda s: s.name))
        right = align(right, names, log_abs=log_abs)
        matrices = isinstance(expected, sp.Basic) and bool(expected.atoms(sp.MatrixSymbol))
    except Exception as error:  # noqa: BLE001 - an expected answer that cannot be read never costs the student a point
        return _undecided("the expected answer cannot be read", error)
    left = _read(got, seconds, strings=strings, matrix_symbols=matrices)
    rounded = any(isinstance(node, sp.Float) and is_rounded(node) for node in nodes(left))
    moving = tuple(align(list(variables), names))
    work = Work(names, limits, up_to, slips, seconds, tuple(conditions or ()), strict_domain, rounded, moving)
    work.check_domain()
    result = _judged(work, left, right, symbols or names, log_abs=log_abs, solutions=isinstance(expected, SolutionSet))
    if result.relation is Relation.UNDECIDED and not _tame(left) and _tame(right):
        raise Unreadable("it holds numbers that are too large to be worked out")
    return result


def _tame(value: Any) -> bool:
    try:
        return is_tame(*nodes(value))
    except Exception:  # noqa: BLE001 - SymPy may raise anything on strange input; it has been told already
        return True


def _read(got: Any, seconds: float, **options: bool) -> Any:
    try:
        with limited(seconds / 4):
            left = read(got, **options)
            measure(left)
    except TooLarge as error:
        raise Unreadable(f"it is too large to be compared: {error}") from None
    except (OutOfTime, MemoryError):
        raise Unreadable("it is too large to be compared") from None
    except Unreadable:
        raise
    except Exception as error:
        log.warning("an answer of type %s could not be read: %s", type(got).__name__, type(error).__name__)
        raise Unreadable(f"it is of type {type(got).__name__} and cannot be read") from error
    return left


def _judged(work: Work, left: Any, right: Any, table: Any, *, log_abs: bool, solutions: bool) -> Comparison:
    """Run the comparison under the limits of time and memory; nothing but a wrong form leaves it."""
    try:
        with limited(0.9 * work.seconds):
            sides = [align(left, table, log_abs=log_abs), right]
            left, right = (unfold_lambda(side, work.symbols) for side in sides)
            return work.same_set(left, right) if solutions else work.compare(left, right)
    except OutOfTime:
        return _undecided(f"no answer within {work.seconds:g} s")
    except MemoryError:
        return _undecided("no answer within the memory limit")
    except RecursionError:
        return _undecided("no answer: the expressions are nested too deeply")
    except Unreadable:
        raise
    except Exception as error:  # noqa: BLE001 - SymPy may raise anything on strange input; that is no answer
        return _undecided("no answer", error)


def _undecided(told: str, error: Exception | None = None) -> Comparison:
    if error is not None:
        log.warning("%s: %s: %s", told, type(error).__name__, error)
        told = f"{told}: {type(error).__name__}: {str(error)[:200]}"
    return Comparison(relation=Relation.UNDECIDED, evidence=told)
