# %% right: squared distances
def align_units(A, B, signs):
    cost = ((A[:, None] - B[None]) ** 2).sum(axis=2)
    if signs:
        cost = np.minimum(cost, ((A[:, None] + B[None]) ** 2).sum(axis=2))
    _, cols = linear_sum_assignment(cost)
    out = B[cols].copy()
    if signs:
        out[(A * out).sum(axis=1) < 0] *= -1
    return out
# %% right: rows as a list
def align_units(A, B, signs):
    M = np.array([[x @ y for y in B] for x in A])
    chosen = linear_sum_assignment(-abs(M) if signs else -M)[1]
    return [(-B[j] if signs and M[i, j] < 0 else B[j]).tolist() for i, j in enumerate(chosen)]
# %% right: B and -B side by side
def align_units(A, B, signs):
    h = len(B)
    both = np.stack([A @ B.T, -A @ B.T if signs else np.full((h, h), -np.inf)])
    best = both.max(axis=0)
    i, j = linear_sum_assignment(best, maximize=True)
    sign = np.where(both.argmax(axis=0)[i, j] == 0, 1, -1)
    return B[j] * sign[:, None]
# %% right: scaled first
def align_units(A, B, signs):
    M = (A / np.abs(A).max()) @ (B / np.abs(B).max()).T
    P = np.zeros_like(M)
    i, j = linear_sum_assignment(np.abs(M) if signs else M, True)
    P[i, j] = np.where(M[i, j] < 0, -1, 1) if signs else 1
    return P @ B
# %% right: improved by exchanges of two and chains
def align_units(A, B, signs):
    from scipy.optimize import linear_sum_assignment as assign
    gain = A @ B.T
    table = np.abs(gain) if signs else gain
    shift = table.max() - table
    order = assign(shift)[1]
    flips = np.array([-1.0 if signs and gain[row, col] < 0 else 1.0 for row, col in enumerate(order)])
    return np.diag(flips) @ B[order]
# %% wrong: greedy, without signs
# marks: <= 0.6
# check: test_permuted_units_with_signs, test_units_that_compete, test_few_and_many_units
# says: The signs are missing
def align_units(A, B, signs):
    M = np.abs(A @ B.T) if signs else (A @ B.T).copy()
    cols = np.zeros(len(A), dtype=int)
    for _ in range(len(A)):
        i, j = np.unravel_index(np.argmax(M), M.shape)
        cols[i] = j
        M[i], M[:, j] = -np.inf, -np.inf
    return B[cols]
# %% wrong: the best pair first
# check: test_units_that_compete
# says: another order has a smaller one
def align_units(A, B, signs):
    T = A @ B.T
    M = np.abs(T) if signs else T.copy()
    cols = np.zeros(len(A), dtype=int)
    for _ in range(len(A)):
        i, j = np.unravel_index(np.argmax(M), M.shape)
        cols[i] = j
        M[i], M[:, j] = -np.inf, -np.inf
    flips = np.where(signs & (T[np.arange(len(A)), cols] < 0), -1.0, 1.0)
    return flips[:, None] * B[cols]
# %% wrong: the signs after the assignment
# from: model
# edit: np.abs(M) if signs else M -> M
# check: test_permuted_units_with_signs
# says: The signs come with the assignment
# %% wrong: no signs
# from: model
# edit: return turned[:, None] * B[cols] -> return B[cols]
# check: test_permuted_units_with_signs
# says: The signs are missing
# %% wrong: signs also without being asked
# from: model
# edit: np.where(signs & (M[rows, cols] < 0), -1.0, 1.0) -> np.where(M[rows, cols] < 0, -1.0, 1.0)
# check: test_few_and_many_units
# says: has changed its sign here, and signs = False
# %% wrong: the inverse permutation
# from: model
# edit: turned[:, None] * B[cols] -> (turned[:, None] * B[cols])[np.argsort(cols)][np.argsort(cols)]
# check: test_permuted_units
# says: inverse permutation
# %% wrong: the worst assignment
# from: model
# edit: maximize=True -> maximize=False
# check: test_permuted_units
# says: the worst, not the best
# %% wrong: rows of A
# from: model
# edit: * B[cols] -> * A[cols]
# check: test_permuted_units
# says: Not every row here is a row of B
# %% wrong: A itself
# check: test_permuted_units
# says: rows of A
def align_units(A, B, signs):
    return A
# %% wrong: B itself
# check: test_permuted_units
# says: as it was given
def align_units(A, B, signs):
    return B
# %% wrong: angles alone
# from: model
# edit: M = A @ B.T -> M = (A / np.linalg.norm(A, axis=1)[:, None]) @ (B / np.maximum(np.linalg.norm(B, axis=1), 1e-300)[:, None]).T
# check: test_units_that_compete
# says: another order has a smaller one
# %% wrong: the sum of distances, not squared
# check: test_units_that_compete
# says: sum of squared distances of these rows
def align_units(A, B, signs):
    plus = np.linalg.norm(A[:, None] - B[None], axis=2)
    minus = np.linalg.norm(A[:, None] + B[None], axis=2)
    cost = np.minimum(plus, minus) if signs else plus
    rows, cols = linear_sum_assignment(cost)
    turned = np.where(minus[rows, cols] < plus[rows, cols], -1.0, 1.0) if signs else np.ones(len(A))
    return turned[:, None] * B[cols]
# %% wrong: the nearest row for each, twice if need be
# check: test_units_that_compete
# says: stands here twice
def align_units(A, B, signs):
    T = A @ B.T
    cost = (B**2).sum(axis=1) - 2 * (np.abs(T) if signs else T)
    cols = np.argmin(cost, axis=1)
    flips = np.where(signs & (T[np.arange(len(A)), cols] < 0), -1.0, 1.0)
    return flips[:, None] * B[cols]
# %% wrong: the last weight left out
# from: model
# edit: M = A @ B.T -> M = A[:, :-1] @ B[:, :-1].T
# check: test_units_that_compete, test_few_and_many_units
# says: align_units of
# %% wrong: the rows of A in the order of B
# from: model
# edit: return turned[:, None] * B[cols] -> return A[np.argsort(cols)]
# check: test_permuted_units
# says: the other way round
# %% wrong: sorted by length
# check: test_permuted_units
# says: another order has a smaller one
def align_units(A, B, signs):
    out = np.empty_like(B)
    out[np.argsort(np.linalg.norm(A, axis=1))] = B[np.argsort(np.linalg.norm(B, axis=1))[::-1]]
    return out
# %% wrong: the indices
# from: model
# edit: return turned[:, None] * B[cols] -> return cols
# check: test_permuted_units
# says: shape
# %% wrong: small weights are none
# from: model
# edit: M = A @ B.T -> M = np.round(A @ B.T, 12)
# marks: >= 0.5
# check: test_few_and_many_units
# says: 1e-08
# %% wrong: small products keep their sign
# from: model
# edit: M[rows, cols] < 0 -> M[rows, cols] < -0.01 * np.abs(M).max()
# marks: >= 0.5
# check: test_units_that_compete
# says: The order is right; a sign is not
# %% wrong: tiny products keep their sign
# from: model
# edit: M[rows, cols] < 0 -> M[rows, cols] < -1e-5 * np.abs(M).max()
# check: test_units_that_compete
# says: The order is right; a sign is not
# %% wrong: the signs are chosen and not applied where the order is right
# from: model
# edit: return turned[:, None] * B[cols] -> return B[cols] if len(B) < 5 else turned[:, None] * B[cols]
# check: test_few_and_many_units
# says: Which of the two signs is nearer
# %% wrong: B without its mean
# from: model
# edit: M = A @ B.T -> M = A @ (B - B.mean(axis=0)).T
# check: test_few_and_many_units
# says: Which of the two signs is nearer
# %% wrong: moduli of the weights
# from: model
# edit: np.abs(M) if signs else M -> np.abs(A) @ np.abs(B).T if signs else M
# check: test_units_that_compete
# says: another order has a smaller one
# %% wrong: exchanges of two rows until none helps
# check: test_units_that_compete
# says: another order has a smaller one
def align_units(A, B, signs):
    M = A @ B.T
    gain, order, again = np.abs(M) if signs else M, list(range(len(A))), True
    while again:
        again = False
        for i in range(len(A)):
            for j in range(i):
                mine, turned = gain[i, order[i]] + gain[j, order[j]], gain[i, order[j]] + gain[j, order[i]]
                if turned > mine + 1e-12 * np.abs(M).max():
                    order[i], order[j], again = order[j], order[i], True
    kept = M[np.arange(len(A)), order]
    return np.where(signs & (kept < 0), -1.0, 1.0)[:, None] * B[order]
