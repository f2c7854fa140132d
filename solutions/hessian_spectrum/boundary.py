"""Reference of the task `boundary`."""

from __future__ import annotations

# a: assumptions, m: measurements, o: objects. The reasons are tested in tests/mathematics/hessian_spectrum/test_boundary.py.
BOUNDARY = {
    "a1": "false",
    "a2": "false",
    "a3": "cannot tell",
    "m1": "cannot tell",
    "m2": "true",
    "m3": "cannot tell",
    "o1": "cannot tell",
    "o2": "true",
    "o3": "false",
}
