"""`nbgrader zip_collect` with this course's configuration: section ids that hold a dot keep their names."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from grading.course import Course
from grading.nbgrader_plugins.zip_collect import CANVAS_NAMES
from grading.platforms.roster import Roster, Student, save_roster
from grading.release.make import make_release
from tests.nbgrader_plugins.test_commands import ROOT, nbgrader
from tests.support.downloads import answered, tree, write_zip
from tests.support.tiny_course import SECTION, make_course


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = make_course(tmp_path / "course")
    make_release(made)
    shutil.copy(ROOT / "nbgrader_config.py", made.root)
    return made


def archive(course: Course, files: dict[str, bytes]) -> None:
    write_zip(course.root / "downloaded" / SECTION / "archive" / "submissions.zip", files)


def test_canvas_names_are_collected_under_the_sections_name(course: Course) -> None:
    archive(
        course,
        {
            "bergana_12_100_9.1_tiny.ipynb": answered(course, 1),
            "bergana_12_101_9.1_tiny-1.ipynb": answered(course, 2),
            "coldcarl_LATE_13_102_9.1_tiny (1).ipynb": answered(course, 3),
            "coldcarl_LATE_13_103_data.csv": b"1,2",
            "dorndora_14_104_mine.ipynb": answered(course, 4),
        },
    )
    said = nbgrader(course, "zip_collect", SECTION)
    assert tree(course.submitted) == {
        f"12/{SECTION}/{SECTION}.ipynb": answered(course, 2),
        f"13/{SECTION}/{SECTION}.ipynb": answered(course, 3),
        f"13/{SECTION}/data.csv": b"1,2",
        f"14/{SECTION}/{SECTION}.ipynb": answered(course, 4),
    }
    assert "older than bergana_12_101_9.1_tiny-1.ipynb" in said


def test_moodle_names_are_collected_with_the_rosters_ids_and_times(course: Course) -> None:
    fields = {"Identifier": "Participant 501", "Last modified (submission)": "2026-03-10 13:14:00 UTC"}
    anna = Student(student="s1", first_name="Anna", last_name="Berg", keys=("501",), platform="moodle", fields=fields)
    save_roster(course, Roster(students=(anna,)))
    archive(course, {"Anna Berg_501_assignsubmission_file_/9.1_tiny (2).ipynb": answered(course, 1)})
    nbgrader(course, "zip_collect", SECTION)
    assert (course.submitted / "s1" / SECTION / f"{SECTION}.ipynb").read_bytes() == answered(course, 1)
    assert (course.submitted / "s1" / SECTION / "timestamp.txt").read_text().startswith("2026-03-10 13:14:00")


@pytest.mark.parametrize(
    "name", ["lastfirst_12345_67890_1.1_plateau.ipynb", "a/b/last_first_LATE_12345_67890_1.1_plateau.ipynb"]
)
def test_nbgraders_own_collector_gets_a_pattern_that_keeps_the_dot(name: str) -> None:
    from nbgrader.plugins import FileNameCollectorPlugin

    collector = FileNameCollectorPlugin(named_regexp=CANVAS_NAMES)
    info = collector.collect(name)
    assert info is not None
    assert info["student_id"] == "12345"
    assert re.sub(r"\.[^.]*$", "", info["file_id"]) + ".ipynb" == "1.1_plateau.ipynb"  # what nbgrader makes of it
