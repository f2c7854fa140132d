# %% right: null space of SciPy
def transverse_hessian(H, tangents):
    import scipy.linalg

    N = scipy.linalg.null_space(tangents.T)
    return N.T @ H @ N


def local_min_certificate(g, H, tangents, eps, error):
    lam = np.linalg.eigvalsh(H)
    if np.sqrt(g @ g) > eps or np.any(lam < -error):
        return "no minimum"
    if np.all(lam > error):
        return "strict"
    null = all(np.linalg.norm(H @ tangents[:, j]) <= error for j in range(tangents.shape[1]))
    rest = np.linalg.eigvalsh(transverse_hessian(H, tangents))
    return "orbit" if null and (rest.size == 0 or rest[0] > error) else "undecided"
# %% right: singular vectors, another basis
def transverse_hessian(H, tangents):
    U = np.linalg.svd(tangents, full_matrices=True)[0]
    N = U[:, tangents.shape[1] :][:, ::-1]
    return N.T @ H @ N
# %% right: the projector, and counting
def transverse_hessian(H, tangents):
    d, k = tangents.shape
    P = np.eye(d) - tangents @ tangents.T
    N = np.linalg.eigh(P)[1][:, k:]
    return (N.T @ H @ N).tolist() if k < d else np.zeros((0, 0))


def local_min_certificate(g, H, tangents, eps, error):
    lam = np.linalg.eigvalsh(H)
    if math.hypot(*g) > eps or min(lam) < -error:
        return "no minimum"
    flat = int(np.sum(lam <= error))
    if flat == 0:
        return "strict"
    columns = [np.linalg.norm(H @ t) for t in tangents.T]
    return "orbit" if flat == tangents.shape[1] and max(columns, default=0.0) <= error else "undecided"
# %% right: random vectors, made orthonormal
def transverse_hessian(H, tangents):
    d, k = tangents.shape
    R = np.random.default_rng(1).standard_normal((d, d - k))
    N = np.linalg.qr(np.hstack([tangents, R]))[0][:, k:]
    return N.T @ H @ N
# %% right: tangents lifted
def local_min_certificate(g, H, tangents, eps, error):
    lam = np.linalg.eigvalsh(H)
    if np.linalg.norm(g) > eps:
        return "no minimum"
    if lam[0] < -error:
        return "no minimum"
    if lam[0] > error:
        return "strict"
    P = np.eye(len(H)) - tangents @ tangents.T
    lifted = np.linalg.eigvalsh(P @ H @ P + max(2 * lam[-1], 5 * error) * (tangents @ tangents.T))
    if lifted[0] > error and not any(np.linalg.norm(H @ t) > error for t in tangents.T):
        return "orbit"
    return "undecided"
# %% wrong: the first differing cases only
# marks: <= 0.6
# check: test_what_explains_the_zeros, test_error_bars_and_units
# says: An orbit needs both
def transverse_hessian(H, tangents):
    N = np.linalg.qr(tangents, mode="complete")[0][:, tangents.shape[1] :]
    return N.T @ H @ N


def local_min_certificate(g, H, tangents, eps, error):
    lam = np.linalg.eigvalsh(H)
    if np.linalg.norm(g) > 1e-6 or lam[0] < -1e-6:
        return "no minimum"
    if lam[0] > 1e-6:
        return "strict"
    return "orbit" if tangents.shape[1] > 0 else "undecided"
# %% wrong: the tangents need not be null vectors
# from: model
# edit: if explained and np.all -> if np.all
# marks: >= 0.5
# check: test_what_explains_the_zeros
# says: An orbit needs both
# %% wrong: as many zeros as tangents
# from: model
# edit: explained = np.all(np.linalg.norm(H @ tangents, axis=0) <= error) -> explained = np.sum(np.abs(np.linalg.eigvalsh(H)) <= error) == tangents.shape[1]
# edit: if explained and np.all(np.linalg.eigvalsh(transverse_hessian(H, tangents)) > error): -> if explained:
# check: test_what_explains_the_zeros
# says: An orbit needs both
# %% wrong: null vectors are enough
# from: model
# edit: if explained and np.all(np.linalg.eigvalsh(transverse_hessian(H, tangents)) > error): -> if explained and tangents.shape[1]:
# check: test_what_explains_the_zeros
# says: An orbit needs both
# %% wrong: one null vector is enough
# from: model
# edit: explained = np.all( -> explained = tangents.shape[1] == 0 or np.any(
# check: test_what_explains_the_zeros
# says: An orbit needs both
# %% wrong: one norm for all columns
# from: model
# edit: np.linalg.norm(H @ tangents, axis=0) <= error -> np.linalg.norm(H @ tangents) <= error
# check: test_what_explains_the_zeros
# says: each column of tangents
# %% wrong: the spectral norm of all images
# from: model
# edit: np.linalg.norm(H @ tangents, axis=0) <= error -> tangents.size == 0 or np.linalg.norm(H @ tangents, 2) <= error
# check: test_what_explains_the_zeros
# says: each column of tangents
# %% wrong: the projected matrix, d x d
# from: model
# edit: N = whole[:, tangents.shape[1] :] -> N = np.eye(len(H)) - tangents @ tangents.T
# check: test_transverse_hessian_of_random_matrices
# says: should have shape
# %% wrong: the tangents themselves
# from: model
# edit: N = whole[:, tangents.shape[1] :] -> N = tangents
# check: test_transverse_hessian_of_random_matrices
# says: should have shape
# %% wrong: rows and columns of H
# from: model
# edit: N = whole[:, tangents.shape[1] :] -> N = np.eye(len(H))[:, tangents.shape[1] :]
# check: test_transverse_hessian_of_random_matrices
# says: tangents need not lie along the axes
# %% wrong: the first rows and columns of H
# from: model
# edit: N = whole[:, tangents.shape[1] :] -> N = np.eye(len(H))[:, : len(H) - tangents.shape[1]]
# check: test_transverse_hessian_of_random_matrices
# says: These are the first rows and columns
# %% wrong: eigenvalues without the smallest ones
# check: test_transverse_hessian_of_random_matrices
# says: tangents need not hold eigenvectors
def transverse_hessian(H, tangents):
    lam = np.linalg.eigvalsh(H)
    order = np.argsort(np.abs(lam))[tangents.shape[1] :]
    return np.diag(lam[order])
# %% wrong: a basis that is not orthonormal
# from: model
# edit: N = whole[:, tangents.shape[1] :] -> N = 2 * np.linalg.qr(tangents, mode="complete")[0][:, tangents.shape[1] :]
# check: test_transverse_hessian_of_random_matrices
# says: orthonormal basis of the complement
# %% wrong: the last columns of a reduced factorisation
# from: model
# edit: mode="complete" -> mode="reduced"
# check: test_transverse_hessian_of_random_matrices
# says: should have shape
# %% wrong: one side alone
# from: model
# edit: return N.T @ H @ N -> return (N.T @ H)[:, : N.shape[1]]
# check: test_transverse_hessian_of_random_matrices
# says: not symmetric
# %% wrong: strict first
# from: model
# edit: if np.linalg.norm(g) > eps or lowest < -error: -> if lowest < -error or (np.linalg.norm(g) > eps and lowest <= error):
# check: test_clear_cases
# says: first line
# %% wrong: the gradient is not looked at
# from: model
# edit: np.linalg.norm(g) > eps or lowest < -error -> lowest < -error
# check: test_clear_cases
# says: first line
# %% wrong: the largest entry of the gradient
# from: model
# edit: np.linalg.norm(g) > eps -> np.abs(g).max() > 2 * eps
# check: test_the_order_of_the_lines
# says: Euclidean norm
# %% wrong: the sum of the entries of the gradient
# from: model
# edit: np.linalg.norm(g) > eps -> np.sum(np.abs(g)) > 0.55 * eps
# check: test_the_order_of_the_lines
# says: Euclidean norm
# %% wrong: a saddle is undecided
# from: model
# edit: np.linalg.norm(g) > eps or lowest < -error -> np.linalg.norm(g) > eps
# check: test_clear_cases
# says: first line
# %% wrong: zero within rounding alone
# from: model
# edit: if lowest > error: -> if lowest > 1e-12:
# check: test_error_bars_and_units
# says: what an eigenvalue has to exceed
# %% wrong: below zero is negative
# from: model
# edit: lowest < -error -> lowest < 0
# check: test_clear_cases, test_error_bars_and_units
# says: The line of 'no minimum' does not hold: here the Euclidean ‖g‖ is 0
# %% wrong: error taken relative to the largest eigenvalue
# from: model
# edit: lowest = np.linalg.eigvalsh(H)[0] -> lowest = np.linalg.eigvalsh(H)[0] / max(np.abs(np.linalg.eigvalsh(H)).max(), 1e-300)
# check: test_error_bars_and_units
# says: The line of 'no minimum' does not hold: here the Euclidean ‖g‖ is 0
# %% wrong: eps and error exchanged
# from: model
# edit: np.linalg.norm(g) > eps or lowest < -error -> np.linalg.norm(g) > error or lowest < -eps
# check: test_the_order_of_the_lines
# says: Euclidean norm
# %% wrong: the transverse Hessian alone is asked for strict
# from: model
# edit: if lowest > error: -> if tangents.shape[1] and np.all(np.linalg.eigvalsh(transverse_hessian(H, tangents)) > error):
# check: test_clear_cases
# says: Strict asks for the least eigenvalue of all of H
# %% wrong: another word
# from: model
# edit: return "undecided" -> return "degenerate"
# check: test_clear_cases
# says: should be one of
# %% wrong: the largest entry of a gradient of a hundred alike
# from: model
# edit: np.linalg.norm(g) > eps -> np.abs(g).max() > eps
# check: test_the_order_of_the_lines
# says: a hundred entries of modulus 0.5
# %% wrong: the sum of the moduli of the gradient
# from: model
# edit: np.linalg.norm(g) > eps -> np.abs(g).sum() > eps
# check: test_the_order_of_the_lines
# says: ‖g‖ is the Euclidean norm of all of g
# %% wrong: the gradient without its part along the tangents
# from: model
# edit: np.linalg.norm(g) > eps -> np.linalg.norm(g - tangents @ (tangents.T @ g)) > eps
# check: test_the_order_of_the_lines
# says: Euclidean norm of all of g
# %% wrong: a gradient of 0 exceeds 0
# from: model
# edit: np.linalg.norm(g) > eps -> np.linalg.norm(g) >= eps
# check: test_the_order_of_the_lines
# says: 0 is not above 0
# %% wrong: the sum of the entries, with their signs
# from: model
# edit: np.linalg.norm(g) > eps -> abs(np.sum(g)) > eps
# check: test_the_order_of_the_lines
# says: Euclidean norm of all of g
# %% wrong: negative across or along, but not between them
# from: model
# edit: lowest < -error -> min(np.linalg.eigvalsh(transverse_hessian(H, tangents))[0], np.linalg.eigvalsh(tangents.T @ H @ tangents)[0] if tangents.size else 0.0) < -error
# check: test_the_order_of_the_lines
# says: between them too
# %% wrong: negative across the orbit only
# from: model
# edit: lowest < -error -> np.linalg.eigvalsh(transverse_hessian(H, tangents))[0] < -error
# check: test_the_order_of_the_lines
# says: λmin in the first two lines
# %% wrong: the curvature of each tangent, without its image
# from: model
# edit: np.linalg.norm(H @ tangents, axis=0) <= error -> np.abs(np.diag(tangents.T @ H @ tangents)) <= error
# check: test_what_explains_the_zeros
# says: each column of tangents by itself
# %% wrong: the mean of the norms
# from: model
# edit: np.all(np.linalg.norm(H @ tangents, axis=0) <= error) -> tangents.size == 0 or np.mean(np.linalg.norm(H @ tangents, axis=0)) <= error
# check: test_what_explains_the_zeros
# says: each column of tangents by itself
# %% wrong: the norm of all columns, divided by the root of their number
# from: model
# edit: np.all(np.linalg.norm(H @ tangents, axis=0) <= error) -> np.linalg.norm(H @ tangents) <= error * math.sqrt(max(tangents.shape[1], 1))
# check: test_what_explains_the_zeros
# says: each column of tangents by itself
# %% wrong: the last column only
# from: model
# edit: np.all(np.linalg.norm(H @ tangents, axis=0) <= error) -> tangents.size == 0 or np.linalg.norm(H @ tangents[:, -1]) <= error
# check: test_what_explains_the_zeros
# says: each column of tangents by itself
# %% wrong: the first column only
# from: model
# edit: np.all(np.linalg.norm(H @ tangents, axis=0) <= error) -> tangents.size == 0 or np.linalg.norm(H @ tangents[:, 0]) <= error
# check: test_what_explains_the_zeros
# says: each column of tangents
# %% wrong: five errors are asked for across the orbit
# from: model
# edit: np.all(np.linalg.eigvalsh(transverse_hessian(H, tangents)) > error) -> np.all(np.linalg.eigvalsh(transverse_hessian(H, tangents)) > 5 * error)
# check: test_error_bars_and_units
# says: what an eigenvalue has to exceed
# %% wrong: the gradient without its last entries
# from: model
# edit: np.linalg.norm(g) > eps -> np.linalg.norm(g[: len(g) - tangents.shape[1]]) > eps
# check: test_the_order_of_the_lines
# says: Euclidean norm of all of g
