"""Matrix expressions over explicit matrices, entry by entry: products, inverses, traces that a student left standing.

Nothing is evaluated: the entries are sums and products of the given ones, as they stand. Sizes and powers are limited.
"""

# Longer than the house measure: one short rule for each kind of matrix expression.

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from math import prod
from typing import Any

import sympy as sp
from sympy.matrices.expressions.matexpr import MatrixElement

from grading.symbolic.structure import MAX_NODES, TooLarge, measure, nodes

MAX_SIDE = 16
MAX_DETERMINANT = 6
MAX_POWER = 32

Rows = list[list[Any]]


class NotExplicit(Exception):  # noqa: N818 - an answer, not a fault
    """The expression holds a matrix without numeric shape or of a kind that has no rule."""


SCALAR = (sp.Trace, sp.Determinant, MatrixElement)
WRITTEN_OUT = (sp.MatrixExpr, *SCALAR)


def explicit(value: Any) -> Any:
    """Write matrix expressions out as matrices, traces and determinants as scalars; everything else comes back as it is.

    Raises:
        NotExplicit: no numeric shape, or no rule.
        TooLarge: more entries or higher powers than are looked at.
    """
    if not any(isinstance(node, WRITTEN_OUT) for node in nodes(value)):
        return value
    if isinstance(value, sp.MatrixExpr):
        rows = _rows(value, {})
        result = sp.ImmutableDenseMatrix(len(rows), len(rows[0]) if rows else 0, [entry for row in rows for entry in row])
    else:
        result = _scalar(value, {})
    measure(result)
    return result


def _scalar(value: Any, memo: dict[Any, Any]) -> Any:
    """A tree in which traces, determinants and single entries are written out."""
    if value not in memo:
        memo[value] = _written_out(value, memo)
    return memo[value]


def _written_out(value: Any, memo: dict[Any, Any]) -> Any:
    if isinstance(value, sp.Trace):
        rows = _square(value.arg, memo)
        return _sum([rows[i][i] for i in range(len(rows))])
    if isinstance(value, sp.Determinant):
        return _determinant(_square(value.arg, memo))
    if isinstance(value, MatrixElement):
        rows = _rows(value.parent, memo)
        i, j = (int(index) if isinstance(index, sp.Integer) else -1 for index in value.indices)
        if not (0 <= i < len(rows) and 0 <= j < len(rows[0])):
            raise NotExplicit("an entry without a numeric place")
        return rows[i][j]
    if isinstance(value, sp.MatrixExpr):
        raise NotExplicit("a matrix where a number belongs")
    if not any(isinstance(node, SCALAR) for node in nodes(value)):
        return value
    arguments = [_scalar(argument, memo) for argument in value.args]
    if isinstance(value, sp.Add | sp.Mul | sp.Pow | sp.Function | sp.Rel) and not isinstance(value, sp.Piecewise):
        return value.func(*arguments, evaluate=False)
    return value.func(*arguments)


def _rows(value: Any, memo: dict[Any, Any]) -> Rows:
    if isinstance(value, sp.MatrixBase):
        return [[_scalar(value[i, j], memo) for j in range(value.cols)] for i in range(value.rows)]
    if any(side == 0 for part in (value, *value.args) for side in getattr(part, "shape", ())):
        raise NotExplicit("a matrix without entries")
    rule = next((RULES[kind] for kind in type(value).__mro__ if kind in RULES), None)
    if rule is None:
        raise NotExplicit(type(value).__name__)
    rows = rule(value, memo)
    if len(rows) > MAX_SIDE or (rows and len(rows[0]) > MAX_SIDE):
        raise TooLarge(f"a matrix with more than {MAX_SIDE} rows or columns")
    return rows


def _square(value: Any, memo: dict[Any, Any]) -> Rows:
    rows = _rows(value, memo)
    if any(len(row) != len(rows) for row in rows):
        raise NotExplicit("a matrix that is not square")
    return rows


# ---------------------------------------------------------------- arithmetic without evaluation


def _sum(terms: list[Any]) -> Any:
    kept = [term for term in terms if term != 0]
    return sp.Add(*kept, evaluate=False) if len(kept) > 1 else kept[0] if kept else sp.S.Zero


def _product(*factors: Any) -> Any:
    if any(factor == 0 for factor in factors):
        return sp.S.Zero
    kept = [factor for factor in factors if factor != 1]
    return sp.Mul(*kept, evaluate=False) if len(kept) > 1 else kept[0] if kept else sp.S.One


def _chained(matrices: list[Rows]) -> Rows:
    if sum(len(m) * len(m[0]) * len(matrices[0]) for m in matrices) > MAX_NODES:
        raise TooLarge("a product of too many matrices")
    return reduce(_times, matrices)


def _times(a: Rows, b: Rows) -> Rows:
    if len(a[0]) != len(b):
        raise NotExplicit("a product whose shapes do not fit")
    return [[_sum([_product(row[k], b[k][j]) for k in range(len(b))]) for j in range(len(b[0]))] for row in a]


def _determinant(rows: Rows) -> Any:
    if len(rows) > MAX_DETERMINANT:
        raise TooLarge(f"a determinant of more than {MAX_DETERMINANT} rows")
    if not rows:
        return sp.S.One
    terms = []
    for j, entry in enumerate(rows[0]):
        minor = [[x for k, x in enumerate(row) if k != j] for row in rows[1:]]
        terms.append(_product(sp.Integer((-1) ** j), entry, _determinant(minor)) if entry != 0 else sp.S.Zero)
    return _sum(terms)


def _inverse(rows: Rows) -> Rows:
    size = range(len(rows))
    below = sp.Pow(_determinant(rows), -1, evaluate=False)
    minors = [[[[x for k, x in enumerate(row) if k != i] for m, row in enumerate(rows) if m != j] for j in size] for i in size]
    return [[_product(sp.Integer((-1) ** (i + j)), _determinant(minors[i][j]), below) for j in size] for i in size]


# ---------------------------------------------------------------- rules


def _matmul(value: Any, memo: dict[Any, Any]) -> Rows:
    scalars = [_scalar(factor, memo) for factor in value.args if not isinstance(factor, sp.MatrixExpr | sp.MatrixBase)]
    matrices = [_rows(factor, memo) for factor in value.args if isinstance(factor, sp.MatrixExpr | sp.MatrixBase)]
    product = _chained(matrices)
    return [[_product(*scalars, entry) for entry in row] for row in product]


def _entrywise(join: Callable[[list[Any]], Any]) -> Callable[[Any, dict[Any, Any]], Rows]:
    def rule(value: Any, memo: dict[Any, Any]) -> Rows:
        parts = [_rows(part, memo) for part in value.args]
        if len({(len(part), len(part[0])) for part in parts}) != 1:
            raise NotExplicit("matrices of different shapes")
        return [[join([part[i][j] for part in parts]) for j in range(len(parts[0][0]))] for i in range(len(parts[0]))]

    return rule


def _matpow(value: Any, memo: dict[Any, Any]) -> Rows:
    exponent = value.exp
    if not isinstance(exponent, sp.Integer):
        raise NotExplicit("a matrix to a power that is no whole number")
    if abs(int(exponent)) > MAX_POWER:
        raise TooLarge(f"a matrix to a power beyond {MAX_POWER}")
    rows = _square(value.base, memo)
    base = rows if exponent >= 0 else _inverse(rows)
    return _chained([_filled(len(rows), len(rows), diagonal=True), *[base] * abs(int(exponent))])


def _kronecker(value: Any, memo: dict[Any, Any]) -> Rows:
    def pair(a: Rows, b: Rows) -> Rows:
        return [[_product(x, y) for x in upper for y in lower] for upper in a for lower in b]

    parts = [_rows(part, memo) for part in value.args]
    if prod(len(part) for part in parts) > MAX_SIDE or prod(len(part[0]) for part in parts) > MAX_SIDE:
        raise TooLarge(f"a matrix with more than {MAX_SIDE} rows or columns")
    return reduce(pair, parts)


def _blocks(value: Any, memo: dict[Any, Any]) -> Rows:
    table = value.blocks
    found: Rows = []
    for i in range(table.rows):
        blocks = [_rows(table[i, j], memo) for j in range(table.cols)]
        found += [[entry for block in blocks for entry in block[k]] for k in range(len(blocks[0]))]
    return found


def _filled(rows: int, cols: int, *, diagonal: bool = False, entry: Any = sp.S.Zero) -> Rows:
    return [[sp.S.One if diagonal and i == j else entry for j in range(cols)] for i in range(rows)]


def _shape(value: Any) -> tuple[int, int]:
    if not all(isinstance(side, sp.Integer) for side in value.shape):
        raise NotExplicit("a matrix without numeric shape")
    rows, cols = (int(side) for side in value.shape)
    if max(rows, cols) > MAX_SIDE:
        raise TooLarge(f"a matrix with more than {MAX_SIDE} rows or columns")
    return rows, cols


def _matrix_symbol(value: Any, memo: dict[Any, Any]) -> Rows:
    rows, cols = _shape(value)
    return [[sp.Symbol(f"{value.name}[{i}, {j}]") for j in range(cols)] for i in range(rows)]


def _transposed(rows: Rows) -> Rows:
    return [list(column) for column in zip(*rows, strict=True)]


RULES: dict[type, Callable[[Any, dict[Any, Any]], Rows]] = {
    sp.MatMul: _matmul,
    sp.MatAdd: _entrywise(_sum),
    sp.HadamardProduct: _entrywise(lambda parts: _product(*parts)),
    sp.MatPow: _matpow,
    sp.Inverse: lambda value, memo: _inverse(_square(value.arg, memo)),
    sp.Transpose: lambda value, memo: _transposed(_rows(value.arg, memo)),
    sp.KroneckerProduct: _kronecker,
    sp.BlockMatrix: _blocks,
    sp.Identity: lambda value, memo: _filled(*_shape(value), diagonal=True),
    sp.ZeroMatrix: lambda value, memo: _filled(*_shape(value)),
    sp.OneMatrix: lambda value, memo: _filled(*_shape(value), entry=sp.S.One),
    sp.MatrixSymbol: _matrix_symbol,
}
