"""A class of a section as wide as the real ones: eight automatic tasks and two written ones, stored in a gradebook."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta
from pathlib import Path

from grading.classroom import records
from grading.classroom.gradebook import store, write_feedback
from grading.classroom.gradebook.cells import course_cells
from grading.classroom.records import Graded
from grading.course import Course
from grading.submission.read import released_source
from grading.verdict import CellOutput, CheckResult, Cost, Outcome, TaskResult, Verdict
from tests.support.gradebook_rows import change
from tests.support.tiny_course import SECTION, load, make_course

TASKS = (
    "descent_time", "max_stable_lr", "edge_ratio", "solve_stationary", "spectrum_report", "hutchinson_estimate", "boundary",
    "negative_curvature",
)  # fmt: skip
WRITTEN = ("diagnose_a_run", "what_would_you_log")
HEAD = """\
---
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# A wide section
"""
TASK = """
```{{code-cell}} ipython3
:nbgrader: {{grade_id: {name}, solution: true}}
def {name}(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
```

```{{code-cell}} ipython3
:nbgrader: {{grade_id: test_{name}, grade: true, locked: true, points: 2}}
assert {name}(1) == 2
```
"""
ESSAY = """
+++ {{"nbgrader": {{"grade_id": "{name}", "grade": true, "solution": true, "points": 2}}}}

Say why.

### BEGIN SOLUTION
**Rubric.** 2 points.
### END SOLUTION
"""
FORMULA = r"""The step obeys $\eta < \frac{2}{\lambda_{\max}}$, so

$$x_{t} = (1 - \eta\lambda)^t x_0$$

and a broken $\frac{1$. The loss falls slowly along flat directions and fast along steep ones, so we would log the largest
eigenvalue first."""
DUE = datetime(2026, 1, 20, 22, 0)


def text() -> str:
    """Return the section's text."""
    cells = [TASK.format(name=name) for name in TASKS]
    return HEAD + "".join(cells) + "".join(ESSAY.format(name=name) for name in WRITTEN)


def make_class(root: Path, *, students: int = 24) -> Course:
    """Make course, class, gradebook, feedback of all but the last student, and return the course."""
    course = make_course(root, text=text())
    rng = random.Random(12)
    graded = [_graded(course, f"student-{n:03}", rng, n) for n in range(1, students + 1)]
    for one in graded:
        folder = course.submitted / one.student / SECTION
        folder.mkdir(parents=True)
        (folder / f"{SECTION}.ipynb").write_bytes(one.notebook)
        records.save(course, one)
    store(course, SECTION, graded)
    change(course.database, f"update assignment set duedate = '{DUE:%Y-%m-%d %H:%M:%S.%f}'")
    change(course.database, "update comment set manual_comment = 'See $a^2 + b^2$ and <b>this</b>.' where rowid % 3 = 0")
    for one in graded[:-1]:
        write_feedback(course, SECTION, one.student)
    return course


def notebook(course: Course, answers: dict[str, str]) -> bytes:
    """Return a notebook with some answers in their cells."""
    section = load(course)
    known = {cell.name: cell for cell in course_cells(section)}
    cells = []
    for cell in section.cells:
        code = cell.grade_id in known and known[cell.grade_id].cell_type == "code"
        made = {
            "cell_type": "code" if code else "markdown",
            "id": cell.cell_id,
            "metadata": {"nbgrader": known[cell.grade_id].metadata()} if cell.grade_id in known else {},
            "source": answers.get(cell.grade_id, released_source(cell)),
        }
        cells.append({**made, "execution_count": None, "outputs": []} if code else made)
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def _graded(course: Course, student: str, rng: random.Random, number: int) -> Graded:
    skill = rng.random()
    results = [_task(name, skill, rng, open_=number % 7 == 0) for name in TASKS]
    written = [TaskResult(task=name, points=2.0, manual=True) for name in WRITTEN]
    output = {"output_type": "display_data", "data": {"text/latex": r"$\displaystyle \sqrt{x_0}$", "text/plain": "sqrt(x0)"}}
    verdict = Verdict(
        section=SECTION,
        tasks=(*results, *written),
        problems=("These locked cells were missing: setup.",) if number % 5 == 0 else (),
        cost=Cost(seconds={"cells": 0.2, "checks": rng.random()}, peak_memory_bytes=int(2e7 * (1 + rng.random()))),
        cells=(CellOutput(cell_id=TASKS[0], outputs=(output,)),),
        isolation="namespaces",
        checker_version="0123456789abcdef",
    )
    answers = {name: _answer(name, rng) for name in TASKS} | dict.fromkeys(WRITTEN, FORMULA)
    at = DUE + timedelta(hours=rng.uniform(-120, 30))
    return Graded(student=student, section=SECTION, notebook=notebook(course, answers), verdict=verdict, submitted_at=at)


def _answer(name: str, rng: random.Random) -> str:
    a, b, c = rng.sample(["total", "s", "acc", "value", "out", "res", "curvature", "edge"], 3)
    n = rng.randrange(6)
    loop = f"    for {b} in range({n}):\n        {a} += {c} * {b} ** 2 - {n}  # mine\n"
    return f"def {name}({c}):\n    {a} = 0.0\n{loop}    return {a}\n"


def _task(name: str, skill: float, rng: random.Random, *, open_: bool) -> TaskResult:
    if open_:
        outcomes, said = [Outcome.STUDENT_ERROR] * 3, f"{name} is not answered yet."
    else:
        outcomes = [Outcome.PASSED if rng.random() < 0.25 + 0.7 * skill else Outcome.FAILED for _ in range(3)]
        said = f"{name}({rng.randrange(9)}) came back as {rng.random():.4g}. You forgot a factor: look at the bound again."
    checks = tuple(
        CheckResult(check=f"test_{name}_{n}", title=f"{name} is right in case {n}.", outcome=outcome,
                    message="" if outcome is Outcome.PASSED else said)
        for n, outcome in enumerate(outcomes)
    )  # fmt: skip
    return TaskResult(task=name, points=2.0, checks=checks)
