"""Opens a class that lives in a folder of its own, as the demo's, in nbgrader's commands and its formgrader."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from grading.course import Course

NAME = "nbgrader_config.py"
TEXT = '''\
"""Shows this class in nbgrader's formgrader. Made by `landscape demo`, and made anew by the next one."""

import sys
from pathlib import Path

clone = Path({root!r})
sys.path[:0] = [str(clone)]

from grading.configuration import read_configuration  # noqa: E402
from grading.nbgrader_plugins.config import configure  # noqa: E402

c = get_config()  # noqa: F821  given by traitlets
configure(c, read_configuration(clone))
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.source_directory = str(clone / "source")
c.CourseDirectory.release_directory = str(clone / "release")
'''


def write_config(course: Course) -> Path:
    """Write <classroom>/nbgrader_config.py and return its path."""
    path = course.classroom / NAME
    path.write_text(TEXT.format(root=str(course.root)), encoding="utf-8")
    return path


def formgrader_command(course: Course) -> str:
    """Return the one line that opens the formgrader of a class in its own folder."""
    jupyter = Path(sys.executable).parent / "jupyter"
    return f"cd {shlex.quote(str(course.classroom))} && {shlex.quote(str(jupyter))} lab --LabApp.default_url=/formgrader"
