"""An orthonormal basis of the Krylov space {v, Hv, H²v, …}, one vector at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

NOTHING = 1e-10  # of the largest ‖Hq‖: a remainder up to this size is rounding


def next_direction(Q: Sequence[ArrayLike], HQ: Sequence[ArrayLike]) -> NDArray[np.float64] | None:
    """Return the next vector of the basis, or None where the Krylov space has ended.

    It is what is left of the last product Hqⱼ when its components along q₁, …, qⱼ are subtracted, normalised. They are
    subtracted twice: where little is left, one subtraction leaves too much of them. The space ends at d vectors, or where
    10⁻¹⁰ max ‖Hqᵢ‖ or less is left, so that H maps it to itself.

    Args:
        Q: the basis so far, q₁, …, qⱼ, each of shape (d,), orthonormal.
        HQ: their products Hq₁, …, Hqⱼ, in the same order.

    Returns:
        qⱼ₊₁, shape (d,), of norm 1, orthogonal to all of Q; or None.

    Raises:
        ValueError: Q and HQ are not equally long, or empty.

    >>> next_direction([[1.0, 0.0]], [[3.0, 2.0]])
    array([0., 1.])
    >>> next_direction([[1.0, 0.0]], [[3.0, 0.0]]) is None
    True
    """
    basis, products = np.array(Q, dtype=float), np.array(HQ, dtype=float)
    if basis.ndim != 2 or basis.shape != products.shape:
        text = (
            f"Q holds {len(basis)} vectors and HQ {len(products)}; each q should have its product Hq, and there should be one."
        )
        raise ValueError(f"next_direction: {text}")
    left = products[-1]
    for _ in range(2):
        left = left - basis.T @ (basis @ left)
    size = float(np.linalg.norm(left))
    ended = len(basis) >= basis.shape[1] or size <= NOTHING * float(np.linalg.norm(products, axis=1).max())
    return None if ended else np.asarray(left / size)
