"""Reference of the task `boundary`."""

from __future__ import annotations

BOUNDARY = {
    "short step": "follows",
    "far away": "open",
    "finite time": "refuted",
    "flat direction": "follows",
    "recipe": "open",
    "one minibatch": "open",
    "tiny gradient": "refuted",
    "heavy ball": "refuted",
    "exactly two": "refuted",
    "zero hessian": "open",
    "rescaled loss": "follows",
    "faint descent": "refuted",
}
