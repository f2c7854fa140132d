"""The four walks in the docs name commands and options that exist, and say what the code says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from grading.cli.main import cli

ROOT = Path(__file__).resolve().parents[2]
WALKS = ("from-canvas", "from-moodle", "with-gradescope", "with-nbgrader-alone")


def commands(page: str) -> list[str]:
    """Return the lines of a page's code blocks that call `landscape`."""
    text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("landscape ")]


@pytest.mark.parametrize("line", [line for page in WALKS for line in commands(page)])
def test_each_command_of_the_walks_is_understood(line: str) -> None:
    name, *words = shlex.split(line)[1:]
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    command.make_context(name, words)  # raises where an argument or an option is not known


@pytest.mark.parametrize("page", WALKS)
def test_the_walks_are_linked_from_the_manual_and_the_readme(page: str) -> None:
    assert f"]({page}.md)" in (ROOT / "docs" / "instructors.md").read_text(encoding="utf-8")
    assert f"](docs/{page}.md)" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_option_that_the_walks_name_exists() -> None:
    known = {"-o"}
    for name in ("roster", "collect", "grade", "feedback", "export", "gradescope", "report"):
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        known |= {option for parameter in command.params for option in parameter.opts}
    for page in WALKS:
        text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
        assert set(re.findall(r"(?<=[ `])--[a-z][a-z-]+", text)) <= known, page
