# %% right: the least value of the dual function
def sam_sharpness_exact(g, H, rho):
    from scipy.optimize import minimize_scalar

    lam, Q = np.linalg.eigh(H)
    c, least, size = (Q.T @ g) ** 2, max(lam[-1], 0.0), np.linalg.norm(g)
    if size == 0:
        return least * rho**2 / 2
    gaps, unit = least - lam, size / rho

    def dual(s):
        t = unit * math.exp(s)
        return (np.sum(c / (t + gaps)) + (least + t) * rho**2) / 2 / (size * rho)

    grid = np.linspace(-70, 0, 281)
    k = int(np.argmin([dual(s) for s in grid]))
    around = (grid[max(k - 1, 0)], grid[min(k + 1, 280)])
    found = minimize_scalar(dual, bounds=around, method="bounded", options={"xatol": 1e-9})
    return min(found.fun, dual(grid[k]), dual(0.0)) * size * rho
# %% right: brentq on the secular equation, and the best step
def sam_sharpness_exact(g, H, rho):
    from scipy.optimize import brentq

    lam, Q = np.linalg.eigh(H)
    parts, least = Q.T @ g, max(lam[-1], 0.0)
    size = np.linalg.norm(parts)
    if size == 0:
        return least * rho**2 / 2
    gaps = least - lam
    length = lambda s: np.linalg.norm(parts / (math.exp(s) * size / rho + gaps)) / rho - 1
    if length(-60.0) <= 0:
        e = parts / (math.exp(-60.0) * size / rho + gaps)
        return parts @ e / 2 + least * rho**2 / 2
    t = math.exp(brentq(length, -60.0, 1e-9, xtol=1e-13) if length(1e-9) < 0 else 0.0) * size / rho
    return float(np.sum(parts**2 / (t + gaps)) + (least + t) * rho**2) / 2
# %% right: Newton on 1/length, from the right
def sam_sharpness_exact(g, H, rho):
    lam, Q = np.linalg.eigh(np.asarray(H, dtype=float))
    parts = Q.T @ g
    if not parts.any():
        return max(lam[-1], 0) * rho**2 / 2
    parts[np.abs(parts) < 1e-12 * np.abs(parts).max()] = 0.0
    least = max(lam[-1], 0.0)
    gaps, alive = least - lam, parts != 0
    c, gaps = parts[alive], gaps[alive]
    tiny = gaps <= 1e-13 * np.abs(lam).max()
    if not tiny.any() and np.sum((c / gaps) ** 2) <= rho**2:
        return np.sum(c**2 / gaps) / 2 + least * rho**2 / 2
    low, high = np.max(np.abs(c[tiny])) / rho if tiny.any() else 0.0, np.linalg.norm(c) / rho
    for _ in range(200):
        t = math.sqrt(low * high) if low > 0 else high / 2
        if np.linalg.norm(c / (t + gaps)) > rho:
            low = t
        else:
            high = t
    return np.sum(c**2 / (high + gaps)) / 2 + (least + high) * rho**2 / 2
# %% right: halving the logarithm
def sam_sharpness_exact(g, H, rho):
    g = np.asarray(g, dtype=float)
    lam, Q = np.linalg.eigh(H)
    squares = (g @ Q) ** 2
    floor = lam[-1] if lam[-1] > 0 else 0.0
    if squares.sum() == 0:
        return 0.5 * rho**2 * floor
    top = math.log(math.sqrt(squares.sum()) / rho)
    a, b = top - 80, top
    for _ in range(90):
        s = (a + b) / 2
        t = math.exp(s)
        if np.sum(squares / (t + floor - lam if floor == 0 else t + (floor - lam)) ** 2) > rho**2:
            a = s
        else:
            b = s
    t = math.exp(b)
    return 0.5 * (squares / (t + (floor - lam))).sum() + 0.5 * rho**2 * (floor + t)
# %% right: a step in the eigenbasis, filled up
def sam_sharpness_exact(g, H, rho):
    lam, Q = np.linalg.eigh(H)
    parts, least = np.dot(g, Q), np.maximum(lam[-1], 0.0)
    size = np.linalg.norm(parts)
    if size == 0.0:
        return sp.Float(float(least * rho**2 / 2), 17)
    ts = [0.0, size / rho]
    for _ in range(110):
        t = sum(ts) / 2
        ts[int(np.linalg.norm(parts / (t + (least - lam))) <= rho)] = t
    e = parts / (ts[1] + (least - lam))
    missing = max(rho**2 - e @ e, 0.0)
    return parts @ e + lam @ e**2 / 2 + (least + ts[1]) * missing / 2
# %% wrong: always on the sphere, above the largest eigenvalue, g with all parts
# from: model
# edit: max(lam[-1], 0.0) -> lam[-1]
# edit: low, high = 0.0, -> low, high = 1e-3 * np.linalg.norm(g) / rho,
# marks: <= 0.6
# check: test_hard_case, test_negative_and_indefinite_hessians, test_other_units_and_sizes
# says: fill e up
# %% wrong: always on the sphere
# from: model
# edit: max(lam[-1], 0.0) -> lam[-1]
# marks: >= 0.5
# check: test_negative_and_indefinite_hessians
# says: lies inside
# %% wrong: the hard case is not filled up
# check: test_hard_case
# says: fill e up
# from: model
# edit:
# -     return np.sum(parts**2 / (high + gaps)) / 2 + (least + high) * rho**2 / 2
# +     e = parts / (high + gaps)
# +     return parts @ e + lam @ e**2 / 2
# %% wrong: first order
# from: model
# edit: return np.sum(parts**2 / (high + gaps)) / 2 + (least + high) * rho**2 / 2 -> return rho * np.linalg.norm(g)
# check: test_positive_definite_hessians
# says: first order
# %% wrong: SAM's step
# from: model
# edit: return np.sum(parts**2 / (high + gaps)) / 2 + (least + high) * rho**2 / 2 -> e = rho * parts / np.linalg.norm(g); return parts @ e + lam @ e**2 / 2
# check: test_positive_definite_hessians
# says: SAM's step along g
# %% wrong: the curvature alone
# from: model
# edit: return np.sum(parts**2 / (high + gaps)) / 2 + (least + high) * rho**2 / 2 -> return least * rho**2 / 2
# check: test_positive_definite_hessians
# says: curvature part alone
# %% wrong: the best of each part
# from: model
# edit: return np.sum(parts**2 / (high + gaps)) / 2 + (least + high) * rho**2 / 2 -> return rho * np.linalg.norm(g) + least * rho**2 / 2
# check: test_positive_definite_hessians
# says: one step cannot have both
# %% wrong: without the half of the curvature
# from: model
# edit: lam, Q = np.linalg.eigh(H) -> lam, Q = np.linalg.eigh(2 * np.asarray(H))
# check: test_positive_definite_hessians
# says: half of ½
# %% wrong: the least value
# from: model
# edit: lam, Q = np.linalg.eigh(H) -> lam, Q = np.linalg.eigh(-np.asarray(H))
# edit: return np.sum(parts**2 / (high + gaps)) / 2 + (least + high) * rho**2 / 2 -> return -np.sum(parts**2 / (high + gaps)) / 2 - (least + high) * rho**2 / 2
# check: test_positive_definite_hessians
# says: least value, not the largest
# %% wrong: the largest modulus
# from: model
# edit: max(lam[-1], 0.0) -> np.max(np.abs(lam))
# check: test_negative_and_indefinite_hessians
# says: is not right
# %% wrong: a small g is none
# from: model
# edit: low, high = 0.0, np.linalg.norm(g) / rho -> low, high = 0.0, np.linalg.norm(g) / rho * (np.linalg.norm(g) > 1e-6) + 1e-300
# check: test_other_units_and_sizes
# says: is not right
# %% wrong: few halvings
# from: model
# edit: range(100) -> range(5)
# check: test_positive_definite_hessians
# says: S of a positive definite H
# %% wrong: twenty halvings
# from: model
# edit: range(100) -> range(20)
# check: test_hard_case
# says: Only digits are missing
# %% wrong: one top eigenvector only, in the hard case
# check: test_hard_case
# says: NaN
# from: model
# edit:
# -     low, high = 0.0, np.linalg.norm(g) / rho
# +     if lam[-1] > 0 and abs(parts[-1]) < 1e-9 * np.linalg.norm(parts):
# +         rest = parts[:-1] / (lam[-1] - lam[:-1])
# +         if not np.linalg.norm(rest) >= rho:
# +             return parts[:-1] @ rest / 2 + least * rho**2 / 2
# +     low, high = 0.0, np.linalg.norm(g) / rho
# %% wrong: S without the second half
# from: model
# edit: (least + high) * rho**2 / 2 -> (least + high) * rho**2
# check: test_positive_definite_hessians
# says: of γρ² half is asked
# %% wrong: the hard case by a nudge
# from: model
# edit: parts = Q.T @ g -> parts = Q.T @ g + 1e-3 * np.linalg.norm(g) * (np.abs(Q.T @ g) < 1e-12)
# check: test_hard_case
# says: nearly right
# %% wrong: the bracket is absolute
# from: model
# edit: low, high = 0.0, np.linalg.norm(g) / rho -> low, high = 0.0, 1e4
# check: test_other_units_and_sizes
# says: is not right
# %% wrong: random directions
# check: test_positive_definite_hessians
# says: is not right
def sam_sharpness_exact(g, H, rho):
    draws = np.random.default_rng(0).standard_normal((20, len(g)))
    e = rho * draws / np.linalg.norm(draws, axis=1)[:, None]
    return np.max(e @ g + np.einsum("ij,jk,ik->i", e, H, e) / 2)
# %% wrong: the step of the diagonal
# from: model
# edit: lam, Q = np.linalg.eigh(H) -> lam, Q = np.sort(np.diag(H)), np.eye(len(g))[:, np.argsort(np.diag(H))]
# check: test_positive_definite_hessians
# says: is not right
# %% wrong: a small part along the top is none
# from: model
# edit: parts = Q.T @ g -> parts = np.where(np.abs(Q.T @ g) < 2e-3 * np.linalg.norm(g), 0.0, Q.T @ g)
# check: test_small_part_along_the_top
# says: no hard case
# %% wrong: the hard case by the last part alone
# marks: >= 0.5
# check: test_small_part_along_the_top
# says: in one of them alone
# from: model
# edit:
# -     low, high = 0.0, np.linalg.norm(g) / rho
# +     if lam[-1] > 0 and abs(parts[-1]) <= 1e-12 * np.linalg.norm(g):
# +         rest = np.divide(parts, gaps, out=np.zeros_like(parts), where=gaps > 1e-9 * lam[-1])
# +         if np.linalg.norm(rest) < rho:
# +             return parts @ rest / 2 + least * rho**2 / 2
# +     low, high = 0.0, np.linalg.norm(g) / rho
# %% wrong: a part below 1e-10 is none, in any unit
# check: test_small_part_along_the_top
# says: in any unit
# from: model
# edit:
# -     low, high = 0.0, np.linalg.norm(g) / rho
# +     top = gaps <= 1e-9 * np.max(np.abs(lam))
# +     if lam[-1] > 0 and np.all(np.abs(parts[top]) < 1e-10):
# +         rest = np.divide(parts, gaps, out=np.zeros_like(parts), where=~top)
# +         if np.linalg.norm(rest) < rho:
# +             return parts @ rest / 2 + least * rho**2 / 2
# +     low, high = 0.0, np.linalg.norm(g) / rho
# %% wrong: no part along the top is the hard case, of any sign of H
# check: test_negative_and_indefinite_hessians
# says: no hard case, whatever the parts of g are
# from: model
# edit:
# -     low, high = 0.0, np.linalg.norm(g) / rho
# +     top = lam[-1] - lam <= 1e-9 * np.max(np.abs(lam))
# +     if np.any(lam) and np.all(np.abs(parts[top]) <= 1e-12 * np.linalg.norm(g)):
# +         rest = np.divide(parts, lam[-1] - lam, out=np.zeros_like(parts), where=~top)
# +         if np.linalg.norm(rest) < rho:
# +             return parts @ rest / 2 + lam[-1] * rho**2 / 2
# +     low, high = 0.0, np.linalg.norm(g) / rho
# %% wrong: thirty halvings
# from: model
# edit: range(100) -> range(30)
# marks: >= 0.5
# check: test_other_units_and_sizes
# says: digits
# %% wrong: halves until the bracket is 1e-12 wide
# from: model
# edit: t = (low + high) / 2 -> t = (low + high) / 2 if high - low > 1e-12 else high
# check: test_small_part_along_the_top
# says: to all its digits, in any unit
# %% wrong: g·e in full
# from: model
# edit: np.sum(parts**2 / (high + gaps)) / 2 + -> np.sum(parts**2 / (high + gaps)) +
# check: test_positive_definite_hessians
# says: of g·e half is asked
# %% wrong: t for γ
# from: model
# edit: (least + high) * rho**2 -> high * rho**2
# check: test_positive_definite_hessians
# says: this has t alone
# %% wrong: the bracket by the norm of H
# from: model
# edit: low, high = 0.0, np.linalg.norm(g) / rho -> low, high = 0.0, 1e4 * np.max(np.abs(lam))
# check: test_negative_and_indefinite_hessians
# says: Where H is 0
# %% wrong: negative definite is below -1e-6
# check: test_other_units_and_sizes
# says: The best step lies inside, in these units, too
# from: model
# edit: max(lam[-1], 0.0) -> (0.0 if lam[-1] < -1e-6 or abs(lam[-1]) < 1e-12 else lam[-1])
# %% wrong: a part that is small beside ρ times H is none
# check: test_small_part_along_the_top
# says: a thousandth along the top
# from: model
# edit:
# -     low, high = 0.0, np.linalg.norm(g) / rho
# +     parts = np.where((gaps == 0) & (np.abs(parts) < 1e-6 * rho * np.max(np.abs(lam))), 0.0, parts)
# +     low, high = 0.0, np.linalg.norm(g) / rho
