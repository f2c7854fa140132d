"""Which Python grades: the one that runs the grader, and no other where the course names one."""

from __future__ import annotations

import sys

from grading.configuration import COURSE_FILE, Configuration
from grading.errors import UsageError


def require_named_python(configuration: Configuration) -> None:
    """Refuse to grade with another Python than the course names: code, and rounding, may differ between two.

    Raises:
        UsageError: course.toml names another version.
    """
    ours = f"{sys.version_info.major}.{sys.version_info.minor}"
    if configuration.python not in ("", ours):
        raise UsageError(
            "another Python grades this course",
            where=COURSE_FILE,
            got=f"Python {ours}",
            expected=f"Python {configuration.python}",
            next_step=f"move .venv away, then run `make PYTHON=python{configuration.python} doctor`, which makes another one",
        )
