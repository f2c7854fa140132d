"""Uses every kind of value once, so that no fork pays for the first time."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import sympy as sp

from grading.engine.wire.expressions import encode_expression
from grading.engine.wire.frames import pack, parse_body
from grading.engine.wire.values import decode, encode


def warm_wire() -> None:
    """Encode and decode one value of each kind here."""
    x, y = sp.Symbol("x", positive=True), sp.Symbol("y")
    values = [
        None, True, 1, 2**70, 1.5, float("nan"), 1j, "text", [1], (1,), {1}, frozenset([1]), {"a": 1}, Fraction(1, 3),
        np.ones(3), np.float64(1.0), np.ones((2, 2), dtype=complex), len,
        sp.sqrt(x) * sp.exp(-y / 2) + sp.log(x) ** 2, sp.Matrix([[x, y], [1, sp.Rational(1, 3)]]), sp.Eq(x, y),
        sp.Piecewise((x, x > 1), (y, True)), sp.FiniteSet(x, 1) | sp.Interval(0, sp.oo),
    ]  # fmt: skip
    data, attachments = encode(values)
    pack({"value": data}, attachments)
    parse_body(b'{"value": []}')
    decode(data, attachments)
    encode_expression(sp.Derivative(sp.Function("f")(x), x))
