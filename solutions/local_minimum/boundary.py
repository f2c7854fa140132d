"""Reference of the task `boundary`."""

from __future__ import annotations

BOUNDARY = {
    "e1": "true",
    "e2": "false",
    "m1": "cannot tell",
    "m2": "false",
    "r1": "cannot tell",
    "r2": "false",
}
