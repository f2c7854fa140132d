"""Reference of the task `boundary`."""

from __future__ import annotations

BOUNDARY = {
    "e1": "true",
    "e2": "true",
    "e3": "false",
    "m1": "cannot tell",
    "m2": "cannot tell",
    "m3": "false",
    "r1": "cannot tell",
    "r2": "cannot tell",
    "r3": "false",
}
