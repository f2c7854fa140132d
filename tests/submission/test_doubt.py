"""Doubts: the notebook of another section is recognised although sections share the names of cells."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grading.section import Section
from grading.submission.doubt import doubt_of, recognised
from grading.submission.foot import FOOT_ID, foot
from grading.submission.large import without_outputs
from grading.submission.read import read_submission
from tests.support.sections import COURSE

ONE, OTHER = "1.1_plateau", "1.2_hessian_spectrum"


def released(section: str) -> bytes:
    return (COURSE.release / section / f"{section}.ipynb").read_bytes()


@pytest.mark.parametrize(("theirs", "graded_as"), [(ONE, OTHER), (OTHER, ONE)])
def test_the_notebook_of_another_section_is_doubted_whatever_its_mark(tmp_path: Path, theirs: str, graded_as: str) -> None:
    for section in (ONE, OTHER):
        assert "boundary" in {cell.grade_id for cell in Section.load(COURSE, section).cells}
    path = tmp_path / "student-001" / graded_as / f"{graded_as}.ipynb"
    doubt = doubt_of(COURSE, graded_as, path, released(theirs))
    assert doubt is not None
    assert doubt.always
    assert f"looks like the notebook of {theirs}, and it was handed in as {graded_as}" in doubt.why
    assert doubt_of(COURSE, theirs, path, released(theirs)) is None


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"cells": 3}', b'{"cells": [3, {"id": 4, "metadata": []}]}', b"\xff"])
def test_what_shows_no_section_is_not_recognised(data: bytes) -> None:
    assert recognised(COURSE, data) == ""


def test_the_foot_of_the_release_is_no_work_of_the_students() -> None:
    content = json.loads(released(ONE))
    assert content["cells"][-1]["id"] == FOOT_ID
    assert "CC BY 4.0" in "".join(content["cells"][-1]["source"])
    section = Section.load(COURSE, ONE)
    assert not [cell for cell in read_submission(released(ONE), section).cells if cell.kind is None]
    content["cells"][-1]["source"] = foot("x") + "\n\nmy own answer"
    own = [cell for cell in read_submission(json.dumps(content).encode(), section).cells if cell.kind is None and cell.source]
    assert [cell.source.splitlines()[-1] for cell in own] == ["my own answer"]


@pytest.mark.parametrize(
    ("outputs", "kept"),
    [
        ([{"text": 'a "quote" \\ and ] } [ {'}], []),
        ([[[]], {"outputs": [1]}], []),
        ({}, {}),
        ("text", "text"),
    ],
)
def test_outputs_are_taken_out_and_nothing_else(outputs: object, kept: object) -> None:
    cells = [{"outputs": outputs, "source": 'print("outputs": [1, 2])'}, {"source": ["outputs"], "metadata": {"a": "outputs"}}]
    wanted = [{**cells[0], "outputs": kept}, cells[1]]
    assert json.loads(without_outputs(json.dumps({"cells": cells}).encode())) == {"cells": wanted}


@pytest.mark.parametrize("data", [b'{"outputs": [', b'{"outputs": [}', b'"outputs', b""])
def test_what_ends_too_early_comes_back_as_it_was(data: bytes) -> None:
    assert without_outputs(data) == data
