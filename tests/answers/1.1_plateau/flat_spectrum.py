# %% right: eigvalsh and a threshold
def flat_spectrum(H, rel_tol):
    eigenvalues = np.linalg.eigvalsh(H)
    threshold = rel_tol * np.max(np.abs(eigenvalues))
    negative = int(np.sum(eigenvalues < -threshold))
    positive = int(np.sum(eigenvalues > threshold))
    return negative, len(eigenvalues) - negative - positive, positive
# %% right: Sylvester's law, the inertia of two shifted matrices by elimination
def flat_spectrum(H, rel_tol):
    A = np.array(H, dtype=float)
    norm = np.linalg.norm(A, 2)
    d = len(A)
    if norm == 0:
        return (0, d, 0)

    def negative_pivots(B):
        B, count = B.copy(), 0
        while len(B):
            k = np.argmax(np.abs(np.diag(B)))
            B[[0, k]] = B[[k, 0]]
            B[:, [0, k]] = B[:, [k, 0]]
            count += B[0, 0] < 0
            B = B[1:, 1:] - np.outer(B[1:, 0], B[0, 1:]) / B[0, 0]
        return int(count)

    shift = rel_tol * np.eye(d)
    negative, positive = negative_pivots(A / norm + shift), negative_pivots(shift - A / norm)
    return negative, d - negative - positive, positive
# %% right: singular values with the signs of their vectors, as an array of counts
def flat_spectrum(H, rel_tol):
    U, s, Vt = np.linalg.svd(H)
    signs = np.sign(np.sum(U * Vt.T, axis=0))  # for a symmetric matrix, u = ± v
    if s[0] == 0:
        return np.array([0, len(s), 0])
    signs = np.where(s > rel_tol * s[0], signs, 0)
    return np.array([np.sum(signs == k) for k in (-1, 0, 1)])
# %% right: general eigenvalues, sorted into a histogram
def flat_spectrum(H, rel_tol):
    values = np.linalg.eig(H)[0].real
    scale = abs(values).max() or 1.0
    counts = [0, 0, 0]
    for value in values / scale:
        counts[1 + (value > rel_tol) - (value < -rel_tol)] += 1
    return counts
# %% wrong: order positive, flat, negative
# from: model
# edit:
# -     return negative, len(eigenvalues) - negative - positive, positive
# +     return positive, len(eigenvalues) - negative - positive, negative
# check: test_counts_of_random_spectra
# says: The order is (negative, flat, positive)
# %% wrong: an absolute tolerance
# check: test_counts_do_not_depend_on_the_unit_of_the_loss, test_counts_beside_an_outlier
# says: Is your tolerance relative?
# marks: <= 0.6
def flat_spectrum(H, rel_tol):
    eigenvalues = np.linalg.eigvalsh(H)
    negative, positive = int(np.sum(eigenvalues < -rel_tol)), int(np.sum(eigenvalues > rel_tol))
    return negative, len(eigenvalues) - negative - positive, positive
# %% wrong: relative to the largest eigenvalue instead of the largest modulus
# check: test_counts_beside_an_outlier
# says: largest modulus
def flat_spectrum(H, rel_tol):
    eigenvalues = np.linalg.eigvalsh(H)
    threshold = rel_tol * eigenvalues[-1]
    flat = int(np.sum(np.abs(eigenvalues) <= threshold))
    negative = int(np.sum(eigenvalues < -threshold))
    return negative, flat, len(eigenvalues) - negative - flat
# %% wrong: no tolerance at all
# check: test_counts_of_random_spectra, test_counts_do_not_depend_on_the_unit_of_the_loss, test_counts_beside_an_outlier
# says: is not right
def flat_spectrum(H, rel_tol):
    eigenvalues = np.linalg.eigvalsh(H)
    return int(np.sum(eigenvalues < 0)), int(np.sum(eigenvalues == 0)), int(np.sum(eigenvalues > 0))
# %% wrong: divides by the norm, so the zero matrix gives NaN and counts nothing flat
# check: test_counts_of_the_zero_matrix
# says: every direction is flat
# marks: >= 0.5
def flat_spectrum(H, rel_tol):
    eigenvalues = np.linalg.eigvalsh(H)
    with np.errstate(all="ignore"):
        relative = eigenvalues / np.max(np.abs(eigenvalues))
    return int(np.sum(relative < -rel_tol)), int(np.sum(np.abs(relative) <= rel_tol)), int(np.sum(relative > rel_tol))
# %% wrong: flat directions counted as positive as well
# check: test_counts_of_random_spectra, test_counts_of_the_zero_matrix, test_counts_do_not_depend_on_the_unit_of_the_loss
# check: test_counts_beside_an_outlier
# says: Flat directions are counted among the others
def flat_spectrum(H, rel_tol):
    eigenvalues = np.linalg.eigvalsh(H)
    threshold = rel_tol * np.max(np.abs(eigenvalues))
    negative = int(np.sum(eigenvalues < -threshold))
    return negative, int(np.sum(np.abs(eigenvalues) <= threshold)), len(eigenvalues) - negative
# %% wrong: reads the signs off the diagonal
# check: test_counts_of_random_spectra, test_counts_do_not_depend_on_the_unit_of_the_loss, test_counts_beside_an_outlier
# says: You counted the diagonal
def flat_spectrum(H, rel_tol):
    diagonal = np.diag(H)
    threshold = rel_tol * np.max(np.abs(diagonal))
    negative, positive = int(np.sum(diagonal < -threshold)), int(np.sum(diagonal > threshold))
    return negative, len(diagonal) - negative - positive, positive
# %% wrong: the eigenvalues themselves
# check: test_counts_of_random_spectra, test_counts_of_the_zero_matrix, test_counts_do_not_depend_on_the_unit_of_the_loss
# check: test_counts_beside_an_outlier
# says: should have 3 entries
def flat_spectrum(H, rel_tol):
    return np.linalg.eigvalsh(H)
# %% wrong: hard-codes the visible value
# check: test_counts_of_random_spectra, test_counts_of_the_zero_matrix, test_counts_do_not_depend_on_the_unit_of_the_loss
# check: test_counts_beside_an_outlier
# says: is not right
def flat_spectrum(H, rel_tol):
    return (1, 1, 2)
# %% wrong: NaN
# check: test_counts_of_random_spectra, test_counts_of_the_zero_matrix, test_counts_do_not_depend_on_the_unit_of_the_loss
# check: test_counts_beside_an_outlier
# says: is NaN
def flat_spectrum(H, rel_tol):
    return (np.nan, np.nan, np.nan)
# %% right: sorted eigenvalues and a binary search
def flat_spectrum(H, rel_tol):
    values = np.sort(np.linalg.eigvalsh(H))
    cut = rel_tol * max(-values[0], values[-1])
    low, high = np.searchsorted(values, -cut, side="left"), np.searchsorted(values, cut, side="right")
    return (low, high - low, values.size - high)
# %% right: a Counter of signs, by a helper class
from collections import Counter


class Signs:
    def __init__(self, H):
        self.values = np.linalg.eigh(H).eigenvalues
        self.norm = np.linalg.norm(self.values, np.inf)

    def __call__(self, rel_tol):
        return Counter(0 if abs(v) <= rel_tol * self.norm else int(math.copysign(1, v)) for v in self.values)


flat_spectrum = lambda H, rel_tol: tuple(Signs(H)(rel_tol)[sign] for sign in (-1, 0, 1))
# %% right: sums of booleans with NumPy scalars, rel_tol bound by name
from functools import partial


def counts(rel_tol, H):
    values, vectors = np.linalg.eigh(H)
    cut = np.float64(rel_tol) * np.abs(values).max()
    return [(values < -cut).sum(), (np.abs(values) <= cut).sum(), (values > cut).sum()]


def flat_spectrum(H, rel_tol):
    return partial(counts, rel_tol)(H)
# %% right: the negative and the positive part by recursion on the list of eigenvalues
def flat_spectrum(H, rel_tol):
    values = list(map(float, np.linalg.eigvalsh(H)))
    cut = rel_tol * max(map(abs, values))

    def walk(rest):
        if not rest:
            return 0.0, 0.0, 0.0
        n, z, p = walk(rest[1:])
        return n + (rest[0] < -cut), z + (-cut <= rest[0] <= cut), p + (rest[0] > cut)

    return walk(values)
# %% wrong: a tolerance of 1e-3, whatever rel_tol is
# check: test_counts_follow_the_tolerance
# says: is not right
def flat_spectrum(H, rel_tol):
    values = np.linalg.eigvalsh(H)
    cut = 1e-3 * np.max(np.abs(values))
    return int(np.sum(values < -cut)), int(np.sum(np.abs(values) <= cut)), int(np.sum(values > cut))
# %% wrong: relative to the Frobenius norm
# check: test_counts_follow_the_tolerance
# says: no other norm
def flat_spectrum(H, rel_tol):
    values = np.linalg.eigvalsh(H)
    cut = rel_tol * np.linalg.norm(H)
    return int(np.sum(values < -cut)), int(np.sum(np.abs(values) <= cut)), int(np.sum(values > cut))
# %% wrong: relative to the sum of the moduli
# check: test_counts_follow_the_tolerance
# says: no other norm
def flat_spectrum(H, rel_tol):
    values = np.linalg.eigvalsh(H)
    cut = rel_tol * np.sum(np.abs(values))
    return int(np.sum(values < -cut)), int(np.sum(np.abs(values) <= cut)), int(np.sum(values > cut))
# %% wrong: relative to the largest entry
# check: test_counts_follow_the_tolerance
# says: no other norm
def flat_spectrum(H, rel_tol):
    values = np.linalg.eigvalsh(H)
    cut = rel_tol * np.max(np.abs(H))
    return int(np.sum(values < -cut)), int(np.sum(np.abs(values) <= cut)), int(np.sum(values > cut))
# %% wrong: relative to the mean modulus
# check: test_counts_follow_the_tolerance
# says: is not right
def flat_spectrum(H, rel_tol):
    values = np.linalg.eigvalsh(H)
    cut = rel_tol * np.mean(np.abs(values))
    return int(np.sum(values < -cut)), int(np.sum(np.abs(values) <= cut)), int(np.sum(values > cut))
# %% wrong: the largest row sum for the spectral norm
# check: test_counts_follow_the_tolerance
# says: no other norm
def flat_spectrum(H, rel_tol):
    values = np.linalg.eigvalsh(H)
    cut = rel_tol * np.linalg.norm(H, np.inf)
    return int(np.sum(values < -cut)), int(np.sum(np.abs(values) <= cut)), int(np.sum(values > cut))
# %% wrong: a tolerance below 1e-6 is raised to 1e-6
# check: test_counts_follow_the_tolerance
# says: is not right
def flat_spectrum(H, rel_tol):
    values = np.linalg.eigvalsh(H)
    cut = max(rel_tol, 1e-6) * np.max(np.abs(values))
    return int(np.sum(values < -cut)), int(np.sum(np.abs(values) <= cut)), int(np.sum(values > cut))
# %% wrong: singular values, which have no sign
# check: test_counts_of_random_spectra, test_counts_of_the_zero_matrix
# says: is not right
def flat_spectrum(H, rel_tol):
    values = np.linalg.svd(H, compute_uv=False)
    flat = int(np.sum(values <= rel_tol * values[0]))
    return 0, flat, len(values) - flat
# %% wrong: a floor under the norm
# check: test_counts_do_not_depend_on_the_unit_of_the_loss
# says: Is your tolerance relative?
def flat_spectrum(H, rel_tol):
    values = np.linalg.eigvalsh(H)
    cut = rel_tol * max(np.max(np.abs(values)), 1e-6)
    return int(np.sum(values < -cut)), int(np.sum(np.abs(values) <= cut)), int(np.sum(values > cut))
# %% wrong: counts pivots of an elimination without interchanges
# check: test_counts_of_the_zero_matrix
# says: This case fails too
def flat_spectrum(H, rel_tol):
    A = np.array(H, dtype=float)
    norm = np.linalg.norm(A, 2)
    with np.errstate(all="ignore"):
        A /= norm
        signs = [np.linalg.slogdet(A[:k, :k])[0] for k in range(len(A) + 1)]
    negative = sum(a * b < 0 for a, b in zip(signs, signs[1:]))
    flat = int(np.sum(np.abs(np.linalg.eigvalsh(H)) < rel_tol * norm))
    return negative, flat, len(H) - negative - flat
# %% wrong: one parameter is treated apart, and its zero is positive
# check: test_counts_of_the_zero_matrix
# says: every direction is flat
def flat_spectrum(H, rel_tol):
    if len(H) == 1:
        return (1, 0, 0) if H[0, 0] < 0 else (0, 0, 1)
    values = np.linalg.eigvalsh(H)
    cut = rel_tol * np.max(np.abs(values))
    return int(np.sum(values < -cut)), int(np.sum(np.abs(values) <= cut)), int(np.sum(values > cut))
# %% wrong: scales the matrix that it was given
# check: test_counts_of_random_spectra
# says: flat_spectrum writes into an array that it was given
# outcome: student_error
def flat_spectrum(H, rel_tol):
    H /= np.linalg.norm(H, 2) or 1.0
    values = np.linalg.eigvalsh(H)
    return int(np.sum(values < -rel_tol)), int(np.sum(np.abs(values) <= rel_tol)), int(np.sum(values > rel_tol))
# %% wrong: a floor of 1e-12 under the scale
# check: test_counts_follow_the_tolerance
# says: The threshold is rel_tol times the largest modulus
def flat_spectrum(H, rel_tol):
    values = np.linalg.eigvalsh(H)
    tol = rel_tol * max(np.abs(values).max(), 1e-12)
    return int(np.sum(values < -tol)), int(np.sum(np.abs(values) <= tol)), int(np.sum(values > tol))
# %% wrong: no tolerance below 1e-8
# check: test_counts_follow_the_tolerance
# says: no fixed number
def flat_spectrum(H, rel_tol):
    values = np.linalg.eigvalsh(H)
    threshold = max(rel_tol, 1e-8) * np.abs(values).max()
    return int((values < -threshold).sum()), int((abs(values) <= threshold).sum()), int((values > threshold).sum())
# %% wrong: no tolerance above a half
# check: test_counts_follow_the_tolerance
# says: no fixed number
def flat_spectrum(H, rel_tol):
    values = np.linalg.eigvalsh(H)
    threshold = min(rel_tol, 0.5) * np.abs(values).max()
    return int((values < -threshold).sum()), int((abs(values) <= threshold).sum()), int((values > threshold).sum())
# %% wrong: the tolerance squared
# from: model
# edit: rel_tol * -> rel_tol**2 *
# check: test_counts_of_random_spectra
# says: Too few count as flat
# %% wrong: signs of entries of the singular vectors
# check: test_counts_of_random_spectra
# says: As many directions are flat as should be
def flat_spectrum(H, rel_tol):
    U, sizes, _ = np.linalg.svd(H)
    away = sizes > rel_tol * sizes[0]
    negative, positive = int(np.sum(away & (np.diag(U) < 0))), int(np.sum(away & (np.diag(U) >= 0)))
    return negative, len(H) - negative - positive, positive
