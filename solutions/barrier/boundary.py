"""Reference of the task `boundary`."""

from __future__ import annotations

BOUNDARY = {
    "e1": "true",
    "e2": "cannot tell",
    "m1": "cannot tell",
    "m2": "true",
    "r1": "false",
    "r2": "false",
}
