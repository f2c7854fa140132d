"""Reference of the task `boundary`."""

from __future__ import annotations

BOUNDARY = {
    "every line": "open",
    "third order": "follows",
    "cubed loss": "follows",
    "rank recipe": "open",
    "flat minimum": "refuted",
    "one minibatch": "open",
    "a quarter": "follows",
    "two columns": "refuted",
    "penalty": "follows",
}
