"""Training of the tiny transformer: the updates against their recurrences, the log against what it says it logs."""

import numpy as np
import pytest

from landscape.transformer import Config, Transformer, copy_task, train

MODEL = Transformer(Config(width=4, heads=1, hidden=4, vocabulary=4))
DATA = copy_task(np.random.default_rng(0), sequences=12, vocabulary=4)
START = MODEL.init(np.random.default_rng(1))


def test_gradient_descent_follows_its_recurrence_and_leaves_the_start_alone():
    before = START.copy()
    log = train(MODEL, START, DATA, steps=5, learning_rate=0.3)
    theta = before.copy()
    for _ in range(5):
        theta = theta - 0.3 * MODEL.gradient(theta, DATA)
    np.testing.assert_allclose(log.theta, theta, rtol=1e-14)
    np.testing.assert_array_equal(START, before)


def test_heavy_ball_follows_its_two_step_recurrence():
    log = train(MODEL, START, DATA, steps=6, learning_rate=0.1, method="momentum", momentum=0.8)
    last, theta = START, START
    for _ in range(6):  # θ_{t+1} = θ_t - η∇f(θ_t) + β(θ_t - θ_{t-1})
        last, theta = theta, theta - 0.1 * MODEL.gradient(theta, DATA) + 0.8 * (theta - last)
    np.testing.assert_allclose(log.theta, theta, rtol=1e-12)


def test_sgd_uses_minibatches_that_the_generator_decides():
    settings = {"steps": 8, "learning_rate": 0.2, "method": "sgd", "batch_size": 3}
    one, same, other = (train(MODEL, START, DATA, **settings, rng=np.random.default_rng(seed)) for seed in (5, 5, 6))
    np.testing.assert_array_equal(one.theta, same.theta)
    assert not np.array_equal(one.theta, other.theta)
    rows = np.random.default_rng(5).choice(12, size=3, replace=False)
    assert one.loss[0] == MODEL.loss(START, DATA.take(rows))


def test_a_minibatch_of_everything_is_gradient_descent():
    whole = train(MODEL, START, DATA, steps=4, learning_rate=0.2)
    sgd = train(MODEL, START, DATA, steps=4, learning_rate=0.2, method="sgd", batch_size=12, rng=np.random.default_rng(0))
    np.testing.assert_allclose(sgd.theta, whole.theta, rtol=1e-12)


def test_each_entry_of_the_log_belongs_to_the_point_before_its_step():
    log = train(MODEL, START, DATA, steps=7, learning_rate=lambda t: 0.5 / (1 + t), keep_every=1, validation=lambda at: at[0])
    points = np.vstack([log.kept, log.theta])
    np.testing.assert_array_equal(log.kept_steps, np.arange(7))
    np.testing.assert_array_equal(log.step, np.arange(7))
    np.testing.assert_array_equal(points[0], START)
    np.testing.assert_allclose(log.loss, [MODEL.loss(at, DATA) for at in log.kept], rtol=1e-15)
    gradients = np.array([MODEL.gradient(at, DATA) for at in log.kept])
    np.testing.assert_allclose(log.gradient_norm, np.linalg.norm(gradients, axis=1), rtol=1e-13)
    np.testing.assert_allclose(log.update_norm, np.linalg.norm(np.diff(points, axis=0), axis=1), rtol=1e-12)
    np.testing.assert_allclose(log.parameter_norm, np.linalg.norm(log.kept, axis=1), rtol=1e-14)
    np.testing.assert_allclose(log.learning_rate, 0.5 / np.arange(1, 8), rtol=1e-15)
    np.testing.assert_array_equal(log.validation, log.kept[:, 0])
    assert not log.diverged


def test_lambda_max_is_measured_when_due_and_nan_elsewhere():
    log = train(MODEL, START, DATA, steps=7, learning_rate=0.3, lambda_max_every=3, keep_every=3, validation_every=2)
    np.testing.assert_array_equal(np.isfinite(log.lambda_max), [1, 0, 0, 1, 0, 0, 1])
    exact = [np.linalg.eigvalsh(MODEL.hessian(at, DATA))[-1] for at in log.kept]
    np.testing.assert_allclose(log.lambda_max[::3], exact, rtol=1e-4)  # the tolerance that ARPACK is given
    assert np.all(np.isnan(log.validation))


def test_lambda_max_is_the_largest_eigenvalue_and_not_the_one_of_largest_modulus():
    start = MODEL.init(np.random.default_rng(0), scale=2.0)
    least, *_, largest = np.linalg.eigvalsh(MODEL.hessian(start, DATA))
    assert -least > 1.5 * largest
    log = train(MODEL, start, DATA, steps=1, learning_rate=0.0, lambda_max_every=1)
    assert log.lambda_max[0] == pytest.approx(largest, rel=1e-4)


def test_a_rate_that_is_far_too_large_ends_the_log_and_says_so_without_a_warning():
    log = train(MODEL, START, DATA, steps=500, learning_rate=1e3, lambda_max_every=1)
    assert log.diverged
    assert len(log.loss) == len(log.step) == len(log.lambda_max) < 500
    assert np.all(np.isfinite(log.loss))
    assert np.all(np.isfinite(log.theta))


def test_the_copy_task_is_learnt_and_sharpness_reaches_the_edge_of_stability():
    model = Transformer(Config())
    rng = np.random.default_rng(1)
    data, start = copy_task(rng, sequences=32), model.init(rng)
    log = train(model, start, data, steps=500, learning_rate=0.5, lambda_max_every=25)
    assert log.loss.min() < 0.5 * log.loss[0]
    assert np.nanmax(log.lambda_max) * 0.5 > 1.8
    assert model.accuracy(log.theta, data) > model.accuracy(start, data) + 0.2


def test_no_steps_give_an_empty_log():
    log = train(MODEL, START, DATA, steps=0, learning_rate=0.1)
    assert log.loss.shape == (0,)
    np.testing.assert_array_equal(log.theta, START)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"method": "adam"}, "'gd', 'sgd' or 'momentum'"),
        ({"method": "sgd"}, "batch_size"),
        ({"method": "sgd", "batch_size": 3}, "rng"),
        ({"method": "sgd", "batch_size": 13, "rng": np.random.default_rng(0)}, "from 1 to 12"),
        ({"method": "gd", "batch_size": 3, "rng": np.random.default_rng(0)}, "all the data"),
        ({"method": "momentum", "momentum": 1.0}, "below 1"),
    ],
)
def test_settings_that_contradict_each_other_are_refused(settings, words):
    with pytest.raises(ValueError, match=words):
        train(MODEL, START, DATA, steps=1, learning_rate=0.1, **settings)
