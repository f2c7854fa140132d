"""References of section 2.3, each found another way than in the notebook.

| name | notebook | here |
|---|---|---|
| chain_curvature | two derivatives on the diagonal | entries of the Hessian, added up |
| leave_time, landing_index | an integral, a count of forms | other forms of the same |
| perturbed_gd | a list of points | an array that is filled |
| morse_index, strict_saddle_test | eigenvalues | Sylvester's law on the shifted matrix |
| softmax_origin | singular values of a gradient | eigenvalues of the whole Hessian |
| kernel_sharpness | the kernel matrix | singular values of the Jacobian |
| saddle_order | natural logarithms | a geometric series, logarithms to base 2 |
"""
