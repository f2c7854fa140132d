"""The JSON Schema of what machines read: records in verdicts/, and what `--json` prints. The dataclasses define it."""

from __future__ import annotations

from typing import Any

from grading.classroom.records import Record
from grading.verdict import VERDICT_FORMAT, Verdict

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def published_schema() -> dict[str, Any]:
    """Return the schema: `$defs` has Record, Verdict and all below it, and Graded, an item of `landscape grade --json`."""
    import msgspec  # for this alone: grading itself does without

    _, defs = msgspec.json.schema_components((Record, Verdict), ref_template="#/$defs/{name}")
    verdict = defs["Verdict"]
    verdict["properties"] = {"format": {"const": VERDICT_FORMAT}, **verdict["properties"]}
    verdict["required"] = ["format", *verdict["required"]]
    defs["Graded"] = _printed(defs)
    graded = {"$ref": "#/$defs/Graded"}
    return {
        "$schema": DIALECT,
        "title": "What landscape writes for machines",
        "$defs": dict(sorted(defs.items())),
        "anyOf": [{"$ref": "#/$defs/Record"}, graded, {"type": "array", "items": graded}],
    }


def _printed(defs: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a verdict as it is printed: with the marks that follow from its checks."""
    mark = {"anyOf": [{"type": "number"}, {"type": "null"}], "description": "null where a person gives it"}
    task = defs["TaskResult"]
    return {
        "title": "Graded",
        "type": "object",
        "properties": {
            "student": {"type": "string", "description": "missing where a file was graded by its path"},
            **defs["Verdict"]["properties"],
            "tasks": {
                "type": "array",
                "items": {
                    **task,
                    "properties": {**task["properties"], "score": mark},
                    "required": [*task["required"], "score"],
                },
            },
            "score": {"type": "number"},
            "automatic_points": {"type": "number"},
            "needs_person": {"type": "boolean"},
        },
        "required": [*defs["Verdict"]["required"], "score", "automatic_points", "needs_person"],
    }
