"""What may be read, and how scratch folders are removed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from grading.engine.seal.allowed import allowed_paths
from grading.engine.seal.scratch import remove_flat
from grading.errors import SealError
from tests.support.sealed import LEVELS, template


def test_interpreter_packages_and_what_is_named_may_be_read(tmp_path: Path) -> None:
    toolkit = tmp_path / "course" / "losslandscape"
    toolkit.mkdir(parents=True)
    allowed = allowed_paths([toolkit])

    def may_be_read(path: Path) -> bool:
        return any(path.is_relative_to(folder) for folder in allowed)

    assert may_be_read(toolkit.resolve())
    assert all(may_be_read(Path(os.path.realpath(module.__file__))) for module in (os, pytest))
    assert not may_be_read(toolkit.parent.resolve())
    assert not may_be_read(Path("/etc/passwd"))


def test_path_inside_another_is_named_once(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert inner.resolve() not in allowed_paths([tmp_path / "a", inner])


def test_readable_folder_that_holds_a_secret_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "course" / "grader_tests"
    secret.mkdir(parents=True)
    with pytest.raises(SealError, match="grader_tests"):
        allowed_paths([tmp_path / "course"], secret=[secret])
    with pytest.raises(SealError, match="grader_tests"):
        allowed_paths([secret], secret=[secret])


def test_link_to_a_secret_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "grader_tests"
    secret.mkdir()
    (tmp_path / "losslandscape").symlink_to(secret)
    with pytest.raises(SealError, match="grader_tests"):
        allowed_paths([tmp_path / "losslandscape"], secret=[secret])


@pytest.mark.parametrize("folder", ["/", "/usr", "/etc"])
def test_folder_that_is_too_wide_is_refused(folder: str) -> None:
    with pytest.raises(SealError, match="too much"):
        allowed_paths([Path(folder)])


def test_removal_survives_depth_modes_and_names(tmp_path: Path) -> None:
    top = tmp_path / "scratch"
    top.mkdir()
    here = os.open(top, os.O_RDONLY)
    for _ in range(sys.getrecursionlimit() + 50):  # deeper than recursion, and than a path may be long
        os.mkdir("d" * 20, dir_fd=here)
        below = os.open("d" * 20, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    (top / "closed").mkdir()
    (top / "closed" / "x").write_text("x")
    (top / "closed").chmod(0)
    (top / "0-0").mkdir()
    (top / "0-0" / "x").write_text("x")
    remove_flat(top)
    assert list(tmp_path.iterdir()) == []


def test_removal_does_not_follow_links(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "gradebook").write_text("marks")
    top = tmp_path / "scratch"
    top.mkdir()
    (top / "link").symlink_to(kept)
    remove_flat(top)
    assert (kept / "gradebook").read_text() == "marks"
    assert not top.exists()


def test_removal_of_what_is_gone_is_no_error(tmp_path: Path) -> None:
    remove_flat(tmp_path / "never made")


@pytest.mark.sealed
@pytest.mark.parametrize("level", LEVELS)
def test_what_a_student_leaves_is_removed(level: str, tmp_path: Path) -> None:
    (tmp_path / "readable").mkdir()
    code = """
import os
for _ in range(300):
    os.mkdir("d" * 20)
    os.chdir("d" * 20)
os.mkdir("closed", 0)
result = True
"""
    with template(level, tmp_path) as running:
        assert running.run(code, memory_bytes=512 << 20).value is True
        assert [path.name for path in running.scratch_root.iterdir()] == ["matplotlib"]


@pytest.mark.sealed
@pytest.mark.parametrize("level", LEVELS)
def test_template_with_a_second_thread_is_refused(level: str, tmp_path: Path) -> None:
    """A fork would freeze the locks of the other thread."""
    (tmp_path / "readable").mkdir()
    with template(level, tmp_path) as running:
        refused = running.run("result = 1", thread=True)
        assert refused.error == "SealError"
        assert "2 threads" in refused.message
        assert running.run("result = 1").value == 1
