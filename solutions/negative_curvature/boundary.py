"""Reference of the task `boundary`; the proofs are in tests/mathematics/negative_curvature/test_boundary.py."""

from __future__ import annotations

BOUNDARY = {
    "e1": "true",
    "e2": "false",
    "r1": "cannot tell",
    "r2": "cannot tell",
    "r3": "true",
    "b1": "false",
    "b2": "cannot tell",
}
