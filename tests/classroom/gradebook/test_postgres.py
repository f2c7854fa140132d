"""A gradebook on PostgreSQL holds the same rows, and several may write to it at once.

Runs when LANDSCAPE_POSTGRES names an empty database.

For example, as a user who may connect:
    LANDSCAPE_POSTGRES=postgresql+psycopg://teacher@127.0.0.1/empty \\
        .venv/bin/python -m pytest tests/classroom/gradebook/test_postgres.py
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from grading.classroom.gradebook import store
from grading.classroom.gradebook.schema import make_gradebook, transaction
from grading.classroom.gradebook.tables import TABLES
from grading.course import Course
from grading.errors import GradebookError
from tests.support.gradebook_rows import all_rows
from tests.support.tiny_class import SECTION, graded, make_course, small_class

URL = os.environ.get("LANDSCAPE_POSTGRES", "")
pytestmark = pytest.mark.skipif(not URL, reason="LANDSCAPE_POSTGRES names no database")


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Course]:
    yield replace(make_course(tmp_path), database_url=URL)
    engine = create_engine(URL)
    with engine.begin() as connection:
        TABLES.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    engine.dispose()


def test_postgresql_holds_the_rows_of_sqlite(course: Course) -> None:
    plain = replace(course, database_url="")
    for one in (course, plain):
        store(one, SECTION, small_class(course))
        store(one, SECTION, small_class(course)[:2])
    there, here = all_rows(course.database), all_rows(plain.database)
    for rows in (there, here):  # times come as times from the one and as text from the other
        rows["submissions"] = [(*names, str(time)[:19], extension) for *names, time, extension in rows["submissions"]]
    assert there == here


def test_several_may_make_the_gradebook_and_write_to_it_at_once(course: Course) -> None:
    classes = [[graded(course, f"student-{first:02}{n}") for n in range(5)] for first in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: store(course, SECTION, one), classes))
    assert len({student for student, *_ in all_rows(course.database)["grades"]}) == 40


def test_a_gradebook_that_another_one_holds_is_told_as_such(course: Course) -> None:
    make_gradebook(URL)
    with transaction(URL), pytest.raises(GradebookError, match="locked by another process"):
        store(course, SECTION, [graded(course, "student-001")], wait=0.2)
