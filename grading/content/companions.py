"""What an answer does not write itself: the other names that its answer cell asks for, taken from the model answer."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from grading.errors import AuthorError
from grading.section import Section
from grading.submission.regions import BEGIN, END, stub


@dataclass(frozen=True, kw_only=True)
class Model:
    """The model answer of one task, as a student would hand it in, and the names that the answer cell asks for, in order."""

    code: str
    asked: tuple[str, ...]


def model_of(section: Section, task: str) -> Model:
    """Read the model answer and the asked names (those that the stub binds) from the section's notebook.

    Raises:
        AuthorError: the answer cell has no solution region, or one that does not close.
    """
    source = next(cell.source for cell in section.cells if cell.grade_id == task)
    code = "\n".join(line for line in source.split("\n") if line.strip() not in (BEGIN, END))
    try:
        open_task = _parsed(stub(source, task, code=True))
    except ValueError as error:
        raise AuthorError(
            str(error),
            where=f"source/{section.section_id}/{section.section_id}.md, cell {task}",
            next_step="correct the cell and run `landscape sync`",
        ) from error
    asked = [name for statement in open_task or () for name in _bound(statement)]
    return Model(code=code, asked=tuple(dict.fromkeys(asked)))


def complete(code: str, model: Model, *, without: Collection[str], where: str) -> str:
    """Add to `code` the model's version of each asked name that it does not bind; the model may be any other answer.

    Nothing is added to an answer that binds no asked name, or that is no Python; such an answer is meant as it stands.

    Args:
        code: the answer.
        model: of its task.
        without: asked names that the answer leaves out on purpose.
        where: file and line, for errors.

    Raises:
        AuthorError: a name of the model that a companion needs means something else in the answer.
    """
    statements = _parsed(code)
    bound = {name for statement in statements or () for name in _bound(statement)}
    present = [place for place, name in enumerate(model.asked) if name in bound]
    missing = [(place, name) for place, name in enumerate(model.asked) if name not in bound and name not in without]
    if not present or not missing:
        return code
    first = [name for place, name in missing if place < present[0]]
    then = [name for place, name in missing if place > present[0]]
    above = _taken(model, first, bound, where)
    below = _taken(model, then, bound | _names(above), where)
    return "\n\n\n".join(part.strip("\n") for part in (above, code, below) if part) + "\n"


def leave_out(code: str, names: Collection[str]) -> str:
    """Return `code` without its statements at the left margin that bind one of `names`."""
    if not names:
        return code.strip("\n") + "\n"
    lines = code.split("\n")
    for statement in reversed(_parsed(code) or []):
        if set(_bound(statement)) & set(names):
            del lines[_first_line(statement) - 1 : statement.end_lineno]
    return "\n".join(lines).strip("\n") + "\n"


def bound_names(code: str) -> frozenset[str] | None:
    """Return the names that `code` binds at the left margin; None where it is no Python."""
    statements = _parsed(code)
    return None if statements is None else frozenset(name for statement in statements for name in _bound(statement))


def names_read(code: str) -> frozenset[str]:
    """Return the names that `code` reads anywhere and does not bind at the left margin; nothing where it is no Python."""
    statements = _parsed(code) or []
    return frozenset(name for statement in statements for name in _loaded(statement)) - _names(code)


def _taken(model: Model, wanted: Sequence[str], bound: Collection[str], where: str) -> str:
    """Return the model's statements that bind the wanted names, and those that these need."""
    statements = [statement for statement in _parsed(model.code) or () if not _placeholder(statement)]
    own = {name for statement in statements for name in _bound(statement)}
    needed, todo = set(wanted), list(wanted)
    while todo:
        name = todo.pop()
        used = {used for statement in statements if name in _bound(statement) for used in _loaded(statement)} & own
        for other in used - needed:
            if other in bound and other not in model.asked:
                raise AuthorError(
                    f"the model's {name} uses {other}, which this answer binds too",
                    where=where,
                    next_step=f"write {name} out in the answer, or give {other} another name",
                )
            if other not in bound:
                needed.add(other)
                todo.append(other)
    lines = model.code.split("\n")
    kept = [statement for statement in statements if needed & set(_bound(statement))]
    texts = ["\n".join(lines[_first_line(statement) - 1 : statement.end_lineno]) for statement in kept]
    gap = "\n\n\n" if any(isinstance(statement, ast.FunctionDef | ast.ClassDef) for statement in kept) else "\n"
    return gap.join(texts)


def _parsed(code: str) -> list[ast.stmt] | None:
    try:
        return ast.parse(code).body
    except (SyntaxError, ValueError):  # ValueError: a null byte
        return None


def _names(code: str) -> frozenset[str]:
    return bound_names(code) or frozenset()


def _bound(statement: ast.stmt) -> Iterator[str]:
    """Yield the names that a statement at the left margin binds, also within if, for, try and with."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
        return
    if isinstance(statement, ast.Import | ast.ImportFrom):
        yield from (alias.asname or alias.name.split(".")[0] for alias in statement.names)
        return
    for node in _outside_functions(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield from (inner.id for inner in ast.walk(node.value) if isinstance(inner, ast.Name))
        elif isinstance(node, ast.stmt) and node is not statement:
            yield from _bound(node)


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and what it holds, but not what functions, classes and comprehensions bind for themselves."""
    yield node
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom):
            yield child
        elif not isinstance(child, ast.Lambda | ast.comprehension):
            yield from _outside_functions(child)


def _loaded(statement: ast.stmt) -> set[str]:
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def _placeholder(statement: ast.stmt) -> bool:
    """Say whether a statement is what the stub has for a variable: `name = None`."""
    return isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant) and statement.value.value is None


def _first_line(statement: ast.stmt) -> int:
    decorators = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])
