"""What is committed twice agrees, and what students get holds no solution, no marker and no hidden check."""

from __future__ import annotations

import json
import re

from grading.content.form import secret_lines
from grading.content.gates import BY_NAME
from grading.content.hidden_names import check_names
from grading.content.pair import stale
from grading.release.make import make_release
from grading.section import Section
from tests.support.sections import COURSE, automatic, by_section


def test_the_texts_and_notebooks_of_source_agree() -> None:
    assert stale(COURSE) == []


def test_the_release_is_what_its_sources_give_byte_for_byte() -> None:
    assert make_release(COURSE, check=True) == []


@by_section
def test_no_released_file_holds_a_solution_a_marker_or_a_hidden_check(section: str) -> None:
    loaded = Section.load(COURSE, section)
    secret = secret_lines(loaded)
    assert BY_NAME["secret lines"].met(len(secret))
    names = {name for task in automatic(section) for name in check_names(COURSE, loaded, task)}
    assert BY_NAME["hidden checks"].met(len(names))
    pages = {COURSE.release / name for name in ("README.md", *(page.name for page in COURSE.source.glob("*.md")))}
    for path in sorted(COURSE.release.rglob("*")):
        if not path.is_file() or path.suffix not in (".ipynb", ".py", ".md", ".txt", ".toml"):
            continue
        assert path.suffix != ".md" or path in pages, f"{path} should not be released"
        text = path.read_text(encoding="utf-8")
        lines = set()
        if path.suffix == ".ipynb":
            lines = {line.strip() for cell in json.loads(text)["cells"] for line in "".join(cell["source"]).split("\n")}
        assert lines & secret == set(), path
        assert not re.search(r"BEGIN (SOLUTION|HIDDEN TESTS|MARK SCHEME)", text), path
        assert {name for name in names if re.search(rf"\b{name}\b", text)} == set(), path
