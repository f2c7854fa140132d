"""The names of a task's hidden checks, read from their text: nothing is imported."""

from __future__ import annotations

import ast
from pathlib import Path

from grading.course import Course
from grading.errors import AuthorError
from grading.section import Section


def checks_file(course: Course, section: Section, task: str) -> Path:
    """Return where the hidden checks of a task stand."""
    return course.grader_tests / section.module / f"test_{task}.py"


def check_names(course: Course, section: Section, task: str) -> frozenset[str]:
    """Return the names of the functions that `@check("<task>")` marks; AuthorError where the file is missing or no Python."""
    path = checks_file(course, section, task)
    name = path.relative_to(course.root).as_posix()
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise AuthorError(
            f"the task {task} has no hidden checks",
            where=name,
            got="no such file",
            expected=f'functions marked @check("{task}")',
            next_step="write the file; docs/contributors.md shows one",
        ) from error
    except SyntaxError as error:
        raise AuthorError(
            "the hidden checks are no Python", where=f"{name}:{error.lineno}", got=str(error.msg), next_step="correct the line"
        ) from error
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef) and _marks(node, task))


def _marks(function: ast.FunctionDef, task: str) -> bool:
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and decorator.args:
            called, first = decorator.func, decorator.args[0]
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name == "check" and isinstance(first, ast.Constant) and first.value == task:
                return True
    return False
