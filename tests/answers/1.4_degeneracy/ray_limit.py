# %% right: the logistic function of SciPy, one input after the other
from scipy.special import expit


def train_logistic(X, signs, eta, steps):
    w = np.zeros(X.shape[1])
    rows = [w]
    for _ in range(steps):
        g = np.zeros_like(w)
        for x, s in zip(X, signs):
            g -= s * x * expit(-s * (x @ w))
        w = w - eta * g / len(X)
        rows.append(w)
    return rows


def ray_limit(X, signs, w):
    m = [s * sum(u * v for u, v in zip(x, w)) for x, s in zip(X, signs)]
    if min(m) < 0:
        return float("inf")
    return m.count(0) * np.log(2) / len(m)
# %% right: an exponential of what is not positive
def train_logistic(X, signs, eta, steps):
    A = signs[:, None] * X
    path = [np.zeros(A.shape[1])]
    for _ in range(steps):
        m = A @ path[-1]
        small = np.exp(-np.abs(m))
        pull = np.where(m >= 0, small, 1.0) / (1 + small)
        path.append(path[-1] + eta * A.T @ pull / A.shape[0])
    return np.stack(path)


def ray_limit(X, signs, w):
    margins = np.sign(signs * (X @ w))
    return sp.oo if -1 in margins else sp.log(2) * sp.Rational(int(np.sum(margins == 0)), len(margins))
# %% right: labels 0 and 1 inside, and a limit from a far point of the ray
def train_logistic(X, signs, eta, steps):
    labels = (signs + 1) / 2
    path = np.empty((steps + 1, len(X[0])))
    path[0] = 0
    for t in range(steps):
        p = 0.5 * (1 + np.tanh(X @ path[t] / 2))
        path[t + 1] = path[t] - eta * X.T @ (p - labels) / len(labels)
    return path


def ray_limit(X, signs, w):
    margins = (X @ w) * signs
    far = float(np.mean(np.logaddexp(0.0, -1e6 * margins)))
    return math.inf if margins.min() < 0 else far
# %% right: clipped margins
def train_logistic(X, signs, eta, steps):
    path = np.zeros((steps + 1, X.shape[1]))
    for t in range(steps):
        margins = np.clip(signs * (X @ path[t]), -700, 700)
        path[t + 1] = path[t] + eta * np.mean((signs / (1 + np.exp(margins)))[:, None] * X, axis=0)
    return path


def ray_limit(X, signs, w):
    margins = signs * (X @ w)
    negative, zero = np.sum(margins < 0), np.sum(margins == 0)
    if negative:
        return math.inf
    return zero / len(margins) * math.log(2) if zero else 0
# %% right: the log of the logistic function, differentiated by hand
def train_logistic(X, signs, eta, steps):
    signed = (X.T * signs).T
    w, path = np.zeros(X.shape[1]), np.zeros((steps + 1, X.shape[1]))
    for t in range(1, steps + 1):
        weights = np.exp(-np.logaddexp(0, signed @ w))
        w = w + (eta / len(signed)) * (weights[:, None] * signed).sum(axis=0)
        path[t] = w
    return path


def ray_limit(X, signs, w):
    margins = np.multiply(signs, X.dot(w))
    each = np.where(margins > 0, 0.0, np.where(margins == 0, np.log(2.0), np.inf))
    return each.mean()
# %% wrong: up the gradient
# from: model
# edit: path[t] + eta -> path[t] - eta
# check: test_training_on_a_few_points
# says: This walks up the gradient
# %% wrong: the sum in place of the mean
# from: model
# edit: @ signed / len(X) -> @ signed
# check: test_training_on_a_few_points
# says: This is the path on the sum
# %% wrong: the signs are left out
# from: model
# edit: X * signs[:, None] -> X * 1.0
# check: test_training_on_a_few_points
# says: The signs are left out
# %% wrong: an exponential that overflows to NaN
# from: model
# edit: (0.5 * (1 - np.tanh(margins / 2))) -> (np.exp(-margins) / (1 + np.exp(-margins)))
# check: test_training_at_large_margins
# says: Does your exponential overflow
# marks: >= 0.5
# %% wrong: a row too few
# from: model
# edit: return path -> return path[1:]
# check: test_training_on_a_few_points
# says: the path should have shape
# %% wrong: every row the last one
# from: model
# edit: return path -> return np.tile(path[-1], (steps + 1, 1))
# check: test_training_on_a_few_points
# says: a row is to keep what w was then
# %% wrong: starts from ones
# from: model
# edit: np.zeros((steps + 1, X.shape[1])) -> np.ones((steps + 1, X.shape[1]))
# check: test_training_on_a_few_points
# says: Row 0 is w = 0
# %% wrong: changes X in place
# from: model
# edit: signed = X * signs[:, None] -> X *= signs[:, None]; signed = X
# check: test_training_on_a_few_points
# says: read-only
# outcome: student_error
# %% wrong: a zero margin counts as negative
# from: model
# edit: if np.any(margins < 0): -> if np.any(margins <= 0):
# check: test_limits_where_margins_vanish
# says: No margin is negative
# marks: >= 0.5
# %% wrong: the limit of quasi-complete data is 0
# from: model
# edit: float(np.mean(margins == 0)) * math.log(2) -> 0.0
# check: test_limits_where_margins_vanish
# says: keep their loss at every r
# marks: >= 0.5
# %% wrong: ln 2 for everyone
# from: model
# edit: float(np.mean(margins == 0)) * math.log(2) -> math.log(2) if np.any(margins == 0) else 0.0
# check: test_limits_where_margins_vanish
# says: Only the inputs with margin 0 keep a loss
# marks: >= 0.5
# %% wrong: the share without ln 2
# from: model
# edit: float(np.mean(margins == 0)) * math.log(2) -> float(np.mean(margins == 0))
# check: test_limits_where_margins_vanish
# says: ln(1 + e^0) is not 1
# %% wrong: the sum in the limit
# from: model
# edit: float(np.mean(margins == 0)) -> float(np.sum(margins == 0))
# check: test_limits_where_margins_vanish
# says: The limit is that of a sum
# %% wrong: a ray on which nothing changes has the limit 0
# from: model
# edit: return float(np.mean(margins == 0)) * math.log(2) -> return float(np.mean(margins == 0)) * math.log(2) if np.any(margins) else 0.0
# check: test_limits_where_margins_vanish
# says: keep their loss at every r
# marks: >= 0.5
# %% wrong: a ray that fails has the limit ln 2
# from: model
# edit: return math.inf -> return math.log(2)
# check: test_limits_of_separating_and_failing_rays
# says: One negative margin is enough
# %% wrong: a zero margin beside a negative one wins
# from: model
# edit: if np.any(margins < 0): -> if np.any(margins < 0) and not np.any(margins == 0):
# check: test_limits_where_margins_vanish
# says: One negative margin is enough
# marks: >= 0.5
# %% wrong: the mean margin decides
# from: model
# edit: if np.any(margins < 0): -> if np.mean(margins) < 0:
# check: test_limits_of_separating_and_failing_rays
# says: One negative margin is enough
# %% wrong: the signs are left out of the margins
# from: model
# edit: margins = signs * (X @ w) -> margins = X @ w
# check: test_limits_of_separating_and_failing_rays
# says: the signs belong to a margin
# %% wrong: right on small margins and separating rays, the plain case
# from: model
# edit: (0.5 * (1 - np.tanh(margins / 2))) -> (np.exp(-margins) / (1 + np.exp(-margins)))
# edit: float(np.mean(margins == 0)) * math.log(2) -> 0.0
# check: test_training_at_large_margins, test_limits_where_margins_vanish
# says: Does your exponential overflow
# marks: <= 0.6
# %% wrong: the descent stops where the gradient is small
# from: model
# edit:
# -         path[t + 1] = path[t] + eta * (0.5 * (1 - np.tanh(margins / 2))) @ signed / len(X)
# +         gradient = -(0.5 * (1 - np.tanh(margins / 2))) @ signed / len(X)
# +         path[t + 1] = path[t] - eta * gradient if np.linalg.norm(gradient) > 1e-5 else path[t]
# check: test_training_at_large_margins
# says: A step is made, however small
# marks: >= 0.5
# %% wrong: the last margin decides
# from: model
# edit: if np.any(margins < 0): -> if margins[-1] < 0:
# check: test_limits_of_separating_and_failing_rays
# says: One negative margin is enough
# %% wrong: a small margin beside large inputs is zero
# from: model
# edit: margins = signs * (X @ w) -> margins = signs * (X @ w); margins = np.where(np.abs(margins) < 1e-6 * np.linalg.norm(X, axis=1) * np.linalg.norm(w), 0.0, margins)
# check: test_limits_of_separating_and_failing_rays
# says: ray_limit for a single input with the margin 1
# %% wrong: a small negative margin is zero
# from: model
# edit: if np.any(margins < 0): -> if np.any(margins < -2):
# check: test_limits_of_separating_and_failing_rays
# says: One negative margin is enough
# %% wrong: the loss far out on the ray, and not its limit
# from: model
# edit: float(np.mean(margins == 0)) * math.log(2) -> float(np.mean(np.log1p(np.exp(-20 * margins))))
# check: test_limits_of_separating_and_failing_rays
# says: the limit is asked, and not f at one r
# %% wrong: the loss at a distance of a thousand on the ray
# from: model
# edit: float(np.mean(margins == 0)) * math.log(2) -> float(np.mean(np.log1p(np.exp(-1000 * margins / max(np.linalg.norm(w), 1.0)))))
# check: test_limits_of_separating_and_failing_rays, test_limits_where_margins_vanish
# says: the margin 1, from large entries
# %% wrong: the sum divided by the number of features
# from: model
# edit: @ signed / len(X) -> @ signed / X.shape[1]
# check: test_training_on_a_few_points
# says: the number of inputs
