# %% right: bisection between m/3 and m
def plateau_radius(eps, lam, lip, drop):
    alone = []
    if eps > 0:
        alone.append(drop / eps)
    if lam > 0:
        alone.append(math.sqrt(2 * drop / lam))
    if lip > 0:
        alone.append((6 * drop / lip) ** (1 / 3))
    if not alone:
        return math.inf
    low, high = min(alone) / 3, min(alone)
    for _ in range(100):
        r = (low + high) / 2
        if eps * r + lam * r**2 / 2 + lip * r**3 / 6 <= drop:
            low = r
        else:
            high = r
    return low
# %% right: Newton from above; the bound is convex, so every step stays above the root
def plateau_radius(eps, lam, lip, drop):
    if eps == lam == lip == 0:
        return np.inf
    with np.errstate(divide="ignore"):
        r = min(np.divide(drop, eps), np.sqrt(np.divide(2 * drop, lam)), np.cbrt(np.divide(6 * drop, lip)))
    for _ in range(60):
        excess = eps * r + lam * r**2 / 2 + lip * r**3 / 6 - drop
        r = r - excess / (eps + lam * r + lip * r**2 / 2)
    return float(r)
# %% right: dimensionless cubic a u + b u^2 + c u^3 = 1, solved by SciPy's bracketed root
from scipy.optimize import brentq


def plateau_radius(eps, lam, lip, drop):
    m = min(
        drop / eps if eps else math.inf,
        math.sqrt(2 * drop / lam) if lam else math.inf,
        math.cbrt(6 * drop / lip) if lip else math.inf,
    )
    if m == math.inf:
        return m
    a, b, c = eps * m / drop, lam * m**2 / (2 * drop), lip * m**3 / (6 * drop)
    return m * brentq(lambda u: a * u + b * u**2 + c * u**3 - 1, 0.3, 1.01, xtol=1e-15)
# %% right: doubling from a tiny radius, then bisection of the exponent
def plateau_radius(eps, lam, lip, drop):
    bound = lambda r: r * (eps + r * (lam / 2 + r * lip / 6))
    if max(eps, lam, lip) == 0:
        return math.inf
    low, high = -60.0, 60.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if bound(10**middle) <= drop else (low, middle)
    return 10**low
# %% wrong: the quadratic term without its half
# check: test_radius_of_ordinary_landscapes, test_radius_with_some_terms_zero, test_radius_over_the_whole_range
# says: factor ½ of the quadratic term
def plateau_radius(eps, lam, lip, drop):
    if eps == lam == lip == 0:
        return math.inf
    low, high = 0.0, 1e30
    for _ in range(400):
        r = (low + high) / 2
        low, high = (r, high) if eps * r + lam * r**2 + lip * r**3 / 6 <= drop else (low, r)
    return low
# %% wrong: the cubic term with 1/3
# from: wrong: the quadratic term without its half
# edit: + lip * r**3 / 6 -> / 2 + lip * r**3 / 3
# check: test_radius_of_ordinary_landscapes, test_radius_with_some_terms_zero, test_radius_over_the_whole_range
# says: 1/6, and yours is 1/3
# %% wrong: the gradient alone
# check: test_radius_of_ordinary_landscapes, test_radius_with_some_terms_zero, test_radius_over_the_whole_range
# says: what the gradient alone allows
def plateau_radius(eps, lam, lip, drop):
    return drop / eps if eps else math.inf
# %% wrong: the least of the three terms' radii
# check: test_radius_of_ordinary_landscapes, test_radius_with_some_terms_zero, test_radius_over_the_whole_range
# says: your value is
def plateau_radius(eps, lam, lip, drop):
    return min(
        drop / eps if eps else math.inf,
        math.sqrt(2 * drop / lam) if lam else math.inf,
        math.cbrt(6 * drop / lip) if lip else math.inf,
    )
# %% right: np.roots on the raw coefficients
def plateau_radius(eps, lam, lip, drop):
    if eps == lam == lip == 0:
        return math.inf
    roots = np.roots([lip / 6, lam / 2, eps, -drop])
    return float(max(root.real for root in roots))
# %% wrong: a grid of radii
# check: test_radius_of_ordinary_landscapes, test_radius_with_some_terms_zero, test_radius_over_the_whole_range
# says: a relative accuracy of 1e-05 is asked for
def plateau_radius(eps, lam, lip, drop):
    r = np.linspace(0.0, 100.0, 100_001)
    return float(r[eps * r + lam * r**2 / 2 + lip * r**3 / 6 <= drop][-1])
# %% wrong: bisection in a fixed bracket
# check: test_radius_with_some_terms_zero
# says: how small and how large the answer can be
def plateau_radius(eps, lam, lip, drop):
    low, high = 0.0, 1000.0
    for _ in range(50):
        r = (low + high) / 2
        low, high = (r, high) if eps * r + lam * r**2 / 2 + lip * r**3 / 6 <= drop else (low, r)
    return low
# %% wrong: divides by a coefficient that is zero
# from: wrong: bisection in a fixed bracket
# edit: 1000.0 -> min(drop / eps, math.sqrt(2 * drop / lam), math.cbrt(6 * drop / lip))
# edit: 50 -> 60
# check: test_radius_with_some_terms_zero
# says: raised ZeroDivisionError
# outcome: student_error
# marks: >= 0.5
# %% wrong: an array of length one
# check: test_radius_of_ordinary_landscapes, test_radius_with_some_terms_zero, test_radius_over_the_whole_range
# check: test_radius_has_the_unit_of_the_parameters
# says: should be one real number
def plateau_radius(eps, lam, lip, drop):
    return np.array([0.5])
# %% wrong: hard-codes the visible value
# check: test_radius_of_ordinary_landscapes, test_radius_with_some_terms_zero, test_radius_over_the_whole_range
# check: test_radius_has_the_unit_of_the_parameters
# says: is not right
def plateau_radius(eps, lam, lip, drop):
    return 0.5 if lam == 0 else 0.2206
# %% wrong: NaN
# check: test_radius_of_ordinary_landscapes, test_radius_with_some_terms_zero, test_radius_over_the_whole_range
# check: test_radius_has_the_unit_of_the_parameters
# says: is NaN
def plateau_radius(eps, lam, lip, drop):
    return math.nan
# %% right: the reciprocal radius is the one positive root of a monic cubic with small coefficients
def plateau_radius(eps, lam, lip, drop):
    alone = [drop / eps if eps else np.inf, np.sqrt(2 * drop / lam) if lam else np.inf, np.cbrt(6 * drop / lip) if lip else np.inf]
    m = min(alone)
    if np.isinf(m):
        return np.inf
    shares = [m / alone[0], (m / alone[1]) ** 2, (m / alone[2]) ** 3]
    roots = np.roots([1.0, *(-share for share in shares)])
    return m / max(root.real for root in roots if abs(root.imag) < 1e-8 * abs(root))
# %% right: exact fractions, halved by recursion
from fractions import Fraction


def plateau_radius(eps, lam, lip, drop):
    e, l, h, d = map(Fraction, (eps, lam, lip, drop))
    if e + l + h == 0:
        return float("inf")

    def search(low, high, left):
        middle = (low + high) // 2 if left is None else (low + high) / 2
        if left is None:
            power = Fraction(2) ** middle
            fits = e * power + l * power**2 / 2 + h * power**3 / 6 <= d
            low, high = (middle, high) if fits else (low, middle)
            return search(low, high, None) if high - low > 1 else search(Fraction(2) ** low, Fraction(2) ** high, 40)
        if left == 0:
            return float(low)
        fits = e * middle + l * middle**2 / 2 + h * middle**3 / 6 <= d
        return search(middle, high, left - 1) if fits else search(low, middle, left - 1)

    return search(-120, 120, None)
# %% right: a class that is called, Newton in the logarithm of r
class Radius:
    def __init__(self, rounds):
        self.rounds = rounds

    def __call__(self, eps, lam, lip, drop):
        alone = [(eps / drop) ** 1, (lam / drop / 2) ** (1 / 2), (lip / drop / 6) ** (1 / 3)]
        if max(alone) == 0:
            return math.inf
        r = 1 / max(alone)
        for _ in range(self.rounds):
            terms = [eps * r / drop, lam * r * r / 2 / drop, lip * r * r * r / 6 / drop]
            slope = terms[0] + 2 * terms[1] + 3 * terms[2]
            r *= math.exp(-math.log(sum(terms)) * sum(terms) / slope)
        return r


plateau_radius = Radius(60)
# %% right: bisection as a lambda over functools.reduce, from helper functions
from functools import reduce

upper = lambda eps, lam, lip, drop: min(
    np.divide(drop, eps) if eps else np.inf,
    np.divide(2 * drop, lam) ** 0.5 if lam else np.inf,
    np.divide(6 * drop, lip) ** (1 / 3) if lip else np.inf,
)


def halve(problem):
    eps, lam, lip, drop = problem

    def step(bracket, _):
        r = sum(bracket) / 2
        return (r, bracket[1]) if r * (eps + r * (lam / 2 + lip * r / 6)) <= drop else (bracket[0], r)

    return step


plateau_radius = lambda *problem: (
    math.inf if not any(problem[:3]) else float(reduce(halve(problem), range(55), (upper(*problem) / 4, upper(*problem)))[0])
)
# %% right: the schoolbook formula where the cubic term is zero
def plateau_radius(eps, lam, lip, drop):
    if eps == lam == lip == 0:
        return math.inf
    if lip == 0 and lam == 0:
        return drop / eps
    if lip == 0:
        return (-eps + math.sqrt(eps * eps + 2 * lam * drop)) / lam
    high = min(drop / eps if eps else math.inf, math.sqrt(2 * drop / lam) if lam else math.inf, math.cbrt(6 * drop / lip))
    low = high / 3
    for _ in range(100):
        r = (low + high) / 2
        low, high = (r, high) if eps * r + lam * r**2 / 2 + lip * r**3 / 6 <= drop else (low, r)
    return low
# %% wrong: takes coefficients below 1e-2 for zero
# check: test_radius_over_the_whole_range
# says: radius
def plateau_radius(eps, lam, lip, drop):
    alone = []
    if eps > 1e-2:
        alone.append(drop / eps)
    if lam > 1e-2:
        alone.append(math.sqrt(2 * drop / lam))
    if lip > 1e-2:
        alone.append(math.cbrt(6 * drop / lip))
    if not alone:
        return 1e12 if eps or lam or lip else math.inf
    low, high = min(alone) / 3, min(alone)
    for _ in range(100):
        r = (low + high) / 2
        low, high = (r, high) if eps * r + lam * r**2 / 2 + lip * r**3 / 6 <= drop else (low, r)
    return low
# %% wrong: infinite as soon as the gradient and the curvature are zero
# check: test_radius_with_some_terms_zero
# says: statement says about zeros
def plateau_radius(eps, lam, lip, drop):
    if eps == 0 and lam == 0:
        return math.inf
    low, high = 0.0, drop / eps if eps else math.sqrt(2 * drop / lam)
    for _ in range(200):
        r = (low + high) / 2
        low, high = (r, high) if eps * r + lam * r**2 / 2 + lip * r**3 / 6 <= drop else (low, r)
    return low
# %% wrong: bisection that stops at a length of 1e-6
# check: test_radius_over_the_whole_range
# says: A bracket, a start or a tolerance must fit each case
def plateau_radius(eps, lam, lip, drop):
    if eps == lam == lip == 0:
        return math.inf
    high = min(
        drop / eps if eps else math.inf,
        math.sqrt(2 * drop / lam) if lam else math.inf,
        math.cbrt(6 * drop / lip) if lip else math.inf,
    )
    low = high / 3
    for _ in range(200):
        if high - low < 1e-6:
            break
        r = (low + high) / 2
        low, high = (r, high) if eps * r + lam * r**2 / 2 + lip * r**3 / 6 <= drop else (low, r)
    return (low + high) / 2
# %% wrong: bisection with eight halvings
# from: wrong: bisection that stops at a length of 1e-6
# edit:
# -     for _ in range(200):
# -         if high - low < 1e-6:
# -             break
# +     for _ in range(8):
# edit: return (low + high) / 2 -> return low
# check: test_radius_of_ordinary_landscapes, test_radius_with_some_terms_zero, test_radius_over_the_whole_range
# says: your value
# %% wrong: the cubic term lowers the bound
# from: wrong: bisection with eight halvings
# edit: (8) -> (100)
# edit: + lip -> - lip
# check: test_radius_of_ordinary_landscapes, test_radius_over_the_whole_range
# says: your value
# %% wrong: a harmonic mean of the three radii
# check: test_radius_of_ordinary_landscapes, test_radius_over_the_whole_range
# says: At your r the bound is
def plateau_radius(eps, lam, lip, drop):
    slowness = eps / drop + math.sqrt(lam / (2 * drop)) + math.cbrt(lip / (6 * drop))
    return 1 / slowness if slowness else math.inf
# %% wrong: Newton from far out, with a fixed number of rounds
# check: test_radius_over_the_whole_range
# says: This case fails too
def plateau_radius(eps, lam, lip, drop):
    if eps == lam == lip == 0:
        return math.inf
    r = 1e6
    for _ in range(25):
        slope = eps + lam * r + lip * r**2 / 2
        r -= (eps * r + lam * r**2 / 2 + lip * r**3 / 6 - drop) / slope
        r = max(r, 1e-30)
    return r
# %% right: np.roots on the raw coefficients, and the root of least modulus
# from: right: np.roots on the raw coefficients
# edit: max(root.real for root in roots) -> min(abs(root) for root in roots)
# %% right: Newton in eighty decimal digits
def plateau_radius(eps, lam, lip, drop):
    import decimal

    if not (eps or lam or lip):
        return math.inf
    with decimal.localcontext() as context:
        context.prec = 80
        e, l, r3, d = (decimal.Decimal(v) for v in (eps, lam, lip, drop))
        r = decimal.Decimal(10) ** 30
        for _ in range(400):
            new = r - (e * r + l * r * r / 2 + r3 * r**3 / 6 - d) / (e + l * r + r3 * r * r / 2)
            if abs(new - r) <= abs(r) * decimal.Decimal("1e-30"):
                break
            r = new
        return float(r)
# %% wrong: a bracket that begins at 0.58 of the least term's radius
# from: model
# edit: low = high / 3 -> low = 0.58 * high
# check: test_radius_over_the_whole_range
# says: your value
# %% wrong: a bracket that ends at a thousand
# from: model
# edit: low = high / 3 -> low, high = 0.0, min(1000.0, high)
# check: test_radius_with_some_terms_zero
# says: how small and how large the answer can be
# %% wrong: three terms or nothing, the plain case
# check: test_radius_with_some_terms_zero, test_radius_over_the_whole_range
# says: raised ZeroDivisionError
# outcome: student_error
# marks: <= 0.6
def plateau_radius(eps, lam, lip, drop):
    low, high = 0.0, min(drop / eps, math.sqrt(2 * drop / lam), (6 * drop / lip) ** (1 / 3))
    for _ in range(30):
        r = (low + high) / 2
        low, high = (r, high) if eps * r + lam * r**2 / 2 + lip * r**3 / 6 <= drop else (low, r)
    return low if low > 1e-4 else 1e-4
# %% right: a bracket up to a million, and many halvings
def plateau_radius(eps, lam, lip, drop):
    if max(eps, lam, lip) == 0:
        return math.inf
    low, high = 0.0, 1e6
    for _ in range(120):
        r = (low + high) / 2
        low, high = (r, high) if eps * r + lam * r**2 / 2 + lip * r**3 / 6 <= drop else (low, r)
    return low
# %% wrong: a small curvature is forgotten where the cubic term is zero
# from: model
# edit: alone = [ -> lam = lam if lam > 0.5 or lip > 0 or eps == 0 else 0.0; alone = [
# check: test_radius_with_some_terms_zero
# says: statement says about zeros
# marks: >= 0.5
# %% wrong: the cubic term is forgotten where the quadratic one is zero
# from: model
# edit: lip * r**3 / 6 <= drop -> (lip if lam > 0 or eps == 0 else 0) * r**3 / 6 <= drop
# check: test_radius_with_some_terms_zero
# says: statement says about zeros
# %% wrong: the curvature is forgotten where the gradient is zero
# from: model
# edit: eps * r + lam * r**2 / 2 -> eps * r + (lam if eps > 0 or lip == 0 else 0) * r**2 / 2
# check: test_radius_with_some_terms_zero
# says: statement says about zeros
# %% wrong: a bracket up to a million, to an absolute 1e-6
# check: test_radius_over_the_whole_range
# says: A bracket, a start or a tolerance must fit each case
def plateau_radius(eps, lam, lip, drop):
    from scipy.optimize import brentq

    if eps == lam == lip == 0:
        return math.inf
    return brentq(lambda r: eps * r + lam * r**2 / 2 + lip * r**3 / 6 - drop, 0, 1e6, xtol=1e-6)
