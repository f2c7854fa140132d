# %% right: a loop over the positive ones
def effective_dimension(eigenvalues, alpha):
    return sum(float(v) / (float(v) + alpha) for v in eigenvalues if v > 0)


def sublevel_exponent(orders):
    return sum(0.0 if p == math.inf else 1.0 / p for p in orders)
# %% right: one over one plus a quotient
def effective_dimension(eigenvalues, alpha):
    positive = eigenvalues[eigenvalues > 0]
    return np.sum(1 / (1 + alpha / positive))


def sublevel_exponent(orders):
    return np.sum(1 / np.array(orders, dtype=float))
# %% right: d less what is missing
def effective_dimension(eigenvalues, alpha):
    kept = np.where(eigenvalues > 0, eigenvalues, 0) / alpha
    return len(kept) - float(np.sum(1 / (kept + 1))) if np.max(kept) > 1e-3 else float(np.sum(kept / (1 + kept)))


def sublevel_exponent(orders):
    return math.fsum(p**-1.0 for p in orders)
# %% right: a trace
def effective_dimension(eigenvalues, alpha):
    H = np.diag(np.clip(eigenvalues / alpha, 0, None))
    return np.trace(H @ np.linalg.inv(H + np.eye(len(H))))


def sublevel_exponent(orders):
    return sp.Float(sum(sp.Float(1 / p) for p in orders))
# %% right: sorted, with the logistic function of a logarithm
def effective_dimension(eigenvalues, alpha):
    total = 0.0
    for value in sorted(eigenvalues):
        if value > 0:
            total += 0.5 * (1 + math.tanh((math.log(value) - math.log(alpha)) / 2))
    return total


def sublevel_exponent(orders):
    exponent = 0
    for p in orders:
        exponent = exponent + np.float64(1.0) / p
    return exponent
# %% wrong: negative eigenvalues with their sign
# from: model
# edit: np.maximum(eigenvalues, 0.0) -> eigenvalues
# check: test_dimension_of_special_spectra
# says: A negative eigenvalue counts as 0
# marks: >= 0.5
# %% wrong: the moduli
# from: model
# edit: np.maximum(eigenvalues, 0.0) -> np.abs(eigenvalues)
# check: test_dimension_of_special_spectra
# says: A negative eigenvalue counts as 0
# marks: >= 0.5
# %% wrong: the share
# from: model
# edit: float(np.sum(kept / (kept + alpha))) -> float(np.mean(kept / (kept + alpha)))
# check: test_dimension_of_random_spectra
# says: This is the share of all d
# %% wrong: numerator and alpha exchanged
# from: model
# edit: np.sum(kept / (kept -> np.sum(alpha / (kept
# check: test_dimension_of_random_spectra
# says: are exchanged
# %% wrong: a count
# from: model
# edit: np.sum(kept / (kept + alpha)) -> np.sum(kept > alpha)
# check: test_dimension_of_random_spectra
# says: each is to count softly
# %% wrong: a small number against division by zero
# from: model
# edit: (kept + alpha) -> (kept + alpha + 1e-12)
# check: test_dimension_of_special_spectra
# says: has a fixed number crept in
# marks: >= 0.5
# %% wrong: alpha relative to the largest eigenvalue
# from: model
# edit: (kept + alpha) -> (kept + alpha * kept.max())
# check: test_dimension_of_random_spectra
# says: is not right
# %% wrong: the orders added
# from: model
# edit: sum(1 / p for p in orders) -> sum(orders)
# check: test_exponent_of_even_orders
# says: This is the sum of the orders
# %% wrong: the exponents multiplied
# from: model
# edit: sum(1 / p for p in orders) -> math.prod(1 / p for p in orders)
# check: test_exponent_of_even_orders
# says: Volumes multiply
# %% wrong: one over the sum
# from: model
# edit: sum(1 / p for p in orders) -> 1 / sum(orders)
# check: test_exponent_of_even_orders
# says: add the exponents of the single lengths
# %% wrong: the mean
# from: model
# edit: sum(1 / p for p in orders) -> sum(1 / p for p in orders) / len(orders)
# check: test_exponent_of_even_orders
# says: This is the mean of the exponents
# %% wrong: the flattest direction only
# from: model
# edit: sum(1 / p for p in orders) -> 1 / max(orders)
# check: test_exponent_of_even_orders
# says: Only the flattest direction
# %% wrong: one over twice the order
# from: model
# edit: sum(1 / p for p in orders) -> sum(1 / (2 * p) for p in orders)
# check: test_exponent_of_even_orders
# says: is not right
# %% wrong: whole halves of the orders
# from: model
# edit: sum(1 / p for p in orders) -> sum(0 if p == math.inf else 0.5 / (p // 2) if p >= 2 else 1 for p in orders)
# check: test_exponent_of_any_orders
# says: A length of
# marks: >= 0.5
# %% wrong: a flat direction adds one
# from: model
# edit: sum(1 / p for p in orders) -> sum(1.0 if p == math.inf else 1 / p for p in orders)
# check: test_exponent_of_any_orders
# says: where f does not change
# marks: >= 0.5
# %% wrong: right for positive spectra near 1 and even orders, the plain case
# from: model
# edit: kept = np.maximum(eigenvalues, 0.0) -> kept = eigenvalues
# edit: sum(1 / p for p in orders) -> sum(sp.Rational(1, int(p)) for p in orders)
# check: test_dimension_of_special_spectra, test_exponent_of_any_orders
# says: A negative eigenvalue counts as 0
# marks: <= 0.6
