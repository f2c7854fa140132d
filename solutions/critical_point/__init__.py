"""References of section 2.1, each found another way than in the notebook.

| name | notebook | here |
|---|---|---|
| critical_set, monkey_index | case by case, det H | SymPy's solver, the winding number of the gradient |
| log_curvature | the chain rule by hand | a function of exp(s), differentiated |
| newton | solves for the step | the step from the eigenvectors of H |
| all_critical_points | one start after the other | all ends first, then components of near ones |
| index, classify_with_error | eigenvalues | Sylvester's law on pivots, shifted by the error |
| relative_stationarity | NumPy's norms | sums of squares, singular values |
| measured_hessian, best_step | rows of differences | entry by entry from all shifted gradients; a ratio of errors |
| moment_gap | arrays | a loop over the examples |
| stationarity_ztest | arrays | the statistics module, a column at a time; SciPy's quantile |
"""
