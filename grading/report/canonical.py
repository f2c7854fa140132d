"""The form of an answer in which names and layout make no difference.

Python is read by its own `ast`: comments, docstrings, annotations, blanks, brackets and quotes go, and each name that the
answer itself binds becomes a number in the order in which names come up, scope by scope. Names that it does not bind (`np`,
`range`), attributes, numbers and the order of everything stay. So `a - b` is not `b - a`, and two ways are two forms.
What is no Python is read by Pygments, token by token, without blanks and comments, names in their order.
"""

# Longer than the house measure: one walk over Python's scopes, which is read as a whole.

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

from pygments import lex  # type: ignore[import-untyped]
from pygments.lexers import PythonLexer  # type: ignore[import-untyped]
from pygments.token import Comment, Name, Text, Whitespace  # type: ignore[import-untyped]

MAX_CHARACTERS = 20_000  # longer answers are compared letter by letter, without blanks
MAX_LEXED = 6_000  # a lexer of regular expressions can take time that grows with the square of the length
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
SCOPES = (*FUNCTIONS, *COMPREHENSIONS, ast.ClassDef)


@dataclass(frozen=True, kw_only=True)
class Form:
    """`text` is equal for answers that are equal but for names and layout; `size` says how much there is of it."""

    text: str
    size: int  # parts of the syntax, tokens or words


def code_form(source: str) -> Form:
    """Return the form of an answer in Python. Never raises, whatever it is given."""
    if len(source) > MAX_CHARACTERS:
        return _letters(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
        renamed = _Renaming().module(tree)
        return Form(text=ast.dump(renamed), size=sum(not isinstance(node, ast.expr_context) for node in ast.walk(renamed)))
    except Exception:  # noqa: BLE001  no Python, or nested too deep, for which CPython has several exceptions
        return _tokens(source) if len(source) <= MAX_LEXED else _letters(source)


def text_form(source: str, given: str = "") -> Form:
    """Return the form of a written answer: its words without the lines that stand in the cell as it was handed out."""
    handed_out = {line.strip() for line in given.splitlines()}
    words = re.findall(r"\w+", " ".join(line for line in source.splitlines() if line.strip() not in handed_out).casefold())
    return Form(text=" ".join(words), size=len(words))


def _letters(source: str) -> Form:
    return Form(text="".join(source.split()), size=len(source.split()))


def _tokens(source: str) -> Form:
    numbers: dict[str, str] = {}
    parts = []
    for kind, text in lex(source, PythonLexer()):
        if kind in Comment or kind in Whitespace or (kind in Text and not text.strip()):
            continue
        renamed = kind in Name and kind not in Name.Builtin
        parts.append(numbers.setdefault(text, f"v{len(numbers)}") if renamed else text)
    return Form(text=" ".join(parts), size=len(parts))


@dataclass
class _Scope:
    bound: frozenset[str]
    numbers: dict[str, str] = field(default_factory=dict)
    is_class: bool = False


class _Renaming(ast.NodeTransformer):
    """Gives names that the answer binds their numbers, in the order of the walk, and takes away what is layout."""

    def __init__(self) -> None:
        self.scopes: list[_Scope] = []
        self.fresh = count()

    def module(self, tree: ast.Module) -> ast.Module:
        """Return the module renamed."""
        with self._inside(_bound(tree.body)):
            tree.body = self._block(tree.body)
        return tree

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """Rename a name where it is used or bound."""
        node.id = self._name(node.id)
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        """Rename a parameter, and drop its annotation."""
        node.arg, node.annotation = self._name(node.arg), None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST | None:
        """Make an annotated assignment a plain one."""
        if node.value is None:
            return None
        return self.visit(ast.Assign(targets=[node.target], value=node.value))

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Rename the keywords of a call to a function of the answer's own."""
        own = isinstance(node.func, ast.Name) and self._scope_of(node.func.id) is not None
        self.generic_visit(node)
        for keyword in node.keywords:
            if own and keyword.arg:
                keyword.arg = "own"
        return node

    def visit_alias(self, node: ast.alias) -> ast.AST:
        """Rename what an import binds; what it imports stays."""
        node.asname = self._name(node.asname or node.name.split(".")[0])
        return node

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> ast.AST:
        """Rename the caught exception."""
        node.name = self._name(node.name) if node.name else None
        return self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs) -> ast.AST:
        """Rename what a pattern binds."""
        node.name = self._name(node.name) if node.name else None
        return self.generic_visit(node)

    def visit_Global(self, node: ast.Global) -> ast.AST:
        """Rename the names of a `global` statement."""
        node.names = [self._name(name) for name in node.names]
        return node

    def visit_Nonlocal(self, node: ast.Nonlocal) -> ast.AST:
        """Rename the names of a `nonlocal` statement."""
        node.names = [self._name(name) for name in node.names]
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Rename a function, then what is inside it."""
        node.name, node.returns = self._name(node.name), None
        return self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        """Rename as any function."""
        node.name, node.returns = self._name(node.name), None
        return self._function(node)

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        """Rename what is inside a lambda."""
        return self._function(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """Rename a class, then what is inside it."""
        node.name = self._name(node.name)
        node.bases = [self.visit(base) for base in node.bases]
        with self._inside(_bound(node.body), is_class=True):
            node.body = self._block(node.body)
        return node

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Open a scope for a comprehension; take docstrings and other idle texts out of blocks."""
        if isinstance(node, COMPREHENSIONS):
            targets = frozenset(name for one in node.generators for name in _targets(one.target))
            with self._inside(targets):  # the clauses first: they bind what the element uses
                for name in ("generators", "key", "elt", "value"):
                    if (part := getattr(node, name, None)) is not None:
                        setattr(node, name, [self.visit(one) for one in part] if name == "generators" else self.visit(part))
            return node
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list):
                setattr(node, name, [one for one in block if not _idle(one)] or block[:1])
        return super().generic_visit(node)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> ast.AST:
        if not isinstance(node, ast.Lambda):
            node.decorator_list = [self.visit(one) for one in node.decorator_list]
        node.args.defaults = [self.visit(one) for one in node.args.defaults]
        node.args.kw_defaults = [self.visit(one) if one else None for one in node.args.kw_defaults]
        parameters = frozenset(one.arg for one in ast.walk(node.args) if isinstance(one, ast.arg))
        body = node.body if isinstance(node.body, list) else [node.body]
        with self._inside(parameters | _bound(body)):
            every = (*node.args.posonlyargs, *node.args.args, node.args.vararg, *node.args.kwonlyargs, node.args.kwarg)
            for one in every:
                if one is not None:
                    self.visit_arg(one)
            if isinstance(node, ast.Lambda):
                node.body = self.visit(node.body)
            else:
                node.body = self._block(node.body)
        return node

    def _block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        made = [self.visit(one) for one in body if not _idle(one)]
        return [one for one in made if one is not None]

    @contextmanager
    def _inside(self, bound: Iterable[str], *, is_class: bool = False) -> Iterator[None]:
        self.scopes.append(_Scope(bound=frozenset(bound), is_class=is_class))
        try:
            yield
        finally:
            self.scopes.pop()

    def _scope_of(self, name: str) -> _Scope | None:
        last = len(self.scopes) - 1
        seen = (
            one for n, one in reversed(list(enumerate(self.scopes))) if name in one.bound and (n == last or not one.is_class)
        )
        return next(seen, None)

    def _name(self, name: str) -> str:
        scope = self._scope_of(name)
        if scope is None:
            return name
        if name not in scope.numbers:
            scope.numbers[name] = f"v{next(self.fresh)}"
        return scope.numbers[name]


def _idle(node: ast.stmt) -> bool:
    return isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def _bound(body: Iterable[ast.AST]) -> frozenset[str]:
    """Return the names that some statements bind in their own scope."""
    names: set[str] = set()
    outside: set[str] = set()
    queue = list(body)
    while queue:
        node = queue.pop()
        names.update(_binds(node))
        if isinstance(node, ast.Global | ast.Nonlocal):
            outside.update(node.names)
        queue += list(ast.iter_child_nodes(node)) if not isinstance(node, SCOPES) else []
    return frozenset(names - outside)


def _binds(node: ast.AST) -> list[str]:
    match node:
        case ast.Name(id=name, ctx=ast.Store()):
            return [name]
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.alias(name=imported, asname=name):
            return [name or imported.split(".")[0]]
        case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            return [name]
    return []


def _targets(node: ast.AST) -> list[str]:
    return [one.id for one in ast.walk(node) if isinstance(one, ast.Name)]
