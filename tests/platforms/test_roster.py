"""`landscape roster`: the platforms' own class lists, nbgrader's table of students, and who did not hand in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grading.classroom.gradebook.students import StudentRow, read_students, write_students
from grading.course import Course
from grading.errors import UsageError
from grading.platforms.names import Platform
from grading.platforms.roster import Roster, Student, load_roster, merge
from grading.platforms.roster_files import read_class_list
from grading.platforms.sheets import as_csv, guarded, read_sheet, unguarded
from tests.platforms.conftest import Landscape
from tests.support.class_lists import CANVAS, CLASSROOM, GERMAN, GRADESCOPE, MOODLE, OWN, write
from tests.support.downloads import answered, write_zip
from tests.support.tiny_course import SECTION


@pytest.mark.parametrize(
    ("text", "platform", "first"),
    [
        (CANVAS, Platform.CANVAS, ("12", "Anna", "Berg", "", ("12",))),
        (MOODLE, Platform.MOODLE, ("anna@uni.example", "Anna Maria", "Berg", "anna@uni.example", ("501", "anna@uni.example"))),
        (GERMAN, Platform.MOODLE, ("anna@uni.example", "Anna", "Berg", "anna@uni.example", ("501", "anna@uni.example"))),
        (GRADESCOPE, Platform.GRADESCOPE, ("0012", "Anna", "Berg", "anna@uni.example", ("0012", "anna@uni.example"))),
        (CLASSROOM, Platform.CLASSROOM, ("anna@uni.example", "Anna", "Berg", "anna@uni.example", ("anna@uni.example",))),
        (OWN, Platform.FOLDER, ("student-001", "Anna", "Berg", "", ("student-001",))),
    ],
)
def test_each_platforms_class_list_is_read(tmp_path: Path, text: str, platform: Platform, first: tuple[object, ...]) -> None:
    found = read_class_list(write(tmp_path / "list.csv", text))
    one = found.students[0]
    assert found.platform is platform
    assert (one.student, one.first_name, one.last_name, one.email, one.keys) == first


def test_rows_about_assignments_are_no_students(tmp_path: Path) -> None:
    found = read_class_list(write(tmp_path / "list.csv", CANVAS)).students
    assert [one.student for one in found] == ["12", "13", "14", "99"]
    assert (found[1].first_name, found[1].last_name) == ('"Jo"', "O'Neil")
    assert found[2].name == '=HYPERLINK("x")'
    assert found[1].fields["Section"] == "S1 and S2"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_umlauts_survive_every_encoding_of_spreadsheets(tmp_path: Path, encoding: str) -> None:
    found = read_class_list(write(tmp_path / "list.csv", MOODLE, encoding)).students
    assert found[1].name == "Jörg Öhl"


def test_another_column_may_name_the_student(tmp_path: Path) -> None:
    text = CANVAS.replace('"Student, Test",99,,,', '"Student, Test",99,u99,t,')
    found = read_class_list(write(tmp_path / "list.csv", text), id_column="sis login id")
    assert [one.student for one in found.students][:2] == ["ab12", "jo13"]
    assert found.students[0].keys == ("12", "ab12")


@pytest.mark.parametrize(
    ("text", "says", "got"),
    [
        (CANVAS.replace(",13,", ",12,"), "two students have one id", "12: Anna Berg and"),
        (CANVAS.replace(",13,", ",1.23457E+11,"), "has rounded ids", "\"Jo\" O'Neil: '1.23457E+11'"),
        (CANVAS.replace(",13,", ",,"), "no column tells who a student is", "columns Student"),
        ("name,colour\nAnna,red\n", "no column tells who a student is", "columns name"),
        ("student_id,name\n", "this file names no students", ""),
        ("\n\n", "not a CSV file", "an empty file"),
        ("PK\x03\x04xlsx", "not a CSV file", "a spreadsheet program's own file"),
    ],
)
def test_a_file_that_does_not_tell_who_is_who_is_refused(tmp_path: Path, text: str, says: str, got: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_class_list(write(tmp_path / "list.csv", text))
    assert says in str(caught.value)
    assert caught.value.got.startswith(got)
    assert caught.value.next_step


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no column 'Matrikel'"):
        read_class_list(write(tmp_path / "list.csv", CANVAS), id_column="Matrikel")


def test_an_id_can_name_a_folder(tmp_path: Path) -> None:
    found = read_class_list(write(tmp_path / "list.csv", "student_id,name\n../../etc,Anna\n.hidden,Carl\na/b,Dora\n"))
    assert [one.student for one in found.students] == ["etc", "hidden", "a-b"]


def test_the_roster_fills_nbgraders_table_of_students(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    write_students(course.database, [StudentRow(student="12")])
    assert landscape("roster", write(tmp_path / "list.csv", CANVAS)) == 0
    rows = read_students(course.database)
    assert rows["12"] == StudentRow(student="12", first_name="Anna", last_name="Berg", lms_user_id="12")
    assert rows["13"].last_name == "O'Neil"
    from nbgrader.api import Gradebook

    with Gradebook(course.database) as book:
        assert (book.find_student("12").first_name, book.find_student("12").last_name) == ("Anna", "Berg")
    assert landscape("roster", write(tmp_path / "email.csv", "student_id,email\n12,anna@uni.example\n")) == 0
    assert read_students(course.database)["12"].last_name == "Berg"
    assert read_students(course.database)["12"].email == "anna@uni.example"


def test_the_roster_says_who_did_not_hand_in(
    course: Course, landscape: Landscape, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"x_12_1_9.1_tiny.ipynb": answered(course), "y_77_2_9.1_tiny.ipynb": answered(course, 2)}
    landscape("collect", write_zip(tmp_path / "s.zip", files))
    landscape("roster", write(tmp_path / "list.csv", CANVAS))
    said = " ".join(capsys.readouterr().out.split())
    assert f"{SECTION}: 3 did not hand in" in said
    assert "Test Student (99)" in said
    assert f"{SECTION}: handed in, and not on the roster: 77" in said
    landscape("roster", "--json")
    rows = {row["student"]: row for row in json.loads(capsys.readouterr().out)}
    assert (rows["12"]["handed_in"], rows["13"]["handed_in"]) == ([SECTION], [])


def test_a_second_file_adds_and_nobody_goes(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    landscape("roster", write(tmp_path / "a.csv", MOODLE))
    second = MOODLE.replace("Participant 501", "Participant 901").replace("Participant 502", "Participant 902")
    landscape("roster", write(tmp_path / "b.csv", second.replace("Jörg Öhl", "Jörg Öhl-Berg")))
    roster = load_roster(course)
    assert [one.name for one in roster.students] == ["Anna Maria Berg", "Jörg Öhl-Berg"]
    assert roster.by_key("502") == roster.by_key("902") == roster.by_id("joerg@uni.example")
    before = (course.classroom / "roster.json").stat().st_mtime_ns
    landscape("roster", tmp_path / "b.csv")
    assert (course.classroom / "roster.json").stat().st_mtime_ns == before


def test_two_students_of_one_id_change_nothing(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    landscape("roster", write(tmp_path / "a.csv", CANVAS))
    before = (course.classroom / "roster.json").read_bytes()
    with pytest.raises(UsageError, match="two students have one id"):
        landscape("roster", write(tmp_path / "b.csv", CANVAS.replace(",13,", ",12,")))
    assert (course.classroom / "roster.json").read_bytes() == before


def test_a_damaged_roster_is_said(course: Course, landscape: Landscape) -> None:
    (course.classroom / "roster.json").write_text('{"format": 1, "students": [{}]}', encoding="utf-8")
    with pytest.raises(UsageError, match="the roster cannot be read"):
        landscape("roster")


def test_a_name_finds_its_student_however_it_is_written() -> None:
    anna = Student(student="1", first_name="Anna", last_name="Berg")
    twin = Student(student="2", first_name="Anna", last_name="Berg")
    roster = Roster(students=(anna,))
    for name in ("Anna Berg", "Berg, Anna", "ANNA BERG", "berganna", "Ánna Berg"):
        assert roster.by_name(name) == (anna,)
    assert roster.by_name("Anna") == roster.by_name("") == ()
    assert Roster(students=(anna, twin)).by_name("Anna Berg") == (anna, twin)


def test_a_key_of_two_students_finds_neither() -> None:
    two = (Student(student="1", keys=("x",)), Student(student="2", keys=("x",)))
    assert Roster(students=two).by_key("x") is None
    assert Roster(students=two).by_key("") is None
    assert merge(Roster(), two[:1]).by_key("x") == two[0]


NAMES = [
    "Berg, Anna",
    'O"Neil',
    "Müller-Öz",
    "=1+1",
    "+49",
    "-x",
    "@cmd",
    "\tTab",
    'a\r\nb "c", d',
    "陳",
    "'quoted",
    '="=safe"',
]


@pytest.mark.parametrize("bom", [False, True])
def test_names_survive_the_way_through_csv(tmp_path: Path, bom: bool) -> None:
    (tmp_path / "a.csv").write_bytes(as_csv([["name", "mark"], *([guarded(name), "1"] for name in NAMES)], bom=bom))
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf") is bom
    sheet = read_sheet(tmp_path / "a.csv")
    assert sheet.header == ("name", "mark")
    assert [unguarded(row[0]) for row in sheet.rows][:-1] == NAMES[:-1]
    assert not any(row[0].startswith(("+", "-", "@", "\t")) for row in sheet.rows)
    assert [row[0] for row in sheet.rows if row[0].startswith("=")] == ['="=safe"']
