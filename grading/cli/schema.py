"""`landscape schema`: the JSON Schema of records and of what `--json` prints."""

from __future__ import annotations

import click

from grading.classroom.published import published_schema
from grading.cli.context import print_json


@click.command("schema")
def command() -> int:
    """Print the JSON Schema of the records in verdicts/ and of `landscape grade --json`; docs/schema.json is a copy."""
    print_json(published_schema())
    return 0
