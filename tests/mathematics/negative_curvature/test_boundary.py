"""Each of the seven answers of `boundary`, by a walk or by two examples that both fit."""

from __future__ import annotations

import numpy as np

from solutions.negative_curvature import newton_step
from solutions.negative_curvature.boundary import BOUNDARY

SADDLE = np.diag([1.0, -1.0])


def walked(start: np.ndarray, steps: int) -> np.ndarray:
    for _ in range(steps):
        start = start - 0.1 * SADDLE @ start
    return start


def test_examples() -> None:
    rng = np.random.default_rng(0)
    assert all(np.linalg.norm(walked(start, 600)) > 1e6 for start in rng.standard_normal((20, 2)))
    H = SADDLE
    for start in rng.standard_normal((20, 2)):
        assert np.linalg.norm(start + newton_step.newton_step(H @ start, H)) < 1e-12
    assert [BOUNDARY[label] for label in ("e1", "e2")] == ["true", "false"]


def test_recipes() -> None:
    ys = np.linspace(-0.1, 0.1, 21)
    assert np.all(ys**4 >= 0)  # x² + y⁴ and x² - y⁴: gradient 0, λmin = 0, and one is a minimum
    assert np.any(-(ys**4) < 0)
    batch = np.diag([-0.5, 1.0])
    for others, negative in ((np.eye(2), False), (batch, True)):
        assert (np.linalg.eigvalsh((batch + 9 * others) / 10)[0] < 0) == negative
    for seed in range(50):
        rng = np.random.default_rng(seed)
        H = rng.standard_normal((4, 4))
        H, v = H + H.T, rng.standard_normal(4)
        assert np.linalg.eigvalsh(H)[0] <= v @ H @ v / (v @ v) + 1e-12
    assert [BOUNDARY[label] for label in ("r1", "r2", "r3")] == ["cannot tell", "cannot tell", "true"]


def quartic_steps(y: float) -> int:
    steps = 0
    while y < 1:
        y, steps = y + 0.4 * y**3, steps + 1
    return steps


def test_cases() -> None:
    more = [quartic_steps(y / 10) - quartic_steps(y) for y in (1.0, 0.1)]
    assert 80 < more[1] / more[0] < 130  # as one over the square, and not the same for every y0
    rng = np.random.default_rng(1)
    signs = set()
    for g in rng.standard_normal((50, 3)):
        signs.add(bool(g @ newton_step.newton_step(g, SADDLE_3) < 0))
    assert signs == {True, False}
    assert [BOUNDARY[label] for label in ("b1", "b2")] == ["false", "cannot tell"]


SADDLE_3 = np.diag([1.0, -1.0, 2.0])
