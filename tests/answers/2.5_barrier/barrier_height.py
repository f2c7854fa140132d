# %% right: by interpolation
def barrier_height(at, losses):
    chord = np.interp(at, [0, 1], [losses[0], losses[-1]])
    return float((losses - chord).max()), float(losses.max() - losses[0])
profile = sp.Rational(1, 2) * ell**2 * (1 - ell) ** 2 * (a - b) ** 4 / (a**2 * b**2)
wall_top = (a - b) ** 4 / (32 * a**2 * b**2)
bound = D**2 * top / 8
# %% right: a loop
def barrier_height(at, losses):
    height = rise = 0.0
    for position, value in zip(at, losses):
        height = max(height, value - losses[0] - position * (losses[-1] - losses[0]))
        rise = max(rise, value - losses[0])
    return [height, rise]
u, v = (1 - ell) * a + ell * b, (1 - ell) / a + ell / b
profile = (u * v - 1) ** 2 / 2
wall_top = sp.Rational(1, 2) * ((a + b) ** 2 / (4 * a * b) - 1) ** 2
bound = top / 2 * (D / 2) ** 2
# %% right: an array of two
def barrier_height(at, losses):
    excess = losses - losses[0]
    return np.array([np.max(excess - at * excess[-1]), np.max(excess)])
profile = sp.expand(((((1 - ell) * a + ell * b) * ((1 - ell) / a + ell / b)) - 1) ** 2) / 2
wall_top = ((a / b + b / a - 2) / 4) ** 2 / 2
bound = sp.integrate(top * ell, (ell, 0, D / 2))
# %% right: with sorted values
def barrier_height(at, losses):
    gaps = sorted(float(f) - ((1 - float(x)) * float(losses[0]) + float(x) * float(losses[-1])) for x, f in zip(at, losses))
    return gaps[-1], sorted(losses.tolist())[-1] - float(losses[0])
r = (a - b) ** 2 / (a * b)
profile, wall_top, bound = (ell * (1 - ell) * r) ** 2 / 2, r**2 / 32, sp.Rational(1, 8) * top * D**2
# %% right: SymPy's calculus, and a matrix product
def barrier_height(at, losses):
    chord = np.stack([1 - at, at]).T @ losses[[0, -1]]
    return np.amax(losses - chord), np.ptp(np.append(losses[losses >= losses[0]], losses[0]))
profile = sp.simplify((((1 - ell) * a + ell * b) * ((1 - ell) / a + ell / b) - 1) ** 2 / 2)
wall_top = profile.subs(ell, sp.S.Half)
bound = sp.Integral(top * ell, (ell, 0, D / 2)).doit()
# %% wrong: even positions, and the whole fall in the bound
# from: model
# edit: chord = (1 - at) * losses[0] + at * losses[-1] -> chord = np.linspace(losses[0], losses[-1], len(losses))
# edit: bound = top * D**2 / 8 -> bound = top * D**2 / 2
# edit: np.max(losses) - losses[0] -> np.max(losses[1:]) - losses[0]
# marks: <= 0.6
# check: test_walls_on_uneven_positions, test_paths_without_a_wall, test_other_units_and_signs, test_bound_by_the_curvature
# says: Take the positions
# %% wrong: even positions
# from: model
# edit: chord = (1 - at) * losses[0] + at * losses[-1] -> chord = np.linspace(losses[0], losses[-1], len(losses))
# marks: >= 0.5
# check: test_walls_on_uneven_positions, test_other_units_and_signs
# says: Take the positions
# %% wrong: over the lower end
# from: model
# edit: np.max(losses - chord) -> np.max(losses) - min(losses[0], losses[-1])
# check: test_walls_on_even_positions
# says: of the lower end
# %% wrong: over the higher end
# from: model
# edit: np.max(losses - chord) -> np.max(losses) - max(losses[0], losses[-1])
# check: test_walls_on_even_positions
# says: of the higher end
# %% wrong: over the mean of the ends
# from: model
# edit: np.max(losses - chord) -> np.max(losses) - (losses[0] + losses[-1]) / 2
# check: test_walls_on_even_positions
# says: mean of the ends
# %% wrong: at the largest loss
# from: model
# edit: np.max(losses - chord) -> (losses - chord)[np.argmax(losses)]
# check: test_walls_on_even_positions
# says: Which point is highest above the chord
# %% wrong: the rise at the point highest above the chord
# from: model
# edit: np.max(losses) - losses[0] -> losses[np.argmax(losses - chord)] - losses[0]
# check: test_walls_on_even_positions
# says: Which has the largest loss
# %% wrong: the rise over the last
# from: model
# edit: np.max(losses) - losses[0] -> np.max(losses) - losses[-1]
# check: test_walls_on_even_positions
# says: less the last one, the
# %% wrong: the rise over the lower end
# from: model
# edit: np.max(losses) - losses[0] -> np.max(losses) - min(losses[0], losses[-1])
# check: test_walls_on_even_positions
# says: rise in
# %% wrong: one number for both
# from: model
# edit: np.max(losses) - losses[0] -> np.max(losses - chord)
# check: test_walls_on_even_positions
# says: This is the height
# %% wrong: the order of the two
# check: test_walls_on_even_positions
# says: the chord has another value at each point
def barrier_height(at, losses):
    chord = (1 - at) * losses[0] + at * losses[-1]
    return np.max(losses) - losses[0], np.max(losses - chord)
profile = (ell * (1 - ell) * (a - b) ** 2 / (a * b)) ** 2 / 2
wall_top, bound = profile.subs(ell, sp.Rational(1, 2)), top * D**2 / 8
# %% wrong: interior points only
# from: model
# edit: np.max(losses - chord) -> np.max((losses - chord)[1:-1], initial=-math.inf)
# marks: >= 0.5
# check: test_paths_without_a_wall
# says: over all points
# %% wrong: moduli
# from: model
# edit: np.max(losses - chord) -> np.max(np.abs(losses - chord))
# check: test_paths_without_a_wall
# says: over all points
# %% wrong: small walls are none
# from: model
# edit: return np.max(losses - chord) -> return np.max(np.where(np.abs(losses - chord) < 1e-9, 0, losses - chord))
# check: test_other_units_and_signs
# says: height in
# %% wrong: the rise over zero
# from: model
# edit: np.max(losses) - losses[0] -> np.max(losses)
# check: test_walls_on_even_positions
# says: It is the largest loss less the first
# %% wrong: half of a square forgotten
# from: model
# edit: gap**2 / 2 -> gap**2
# check: test_profile_of_the_straight_line, test_top_of_the_straight_line
# says: The half of the half square is missing
# %% wrong: not squared
# from: model
# edit: profile = gap**2 / 2 -> profile = ell * (1 - ell) * (a - b) ** 2 / (a * b)
# check: test_profile_of_the_straight_line
# says: the value of the function is asked
# %% wrong: 1 over a straight line
# from: model
# edit: profile = gap**2 / 2 -> profile = sp.Integer(0)
# check: test_profile_of_the_straight_line
# says: v goes straight
# %% wrong: an eighth
# from: model
# edit: wall_top = profile.subs(ell, sp.Rational(1, 2)) -> wall_top = (a - b) ** 4 / (8 * a**2 * b**2)
# check: test_top_of_the_straight_line
# says: ℓ(1 - ℓ) is squared
# %% wrong: a quarter of the way
# from: model
# edit: wall_top = profile.subs(ell, sp.Rational(1, 2)) -> wall_top = profile.subs(ell, sp.Rational(1, 4))
# check: test_top_of_the_straight_line
# says: a quarter of the way
# %% wrong: the bound for critical ends
# from: model
# edit: bound = top * D**2 / 8 -> bound = top * D**2 / 16
# check: test_bound_by_the_curvature
# says: critical points
# %% wrong: a length, not its square
# from: model
# edit: bound = top * D**2 / 8 -> bound = top * D / 8
# check: test_bound_by_the_curvature
# says: by its square
# %% wrong: no bound
# from: model
# without: bound
# outcome: student_error
# check: test_bound_by_the_curvature
# says: bound
# %% wrong: the rise over the smallest loss
# from: model
# edit: np.max(losses) - losses[0] -> np.max(losses) - np.min(losses)
# check: test_walls_on_even_positions
# says: less the smallest
# %% wrong: the rise from the first loss to the last
# from: model
# edit: np.max(losses) - losses[0] -> losses[-1] - losses[0]
# check: test_walls_on_even_positions
# says: the last loss less the first
# %% wrong: a chord that rises always
# from: model
# edit: chord = (1 - at) * losses[0] + at * losses[-1] -> chord = losses[0] + at * abs(losses[-1] - losses[0])
# check: test_walls_on_even_positions, test_walls_on_uneven_positions
# says: barrier_height of a wall
# %% wrong: even positions where the chord falls
# from: model
# edit: chord = (1 - at) * losses[0] + at * losses[-1] -> chord = (1 - at) * losses[0] + at * losses[-1] if losses[-1] >= losses[0] else np.linspace(losses[0], losses[-1], len(losses))
# check: test_walls_on_uneven_positions
# says: upwards or downwards
# %% wrong: over the first loss
# from: model
# edit: np.max(losses - chord) -> np.max(losses) - losses[0]
# check: test_walls_on_even_positions
# says: the first here
# %% wrong: the middle before the square
# from: model
# edit: wall_top = profile.subs(ell, sp.Rational(1, 2)) -> wall_top = (a - b) ** 2 / (4 * a * b)
# check: test_top_of_the_straight_line
# says: the value of the function is asked
# %% wrong: a profile that is linear in its position
# from: model
# edit: profile = gap**2 / 2 -> profile = ell * (a - b) ** 4 / (a * b) ** 2 / 32
# check: test_profile_of_the_straight_line
# says: profile
