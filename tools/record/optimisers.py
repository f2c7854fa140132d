"""Update rules on the flat parameter vector: gradient descent and Adam, both with decoupled weight decay."""

from __future__ import annotations

import torch
from torch import Tensor

from tools.record.settings import Rule

BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8
"""Adam's constants, as in Kingma and Ba (2015)."""


def start(rule: Rule, theta: Tensor) -> dict[str, Tensor]:
    """The moments before the first step: none for gradient descent."""
    return {} if rule == "gd" else {"first": torch.zeros_like(theta), "second": torch.zeros_like(theta)}


def absorb(rule: Rule, moments: dict[str, Tensor], gradient: Tensor) -> dict[str, Tensor]:
    """The moments after a gradient."""
    if rule == "gd":
        return {}
    return {
        "first": BETA_1 * moments["first"] + (1 - BETA_1) * gradient,
        "second": BETA_2 * moments["second"] + (1 - BETA_2) * gradient**2,
    }


def preconditioner(moments: dict[str, Tensor], step: int) -> Tensor:
    """Adam's diagonal P = sqrt(v / (1 - β2^(t+1))) + ε at step t = 0, 1, …, shape (p,)."""
    return (moments["second"] / (1 - BETA_2 ** (step + 1))).sqrt() + EPSILON


def direction(rule: Rule, moments: dict[str, Tensor], gradient: Tensor, step: int) -> Tensor:
    """What the learning rate multiplies: the gradient, or P⁻¹ m / (1 - β1^(t+1))."""
    if rule == "gd":
        return gradient
    return moments["first"] / (1 - BETA_1 ** (step + 1)) / preconditioner(moments, step)
