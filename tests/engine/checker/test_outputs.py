"""Outputs of students' cells, as they come into the autograded notebook and the feedback."""

from __future__ import annotations

import sys

from grading.engine.checker.outputs import MAX_DATA, clean_outputs


def test_no_output_says_where_python_is_installed() -> None:
    """A traceback through a library names its file: nobody needs to know the folders of the machine that grades."""
    place = f"{sys.prefix}/lib/python3/site-packages/numpy/linalg.py"
    base = f"{sys.base_prefix}/lib/python3/json/__init__.py"
    outputs = [
        {"output_type": "stream", "name": "stderr", "text": f"in {place}\nin {base}"},
        {"output_type": "error", "ename": "E", "evalue": place, "traceback": [f"File {base}, line 3"]},
        {"output_type": "display_data", "data": {"text/plain": repr(place)}, "metadata": {}},
    ]
    cleaned = clean_outputs(outputs)
    assert len(cleaned) == 3
    assert sys.prefix not in repr(cleaned)
    assert sys.base_prefix not in repr(cleaned)
    assert "numpy/linalg.py" in repr(cleaned)


def test_a_picture_beyond_the_cap_is_left_out_and_a_small_one_stays() -> None:
    def shown(size: int) -> bool:
        picture = {"output_type": "display_data", "data": {"image/png": "A" * size, "text/plain": "a figure"}, "metadata": {}}
        (output,) = clean_outputs([picture])
        return "image/png" in output["data"]

    assert shown(1000)
    assert shown(MAX_DATA)
    assert not shown(MAX_DATA + 4)
