"""The basis of a Krylov space: orthonormal, inside the space, and ended where the space ends."""

import numpy as np
import pytest

from losslandscape.krylov import next_direction
from tests.mathematics.spectra import symmetric


def basis(H, start, most):
    """So many vectors of the basis, or as many as there are, with their products."""
    Q, HQ = [start / np.linalg.norm(start)], []
    while len(HQ) < most:
        HQ.append(H @ Q[-1])
        q = next_direction(Q, HQ)
        if q is None:
            break
        Q.append(q)
    return np.array(Q), np.array(HQ)


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e9])
def test_the_basis_is_orthonormal_and_spans_the_powers_of_the_matrix(scale):
    H, start = scale * symmetric(np.linspace(-1, 2, 12), 1), np.random.default_rng(2).standard_normal(12)
    Q, _ = basis(H, start, 5)
    assert len(Q) == 6
    np.testing.assert_allclose(Q @ Q.T, np.eye(6), atol=1e-14)
    powers = np.array([np.linalg.matrix_power(H / scale, j) @ start for j in range(6)]).T
    np.testing.assert_allclose(Q.T @ (Q @ powers), powers, atol=1e-9)


@pytest.mark.parametrize("scale", [1e-9, 1.0, 1e9])
def test_it_stays_orthonormal_where_little_is_left(scale):
    crowded = scale * symmetric(np.linspace(1, 1 + 1e-5, 5), 3)
    Q, HQ = basis(crowded, np.random.default_rng(4).standard_normal(5), 9)
    assert len(Q) == len(HQ) == 5
    np.testing.assert_allclose(Q @ Q.T, np.eye(5), atol=1e-13)


@pytest.mark.parametrize(
    ("values", "size"), [([0.0, 0.0, 0.0], 1), ([-2.0] * 4, 1), ([3.0], 1), ([1.0, 1.0, 5.0, 5.0], 2), ([1.0, 2.0, 4.0], 3)]
)
def test_it_ends_where_the_space_ends(values, size):
    Q, HQ = basis(symmetric(values, 5), np.random.default_rng(6).standard_normal(len(values)), 30)
    assert len(Q) == len(HQ) == size


def test_unequal_lists_are_refused():
    with pytest.raises(ValueError, match="Q holds 2 vectors and HQ 1"):
        next_direction(np.eye(2), [[1.0, 0.0]])
    with pytest.raises(ValueError, match="Q holds 0 vectors and HQ 0"):
        next_direction([], [])
