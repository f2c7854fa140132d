"""Gradescope's autograder: the results, the zip, and its scripts as Gradescope runs them, in a container without namespaces."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from grading.course import Course
from grading.errors import UsageError
from grading.platforms.gradescope.results import failure, results_of
from grading.verdict import CheckResult, Outcome, TaskResult, Verdict
from tests.platforms.conftest import Landscape
from tests.support.downloads import answered, notebook
from tests.support.tiny_course import SECTION, checks_file

ROOT = Path(__file__).resolve().parents[2]
CONTAINER = ROOT / "tests" / "support" / "plain_container.py"


def check(name: str, outcome: Outcome, *, message: str = "", weight: float = 1.0) -> CheckResult:
    return CheckResult(
        check=f"test_{name}", title=f"{name} is right.", outcome=outcome, message=message, weight=weight, detail="secret"
    )


def verdict(*tasks: TaskResult, problems: tuple[str, ...] = ()) -> Verdict:
    return Verdict(section=SECTION, tasks=tasks, problems=problems, isolation="landlock")


def test_each_check_is_an_entry_with_its_points_and_message() -> None:
    checks = (check("a", Outcome.PASSED, weight=3), check("b", Outcome.FAILED, message="b has the wrong sign."))
    found = results_of(
        verdict(TaskResult(task="double", points=4, checks=checks, note="repaired")), visibility="after_published"
    )
    first, second = found["tests"]
    assert (first["name"], first["score"], first["max_score"], first["status"]) == ("double: a is right.", 3, 3, "passed")
    assert (second["score"], second["max_score"], second["status"]) == (0, 1, "failed")
    assert (first["output"], second["output"]) == ("repaired", "b has the wrong sign.")
    assert {first["visibility"], second["visibility"]} == {"after_published"}
    assert "secret" not in json.dumps(found)


def test_the_scores_of_the_entries_add_up_to_the_mark() -> None:
    checks = tuple(check(str(n), Outcome.PASSED if n % 3 else Outcome.TIMEOUT, weight=n) for n in range(1, 8))
    task = TaskResult(task="double", points=2.5, checks=checks)
    found = results_of(verdict(task))["tests"]
    assert sum(entry["score"] for entry in found) == pytest.approx(task.earned, abs=1e-12)
    assert sum(entry["max_score"] for entry in found) == pytest.approx(2.5, abs=1e-12)
    assert found[2]["output"] == Outcome.TIMEOUT.explanation


def test_a_mark_that_a_person_gives_has_no_score() -> None:
    undecided = TaskResult(task="double", points=4, checks=(check("a", Outcome.PASSED), check("b", Outcome.UNDECIDED)))
    found = results_of(verdict(undecided, TaskResult(task="why", points=3, manual=True)))
    assert [set(entry) & {"score", "max_score", "status"} for entry in found["tests"]] == [set(), set(), set()]
    assert "A person marks: double (4 points), why (3 points)." in found["output"]
    assert found["extra_data"]["waiting_for_a_person"] == ["double", "why"]


def test_a_failure_of_the_grader_gives_nobody_a_zero() -> None:
    found = failure("no wall goes up")
    assert "score" not in found
    assert found["tests"] == []
    assert "nothing was taken off" in found["output"]


@pytest.fixture
def package(course: Course, landscape: Landscape) -> Path:
    """The zip of the tiny section; its requirements.lock is never installed in a test."""
    (course.root / "requirements.lock").write_text("# a test installs nothing\n", encoding="utf-8")
    (course.root / "grader_tests" / "other").mkdir()
    (course.root / "grader_tests" / "other" / "test_secret.py").write_text("", encoding="utf-8")
    (course.root / "grader_tests" / "shared.py").write_text("", encoding="utf-8")
    assert landscape("gradescope", SECTION) == 0
    return course.classroom / "exports" / f"{SECTION}-gradescope-autograder.zip"


def test_the_zip_holds_two_scripts_that_may_be_run_and_one_section(package: Path, course: Course, landscape: Landscape) -> None:
    with zipfile.ZipFile(package) as archive:
        modes = {info.filename: stat.S_IMODE(info.external_attr >> 16) for info in archive.infolist()}
        for script in ("setup.sh", "run_autograder"):
            assert modes[script] == 0o755
            assert archive.read(script).startswith(b"#!/usr/bin/env bash\n")
            assert b"\r" not in archive.read(script)
    names = set(modes)
    ours = {"requirements.lock", "course.toml", "autograder.json", "grading/engine/grader.py", "losslandscape/__init__.py"}
    tasks = {f"source/{SECTION}/{SECTION}.ipynb", "grader_tests/tiny/test_double.py", "solutions/tiny/double.py"}
    assert ours | tasks | {"grader_tests/shared.py"} <= names
    assert "grader_tests/other/test_secret.py" not in names
    assert not any("__pycache__" in name for name in names)
    before = package.read_bytes()
    landscape("gradescope", SECTION)
    assert package.read_bytes() == before


def test_without_locked_versions_there_is_no_zip(course: Course, landscape: Landscape) -> None:
    with pytest.raises(UsageError, match=r"requirements\.lock"):
        landscape("gradescope", SECTION)


def unpack(package: Path, root: Path) -> None:
    """Lay out a container's /autograder as Gradescope does."""
    subprocess.run(["unzip", "-q", str(package), "-d", str(root / "source")], check=True)
    shutil.copy(root / "source" / "run_autograder", root / "run_autograder")
    (root / "submission").mkdir()


def run(root: Path, files: Mapping[str, bytes], *, container: bool = True) -> tuple[int, dict[str, Any]]:
    """Put files where Gradescope puts a submission, run its two scripts, and return the exit code and the results."""
    for name, data in files.items():
        (root / "submission" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "submission" / name).write_bytes(data)
    environment = {"PATH": os.environ["PATH"], "HOME": str(root), "LANG": "C.UTF-8", "LANDSCAPE_PYTHON": sys.executable}
    subprocess.run(["bash", str(root / "source" / "setup.sh")], env=environment, check=True, capture_output=True)
    command = [str(root / "run_autograder")]
    if container:
        command, environment["PYTHONPATH"] = [sys.executable, str(CONTAINER), *command], str(ROOT)
    done = subprocess.run(command, env=environment, cwd=root, capture_output=True, text=True, check=False, timeout=240)
    results = root / "results" / "results.json"
    assert results.is_file(), done.stdout + done.stderr
    return done.returncode, json.loads(results.read_bytes())


@pytest.mark.sealed
@pytest.mark.skipif(shutil.which("unzip") is None, reason="there is no unzip on this machine")
def test_its_scripts_grade_a_submission_in_a_container_without_namespaces(package: Path, course: Course) -> None:
    with TemporaryDirectory(prefix="autograder-") as folder:
        root = Path(folder)
        root.chmod(0o755)
        unpack(package, root)
        files = {f"{SECTION} (1).ipynb": answered(course, 41), f"{SECTION}.ipynb": notebook(course), "n.txt": b"41"}
        code, found = run(root, files)
        assert code == 0, found
        assert found["extra_data"]["isolation"] == "landlock"
        scores = {entry["name"]: entry.get("score") for entry in found["tests"]}
        assert scores == {
            "double: Twice three is right.": 3.0,
            "double: A negative number works.": 1.0,
            "answer: The number is right.": 0.0,
            "why (3 points)": None,
        }
        assert "This is not the number." in [entry["output"] for entry in found["tests"]]
        assert f"Graded: {SECTION} (1).ipynb." in found["output"]
        assert "secret_factor" not in json.dumps(found)


@pytest.mark.sealed
@pytest.mark.skipif(shutil.which("unzip") is None, reason="there is no unzip on this machine")
def test_nothing_handed_in_and_a_broken_grader_are_told_apart(package: Path, course: Course) -> None:
    with TemporaryDirectory(prefix="autograder-") as folder:
        root = Path(folder)
        root.chmod(0o755)
        unpack(package, root)
        code, found = run(root, {"essay.pdf": b"%PDF"}, container=False)
        assert code == 0
        assert f"No notebook was found. Hand in {SECTION}.ipynb." in found["output"]
        assert [entry["score"] for entry in found["tests"] if "score" in entry] == [0.0, 0.0, 0.0]
        checks_file(root / "source", "double").write_text("import no_such_module\n", encoding="utf-8")
        code, found = run(root, {f"{SECTION}.ipynb": answered(course)}, container=False)
        assert code == 3
        assert found["tests"] == []
        assert "could not mark this submission, and nothing was taken off" in found["output"]
