"""What section 1.1 states around the task `diagnose`, by another way than the notebook and the reference took."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from losslandscape import runs
from losslandscape.runs import TrainingRun
from solutions.plateau import diagnose as reference
from solutions.plateau import plateau_radius
from solutions.plateau.max_stable_lr import edge_ratio

RUN = runs.load("plateau")
SOURCE = Path(__file__).resolve().parents[3] / "source/1.1_plateau/1.1_plateau.md"
A, B = (500, 600), (1100, 1200)


def measured(run: TrainingRun, a: int, b: int) -> np.ndarray:
    return (run.hessian_step >= a) & (run.hessian_step < b)


def on(run: TrainingRun, a: int, b: int, *, drop: float = 0.1) -> tuple[float, float, float, float, str]:
    k = measured(run, a, b)
    eta = float(run.learning_rate[a])
    return reference.diagnose(run.loss[a:b], run.gradient_norm[a:b], run.lambda_max[k], run.lambda_min[k], eta, drop)


def test_both_stretches_fall_by_as_little_and_are_decided_differently() -> None:
    found = {stretch: on(RUN, *stretch) for stretch in (A, B)}
    for stretch, fall, decision in ((A, 0.012, "wait"), (B, 0.010, "stop")):
        fitted = np.polynomial.Polynomial.fit(np.arange(100), RUN.loss[slice(*stretch)], 1).convert().coef[1]
        assert found[stretch][0] == pytest.approx(fitted, rel=1e-9)
        assert -100 * found[stretch][0] == pytest.approx(fall, abs=0.0005)
        assert found[stretch][4] == decision
    assert found[A][1:3] == pytest.approx((0.15, 0.06), abs=0.005)
    assert found[B][1:3] == pytest.approx((0.005, 0.3), rel=0.1)
    assert (
        min(
            min(
                reference.margins(
                    RUN.loss[slice(*s)],
                    RUN.gradient_norm[slice(*s)],
                    RUN.lambda_max[measured(RUN, *s)],
                    RUN.lambda_min[measured(RUN, *s)],
                    0.15,
                    0.1,
                )
            )
            for s in (A, B)
        )
        > 0.1
    )


def test_what_the_notebook_reads_on_stretch_a() -> None:
    norm = float(np.median(RUN.gradient_norm[slice(*A)]))
    assert norm == pytest.approx(1.0, abs=0.02)
    assert np.median(RUN.gradient_norm[:100]) == pytest.approx(norm, rel=0.03)  # "as in the first hundred steps"
    assert 0.15 * norm**2 == pytest.approx(0.15, abs=0.01)
    assert -on(RUN, *A)[0] == pytest.approx(0.0001, abs=3e-5)
    ratio = 0.15 * RUN.lambda_max / 2
    assert np.all(ratio[measured(RUN, 105, 871)] > 1)  # "at every measurement from step 105 to 870", and no further
    assert np.all(ratio[np.isin(RUN.hessian_step, (90, 885))] < 1)
    size = np.maximum(RUN.lambda_max, -RUN.lambda_min)
    assert np.all(RUN.lambda_min[measured(RUN, *A)] < -0.02 * size[measured(RUN, *A)])
    assert np.all(RUN.lambda_min[measured(RUN, *B)] > -0.02 * size[measured(RUN, *B)])
    assert np.all(RUN.lambda_min[measured(RUN, *A)] + RUN.lambda_min_error[measured(RUN, *A)] < 0)
    assert np.all(np.isfinite(RUN.loss))  # the alarm rings in vain: nothing diverges, the loss ends far below
    assert RUN.loss[-1] < 0.05


def test_what_the_opening_shows_and_its_alternative_text() -> None:
    assert (RUN.learning_rate[0], RUN.about["parameters"], RUN.about["settings"]["hessian_every"]) == (0.15, 114_368, 15)
    assert np.median(RUN.loss[:20]) == pytest.approx(4.6, abs=0.05)
    assert np.median(RUN.loss[290:310]) == pytest.approx(4.0, abs=0.05)
    assert np.median(RUN.loss[580:600]) == pytest.approx(3.9, abs=0.05)
    assert np.ptp(RUN.loss[500:600]) == pytest.approx(0.5, abs=0.15)
    assert np.median(RUN.loss[290:310]) - np.median(RUN.loss[580:600]) == pytest.approx(0.1, abs=0.04)  # "another tenth"


def test_the_alternative_text_of_the_instruments() -> None:
    ratio = 0.15 * RUN.lambda_max / 2
    assert ratio.max() == pytest.approx(4.6, abs=0.1)
    assert ratio[-1] == pytest.approx(0.1, abs=0.02)
    assert RUN.loss[890] > 0.3
    assert RUN.loss[900:].max() < 0.26
    assert np.median(RUN.loss[700:720]) == pytest.approx(3.7, abs=0.1)


def test_the_log_without_a_name_says_what_task_and_rubric_say() -> None:
    run = runs.load("slow_fuse")
    eta = float(run.learning_rate[0])
    assert {on(run, a, a + 100)[4] for a in range(0, 801, 25)} == {"stop"}
    at = {int(step): float(value) for step, value in zip(run.hessian_step, run.lambda_max, strict=True)}
    assert [at[step] for step in (0, 300, 600, 900)] == pytest.approx([28, 56, 113, 225], rel=0.012)
    ratios = {step: eta * value / 2 for step, value in at.items()}
    assert (ratios[0], ratios[900]) == pytest.approx((0.035, 0.28), rel=0.02)
    assert [round(eta * at[step], 3) for step in (0, 900)] == [0.071, 0.563]  # against 2, the edge of the same ratio
    assert 2 / eta == pytest.approx(800)
    assert edge_ratio(np.array([[at[0]]]), eta) == pytest.approx(ratios[0])
    doubling = 900 * math.log(2) / math.log(at[900] / at[0])
    assert doubling == pytest.approx(300, abs=3)
    reached = 900 + doubling * math.log2(1 / ratios[900])
    assert reached == pytest.approx(1450, abs=15)
    assert min(step for step, value in ratios.items() if value >= 1) == 1450  # as recorded
    line = 900 * (1 - ratios[0]) / (ratios[900] - ratios[0])
    assert line == pytest.approx(3500, abs=50)
    assert (run.update_norm[0], run.update_norm[900]) == pytest.approx((0.028, 0.010), abs=0.0006)
    assert np.all(np.abs(np.log10(eta * run.gradient_norm[:901] / 2e-6)) < 0.31)
    assert np.all(run.update_norm[:901] > 3000 * eta * run.gradient_norm[:901])
    decay = 0.46 * eta * run.parameter_norm[:901]  # the gradient norm is that of the loss: the decay moves the weights
    assert run.update_norm[:901] == pytest.approx(decay, rel=0.02)
    assert (run.parameter_norm[0], run.parameter_norm[900]) == pytest.approx((24.7, 8.8), abs=0.05)
    assert run.parameter_norm[900] / run.parameter_norm[0] == pytest.approx(0.35, abs=0.006)
    text = " ".join(SOURCE.read_text(encoding="utf-8").split())
    values = "0.035 and 0.28; or 0.071 and 0.56; or 28 and 225; or 24.7 and 8.8"
    assert [words for words in (values, "2/\\eta = 800$", "of 0.35 in 900", "(about 3,500)") if words not in text] == []
    assert run.about["settings"]["lanczos_steps"] == 10
    assert [gradients * 10 / interval for interval in (25, 100) for gradients in (2, 4)] == pytest.approx([0.8, 1.6, 0.2, 0.4])


def test_radius_of_a_stretch_is_that_of_the_radius_task() -> None:
    rng = np.random.default_rng(5)
    for _ in range(50):
        norm, size, drop = (float(value) for value in 10 ** rng.uniform(-2, 2, size=3))
        one = (np.array([1.0, 1.1]), np.full(2, norm), np.array([size]), np.array([-size / 100]), 0.1, drop)
        assert reference.diagnose(*one)[2] == pytest.approx(plateau_radius.plateau_radius(norm, size, 0.0, drop), rel=1e-9)


def test_a_ritz_value_is_never_below_the_least_eigenvalue() -> None:
    rng = np.random.default_rng(6)
    for _ in range(20):
        H = rng.normal(size=(12, 12))
        H = H + H.T
        Q = np.linalg.qr(np.column_stack([np.linalg.matrix_power(H, k) @ rng.normal(size=12) for k in range(4)]))[0]
        assert np.linalg.eigvalsh(Q.T @ H @ Q)[0] >= np.linalg.eigvalsh(H)[0] - 1e-12
