"""References of section 1.3, each found another way than in the notebook.

| name | notebook | here |
|---|---|---|
| lowest_curvature, escape_time, extra_steps | read off, by hand | second derivatives of the function; SymPy's solver |
| newton_step | a linear system, solved | quotients in the eigenvectors of H |
| saddle_free_step | moduli of eigenvalues | singular values |
| walk | a list that grows, with a way out | a condition at the head of the loop |
| second_order_stationary | the least eigenvalue | the least one of H + ‖H‖I, shifted back |
| min_eigpair | power iteration on bound I - H, from products | the whole matrix, by LAPACK |
| best_length, curvature_step | read off | the positive root of the bound's derivative |
| shelf_report | the weakest curvature | the slowest of all escapes, each on its own |
"""
