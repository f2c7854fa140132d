"""Every figure that the data card gives for the two language models is computed from the recorded data again."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from losslandscape import runs
from tests.toolkit import test_runs_language_model as language_model

CARD = Path(__file__).resolve().parents[2] / "docs" / "recorded-runs.md"


BOTH = {"language_model": language_model.TestLanguageModel, "small_language_model": language_model.TestSmallLanguageModel}
BELOW = {"language_model": 2.7, "small_language_model": 2.9}
"""Nats: a loss that is reached late without warm-up."""


def card(name: str) -> str:
    """The paragraph of the data card on a run, in one line and without emphasis."""
    text = CARD.read_text(encoding="utf-8").split(f"- **{name}.")[1]
    return " ".join(re.split(r"\n- \*\*|\n## ", text)[0].replace("*", "").split())


def figures(name: str) -> dict[str, list[str]]:
    """The sentences of the card with every figure computed from the data, by topic (long: a table of sentences)."""
    here, bound = BOTH[name](), BELOW[name]
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
            f"ηλmax is {product[0]:.0f} at the first step",
            f"{at(60):.0f} at step 60, {at(150):.0f} at step 150 and {at(250):.0f} at step 250",
            f"it lies between {settled.min():.1f} and {settled.max():.1f}, median {np.median(settled):.1f}",
        ],
        "no warm-up": [
            f"ηλmax of {far:,.0f}, {far / held[0]:.0f} times that of the control",
            f"In one step the loss falls to {without.loss[1]:.2f} (control {control.loss[1]:.2f})",
            f"{np.median(without.loss[shelf]):.2f} is the median of steps 50 to 149 "
            f"(control {np.median(control.loss[shelf]):.2f})",
            f"below {bound} from step {falls_below(without, bound)} on, in the control from {falls_below(control, bound)} on",
            *single_values(name, without, control),
            f"still behind, {np.median(without.loss[-50:]):.2f} against {np.median(control.loss[-50:]):.2f}",
            f"the last five measurements is {held[-5:].min():,.1f} to {held[-5:].max():,.1f}",
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


def single_values(name: str, without: runs.TrainingRun, control: runs.TrainingRun) -> list[str]:
    """What the card says of λmax in these legs, which differs between the two models."""
    if name == "small_language_model":
        high, beside = (leg.lambda_max[leg.hessian_step == 50][0] for leg in (without, control))
        return [f"single high values, {high:.0f} at step 50", f"and {beside:.0f} in the control at the same step"]
    last = control.lambda_max[-5:]
    return [f"its λmax climbs from {last[0]:.0f} at step 150 to {last[-1]:,.0f} at step {control.hessian_step[-1]}"]


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("topic", ["size", "losses", "sharpness", "preconditioned", "no warm-up", "densities", "paths", "SAM"])
def test_every_figure_of_the_data_card_is_what_the_data_give(name: str, topic: str) -> None:
    said = card(name)
    for sentence in figures(name)[topic]:
        assert sentence in said


@pytest.mark.parametrize("name", BOTH)
def test_the_card_has_no_figure_that_is_not_computed_or_a_setting(name: str) -> None:
    """Every number of the paragraph with a decimal point stands in a computed sentence, but for settings and constants."""
    computed = " ".join(sentence for sentences in figures(name).values() for sentence in sentences)
    settings = BOTH[name].run.about["settings"]
    given = {str(settings["no_warmup"]["learning_rate"]), "0.1", "3.09"}  # η, ρ and the band, the entropy (tests/recorder)
    found = set(re.findall(r"\d+\.\d+", card(name)))
    assert found - set(re.findall(r"\d+\.\d+", computed)) <= given


@pytest.mark.parametrize("name", BOTH)
def test_the_residuals_are_as_small_as_the_card_says(name: str) -> None:
    legs = [BOTH[name].run.legs[leg] for leg in ("warmup", "no_warmup", "control")]
    smallest = max(float(np.max(leg.lambda_min_error / np.abs(leg.lambda_min))) for leg in legs)
    said = " ".join(CARD.read_text(encoding="utf-8").split())
    assert f"`{name}` the residuals of λmax are below {100 * BOTH[name].residual:.0f} % of it" in said
    assert f"those of λmin up to {100 * smallest:.0f} %" in said.split(f"`{name}` the residuals")[1][:300]
