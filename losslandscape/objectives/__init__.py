"""Objectives to study: each a frozen dataclass with value, gradient, Hessian-vector product and Hessian."""

from losslandscape.objectives.base import Objective
from losslandscape.objectives.classification import Logistic, Softmax
from losslandscape.objectives.landings import Split, landing, staircase
from losslandscape.objectives.networks import DeepLinear, TwoLayer
from losslandscape.objectives.polynomials import Chain, DoubleWell, Factorisation, Power
from losslandscape.objectives.quadratic import Quadratic
from losslandscape.objectives.rings import TanhLogistic, two_trainings

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
    "Split",
    "TanhLogistic",
    "TwoLayer",
    "landing",
    "staircase",
    "two_trainings",
]
