"""The random numbers of a hidden check: the same in every run, and no two checks share them."""

from __future__ import annotations

import hashlib
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from grading.checks import CheckFailed, after_plain, check
from grading.checks.plain import INSTANCES
from grading.engine.checker.bare import BareStudent
from grading.engine.checker.plugin import begin_check, generator, stream_of

CHECKS = [(section, check) for section in ("1.1_plateau", "1.2_toy") for check in ("test_one", "test_two")]


def test_every_check_has_a_stream_of_its_own_that_stays() -> None:
    drawn = {name: generator(*name).normal(size=50) for name in CHECKS}
    for name, numbers in drawn.items():
        assert np.array_equal(numbers, generator(*name).normal(size=50))
    for one, other in combinations(CHECKS, 2):
        assert not np.isin(drawn[one], drawn[other]).any()


def test_the_stream_is_seeded_by_section_check_and_submission() -> None:
    seed = int(hashlib.sha256(b"1.1_plateau\ntest_one\nstream").hexdigest()[:16], 16)
    assert generator("1.1_plateau", "test_one", "stream").normal() == np.random.default_rng(seed).normal()


@pytest.mark.parametrize(
    ("course", "sources", "files"),
    [
        ("other", ["x = 1", "y = 2"], {}),
        ("course", ["x = 1", "y = 3"], {}),
        ("course", ["x = 1\ny = 2"], {}),
        ("course", ["y = 2", "x = 1"], {}),
        ("course", ["x = 1", "y = 2", ""], {}),
        ("course", ["x = 1", "y = 2"], {"table.npy": b"1"}),
    ],
)
def test_another_course_code_or_file_gives_another_stream(course: str, sources: list[str], files: dict[str, bytes]) -> None:
    before = stream_of("course", ["x = 1", "y = 2"], {})
    assert before == stream_of("course", iter(["x = 1", "y = 2"]), {})
    assert stream_of(course, sources, files) != before


def test_a_special_case_finds_the_numbers_that_the_plain_check_meets_in_the_same_run() -> None:
    @check("double")
    def plain(student: Any, rng: np.random.Generator) -> None:
        """Twice a number is right."""
        met.append(rng.normal())
        raise CheckFailed("plain")

    @after_plain(plain)
    def special(student: Any, rng: np.random.Generator) -> None:
        raise CheckFailed("special")

    met: list[float] = []
    token = INSTANCES.set(lambda name: np.random.default_rng(0))
    try:
        for stream in ("one", "two"):
            with pytest.raises(CheckFailed):
                special(BareStudent({}), begin_check("1.1_plateau", "special", stream))
    finally:
        INSTANCES.reset(token)
    assert met == [generator("1.1_plateau", "plain", stream).normal() for stream in ("one", "two")]
