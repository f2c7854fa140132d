"""Symbolic answers, judged right in every form: equal, different or undecided, with reasons.

>>> import sympy as sp
>>> x = sp.Symbol("x", real=True)
>>> sigma = 1 / (1 + sp.exp(-x))
>>> compare(sigma * (1 - sigma), 1 / (4 * sp.cosh(x / 2) ** 2), symbols=[x]).relation
<Relation.EQUAL: 'equal'>
"""

from grading.symbolic import functions as functions  # registers the rules of evaluation
from grading.symbolic.compare import compare
from grading.symbolic.reading import SolutionSet, Unreadable
from grading.symbolic.relation import Comparison, Relation, Witness

__all__ = ["Comparison", "Relation", "SolutionSet", "Unreadable", "Witness", "compare"]
