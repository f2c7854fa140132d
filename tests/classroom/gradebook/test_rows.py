"""The gradebook holds what nbgrader's own API would have written, keeps what a person entered, and loses nothing."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import sys
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateTable

from grading.classroom.changes import Review
from grading.classroom.gradebook import store
from grading.classroom.gradebook.cells import course_cells
from grading.classroom.gradebook.rows import clamped
from grading.classroom.gradebook.schema import make_gradebook
from grading.classroom.gradebook.tables import SCHEMA, TABLES
from grading.content.pair import sync
from grading.course import Course
from grading.errors import GradebookError, UsageError
from grading.release.make import release_notebook
from grading.verdict import Outcome
from tests.support.gradebook_rows import all_rows, change
from tests.support.tiny_class import SECTION, graded, load, make_course, small_class, verdict
from tests.support.tiny_course import TEXT

quiet = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning", "ignore::DeprecationWarning")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return make_course(tmp_path)


@pytest.fixture
def on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """nbgrader calls alembic by its name."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")


def grades(course: Course, student: str) -> dict[str, tuple]:
    rows = all_rows(course.database)["grades"]
    return {cell: rest for owner, cell, *rest in rows if owner == student}


def write_by_api(course: Course, url: str) -> None:
    """Write the small class with nbgrader's Gradebook: the cells from the notebook that nbgrader released, then each mark."""
    from nbgrader.api import Gradebook

    released = json.loads(release_notebook(course, SECTION))
    book = Gradebook(url, course.configuration.course_id)
    with book:
        book.add_assignment(SECTION)
        book.add_notebook(SECTION, SECTION, kernelspec=json.dumps(released["metadata"]["kernelspec"]))
        for cell in released["cells"]:
            meta = cell["metadata"].get("nbgrader")
            if meta is None:
                continue
            name, kind = meta["grade_id"], cell["cell_type"]
            if meta["grade"]:
                book.update_or_create_grade_cell(name, SECTION, SECTION, max_score=float(meta["points"]), cell_type=kind)
            if meta["solution"]:
                book.update_or_create_solution_cell(name, SECTION, SECTION)
            source = {"source": "".join(cell["source"]), "checksum": meta["checksum"], "locked": meta["locked"]}
            book.update_or_create_source_cell(name, SECTION, SECTION, cell_type=kind, **source)
        none = {"double": "No response.", "answer": "No response.", "why": "No response."}
        expected = {
            "student-001": ((4.0, 3.0, None), {}),
            "student-002": ((3.0, 0.0, None), {}),
            "student-003": ((None, None, None), {}),
            "student-004": ((0.0, 0.0, 0.0), none),
            "student-005": ((0.0, 0.0, None), none),
            "student-006": ((1.0, 3.0, 0.0), {"answer": "No response.", "why": "No response."}),
        }
        for student, (scores, comments) in expected.items():
            book.add_student(student)
            stamp = {"timestamp": datetime(2026, 3, 1, 12, 30)} if student == "student-001" else {}
            book.update_or_create_submission(SECTION, student, **stamp)
            for name, score in zip(("test_double", "test_answer", "why"), scores, strict=True):
                grade = book.find_grade(name, SECTION, SECTION, student)
                grade.auto_score, grade.needs_manual_grade = score, score is None
            for name in ("double", "answer", "why"):
                book.find_comment(name, SECTION, SECTION, student).auto_comment = comments.get(name)
        book.db.commit()


@quiet
@pytest.mark.usefixtures("on_path")
def test_rows_equal_those_of_nbgraders_own_api(course: Course, tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'api.db'}"
    write_by_api(course, url)
    store(course, SECTION, small_class(course))
    ours, theirs = all_rows(course.database), all_rows(url)
    for table in theirs:
        assert ours[table] == theirs[table], table


@quiet
def test_nbgraders_api_reads_what_we_wrote(course: Course):
    from nbgrader.api import Gradebook

    store(course, SECTION, small_class(course))
    with Gradebook(course.database, course.configuration.course_id) as book:
        assert book.find_submission(SECTION, "student-001").score == 7.0
        assert book.find_submission(SECTION, "student-002").score == 3.0
        assert book.find_submission(SECTION, "student-003").needs_manual_grade
        assert book.find_assignment(SECTION).max_score == 10.0
        assert {student.id for student in book.students} == {f"student-00{n}" for n in range(1, 7)}


def test_tables_are_those_of_the_installed_nbgrader():
    from nbgrader.api import Base

    assert set(TABLES.tables) == set(Base.metadata.tables)
    for name, table in Base.metadata.tables.items():
        for dialect in (sqlite.dialect(), postgresql.dialect()):
            wanted = str(CreateTable(table).compile(dialect=dialect))
            made = str(CreateTable(TABLES.tables[name]).compile(dialect=dialect))
            assert sorted(line.strip(", ") for line in made.splitlines()) == sorted(
                line.strip(", ") for line in wanted.splitlines()
            )


@pytest.mark.usefixtures("on_path")
def test_schema_version_is_that_of_the_installed_nbgrader():
    from nbgrader.api import get_alembic_version

    assert get_alembic_version() == SCHEMA


def test_checksums_are_those_that_nbgrader_released(course: Course):
    released = {c["id"]: c["metadata"].get("nbgrader") for c in json.loads(release_notebook(course, SECTION))["cells"]}
    for cell in course_cells(load(course)):
        assert cell.metadata() == released[cell.name]


def test_storing_again_changes_marks_and_adds_no_rows(course: Course):
    store(course, SECTION, small_class(course))
    before = all_rows(course.database)
    store(course, SECTION, small_class(course))
    assert all_rows(course.database) == before
    store(course, SECTION, [graded(course, "student-002", verdict())])
    assert grades(course, "student-002")["test_double"][0] == 4.0
    assert len(all_rows(course.database)["grades"]) == len(before["grades"])


def test_what_a_person_entered_survives_a_regrade_and_asks_for_a_review(course: Course):
    store(course, SECTION, small_class(course))
    change(
        course.database,
        "UPDATE grade SET manual_score = 2.5, extra_credit = 0.5, needs_manual_grade = 0 WHERE id IN"
        " (SELECT g.id FROM grade g JOIN base_cell c ON c.id = g.cell_id WHERE c.name = 'test_double')",
    )
    change(course.database, "UPDATE comment SET manual_comment = 'Nice.'")
    change(course.database, "UPDATE submitted_notebook SET flagged = 1")
    store(course, SECTION, [graded(course, "student-001", verdict((Outcome.FAILED, Outcome.FAILED)))])
    assert grades(course, "student-001")["test_double"] == [0.0, 2.5, 0.5, 1]
    assert grades(course, "student-002")["test_double"] == [3.0, 2.5, 0.5, 0]
    rows = all_rows(course.database)
    assert {manual for *_, manual in rows["comments"]} == {"Nice."}
    assert all(flagged for _, _, flagged, _ in rows["submitted notebooks"])


def test_a_person_marks_what_the_grader_cannot(course: Course):
    store(course, SECTION, small_class(course))
    assert grades(course, "student-003")["test_double"] == [None, None, None, 1]
    assert grades(course, "student-001")["why"] == [None, None, None, 1]


def test_an_untouched_written_answer_earns_0_unless_text_was_written_elsewhere(course: Course):
    from tests.support.tiny_class import notebook

    text = {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": "It is additive, as said above."}
    store(
        course,
        SECTION,
        [
            graded(course, "student-001", data=notebook(course, {})),
            graded(course, "student-002", data=notebook(course, {}, (text,))),
        ],
    )
    assert grades(course, "student-001")["why"][0] == 0.0
    assert grades(course, "student-002")["why"][0] is None


def test_of_two_submissions_of_one_student_the_last_counts(course: Course):
    store(course, SECTION, [graded(course, "student-001"), graded(course, "student-001", verdict((Outcome.FAILED,) * 2))])
    assert grades(course, "student-001")["test_double"][0] == 0.0


def test_a_later_time_of_submission_replaces_the_earlier_and_none_keeps_it(course: Course):
    first, second = datetime(2026, 3, 1), datetime(2026, 3, 2)
    store(course, SECTION, [graded(course, "student-001", submitted_at=first)])
    store(course, SECTION, [graded(course, "student-001", submitted_at=second)])
    store(course, SECTION, [graded(course, "student-001")])
    assert str(second) in str(all_rows(course.database)["submissions"][0][2])


@pytest.mark.parametrize(("given", "kept"), [(float("nan"), None), (-1.0, 0.0), (9.0, 4.0), (None, None), (4.0, 4.0)])
def test_a_mark_is_a_number_inside_its_range(given: float | None, kept: float | None):
    assert clamped(given, 4.0) == kept


def edit(course: Course, *changes: tuple[str, str]) -> None:
    """Change the text of the section as an instructor does."""
    text = course.source / SECTION / f"{SECTION}.md"
    written = text.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in written
        written = written.replace(old, new)
    text.write_text(written, encoding="utf-8")
    sync(text.parent)


MORE = """+++ {"nbgrader": {"grade_id": "more", "locked": true}}

A word that was missing.

+++ {"nbgrader": {"grade_id": "about_answer", "locked": true}}"""


def test_cells_without_marks_come_and_go_during_the_term_and_every_mark_and_comment_stays(course: Course):
    store(course, SECTION, small_class(course))
    change(course.database, "UPDATE grade SET manual_score = 2.5 WHERE auto_score IS NULL")
    change(course.database, "UPDATE comment SET manual_comment = 'Nice.'")
    before = all_rows(course.database)
    about = '+++ {"nbgrader": {"grade_id": "about_answer", "locked": true}}'
    edit(course, ("show_double", "show_more"), (about, MORE))
    store(course, SECTION, [graded(course, "student-001", anew=False)])
    rows = all_rows(course.database)
    assert {name for name, *_ in rows["source cells"]} - {name for name, *_ in before["source cells"]} == {"show_more", "more"}
    assert "show_double" not in {name for name, *_ in rows["source cells"]}
    assert rows["grades"] == before["grades"]
    assert rows["comments"] == before["comments"]


def test_a_task_that_has_marks_is_never_taken_out_and_the_advice_deletes_nothing(course: Course):
    store(course, SECTION, small_class(course))
    before = all_rows(course.database)
    start, end = TEXT.index('+++ {"nbgrader": {"grade_id": "about_answer"'), TEXT.index('+++ {"nbgrader": {"grade_id": "why"')
    edit(course, (TEXT[start:end], ""))
    with pytest.raises(GradebookError, match=r"cells of 9\.1_tiny that have marks or comments are gone: test_answer") as raised:
        store(course, SECTION, [graded(course, "student-002")])
    assert all_rows(course.database) == before
    assert "[void] in course.toml" in raised.value.next_step
    assert not re.search("remove|delete|force", raised.value.next_step)


def test_hand_marks_of_a_task_with_new_points_are_looked_at_again_in_the_whole_class(course: Course):
    store(course, SECTION, small_class(course))
    change(
        course.database,
        "UPDATE grade SET manual_score = 2.5, needs_manual_grade = 0"
        " WHERE cell_id IN (SELECT id FROM base_cell WHERE name = 'why')",
    )
    edit(course, ('"solution": true, "points": 3', '"solution": true, "points": 5'))
    seen: list[Review] = []
    store(course, SECTION, [graded(course, "student-001", anew=False)], noticed=seen.append)
    assert {(one.student, one.cell) for one in seen} == {(f"student-00{n}", "why") for n in range(1, 7)}
    assert "the points went from 3 to 5, and it says 2.5" in seen[0].why
    assert grades(course, "student-006")["why"][1:] == [2.5, None, 1]


def test_a_hand_mark_is_looked_at_again_only_where_what_it_rests_on_changed(course: Course):
    store(course, SECTION, small_class(course))
    change(course.database, "UPDATE grade SET manual_score = 2.5, needs_manual_grade = 0")
    failed = (Outcome.FAILED, Outcome.FAILED)
    seen: list[Review] = []
    store(course, SECTION, [graded(course, "student-001", verdict(failed), anew=False)], noticed=seen.append)
    assert [(one.cell, one.why) for one in seen] == [("test_double", "the grader now gives 0, and it says 2.5")]
    assert {name: row[3] for name, row in grades(course, "student-001").items()} == {
        "test_double": 1, "test_answer": 0, "why": 0,
    }  # fmt: skip
    store(course, SECTION, [graded(course, "student-002", anew=True)], noticed=seen.append)
    assert {row[3] for row in grades(course, "student-002").values()} == {1}
    assert "handed in anew" in seen[-1].why


def test_new_points_and_texts_are_taken_over_while_the_cells_stay(course: Course):
    store(course, SECTION, [graded(course, "student-001")])
    text = course.source / SECTION / f"{SECTION}.md"
    text.write_text(TEXT.replace("points: 4", "points: 2").replace("Set the number", "Give the number"), encoding="utf-8")
    sync(text.parent)
    store(course, SECTION, [graded(course, "student-001")])
    rows = all_rows(course.database)
    assert ("test_double", "GradeCell", 2.0, "code") in rows["graded cells"]
    assert any(source == "Give the number." for _, _, _, source, _ in rows["source cells"])
    assert grades(course, "student-001")["test_double"][0] == 2.0


def test_a_failed_batch_leaves_the_gradebook_as_it_was(course: Course, monkeypatch: pytest.MonkeyPatch):
    store(course, SECTION, [graded(course, "student-001")])
    before = all_rows(course.database)

    def fail(*_args: object) -> None:
        raise RuntimeError("stop here")

    monkeypatch.setattr("grading.classroom.gradebook.rows._comments", fail)
    with pytest.raises(RuntimeError, match="stop here"):
        store(course, SECTION, [graded(course, "student-001", verdict((Outcome.FAILED,) * 2)), graded(course, "student-002")])
    assert all_rows(course.database) == before


def test_a_locked_gradebook_says_so_and_keeps_what_it_had(course: Course):
    store(course, SECTION, [graded(course, "student-001")])
    before = all_rows(course.database)
    holder = sqlite3.connect(course.classroom / "gradebook.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(GradebookError, match=r"locked by another process(.|\n)*next: "):
            store(course, SECTION, [graded(course, "student-002")], wait=0.05)
    finally:
        holder.close()
    assert all_rows(course.database) == before


def test_another_schema_version_is_refused_with_the_command_to_run(course: Course):
    make_gradebook(course.database)
    change(course.database, "UPDATE alembic_version SET version_num = 'b6d005d67074'")
    with pytest.raises(GradebookError, match=r"another version(.|\n)*b6d005d67074(.|\n)*nbgrader db upgrade"):
        store(course, SECTION, [graded(course, "student-001")])


def test_a_file_that_is_no_gradebook_is_refused(course: Course):
    (course.classroom / "gradebook.db").write_bytes(b"not a database at all" * 100)
    with pytest.raises(GradebookError, match="not a gradebook"):
        store(course, SECTION, [graded(course, "student-001")])


def test_tables_of_something_else_are_refused(course: Course):
    engine = create_engine(course.database)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE shopping (item TEXT)")
    engine.dispose()
    with pytest.raises(GradebookError, match="without a schema version"):
        store(course, SECTION, [graded(course, "student-001")])


def test_no_space_left_is_said_and_earlier_marks_stay(course: Course, monkeypatch: pytest.MonkeyPatch):
    store(course, SECTION, [graded(course, "student-001")])
    before = all_rows(course.database)
    from sqlalchemy import event

    from grading.classroom.gradebook import schema

    make_engine = schema.create_engine

    def tiny_engine(*args: object, **options: object) -> object:
        engine = make_engine(*args, **options)

        @event.listens_for(engine, "connect")
        def _limit(connection: sqlite3.Connection, _record: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages}")

        return engine

    monkeypatch.setattr(schema, "create_engine", tiny_engine)
    with pytest.raises(GradebookError, match="no space left"):
        store(course, SECTION, [graded(course, f"student-{n:03}") for n in range(2, 400)])
    assert all_rows(course.database) == before


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("nonsense", "cannot be opened"),
        ("postgresql+psycopg://user:secret@localhost/book", "psycopg"),
        ("sqlite:////nowhere/at/all/gradebook.db", "cannot be opened"),
    ],
)
def test_a_url_that_cannot_be_opened_says_what_to_do_and_hides_passwords(course: Course, url: str, says: str):
    with pytest.raises((GradebookError, UsageError), match=says) as caught:
        make_gradebook(url)
    assert caught.value.exit_code == (3 if url.startswith("sqlite") else 2)
    assert "secret" not in str(caught.value)


def test_late_penalty_comes_from_the_configured_plugin(course: Course):
    config = "c = get_config()\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
    (course.root / "nbgrader_config.py").write_text(config, encoding="utf-8")
    store(course, SECTION, [graded(course, "student-001")])
    change(course.database, "UPDATE assignment SET duedate = '2026-03-01 12:00:00.000000'")
    late, early = datetime(2026, 3, 1, 13), datetime(2026, 3, 1, 11)
    store(
        course, SECTION, [graded(course, "student-001", submitted_at=late), graded(course, "student-002", submitted_at=early)]
    )
    penalties = {student: penalty for _, student, _, penalty in all_rows(course.database)["submitted notebooks"]}
    assert penalties == {"student-001": 7.0, "student-002": None}
    change(course.database, "UPDATE assignment SET duedate = NULL")
    store(course, SECTION, [graded(course, "student-001", submitted_at=late)])
    assert {penalty for *_, penalty in all_rows(course.database)["submitted notebooks"]} == {None}
