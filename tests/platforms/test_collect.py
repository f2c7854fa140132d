"""`landscape collect`: each platform's download as it comes, nothing overwritten without being kept, nobody lost."""

# Longer than the house measure: one test a situation, on the same few lines of set-up.

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from grading.course import Course
from grading.errors import UsageError
from grading.platforms.kept import load_receipts
from grading.platforms.roster import Roster, Student, save_roster
from tests.platforms.conftest import Landscape
from tests.support.class_lists import CANVAS, write
from tests.support.downloads import answered, notebook, tree, write_zip, zip_of
from tests.support.tiny_course import SECTION

ANNA = Student(student="12", first_name="Anna", last_name="Berg", keys=("12",), platform="canvas")
CARL = Student(student="13", first_name="Carl", last_name="Cold", keys=("13",), platform="canvas")


def submitted(course: Course, student: str, name: str = f"{SECTION}.ipynb") -> bytes:
    return (course.submitted / student / SECTION / name).read_bytes()


def students(course: Course) -> list[str]:
    return sorted(path.name for path in course.submitted.iterdir())


def rows(capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, Any]]:
    """Return what --json said, by the name in the download."""
    return {row["file"]: row for row in json.loads(capsys.readouterr().out)["files"]}


def test_a_canvas_download_fills_submitted_as_it_comes(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    files = {
        "bergana_12_100_9.1_tiny.ipynb": answered(course, 1),
        "coldcarl_LATE_13_101_9.1_tiny-1.ipynb": answered(course, 2),
        "dorndora_14_102_9.1_tiny (1).ipynb": answered(course, 3),
        "endeemil_15_103_my_work_final.ipynb": answered(course, 4),
        "anon_Xy12z_104_9.1_tiny.ipynb": answered(course, 5),
    }
    assert landscape("collect", write_zip(tmp_path / "submissions.zip", files)) == 0
    assert students(course) == ["12", "13", "14", "15", "anon_Xy12z"]
    assert [submitted(course, name) for name in students(course)] == list(files.values())


def test_the_table_says_who_which_file_when_and_why(
    course: Course, landscape: Landscape, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        "coldcarl_LATE_13_101_9.1_tiny.ipynb": answered(course, 1),
        "coldcarl_LATE_13_102_9.1_tiny-1.ipynb": answered(course, 2),
        "endeemil_15_103_mine.ipynb": answered(course, 3),
        "dorndora_14_text.html": b"<p>no file</p>",
    }
    path = write_zip(tmp_path / "submissions.zip", files)
    assert landscape("collect", path, "--dry-run") == 0
    said = " ".join(capsys.readouterr().out.replace("│", " ").split())
    for part in (
        "13",
        "coldcarl",
        SECTION,
        "late",
        "taken",
        "the newest of 2",
        "passed over",
        "a text typed into Canvas",
        "nothing was written",
    ):
        assert part in said
    assert not course.submitted.exists()
    assert landscape("collect", path, "--json") == 0
    found = rows(capsys)
    assert found["coldcarl_LATE_13_102_9.1_tiny-1.ipynb"]["outcome"] == "taken"
    assert found["coldcarl_LATE_13_101_9.1_tiny.ipynb"]["why"] == "older than coldcarl_LATE_13_102_9.1_tiny-1.ipynb"
    assert found["endeemil_15_103_mine.ipynb"]["why"] == f"under another name; its cells are those of {SECTION}"
    assert submitted(course, "13") == answered(course, 2)


@pytest.mark.parametrize("older", ["9.1_tiny.ipynb", "9.1_tiny (1).ipynb"])
def test_of_two_uploads_the_newest_wins_and_the_older_is_kept(
    course: Course, landscape: Landscape, tmp_path: Path, older: str
) -> None:
    files = {"student-001/9.1_tiny (2).ipynb": answered(course, 2), f"student-001/{older}": answered(course, 1)}
    assert landscape("collect", write_zip(tmp_path / "a.zip", files), "--from", "folder") == 0
    assert submitted(course, "student-001") == answered(course, 2)
    kept = tree(course.classroom / "kept" / "student-001" / SECTION)
    assert list(kept.values()) == [answered(course, 1)]
    assert [name for name in kept if name.endswith(older)] == list(kept)


def test_the_same_download_twice_changes_nothing(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    files = {
        "bergana_12_100_9.1_tiny.ipynb": answered(course, 1),
        "bergana_12_101_9.1_tiny-1.ipynb": answered(course, 2),
        "bergana_12_102_data.csv": b"1,2\n",
        "unnamed.ipynb": answered(course, 3),
    }
    path = write_zip(tmp_path / "submissions.zip", files)
    assert landscape("collect", path) == 1
    before = {name: (course.classroom / name).stat().st_mtime_ns for name in tree(course.classroom)}
    content = tree(course.classroom)
    assert landscape("collect", path) == 1
    assert tree(course.classroom) == content
    assert {name: (course.classroom / name).stat().st_mtime_ns for name in tree(course.classroom)} == before


def test_a_newer_hand_in_replaces_an_older_one_which_is_kept_whole(
    course: Course, landscape: Landscape, tmp_path: Path
) -> None:
    first = {"bergana_12_100_9.1_tiny.ipynb": answered(course, 1), "bergana_12_101_data.csv": b"old"}
    landscape("collect", write_zip(tmp_path / "first.zip", first))
    (course.submitted / "12" / SECTION / "note of the instructor.txt").write_text("by hand", encoding="utf-8")
    old = tree(course.submitted / "12" / SECTION)
    second = {"bergana_12_200_9.1_tiny-1.ipynb": answered(course, 2)}
    assert landscape("collect", write_zip(tmp_path / "second.zip", second)) == 0
    assert tree(course.submitted / "12" / SECTION) == {f"{SECTION}.ipynb": answered(course, 2)}
    (kept,) = (course.classroom / "kept" / "12" / SECTION).iterdir()
    assert tree(kept) == old


def test_an_older_download_does_not_replace_a_newer_hand_in(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    first = write_zip(tmp_path / "first.zip", {"bergana_12_100_9.1_tiny.ipynb": answered(course, 1)})
    second = write_zip(tmp_path / "second.zip", {"bergana_12_200_9.1_tiny-1.ipynb": answered(course, 2)})
    third = write_zip(tmp_path / "third.zip", {"bergana_12_150_9.1_tiny.ipynb": answered(course, 3)})
    landscape("collect", first)
    landscape("collect", second)
    for older in (first, third):
        assert landscape("collect", older) == 0
        assert submitted(course, "12") == answered(course, 2)
    assert answered(course, 3) in tree(course.classroom / "kept").values()


def test_what_was_mended_by_hand_stays_when_the_download_is_taken_again(
    course: Course, landscape: Landscape, tmp_path: Path
) -> None:
    path = write_zip(tmp_path / "first.zip", {"bergana_12_100_9.1_tiny.ipynb": answered(course, 1)})
    landscape("collect", path)
    mended = course.submitted / "12" / SECTION / f"{SECTION}.ipynb"
    mended.write_bytes(answered(course, 99))
    assert landscape("collect", path) == 0
    assert mended.read_bytes() == answered(course, 99)


@pytest.mark.parametrize(
    "form", ["{who}_assignsubmission_file/{file}", "{who}_assignsubmission_file_/{file}", "{who}_assignsubmission_file_{file}"]
)
def test_moodle_folders_and_flat_names(course: Course, landscape: Landscape, tmp_path: Path, form: str) -> None:
    files = {
        form.format(who="Anna Berg_501", file="9.1_tiny.ipynb"): answered(course, 1),
        form.format(who="Jörg Öhl_502", file="9.1_tiny (1).ipynb"): answered(course, 2),
        form.format(who="Jörg Öhl_502", file="data.csv"): b"1,2",
        "Carl Cold_503_assignsubmission_onlinetext_/onlinetext.html": b"<p>",
    }
    assert landscape("collect", write_zip(tmp_path / "moodle.zip", files)) == 0
    assert students(course) == ["anna-berg", "jorg-ohl"]
    assert submitted(course, "jorg-ohl", "data.csv") == b"1,2"


def test_moodle_students_are_those_of_the_worksheet_with_their_times(
    course: Course, landscape: Landscape, tmp_path: Path
) -> None:
    sheet = (
        "\ufeffIdentifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,"
        "Last modified (submission),Last modified (grade)\r\n"
        'Participant 501,Anna Berg,s1,anna@uni.example,Submitted,,10.00,"Tuesday, 10 March 2026, 2:14 PM",-\r\n'
        'Participant 502,Anna Berg,s2,other@uni.example,Submitted,,10.00,"Wednesday, March 11, 2026, 9:00 AM",-\r\n'
        "Participant 503,Carl Cold,s3,carl@uni.example,No submission,,10.00,-,-\r\n"
    )
    (tmp_path / "worksheet.csv").write_text(sheet, encoding="utf-8", newline="")
    assert landscape("roster", tmp_path / "worksheet.csv") == 0
    files = {
        "Anna Berg_501_assignsubmission_file/9.1_tiny.ipynb": answered(course, 1),
        "Anna Berg_502_assignsubmission_file/9.1_tiny.ipynb": answered(course, 2),
    }
    path = write_zip(tmp_path / "moodle.zip", files)
    assert landscape("collect", path, "--time-zone", "Europe/Berlin") == 0
    assert (submitted(course, "s1"), submitted(course, "s2")) == (answered(course, 1), answered(course, 2))
    assert submitted(course, "s1", "timestamp.txt") == b"2026-03-10 13:14:00 UTC"
    assert submitted(course, "s2", "timestamp.txt") == b"2026-03-11 08:00:00 UTC"


def test_two_students_of_one_name_wait_for_the_worksheet(
    course: Course, landscape: Landscape, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {f"Anna Berg_{number}_assignsubmission_file/9.1_tiny.ipynb": answered(course, number) for number in (501, 502)}
    assert landscape("collect", write_zip(tmp_path / "moodle.zip", files), "--json") == 1
    assert all("two students have one id here: Anna Berg (501), Anna Berg (502)" in row["why"] for row in rows(capsys).values())
    assert not course.submitted.exists()
    assert set(tree(course.classroom / "kept" / "unmatched" / "moodle").values()) == set(files.values())


def test_a_participant_of_another_worksheet_is_not_taken_for_somebody_else(
    course: Course, landscape: Landscape, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save_roster(
        course, Roster(students=(Student(student="s1", first_name="Anna", last_name="Berg", keys=("501",), platform="moodle"),))
    )
    files = {
        "Anna Berg_777_assignsubmission_file/9.1_tiny.ipynb": answered(course, 1),
        "Zoe Zorn_778_assignsubmission_file/9.1_tiny.ipynb": answered(course, 2),
    }
    assert landscape("collect", write_zip(tmp_path / "m.zip", files), "--json") == 1
    found = rows(capsys)
    assert found["Anna Berg_777_assignsubmission_file/9.1_tiny.ipynb"]["student"] == "s1"
    assert "not on the roster; run `landscape roster`" in found["Zoe Zorn_778_assignsubmission_file/9.1_tiny.ipynb"]["why"]
    assert students(course) == ["s1"]
    assert answered(course, 2) in tree(course.classroom / "kept").values()


GRADESCOPE = """\
---
submission_11:
  :submitters:
  - :name: Anna Berg
    :sid: '0012'
    :email: anna@uni.example
  :created_at: 2026-03-10 14:14:00.123456000 +01:00
  :score: 3.0
  :results: !ruby/hash:ActiveSupport::HashWithIndifferentAccess
    tests: []
submission_12:
  :submitters:
  - :name: Carl Cold
    :sid: ''
    :email: carl@uni.example
  - :name: Dora Dorn
    :sid: '14'
    :email: dora@uni.example
  :created_at: 2026-03-11 08:00:00 Z
"""


def test_a_gradescope_export_is_read_by_its_metadata(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    files = {
        "assignment_5_export/submission_metadata.yml": GRADESCOPE.encode(),
        "assignment_5_export/submission_11/9.1_tiny.ipynb": answered(course, 1),
        "assignment_5_export/submission_11/pictures/a.png": b"png",
        "assignment_5_export/submission_12/work.ipynb": answered(course, 2),
    }
    assert landscape("collect", write_zip(tmp_path / "g.zip", files)) == 0
    assert students(course) == ["0012", "14", "carl@uni.example"]
    assert submitted(course, "0012", "timestamp.txt") == b"2026-03-10 13:14:00 UTC"
    assert submitted(course, "0012", "pictures/a.png") == b"png"
    assert submitted(course, "14") == submitted(course, "carl@uni.example") == answered(course, 2)


def test_google_classroom_names_are_matched_with_the_roster(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    sheet = (
        "Last Name,First Name,Email Address,Week 1\r\nDate,,,2026-03-01\r\nPoints,,,10\r\n"
        "Berg,Anna,anna@uni.example,\r\nÖhl,Jörg,j@uni.example,\r\n"
    )
    (tmp_path / "classroom.csv").write_text(sheet, encoding="utf-8", newline="")
    landscape("roster", tmp_path / "classroom.csv")
    files = {
        "Week 1/Anna Berg - 9.1_tiny.ipynb": answered(course, 1),
        "Week 1/9.1_tiny - Jörg Öhl.ipynb": answered(course, 2),
        "Week 1/9.1_tiny.ipynb": answered(course, 3),
    }
    assert landscape("collect", write_zip(tmp_path / "c.zip", files)) == 1
    assert students(course) == ["anna@uni.example", "j@uni.example"]
    assert list(tree(course.classroom / "kept" / "unmatched").values()) == [answered(course, 3)]


@pytest.mark.parametrize("before", ["", "class of 2026/", "a/b/submitted/"])
def test_a_folder_a_student_is_taken_from_zip_and_folder(
    course: Course, landscape: Landscape, tmp_path: Path, before: str
) -> None:
    files = {f"{before}student-00{n}/{SECTION}/{SECTION}.ipynb": answered(course, n) for n in (1, 2, 3)}
    write_zip(tmp_path / "a.zip", files)
    assert landscape("collect", tmp_path / "a.zip") == 0
    assert students(course) == ["student-001", "student-002", "student-003"]
    for name, data in files.items():
        (tmp_path / "unpacked" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "unpacked" / name).write_bytes(data)
    content = tree(course.classroom / "submitted")
    assert landscape("collect", tmp_path / "unpacked") == 0
    assert tree(course.classroom / "submitted") == content


def test_one_student_alone_in_a_folder_keeps_the_name(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    landscape("collect", write_zip(tmp_path / "a.zip", {f"student-001/{SECTION}/{SECTION}.ipynb": answered(course)}))
    landscape("collect", write_zip(tmp_path / "b.zip", {f"student-002/{SECTION}.ipynb": answered(course)}))
    landscape("collect", write_zip(tmp_path / "c.zip", {f"student-003_{SECTION}.ipynb": answered(course)}))
    files = {f"submitted/student-004/a/{SECTION}.ipynb": answered(course), "submitted/student-004/b/data.csv": b"1"}
    landscape("collect", write_zip(tmp_path / "d.zip", files))
    assert students(course) == ["student-001", "student-002", "student-003", "student-004"]


def test_a_zip_that_a_student_packed_is_opened(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    inner = zip_of({"work/9.1_tiny.ipynb": answered(course), "work/data/a.csv": b"1", "work/.hidden": b"no"})
    assert landscape("collect", write_zip(tmp_path / "s.zip", {"bergana_12_100_work.zip": inner})) == 0
    assert submitted(course, "12") == answered(course)
    assert submitted(course, "12", "data/a.csv") == b"1"
    assert not (course.submitted / "12" / SECTION / ".hidden").exists()


def test_an_untouched_notebook_gives_way_to_one_that_was_written_in(
    course: Course, landscape: Landscape, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"bergana_12_100_my_work.ipynb": answered(course), "bergana_12_101_9.1_tiny.ipynb": notebook(course)}
    assert landscape("collect", write_zip(tmp_path / "s.zip", files), "--json") == 1
    found = rows(capsys)["bergana_12_101_9.1_tiny.ipynb"]
    assert found["needs_person"]
    assert found["why"] == "nothing is written in it, but in bergana_12_100_my_work.ipynb"
    assert submitted(course, "12") == answered(course)


def test_a_notebook_of_no_section_or_of_two_is_held(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    other = json.dumps(
        {"cells": [{"cell_type": "code", "source": "1 + 1", "metadata": {}}], "nbformat": 4, "nbformat_minor": 5}
    )
    files = {"bergana_12_100_other.ipynb": other.encode(), "coldcarl_13_101_essay.pdf": b"%PDF"}
    assert landscape("collect", write_zip(tmp_path / "s.zip", files)) == 1
    assert not course.submitted.exists()
    assert len(tree(course.classroom / "kept" / "unmatched" / "s")) == 2
    assert landscape("collect", tmp_path / "s.zip", "--section", SECTION) == 1
    assert submitted(course, "12") == other.encode()


def test_an_unreadable_notebook_is_taken_under_its_name_for_the_grader_to_say_so(
    course: Course, landscape: Landscape, tmp_path: Path
) -> None:
    assert landscape("collect", write_zip(tmp_path / "s.zip", {"bergana_12_100_9.1_tiny.ipynb": b"{ no notebook"})) == 0
    assert submitted(course, "12") == b"{ no notebook"


def test_a_notebook_that_a_browser_saved_as_text_is_recognised(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    files = {"bergana_12_100_9.1_tiny.ipynb.txt": answered(course), "coldcarl_13_101_9.1_tiny.json": answered(course, 2)}
    assert landscape("collect", write_zip(tmp_path / "s.zip", files)) == 0
    assert students(course) == ["12", "13"]


def test_one_id_of_two_people_is_held(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    files = {"bergana_12_100_9.1_tiny.ipynb": answered(course, 1), "coldcarl_12_101_9.1_tiny.ipynb": answered(course, 2)}
    assert landscape("collect", write_zip(tmp_path / "s.zip", files)) == 1
    assert not course.submitted.exists()
    assert len(tree(course.classroom / "kept" / "unmatched" / "s")) == 2


def test_who_is_not_on_the_roster_is_taken_by_the_id_and_named(
    course: Course, landscape: Landscape, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save_roster(course, Roster(students=(ANNA, CARL)))
    files = {"bergana_12_100_9.1_tiny.ipynb": answered(course, 1), "zornzoe_77_101_9.1_tiny.ipynb": answered(course, 2)}
    path = write_zip(tmp_path / "s.zip", files)
    assert landscape("collect", path) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "77 is not on the roster" in said
    assert "1 on the roster did not hand in: Carl Cold (13)" in said
    assert students(course) == ["12", "77"]


def test_evil_entries_are_named_and_the_class_is_collected(
    course: Course, landscape: Landscape, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        "bergana_12_100_9.1_tiny.ipynb": answered(course),
        "../../evil_13_101_9.1_tiny.ipynb": answered(course),
        "coldcarl_13_102_9.1_tiny.ipynb": bytes(30 << 20),
    }
    assert landscape("collect", write_zip(tmp_path / "s.zip", files), "--json") == 1
    found = rows(capsys)
    assert "leads out of the folder" in found["../../evil_13_101_9.1_tiny.ipynb"]["why"]
    assert "like a zip bomb" in found["coldcarl_13_102_9.1_tiny.ipynb"]["why"]
    assert students(course) == ["12"]
    assert not list(tmp_path.parent.glob("evil*"))


def test_a_link_in_submitted_is_never_followed(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    course.submitted.mkdir()
    (course.submitted / "12").symlink_to(tmp_path / "elsewhere")
    files = {"bergana_12_100_9.1_tiny.ipynb": answered(course, 1), "coldcarl_13_101_9.1_tiny.ipynb": answered(course, 2)}
    assert landscape("collect", write_zip(tmp_path / "s.zip", files)) == 1
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert submitted(course, "13") == answered(course, 2)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    path = tmp_path / "class" / "student-001" / "9.1_tiny.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(answered(course))
    path.chmod(0)
    assert landscape("collect", tmp_path / "class") == 1


def test_an_empty_download_is_said(
    course: Course, landscape: Landscape, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert landscape("collect", tmp_path / "empty") == 1
    assert "holds no files" in capsys.readouterr().err


def test_a_wrong_time_zone_is_the_users_mistake(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no time zone 'Mars/Base'"):
        landscape("collect", write_zip(tmp_path / "s.zip", {"a_1_2_x": b""}), "--time-zone", "Mars/Base")


def test_what_was_received_is_remembered_with_the_platforms_names(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    landscape("collect", write_zip(tmp_path / "s.zip", {"coldcarl_LATE_13_101_9.1_tiny-1.ipynb": answered(course)}))
    (receipt,) = load_receipts(course)
    assert (receipt.student, receipt.platform, receipt.stem, receipt.late) == ("13", "canvas", "coldcarl_LATE_13_101", True)


def test_an_older_time_does_not_replace_a_newer_one(course: Course, landscape: Landscape, tmp_path: Path) -> None:
    def export(name: str, created: str, number: int) -> Path:
        about = f"submission_1:\n  :submitters:\n  - :name: Anna Berg\n    :sid: '12'\n  :created_at: {created}\n"
        files = {"submission_metadata.yml": about.encode(), f"submission_1/{SECTION}.ipynb": answered(course, number)}
        return write_zip(tmp_path / name, files)

    landscape("collect", export("new.zip", "2026-03-11 08:00:00 Z", 2))
    assert landscape("collect", export("old.zip", "2026-03-10 08:00:00 Z", 1)) == 0
    assert submitted(course, "12") == answered(course, 2)
    assert submitted(course, "12", "timestamp.txt") == b"2026-03-11 08:00:00 UTC"
    landscape("collect", export("newest.zip", "2026-03-12 08:00:00 Z", 3))
    assert submitted(course, "12") == answered(course, 3)
    assert answered(course, 1) in tree(course.classroom / "kept").values()


@pytest.fixture
def two_sections(course: Course) -> Course:
    """The course with a second section, which shares the task `why` with the first."""
    folder = course.source / "9.2_small"
    folder.mkdir()
    for root in (course.source, course.release):
        text = (root / SECTION / f"{SECTION}.ipynb").read_text(encoding="utf-8")
        for old, new in (("double", "treble"), ("answer", "reply"), ("setup", "start"), ("tiny", "small")):
            text = text.replace(old, new)
        (root / "9.2_small").mkdir(exist_ok=True)
        (root / "9.2_small" / "9.2_small.ipynb").write_text(text, encoding="utf-8")
    return course


def test_a_notebook_of_another_section_under_this_ones_name_is_held(
    two_sections: Course, landscape: Landscape, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = notebook(two_sections, {"treble": "def treble(x):\n    return 3 * x"}, section="9.2_small")
    files = {
        "bergana_12_100_9.1_tiny.ipynb": other,
        "coldcarl_13_101_mine.ipynb": other,
        "dorndora_14_102_9.1_tiny.ipynb": answered(two_sections),
        "dorndora_14_103_9.2_small.ipynb": other,
    }
    assert landscape("collect", write_zip(tmp_path / "s.zip", files), "--json") == 1
    found = rows(capsys)
    assert "it is named like 9.1_tiny, but its cells are those of 9.2_small" in found["bergana_12_100_9.1_tiny.ipynb"]["why"]
    assert sorted(tree(two_sections.submitted)) == [
        "13/9.2_small/9.2_small.ipynb",
        f"14/{SECTION}/{SECTION}.ipynb",
        "14/9.2_small/9.2_small.ipynb",
    ]
    assert landscape("collect", tmp_path / "s.zip", "--section", SECTION, "--json") == 1
    assert "it is a notebook of 9.2_small, not of 9.1_tiny" in rows(capsys)["coldcarl_13_101_mine.ipynb"]["why"]


def test_namesakes_on_the_roster_wait_for_a_person(
    course: Course, landscape: Landscape, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twins = tuple(Student(student=f"s{n}", first_name="Anna", last_name="Berg", platform="moodle") for n in (1, 2))
    save_roster(course, Roster(students=twins))
    name = "Anna Berg_501_assignsubmission_file/9.1_tiny.ipynb"
    assert landscape("collect", write_zip(tmp_path / "m.zip", {name: answered(course)}), "--json") == 1
    assert "several students are called 'Anna Berg' (s1, s2)" in rows(capsys)[name]["why"]
    assert not course.submitted.exists()


@pytest.mark.parametrize("folder", ["unmatched", ".hidden"])
def test_a_folder_that_cannot_be_a_students_is_held(course: Course, landscape: Landscape, tmp_path: Path, folder: str) -> None:
    files = {f"{folder}/{SECTION}.ipynb": answered(course, 1), f"student-001/{SECTION}.ipynb": answered(course, 2)}
    assert landscape("collect", write_zip(tmp_path / "a.zip", files)) == 1
    assert students(course) == ["student-001"]
    assert answered(course, 1) in tree(course.classroom / "kept").values()


def test_somebody_whose_file_waits_for_a_person_is_not_said_to_have_handed_in_nothing(
    course: Course, landscape: Landscape, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who gets a reminder is taken from that list: a notebook of another section, or a .py, is not nothing."""
    dora = Student(student="14", first_name="Dora", last_name="Dorn", keys=("14",), platform="canvas")
    save_roster(course, Roster(students=(ANNA, CARL, dora)))
    files = {"bergana_12_100_9.1_tiny.ipynb": answered(course, 1), "coldcarl_13_101_9.1_tiny.py": b"answer = 42"}
    path = write_zip(tmp_path / "submissions.zip", files)
    assert landscape("collect", path) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "1 on the roster did not hand in: Dora Dorn (14)" in said
    assert "1 on the roster handed in what waits for you: Carl Cold (13)" in said
    landscape("collect", path, "--json")
    found = json.loads(capsys.readouterr().out)
    assert (found["not_handed_in"], found["waiting_for_you"]) == ({SECTION: ["14"]}, {SECTION: ["13"]})
    landscape("list")
    assert "1 file waits in kept/unmatched/" in " ".join(capsys.readouterr().out.split())
    landscape("roster")
    assert "1 file waits in kept/unmatched/" in " ".join(capsys.readouterr().out.split())


def test_a_file_that_cannot_be_read_is_said_and_does_not_replace_one_that_can(
    course: Course, landscape: Landscape, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = answered(course, 1)
    files = {
        "bergana_12_100_9.1_tiny.ipynb": whole,
        "bergana_12_105_9.1_tiny-1.ipynb": whole[: len(whole) // 2],
        "coldcarl_13_101_9.1_tiny.ipynb": whole[: len(whole) // 3],
    }
    assert landscape("collect", write_zip(tmp_path / "submissions.zip", files), "--json") == 1
    found = rows(capsys)
    assert submitted(course, "12") == whole
    assert found["bergana_12_105_9.1_tiny-1.ipynb"]["needs_person"]  # it is the newer one
    assert (
        "cannot be read as a notebook, and bergana_12_100_9.1_tiny.ipynb can" in found["bergana_12_105_9.1_tiny-1.ipynb"]["why"]
    )
    assert found["coldcarl_13_101_9.1_tiny.ipynb"]["why"] == "it cannot be read as a notebook"
    assert found["coldcarl_13_101_9.1_tiny.ipynb"]["outcome"] == "taken"


def test_the_list_names_who_is_missing_and_gives_sections_of_nobody_one_line(
    course: Course, landscape: Landscape, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    landscape("list")
    assert f"handed in by nobody: {SECTION}\n" in capsys.readouterr().out
    landscape("roster", write(tmp_path / "gradebook.csv", CANVAS))
    landscape("collect", write_zip(tmp_path / "s.zip", {"bergana_12_100_9.1_tiny.ipynb": answered(course, 1)}))
    capsys.readouterr()
    landscape("list")
    said = " ".join(capsys.readouterr().out.split())
    assert f"{SECTION} handed in: 12" in said
    assert "handed in by nobody" not in said
    missing = said.partition("not handed in: ")[2]
    assert " (13)" in missing
    assert " (12)" not in missing
