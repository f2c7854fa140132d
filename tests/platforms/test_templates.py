"""The templates for GitHub Actions and GitLab: they can be read, and their steps grade what was pushed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from grading.course import Course
from tests.support.downloads import answered
from tests.support.extent import WHOLE
from tests.support.tiny_course import SECTION

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "docs" / "templates"


def read(name: str) -> dict[str, Any]:
    found = yaml.safe_load((TEMPLATES / name).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def github_script() -> str:
    steps = read("github-actions.yml")["jobs"]["grade"]["steps"]
    return str(next(step["run"] for step in steps if step.get("name") == "Grade"))


def gitlab_script() -> str:
    return "\n".join(read("gitlab-ci.yml")["grade"]["script"])


def test_both_run_on_a_push_to_submitted_and_keep_the_results() -> None:
    github, gitlab = read("github-actions.yml"), read("gitlab-ci.yml")["grade"]
    assert github[True]["push"]["paths"] == ["submitted/**"]  # YAML 1.1 reads the key `on` as true
    assert gitlab["rules"][0]["changes"] == ["submitted/**/*"]
    kept = next(step["with"]["path"] for step in github["jobs"]["grade"]["steps"] if "upload-artifact" in step.get("uses", ""))
    assert set(kept.split()) == set(gitlab["artifacts"]["paths"]) == {"gradebook.db", "feedback", "report", "exports"}
    installs = [step["run"] for step in github["jobs"]["grade"]["steps"] if "pip install" in step.get("run", "")]
    assert [line.strip() for line in installs[0].splitlines()] == gitlab["before_script"]
    assert "--require-hashes -r requirements.lock" in installs[0]


BOTH = [(github_script, True), (gitlab_script, False), (github_script, False), (gitlab_script, True)]


@pytest.mark.sealed
@pytest.mark.parametrize(("script", "good"), BOTH if WHOLE else BOTH[:2])
def test_their_steps_grade_what_was_pushed(course: Course, tmp_path: Path, script: Any, good: bool) -> None:
    path = course.submitted / "student-001" / SECTION / f"{SECTION}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(answered(course))
    if not good:
        shutil.copytree(path.parent, course.submitted / "student-002" / "9.1_tinny")
    command = tmp_path / "bin" / "landscape"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m grading.cli.main "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    environment = {**os.environ, "PATH": f"{command.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["bash", "-e", "-c", script()],
        cwd=course.root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert (course.root / "feedback" / "student-001" / SECTION / f"{SECTION}.html").is_file(), done.stdout + done.stderr
    assert (course.root / "report" / "class-report.html").is_file()
    assert (course.root / "exports" / f"{SECTION}-csv.csv").is_file()
    if script is gitlab_script:
        assert done.returncode == (0 if good else 1)
    else:
        assert done.returncode == 0
        assert ("::warning::" in done.stdout) is not good
