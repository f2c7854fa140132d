"""Scratch folders on the machine's own disk are bounded as a whole, and removed without anybody waiting."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from grading.engine.seal.caps import MIB, Caps
from grading.engine.seal.scratch import ABANDONED_SECONDS, ENTRIES_A_STEP, Sweep, abandoned, overfull

LIMITS = Caps(scratch_files=20, scratch_bytes=4 * MIB)


def make_folder(top: Path, entries: int) -> Path:
    top.mkdir()
    for number in range(entries):
        (top / str(number)).mkdir()
    return top


def entries_below(top: Path) -> int:
    return sum(1 for _ in top.rglob("*"))


def test_folder_within_its_limits_is_not_overfull(tmp_path: Path) -> None:
    top = make_folder(tmp_path / "scratch", LIMITS.scratch_files - 1)
    (top / "data").write_bytes(bytes(MIB))
    assert overfull(top, LIMITS) == ""


def test_too_many_entries_are_seen_wherever_they_lie(tmp_path: Path) -> None:
    top = make_folder(tmp_path / "scratch", 1)
    make_folder(top / "0" / "below", LIMITS.scratch_files)
    assert "20 files and folders" in overfull(top, LIMITS)


def test_sum_of_files_counts_and_holes_in_them_do_not(tmp_path: Path) -> None:
    top = make_folder(tmp_path / "scratch", 0)
    with open(top / "sparse", "wb") as file:
        file.truncate(1 << 40)
    assert overfull(top, LIMITS) == ""
    for number in range(5):
        (top / f"data-{number}").write_bytes(os.urandom(MIB))
    assert "more than 4 MiB" in overfull(top, LIMITS)


def test_links_are_not_followed(tmp_path: Path) -> None:
    elsewhere = make_folder(tmp_path / "elsewhere", 2 * LIMITS.scratch_files)
    top = make_folder(tmp_path / "scratch", 0)
    (top / "link").symlink_to(elsewhere)
    assert overfull(top, LIMITS) == ""


def test_folder_that_its_owner_closed_is_counted(tmp_path: Path) -> None:
    top = make_folder(tmp_path / "scratch", 0)
    make_folder(top / "closed", LIMITS.scratch_files).chmod(0o300)
    assert overfull(top, LIMITS)


def test_folders_too_deep_to_look_into_are_too_much(tmp_path: Path) -> None:
    top = make_folder(tmp_path / "scratch", 0)
    here = os.open(top, os.O_RDONLY)
    for _ in range(300):
        os.mkdir("d" * 20, dir_fd=here)
        below = os.open("d" * 20, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    assert "too deep" in overfull(top, Caps())
    sweep = Sweep()
    sweep.add(top)
    while sweep.step():
        pass
    assert not top.exists()


def test_folder_that_is_gone_is_not_overfull(tmp_path: Path) -> None:
    assert overfull(tmp_path / "never made", LIMITS) == ""


def test_step_of_a_sweep_removes_a_bounded_number(tmp_path: Path) -> None:
    many = 4 * ENTRIES_A_STEP
    top = make_folder(tmp_path / "scratch", many)
    sweep = Sweep()
    sweep.add(top)
    left = many
    while sweep.step():
        assert left - ENTRIES_A_STEP <= (left := entries_below(top))
    assert not top.exists()


def test_sweep_goes_on_past_a_folder_that_resists(tmp_path: Path) -> None:
    sweep = Sweep()
    (tmp_path / "file").write_text("no folder")
    sweep.add(tmp_path / "file")
    sweep.add(make_folder(tmp_path / "scratch", 3))
    while sweep.step():
        pass
    assert not (tmp_path / "scratch").exists()


def test_only_folders_of_earlier_runs_are_claimed_and_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = make_folder(tmp_path / "scratch-old", 1), make_folder(tmp_path / "scratch-new", 1)
    make_folder(tmp_path / "matplotlib", 1)
    assert abandoned(tmp_path) == []
    later = time.time() + 2 * ABANDONED_SECONDS
    os.utime(new, (later, later))
    with monkeypatch.context() as patch:
        patch.setattr(time, "time", lambda: later)
        claimed = abandoned(tmp_path)
    assert [(path / "0").is_dir() for path in claimed] == [True]
    assert not old.exists()
    assert new.exists()
    assert abandoned(tmp_path) == []
