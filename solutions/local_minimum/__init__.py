"""References of section 2.2, each found another way than in the notebook.

| name | notebook | here |
|---|---|---|
| descend | a list that grows | an array that is filled, the two cases apart |
| sam_gap | the last eigenvalue of H | the first one of -H |
| regularised_minima, across, along | u² = v² in the gradient | the coordinates (u + v)/√2 and (u - v)/√2 |
| reach | a quadratic equation for u² | the sum and the difference of u and 1/u |
| transverse_hessian | complete QR factorisation | null space by singular values |
| local_min_certificate | eigenvalues | signs of pivots (Sylvester) |
| flattest_on_orbit | bounded Brent search | golden section |
| shift_tangents, l2_choice, class_sum | tiles, mean, power | Kronecker product, projection, logarithm |
| checkpoint_report | eigenvalues of NᵀHN | eigenvalues of H with the tangents lifted out of the way |
"""
