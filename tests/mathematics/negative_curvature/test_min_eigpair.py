"""What section 1.3 states around the task `min_eigpair`: the reference by bisection, the shifted products, the batches."""

from __future__ import annotations

import math

import numpy as np
import pytest

from grader_tests.negative_curvature.test_min_eigpair import hard
from losslandscape.transformer import Config, Transformer, markov_task
from solutions import Array
from solutions.negative_curvature.min_eigpair import min_eigpair
from tests.mathematics.spectra import symmetric


def shifted(H: Array, v: Array, bound: float, products: int) -> tuple[float, Array]:
    """Return vᵀHv and v after so many products, the last of them for vᵀHv, by turns of bI - H."""
    for _ in range(products - 1):
        v = bound * v - H @ v
        v = v / np.linalg.norm(v)
    return float(v @ H @ v), v


def test_the_reference_is_the_lowest_point_where_h_minus_x_stops_being_positive_definite() -> None:
    rng = np.random.default_rng(6)
    for _ in range(20):
        A = rng.normal(size=(4, 4))
        H = A + A.T
        low, high = -20.0, 20.0
        while high - low > 1e-12:
            middle = (low + high) / 2
            try:
                np.linalg.cholesky(H - middle * np.eye(4))
                low = middle
            except np.linalg.LinAlgError:
                high = middle
        lam, v = min_eigpair(H)
        assert lam == pytest.approx(low, abs=1e-8)
        assert H @ v == pytest.approx(lam * v)
        assert float(np.linalg.norm(v)) == pytest.approx(1)


def test_120_products_reach_the_tolerances_at_the_smallest_gap_that_is_promised() -> None:
    gap = 0.15 * 2  # b = 1, λmin = -1
    H = symmetric([-1.0, *np.full(58, gap - 1), 1.0], 8)
    v = np.random.default_rng(0).standard_normal(60)
    lam, v = shifted(H, v, 1.0, 120)
    assert 0 <= lam + 1 + 1e-14 < 1e-6
    assert np.linalg.norm(H @ v + v) < 1e-4
    assert shifted(H, np.ones(60), 1.0, 20)[0] > lam + 1e-6  # few products err upwards


def test_without_a_shift_the_products_favour_the_largest_modulus() -> None:
    H, v = np.diag([3.0, -1.0, 1.0]), np.random.default_rng(0).standard_normal(3)
    assert shifted(H, v, 0.0, 120)[0] == pytest.approx(3)
    assert shifted(H, v, 3.0, 120)[0] == pytest.approx(min_eigpair(H)[0])


def test_all_ones_is_blind_where_the_lowest_eigenvector_is_orthogonal_to_it() -> None:
    H = np.array([[0.0, 1.0], [1.0, 0.0]])
    assert shifted(H, np.ones(2), 1.5, 120)[0] == pytest.approx(1)
    assert shifted(H, np.random.default_rng(0).standard_normal(2), 1.5, 120)[0] == pytest.approx(-1)
    assert min_eigpair(H)[0] == pytest.approx(-1)


def test_the_lowest_direction_of_one_batch_is_weaker_on_fresh_ones() -> None:
    model = Transformer(Config(vocabulary=6, context=8, width=6, heads=1, key_width=3, value_width=3, hidden=8))
    point, rng = model.init(np.random.default_rng(1)), np.random.default_rng(5)
    one, *fresh = (markov_task(rng, sequences=4, context=8, vocabulary=6) for _ in range(61))
    H = model.hessian(point, one)
    lam, v = min_eigpair(H)
    on_fresh = np.array([v @ model.hvp(point, v, batch) for batch in fresh])
    assert model.size == 288
    assert lam == pytest.approx(-0.798, abs=0.002)
    assert on_fresh.mean() == pytest.approx(-0.287, abs=0.002)
    assert lam < on_fresh.mean() - 10 * on_fresh.std(ddof=1) / math.sqrt(60)
    assert np.linalg.norm(H, 2) <= 2.5
    lowest = [np.linalg.eigvalsh(model.hessian(point, batch))[0] for batch in fresh[:12]]
    mean = sum(model.hessian(point, batch) for batch in fresh[:12]) / 12
    assert np.mean(lowest) < np.linalg.eigvalsh(mean)[0]  # λmin is concave


@pytest.mark.parametrize("share", [-0.95, 0.9])
@pytest.mark.parametrize("d", [4, 30, 300])
def test_the_hard_instances_keep_what_the_statement_promises(share: float, d: int) -> None:
    bound, seed = 2.0, 7
    values, Q = np.linalg.eigh(hard(share, bound, d, seed, np.random.default_rng(1)))
    assert values[0] == pytest.approx(share * bound)
    assert 0.15 * (bound - values[0]) < values[1] - values[0] < 0.1502 * (bound - values[0])
    assert 1.01 * np.abs(values).max() <= bound
    start = np.random.default_rng(seed).standard_normal(d)
    assert math.sqrt(start @ start - (start @ Q[:, 0]) ** 2) / abs(start @ Q[:, 0]) == pytest.approx(60, rel=1e-6)
