"""A class in a folder of its own, as the demo's: one printed line opens it in the formgrader, and nbgrader grades it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from grading.classroom import records
from grading.classroom.gradebook import store
from grading.course import Course
from grading.marking.desk import Desk
from grading.nbgrader_plugins.separate import formgrader_command, write_config
from tests.support.gradebook_rows import all_rows
from tests.support.tiny_class import ANSWERED, SECTION, make_course, notebook, small_class

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a-token-of-this-test"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    made = Course.at(make_course(tmp_path / "clone").root, classroom=tmp_path / "a class")
    made.classroom.mkdir()
    write_config(made)
    for one in small_class(made):
        records.save(made, one)
        store(made, SECTION, [one])
        hand_in(made, one.student, one.notebook)
    return made


def hand_in(course: Course, student: str, data: bytes) -> None:
    place = course.submitted / student / SECTION / f"{SECTION}.ipynb"
    place.parent.mkdir(parents=True)
    place.write_bytes(data)


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / "config")}


@pytest.fixture
def formgrader(course: Course, tmp_path: Path) -> Iterator[str]:
    """Run the printed line and yield the address; Ctrl-C ends it, as for a person."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"--no-browser --allow-root --ServerApp.port={port} --ServerApp.token={TOKEN} --ServerApp.port_retries=0"
    with subprocess.Popen(
        ["bash", "-c", f"{formgrader_command(course).replace(' && ', ' && exec ', 1)} {options}"],
        stderr=subprocess.PIPE, text=True, env=environment(tmp_path), start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        lines = []
        for line in process.stderr:
            lines.append(line)
            if "Use Control-C to stop" in line:
                break
        else:
            pytest.fail("".join(lines))
        yield f"http://127.0.0.1:{port}"
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def get(address: str) -> tuple[int, str]:
    asked = urllib.request.Request(address, headers={"Authorization": f"token {TOKEN}"})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(asked, timeout=60) as answer:
        return answer.status, answer.read().decode()


def test_the_printed_line_opens_assignments_and_a_submission_with_the_marks_given_by_hand(
    course: Course, formgrader: str
) -> None:
    desk = Desk(course, SECTION, "why")
    key = next(one["key"] for one in desk.question("why")["answers"] if one["left"])
    data = {"mark": 1.25, "comment": "Say *why*, with a unit.", "version": desk.answer("why", key)["version"]}
    desk.save("why", key, "t", data)
    status, page = get(f"{formgrader}/formgrader/manage_assignments")
    assert (status, "Manage Assignments" in page) == (200, True)
    listed = json.loads(get(f"{formgrader}/formgrader/api/assignments")[1])
    assert [(one["name"], one["num_submissions"]) for one in listed] == [(SECTION, 6)]
    submitted = json.loads(get(f"{formgrader}/formgrader/api/submitted_notebooks/{SECTION}/{SECTION}")[1])
    (marked,) = [one for one in submitted if one["written_score"] == 1.25]
    status, page = get(f"{formgrader}/formgrader/submissions/{marked['id']}/")
    assert (status, "It is additive." in page or "Say why doubling is linear." in page) == (200, True)
    grades = json.loads(get(f"{formgrader}/formgrader/api/grades?submission_id={marked['id']}")[1])
    assert [one["manual_score"] for one in grades if one["name"] == "why"] == [1.25]
    comments = json.loads(get(f"{formgrader}/formgrader/api/comments?submission_id={marked['id']}")[1])
    assert [one["manual_comment"] for one in comments if one["name"] == "why"] == ["Say *why*, with a unit."]


def test_nbgraders_own_commands_grade_it_where_it_lies(course: Course, tmp_path: Path) -> None:
    hand_in(course, "student-007", notebook(course, ANSWERED))
    command = [sys.executable, "-m", "nbgrader", "autograde", SECTION, "--student", "student-007"]
    done = subprocess.run(command, cwd=course.classroom, env=environment(tmp_path), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    marks = {cell: auto for student, cell, auto, *_ in all_rows(course.database)["grades"] if student == "student-007"}
    assert marks == {"test_double": 4.0, "test_answer": 3.0, "why": None}


def test_a_folder_with_blanks_in_its_name_can_be_pasted(course: Course) -> None:
    assert re.match(r"cd '[^']*a class' && ", formgrader_command(course))
