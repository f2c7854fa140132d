"""Each recorded run shows what it was recorded for, by a criterion stated in its test."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from losslandscape import runs


def edge_ratio(run: runs.TrainingRun) -> np.ndarray:
    """ηλmax/2 at the steps where the Hessian was measured."""
    return run.learning_rate[run.hessian_step] * run.lambda_max / 2


class TestPlateau:
    """The loss stands still for a good part of the run and then falls, and the gradient is not small meanwhile."""

    run = runs.load("plateau")

    def test_loss_creeps_for_a_third_of_the_run_and_then_falls_twenty_times_as_fast(self) -> None:
        """Over steps 300-700 the loss falls by less than 10 %; by steps 900-950 it falls below a tenth."""
        loss = self.run.loss
        shelf, end, after = np.median(loss[300:350]), np.median(loss[650:700]), np.median(loss[900:950])
        assert 1 - end / shelf < 0.10
        assert after < 0.1 * end
        creep, fall = (shelf - end) / 350, (end - after) / 250
        assert fall > 20 * creep

    def test_gradient_norm_on_the_shelf_is_larger_than_after_the_fall(self) -> None:
        norm = self.run.gradient_norm
        assert np.median(norm[300:700]) > 0.5
        assert np.median(norm[300:700]) > 5 * np.median(norm[950:])

    def test_curvature_on_the_shelf_is_indefinite_and_not_flat(self) -> None:
        on_shelf = (self.run.hessian_step >= 300) & (self.run.hessian_step < 700)
        assert np.all(self.run.lambda_max[on_shelf] > 5)
        assert np.all(self.run.lambda_min[on_shelf] + self.run.lambda_min_error[on_shelf] < 0)

    def test_validation_loss_falls_as_the_training_loss_does(self) -> None:
        assert self.run.validation_loss[-1] < 0.1


def curvature_along_the_step(run: runs.TrainingRun) -> np.ndarray:
    """η times the curvature that each step of gradient descent met, from the logged losses and gradient norms alone.

    f(θ - ηg) = f(θ) - η‖g‖² + ½η²‖g‖²κ defines κ, a weighted mean of the curvature along the step; ηκ = 2 leaves the loss
    where it was.
    """
    expected = run.learning_rate[:-1] * run.gradient_norm[:-1] ** 2
    return 2 * (1 + np.diff(run.loss) / expected)


class TestEdge:
    """Full-batch gradient descent: ηλmax rises to 2 and stays up; the loss goes on falling, unevenly."""

    run = runs.load("edge")

    def arrival(self) -> int:
        """First measured step at which ηλmax is at least 2."""
        return int(self.run.hessian_step[np.argmax(edge_ratio(self.run) >= 1)])

    def test_sharpness_rises_to_the_edge_from_far_below(self) -> None:
        early = self.run.hessian_step < self.arrival()
        assert edge_ratio(self.run)[early].min() < 0.3
        assert edge_ratio(self.run).max() >= 1

    def test_median_sharpness_at_the_iterates_lies_between_1_8_and_2_8_at_the_edge(self) -> None:
        """Over all measurements from 50 steps after the arrival on; not 2.00: steps jump between the walls of a valley."""
        late = self.run.hessian_step >= self.arrival() + 50
        assert np.count_nonzero(late) >= 50
        assert 1.8 <= 2 * np.median(edge_ratio(self.run)[late]) <= 2.8

    def test_sharpness_stays_to_the_end(self) -> None:
        """Every later value of ηλmax is above 1, and the medians of the first and the last third differ by less than 1."""
        late = 2 * edge_ratio(self.run)[self.run.hessian_step >= self.arrival() + 50]
        third = late.size // 3
        assert late.min() > 1
        assert abs(np.median(late[-third:]) - np.median(late[:third])) < 1

    def test_curvature_that_the_steps_meet_hovers_at_two(self) -> None:
        """In every hundred steps after the arrival the median of ηκ lies within a tenth of 2; before, it is next to 0."""
        met, arrival = curvature_along_the_step(self.run), self.arrival()
        hundreds = [met[a : a + 100] for a in range(arrival + 100, met.size - 99, 100)]
        assert len(hundreds) >= 6
        assert all(1.8 <= np.median(part) <= 2.2 for part in hundreds)
        assert np.median(met[: arrival - 20]) < 0.1

    def test_loss_still_falls_but_not_monotonically_at_the_edge(self) -> None:
        late = self.run.loss[self.arrival() + 50 :]
        assert np.median(late[-50:]) < 0.9 * np.median(late[:50])
        assert np.mean(np.diff(late) > 0) > 0.1

    def test_loss_falls_monotonically_before_the_edge(self) -> None:
        early = self.run.loss[20 : self.arrival() - 20]
        assert np.mean(np.diff(early) > 0) < 0.02


def exceeds(values: np.ndarray, factor: float) -> list[int]:
    """Steps from 200 on at which a value is above `factor` times the median of the hundred before it."""
    return [t for t in range(200, values.size) if values[t] > factor * np.median(values[t - 100 : t])]


class TestSpike:
    """Full-batch Adam without warm-up: the loss jumps far above where it was, and comes back."""

    run = runs.load("spike")

    def onset(self) -> int:
        """First step after 200 at which the loss is more than ten times the median of the 50 steps before."""
        loss = self.run.loss
        return next(t for t in range(200, loss.size) if loss[t] > 10 * np.median(loss[t - 50 : t]))

    def test_loss_rises_tenfold_and_recovers(self) -> None:
        loss, onset = self.run.loss, self.onset()
        before = np.median(loss[onset - 50 : onset])
        peak = onset + int(np.argmax(loss[onset : onset + 30]))
        assert loss[peak] > 20 * before
        assert np.min(loss[peak:]) < 0.1 * loss[peak]

    def test_gradient_norm_is_ahead_of_the_loss_by_about_ten_steps_without_a_false_alarm(self) -> None:
        """From step 200 on it is first above three times the median of the hundred steps before 5 to 20 steps before the loss
        is first above twice its own (13 in this recording). Nothing but the past is used, as when one watches a run."""
        warned = exceeds(self.run.gradient_norm, 3)
        doubled = exceeds(self.run.loss, 2)
        assert 5 <= doubled[0] - warned[0] <= 20
        assert doubled[0] <= self.onset()

    def test_preconditioned_sharpness_sits_at_adams_threshold_long_before(self) -> None:
        """Linear stability of Adam with β1 = 0.9 ends at 38; the measured values before the spike lie around it."""
        run, onset = self.run, self.onset()
        before = (run.hessian_step >= onset - 150) & (run.hessian_step < onset - 5)
        values = run.learning_rate[run.hessian_step[before]] * run.preconditioned_lambda_max[before]
        assert 19 <= np.median(values) <= 57

    def test_plain_sharpness_would_have_told_nothing(self) -> None:
        """ηλmax of the Hessian itself is far from Adam's 38 all the time: the wrong number to log."""
        run = self.run
        assert np.median(run.learning_rate[run.hessian_step] * run.lambda_max) < 5


class TestSlowFuse:
    """Scale invariance and weight decay: the edge ratio climbs for a thousand steps at a still loss, then a spike."""

    run = runs.load("slow_fuse")

    def onset(self) -> int:
        """First step at which the loss is twice its start."""
        return int(np.argmax(self.run.loss > 2 * self.run.loss[0]))

    def crossing(self) -> int:
        """First measured step at which the edge ratio is at least 1."""
        return int(self.run.hessian_step[np.argmax(edge_ratio(self.run) >= 1)])

    def test_loss_stays_within_a_fifth_until_ten_steps_before_the_spike(self) -> None:
        quiet = self.run.loss[: self.onset() - 10]
        assert quiet.size > 2000
        assert np.ptp(quiet) < 0.2 * quiet[0]

    def test_loss_then_jumps_a_hundredfold(self) -> None:
        assert self.run.loss[self.onset() :].max() > 100 * self.run.loss[0]

    def test_edge_ratio_climbs_at_every_measurement_for_a_thousand_steps_and_the_loss_does_not_move(self) -> None:
        crossing = self.crossing()
        climb = edge_ratio(self.run)[(self.run.hessian_step >= crossing - 1000) & (self.run.hessian_step <= crossing)]
        assert np.all(np.diff(climb) > 0)
        assert climb[0] < 0.2
        assert np.ptp(self.run.loss[crossing - 1000 : crossing]) < 0.005 * self.run.loss[0]

    def test_edge_ratio_reaches_one_about_a_thousand_steps_before_the_spike(self) -> None:
        assert 800 <= self.onset() - self.crossing() <= 1200

    def test_weight_decay_alone_shrinks_the_parameters_before_the_crossing(self) -> None:
        """With a negligible gradient θ loses the factor 1 - η·decay a step."""
        run = self.run
        factor = 1 - run.learning_rate[0] * run.about["settings"]["weight_decay"]
        steps = self.crossing() - 100
        assert run.parameter_norm[steps] / run.parameter_norm[0] == pytest.approx(factor**steps, rel=0.02)


class TestConnectivity:
    """Two fine-tunes of one checkpoint are linearly connected, two seeds are not."""

    run = runs.load("connectivity")

    @staticmethod
    def barrier(alpha: np.ndarray, loss: np.ndarray) -> float:
        """Largest height over the chord between the ends."""
        return float(np.max(loss - ((1 - alpha) * loss[0] + alpha * loss[-1])))

    @pytest.mark.parametrize("part", ["training_loss", "validation_loss"])
    def test_no_barrier_between_fine_tunes_and_a_high_one_between_seeds(self, part: str) -> None:
        rows = dict(zip(self.run.pairs, getattr(self.run, part), strict=True))
        assert self.barrier(self.run.alpha, rows["fine_tunes"]) < 0.02
        assert self.barrier(self.run.alpha, rows["seeds"]) > 0.5

    def test_average_of_the_fine_tunes_is_at_least_as_good_as_the_ends_on_validation_text(self) -> None:
        loss = self.run.validation_loss[self.run.pairs.index("fine_tunes")]
        assert self.run.alpha[loss.size // 2] == 0.5
        assert loss[loss.size // 2] <= min(loss[0], loss[-1])

    def test_fine_tunes_start_from_the_end_of_the_checkpoint(self) -> None:
        legs = self.run.legs
        end = legs["pretrain"].parameter_norm[-1]
        for leg in ("fine_tune_1", "fine_tune_2"):
            assert abs(legs[leg].parameter_norm[0] - end) <= legs["pretrain"].update_norm[-1] + 1e-4
        assert legs["fine_tune_1"].parameter_norm[0] == legs["fine_tune_2"].parameter_norm[0]


class TestNoise:
    """Minibatch gradients at one checkpoint: noise falls as the batch grows, the mean stays."""

    run = runs.load("noise")

    def test_variance_falls_as_one_over_the_batch_size(self) -> None:
        """tr C · B is the same for all batch sizes, within 20 %."""
        count = self.run.loss.shape[1]
        scaled = self.run.mean_gradient_norm_error**2 * count * self.run.batch_size
        assert scaled.max() / scaled.min() < 1.2

    def test_standard_errors_agree_with_the_raw_norms(self) -> None:
        """tr C = (Σ‖g‖² - N‖mean‖²)/(N-1), recomputed from the raw values."""
        run, count = self.run, self.run.loss.shape[1]
        trace = (np.sum(run.gradient_norm**2, axis=1) - count * run.mean_gradient_norm**2) / (count - 1)
        assert np.allclose(np.sqrt(trace / count), run.mean_gradient_norm_error, rtol=1e-9)

    def test_one_minibatch_says_little_of_the_gradient(self) -> None:
        """With single sequences a minibatch's norm is several times that of the mean gradient."""
        assert np.median(self.run.gradient_norm[0]) > 5 * self.run.mean_gradient_norm[-1]

    def test_mean_projections_of_all_batch_sizes_agree_within_their_standard_errors(self) -> None:
        """Largest of 4 x D z-values below 4.5: by chance once in 5,000 recordings for D = 8."""
        sample = self.run.projection
        mean, error = sample.mean(axis=1), sample.std(axis=1, ddof=1) / np.sqrt(sample.shape[1])
        z = (mean[:-1] - mean[-1]) / np.hypot(error[:-1], error[-1])
        assert np.abs(z).max() < 4.5


def with_part(values: np.ndarray, part: slice, new: float) -> np.ndarray:
    changed = values.copy()
    changed[part] = new
    return changed


def bump(alpha: np.ndarray, height: float) -> np.ndarray:
    """A barrier on the first path only."""
    return np.array([height * np.sin(np.pi * alpha), 0.0 * alpha])


BROKEN: dict[str, tuple[type, str, Callable[[Any], dict[str, np.ndarray]]]] = {
    "falls at a steady pace": (TestPlateau, "twenty_times", lambda r: {"loss": np.linspace(4.5, 0.1, r.loss.size)}),
    "stays up": (TestPlateau, "twenty_times", lambda r: {"loss": np.maximum(r.loss, 3.5)}),
    "falls at once": (TestPlateau, "twenty_times", lambda r: {"loss": np.append(r.loss[760:], np.full(760, 0.02))}),
    "small gradient": (TestPlateau, "norm", lambda r: {"gradient_norm": with_part(r.gradient_norm, slice(250, 750), 0.01)}),
    "flat": (TestPlateau, "curvature", lambda r: {"lambda_max": 0 * r.lambda_max + 0.1}),
    "convex": (TestPlateau, "curvature", lambda r: {"lambda_min": np.abs(r.lambda_min)}),
    "below the edge": (TestEdge, "median", lambda r: {"lambda_max": 0.2 * r.lambda_max}),
    "beyond the edge": (TestEdge, "median", lambda r: {"lambda_max": r.lambda_max * (1 + r.hessian_step / 400)}),
    "back from the edge": (TestEdge, "to_the_end", lambda r: {"lambda_max": np.where(r.hessian_step > 600, 5, r.lambda_max)}),
    "monotone": (TestEdge, "still_falls", lambda r: {"loss": np.sort(r.loss)[::-1]}),
    "stuck": (TestEdge, "still_falls", lambda r: {"loss": with_part(r.loss, slice(200, None), 2.3)}),
    "no spike": (TestSpike, "tenfold", lambda r: {"loss": with_part(r.loss, slice(360, 380), 0.5)}),
    "no recovery": (TestSpike, "tenfold", lambda r: {"loss": with_part(r.loss, slice(370, None), 3.0)}),
    "no warning": (TestSpike, "ahead", lambda r: {"gradient_norm": with_part(r.gradient_norm, slice(300, 368), 0.07)}),
    "false alarm": (TestSpike, "ahead", lambda r: {"gradient_norm": with_part(r.gradient_norm, slice(250, 251), 5.0)}),
    "far from 38": (TestSpike, "at_adams", lambda r: {"preconditioned_lambda_max": 0.1 * r.preconditioned_lambda_max}),
    "no climb": (TestSlowFuse, "climbs", lambda r: {"lambda_max": 0 * r.lambda_max + 400}),
    "no late spike": (TestSlowFuse, "hundredfold", lambda r: {"loss": np.minimum(r.loss, 1.0)}),
    "the loss says something": (TestSlowFuse, "climbs", lambda r: {"loss": with_part(r.loss, slice(600, 700), 0.037)}),
    "barrier": (TestConnectivity, "high_one", lambda r: {"training_loss": r.training_loss + bump(r.alpha, 0.3)}),
    "seeds connected": (TestConnectivity, "high_one", lambda r: {"training_loss": 0 * r.training_loss + 1.5}),
    "worse average": (TestConnectivity, "average", lambda r: {"validation_loss": r.validation_loss + bump(r.alpha, 0.019)}),
    "as noisy": (TestNoise, "one_over", lambda r: {"mean_gradient_norm_error": 0 * r.batch_size + 0.1}),
    "wrong error": (
        TestNoise,
        "standard_errors_agree",
        lambda r: {"mean_gradient_norm_error": 1.01 * r.mean_gradient_norm_error},
    ),
    "no noise": (TestNoise, "says_little", lambda r: {"gradient_norm": 0 * r.gradient_norm + r.mean_gradient_norm[:, None]}),
    "biased": (TestNoise, "projections", lambda r: {"projection": r.projection + np.array([1, 0, 0, 0])[:, None, None]}),
}
"""Data without the phenomenon: which test must fail, a word of its name, and the fields that are changed."""


@pytest.mark.parametrize(("kind", "word", "change"), BROKEN.values(), ids=BROKEN.keys())
def test_no_criterion_holds_for_data_without_the_phenomenon(kind: Any, word: str, change: Callable[[Any], Any]) -> None:
    broken = type("Broken", (kind,), {"run": dataclasses.replace(kind.run, **change(kind.run))})()
    (name,) = [name for name in dir(kind) if name.startswith("test_") and word in name]
    arguments = ("training_loss",) if kind is TestConnectivity and "high_one" in name else ()
    getattr(kind(), name)(*arguments)
    with pytest.raises((AssertionError, StopIteration)):
        getattr(broken, name)(*arguments)
