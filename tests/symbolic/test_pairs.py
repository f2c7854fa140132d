"""The fixture of pairs: nothing wrongly accepted, nothing wrongly rejected, and what stays undecided is labelled."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.symbolic_pairs import Pair, load_pairs
from grading.symbolic import Relation, compare

PAIRS = load_pairs()
SECTIONS = sorted({pair.section for pair in PAIRS})
FORMS = ("forms that solvers return", "held-out 4: forms")  # that only a student's side may have
NOTEBOOKS = ("1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2", "2.3", "2.4", "2.5")


def relation_of(pair: Pair, *, swapped: bool = False) -> Relation:
    left, right = pair.sides()
    if swapped:
        left, right = right, left
    return compare(left, right, slips=False, seconds=30.0, **pair.options()).relation


@pytest.mark.parametrize("section", SECTIONS)
def test_every_pair_gets_its_right_answer(section: str) -> None:
    wrong = []
    for pair in (p for p in PAIRS if p.section == section):
        relation = relation_of(pair)
        right = Relation.EQUAL if pair.equal else Relation.DIFFERENT
        if relation is not right and not (relation is Relation.UNDECIDED and pair.known):
            wrong.append(f"line {pair.number}: {pair.left} || {pair.right}: {relation.value}")
    assert not wrong, "\n".join(wrong)


def test_at_most_one_in_a_hundred_is_labelled_as_undecided() -> None:
    assert sum(pair.known for pair in PAIRS) <= 0.01 * len(PAIRS)


@pytest.mark.parametrize("pair", PAIRS[::9], ids=lambda pair: f"line{pair.number}")
def test_the_answer_does_not_depend_on_the_order_of_the_sides(pair: Pair) -> None:
    if "Lambda" in pair.left or "Symbol('" in pair.left or pair.plain or pair.section.startswith(FORMS):
        pytest.skip("what only a student's side may have")
    assert relation_of(pair, swapped=True) is relation_of(pair)


def test_the_file_covers_every_notebook_and_both_answers() -> None:
    assert len(PAIRS) >= 500
    for notebook in NOTEBOOKS:
        here = [pair for pair in PAIRS if pair.section.startswith(notebook)]
        assert len(here) >= 20, notebook
        assert {pair.equal for pair in here} == {True, False}, notebook


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "pairs.txt"
    file.write_text("@section one\n@symbols x real\n= x || x\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 3"):
        load_pairs(file)
