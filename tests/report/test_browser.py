"""Report and feedback in a real Chromium: what a reader sees, prints, searches and clicks, wide and narrow, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from grading.course import Course
from grading.report.other_term import read_term
from grading.report.page import write_report
from tests.support.browser import DESKTOP, PHONE, browser, chromium, grave_faults, opened
from tests.support.tiny_course import SECTION
from tests.support.wide_class import TASKS, WRITTEN, make_class

EXECUTABLE = chromium()
PRINTABLE = 1046  # pixels: A4 in landscape less its margins of 10 mm, at 96 a 25.4 mm
LOST = """(paper) => {
  const lost = (cell) => {
    const content = document.createRange();
    content.selectNodeContents(cell);
    const [box, text] = [cell.getBoundingClientRect(), content.getBoundingClientRect()];
    const [right, bottom] = [Math.max(box.right, text.right), box.bottom];
    if (right > paper + 1) return true;
    for (let one = cell.parentElement; one; one = one.parentElement) {
      const [style, edge] = [getComputedStyle(one), one.getBoundingClientRect()];
      if (style.overflowX !== "visible" && right > edge.right + 1) return true;
      if (style.overflowY !== "visible" && bottom > edge.bottom + 1) return true;
    }
    return false;
  };
  return [...document.querySelectorAll("th, td")].filter(lost).map((cell) => cell.innerText.slice(0, 40));
}"""
LAST = "student-024"  # the one whose page was not made

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    made = make_class(tmp_path_factory.mktemp("wide") / "class")
    write_report(made, other=read_term(str(made.classroom / "gradebook.db")))
    return made


@pytest.fixture(scope="module")
def started() -> Iterator[Any]:
    with browser(EXECUTABLE) as one:
        yield one


@pytest.fixture(scope="module")
def pages(course: Course) -> dict[str, Path]:
    feedback = course.feedback / "student-003" / SECTION / f"{SECTION}.html"
    return {"report": course.report / "class-report.html", "feedback": feedback}


@pytest.fixture(scope="module")
def report(started: Any, pages: dict[str, Path]) -> Iterator[Any]:
    with opened(started, pages["report"]) as page:
        yield page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("name", ["report", "feedback"])
def test_axe_finds_nothing_grave_and_nothing_leaves_the_page(
    started: Any, pages: dict[str, Path], name: str, width: int, scheme: str
) -> None:
    with opened(started, pages[name], width=width, scheme=scheme) as page:
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert grave_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width  # only tables scroll sideways, in their boxes


@pytest.mark.parametrize("name", ["report", "feedback"])
def test_the_colours_follow_the_reader(started: Any, pages: dict[str, Path], name: str) -> None:
    def brightness(scheme: str) -> tuple[int, int]:
        with opened(started, pages[name], scheme=scheme) as page:
            read = "getComputedStyle(document.body)"
            ground, ink = page.evaluate(f"[{read}.backgroundColor, {read}.color]")
        return tuple(sum(map(int, colour[4:-1].split(","))) for colour in (ground, ink))

    light, dark = brightness("light"), brightness("dark")
    assert light[0] > 600 > 200 > light[1]
    assert dark[0] < 200 < 600 < dark[1]


def test_pictures_are_drawn_in_the_colours_of_the_page(started: Any, pages: dict[str, Path]) -> None:
    with opened(started, pages["report"], scheme="dark") as page:
        fills = "[...new Set([...document.querySelectorAll('svg *')].map((one) => getComputedStyle(one).fill))]"
        assert "rgb(232, 232, 232)" in page.evaluate(fills)
        black = """[...document.querySelectorAll("svg use, svg path")].filter((one) =>
            getComputedStyle(one).fill === "rgb(0, 0, 0)" && !one.closest("defs") && one.getBoundingClientRect().width)"""
        assert page.evaluate(f"{black}.length") == 0


def shown(report: Any) -> list[str]:
    return report.evaluate("[...document.querySelectorAll('table.students tbody th a')].map((one) => one.innerText.trim())")


def test_the_search_box_is_visible_and_filters(report: Any) -> None:
    search = report.get_by_label("Search students")
    assert search.is_visible()
    everybody = shown(report)
    assert len(everybody) == 24
    search.fill("student-007")
    assert shown(report) == ["student-007"]
    search.fill("nobody at all")
    assert "No student fits." in report.locator("table.students tbody").inner_text()
    search.fill("")
    assert shown(report) == everybody


def test_a_head_that_is_pressed_sorts_by_numbers_and_says_so(report: Any) -> None:
    totals = "[...document.querySelectorAll('table.students tbody tr')].map((row) => Number(row.cells[%d].dataset.order))"
    column = 2 + len(TASKS) + len(WRITTEN)
    head = report.locator("table.students thead th").nth(column)
    head.click()
    report.wait_for_selector("table.students th[aria-sort=ascending]")
    rising = report.evaluate(totals % column)
    assert rising == sorted(rising) != sorted(rising, reverse=True)
    assert head.get_attribute("aria-sort") == "ascending"
    head.get_by_role("button").press("Enter")  # by keyboard too
    report.wait_for_selector("table.students th[aria-sort=descending]")
    assert report.evaluate(totals % column) == sorted(rising, reverse=True)


def test_the_heads_stay_while_the_rows_scroll(report: Any) -> None:
    box = report.locator(".dt-layout-table:has(table.students)")
    head = report.locator("table.students thead th").first
    box.scroll_into_view_if_needed()
    row = report.locator("table.students tbody tr").nth(2)
    before = (head.bounding_box()["y"], row.bounding_box()["y"])
    box.evaluate("(one) => { one.scrollTop = 200; }")
    after = (head.bounding_box()["y"], row.bounding_box()["y"])
    box.evaluate("(one) => { one.scrollTop = 0; }")
    assert before[1] - after[1] == pytest.approx(200, abs=2)
    assert before[0] == pytest.approx(after[0], abs=2)


@pytest.mark.parametrize("name", ["report", "feedback"])
def test_printing_loses_no_column_and_no_row_of_any_table(started: Any, pages: dict[str, Path], name: str) -> None:
    """Every cell lies inside the paper and inside every box around it that cuts off what is too wide."""
    with opened(started, pages[name], width=PRINTABLE) as page:
        page.emulate_media(media="print")
        lost = page.evaluate(LOST, PRINTABLE)
        assert page.locator("th").count() > 2
        assert lost == []


def test_a_name_and_a_cell_lead_to_the_answer_and_its_feedback(started: Any, report: Any, course: Course) -> None:
    row = report.locator("table.students tbody tr", has_text="student-003")
    links = [row.locator("th a"), row.locator("td a").nth(TASKS.index("edge_ratio"))]
    targets = [link.evaluate("(one) => one.href") for link in links]
    assert urlsplit(targets[0]).fragment == ""
    with opened(started, course.report / "class-report.html") as page:
        page.locator("table.students tbody tr", has_text="student-003").locator("td a").nth(TASKS.index("edge_ratio")).click()
        page.wait_for_url("**#edge_ratio")
        heading = page.locator("h2#edge_ratio")
        assert heading.is_visible()
        assert "Feedback for student-003" in page.inner_text("body")
        assert "def edge_ratio" in page.inner_text("body")
    assert targets[1].split("#")[0] == targets[0]


def test_every_link_leads_somewhere_but_those_to_the_page_that_is_not_made(report: Any) -> None:
    links = set(report.evaluate("[...document.querySelectorAll('a')].map((one) => one.href.split('#')[0])"))
    gone = {Path(unquote(urlsplit(link).path)).parts[-3] for link in links if not Path(unquote(urlsplit(link).path)).is_file()}
    assert gone == {LAST}
    assert "1 of 24 feedback pages were not made yet" in report.inner_text("main")
    row = report.locator("table.students tbody tr", has_text=LAST)
    assert "(no page yet)" in row.inner_text()
    assert report.locator("table.students").inner_text().count("(no page yet)") == 1


def test_formulas_are_laid_out_and_broken_ones_stay_as_they_were_written(started: Any, pages: dict[str, Path]) -> None:
    with opened(started, pages["feedback"]) as page:
        above, below = (page.locator("math mfrac > *").nth(n).bounding_box() for n in (0, 1))
        assert above["y"] + above["height"] <= below["y"] + 1  # a fraction, and not a line of text
        assert page.locator("math[display=block]").count() >= 2
        assert "broken $\\frac{1$" in page.inner_text("main")
        assert page.locator("script").count() == 0
