# %% right: SciPy
from scipy.special import expit


def normalised_logistic(theta, X, y):
    r = np.sqrt(np.sum(np.asarray(theta, dtype=float) ** 2))
    u = theta / r
    m = y * (X @ u)
    P = (np.eye(len(theta)) - np.outer(u, u)) / r
    return np.logaddexp(0, -m).mean(), P @ (-(X.T @ (y * expit(-m))) / len(y))
# %% right: projected points, in a loop
def normalised_logistic(theta, X, y):
    r = math.sqrt(sum(float(x) ** 2 for x in theta))
    u = np.array([float(x) / r for x in theta])
    value, g = 0.0, np.zeros(len(u))
    for x, label in zip(X, y):
        z = float(x @ u)
        m = float(label) * z
        value += math.log1p(math.exp(-abs(m))) + max(-m, 0.0)
        slope = -1 / (1 + math.exp(m)) if m < 700 else -math.exp(-m)
        g += label * slope * (x - z * u) / r
    return [value / len(y), (g / len(y)).tolist()]
# %% right: the slope by tanh
def normalised_logistic(theta, X, y):
    norm = np.linalg.norm(theta)
    u = theta / norm
    m = y * (X @ u)
    share = (1 - np.tanh(m / 2)) / 2
    g = -(share * y) @ X / len(y)
    return float(np.mean(np.maximum(-m, 0) + np.log1p(np.exp(-np.abs(m))))), (g - u * (u @ g)) / norm
# %% right: SciPy's log of the sigmoid
from scipy.special import expit, log_expit


def normalised_logistic(theta, X, y):
    norm = np.linalg.norm(theta)
    m = (X @ theta) * y / norm
    raw = -np.einsum("i,ij->j", y * expit(-m), X) / len(X)
    return -log_expit(m).mean(), raw / norm - theta * (raw @ theta) / norm**3
# %% right: projected first, then divided
def normalised_logistic(theta, X, y):
    norm = np.linalg.norm(theta)
    u = (theta / norm).reshape(-1, 1)
    z = X @ u
    across = (X - z @ u.T) / norm
    m = y.reshape(-1, 1) * z
    with np.errstate(over="ignore"):
        slope = -y.reshape(-1, 1) / (1 + np.exp(m))
    return float(np.logaddexp(0, -m).mean()), np.mean(slope * across, axis=0)
# %% right: one's own logistic
def normalised_logistic(theta, X, y):
    norm = np.linalg.norm(theta)
    direction = theta / norm
    margins = y * (X @ direction)
    value = float(np.mean(np.logaddexp(0.0, -margins)))
    slope = -(y * np.exp(-np.logaddexp(0.0, margins))) @ X / len(y)
    return value, (slope - (slope @ direction) * direction) / norm
# %% right: a matrix of the chain rule
def normalised_logistic(theta, X, y):
    norm = math.sqrt(sum(float(x) ** 2 for x in theta))
    u = np.array(theta, dtype=float) / norm
    value, slope = logistic(u, X, y)
    return value, (np.eye(len(u)) - np.outer(u, u)) @ slope / norm
# %% wrong: overflow, integers and the length forgotten
# marks: <= 0.6
# check: test_any_length_of_theta, test_large_margins
# says: at length 1
def normalised_logistic(theta, X, y):
    norm = np.linalg.norm(theta) + 1e-4 * 1e-6
    u = theta / norm
    m = y * (X @ u)
    g = -(y / (1 + np.exp(m))) @ X / len(y)
    return float(np.mean(np.log(1 + np.exp(-m)))), (g - (g @ u) * u) / norm
# %% wrong: a naive logarithm
# from: right: one's own logistic
# edit: np.mean(np.logaddexp(0.0, -margins)) -> np.mean(np.log(1 + np.exp(-margins)))
# marks: >= 0.5
# check: test_large_margins
# says: 1 + exp loses its digits
# %% wrong: a naive quotient of exponentials
# from: right: one's own logistic
# edit: np.exp(-np.logaddexp(0.0, margins)) -> np.exp(-margins) / (1 + np.exp(-margins))
# check: test_large_margins
# says: NaN
# %% wrong: margins clipped at 30
# from: right: one's own logistic
# edit: margins = y * (X @ direction) -> margins = np.clip(y * (X @ direction), -30, 30)
# check: test_large_margins
# says: cut margins change f.
# %% wrong: no projection and no factor
# from: model
# edit: (slope - (slope @ direction) * direction) / norm -> slope
# check: test_random_points, test_any_length_of_theta
# says: take away the part along θ
# %% wrong: no projection
# from: model
# edit: (slope - (slope @ direction) * direction) / norm -> slope / norm
# check: test_random_points, test_any_length_of_theta
# says: still there
# %% wrong: no factor
# from: model
# edit: (slope - (slope @ direction) * direction) / norm -> slope - (slope @ direction) * direction
# check: test_random_points, test_any_length_of_theta
# says: the factor 1/‖θ‖ is missing
# %% wrong: the factor twice
# from: model
# edit: (slope - (slope @ direction) * direction) / norm -> (slope - (slope @ direction) * direction) / norm**2
# check: test_random_points, test_any_length_of_theta
# says: stands once
# %% wrong: the sum
# from: right: one's own logistic
# edit: np.mean(np -> np.sum(np
# check: test_random_points, test_any_length_of_theta
# says: not the sum
# %% wrong: the sum in the gradient
# from: right: one's own logistic
# edit: @ X / len(y) -> @ X
# check: test_random_points, test_any_length_of_theta
# says: not the sum
# %% wrong: the negative gradient
# from: right: one's own logistic
# edit: slope = -(y * -> slope = (y *
# check: test_random_points, test_any_length_of_theta
# says: the negative gradient
# %% wrong: weights without their norm
# from: model
# edit: direction = theta / norm -> direction = theta
# check: test_random_points, test_any_length_of_theta
# says: only its direction counts
# %% wrong: divided by the squared norm
# from: model
# edit: direction = theta / norm -> direction = theta / norm**2
# check: test_random_points, test_any_length_of_theta
# says: root of the sum of squares
# %% wrong: the labels are forgotten
# from: right: one's own logistic
# edit: margins = y * (X @ direction) -> margins = X @ direction
# check: test_random_points, test_any_length_of_theta
# says: Where is the label
# %% wrong: the sign of the margin
# from: right: one's own logistic
# edit: margins = y * -> margins = -y *
# check: test_random_points, test_any_length_of_theta
# says: sign in the exponent
# %% wrong: a floor under the norm
# from: model
# edit: norm = np.linalg.norm(theta) -> norm = np.linalg.norm(theta) + 1e-13
# check: test_any_length_of_theta
# says: at length 1
# %% wrong: the gradient by differences
# check: test_random_points
# says: is nearly right
def normalised_logistic(theta, X, y):
    def f(w):
        return float(np.mean(np.logaddexp(0.0, -y * (X @ w) / np.linalg.norm(w))))

    g = [(f(theta + 1e-2 * e) - f(theta - 1e-2 * e)) / 2e-2 for e in np.eye(len(theta))]
    return f(theta), np.array(g)
# %% wrong: the gradient alone
# from: model
# edit: return value, -> return
# check: test_random_points, test_any_length_of_theta, test_large_margins
# says: should have 2 entries
# %% wrong: the part along theta with theta itself
# from: model
# edit: (slope @ direction) * direction -> (slope @ theta) * theta
# check: test_random_points, test_any_length_of_theta
# says: θ of length 1
# %% wrong: the loss of theta itself, its gradient projected
# from: model
# edit: logistic(direction, X, y) -> logistic(theta, X, y)
# check: test_random_points, test_any_length_of_theta
# says: only its direction counts
# %% wrong: theta divided in place
# from: model
# edit: direction = theta / norm -> theta /= norm; direction = theta
# check: test_random_points, test_any_length_of_theta
# says: read-only
# outcome: student_error
# %% wrong: single precision
# from: model
# edit: direction = theta / norm -> direction = (theta / norm).astype(np.float32)
# check: test_random_points, test_large_margins
# says: is nearly right
# %% wrong: central differences of 1e-6 of the length
# check: test_large_margins
# says: normalised_logistic
def normalised_logistic(theta, X, y):
    def f(w):
        return logistic(w / np.linalg.norm(w), X, y)[0]

    h = 1e-6 * np.linalg.norm(theta)
    return f(theta), np.array([f(theta + h * e) - f(theta - h * e) for e in np.eye(len(theta))]) / (2 * h)
# %% wrong: central differences of 1e-5 of the length
# check: test_large_margins
# says: normalised_logistic
def normalised_logistic(theta, X, y):
    def f(w):
        return logistic(w / np.linalg.norm(w), X, y)[0]

    h = 1e-5 * np.linalg.norm(theta)
    return f(theta), np.array([f(theta + h * e) - f(theta - h * e) for e in np.eye(len(theta))]) / (2 * h)
# %% wrong: central differences of 3e-8 of the length
# check: test_random_points
# says: the gradient in
def normalised_logistic(theta, X, y):
    def f(w):
        return logistic(w / np.linalg.norm(w), X, y)[0]

    h = 3e-8 * np.linalg.norm(theta)
    return f(theta), np.array([f(theta + h * e) - f(theta - h * e) for e in np.eye(len(theta))]) / (2 * h)
