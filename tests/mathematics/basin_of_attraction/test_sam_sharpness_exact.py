"""SAM's exact sharpness of 2.4 against a search on the ball, and the numbers that the text tells."""

from __future__ import annotations

import numpy as np
import pytest

from losslandscape.transformer import checkpoints
from solutions.basin_of_attraction.sam_sharpness_exact import best_step, sam_sharpness_exact
from tests.mathematics.basins import said


def searched(g: np.ndarray, H: np.ndarray, rho: float) -> float:
    """The largest value on a fine polar grid of the disc."""
    angles = np.linspace(0, 2 * np.pi, 1441)
    radii = np.linspace(0, rho, 201)
    e = np.stack([np.outer(radii, np.cos(angles)), np.outer(radii, np.sin(angles))], axis=-1).reshape(-1, 2)
    return float(np.max(e @ g + np.einsum("ij,jk,ik->i", e, H, e) / 2))


@pytest.mark.parametrize(
    ("g", "values", "rho"),
    [
        ((0.7, -0.4), (1, 3), 0.5),
        ((0.1, 0), (1, 4), 0.5),
        ((0.4, 0.5), (-1, -4), 3.0),
        ((0.4, 0.5), (-1, -4), 0.1),
        ((2, 0), (1, 4), 0.5),
    ],
)
def test_it_is_the_largest_value_on_the_disc(g: tuple[float, float], values: tuple[float, float], rho: float) -> None:
    slope, H = np.array(g, dtype=float), np.diag(np.array(values, dtype=float))
    found = sam_sharpness_exact(slope, H, rho)
    assert searched(slope, H, rho) <= found + 1e-12
    assert found == pytest.approx(searched(slope, H, rho), rel=2e-4)
    assert np.linalg.norm(best_step(slope, H, rho)) <= rho * (1 + 1e-9)


def test_the_hard_case_of_the_text() -> None:
    g, H, rho = np.array([0.1, 0.0]), np.diag([1.0, 4.0]), 0.5
    assert sam_sharpness_exact(g, H, rho) == pytest.approx(0.502, abs=5e-4)
    e = rho * g / np.linalg.norm(g)
    assert g @ e + e @ H @ e / 2 == pytest.approx(0.175)
    assert rho * np.linalg.norm(g) == pytest.approx(0.05)
    said("a rise of 0.175", "$\\rho\\lVert g\\rVert = 0.05$")


def test_the_checkpoints_of_2_2_are_one_function_with_two_sharpnesses() -> None:
    found = checkpoints.checkpoints()
    S = {name: sam_sharpness_exact(at.g, at.H, 0.1) for name, at in found.items()}
    for name in "AB":
        assert S[name] == pytest.approx(0.005 * np.linalg.eigvalsh(found[name].H)[-1], rel=1e-6)
    assert S["B"] / S["A"] > 2
    e = 0.1 * found["C"].g / np.linalg.norm(found["C"].g)
    assert found["C"].g @ e + e @ found["C"].H @ e / 2 < 0.1 * S["C"]
    said("differ by a factor of more than two")
