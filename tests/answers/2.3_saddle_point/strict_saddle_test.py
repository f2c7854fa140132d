# %% right: counts of an array
def morse_index(H, zero):
    values = np.linalg.eigvalsh(H)
    return len(values[values < -zero])


def strict_saddle_test(g, H, eps, zero):
    if np.sqrt(g @ g) > eps:
        return "moving"
    values = np.linalg.eigvalsh(H)
    if (values < -zero).any():
        return "strict saddle"
    if (np.abs(values) <= zero).any():
        return "degenerate"
    return "minimum"
# %% right: one function from the other
def morse_index(H, zero):
    return sum(1.0 for value in np.linalg.eigh(H)[0] if value < -zero)


def strict_saddle_test(g, H, eps, zero):
    if math.hypot(*g) > eps:
        return "moving"
    if morse_index(H, zero) > 0:
        return "strict saddle"
    return "minimum" if morse_index(-H, zero) == len(H) else "degenerate"
# %% right: a shifted matrix
def morse_index(H, zero):
    return np.count_nonzero(np.linalg.eigvalsh(H + zero * np.eye(len(H))) < 0)


def strict_saddle_test(g, H, eps, zero):
    shifted = [morse_index(H, zero), morse_index(H, -zero)]
    return "moving" if sum(g**2) > eps**2 else "strict saddle" if shifted[0] else "degenerate" if shifted[1] else "minimum"
# %% right: by a search in the sorted eigenvalues
def morse_index(H, zero):
    return np.int64(np.searchsorted(np.linalg.eigvalsh(H), -zero))


def strict_saddle_test(g, H, eps, zero):
    lowest = min(np.linalg.eigvalsh(H).tolist())
    words = np.array(["strict saddle", "degenerate", "minimum"])
    return "moving" if np.linalg.norm(g) > eps else str(words[int(lowest >= -zero) + int(lowest > zero)])
# %% right: eigenvalues of the symmetric part, real
def morse_index(H, zero):
    S = (H + H.T) / 2
    return float(np.sum(np.real(np.linalg.eigvals(S)) < -zero))


def strict_saddle_test(g, H, eps, zero):
    values = np.sort(np.real(np.linalg.eigvals((H + H.T) / 2)))
    if not np.linalg.norm(g) <= eps:
        return "moving"
    if values[0] < -zero:
        return "strict saddle"
    return "minimum" if values[0] > zero else "degenerate"
# %% wrong: signs alone, and no zero
# marks: <= 0.6
# check: test_index_with_small_eigenvalues, test_kinds_of_critical_points
# says: how many are below -0.1
def morse_index(H, zero):
    return int(np.sum(np.linalg.eigvalsh(H) < 0))


def strict_saddle_test(g, H, eps, zero):
    if np.linalg.norm(g) > eps:
        return "moving"
    return "strict saddle" if morse_index(H, 0) else "minimum"
# %% wrong: the index counts every negative number
# from: model
# edit: np.sum(np.linalg.eigvalsh(H) < -zero) -> np.sum(np.linalg.eigvalsh(H) < 0)
# marks: >= 0.5
# check: test_index_with_small_eigenvalues
# says: how many are below -0.1
# %% wrong: a share of the largest
# from: model
# edit: np.sum(np.linalg.eigvalsh(H) < -zero) -> np.sum(np.linalg.eigvalsh(H) < -zero * np.abs(np.linalg.eigvalsh(H)).max())
# check: test_index_with_small_eigenvalues
# says: the eigenvalues are
# %% wrong: the zeros count
# from: model
# edit: np.sum(np.linalg.eigvalsh(H) < -zero) -> np.sum(np.linalg.eigvalsh(H) <= zero)
# check: test_index_with_small_eigenvalues
# says: how many are below -0.1
# %% wrong: those above
# from: model
# edit: np.sum(np.linalg.eigvalsh(H) < -zero) -> np.sum(np.linalg.eigvalsh(H) > zero)
# check: test_index_of_random_matrices
# says: how many are below -0.1
# %% wrong: the diagonal
# from: model
# edit: np.sum(np.linalg.eigvalsh(H) < -zero) -> np.sum(np.diag(H) < -zero)
# check: test_index_of_random_matrices
# says: how many are below -0.1
# %% wrong: one or none
# from: model
# edit: int(np.sum(np.linalg.eigvalsh(H) < -zero)) -> int(np.linalg.eigvalsh(H)[0] < -zero)
# check: test_index_of_random_matrices
# says: how many are below -0.1
# %% wrong: a list of eigenvalues
# from: model
# edit: int(np.sum(np.linalg.eigvalsh(H) < -zero)) -> [x for x in np.linalg.eigvalsh(H) if x < -zero]
# check: test_index_of_random_matrices
# says: should be one real number
# %% wrong: a fixed tolerance
# from: model
# edit: np.sum(np.linalg.eigvalsh(H) < -zero) -> np.sum(np.linalg.eigvalsh(H) < -1e-6)
# check: test_index_with_small_eigenvalues
# says: how many are below -0.1
# %% wrong: no degenerate points
# from: model
# edit: return "degenerate" if lowest <= zero else "minimum" -> return "minimum"
# check: test_kinds_of_critical_points
# says: Here ‖g‖ is
# %% wrong: below zero is a saddle
# from: model
# edit: if lowest < -zero: -> if lowest < 0:
# check: test_kinds_of_critical_points, test_kinds_at_the_limits
# says: first line of the table that holds
# %% wrong: above zero is a minimum
# from: model
# edit: "degenerate" if lowest <= zero -> "degenerate" if lowest <= 0
# check: test_kinds_at_the_limits
# says: the eigenvalues are 0.05, 1
# %% wrong: a saddle needs both signs
# from: model
# edit: if lowest < -zero: -> if lowest < -zero < zero < np.linalg.eigvalsh(H)[-1]:
# check: test_kinds_at_the_limits
# says: first line of the table that holds
# %% wrong: a zero eigenvalue first
# from: model
# edit: if lowest < -zero: -> if lowest < -zero and np.abs(np.linalg.eigvalsh(H)).min() > zero:
# check: test_kinds_at_the_limits
# says: first line of the table that holds
# %% wrong: the trace decides
# from: model
# edit: lowest = np.linalg.eigvalsh(H)[0] -> lowest = np.trace(H)
# check: test_kinds_of_critical_points
# says: first line of the table that holds
# %% wrong: the determinant decides
# from: model
# edit: lowest = np.linalg.eigvalsh(H)[0] -> lowest = np.linalg.det(H)
# check: test_kinds_at_the_limits
# says: first line of the table that holds
# %% wrong: the largest component of the gradient
# from: model
# edit: if np.linalg.norm(g) > eps: -> if np.abs(g).max() > eps:
# check: test_gradient_comes_first
# says: Here ‖g‖ is
# %% wrong: the sum of the components
# from: model
# edit: if np.linalg.norm(g) > eps: -> if np.sum(g) > eps:
# check: test_gradient_comes_first
# says: Here ‖g‖ is
# %% wrong: the square of the norm
# from: model
# edit: if np.linalg.norm(g) > eps: -> if g @ g > eps:
# check: test_any_unit_of_the_curvature
# says: Here ‖g‖ is
# %% wrong: the gradient last
# check: test_gradient_comes_first
# says: Here ‖g‖ is
# from: model
# edit: if np.linalg.norm(g) > eps: -> if np.linalg.norm(g) > eps and np.linalg.eigvalsh(H)[0] > zero:
# %% wrong: zero is a share of the norm
# from: model
# edit: lowest = np.linalg.eigvalsh(H)[0] -> lowest = np.linalg.eigvalsh(H)[0] / max(np.linalg.norm(H, 2), 1e-300)
# check: test_any_unit_of_the_curvature
# says: first line of the table that holds
# %% wrong: a share of the norm is rounding
# from: model
# edit: if lowest < -zero: -> if lowest < -zero * max(1.0, np.linalg.norm(H, 2)):
# edit: if lowest <= zero -> if lowest <= zero * max(1.0, np.linalg.norm(H, 2))
# check: test_any_unit_of_the_curvature
# says: first line of the table that holds
# %% wrong: all eigenvalues have to be small
# from: model
# edit: return "degenerate" if lowest <= zero -> return "degenerate" if np.abs(np.linalg.eigvalsh(H)).max() <= zero
# check: test_kinds_of_critical_points
# says: first line of the table that holds
# %% wrong: Cholesky decides the minimum
# from: model
# edit:
# -     return "degenerate" if lowest <= zero else "minimum"
# +     try:
# +         np.linalg.cholesky(H)
# +     except np.linalg.LinAlgError:
# +         return "degenerate"
# +     return "minimum"
# check: test_kinds_at_the_limits
# says: first line of the table that holds
# %% wrong: one parameter is squeezed away
# from: model
# edit: lowest = np.linalg.eigvalsh(H)[0] -> lowest = np.linalg.eigvalsh(np.squeeze(H))[0]
# check: test_kinds_at_the_limits
# outcome: student_error
# says: strict_saddle_test of size 1
# %% wrong: another word
# from: model
# edit: return "strict saddle" -> return "saddle"
# check: test_kinds_of_critical_points
# says: should be one of
# %% wrong: eps for zero
# from: model
# edit: if lowest < -zero: -> if lowest < -eps:
# check: test_kinds_at_the_limits
# says: first line of the table that holds
# %% wrong: eps is a millionth at least
# from: model
# edit: if np.linalg.norm(g) > eps: -> if np.linalg.norm(g) > max(eps, 1e-6):
# check: test_any_unit_of_the_curvature
# says: Here ‖g‖ is
