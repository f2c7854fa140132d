"""course.toml: what stands there is what counts, and what does not fit is an error with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from grading.configuration import Configuration, read_configuration
from grading.errors import UsageError
from grading.limits import Limits


def written(tmp_path: Path, text: str) -> Path:
    (tmp_path / "course.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_without_the_file_the_defaults_hold(tmp_path: Path) -> None:
    assert read_configuration(tmp_path) == Configuration()


def test_keys_and_limits_are_read_and_the_rest_keeps_its_default(tmp_path: Path) -> None:
    (tmp_path / "kitchen").mkdir()
    (tmp_path / "kitchen" / "__init__.py").write_text("")
    text = 'title = "Cooking"\ntoolkit = "kitchen"\nwarm_up = ["1 + 1"]\n[limits]\ncall_seconds = 2\nrestarts = 0\n'
    assert read_configuration(written(tmp_path, text)) == Configuration(
        title="Cooking", toolkit="kitchen", warm_up=("1 + 1",), limits=Limits(call_seconds=2.0, restarts=0)
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("titel = 'x'", "titel in course.toml does not fit.*'x'.*title, toolkit"),
        ("title = 3", "title in course.toml does not fit.*3.*text"),
        ("libraries = 'numpy'", "libraries in course.toml does not fit.*'numpy'.*a list of texts"),
        ("libraries = [1]", "libraries in course.toml does not fit.*a list of texts"),
        ("toolkit = 'nowhere'", "toolkit in course.toml does not fit.*'nowhere'.*a package at"),
        ("toolkit = '../secret'", "toolkit in course.toml does not fit"),
        ("limits = 3", "limits in course.toml does not fit.*a table"),
        ("[limits]\ncell_second = 3", "limits.cell_second in course.toml does not fit.*cell_seconds"),
        ("[limits]\ncell_seconds = 0", "limits.cell_seconds in course.toml does not fit.*a positive number"),
        ("[limits]\ncell_seconds = inf", "limits.cell_seconds in course.toml does not fit.*a positive number"),
        ("[limits]\ncell_seconds = true", "limits.cell_seconds in course.toml does not fit.*True"),
        ("[limits]\nrestarts = 1.5", "limits.restarts in course.toml does not fit.*a whole number"),
        ("[limits]\nrestarts = -1", "limits.restarts in course.toml does not fit.*a whole number"),
        ("title = ", "course.toml cannot be read"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(UsageError, match=f"(?s){says}") as caught:
        read_configuration(written(tmp_path, text))
    assert caught.value.where == str(tmp_path / "course.toml")
    assert caught.value.next_step


def test_bytes_that_are_no_text_are_an_error_too(tmp_path: Path) -> None:
    (tmp_path / "course.toml").write_bytes(b"title = '\xff'")
    with pytest.raises(UsageError, match="cannot be read"):
        read_configuration(tmp_path)
