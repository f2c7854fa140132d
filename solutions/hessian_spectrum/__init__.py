"""References of section 1.2, each found another way than in the notebook.

| name | notebook | here |
|---|---|---|
| gd_error, optimal_lr | by hand: multiplier, equal ends | recurrence solver; first Chebyshev polynomial |
| descend | one point after the other | the start less the running sum of the steps |
| solve_stationary | eigenvectors | pseudo-inverse and singular vectors |
| inertia | counts eigenvalues | Sylvester: signs of two shifted LDLᵀ factorisations |
| lanczos, lambda_max | three-term recurrence from products | Householder reduction; dense LAPACK |
| hutchinson_trace | mean over probes | quadratic forms of the dense matrix; exact moments over all sign vectors |
| softmax_hessian | Kronecker product | complex step through the analytic gradient |
| spectrum_report | thresholds on an array | sorted lists and counting from the ends |
| step_curvature | arrays, in floating point | each step for itself, in exact fractions |
| stretches | masks and medians of arrays | one step after the other, and a rule for the decision |
"""
