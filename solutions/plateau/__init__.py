"""References of section 1.1, each found another way than in the notebook.

| name | notebook | here |
|---|---|---|
| flow_time | antiderivative | the trajectory, solved for the time; quadrature |
| descend | one point after the other | powers of 1 - ηλ in the eigenbasis, in closed form |
| plateau_radius | bisection | a bracketed root |
| flat_spectrum | eigenvalues | Sylvester's law of inertia |
| max_stable_lr, edge_ratio | eigenvalues | Cholesky and singular values |
| saturation | stable formula | numerical differentiation of the losses with hundreds of digits |
| diagnose | polyfit, NumPy medians, the radius task | pseudo-inverse, sorting, the closed form of a square root |
"""
