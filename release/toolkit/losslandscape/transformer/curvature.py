"""What the Gauss-Newton part of a Hessian is made of: the logits at one θ and their Jacobian."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from losslandscape import complex_step
from losslandscape.transformer.data import Tokens
from losslandscape.transformer.model import Transformer

Floats = NDArray[np.float64]


def logit_jacobian(model: Transformer, theta: Floats, tokens: Tokens) -> tuple[Floats, Floats]:
    """Return the Jacobian of the logits by θ and the logits, one matrix and one row a position.

    J[i, c, j] = ∂z_ic/∂θ_j by the complex step, exact to rounding; it costs `model.size` forward passes.

    Args:
        model: the transformer.
        theta: shape (n,), unit [θ].
        tokens: shape (B, T), int64, what the model reads. i runs over its N = B·T positions, row by row.

    Returns:
        J, shape (N, V, n), unit [1/θ], and the logits z, shape (N, V), no unit.

    With M_i = diag(p_i) - p_i p_iᵀ and equal weights the Gauss-Newton part of the Hessian is G = (1/N) Σ_i J_iᵀ M_i J_i.

    Source: Schraudolph, Neural Computation 14 (2002) 1723.
    """
    logits = model.logits(theta, tokens).reshape(-1, model.config.vocabulary)
    J = np.empty((*logits.shape, model.size))
    at = theta.astype(np.complex128)
    for j in range(model.size):
        at[j] += 1j * complex_step.STEP
        J[:, :, j] = model.logits(at, tokens).reshape(logits.shape).imag / complex_step.STEP
        at[j] = theta[j]
    return J, logits
