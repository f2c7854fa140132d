"""The tiny transformer: against PyTorch, finite differences, and what causality and symmetry demand."""

import json
from pathlib import Path

import numpy as np
import pytest

from losslandscape.transformer import (
    Batch,
    Config,
    Transformer,
    copy_task,
    markov_chain,
    markov_task,
    modular_task,
    next_token,
)

FIXTURE = json.loads((Path(__file__).parent / "data" / "transformer_torch.json").read_text(encoding="utf-8"))
CASES = FIXTURE["cases"]
RTOL = 1e-10  # of each whole vector; measured below 1e-14
FULL = Config(width=6, heads=2, key_width=3, value_width=4, hidden=5, layers=2, activation="gelu", biases=True, layer_norm=True)


def _setting(config, seed=0, scale=1.0):
    rng = np.random.default_rng(seed)
    model = Transformer(config)
    theta = model.init(rng, scale=scale) + 0.1 * rng.normal(size=model.size)
    return model, theta, rng.normal(size=model.size), copy_task(rng, sequences=5, vocabulary=config.vocabulary)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_loss_gradient_and_hvp_agree_with_pytorch(case):
    model = Transformer(Config(**case["config"]))
    theta, v = np.array(case["theta"]), np.array(case["v"])
    batch = Batch(np.array(case["tokens"]), np.array(case["targets"]), np.array(case["weights"]))
    assert model.loss(theta, batch) == pytest.approx(case["loss"], rel=RTOL)
    for got, name in ((model.gradient(theta, batch), "gradient"), (model.hvp(theta, v, batch), "hvp")):
        expected = np.array(case[name])
        assert np.linalg.norm(got - expected) <= RTOL * np.linalg.norm(expected), name


def test_the_pytorch_cases_cover_every_switch():
    configs = [case["config"] for case in CASES.values()]
    for switch, values in {"biases": {True, False}, "layer_norm": {True, False}, "activation": {"tanh", "gelu"}}.items():
        assert {config[switch] for config in configs} == values
    assert any(config["layers"] > 1 for config in configs)
    assert any(config["key_width"] != config["value_width"] for config in configs)


@pytest.mark.parametrize("config", [Config(), FULL], ids=["default", "full"])
def test_derivatives_agree_with_central_differences(config):
    model, theta, v, batch = _setting(config)
    v /= np.linalg.norm(v)
    h = 1e-5
    slope = (model.loss(theta + h * v, batch) - model.loss(theta - h * v, batch)) / (2 * h)
    bend = (model.gradient(theta + h * v, batch) - model.gradient(theta - h * v, batch)) / (2 * h)
    assert model.gradient(theta, batch) @ v == pytest.approx(slope, rel=1e-7)
    assert np.linalg.norm(model.hvp(theta, v, batch) - bend) < 1e-6 * np.linalg.norm(bend)


def test_every_single_parameter_has_the_right_slope():
    model, theta, _, batch = _setting(FULL)
    h = 1e-6
    slopes = [(model.loss(theta + h * e, batch) - model.loss(theta - h * e, batch)) / (2 * h) for e in np.eye(model.size)]
    np.testing.assert_allclose(model.gradient(theta, batch), slopes, rtol=1e-5, atol=1e-8)


def test_hessian_is_symmetric_and_its_columns_are_hvps():
    model, theta, v, batch = _setting(Config(width=4, heads=1, hidden=3, vocabulary=5))
    columns = np.array([model.hvp(theta, e, batch) for e in np.eye(model.size)]).T
    np.testing.assert_allclose(columns, columns.T, rtol=0, atol=1e-14)  # symmetric before it is made so
    H = model.hessian(theta, batch)
    np.testing.assert_array_equal(H, H.T)
    np.testing.assert_allclose(H @ v, model.hvp(theta, v, batch), rtol=1e-11, atol=1e-13)


def test_hvp_costs_one_gradient(monkeypatch):
    calls = []
    plain = Transformer.gradient
    monkeypatch.setattr(Transformer, "gradient", lambda *args: calls.append(1) or plain(*args))
    model, theta, v, batch = _setting(Config())
    model.hvp(theta, v, batch)
    assert len(calls) == 1


def test_a_later_token_changes_no_earlier_logit():
    model, theta, _, batch = _setting(FULL)
    changed = batch.tokens.copy()
    changed[:, 9] = (changed[:, 9] + 1) % 8
    before, after = model.logits(theta, batch.tokens), model.logits(theta, changed)
    np.testing.assert_array_equal(before[:, :9], after[:, :9])
    assert np.all(np.abs(before[:, 9:] - after[:, 9:]).max(axis=2) > 0)


def test_attention_weights_are_causal_and_sum_to_one():
    model, theta, _, batch = _setting(FULL)
    A = model.attention(theta, batch.tokens)
    assert A.shape == (2, 2, 5, 16, 16)
    np.testing.assert_allclose(A.sum(axis=-1), 1.0, rtol=1e-14)
    np.testing.assert_array_equal(A[..., ~np.tri(16, dtype=bool)], 0.0)


def test_loss_at_zero_is_the_logarithm_of_the_vocabulary():
    model, theta, _, batch = _setting(Config())
    assert model.loss(0.0 * theta, batch) == pytest.approx(np.log(8), rel=1e-15)


def test_positions_of_weight_zero_do_not_count_and_others_count_in_proportion():
    model, theta, _, batch = _setting(Config())
    other = np.where(batch.weights > 0, batch.targets, (batch.targets + 3) % 8)
    assert model.loss(theta, Batch(batch.tokens, other, batch.weights)) == model.loss(theta, batch)
    whole = model.loss(theta, Batch(batch.tokens, batch.targets, np.ones((5, 16))))
    one_by_one = [
        model.loss(theta, Batch(batch.tokens[i : i + 1], batch.targets[i : i + 1], np.ones((1, 16)))) for i in range(5)
    ]
    assert whole == pytest.approx(np.mean(one_by_one), rel=1e-14)


def test_confident_logits_neither_overflow_nor_warn():
    model, theta, v, batch = _setting(Config())
    assert np.isfinite(model.loss(100.0 * theta, batch))
    assert np.all(np.isfinite(model.gradient(100.0 * theta, batch)))
    assert np.all(np.isfinite(model.hvp(100.0 * theta, v, batch)))


def test_names_tile_theta_and_views_write_into_it():
    model, theta, _, _ = _setting(FULL)
    covered = np.concatenate([np.arange(model.size)[model.where(name)] for name in model.names])
    np.testing.assert_array_equal(covered, np.arange(model.size))
    assert model.view(theta, "block1.head0.W_Q").shape == (6, 3)
    assert model.view(theta, "block1.head0.W_O").shape == (4, 6)
    model.view(theta, "block0.head1.W_V")[...] = 7.0
    np.testing.assert_array_equal(theta[model.where("block0.head1.W_V")], 7.0)
    assert np.sum(theta == 7.0) == 24


def test_the_loss_does_not_change_under_the_symmetry_of_a_head_and_its_tangents_obey_both_identities():
    model, theta, _, batch = _setting(Config(key_width=3))
    rng = np.random.default_rng(8)
    M, A = np.eye(3) + 0.3 * rng.normal(size=(3, 3)), rng.normal(size=(3, 3))
    moved = theta.copy()
    model.view(moved, "block0.head1.W_Q")[...] = model.view(theta, "block0.head1.W_Q") @ M
    model.view(moved, "block0.head1.W_K")[...] = model.view(theta, "block0.head1.W_K") @ np.linalg.inv(M).T
    assert model.loss(moved, batch) == pytest.approx(model.loss(theta, batch), rel=1e-14)

    def generator(at, action):  # (W_Q, W_K) -> (W_Q A, -W_K Aᵀ), all else 0
        tangent = np.zeros_like(at)
        model.view(tangent, "block0.head1.W_Q")[...] = model.view(at, "block0.head1.W_Q") @ action
        model.view(tangent, "block0.head1.W_K")[...] = -model.view(at, "block0.head1.W_K") @ action.T
        return tangent

    g, t = model.gradient(theta, batch), generator(theta, A)
    assert abs(g @ t) < 1e-14 * np.linalg.norm(t)
    adjoint = generator(g, A.T)  # the action is linear in θ: its transpose is the action of Aᵀ
    np.testing.assert_allclose(model.hvp(theta, t, batch), -adjoint, atol=1e-14)
    assert np.linalg.norm(adjoint) > 1e-4  # away from critical points the tangent is no null vector


def test_a_shift_of_the_key_bias_is_a_null_direction_everywhere():
    model, theta, _, batch = _setting(FULL)
    t = np.zeros(model.size)
    t[model.where("block0.head0.b_K")] = [1.0, -2.0, 0.5]
    assert model.loss(theta + t, batch) == pytest.approx(model.loss(theta, batch), rel=1e-14)
    np.testing.assert_allclose(model.hvp(theta, t, batch), 0.0, atol=1e-14)


def test_objective_of_a_batch_is_the_model_on_that_batch():
    model, theta, v, batch = _setting(Config(width=4, heads=1, hidden=2))
    f = model.objective(batch)
    assert f.size == model.size
    assert f.value(theta) == model.loss(theta, batch)
    np.testing.assert_array_equal(f.gradient(theta), model.gradient(theta, batch))
    np.testing.assert_array_equal(f.hvp(theta, v), model.hvp(theta, v, batch))
    np.testing.assert_array_equal(f.hessian(theta), model.hessian(theta, batch))


def test_sizes_run_from_two_hundred_to_fifteen_hundred():
    assert Transformer(Config()).size == 512
    assert Transformer(Config(vocabulary=4, context=8, width=6, heads=1, key_width=3, value_width=3, hidden=4)).size == 216
    assert Transformer(Config(layers=2, key_width=4, value_width=4, hidden=20)).size == 1408


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"width": 0}, "Config.width"),
        ({"heads": 1.5}, "Config.heads"),
        ({"layers": True}, "Config.layers"),
        ({"biases": 3}, "Config.biases should be True or False, and is 3"),
        ({"activation": "relu"}, "Config.activation"),
    ],
)
def test_a_shape_that_no_model_has_is_refused(settings, words):
    with pytest.raises(ValueError, match=words):
        Config(**settings)


def test_a_size_may_be_an_integer_of_numpy():
    assert Transformer(Config(width=np.int64(8))).size == 512


def test_wrong_input_is_refused_with_what_was_got():
    model, theta, _, batch = _setting(Config(context=15))
    with pytest.raises(ValueError, match=r"16 tokens.*context is 15"):
        model.loss(theta, batch)
    with pytest.raises(ValueError, match=r"\(504,\).*\(3,\)"):
        model.loss(np.zeros(3), batch)
    with pytest.raises(KeyError, match=r"W_X.*unembedding"):
        model.view(theta, "W_X")
    with pytest.raises(ValueError, match="one shape"):
        Batch(batch.tokens, batch.targets[:, 1:], batch.weights)
    with pytest.raises(ValueError, match="above 0; all are 0"):
        Batch(batch.tokens, batch.targets, 0.0 * batch.weights)


def _with(array, entry):
    changed = np.array(array)
    changed.flat[0] = entry
    return changed


MODEL, THETA, DIRECTION, BATCH = _setting(Config())
TOKENS, TARGETS, WEIGHTS = BATCH.tokens, BATCH.targets, BATCH.weights


@pytest.mark.parametrize("part", ["tokens", "targets"])
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda tokens: _with(tokens, -1), "at least 0, and one is -1; a position that does not count has weight 0"),
        (lambda tokens: _with(tokens, 8), "from 0 to 7, and one is 8; make the data with vocabulary=8"),
        (lambda tokens: tokens + 0.5, r"array of integers, and has dtype float64; np\.array"),
        (lambda tokens: tokens > 3, "array of integers, and has dtype bool"),
        (lambda tokens: tokens.tolist(), "array of integers, and is a list"),
        (lambda tokens: tokens[0], r"one shape \(B, T\).*\(16,\).*shape \(1, T\)"),
    ],
)
def test_what_is_no_token_of_the_model_is_refused_and_never_taken_for_another(part, change, words):
    """-1 would be the last token in the loss and none in the gradient."""
    parts = {"tokens": TOKENS, "targets": TARGETS, part: change(BATCH.tokens)}
    for method in (MODEL.loss, MODEL.gradient, lambda theta, batch: MODEL.hvp(theta, DIRECTION, batch)):
        with pytest.raises(ValueError, match=words):
            method(THETA, Batch(**parts, weights=WEIGHTS))


@pytest.mark.parametrize("entry", [np.nan, np.inf, -1.0])
def test_weights_that_give_no_mean_are_refused(entry):
    with pytest.raises(ValueError, match=f"Batch: weights should be finite and at least 0.*one is {entry}"):
        Batch(TOKENS, TARGETS, _with(WEIGHTS, entry))


@pytest.mark.parametrize("read", [MODEL.logits, MODEL.attention], ids=["logits", "attention"])
@pytest.mark.parametrize(
    ("tokens", "words"),
    [
        (_with(TOKENS, -1), "tokens should be from 0 to 7, and one is -1"),
        (TOKENS[0], r"shape \(B, T\), and have shape \(16,\); one sequence has shape \(1, T\)"),
        (np.zeros((1, 17), dtype=int), "17 tokens; the model's context is 16. Cut the sequences"),
    ],
)
def test_a_forward_pass_alone_refuses_wrong_tokens_too(read, tokens, words):
    with pytest.raises(ValueError, match=words):
        read(THETA, tokens)


@pytest.mark.parametrize("entry", [np.nan, np.inf])
def test_a_point_that_is_not_finite_is_refused_with_the_name_of_the_parameter(entry):
    theta = THETA.copy()
    MODEL.view(theta, "block0.head1.W_K")[0, 0] = entry
    for method in (MODEL.loss, MODEL.gradient, MODEL.hessian):
        with pytest.raises(ValueError, match=r"theta should be finite, and block0\.head1\.W_K has NaN or inf"):
            method(theta, BATCH)


@pytest.mark.parametrize("theta", [THETA.tolist(), THETA[:, None], THETA[:-1]], ids=["list", "column", "short"])
def test_a_point_of_another_shape_is_refused_with_the_shape_that_is_right(theta):
    for method in (MODEL.loss, MODEL.gradient):
        with pytest.raises(ValueError, match=r"theta should be an array of shape \(512,\), and (is a list|has shape)"):
            method(theta, BATCH)


@pytest.mark.parametrize("v", [1.0, np.ones(1), DIRECTION[:, None], DIRECTION[:3]], ids=["number", "one", "column", "short"])
def test_a_direction_of_another_shape_is_refused_and_not_stretched(v):
    with pytest.raises(ValueError, match=r"hvp: v should have the shape \(512,\) of theta, and has shape"):
        MODEL.hvp(THETA, v, BATCH)


def test_a_direction_that_was_divided_by_zero_is_refused():
    with pytest.raises(ValueError, match=r"hvp: v should be finite.*divided by a length of 0"):
        MODEL.hvp(THETA, _with(DIRECTION, np.nan), BATCH)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda rng: copy_task(rng, vocabulary=0), "copy_task: vocabulary should be at least 1, and is 0"),
        (lambda rng: modular_task(rng, context=1), "modular_task: context should be at least 2, and is 1"),
        (lambda rng: markov_task(rng, sequences=0), "markov_task: sequences should be at least 1, and is 0"),
        (lambda rng: markov_task(rng, chain=np.ones((8, 8))), "add up to 1.*from 8.0 to 8.0. Divide each row"),
        (lambda rng: markov_task(rng, chain=np.full((8, 8), np.nan)), "least entry is nan"),
        (lambda rng: markov_task(rng, chain=markov_chain(4)), r"shape \(8, 8\), and has shape \(4, 4\); pass vocabulary"),
        (lambda rng: markov_chain(0), "markov_chain: vocabulary should be at least 1, and is 0"),
        (lambda rng: next_token(np.arange(4)), r"next_token: sequences should have shape \(B, T \+ 1\).*\(4,\)"),
        (lambda rng: next_token(np.ones((2, 3))), "next_token: sequences should be an array of integers"),
        (lambda rng: next_token(TOKENS, known_from=16), "known_from should be below the length 16.*and is 16"),
        (lambda rng: MODEL.init(rng, scale=np.nan), "init: scale should be a finite number of at least 0, and is nan"),
    ],
)
def test_data_and_starting_points_that_cannot_be_made_are_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make(np.random.default_rng(0))


def test_copy_task_repeats_its_first_half():
    batch = copy_task(np.random.default_rng(0), sequences=20, context=12, vocabulary=5)
    np.testing.assert_array_equal(batch.tokens[:, :6], batch.tokens[:, 6:])
    np.testing.assert_array_equal(batch.targets[:, :-1], batch.tokens[:, 1:])
    np.testing.assert_array_equal(batch.weights, np.broadcast_to(np.arange(12) >= 5, (20, 12)))


def test_modular_task_adds_the_two_tokens_before():
    batch = modular_task(np.random.default_rng(0), sequences=20, context=12, vocabulary=7)
    expected = (batch.tokens[:, 1:] + batch.tokens[:, :-1]) % 7
    np.testing.assert_array_equal(batch.targets[:, 1:], expected)
    np.testing.assert_array_equal(batch.weights[:, 0], 0.0)
    np.testing.assert_array_equal(batch.weights[:, 1:], 1.0)


def test_markov_task_has_the_frequencies_of_its_chain():
    chain = markov_chain(4, stay=0.6)
    np.testing.assert_allclose(chain.sum(axis=1), 1.0)
    assert chain[1, 2] == pytest.approx(0.7)
    batch = markov_task(np.random.default_rng(0), sequences=2000, context=16, vocabulary=4, chain=chain)
    counts = np.zeros((4, 4))
    np.add.at(counts, (batch.tokens, batch.targets), 1)
    # 8,000 draws a row: five standard errors are 0.028
    np.testing.assert_allclose(counts / counts.sum(axis=1, keepdims=True), chain, atol=0.028)


def test_the_same_seed_makes_the_same_batch_and_starting_point():
    for task in (copy_task, modular_task, markov_task):
        first, second = task(np.random.default_rng(4)), task(np.random.default_rng(4))
        np.testing.assert_array_equal(first.tokens, second.tokens)
    model = Transformer(Config())
    np.testing.assert_array_equal(model.init(np.random.default_rng(4)), model.init(np.random.default_rng(4)))


def test_next_token_shifts_by_one_and_take_picks_sequences():
    batch = next_token(np.arange(12).reshape(3, 4))
    np.testing.assert_array_equal(batch.targets, batch.tokens + 1)
    assert len(batch.take(np.array([2, 0]))) == 2
    np.testing.assert_array_equal(batch.take(np.array([2, 0])).tokens[0], [8, 9, 10])
