"""Reference of the task `boundary`."""

from __future__ import annotations

BOUNDARY = {
    "a1": "true",
    "a2": "false",
    "a3": "cannot tell",
    "b1": "cannot tell",
    "b2": "cannot tell",
    "b3": "false",
}
