# %% right: a loop
def is_symmetry(f, act, points):
    values = []
    for theta in points:
        values.append((f(theta), f(np.asarray(act(theta)))))
    scale = max(max(abs(a), abs(b)) for a, b in values)
    if any(abs(a - b) > 1e-9 * scale for a, b in values):
        return "no"
    first = [a for a, _ in values]
    return "yes" if max(first) - min(first) > 1e-9 * scale else "no evidence"
# %% right: arrays all the way
def is_symmetry(f, act, points):
    images = np.array([act(p) for p in points])
    table = np.array([[f(p), f(q)] for p, q in zip(points, images)], dtype=float)
    tol = np.max(np.abs(table)) * 1e-9
    if (np.abs(table[:, 0] - table[:, 1]) > tol).any():
        return "no"
    if table[:, 0].max() - table[:, 0].min() <= tol:
        return "no evidence"
    return "yes"
# %% right: verdict built from the end
def is_symmetry(f, act, points):
    verdict, seen = "yes", []
    for p in points:
        seen += [float(f(p)), float(f(act(p)))]
    before, after = np.array(seen[::2]), np.array(seen[1::2])
    scale = np.abs(seen).max()
    if np.ptp(before) <= 1e-9 * scale:
        verdict = "no evidence"
    if np.abs(before - after).max() > 1e-9 * scale:
        verdict = "no"
    return verdict
# %% right: a NumPy string, and lists for points
def is_symmetry(f, act, points):
    a = np.array([f(list(theta)) for theta in points])
    b = np.array([f(act(theta)) for theta in points])
    scale = np.abs(np.append(a, b)).max()
    if not (np.abs(a - b) <= 1e-9 * scale).all():
        return np.str_("no")
    return np.str_("no evidence" if a.max() - a.min() <= 1e-9 * scale else "yes")
# %% right: f asked more than once
def is_symmetry(f, act, points):
    scale = max(max(abs(f(p)), abs(f(act(p)))) for p in points)
    if max(abs(f(p) - f(act(p))) for p in points) > 1e-9 * scale:
        return "no"
    spread = max(f(p) for p in points) - min(f(p) for p in points)
    return "yes" if spread > 1e-9 * scale else "no evidence"
# %% right: act gets copies
# from: model
# edit: f(act(theta)) -> f(act(theta.copy()))
# %% wrong: yes or no only, with NumPy's tolerance
# marks: <= 0.6
# check: test_what_would_pass_with_everything_is_no_evidence, test_units_and_offsets_of_f
# says: varies over the points by
def is_symmetry(f, act, points):
    before, after = [f(p) for p in points], [f(act(p)) for p in points]
    return "yes" if np.allclose(before, after, rtol=1e-9) else "no"
# %% wrong: never "no evidence"
# marks: >= 0.5
# check: test_what_would_pass_with_everything_is_no_evidence
# says: varies over the points by
# from: right: arrays all the way
# edit: return "no evidence" -> return "yes"
# %% wrong: evidence before change
# from: right: verdict built from the end
# edit: if np.abs(before - after).max() > 1e-9 * scale: -> if verdict == "yes" and np.abs(before - after).max() > 1e-9 * scale:
# check: test_what_would_pass_with_everything_is_no_evidence, test_units_and_offsets_of_f
# says: varies over the points by
# %% wrong: the first point decides
# from: model
# edit: if np.any(np.abs(after - before) > tolerance): -> if abs(after[0] - before[0]) > tolerance:
# check: test_a_change_at_a_single_point_is_enough
# says: Every point counts
# %% wrong: all points must change
# from: model
# edit: if np.any(np.abs(after - before) > tolerance): -> if np.all(np.abs(after - before) > tolerance):
# marks: >= 0.5
# check: test_a_change_at_a_single_point_is_enough
# says: Every point counts
# %% wrong: the mean over the points
# from: model
# edit: if np.any(np.abs(after - before) > tolerance): -> if abs(np.mean(after - before)) > 1e-3 * abs(before).max():
# check: test_a_change_at_a_single_point_is_enough
# says: Every point counts
# %% wrong: growth is no change
# from: model
# edit: np.any(np.abs(after - before) > tolerance) -> np.any(before - after > tolerance)
# check: test_actions_on_random_points
# says: f changes by at most
# %% wrong: an absolute tolerance
# from: model
# edit: 1e-9 * max(np.abs(before).max(), np.abs(after).max()) -> 1e-9
# check: test_units_and_offsets_of_f
# says: Here S is
# %% wrong: a floor of one in the scale
# from: model
# edit: max(np.abs(before).max(), np.abs(after).max()) -> max(1.0, np.abs(before).max(), np.abs(after).max())
# check: test_units_and_offsets_of_f
# says: Here S is
# %% wrong: a floor of 1e-4 in the scale
# from: model
# edit: max(np.abs(before).max(), np.abs(after).max()) -> max(1e-4, np.abs(before).max(), np.abs(after).max())
# check: test_units_and_offsets_of_f
# says: Here S is
# %% wrong: relative to each value
# from: model
# edit: np.abs(after - before) > tolerance -> np.abs(after - before) > 1e-9 * np.abs(before)
# check: test_units_and_offsets_of_f
# says: Here S is
# %% wrong: the scale of the differences
# from: model
# edit: max(np.abs(before).max(), np.abs(after).max()) -> np.ptp(before)
# check: test_what_would_pass_with_everything_is_no_evidence, test_units_and_offsets_of_f
# says: varies over the points by
# %% wrong: constant up to 1e-12 only
# from: model
# edit: np.ptp(before) <= tolerance -> np.ptp(before) <= 1e-3 * tolerance
# check: test_what_would_pass_with_everything_is_no_evidence
# says: varies over the points by
# %% wrong: constant if all values are equal
# from: model
# edit: np.ptp(before) <= tolerance -> np.all(before == before[0])
# check: test_what_would_pass_with_everything_is_no_evidence
# says: varies over the points by
# %% wrong: evidence is the spread of the images about the points
# from: model
# edit: np.ptp(before) <= tolerance -> all(np.allclose(act(theta), theta) for theta in points)
# check: test_what_would_pass_with_everything_is_no_evidence
# says: varies over the points by
# %% wrong: the identity is no evidence
# from: model
# edit: np.ptp(before) <= tolerance -> np.ptp(before) <= tolerance or all(np.array_equal(act(theta), theta) for theta in points)
# check: test_what_would_pass_with_everything_is_no_evidence
# says: varies over the points by
# %% wrong: a tolerance of 1e-6
# from: model
# edit: tolerance = 1e-9 -> tolerance = 1e-6
# check: test_a_change_at_a_single_point_is_enough, test_what_would_pass_with_everything_is_no_evidence, test_units_and_offsets_of_f
# says: Every point counts
# %% wrong: a tolerance of 1e-12
# from: model
# edit: tolerance = 1e-9 -> tolerance = 1e-12
# check: test_a_change_at_a_single_point_is_enough, test_what_would_pass_with_everything_is_no_evidence
# says: Every point counts
# %% wrong: True and False
# from: right: arrays all the way
# edit: return "yes" -> return True
# check: test_actions_on_random_points
# says: should be a string
# %% wrong: always yes
# check: test_actions_on_random_points
# says: f changes by at most
def is_symmetry(f, act, points):
    return "yes"
# %% wrong: the standard deviation in place of the range
# from: model
# edit: np.ptp(before) <= tolerance -> np.std(before) <= tolerance
# check: test_what_would_pass_with_everything_is_no_evidence
# says: varies over the points by
# %% wrong: the first and the last point vary
# from: model
# edit: np.ptp(before) <= tolerance -> abs(before[0] - before[-1]) <= tolerance
# check: test_what_would_pass_with_everything_is_no_evidence
# says: varies over the points by
# %% wrong: the norm of all changes
# from: model
# edit: np.any(np.abs(after - before) > tolerance) -> np.linalg.norm(after - before) > tolerance
# check: test_what_would_pass_with_everything_is_no_evidence
# says: f changes by at most
# %% wrong: the mean of the moduli as scale
# from: model
# edit: max(np.abs(before).max(), np.abs(after).max()) -> np.mean(np.abs([before, after]))
# check: test_units_and_offsets_of_f
# says: Here S is
# %% wrong: the sorted values are compared
# from: model
# edit: np.abs(after - before) > tolerance -> np.abs(np.sort(after) - np.sort(before)) > tolerance
# check: test_a_change_at_a_single_point_is_enough
# says: f changes by at most
# %% wrong: the moduli of f are compared
# from: model
# edit: np.abs(after - before) > tolerance -> np.abs(np.abs(after) - np.abs(before)) > tolerance
# check: test_a_change_at_a_single_point_is_enough
# says: f changes by at most
# %% wrong: the last point is left out
# from: model
# edit: np.abs(after - before) > tolerance -> np.abs(after - before)[:-1] > tolerance
# check: test_a_change_at_a_single_point_is_enough
# says: Every point counts
# %% wrong: an absolute floor of 1e-20
# from: model
# edit: 1e-9 * max(np.abs(before).max(), np.abs(after).max()) -> 1e-20 + 1e-9 * max(np.abs(before).max(), np.abs(after).max())
# check: test_units_and_offsets_of_f
# says: Here S is
# %% wrong: the spread between neighbours
# from: model
# edit: np.ptp(before) <= tolerance -> len(before) < 2 or np.abs(np.diff(before)).max() <= tolerance
# check: test_what_would_pass_with_everything_is_no_evidence
# says: f rises a little
# %% wrong: the spread between neighbours in order
# from: model
# edit: np.ptp(before) <= tolerance -> len(before) < 2 or np.diff(np.sort(before)).max() <= tolerance
# check: test_what_would_pass_with_everything_is_no_evidence
# says: f rises a little
# %% wrong: the root mean square of the changes
# from: model
# edit: np.any(np.abs(after - before) > tolerance) -> np.sqrt(np.mean((after - before) ** 2)) > tolerance
# check: test_what_would_pass_with_everything_is_no_evidence
# says: f changes a little at one of them
# %% wrong: one parameter has no symmetry
# from: model
# edit: return "no evidence" if np.ptp -> return "no evidence" if points.shape[1] < 2 or np.ptp
# check: test_a_change_at_a_single_point_is_enough
# says: a single parameter
