"""Matrix expressions over explicit matrices, entry by entry: products, inverses, traces that a student left standing.

SymPy carries them out, within limits of size and power that are looked at first. The caller limits the time.
"""

from __future__ import annotations

from functools import reduce
from math import prod
from typing import Any

import sympy as sp
from sympy.matrices.expressions.matexpr import MatrixElement

from grading.symbolic.structure import MAX_NODES, TooLarge, measure, nodes, rebuilt

MAX_SIDE = 16
MAX_DETERMINANT = 6
MAX_POWER = 32


class NotExplicit(Exception):  # noqa: N818 - an answer, not a fault
    """The expression holds a matrix without numeric shape or of a kind that has no rule."""


WRITTEN_OUT = (sp.MatrixExpr, sp.Trace, sp.Determinant, MatrixElement)


def explicit(value: Any) -> Any:
    """Write matrix expressions out as matrices, traces and determinants as scalars; everything else comes back as it is.

    Raises:
        NotExplicit: no numeric shape, or no rule.
        TooLarge: more entries or higher powers than are looked at.
    """
    if not any(isinstance(node, WRITTEN_OUT) and not isinstance(node, sp.MatrixBase) for node in nodes(value)):
        return value
    result = rebuilt(value, _change)
    measure(result)
    return result


def _change(node: Any) -> Any:
    """What a matrix expression, or a number made of matrices, is; None for every other node."""
    if isinstance(node, sp.Trace | sp.Determinant):
        matrix = _square(node.arg)
        return sp.sympify(matrix.trace()) if isinstance(node, sp.Trace) else _determinant(matrix)
    if isinstance(node, MatrixElement):
        matrix, (i, j) = _matrix(node.parent), node.indices
        if not (i.is_Integer and j.is_Integer and 0 <= i < matrix.rows and 0 <= j < matrix.cols):
            raise NotExplicit("an entry without a numeric place")
        return matrix[i, j]
    return _matrix(node) if isinstance(node, sp.MatrixExpr) and not isinstance(node, sp.MatrixBase) else None


def _matrix(node: Any) -> Any:
    if isinstance(node, sp.MatrixBase):
        return node.applyfunc(lambda entry: rebuilt(entry, _change))
    rows, cols = node.shape
    if not (isinstance(rows, int | sp.Integer) and isinstance(cols, int | sp.Integer)):
        raise NotExplicit("a matrix without numeric shape")
    if any(0 in getattr(part, "shape", ()) for part in (node, *node.args)):
        raise NotExplicit("a matrix without entries")
    if max(rows, cols) > MAX_SIDE:
        raise TooLarge(f"a matrix with more than {MAX_SIDE} rows or columns")
    if isinstance(node, sp.MatrixSymbol):
        return sp.ImmutableDenseMatrix(rows, cols, lambda i, j: sp.Symbol(f"{node.name}[{i}, {j}]"))
    if isinstance(node, sp.Identity | sp.ZeroMatrix | sp.OneMatrix):
        return node.as_explicit()
    try:
        return sp.ImmutableDenseMatrix(_combined(node))
    except sp.ShapeError:
        raise NotExplicit("matrices whose shapes do not fit") from None


def _combined(node: Any) -> Any:
    if isinstance(node, sp.Inverse):
        return _inverse(_square(node.arg))
    if isinstance(node, sp.MatPow):
        return _power(node)
    if isinstance(node, sp.BlockMatrix):
        blocks = [[_matrix(block) for block in row] for row in node.blocks.tolist()]
        return sp.Matrix.vstack(*(sp.Matrix.hstack(*row) for row in blocks))
    parts = [_matrix(part) if isinstance(part, sp.MatrixExpr) else rebuilt(part, _change) for part in node.args]
    if isinstance(node, sp.MatMul):
        if sum(prod(part.shape) * MAX_SIDE for part in parts if isinstance(part, sp.MatrixBase)) > MAX_NODES:
            raise TooLarge("a product of too many matrices")
        return reduce(lambda a, b: a * b, parts)
    if isinstance(node, sp.MatAdd):
        return reduce(lambda a, b: a + b, parts)
    if isinstance(node, sp.HadamardProduct):
        return reduce(sp.matrix_multiply_elementwise, parts)
    if isinstance(node, sp.KroneckerProduct):
        return sp.kronecker_product(*parts)
    if isinstance(node, sp.Transpose):
        return parts[0].T
    raise NotExplicit(type(node).__name__)


def _square(node: Any) -> Any:
    matrix = _matrix(node)
    if matrix.rows != matrix.cols:
        raise NotExplicit("a matrix that is not square")
    return matrix


def _power(node: Any) -> Any:
    matrix, exponent = _square(node.base), node.exp
    if not isinstance(exponent, sp.Integer):
        raise NotExplicit("a matrix to a power that is no whole number")
    if abs(exponent) > MAX_POWER:
        raise TooLarge(f"a matrix to a power beyond {MAX_POWER}")
    result = (matrix if exponent >= 0 else _inverse(matrix)) ** abs(exponent)
    measure(result)
    return result


def _determinant(matrix: Any) -> Any:
    if matrix.rows > MAX_DETERMINANT:
        raise TooLarge(f"a determinant of more than {MAX_DETERMINANT} rows")
    return matrix.det(method="berkowitz")


def _inverse(matrix: Any) -> Any:
    return matrix.adjugate(method="berkowitz") / _determinant(matrix)
