"""Pictures that students paste into a text: kept when they are pictures, and never anything else."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from grading.submission.pictures import MAX_PICTURES, pasted_pictures
from grading.submission.read import read_submission
from tests.support.tiny_class import ANSWERED, load, make_course, notebook

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n and so on").decode()
JPEG = base64.b64encode(b"\xff\xd8\xff\xe0 and so on").decode()


def test_a_picture_is_kept_in_one_line_whatever_way_it_was_written() -> None:
    lines = {"image.png": {"image/png": [PNG[:8] + "\n", PNG[8:]]}, "photo": {"image/jpeg": JPEG + "\n"}}
    assert pasted_pictures(lines) == {"image.png": {"image/png": PNG}, "photo": {"image/jpeg": JPEG}}


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        "image.png",
        {"a": None},
        {"a": {}},
        {"a": {"image/png": 3}},
        {"a": {"image/png": "no base64!"}},
        {"a": {"image/png": base64.b64encode(b"<svg onload=alert(1)>").decode()}},
        {"a": {"image/svg+xml": "<svg/>"}},
        {"a": {"text/html": "<script>"}},
        {"a\n": {"image/png": PNG}},
        {"": {"image/png": PNG}},
        {"a" * 300: {"image/png": PNG}},
        {3: {"image/png": PNG}},
        {"a": {"image/png": "é"}},
    ],
)
def test_what_is_no_picture_is_left_out(value: Any) -> None:
    assert pasted_pictures(value) == {}


def test_their_number_is_bounded() -> None:
    assert len(pasted_pictures({str(n): {"image/png": PNG} for n in range(MAX_PICTURES + 5)})) == MAX_PICTURES


def test_they_stay_with_the_students_own_texts_and_with_nothing_of_the_courses(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    data = json.loads(notebook(course, ANSWERED, ({"cell_type": "markdown", "metadata": {}, "source": "![p](attachment:p)"},)))
    for cell in data["cells"]:
        cell["attachments"] = {"p": {"image/png": PNG}}
    cells = read_submission(json.dumps(data).encode(), load(course)).cells
    assert {cell.grade_id or cell.cell_id for cell in cells if cell.pictures} == {"why", "own-1"}
