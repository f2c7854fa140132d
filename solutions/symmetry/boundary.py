"""Reference of the task `boundary`."""

from __future__ import annotations

BOUNDARY = {
    "i1": "true",
    "i2": "false",
    "i3": "false",
    "m1": "cannot tell",
    "m2": "cannot tell",
    "m3": "false",
    "r1": "cannot tell",
    "r2": "true",
    "r3": "false",
}
