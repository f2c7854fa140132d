"""Objectives to study: each a frozen dataclass with value, gradient, Hessian-vector product and Hessian."""

from landscape.objectives.base import Objective
from landscape.objectives.classification import Logistic, Softmax
from landscape.objectives.networks import DeepLinear, TwoLayer
from landscape.objectives.polynomials import Chain, DoubleWell, Factorisation, Power
from landscape.objectives.quadratic import Quadratic

__all__ = [
    "Chain",
    "DeepLinear",
    "DoubleWell",
    "Factorisation",
    "Logistic",
    "Objective",
    "Power",
    "Quadratic",
    "Softmax",
    "TwoLayer",
]
