"""Whose a file is, as the names of each platform say."""

from __future__ import annotations

import pytest

from grading.platforms import canvas_names, classroom_names, folder_names, moodle_names
from grading.platforms.names import plain, slug, words
from grading.platforms.notebooks import by_name

SECTIONS = ("1.1_plateau", "1.2_hessian_spectrum", "1.10_edge")


@pytest.mark.parametrize(
    ("path", "key", "person", "late", "number", "file"),
    [
        ("lastfirst_12345_67890_1.1_plateau.ipynb", "12345", "lastfirst", False, 67890, "1.1_plateau.ipynb"),
        ("lastfirst_LATE_12345_67890_1.1_plateau.ipynb", "12345", "lastfirst", True, 67890, "1.1_plateau.ipynb"),
        ("lastfirst_12345_67890_1.1_plateau-1.ipynb", "12345", "lastfirst", False, 67890, "1.1_plateau-1.ipynb"),
        ("lastfirst_12345_67890_1.1_plateau (1).ipynb", "12345", "lastfirst", False, 67890, "1.1_plateau (1).ipynb"),
        ("müllerjörg_1_2_my work.ipynb", "1", "müllerjörg", False, 2, "my work.ipynb"),
        ("o_brien_17_18_a_99_b.ipynb", "17", "o_brien", False, 18, "a_99_b.ipynb"),
        ("chocolate_5_6_x.ipynb", "5", "chocolate", False, 6, "x.ipynb"),
        ("anon_AbC12_67890_1.1_plateau.ipynb", "anon_AbC12", "", False, 67890, "1.1_plateau.ipynb"),
        ("anonymous_99_67894_1.1_plateau-2.ipynb", "99", "anonymous", False, 67894, "1.1_plateau-2.ipynb"),
        ("submissions/lastfirst_1_2_x.ipynb", "1", "lastfirst", False, 2, "x.ipynb"),
        ("lastfirst_1_2_work/sub/x.ipynb", "1", "lastfirst", False, 2, "sub/x.ipynb"),
        ("陳大文_12_34_1.1_plateau.ipynb", "12", "陳大文", False, 34, "1.1_plateau.ipynb"),
    ],
)
def test_canvas_names_say_who_when_and_what(path: str, key: str, person: str, late: bool, number: int, file: str) -> None:
    named = canvas_names.read_name(path)
    assert named is not None
    assert (named.key, named.person, named.late, named.number, named.file) == (key, person, late, number, file)
    assert path.endswith(f"{named.stem}_{file}") or f"{named.stem}_" in path


@pytest.mark.parametrize(
    "path", ["1.1_plateau.ipynb", "student-001/1.1_plateau.ipynb", "lastfirst_12345_1.1.ipynb", "a_1.1_2_b"]
)
def test_other_names_are_not_canvas(path: str) -> None:
    assert canvas_names.read_name(path) is None


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("lastfirst_12345_text.html", "a text typed into Canvas"),
        ("lastfirst_LATE_12345_link.html", "a link"),
        ("lastfirst_12345_67890_text.html", ""),
        ("lastfirst_12345_67890_1.1_plateau.ipynb", ""),
    ],
)
def test_texts_and_links_of_canvas_are_no_files(path: str, says: str) -> None:
    assert canvas_names.no_upload(path).startswith(says)
    assert bool(canvas_names.no_upload(path)) == bool(says)


@pytest.mark.parametrize(
    ("path", "key", "person", "file"),
    [
        ("Anna Berg_123456_assignsubmission_file/1.1_plateau.ipynb", "123456", "Anna Berg", "1.1_plateau.ipynb"),
        ("Anna Berg_123456_assignsubmission_file_/1.1_plateau.ipynb", "123456", "Anna Berg", "1.1_plateau.ipynb"),
        ("Anna Berg_123456_assignsubmission_file_1.1_plateau.ipynb", "123456", "Anna Berg", "1.1_plateau.ipynb"),
        ("Course-Week 1-77/Anna Berg_123456_assignsubmission_file_/a/b.ipynb", "123456", "Anna Berg", "a/b.ipynb"),
        ("Group A-Anna Berg_5_assignsubmission_file_x_1_2.ipynb", "5", "Group A-Anna Berg", "x_1_2.ipynb"),
        ("Jörg-Ümit von Ööö_9_assignsubmission_file_/x.ipynb", "9", "Jörg-Ümit von Ööö", "x.ipynb"),
        ("Participant_42_assignsubmission_file_/x.ipynb", "42", "Participant", "x.ipynb"),
    ],
)
def test_moodle_names_in_folders_and_flat(path: str, key: str, person: str, file: str) -> None:
    named = moodle_names.read_name(path)
    assert named is not None
    assert (named.key, named.person, named.file) == (key, person, file)
    assert named.stem.endswith("_assignsubmission_file")


def test_a_text_typed_into_moodle_is_no_file() -> None:
    path = "Anna Berg_123456_assignsubmission_onlinetext_/onlinetext.html"
    assert moodle_names.read_name(path) is None
    assert moodle_names.no_upload(path) == "a text typed into Moodle, not a file"
    assert moodle_names.read_name("lastfirst_12345_67890_1.1_plateau.ipynb") is None


@pytest.mark.parametrize(
    ("path", "people"),
    [
        ("Anna Berg - 1.1_plateau.ipynb", ["Anna Berg", "1.1_plateau"]),
        ("1.1_plateau - Anna Berg.ipynb", ["1.1_plateau", "Anna Berg"]),
        ("Copy of Anna Berg - 1.1_plateau.ipynb", ["Anna Berg", "1.1_plateau"]),
        ("Homework/Anna Berg/1.1_plateau.ipynb", ["Anna Berg", "Homework"]),
        ("1.1_plateau.ipynb", []),
    ],
)
def test_google_classroom_names_are_read_in_every_way(path: str, people: list[str]) -> None:
    assert [reading.person for reading in classroom_names.readings(path)] == people


@pytest.mark.parametrize(
    ("path", "key", "file"),
    [
        ("student-001/1.1_plateau.ipynb", "student-001", "1.1_plateau.ipynb"),
        ("student-001/1.1_plateau/1.1_plateau.ipynb", "student-001", "1.1_plateau.ipynb"),
        ("submitted/student-001/1.1_plateau/data/a.csv", "student-001", "data/a.csv"),
        ("student-001_1.1_plateau.ipynb", "student-001", "1.1_plateau.ipynb"),
        ("student-001-1.10_edge (2).ipynb", "student-001", "1.10_edge (2).ipynb"),
    ],
)
def test_folders_name_the_student(path: str, key: str, file: str) -> None:
    named = folder_names.read_name(path, SECTIONS)
    assert named is not None
    assert (named.key, named.file) == (key, file)


def test_a_loose_notebook_names_nobody() -> None:
    assert folder_names.read_name("1.1_plateau.ipynb", SECTIONS) is None


@pytest.mark.parametrize(
    ("file", "section", "copy"),
    [
        ("1.1_plateau.ipynb", "1.1_plateau", 0),
        ("1.1_plateau-1.ipynb", "1.1_plateau", 1),
        ("1.1_plateau-12.ipynb", "1.1_plateau", 12),
        ("1.1_plateau (3).ipynb", "1.1_plateau", 3),
        ("1.1_plateau(3).ipynb", "1.1_plateau", 3),
        ("1.1_plateau-Copy2.ipynb", "1.1_plateau", 2),
        ("1.1_plateau - Kopie.ipynb", "1.1_plateau", 1),
        ("Copy of 1.1_plateau.ipynb", "1.1_plateau", 1),
        ("1.1 Plateau.IPYNB", "1.1_plateau", 0),
        ("1_1_plateau.ipynb", "1.1_plateau", 0),
        ("folder/1.10_edge.ipynb", "1.10_edge", 0),
    ],
)
def test_a_name_says_section_and_copy(file: str, section: str, copy: int) -> None:
    says = by_name(file, SECTIONS)
    assert says is not None
    assert (says.section, says.copy) == (section, copy)


@pytest.mark.parametrize(
    "file", ["my_plateau.ipynb", "1.1_plateaus.ipynb", "11_plateau.ipynb", "1.1_plateau.py", "x1.1_plateau.ipynb"]
)
def test_other_names_say_no_section(file: str) -> None:
    assert by_name(file, SECTIONS) is None


def test_names_of_people_are_compared_without_accents_case_and_order() -> None:
    assert words("Müller, Anna Maria") == words("anna maria MULLER")
    assert plain("O'Brien-Smith, Zoë") == "obriensmithzoe"
    assert slug("Müller, Anna") == "muller-anna"
    assert slug("../..") == ""
    assert slug("Straße") == "strasse"
