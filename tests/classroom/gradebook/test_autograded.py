"""The autograded notebook: valid, harmless, with a verdict under every check and the rubric beside every written answer."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from grading.classroom.gradebook import store
from grading.classroom.gradebook.autograded import RUBRIC_TAG, VERDICT_TYPE
from grading.classroom.gradebook.clean import clean_html, clean_markdown, clean_outputs
from grading.course import Course
from grading.errors import GradebookError
from grading.verdict import CellOutput, Outcome, TaskResult, Verdict
from tests.support.tiny_class import ANSWERED, SECTION, check, graded, load, make_course, notebook, verdict

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\ud800"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return make_course(tmp_path)


def stored(course: Course, result: Verdict | None = None, **extra: object) -> nbformat.NotebookNode:
    store(course, SECTION, [graded(course, "student-001", result, **extra)])
    path = course.autograded / "student-001" / SECTION / f"{SECTION}.ipynb"
    made = nbformat.read(path, as_version=4)
    nbformat.validate(made)
    return made


def by_id(made: nbformat.NotebookNode) -> dict[str, nbformat.NotebookNode]:
    return {cell.id: cell for cell in made.cells}


def test_every_check_cell_carries_mark_messages_and_data(course: Course):
    result = verdict((PASSED, FAILED), message="double(-5) came back as 10.")
    output = by_id(stored(course, result))["test_double"].outputs[0]
    assert output.data["text/plain"] == "3.0"
    assert "double(-5) came back as 10." in output.data["text/html"]
    data = output.data[VERDICT_TYPE]
    assert (data["score"], data["points"]) == (3.0, 4.0)
    assert [one["outcome"] for one in data["checks"]] == ["passed", "failed"]


def test_nbgraders_own_reading_of_the_notebook_gives_the_same_marks(course: Course):
    from nbgrader.utils import determine_grade

    made = by_id(stored(course, verdict((PASSED, FAILED), FAILED)))
    assert determine_grade(made["test_double"]) == (3.0, 4.0)
    assert determine_grade(made["test_answer"]) == (0.0, 3.0)


def test_a_task_for_a_person_says_so_and_has_no_score(course: Course):
    output = by_id(stored(course, verdict((PASSED, Outcome.UNDECIDED))))["test_double"].outputs[0]
    assert output.data[VERDICT_TYPE]["score"] is None
    assert "A person marks this task" in output.data["text/html"]


def test_details_for_instructors_stay_out_of_the_notebook(course: Course):
    text = json.dumps(stored(course))
    assert "instructors only" not in text


def test_the_rubric_stands_beside_the_written_answer(course: Course):
    made = stored(course)
    names = [cell.id for cell in made.cells]
    rubric = by_id(made)["rubric-why"]
    assert names.index("rubric-why") == names.index("why") + 1
    assert "2 points for additivity" in rubric.source
    assert rubric.metadata.tags == [RUBRIC_TAG]
    assert "nbgrader" not in rubric.metadata


def test_the_model_answers_of_code_are_not_in_the_notebook(course: Course):
    text = json.dumps(stored(course, verdict(), answers={}))
    assert "secret_factor" not in text
    assert "6 * 7" not in text


def test_messages_notes_and_problems_are_harmless_text(course: Course):
    task = TaskResult(task="double", points=4.0, checks=(check(HOSTILE, FAILED, HOSTILE),), note=HOSTILE)
    rest = verdict().tasks[1:]
    made = stored(course, Verdict(section=SECTION, tasks=(task, *rest), problems=(HOSTILE,)))
    html = by_id(made)["test_double"].outputs[0].data["text/html"]
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_student_outputs_are_shown_without_scripts_and_cannot_look_like_a_verdict(course: Course):
    forged = {"output_type": "execute_result", "data": {"text/plain": "4.0", VERDICT_TYPE: {"score": 4}}, "metadata": {}}
    script = {"output_type": "display_data", "data": {"text/html": HOSTILE, "application/javascript": "x"}, "metadata": {}}
    broken = {"output_type": "stream", "text": ["a", 7, "\udfff"]}
    outputs = CellOutput(cell_id="double", outputs=(forged, script, broken, {"output_type": "odd"}, {}))
    made = by_id(stored(course, verdict((FAILED, FAILED), cells=(outputs,))))["double"]
    assert [output.output_type for output in made.outputs] == ["display_data", "display_data", "stream"]
    text = json.dumps(made.outputs)
    assert VERDICT_TYPE not in text
    assert "script" not in text
    assert "onerror" not in text


def test_outputs_of_a_check_cell_come_after_the_verdict(course: Course):
    printed = {"output_type": "stream", "name": "stderr", "text": "a warning\n"}
    made = by_id(stored(course, verdict(cells=(CellOutput(cell_id="test_double", outputs=(printed,)),))))["test_double"]
    assert VERDICT_TYPE in made.outputs[0].data
    assert made.outputs[1].text == "a warning\n"


def test_what_the_student_handed_in_as_output_is_dropped(course: Course):
    data = json.loads(notebook(course, ANSWERED))
    for cell in data["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "I pass everything"}]
    made = stored(course, data=json.dumps(data).encode())
    assert "I pass everything" not in json.dumps(made)


def test_problems_of_the_submission_are_kept_for_feedback(course: Course):
    assert stored(course, verdict(problems=("A cell was missing.",))).metadata.landscape.problems == ["A cell was missing."]


def test_the_same_submission_gives_the_same_bytes(course: Course):
    stored(course)
    path = course.autograded / "student-001" / SECTION / f"{SECTION}.ipynb"
    first = path.read_bytes()
    stored(course)
    assert path.read_bytes() == first


def test_an_unreadable_submission_still_has_a_whole_notebook(course: Course):
    made = stored(course, verdict((FAILED, FAILED), FAILED), data=b"\x00")
    assert {cell.grade_id for cell in load(course).cells if cell.grade_id} <= set(by_id(made))


def test_the_time_of_submission_goes_along_even_over_a_read_only_file(course: Course):
    folder = course.submitted / "student-001" / SECTION
    folder.mkdir(parents=True)
    (folder / "timestamp.txt").write_text("2026-03-01 12:30:00 UTC\n", encoding="utf-8")
    stored(course)
    copy = course.autograded / "student-001" / SECTION / "timestamp.txt"
    copy.chmod(0o444)
    (folder / "timestamp.txt").write_text("2026-03-02 12:30:00 UTC\n", encoding="utf-8")
    stored(course)
    assert copy.read_text(encoding="utf-8") == "2026-03-02 12:30:00 UTC\n"


def test_a_folder_that_cannot_be_written_stops_with_its_name_before_any_mark(course: Course):
    course.autograded.write_text("a file in the place of the folder", encoding="utf-8")
    with pytest.raises(GradebookError, match="autograded notebook could not be written"):
        stored(course)
    assert not (course.classroom / "gradebook.db").exists()


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<img src='javascript:alert(1)'>",
        "<img src='https://elsewhere.example/x.png'>",
        "<img src='data:image/svg+xml;base64,PHN2Zz4='>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<div onclick='alert(1)'>x</div>",
        "<style>body{display:none}</style>",
        "<iframe src='https://elsewhere.example'></iframe>",
        "<svg onload=alert(1)>",
        "<form action='https://elsewhere.example'><input></form>",
        "<div style='position:fixed'>x</div>",
    ],
)
def test_html_that_acts_or_loads_is_taken_out(html: str):
    clean = clean_html(html).lower()
    for word in ("script", "elsewhere", "onclick", "onload", "<style", "style=", "<iframe", "<svg", "<form", "data:"):
        assert word not in clean


def test_tables_and_pictures_inside_stay():
    kept = clean_html("<table><tr><td>1</td></tr></table><img src='data:image/png;base64,iVBOR==' alt='a'>")
    assert "<td>1</td>" in kept
    assert "data:image/png;base64,iVBOR==" in kept


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["output_type", "data", "text", "name", "ename", "traceback", "text/html", "image/png", "metadata"]
            ),
            inner,
        )
    ),
    max_leaves=10,
)


@settings(deadline=None, max_examples=150)
@given(outputs=st.lists(values | st.dictionaries(st.just("output_type"), st.sampled_from(["stream", "error", "display_data"]))))
def test_any_outputs_become_valid_ones(outputs: list):
    cell = nbformat.v4.new_code_cell("", id="a", outputs=[nbformat.from_dict(output) for output in clean_outputs(outputs)])
    made = nbformat.v4.new_notebook(cells=[cell])
    nbformat.validate(made)
    nbformat.writes(made).encode()


FETCHED = [
    "![seen](http://example.org/x.png)",
    "![seen](//example.org/x.png)",
    "![seen][far]\n\n[far]: https://example.org/x.png",
    "![near ![far](http://example.org/x.png)](x.png)",
    "[![far](http://example.org/x.png)](#here)",
    "<img src=http://example.org/x.png>",
    "<IMG SRCSET='http://example.org/x.png 2x'>",
    "<video poster=http://example.org/x.png src=http://example.org/x.mp4></video>",
    "<style>@import url(http://example.org/x.css)</style>",
    "<link rel=stylesheet href=http://example.org/x.css>",
    "<b style='background:url(http://example.org/x.png)'>bold</b>",
    "<svg><image href='http://example.org/x.png'/></svg>",
    r"$\style{background:url(http://example.org/x.png)}{x}$",
]
FETCHES = re.compile(
    r"<(?:img|video|audio|source|link|iframe|embed|object|svg|image|input|style)\b|<\w[^>]*\b(?:style|src|srcset)\s*=",
    re.IGNORECASE,
)


@pytest.mark.parametrize("source", FETCHED)
def test_the_autograded_copy_fetches_nothing_when_its_markdown_is_shown(source: str):
    """Shown by another renderer than the one that cleans: Markdown to HTML, without any cleaning."""
    assert FETCHES.search(markdown2html_mistune(source)) or "\\style" in source
    shown = markdown2html_mistune(clean_markdown(source))
    assert not FETCHES.search(shown)
    assert "\\style" not in shown
    assert "example.org" in shown  # whoever marks the answer still sees what was written


@pytest.mark.parametrize("source", ["![plot](attachment:plot.png)", "![plot](plots/flat.png)", "<b>bold</b>", "$a < b$, 1 < 2"])
def test_what_is_near_stays_as_it_was(source: str):
    assert clean_markdown(source) == source


def test_markdown_of_students_is_defused_in_the_file(course: Course):
    """In a cell of their own, in a written answer, and in what a cell displays."""
    own = ({"cell_type": "markdown", "id": "own-1", "metadata": {}, "source": FETCHED[0]},)
    shown = {"output_type": "display_data", "metadata": {}, "data": {"text/markdown": FETCHED[0], "image/svg+xml": FETCHED[11]}}
    data = notebook(course, {**ANSWERED, "why": FETCHED[0]}, own)
    result = verdict(cells=(CellOutput(cell_id="double", outputs=(shown,)),))
    text = json.dumps(stored(course, result, data=data))
    assert text.count("example.org") == 3
    assert "![seen](http" not in text
    assert "<image" not in text
