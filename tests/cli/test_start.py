"""What the command line costs before it does anything, and what machines are told of its output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import jsonschema
import pytest

from grading.classroom import records
from grading.classroom.published import published_schema
from grading.cli.grade import for_machines
from grading.cli.main import COMMANDS, cli
from tests.support.tiny_class import SECTION, make_course, small_class

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("numpy", "scipy", "sympy", "matplotlib", "nbgrader", "nbconvert", "nbformat", "jupytext", "IPython", "sqlalchemy",
         "pytest", "rich", "jinja2", "nh3", "msgspec", "traitlets")  # fmt: skip
RUN = """
import sys
from grading.cli.main import main
try:
    main({words!r})
finally:
    print("IMPORTED", *(name for name in {heavy!r} if name in sys.modules), file=sys.stderr)
"""


def run(words: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    code = RUN.format(words=words, heavy=HEAVY)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)


@pytest.mark.parametrize("words", [["--help"], ["-h"], [], ["--version"], ["no-such-command"]])
def test_help_and_usage_import_nothing_heavy(words: list[str]) -> None:
    done = run(words)
    assert done.stderr.splitlines()[-1] == "IMPORTED"


def test_completion_knows_the_commands_and_imports_nothing_heavy() -> None:
    done = run([], _LANDSCAPE_COMPLETE="bash_complete", COMP_WORDS="landscape re", COMP_CWORD="1")
    assert done.stdout.split() == ["plain,release", "plain,report"]
    assert done.stderr.splitlines()[-1] == "IMPORTED"


def test_the_help_has_a_line_for_every_module_that_is_a_command() -> None:
    modules = {path.stem for path in (ROOT / "grading" / "cli").glob("*.py") if "def command(" in path.read_text()}
    assert set(COMMANDS) == modules
    context = click.Context(cli)
    for name, about in COMMANDS.items():
        command = cli.get_command(context, name)
        assert command is not None
        assert command.help
        assert command.name == name
        assert about.endswith(".")


def test_the_published_schema_is_that_of_the_code() -> None:
    assert json.loads((ROOT / "docs" / "schema.json").read_text(encoding="utf-8")) == json.loads(json.dumps(published_schema()))
    jsonschema.Draft202012Validator.check_schema(published_schema())


def test_records_and_printed_verdicts_follow_the_schema_and_a_wrong_one_does_not(tmp_path: Path) -> None:
    course = make_course(tmp_path)
    schema = published_schema()
    record = jsonschema.Draft202012Validator({**schema, "anyOf": [{"$ref": "#/$defs/Record"}]})
    printed = jsonschema.Draft202012Validator({**schema, "anyOf": [{"$ref": "#/$defs/Graded"}]})
    for graded in small_class(course):
        records.save(course, graded)
        record.validate(json.loads(records.record_path(course, SECTION, graded.student).read_bytes()))
        out = json.loads(json.dumps({"student": graded.student, **for_machines(graded.verdict)}))
        printed.validate(out)
        out["tasks"][0]["checks"][0]["outcome"] = "perhaps"
        assert not printed.is_valid(out)
        assert not printed.is_valid({**for_machines(graded.verdict), "format": 1})
