"""The commands of authors, as people run them: exit codes, JSON, errors that name file and line, a watch that ends cleanly."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from grading.content.pair import sync
from grading.course import Course
from tests.support.tiny_course import SECTION, TEXT, make_course

pytestmark = pytest.mark.sealed

ROOT = Path(__file__).resolve().parents[2]
MOST_SECONDS = 240.0
BANK = "# %% right: a sum\ndef double(x):\n    return x + x\n"
WRONG = "# %% wrong: a square\n# check: test_double_of_three\n# say: not twice\ndef double(x):\n    return x**2\n"
CLASS = """\
[[student]]
name = "student-001"
kind = "partly right"
about = "squares"

base = "right 1"
slips = { 1 = 1 }
"""


def command(course: Course, *words: str) -> list[str]:
    return [sys.executable, "-m", "grading.cli.main", "--course", str(course.root), *words]


def landscape(course: Course, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(course, *words), capture_output=True, text=True, timeout=240, check=False, cwd=ROOT)


def bank(course: Course, task: str) -> Path:
    return course.root / "tests" / "answers" / SECTION / f"{task}.py"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """The tiny course as a draft, with a bank and a sample class."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = make_course(tmp_path / "course", text=TEXT.replace("---\n", "---\ndraft: true\n", 1))
    for task, text in {"double": BANK, "answer": "# %% right: the number\nanswer = 42\n"}.items():
        bank(made, task).parent.mkdir(parents=True, exist_ok=True)
        bank(made, task).write_text(text, encoding="utf-8")
    (made.root / "tests" / "sample_class").mkdir()
    (made.root / "tests" / "sample_class" / "class.toml").write_text(CLASS, encoding="utf-8")
    return made


def finish(course: Course) -> None:
    text = course.source / SECTION / f"{SECTION}.md"
    text.write_text(TEXT, encoding="utf-8")
    sync(text.parent)


def gates(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["gate"]: row for row in document["rows"]}


def test_check_ends_with_0_for_a_sound_draft_and_with_1_when_a_gate_is_not_met(course: Course) -> None:
    done = landscape(course, "check", SECTION, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    found = gates(json.loads(done.stdout))
    assert (found["points"]["got"], found["points"]["ok"], found["points"]["waived"]) == (10, False, True)
    assert (found["bank"]["got"], found["bank"]["details"]) == (0, [])
    finish(course)
    done = landscape(course, "check", SECTION)
    assert done.returncode == 1
    assert "right answers: right answers in the bank" in done.stdout
    assert "not met" in done.stdout


@pytest.mark.parametrize(
    "words", [("check", "7.7_none"), ("check", SECTION, "--task", "why"), ("check",), ("new", "task", SECTION, "sum")]
)
def test_a_wrong_word_ends_with_2(course: Course, words: tuple[str, ...]) -> None:
    done = landscape(course, *words)
    assert done.returncode == 2
    assert "fault of the grader" not in done.stderr


@pytest.mark.parametrize("words", [("bank", SECTION), ("demo",)])
def test_a_mistake_in_a_bank_is_named_by_each_command_and_is_no_fault_of_the_grader(
    course: Course, words: tuple[str, ...]
) -> None:
    finish(course)
    bank(course, "double").write_text(BANK + WRONG, encoding="utf-8")
    done = landscape(course, *words)
    assert done.returncode == 2
    assert f"error: tests/answers/{SECTION}/double.py:6: this line at the head of an answer cannot be read" in done.stderr
    assert "got: # say: not twice" in done.stderr
    assert "next: correct the line" in done.stderr


def test_check_names_a_mistake_in_a_bank_with_its_line_and_measures_the_rest(course: Course) -> None:
    bank(course, "double").write_text(BANK + WRONG, encoding="utf-8")
    done = landscape(course, "check", SECTION, "--json")
    assert done.returncode == 1
    found = gates(json.loads(done.stdout))
    assert f"tests/answers/{SECTION}/double.py:6" in found["bank"]["details"][0]
    assert found["model answer"]["ok"]


def test_bank_says_how_many_answers_an_earlier_run_has_judged_and_judges_all_when_asked(course: Course) -> None:
    for words, kept in (((), 0), (("--fresh",), 0)):
        done = landscape(course, "bank", SECTION, "--json", *words)
        assert done.returncode == 0, done.stderr
        assert (json.loads(done.stdout)["answers"], json.loads(done.stdout)["kept"]) == (2, kept)
    assert "2 answers, 2 of them judged by an earlier run" in landscape(course, "bank", SECTION).stdout


def test_new_says_what_it_wrote_and_check_what_is_left(course: Course) -> None:
    assert landscape(course, "new", "section", "3.1_momentum").returncode == 0
    done = landscape(course, "new", "task", "3.1_momentum", "heavy_ball")
    assert done.returncode == 0, done.stderr
    assert "written: grader_tests/momentum/test_heavy_ball.py" in done.stdout
    assert "landscape check 3.1_momentum --task heavy_ball --watch" in done.stdout
    done = landscape(course, "check", "3.1_momentum", "--task", "heavy_ball")
    assert done.returncode == 1
    assert "TODO: the model answer" in done.stdout


def test_watch_measures_again_after_a_change_with_fresh_graders_where_checks_changed(course: Course) -> None:
    with watching(course, "--rounds", "3") as running:
        assert gates(document(running))["model answer"]["ok"]
        bank(course, "double").write_text(BANK.replace("x + x", "x + x + 1"), encoding="utf-8")
        second = gates(document(running))
        assert second["model answer"]["ok"]
        assert not second["bank"]["ok"]
        checks = course.grader_tests / "tiny" / "test_double.py"
        checks.write_text(checks.read_text(encoding="utf-8").replace("== 6", "== 7"), encoding="utf-8")
        third = gates(document(running))
        assert not third["model answer"]["ok"]
        assert running.wait(timeout=60) == 1


def test_watch_ends_with_130_on_ctrl_c(course: Course) -> None:
    with watching(course) as running:
        document(running)
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=60) == 130
        assert running.stderr is not None
        assert "Traceback" not in running.stderr.read()


@contextmanager
def watching(course: Course, *more: str) -> Iterator[subprocess.Popen[str]]:
    """Run `landscape check --watch`, and end it whatever happens."""
    with subprocess.Popen(
        command(course, "check", SECTION, "--task", "double", "--watch", "--json", *more),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background job is started deaf to it
    ) as running:  # fmt: skip
        end = threading.Timer(MOST_SECONDS, running.kill)  # a watch whose first round fails says so on stderr, and waits
        end.start()
        try:
            yield running
        finally:
            end.cancel()
            running.kill()


def document(running: subprocess.Popen[str]) -> dict[str, Any]:
    """Read one JSON document: the lines up to one that closes it."""
    assert running.stdout is not None
    lines = []
    for line in running.stdout:
        lines.append(line)
        if line == "}\n":
            return dict(json.loads("".join(lines)))
    raise AssertionError("".join(lines) + (running.stderr.read() if running.stderr else ""))
