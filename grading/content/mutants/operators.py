"""The changes that make a mutant, one function a kind: each takes a place in the syntax tree and yields what may stand there.

An operator changes the meaning the way a slip does: a comparison that is off at equality, an index that is off by one, a lost
sign. It yields nodes of its own (the tree is not touched) and never the node that stands there already.

Source: R. DeMillo, R. Lipton and F. Sayward, Hints on test data selection, Computer 11 (1978) 34.
"""

# Longer than the house measure: all that counts as a slip, in one place.

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

TINY = 1e-3  # a float below this is a tolerance
CREATORS = ("zeros", "ones", "empty", "full", "array", "asarray", "arange", "linspace")
INSTEAD = {
    "max": "min", "min": "max", "sum": "mean", "mean": "sum", "any": "all", "all": "any",
    "argmax": "argmin", "argmin": "argmax",
    "ceil": "floor", "floor": "ceil", "log1p": "log", "expm1": "exp", "log": "log10", "std": "var", "zeros": "ones",
    "maximum": "minimum", "minimum": "maximum", "cumsum": "cumprod", "sin": "cos", "cos": "sin",
}  # fmt: skip
ABS = ("abs", "absolute", "fabs", "Abs")
UNORDERED = ("min", "max", "minimum", "maximum", "hypot", "Eq")
BARE = ("sqrt", "square", "exp", "log", "sorted", "reversed", "factor", "simplify", "conj", "cbrt")  # f(x) becomes x
BESIDE: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
SIGNS: dict[type[ast.operator], type[ast.operator]] = {ast.Add: ast.Sub, ast.Sub: ast.Add}
FACTORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Div, ast.Pow: ast.Mult, ast.Mod: ast.FloorDiv,
}  # fmt: skip
LOGIC: dict[type[ast.operator], type[ast.operator]] = {ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd}


@dataclass(frozen=True, kw_only=True)
class Place:
    """A node, and where it stands: in which field of which parent; what names and strings the code around it has."""

    node: ast.AST
    parent: ast.AST
    field: str
    strings: tuple[str, ...] = ()  # all strings that the answer holds as values, in order
    bound: frozenset[str] = frozenset()  # names that a statement before this one has bound in the same function

    @property
    def is_default(self) -> bool:
        """Whether the node is the default of a parameter."""
        return isinstance(self.parent, ast.arguments) and self.field in ("defaults", "kw_defaults")


Operator = Callable[[Place], Iterator[ast.AST]]


def comparison(place: Place) -> Iterator[ast.AST]:
    """`<` becomes `<=` and `>`, `==` becomes `!=`, `is` becomes `is not`; a chain is changed link by link."""
    node = place.node
    if isinstance(node, ast.Compare):
        for number, operator in enumerate(node.ops):
            for table in (BESIDE, OPPOSITE):
                if other := table.get(type(operator)):
                    changed = copy.deepcopy(node)
                    changed.ops[number] = other()
                    yield changed


def off_by_one(place: Place) -> Iterator[ast.AST]:
    """A whole number, the end of a range or the bound of a slice, one more and one less."""
    node, number = place.node, _whole(place.node)
    if number is not None:
        yield from (ast.Constant(value) for value in (number + 1, number - 1) if not place.is_default)
    elif isinstance(node, ast.expr) and not isinstance(node, ast.Constant) and _bounds(place):
        one = ast.Constant(1)
        yield from (ast.BinOp(copy.deepcopy(node), operator, one) for operator in (ast.Add(), ast.Sub()))


def constant(place: Place) -> Iterator[ast.AST]:
    """A float twice as large, a truth value turned round, infinity of the other sign, a string another one of the answer."""
    node = place.node
    if isinstance(node, ast.Attribute) and node.attr == "inf":
        yield ast.UnaryOp(ast.USub(), copy.deepcopy(node))
    if not isinstance(node, ast.Constant) or place.is_default:
        return
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, float) and not 0 < abs(node.value) < TINY:
        yield ast.Constant(2 * node.value if node.value else 1.0)
    elif isinstance(node.value, str) and node.value in place.strings and not _is_key(place):
        after = place.strings[place.strings.index(node.value) + 1 :] + place.strings
        yield from (ast.Constant(other) for other in after[:1] if other != node.value)


def tolerance(place: Place) -> Iterator[ast.AST]:
    """A float below 1e-3 a hundred times larger, a hundred times smaller, and zero."""
    node = place.node
    if isinstance(node, ast.Constant) and isinstance(node.value, float) and 0 < abs(node.value) < TINY:
        yield from (ast.Constant(value) for value in (100 * node.value, node.value / 100, 0.0))


def default_argument(place: Place) -> Iterator[ast.AST]:
    """The default of a parameter: a whole number one more, another float twice as large, a truth value turned round."""
    node = place.node
    if place.is_default and isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield ast.Constant(not node.value)
        elif (number := _whole(node)) is not None:
            yield ast.Constant(number + 1)
        elif isinstance(node.value, float) and not 0 < abs(node.value) < TINY:
            yield ast.Constant(2 * node.value if node.value else 1.0)


def sign(place: Place) -> Iterator[ast.AST]:
    """`+` becomes `-`, `-` becomes `+`, and a minus in front goes."""
    yield from _other_operator(place, SIGNS)
    if isinstance(place.node, ast.UnaryOp) and isinstance(place.node.op, ast.USub):
        yield copy.deepcopy(place.node.operand)


def arithmetic(place: Place) -> Iterator[ast.AST]:
    """`*` becomes `/`, `/` becomes `*`, `**` becomes `*`."""
    yield from _other_operator(place, FACTORS)


def logic(place: Place) -> Iterator[ast.AST]:
    """`and` becomes `or`, `&` becomes `|`, and the other way round; `not` and `~` go."""
    node = place.node
    yield from _other_operator(place, LOGIC)
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield ast.BoolOp(other, copy.deepcopy(node.values))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert):
        yield copy.deepcopy(node.operand)


def dropped_branch(place: Place) -> Iterator[ast.AST]:
    """An `if` whose branch is always taken, and never; a conditional expression that is always one of its two values."""
    if isinstance(place.node, ast.IfExp):
        yield from (copy.deepcopy(place.node.body), copy.deepcopy(place.node.orelse))
    elif place.field == "test" and isinstance(place.parent, ast.If | ast.While):
        yield from (ast.Constant(value) for value in (True, False) if value is False or isinstance(place.parent, ast.If))


def dropped_condition(place: Place) -> Iterator[ast.AST]:
    """One operand of `and`, `or`, `&`, `|` alone."""
    node = place.node
    if isinstance(node, ast.BoolOp):
        yield from (copy.deepcopy(value) for value in node.values)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.BitOr):
        yield from (copy.deepcopy(node.left), copy.deepcopy(node.right))


def dropped_statement(place: Place) -> Iterator[ast.AST]:
    """A statement that only changes what is there already: a second assignment, `+=`, a call for its effect, `break`."""
    node = place.node
    again = isinstance(node, ast.Assign) and all(_names(target) <= place.bound for target in node.targets)
    effect = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    if again or effect or isinstance(node, ast.AugAssign | ast.Break | ast.Continue):
        yield ast.Pass()
    if isinstance(node, ast.AugAssign):
        yield ast.Assign([copy.deepcopy(node.target)], copy.deepcopy(node.value), lineno=node.lineno)


def dropped_term(place: Place) -> Iterator[ast.AST]:
    """The left operand of `+` and `-` alone."""
    if isinstance(place.node, ast.BinOp) and isinstance(place.node.op, ast.Add | ast.Sub):
        yield copy.deepcopy(place.node.left)


def absolute_value(place: Place) -> Iterator[ast.AST]:
    """`abs(x)` becomes `x`."""
    if (call := _call_of(place.node, ABS)) and call.args:
        yield copy.deepcopy(call.args[0])


def axis(place: Place) -> Iterator[ast.AST]:
    """`axis=1` becomes `axis=0`, any other axis becomes 1, and the argument goes; a transpose goes."""
    node = place.node
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield copy.deepcopy(node.value)
    if isinstance(node, ast.Call):
        for number, keyword in enumerate(node.keywords):
            if keyword.arg == "axis":
                changed, without = copy.deepcopy(node), copy.deepcopy(node)
                is_one = isinstance(keyword.value, ast.Constant) and keyword.value.value == 1
                changed.keywords[number].value = ast.Constant(0 if is_one else 1)
                del without.keywords[number]
                yield from (changed, without)


def function(place: Place) -> Iterator[ast.AST]:
    """The function beside it: `max` becomes `min`, `ceil` becomes `floor`, `log1p` becomes `log`; `sqrt(x)` becomes `x`."""
    node = place.node
    if (call := _call_of(node, tuple(INSTEAD))) is not None:
        changed = copy.deepcopy(call)
        if isinstance(changed.func, ast.Attribute):
            changed.func.attr = INSTEAD[changed.func.attr]
            yield changed
        elif isinstance(changed.func, ast.Name) and changed.func.id in ("max", "min", "any", "all"):  # the rest is no built-in
            changed.func.id = INSTEAD[changed.func.id]
            yield changed
    if (call := _call_of(node, BARE)) and len(call.args) == 1:
        yield copy.deepcopy(call.args[0])


def swapped_arguments(place: Place) -> Iterator[ast.AST]:
    """Two arguments that stand beside each other in a call, or two values of a tuple, change places.

    Not in a call of a function whose arguments have no order.
    """
    node = place.node
    if isinstance(node, ast.Call) and _call_of(node, UNORDERED) is None:
        yield from _swaps(node, "args")
    elif isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load):
        yield from _swaps(node, "elts")


def swapped_operands(place: Place) -> Iterator[ast.AST]:
    """The operands of `-`, `/`, `**` and `@` change places."""
    node = place.node
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub | ast.Div | ast.Pow | ast.MatMult):
        yield ast.BinOp(copy.deepcopy(node.right), copy.deepcopy(node.op), copy.deepcopy(node.left))


def dtype(place: Place) -> Iterator[ast.AST]:
    """`float(x)` becomes `int(x)`, and the numbers of a new array have 32 bits."""
    node = place.node
    if (call := _call_of(node, ("float",))) is not None and isinstance(call.func, ast.Name):
        yield ast.Call(ast.Name("int", ast.Load()), copy.deepcopy(call.args), [])
    if (call := _call_of(node, CREATORS)) is not None and isinstance(call.func, ast.Attribute):
        changed = copy.deepcopy(call)
        changed.keywords = [keyword for keyword in changed.keywords if keyword.arg != "dtype"]
        changed.keywords.append(ast.keyword("dtype", ast.Constant("float32")))
        yield changed


OPERATORS: dict[str, Operator] = {
    operator.__name__.replace("_", " "): operator
    for operator in (
        comparison, off_by_one, constant, tolerance, default_argument, sign, arithmetic, logic, dropped_branch,
        dropped_condition, dropped_statement, dropped_term, absolute_value, axis, function, swapped_arguments,
        swapped_operands, dtype,
    )
}  # fmt: skip


def _whole(node: ast.AST) -> int | None:
    """The value of a whole number that stands in the text; True and False are none."""
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _bounds(place: Place) -> bool:
    """Whether the place is the end of a `range` or `arange`, or the bound of a slice; a number there has a sign of its own."""
    if isinstance(place.node, ast.UnaryOp):
        return False
    if isinstance(place.parent, ast.Slice):
        return place.field in ("lower", "upper")
    return place.field == "args" and _call_of(place.parent, ("range", "arange")) is not None


def _is_key(place: Place) -> bool:
    return isinstance(place.parent, ast.Subscript) or (isinstance(place.parent, ast.Dict) and place.field == "keys")


def _call_of(node: ast.AST, names: tuple[str, ...]) -> ast.Call | None:
    """Return the node when it is a call of one of these functions, by a plain name or as an attribute."""
    if not isinstance(node, ast.Call):
        return None
    name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
    return node if name in names else None


def _names(target: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}


def _other_operator(place: Place, table: dict[type[ast.operator], type[ast.operator]]) -> Iterator[ast.AST]:
    node = place.node
    if isinstance(node, ast.BinOp | ast.AugAssign) and (other := table.get(type(node.op))):
        changed = copy.deepcopy(node)
        changed.op = other()
        yield changed


def _swaps(node: ast.AST, field: str) -> Iterator[ast.AST]:
    values = getattr(node, field)
    for number in range(len(values) - 1):
        if not any(isinstance(value, ast.Starred) for value in values[number : number + 2]):
            changed = copy.deepcopy(node)
            pair = getattr(changed, field)
            pair[number], pair[number + 1] = pair[number + 1], pair[number]
            yield changed
