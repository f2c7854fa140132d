"""Starts the student template for a course: at which level, on which core, with which folders open to students."""

from __future__ import annotations

import contextlib
import itertools
import os
import stat
import tempfile
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

from grading.course import Course
from grading.engine.process import Template
from grading.engine.seal.caps import Caps
from grading.engine.seal.environment import student_environment
from grading.engine.seal.levels import Isolation
from grading.limits import Limits

SECRET = ("source", "grader_tests", "solutions", "tests", "docs")  # of a course
SPARE_CPU_SECONDS = 10  # the kernel's own limit comes after ours

_next_core = itertools.count()


def start_students(course: Course, isolation: Isolation, limits: Limits, *, cpu: int | None) -> Template:
    """Execute the student template; call its `ready` before the first fork."""
    scratch, toolkit = scratch_root(), course.configuration.toolkit
    secret = [*(course.root / name for name in SECRET), course.submitted, course.autograded, course.feedback]
    seconds = round(limits.total_seconds + limits.render_seconds) + SPARE_CPU_SECONDS
    options = {
        "isolation": isolation.value,
        "readable": [str(course.root / toolkit)] if toolkit else [],
        "secret": [str(path) for path in secret if path.exists()],
        "scratch_root": str(scratch),
        "cpu": cpu,
        "limits": asdict(Caps(memory_bytes=limits.memory_bytes, cpu_seconds=seconds)),
        "toolkit": toolkit,
        "course_root": str(course.root),
        "warm_up": list(course.configuration.warm_up),
    }
    return Template("grading.engine.student.main", options, environment=student_environment(scratch_root=scratch))


def pick_core() -> int | None:
    """Return a core for the next grader of this process, another one each time; None where cores cannot be chosen."""
    if not hasattr(os, "sched_getaffinity"):
        return None
    cores = sorted(os.sched_getaffinity(0))
    return cores[(os.getpid() + next(_next_core)) % len(cores)]


@lru_cache(maxsize=1)
def scratch_root() -> Path:
    """Return a folder of this user's own that stays: Matplotlib's list of fonts, which takes seconds to make, is kept there."""
    folder = Path(tempfile.gettempdir()) / f"landscape-grader-{os.getuid()}"
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o711, exist_ok=True)
        status = folder.lstat()
        if stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & 0o022:
            return folder
    return Path(tempfile.mkdtemp(prefix="landscape-grader-"))
