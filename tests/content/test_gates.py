"""The gates of a finished section: held by every section, shown in the docs, and counted rightly on a small notebook."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grading.content.check import check_section
from grading.content.form import cells_of, count_section, count_visible_checks, words
from grading.content.gates import BY_NAME, GATES, KNOWN_MISSES, Gate, as_table, known_misses
from grading.content.pair import sync
from grading.course import Course
from grading.drafts import finished, is_draft
from grading.errors import AuthorError
from tests.support.tiny_course import SECTION, TEXT, load, make_course

ROOT = Path(__file__).resolve().parents[2]
COURSE = Course.at(ROOT)
FORMED = """\
---
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# One two three

$f(x)$ four `code` five [six](https://example.org/seven) <b>eight</b>

<details><summary>Hint</summary>not counted</details>

```python
not_counted = 1
```

+++ {"tags": ["predict"]}

nine

```{code-cell} ipython3
:nbgrader: {grade_id: setup, locked: true}
import numpy as np

x = 1
```

```{code-cell} ipython3
:nbgrader: {grade_id: show_it, locked: true}
:tags: [show]
fig, ax = plt.subplots()
```

+++ {"tags": ["predict"]}

ten

```{code-cell} ipython3
:nbgrader: {grade_id: double, solution: true}
def double(x):
    ### BEGIN SOLUTION
    return 2 * x + 0 * x
    ### END SOLUTION
```

```{code-cell} ipython3
:nbgrader: {grade_id: test_double, grade: true, locked: true, points: 4}
assert double(1) == 2

assert double(2) == 4
```

```{code-cell} ipython3
:jupyter: {source_hidden: true}
:nbgrader: {grade_id: show_folded, locked: true}
:tags: [show]
print(1)
print(2)
print(3)
print(4)
print(5)
print(6)
print(7)
print(8)
print(9)
```

+++ {"tags": ["take-home"]}

eleven

```python
import torch

torch.ones(1)
```

+++ {"nbgrader": {"grade_id": "why", "grade": true, "solution": true, "points": 3}}

twelve

### BEGIN SOLUTION
not counted
### END SOLUTION
"""


@pytest.mark.parametrize("section", finished(COURSE))
def test_a_finished_section_meets_every_gate_or_misses_it_by_no_more_than_is_known(section: str) -> None:
    rows = check_section(COURSE, section, judges=None, leak_of=None)
    assert len(rows) >= 20
    assert [f"{row.gate.name}: {row.measured.got} {row.measured.details}" for row in rows if row.ok == "no"] == []


@pytest.mark.parametrize("section", known_misses(COURSE))
def test_what_is_met_is_no_known_miss_any_more(section: str) -> None:
    assert section in finished(COURSE), f"{KNOWN_MISSES}: {section} is no finished section"
    rows = check_section(COURSE, section, judges=None, leak_of=None)
    assert [row.gate.name for row in rows if row.known is not None and row.met] == [], f"take these lines out of {KNOWN_MISSES}"
    assert {row.gate.name for row in rows if row.known is not None} == set(known_misses(COURSE)[section])


def test_the_docs_show_the_table_of_gates() -> None:
    assert as_table() in (ROOT / "docs" / "contributors.md").read_text(encoding="utf-8")


def test_every_gate_has_a_name_of_its_own_a_bound_and_a_reason() -> None:
    assert len(BY_NAME) == len(GATES)
    assert all(gate.why and gate.counts and (gate.at_least, gate.at_most) != (None, None) for gate in GATES)


@pytest.mark.parametrize(
    ("least", "most", "got", "met"),
    [(None, 3, 3, True), (None, 3, 4, False), (3, None, 3, True), (3, None, 2, False), (2, 4, 5, False), (2, 4, 1, False)],
)
def test_a_gate_is_met_within_its_bounds(least: float | None, most: float | None, got: float, met: bool) -> None:
    assert Gate(name="a", counts="b", why="c", at_least=least, at_most=most).met(got) is met


@pytest.mark.parametrize(
    ("least", "most", "got", "known", "fine"),
    [
        (None, 3, 5, 5, True),
        (None, 3, 6, 5, False),
        (3, None, 1, 1, True),
        (3, None, 0, 1, False),
        (7, 8, 10, 9, False),
        (7, 8, 5, 6, False),
        (7, 8, 6, 6, True),
    ],
)
def test_a_known_miss_may_not_become_worse(
    least: float | None, most: float | None, got: float, known: float, fine: bool
) -> None:
    assert Gate(name="a", counts="b", why="c", at_least=least, at_most=most).no_worse(got, known) is fine


def test_the_worst_task_stands_for_a_section() -> None:
    numbers = {"one": 3.0, "two": 9.0}
    assert BY_NAME["right answers"].worst(numbers) == 3
    assert BY_NAME["visible check"].worst(numbers) == 9


def test_form_is_counted_as_a_reader_counts_it(tmp_path: Path) -> None:
    course = make_course(tmp_path, text=FORMED)
    section = load(course)
    notebook = course.notebook(SECTION).read_bytes()
    counted = count_section(notebook, section)
    assert counted == {
        "points": 7,
        "automatic tasks": 1,
        "written tasks": 1,
        "automatic share": pytest.approx(4 / 7),
        "words": 11,
        "words before the first task": 9,
        "words before the first picture": 8,
        "first picture predicted": 1,
        "prediction cells": 2,
        "code in view": 5,
        "long cells in view": 0,
        "take it home": 1,
        "lines to take home": 2,
        "pictures": 1,
        "secret lines": 1,
    }
    assert set(counted) <= set(BY_NAME)
    assert count_visible_checks(section) == {"double": 2}
    unfolded = FORMED.replace(":jupyter: {source_hidden: true}\n", "")
    (course.source / SECTION / f"{SECTION}.md").write_text(unfolded, encoding="utf-8")
    sync(course.source / SECTION)
    again = count_section(course.notebook(SECTION).read_bytes(), load(course))
    assert (again["code in view"], again["long cells in view"]) == (14, 1)


def test_a_folded_cell_survives_the_way_between_text_and_notebook(tmp_path: Path) -> None:
    course = make_course(tmp_path, text=FORMED)
    notebook = json.loads(course.notebook(SECTION).read_bytes())
    assert [cell.name for cell in cells_of(notebook, load(course)) if cell.folded] == ["show_folded"]


def test_words_of_a_link_count_and_its_address_does_not() -> None:
    assert words("see [the long page](https://example.org/one/two) or $x$ it's") == 6


@pytest.mark.parametrize(("said", "draft"), [("draft: true\n", True), ("draft: false\n", False), ("", False)])
def test_a_section_says_in_its_front_matter_that_it_is_a_draft(tmp_path: Path, said: str, draft: bool) -> None:
    course = make_course(tmp_path, text=TEXT.replace("---\n", f"---\n{said}", 1))
    assert is_draft(course, SECTION) is draft
    assert finished(course) == (() if draft else (SECTION,))


def test_a_front_matter_that_says_neither_is_an_error(tmp_path: Path) -> None:
    course = make_course(tmp_path, text=TEXT.replace("---\n", "---\ndraft: perhaps\n", 1))
    with pytest.raises(AuthorError, match="draft: perhaps"):
        finished(course)


@pytest.mark.parametrize("line", ['["9.1_tiny"]\nwrods = 3\n', '["9.1_tiny"]\nwords = "many"\n', "words = 3\n", "[\n"])
def test_a_known_miss_that_names_no_gate_is_an_error(tmp_path: Path, line: str) -> None:
    course = make_course(tmp_path)
    (tmp_path / "tests").mkdir()
    (tmp_path / KNOWN_MISSES).write_text(line, encoding="utf-8")
    with pytest.raises(AuthorError, match=KNOWN_MISSES):
        known_misses(course)
