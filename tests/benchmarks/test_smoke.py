"""The benchmarks run, and measure what they say: on the smallest input, without a word about how fast anything is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import symbolic, transformer
from benchmarks.one_submission import measure_single
from benchmarks.peer_checks import checks_of, run_checks
from benchmarks.peers import with_hidden_tests
from benchmarks.symbolic_pairs import load_pairs
from grading.content.filled import answered, model_answers
from grading.section import Section
from losslandscape.transformer import Config
from tests.support.sections import COURSE

SECTION = Section.load(COURSE, "1.1_plateau")
CHECKED = {task.name: task.points for task in SECTION.tasks if not task.manual}


def test_the_symbolic_benchmark_judges_pairs_in_every_way() -> None:
    exact = [pair for pair in load_pairs() if pair.up_to == "exact"][:4]
    for way in symbolic.WAYS:
        row, _ = symbolic.run(way, exact, progress=False)
        assert row.pairs == 4


def test_the_benchmark_of_the_transformer_measures_gradient_and_product(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transformer, "REPETITIONS", 2)
    monkeypatch.setattr(transformer, "cpu_ms", lambda call: 1.0 if call() is not None else 0.0)  # the clock is coarse
    found = transformer.measure(Config())
    assert found["parameters"] == transformer.Transformer(Config()).size
    assert float(str(found["gradient_ms"])) > 0
    assert float(str(found["hvp_ms"])) > 0


@pytest.mark.sealed
def test_single_submissions_are_measured_stage_by_stage(tmp_path: Path) -> None:
    model = json.dumps(answered(COURSE, SECTION, model_answers(SECTION))).encode()
    found = measure_single(tmp_path, COURSE, SECTION, model, 1)
    assert set(found) == {"empty submission", "untouched stub", "stub with a comment changed", "model answer"}
    assert found["model answer"]["median_bare_seconds"] > 0
    assert found["model answer"]["checks"] == sum(len(checks_of(SECTION.section_id, task)) for task in CHECKED)


def test_the_peers_run_the_same_checks_for_the_same_points() -> None:
    """A namespace without an answer earns nothing, and every check cell of the peers' notebook calls its task's checks."""
    task = next(iter(CHECKED))
    assert run_checks(SECTION.section_id, task, {}, 2.0) == 0.0
    source = json.loads(COURSE.notebook(SECTION.section_id).read_text(encoding="utf-8"))
    cells = ["".join(cell["source"]) for cell in with_hidden_tests(source, SECTION)["cells"]]
    assert {name for name in CHECKED if any(f"run_checks('{SECTION.section_id}', '{name}'" in cell for cell in cells)} == set(
        CHECKED
    )
