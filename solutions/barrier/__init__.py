"""References of section 2.5, each found another way than in the notebook.

| name | notebook | here |
|---|---|---|
| barrier_height | arrays | sums point by point, rounded once |
| profile, wall_top, bound | a factorised form, a substitution | the function on the line, a product of means, a parabola |
| relaxed, `evenly` | interpolation of each coordinate | the piece that holds each place |
| top_kind | eigenvalues and a cosine | counts, and what is left without the tangent |
| kramers_times | a rate | logarithms |
| align_units | scalar products | squared distances to B and to -B |
| greedy_soup | means of rows | a sum that grows |
"""
