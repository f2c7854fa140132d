"""SymPy expressions as text and back: `srepr` text, read by a white list that builds and never evaluates.

Writing keeps the order of arguments, so that what is read is structurally equal to what was written, without SymPy having to
sort, flatten or simplify anything. Reading parses the text with `ast` (which builds a tree and runs nothing), looks every name
up in a closed table and constructs the node unevaluated: `Pow(Integer(10), Pow(Integer(10), Integer(10)))` costs three nodes.
To let one more class cross, add its name to the table that fits it. A `Subs` crosses as what it works out to, because its
constructor and its comparison substitute, which no reader of hostile text should do.
"""

# Longer than the house measure: writer, reader and the tables that both go by.

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from typing import Any

import sympy as sp
from sympy.core.assumptions import _assume_defined
from sympy.core.function import AppliedUndef, UndefinedFunction
from sympy.core.symbol import Str
from sympy.functions.elementary.piecewise import ExprCondPair
from sympy.logic.boolalg import Boolean

from grading.engine.wire.errors import WireError
from grading.engine.wire.sizes import (
    MAX_DIGITS,
    MAX_EXPRESSION_DEPTH,
    MAX_EXPRESSION_NODES,
    MAX_EXPRESSION_TEXT,
    MAX_NAME,
    MAX_PRECISION,
)

FLOAT_TEXT = re.compile(r"[+-]?\d{1,1300}(\.\d{0,1300})?(e[+-]?\d{1,4})?")
MAX_EXPONENT = 33_000  # bits of a Float's exponent, so that it has at most four decimal digits
MAX_INTEGER = 10**MAX_DIGITS

CONSTANTS: dict[str, sp.Basic] = {
    "pi": sp.pi, "E": sp.E, "I": sp.I, "oo": sp.oo, "zoo": sp.zoo, "nan": sp.nan,
    "EulerGamma": sp.EulerGamma, "GoldenRatio": sp.GoldenRatio, "Catalan": sp.Catalan,
    "TribonacciConstant": sp.TribonacciConstant, "true": sp.true, "false": sp.false,
    "EmptySet": sp.S.EmptySet, "UniversalSet": sp.S.UniversalSet, "Reals": sp.S.Reals, "Complexes": sp.S.Complexes,
    "Integers": sp.S.Integers, "Rationals": sp.S.Rationals, "Naturals": sp.S.Naturals, "Naturals0": sp.S.Naturals0,
}  # fmt: skip

# Built by their own constructor with evaluate=False, which then neither flattens nor computes.
UNEVALUATED = (  # noqa: SIM905 - a table of words
    "Add Mul Pow "
    "exp log sin cos tan cot sec csc sinc asin acos atan acot asec acsc atan2 sinh cosh tanh coth sech csch asinh acosh atanh "
    "acoth asech acsch Abs sign re im arg conjugate floor ceiling frac Heaviside DiracDelta erf erfc erfi erfinv erfcinv gamma "
    "loggamma digamma polygamma lowergamma uppergamma beta zeta polylog LambertW factorial factorial2 binomial harmonic "
    "KroneckerDelta Ei Si Ci li expint besselj bessely besseli besselk legendre hermite chebyshevt chebyshevu airyai airybi "
    "Mod FiniteSet"
).split()  # fmt: skip
# Built from their parts alone: their constructors would compare or decide, which a hostile number can make endless. The form
# names the kind of each part (see KINDS); a star has the last one come once or more often.
BARE = {
    "Equality": "..", "Unequality": "..", "StrictLessThan": "ee", "LessThan": "ee", "StrictGreaterThan": "ee",
    "GreaterThan": "ee", "Not": "b", "Implies": "bb", "ITE": "bbb", "Contains": ".s",
    "ExprCondPair": ".b", "Piecewise": "c*", "Interval": "eebb", "Complement": "ss",
    "ProductSet": "s*", "ImageSet": "ls*", "ConditionSet": "..s", "Tuple": "", "Lambda": "t.",
    "Derivative": ".t*", "Integral": "ev*", "Sum": "ev*", "Product": "ev*", "Limit": "eeen",
    "MatMul": "e*", "MatAdd": "m*", "MatPow": "me", "Transpose": "m", "Inverse": "me", "Trace": "m", "Determinant": "m",
    "KroneckerProduct": "m*", "HadamardProduct": "m*", "MatrixElement": "mee", "MatrixSymbol": "nee",
    "Identity": "e", "ZeroMatrix": "ee", "OneMatrix": "ee",
}  # fmt: skip
UNORDERED = {
    "And": "bb*", "Or": "bb*", "Xor": "bb*", "Equivalent": "bb*", "Max": "ee*", "Min": "ee*", "Union": "ss*",
    "Intersection": "ss*",
}  # fmt: skip
WITH_LIMITS = ("Integral", "Sum", "Product")
KINDS: dict[str, Callable[[Any], bool]] = {
    ".": lambda part: True,
    "b": lambda part: isinstance(part, Boolean),
    "c": lambda part: isinstance(part, ExprCondPair),
    "e": lambda part: isinstance(part, sp.Expr),
    "l": lambda part: isinstance(part, sp.Lambda),
    "m": lambda part: isinstance(part, sp.MatrixExpr),
    "n": lambda part: isinstance(part, Str | sp.Symbol),
    "s": lambda part: isinstance(part, sp.Set),
    "t": lambda part: type(part) is sp.Tuple,
    "v": lambda part: type(part) is sp.Tuple and part.args[:1] != () and isinstance(part.args[0], sp.Symbol),
}
ANY_PARTS = ("FiniteSet", "KroneckerDelta", "Tuple")
MATRICES = ("MutableDenseMatrix", "ImmutableDenseMatrix", "MutableSparseMatrix", "ImmutableSparseMatrix")
ATOMS = ("Integer", "Rational", "Float", "Symbol", "Dummy", "Str", "Function")


def encode_expression(expression: sp.Basic | sp.MatrixBase) -> str | None:
    """Return the text of an expression, matrix, relation, boolean, set or tuple.

    Returns:
        The text, or None when it holds a class that does not cross.

    Raises:
        WireError: more than 20,000 nodes written out as a tree, nested too deeply, or a number too long to be written.
    """
    if isinstance(expression, sp.Poly):
        expression = expression.as_expr()
    substitutions: list[sp.Subs] = []
    if not _crosses(expression, substitutions):
        return None
    if substitutions:
        expression = _carried_out(expression)
        if expression is None or not _crosses(expression, []):
            return None
    try:
        text = str(sp.srepr(expression, order="none"))
    except RecursionError as error:
        raise WireError("the expression is nested too deeply") from error
    if len(text) > MAX_EXPRESSION_TEXT:
        raise WireError("the expression is too large")
    return text


def decode_expression(text: str) -> Any:
    """Build the expression that `text` describes, without evaluating any of it; WireError for everything else."""
    if len(text) > MAX_EXPRESSION_TEXT:
        raise WireError("the expression is too large")
    try:
        tree = ast.parse(text, mode="eval").body
        expression = _Builder().build(tree, 0)
        _ = expression.free_symbols  # looks into every node: what would raise in a check raises here
    except WireError:
        raise
    except Exception as error:  # SymPy may raise anything on parts that do not fit
        raise WireError(f"unreadable expression: {type(error).__name__}") from error
    return expression


def _carried_out(expression: Any) -> Any:
    """Work out every Subs; None where one cannot be (an unknown function's derivative at a point)."""
    try:
        if isinstance(expression, sp.MatrixBase):
            return expression.applyfunc(_carried_out)
        found = expression.replace(lambda node: isinstance(node, sp.Subs), lambda node: node.doit())
    except Exception:  # noqa: BLE001 - SymPy may raise anything on strange input; then it does not cross
        return None
    return None if found.has(sp.Subs) else found


def _crosses(expression: Any, substitutions: list[sp.Subs]) -> bool:
    """Walk the expression as a tree (a shared part counts as often as it is written) and look every class up.

    Collects the `Subs` that it meets. Numbers are measured before anything writes them out, which takes seconds for long ones.
    """
    nodes, stack = 0, [(expression, 0)]
    while stack:
        node, depth = stack.pop()
        nodes += 1
        if nodes > MAX_EXPRESSION_NODES or depth > MAX_EXPRESSION_DEPTH:
            raise WireError("the expression is too large")
        if isinstance(node, sp.MatrixBase):
            if type(node).__name__ not in MATRICES:
                return False
            stack.extend((entry, depth + 2) for entry in node.flat())
            continue
        if isinstance(node, sp.Subs):
            substitutions.append(node)
        elif not isinstance(node, sp.Basic) or not _known(node):
            return False
        _check_number(node)
        if not isinstance(node, sp.Symbol):
            stack.extend((part, depth + 1) for part in node.args)
    return True


def _check_number(node: sp.Basic) -> None:
    if isinstance(node, sp.Rational) and max(abs(node.p), node.q) >= MAX_INTEGER:
        raise WireError("a number of more than 4,000 digits")
    if isinstance(node, sp.Float):
        _, mantissa, exponent, bits = node._mpf_
        if node._prec > MAX_PRECISION or (mantissa and abs(exponent + bits) > MAX_EXPONENT):
            raise WireError("a Float that is too long, too large or too small")


def _known(node: sp.Basic) -> bool:
    if isinstance(node, AppliedUndef):
        return True
    if not node.args:
        return isinstance(node, sp.Number | sp.Symbol | sp.NumberSymbol) or type(node).__name__ in _CALLS or node in _CONSTANTS
    return type(node).__name__ in _CALLS


class _Builder:
    """Builds nodes from the inside out; counts them."""

    def __init__(self) -> None:
        self._nodes = 0

    def build(self, tree: ast.expr, depth: int) -> Any:
        self._nodes += 1
        if self._nodes > 4 * MAX_EXPRESSION_NODES or depth > MAX_EXPRESSION_DEPTH + 2:
            raise WireError("the expression is too large")
        if isinstance(tree, ast.Name):
            return _look_up(CONSTANTS, tree.id)
        if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
            return _negative(tree.operand)
        if isinstance(tree, ast.Call):
            return self._call(tree, depth)
        raise WireError(f"{type(tree).__name__} in an expression")

    def _call(self, tree: ast.Call, depth: int) -> Any:
        if isinstance(tree.func, ast.Call):
            return _undefined_function(tree.func)(*self._arguments(tree, depth), evaluate=False)
        if not isinstance(tree.func, ast.Name):
            raise WireError("a call of something without a name")
        name = tree.func.id
        if name in _ATOM_BUILDERS:
            return _ATOM_BUILDERS[name](tree)
        if name in MATRICES:
            return self._matrix(name, tree, depth)
        return _look_up(_COMPOSITE, name)(self._arguments(tree, depth))

    def _arguments(self, tree: ast.Call, depth: int) -> list[Any]:
        if tree.keywords:
            raise WireError("a keyword in an expression")
        return [self.build(argument, depth + 1) for argument in tree.args]

    def _matrix(self, name: str, tree: ast.Call, depth: int) -> Any:
        if tree.keywords or len(tree.args) not in (1, 3):
            raise WireError("a matrix of the wrong form")
        if len(tree.args) == 3:
            rows, columns = (_whole_number(argument) for argument in tree.args[:2])
            if min(rows, columns) != 0 or max(rows, columns) > MAX_EXPRESSION_NODES:
                raise WireError("a matrix of the wrong form")
            return getattr(sp, name)(rows, columns, [])
        cells = [[self.build(cell, depth + 2) for cell in row] for row in _rows(tree.args[0])]
        if any(len(row) != len(cells[0]) for row in cells):
            raise WireError("a ragged matrix")
        if not all(isinstance(cell, sp.Expr) for row in cells for cell in row):
            raise WireError("a matrix of something else than expressions")
        return getattr(sp, name)(cells)


def _rows(tree: ast.expr) -> list[list[ast.expr]]:
    if not isinstance(tree, ast.List) or not all(isinstance(row, ast.List) for row in tree.elts):
        raise WireError("a matrix of the wrong form")
    return [row.elts for row in tree.elts if isinstance(row, ast.List)]


def _look_up(table: dict[str, Any], name: str) -> Any:
    if name not in table:
        raise WireError(f"{name[:MAX_NAME]} does not cross")
    return table[name]


def _negative(tree: ast.expr) -> sp.Basic:
    if isinstance(tree, ast.Name) and tree.id == "oo":
        return sp.S.NegativeInfinity
    raise WireError("a minus sign in an expression")


def _whole_number(tree: ast.expr) -> int:
    sign = 1
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
        sign, tree = -1, tree.operand
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id == "Integer":
        return sign * _whole_number(*_one(tree))
    if not isinstance(tree, ast.Constant) or type(tree.value) is not int or abs(tree.value) >= 10**MAX_DIGITS:
        raise WireError("not a whole number of at most 4,000 digits")
    return sign * tree.value


def _text(tree: ast.expr) -> str:
    if not isinstance(tree, ast.Constant) or type(tree.value) is not str or len(tree.value) > MAX_NAME:
        raise WireError("not a name")
    if not tree.value.isprintable():
        raise WireError("a name with characters that cannot be shown")
    return tree.value


def _one(tree: ast.Call, count: int = 1) -> list[ast.expr]:
    if len(tree.args) != count:
        raise WireError("a call with the wrong number of arguments")
    return tree.args


def _integer(tree: ast.Call) -> sp.Basic:
    return sp.Integer(_whole_number(*_one(tree)))


def _rational(tree: ast.Call) -> sp.Basic:
    p, q = (_whole_number(part) for part in _one(tree, 2))
    if q <= 0:
        raise WireError("a fraction without a positive denominator")
    return sp.Rational(p, q)


def _float(tree: ast.Call) -> sp.Basic:
    (text,) = _one(tree)
    words = {word.arg: _whole_number(word.value) for word in tree.keywords}
    if words.keys() != {"precision"} or not 1 <= words["precision"] <= MAX_PRECISION:
        raise WireError("a Float without its precision")
    if not isinstance(text, ast.Constant) or type(text.value) is not str or not FLOAT_TEXT.fullmatch(text.value):
        raise WireError("a Float that is not a number")
    return sp.Float(text.value, precision=words["precision"])


def _symbol(tree: ast.Call) -> sp.Basic:
    (name,) = _one(tree)
    words = {str(word.arg): word.value for word in tree.keywords}
    index = words.pop("dummy_index", None)
    assumptions = {}
    for word, value in words.items():
        if word not in _assume_defined and word != "commutative":
            raise WireError("an assumption that SymPy does not know")
        if not isinstance(value, ast.Constant) or type(value.value) is not bool:
            raise WireError("an assumption that is neither True nor False")
        assumptions[word] = value.value
    if isinstance(tree.func, ast.Name) and tree.func.id == "Dummy":
        return sp.Dummy(_text(name), dummy_index=None if index is None else _whole_number(index), **assumptions)
    if index is not None:
        raise WireError("a symbol with an index")
    return sp.Symbol(_text(name), **assumptions)


def _str(tree: ast.Call) -> sp.Basic:
    return Str(_text(*_one(tree)))


def _undefined_function(tree: ast.Call) -> Any:
    if not (isinstance(tree.func, ast.Name) and tree.func.id == "Function") or tree.keywords:
        raise WireError("a call of something without a name")
    return UndefinedFunction(_text(*_one(tree)))


_ATOM_BUILDERS: dict[str, Callable[[ast.Call], Any]] = {
    "Integer": _integer,
    "Rational": _rational,
    "Float": _float,
    "Symbol": _symbol,
    "Dummy": _symbol,
    "Str": _str,
}


def _unevaluated(name: str) -> Callable[[Sequence[Any]], Any]:
    def build(arguments: Sequence[Any]) -> Any:
        _require_form(name, arguments, "" if name in ANY_PARTS else "e" * len(arguments))
        return _class(name)(*arguments, evaluate=False)

    return build


def _bare(name: str, form: str) -> Callable[[Sequence[Any]], Any]:
    def build(arguments: Sequence[Any]) -> Any:
        _require_form(name, arguments, form)
        node = sp.Basic.__new__(_class(name), *arguments)
        if name in WITH_LIMITS:
            node.is_commutative = arguments[0].is_commutative  # as their constructor does
        _ = node.shape if isinstance(node, sp.MatrixExpr) else None  # raises where no factor is a matrix
        return node

    return build


def _unordered(name: str, form: str) -> Callable[[Sequence[Any]], Any]:
    def build(arguments: Sequence[Any]) -> Any:
        _require_form(name, arguments, form)
        node = sp.Basic.__new__(_class(name), *arguments)
        node._argset = frozenset(arguments)
        return node

    return build


def _require_form(name: str, arguments: Sequence[Any], form: str) -> None:
    """Refuse parts that would raise only when a check looks at the node."""
    if name in ANY_PARTS:
        return
    kinds = form.rstrip("*")
    kinds += kinds[-1:] * (len(arguments) - len(kinds)) if form.endswith("*") else ""
    if len(kinds) != len(arguments) or not all(KINDS[kind](part) for part, kind in zip(arguments, kinds, strict=True)):
        raise WireError(f"{name} of parts that do not fit")


def _class(name: str) -> Any:
    if name == "ExprCondPair":
        return ExprCondPair
    if name == "MatrixElement":
        from sympy.matrices.expressions.matexpr import MatrixElement

        return MatrixElement
    return getattr(sp, name)


_COMPOSITE: dict[str, Callable[[Sequence[Any]], Any]] = {
    **{name: _unevaluated(name) for name in UNEVALUATED},
    **{name: _bare(name, form) for name, form in BARE.items()},
    **{name: _unordered(name, form) for name, form in UNORDERED.items()},
}
_CALLS = frozenset([*_COMPOSITE, *ATOMS])
_CONSTANTS = frozenset([*CONSTANTS.values(), sp.S.NegativeInfinity])
