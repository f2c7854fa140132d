"""References of section 1.2, each found another way than in the notebook.

| name | notebook | here |
|---|---|---|
| gd_error, optimal_lr | by hand: multiplier, equal ends | recurrence solver; first Chebyshev polynomial |
| descend | one point after the other | the start less the running sum of the steps |
| solve_stationary | eigenvectors | pseudo-inverse and singular vectors |
| inertia | counts eigenvalues | Sylvester: signs of two shifted LDLᵀ factorisations |
| lambda_max | Krylov space from products | dense LAPACK |
| softmax_hessian | diagonal less an outer product | complex step through the softmax; its blocks for softmax regression |
| step_curvature | arrays, in floating point | each step for itself, in exact fractions |
| stretches | masks and medians of arrays | one step after the other, and a rule for the decision |
"""
