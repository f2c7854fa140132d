"""Reference of the task `boundary`."""

from __future__ import annotations

# a: algorithms, m: measurements. The reasons are tested in tests/mathematics/hessian_spectrum/test_boundary.py.
BOUNDARY = {
    "a1": "true",
    "a2": "cannot tell",
    "m1": "cannot tell",
    "m2": "true",
}
