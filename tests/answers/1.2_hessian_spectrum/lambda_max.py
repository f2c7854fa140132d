# %% right: modified Gram-Schmidt against the whole basis
def lanczos(hvp, v0, steps, tol=1e-10):
    basis, alpha, beta = [v0 / np.linalg.norm(v0)], [], []
    for _ in range(steps):
        w = hvp(basis[-1])
        alpha.append(basis[-1] @ w)
        for _ in range(2):
            for q in basis:
                w = w - (q @ w) * q
        norm = np.linalg.norm(w)
        if norm <= tol * max(map(abs, alpha + beta)) or len(alpha) == steps:
            break
        beta.append(norm)
        basis.append(w / norm)
    return np.array(alpha), np.array(beta)

def lambda_max(hvp, dim, budget=30, seed=0):
    alpha, beta = lanczos(hvp, np.random.default_rng(seed).standard_normal(dim), min(budget, dim))
    return np.linalg.eigvalsh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))[-1]
# %% right: the three-term recurrence, then one correction against a matrix of earlier vectors, SciPy for the eigenvalue
import scipy.linalg

def lanczos(hvp, v0, steps, tol=1e-10):
    q, previous, b = v0 / np.linalg.norm(v0), 0 * v0, 0.0
    Q, alpha, beta, scale = q[:, None], [], [], 0.0
    while True:
        w = hvp(q) - b * previous
        a = float(q @ w)
        w = w - a * q
        w = w - Q @ (Q.T @ w)
        w = w - Q @ (Q.T @ w)
        alpha.append(a)
        previous, b = q, float(np.linalg.norm(w))
        scale = max(scale, abs(a))
        if len(alpha) == steps or b <= tol * scale:
            return alpha, beta
        beta.append(b)
        scale = max(scale, b)
        q = w / b
        Q = np.column_stack([Q, q])

def lambda_max(hvp, dim, budget=30, seed=0):
    start = np.random.default_rng(seed).standard_normal(dim)
    alpha, beta = lanczos(hvp, start, budget)
    if len(alpha) == 1:
        return alpha[0]
    return scipy.linalg.eigh_tridiagonal(alpha, beta, eigvals_only=True)[-1]
# %% right: Arnoldi with a full projected matrix, and the whole Hessian where the budget allows it
def arnoldi(hvp, v0, steps, tol=1e-10):
    Q = [v0 / np.linalg.norm(v0)]
    images = []
    for _ in range(steps):
        images.append(np.array(hvp(Q[-1])))
        T = np.array(Q) @ np.array(images).T
        w = images[-1].copy()
        for _ in range(3):
            w -= np.array(Q).T @ (np.array(Q) @ w)
        norm = np.sqrt(w @ w)
        if norm <= tol * np.abs(T).max():
            break
        Q.append(w / norm)
    return (T + T.T) / 2

def lanczos(hvp, v0, steps, tol=1e-10):
    T = arnoldi(hvp, v0, steps, tol)
    return np.diag(T), np.abs(np.diag(T, 1))

def lambda_max(hvp, dim, budget=30, seed=0):
    if dim <= budget:
        return float(np.linalg.eigvalsh(np.array([hvp(unit) for unit in np.eye(dim)]))[-1])
    return float(np.linalg.eigvalsh(arnoldi(hvp, np.random.default_rng(seed).standard_normal(dim), budget))[-1])
# %% right: everything in place, as one writes it to save memory
# from: right 1
def lanczos(hvp, v0, steps, tol=1e-10):
    v0 = v0 / np.sqrt(v0 @ v0)
    basis, alpha, beta = np.zeros((min(steps, len(v0)) + 1, len(v0))), [], []
    basis[0] = v0
    for j in range(min(steps, len(v0))):
        w = hvp(basis[j])
        alpha.append(basis[j] @ w)
        w -= basis[: j + 1].T @ (basis[: j + 1] @ w)
        w -= basis[: j + 1].T @ (basis[: j + 1] @ w)
        norm = np.linalg.norm(w)
        if norm <= tol * np.abs(alpha + beta).max():
            return np.array(alpha), np.array(beta)
        w /= norm
        beta.append(norm)
        basis[j + 1] = w
    return np.array(alpha), np.array(beta)[: len(alpha) - 1]
# %% wrong: v0 is normalised in place
# from: right 4
# edit: v0 = v0 / np.sqrt(v0 @ v0) -> v0 /= np.sqrt(v0 @ v0)
# check: test_lanczos_coefficients
# says: Arguments are read-only
# outcome: student_error
# %% right: bisection on the Sturm sequence of T
# from: right 1
def lambda_max(hvp, dim, budget=30, seed=0):
    alpha, beta = lanczos(hvp, np.random.default_rng(seed).standard_normal(dim), budget)
    radius = np.abs(alpha).max() + 2 * np.max(beta, initial=0.0)
    low, high = -radius, radius

    def above(x):
        count, pivot = 0, 1.0
        for a, b in zip(alpha, np.concatenate([[0.0], beta])):
            pivot = a - x - (b * b / pivot if pivot else b * b / 1e-300)
            count += pivot > 0
        return count

    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if above(middle) else (low, middle)
    return high
# %% right: callable classes, SciPy's tridiagonal solver
import scipy.linalg

class Krylov:
    def __init__(self, hvp, v0):
        self.hvp, self.Q, self.alpha, self.beta = hvp, (v0 / math.sqrt(v0 @ v0))[None, :], [], []

    def advance(self):
        q = self.Q[-1]
        w = self.hvp(q)
        self.alpha.append(float(w @ q))
        w = w - self.Q.T @ (self.Q @ w)
        return w - self.Q.T @ (self.Q @ w)

    def extend(self, w, norm):
        self.beta.append(float(norm))
        self.Q = np.vstack([self.Q, w / norm])

class Lanczos:
    def __call__(self, hvp, v0, steps, tol=1e-10):
        space, scale = Krylov(hvp, v0), 0.0
        for step in range(steps):
            w = space.advance()
            norm = np.linalg.norm(w)
            scale = max([scale, *map(abs, space.alpha), *space.beta])
            if step + 1 == steps or norm <= tol * scale:
                return tuple(space.alpha), tuple(space.beta)
            space.extend(w, norm)

lanczos = Lanczos()

def lambda_max(hvp, dim, budget=30, seed=0):
    alpha, beta = lanczos(hvp, np.random.default_rng(seed).standard_normal(dim), min(dim, budget))
    last = len(alpha) - 1
    return scipy.linalg.eigh_tridiagonal(np.array(alpha), np.array(beta), select="i", select_range=(last, last), eigvals_only=True)[0]
# %% right: functools.partial, a smaller tol
# from: right 1
import functools
import scipy.linalg

def top(start, hvp, dim, budget=30, seed=0):
    alpha, beta = lanczos(hvp, start(seed, dim), budget, 1e-12)
    return np.float64(max(scipy.linalg.eigvalsh_tridiagonal(alpha, beta)))

lambda_max = functools.partial(top, lambda seed, dim: np.random.default_rng(seed).standard_normal(dim))
# %% right: QR of the basis, lists passed to hvp
# from: right 1
def lanczos(hvp, v0, steps, tol=1e-10):
    Q, images, scale = np.array(v0, dtype=float)[:, None] / np.linalg.norm(v0), [], 0.0
    for j in range(steps):
        images.append(np.array(hvp(Q[:, -1].tolist())))
        T = Q.T @ np.array(images).T
        scale = max(scale, *np.abs([T[j, j], T[j - 1, j] if j else 0.0]))
        enlarged, R = np.linalg.qr(np.column_stack([Q, images[-1]]))
        norm = abs(R[-1, -1]) if len(v0) > j + 1 else 0.0
        if norm <= tol * scale or j + 1 == steps:
            return np.diag(T).copy(), np.abs(np.diag(T, 1))
        Q = np.column_stack([Q, enlarged[:, -1]])
# %% right: alpha from the projection, a lambda for the maximum
def lanczos(hvp, v0, steps, tol=1e-10):
    d = v0.size
    Q = np.empty((min(steps, d) + 1, d))
    T = np.zeros((min(steps, d) + 1, min(steps, d) + 1))
    Q[0] = v0 / np.linalg.norm(v0)
    for m in range(min(steps, d)):
        w = np.array(hvp(Q[m]), copy=True)
        for _ in (1, 2):
            coefficients = Q[: m + 1] @ w
            w -= coefficients @ Q[: m + 1]
            T[m, m] += coefficients[m]
        rest = math.sqrt(w @ w)
        if rest <= tol * np.abs(T).max():
            break
        T[m, m + 1] = T[m + 1, m] = rest
        Q[m + 1] = w / rest
    m += 1
    return np.diag(T)[:m], np.diag(T, 1)[: m - 1]

ritz = lambda alpha, beta: np.linalg.eigvalsh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
lambda_max = lambda hvp, dim, budget=30, seed=0: ritz(*lanczos(hvp, np.random.default_rng(seed).standard_normal(dim), budget)).max()
# %% wrong: power iteration: the eigenvalue of largest modulus
# from: right 1
# check: test_lambda_max_within_the_budget, test_lambda_max_in_the_edge_cases
# says: largest modulus
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
# check: test_lambda_max_within_the_budget, test_lambda_max_in_the_edge_cases
# says: largest modulus
# %% wrong: power iteration with a shift found on the way
# from: right 1
# check: test_lambda_max_within_the_budget, test_lambda_max_in_the_edge_cases
# says: better lower bound
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
# %% wrong: Lanczos until it has converged, past the budget
# from: right 1
# edit: min(budget, dim) -> dim + 1
# check: test_lambda_max_within_the_budget, test_lambda_max_in_the_edge_cases
# says: which is all that this task allows
# %% wrong: the whole Hessian from unit vectors, and an except around the budget
# from: right 1
# check: test_lambda_max_within_the_budget, test_lambda_max_in_the_edge_cases, test_lambda_max_from_a_start_that_sees_it
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
# from: right 1
# edit: random.default_rng(seed).standard_normal -> ones
# check: test_lambda_max_from_a_start_that_sees_it
# says: lambda_max of
# %% wrong: the smallest Ritz value
# from: right 1
# check: test_lambda_max_within_the_budget, test_lambda_max_in_the_edge_cases, test_lambda_max_from_a_start_that_sees_it
# says: largest modulus
def lambda_max(hvp, dim, budget=30, seed=0):
    alpha, beta = lanczos(hvp, np.random.default_rng(seed).standard_normal(dim), min(budget, dim))
    return np.linalg.eigvalsh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))[0]
# %% wrong: no reorthogonalisation
# from: right 1
# check: test_lanczos_has_no_ghosts
# says: ghosts
# marks: >= 0.5
def lanczos(hvp, v0, steps, tol=1e-10):
    q, previous, b = v0 / np.linalg.norm(v0), np.zeros(len(v0)), 0.0
    alpha, beta = [], []
    for _ in range(steps):
        w = hvp(q) - b * previous
        a = float(q @ w)
        w = w - a * q
        alpha.append(a)
        previous, b = q, float(np.linalg.norm(w))
        if b <= tol * max(map(abs, alpha + beta)):
            break
        beta.append(b)
        q = w / b
    return np.array(alpha), np.array(beta[: len(alpha) - 1])
# %% wrong: reorthogonalised once
# from: model
# edit: range(2) -> range(1)
# check: test_lanczos_has_no_ghosts
# says: subtract twice
# marks: >= 0.5
# %% wrong: no reorthogonalisation, no stop, a start of ones
# from: right 1
# check: test_lanczos_has_no_ghosts, test_lanczos_stops_when_exhausted, test_lambda_max_from_a_start_that_sees_it
# says: ghosts
# marks: <= 0.6
def lanczos(hvp, v0, steps):
    q, previous, b = v0 / np.linalg.norm(v0), np.zeros(len(v0)), 0.0
    alpha, beta = [], []
    for _ in range(steps):
        w = hvp(q) - b * previous
        a = float(q @ w)
        w = w - a * q
        alpha.append(a)
        previous, b = q, float(np.linalg.norm(w))
        beta.append(b)
        q = w / max(b, 1e-300)
    return np.array(alpha), np.array(beta[:-1])

def lambda_max(hvp, dim, budget=30, seed=0):
    alpha, beta = lanczos(hvp, np.ones(dim), budget)
    return np.linalg.eigvalsh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))[-1]
# %% wrong: the start is not normalised
# from: right 1
# edit: v0 / np.linalg.norm(v0) -> v0
# edit: * q -> / (q @ q) * q
# check: test_lanczos_coefficients, test_lanczos_has_no_ghosts, test_lanczos_stops_when_exhausted
# check: test_lambda_max_within_the_budget, test_lambda_max_in_the_edge_cases, test_lambda_max_from_a_start_that_sees_it
# says: not normalised
# %% wrong: an absolute tolerance
# from: right 1
# edit: * max(map(abs, alpha + beta)) or -> or
# check: test_lanczos_stops_when_exhausted
# says: should stop after 3 steps
# %% wrong: goes on after the Krylov space is exhausted
# from: right 1
# edit: norm <= tol * max(map(abs, alpha + beta)) or len -> len
# check: test_lanczos_stops_when_exhausted, test_lambda_max_in_the_edge_cases
# says: should stop after 3 steps
# %% wrong: one beta too many
# from: right 1
# edit:
# -         norm = np.linalg.norm(w)
# +         norm = np.linalg.norm(w)
# +         beta.append(norm)
# edit:
# -             break
# -         beta.append(norm)
# +             break
# edit: diag(beta, 1) + np.diag(beta, -1) -> diag(beta[:-1], 1) + np.diag(beta[:-1], -1)
# check: test_lanczos_coefficients, test_lanczos_has_no_ghosts, test_lanczos_stops_when_exhausted
# says: should have shape (
# %% wrong: two products a step
# from: right 1
# edit: basis[-1] @ w -> basis[-1] @ hvp(basis[-1])
# edit: min(budget, dim) -> max(1, min(budget // 2, dim))
# check: test_lanczos_coefficients, test_lambda_max_in_the_edge_cases
# says: times, which is all that this task allows
# %% wrong: the visible values, hard-coded
# check: test_lanczos_coefficients, test_lanczos_has_no_ghosts, test_lanczos_stops_when_exhausted
# check: test_lambda_max_within_the_budget, test_lambda_max_in_the_edge_cases, test_lambda_max_from_a_start_that_sees_it
# says: should have shape
def lanczos(hvp, v0, steps, tol=1e-10):
    return (np.array([-0.28, 0.28]), np.array([0.96])) if len(v0) == 2 else (np.array([3.0, 4.0]), np.array([2**0.5]))

def lambda_max(hvp, dim, budget=30, seed=0):
    return 1.0 if dim == 2 else -1.0
# %% wrong: nan and None
# check: test_lanczos_coefficients, test_lanczos_has_no_ghosts, test_lanczos_stops_when_exhausted
# check: test_lambda_max_within_the_budget, test_lambda_max_in_the_edge_cases, test_lambda_max_from_a_start_that_sees_it
# says: NaN
def lanczos(hvp, v0, steps, tol=1e-10):
    return np.full(steps, np.nan), np.full(steps - 1, np.nan)

def lambda_max(hvp, dim, budget=30, seed=0):
    return None
# %% wrong: stops relative to the first alpha
# from: right 1
# edit: max(map(abs, alpha + beta)) -> abs(alpha[0])
# check: test_lanczos_stops_when_exhausted
# says: every alpha 0 from this start should stop after 4 steps
# %% wrong: stops relative to the alphas alone
# from: right 1
# edit: alpha + beta -> alpha
# check: test_lanczos_stops_when_exhausted
# says: every alpha 0 from this start should stop after 4 steps
# %% wrong: stops relative to the betas alone
# from: right 1
# edit: map(abs, alpha + beta) -> beta, default=0.0
# check: test_lanczos_stops_when_exhausted
# says: from an eigenvector, eigenvalue -3 should stop after 1 step
# %% wrong: stops relative to the largest coefficient, not to the largest modulus
# from: right 1
# edit: map(abs, alpha + beta) -> alpha + beta
# check: test_lanczos_stops_when_exhausted
# says: from an eigenvector, eigenvalue -3 should stop after 1 step
# %% wrong: stops relative to the beta before
# from: right 1
# edit: max(map(abs, alpha + beta)) -> (beta[-1] if beta else abs(alpha[0]))
# check: test_lanczos_stops_when_exhausted
# says: couplings 1, 2e-9, 5e-12 from its first axis should stop after 3 steps
# %% wrong: one product more at the end
# from: right 1
# edit:
# -         norm = np.linalg.norm(w)
# +         norm = np.linalg.norm(w)
# +         if norm > 0 and norm <= tol * 100 * max(map(abs, alpha + beta)): hvp(w / norm)
# check: test_lanczos_stops_when_exhausted, test_lambda_max_in_the_edge_cases
# says: one a step, and no other
# %% wrong: always at least two steps
# from: right 1
# edit: steps: -> max(steps, 2):
# check: test_lanczos_coefficients
# says: should have shape (0,)
# %% wrong: orthogonal to the last ten only
# from: right 1
# edit: basis: -> basis[-10:]:
# check: test_lanczos_has_no_ghosts
# says: Its copies are ghosts; reorthogonalise
# %% wrong: seed is not used
# from: right 1
# edit: default_rng(seed) -> default_rng(0)
# check: test_lambda_max_from_a_start_that_sees_it
# says: The start should depend on seed
# %% wrong: a start of 1, 2, 3, …
# from: right 1
# edit: random.default_rng(seed).standard_normal(dim) -> arange(1.0, dim + 1)
# check: test_lambda_max_from_a_start_that_sees_it
# says: The start should depend on seed
# %% wrong: half of the budget
# from: right 1
# edit: min(budget, dim) -> max(1, min(budget // 2, dim))
# check: test_lambda_max_in_the_edge_cases
# says: The same products allow a better lower bound
# %% wrong: lanczos stops relative to a size of at least 1
# check: test_lanczos_stops_when_exhausted
# says: should stop after 3 steps
def lanczos(hvp, v0, steps, tol=1e-10):
    q = v0 / np.linalg.norm(v0)
    basis, alpha, beta = [q], [], []
    for _ in range(steps):
        w = hvp(basis[-1])
        alpha.append(float(basis[-1] @ w))
        for _ in range(2):
            for other in basis:
                w = w - (other @ w) * other
        size = float(np.linalg.norm(w))
        seen = max([1.0] + [abs(a) for a in alpha] + beta)
        if len(alpha) == steps or size <= tol * seen:
            break
        beta.append(size)
        basis.append(w / size)
    return np.array(alpha), np.array(beta)


def lambda_max(hvp, dim, budget=30, seed=0):
    v0 = np.random.default_rng(seed).standard_normal(dim)
    alpha, beta = lanczos(hvp, v0, min(budget, dim))
    return float(np.linalg.eigvalsh(tridiagonal(alpha, beta))[-1])
# %% wrong: a start of ones with a little of the random one
# from: wrong: lanczos stops relative to a size of at least 1
# edit: [1.0] + [abs(a) for a in alpha] -> [abs(a) for a in alpha]
# edit: random -> ones(dim) + 1e-3 * np.random
# check: test_lambda_max_from_a_start_that_sees_it
# says: do not hold the start
# %% wrong: stops far too early
# from: wrong: lanczos stops relative to a size of at least 1
# edit: 10 -> 6
# edit: [1.0] + [abs(a) for a in alpha] -> [abs(a) for a in alpha]
# check: test_lanczos_stops_when_exhausted
# says: should stop after 3 steps
# %% wrong: another default for the budget
# from: wrong: lanczos stops relative to a size of at least 1
# edit: [1.0] + [abs(a) for a in alpha] -> [abs(a) for a in alpha]
# edit: 30 -> 20
# check: test_lambda_max_from_a_start_that_sees_it
# says: See the signature
# %% wrong: the components along the earlier vectors are subtracted once
# from: model
# edit: range(2) -> range(1)
# check: test_lanczos_has_no_ghosts
# says: subtract twice
# %% wrong: a default for tol that is a hundred times larger
# from: model
# edit: 1e-10 -> 1e-8
# check: test_lanczos_stops_when_exhausted
# says: should stop after 3 steps; yours took 2
