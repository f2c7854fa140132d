"""The picture book shows every finished section, with the picture that its model answers draw today."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from grading.classroom.schedule import Settings
from grading.content.judging import Judges
from grading.content.pair import sync
from grading.content.picture_book import FOLDER, PAGE, draw, face_of, missing_of, page, text_of
from grading.errors import AuthorError
from tests.support.extent import sample
from tests.support.sections import COURSE, SECTIONS
from tests.support.tiny_course import SECTION, make_course

DOCS = COURSE.root / "docs"


def png(**said: str) -> bytes:
    info = PngInfo()
    for keyword, text in said.items():
        info.add_itxt(keyword, text) if keyword == "Description" else info.add_text(keyword, text)
    stream = io.BytesIO()
    Image.new("L", (1, 1)).save(stream, "PNG", pnginfo=info)
    return stream.getvalue()


def with_header(folder: Path, lines: str) -> Path:
    text = folder / "source" / SECTION / f"{SECTION}.md"
    text.write_text(text.read_text(encoding="utf-8").replace("---\n", f"---\n{lines}", 1), encoding="utf-8")
    sync(text.parent)
    return text


def test_the_page_is_what_the_sections_and_the_pictures_say() -> None:
    assert (DOCS / PAGE).read_text(encoding="utf-8") == page(COURSE)
    assert sorted(path.stem for path in (DOCS / FOLDER).glob("*.png")) == sorted(SECTIONS)


def test_every_question_is_one_question_and_every_picture_has_its_text() -> None:
    for section in SECTIONS:
        assert face_of(COURSE, section).question.endswith("?")
        assert len(text_of((DOCS / FOLDER / f"{section}.png").read_bytes())) > 80


@pytest.mark.sealed
@pytest.mark.parametrize("section", [pytest.param(one, marks=pytest.mark.xdist_group(one)) for one in sample(SECTIONS, 3)])
def test_the_picture_is_the_one_that_the_model_answers_draw_today(judges: Judges, section: str) -> None:
    drawn = draw(judges, face_of(COURSE, section))
    assert text_of(drawn) == text_of((DOCS / FOLDER / f"{section}.png").read_bytes())


def test_the_text_of_a_picture_is_its_description_and_nothing_else() -> None:
    assert text_of(png(Description="a narrow valley, λ = 2", Software="x")) == "a narrow valley, λ = 2"
    assert text_of(png(Software="x")) == ""


def test_a_section_says_what_it_lacks_for_the_book(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    assert missing_of(course, SECTION) == ["question", "cell"]
    with_header(tmp_path, "question: Why twice?\nface: show_nothing\n")
    assert missing_of(course, SECTION) == ["cell"]
    with pytest.raises(AuthorError, match=r"(?s)no cell.*face: <grade_id"):
        face_of(course, SECTION)


def test_title_question_and_cell_are_read_from_the_text(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    with_header(tmp_path, 'question: "Why twice?"\nface: show_double\n')
    face = face_of(course, SECTION)
    assert (face.title, face.question, face.cell) == ("A tiny section", "Why twice?", "show_double")


@pytest.mark.sealed
def test_a_cell_that_draws_nothing_is_named(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    with_header(tmp_path, "question: Why twice?\nface: show_double\n")
    with (
        Judges(course=course, settings=Settings(root=course.root), workers=1) as own,
        pytest.raises(AuthorError, match=r"(?s)draws no picture.*show_double"),
    ):
        draw(own, face_of(course, SECTION))
