"""Equal but for names and layout: what is one form, what is not, what is left out, and that 800 submissions stay cheap."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from grading.classroom import records
from grading.classroom.gradebook import store
from grading.report.answers import Answer, Task
from grading.report.canonical import code_form, text_form
from grading.report.page import write_report
from grading.report.similarity import MAX_GROUP, MAX_PAIRS, similar_among
from tests.support.tiny_class import ANSWERED, SECTION, graded, make_course

GIVEN = 'def power(matrix, steps):\n    """Largest eigenvalue."""\n    raise NotImplementedError("power")\n'
MODEL = '''def power(matrix, steps):
    """Largest eigenvalue."""
    v = np.ones(len(matrix))
    for _ in range(steps):
        v = matrix @ v
        v /= np.linalg.norm(v)
    return float(v @ matrix @ v)
'''
ONE = '''def power(matrix, steps):
    """Largest eigenvalue."""
    # start anywhere
    x, value = np.ones(len(matrix)), 0.0
    for step in range(steps):
        y = matrix @ x
        value = max(abs(entry) for entry in y)
        x = y / value
    return value
'''
COPY = """def power(A, n):
    guess, lam = (np.ones(len(A)), 0.0)
    for i in range(n):

        new = (A
               @ guess)
        lam = max((abs(z) for z in new))   # the largest one
        guess = new / lam
    return (lam)
"""
COUNTER = """
def outer():
    count = 0
    def step():
        nonlocal count
        count += 1
    return step
"""
TASKS = {
    "power": Task(name="power", written=False, given=GIVEN, model=MODEL),
    "why": Task(name="why", written=True, given="Say why.\n\n*Write your answer here.*", model="Say why."),
}
ESSAY = """The largest eigenvalue wins because each product stretches the start most along its eigenvector, and what lies along
the others is forgotten at the rate of the ratio of both."""


def answers(*texts: str, task: str = "power") -> list[Answer]:
    return [Answer(student=f"student-{n:03}", task=task, text=text) for n, text in enumerate(texts, 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ONE, COPY),
        ("def f(x):\n    y = x + 1\n    return y", "def f(a: float) -> float:\n    'Doc.'\n    b: float = a + 1\n    return b"),
        ("def f(x):\n    return x\ndef g(x):\n    return -x", "def f(a):\n    return a\ndef g(b):\n    return -b"),
        ("f = lambda t: t ** 2", "f = lambda u: u**2"),
        ("total = [k * w for k, w in pairs]", "result = [a*b for a, b in pairs]"),
        ("import numpy as np\nx = np.sin(1)", "import numpy as n\ny = n.sin(1)"),
        ("def h(a, b=2):\n    return a\nz = h(1, b=3)", "def k(p, q=2):\n    return p\nw = k(1, q=3)"),
        ("s = 'a'\nif s:\n    pass", 's = "a"\nif (s):\n    pass  # nothing'),
        ("def f(x:\n  return x  # broken", "def f( y :\n    return y"),
        ("try:\n    x = 1\nexcept ValueError as e:\n    f(e)", "try:\n    y = 1\nexcept ValueError as err:\n    f(err)"),
        (COUNTER, COUNTER.replace("count", "k").replace("step", "go")),
    ],
)  # fmt: skip
def test_names_and_layout_make_no_difference(one: str, other: str) -> None:
    assert code_form(one).text == code_form(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("def f(a, b):\n    return a - b", "def f(a, b):\n    return b - a"),
        ("x = np.sum(y)", "x = np.mean(y)"),
        ("x = 2 * eta", "x = 3 * eta"),
        ("x = eta", "x = kappa"),  # neither binds it: these are the course's names
        ("def f(x):\n    y = x\n    return y", "def f(x):\n    return x"),
        ("def f(x, y):\n    x = y\n    return x", "def f(x, y):\n    y = x\n    return y"),
        ("a.real", "a.imag"),
        ("def f(x:\n  return x - 1", "def f(x:\n  return x + 1"),
        ("x = [i for i in a]", "x = [j for i in a]"),
    ],
)
def test_what_computes_something_else_is_another_form(one: str, other: str) -> None:
    assert code_form(one).text != code_form(other).text


@pytest.mark.parametrize(
    "hostile",
    ["", "\x00", "(" * 5_000, "-" * 19_000 + "1", "x = " + "[" * 90 + "]" * 90, "1" * 6_000, "f(" * 60 + ")" * 60, "\\",
     "'" * 999, "+".join("1" * 9_000), "lambda " * 400, "\udc80", "if x:\n" * 90],
)  # fmt: skip
def test_a_form_is_found_of_whatever_students_write(hostile: str) -> None:
    assert code_form(hostile).text == code_form(hostile + "\n").text


def test_written_answers_are_compared_by_their_words_without_those_of_the_statement() -> None:
    given = "Say why it converges.\n\n*Write your answer here.*"
    one = text_form("Say why it converges.\n\nBecause it *contracts*!", given)
    assert one.text == "because it contracts"
    assert one == text_form("because it\ncontracts", given)


def test_a_copy_with_other_names_and_layout_is_a_pair_with_both_texts() -> None:
    found = similar_among(answers(ONE, COPY, ONE.replace("abs(", "float(")), TASKS)
    (pair,) = found.pairs
    assert (pair.left, pair.right) == ("student-001", "student-002")
    (shared,) = pair.shared
    assert (shared.task, shared.left, shared.right, shared.students) == ("power", ONE, COPY, 2)
    assert 0.3 < shared.alike < 0.9
    assert found.compared == 3


def test_model_answer_template_and_short_answers_are_left_out() -> None:
    renamed = MODEL.replace("v", "direction")
    short = GIVEN.replace('raise NotImplementedError("power")', "return np.max(matrix)")
    assert similar_among(answers(MODEL, renamed, GIVEN, GIVEN, short, short), TASKS).pairs == ()
    assert similar_among(answers("Yes, it does.", "Yes, it does.", task="why"), TASKS).pairs == ()
    assert len(similar_among(answers(ESSAY, ESSAY.upper(), task="why"), TASKS).pairs) == 1


def test_long_forms_that_few_share_come_before_short_ones_that_many_share() -> None:
    longer = ONE.replace("return value", "assert value > 0\n    assert value < 9\n    return value")
    many = [Answer(student=f"m{n}", task="power", text=ONE) for n in range(6)]
    few = [Answer(student=f"f{n}", task="power", text=longer) for n in range(2)]
    both = [Answer(student=f"f{n}", task="why", text=ESSAY) for n in range(2)]
    pairs = similar_among([*many, *few, *both], TASKS).pairs
    assert (pairs[0].left, pairs[0].right) == ("f0", "f1")
    assert {one.task for one in pairs[0].shared} == {"power", "why"}
    assert len(pairs) == 1 + 15


def test_the_usual_way_is_counted_and_makes_no_pairs() -> None:
    found = similar_among(answers(*[ONE] * (MAX_GROUP + 1)), TASKS)
    assert found.pairs == ()
    (usual,) = found.usual
    assert (usual.task, usual.students) == ("power", MAX_GROUP + 1)


def test_the_number_of_pairs_grows_with_the_class_and_not_with_its_square() -> None:
    """The worst class: groups of the largest size that makes pairs. What is shown is bounded; counted are n (G - 1) / 2."""
    groups = 60
    texts = [ONE.replace("0.0", f"{n}.0") for n in range(groups) for _ in range(MAX_GROUP)]
    found = similar_among(answers(*texts), TASKS)
    assert len(found.pairs) == MAX_PAIRS
    assert len(found.pairs) + found.more == len(texts) * (MAX_GROUP - 1) // 2


def test_the_page_shows_both_texts_escaped_and_calls_nobody_a_copier(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    longer = textwrap.dedent("""
        def double(x):
            parts = [x, x]
            total = 0
            for part in parts:
                total = total + part  # <script>alert(1)</script>
            if total != total:
                raise ValueError("nan")
            if total < x and x > 0:
                print(total)
            return total
    """).strip()
    texts = {
        "student-001": longer,
        "student-002": longer.replace("part", "bit").replace("total", "s"),
        "student-003": "double = 3",
    }
    for student, text in texts.items():
        one = graded(course, student, answers={**ANSWERED, "double": text})
        records.save(course, one)
        store(course, SECTION, [one])
    page = write_report(course).read_text(encoding="utf-8")
    assert "student-001 and student-002" in page
    assert page.count("&lt;script&gt;alert(1)") == 2
    assert "<script>alert" not in page
    assert "student-003" not in page.split("equal but for names and layout</h3>")[1].split("<h3>")[0]
    assert "Nothing here says how two answers came to be alike" in page
    for word in ("plagiar", "cheat", "copied"):
        assert word not in page.lower()
