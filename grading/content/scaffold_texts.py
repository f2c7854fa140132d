"""What `landscape new` writes: a section's text, a task's cells and its four files. Gates stand in them as TODO comments.

Everything is complete Python and complete MyST, and passes ruff and mypy; nothing of it passes `landscape check`.
"""

from __future__ import annotations

from grading.content.gates import BY_NAME


def section_text(section_id: str) -> str:
    """Return the source text of a new section: a draft with setup, first picture, two questions, a cell to take home."""
    gates = "\n".join(f"# - {gate.name}: {gate.wanted} {gate.counts}" for gate in BY_NAME.values())
    return f"""\
---
question: the one question that this notebook answers
face: the grade_id of the cell whose picture shows it best
draft: true
# A draft is not released and is let off the gates of size. Take the line out when `landscape check` finds them met.
# The gates of a section, with the reasons in docs/contributors.md:
{gates}
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

+++ {{"nbgrader": {{"locked": true, "grade_id": "about_notebook"}}}}

# {_heading(section_id)}

TODO: the question of this notebook, in {_bound("words before the first picture")} words; then a picture that poses it.

+++ {{"tags": ["predict"]}}

TODO: what students are to predict before they run the next cell. This cell stays open for them.

```{{code-cell}}
---
nbgrader:
  locked: true
  grade_id: setup_imports
---
import numpy as np
```

```{{code-cell}}
---
nbgrader:
  locked: true
  grade_id: show_question
tags: [show]
---
print("TODO: the picture that poses the question, in one call into the toolkit")
```

+++ {{"nbgrader": {{"locked": true, "grade_id": "about_questions"}}}}

## Two questions

TODO: show a log that the notebook has not discussed, without its name. Every task stands above this cell.

+++ {{"nbgrader": {{"grade": true, "solution": true, "grade_id": "fragile_assumption", "points": 2}}}}

### BEGIN SOLUTION
TODO: the rubric. Which assumption is most fragile here?
### END SOLUTION

+++ {{"nbgrader": {{"grade": true, "solution": true, "grade_id": "early_number", "points": 2}}}}

### BEGIN SOLUTION
TODO: the rubric. Which number catches the failure a thousand steps before it?
### END SOLUTION

+++ {{"tags": ["take-home"], "nbgrader": {{"locked": true, "grade_id": "take_home"}}}}

## Take it home

TODO: the instrument of this notebook in {_bound("lines to take home")} lines.

```python
```

What was learned, what to log, one link forward and one back: TODO.
"""


def task_cells(task: str, points: float) -> str:
    """Return the cells of a new task: statement, answer, visible check."""
    return f"""\
+++ {{"nbgrader": {{"locked": true, "grade_id": "about_{task}"}}}}

## Task `{task}` · {points:g} points

TODO: the statement. `{task}(x)`: shapes and units of what goes in and comes back; the edge cases; what is out of bounds.

<details><summary>Hint</summary>TODO: the first step.</details>

```{{code-cell}}
---
nbgrader:
  solution: true
  grade_id: {task}
---
def {task}(x):
    \"\"\"TODO: one line that says what, with the formula.\"\"\"
    ### BEGIN SOLUTION
    return None  # TODO: the model answer
    ### END SOLUTION
```

```{{code-cell}}
---
nbgrader:
  grade: true
  locked: true
  grade_id: test_{task}
  points: {points:g}
---
# TODO: {_bound("visible check")} lines: shape, type, one easy value, one property.
assert {task}(1.0) is not None, "{task}(1.0) returns nothing."
print("{task}: the visible checks pass.")
```

"""


def task_modules(section_id: str, module: str, task: str) -> dict[str, str]:
    """Return the text of a new task's files, by what they hold."""
    return {
        "reference": f'''\
"""Reference of the task `{task}`."""

from __future__ import annotations

import math


def {task}(x: float) -> float:
    """TODO: what it returns, found another way than the model answer: closed form, another library, quadrature."""
    return math.nan * x
''',
        "hidden checks": f'''\
"""Hidden checks of the task `{task}`."""

import numpy as np

from grading.checks import Student, check, close
from solutions.{module} import {task} as reference

# TODO: {_bound("hidden checks")} in the section: first the plain case; then, with more than half of the weight, what the
# statement announced: limits, invariances, bad scales, degenerate inputs.


@check("{task}")
def test_{task}_of_ordinary_numbers(student: Student, rng: np.random.Generator) -> None:
    """TODO: the title that students see, without the answer."""
    x = float(rng.normal())
    close(student.{task}(x), reference.{task}(x), f"{task}({{x:.4g}})", slips={{"TODO: a slip, named.": -x}})
''',
        "bank": f"""\
# TODO: {_bound("right answers")} right answers that differ in kind, and {_bound("wrong answers")} wrong ones. Among these,
# TODO: one that is right in the plain case only (`# marks: <= 0.6`), one that misses one announced case (`# marks: >= 0.5`).
# %% right: TODO: how it comes by the answer
def {task}(x):
    return None
# %% wrong: TODO: what went wrong
# from: right 1
# edit: None -> 0.0
# check: test_{task}_of_ordinary_numbers
# says: TODO: words of the message
""",
        "mathematics": f'''\
"""The mathematics behind the task `{task}`, held by a method of its own."""

from __future__ import annotations

import math

import pytest

from solutions.{module} import {task} as reference


@pytest.mark.skip(reason="TODO: hold the reference against a method that shares no step with it")
def test_{task}_is_what_another_method_gives() -> None:
    assert math.isfinite(reference.{task}(1.0))
''',
    }


def references_text(section_id: str) -> str:
    """Return the text of the package that holds a new section's references."""
    return f'"""References of section {section_id.split("_", 1)[0]}, each found another way than in the notebook."""\n'


def _heading(section_id: str) -> str:
    number, _, name = section_id.partition("_")
    return f"{number} {name.replace('_', ' ').capitalize()}"


def _bound(name: str) -> str:
    return BY_NAME[name].wanted
