"""Symbolic answers, judged right in every form: equal, different or undecided, with reasons. Depends on nothing of the grader.

>>> import sympy as sp
>>> x = sp.Symbol("x", real=True)
>>> sigma = 1 / (1 + sp.exp(-x))
>>> compare(sigma * (1 - sigma), 1 / (4 * sp.cosh(x / 2) ** 2), symbols=[x]).relation
<Relation.EQUAL: 'equal'>

The files, from the outside in:

- compare     the entry: reads both sides, works under limits, lets no exception out; relation: what it says
- reading     what came, as SymPy objects; text: formulas; decimals: what a Float stands for; explicit: matrix expressions
- unevaluated what was left standing; forms: what solvers return
- work        one method for each kind of answer; sets, families (up to a constant or factor, equations), deltas (DiracDelta)
- decide      two scalars: identity (exact, for rational functions), points, holes, then simplify
- domain      where: points of the domain; breaks: where pieces meet; hidden: small regions in several symbols
- probe       two values at one point, with rising precision: the one place where a difference becomes a witness
- evaluate    values with error bounds: arithmetic and conditions; functions: a table of rules; balls: numbers with an error
- slips       what explains a difference; structure: walks over trees; limits: time and memory; warm: first costs, paid early
"""

from grading.symbolic import functions as functions  # registers the rules of evaluation
from grading.symbolic.compare import compare
from grading.symbolic.reading import SolutionSet, Unreadable
from grading.symbolic.relation import Comparison, Relation, Witness

__all__ = ["Comparison", "Relation", "SolutionSet", "Unreadable", "Witness", "compare"]
