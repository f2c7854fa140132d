"""What section 1.4 states around `effective_dimension` and `sublevel_exponent`, by integration and by counting points."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.integrate

from solutions.degeneracy import effective_dimension as reference
from tests.mathematics import memory


def test_negative_eigenvalues_in_the_sum_give_nonsense():
    assert pytest.approx(12, abs=0.1) == (1 / 1.001 - 0.0011 / (-0.0011 + 0.001))
    assert reference.effective_dimension(np.array([1.0, -0.0011]), 0.001) == pytest.approx(1 / 1.001)


def test_the_dimension_of_the_live_transformer_falls_from_a_hundred_to_four():
    found = [reference.effective_dimension(memory.eigenvalues(step), 0.01) for step in (0, 1500)]
    assert found == pytest.approx([103.2, 4.0], abs=0.06)


def test_shares_of_an_interval():
    assert [1e-6 ** reference.sublevel_exponent([p]) for p in (2, 8)] == pytest.approx([0.001, 0.1778], abs=1e-4)


@pytest.mark.parametrize(("a", "exponent"), [(1.0, 0.75), (0.3, 0.75)])
def test_area_of_a_bent_valley_has_the_exponent_of_its_reduced_function(a, exponent):
    def area(level):
        top = (level / (a - 0.25)) ** 0.25
        return scipy.integrate.quad(lambda v: 2 * math.sqrt(max(level - (a - 0.25) * v**4, 0.0)), -top, top)[0]

    slope = math.log(area(1e-6) / area(1e-8)) / math.log(100)
    assert slope == pytest.approx(exponent, abs=1e-6)
    assert reference.sublevel_exponent([2, 4]) == exponent


def test_all_three_shapes_have_the_same_sharpness():
    for second in (np.diag([2.0, 2.0]), np.diag([2.0, 0.0]), np.diag([2.0, 0.0])):  # x² + y², x² + xy² + y⁴, x² + y⁸
        assert np.linalg.eigvalsh(second)[-1] == 2.0


def test_the_picture_measures_the_exponents(monkeypatch):
    from losslandscape import plots

    shapes = {
        "x² + y²": (lambda u, v: u**2 + v**2, 1.0),
        "x² + xy² + y⁴": (lambda u, v: u**2 + u * v**2 + v**4, 0.75),
        "x² + y⁸": (lambda u, v: u**2 + v**8, 0.625),
    }
    for name, slope in plots.sublevels(shapes).items():
        assert slope == pytest.approx(shapes[name][1], abs=0.05)
