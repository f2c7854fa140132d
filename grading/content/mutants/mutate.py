"""All mutants of one model answer, in the order of its text."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from grading.content.mutants.operators import OPERATORS, Place

SHOWN = 100  # characters of a statement that are told; of a longer one, the part around the change
AROUND = 30
Block = ast.FunctionDef | ast.If | ast.For | ast.While | ast.With


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """A model answer with one change.

    `operator`, `function`, `before`, `after` and `occurrence` say which change it is. They survive edits elsewhere in the
    answer; `line` and `code` do not.
    """

    operator: str
    function: str  # the function that is changed, "outer.inner" where it is nested; empty outside of functions
    before: str  # the statement, or the first line of a block, as `ast.unparse` writes it
    after: str
    occurrence: int = 1  # counts mutants that agree in all of the above
    line: int  # of the model answer's cell
    code: str  # the whole changed answer

    @property
    def key(self) -> tuple[str, str, str, str, int]:
        """What a list of equivalent mutants names it by."""
        return self.operator, self.function, self.before, self.after, self.occurrence


def mutants_of(source: str) -> list[Mutant]:
    """Return the mutants of a model answer; those with the same syntax tree as the answer or an earlier mutant are left out.

    Raises:
        SyntaxError: the source is no Python.
    """
    tree = ast.parse(source)
    seen = {ast.dump(tree)}
    found: list[Mutant] = []
    counted: Counter[tuple[str, ...]] = Counter()
    for mutant, shape in _changed(tree):
        if shape not in seen:
            seen.add(shape)
            counted[mutant.key[:4]] += 1
            found.append(replace(mutant, occurrence=counted[mutant.key[:4]]))
    return found


@dataclass(frozen=True, kw_only=True)
class _Spot:
    """A place, and how to put another node there."""

    place: Place
    number: int | None  # within the parent's field, when that is a list
    statement: ast.stmt
    function: str

    def put(self, node: ast.AST) -> None:
        if self.number is None:
            setattr(self.place.parent, self.place.field, node)
        else:
            getattr(self.place.parent, self.place.field)[self.number] = node


def _changed(tree: ast.Module) -> Iterator[tuple[Mutant, str]]:
    """Make one change at a time, in place, and take it back."""
    for spot in _spots(tree):
        before = _text(spot.statement)
        for name, operator in OPERATORS.items():
            for node in operator(spot.place):
                spot.put(node)
                whole = ast.fix_missing_locations(tree)
                statement = node if isinstance(node, ast.stmt) else spot.statement
                shown = _around(before, _text(statement))
                mutant = Mutant(
                    operator=name,
                    function=spot.function,
                    before=shown[0],
                    after=shown[1],
                    line=spot.statement.lineno,
                    code=ast.unparse(whole) + "\n",
                )
                shape = ast.dump(ast.parse(mutant.code))
                spot.put(spot.place.node)
                yield mutant, shape


def _spots(tree: ast.Module) -> list[_Spot]:
    strings = tuple(dict.fromkeys(_values(tree)))
    bound: set[str] = set()
    return [spot for statement in _code(tree.body) for spot in _of_statement(tree, "body", statement, "", strings, bound)]


def _code(body: Sequence[ast.stmt]) -> list[tuple[int, ast.stmt]]:
    """The statements of a body with their numbers, without its docstring."""
    return [
        (number, statement)
        for number, statement in enumerate(body)
        if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
    ]


def _of_statement(
    parent: ast.AST, field: str, numbered: tuple[int, ast.stmt], function: str, strings: tuple[str, ...], bound: set[str]
) -> Iterator[_Spot]:
    number, statement = numbered
    place = Place(node=statement, parent=parent, field=field, strings=strings, bound=frozenset(bound))
    yield _Spot(place=place, number=number, statement=statement, function=function)
    yield from _expressions(statement, statement, function, strings)
    inside, names = function, bound
    if isinstance(statement, ast.FunctionDef):
        inside = f"{function}.{statement.name}".lstrip(".")
        names = {argument.arg for argument in statement.args.args}
    for name in ("body", "orelse", "finalbody"):
        for one in _code(getattr(statement, name, [])):
            yield from _of_statement(statement, name, one, inside, strings, names)
    bound |= {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _expressions(parent: ast.AST, statement: ast.stmt, function: str, strings: tuple[str, ...]) -> Iterator[_Spot]:
    """Every expression of a statement, without the statements in its blocks, annotations and the texts of f-strings."""
    if isinstance(parent, ast.JoinedStr):
        return
    inside = f"{function}.{statement.name}".lstrip(".") if isinstance(statement, ast.FunctionDef) else function
    for field, value in ast.iter_fields(parent):
        if field in ("annotation", "returns", "decorator_list"):
            continue
        for number, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(node, ast.AST) and not isinstance(node, ast.stmt | ast.expr_context):
                place = Place(node=node, parent=parent, field=field, strings=strings)
                yield _Spot(place=place, number=number, statement=statement, function=inside)
                yield from _expressions(node, statement, function, strings)


def _values(tree: ast.Module) -> Iterator[str]:
    """The strings that an answer holds as values: no docstring, no key."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.Return) and isinstance(node.value, ast.Constant | ast.Dict | ast.IfExp):
            keys = node.value.keys if isinstance(node.value, ast.Dict) else []
            for part in ast.walk(node.value):
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and part not in keys:
                    yield part.value


def _text(statement: ast.stmt) -> str:
    """A statement in one line; of a block, its head."""
    return ast.unparse(statement).split("\n", 1)[0] if isinstance(statement, Block) else ast.unparse(statement)


def _around(before: str, after: str) -> tuple[str, str]:
    """Both texts, cut to what differs and a little around it when they are long."""
    if max(len(before), len(after)) <= SHOWN:
        return before, after
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after)))
    rest = zip(before[start:][::-1], after[start:][::-1], strict=False)
    same = next((i for i, (a, b) in enumerate(rest) if a != b), min(len(before), len(after)) - start)
    first = max(0, start - AROUND)
    cut = [(text[first : len(text) - same + AROUND if same > AROUND else None], len(text)) for text in (before, after)]
    head, tail = ("… " if first else ""), (" …" if same > AROUND else "")
    return f"{head}{cut[0][0]}{tail}", f"{head}{cut[1][0]}{tail}"
