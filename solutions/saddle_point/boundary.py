"""Reference of the task `boundary`."""

from __future__ import annotations

BOUNDARY = {
    "e1": "false",
    "e2": "true",
    "c1": "cannot tell",
    "c2": "cannot tell",
    "c3": "true",
}
