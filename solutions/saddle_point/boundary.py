"""Reference of the task `boundary`."""

from __future__ import annotations

BOUNDARY = {
    "e1": "false",
    "e2": "true",
    "e3": "true",
    "m1": "cannot tell",
    "m2": "cannot tell",
    "r1": "cannot tell",
    "r2": "true",
}
