# %% right: sorted eigenvalues, line by line
def top_kind(g, H, tangent, eps, zero):
    w, V = np.linalg.eigh(H)
    if np.sqrt(np.sum(g**2)) > eps:
        return "moving"
    if len(w) > 1 and w[1] < -zero:
        return "bend"
    cosine = V[:, 0] @ tangent / np.linalg.norm(tangent)
    if w[0] < -zero and all(value > zero for value in w[1:]) and abs(cosine) >= 0.9:
        return "pass"
    return "undecided"
# %% right: counts
def top_kind(g, H, tangent, eps, zero):
    if math.hypot(*g) > eps:
        return "moving"
    w, V = np.linalg.eigh(H)
    counts = [int((w < -zero).sum()), int((w > zero).sum())]
    if counts[0] > 1:
        return "bend"
    if counts != [1, len(g) - 1]:
        return "undecided"
    return "pass" if (V[:, 0] @ tangent) ** 2 >= 0.81 * (tangent @ tangent) else "undecided"
# %% right: general eigenvalues
def top_kind(g, H, tangent, eps, zero):
    if np.linalg.norm(g) > eps:
        return "moving"
    w, V = np.linalg.eig(H)
    w, V = w.real, V.real
    low = int(np.argmin(w))
    rest = np.delete(w, low)
    if np.any(rest < -zero):
        return "bend"
    unit = tangent / np.linalg.norm(tangent)
    good = w[low] < -zero and np.all(rest > zero) and abs(V[:, low] @ unit) >= 0.9
    return "pass" if good else "undecided"
# %% right: singular values for the vector
def top_kind(g, H, tangent, eps, zero):
    w = np.linalg.eigvalsh(H)
    if np.linalg.norm(g) > eps:
        return "moving"
    if sum(w < -zero) >= 2:
        return "bend"
    if sum(w < -zero) == 0 or sum(w > zero) < len(w) - 1:
        return "undecided"
    v = np.linalg.svd(H - w[0] * np.eye(len(w)))[2][-1]
    return "pass" if abs(v @ tangent) >= 0.9 * np.linalg.norm(tangent) else "undecided"
# %% right: a table of conditions
def top_kind(g, H, tangent, eps, zero):
    w, V = np.linalg.eigh(H)
    signs = np.where(w < -zero, -1, np.where(w > zero, 1, 0)).tolist()
    lines = [
        ("moving", np.linalg.norm(g) > eps),
        ("bend", signs.count(-1) >= 2),
        ("pass", signs == [-1] + [1] * (len(w) - 1) and abs(V[:, 0] @ tangent) >= 0.9 * np.linalg.norm(tangent)),
        ("undecided", True),
    ]
    return next(word for word, holds in lines if holds)
# %% wrong: any angle, any zero, the largest entry
# from: model
# edit: abs(vectors[:, 0] @ tangent) >= 0.9 * np.linalg.norm(tangent) -> True
# edit: down == 1 and flat == 0 and along -> down == 1
# edit: np.linalg.norm(g) > eps -> np.abs(g).max() > eps
# marks: <= 0.6
# check: test_direction_of_the_path, test_eigenvalues_near_zero, test_norm_of_the_gradient
# says: Which is the first line
# %% wrong: any angle
# from: model
# edit: abs(vectors[:, 0] @ tangent) >= 0.9 * np.linalg.norm(tangent) -> True
# marks: >= 0.5
# check: test_direction_of_the_path
# says: |cos|
# %% wrong: zeros beside one negative eigenvalue
# from: model
# edit: down == 1 and flat == 0 and along -> down == 1 and along
# check: test_eigenvalues_near_zero
# says: Which is the first line
# %% wrong: the angle with its sign
# from: model
# edit: abs(vectors[:, 0] @ tangent) -> vectors[:, 0] @ tangent
# check: test_direction_of_the_path
# says: Which is the first line
# %% wrong: the tangent taken for a unit vector
# from: model
# edit: >= 0.9 * np.linalg.norm(tangent) -> >= 0.9
# check: test_direction_of_the_path
# says: Which is the first line
# %% wrong: the row of the vectors
# from: model
# edit: vectors[:, 0] -> vectors[0]
# check: test_passes_and_tops_that_bend
# says: Which is the first line
# %% wrong: the highest eigenvector
# from: model
# edit: vectors[:, 0] -> vectors[:, -1]
# check: test_passes_and_tops_that_bend
# says: Which is the first line
# %% wrong: the largest entry of the gradient
# from: model
# edit: np.linalg.norm(g) > eps -> np.abs(g).max() > eps
# check: test_norm_of_the_gradient
# says: ‖g‖ =
# %% wrong: the sum of the entries of the gradient
# from: model
# edit: np.linalg.norm(g) > eps -> np.abs(g).sum() > eps
# check: test_norm_of_the_gradient
# says: ‖g‖ =
# %% wrong: bend before moving
# check: test_norm_of_the_gradient
# says: Which is the first line
def top_kind(g, H, tangent, eps, zero):
    values, vectors = np.linalg.eigh(H)
    down, flat = np.sum(values < -zero), np.sum(np.abs(values) <= zero)
    if down >= 2:
        return "bend"
    if np.linalg.norm(g) > eps:
        return "moving"
    along = abs(vectors[:, 0] @ tangent) >= 0.9 * np.linalg.norm(tangent)
    return "pass" if down == 1 and flat == 0 and along else "undecided"
# %% wrong: strictly negative
# from: model
# edit: np.sum(values < -zero) -> np.sum(values < 0)
# check: test_eigenvalues_near_zero
# says: Which is the first line
# %% wrong: exactly zero
# from: model
# edit: np.sum(np.abs(values) <= zero) -> np.sum(values == 0)
# check: test_eigenvalues_near_zero
# says: Which is the first line
# %% wrong: an absolute zero
# from: model
# edit: down, flat = np.sum(values < -zero) -> down, flat = np.sum(values < -1e-3)
# check: test_one_parameter_and_other_units
# says: Which is the first line
# %% wrong: three negative ones are needed
# from: model
# edit: if down >= 2: -> if down > 2:
# check: test_passes_and_tops_that_bend
# says: Which is the first line
# %% wrong: exactly two
# from: model
# edit: if down >= 2: -> if down == 2:
# check: test_eigenvalues_near_zero
# says: Which is the first line
# %% wrong: the determinant
# check: test_passes_and_tops_that_bend, test_eigenvalues_near_zero
# says: Which is the first line
def top_kind(g, H, tangent, eps, zero):
    if np.linalg.norm(g) > eps:
        return "moving"
    return "pass" if np.linalg.det(H) < 0 else "bend"
# %% wrong: the curvature along the path alone
# check: test_passes_and_tops_that_bend
# says: Which is the first line
def top_kind(g, H, tangent, eps, zero):
    if np.linalg.norm(g) > eps:
        return "moving"
    bent = tangent @ H @ tangent / (tangent @ tangent)
    return "pass" if bent < -zero else "undecided"
# %% wrong: half of the angle's bound
# from: model
# edit: 0.9 * -> 0.8 *
# check: test_direction_of_the_path
# says: |cos|
# %% wrong: the square of the cosine
# from: model
# edit: abs(vectors[:, 0] @ tangent) >= 0.9 * np.linalg.norm(tangent) -> (vectors[:, 0] @ tangent) ** 2 >= 0.9 * (tangent @ tangent)
# check: test_direction_of_the_path
# says: |cos|
# %% wrong: another word
# from: model
# edit: return "bend" -> return "saddle"
# check: test_passes_and_tops_that_bend
# says: should be one of
# %% wrong: always a pass
# check: test_passes_and_tops_that_bend, test_direction_of_the_path, test_eigenvalues_near_zero, test_norm_of_the_gradient
# says: Which is the first line
def top_kind(g, H, tangent, eps, zero):
    return "pass"
# %% wrong: general eigenvalues taken as sorted
# from: model
# edit: np.linalg.eigh(H) -> np.linalg.eig(H)
# check: test_passes_and_tops_that_bend, test_direction_of_the_path
# says: Which is the first line
# %% wrong: zero in proportion to the largest eigenvalue
# from: model
# edit: down, flat = np.sum(values < -zero), np.sum(np.abs(values) <= zero) -> down, flat = np.sum(values < -zero * np.abs(values).max()), np.sum(np.abs(values) <= zero * np.abs(values).max())
# check: test_eigenvalues_near_zero, test_one_parameter_and_other_units
# says: Which is the first line
