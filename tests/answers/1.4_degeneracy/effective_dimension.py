# %% right: a loop over the positive ones
def effective_dimension(eigenvalues, omega):
    return sum(float(v) / (float(v) + omega) for v in eigenvalues if v > 0)


def sublevel_exponent(orders):
    return sum(0.0 if p == math.inf else 1.0 / p for p in orders)
# %% right: one over one plus a quotient
def effective_dimension(eigenvalues, omega):
    positive = eigenvalues[eigenvalues > 0]
    return np.sum(1 / (1 + omega / positive))


def sublevel_exponent(orders):
    return np.sum(1 / np.array(orders, dtype=float))
# %% right: d less what is missing
def effective_dimension(eigenvalues, omega):
    kept = np.where(eigenvalues > 0, eigenvalues, 0) / omega
    return len(kept) - float(np.sum(1 / (kept + 1))) if np.max(kept) > 1e-3 else float(np.sum(kept / (1 + kept)))


def sublevel_exponent(orders):
    return math.fsum(p**-1.0 for p in orders)
# %% right: a trace
def effective_dimension(eigenvalues, omega):
    H = np.diag(np.clip(eigenvalues / omega, 0, None))
    return np.trace(H @ np.linalg.inv(H + np.eye(len(H))))


def sublevel_exponent(orders):
    return sp.Float(sum(sp.Float(1 / p) for p in orders))
# %% right: sorted, with an exponential of logarithms
def effective_dimension(eigenvalues, omega):
    total = 0.0
    for value in sorted(eigenvalues):
        if value > 0:
            total += math.exp(-np.logaddexp(0.0, math.log(omega) - math.log(value)))
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
# says: The negative eigenvalues are in it, with their sign
# marks: >= 0.5
# %% wrong: the moduli
# from: model
# edit: np.maximum(eigenvalues, 0.0) -> np.abs(eigenvalues)
# check: test_dimension_of_special_spectra
# says: The negative eigenvalues are in it, with their moduli
# marks: >= 0.5
# %% wrong: the share
# from: model
# edit: float(np.sum(kept / (kept + omega))) -> float(np.mean(kept / (kept + omega)))
# check: test_dimension_of_random_spectra
# says: This is the share of all d
# %% wrong: numerator and omega exchanged
# from: model
# edit: np.sum(kept / (kept -> np.sum(omega / (kept
# check: test_dimension_of_random_spectra
# says: are exchanged
# %% wrong: a count
# from: model
# edit: np.sum(kept / (kept + omega)) -> np.sum(kept > omega)
# check: test_dimension_of_random_spectra
# says: each is to count softly
# %% wrong: a small number against division by zero
# from: model
# edit: (kept + omega) -> (kept + omega + 1e-12)
# check: test_dimension_of_special_spectra
# says: has a fixed number crept in
# marks: >= 0.5
# %% wrong: omega relative to the largest eigenvalue
# from: model
# edit: (kept + omega) -> (kept + omega * kept.max())
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
# says: This case fails too
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
# says: The negative eigenvalues are in it
# marks: <= 0.6
# %% wrong: the number of directions less what is missing
# from: model
# edit: float(np.sum(kept / (kept + omega))) -> len(kept) - float(np.sum(omega / (kept + omega)))
# check: test_dimension_of_special_spectra
# says: does the formula subtract two numbers
# marks: >= 0.5
# %% wrong: one less what is missing, one after the other
# from: model
# edit: np.sum(kept / (kept + omega)) -> np.sum(1 - omega / (kept + omega))
# check: test_dimension_of_special_spectra
# says: does the formula subtract two numbers
# %% wrong: what is below 1e-12 of omega is dropped
# from: model
# edit: np.maximum(eigenvalues, 0.0) -> np.where(eigenvalues > 1e-12 * omega, eigenvalues, 0.0)
# check: test_dimension_of_special_spectra
# says: is it rounded or cut off
# marks: >= 0.5
# %% wrong: stops at the first negative eigenvalue
# from: right 1
# edit:
# -     return sum(float(v) / (float(v) + omega) for v in eigenvalues if v > 0)
# +     total = 0.0
# +     for v in eigenvalues:
# +         if v < 0:
# +             break
# +         total += float(v) / (float(v) + omega)
# +     return total
# check: test_dimension_of_special_spectra
# says: Nothing behind the first negative eigenvalue
# marks: >= 0.5
# %% wrong: an eigenvalue that is there twice counts once
# from: model
# edit: np.maximum(eigenvalues, 0.0) -> np.unique(np.maximum(eigenvalues, 0.0))
# check: test_dimension_of_special_spectra
# says: and every other one what it always adds
# marks: >= 0.5
# %% wrong: the squares of the quotients
# from: model
# edit: np.sum(kept / (kept + omega)) -> np.sum((kept / (kept + omega)) ** 2)
# check: test_dimension_of_random_spectra
# says: The quotients are squared
# %% wrong: an order that is there twice counts once
# from: model
# edit: for p in orders -> for p in set(orders)
# check: test_exponent_of_even_orders
# says: An order that is there twice counts twice
# %% wrong: no order below one
# from: model
# edit: sum(1 / p for p in orders) -> sum(1 / max(p, 1) for p in orders)
# check: test_exponent_of_any_orders
# says: An order below 1 counts as 1 in it
# marks: >= 0.5
# %% wrong: a high order counts as flat
# from: model
# edit: sum(1 / p for p in orders) -> sum(1 / p for p in orders if p < 100)
# check: test_exponent_of_any_orders
# says: The order 1000 is left out
# marks: >= 0.5
# %% wrong: half a direction each
# from: model
# edit: sum(1 / p for p in orders) -> len(orders) / 2
# check: test_exponent_of_even_orders
# says: This is right if every order is 2
# %% wrong: the number of directions over the sum
# from: model
# edit: sum(1 / p for p in orders) -> len(orders) / sum(orders)
# check: test_exponent_of_even_orders
# says: This is the number of directions over the sum
# %% wrong: reciprocals of integers
# from: model
# edit: float(sum(1 / p for p in orders)) -> float(np.sum(np.reciprocal(orders)))
# check: test_exponent_of_even_orders
# says: The orders are integers here
