"""The numbers that the rubrics of the written tasks of 1.2 read off the log that is shown without its name."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from losslandscape import runs
from losslandscape.plots.edges import NAMELESS

SECTION = Path(__file__).resolve().parents[3] / "source/1.2_hessian_spectrum/1.2_hessian_spectrum.md"
TEXT = " ".join(SECTION.read_text(encoding="utf-8").split())
RUN = runs.load(NAMELESS["the log"])
PLAIN = RUN.learning_rate[RUN.hessian_step] * RUN.lambda_max
OWN = RUN.learning_rate[RUN.hessian_step] * RUN.preconditioned_lambda_max
SHOWN = (RUN.hessian_step >= 200) & (RUN.hessian_step < 390)


def first_above(values: np.ndarray, factor: float) -> list[int]:
    """The shown steps at which a curve is above so many times the median of its hundred steps before."""
    return [t for t in range(200, 390) if values[t] > factor * np.median(values[t - 100 : t])]


def test_the_curvature_of_the_plain_hessian_never_reaches_two() -> None:
    before = SHOWN & (RUN.hessian_step <= 362)
    assert PLAIN[before].min() == pytest.approx(0.10, abs=0.005)
    assert PLAIN[before].max() < 0.3
    assert PLAIN[SHOWN].max() == pytest.approx(1.2, abs=0.005)
    assert set(RUN.learning_rate) == {0.004}
    assert pytest.approx(38) == (2 + 2 * 0.9) / (1 - 0.9)


def test_the_preconditioned_curvature_is_on_both_sides_of_its_limit_and_jumps_before_the_loss() -> None:
    before = SHOWN & (RUN.hessian_step <= 362)
    assert [OWN[before].min(), OWN[before].max()] == pytest.approx([22, 54], abs=0.5)
    above = list(RUN.hessian_step[SHOWN & (RUN.hessian_step < 368) & (OWN > 38)])
    assert above == [200, 300, 320, 340, 342, 354, 360, 362, 366]
    assert f"({', '.join(str(step) for step in above)})" in TEXT
    assert np.any(OWN[before & (RUN.hessian_step > 342)] < 38)
    assert OWN[RUN.hessian_step == 366] == pytest.approx(261, abs=0.5)


def test_the_gradient_norm_is_ahead_of_the_loss_by_thirteen_steps() -> None:
    norms, losses = first_above(RUN.gradient_norm, 3.0), first_above(RUN.loss, 2.0)
    assert (norms[0], losses[0]) == (355, 368)
    assert next(t for t in range(200, 390) if RUN.gradient_norm[t] > 0.6) == 362
    assert "355 if above three times the median of the hundred steps before, 362 if above 0.6" in TEXT
    assert [RUN.loss[340], RUN.loss[200:390].max()] == pytest.approx([0.056, 2.97], abs=0.01)
