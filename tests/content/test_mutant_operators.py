"""Mutants: what each operator makes of a statement, and how a mutant is named."""

from __future__ import annotations

import pytest

from grading.content.mutants.mutate import mutants_of
from grading.content.mutants.operators import OPERATORS

# operator -> (a statement, all that the operator makes of it); written by hand, from what a slip of the kind would be
STATEMENTS: dict[str, list[tuple[str, set[str]]]] = {
    "comparison": [
        ("y = a < b", {"y = a <= b", "y = a > b"}),
        ("y = a >= b", {"y = a > b", "y = a <= b"}),
        ("y = a == b", {"y = a != b"}),
        ("y = a is None", {"y = a is not None"}),
        ("y = a in b", {"y = a not in b"}),
        ("y = 0 < a <= b", {"y = 0 <= a <= b", "y = 0 > a <= b", "y = 0 < a < b", "y = 0 < a >= b"}),
        ("y = a + b", set()),
    ],
    "off by one": [
        ("y = a[2]", {"y = a[3]", "y = a[1]"}),
        ("y = a[:n]", {"y = a[:n + 1]", "y = a[:n - 1]"}),
        ("y = a[-1]", {"y = a[-2]", "y = a[-0]"}),
        ("y = range(n)", {"y = range(n + 1)", "y = range(n - 1)"}),
        ("y = f(n)", set()),
        ("y = True", set()),
        ("y = 2.0 * a", set()),
    ],
    "constant": [
        ("y = 0.5 * a", {"y = 1.0 * a"}),
        ("y = 0.0", {"y = 1.0"}),
        ("y = True", {"y = False"}),
        ("y = math.inf", {"y = -math.inf"}),
        ("y = 'left'\nz = 'right'", {"y = 'right'", "z = 'left'"}),
        ("y = {'a': 'yes', 'b': 'no'}", {"y = {'a': 'no', 'b': 'no'}", "y = {'a': 'yes', 'b': 'yes'}"}),
        ("'left'\ny = 'left'\nz = 'right'", {"y = 'right'", "z = 'left'"}),
        ("y = d['left']", set()),
        ("y = 'alone'", set()),
        ("y = 1e-9", set()),
    ],
    "tolerance": [
        ("y = a < 1e-08", {"y = a < 1e-06", "y = a < 1e-10", "y = a < 0.0"}),
        ("y = a < 0.1", set()),
        ("def f(x, tol=1e-08):\n    return x", {f"def f(x, tol={text}):" for text in ("1e-06", "1e-10", "0.0")}),
    ],
    "default argument": [
        ("def f(x, n=3):\n    return x", {"def f(x, n=4):"}),
        ("def f(x, *, part=0.5):\n    return x", {"def f(x, *, part=1.0):"}),
        ("def f(x, whole=True):\n    return x", {"def f(x, whole=False):"}),
        ("y = f(3)", set()),
    ],
    "sign": [
        ("y = a + b", {"y = a - b"}),
        ("y = -a", {"y = a"}),
        ("y += a", {"y -= a"}),
        ("y = a * b", set()),
    ],
    "arithmetic": [
        ("y = a * b", {"y = a / b"}),
        ("y = a / b", {"y = a * b"}),
        ("y = a ** b", {"y = a * b"}),
        ("y /= a", {"y *= a"}),
        ("y = a @ b", set()),
    ],
    "logic": [
        ("y = a and b", {"y = a or b"}),
        ("y = a | b", {"y = a & b"}),
        ("y = not a", {"y = a"}),
        ("y = ~a", {"y = a"}),
        ("y = -a", set()),
    ],
    "dropped branch": [
        ("if a:\n    y = 1", {"if True:", "if False:"}),
        ("while a:\n    y = 1", {"while False:"}),
        ("y = a if b else c", {"y = a", "y = c"}),
    ],
    "dropped condition": [
        ("y = a and b", {"y = a", "y = b"}),
        ("y = a | b", {"y = a", "y = b"}),
        ("y = a + b", set()),
    ],
    "dropped statement": [
        ("y = 1\ny = y + 1", {"pass"}),
        ("y = 1", set()),
        ("y += a", {"pass", "y = a"}),
        ("a.append(1)", {"pass"}),
        ("for a in b:\n    break", {"pass"}),
        ("def f(x):\n    return x", set()),
    ],
    "dropped term": [("y = a + b", {"y = a"}), ("y = a - b", {"y = a"}), ("y = a * b", set())],
    "absolute value": [
        ("y = abs(a)", {"y = a"}),
        ("y = np.abs(a - b)", {"y = a - b"}),
        ("y = np.sign(a)", set()),
    ],
    "axis": [
        ("y = a.sum(axis=1)", {"y = a.sum(axis=0)", "y = a.sum()"}),
        ("y = a.sum(axis=0)", {"y = a.sum(axis=1)", "y = a.sum()"}),
        ("y = a.T", {"y = a"}),
        ("y = a.sum(keepdims=True)", set()),
    ],
    "function": [
        ("y = np.max(a)", {"y = np.min(a)"}),
        ("y = min(a, b)", {"y = max(a, b)"}),
        ("y = math.ceil(a)", {"y = math.floor(a)"}),
        ("y = math.log1p(a)", {"y = math.log(a)"}),
        ("y = math.sqrt(a)", {"y = a"}),
        ("y = sum(a)", set()),
        ("y = g(a)", set()),
    ],
    "swapped arguments": [
        ("y = f(a, b, c)", {"y = f(b, a, c)", "y = f(a, c, b)"}),
        ("y = f(a, *b)", set()),
        ("y = min(a, b)", set()),
        ("y = (a, b)", {"y = (b, a)"}),
        ("a, b = c", set()),
    ],
    "swapped operands": [
        ("y = a - b", {"y = b - a"}),
        ("y = a / b", {"y = b / a"}),
        ("y = a @ b", {"y = b @ a"}),
        ("y = a + b", set()),
    ],
    "dtype": [
        ("y = float(a)", {"y = int(a)"}),
        ("y = np.zeros(a)", {"y = np.zeros(a, dtype='float32')"}),
        ("y = np.array(a, dtype=float)", {"y = np.array(a, dtype='float32')"}),
        ("y = int(a)", set()),
    ],
}  # fmt: skip


def made(operator: str, source: str) -> list[str]:
    return [mutant.after for mutant in mutants_of(source) if mutant.operator == operator]


@pytest.mark.parametrize(
    ("operator", "source", "after"), [(name, source, after) for name, cases in STATEMENTS.items() for source, after in cases]
)
def test_an_operator_makes_exactly_the_slips_of_its_kind(operator: str, source: str, after: set[str]) -> None:
    found = made(operator, source)
    assert set(found) == after
    assert len(found) == len(after)


def test_every_operator_is_stated_here_with_something_that_it_changes_and_something_that_it_does_not() -> None:
    assert STATEMENTS.keys() == OPERATORS.keys()
    assert [name for name, cases in STATEMENTS.items() if not any(after for _, after in cases)] == []


ANSWER = '''\
def outer(x, tol=1e-8):
    """A text with 1 < 2 in it."""
    # a comment
    def inner(u):
        return u + 1
    if x < tol:
        return inner(x)
    x = None
    y = x
    x = None
    return x
'''


def test_a_mutant_says_where_it_is_and_what_it_changes() -> None:
    found = mutants_of(ANSWER)
    inner = next(one for one in found if one.after == "return u - 1")
    assert (inner.operator, inner.function, inner.before, inner.line) == ("sign", "outer.inner", "return u + 1", 5)
    head = next(one for one in found if one.after == "if x <= tol:")
    assert (head.operator, head.function, head.before, head.line) == ("comparison", "outer", "if x < tol:", 6)
    assert "    if x <= tol:\n        return inner(x)\n" in head.code


def test_a_docstring_and_a_comment_are_no_code() -> None:
    assert all("1 < 2 in it" in mutant.code for mutant in mutants_of(ANSWER))
    assert mutants_of('"""Only a text."""\n') == []


def test_two_equal_statements_are_told_apart_by_their_occurrence() -> None:
    dropped = [one for one in mutants_of(ANSWER) if one.operator == "dropped statement"]
    assert [(one.line, one.before, one.occurrence) for one in dropped] == [(8, "x = None", 1), (10, "x = None", 2)]
    assert len({one.key for one in mutants_of(ANSWER)}) == len(mutants_of(ANSWER))


def test_no_mutant_has_the_tree_of_the_answer_or_of_another_one() -> None:
    codes = [mutant.code for mutant in mutants_of("y = a + a\nz = a[1:1]\nw = 0.0 - 0.0\n")]
    assert len(codes) == len(set(codes))
    assert "y = a + a\nz = a[1:1]\nw = 0.0 - 0.0\n" not in codes
    assert [one for one in mutants_of("y = a - a") if one.operator == "swapped operands"] == []


def test_the_key_of_a_mutant_survives_an_edit_elsewhere() -> None:
    keys = {one.key for one in mutants_of("def f(a):\n    return a < 1\n")}
    assert keys <= {one.key for one in mutants_of("import math\n\n\ndef f(a):\n    b = a\n    return a < 1\n")}


def test_a_long_statement_is_cut_around_its_change() -> None:
    long = "y = {" + ", ".join(f"'{letter}': 'no'" for letter in "abcdefghijklmnopqrstuvwxyz") + ", 'zz': 'yes'}"
    found = [one for one in mutants_of(long) if one.operator == "constant"]
    assert len(found) == len({one.key for one in found}) == 27
    assert all(len(one.before) < 100 and "…" in one.before for one in found)
    assert "'d': 'no'" in found[3].before
    assert "'d': 'yes'" in found[3].after
