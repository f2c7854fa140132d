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
# says: subtract two numbers that are almost equal
def saturation(z, y):
    with np.errstate(over="ignore"):
        sigma = 1 / (1 + np.exp(-z))
    return (sigma - y) * sigma * (1 - sigma), sigma - y
# %% wrong: a stable sigma, and still 1 - sigma by subtraction
# check: test_slopes_keep_their_digits_in_the_tails
# says: subtract two numbers that are almost equal
def saturation(z, y):
    small = np.exp(-np.abs(z))
    sigma = np.where(z >= 0, 1.0, small) / (1 + small)
    cross_entropy = np.where(y == 1, -(1 - sigma), sigma)
    return cross_entropy * sigma * (1 - sigma), cross_entropy
# %% wrong: e^z / (1 + e^z), which is inf/inf
# check: test_slopes_at_the_ends_of_the_range
# says: NaN
def saturation(z, y):
    with np.errstate(all="ignore"):
        sigma, other = np.exp(z) / (1 + np.exp(z)), np.exp(-z) / (1 + np.exp(-z))
        cross_entropy = np.where(y == 1, -other, sigma)
        return cross_entropy * sigma * other, cross_entropy
# %% wrong: forgets the one half of the squared error
# check: test_slope_of_the_squared_error
# check: test_slopes_keep_their_digits_in_the_tails
# says: factor ½
def saturation(z, y):
    sign = 2 * y - 1
    wrong, right = np.exp(-np.logaddexp(0, sign * z)), np.exp(-np.logaddexp(0, -sign * z))
    return -2 * sign * wrong**2 * right, -sign * wrong
# %% wrong: forgets the inner derivative
# check: test_slope_of_the_squared_error
# check: test_slopes_keep_their_digits_in_the_tails
# check: test_slopes_at_the_ends_of_the_range
# says: inner derivative
def saturation(z, y):
    sign = 2 * y - 1
    wrong = np.exp(-np.logaddexp(0, sign * z))
    return -sign * wrong, -sign * wrong
# %% wrong: keeps the inner derivative in cross-entropy
# check: test_slope_of_cross_entropy
# check: test_slopes_keep_their_digits_in_the_tails
# check: test_slopes_at_the_ends_of_the_range
# says: the slope of the sigmoid cancels
def saturation(z, y):
    sign = 2 * y - 1
    wrong, right = np.exp(-np.logaddexp(0, sign * z)), np.exp(-np.logaddexp(0, -sign * z))
    return -sign * wrong**2 * right, -sign * wrong**2 * right
# %% wrong: both signs turned
# check: test_slope_of_the_squared_error
# check: test_slope_of_cross_entropy
# check: test_slopes_keep_their_digits_in_the_tails
# check: test_slopes_at_the_ends_of_the_range
# says: The sign is turned
def saturation(z, y):
    sign = 2 * y - 1
    wrong, right = np.exp(-np.logaddexp(0, sign * z)), np.exp(-np.logaddexp(0, -sign * z))
    return sign * wrong**2 * right, sign * wrong
# %% wrong: the losses in place of their slopes
# check: test_slope_of_the_squared_error
# check: test_slope_of_cross_entropy
# check: test_slopes_keep_their_digits_in_the_tails
# check: test_slopes_at_the_ends_of_the_range
# says: is not right
def saturation(z, y):
    sign = 2 * y - 1
    cross_entropy = np.logaddexp(0, -sign * z)
    return (1 - np.exp(-cross_entropy)) ** 2 / 2, cross_entropy
# %% wrong: returns them in the other order
# check: test_slope_of_the_squared_error
# check: test_slope_of_cross_entropy
# check: test_slopes_keep_their_digits_in_the_tails
# check: test_slopes_at_the_ends_of_the_range
# says: inner derivative
def saturation(z, y):
    sign = 2 * y - 1
    wrong, right = np.exp(-np.logaddexp(0, sign * z)), np.exp(-np.logaddexp(0, -sign * z))
    return -sign * wrong, -sign * wrong**2 * right
# %% wrong: means over the batch, the wrong shape
# check: test_slope_of_the_squared_error
# check: test_slope_of_cross_entropy
# check: test_slopes_keep_their_digits_in_the_tails
# check: test_slopes_at_the_ends_of_the_range
# says: should have shape
def saturation(z, y):
    sign = 2 * y - 1
    wrong, right = np.exp(-np.logaddexp(0, sign * z)), np.exp(-np.logaddexp(0, -sign * z))
    return np.mean(-sign * wrong**2 * right), np.mean(-sign * wrong)
# %% wrong: clips the logits at 30
# check: test_slopes_keep_their_digits_in_the_tails
# check: test_slopes_at_the_ends_of_the_range
# says: subtract two numbers that are almost equal
def saturation(z, y):
    z = np.clip(z, -30, 30)
    sigma, other = 1 / (1 + np.exp(-z)), 1 / (1 + np.exp(z))
    cross_entropy = np.where(y == 1, -other, sigma)
    return cross_entropy * sigma * other, cross_entropy
# %% wrong: hard-codes the visible values
# check: test_slope_of_the_squared_error
# check: test_slope_of_cross_entropy
# check: test_slopes_keep_their_digits_in_the_tails
# check: test_slopes_at_the_ends_of_the_range
# says: is not right
def saturation(z, y):
    return np.where(y == 1, -0.125, 0.125), np.where(y == 1, -0.5, 0.5)
