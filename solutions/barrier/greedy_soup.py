"""Reference of the task `greedy_soup`: its function and the decisions on five pairs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from solutions import Array

ACTIONS = ("average", "keep")
MEASURED = {
    "P": (1.1885, 1.0917, 1.2247),
    "Q": (1.1885, 1.5211, 1.1866),
    "R": (1.5258, 1.1991, 1.1503),
    "S": (1.1525, 1.1185, 1.1503),
    "U": (1.1503, 1.2026, 1.1503),
}


def greedy_soup(loss: Callable[[Array], float], models: Array) -> list[int]:
    """Keep the sum of those that have joined, and how low their mean is."""
    losses = np.array([float(loss(model)) for model in models])
    order = [int(index) for index in np.argsort(losses, kind="stable")]
    total, joined, lowest = models[order[0]].astype(float), order[:1], losses[order[0]]
    for index in order[1:]:
        tried = float(loss((total + models[index]) / (len(joined) + 1)))
        if tried < lowest:
            total, joined, lowest = total + models[index], [*joined, index], tried
    return joined


def decisions() -> dict[str, tuple[float, str]]:
    """What the average gains over the better end, and whether it does."""
    found = {}
    for name, (first, average, second) in MEASURED.items():
        better = first if first < second else second
        found[name] = (better - average, ACTIONS[0] if average < better else ACTIONS[1])
    return found
