"""Reference of the task `boundary`."""

from __future__ import annotations

BOUNDARY = {
    "short step": "follows",
    "far away": "open",
    "flat direction": "follows",
    "one minibatch": "open",
    "heavy ball": "refuted",
    "zero hessian": "open",
    "rescaled loss": "follows",
}
