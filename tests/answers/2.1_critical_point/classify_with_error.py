# %% right: singular values, a loop over the eigenvalues
def relative_stationarity(g, H, theta):
    return math.sqrt(g @ g) / (np.linalg.svd(H)[1].max() * math.sqrt(theta @ theta))


def classify_with_error(H, error):
    counts = {"-": 0, "?": 0, "+": 0}
    for value in np.linalg.eigvalsh(H):
        counts["?" if abs(value) <= error else "+" if value > 0 else "-"] += 1
    if counts["-"] > 0 and counts["+"] > 0:
        kind = "saddle"
    elif counts["?"] > 0:
        kind = "undecided"
    else:
        kind = "maximum" if counts["-"] else "minimum"
    return [counts["-"], counts["?"], counts["+"], kind]
# %% right: moduli, NumPy counts
def relative_stationarity(g, H, theta):
    return np.sqrt(np.sum(g**2)) / np.abs(np.linalg.eigvalsh(H)).max() / np.sqrt(np.sum(theta**2))


def classify_with_error(H, error):
    values = np.linalg.eigvals(H).real
    below, above = np.count_nonzero(values < -error), np.count_nonzero(values > error)
    open_ = np.count_nonzero(np.abs(values) <= error)
    table = [("saddle", below * above > 0), ("undecided", open_ > 0), ("minimum", above > 0), ("maximum", True)]
    return np.int64(below), np.int64(open_), np.int64(above), next(name for name, holds in table if holds)
# %% right: SymPy numbers
def relative_stationarity(g, H, theta):
    return sp.Float(np.linalg.norm(g) / np.linalg.norm(H, 2) / np.linalg.norm(theta))
# %% right: ends of the sorted eigenvalues
# from: model
# edit:
# -     if n_minus and n_plus:
# -         return n_minus, n_open, n_plus, "saddle"
# -     if n_open:
# -         return n_minus, n_open, n_plus, "undecided"
# -     return n_minus, n_open, n_plus, "minimum" if n_plus else "maximum"
# +     low, high = eigenvalues[0], eigenvalues[-1]
# +     kind = "undecided"
# +     if low < -error and high > error:
# +         kind = "saddle"
# +     elif low > error:
# +         kind = "minimum"
# +     elif high < -error:
# +         kind = "maximum"
# +     return n_minus, n_open, n_plus, kind
# %% right: floats for counts, the quotient in another order
# from: model
# edit: return np.linalg.norm(g) / (np.linalg.norm(H, 2) * np.linalg.norm(theta)) -> return float(np.linalg.norm(g / np.linalg.norm(theta)) / np.linalg.norm(H, ord=2))
# edit: int(np.sum(eigenvalues < -error)), int(np.sum(eigenvalues > error)) -> float(np.sum(eigenvalues < -error)), float(np.sum(eigenvalues > error))
# %% wrong: a small number below the line, undecided comes first, 0 is certain
# from: model
# edit: (np.linalg.norm(H, 2) * np.linalg.norm(theta)) -> (np.linalg.norm(H, 2) * np.linalg.norm(theta) + 1e-12)
# edit: if n_minus and n_plus: -> if n_minus and n_plus and not n_open:
# marks: <= 0.6
# check: test_relative_stationarity_in_any_unit, test_order_and_limits_of_the_kinds
# says: It has no unit
# %% wrong: open eigenvalues hide a saddle
# from: model
# edit: if n_minus and n_plus: -> if n_minus and n_plus and not n_open:
# marks: >= 0.5
# check: test_order_and_limits_of_the_kinds
# says: whatever is open
# %% wrong: the length of theta is forgotten
# from: model
# edit: (np.linalg.norm(H, 2) * np.linalg.norm(theta)) -> np.linalg.norm(H, 2)
# check: test_relative_stationarity
# says: ‖θ‖ is missing
# %% wrong: the curvature is forgotten
# from: model
# edit: (np.linalg.norm(H, 2) * np.linalg.norm(theta)) -> np.linalg.norm(theta)
# check: test_relative_stationarity
# says: ‖H‖ is missing
# %% wrong: the Frobenius norm
# from: model
# edit: np.linalg.norm(H, 2) -> np.linalg.norm(H)
# check: test_relative_stationarity
# says: Frobenius
# %% wrong: the largest eigenvalue with its sign
# from: model
# edit: np.linalg.norm(H, 2) -> np.linalg.eigvalsh(H)[-1]
# check: test_relative_stationarity
# says: the largest modulus of an eigenvalue
# %% wrong: the squares
# from: model
# edit: return np.linalg.norm(g) / (np.linalg.norm(H, 2) * np.linalg.norm(theta)) -> return (np.linalg.norm(g) / (np.linalg.norm(H, 2) * np.linalg.norm(theta))) ** 2
# check: test_relative_stationarity
# says: This is the square
# %% wrong: Newton's step
# from: model
# edit: return np.linalg.norm(g) / (np.linalg.norm(H, 2) * np.linalg.norm(theta)) -> return float(np.linalg.norm(np.linalg.solve(H, g)) / np.linalg.norm(theta))
# check: test_relative_stationarity
# says: H⁻¹g
# %% wrong: a fixed threshold for a zero gradient
# from: model
# edit: return np.linalg.norm(g) / (np.linalg.norm(H, 2) * np.linalg.norm(theta)) -> return 0.0 if np.linalg.norm(g) < 1e-6 else np.linalg.norm(g) / (np.linalg.norm(H, 2) * np.linalg.norm(theta))
# check: test_relative_stationarity_in_any_unit
# says: no threshold
# %% wrong: a small number against division by zero
# from: model
# edit: (np.linalg.norm(H, 2) * np.linalg.norm(theta)) -> (np.linalg.norm(H, 2) * np.linalg.norm(theta) + 1e-12)
# check: test_relative_stationarity_in_any_unit
# says: It has no unit
# %% wrong: the error is ignored
# from: model
# edit: np.sum(eigenvalues < -error) -> np.sum(eigenvalues < 0)
# edit: np.sum(eigenvalues > error) -> np.sum(eigenvalues > 0)
# check: test_kinds_with_an_error
# says: has no certain sign
# %% wrong: 0 without an error is certain
# from: model
# edit: np.sum(eigenvalues > error) -> np.sum(eigenvalues >= error)
# check: test_order_and_limits_of_the_kinds
# says: 0 has no certain sign
# %% wrong: the error relative to the norm
# from: model
# edit: eigenvalues = np.linalg.eigvalsh(H) -> eigenvalues = np.linalg.eigvalsh(H) / np.linalg.norm(H, 2)
# check: test_kinds_with_an_error
# says: clearly positive eigenvalues
# %% wrong: twice the error, to be safe
# from: model
# edit: eigenvalues < -error -> eigenvalues < -2 * error
# edit: eigenvalues > error -> eigenvalues > 2 * error
# check: test_order_and_limits_of_the_kinds
# says: with this error as it is
# %% wrong: the diagonal
# from: model
# edit: eigenvalues = np.linalg.eigvalsh(H) -> eigenvalues = np.diag(H)
# check: test_kinds_with_an_error
# says: clearly positive eigenvalues
# %% wrong: the kind comes alone
# from: model
# edit: return n_minus, n_open, n_plus, "saddle" -> return "saddle"
# check: test_kinds_with_an_error
# says: should be a list or tuple
# %% wrong: positive first
# from: model
# edit: return n_minus, n_open, n_plus, "saddle" -> return n_plus, n_open, n_minus, "saddle"
# check: test_kinds_with_an_error
# says: clearly positive eigenvalues
# %% wrong: a semidefinite matrix is a minimum
# from: model
# edit: if n_open: -> if n_open and not n_plus:
# check: test_kinds_with_an_error
# says: The first line of the table
# %% wrong: minimum and maximum change places
# from: model
# edit: "minimum" if n_plus else "maximum" -> "maximum" if n_plus else "minimum"
# check: test_kinds_with_an_error
# says: the kind in
# %% wrong: eigenvalues rounded
# from: model
# edit: eigenvalues = np.linalg.eigvalsh(H) -> eigenvalues = np.linalg.eigvalsh(H).round(10)
# check: test_order_and_limits_of_the_kinds
# says: is not right
# %% wrong: a little more than the error
# from: model
# edit: eigenvalues = np.linalg.eigvalsh(H) -> eigenvalues = np.linalg.eigvalsh(H); error = error + 1e-15
# check: test_order_and_limits_of_the_kinds
# says: no tolerance of your own
# %% wrong: a billionth of the norm counts as 0
# from: model
# edit: eigenvalues = np.linalg.eigvalsh(H) -> eigenvalues = np.linalg.eigvalsh(H); error = error + 1e-9 * np.abs(eigenvalues).max()
# check: test_order_and_limits_of_the_kinds
# says: Without an error only 0 is open
# %% wrong: the modulus of the least eigenvalue
# from: model
# edit: np.linalg.norm(H, 2) -> abs(np.linalg.eigvalsh(H)[0])
# check: test_relative_stationarity
# says: the largest modulus of an eigenvalue
# %% wrong: the sum of a row
# from: model
# edit: np.linalg.norm(H, 2) -> np.linalg.norm(H, np.inf)
# check: test_relative_stationarity
# says: in a row of H
# %% wrong: the sum of the moduli of theta
# from: model
# edit: np.linalg.norm(theta)) -> np.abs(theta).sum())
# check: test_relative_stationarity
# says: adds up the moduli
# %% wrong: the largest entry of the gradient
# from: model
# edit: np.linalg.norm(g) / -> np.abs(g).max() /
# check: test_relative_stationarity
# says: the largest modulus in g
# %% wrong: ten decimals
# from: model
# edit: return np.linalg.norm(g) / (np.linalg.norm(H, 2) * np.linalg.norm(theta)) -> return round(np.linalg.norm(g) / (np.linalg.norm(H, 2) * np.linalg.norm(theta)), 10)
# check: test_relative_stationarity_in_any_unit
# says: no rounding
# %% wrong: counts in the other order
# from: model
# edit: n_minus, n_plus = int -> n_plus, n_minus = int
# check: test_kinds_with_an_error
# says: clearly positive eigenvalues
# %% wrong: the entries of the diagonal
# from: model
# edit: np.linalg.eigvalsh(H) -> np.diag(H)
# check: test_kinds_with_an_error
# says: clearly positive eigenvalues
# %% wrong: an error of at least 1e-12
# from: model
# edit: eigenvalues = np.linalg.eigvalsh(H) -> eigenvalues, error = np.linalg.eigvalsh(H), max(error, 1e-12)
# check: test_order_and_limits_of_the_kinds
# says: no least error
