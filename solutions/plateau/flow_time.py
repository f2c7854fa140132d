"""Reference of the task `flow_time`."""

from __future__ import annotations

import math

import scipy.integrate
import sympy as sp

X0, X1, P = sp.symbols("x0 x1 p", positive=True)


def flow_time() -> sp.Expr:
    """Time of the gradient flow on x^p/p, p != 2, from x0 down to x1.

    Solves for t in the trajectory x(t)^(2-p) = x0^(2-p) + (p-2) t, which satisfies dx/dt = -x^(p-1).
    """
    time = sp.Symbol("t", positive=True)
    trajectory = X0 ** (2 - P) + (P - 2) * time - X1 ** (2 - P)
    return sp.solve(trajectory, time)[0]


def flow_time_quadratic() -> sp.Expr:
    """Time of the flow for p = 2, from its trajectory x0 exp(-t): ln(x0/x1)."""
    time = sp.Symbol("t", real=True)
    return sp.solve(X0 * sp.exp(-time) - X1, time)[0]


def flow_time_by_quadrature(x0: float, x1: float, p: float) -> float:
    """The same time as the integral of x^(1-p) dx = e^((2-p)u) du, u = ln x, by quadrature; relative error below 1e-9."""
    value, _ = scipy.integrate.quad(lambda u: math.exp((2 - p) * u), math.log(x1), math.log(x0), epsrel=1e-10, epsabs=0.0)
    return float(value)
