# %% right: counts with a threshold
def inertia(H, tol=1e-8):
    values = np.linalg.eigvalsh(H)
    cut = tol * np.abs(values).max()
    return int((values < -cut).sum()), int((np.abs(values) <= cut).sum()), int((values > cut).sum())

def classify(H, tol=1e-8):
    minus, zero, plus = inertia(H, tol)
    if minus * plus > 0:
        return "saddle"
    return "degenerate" if zero > 0 else "minimum" if plus > 0 else "maximum"
# %% right: rounds the scaled spectrum to signs, returns an array
def inertia(H, tol=1e-8):
    values = np.linalg.eigvalsh(H)
    norm = np.abs(values).max()
    if norm == 0:
        return np.array([0, len(H), 0])
    signs = np.where(np.abs(values) / norm <= tol, 0, np.sign(values)).astype(int)
    return np.bincount(signs + 1, minlength=3)

def classify(H, tol=1e-8):
    values = np.linalg.eigvalsh(H)
    cut = tol * np.linalg.norm(H, 2)
    if values[0] < -cut and values[-1] > cut:
        return "saddle"
    if np.any(np.abs(values) <= cut):
        return "degenerate"
    return {True: "minimum", False: "maximum"}[bool(values[0] > 0)]
# %% right: by Sylvester's law, from two shifted factorisations
import scipy.linalg

def negative_directions(M):
    _, D, _ = scipy.linalg.ldl(M)
    return int((np.linalg.eigvalsh(D) < 0).sum())

def inertia(H, tol=1e-8):
    norm = np.linalg.norm(H, 2)
    if norm == 0:
        return [0, len(H), 0]
    shift = tol * np.eye(len(H))
    minus, plus = negative_directions(H / norm + shift), negative_directions(shift - H / norm)
    return [minus, len(H) - minus - plus, plus]

def classify(H, tol=1e-8):
    names = {(True, True): "saddle", (True, False): "maximum", (False, True): "minimum", (False, False): "degenerate"}
    minus, zero, plus = inertia(H, tol)
    kind = names[minus > 0, plus > 0]
    return "degenerate" if zero and kind != "saddle" else kind
# %% right: a named tuple, and a table of kinds
import collections

Inertia = collections.namedtuple("Inertia", "minus zero plus")

def inertia(H, tol=1e-8):
    values = np.linalg.eigvalsh(H)
    norm = np.linalg.norm(H, 2)
    minus, plus = np.sum(values < -tol * norm), np.sum(values > tol * norm)
    return Inertia(minus, len(values) - minus - plus, plus)

def classify(H, tol=1e-8):
    counts = inertia(H, tol)
    if counts.minus and counts.plus:
        return "saddle"
    return "degenerate" if counts.zero else np.array(["maximum", "minimum"])[int(counts.plus > 0)]
# %% right: partial functions over a shared routine
import functools

def signs(values, cut):
    return [-1 if v < -cut else 1 if v > cut else 0 for v in values]

def ask(question, H, tol=1e-8):
    values = np.linalg.eigh(np.array(H))[0]
    return question(signs(values, tol * max(abs(values[0]), abs(values[-1]))))

def name(found):
    present = set(found)
    if {-1, 1} <= present:
        return "saddle"
    return "degenerate" if 0 in present else {1: "minimum", -1: "maximum"}[present.pop()]

inertia = functools.partial(ask, lambda found: [float(found.count(sign)) for sign in (-1, 0, 1)])
classify = functools.partial(ask, name)
# %% right: singular values for the modulus, quadratic forms for the sign
def inertia(H, tol=1e-8):
    U, s, _ = np.linalg.svd(H, hermitian=True)
    forms = np.einsum("ij,ik,kj->j", U, H, U)
    live = s > tol * s[0]
    return np.sum(live & (forms < 0)), np.sum(~live), np.sum(live & (forms > 0))

class Classifier:
    def __call__(self, H, tol=1e-8):
        minus, zero, plus = (bool(n) for n in inertia(H, tol))
        return str(np.select([minus and plus, zero, plus], ["saddle", "degenerate", "minimum"], "maximum"))

classify = Classifier()
# %% right: lambdas over general eigenvalues
def inertia(H, tol=1e-8):
    values = np.linalg.eigvals(H).real
    cut = tol * np.abs(values).max()
    return tuple(int(n) for n in (np.sum(values < -cut), np.sum(np.abs(values) <= cut), np.sum(values > cut)))

classify = lambda H, tol=1e-8: (lambda m, z, p: "saddle" if m * p else "degenerate" if z else "minimum" if p else "maximum")(*inertia(H, tol))
# %% wrong: an absolute threshold
# check: test_zero_is_relative_to_the_norm
# says: threshold is tol times
def inertia(H, tol=1e-8):
    values = np.linalg.eigvalsh(H)
    return int((values < -tol).sum()), int((np.abs(values) <= tol).sum()), int((values > tol).sum())

def classify(H, tol=1e-8):
    minus, zero, plus = inertia(H, tol)
    return "saddle" if minus and plus else "degenerate" if zero else "minimum" if plus else "maximum"
# %% wrong: positive first
# check: test_inertia_counts_signs, test_zero_is_relative_to_the_norm, test_inertia_obeys_sylvester
# says: n_minus, n_zero, n_plus
def inertia(H, tol=1e-8):
    values = np.linalg.eigvalsh(H)
    cut = tol * np.abs(values).max()
    return int((values > cut).sum()), int((np.abs(values) <= cut).sum()), int((values < -cut).sum())

def classify(H, tol=1e-8):
    plus, zero, minus = inertia(H, tol)
    return "saddle" if minus and plus else "degenerate" if zero else "minimum" if plus else "maximum"
# %% wrong: relative to the largest eigenvalue, not to the largest modulus
# check: test_zero_is_relative_to_the_norm, test_inertia_counts_signs
# says: belongs to a negative eigenvalue
def inertia(H, tol=1e-8):
    values = np.linalg.eigvalsh(H)
    cut = tol * max(values[-1], 0)
    return int((values < -cut).sum()), int((np.abs(values) <= cut).sum()), int((values > cut).sum())

def classify(H, tol=1e-8):
    values = np.linalg.eigvalsh(H)
    cut = tol * np.abs(values).max()
    if values[0] < -cut and values[-1] > cut:
        return "saddle"
    return "degenerate" if np.abs(values).min() <= cut else "minimum" if values[0] > 0 else "maximum"
# %% wrong: exact comparison with zero
# from: wrong: an absolute threshold
# check: test_inertia_counts_signs, test_zero_is_relative_to_the_norm, test_inertia_obeys_sylvester
# check: test_classify_names_the_point
# says: which is not right
def inertia(H, tol=1e-8):
    values = np.linalg.eigvalsh(H)
    return int((values < 0).sum()), int((values == 0).sum()), int((values > 0).sum())
# %% wrong: any zero makes it degenerate, also at a saddle
# from: right 1
# check: test_classify_names_the_point
# says: Both signs come first
def classify(H, tol=1e-8):
    minus, zero, plus = inertia(H, tol)
    return "degenerate" if zero else "saddle" if minus and plus else "minimum" if plus else "maximum"
# %% wrong: a semidefinite matrix called a minimum
# from: right 1
# check: test_classify_names_the_point
# says: Both signs come first
def classify(H, tol=1e-8):
    minus, _, plus = inertia(H, tol)
    return "saddle" if minus and plus else "minimum" if plus else "maximum" if minus else "degenerate"
# %% wrong: other words for the kinds
# from: right 1
# check: test_classify_names_the_point
# says: should be one of
def classify(H, tol=1e-8):
    minus, zero, plus = inertia(H, tol)
    return "Saddle" if minus and plus else "flat" if zero else "min" if plus else "max"
# %% wrong: fractions instead of counts
# from: wrong: an absolute threshold
# check: test_inertia_counts_signs, test_zero_is_relative_to_the_norm, test_inertia_obeys_sylvester
# says: whole number
def inertia(H, tol=1e-8):
    values = np.linalg.eigvalsh(H)
    cut = tol * np.abs(values).max()
    return (values < -cut).mean() / 3, (np.abs(values) <= cut).mean() / 3, (values > cut).mean() / 3
# %% wrong: the determinant decides
# from: right 1
# check: test_classify_names_the_point
# says: Both signs come first
def classify(H, tol=1e-8):
    determinant = np.linalg.det(H)
    if abs(determinant) < tol:
        return "degenerate"
    return "saddle" if determinant < 0 else "minimum" if np.trace(H) > 0 else "maximum"
# %% wrong: hard-coded
# check: test_inertia_counts_signs, test_zero_is_relative_to_the_norm, test_inertia_obeys_sylvester
# check: test_classify_names_the_point
# says: which is not right
def inertia(H, tol=1e-8):
    return (0, 3, 0) if not H.any() else (1, 1, 2) if len(H) == 4 else (1, 0, 2)

def classify(H, tol=1e-8):
    return "saddle"
# %% wrong: tol is not used
# from: wrong: any zero makes it degenerate, also at a saddle
# edit: tol * -> 1e-8 *
# edit: "degenerate" if zero else "saddle" if minus and plus -> "saddle" if minus and plus else "degenerate" if zero
# check: test_zero_is_relative_to_the_norm
# says: Is it the tol that was passed?
# %% wrong: classify forgets to pass tol on
# from: right 1
# check: test_zero_is_relative_to_the_norm
# says: Is it the tol that was passed?
def classify(H, tol=1e-8):
    minus, zero, plus = inertia(H)
    return "saddle" if minus and plus else "degenerate" if zero else "minimum" if plus else "maximum"
# %% wrong: an absolute threshold in classify alone
# from: wrong: relative to the largest eigenvalue, not to the largest modulus
# edit: max(values[-1], 0) -> np.abs(values).max()
# edit 2: cut = tol * np.abs(values).max() -> cut = tol
# edit: abs(values).min() <= cut -> any(np.abs(values) <= cut)
# check: test_zero_is_relative_to_the_norm
# says: is zero relative to the norm?
# %% wrong: relative to the mean modulus
# from: wrong: tol is not used
# edit: 1e-8 * np.abs(values).max -> tol * np.abs(values).mean
# check: test_zero_is_relative_to_the_norm
# says: Neither a mean, nor a sum, nor the size comes in
# %% wrong: relative to the trace
# from: wrong: tol is not used
# edit: 1e-8 * np.abs(values).max() -> tol * abs(values.sum())
# check: test_zero_is_relative_to_the_norm
# says: Neither a mean, nor a sum, nor the size comes in
# %% wrong: the threshold of numpy's matrix_rank, with the size in it
# from: wrong: tol is not used
# edit: 1e-8 * -> tol * len(H) *
# check: test_zero_is_relative_to_the_norm
# says: Neither a mean, nor a sum, nor the size comes in
# %% wrong: an absolute floor under the threshold
# from: wrong: tol is not used
# edit: 1e-8 * np.abs(values).max() -> tol * max(np.abs(values).max(), 1e-15)
# check: test_zero_is_relative_to_the_norm
# says: ‖H‖ = 2e-20
# %% wrong: classify by leading minors
# from: right 1
# check: test_classify_names_the_point
# says: Both signs come first
def classify(H, tol=1e-8):
    minors = [np.linalg.det(H[:k, :k]) for k in range(1, len(H) + 1)]
    if abs(minors[-1]) <= tol * np.abs(H).max() ** len(H):
        return "degenerate"
    if all(minor > 0 for minor in minors):
        return "minimum"
    return "maximum" if all((-1) ** k * minor > 0 for k, minor in enumerate(minors, start=1)) else "saddle"
# %% wrong: the size of the pivots taken for that of the eigenvalues
# from: wrong: an absolute threshold
# check: test_zero_is_relative_to_the_norm
# says: Neither a mean, nor a sum, nor the size comes in
import scipy.linalg

def inertia(H, tol=1e-8):
    _, D, _ = scipy.linalg.ldl(H)
    values = np.linalg.eigvalsh(D)
    cut = tol * np.abs(values).max()
    return int((values < -cut).sum()), int((np.abs(values) <= cut).sum()), int((values > cut).sum())
# %% wrong: relative to the Frobenius norm
# check: test_zero_is_relative_to_the_norm
# says: The Frobenius norm is another one
def inertia(H, tol=1e-8):
    values = np.linalg.eigvalsh(H)
    cut = tol * np.linalg.norm(H)
    return int(np.sum(values < -cut)), int(np.sum(np.abs(values) <= cut)), int(np.sum(values > cut))


def classify(H, tol=1e-8):
    minus, zero, plus = inertia(H, tol)
    if minus and plus:
        return "saddle"
    if zero:
        return "degenerate"
    return "minimum" if plus else "maximum"
# %% wrong: default of classify 1e-6
# from: wrong: relative to the Frobenius norm
# edit: linalg.norm(H) -> max(np.abs(values))
# edit: classify(H, tol=1e-8) -> classify(H, tol=1e-6)
# check: test_zero_is_relative_to_the_norm
# says: Without tol the threshold is 1e-8
