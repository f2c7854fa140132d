"""Reference of the task `boundary`."""

from __future__ import annotations

BOUNDARY = {
    "m1": "cannot tell",
    "m2": "false",
    "r1": "cannot tell",
    "r2": "false",
}
