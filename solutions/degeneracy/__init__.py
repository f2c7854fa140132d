"""References of section 1.4, each found another way than in the notebook.

| name | notebook | here |
|---|---|---|
| reduced_function | the vertex, by solving | completing the square; a quadratic form in (x, y²) |
| first_nonzero_order | derivatives by SymPy | Taylor coefficients by numerical differentiation with many digits |
| classify_degenerate | power series of the curve | Newton's method at two small s with many digits |
| numerical_rank | eigenvalues | singular values |
| effective_dimension | a sum of quotients | the trace of a solved system; exact fractions |
| ray_limit, train_logistic | cases; tanh | integer margins; the logistic function of SciPy |
| tail_order | polyfit | covariance over variance |
"""
