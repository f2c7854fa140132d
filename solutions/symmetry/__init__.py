"""References of section 1.5, each found another way than in the notebook.

| name | notebook | here |
|---|---|---|
| end_sharpness | an identity of squares | the end of the flow, solved for |
| next_norm2, ratio_growth | Pythagoras, the scaling of H | components along and across θ, their quotient |
| is_symmetry | arrays | a loop over the points |
| descend | a list of points | an array that is filled |
| scaled_sharpness | eigenvalues of DHD | singular values of a shifted matrix; entries θi Hij θj |
| attention_velocity | matrix products | the Kronecker product |
| explained_zeros | eigenvalues, rank | Sylvester's law on pivots, singular values |
| normalised_logistic | projection of the slope | projection of the points |
| edge_date, judge | logarithms, arrays | bases of two, a loop |
"""
