"""Tries a level on this machine: the whole sequence, in a process of its own, and then what the walls should stop."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import grading
from grading.engine.seal.environment import student_environment
from grading.engine.seal.levels import Isolation, Wall

_SECONDS = 60


def probe(level: Isolation) -> list[Wall]:
    """Return the walls of `level` in the order in which they go up; the list ends with the first that does not.

    The steps of the seal come first, then what a sealed process tries: each wall of that part is up when the attempt
    failed. Nothing is left behind.
    """
    if level is Isolation.PROCESS:
        return [_fork_exists()]
    if sys.platform != "linux":
        advice = "ask for --isolation process, or grade in a Linux container or virtual machine"
        return [Wall(name="Linux", up=False, why=f"this is {sys.platform}", what_to_do=advice)]
    with tempfile.TemporaryDirectory(prefix="landscape-probe-") as folder:
        return _attempt(level, Path(folder).resolve())


def _attempt(level: Isolation, folder: Path) -> list[Wall]:
    scratch_root, secret = folder / "scratch", folder / "secret"
    scratch_root.mkdir()
    secret.mkdir(mode=0o755)
    (secret / "answer").write_text("42")
    environment = student_environment(scratch_root=scratch_root)
    environment["PYTHONPATH"] = str(Path(grading.__file__).parent.parent)
    command = [sys.executable, "-P", "-m", "grading.engine.seal.attempt", level.value, str(scratch_root), str(secret)]
    try:
        done = subprocess.run(
            command, env=environment, cwd=folder, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return [_broken(f"the attempt did not end within {_SECONDS} s")]
    try:
        return [Wall(**wall) for wall in json.loads(done.stdout)]
    except (ValueError, TypeError):
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return [_broken(f"the attempt ended with status {done.returncode}: {last}")]


def _broken(why: str) -> Wall:
    return Wall(name="whole sequence", up=False, why=why, what_to_do="please report this; see docs/security.md")


def _fork_exists() -> Wall:
    up = hasattr(os, "fork")
    why = "" if up else f"{sys.platform} cannot fork"
    advice = "" if up else "grade in a Linux container or virtual machine (on Windows: WSL 2)"
    return Wall(name="a process of its own", up=up, why=why, what_to_do=advice)
