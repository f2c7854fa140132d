# %% right: logarithms, log1p below the critical rate
def steps_to_tolerance(eta, lam, start, tol):
    q = eta * lam
    if abs(start) <= tol:
        return 0
    if q <= 0 or q >= 2:
        return math.inf
    if q == 1:
        return 1
    log_factor = math.log1p(-q) if q < 1 else math.log(q - 1)
    return math.ceil((math.log(tol) - math.log(abs(start))) / log_factor)
# %% right: logarithm of the square, one formula on both sides of 1
def steps_to_tolerance(eta, lam, start, tol):
    q = eta * lam
    excess = q * (q - 2)  # (1 - q)^2 - 1
    if abs(start) <= tol:
        return 0
    if excess >= 0:
        return float("inf")
    if excess == -1:
        return 1
    t = 2 * np.log(abs(start) / tol) / -np.log1p(excess)
    return int(np.ceil(t))
# %% right: doubling and bisection on the logarithm of the error
def steps_to_tolerance(eta, lam, start, tol):
    q = eta * lam
    x = abs(start)
    if x <= tol:
        return 0
    if not 0 < q < 2:
        return math.inf
    if q == 1:
        return 1
    rate = math.log1p(-q) if q < 1 else math.log1p(q - 2)

    def small_enough(t):
        return t * rate + math.log(x / tol) <= 0

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


def steps_to_tolerance(eta, lam, start, tol):
    getcontext().prec = 50
    factor = abs(1 - Decimal(eta * lam))
    if abs(start) <= tol:
        return 0.0
    if factor >= 1:
        return math.inf
    if factor == 0:
        return 1.0
    return float(math.ceil((Decimal(tol) / abs(Decimal(start))).ln() / factor.ln()))
# %% wrong: floor for ceil
# from: model
# edit: ceil(math -> floor(math
# check: test_steps_below_the_critical_rate
# says: on which the tolerance is not kept yet
# %% wrong: decimal logarithm above, natural logarithm below
# from: model
# edit: math.log(tol -> math.log10(tol
# check: test_steps_below_the_critical_rate
# says: different bases
# %% wrong: no absolute value of the factor
# from: model
# edit: log(abs(1 - q)) -> log(1 - q)
# check: test_steps_when_the_iterate_changes_sign
# says: raised ValueError
# outcome: student_error
# marks: >= 0.5
# %% wrong: no absolute value of the start
# from: model
# edit: abs(start) < -> start <
# edit: tol / abs(start) -> tol / start
# check: test_steps_when_the_iterate_changes_sign
# says: is still above tol
# marks: >= 0.5
# %% wrong: the time of the gradient flow divided by eta
# check: test_steps_below_the_critical_rate, test_steps_when_the_iterate_changes_sign, test_steps_of_zero_one_and_never
# check: test_steps_at_the_ends_of_what_is_announced
# says: fewer steps do
def steps_to_tolerance(eta, lam, start, tol):
    q = eta * lam
    if abs(start) <= tol:
        return 0
    if q <= 0:
        return math.inf
    return math.ceil(math.log(abs(start) / tol) / q)
# %% right: 1 - q in floating point, which suffices for what is announced
def steps_to_tolerance(eta, lam, start, tol):
    factor = abs(1 - eta * lam)
    if abs(start) <= tol:
        return 0
    if factor >= 1:
        return math.inf
    return 1 if factor == 0 else math.ceil(math.log(tol / abs(start)) / math.log(factor))
# %% wrong: walks the steps one by one, and gives up
# check: test_steps_at_the_ends_of_what_is_announced
# says: should be one real number
def steps_to_tolerance(eta, lam, start, tol):
    if abs(start) <= tol:
        return 0
    if abs(1 - eta * lam) >= 1 and eta * lam > 1e-3 or eta * lam <= 0:
        return math.inf
    x = start
    for t in range(1, 20000):
        x -= eta * lam * x
        if abs(x) <= tol:
            return t
# %% wrong: returns -1 when there is no answer
# from: model
# edit: return math.inf -> return -1
# check: test_steps_of_zero_one_and_never
# says: what does the table say?
# %% wrong: divergence comes before the start that is small enough
# check: test_steps_of_zero_one_and_never
# says: within tol already
def steps_to_tolerance(eta, lam, start, tol):
    q = eta * lam
    if q <= 0 or q >= 2:
        return math.inf
    if abs(start) <= tol:
        return 0
    if q == 1:
        return 1
    log_factor = math.log1p(-q) if q < 1 else math.log(q - 1)
    return math.ceil((math.log(tol) - math.log(abs(start))) / log_factor)
# %% wrong: not rounded
# from: model
# edit: math.ceil(math.log(tol / abs(start)) / math.log(abs(1 - q))) -> math.log(tol / abs(start)) / math.log(abs(1 - q))
# check: test_steps_below_the_critical_rate
# says: should be a whole number
# %% wrong: hard-codes the visible values
# check: test_steps_below_the_critical_rate, test_steps_when_the_iterate_changes_sign, test_steps_of_zero_one_and_never
# check: test_steps_at_the_ends_of_what_is_announced
# says: your
def steps_to_tolerance(eta, lam, start, tol):
    return 0 if abs(start) <= tol else 21
# %% wrong: NaN
# check: test_steps_below_the_critical_rate, test_steps_when_the_iterate_changes_sign, test_steps_of_zero_one_and_never
# check: test_steps_at_the_ends_of_what_is_announced
# says: is NaN
def steps_to_tolerance(eta, lam, start, tol):
    return float("nan")
# %% right: a class that is called, with SymPy's numbers
class Counter:
    def __call__(self, eta, lam, start, tol):
        q = eta * lam
        if abs(start) <= tol:
            return sp.Integer(0)
        if q <= 0 or q >= 2:
            return sp.oo
        if q == 1:
            return sp.Integer(1)
        rate = math.log1p(-q) if q < 1 else math.log1p(q - 2)
        return sp.Integer(math.ceil((math.log(tol) - math.log(abs(start))) / rate))


steps_to_tolerance = Counter()
# %% right: a lambda with NumPy scalars, and floats come back
steps_to_tolerance = lambda eta, lam, start, tol: (
    np.float64(0)
    if np.abs(start) <= tol
    else np.inf
    if not 0 < eta * lam < 2
    else np.float64(1)
    if eta * lam == 1
    else np.ceil(
        (np.log(np.float64(tol)) - np.log(np.abs(start)))
        / (np.log1p(-eta * lam) if eta * lam < 1 else np.log(eta * lam - 1))
    )
)
# %% right: a helper with the factor's logarithm, passed by functools.partial
from functools import partial


def count(log_modulus, eta, lam, start, tol):
    if abs(start) <= tol:
        return 0
    log_factor = log_modulus(eta * lam)
    if log_factor >= 0:
        return math.inf
    return max(1, -int((math.log(abs(start)) - math.log(tol)) // log_factor))


def log_modulus(q):
    if q <= 0 or q >= 2:
        return 0.0
    if q == 1:
        return -math.inf
    return math.log1p(-q if q < 1 else q - 2)


steps_to_tolerance = partial(count, log_modulus)
# %% right: a comparison with 1 that allows for rounding
def steps_to_tolerance(eta, lam, start, tol):
    q = eta * lam
    if abs(start) <= tol:
        return 0
    if not 0 < q < 2:
        return math.inf
    if math.isclose(q, 1.0):
        return 1
    log_factor = np.log1p(-q) if q < 1 else np.log(q - 1)
    return int(np.ceil(np.log(tol / abs(start)) / log_factor))
# %% right: squares of the factor, by recursion
def steps_to_tolerance(eta, lam, start, tol):
    q = eta * lam
    if abs(start) <= tol:
        return 0
    if not 0 < q < 2:
        return math.inf
    q = min(q, 2 - q)  # 1 - |1 - q|
    if q == 1:
        return 1
    goal = math.log(abs(start)) - math.log(tol)
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
# edit: = tol: ->  tol:
# check: test_steps_of_zero_one_and_never
# says: within tol already
# %% wrong: close to 1 is taken for 1
# from: model
# edit: q == 1 -> math.isclose(q, 1, rel_tol=1e-2)
# check: test_steps_at_the_ends_of_what_is_announced
# says: is still above tol
# marks: >= 0.5
# %% wrong: close to 2 is taken for 2
# from: model
# edit: = 2 ->  2 - 1e-2
# check: test_steps_at_the_ends_of_what_is_announced
# says: your value is infinite, and tol is reached
# %% wrong: walks the steps above eta lam = 1, and gives up after a thousand
# check: test_steps_at_the_ends_of_what_is_announced
# says: your value is infinite, and tol is reached
def steps_to_tolerance(eta, lam, start, tol):
    q = eta * lam
    if abs(start) <= tol:
        return 0
    if q <= 0 or q >= 2:
        return math.inf
    if q < 1:
        return math.ceil((math.log(tol) - math.log(abs(start))) / math.log1p(-q))
    x = abs(start)
    for t in range(1, 1_001):
        x *= abs(1 - q)
        if x <= tol:
            return t
    return math.inf
# %% wrong: one step too many
# from: model
# edit: log(abs(1 - q))) -> log(abs(1 - q))) + 1
# check: test_steps_below_the_critical_rate
# says: That is one step too many
# %% wrong: the factor is 1 - eta lam / 2
# from: model
# edit: * lam -> * lam / 2
# check: test_steps_below_the_critical_rate
# says: fewer steps do
# %% wrong: stops where the loss is below tol
# from: model
# edit: math.ceil(math.log(tol / abs(start)) / math.log(abs(1 - q))) -> max(0, math.ceil((math.log(2 * tol / lam) / 2 - math.log(abs(start))) / math.log(abs(1 - q))))
# check: test_steps_below_the_critical_rate
# says: is still above tol
# %% wrong: reads the tolerance relative to the start
# from: model
# edit: tol / abs(start) -> tol
# check: test_steps_below_the_critical_rate
# says: your
# %% wrong: the modulus of the start is taken above eta lam = 1 only
# from: model
# edit: tol / abs(start) -> tol / (abs(start) if q > 1 else start)
# check: test_steps_when_the_iterate_changes_sign
# says: raised ValueError
# outcome: student_error
# %% wrong: close to tol by math.isclose is within
# check: test_steps_of_zero_one_and_never
# says: 0.5
def steps_to_tolerance(eta, lam, start, tol):
    if abs(start) <= tol or math.isclose(abs(start), tol):
        return 0
    q = eta * lam
    if q <= 0 or q >= 2:
        return math.inf
    if q == 1:
        return 1
    decay = math.log1p(-q) if q < 1 else math.log(q - 1)
    return max(1, math.ceil((math.log(tol) - math.log(abs(start))) / decay))
# %% wrong: the plain case, below the critical rate with a positive start, and nothing else
# check: test_steps_when_the_iterate_changes_sign, test_steps_of_zero_one_and_never
# says: raised ValueError
# outcome: student_error
# marks: <= 0.6
def steps_to_tolerance(eta, lam, start, tol):
    return math.ceil(math.log(tol / start) / math.log(1 - eta * lam))
# %% wrong: never is the largest integer
# from: model
# edit: return math.inf -> return 2**63 - 1
# check: test_steps_of_zero_one_and_never
# says: what does the table say?
# %% right: the exact product of the two floats
from fractions import Fraction


def steps_to_tolerance(eta, lam, start, tol):
    q = Fraction(eta) * Fraction(lam)
    if abs(start) <= tol:
        return 0
    if eta * lam <= 0 or eta * lam >= 2:
        return math.inf
    if abs(1 - q) < Fraction(1, 10**9):
        return 1
    return math.ceil(math.log(tol / abs(start)) / math.log(abs(1 - q)))
# %% right: walks the steps one by one
def steps_to_tolerance(eta, lam, start, tol):
    q = eta * lam
    if abs(start) > tol and not 0 < q < 2:
        return math.inf
    x, t = abs(start), 0
    while x > tol:
        x, t = x * abs(1 - q), t + 1
    return t
# %% right: a path in an array that is filled
def descend(gradient, theta, eta, steps):
    path = np.empty((steps + 1, len(theta)))
    path[0] = theta
    for t in range(steps):
        path[t + 1] = path[t] - eta * gradient(path[t])
    return path
# %% right: a path by accumulate, as a list of lists
from itertools import accumulate


def descend(gradient, theta, eta, steps):
    points = accumulate(range(steps), lambda point, _: point - eta * gradient(point), initial=np.array(theta))
    return [point.tolist() for point in points]
# %% wrong: walks uphill
# from: right: a path in an array that is filled
# edit: - eta * -> + eta *
# check: test_path_on_quadratics
# says: You walk uphill
# %% wrong: the start is left out, and one step more is walked
# from: right: a path in an array that is filled
# edit: path[0] = theta -> path[0] = theta - eta * gradient(theta)
# check: test_path_on_quadratics
# says: The first row is the start
# %% wrong: the path without its start
# from: right: a path in an array that is filled
# edit: return path -> return path[1:]
# check: test_path_on_quadratics
# says: should have shape
# %% wrong: the end in place of the path
# from: right: a path in an array that is filled
# edit: return path -> return path[-1]
# check: test_path_on_quadratics
# says: should have shape
# %% wrong: the gradient of the start in every step
# from: right: a path in an array that is filled
# edit: gradient(path[t]) -> gradient(path[0])
# check: test_path_on_quadratics
# says: Which point does each step start from?
# %% wrong: moves the start itself
# check: test_path_on_quadratics
# says: descend writes into an array that it was given
# outcome: student_error
def descend(gradient, theta, eta, steps):
    path = [theta.copy()]
    for _ in range(steps):
        theta -= eta * gradient(theta)
        path.append(theta.copy())
    return np.array(path)
# %% wrong: one array, appended again and again
# check: test_path_on_quadratics
# says: one array stands in the list many times
def descend(gradient, theta, eta, steps):
    point = np.array(theta)
    path = [point]
    for _ in range(steps):
        point -= eta * gradient(point)
        path.append(point)
    return np.array(path)
# %% wrong: no step gives no path
# from: right: a path in an array that is filled
# edit: path[0] = theta -> path[0] = theta if steps else np.nan
# check: test_path_of_no_step_and_of_a_curved_valley
# says: NaN
# marks: >= 0.5
# %% wrong: asks for the gradient twice in a step
# from: right: a path in an array that is filled
# edit: path[t] - eta * gradient(path[t]) -> path[t] - eta * (gradient(path[t]) + gradient(path[t])) / 2
# check: test_path_of_no_step_and_of_a_curved_valley
# says: once a step is enough
# %% wrong: assumes two parameters
# from: right: a path in an array that is filled
# edit: len(theta))) -> 2))
# check: test_path_on_quadratics
# says: raised ValueError
# outcome: student_error
# %% right: a float that is whole
# from: model
# edit: return math.ceil(math.log(tol / abs(start)) / math.log(abs(1 - q))) -> return float(math.ceil(math.log(tol / abs(start)) / math.log(abs(1 - q))))
# %% right: a path that is a list of arrays
# from: right: a path in an array that is filled
# edit: return path -> return list(path)
# %% wrong: walks at most a hundred thousand steps
# check: test_steps_at_the_ends_of_what_is_announced
# says: your value is infinite, and tol is reached
# marks: >= 0.5
def steps_to_tolerance(eta, lam, start, tol):
    x, factor = abs(start), abs(1 - eta * lam)
    for t in range(100_001):
        if x <= tol:
            return t
        if factor >= 1:
            return math.inf
        x *= factor
    return math.inf
# %% wrong: walks at most two hundred thousand steps
# from: wrong: walks at most a hundred thousand steps
# edit: 100_001 -> 200_001
# check: test_steps_at_the_ends_of_what_is_announced
# says: your value is infinite, and tol is reached
# %% wrong: one step more is walked than asked
# from: right: a path in an array that is filled
# edit: np.empty((steps + 1 -> np.empty((max(steps, 1) + 1
# edit: range(steps) -> range(max(steps, 1))
# check: test_path_of_no_step_and_of_a_curved_valley
# says: should have shape
# %% wrong: a copy of the start, and then one array again and again
# check: test_path_on_quadratics
# says: All rows after the first are the same
def descend(gradient, theta, eta, steps):
    point = np.array(theta)
    path = [point.copy()]
    for _ in range(steps):
        point -= eta * gradient(point)
        path.append(point)
    return np.array(path)
