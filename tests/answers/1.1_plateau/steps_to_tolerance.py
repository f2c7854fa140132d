# %% right: logarithms, log1p below the critical rate
def steps_to_tolerance(eta, lam, x0, eps):
    q = eta * lam
    if abs(x0) <= eps:
        return 0
    if q <= 0 or q >= 2:
        return math.inf
    if q == 1:
        return 1
    log_factor = math.log1p(-q) if q < 1 else math.log(q - 1)
    return math.ceil((math.log(eps) - math.log(abs(x0))) / log_factor)
# %% right: logarithm of the square, one formula on both sides of 1
def steps_to_tolerance(eta, lam, x0, eps):
    q = eta * lam
    excess = q * (q - 2)  # (1 - q)^2 - 1
    if abs(x0) <= eps:
        return 0
    if excess >= 0:
        return float("inf")
    if excess == -1:
        return 1
    t = 2 * np.log(abs(x0) / eps) / -np.log1p(excess)
    return int(np.ceil(t))
# %% right: doubling and bisection on the logarithm of the error
def steps_to_tolerance(eta, lam, x0, eps):
    q = eta * lam
    x = abs(x0)
    if x <= eps:
        return 0
    if not 0 < q < 2:
        return math.inf
    if q == 1:
        return 1
    rate = math.log1p(-q) if q < 1 else math.log1p(q - 2)

    def small_enough(t):
        return t * rate + math.log(x / eps) <= 0

    high = 1
    while not small_enough(high):
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        if small_enough(middle):
            high = middle
        else:
            low = middle
    return high
# %% right: exact decimals of Python, and a float comes back
from decimal import Decimal, getcontext


def steps_to_tolerance(eta, lam, x0, eps):
    getcontext().prec = 50
    factor = abs(1 - Decimal(eta * lam))
    if abs(x0) <= eps:
        return 0.0
    if factor >= 1:
        return math.inf
    if factor == 0:
        return 1.0
    return float(math.ceil((Decimal(eps) / abs(Decimal(x0))).ln() / factor.ln()))
# %% wrong: floor for ceil
# from: model
# edit: ceil((math.log(eps) - math.log(abs(x0))) / log_factor) -> floor(math.log(eps / abs(x0)) / log_factor)
# check: test_steps_below_the_critical_rate, test_steps_when_the_iterate_changes_sign, test_steps_of_zero_one_and_never
# check: test_steps_at_a_tiny_rate, test_steps_know_no_unit_of_length
# says: One step more does it
# %% wrong: decimal logarithm above, natural logarithm below
# from: model
# edit: (math.log(eps) - math.log(abs(x0))) -> math.log10(eps / abs(x0))
# check: test_steps_below_the_critical_rate, test_steps_when_the_iterate_changes_sign, test_steps_of_zero_one_and_never
# check: test_steps_at_a_tiny_rate, test_steps_know_no_unit_of_length
# says: Two logarithms of different base?
# %% wrong: no absolute value of the factor
# from: model
# edit:
# -     log_factor = math.log1p(-q) if q < 1 else math.log(q - 1)
# -     return math.ceil((math.log(eps) - math.log(abs(x0))) / log_factor)
# +     return math.ceil(math.log(eps / abs(x0)) / math.log1p(-q))
# check: test_steps_when_the_iterate_changes_sign, test_steps_know_no_unit_of_length
# says: raised ValueError: math domain error
# outcome: student_error
# %% wrong: no absolute value of the start
# from: model
# edit: abs(x0) < -> x0 <
# edit: (math.log(eps) - math.log(abs(x0))) -> math.log(eps / x0)
# check: test_steps_when_the_iterate_changes_sign
# says: is still above eps
# %% wrong: the time of the gradient flow divided by eta
# check: test_steps_below_the_critical_rate, test_steps_when_the_iterate_changes_sign, test_steps_of_zero_one_and_never
# check: test_steps_at_a_tiny_rate, test_steps_know_no_unit_of_length
# says: time of the gradient flow
def steps_to_tolerance(eta, lam, x0, eps):
    q = eta * lam
    if abs(x0) <= eps:
        return 0
    if q <= 0:
        return math.inf
    return math.ceil(math.log(abs(x0) / eps) / q)
# %% wrong: 1 - q in floating point, where log1p is needed
# from: wrong: no absolute value of the factor
# edit: q = eta * lam -> factor = abs(1 - eta * lam)
# edit: q <= 0 or q >= 2 -> factor >= 1
# edit: q == 1 -> factor == 0
# edit: log1p(-q) -> log(factor)
# check: test_steps_at_a_tiny_rate
# says: keep its digits when eta lam is tiny
# %% wrong: walks the steps one by one, and gives up
# check: test_steps_at_a_tiny_rate
# says: should be one real number
def steps_to_tolerance(eta, lam, x0, eps):
    if abs(x0) <= eps:
        return 0
    if abs(1 - eta * lam) >= 1 and eta * lam > 1e-3 or eta * lam <= 0:
        return math.inf
    x = x0
    for t in range(1, 20000):
        x -= eta * lam * x
        if abs(x) <= eps:
            return t
# %% wrong: returns -1 when there is no answer
# from: model
# edit: return math.inf -> return -1
# check: test_steps_of_zero_one_and_never
# says: what does the statement ask for?
# %% wrong: divergence comes before the start that is small enough
# check: test_steps_of_zero_one_and_never
# says: within eps already
def steps_to_tolerance(eta, lam, x0, eps):
    q = eta * lam
    if q <= 0 or q >= 2:
        return math.inf
    if abs(x0) <= eps:
        return 0
    if q == 1:
        return 1
    log_factor = math.log1p(-q) if q < 1 else math.log(q - 1)
    return math.ceil((math.log(eps) - math.log(abs(x0))) / log_factor)
# %% wrong: not rounded
# from: model
# edit: ceil((math.log(eps) - math.log(abs(x0))) / log_factor) -> log(eps / abs(x0)) / log_factor
# check: test_steps_below_the_critical_rate, test_steps_when_the_iterate_changes_sign, test_steps_of_zero_one_and_never
# check: test_steps_at_a_tiny_rate, test_steps_know_no_unit_of_length
# says: should be a whole number
# %% wrong: hard-codes the visible values
# check: test_steps_below_the_critical_rate, test_steps_when_the_iterate_changes_sign, test_steps_of_zero_one_and_never
# check: test_steps_at_a_tiny_rate, test_steps_know_no_unit_of_length
# says: your
def steps_to_tolerance(eta, lam, x0, eps):
    return 0 if abs(x0) <= eps else 21
# %% wrong: NaN
# check: test_steps_below_the_critical_rate, test_steps_when_the_iterate_changes_sign, test_steps_of_zero_one_and_never
# check: test_steps_at_a_tiny_rate, test_steps_know_no_unit_of_length
# says: is NaN
def steps_to_tolerance(eta, lam, x0, eps):
    return float("nan")
# %% right: a class that is called, with SymPy's numbers
class Counter:
    def __call__(self, eta, lam, x0, eps):
        q = eta * lam
        if abs(x0) <= eps:
            return sp.Integer(0)
        if q <= 0 or q >= 2:
            return sp.oo
        if q == 1:
            return sp.Integer(1)
        rate = math.log1p(-q) if q < 1 else math.log1p(q - 2)
        return sp.Integer(math.ceil((math.log(eps) - math.log(abs(x0))) / rate))


steps_to_tolerance = Counter()
# %% right: a lambda with NumPy scalars, and floats come back
steps_to_tolerance = lambda eta, lam, x0, eps: (
    np.float64(0)
    if np.abs(x0) <= eps
    else np.inf
    if not 0 < eta * lam < 2
    else np.float64(1)
    if eta * lam == 1
    else np.ceil(
        (np.log(np.float64(eps)) - np.log(np.abs(x0)))
        / (np.log1p(-eta * lam) if eta * lam < 1 else np.log(eta * lam - 1))
    )
)
# %% right: a helper with the factor's logarithm, passed by functools.partial
from functools import partial


def count(log_modulus, eta, lam, x0, eps):
    if abs(x0) <= eps:
        return 0
    log_factor = log_modulus(eta * lam)
    if log_factor >= 0:
        return math.inf
    return max(1, -int((math.log(abs(x0)) - math.log(eps)) // log_factor))


def log_modulus(q):
    if q <= 0 or q >= 2:
        return 0.0
    if q == 1:
        return -math.inf
    return math.log1p(-q if q < 1 else q - 2)


steps_to_tolerance = partial(count, log_modulus)
# %% right: a comparison with 1 that allows for rounding
def steps_to_tolerance(eta, lam, x0, eps):
    q = eta * lam
    if abs(x0) <= eps:
        return 0
    if not 0 < q < 2:
        return math.inf
    if math.isclose(q, 1.0):
        return 1
    log_factor = np.log1p(-q) if q < 1 else np.log(q - 1)
    return int(np.ceil(np.log(eps / abs(x0)) / log_factor))
# %% right: squares of the factor, by recursion
def steps_to_tolerance(eta, lam, x0, eps):
    q = eta * lam
    if abs(x0) <= eps:
        return 0
    if not 0 < q < 2:
        return math.inf
    q = min(q, 2 - q)  # 1 - |1 - q|
    if q == 1:
        return 1
    goal = math.log(abs(x0)) - math.log(eps)
    doubled = -math.log1p(-q)

    def whole(power):
        """The largest number of steps, a multiple of `power`, that does not suffice."""
        if power * doubled >= goal:
            return 0
        done = whole(2 * power)
        return done + power if (done + power) * doubled < goal else done

    return whole(1) + 1
# %% wrong: a start on the tolerance itself counts as outside
# from: model
# edit: = eps: ->  eps:
# check: test_steps_of_zero_one_and_never
# says: within eps already
# %% wrong: close to 1 is taken for 1
# from: model
# edit: q == 1 -> math.isclose(q, 1, rel_tol=1e-3)
# check: test_steps_next_to_one_and_two
# says: is still above eps
# %% wrong: close to 2 is taken for 2
# from: model
# edit: = 2 ->  2 - 1e-5
# check: test_steps_next_to_one_and_two
# says: is infinite
# %% wrong: the count overflows a 64-bit integer
# from: wrong: no absolute value of the factor
# edit:
# -     return math.ceil(math.log(eps / abs(x0)) / math.log1p(-q))
# +     log_factor = np.log1p(-q) if q < 1 else np.log(q - 1)
# +     with np.errstate(all="ignore"):
# +         return np.ceil(np.log(eps / abs(x0)) / log_factor).astype(np.int64)
# check: test_steps_at_a_tiny_rate
# says: is not negative
# %% wrong: walks the steps above eta lam = 1, and gives up after ten thousand
# check: test_steps_next_to_one_and_two
# says: is infinite
def steps_to_tolerance(eta, lam, x0, eps):
    q = eta * lam
    if abs(x0) <= eps:
        return 0
    if q <= 0 or q >= 2:
        return math.inf
    if q < 1:
        return math.ceil((math.log(eps) - math.log(abs(x0))) / math.log1p(-q))
    x = abs(x0)
    for t in range(1, 10_001):
        x *= abs(1 - q)
        if x <= eps:
            return t
    return math.inf
# %% wrong: floor plus one minus a bit, one step too many at most
# from: model
# edit: ceil((math.log(eps) - math.log(abs(x0))) / log_factor) -> ceil((math.log(eps) - math.log(abs(x0))) / log_factor) + 1
# check: test_steps_below_the_critical_rate, test_steps_when_the_iterate_changes_sign
# says: fewer steps do
# %% wrong: the factor is 1 - eta lam / 2
# from: model
# edit: * lam -> * lam / 2
# check: test_steps_below_the_critical_rate
# says: fewer steps do
# %% wrong: stops where the loss is below eps
# from: model
# edit:
# -     return math.ceil((math.log(eps) - math.log(abs(x0))) / log_factor)
# +     return max(0, math.ceil((math.log(2 * eps / lam) / 2 - math.log(abs(x0))) / log_factor))
# check: test_steps_below_the_critical_rate, test_steps_when_the_iterate_changes_sign
# says: is still above eps
# %% wrong: reads the tolerance relative to the start
# from: model
# edit: (math.log(eps) - math.log(abs(x0))) -> math.log(eps)
# check: test_steps_below_the_critical_rate, test_steps_when_the_iterate_changes_sign
# says: your
# %% wrong: the modulus of the start is taken above eta lam = 1 only
# from: wrong: no absolute value of the factor
# edit:
# -     return math.ceil(math.log(eps / abs(x0)) / math.log1p(-q))
# +     if q < 1:
# +         return math.ceil(math.log(eps / x0) / math.log1p(-q))
# +     return math.ceil(math.log(eps / abs(x0)) / math.log(q - 1))
# check: test_steps_below_the_critical_rate
# says: raised ValueError
# outcome: student_error
# %% wrong: close to eps by math.isclose is within
# check: test_steps_of_zero_one_and_never
# says: 0.5
def steps_to_tolerance(eta, lam, x0, eps):
    if abs(x0) <= eps or math.isclose(abs(x0), eps):
        return 0
    q = eta * lam
    if q <= 0 or q >= 2:
        return math.inf
    if q == 1:
        return 1
    decay = math.log1p(-q) if q < 1 else math.log(q - 1)
    return max(1, math.ceil((math.log(eps) - math.log(abs(x0))) / decay))
