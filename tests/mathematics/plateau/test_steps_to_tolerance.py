"""What section 1.1 states around the task `steps_to_tolerance`, by another way than the notebook and the reference took."""

from __future__ import annotations

import math

import numpy as np
import pytest

from grader_tests.plateau import test_steps_to_tolerance as hidden_checks
from grading.engine.checker.bare import BareStudent
from solutions.plateau import steps_to_tolerance as reference


@pytest.mark.parametrize("q", [0.07, 0.5, 0.93, 1.2, 1.9])
@pytest.mark.parametrize("x0", [3.0, -0.4])
def test_step_count_is_that_of_a_walk(q, x0):
    x, walked = x0, 0
    while abs(x) > 2.3e-5:
        x, walked = x - q * x, walked + 1
    assert reference.steps_to_tolerance(q, 1.0, x0, 2.3e-5) == walked


def test_step_counts_that_the_notebook_names():
    assert reference.steps_to_tolerance(0.1, 2.0, 1.0, 0.01) == 21
    assert reference.steps_to_tolerance(2.0, 1.0, 1.0, 0.1) == math.inf
    counts = [reference.steps_to_tolerance(eta, 1.0, 1.0, 1.3e-3) for eta in (0.5, 0.9, 1.0, 1.1, 1.5)]
    assert counts[2] == 1
    assert counts == counts[::-1]


def test_hidden_checks_keep_the_products_within_what_the_statement_promises():
    asked: list[float] = []
    lengths: list[float] = []

    def answer(eta, lam, x0, eps):
        asked.append(eta * lam)
        lengths.extend([abs(x0) or 1.0, eps])
        return reference.steps_to_tolerance(eta, lam, x0, eps)

    student = BareStudent({"steps_to_tolerance": answer})
    hidden = [check for name, check in vars(hidden_checks).items() if name.startswith("test_steps_")]
    assert len(hidden) == 4
    for seed in range(8):
        for check in hidden:
            check(student, np.random.default_rng(seed))
    products = np.array(asked)
    assert np.all((products <= 0) | (products >= 1e-4))
    assert np.all((products == 2) | (np.abs(products - 2) >= 1e-3))
    assert np.all((products == 1) | (np.abs(products - 1) >= 1e-3))
    assert min(lengths) >= 1e-100
    assert max(lengths) <= 1e100


def test_step_counts_of_the_picture_and_of_its_alternative_text():
    assert reference.steps_to_tolerance(0.005, 1.0, 1.0, 1e-3) == 1379
    assert reference.steps_to_tolerance(2.3, 0.1, 1.0, 1e-3) == 27
    assert np.linspace(0.005, 2.3, 460)[399] == 2.0  # where the hatched band begins
