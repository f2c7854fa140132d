"""Reference of the task `boundary`."""

from __future__ import annotations

BOUNDARY = {
    "e1": "cannot tell",
    "e2": "true",
    "e3": "false",
    "r1": "cannot tell",
    "r2": "false",
    "r3": "true",
}
