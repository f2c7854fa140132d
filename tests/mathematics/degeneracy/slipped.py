"""Answers with one slip each, as the fifth exam of 1.4 has them, and the right ones that they stand beside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import sympy as sp

from losslandscape.reduction import on_curve
from solutions.degeneracy import (
    boundary,
    classify_degenerate,
    effective_dimension,
    first_nonzero_order,
    numerical_rank,
    ray_limit,
    reduced_function,
    tail_order,
)

A, B, Y = reduced_function.A, reduced_function.B, reduced_function.Y
EXPRESSIONS = {name: getattr(reduced_function, name)() for name in ("curve", "reduced_function", "least_a")}
RIGHT: dict[str, dict[str, Any]] = {
    "boundary": {"boundary": dict(boundary.BOUNDARY)},
    "classify_degenerate": {"classify_degenerate": classify_degenerate.classify_degenerate},
    "effective_dimension": {name: getattr(effective_dimension, name) for name in ("effective_dimension", "sublevel_exponent")},
    "first_nonzero_order": {"first_nonzero_order": first_nonzero_order.first_nonzero_order},
    "numerical_rank": {name: getattr(numerical_rank, name) for name in ("numerical_rank", "is_degenerate")},
    "ray_limit": {name: getattr(ray_limit, name) for name in ("train_logistic", "ray_limit")},
    "reduced_function": EXPRESSIONS,
    "tail_order": {"tail_order": tail_order.tail_order, "decision": tail_order.DECISION},
}


def soft(count: Callable[[Any, float], Any]) -> Callable[..., float]:
    """The sum of what each eigenvalue counts."""
    return lambda values, omega: float(np.sum(count(np.maximum(values, 0.0), omega)))


def descends(step: Callable[..., Any]) -> Callable[..., Any]:
    """Gradient descent in which step(t, margins) says which share of each input is added."""

    def train_logistic(X: Any, signs: Any, eta: float, steps: int) -> Any:
        path = np.zeros((steps + 1, X.shape[1]))
        for t in range(steps):
            path[t + 1] = path[t] + eta * (step(t, signs * (X @ path[t])) * signs) @ X / len(X)
        return path

    return train_logistic


def sigma(margins: Any) -> Any:
    """σ of minus the margins."""
    return 0.5 - 0.5 * np.tanh(margins / 2)


def one_after_the_other(t: int, margins: Any) -> Any:
    """All inputs in the first step, and one in each later one."""
    return sigma(margins) * (len(margins) * (np.arange(len(margins)) == t % len(margins)) if t else 1)


def on_the_ray(X: Any, signs: Any, w: Any) -> float:
    """The loss at w, in place of a limit."""
    return float(np.mean(np.logaddexp(0, -signs * (X @ w))))


def fits(time: Any, norm: Any) -> float:
    """Minus the slope of the least-squares line."""
    return -float(np.polyfit(np.log(time), np.log(norm), 1)[0])


def tail(psi_of: Callable[[Any, Any], float], verdict_of: Callable[[float, Any], str]) -> Callable[..., Any]:
    """An answer whose psi and verdict are found this way."""

    def tail_of(time: Any, norm: Any, weight: Any) -> tuple[float, float, str]:
        psi = psi_of(time, norm)
        order = tail_order.order_of(psi) if psi > 1 else np.inf
        return psi, order, verdict_of(order, weight)

    return tail_of


def by_the_table(order: float, weight: Any) -> str:
    """The verdict of the statement."""
    return "strict" if order < 2.5 else "escaping" if order > 8 and weight[-1] > weight[0] else "degenerate"


def on_the_line(f: Any, p: Any, q: Any, *, read: Callable[[Any, Any], str]) -> str:
    """The kind of the origin, where `read` gives the kind beside a positive eigenvalue from f and the variables in order."""
    H = sp.hessian(f, (p, q)).subs({p: 0, q: 0})
    if H.det() != 0 or H.is_zero_matrix:
        return classify_degenerate.classify_degenerate(f, p, q)
    if H.trace() < 0:
        return {"minimum": "maximum"}.get(kind := on_the_line(-f, p, q, read=read), kind)
    return read(f, (p, q) if H[0, 0] else (q, p))


def straight(f: Any, across: Any) -> str:
    """Right, but for an f that does not change on the straight line."""
    if f.subs(across[0], 0).is_number:
        return "undecided"
    return classify_degenerate.classify_degenerate(f, *across)


def quartic(f: Any, across: Any) -> str:
    """Looks at the powers 3 and 4 of g alone."""
    g = sp.Poly(on_curve(f, *across), across[1])
    return "saddle" if g.nth(3) else {1: "minimum", -1: "saddle"}.get(sp.sign(g.nth(4)), "undecided")


def ignores_g(f: Any, p: Any, q: Any) -> str:
    """Takes a negative eigenvalue beside a zero for a maximum."""
    kind = classify_degenerate.classify_degenerate(f, p, q)
    H = sp.hessian(f, (p, q)).subs({p: 0, q: 0})
    return "maximum" if kind == "saddle" and H.det() == 0 and H.trace() < 0 else kind


def short_series(g: Any, s: Any) -> tuple[int | None, str]:
    """Sees five powers of a function."""
    order, kind = first_nonzero_order.first_nonzero_order(g, s)
    return (None, "undecided") if order and order > 5 and not g.is_polynomial() else (order, kind)


def divided(H: Any, error: float = 0.0) -> int:
    """Cannot do with a zero matrix."""
    if not np.any(H):
        raise np.linalg.LinAlgError("Eigenvalues did not converge")
    return numerical_rank.numerical_rank(H, error)
