# %% right: NumPy's own rank, with a tolerance
def numerical_rank(H, error=0.0):
    size = np.linalg.norm(H, 2)
    return int(np.linalg.matrix_rank(H, hermitian=True, tol=max(error, len(H) * np.finfo(float).eps * size)))


def is_degenerate(H, error=0.0):
    return bool(numerical_rank(H, error) != len(H))
# %% right: singular values, a float for the count, a NumPy boolean
def numerical_rank(H, error=0.0):
    sizes = np.linalg.svd(H, compute_uv=False)
    return float((sizes > np.maximum(error, len(H) * np.finfo(float).eps * sizes.max())).sum())


def is_degenerate(H, error=0.0):
    return np.bool_(numerical_rank(H, error) < len(H))
# %% right: in units of the largest modulus
def numerical_rank(H, error=0.0):
    values = np.linalg.eigvalsh(H)
    top = max(abs(values[0]), abs(values[-1]))
    if top == 0:
        return 0
    return sum(1 for v in values if abs(v) / top > max(error / top, len(values) * 2.0**-52))


def is_degenerate(H, error=0.0):
    return any(abs(v) <= max(error, len(H) * 2.0**-52 * np.linalg.norm(H, 2)) for v in np.linalg.eigvalsh(H))
# %% right: the zeros counted, and taken from d
def numerical_rank(H, error=0.0):
    values = np.abs(np.linalg.eigh(H)[0])
    rounding = H.shape[0] * np.finfo(np.float64).eps * np.max(values)
    zeros = np.count_nonzero((values <= rounding) | (values <= error))
    return H.shape[0] - zeros


def is_degenerate(H, error=0.0):
    return numerical_rank(H, error) in range(H.shape[0])
# %% right: complex eigenvalues of a general solver
def numerical_rank(H, error=0.0):
    sizes = np.sort(np.abs(np.linalg.eigvals(H)))[::-1]
    return int(np.searchsorted(-sizes, -max(error, len(H) * np.finfo(float).eps * sizes[0])))


def is_degenerate(H, error=0.0):
    return not numerical_rank(H, error) == len(H)
# %% wrong: the determinant
# check: test_degenerate_or_not
# says: times the identity
# marks: >= 0.5
def is_degenerate(H, error=0.0):
    return bool(abs(np.linalg.det(H)) < 1e-12)
# %% wrong: the determinant is exactly zero
# check: test_degenerate_or_not
# says: cannot be told from 0
def is_degenerate(H, error=0.0):
    return bool(np.linalg.det(H) == 0)
# %% wrong: a fixed threshold of 1e-8
# from: model
# edit: max(error, len(H) * np.finfo(float).eps * sizes.max()) -> max(error, 1e-8)
# check: test_rank_in_every_unit
# says: Is your threshold relative
# %% wrong: a relative threshold of 1e-8
# from: model
# edit: len(H) * np.finfo(float).eps -> 1e-8
# check: test_rank_in_every_unit
# says: is far above rounding
# marks: >= 0.5
# %% wrong: only positive eigenvalues
# from: model
# edit: sizes = np.abs(np.linalg.eigvalsh(H)) -> sizes = np.linalg.eigvalsh(H)
# check: test_rank_of_random_matrices
# says: Negative eigenvalues are not zero either
# %% wrong: not zero, exactly
# from: model
# edit: sizes > threshold -> sizes != 0
# check: test_rank_of_random_matrices
# says: Rounding leaves tiny numbers
# %% wrong: counts the zeros
# from: model
# edit: sizes > threshold -> sizes <= threshold
# check: test_rank_of_random_matrices
# says: numerical_rank of a random
# %% wrong: the zero matrix has full rank
# from: model
# edit: sizes > threshold -> sizes >= threshold
# check: test_rank_in_every_unit
# says: No modulus is above the threshold
# marks: >= 0.5
# %% wrong: the error is left out
# from: model
# edit: max(error, len(H) * np.finfo(float).eps * sizes.max()) -> len(H) * np.finfo(float).eps * sizes.max()
# check: test_rank_within_an_error
# says: The threshold is the larger of
# marks: >= 0.5
# %% wrong: the error is meant relative
# from: model
# edit: max(error, len(H) * np.finfo(float).eps * sizes.max()) -> max(error, len(H) * np.finfo(float).eps) * sizes.max()
# check: test_rank_within_an_error
# says: error is in the unit of H
# marks: >= 0.5
# %% wrong: the error in place of rounding
# from: model
# edit: max(error, len(H) * np.finfo(float).eps * sizes.max()) -> error or len(H) * np.finfo(float).eps * sizes.max()
# check: test_rank_within_an_error
# says: The threshold is the larger of
# marks: >= 0.5
# %% wrong: the smaller of the two
# from: model
# edit: max(error -> min(error
# check: test_rank_of_random_matrices
# says: Rounding leaves tiny numbers
# %% wrong: degenerate turned round
# from: model
# edit: numerical_rank(H, error) < len(H) -> numerical_rank(H, error) == len(H)
# check: test_degenerate_or_not
# says: A product of eigenvalues says nothing
# %% wrong: degenerate does not pass the error on
# from: model
# edit: return numerical_rank(H, error) < len(H) -> return numerical_rank(H) < len(H)
# check: test_degenerate_or_not
# says: 0.02 is within the error
# marks: >= 0.5
# %% wrong: right without an error and in one unit, the plain case
# check: test_rank_in_every_unit, test_rank_within_an_error, test_degenerate_or_not
# says: Is your threshold relative
# marks: <= 0.6
def numerical_rank(H, error=0.0):
    return int(np.sum(np.abs(np.linalg.eigvalsh(H)) > 1e-10))


def is_degenerate(H, error=0.0):
    return abs(np.linalg.det(H)) < 1e-10
# %% wrong: a NaN for the zero matrix
# from: model
# edit: sizes = np.abs(np.linalg.eigvalsh(H)) -> sizes = np.abs(np.linalg.eigvalsh(H)); sizes = sizes / sizes.max(); error = error / np.abs(np.linalg.eigvalsh(H)).max()
# edit: return int(np.sum(sizes > threshold)) -> return np.sum(sizes > threshold) if np.isfinite(threshold) else np.nan
# check: test_rank_in_every_unit
# says: NaN
# %% wrong: degenerate too where the determinant is exactly zero
# from: model
# edit: return numerical_rank(H, error) < len(H) -> return numerical_rank(H, error) < len(H) or np.linalg.det(H) == 0
# check: test_degenerate_or_not
# says: All three are far above the threshold
# marks: >= 0.5
# %% wrong: threshold: forgets the d
# from: model
# edit: len(H) * np.finfo(float).eps * sizes.max() -> np.finfo(float).eps * sizes.max()
# check: test_rank_in_every_unit
# says: Here d is 48
# marks: >= 0.5
# %% wrong: threshold: the root of d
# from: model
# edit: len(H) * np.finfo(float).eps * sizes.max() -> len(H) ** 0.5 * np.finfo(float).eps * sizes.max()
# check: test_rank_in_every_unit
# says: Here d is 48
# marks: >= 0.5
# %% wrong: threshold: d squared
# from: model
# edit: len(H) * np.finfo(float).eps * sizes.max() -> H.size * np.finfo(float).eps * sizes.max()
# check: test_rank_in_every_unit
# says: Here d is 48
# marks: >= 0.5
# %% wrong: threshold: the Frobenius norm
# from: model
# edit: len(H) * np.finfo(float).eps * sizes.max() -> len(H) * np.finfo(float).eps * np.linalg.norm(H)
# check: test_rank_in_every_unit
# says: Here d is 48
# marks: >= 0.5
# %% wrong: threshold: the largest row sum
# from: model
# edit: len(H) * np.finfo(float).eps * sizes.max() -> len(H) * np.finfo(float).eps * np.linalg.norm(H, np.inf)
# check: test_rank_in_every_unit
# says: Here d is 48
# marks: >= 0.5
# %% wrong: threshold: the trace norm
# from: model
# edit: len(H) * np.finfo(float).eps * sizes.max() -> len(H) * np.finfo(float).eps * sizes.sum()
# check: test_rank_in_every_unit
# says: Here d is 48
# marks: >= 0.5
# %% wrong: threshold: the largest entry
# from: model
# edit: len(H) * np.finfo(float).eps * sizes.max() -> len(H) * np.finfo(float).eps * np.abs(H).max()
# check: test_rank_in_every_unit
# says: Here d is 48
# marks: >= 0.5
# %% wrong: degenerate by the condition number
# from: model
# edit: return numerical_rank(H, error) < len(H) -> return not np.linalg.cond(H) < 1e12 or numerical_rank(H, error) < len(H) and error > 0
# check: test_degenerate_or_not
# says: Every modulus is above
# marks: >= 0.5
# %% wrong: an error above the norm is left out
# from: model
# edit: threshold = max(error,  -> threshold = max(error if error < sizes.max() else 0.0, 
# check: test_rank_within_an_error
# says: The threshold is the larger of
# marks: >= 0.5
# %% wrong: the eigenvalues of H squared
# from: model
# edit: np.abs(np.linalg.eigvalsh(H)) -> np.sqrt(np.abs(np.linalg.eigvalsh(H @ H)))
# check: test_rank_of_random_matrices
# says: numerical_rank of a random
# %% wrong: the diagonal of R of an unpivoted QR
# from: model
# edit: np.sum(sizes > threshold) -> np.sum(np.abs(np.diag(np.linalg.qr(H)[1])) > threshold)
# check: test_rank_within_an_error, test_rank_in_every_unit, test_degenerate_or_not
# says: Eigenvalues are those of the whole matrix
# %% wrong: the diagonal of R of a pivoted QR
# from: model
# edit: np.sum(sizes > threshold) -> np.sum(np.abs(np.diag(__import__("scipy.linalg").linalg.qr(H, pivoting=True)[1])) > threshold)
# check: test_rank_within_an_error
# says: Eigenvalues are those of the whole matrix
# marks: >= 0.5
# %% wrong: the pivots of an LU factorisation
# from: model
# edit: np.sum(sizes > threshold) -> np.sum(np.abs(np.diag(__import__("scipy.linalg").linalg.lu(H)[2])) > threshold)
# check: test_rank_in_every_unit, test_rank_within_an_error, test_degenerate_or_not
# says: Eigenvalues are those of the whole matrix
# %% wrong: the diagonal entries of H
# from: model
# edit: np.abs(np.linalg.eigvalsh(H)) -> np.abs(np.diag(H))
# check: test_rank_of_random_matrices
# says: numerical_rank of a random
# %% wrong: degenerate where a determinant relative to the norm is small
# from: model
# edit: return numerical_rank(H, error) < len(H) -> return numerical_rank(H, error) < len(H) if error else bool(abs(np.linalg.det(H)) <= len(H) * np.finfo(float).eps * np.linalg.norm(H, 2) * min(1.0, abs(np.linalg.det(H))))
# check: test_degenerate_or_not
# says: cannot be told from 0
