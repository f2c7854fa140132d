"""Feedback: a page that explains, opens offline, runs nothing, and shows nothing of a check or a solution."""

from __future__ import annotations

import base64
import json
import re
from datetime import datetime
from pathlib import Path

import nbformat
import pytest

from grading.classroom.gradebook import store, write_feedback
from grading.course import Course
from grading.errors import GradebookError
from grading.verdict import CellOutput, Outcome, Verdict
from tests.support.gradebook_rows import change
from tests.support.tiny_class import ANSWERED, SECTION, graded, make_course, notebook, verdict

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return make_course(tmp_path)


def page(course: Course, result: Verdict | None = None, **extra: object) -> str:
    store(course, SECTION, [graded(course, "student-001", result, **extra)])
    return write_feedback(course, SECTION, "student-001").read_text(encoding="utf-8")


def test_the_page_lies_where_nbgrader_would_put_it(course: Course):
    store(course, SECTION, [graded(course, "student-001")])
    path = write_feedback(course, SECTION, "student-001")
    assert path == course.feedback / "student-001" / SECTION / f"{SECTION}.html"


def test_every_check_is_shown_with_its_sign_and_message(course: Course):
    html = page(course, verdict((PASSED, FAILED), Outcome.TIMEOUT, message="double(-5) came back as 10."))
    assert re.search(r'class="passed"><span class="sign">✓</span>Title of three', html)
    assert re.search(r'class="failed"><span class="sign">✗</span>Title of negative.', html)
    assert "double(-5) came back as 10." in html
    assert "(timeout)" in html
    assert "3 of 10 points" in html


def test_a_check_without_a_message_is_explained_by_its_outcome(course: Course):
    assert Outcome.MEMORY.explanation in page(course, verdict(answer=Outcome.MEMORY))


def test_the_students_own_answer_outputs_and_cells_are_shown(course: Course):
    own = {"cell_type": "code", "id": "x", "metadata": {}, "source": "helper = 12345", "outputs": [], "execution_count": None}
    printed = CellOutput(cell_id="double", outputs=({"output_type": "stream", "name": "stdout", "text": "I was here\n"},))
    html = page(course, verdict(cells=(printed,)), data=notebook(course, ANSWERED, (own,)))
    text = re.sub(r"<[^>]+>", "", html)
    assert "return x + x" in text
    assert "I was here" in text
    assert "helper = 12345" in text
    assert "It is additive." in text


def test_nothing_of_solutions_rubrics_or_instructors_details_is_shown(course: Course):
    html = page(course, verdict((FAILED, FAILED)), answers={})
    for secret in ("secret_factor", "6 * 7", "additivity", "Rubric", "instructors only", "as_number", "BEGIN SOLUTION"):
        assert secret not in html


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs(course: Course):
    image = "<img src='https://elsewhere.example/x.png' onerror='alert(2)'>"
    hostile = f"<script>alert(1)</script>\n\n{image}\n\n[x](javascript:alert(3))"
    picture = {"output_type": "display_data", "data": {"image/svg+xml": "<svg onload='alert(4)'/>", "text/html": hostile}}
    cells = (CellOutput(cell_id="double", outputs=(picture,)),)
    answers = {**ANSWERED, "why": hostile, "double": f"double = '''{hostile}'''"}
    html = page(course, verdict((FAILED, FAILED), message=hostile, problems=(hostile,), cells=cells), answers=answers)
    assert not re.search(r"<script|<img[^>]*https|<[^>]*\son\w+=|<svg|href=\"javascript|<link|@import|url\(", html)
    assert "default-src 'none'" in html


def test_html_in_a_written_answer_is_shown_as_text_and_math_is_laid_out(course: Course):
    html = page(course, answers={**ANSWERED, "why": "Say why.\n\nBecause $a < b$ and <b>bold</b> & **strong**."})
    assert "<mi>a</mi><mo>&lt;</mo><mi>b</mi>" in html
    assert '<annotation encoding="application/x-tex">a &lt; b</annotation>' in html
    assert "&lt;b&gt;bold&lt;/b&gt;" in html
    assert "<strong>strong</strong>" in html


def test_what_is_not_marked_yet_is_said(course: Course):
    html = page(course, verdict((PASSED, Outcome.UNDECIDED)))
    assert "Not marked yet: double, why" in html


def test_a_persons_mark_and_comment_replace_the_graders(course: Course):
    store(course, SECTION, [graded(course, "student-001", verdict((FAILED, FAILED)))])
    where = "IN (SELECT id FROM base_cell WHERE name = '{}')"
    change(
        course.database,
        "UPDATE grade SET manual_score = 2.5, extra_credit = 0.25, needs_manual_grade = 0 WHERE cell_id " + where.format("why"),
    )
    change(
        course.database,
        "UPDATE comment SET manual_comment = 'Good, <script>x</script> *but*' WHERE cell_id " + where.format("why"),
    )
    html = write_feedback(course, SECTION, "student-001").read_text(encoding="utf-8")
    assert "2.75 of 3" in html
    assert "5.75 of 10 points" in html
    assert "<em>but</em>" in html
    assert "<script" not in html


def test_a_late_penalty_is_taken_off_and_said(course: Course):
    store(course, SECTION, [graded(course, "student-001")])
    change(course.database, "UPDATE submitted_notebook SET late_submission_penalty = 2")
    assert "5 of 10 points</strong>, after 2 points taken off" in write_feedback(course, SECTION, "student-001").read_text()


def test_problems_of_the_submission_are_told(course: Course):
    assert "These locked cells were missing" in page(course, verdict(problems=("These locked cells were missing: setup.",)))


def test_pictures_of_the_students_cells_are_inside_the_page(course: Course):
    png = {"output_type": "display_data", "data": {"image/png": "iVBORw0KGgo="}, "metadata": {}}
    html = page(course, verdict(cells=(CellOutput(cell_id="double", outputs=(png,)),)))
    assert '<img class="figure" alt="output of this cell" src="data:image/png;base64,iVBORw0KGgo=">' in html


def test_a_submission_that_was_not_graded_says_what_to_run(course: Course):
    with pytest.raises(GradebookError, match=r"landscape grade 9\.1_tiny"):
        write_feedback(course, SECTION, "student-404")
    store(course, SECTION, [graded(course, "student-001")])
    change(course.database, "UPDATE student SET id = 'someone-else'")
    change(course.database, "UPDATE submitted_assignment SET student_id = 'someone-else'")
    with pytest.raises(GradebookError, match="no marks"):
        write_feedback(course, SECTION, "student-001")


PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n and so on").decode()


def with_pictures(course: Course, source: str, attachments: object) -> bytes:
    data = json.loads(notebook(course, {**ANSWERED, "why": source}))
    for cell in data["cells"]:
        if cell["id"] == "why":
            cell["attachments"] = attachments
    return json.dumps(data).encode()


def test_a_picture_that_was_pasted_into_a_written_answer_is_kept_and_shown(course: Course):
    data = with_pictures(course, "See ![my derivation](attachment:image.png)", {"image.png": {"image/png": PNG}})
    html = page(course, data=data)
    assert f'src="data:image/png;base64,{PNG}"' in html
    kept = course.autograded / "student-001" / SECTION / f"{SECTION}.ipynb"
    autograded = nbformat.read(kept, as_version=4)
    nbformat.validate(autograded)
    assert [cell.attachments for cell in autograded.cells if "attachments" in cell] == [{"image.png": {"image/png": PNG}}]


@pytest.mark.parametrize("attachments", [None, {}, {"image.png": {"image/svg+xml": "<svg onload='alert(1)'/>"}}, "nonsense"])
def test_a_picture_that_is_not_there_is_said_in_its_place(course: Course, attachments: object):
    html = page(course, data=with_pictures(course, "See ![<b>me</b>](attachment:image.png) here.", attachments))
    assert "the picture image.png is not in the notebook" in html
    assert "<svg" not in html
    assert "here." in html


def test_a_persons_comment_that_names_a_picture_stops_nothing(course: Course):
    store(course, SECTION, [graded(course, "student-001")])
    change(course.database, "update comment set manual_comment = '![as here](attachment:x.png)'")
    assert "the picture x.png is not in the notebook" in write_feedback(course, SECTION, "student-001").read_text()


def test_a_mark_that_a_person_gives_later_obeys_the_late_rules(course: Course):
    """The plugin takes all points off; what the person gave after the grading is taken off too."""
    (course.root / "nbgrader_config.py").write_text('c = get_config()\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    store(course, SECTION, [graded(course, "student-001", submitted_at=datetime(2026, 3, 2))])
    change(course.database, "update assignment set duedate = '2026-03-01 00:00:00.000000'")
    change(course.database, "update grade set manual_score = 2, needs_manual_grade = 0 where auto_score is null")
    html = write_feedback(course, SECTION, "student-001").read_text(encoding="utf-8")
    assert "0 of 10 points" in html
    assert "after 9 points taken off for a late submission" in html
    change(course.database, "update submitted_assignment set extension = '1970-01-03 00:00:00.000000'")
    assert "9 of 10 points" in write_feedback(course, SECTION, "student-001").read_text(encoding="utf-8")


def test_what_looks_like_html_is_shown_as_it_was_written(course: Course):
    html = page(course, answers={**ANSWERED, "why": "It is <script>not</script> run, for all a <b and\n\n```\nif a<b:\n```\n"})
    text = re.sub(r"<[^>]+>", "", html)
    assert "It is &lt;script&gt;not&lt;/script&gt; run" in text
    assert "all a &lt;b and" in text
    assert "if a&lt;b:" in text
    assert "&amp;lt;" not in html
