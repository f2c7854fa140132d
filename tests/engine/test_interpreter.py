"""A course that names its Python is graded by no other."""

from __future__ import annotations

import sys

import pytest

from grading.configuration import Configuration
from grading.engine.interpreter import require_named_python
from grading.errors import UsageError


def test_the_named_python_and_any_where_none_is_named_may_grade() -> None:
    require_named_python(Configuration())
    require_named_python(Configuration(python=f"{sys.version_info.major}.{sys.version_info.minor}"))


def test_another_python_is_refused_and_the_advice_deletes_nothing() -> None:
    with pytest.raises(UsageError, match=r"got: Python 3") as raised:
        require_named_python(Configuration(python="3.99"))
    assert "3.99" in raised.value.expected
    assert "rm" not in raised.value.next_step.split()
