"""Fixtures and options of the hidden checks, for `pytest grader_tests [--submission path.ipynb]`."""

import sys
from pathlib import Path

from grading.pytest_plugin import (
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_configure,
    rng,
    student,
    submission_session,
    template,
)

__all__ = [
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "rng",
    "student",
    "submission_session",
    "template",
]

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # solutions/ and grading.checks, also without an installation
