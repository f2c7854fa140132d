"""Each recorded run shows what it was recorded for, by a criterion stated in its test."""

from __future__ import annotations

import numpy as np
import pytest

from landscape import runs


def edge_ratio(run: runs.TrainingRun) -> np.ndarray:
    """ηλmax/2 at the steps where the Hessian was measured."""
    return run.learning_rate[run.hessian_step] * run.lambda_max / 2


class TestPlateau:
    """The loss stands still for a good part of the run and then falls, and the gradient is not small meanwhile."""

    run = runs.load("plateau")

    def test_loss_creeps_for_a_third_of_the_run_and_then_falls_forty_times_as_fast(self) -> None:
        """Over steps 300-700 the loss falls by less than 10 %; within 150 steps later it falls below a tenth."""
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

    def test_gradient_norm_is_ahead_of_the_loss_by_about_ten_steps(self) -> None:
        """It is three times the usual 5 to 20 steps before the loss is twice the usual (11 in this recording)."""
        onset, run = self.onset(), self.run
        before = slice(onset - 100, onset + 1)
        usual_loss, usual_norm = np.median(run.loss[before]), np.median(run.gradient_norm[before])
        doubled = next(t for t in range(onset - 100, onset + 1) if run.loss[t] > 2 * usual_loss)
        warned = next(t for t in range(onset - 100, onset + 1) if run.gradient_norm[t] > 3 * usual_norm)
        assert 5 <= doubled - warned <= 20

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
