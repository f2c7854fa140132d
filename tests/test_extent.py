"""What `make test` leaves to `make test-all` is a fixed sample of tables, and never a whole table."""

from __future__ import annotations

from pathlib import Path

from tests.support.extent import VARIABLE, sample

ROOT = Path(__file__).resolve().parents[1]


def test_a_sample_is_spread_evenly_and_holds_both_ends() -> None:
    assert sample(range(100), 4, whole=False) == [0, 33, 66, 99]
    assert sample(range(3), 4, whole=False) == [0, 1, 2]


def test_the_whole_suite_takes_everything() -> None:
    assert sample(range(100), 4, whole=True) == list(range(100))


def test_make_test_all_asks_for_everything_and_make_test_for_the_sample() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    of_all, of_test = (makefile.split(f"\n{name}: ")[1].split("\n\n")[0] for name in ("test-all", "test"))
    assert f"{VARIABLE}=all" in of_all
    assert VARIABLE not in of_test
