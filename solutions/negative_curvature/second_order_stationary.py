"""Reference of the task `second_order_stationary`."""

from __future__ import annotations

import numpy as np

from solutions import Array


def second_order_stationary(g: Array, H: Array, eps: float, lip: float) -> str:
    """Say "descend", "escape" or "stationary"; λmin by shifting H until it is positive definite."""
    if float(g @ g) > eps**2:
        return "descend"
    norm = float(np.linalg.norm(H, 2))
    lowest = float(np.linalg.eigvalsh(H + norm * np.eye(len(H))).min()) - norm
    return "escape" if -lowest > (lip * eps) ** 0.5 else "stationary"
