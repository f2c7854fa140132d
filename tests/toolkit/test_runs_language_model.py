"""Both language models show what they were recorded for, by a criterion in each test; the bounds are each model's own."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from losslandscape import runs

EDGE = 38.0
"""Of Adam with β1 = 0.9: (2 + 2 β1)/(1 - β1)."""


def edge_product(record: runs.TrainingRun) -> np.ndarray:
    """η times the preconditioned λmax where it was measured."""
    return record.learning_rate[record.hessian_step] * record.preconditioned_lambda_max


def shares(nodes: np.ndarray, weights: np.ndarray, inside: np.ndarray) -> float:
    """Share of the spectrum whose nodes are `inside`, the mean over starts."""
    return float(np.sum(weights * inside, axis=-1).mean())


class TestLanguageModel:
    """A transformer from scratch to fine-tunes, of the size that a CPU records in an hour."""

    run = runs.load("language_model")
    fall = 5.0  # of λmax, from the first value to each from step 200 on
    concave = 0.35  # the median of -λmin over that of λmax, from step 200 on
    residual, loose = 0.02, 0.6  # of λmax, and of the preconditioned one at the worst measurement
    high = 150.0  # the preconditioned ηλmax in the first twenty steps
    low = EDGE / 5  # the same from step 300 on
    last = (3.0, 200.0)  # of 38, at the end of `control`
    shelf = 2.9  # nats, without warm-up
    wall = 1.5  # nats, between the seeds
    band = 3.0  # f/θ², in which 99 % of the spectrum lie at every moment
    above = 2.0  # the largest Ritz value over minus the smallest, from step 100 on
    sam = 0.9  # λmax with SAM over that without

    def leg(self, name: str) -> runs.TrainingRun:
        return self.run.legs[name]

    def end(self, field: str, leg: str) -> float:
        return float(getattr(self.run, f"end_{field}")[self.run.ends.index(leg)])

    def path(self, field: str, pair: str) -> np.ndarray:
        return np.asarray(getattr(self.run, field)[self.run.pairs.index(pair)])

    def test_loss_falls_with_warmup_on_both_texts(self) -> None:
        record = self.leg("warmup")
        assert np.median(record.loss[-50:]) < 0.4 * record.loss[0]
        assert record.validation_loss[-1] < 0.45 * record.validation_loss[0]

    def test_sharpness_falls_tenfold_and_stays_down(self) -> None:
        """From the end of the warm-up on no value comes near the first, the median is below a tenth of it, and the last third
        is no sharper than three halves of the third before it."""
        record = self.leg("warmup")
        late = record.lambda_max[record.hessian_step >= 200]
        assert late.max() < record.lambda_max[0] / self.fall
        assert np.median(late) < record.lambda_max[0] / 10
        third = late.size // 3
        assert np.median(late[-third:]) < 1.5 * np.median(late[:third])

    def test_negative_curvature_nearly_goes(self) -> None:
        """At the start -λmin is as large as λmax; from step 200 on its median is a small part of that of λmax."""
        record = self.leg("warmup")
        late = record.hessian_step >= 200
        assert 0.8 < -record.lambda_min[0] / record.lambda_max[0] < 1.25
        assert np.all(record.lambda_min < 0)
        assert np.median(-record.lambda_min[late]) < self.concave * np.median(record.lambda_max[late])

    def test_residuals_are_small_beside_the_largest_values(self) -> None:
        for leg in ("warmup", "no_warmup", "control"):
            record = self.leg(leg)
            assert np.all(record.lambda_max_error < self.residual * record.lambda_max)
            relative = record.preconditioned_lambda_max_error / record.preconditioned_lambda_max
            assert np.all(relative < self.loose)
            assert np.median(relative) < 0.002

    def test_preconditioned_sharpness_comes_down_from_hundreds_and_stays_below_the_edge(self) -> None:
        """In the first twenty steps far above; from step 300 on between a part of 38 and 38, without an exception."""
        record, product = self.leg("warmup"), edge_product(self.leg("warmup"))
        assert product[record.hessian_step <= 20].min() > self.high
        late = product[record.hessian_step >= 300]
        assert late.size >= 20
        assert self.low < late.min() <= late.max() < EDGE

    def test_a_higher_rate_with_warmup_ends_at_the_edge_or_beyond(self) -> None:
        """The last five measurements: twice the rate of the small one ends near 38, thrice that of the other far beyond."""
        product = edge_product(self.leg("control"))[-5:]
        assert self.last[0] * EDGE < product.min() <= product.max() < self.last[1] * EDGE

    def test_without_warmup_the_first_step_is_far_beyond_the_edge(self) -> None:
        """Same rate, point and batch: two hundred times as far as with it, thousands of times 38."""
        without, control = edge_product(self.leg("no_warmup"))[0], edge_product(self.leg("control"))[0]
        assert without > 1000 * EDGE
        assert without / control == pytest.approx(self.run.about["settings"]["warmup"]["warmup"] + 1, rel=1e-6)

    def test_without_warmup_the_loss_stays_on_a_shelf_and_is_still_behind_at_the_end(self) -> None:
        """Between steps 50 and 150 the median is near the entropy of single symbols; the end is 0.1 nats behind, at least."""
        without, control = self.leg("no_warmup").loss, self.leg("control").loss
        assert np.median(without[50:150]) > self.shelf
        assert np.median(without[50:150]) - np.median(control[50:150]) > 0.3
        assert np.median(without[-50:]) - np.median(control[-50:]) > 0.1

    def test_spectrum_is_symmetric_at_the_start_and_one_sided_later(self) -> None:
        ends = [(nodes.min(), nodes.max()) for nodes in self.run.spectrum_node]
        assert 0.8 < -ends[0][0] / ends[0][1] < 1.25
        assert all(high > self.above * -low > 0 for low, high in ends[1:])

    def test_most_of_the_spectrum_is_near_zero(self) -> None:
        """More than 99 % of the weight in a narrow band, and at least 95 % within 0.1 of zero."""
        for bound, share in ((self.band, 0.99), (0.1, 0.95)):
            for nodes, weights in zip(self.run.spectrum_node, self.run.spectrum_weight, strict=True):
                assert shares(nodes, weights, np.abs(nodes) < bound) > share

    def test_all_starts_agree_on_the_ends_of_the_spectrum(self) -> None:
        ends = self.run.spectrum_node[:, :, [0, -1]]
        assert np.all(np.ptp(ends, axis=1) < 0.01 * np.abs(ends).max(axis=1))

    def test_the_last_density_ends_where_a_second_measurement_has_its_largest_eigenvalue(self) -> None:
        """Twenty products from another start, on the same batch at the same point."""
        assert self.run.spectrum_node[-1].max() == pytest.approx(self.end("lambda_max", "warmup"), rel=1e-3)

    @pytest.mark.parametrize("field", ["training_loss", "validation_loss"])
    def test_the_average_of_the_fine_tunes_is_better_than_both_and_that_of_the_seeds_worse(self, field: str) -> None:
        tunes, seeds = self.path(field, "fine_tunes"), self.path(field, "seeds")
        middle = self.run.alpha.size // 2
        assert self.run.alpha[middle] == 0.5
        assert tunes[middle] < min(tunes[0], tunes[-1]) - 0.01
        assert np.all(tunes <= (1 - self.run.alpha) * tunes[0] + self.run.alpha * tunes[-1] + 1e-12)
        assert np.max(seeds) > max(seeds[0], seeds[-1]) + self.wall

    def test_a_fine_tune_with_sam_ends_flatter_than_the_same_without(self) -> None:
        """On the same batches, for each of the two."""
        for k in (1, 2):
            plain, sharp = (self.end("lambda_max", f"{kind}_{k}") for kind in ("fine_tune", "sam"))
            error = self.end("lambda_max_error", f"fine_tune_{k}") + self.end("lambda_max_error", f"sam_{k}")
            assert sharp + error < self.sam * plain

    def test_legs_start_where_they_should(self) -> None:
        """Without warm-up and control at the point of the pretraining; the fine-tunes at its end."""
        first = {leg: self.leg(leg).loss[0] for leg in ("warmup", "no_warmup", "control")}
        assert len(set(first.values())) == 1
        norms = {self.leg(leg).parameter_norm[0] for leg in ("fine_tune_1", "fine_tune_2", "sam_1", "sam_2")}
        assert len(norms) == 1
        record = self.leg("warmup")
        assert abs(norms.pop() - record.parameter_norm[-1]) <= record.update_norm[-1] + 1e-4


class TestSmallLanguageModel(TestLanguageModel):
    """The same at the size of ten minutes."""

    run = runs.load("small_language_model")
    fall, concave, residual, loose, high, low, last = 9.0, 0.2, 0.01, 0.15, 400.0, EDGE / 4, (0.7, 1.3)
    shelf, wall, band, above, sam = 2.9, 1.5, 1.0, 5.0, 0.9


def with_leg(run: runs.LanguageModel, leg: str, **changed: np.ndarray) -> dict[str, Any]:
    """The legs, one of them changed."""
    return {"legs": {**run.legs, leg: dataclasses.replace(run.legs[leg], **changed)}}


def rising(run: runs.LanguageModel) -> dict[str, Any]:
    record = run.legs["warmup"]
    return with_leg(run, "warmup", lambda_max=record.lambda_max * (1 + record.hessian_step / 500))


def scaled(leg: str, field: str, factor: float) -> Callable[[runs.LanguageModel], dict[str, Any]]:
    return lambda run: with_leg(run, leg, **{field: factor * getattr(run.legs[leg], field)})


BROKEN: dict[str, tuple[str, Callable[[runs.LanguageModel], dict[str, Any]]]] = {
    "no training": ("loss_falls", lambda r: with_leg(r, "warmup", loss=0 * r.legs["warmup"].loss + 4.6)),
    "learnt by heart": ("loss_falls", lambda r: with_leg(r, "warmup", validation_loss=np.full(30, 5.0))),
    "sharpness rises": ("sharpness_falls", rising),
    "never sharp": ("sharpness_falls", lambda r: with_leg(r, "warmup", lambda_max=0 * r.legs["warmup"].lambda_max + 5)),
    "as concave as convex": ("negative", lambda r: with_leg(r, "warmup", lambda_min=-r.legs["warmup"].lambda_max)),
    "convex": ("negative", lambda r: with_leg(r, "warmup", lambda_min=np.abs(r.legs["warmup"].lambda_min))),
    "loose bounds": ("residuals", lambda r: with_leg(r, "warmup", lambda_max_error=0.1 * r.legs["warmup"].lambda_max)),
    "beyond the edge": ("comes_down", scaled("warmup", "preconditioned_lambda_max", 2.0)),
    "far below the edge": ("comes_down", scaled("warmup", "preconditioned_lambda_max", 0.5)),
    "control below the edge": ("ends_at_the_edge_or_beyond", scaled("control", "preconditioned_lambda_max", 0.5)),
    "safe without warm-up": ("first_step", lambda r: with_leg(r, "no_warmup", learning_rate=r.legs["control"].learning_rate)),
    "no difference": ("shelf", lambda r: with_leg(r, "no_warmup", loss=r.legs["control"].loss)),
    "made up at the end": ("shelf", lambda r: with_leg(r, "no_warmup", loss=np.append(
        r.legs["no_warmup"].loss[:-50], r.legs["control"].loss[-50:]))),
    "one-sided at the start": ("symmetric", lambda r: {"spectrum_node": np.maximum(r.spectrum_node, -1.0)}),
    "symmetric to the end": ("symmetric", lambda r: {"spectrum_node": np.repeat(r.spectrum_node[:1], 4, axis=0)}),
    "no bulk": ("near_zero", lambda r: {"spectrum_weight": 0 * r.spectrum_weight + 1 / r.spectrum_weight.shape[2]}),
    "starts disagree": ("all_starts", lambda r: {"spectrum_node": r.spectrum_node * np.array([1, 1, 1, 1.1])[:, None]}),
    "another point": ("last_density", lambda r: {"spectrum_node": r.spectrum_node[::-1]}),
    "barrier": ("average", lambda r: {"training_loss": r.training_loss + 0.1 * np.sin(np.pi * r.alpha)}),
    "seeds connected": ("average", lambda r: {"training_loss": r.training_loss[[0, 0]]}),
    "no flatter": ("with_sam", lambda r: {"end_lambda_max": 0 * r.end_lambda_max + 5.0}),
    "another start": ("legs_start", lambda r: {"legs": {**r.legs, "sam_1": r.legs["other_seed"]}}),
}  # fmt: skip
"""Data without the phenomenon: a word of the test that must fail, and the fields that are changed."""


@pytest.mark.parametrize("kind", [TestLanguageModel, TestSmallLanguageModel], ids=["an hour", "small"])
@pytest.mark.parametrize(("word", "change"), BROKEN.values(), ids=BROKEN.keys())
def test_no_criterion_holds_for_data_without_the_phenomenon(
    word: str, change: Callable[[Any], dict[str, Any]], kind: type[TestLanguageModel]
) -> None:
    broken: Any = type("Broken", (kind,), {"run": dataclasses.replace(kind.run, **change(kind.run))})()
    (name,) = [name for name in dir(kind) if name.startswith("test_") and word in name]
    arguments = ("training_loss",) if word == "average" else ()
    getattr(kind(), name)(*arguments)
    with pytest.raises(AssertionError):
        getattr(broken, name)(*arguments)


def test_every_criterion_has_data_that_break_it() -> None:
    criteria = [name for name in dir(TestLanguageModel) if name.startswith("test_")]
    assert all(any(word in name for word, _ in BROKEN.values()) for name in criteria)
