"""What a handed-in notebook tells about itself: its section, and whether anything was written in it."""

from __future__ import annotations

import json

from grading.course import Course
from grading.platforms.notebooks import by_content, is_notebook, signs_of, untouched
from tests.support.downloads import answered, notebook
from tests.support.tiny_course import SECTION, load


def test_a_notebook_as_it_was_given_is_untouched(course: Course) -> None:
    assert untouched(notebook(course), load(course))


def test_an_answer_a_word_or_a_cell_of_ones_own_is_something_written(course: Course) -> None:
    given = json.loads(notebook(course))
    given["cells"].append({"id": "mine", "cell_type": "code", "source": "answer = 42", "metadata": {}, "outputs": []})
    assert not untouched(json.dumps(given).encode(), load(course))
    assert not untouched(notebook(course, {"why": "Because."}), load(course))
    assert not untouched(notebook(course, {"answer": "answer = 42"}), load(course))
    assert not untouched(b"{ no notebook", load(course))


def test_the_section_is_told_by_ids_and_without_them_by_the_text(course: Course) -> None:
    signs = signs_of(course)
    bare = json.loads(answered(course))
    for number, cell in enumerate(bare["cells"]):
        cell["metadata"], cell["id"] = {}, f"cell-{number}"
    assert by_content(answered(course), signs) == SECTION
    assert by_content(json.dumps(bare).encode(), signs) == SECTION
    assert by_content(b'{"cells": [], "nbformat": 4}', signs) == ""
    assert by_content(b"no notebook", signs) == ""
    assert not is_notebook(b"no notebook")
