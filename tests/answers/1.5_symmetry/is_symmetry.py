# %% right: a loop
def is_symmetry(f, act, points):
    values = []
    moved = False
    for theta in points:
        image = np.asarray(act(theta))
        moved = moved or np.linalg.norm(image - theta) > 1e-9 * np.linalg.norm(theta)
        values.append((f(theta), f(image)))
    if any(not math.isfinite(after) for _, after in values):
        return "no"
    scale = max(max(abs(a), abs(b)) for a, b in values)
    if any(abs(a - b) > 1e-9 * scale for a, b in values):
        return "no"
    first = [a for a, _ in values]
    return "yes" if moved and max(first) - min(first) > 1e-9 * scale else "no evidence"
# %% right: arrays all the way
def is_symmetry(f, act, points):
    images = np.array([act(p) for p in points])
    table = np.array([[f(p), f(q)] for p, q in zip(points, images)], dtype=float)
    if np.isnan(table).any() or np.isinf(table).any():
        return "no"
    tol = np.max(np.abs(table)) * 1e-9
    if (np.abs(table[:, 0] - table[:, 1]) > tol).any():
        return "no"
    move = np.linalg.norm(images - points, axis=1) / np.linalg.norm(points, axis=1)
    if (move <= 1e-9).all() or table[:, 0].max() - table[:, 0].min() <= tol:
        return "no evidence"
    return "yes"
# %% right: verdict built from the end
def is_symmetry(f, act, points):
    verdict, seen, still = "yes", [], []
    for p in points:
        q = act(p)
        seen += [float(f(p)), float(f(q))]
        still.append(np.allclose(q, p, rtol=0, atol=1e-9 * np.sqrt(np.sum(p**2))))
    before, after = np.array(seen[::2]), np.array(seen[1::2])
    scale = np.abs(np.array(seen)[np.isfinite(seen)]).max()
    if np.ptp(before) <= 1e-9 * scale or all(still):
        verdict = "no evidence"
    if not np.isfinite(after).all() or np.abs(before - after).max() > 1e-9 * scale:
        verdict = "no"
    return verdict
# %% right: a NumPy string
def is_symmetry(f, act, points):
    images = [act(theta) for theta in points]
    a = np.array([f(theta) for theta in points])
    b = np.array([f(image) for image in images])
    scale = np.abs(np.append(a, b[np.isfinite(b)])).max()
    changed = ~(np.abs(a - b) <= 1e-9 * scale)
    if changed.any():
        return np.str_("no")
    fixed = np.all([np.linalg.norm(q - p) <= 1e-9 * np.linalg.norm(p) for p, q in zip(points, images)])
    return np.str_("no evidence" if fixed or a.max() - a.min() <= 1e-9 * scale else "yes")
# %% right: stops at the first image that is not finite
def is_symmetry(f, act, points):
    pairs = []
    for p in points:
        q = act(p)
        after = f(q)
        if not abs(after) < math.inf:
            return "no"
        pairs.append((f(p), after, max(abs(q - p)) > 1e-9 * math.sqrt(sum(p**2))))
    tolerance = 1e-9 * max(max(abs(a), abs(b)) for a, b, _ in pairs)
    if max(abs(a - b) for a, b, _ in pairs) > tolerance:
        return "no"
    spread = max(a for a, _, _ in pairs) - min(a for a, _, _ in pairs)
    return "yes" if spread > tolerance and any(moved for _, _, moved in pairs) else "no evidence"
# %% wrong: yes or no only, with NumPy's tolerance
# marks: <= 0.6
# check: test_what_would_pass_with_everything_is_no_evidence, test_units_and_offsets_of_f
# says: a constant f passes with every action
def is_symmetry(f, act, points):
    before, after = [f(p) for p in points], [f(act(p)) for p in points]
    return "yes" if np.allclose(before, after, rtol=1e-9) else "no"
# %% wrong: never "no evidence"
# marks: >= 0.5
# check: test_what_would_pass_with_everything_is_no_evidence
# says: a constant f passes with every action
# from: right: arrays all the way
# edit: return "no evidence" -> return "yes"
# %% wrong: the identity passes
# from: model
# edit: if still or np.ptp(before) -> if np.ptp(before)
# check: test_what_would_pass_with_everything_is_no_evidence
# says: a constant f passes with every action
# %% wrong: a constant passes
# from: model
# edit: if still or np.ptp(before) <= tolerance: -> if still:
# check: test_what_would_pass_with_everything_is_no_evidence
# says: a constant f passes with every action
# %% wrong: evidence before change
# from: right: verdict built from the end
# edit: if not np.isfinite(after).all() or -> if verdict == "yes" and not np.isfinite(after).all() or verdict == "yes" and
# check: test_what_would_pass_with_everything_is_no_evidence, test_units_and_offsets_of_f
# says: a constant f passes with every action
# %% wrong: the first point decides
# from: model
# edit: if np.any(np.abs(after - before) > tolerance): -> if abs(after[0] - before[0]) > tolerance:
# check: test_a_change_at_a_single_point_is_enough
# says: Every point counts
# %% wrong: the mean over the points
# from: model
# edit: if np.any(np.abs(after - before) > tolerance): -> if abs(np.mean(after - before)) > 1e-3 * abs(before).max():
# check: test_a_change_at_a_single_point_is_enough
# says: Every point counts
# %% wrong: an absolute tolerance
# from: model
# edit: 1e-9 * max(np.abs(before).max(), np.abs(after).max()) -> 1e-9
# check: test_units_and_offsets_of_f
# says: largest modulus
# %% wrong: relative to each value
# from: model
# edit: np.abs(after - before) > tolerance -> np.abs(after - before) > 1e-9 * np.abs(before)
# check: test_units_and_offsets_of_f
# says: largest modulus
# %% wrong: the scale of the points alone
# from: model
# edit: max(np.abs(before).max(), np.abs(after).max()) -> np.ptp(before)
# check: test_what_would_pass_with_everything_is_no_evidence, test_units_and_offsets_of_f
# says: a constant f passes with every action
# %% wrong: NaN passes as no change
# from: model
# edit: if not np.all(np.isfinite(after)): -> if np.any(np.isinf(after)):
# edit: max(np.abs(before).max(), np.abs(after).max()) -> max(np.abs(before).max(), np.nanmax(np.abs(after)))
# check: test_images_at_which_f_is_not_finite
# says: it has changed
# %% wrong: infinity in the scale
# from: model
# edit: if not np.all(np.isfinite(after)): -> if np.any(np.isnan(after)):
# check: test_images_at_which_f_is_not_finite
# says: it has changed
# %% wrong: True and False
# from: right: arrays all the way
# edit: return "yes" -> return True
# check: test_actions_on_random_points
# says: should be a string
# %% wrong: always yes
# check: test_actions_on_random_points
# says: Compare f at each point
def is_symmetry(f, act, points):
    return "yes"
# %% wrong: calls f again and again
# from: model
# edit: before, after = np.array([f(theta) -> f(points[0]); before, after = np.array([f(theta)
# check: test_calls_of_f_and_act
# says: more than
# %% wrong: movement measured absolutely
# from: model
# edit: <= 1e-9 * np.linalg.norm(theta) -> <= 1e-9
# check: test_what_would_pass_with_everything_is_no_evidence
# says: a constant f passes with every action
# %% wrong: one fixed point is enough
# from: model
# edit: still = all( -> still = any(
# check: test_what_would_pass_with_everything_is_no_evidence
# says: a constant f passes with every action
