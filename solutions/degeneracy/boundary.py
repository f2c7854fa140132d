"""Reference of the task `boundary`."""

from __future__ import annotations

BOUNDARY = {
    "every line": "open",
    "third order": "follows",
    "flat minimum": "refuted",
    "one minibatch": "open",
}
