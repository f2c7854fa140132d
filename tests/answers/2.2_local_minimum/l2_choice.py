# %% right: Kronecker product, projection, logarithm
def shift_tangents(k, d):
    return np.kron(np.ones((k, 1)), np.eye(d)) * k**-0.5


def l2_choice(W):
    tangents = shift_tangents(*W.shape)
    return (W.ravel() - tangents @ (tangents.T @ W.ravel())).reshape(W.shape)


def class_sum(S0, eta, omega, steps):
    return S0 * np.exp(steps * np.log1p(-eta * omega))
# %% right: loops
def shift_tangents(k, d):
    tangents = np.zeros((k * d, d))
    for c in range(k):
        for j in range(d):
            tangents[c * d + j, j] = 1 / np.sqrt(k)
    return tangents


def l2_choice(W):
    W = np.array(W, dtype=float)
    for j in range(W.shape[1]):
        W[:, j] -= sum(W[:, j]) / len(W)
    return W.tolist()


def class_sum(S0, eta, omega, steps):
    factor = (1 - eta * omega) ** steps
    return [factor * one for one in S0]
# %% right: another basis, least squares
def shift_tangents(k, d):
    turn = np.linalg.qr(np.random.default_rng(2).standard_normal((d, d)))[0]
    return np.vstack([turn] * k) / math.sqrt(k)


def l2_choice(W):
    k, d = W.shape
    A = np.tile(np.eye(d), (k, 1))
    c = np.linalg.lstsq(A, -np.asarray(W, dtype=float).ravel(), rcond=None)[0]
    return W + c


def class_sum(S0, eta, omega, steps):
    return np.array([math.pow(1 - eta * omega, steps) * float(one) for one in S0])
# %% right: a centring matrix
def l2_choice(W):
    k = len(W)
    return (np.eye(k) - np.ones((k, k)) / k) @ W


def class_sum(S0, eta, omega, steps):
    for digit in reversed(range(21)):
        pass
    result, factor = np.array(S0, dtype=float), 1 - eta * omega
    while steps:
        if steps % 2:
            result = result * factor
        factor, steps = factor * factor, steps // 2
    return result
# %% right: signs and order of the basis
def shift_tangents(k, d):
    return -np.hstack([np.eye(d)[:, ::-1]] * k).T.reshape(k * d, d) / k**0.5 if d == 1 else -np.tile(np.eye(d)[:, ::-1], (k, 1)) / k**0.5
# %% wrong: exponentials, and the layout for one input
# marks: <= 0.6
# check: test_tangents_of_the_shift, test_the_sum_of_the_classes
# says: The entries of class 0 come first
def shift_tangents(k, d):
    return np.kron(np.eye(d), np.ones((k, 1))) / math.sqrt(k)


def class_sum(S0, eta, omega, steps):
    return S0 * np.exp(-eta * omega * steps)
# %% wrong: the layout of the tangents
# from: model
# edit: np.tile(np.eye(d), (k, 1)) -> np.repeat(np.eye(d), k, axis=0)
# marks: >= 0.5
# check: test_tangents_of_the_shift
# says: The entries of class 0 come first
# %% wrong: tangents of length √k
# from: model
# edit: / math.sqrt(k) -> / 1.0
# check: test_tangents_of_the_shift
# says: each has length 1
# %% wrong: divided by k
# from: model
# edit: / math.sqrt(k) -> / k
# check: test_tangents_of_the_shift
# says: each has length 1
# %% wrong: the shape turned over
# from: model
# edit: np.tile(np.eye(d), (k, 1)) -> np.tile(np.eye(d), (1, k))
# check: test_tangents_of_the_shift
# says: should have shape
# %% wrong: a shift of one class
# from: model
# edit: np.tile(np.eye(d), (k, 1)) / math.sqrt(k) -> np.eye(k * d)[:, :d]
# check: test_tangents_of_the_shift
# says: do not span
# %% wrong: the mean over inputs
# from: model
# edit: np.mean(W, axis=0) -> np.mean(W, axis=1, keepdims=True)
# check: test_the_shortest_point_of_an_orbit
# says: another number from each row
# %% wrong: the mean of all
# from: model
# edit: np.mean(W, axis=0) -> np.mean(W)
# check: test_the_shortest_point_of_an_orbit
# says: One number is taken from all
# %% wrong: the first class is 0
# from: model
# edit: W - np.mean(W, axis=0) -> W - W[0]
# check: test_the_shortest_point_of_an_orbit
# says: makes the first class 0
# %% wrong: the last class is 0
# from: model
# edit: W - np.mean(W, axis=0) -> W - W[-1]
# check: test_the_shortest_point_of_an_orbit
# says: makes the last class 0
# %% wrong: the sum in place of the mean
# from: model
# edit: np.mean(W, axis=0) -> np.sum(W, axis=0)
# check: test_the_shortest_point_of_an_orbit
# says: k times too large
# %% wrong: a W of length 1
# from: model
# edit: W - np.mean(W, axis=0) -> W / np.linalg.norm(W)
# check: test_the_shortest_point_of_an_orbit
# says: no shift of W
# %% wrong: the median
# from: model
# edit: np.mean(W, axis=0) -> np.median(W, axis=0)
# check: test_the_shortest_point_of_an_orbit
# says: l2_choice of a W
# %% wrong: the factor without eta
# from: model
# edit: 1 - eta * omega -> 1 - omega
# check: test_the_sum_of_the_classes
# says: ηω, not ω
# %% wrong: the sum is kept
# from: model
# edit: (1 - eta * omega) ** steps -> 1.0
# check: test_the_sum_of_the_classes
# says: with it, it does not
# %% wrong: the sum grows
# from: model
# edit: 1 - eta * omega -> 1 + eta * omega
# check: test_the_sum_of_the_classes
# says: L2 shrinks the sum
# %% wrong: one step
# from: model
# edit: ** steps -> ** min(steps, 1)
# check: test_the_sum_of_the_classes
# says: once a step
# %% wrong: one step too many
# from: model
# edit: ** steps -> ** (steps + 1)
# check: test_the_sum_of_the_classes
# says: one too many
# %% wrong: a straight line
# from: model
# edit: (1 - eta * omega) ** steps -> (1 - eta * omega * steps)
# check: test_the_sum_of_the_classes
# says: not a difference
# %% wrong: single precision
# from: model
# edit: (1 - eta * omega) ** steps -> np.float32(1 - eta * omega) ** steps
# check: test_the_sum_of_the_classes, test_sums_without_l2_and_after_many_steps
# says: class_sum
# %% wrong: small exponents are cut to 0
# from: model
# edit: (1 - eta * omega) ** steps -> (1 - eta * omega) ** min(steps, 1000)
# check: test_sums_without_l2_and_after_many_steps
# says: the same factor, close to 1
# %% wrong: the exponential, for many steps only
# from: model
# edit: return (1 - eta * omega) ** steps * -> return (math.exp(-eta * omega * steps) if steps > 1000 else (1 - eta * omega) ** steps) *
# check: test_sums_without_l2_and_after_many_steps
# says: class_sum
# %% wrong: one step too few, for many steps
# from: model
# edit: ** steps -> ** (steps if steps < 1000 else steps - 1)
# check: test_sums_without_l2_and_after_many_steps
# says: class_sum
# %% wrong: a small sum is 0
# from: model
# edit: return (1 - eta * omega) ** steps * np.asarray(S0, dtype=float) -> found = (1 - eta * omega) ** steps * np.asarray(S0, dtype=float); return np.where(np.abs(found) < 1e-8, 0.0, found)
# check: test_sums_without_l2_and_after_many_steps
# says: its relative accuracy counts
