# %% right: shifted power iteration
def min_eigpair(hvp, dim, bound, budget, seed=0):
    v = np.random.default_rng(seed).standard_normal(dim)
    v /= np.linalg.norm(v)
    Hv = hvp(v)
    for _ in range(budget - 1):
        w = bound * v - Hv
        v = w / np.linalg.norm(w)
        Hv = hvp(v)
    lam = v @ Hv
    return lam, v, np.linalg.norm(Hv - lam * v)
# %% right: Lanczos, a list
def min_eigpair(hvp, dim, bound, budget, seed=0):
    q = np.random.default_rng(seed).standard_normal(dim)
    Q, images = [q / np.linalg.norm(q)], []
    for _ in range(min(budget - 1, dim)):
        images.append(np.array(hvp(Q[-1])))
        w = images[-1]
        for _ in range(2):
            for other in Q:
                w = w - (w @ other) * other
        if np.linalg.norm(w) <= 1e-9 * bound:
            break
        Q.append(w / np.linalg.norm(w))
    B = np.array(Q[: len(images)])
    T = B @ np.array(images).T
    y = np.linalg.eigh((T + T.T) / 2)[1][:, 0]
    v = B.T @ y
    v = v / np.linalg.norm(v)
    Hv = hvp(v)
    lam = float(v @ Hv)
    return [lam, v.tolist(), math.sqrt(sum((Hv - lam * v) ** 2))]
# %% right: a larger shift
def min_eigpair(hvp, dim, bound, budget, seed=0):
    v = np.random.default_rng(seed).standard_normal(dim)
    shift = 1.05 * bound
    for _ in range(budget - 1):
        v = v / np.linalg.norm(v)
        v = shift * v - hvp(v)
    v = v / np.linalg.norm(v)
    v = v * (1 if max(v) >= -min(v) else -1)
    Hv = hvp(v)
    lam = float(np.dot(v, Hv))
    return np.float64(lam), v, float(np.linalg.norm(Hv - lam * v))
# %% right: the whole matrix where the budget allows it, else turns
def min_eigpair(hvp, dim, bound, budget, seed=0):
    v = np.random.default_rng(seed).standard_normal(dim)
    v = v / np.linalg.norm(v)
    if dim <= budget - 2:
        hvp(v)
        H = np.array([hvp(unit) for unit in np.eye(dim)])
        v = np.linalg.eigh((H + H.T) / 2)[1][:, 0]
    else:
        for _ in range(budget - 1):
            v = bound * v - hvp(v)
            v = v / np.linalg.norm(v)
    Hv = hvp(v)
    lam = float(v @ Hv)
    return lam, v, math.sqrt(max(0.0, float(Hv @ Hv) - lam**2))
# %% right: conjugate gradients on the quotient, by blocks of three
def min_eigpair(hvp, dim, bound, budget, seed=0):
    v = np.random.default_rng(seed).standard_normal(dim)
    v = v / np.linalg.norm(v)
    Hv, last = hvp(v), None
    for _ in range((budget - 1) // 2):
        lam = v @ Hv
        r = Hv - lam * v
        if np.linalg.norm(r) <= 1e-9 * bound:
            break
        span = [v, r / np.linalg.norm(r)] + ([] if last is None else [last])
        Q, R = np.linalg.qr(np.array(span).T)
        keep = np.abs(np.diag(R)) > 1e-7
        Q = Q[:, keep]
        images = np.array([Hv * (Q[:, 0] @ v)] + [hvp(q) for q in Q.T[1:]]).T
        T = Q.T @ images
        y = np.linalg.eigh((T + T.T) / 2)[1][:, 0]
        new, image = Q @ y, images @ y
        last = new - (new @ v) * v
        last = last / np.linalg.norm(last) if np.linalg.norm(last) > 0 else None
        v, Hv = new / np.linalg.norm(new), image / np.linalg.norm(new)
    Hv = hvp(v)
    return float(v @ Hv), v, float(np.linalg.norm(Hv - (v @ Hv) * v))
# %% wrong: power iteration without a shift
# check: test_an_indefinite_hessian, test_lowest_is_not_largest_in_modulus, test_definite_hessians
# check: test_multiples_of_the_identity, test_many_parameters, test_any_unit, test_a_start_that_sees_it
# says: The smallest with its sign was asked.
# from: right 1
# edit: bound * v - Hv -> Hv
# %% wrong: shifted the other way
# check: test_an_indefinite_hessian, test_lowest_is_not_largest_in_modulus, test_definite_hessians
# check: test_multiples_of_the_identity, test_many_parameters, test_any_unit, test_a_start_that_sees_it
# says: is not right
# from: right 1
# edit: bound * v - Hv -> bound * v + Hv
# %% wrong: the eigenvalue of the shifted matrix
# check: test_an_indefinite_hessian, test_lowest_is_not_largest_in_modulus, test_definite_hessians
# check: test_multiples_of_the_identity, test_many_parameters, test_any_unit, test_a_start_that_sees_it
# says: shift back.
# from: right 1
# edit: return lam, v, -> return bound - lam, v,
# %% wrong: the sign of the eigenvalue turned
# check: test_an_indefinite_hessian, test_lowest_is_not_largest_in_modulus, test_definite_hessians
# check: test_multiples_of_the_identity, test_many_parameters, test_any_unit, test_a_start_that_sees_it
# says: Its sign is turned.
# from: right 1
# edit: return lam, v, -> return -lam, v,
# %% wrong: half of the shift
# check: test_definite_hessians
# says: The smallest with its sign was asked.
# from: right 1
# edit: bound * v - Hv -> bound / 2 * v - Hv
# %% wrong: a shift of 1
# check: test_lowest_is_not_largest_in_modulus, test_definite_hessians, test_any_unit
# says: eigenpair
# from: right 1
# edit: bound * v - Hv -> 1.0 * v - Hv
# %% wrong: a start of all ones
# check: test_a_start_that_sees_it
# says: does not point along the start
# from: right 1
# edit: np.random.default_rng(seed).standard_normal(dim) -> np.ones(dim)
# %% wrong: the first axis as a start
# check: test_a_start_that_sees_it
# says: The smallest with its sign was asked.
# from: right 1
# edit: np.random.default_rng(seed).standard_normal(dim) -> np.eye(dim)[0]
# %% wrong: seed is not used
# check: test_a_start_that_sees_it
# says: does not point along the start
# from: right 1
# edit: default_rng(seed) -> default_rng(0)
# marks: >= 0.5
# %% wrong: one call too many
# check: test_few_products
# says: times, which is the budget that it was given, budget = 
# from: right 1
# edit: range(budget - 1) -> range(budget)
# %% wrong: the residual of the vector before
# check: test_an_indefinite_hessian, test_lowest_is_not_largest_in_modulus, test_definite_hessians
# check: test_multiples_of_the_identity, test_many_parameters, test_any_unit, test_a_start_that_sees_it
# says: , is not ‖Hv - lam v‖ of the pair that you returned.
# from: right 1
# edit: np.linalg.norm(Hv - lam * v) -> np.linalg.norm(w - lam * v)
# %% wrong: the residual relative to the eigenvalue
# check: test_multiples_of_the_identity, test_any_unit
# says: , inf - inf or the logarithm of a negative number.
# from: right 1
# edit: np.linalg.norm(Hv - lam * v) -> np.linalg.norm(Hv - lam * v) / abs(lam)
# %% wrong: the distance of v from Hv
# check: test_an_indefinite_hessian, test_lowest_is_not_largest_in_modulus, test_definite_hessians
# check: test_multiples_of_the_identity, test_many_parameters, test_any_unit, test_a_start_that_sees_it
# says: , is not ‖Hv - lam v‖ of the pair that you returned.
# from: right 1
# edit: np.linalg.norm(Hv - lam * v) -> np.linalg.norm(Hv - v)
# %% wrong: the vector not normalised
# check: test_an_indefinite_hessian, test_lowest_is_not_largest_in_modulus, test_definite_hessians
# check: test_multiples_of_the_identity, test_many_parameters, test_any_unit, test_a_start_that_sees_it
# says: .
# from: right 1
# edit: return lam, v, -> return lam, 2 * v,
# %% wrong: the norm of Hv in place of the quotient
# check: test_an_indefinite_hessian, test_lowest_is_not_largest_in_modulus, test_definite_hessians
# check: test_multiples_of_the_identity, test_many_parameters, test_any_unit, test_a_start_that_sees_it
# says: Its sign is turned.
# from: right 1
# edit: lam = v @ Hv -> lam = np.linalg.norm(Hv)
# %% wrong: minus the norm of Hv
# check: test_definite_hessians, test_multiples_of_the_identity, test_any_unit
# says: Its sign is turned.
# from: right 1
# edit: lam = v @ Hv -> lam = -np.linalg.norm(Hv)
# %% wrong: the indefinite case only
# check: test_definite_hessians, test_multiples_of_the_identity, test_any_unit, test_a_start_that_sees_it
# says: Its sign is turned.
# marks: <= 0.6
def min_eigpair(hvp, dim, bound, budget, seed=0):
    v = np.ones(dim) + 0.1 * np.arange(dim)
    for _ in range(budget - 1):
        v = 3.0 * v - hvp(v)
        v = v / np.linalg.norm(v)
    v = v * np.sign(v[np.argmax(np.abs(v))])
    Hv = hvp(v)
    lam = -abs(v @ Hv)
    return lam, v, np.linalg.norm(Hv - lam * v)
# %% wrong: a residual of zero
# check: test_few_products
# says: , is not ‖Hv - lam v‖ of the pair that you returned.
# from: right 1
# edit: np.linalg.norm(Hv - lam * v) -> 0.0
# marks: >= 0.5
# %% wrong: the residual squared
# check: test_few_products
# says: , is not ‖Hv - lam v‖ of the pair that you returned.
# from: right 1
# edit: np.linalg.norm(Hv - lam * v) -> np.linalg.norm(Hv - lam * v) ** 2
# marks: >= 0.5
# %% wrong: the largest entry of the residual
# check: test_few_products
# says: , is not ‖Hv - lam v‖ of the pair that you returned.
# from: right 1
# edit: np.linalg.norm(Hv - lam * v) -> np.max(np.abs(Hv - lam * v))
# marks: >= 0.5
# %% wrong: the residual relative to the bound
# check: test_few_products
# says: , is not ‖Hv - lam v‖ of the pair that you returned.
# from: right 1
# edit: np.linalg.norm(Hv - lam * v) -> np.linalg.norm(Hv - lam * v) / bound
# marks: >= 0.5
# %% wrong: the residual of the turn before the last
# check: test_few_products
# says: , is not ‖Hv - lam v‖ of the pair that you returned.
# from: right 1
# edit: return lam, v, np.linalg.norm(Hv - lam * v) -> return lam, v, np.linalg.norm(w - (bound - lam) * v)
# marks: >= 0.5
# %% wrong: the whole Hessian, whatever the budget
# check: test_few_products, test_many_parameters
# says: more than
def min_eigpair(hvp, dim, bound, budget, seed=0):
    v = np.random.default_rng(seed).standard_normal(dim)
    hvp(v)
    H = np.array([hvp(unit) for unit in np.eye(dim)])
    v = np.linalg.eigh((H + H.T) / 2)[1][:, 0]
    return v @ H @ v, v, np.linalg.norm(H @ v - (v @ H @ v) * v)
# %% wrong: thirty turns are enough
# check: test_many_parameters
# says: Only 31 of 120 products were made:
# from: right 1
# edit: range(budget - 1) -> range(min(budget - 1, 30))
# %% wrong: always a hundred turns
# check: test_few_products
# says: more than
# from: right 1
# edit: range(budget - 1) -> range(119)
# marks: >= 0.5
# %% wrong: a threshold in the unit of the plain case ends the turns
# check: test_any_unit
# says: one a turn, of bI - H with b = bound.
# from: right 1
# edit: v = w / np.linalg.norm(w) -> v = w / np.linalg.norm(w) if np.linalg.norm(w) > 1e-6 else v
# marks: >= 0.5
# %% wrong: twice the shift
# check: test_definite_hessians
# says: one a turn, of bI - H with b = bound.
# from: right 1
# edit: bound * v - Hv -> 2 * bound * v - Hv
# marks: >= 0.5
# %% wrong: it stops where lam hardly moves
# check: test_an_indefinite_hessian, test_many_parameters
# says: is not close to an eigenvector of λmin
def min_eigpair(hvp, dim, bound, budget, seed=0):
    v, last = np.random.default_rng(seed).standard_normal(dim), math.inf
    for turn in range(budget):
        v = v / np.linalg.norm(v)
        Hv = hvp(v)
        lam = float(v @ Hv)
        if turn == budget - 1 or abs(lam - last) < 1e-6 * bound:
            break
        v, last = bound * v - Hv, lam
    return lam, v, float(np.linalg.norm(Hv - lam * v))
# %% wrong: a uniform start
# check: test_a_start_that_sees_it
# says: does not point along the start
# from: right 1
# edit: standard_normal(dim) -> random(dim)
# marks: >= 0.5
# %% wrong: a shift of one and a half bounds
# check: test_definite_hessians, test_any_unit
# says: one a turn, of bI - H with b = bound.
# from: right 1
# edit: bound * v - Hv -> 1.5 * bound * v - Hv
# marks: >= 0.5
# %% wrong: an absolute amount added to the shift
# check: test_any_unit
# says: one a turn, of bI - H with b = bound.
# from: right 1
# edit: bound * v - Hv -> (bound + 1e-9) * v - Hv
# marks: >= 0.5
# %% wrong: fifty-five turns where there are few parameters
# check: test_many_parameters
# says: Only 55 of 120 products were made:
# from: right 1
# edit: range(budget - 1) -> range(min(budget, 55 if dim < 200 else 120) - 1)
# marks: >= 0.5
# %% wrong: two entries
# check: test_an_indefinite_hessian, test_lowest_is_not_largest_in_modulus, test_definite_hessians
# check: test_multiples_of_the_identity, test_many_parameters, test_any_unit, test_a_start_that_sees_it
# says: .
# from: right 1
# edit: return lam, v, np.linalg.norm(Hv - lam * v) -> return lam, v
