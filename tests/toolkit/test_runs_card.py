"""Every figure that the data card gives for the language model is computed from the recorded data again."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from losslandscape import runs
from tests.toolkit import test_runs_language_model as language_model

CARD = Path(__file__).resolve().parents[2] / "docs" / "recorded-runs.md"


def card() -> str:
    """The paragraph of the data card on this run, in one line and without emphasis."""
    text = CARD.read_text(encoding="utf-8").split("- **language_model.")[1].split("## What the data cannot show")
    return " ".join("".join(text[0]).replace("*", "").split())


def figures() -> dict[str, list[str]]:
    """The sentences of the card with every figure computed from the data, by topic (long: a table of sentences)."""
    here = language_model.TestLanguageModel()
    run, warm, without, control = here.run, here.leg("warmup"), here.leg("no_warmup"), here.leg("control")
    late, shelf = warm.hessian_step >= 200, slice(50, 150)
    sharp, product, far = warm.lambda_max[late], language_model.edge_product(warm), language_model.edge_product(without)[0]
    held, settled = language_model.edge_product(control), product[warm.hessian_step >= 300]
    low = [[round(float(n.min()), 1), round(float(n.max()), 1)] for n in run.spectrum_node]
    near = [
        100 * language_model.shares(n, w, np.abs(n) < 0.1) for n, w in zip(run.spectrum_node, run.spectrum_weight, strict=True)
    ]
    tunes, seeds = here.path("validation_loss", "fine_tunes"), here.path("validation_loss", "seeds")
    flat = {leg: (here.end("lambda_max", leg), here.end("validation_loss", leg)) for leg in run.ends}
    ends = [f"from {a} to {b}" for a, b in low]

    def at(step: int) -> float:
        return float(product[warm.hessian_step == step][0])

    def falls_below(record: runs.TrainingRun, bound: float) -> int:
        return next(t for t in range(20, record.loss.size) if np.median(record.loss[t - 20 : t]) < bound)

    return {
        "size": [f"{run.about['parameters']:,} parameters, a context of {run.about['architecture']['context']} symbols"],
        "losses": [
            f"loss {warm.loss[0]:.2f} to {np.median(warm.loss[-50:]):.2f} (median of the last 50 steps)",
            f"validation loss {warm.validation_loss[0]:.2f} to {warm.validation_loss[-1]:.2f}",
        ],
        "sharpness": [
            f"λmax is {warm.lambda_max[0]:.1f} at the start, {warm.lambda_max[warm.hessian_step == 100][0]:.1f} at step 100",
            f"between {sharp.min():.1f} and {sharp.max():.1f}, median {np.median(sharp):.1f}",
            f"λmin is {warm.lambda_min[0]:.1f} at the start",
            f"from step 200 on its median is {np.median(warm.lambda_min[late]):.2f}",
        ],
        "preconditioned": [
            f"ηλmax is {product[0]:.0f} at the first step and still {at(60):.0f} at step 60, "
            f"{at(150):.0f} at step 150 and {at(250):.0f} at step 250",
            f"it lies between {settled.min():.1f} and {settled.max():.1f}, median {np.median(settled):.1f}",
        ],
        "no warm-up": [
            f"ηλmax of {far:,.0f}, {far / held[0]:.0f} times that of the control",
            f"In one step the loss falls to {without.loss[1]:.2f} (control {control.loss[1]:.2f})",
            f"{np.median(without.loss[shelf]):.2f} is the median of steps 50 to 149 "
            f"(control {np.median(control.loss[shelf]):.2f})",
            f"below 2.9 from step {falls_below(without, 2.9)} on, in the control from {falls_below(control, 2.9)} on",
            f"single high values, {without.lambda_max[without.hessian_step == 50][0]:.0f} at step 50",
            f"and {control.lambda_max[control.hessian_step == 50][0]:.0f} in the control at the same step",
            f"still behind, {np.median(without.loss[-50:]):.2f} against {np.median(control.loss[-50:]):.2f}",
            f"the last five measurements is {held[-5:].min():.1f} to {held[-5:].max():.1f}",
        ],
        "densities": [
            f"{ends[0]} at the start, {ends[1]}, {ends[2]} and {ends[3]} later",
            f"lie {near[0]:.1f} %, {near[1]:.1f} %, {near[2]:.1f} % and {near[3]:.1f} % of the mass",
            "at the end: " + ", ".join(f"{value:.1f}" for value in run.spectrum_node[-1].mean(axis=0)[-4:]),
        ],
        "paths": [
            f"{tunes[12]:.3f}, at the ends {tunes[0]:.3f} and {tunes[-1]:.3f}; distance {run.distance[0]:.1f}",
            f"({seeds[0]:.3f} and {seeds[-1]:.3f}) the straight path rises to {seeds.max():.3f}",
            f"distance {run.distance[1]:.1f}",
        ],
        "SAM": [
            "λmax " + " and ".join(f"{flat[f'sam_{k}'][0]:.2f} against {flat[f'fine_tune_{k}'][0]:.2f}" for k in (1, 2)),
            "loss " + " and ".join(f"{flat[f'sam_{k}'][1]:.3f} against {flat[f'fine_tune_{k}'][1]:.3f}" for k in (1, 2)),
        ],
    }  # fmt: skip


@pytest.mark.parametrize("topic", ["size", "losses", "sharpness", "preconditioned", "no warm-up", "densities", "paths", "SAM"])
def test_every_figure_of_the_data_card_is_what_the_data_give(topic: str) -> None:
    said = card()
    for sentence in figures()[topic]:
        assert sentence in said


def test_the_card_has_no_figure_that_is_not_computed_or_a_setting() -> None:
    """Every number of the paragraph with a decimal point stands in a computed sentence, but for settings and constants."""
    computed = " ".join(sentence for sentences in figures().values() for sentence in sentences)
    given = {"0.03", "0.1", "3.09"}  # η, ρ and the band around zero, the entropy (tests/recorder)
    found = set(re.findall(r"\d+\.\d+", card()))
    assert found - set(re.findall(r"\d+\.\d+", computed)) == given


def test_the_residuals_are_as_small_as_the_card_says() -> None:
    legs = [language_model.TestLanguageModel.run.legs[leg] for leg in ("warmup", "no_warmup", "control")]
    smallest = max(float(np.max(leg.lambda_min_error / np.abs(leg.lambda_min))) for leg in legs)
    assert f"those of λmin up to {100 * smallest:.0f} %" in " ".join(CARD.read_text(encoding="utf-8").split())
