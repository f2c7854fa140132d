"""The page in a real Chromium: marked with keys alone, wide and narrow, light and dark; what is begun is not lost."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest

from grading.classroom.gradebook import store
from grading.course import Course
from grading.marking import book
from grading.marking.desk import Desk
from grading.marking.kept import load_clicked
from tests.marking.test_desk import _impatient, course, in_nbgrader, save, students  # noqa: F401 - a fixture
from tests.marking.test_server import Served, served  # noqa: F401 - a fixture
from tests.support.browser import DESKTOP, PHONE, browser, chromium, grave_faults
from tests.support.tiny_class import ANSWERED, SECTION, graded

EXECUTABLE = chromium()
REFUSED = "Failed to load resource"  # what Chromium writes of every answer that is no 200; the page says it itself
from playwright.sync_api import expect  # noqa: E402 - where there is a browser

expect.set_options(timeout=30_000)
pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def started() -> Iterator[Any]:
    with browser(EXECUTABLE) as one:
        yield one


@contextmanager
def marking(started: Any, served: Served, *, bypass: bool = False, **looks: Any) -> Iterator[Any]:  # noqa: F811
    """Open the printed address. Fails where the page asks anybody else, writes an error, or breaks its own policy."""
    context = started.new_context(bypass_csp=bypass, **looks)
    asked: set[str] = set()
    faults: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.add("/".join(request.url.split("/")[:3])))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" and REFUSED not in said.text else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(served.guard.address)
    expect(page.locator("#state")).to_have_text(re.compile("Not marked yet|Draft kept|In the gradebook|All answers"))
    try:
        yield page
        assert {one for one in asked if not one.startswith("data:")} == {f"http://127.0.0.1:{served.guard.port}"}
        assert faults == []
    finally:
        context.close()


def on_page(page: Any, served: Served, course: Course) -> str:  # noqa: F811
    """Return the student whose answer is open, by its place."""
    place = int(page.locator("#place").inner_text().split()[1]) - 1
    return students(served.desk, course)[served.desk.question("why")["answers"][place]["key"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_axe_finds_nothing_grave_and_nothing_runs_over_the_edge(
    started: Any, served: Served, width: int, scheme: str  # noqa: F811
) -> None:  # fmt: skip
    looks = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    with marking(started, served, bypass=True, **looks) as page:
        page.keyboard.press("1")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert grave_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (sum(map(int, ground[4:-1].split(","))) < 200) == (scheme == "dark")


def test_a_question_is_marked_with_keys_alone(started: Any, served: Served, course: Course) -> None:  # noqa: F811
    with marking(started, served) as page:
        first = on_page(page, served, course)
        for key in ("1", "2", "2"):  # all of the first item, half of the second
            page.keyboard.press(key)
        expect(page.locator("#mark")).to_have_value("2.5")
        expect(page.locator("#items button").nth(1)).to_have_attribute("aria-checked", "mixed")
        page.keyboard.press("c")
        page.keyboard.type("Say the unit.")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#state")).to_have_text("Saved in the gradebook: 2.5 of 3")
        expect(page.locator("#left")).to_have_text("3 left")
        expect(page.locator("#answer")).to_be_focused()  # the next answer is open; until then keys go to the field
        assert in_nbgrader(course, first) == (2.5, False, None, "Say the unit.")
        second = on_page(page, served, course)
        assert second != first
        page.keyboard.press("0")
        page.keyboard.press("Shift+Digit1")
        expect(page.locator("#comment")).to_have_value("Say the unit.")
        page.keyboard.press("m")
        page.keyboard.press("Control+a")
        page.keyboard.type("0,5")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#left")).to_have_text("2 left")
        expect(page.locator("#answer")).to_be_focused()
        assert in_nbgrader(course, second) == (0.5, False, None, "Say the unit.")
        page.keyboard.press("z")
        expect(page.locator("#state")).to_have_text("Undone. 1 more can be undone")
        assert (in_nbgrader(course, second)[0], on_page(page, served, course)) == (None, second)
        page.keyboard.press("z")
        expect(page.locator("#left")).to_have_text("4 left")
        assert in_nbgrader(course, first)[:2] == (None, True)


def test_keys_pressed_while_it_saves_are_for_the_answer_that_comes_next(
    started: Any, served: Served, course: Course  # noqa: F811
) -> None:  # fmt: skip
    with marking(started, served) as page:
        for key in ("1", "Enter", "2", "Enter", "1", "2", "Enter"):
            page.keyboard.press(key)
        expect(page.locator("#left")).to_have_text("1 left")
    marks = [in_nbgrader(course, f"student-00{n}")[0] for n in range(1, 7)]
    assert sorted(mark for mark in marks if mark is not None) == [1.0, 2.0, 3.0]


def test_when_all_is_marked_it_says_so(started: Any, served: Served) -> None:  # noqa: F811
    with marking(started, served) as page:
        for left in ("3 left", "2 left", "1 left", "all marked"):
            page.keyboard.press("1")
            page.keyboard.press("Enter")
            expect(page.locator("#left")).to_have_text(left)
        expect(page.locator("#state")).to_contain_text("All 6 answers are marked")
        expect(page.locator("#unmarked")).to_be_disabled()


def test_what_is_begun_is_kept_and_is_there_again(
    started: Any, served: Served, course: Course, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    comments: list[str] = []
    keep = served.desk.draft

    def noted(task: str, key: str, data: dict[str, Any]) -> dict[str, Any]:
        comments.append(data["comment"])
        return keep(task, key, data)

    monkeypatch.setattr(served.desk, "draft", noted)
    with marking(started, served) as page:
        whose = on_page(page, served, course)
        page.keyboard.press("2")
        page.locator("#comment").fill("Begun.")
        expect(page.locator("#state")).to_have_text("Draft kept. Enter saves it as a mark")
        page.reload()
        expect(page.locator("#state")).to_have_text("Draft kept. Enter saves it as a mark")
        expect(page.locator("#comment")).to_have_value("Begun.")
        expect(page.locator("#mark")).to_have_value("1")
        assert in_nbgrader(course, whose) == (None, True, None, None)
        page.locator("#comment").fill("Begun again.")
        page.goto("about:blank")  # at once, before the draft is due
        key = next(key for key, one in students(served.desk, course).items() if one == whose)
        for _ in range(600):  # sent while the browser leaves, and dropped where the window is closed before
            kept = load_clicked(course, served.desk.questions["why"], key)
            if kept is not None and kept.comment == "Begun again.":
                break
            page.wait_for_timeout(50)
    assert comments.count("Begun.") == 1  # what is kept is not sent again while leaving: it could come after newer words
    with marking(started, served) as page:
        expect(page.locator("#state")).to_have_text("Draft kept. Enter saves it as a mark")
        expect(page.locator("#comment")).to_have_value("Begun again.")
        page.keyboard.press("Enter")
        expect(page.locator("#left")).to_have_text("3 left")
    assert in_nbgrader(course, whose) == (1.0, False, None, "Begun again.")


def test_the_second_of_two_people_is_told_and_chooses(started: Any, served: Served, course: Course) -> None:  # noqa: F811
    with marking(started, served) as page:
        for choice, mark, comment in (("#save-mine", 3.0, None), ("#keep-theirs", 0.5, "Theirs.")):
            whose = on_page(page, served, course)
            key = next(key for key, one in students(served.desk, course).items() if one == whose)
            save(Desk(course, SECTION, "why"), key, 0.5, "Theirs.", tab="other")
            page.locator("#mark").fill("3")
            page.keyboard.press("Control+Enter")
            expect(page.locator("#theirs")).to_contain_text("Somebody else has marked this answer meanwhile")
            expect(page.locator("#theirs")).to_contain_text("the mark 0.5 and “Theirs.”")
            assert in_nbgrader(course, whose)[0] == 0.5
            page.locator(choice).click()
            expect(page.locator("#conflict")).to_be_hidden()
            expect(page.locator("#state")).to_have_text(re.compile("Saved|Theirs stays"))
            assert (in_nbgrader(course, whose)[0], in_nbgrader(course, whose)[3]) == (mark, comment)


@pytest.mark.parametrize("typed", ["4", "-1", "two", "1.5.", "1e9"])
def test_what_is_no_mark_is_said_beside_it_and_not_saved(
    started: Any, served: Served, course: Course, typed: str  # noqa: F811
) -> None:  # fmt: skip
    with marking(started, served) as page:
        whose = on_page(page, served, course)
        page.locator("#mark").fill(typed)
        expect(page.locator("#mark-error")).to_have_text("A mark is a number from 0 to 3.")
        page.locator("#next").click()  # it does not leave what is wrong behind
        expect(page.locator("#state")).to_contain_text("Not saved: give a mark from 0 to 3 first")
        assert (on_page(page, served, course), in_nbgrader(course, whose)[0]) == (whose, None)


def test_a_locked_gradebook_is_said_and_saved_when_it_is_free(
    started: Any, served: Served, course: Course, monkeypatch: pytest.MonkeyPatch  # noqa: F811
) -> None:  # fmt: skip
    with marking(started, served) as page:
        whose = on_page(page, served, course)
        page.keyboard.press("1")
        monkeypatch.setattr(book, "WAIT_SECONDS", 0.05)
        monkeypatch.setattr(sqlite3, "connect", _impatient(sqlite3.connect))
        with closing(sqlite3.connect(course.classroom / "gradebook.db", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            page.keyboard.press("Enter")
            expect(page.locator("#state")).to_contain_text("Not saved: the gradebook is locked")
            other.execute("ROLLBACK")
        expect(page.locator("#mark")).to_have_value("2")
        page.keyboard.press("Enter")
        expect(page.locator("#left")).to_have_text("3 left")
    assert in_nbgrader(course, whose)[0] == 2.0


def test_a_server_that_has_ended_is_said(started: Any, served: Served) -> None:  # noqa: F811
    with marking(started, served) as page:
        page.route("**/questions/**", lambda route: route.abort())
        page.keyboard.press("1")
        page.keyboard.press("Enter")
        expect(page.locator("#state")).to_contain_text("`landscape mark` does not answer: is it still running?")
        expect(page.locator("#mark")).to_have_value("2")
        page.unroute("**/questions/**")
        page.keyboard.press("Enter")
        expect(page.locator("#left")).to_have_text("3 left")


def test_shortcuts_can_be_switched_off(started: Any, served: Served) -> None:  # noqa: F811
    with marking(started, served) as page:
        page.locator("#shortcuts").uncheck()
        page.locator("#answer").focus()
        page.keyboard.press("1")
        expect(page.locator("#mark")).to_have_value("")
        page.locator("#items button").first.press("Enter")
        expect(page.locator("#mark")).to_have_value("2")


def test_nothing_of_a_hostile_answer_runs(started: Any, served: Served, course: Course) -> None:  # noqa: F811
    hostile = (
        "<script>document.title = 'hacked'</script> <img src=x onerror=\"document.title='hacked'\"> [x](javascript:alert(1))"
    )
    for n in range(1, 7):
        store(course, SECTION, [graded(course, f"student-00{n}", answers={**ANSWERED, "why": hostile})])
    with marking(started, served) as page:
        expect(page.locator("#answer")).to_contain_text("<script>document.title = 'hacked'</script>")
        assert page.locator("#answer script, #answer img, #answer [onerror], #answer a[href^=javascript]").count() == 0
        assert page.title() == f"Marking {SECTION}"
