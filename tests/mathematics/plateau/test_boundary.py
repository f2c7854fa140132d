"""What section 1.1 states around the task `boundary`, by another way than the notebook and the reference took."""

from __future__ import annotations

import numpy as np
import pytest

from solutions.plateau import boundary as reference
from solutions.plateau import plateau_radius
from tests.mathematics.descent import descend


def test_claims_that_follow_hold_in_experiments():
    rng = np.random.default_rng(4)
    assert (
        plateau_radius.plateau_radius(1e-3, 1.0, 0.0, 0.1) > 0.4
    )  # short step: |H| <= 1 everywhere, so no cubic term is needed
    moved = descend(lambda x: np.diag([2.0, 0.0]) @ x, rng.normal(size=2), 0.9, 500)
    assert abs(moved[0]) < 1e-12  # flat direction: on the line of minimisers
    x = y = 0.7
    for _ in range(20):  # rescaled loss: x^4/4 against 1000 x^4/4 at a thousandth of the rate
        x, y = x - 0.1 * x**3, y - (0.1 / 1000) * (1000 * y**3)
    assert x == pytest.approx(y, rel=1e-12)


def test_claims_that_are_refuted_fail_in_experiments():
    x = before = np.ones(3)
    for _ in range(3000):  # heavy ball at eta lambda_max = 3, eigenvalues 3, 1 and 0.1
        x, before = x - np.array([3.0, 1.0, 0.1]) * x + 0.9 * (x - before), x
    assert np.linalg.norm(x) < 1e-12


def test_claims_that_are_open_have_an_example_on_either_side():
    def lowest(values):
        return float(np.min(values))

    far = np.linspace(-1000, 1000, 2001)
    assert lowest((far + 1e-3) ** 2 / 2) > 5e-7 - 0.1  # far away: a bowl with that gradient at 0 …
    assert lowest(1e-3 * far) < -0.1  # … and a slope

    batch, rest = np.array([1.0]), {"agrees": np.array([1.0]), "does not": np.array([-2.0])}
    curvature = {name: float(np.mean(np.concatenate([batch, np.repeat(h, 9)]))) for name, h in rest.items()}
    assert curvature["agrees"] > 0 > curvature["does not"]  # one minibatch: the mean over all examples decides

    near = np.array([-1e-2, 1e-2])
    assert np.all(near**4 > 0)  # zero hessian: x^4 is a minimum, x^3 is not
    assert np.any(near**3 < 0)


def test_verdicts_of_the_reference_are_those_of_the_experiments():
    by_verdict = {
        verdict: {label for label, v in reference.BOUNDARY.items() if v == verdict}
        for verdict in ("follows", "refuted", "open")
    }
    assert by_verdict == {
        "follows": {"short step", "flat direction", "rescaled loss"},
        "refuted": {"heavy ball"},
        "open": {"far away", "one minibatch", "zero hessian"},
    }
