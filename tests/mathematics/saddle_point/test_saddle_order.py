"""The steps that section 2.3 tells of three trainings, trained again, and the law that is read from them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from losslandscape.transformer import Config, Transformer, recall_task, rests
from solutions.saddle_point.saddle_order import BUDGET, MEASURED, decisions, saddle_order
from tests.mathematics.stairs import said

STARTS = {"P": (0.1, 0.01, 0.001), "Q": (0.4, 0.2, 0.1), "R": (0.4, 0.2, 0.1)}


@pytest.mark.parametrize("name", list(MEASURED))
def test_the_rests_are_those_of_the_table(name: str) -> None:
    lengths, factor = MEASURED[name]
    assert tuple(rests(name, STARTS[name])) == lengths
    assert STARTS[name][0] / STARTS[name][1] == pytest.approx(factor)
    said(f"| {', '.join(f'{scale:g}' for scale in STARTS[name])} | {', '.join(map(str, lengths))} |")


def test_the_orders_are_those_that_the_text_reads() -> None:
    found = decisions()
    assert {name: (one.kind, action) for name, (one, action) in found.items()} == {
        "P": ("strict", "wait"),
        "Q": ("degenerate", "start larger"),
        "R": ("no landing", "wait"),
    }
    assert BUDGET == 1000
    assert found["P"][0].order == pytest.approx(2, abs=0.02)
    assert found["Q"][0].order == pytest.approx(4, abs=0.02)
    assert rests("P", (0.0001,)) == [round(found["P"][0].next_length)]
    assert found["P"][0].next_length == pytest.approx(174, abs=0.1)
    assert found["Q"][0].next_length == pytest.approx(2440, abs=0.5)
    said(
        "a colleague's 1,000 steps",
        "Four: embedding, $W_V$, $W_O$, unembedding",
        "order 1.99, next 174 steps",
        "order 3.98, next 2,440 steps",
    )


def test_with_layer_norm_smaller_starts_give_an_order_that_no_product_has() -> None:
    lengths = tuple(rests("R", (0.2, 0.1, 0.05)))
    assert lengths == (3, 6, 7)
    assert saddle_order(lengths, 2).order == pytest.approx(0.4, abs=0.05)
    said("no product of small numbers is left, and no landing")


def test_four_matrices_grow_together_and_queries_and_keys_are_not_among_them() -> None:
    """Without W_Q and W_K, the gradient at a start of size s is of third order in the four others."""
    model = Transformer(Config(vocabulary=4, context=3, width=6, heads=1, key_width=3, value_width=3, hidden=4))
    batch, theta = recall_task(), model.init(np.random.default_rng(1), scale=0.01)
    quiet = theta.copy()
    for name in ("W_Q", "W_K", "W_1"):
        model.view(quiet, f"block0.head0.{name}" if name != "W_1" else "block0.W_1")[...] = 0.0
    falls = []
    for size in (1.0, 2.0):
        g = model.gradient(size * quiet, batch)
        falls.append({name: float(np.linalg.norm(model.view(g, f"block0.head0.{name}"))) for name in ("W_V", "W_O", "W_Q")})
    assert math.log2(falls[1]["W_V"] / falls[0]["W_V"]) == pytest.approx(3, abs=0.02)
    assert math.log2(falls[1]["W_O"] / falls[0]["W_O"]) == pytest.approx(3, abs=0.02)
    assert falls[0]["W_Q"] == 0.0


def test_the_order_of_a_law_is_found_from_its_lengths() -> None:
    for order, factor in ((3.0, 2.0), (4.5, 1.5), (2.7, 10.0)):
        lengths = tuple(7 + 5 * factor ** (step * (order - 2)) for step in range(4))
        found = saddle_order(lengths[:3], factor)
        assert found.order == pytest.approx(order)
        assert found.next_length == pytest.approx(lengths[3])
    assert saddle_order((24, 48, 72), 10).order == 2
    assert saddle_order((94, 996, 9998), 10).order == pytest.approx(3, abs=0.001)
