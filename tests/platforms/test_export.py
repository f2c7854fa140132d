"""`landscape export` and `landscape feedback --zip`: what each platform imports; a mark that is not final is an empty cell."""

# Longer than the house measure: one test a platform and situation, on the same few marks.

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import text

from grading.classroom import records
from grading.classroom.gradebook import store
from grading.classroom.gradebook.final import final_marks
from grading.classroom.gradebook.rows import Marks, write_marks
from grading.classroom.gradebook.schema import transaction
from grading.classroom.records import Graded
from grading.course import Course
from grading.errors import UsageError
from grading.platforms.roster_files import read_class_list
from grading.section import Section
from grading.verdict import Verdict
from tests.platforms.conftest import Landscape
from tests.support.class_lists import CANVAS, GRADESCOPE, MOODLE, write
from tests.support.downloads import answered, write_zip
from tests.support.tiny_class import graded
from tests.support.tiny_course import SECTION

DONE, NO_WORDS = {"test_double": 4.0, "test_answer": 3.0, "why": 2.5}, {"test_double": 4.0, "test_answer": 3.0, "why": None}


def give(course: Course, marks: dict[str, dict[str, float | None]]) -> None:
    """Write marks into the gradebook as grading does."""
    section = Section.load(course, SECTION)
    rows = [Marks(student=student, scores=dict(scores), untouched=frozenset()) for student, scores in marks.items()]
    with transaction(course.database) as connection:
        write_marks(connection, section, rows, course_id="tiny")


def sql(course: Course, statement: str) -> None:
    with transaction(course.database) as connection:
        connection.execute(text(statement))


def table(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(encoding), newline="")))


def exported(course: Course, target: str) -> Path:
    return course.classroom / "exports" / f"{SECTION}-{target}.csv"


def test_final_marks_are_those_of_nbgrader_and_the_others_are_none(course: Course) -> None:
    give(course, {"12": DONE, "13": NO_WORDS, "14": {**DONE, "test_double": None}, "15": DONE, "16": DONE})
    sql(course, "update grade set extra_credit = 0.5 where auto_score = 2.5")
    sql(course, "update submitted_notebook set late_submission_penalty = 1.0")
    found = final_marks(course, Section.load(course, SECTION))
    assert {student: one.total for student, one in found.items()} == {"12": 9.0, "13": None, "14": None, "15": 9.0, "16": 9.0}
    assert found["13"].why == {"why": "a written answer to be marked"}
    assert found["14"].why == {"double": "a person has to mark it"}
    from nbgrader.api import Gradebook

    with Gradebook(course.database) as book:
        submission = book.find_submission(SECTION, "12")
        assert max(0.0, submission.score - submission.late_submission_penalty) == found["12"].total


def test_a_mark_given_by_hand_after_the_grading_obeys_the_late_rules(course: Course) -> None:
    config = "c = get_config()\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
    (course.root / "nbgrader_config.py").write_text(config, encoding="utf-8")
    give(course, {"12": NO_WORDS, "13": NO_WORDS})
    sql(course, "update assignment set duedate = '2026-03-01 00:00:00.000000'")
    sql(course, "update submitted_assignment set timestamp = '2026-03-02 00:00:00.000000' where student_id = '12'")
    sql(course, "update grade set manual_score = 1.5, needs_manual_grade = 0 where auto_score is null")
    found = final_marks(course, Section.load(course, SECTION))
    assert (found["12"].penalty, found["12"].total) == (8.5, 0.0)  # all that the student has, the hand mark too
    assert found["13"].total == 8.5


def test_a_manual_mark_counts_and_one_that_waits_for_another_look_does_not(course: Course) -> None:
    give(course, {"12": NO_WORDS, "13": NO_WORDS})
    sql(course, "update grade set manual_score = 1.5, needs_manual_grade = 0 where auto_score is null")
    assert final_marks(course, Section.load(course, SECTION))["12"].total == 8.5
    sql(course, "update grade set needs_manual_grade = 1 where manual_score is not null")
    assert final_marks(course, Section.load(course, SECTION))["12"].total is None


def test_a_hand_in_that_was_not_graded_yet_has_no_final_mark(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    give(course, {"12": DONE})
    landscape(
        "collect",
        write_zip(
            tmp_path / "a.zip", {"a_12_1_9.1_tiny.ipynb": answered(course, 1), "b_13_2_9.1_tiny.ipynb": answered(course, 2)}
        ),
    )
    verdict = Verdict(section=SECTION, tasks=())
    records.save(course, Graded(student="12", section=SECTION, notebook=answered(course, 1), verdict=verdict))
    assert final_marks(course, Section.load(course, SECTION))["12"].total == 9.5
    assert final_marks(course, Section.load(course, SECTION))["13"].why["double"] == "handed in, and not graded yet"
    landscape("collect", write_zip(tmp_path / "b.zip", {"a_12_9_9.1_tiny.ipynb": answered(course, 3)}))
    found = final_marks(course, Section.load(course, SECTION))["12"]
    assert (found.total, found.why["double"]) == (None, "handed in anew since it was graded")


def test_canvas_gets_its_own_gradebook_back_with_the_marks(
    course: Course, landscape: Landscape, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    give(course, {"12": DONE, "13": NO_WORDS, "77": DONE})
    book = write(tmp_path / "gradebook.csv", CANVAS.replace('"Student, Test",99,,,S1,,', '"Student, Test",99,,,S1,EX,'))
    assert landscape("export", SECTION, "--to", "canvas", "--gradebook", book) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "1 marks in" in said
    assert "1 cells left empty, as the marks of 1 students are not final" in said
    assert "1 have marks and no row: 77" in said
    rows = table(exported(course, "canvas"))
    before = table(book)
    assert list(rows[0]) == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "9.1 Tiny (4711)"]
    for now, then in zip(rows, before, strict=True):
        assert [now[name] for name in ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")] == [
            then[name] for name in ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
        ]
    assert [row["9.1 Tiny (4711)"] for row in rows] == ["Manual Posting", "10", "9.5", "", "", "EX"]


def test_canvas_takes_columns_of_the_roster_total_and_task_by_task(
    course: Course, landscape: Landscape, tmp_path: Path
) -> None:
    give(course, {"12": DONE, "13": NO_WORDS})
    landscape("roster", write(tmp_path / "list.csv", CANVAS))
    assert landscape("export", SECTION, "--to", "canvas") == 1
    rows = {row["ID"]: row for row in table(exported(course, "canvas"))}
    assert rows[""]["Student"] == "    Points Possible"
    assert [rows[one][SECTION] for one in ("", "12", "13", "14")] == ["10", "9.5", "", ""]
    assert rows["13"]["Student"] == 'O\'Neil, "Jo"'
    assert rows["14"]["Student"] == '\'=HYPERLINK("x")'
    landscape("export", SECTION, "--to", "canvas", "--by", "task")
    rows = {row["ID"]: row for row in table(exported(course, "canvas"))}
    assert [rows["13"][f"{SECTION} {task}"] for task in ("double", "answer", "why")] == ["4", "3", ""]


def test_the_column_of_canvas_must_be_clear(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    give(course, {"12": DONE})
    book = write(tmp_path / "a.csv", CANVAS.replace("9.1 Tiny (4711)", "Homework 3 (4711)"))
    with pytest.raises(UsageError, match="is not clear") as caught:
        landscape("export", SECTION, "--to", "canvas", "--gradebook", book)
    assert "Homework 3 (4711)" in caught.value.got
    assert landscape("export", SECTION, "--to", "canvas", "--gradebook", book, "--column", "Homework 3") == 0
    assert [row["Homework 3 (4711)"] for row in table(exported(course, "canvas"))][2] == "9.5"
    with pytest.raises(UsageError, match="this is no gradebook of Canvas"):
        landscape("export", SECTION, "--to", "canvas", "--gradebook", write(tmp_path / "b.csv", MOODLE))


def test_who_is_excused_in_canvas_stays_excused(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    give(course, {"12": DONE, "13": DONE})
    book = write(tmp_path / "a.csv", CANVAS.replace('"S1 and S2",7,', '"S1 and S2",EX,'))
    landscape("export", SECTION, "--to", "canvas", "--gradebook", book)
    assert [row["9.1 Tiny (4711)"] for row in table(exported(course, "canvas"))][2:4] == ["9.5", "EX"]


def test_points_that_differ_are_said(
    course: Course, landscape: Landscape, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    give(course, {"12": DONE})
    book = write(tmp_path / "a.csv", CANVAS.replace(",,,,,10,", ",,,,,100,"))
    assert landscape("export", SECTION, "--to", "canvas", "--gradebook", book) == 1
    assert "has 100 points in Canvas" in capsys.readouterr().out


def test_moodle_gets_its_worksheet_back_with_the_grades(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    landscape("roster", write(tmp_path / "list.csv", MOODLE))
    give(course, {"anna@uni.example": DONE, "joerg@uni.example": NO_WORDS})
    assert landscape("export", SECTION, "--to", "moodle", "--gradebook", tmp_path / "list.csv") == 1
    rows, before = table(exported(course, "moodle")), table(tmp_path / "list.csv")
    assert list(rows[0]) == list(before[0])
    assert [{**row, "Grade": ""} for row in rows] == before
    assert [row["Grade"] for row in rows] == ["9.5", ""]


def test_moodle_knows_its_participants_from_the_download_too(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    landscape(
        "collect", write_zip(tmp_path / "m.zip", {"Anna Berg_501_assignsubmission_file/9.1_tiny.ipynb": answered(course)})
    )
    give(course, {"anna-berg": DONE})
    assert landscape("export", SECTION, "--to", "moodle") == 0
    (row,) = table(exported(course, "moodle"))
    assert (row["Identifier"], row["Grade"], row["Maximum Grade"]) == ("Participant 501", "9.5", "10")
    assert "Last modified (grade)" in row
    landscape("export", SECTION, "--to", "moodle", "--gradebook", write(tmp_path / "w.csv", MOODLE))
    assert [row["Grade"] for row in table(exported(course, "moodle"))] == ["9.5", ""]


def test_a_maximum_that_is_too_small_for_moodle_is_said(
    course: Course, landscape: Landscape, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    landscape("roster", write(tmp_path / "list.csv", MOODLE))
    give(course, {"anna@uni.example": DONE})
    sheet = write(tmp_path / "w.csv", MOODLE.replace("10.00", "5.00"))
    assert landscape("export", SECTION, "--to", "moodle", "--gradebook", sheet) == 1
    assert "Moodle skips grades above it" in " ".join(capsys.readouterr().out.split())


def test_moodles_grade_import_gets_a_column_a_task(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    landscape("roster", write(tmp_path / "list.csv", MOODLE))
    give(course, {"anna@uni.example": NO_WORDS})
    landscape("export", SECTION, "--to", "moodle", "--by", "task")
    row = table(exported(course, "moodle"))[0]
    assert (row["Email address"], row[f"{SECTION} double"], row[f"{SECTION} why"]) == ("anna@uni.example", "4", "")


def test_gradescopes_table_from_the_roster_and_from_the_download(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    give(course, {"0012": DONE})
    landscape("roster", write(tmp_path / "list.csv", GRADESCOPE))
    assert landscape("export", SECTION, "--to", "gradescope", "--by", "task") == 0
    (row,) = table(exported(course, "gradescope"))
    assert (row["SID"], row["Total Score"], row["Max Points"], row["Status"]) == ("0012", "9.5", "10", "Graded")
    assert row[f"{SECTION} double (4 pts)"] == "4"
    landscape("export", SECTION, "--to", "gradescope", "--gradebook", tmp_path / "list.csv")
    assert table(exported(course, "gradescope")) == [{**table(tmp_path / "list.csv")[0], "Total Score": "9.5"}]


@pytest.mark.parametrize("bom", [False, True])
def test_a_table_of_ones_own_survives_pythons_csv_and_a_bom(
    course: Course, landscape: Landscape, tmp_path: Path, bom: bool
) -> None:
    names = 'student_id,last name,first name\n12,"Müller, geb. ""Öz""",Zoë\n13,=1+1,陳\n'
    landscape("roster", write(tmp_path / "list.csv", names))
    give(course, {"12": DONE, "13": NO_WORDS, "zz": DONE})
    assert landscape("export", "--to", "csv", *(["--bom"] if bom else []), SECTION) == 1
    assert exported(course, "csv").read_bytes().startswith(b"\xef\xbb\xbf") is bom
    rows = {row["student_id"]: row for row in table(exported(course, "csv"), "utf-8-sig")}
    assert (rows["12"]["last_name"], rows["12"]["first_name"], rows["12"][SECTION]) == ('Müller, geb. "Öz"', "Zoë", "9.5")
    assert (rows["13"]["last_name"], rows["13"]["first_name"], rows["13"][SECTION]) == ("'=1+1", "陳", "")
    assert rows["zz"][SECTION] == "9.5"
    again = read_class_list(exported(course, "csv"))
    assert [one.last_name for one in again.students if one.student == "13"] == ["=1+1"]


def test_the_table_goes_to_stdout_alone_when_asked(
    course: Course, landscape: Landscape, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    give(course, {"12": DONE})
    assert landscape("export", SECTION, "--to", "csv", "-o", "-") == 0
    out = capfdbinary.readouterr().out
    assert out == f"student_id,last_name,first_name,email,{SECTION}\r\n12,,,,9.5\r\n".encode()


def test_what_was_left_empty_comes_as_json(course: Course, landscape: Landscape, capsys: pytest.CaptureFixture[str]) -> None:
    give(course, {"12": NO_WORDS})
    assert landscape("export", SECTION, "--to", "csv", "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert found["empty"] == [["12", SECTION, "a written answer to be marked (why)"]]


def test_an_export_without_marks_or_ids_says_what_to_do(course: Course, landscape: Landscape) -> None:
    with pytest.raises(UsageError, match="nothing was graded yet"):
        landscape("export", "--to", "csv")
    give(course, {"12": DONE})
    with pytest.raises(UsageError, match="there is no roster") as caught:
        landscape("export", SECTION, "--to", "canvas")
    assert "landscape roster" in caught.value.next_step


def with_pages(course: Course, students: list[str]) -> None:
    """Write what `landscape feedback` needs to find graded submissions, with pages that say whose they are."""
    for student in students:
        path = course.feedback / student / SECTION / f"{SECTION}.html"
        path.parent.mkdir(parents=True)
        path.write_text(f"<p>{student}</p>", encoding="utf-8")


@pytest.mark.parametrize(
    ("platform", "files", "names"),
    [
        (
            "canvas",
            {"coldcarl_LATE_13_101_9.1_tiny-1.ipynb": 1, "bergana_12_100_mine.ipynb": 2},
            {"13": f"coldcarl_LATE_13_101_{SECTION}.html", "12": f"bergana_12_100_{SECTION}.html"},
        ),
        (
            "moodle",
            {"Anna Berg_501_assignsubmission_file_/9.1_tiny.ipynb": 1, "Jörg Öhl_502_assignsubmission_file_9.1_tiny.ipynb": 2},
            {
                "anna-berg": f"Anna Berg_501_assignsubmission_file_/{SECTION}.html",
                "jorg-ohl": f"Jörg Öhl_502_assignsubmission_file_/{SECTION}.html",
            },
        ),
    ],
)
def test_feedback_is_packed_under_the_names_that_the_platform_wants(
    course: Course, landscape: Landscape, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    platform: str, files: dict[str, int], names: dict[str, str],
) -> None:  # fmt: skip
    landscape("collect", write_zip(tmp_path / "d.zip", {name: answered(course, number) for name, number in files.items()}))
    landscape(
        "collect", write_zip(tmp_path / "own.zip", {f"student-009/{SECTION}.ipynb": answered(course, 9)}), "--from", "folder"
    )
    with_pages(course, [*names, "student-009"])
    verdict = Verdict(section=SECTION, tasks=())
    for student in (*names, "student-009"):
        records.save(course, Graded(student=student, section=SECTION, notebook=b"", verdict=verdict))
    monkeypatch.setattr("grading.cli.feedback.write_feedback", lambda *_: None)
    assert landscape("feedback", SECTION, "--zip", platform) == 1  # student-009 came by no download of the platform
    with zipfile.ZipFile(course.classroom / "exports" / f"{SECTION}-feedback-{platform}.zip") as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == {
            name: f"<p>{student}</p>".encode() for student, name in names.items()
        }


def test_after_a_second_upload_the_feedback_goes_to_the_one_that_was_taken(
    course: Course, landscape: Landscape, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"bergana_12_100_9.1_tiny.ipynb": answered(course, 1), "bergana_12_205_9.1_tiny-1.ipynb": answered(course, 2)}
    landscape("collect", write_zip(tmp_path / "d.zip", files))
    with_pages(course, ["12"])
    records.save(course, Graded(student="12", section=SECTION, notebook=b"", verdict=Verdict(section=SECTION, tasks=())))
    monkeypatch.setattr("grading.cli.feedback.write_feedback", lambda *_: None)
    assert landscape("feedback", "--zip", "canvas") == 0
    with zipfile.ZipFile(course.classroom / "exports" / f"{SECTION}-feedback-canvas.zip") as packed:
        assert packed.namelist() == [f"bergana_12_205_{SECTION}.html"]


def test_what_the_late_rules_took_off_is_said(course: Course, landscape: Landscape, capsys: pytest.CaptureFixture[str]) -> None:
    """Penalties follow from due date and time: two of three came two days late, and the rule takes everything."""
    give(course, {"12": DONE, "13": DONE, "14": DONE})
    config = 'c = get_config()\nc.LateSubmissionPlugin.penalty_method = "zero"\n'
    (course.root / "nbgrader_config.py").write_text(config, encoding="utf-8")
    sql(course, "update assignment set duedate = '2026-03-01 12:00:00.000000'")
    sql(course, "update submitted_assignment set timestamp = '2026-03-03 12:00:00.000000' where student_id != '12'")
    assert landscape("export", SECTION, "--to", "csv") == 0
    assert "late penalty: 2 hand-ins, 19 points in all" in " ".join(capsys.readouterr().out.split())
    assert [row[SECTION] for row in table(exported(course, "csv"))] == ["9.5", "0", "0"]
    assert landscape("export", SECTION, "--to", "csv", "--by", "task") == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "2 hand-ins, 19 points in all; it is in totals, and in no column of a task" in said


def test_pages_whose_marks_are_not_final_are_counted(
    course: Course, landscape: Landscape, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"a_12_1_9.1_tiny.ipynb": answered(course, 1), "b_13_2_9.1_tiny.ipynb": answered(course, 2)}
    landscape("collect", write_zip(tmp_path / "a.zip", files))
    done = [graded(course, "12", data=answered(course, 1)), graded(course, "13", data=answered(course, 2))]
    for one in done:
        records.save(course, one)
    store(course, SECTION, done)
    sql(course, "update grade set manual_score = 1, needs_manual_grade = 0 where manual_score is null and auto_score is null")
    capsys.readouterr()
    assert landscape("feedback", SECTION) == 0
    assert "not marked yet" not in capsys.readouterr().out
    sql(course, "update grade set needs_manual_grade = 1 where id in (select id from grade where manual_score = 1 limit 1)")
    assert landscape("feedback", SECTION, "--zip", "canvas") == 0
    assert "1 of them say *not marked yet*" in " ".join(capsys.readouterr().out.split())
