"""Reference of the task `boundary`."""

from __future__ import annotations

BOUNDARY = {
    "c1": "cannot tell",
    "c2": "true",
    "m1": "false",
    "m2": "cannot tell",
    "r1": "cannot tell",
    "r2": "true",
}
