"""The random numbers of a hidden check: the same in every run, and no two checks share them."""

from __future__ import annotations

import hashlib
from itertools import combinations

import numpy as np

from grading.engine.checker.plugin import generator

CHECKS = [(section, check) for section in ("1.1_plateau", "1.2_toy") for check in ("test_one", "test_two")]


def test_every_check_has_a_stream_of_its_own_that_stays() -> None:
    drawn = {check: generator(*check).normal(size=50) for check in CHECKS}
    for check, numbers in drawn.items():
        assert np.array_equal(numbers, generator(*check).normal(size=50))
    for one, other in combinations(CHECKS, 2):
        assert not np.isin(drawn[one], drawn[other]).any()


def test_the_stream_is_seeded_by_section_and_check() -> None:
    seed = int(hashlib.sha256(b"1.1_plateau\ntest_one").hexdigest()[:16], 16)
    assert generator("1.1_plateau", "test_one").normal() == np.random.default_rng(seed).normal()
