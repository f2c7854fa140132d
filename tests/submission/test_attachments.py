"""What counts as a student's own file beside the notebook, and what never does."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from grading.submission import attachments
from grading.submission.attachments import copy_changed, files_beside, is_safe, some_left_out
from grading.submission.files import read_plain


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    folder = tmp_path / "submitted"
    (folder / "data" / "deep").mkdir(parents=True)
    (folder / "data" / "deep" / "x.csv").write_bytes(b"1,2")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    return folder / "1.1_plateau.ipynb"


def test_plain_files_are_theirs_at_any_reasonable_depth(notebook: Path) -> None:
    assert files_beside(notebook) == {"data/deep/x.csv": b"1,2", "picture.png": b"\x89PNG"}
    assert files_beside(notebook.parent / "nothing" / "here.ipynb") == {}


@pytest.mark.parametrize("name", ["timestamp.txt", "submission_secret.txt", "solution.md", "other.ipynb", ".hidden", "a.pyc"])
def test_what_belongs_to_nbgrader_or_would_not_be_copied_by_it_is_left_out(notebook: Path, name: str) -> None:
    (notebook.parent / name).write_bytes(b"not theirs")
    assert name not in files_beside(notebook)


def test_links_and_pipes_are_neither_followed_nor_waited_for(notebook: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_bytes(b"of another student")
    (notebook.parent / "link.txt").symlink_to(secret)
    (notebook.parent / "linked").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(notebook.parent / "pipe")
    assert b"of another student" not in files_beside(notebook).values()
    assert len(files_beside(notebook)) == 2


def test_number_and_size_are_bounded(notebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not some_left_out(notebook)
    monkeypatch.setattr(attachments, "MAX_BYTES", 5)
    assert list(files_beside(notebook)) == ["data/deep/x.csv"]  # 3 bytes, and 4 more do not fit
    assert some_left_out(notebook)
    (notebook.parent / "z.txt").write_bytes(b"zz")
    assert list(files_beside(notebook)) == [
        "data/deep/x.csv",
        "z.txt",
    ]  # after one that is too large there is room for a small one
    monkeypatch.setattr(attachments, "MAX_FILES", 0)
    assert files_beside(notebook) == {}
    assert some_left_out(notebook)


def test_of_a_file_that_grows_while_it_is_read_no_more_is_taken_than_fits(
    notebook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_late(path: Path, most: int) -> bytes | None:
        path.write_bytes(b"x" * 1000)
        return read_plain(path, most)

    monkeypatch.setattr(attachments, "read_plain", read_late)
    assert {name: len(content) for name, content in files_beside(notebook).items()} == {"data/deep/x.csv": 3, "picture.png": 4}


@pytest.mark.parametrize("name", ["", "/etc/passwd", "../up", "a/../b", "a//b", "a\0b", "a\\b", "./a"])
def test_a_path_that_could_leave_the_folder_is_not_safe(name: str) -> None:
    assert not is_safe(name)
    assert is_safe("data/deep/x.csv")


def test_a_copy_replaces_what_nbgrader_left_read_only_and_leaves_alone_what_is_equal(notebook: Path, tmp_path: Path) -> None:
    target = tmp_path / "autograded"
    copy_changed(notebook.parent, target)
    written = (target / "picture.png").stat().st_mtime_ns
    (target / "data" / "deep" / "x.csv").chmod(0o444)
    (notebook.parent / "data" / "deep" / "x.csv").write_bytes(b"3,4")
    (notebook.parent / "submission_secret.txt").write_bytes(b"s")
    copy_changed(notebook.parent, target)
    assert (target / "data" / "deep" / "x.csv").read_bytes() == b"3,4"
    assert (target / "submission_secret.txt").read_bytes() == b"s"
    assert (target / "picture.png").stat().st_mtime_ns == written


def test_a_folder_takes_the_place_of_a_file_of_an_earlier_submission_and_back(notebook: Path, tmp_path: Path) -> None:
    target = tmp_path / "autograded"
    copy_changed(notebook.parent, target)
    shutil.rmtree(notebook.parent / "data")
    (notebook.parent / "data").write_bytes(b"a file now")
    (notebook.parent / "picture.png").unlink()
    (notebook.parent / "picture.png").mkdir()
    (notebook.parent / "picture.png" / "in").write_bytes(b"a folder now")
    copy_changed(notebook.parent, target)
    assert (target / "data").read_bytes() == b"a file now"
    assert (target / "picture.png" / "in").read_bytes() == b"a folder now"


def test_a_name_as_long_as_the_disk_allows_stops_nobody(notebook: Path, tmp_path: Path) -> None:
    (notebook.parent / ("x" * 255)).write_bytes(b"1")
    copy_changed(notebook.parent, tmp_path / "autograded")
    assert (tmp_path / "autograded" / "picture.png").is_file()
