"""Verdicts of the bank are kept by content: what changed is judged again, and a clean checkout judges all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grading.classroom.schedule import Settings
from grading.content.error_rates import answers_of
from grading.content.judging import Judged, Judges
from grading.content.verdict_cache import TOKEN, VerdictCache, cache_folder
from grading.course import Course
from grading.verdict import CheckResult, Outcome, TaskResult
from tests.support.tiny_course import SECTION, checks_file, make_course

RIGHT = "# %% right: a sum\ndef double(x):\n    return x + x\n"
WRONG = "# %% wrong: a square\n# check: test_double_of_three\n# says: not twice\ndef double(x):\n    return x**2\n"
RESULT = TaskResult(
    task="double",
    points=4.0,
    checks=(CheckResult(check="test_double_of_three", title="t", outcome=Outcome.FAILED, message="no", weight=3.0),),
)


@pytest.fixture(autouse=True)
def cache_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def course_with_bank(root: Path) -> Course:
    course = make_course(root)
    for task, text in {"double": RIGHT + WRONG, "answer": "# %% right: the number\nanswer = 42\n"}.items():
        path = bank(course, task)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return course


def bank(course: Course, task: str) -> Path:
    return course.root / "tests" / "answers" / SECTION / f"{task}.py"


def judge(course: Course, *, fresh: bool = False) -> list[Judged]:
    cache = VerdictCache.of(course)
    with Judges(course=course, settings=Settings(root=course.root), workers=1, cache=cache, fresh=fresh) as judges:
        return sorted(judges.judge(answers_of(course, [SECTION])), key=lambda one: one.answer.title)


def kept(judged: list[Judged]) -> dict[str, bool]:
    assert [one.fault for one in judged if one.fault] == []
    return {one.answer.title: one.kept for one in judged}


@pytest.mark.sealed
def test_only_what_changed_is_judged_again(tmp_path: Path) -> None:
    course = course_with_bank(tmp_path / "course")
    all_known = {"a square": True, "a sum": True, "the number": True}
    assert kept(judge(course)) == dict.fromkeys(all_known, False)
    assert kept(judge(course)) == all_known
    assert kept(judge(course, fresh=True)) == dict.fromkeys(all_known, False)
    bank(course, "double").write_text(RIGHT.replace("x + x", "2 * x") + WRONG, encoding="utf-8")
    assert kept(judge(course)) == {**all_known, "a sum": False}
    checks = checks_file(course.root, "double")
    checks.write_text(checks.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert kept(judge(course)) == {"a square": False, "a sum": False, "the number": True}
    (course.root / TOKEN).unlink()  # as in a clean checkout
    assert kept(judge(course)) == dict.fromkeys(all_known, False)


@pytest.mark.sealed
def test_an_answer_that_is_judged_otherwise_than_it_says_is_judged_each_time_and_not_kept(
    tmp_path: Path, cache_home: Path
) -> None:
    course = course_with_bank(tmp_path / "course")
    bank(course, "double").write_text(WRONG.replace("not twice", "thrice"), encoding="utf-8")
    for _ in range(2):
        wrong = judge(course)[0]
        assert "lacks ['thrice']" in wrong.fault
        assert not wrong.kept
        assert len(list(cache_home.rglob("*.json"))) == 1  # the answer to the other task
    bank(course, "double").write_text(WRONG, encoding="utf-8")
    assert judge(course)[0].fault == ""
    bank(course, "double").write_text(WRONG.replace("not twice", "thrice"), encoding="utf-8")
    assert not judge(course)[0].kept


def test_a_verdict_comes_back_as_it_was_kept_and_a_broken_one_is_none(tmp_path: Path) -> None:
    cache = VerdictCache(folder=tmp_path / "kept", token="one")
    key = cache.key("version", "namespaces", "double", "stream", b"notebook")
    assert cache.load(key) is None
    cache.save(key, SECTION, RESULT)
    assert cache.load(key) == RESULT
    (file,) = (tmp_path / "kept").rglob("*.json")
    file.write_text("{", encoding="utf-8")
    assert cache.load(key) is None


def test_each_part_of_the_key_makes_another_key() -> None:
    cache = VerdictCache(folder=Path("nowhere"), token="one")
    keys = {
        cache.key("version", "namespaces", "double", "stream", b"notebook"),
        cache.key("other", "namespaces", "double", "stream", b"notebook"),
        cache.key("version", "landlock", "double", "stream", b"notebook"),
        cache.key("version", "namespaces", "answer", "stream", b"notebook"),
        cache.key("version", "namespaces", "double", "stream", b"another"),
        cache.key("version", "namespaces", "double", "other", b"notebook"),
        VerdictCache(folder=Path("nowhere"), token="two").key("version", "namespaces", "double", "stream", b"notebook"),
    }
    assert len(keys) == 7


def test_what_was_used_longest_ago_is_dropped_when_there_is_too_much(tmp_path: Path) -> None:
    cache = VerdictCache(folder=tmp_path / "kept", token="one")
    keys = [cache.key(str(number), "namespaces", "double", "stream", b"") for number in range(20)]
    for age, key in enumerate(keys):
        cache.save(key, SECTION, RESULT)
        os.utime(tmp_path / "kept" / key[:2] / f"{key}.json", (1e9 - age, 1e9 - age))
    assert cache.trim(most=20) == 0
    assert cache.load(keys[19]) is not None  # the oldest is used now
    assert cache.trim(most=10) == 11
    assert [number for number, key in enumerate(keys) if cache.load(key) is not None] == [*range(8), 19]


def test_a_folder_that_cannot_be_written_keeps_nothing_and_nothing_fails(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    cache = VerdictCache(folder=tmp_path / "file" / "below", token="one")
    cache.save("ab" * 32, SECTION, RESULT)
    assert cache.load("ab" * 32) is None
    assert cache.trim() == 0


def test_verdicts_lie_outside_the_tree(cache_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache_folder() == cache_home / "landscape-verdicts"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache_folder() == Path.home() / ".cache" / "landscape-verdicts"
