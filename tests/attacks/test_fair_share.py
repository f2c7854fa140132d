"""A submission costs its own checks, and not the class its evening: slow code, floods and dear values."""

from __future__ import annotations

import pytest

from grading.engine.grader import Grader
from grading.verdict import Outcome, Verdict
from tests.support.dear_submissions import HONEST, SMALL, Row, measured, submissions
from tests.support.extent import WHOLE
from tests.support.sealed import LEVELS, require
from tests.support.synthetic import TOY, make_course, toy

pytestmark = pytest.mark.sealed

TIMES_MODEL = 150.0  # the limits of these tests add up to 7 s, and the model answers take 0.1 s on the slowest machine so far
CERTAIN = {Outcome.PASSED, Outcome.FAILED, Outcome.STUDENT_ERROR, Outcome.TIMEOUT, Outcome.MEMORY}


LEVELS_HERE = LEVELS if WHOLE else LEVELS[:1]  # make test-all tries every level: what is dear is dear at each


@pytest.fixture(scope="module", params=LEVELS_HERE)
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Row, Verdict]]:
    require(request.param)
    with Grader(make_course(tmp_path_factory.mktemp("course")), isolation=request.param, limits=SMALL) as grader:
        rows = {row.attack: (row, verdict) for row, verdict in measured(grader, request.param)}
        assert grader.grade(toy(), TOY).score == 14
    return rows


@pytest.mark.parametrize("name", submissions())
def test_it_gains_nothing_costs_its_own_checks_and_nobody_has_to_look(found: dict[str, tuple[Row, Verdict]], name: str) -> None:
    row, verdict = found[name]
    assert row.gained == 0, verdict
    assert verdict.task("table").score == HONEST
    assert {check.outcome for task in verdict.tasks for check in task.checks} <= CERTAIN
    assert not row.person
    assert row.times_model < TIMES_MODEL
