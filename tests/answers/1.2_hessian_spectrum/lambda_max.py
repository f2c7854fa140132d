# %% right: modified Gram-Schmidt one vector at a time, SciPy's tridiagonal solver
import scipy.linalg

def tridiagonal_entries(hvp, v0, steps):
    q = v0 / np.linalg.norm(v0)
    basis, alpha, beta = [q], [], []
    for _ in range(steps):
        w = hvp(basis[-1])
        alpha.append(float(basis[-1] @ w))
        for other in basis + basis:
            w = w - (other @ w) * other
        norm = float(np.linalg.norm(w))
        if norm <= 1e-10 * max(map(abs, alpha + beta)) or len(alpha) == steps:
            break
        beta.append(norm)
        basis.append(w / norm)
    return alpha, beta

def lambda_max(hvp, dim, budget=30, seed=0):
    alpha, beta = tridiagonal_entries(hvp, np.random.default_rng(seed).standard_normal(dim), min(budget, dim))
    return scipy.linalg.eigh_tridiagonal(np.array(alpha), np.array(beta), eigvals_only=True)[-1]
# %% right: QR of all vectors, lists passed to hvp
def lambda_max(hvp, dim, budget=30, seed=0):
    Q, images, scale = np.random.default_rng(seed).standard_normal(dim)[:, None], [], 0.0
    Q = Q / np.linalg.norm(Q)
    while True:
        images.append(np.array(hvp(Q[:, -1].tolist())))
        scale = max(scale, np.linalg.norm(images[-1]))
        enlarged, triangle = np.linalg.qr(np.column_stack([Q, images[-1]]))
        ended = len(images) == dim or len(images) == budget
        if ended or abs(triangle[-1, -1]) <= 1e-10 * scale:
            T = Q.T @ np.array(images).T
            return np.max(np.linalg.eigvalsh(T / 2 + T.T / 2))
        Q = np.column_stack([Q, enlarged[:, -1]])
# %% right: the projector squared, a callable class
class Edge:
    def __call__(self, hvp, dim, budget=30, seed=0):
        q = np.random.default_rng(seed).standard_normal(dim)
        q /= math.sqrt(q @ q)
        P, V, HV = np.eye(dim), [], []
        while len(V) < min(budget, dim):
            V.append(q)
            HV.append(np.asarray(hvp(q.copy())))
            P = P - np.outer(q, q)
            w = P @ (P @ HV[-1])
            w = w - np.array(V).T @ (np.array(V) @ w)
            if np.linalg.norm(w) <= 1e-10 * max(np.linalg.norm(x) for x in HV):
                break
            q = w / np.linalg.norm(w)
        small = np.array(V) @ np.array(HV).T
        return float(np.linalg.eigh((small + small.T) / 2)[0].max())

lambda_max = Edge()
# %% right: functools.partial, least squares for the components
import functools

def top(start, hvp, dim, budget=30, seed=0):
    v = start(seed, dim)
    Q, HQ = [v / np.linalg.norm(v)], []
    for _ in range(min(dim, budget)):
        HQ.append(hvp(Q[-1]))
        w, B = HQ[-1], np.array(Q).T
        for _ in range(2):
            w = w - B @ np.linalg.lstsq(B, w, rcond=None)[0]
        if np.linalg.norm(w) <= 1e-10 * np.max(np.abs(HQ)):
            break
        Q.append(w / np.linalg.norm(w))
    T = np.array(Q[: len(HQ)]) @ np.array(HQ).T
    return np.float64(np.linalg.eigvalsh(0.5 * (T + T.T)).max())

lambda_max = functools.partial(top, lambda seed, dim: np.random.default_rng(seed).standard_normal(dim))
# %% right: own subtractions, as the text describes them
def lambda_max(hvp, dim, budget=30, seed=0):
    start = np.random.default_rng(seed).standard_normal(dim)
    Q, products = (start / np.linalg.norm(start))[None, :], []
    for _ in range(min(budget, dim)):
        products.append(hvp(Q[-1]))
        w = products[-1]
        for _ in range(2):
            w = w - Q.T @ (Q @ w)
        left = np.linalg.norm(w)
        if left <= 1e-10 * max(np.linalg.norm(product) for product in products):
            break
        Q = np.vstack([Q, w / left])
    T = Q[: len(products)] @ np.array(products).T
    return float(np.linalg.eigvalsh((T + T.T) / 2)[-1])
# %% right: a for loop over the budget, the last direction not asked for
def lambda_max(hvp, dim, budget=30, seed=0):
    v = np.random.default_rng(seed).standard_normal(dim)
    Q, HQ = [], []
    new = v / np.linalg.norm(v)
    for _ in range(budget):
        Q, HQ = Q + [new], HQ + [hvp(new)]
        new = next_direction(Q, HQ)
        if new is None:
            break
    T = [[float(q @ Hq) for Hq in HQ] for q in Q]
    return max(np.linalg.eigvalsh(T))
# %% wrong: power iteration: the eigenvalue of largest modulus
# check: test_lambda_max_within_the_budget
# says: largest modulus
# marks: <= 0.6
def lambda_max(hvp, dim, budget=30, seed=0):
    v = np.random.default_rng(seed).standard_normal(dim)
    for _ in range(budget):
        v = v / np.linalg.norm(v)
        w = hvp(v)
        rayleigh = float(v @ w)
        v = w
        if not w.any():
            break
    return rayleigh
# %% wrong: the norm of the last product
# from: wrong: power iteration: the eigenvalue of largest modulus
# edit: v @ w -> np.linalg.norm(w)
# check: test_lambda_max_within_the_budget
# says: largest modulus
# %% wrong: power iteration with a shift found on the way
# check: test_lambda_max_within_the_budget
# says: Too small
def lambda_max(hvp, dim, budget=30, seed=0):
    v = np.random.default_rng(seed).standard_normal(dim)
    shift, rayleigh = 0.0, 0.0
    for call in range(budget):
        v = v / np.linalg.norm(v)
        w = hvp(v)
        rayleigh = float(v @ w)
        if call < budget // 3:
            shift = max(shift, float(np.linalg.norm(w)))
            v = w if w.any() else v
        else:
            v = w + shift * v + 1e-300
    return rayleigh
# %% wrong: until it has converged, past the budget
# from: right: own subtractions, as the text describes them
# edit: min(budget, dim) -> dim
# check: test_lambda_max_within_the_budget
# says: which is all that this task allows
# %% wrong: the start multiplied first: one product too many
# from: right: own subtractions, as the text describes them
# edit: start = np.random.default_rng(seed).standard_normal(dim) -> start = hvp(np.random.default_rng(seed).standard_normal(dim))
# check: test_lambda_max_within_the_budget
# says: which is all that this task allows
# %% wrong: the whole Hessian from unit vectors, and an except around the budget
# check: test_lambda_max_within_the_budget
# says: which is all that this task allows
def lambda_max(hvp, dim, budget=30, seed=0):
    columns = []
    for unit in np.eye(dim):
        try:
            columns.append(hvp(unit))
        except BaseException:
            columns.append(np.zeros(dim))
    H = np.array(columns)
    return float(np.linalg.eigvalsh((H + H.T) / 2)[-1])
# %% wrong: a start of all ones
# from: right: own subtractions, as the text describes them
# edit: np.random.default_rng(seed).standard_normal(dim) -> np.ones(dim)
# check: test_lambda_max_from_a_start_that_sees_it
# says: lambda_max of
# marks: >= 0.5
# %% wrong: the smallest Ritz value
# from: right: own subtractions, as the text describes them
# edit: / 2)[-1] -> / 2)[0]
# check: test_lambda_max_within_the_budget
# says: Too small
# %% wrong: the largest diagonal entry of T
# from: right: own subtractions, as the text describes them
# edit: np.linalg.eigvalsh((T + T.T) / 2)[-1] -> np.diag(T).max()
# check: test_lambda_max_within_the_budget
# says: of a single vector that you passed to hvp
# %% wrong: T without its upper half
# from: right: own subtractions, as the text describes them
# edit: (T + T.T) / 2) -> np.diag(np.diag(T)) + np.diag(np.diag(T, 1) / 2, 1) + np.diag(np.diag(T, -1) / 2, -1))
# check: test_lambda_max_within_the_budget
# says: Too small
# %% wrong: the Ritz value of largest modulus
# from: right: own subtractions, as the text describes them
# edit: np.linalg.eigvalsh((T + T.T) / 2)[-1] -> max(np.linalg.eigvalsh((T + T.T) / 2), key=abs)
# check: test_lambda_max_within_the_budget
# says: largest modulus
# %% wrong: no orthogonalisation at all
# from: right: own subtractions, as the text describes them
# edit: w = w - Q.T @ (Q @ w) -> pass
# check: test_lambda_max_within_the_budget
# says: are your vectors orthonormal
# %% wrong: orthogonal to the last vector only
# from: right: own subtractions, as the text describes them
# edit: w = w - Q.T @ (Q @ w) -> w = w - Q[-1] * (Q[-1] @ w)
# check: test_lambda_max_within_the_budget
# says: lambda_max of
# %% wrong: the start is not normalised
# from: right: own subtractions, as the text describes them
# edit: (start / np.linalg.norm(start)) -> start
# check: test_lambda_max_within_the_budget
# says: lambda_max of
# %% wrong: pads T to the budget with zeros
# from: right: own subtractions, as the text describes them
# edit: T = Q[: len(products)] @ np.array(products).T -> S = Q[: len(products)] @ np.array(products).T; T = np.zeros((budget, budget)); T[: len(S), : len(S)] = S
# check: test_lambda_max_where_the_krylov_space_ends
# says: Every quotient
# marks: >= 0.5
# %% wrong: a basis padded with zero vectors
# check: test_lambda_max_where_the_krylov_space_ends
# says: Every quotient
def lambda_max(hvp, dim, budget=30, seed=0):
    v = np.random.default_rng(seed).standard_normal(dim)
    Q, HQ = np.zeros((budget + 1, dim)), np.zeros((budget, dim))
    Q[0] = v / np.linalg.norm(v)
    for j in range(budget):
        HQ[j] = hvp(Q[j])
        w = HQ[j]
        for _ in range(2):
            w = w - Q[: j + 1].T @ (Q[: j + 1] @ w)
        norm = np.linalg.norm(w)
        if norm <= 1e-10 * np.linalg.norm(HQ, axis=1).max():
            break
        Q[j + 1] = w / norm
    T = Q[:budget] @ HQ.T
    return float(np.linalg.eigvalsh((T + T.T) / 2)[-1])
# %% wrong: never below zero
# from: right: own subtractions, as the text describes them
# edit: return float(np.linalg.eigvalsh((T + T.T) / 2)[-1]) -> return max(0.0, float(np.linalg.eigvalsh((T + T.T) / 2)[-1]))
# check: test_lambda_max_of_any_sign_and_unit, test_lambda_max_where_the_krylov_space_ends
# says: Every quotient
# %% wrong: goes on after the space has ended
# from: right: own subtractions, as the text describes them
# edit: left <= 1e-10 * max(np.linalg.norm(product) for product in products) -> False
# check: test_lambda_max_where_the_krylov_space_ends
# says: when the Krylov space has ended
# %% wrong: a strict stop, 0/0 for the zero matrix
# from: right: own subtractions, as the text describes them
# edit: left <= -> left <
# check: test_lambda_max_where_the_krylov_space_ends
# says: when the Krylov space has ended
# %% wrong: an absolute stop
# from: right: own subtractions, as the text describes them
# edit: 1e-10 * max(np.linalg.norm(product) for product in products) -> 1e-8
# check: test_lambda_max_of_any_sign_and_unit
# says: Too small
# %% wrong: stops far too early
# from: right: own subtractions, as the text describes them
# edit: 1e-10 -> 0.3
# check: test_lambda_max_within_the_budget
# says: Too small
# %% wrong: no stop, a start of all ones, never below zero
# from: right: own subtractions, as the text describes them
# edit: left <= 1e-10 * max(np.linalg.norm(product) for product in products) -> False
# edit: np.random.default_rng(seed).standard_normal(dim) -> np.ones(dim)
# check: test_lambda_max_where_the_krylov_space_ends, test_lambda_max_from_a_start_that_sees_it
# says: when the Krylov space has ended
# marks: <= 0.6
# %% wrong: half of the budget
# from: right: own subtractions, as the text describes them
# edit: min(budget, dim) -> max(1, min(budget // 2, dim))
# check: test_lambda_max_of_any_sign_and_unit
# says: Too small
# %% wrong: seed is not used
# from: right: own subtractions, as the text describes them
# edit: default_rng(seed) -> default_rng(0)
# check: test_lambda_max_from_a_start_that_sees_it
# says: The start should depend on seed
# %% wrong: a start of 1, 2, 3, …
# from: right: own subtractions, as the text describes them
# edit: np.random.default_rng(seed).standard_normal(dim) -> np.arange(1.0, dim + 1)
# check: test_lambda_max_from_a_start_that_sees_it
# says: The start should depend on seed
# %% wrong: a start of ones with a little of the random one
# from: right: own subtractions, as the text describes them
# edit: start = np.random -> start = np.ones(dim) + 1e-3 * np.random
# check: test_lambda_max_from_a_start_that_sees_it
# says: do not hold the start
# %% wrong: another default for the budget
# from: right: own subtractions, as the text describes them
# edit: budget=30 -> budget=20
# check: test_lambda_max_from_a_start_that_sees_it
# says: See the signature
# %% wrong: the visible values, hard-coded
# check: test_lambda_max_within_the_budget
# says: lambda_max of
def lambda_max(hvp, dim, budget=30, seed=0):
    return {2: 1.0, 4: -2.0}.get(dim, 1.0)
# %% wrong: None
# check: test_lambda_max_within_the_budget
# says: None
def lambda_max(hvp, dim, budget=30, seed=0):
    return None
# %% wrong: the textbook's three terms, without reorthogonalisation, with a stop
# check: test_lambda_max_with_a_budget_of_the_dimension
# says: Too small
def lambda_max(hvp, dim, budget=30, seed=0):
    v = np.random.default_rng(seed).standard_normal(dim)
    q, previous, b, alpha, beta = v / np.linalg.norm(v), np.zeros(dim), 0.0, [], []
    for _ in range(min(budget, dim)):
        w = hvp(q) - b * previous
        a = float(q @ w)
        alpha.append(a)
        w = w - a * q
        w = w - (q @ w) * q
        previous, b = q, float(np.linalg.norm(w))
        if b <= 1e-10 * max(map(abs, alpha + beta)):
            break
        beta.append(b)
        q = w / b
    beta = beta[: len(alpha) - 1]
    return np.linalg.eigvalsh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))[-1]
# %% wrong: one subtraction
# from: right: own subtractions, as the text describes them
# edit: for _ in range(2): -> for _ in range(1):
# check: test_lambda_max_with_a_budget_of_the_dimension
# says: as large as their number
# %% wrong: the space ended where 1e-4 of the norm is left
# from: right: own subtractions, as the text describes them
# edit: left <= 1e-10 * -> left <= 1e-4 *
# check: test_lambda_max_with_a_budget_of_the_dimension
# says: did that space end
# %% wrong: an absolute end of the space, 1e-10
# from: right: own subtractions, as the text describes them
# edit: left <= 1e-10 * max(np.linalg.norm(product) for product in products) -> left <= 1e-10
# check: test_lambda_max_with_a_budget_of_the_dimension
# says: did that space end
# %% wrong: an absolute end of the space, 1e-12
# from: right: own subtractions, as the text describes them
# edit: left <= 1e-10 * max(np.linalg.norm(product) for product in products) -> left <= 1e-12
# check: test_lambda_max_with_a_budget_of_the_dimension
# says: did that space end
# %% wrong: stops when the Ritz value no longer moves
# check: test_lambda_max_with_a_budget_of_the_dimension
# says: Too small
def lambda_max(hvp, dim, budget=30, seed=0):
    w = np.random.default_rng(seed).standard_normal(dim)
    Q, P, big = np.zeros((0, dim)), [], 0.0
    left = np.linalg.norm(w)
    while True:
        Q = np.vstack([Q, w / left])
        P.append(np.array(hvp(Q[-1].copy()), float))
        big = max(big, np.linalg.norm(P[-1]))
        w = P[-1].copy()
        for _ in range(2):
            w = w - Q.T @ (Q @ w)
        left = np.linalg.norm(w)
        T = Q @ np.array(P).T
        now = np.linalg.eigvalsh((T + T.T) / 2)[-1]
        if len(P) > 1 and abs(now - before) < 1e-8 * abs(now):
            break
        before = now
        if len(P) >= min(budget, dim) or left <= 1e-10 * big:
            break
    T = Q @ np.array(P).T
    return float(np.linalg.eigvalsh((T + T.T) / 2)[-1])
# %% wrong: three terms alone
# check: test_lambda_max_with_a_budget_of_the_dimension
# says: Too small
def lambda_max(hvp, dim, budget=30, seed=0):
    v = np.random.default_rng(seed).standard_normal(dim)
    q, before, b = v / np.linalg.norm(v), np.zeros(dim), 0.0
    alpha, beta, big = [], [], 0.0
    for j in range(min(budget, dim)):
        w = np.array(hvp(q))
        big = max(big, np.linalg.norm(w))
        alpha.append(w @ q)
        w = w - alpha[-1] * q - b * before
        b = np.linalg.norm(w)
        if b <= 1e-10 * big or j == min(budget, dim) - 1:
            break
        beta.append(b)
        before, q = q, w / b
    return float(np.linalg.eigvalsh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))[-1])
# %% wrong: one product too many, where the loop tests at its end
# from: model
# edit: len(HQ) < budget -> len(HQ) <= budget
# check: test_lambda_max_within_the_budget
# says: which is all that this task allows
# %% wrong: one product fewer than the budget
# from: model
# edit: len(HQ) < budget -> len(HQ) < max(budget - 1, 1)
# check: test_lambda_max_from_a_start_that_sees_it
# says: Budget and dimension allow
# %% wrong: None put among the vectors
# from: model
# edit: if new is None: -> if new is None and len(Q) == dim:
# check: test_lambda_max_where_the_krylov_space_ends
# says: you passed None to hvp
# %% wrong: T with all vectors and all products
# from: model
# edit: Q[: len(HQ)] -> Q
# check: test_lambda_max_within_the_budget
# says: operands could not
# outcome: student_error
# %% wrong: zeros where the lists differ in length
# from: model
# edit:
# -     T = np.array(Q[: len(HQ)]) @ np.array(HQ).T
# +     T = np.zeros((len(Q), len(Q)))
# +     T[:, : len(HQ)] = np.array(Q) @ np.array(HQ).T
# check: test_lambda_max_of_any_sign_and_unit
# says: lambda_max of
# %% wrong: the eigenvalues of QᵀQ
# from: model
# edit: @ np.array(HQ).T -> @ np.array(Q[: len(HQ)]).T
# check: test_lambda_max_within_the_budget
# says: lambda_max of
# %% wrong: the largest modulus
# from: model
# edit: return float(np.linalg.eigvalsh((T + T.T) / 2)[-1]) -> return float(np.abs(np.linalg.eigvalsh((T + T.T) / 2)).max())
# check: test_lambda_max_within_the_budget
# says: largest modulus
# %% wrong: the norm of T
# from: model
# edit: float(np.linalg.eigvalsh((T + T.T) / 2)[-1]) -> float(np.linalg.norm(T, 2))
# check: test_lambda_max_within_the_budget
# says: largest modulus
# %% wrong: the quotient of the last vector
# from: model
# edit: float(np.linalg.eigvalsh((T + T.T) / 2)[-1]) -> float(T[-1, -1])
# check: test_lambda_max_within_the_budget
# says: of a single vector that you passed to hvp
# %% wrong: thirty products whatever the budget
# from: model
# edit: len(HQ) < budget -> len(HQ) < min(budget, 30)
# check: test_lambda_max_with_a_budget_of_the_dimension
# says: Too small
# %% wrong: zero where the space ends at once
# from: model
# edit: T = np.array(Q[: len(HQ)]) -> T = (len(HQ) > 1) * np.array(Q[: len(HQ)])
# check: test_lambda_max_where_the_krylov_space_ends
# says: Every quotient
