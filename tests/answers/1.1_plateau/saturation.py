# %% right: one exponential that never overflows
def saturation(z, y):
    def sigmoid(u):
        small = np.exp(-np.abs(u))
        return np.where(u >= 0, 1.0, small) / (1 + small)

    z, y = np.asarray(z, dtype=float), np.asarray(y)
    cross_entropy = np.where(y == 1, -sigmoid(-z), sigmoid(z))
    return cross_entropy * sigmoid(z) * sigmoid(-z), cross_entropy
# %% right: SciPy's expit, in terms of the margin
from scipy.special import expit


def saturation(z, y):
    sign = 2 * y - 1
    wrong, right = expit(-sign * z), expit(sign * z)
    return -sign * wrong**2 * right, -sign * wrong
# %% right: logarithms of the sigmoid, and exp at the end
def saturation(z, y):
    sign = np.where(y > 0.5, 1.0, -1.0)
    log_wrong = -np.logaddexp(0, sign * z)  # log sigmoid(-sign z)
    log_right = -np.logaddexp(0, -sign * z)
    return [-sign * np.exp(2 * log_wrong + log_right), -sign * np.exp(log_wrong)]
# %% right: a loop over the entries, plain Python
def saturation(z, y):
    squared, cross_entropy = [], []
    for logit, label in zip(z, y):
        margin = logit if label == 1 else -logit
        if margin > 0:
            wrong = math.exp(-margin) / (1 + math.exp(-margin))
            right = 1 / (1 + math.exp(-margin))
        else:
            wrong = 1 / (1 + math.exp(margin))
            right = math.exp(margin) / (1 + math.exp(margin))
        direction = -1 if label == 1 else 1
        cross_entropy.append(direction * wrong)
        squared.append(direction * wrong * wrong * right)
    return np.array(squared), np.array(cross_entropy)
# %% wrong: sigma by the textbook formula, minus y
# check: test_slopes_keep_their_digits_in_the_tails
# says: Does a step of your formula lose digits there
# marks: >= 0.5
def saturation(z, y):
    with np.errstate(over="ignore"):
        sigma = 1 / (1 + np.exp(-z))
    return (sigma - y) * sigma * (1 - sigma), sigma - y
# %% wrong: a stable sigma, and still 1 - sigma by subtraction
# check: test_slopes_keep_their_digits_in_the_tails
# says: Does a step of your formula lose digits there
def saturation(z, y):
    small = np.exp(-np.abs(z))
    sigma = np.where(z >= 0, 1.0, small) / (1 + small)
    cross_entropy = np.where(y == 1, -(1 - sigma), sigma)
    return cross_entropy * sigma * (1 - sigma), cross_entropy
# %% wrong: e^z / (1 + e^z), which is inf/inf
# check: test_slopes_at_the_ends_of_the_range
# says: NaN
# marks: >= 0.5
def saturation(z, y):
    with np.errstate(all="ignore"):
        sigma, other = np.exp(z) / (1 + np.exp(z)), np.exp(-z) / (1 + np.exp(-z))
        cross_entropy = np.where(y == 1, -other, sigma)
        return cross_entropy * sigma * other, cross_entropy
# %% wrong: forgets the one half of the squared error
# check: test_slope_of_the_squared_error, test_slopes_keep_their_digits_in_the_tails
# says: factor ½
def saturation(z, y):
    sign = 2 * y - 1
    wrong, right = np.exp(-np.logaddexp(0, sign * z)), np.exp(-np.logaddexp(0, -sign * z))
    return -2 * sign * wrong**2 * right, -sign * wrong
# %% wrong: forgets the inner derivative
# check: test_slope_of_the_squared_error, test_slopes_keep_their_digits_in_the_tails, test_slopes_at_the_ends_of_the_range
# says: inner derivative
def saturation(z, y):
    sign = 2 * y - 1
    wrong = np.exp(-np.logaddexp(0, sign * z))
    return -sign * wrong, -sign * wrong
# %% wrong: keeps the inner derivative in cross-entropy
# check: test_slope_of_cross_entropy, test_slopes_keep_their_digits_in_the_tails, test_slopes_at_the_ends_of_the_range
# says: the slope of the sigmoid cancels
def saturation(z, y):
    sign = 2 * y - 1
    wrong, right = np.exp(-np.logaddexp(0, sign * z)), np.exp(-np.logaddexp(0, -sign * z))
    return -sign * wrong**2 * right, -sign * wrong**2 * right
# %% wrong: both signs turned
# check: test_slope_of_the_squared_error, test_slope_of_cross_entropy, test_slopes_keep_their_digits_in_the_tails
# check: test_slopes_at_the_ends_of_the_range
# says: The sign is turned
def saturation(z, y):
    sign = 2 * y - 1
    wrong, right = np.exp(-np.logaddexp(0, sign * z)), np.exp(-np.logaddexp(0, -sign * z))
    return sign * wrong**2 * right, sign * wrong
# %% wrong: the losses in place of their slopes
# check: test_slope_of_the_squared_error, test_slope_of_cross_entropy, test_slopes_keep_their_digits_in_the_tails
# check: test_slopes_at_the_ends_of_the_range
# says: is not right
def saturation(z, y):
    sign = 2 * y - 1
    cross_entropy = np.logaddexp(0, -sign * z)
    return (1 - np.exp(-cross_entropy)) ** 2 / 2, cross_entropy
# %% wrong: returns them in the other order
# check: test_slope_of_the_squared_error, test_slope_of_cross_entropy, test_slopes_keep_their_digits_in_the_tails
# check: test_slopes_at_the_ends_of_the_range
# says: in each other
def saturation(z, y):
    sign = 2 * y - 1
    wrong, right = np.exp(-np.logaddexp(0, sign * z)), np.exp(-np.logaddexp(0, -sign * z))
    return -sign * wrong, -sign * wrong**2 * right
# %% wrong: means over the batch, the wrong shape
# check: test_slope_of_the_squared_error, test_slope_of_cross_entropy, test_slopes_keep_their_digits_in_the_tails
# check: test_slopes_at_the_ends_of_the_range
# says: should have shape
def saturation(z, y):
    sign = 2 * y - 1
    wrong, right = np.exp(-np.logaddexp(0, sign * z)), np.exp(-np.logaddexp(0, -sign * z))
    return np.mean(-sign * wrong**2 * right), np.mean(-sign * wrong)
# %% wrong: clips the logits at 30
# check: test_slopes_keep_their_digits_in_the_tails, test_slopes_at_the_ends_of_the_range
# says: Does a step of your formula lose digits there
def saturation(z, y):
    z = np.clip(z, -30, 30)
    sigma, other = 1 / (1 + np.exp(-z)), 1 / (1 + np.exp(z))
    cross_entropy = np.where(y == 1, -other, sigma)
    return cross_entropy * sigma * other, cross_entropy
# %% wrong: hard-codes the visible values
# check: test_slope_of_the_squared_error, test_slope_of_cross_entropy, test_slopes_keep_their_digits_in_the_tails
# check: test_slopes_at_the_ends_of_the_range
# says: is not right
def saturation(z, y):
    return np.where(y == 1, -0.125, 0.125), np.where(y == 1, -0.5, 0.5)
# %% right: np.vectorize over a scalar helper, rows of one array come back
def unit(z, y):
    m = z if y else -z
    e = math.exp(-abs(m))
    wrong, right = (e / (1 + e), 1 / (1 + e)) if m > 0 else (1 / (1 + e), e / (1 + e))
    direction = -1.0 if y else 1.0
    return direction * wrong * wrong * right, direction * wrong


def saturation(z, y):
    return np.array(np.vectorize(unit, otypes=[float, float])(z, y))
# %% right: masks and assignment, four cases
def saturation(z, y):
    s, c = np.empty_like(z), np.empty_like(z)
    for label in (0, 1):
        for high in (False, True):
            k = (y == label) & ((z >= 0) == high)
            e = np.exp(-np.abs(z[k]))
            up, down = (1 / (1 + e), e / (1 + e)) if high else (e / (1 + e), 1 / (1 + e))
            c[k] = up if label == 0 else -down
            s[k] = c[k] * up * down
    return s, c
# %% right: a class that is called, from the half-angle form of the hyperbolic cosine
class Slopes:
    def __call__(self, z, y):
        z = np.asarray(z, float)
        bell = np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))) ** 2  # sigma'
        toward = np.where(np.asarray(y) > 0, -1.0, 1.0)
        error = toward * np.exp(np.minimum(toward * z, 0)) / (1 + np.exp(-np.abs(z)))
        return error * bell, error


saturation = Slopes()
# %% right: extended precision, lists come back
from functools import partial


def pair(real, z, y):
    a = [real(-abs(t)) for t in z]
    e = [np.exp(t) for t in a]
    wrong = [(1 if (t < 0) == bool(label) else x) / (1 + x) for t, label, x in zip(z, y, e)]
    error = [-w if label else w for w, label in zip(wrong, y)]
    return [[float(r * x / (1 + x) ** 2) for r, x in zip(error, e)], [float(r) for r in error]]


saturation = partial(pair, np.longdouble)
# %% wrong: zero beyond 500
# check: test_slopes_keep_their_digits_in_the_tails
# says: /dz at z =
def saturation(z, y):
    e = np.where(np.abs(z) > 500, 0.0, np.exp(-np.abs(z)))
    s, m = np.where(z >= 0, 1, e) / (1 + e), np.where(z >= 0, e, 1) / (1 + e)
    c = np.where(y == 1, -m, s)
    return c * s * m, c
# %% wrong: an exponential with 1e-200 added for safety
# from: wrong: zero beyond 500
# edit: where(np.abs(z) > 500, 0.0, np.exp(-np.abs(z))) -> exp(-np.abs(z)) + 1e-200
# check: test_slopes_keep_their_digits_in_the_tails
# says: /dz at z =
# %% wrong: the hyperbolic tangent, which rounds to 1
# check: test_slopes_keep_their_digits_in_the_tails
# says: Does a step of your formula lose digits there
def saturation(z, y):
    s, m = (1 + np.tanh(z / 2)) / 2, (1 - np.tanh(z / 2)) / 2
    c = np.where(y == 1, -m, s)
    return c * s * m, c
# %% wrong: numerical derivatives
# check: test_slope_of_the_squared_error
# says: or a difference quotient?
def saturation(z, y):
    sign, h = 2 * y - 1, 1e-3
    entropy = lambda u: np.logaddexp(0, -sign * u)
    squared = lambda u: (1 - np.exp(-entropy(u))) ** 2 / 2
    return tuple((loss(z + h) - loss(z - h)) / (2 * h) for loss in (squared, entropy))
# %% wrong: stable for label 1 only
# check: test_slopes_keep_their_digits_in_the_tails
# says: Does a step of your formula lose digits there
def saturation(z, y):
    e = np.exp(-np.abs(z))
    s, m = np.where(z >= 0, 1, e) / (1 + e), np.where(z >= 0, e, 1) / (1 + e)
    c = np.where(y == 1, -m, 1 - m)
    return c * s * m, c
# %% wrong: the sign of the label is forgotten
# from: wrong: stable for label 1 only
# edit: -m, 1 - m -> m, s
# check: test_slope_of_the_squared_error, test_slope_of_cross_entropy
# says: is not right
# %% wrong: derivatives by sigma, not by the logit
# check: test_slope_of_the_squared_error, test_slope_of_cross_entropy
# says: the slopes of the squared error
def saturation(z, y):
    e = np.exp(-np.abs(z))
    s, m = np.where(z >= 0, 1, e) / (1 + e), np.where(z >= 0, e, 1) / (1 + e)
    c = np.where(y == 1, -m, s)
    with np.errstate(all="ignore"):
        return c, np.nan_to_num(c / (s * m), posinf=0, neginf=0)
# %% wrong: the derivative of the sigmoid is sigma alone
# check: test_slope_of_the_squared_error
# says: lacks the second factor
def saturation(z, y):
    e = np.exp(-np.abs(z))
    s, m = np.where(z >= 0, 1, e) / (1 + e), np.where(z >= 0, e, 1) / (1 + e)
    c = np.where(y == 1, -m, s)
    return c * s, c
# %% wrong: single precision
# check: test_slope_of_the_squared_error, test_slope_of_cross_entropy
# says: digits agree
def saturation(z, y):
    z = z.astype(np.float32)
    e = np.exp(-np.abs(z))
    s, m = np.where(z >= 0, 1, e) / (1 + e), np.where(z >= 0, e, 1) / (1 + e)
    c = np.where(y == 1, -m, s)
    return c * s * m, c
# %% wrong: the exponential of the wrong sign in the tail of the squared error
# from: wrong: the derivative of the sigmoid is sigma alone
# edit: c * s -> np.where(np.abs(z) > 15, np.sign(c) * e, c * s * m)
# check: test_slopes_keep_their_digits_in_the_tails
# says: /dz at z =
# %% wrong: two masks, and none for z = 0
# check: test_slopes_of_one_unit_and_of_labels_of_either_type
# says: is not right
def saturation(z, y):
    up, down = np.zeros(len(z)), np.zeros(len(z))
    for k, first, second in ((z > 0, up, down), (z < 0, down, up)):
        e = np.exp(-np.abs(z[k]))
        first[k], second[k] = 1 / (1 + e), e / (1 + e)
    c = np.where(y == 1, -down, up)
    return c * up * down, c
# %% wrong: bits of the labels turned over, which floats do not have
# from: wrong: stable for label 1 only
# edit: np.where(y == 1, -m, 1 - m) -> s * (y ^ 1) - m * y
# check: test_slope_of_cross_entropy
# says: raised TypeError
# outcome: student_error
# %% wrong: asymptotic form from 20
# check: test_slopes_keep_their_digits_in_the_tails
# says: /dz at z =
def saturation(z, y):
    from scipy.special import expit

    def sigma(u):
        return np.where(u < -20, np.exp(np.minimum(u, 0)), expit(u))

    ce = np.where(y == 1, -sigma(-z), sigma(z))
    return ce * sigma(z) * sigma(-z), ce
# %% wrong: ordinary logits only, the plain case
# check: test_slopes_keep_their_digits_in_the_tails, test_slopes_at_the_ends_of_the_range
# says: Does a step of your formula lose digits there
# marks: <= 0.6
def saturation(z, y):
    with np.errstate(all="ignore"):
        sigma = np.exp(z) / (1 + np.exp(z))
    sigma = np.where(np.isfinite(sigma), sigma, 0.0)
    return (sigma - y) * sigma * (1 - sigma), sigma - y
# %% wrong: the derivative of the sigmoid is one minus sigma
# from: wrong: the derivative of the sigmoid is sigma alone
# edit: c * s -> c * m
# check: test_slope_of_the_squared_error
# says: lacks the first factor
# %% wrong: only the cross-entropy by sigma
# from: wrong: the derivative of the sigmoid is sigma alone
# edit: return c * s, c -> return c * s * m, c / (s * m + 1e-300)
# check: test_slope_of_cross_entropy
# says: That is the derivative by σ
# %% wrong: clips the argument in place
# check: test_slope_of_the_squared_error
# says: saturation writes into an array that it was given
# outcome: student_error
def saturation(z, y):
    np.clip(z, -700, 700, out=z)
    e = np.exp(-np.abs(z))
    s, m = np.where(z >= 0, 1, e) / (1 + e), np.where(z >= 0, e, 1) / (1 + e)
    c = np.where(y == 1, -m, s)
    return c * s * m, c
# %% right: one array of two rows in place of a tuple
# from: right: SciPy's expit, in terms of the margin
# edit: return -sign * wrong**2 * right, -sign * wrong -> return np.array([-sign * wrong**2 * right, -sign * wrong])
# %% wrong: the probability is clipped at 1e-15
# from: right: SciPy's expit, in terms of the margin
# edit: expit(-sign * z), expit(sign * z) -> np.clip(expit(-sign * z), 1e-15, 1 - 1e-15), np.clip(expit(sign * z), 1e-15, 1 - 1e-15)
# check: test_slopes_keep_their_digits_in_the_tails, test_slopes_at_the_ends_of_the_range
# says: a bound
# marks: >= 0.5
# %% wrong: what is below 1e-30 becomes 0
# from: right: SciPy's expit, in terms of the margin
# edit: expit(-sign * z), expit(sign * z) -> np.where(sign * z > 69, 0, expit(-sign * z)), expit(sign * z)
# check: test_slopes_keep_their_digits_in_the_tails
# says: a bound
# %% wrong: means over the units
# from: right: SciPy's expit, in terms of the margin
# edit: return -sign * wrong**2 * right, -sign * wrong -> return -sign * wrong**2 * right / len(z), -sign * wrong / len(z)
# check: test_slope_of_the_squared_error, test_slope_of_cross_entropy
# says: nothing is divided by n
# %% wrong: the label is not looked at
# from: right: SciPy's expit, in terms of the margin
# edit: sign = 2 * y - 1 -> sign = np.ones_like(z)
# check: test_slope_of_the_squared_error, test_slope_of_cross_entropy
# says: for the label 1 at every unit
# %% wrong: a tiny number added for safety
# check: test_slopes_keep_their_digits_in_the_tails, test_slopes_at_the_ends_of_the_range
# says: Does a step of your formula lose digits there
# marks: >= 0.5
# from: right: SciPy's expit, in terms of the margin
# edit: expit(-sign * z), expit(sign * z) -> expit(-sign * z) + 1e-12, expit(sign * z) + 1e-12
# %% wrong: a small number added for safety
# check: test_slope_of_the_squared_error, test_slope_of_cross_entropy
# says: a relative accuracy of 1e-10 is asked for
# from: right: SciPy's expit, in terms of the margin
# edit: expit(-sign * z), expit(sign * z) -> expit(-sign * z) + 1e-11, expit(sign * z) + 1e-11
