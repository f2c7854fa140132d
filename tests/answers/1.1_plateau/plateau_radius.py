# %% right: bisection between m/3 and m
def plateau_radius(eps, lam, rho, drop):
    alone = []
    if eps > 0:
        alone.append(drop / eps)
    if lam > 0:
        alone.append(math.sqrt(2 * drop / lam))
    if rho > 0:
        alone.append((6 * drop / rho) ** (1 / 3))
    if not alone:
        return math.inf
    low, high = min(alone) / 3, min(alone)
    for _ in range(100):
        r = (low + high) / 2
        if eps * r + lam * r**2 / 2 + rho * r**3 / 6 <= drop:
            low = r
        else:
            high = r
    return low
# %% right: Newton from above; the bound is convex, so every step stays above the root
def plateau_radius(eps, lam, rho, drop):
    if eps == lam == rho == 0:
        return np.inf
    with np.errstate(divide="ignore"):
        r = min(np.divide(drop, eps), np.sqrt(np.divide(2 * drop, lam)), np.cbrt(np.divide(6 * drop, rho)))
    for _ in range(60):
        excess = eps * r + lam * r**2 / 2 + rho * r**3 / 6 - drop
        r = r - excess / (eps + lam * r + rho * r**2 / 2)
    return float(r)
# %% right: dimensionless cubic a u + b u^2 + c u^3 = 1, solved by SciPy's bracketed root
from scipy.optimize import brentq


def plateau_radius(eps, lam, rho, drop):
    m = min(
        drop / eps if eps else math.inf,
        math.sqrt(2 * drop / lam) if lam else math.inf,
        math.cbrt(6 * drop / rho) if rho else math.inf,
    )
    if m == math.inf:
        return m
    a, b, c = eps * m / drop, lam * m**2 / (2 * drop), rho * m**3 / (6 * drop)
    return m * brentq(lambda u: a * u + b * u**2 + c * u**3 - 1, 0.3, 1.01, xtol=1e-15)
# %% right: doubling from a tiny radius, then bisection of the exponent
def plateau_radius(eps, lam, rho, drop):
    bound = lambda r: r * (eps + r * (lam / 2 + r * rho / 6))
    if max(eps, lam, rho) == 0:
        return math.inf
    low, high = -60.0, 60.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if bound(10**middle) <= drop else (low, middle)
    return 10**low
# %% wrong: the quadratic term without its half
# check: test_radius_of_ordinary_landscapes
# check: test_radius_with_some_terms_zero
# check: test_radius_of_badly_scaled_landscapes
# says: factor ½ of the quadratic term
def plateau_radius(eps, lam, rho, drop):
    if eps == lam == rho == 0:
        return math.inf
    low, high = 0.0, 1e30
    for _ in range(400):
        r = (low + high) / 2
        low, high = (r, high) if eps * r + lam * r**2 + rho * r**3 / 6 <= drop else (low, r)
    return low
# %% wrong: the cubic term with 1/3
# check: test_radius_of_ordinary_landscapes
# check: test_radius_with_some_terms_zero
# check: test_radius_of_badly_scaled_landscapes
# says: 1/6, not 1/3
def plateau_radius(eps, lam, rho, drop):
    if eps == lam == rho == 0:
        return math.inf
    low, high = 0.0, 1e30
    for _ in range(400):
        r = (low + high) / 2
        low, high = (r, high) if eps * r + lam * r**2 / 2 + rho * r**3 / 3 <= drop else (low, r)
    return low
# %% wrong: the gradient alone
# check: test_radius_of_ordinary_landscapes
# check: test_radius_with_some_terms_zero
# check: test_radius_of_badly_scaled_landscapes
# says: what the gradient alone allows
def plateau_radius(eps, lam, rho, drop):
    return drop / eps if eps else math.inf
# %% wrong: the least of the three terms' radii
# check: test_radius_of_ordinary_landscapes
# check: test_radius_with_some_terms_zero
# check: test_radius_of_badly_scaled_landscapes
# says: Each term alone allows at least that
def plateau_radius(eps, lam, rho, drop):
    return min(
        drop / eps if eps else math.inf,
        math.sqrt(2 * drop / lam) if lam else math.inf,
        math.cbrt(6 * drop / rho) if rho else math.inf,
    )
# %% wrong: np.roots on the raw coefficients
# check: test_radius_of_badly_scaled_landscapes
# says: small enough radius above 0
def plateau_radius(eps, lam, rho, drop):
    if eps == lam == rho == 0:
        return math.inf
    roots = np.roots([rho / 6, lam / 2, eps, -drop])
    return float(max(root.real for root in roots))
# %% wrong: a grid of radii
# check: test_radius_of_ordinary_landscapes
# check: test_radius_with_some_terms_zero
# check: test_radius_of_badly_scaled_landscapes
# check: test_radius_has_the_unit_of_the_parameters
# says: is not right
def plateau_radius(eps, lam, rho, drop):
    r = np.linspace(0.0, 100.0, 100_001)
    return float(r[eps * r + lam * r**2 / 2 + rho * r**3 / 6 <= drop][-1])
# %% wrong: bisection in a fixed bracket
# check: test_radius_with_some_terms_zero
# check: test_radius_of_badly_scaled_landscapes
# says: statement says about zeros
def plateau_radius(eps, lam, rho, drop):
    low, high = 0.0, 1000.0
    for _ in range(50):
        r = (low + high) / 2
        low, high = (r, high) if eps * r + lam * r**2 / 2 + rho * r**3 / 6 <= drop else (low, r)
    return low
# %% wrong: divides by a coefficient that is zero
# check: test_radius_with_some_terms_zero
# says: raised ZeroDivisionError
# outcome: student_error
def plateau_radius(eps, lam, rho, drop):
    low, high = 0.0, min(drop / eps, math.sqrt(2 * drop / lam), math.cbrt(6 * drop / rho))
    for _ in range(100):
        r = (low + high) / 2
        low, high = (r, high) if eps * r + lam * r**2 / 2 + rho * r**3 / 6 <= drop else (low, r)
    return low
# %% wrong: an array of length one
# check: test_radius_of_ordinary_landscapes
# check: test_radius_with_some_terms_zero
# check: test_radius_of_badly_scaled_landscapes
# check: test_radius_has_the_unit_of_the_parameters
# says: should be one real number
def plateau_radius(eps, lam, rho, drop):
    return np.array([0.5])
# %% wrong: hard-codes the visible value
# check: test_radius_of_ordinary_landscapes
# check: test_radius_with_some_terms_zero
# check: test_radius_of_badly_scaled_landscapes
# check: test_radius_has_the_unit_of_the_parameters
# says: is not right
def plateau_radius(eps, lam, rho, drop):
    return 0.5 if lam == 0 else 0.2206
# %% wrong: NaN
# check: test_radius_of_ordinary_landscapes
# check: test_radius_with_some_terms_zero
# check: test_radius_of_badly_scaled_landscapes
# check: test_radius_has_the_unit_of_the_parameters
# says: is NaN
def plateau_radius(eps, lam, rho, drop):
    return math.nan
