"""Whatever a student does to a notebook, every cell of the course comes back to its place and every answer is found."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grading.release.make import release_notebook
from grading.section import CellKind, Section
from grading.submission.match import binds, increasing
from grading.submission.notebook import Submission
from grading.submission.read import read_submission, released_source
from tests.support.tiny_course import SECTION, load, make_course

DOUBLE = "def double(x):\n    return x + x"
ANSWER = "answer = 42"
WHY = "Say why doubling is linear.\n\nBecause 2(a + b) = 2a + 2b."
Notebook = dict[str, Any]


@pytest.fixture(scope="module")
def section(tmp_path_factory: pytest.TempPathFactory) -> Section:
    return load(make_course(tmp_path_factory.mktemp("course")))


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Notebook:
    return json.loads(release_notebook(make_course(tmp_path_factory.mktemp("course")), SECTION))


@pytest.fixture
def handed(release: Notebook) -> Notebook:
    """The release, answered."""
    notebook = copy.deepcopy(release)
    for name, source in (("double", DOUBLE), ("answer", ANSWER), ("why", WHY)):
        cell(notebook, name)["source"] = source
    return notebook


def cell(notebook: Notebook, name: str) -> dict[str, Any]:
    return next(c for c in notebook["cells"] if c["id"] == name)


def own(source: str, **extra: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": "mine",
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        "source": source,
        **extra,
    }


def read(notebook: object, section: Section) -> Submission:
    return read_submission(json.dumps(notebook).encode(), section)


def require_whole(submission: Submission, section: Section) -> None:
    """Every named cell of the course is there once; what is locked has the course's text; ids are unique."""
    for source in section.cells:
        if source.grade_id:
            (found,) = [c for c in submission.cells if c.grade_id == source.grade_id]
            assert found.kind is source.kind
            if source.locked:
                assert found.source == source.source
    ids = [c.cell_id for c in submission.cells]
    assert len(ids) == len(set(ids))


def require_answers(submission: Submission) -> None:
    assert [submission.answer(name).source for name in ("double", "answer", "why")] == [DOUBLE, ANSWER, WHY]


def test_an_untouched_and_an_answered_release_have_no_problems(release: Notebook, handed: Notebook, section: Section):
    for notebook in (release, handed):
        submission = read(notebook, section)
        assert submission.readable
        assert submission.problems == ()
        require_whole(submission, section)
    require_answers(read(handed, section))


def test_stubs_here_are_the_stubs_that_nbgrader_releases(release: Notebook, section: Section):
    released = {c["id"]: "".join(c["source"]) for c in release["cells"]}
    assert {c.cell_id: released_source(c) for c in section.cells} == released


def test_what_runs_is_setup_answers_and_own_code_in_the_students_order(handed: Notebook, section: Section):
    handed["cells"].insert(4, own("helper = 1"))
    runs = [c.source for c in read(handed, section).cells if c.runs]
    assert runs == ["import numpy as np", DOUBLE, "helper = 1", ANSWER]
    assert [c.grade_id for c in read(handed, section).cells if c.shows] == ["test_double", "show_double", "test_answer"]


Damage = Callable[[Notebook], None]


def strip_metadata(notebook: Notebook) -> None:
    for c in notebook["cells"]:
        c["metadata"] = {}


def strip_metadata_and_ids(notebook: Notebook) -> None:
    strip_metadata(notebook)
    for number, c in enumerate(notebook["cells"]):
        c["id"] = f"cell{number}"


def rename_grade_ids(notebook: Notebook) -> None:
    for c in notebook["cells"]:
        if "nbgrader" in c["metadata"]:
            c["metadata"]["nbgrader"]["grade_id"] += "_2"


def schema_99(notebook: Notebook) -> None:
    for c in notebook["cells"]:
        if "nbgrader" in c["metadata"]:
            c["metadata"]["nbgrader"]["schema_version"] = 99


def as_format_3(notebook: Notebook) -> None:
    cells = notebook.pop("cells")
    for c in cells:
        if c["cell_type"] == "code":
            c["input"], c["language"] = c.pop("source"), "python"
    notebook.update(nbformat=3, nbformat_minor=0, worksheets=[{"cells": cells, "metadata": {}}])


def as_format_5(notebook: Notebook) -> None:
    notebook.update(nbformat=5, nbformat_minor=99)


def duplicate_ids(notebook: Notebook) -> None:
    for c in notebook["cells"]:
        c["id"] = "same"


def delete_locked(notebook: Notebook) -> None:
    keep = ("double", "answer", "why")
    notebook["cells"] = [c for c in notebook["cells"] if c["id"] in keep]


def edit_locked(notebook: Notebook) -> None:
    for name in ("setup", "test_double", "show_double", "about_double"):
        cell(notebook, name)["source"] = "print('mine')"


def reorder_locked(notebook: Notebook) -> None:
    cells = notebook["cells"]
    cells.append(cells.pop(1))
    cells.insert(0, cells.pop(cells.index(cell(notebook, "test_answer"))))


def copy_cells(notebook: Notebook) -> None:
    for name in ("setup", "double", "test_double"):
        notebook["cells"].append(copy.deepcopy(cell(notebook, name)))


def copy_stub_below(notebook: Notebook) -> None:
    stub = copy.deepcopy(cell(notebook, "double"))
    stub["source"] = 'def double(x):\n    """Twice x."""\n    # your answer here\n    raise NotImplementedError("double")'
    notebook["cells"].append(stub)


def change_types(notebook: Notebook) -> None:
    cell(notebook, "double")["cell_type"] = "markdown"
    cell(notebook, "why")["cell_type"] = "code"
    cell(notebook, "test_double")["cell_type"] = "raw"


def junk_cells(notebook: Notebook) -> None:
    notebook["cells"][2:2] = [None, 7, "text", [], {}, {"cell_type": 3, "source": {"a": 1}, "metadata": [], "id": []}]


DAMAGES = [
    (strip_metadata, "lost their nbgrader name"),
    (strip_metadata_and_ids, "lost their nbgrader name"),
    (rename_grade_ids, "lost their nbgrader name"),
    (schema_99, "another version"),
    (as_format_3, "old format 3"),
    (as_format_5, "says that it has format 5"),
    (duplicate_ids, ""),
    (delete_locked, "locked cells were missing"),
    (edit_locked, "locked cells are not as the course has them now"),
    (reorder_locked, "had been moved"),
    (copy_cells, "copies of cells were left out"),
    (copy_stub_below, "1 unchanged copies"),
    (change_types, "another type of cell"),
    (junk_cells, "4 damaged cells"),
]


@pytest.mark.parametrize(("damage", "says"), DAMAGES, ids=lambda value: getattr(value, "__name__", ""))
def test_a_damaged_notebook_keeps_its_answers_and_says_what_was_mended(
    handed: Notebook, section: Section, damage: Damage, says: str
):
    damage(handed)
    submission = read(handed, section)
    assert submission.readable
    require_whole(submission, section)
    require_answers(submission)
    assert says in " ".join(submission.problems)
    assert bool(submission.problems) == bool(says)


def test_missing_locked_cells_come_back_between_their_neighbours(handed: Notebook, section: Section):
    delete_locked(handed)
    found = [c.grade_id for c in read(handed, section).cells]
    assert found == [c.grade_id for c in section.cells if c.grade_id]


def test_a_misplaced_setup_cell_runs_before_the_answers_again(handed: Notebook, section: Section):
    handed["cells"].append(handed["cells"].pop(1))
    runs = [c.grade_id for c in read(handed, section).cells if c.runs]
    assert runs == ["setup", "double", "answer"]


def test_the_order_of_answers_and_own_cells_is_the_students(handed: Notebook, section: Section):
    cells = handed["cells"]
    answer = cells.pop(cells.index(cell(handed, "answer")))
    cells.insert(2, answer)
    cells.insert(3, own("between = answer"))
    runs = [c.source for c in read(handed, section).cells if c.runs]
    assert runs == ["import numpy as np", ANSWER, "between = answer", DOUBLE]


def test_of_two_answered_copies_the_last_is_the_answer_and_both_run(handed: Notebook, section: Section):
    second = copy.deepcopy(cell(handed, "double"))
    second["source"] = "def double(x):\n    return 2 * x"
    handed["cells"].append(second)
    submission = read(handed, section)
    assert submission.answer("double").source == second["source"]
    assert [c.source for c in submission.cells if c.runs] == ["import numpy as np", DOUBLE, ANSWER, second["source"]]


def test_a_deleted_answer_cell_comes_back_as_a_stub_that_does_not_run(handed: Notebook, section: Section):
    handed["cells"] = [c for c in handed["cells"] if c["id"] != "answer"]
    submission = read(handed, section)
    assert submission.answer("answer").restored
    assert not submission.answer("answer").runs
    assert "answer cells were missing: answer" in " ".join(submission.problems)


def test_an_answer_in_an_own_cell_is_found_when_its_cell_was_deleted(handed: Notebook, section: Section):
    handed["cells"] = [c for c in handed["cells"] if c["id"] != "double"]
    handed["cells"].insert(3, own("# mine\n%matplotlib inline\ndef double(x):\n    return x + x"))
    found = read(handed, section).answer("double")
    assert found.runs
    assert not found.restored


def test_another_assignments_notebook_says_so_and_holds_only_stubs(section: Section):
    other = {"cells": [own("x = 1"), own("print(2)")], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    submission = read(other, section)
    assert "another assignment" in submission.problems[0]
    require_whole(submission, section)
    assert [c.source for c in submission.cells if c.runs] == ["import numpy as np", "x = 1", "print(2)"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"{", "JSON"),
        (b"[1, 2]", "no cells"),
        (b"null", "no cells"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "JSON"),
        (b'{"nbformat": 4}', "no list of cells"),
        (b'{"cells": {"0": 1}, "nbformat": 4}', "no list of cells"),
        (b"[" * 100_000, "JSON"),
        (b'{"cells": [], "nbformat": ' + b"9" * 5_000 + b"}", "JSON"),
        (b" " + b"x" * (20 * 2**20), "MB"),
    ],
)
def test_unreadable_bytes_give_the_stubs_and_the_reason(section: Section, data: bytes, says: str):
    submission = read_submission(data, section)
    assert not submission.readable
    assert says in submission.problems[0]
    require_whole(submission, section)
    assert not any(c.runs for c in submission.cells if c.kind is CellKind.ANSWER)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_read(handed: Notebook, section: Section, encoding: str):
    submission = read_submission(json.dumps(handed).encode(encoding), section)
    require_answers(submission)


def test_bytes_that_are_not_utf8_are_replaced_and_said(handed: Notebook, section: Section):
    data = json.dumps(handed).encode().replace(b"Because", b"Becaus\xe9")
    submission = read_submission(data, section)
    assert "not in UTF-8" in submission.problems[0]
    assert submission.answer("double").source == DOUBLE


def test_lone_surrogates_can_be_written_afterwards(handed: Notebook, section: Section):
    cell(handed, "double")["source"] = "double = '\ud800'"
    cell(handed, "why")["metadata"]["nbgrader"]["grade_id"] = "\udfff"
    submission = read(handed, section)
    for c in submission.cells:
        (c.source + c.cell_id).encode("utf-8")
    " ".join(submission.problems).encode("utf-8")


def test_too_many_cells_and_too_long_cells_are_cut_and_said(handed: Notebook, section: Section):
    handed["cells"] += [own("pass")] * 3_000
    handed["cells"][0]["source"] = "x" * 500_000
    submission = read(handed, section)
    require_answers(submission)
    assert len(submission.cells) < 2_100
    assert {"only the first 2000 were read", "only the first 400000 were read"} <= {
        part
        for problem in submission.problems
        for part in ("only the first 2000 were read", "only the first 400000 were read")
        if part in problem
    }


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["cells", "metadata", "source", "id", "a"]), inner)
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200) | json_values.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_and_any_json_are_read_without_raising(section: Section, data: bytes):
    require_whole(read_submission(data, section), section)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_value_in_any_place_of_a_notebook_is_read_without_raising(release: Notebook, section: Section, data: st.DataObject):
    notebook = copy.deepcopy(release)
    for _ in range(data.draw(st.integers(1, 4))):
        holder: Any = notebook
        for _ in range(data.draw(st.integers(0, 4))):
            keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
            inner = [key for key in keys if isinstance(holder[key], dict | list) and holder[key]]
            if not inner:
                break
            holder = holder[data.draw(st.sampled_from(inner))]
        key = data.draw(st.sampled_from(list(holder) if isinstance(holder, dict) else range(len(holder))))
        holder[key] = data.draw(json_values)
    require_whole(read(notebook, section), section)


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(11)), drop=st.sets(st.integers(0, 10)))
def test_any_order_and_any_deletion_keeps_what_is_left(handed: Notebook, section: Section, order: list[int], drop: set[int]):
    notebook = copy.deepcopy(handed)
    there = [notebook["cells"][n] for n in order if n < len(notebook["cells"]) and n not in drop]
    notebook["cells"] = there
    submission = read(notebook, section)
    require_whole(submission, section)
    for name, source in (("double", DOUBLE), ("answer", ANSWER), ("why", WHY)):
        if any(c["id"] == name for c in there):
            assert submission.answer(name).source == source


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        ("f = 1", True),
        ("f: int = 1", True),
        ("a, f = 1, 2", True),
        ("(f, b) = 1, 2", True),
        ("def f(x): return x", True),
        ("async def f(): ...", True),
        ("class f: ...", True),
        ("f == 1", False),
        ("g = f", False),
        ("    f = 1", False),
        ("x.f = 1", False),
        ("f[0] = 1", False),
        ("g(f=1)", False),
        ("ff = 1", False),
        ("def f(:\n  broken", True),
    ],
)
def test_binding_is_seen_line_by_line(source: str, holds: bool):
    assert binds(source, "f") is holds


def test_increasing_keeps_the_most_that_need_not_move():
    assert increasing([5, 0, 1, 2, 4, 3]) in ({0, 1, 2, 4}, {0, 1, 2, 3})
    assert increasing([]) == set()


def test_reading_a_hostile_notebook_takes_no_longer_than_a_large_one(section: Section, tmp_path: Path):
    """Lines made to be slow to match: reading stays linear in the size of the file."""
    import time

    line = "double, " * 120 + "\n"
    hostile = {"cells": [own(line * 400) for _ in range(40)], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    data = json.dumps(hostile).encode()
    started = time.process_time()
    require_whole(read_submission(data, section), section)
    assert time.process_time() - started < 5.0
