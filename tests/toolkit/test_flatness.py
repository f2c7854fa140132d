"""The pictures of notebook 1.1: each draws what it was given, once, with a text alternative."""

from __future__ import annotations

import math
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
import sympy as sp

from losslandscape import plots, runs
from losslandscape.plots import flatness

Shown = list[tuple[Any, str]]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    figures: Shown = []
    monkeypatch.setattr(flatness, "describe", lambda fig, alt: figures.append((fig, alt)))
    yield figures
    plt.close("all")


def line(ax: Any, label: str) -> np.ndarray:
    (found,) = [one for one in ax.lines if one.get_label() == label]
    return np.array(found.get_xydata())


def test_opening_draws_the_first_steps_alone(shown: Shown) -> None:
    run = runs.load("plateau")
    plots.first_steps(run, 600)
    ((fig, alt),) = shown
    assert line(fig.axes[0], "training loss") == pytest.approx(np.column_stack([run.step[:600], run.loss[:600]]))
    assert "600" in alt
    assert "fall" in alt


def test_flat_valleys_are_those_of_the_expressions(shown: Shown) -> None:
    a, b, p = sp.symbols("a b p", positive=True)
    plots.flat_valleys((b ** (2 - p) - a ** (2 - p)) / (p - 2), sp.log(a / b), (a, b, p))
    ax = shown[0][0].axes[0]
    time, loss = line(ax, "p = 4")[-1]
    x = (4 * loss) ** (1 / 4)
    assert time == pytest.approx((x**-2 - 1) / 2)
    time, loss = line(ax, "p = 2")[-1]
    assert time == pytest.approx(-math.log(2 * loss) / 2)


def test_walks_draw_few_steps_in_the_plane_and_every_loss(shown: Shown) -> None:
    path = np.column_stack([0.5 ** np.arange(40), 0.9 ** np.arange(40)])
    plots.walks(lambda point: float(point @ point), {"a walk": path})
    plane, losses = shown[0][0].axes
    assert line(plane, "a walk") == pytest.approx(path[: flatness.SHOWN_STEPS])
    assert line(losses, "a walk")[:, 1] == pytest.approx(np.sum(path**2, axis=1))


def test_radii_and_pulls_hand_their_arguments_over(shown: Shown) -> None:
    plots.radii(lambda eps, lam, rho, drop: (eps + lam) * drop + rho)
    drawn = line(shown[0][0].axes[0], "gradient norm 10⁻¹")
    assert drawn[:, 1] == pytest.approx((0.1 + drawn[:, 0]) * 0.1)
    plots.pulls(lambda z, y: (-np.exp(-(z**2)) * y, -np.ones_like(z)))
    drawn = line(shown[1][0].axes[0], "half the squared error")
    assert drawn[:, 1] == pytest.approx(np.exp(-(drawn[:, 0] ** 2)))


def test_instruments_show_step_radius_ratio_and_negative_share(shown: Shown) -> None:
    run = runs.load("plateau")
    plots.instruments(run, {"A": (500, 600)}, lambda eps, lam, rho, drop: drop / (eps + lam) + rho)
    loss, lengths, ratio, share = shown[0][0].axes
    at = run.hessian_step
    size = np.maximum(run.lambda_max, -run.lambda_min)
    assert line(loss, "training loss")[:, 1] == pytest.approx(run.loss)
    assert line(lengths, "length of a step")[:, 1] == pytest.approx(0.15 * run.gradient_norm[at])
    assert line(lengths, "guaranteed radius")[:, 1] == pytest.approx(0.1 / (run.gradient_norm[at] + size))
    assert line(ratio, "edge ratio")[:, 1] == pytest.approx(0.075 * run.lambda_max)
    assert line(share, "negative")[:, 1] == pytest.approx(np.maximum(-run.lambda_min / size, 1e-4))


def test_the_log_without_a_name_shows_none(shown: Shown, capsys: pytest.CaptureFixture[str]) -> None:
    plots.unnamed_log()
    fig, alt = shown[0]
    words = [alt, capsys.readouterr().out, *(text.get_text() for text in fig.findobj(plt.Text))]
    assert not any(name in word for name in runs.names() for word in words)
    assert "225.3" in words[1]
