"""A course of one small section, made in a folder of the test, with every kind of cell."""

from __future__ import annotations

from pathlib import Path

from grading.content.pair import sync
from grading.course import Course
from grading.section import Section

SECTION = "9.1_tiny"
TEXT = '''\
---
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# A tiny section

Two tasks and a written one.

```{code-cell} ipython3
:nbgrader: {grade_id: setup, locked: true}
import numpy as np
```

+++ {"nbgrader": {"grade_id": "about_double", "locked": true}}

Return twice the number. <details><summary>Hint</summary>Add it to itself.</details>

```{code-cell} ipython3
:nbgrader: {grade_id: double, solution: true}
def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    secret_factor = 2
    return secret_factor * x
    ### END SOLUTION
```

```{code-cell} ipython3
:nbgrader: {grade_id: test_double, grade: true, locked: true, points: 4}
assert double(1) == 2
print("double: the visible checks pass.")
```

```{code-cell} ipython3
:nbgrader: {grade_id: show_double, locked: true}
:tags: [show]
print([double(n) for n in range(3)])
```

+++ {"nbgrader": {"grade_id": "about_answer", "locked": true}}

Set the number.

```{code-cell} ipython3
:nbgrader: {grade_id: answer, solution: true}
answer = None  # replace None by the number
### BEGIN SOLUTION
answer = 6 * 7
### END SOLUTION
```

```{code-cell} ipython3
:nbgrader: {grade_id: test_answer, grade: true, locked: true, points: 3}
assert isinstance(answer, int)
```

+++ {"nbgrader": {"grade_id": "why", "grade": true, "solution": true, "points": 3}}

Say why doubling is linear.

### BEGIN SOLUTION
**Rubric.** 2 points for additivity, 1 point for homogeneity.
### END SOLUTION
'''
CHECKS = {
    "double": '''\
from grading.checks import Student, as_number, check, expect


@check("double", weight=3)
def test_double_of_three(student: Student) -> None:
    """Twice three is right."""
    expect(as_number(student.double(3), "double(3)") == 6, "double(3) is not twice three.")


@check("double")
def test_double_of_a_negative(student: Student) -> None:
    """A negative number works."""
    expect(as_number(student.double(-5), "double(-5)") == -10, "double(-5) has the wrong value.")
''',
    "answer": '''\
from grading.checks import Student, as_number, check, expect


@check("answer")
def test_answer_is_the_number(student: Student) -> None:
    """The number is right."""
    expect(as_number(student["answer"], "answer") == 42, "This is not the number.")
''',
}
PROJECT = """\
[project]
name = "tiny"
version = "0.1.0"
requires-python = ">=3.11"
dependencies = ["numpy>=2.2", "scipy>=1.15", "sympy>=1.14", "matplotlib>=3.10", "jupyterlab>=4.4", "ipython>=8.30,<10"]
"""
COURSE = """\
course_id = "tiny"
title = "A tiny course"
toolkit = "losslandscape"
student_packages = ["numpy", "scipy", "sympy", "matplotlib", "jupyterlab", "ipython"]
toolkit_packages = ["numpy", "scipy", "sympy", "matplotlib"]
"""


def make_course(root: Path, *, text: str = TEXT) -> Course:
    """Write the tiny course under `root` and return it, its pair in step."""
    folder = root / "source" / SECTION
    folder.mkdir(parents=True)
    (folder / f"{SECTION}.md").write_text(text, encoding="utf-8")
    for name in ("grader_tests/tiny", "solutions/tiny", "losslandscape"):
        (root / name).mkdir(parents=True)
    for task, checks in CHECKS.items():
        checks_file(root, task).write_text(checks, encoding="utf-8")
    (root / "solutions" / "tiny" / "double.py").write_text("def double(x):\n    return x + x\n", encoding="utf-8")
    (root / "losslandscape" / "__init__.py").write_text('"""Toolkit."""\n', encoding="utf-8")
    (root / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (root / "course.toml").write_text(COURSE, encoding="utf-8")
    sync(folder)
    return Course.at(root)


def checks_file(root: Path, task: str) -> Path:
    """Return the file of a task's hidden checks."""
    return root / "grader_tests" / "tiny" / f"test_{task}.py"


def load(course: Course) -> Section:
    """Return the tiny section."""
    return Section.load(course, SECTION)
