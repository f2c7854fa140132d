"""References of section 2.4, each found another way than in the notebook.

| name | notebook | here |
|---|---|---|
| gd_map_multiplier | the derivative of the map | the step as a polynomial, its coefficients |
| first_band, divergence_radius | a factor set to 0 or -1 | the positive zeros of two polynomials, as powers |
| walk, basin_label | a list of points, norms | an array that is filled, squares |
| linear_stability | moduli of 1 - ηλ | (1 - ηλ)² against the squares of the thresholds |
| safe_rate | the spectral norm of X | the largest eigenvalue of XᵀX or XXᵀ, in units of the largest entry |
| basin_fraction | the solved quadratic, from the middle | its two zeros, without cancellation |
| sam_sharpness_exact | the dual function, bisection | the best step itself, filled up where the case is hard |
| line_report | comparisons | the same in another order |
"""
