"""What section 2.1 states around the task `classify_with_error`, by another way than the notebook and the reference took."""

from __future__ import annotations

import numpy as np
import pytest

from solutions.critical_point import classify_with_error as reference
from tests.mathematics.ends import himmelblau, said
from tests.mathematics.spectra import symmetric


def test_no_error_of_that_norm_changes_a_certain_sign() -> None:
    rng = np.random.default_rng(5)
    H, error = symmetric([-2.0, -0.3, 0.1, 0.6, 3.0], 2), 0.5
    below, unsure, above, kind = reference.classify_with_error(H, error)
    assert (below, unsure, above, kind) == (1, 2, 2, "saddle")
    for _ in range(200):
        E = rng.standard_normal((5, 5))
        E = (E + E.T) / 2
        values = np.linalg.eigvalsh(H + E * error / np.linalg.norm(E, 2))
        assert np.sum(values < 0) >= below
        assert np.sum(values > 0) >= above


@pytest.mark.parametrize(
    ("values", "error", "kind"),
    [([1.0, 2.0], 0.5, "minimum"), ([-1.0, -2.0], 0.5, "maximum"), ([1.0, 0.1], 0.5, "undecided"), ([0.0], 0.0, "undecided")],
)
def test_kinds(values: list[float], error: float, kind: str) -> None:
    assert reference.classify_with_error(np.diag(values), error)[3] == kind


def test_the_relative_gradient_has_no_unit_and_bounds_the_distance_to_a_critical_point_from_below() -> None:
    place, minimum = np.array([3.001, 2.001]), np.array([3.0, 2.0])
    g, H = himmelblau(place)
    found = [
        reference.relative_stationarity(g * f / u, H * f / u**2, place * u) for f, u in ((1, 1), (1000, 1), (1, 1e-6), (7, 30))
    ]
    assert found == pytest.approx([found[0]] * 4, rel=1e-12)
    assert found[0] <= np.linalg.norm(place - minimum) / np.linalg.norm(place) * 1.01
    assert reference.relative_stationarity(0 * g, H, place) == 0
    said("The ratio is the same in all units")
