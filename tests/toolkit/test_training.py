"""Training of the tiny transformer: the updates against their recurrences, the log against what it says it logs."""

import numpy as np
import pytest

from losslandscape.transformer import Config, Transformer, copy_task, train
from losslandscape.transformer.training import lambda_max

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
        ({"method": "sgd", "batch_size": 2.5, "rng": np.random.default_rng(0)}, "integer from 1 to 12, and is 2.5"),
        ({"method": "momentum", "momentum": 1.0}, "below 1"),
        ({"method": "momentum", "momentum": np.nan}, "below 1, and is nan"),
        ({"steps": -1}, "steps should be an integer of at least 0, and is -1"),
        ({"steps": 2.5}, "steps should be an integer of at least 0, and is 2.5"),
        ({"lambda_max_every": -1}, "lambda_max_every"),
        ({"validation_every": 0.5}, "validation_every"),
        ({"keep_every": -3}, "keep_every"),
        ({"learning_rate": np.nan}, "learning_rate should be a finite number of at least 0, and is nan at step 0"),
        ({"learning_rate": -0.1}, "learning_rate.*-0.1"),
        ({"learning_rate": lambda t: None}, "learning_rate.*None at step 0"),
    ],
)
def test_settings_that_contradict_each_other_or_no_training_has_are_refused(settings, words):
    with pytest.raises(ValueError, match=words):
        train(MODEL, START, DATA, **{"steps": 1, "learning_rate": 0.1, **settings})


def test_a_start_that_is_not_finite_is_an_error_and_not_a_divergence():
    with pytest.raises(ValueError, match="theta should be finite, and embedding"):
        train(MODEL, np.full_like(START, np.nan), DATA, steps=3, learning_rate=0.1)


@pytest.mark.parametrize("start", [np.ones(3), np.full(MODEL.size, np.nan)], ids=["short", "NaN"])
def test_a_start_of_lanczos_that_arpack_would_crash_on_is_refused(start):
    with pytest.raises(ValueError, match="lambda_max: start should be finite and have shape"):
        lambda_max(MODEL, START, DATA, np.random.default_rng(0), start=start)


def test_without_a_start_the_largest_eigenvalue_is_found_from_a_random_vector_of_the_given_generator(monkeypatch):
    asked = []
    product = Transformer.hvp
    monkeypatch.setattr(Transformer, "hvp", lambda self, at, v, data: asked.append(v.copy()) or product(self, at, v, data))
    largest = np.linalg.eigvalsh(MODEL.hessian(START, DATA))[-1]
    for seed in (0, 1):
        asked.clear()
        value, vector = lambda_max(MODEL, START, DATA, np.random.default_rng(seed))
        start = np.random.default_rng(seed).standard_normal(MODEL.size)
        np.testing.assert_array_equal(asked[0], start)
        assert value == pytest.approx(largest, rel=1e-4)
        assert np.linalg.norm(vector) == pytest.approx(1.0)
