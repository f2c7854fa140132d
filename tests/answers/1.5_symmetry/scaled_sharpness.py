# %% right: an array filled, and signs in place of moduli
def descend(gradient, theta, eta, steps, decay=0.0):
    path = np.zeros((steps + 1, len(theta)))
    path[0] = theta
    for t in range(steps):
        path[t + 1] = path[t] - eta * (np.asarray(gradient(path[t])) + decay * path[t])
    return path


def top(H):
    return np.linalg.eigh(H)[0][-1]


def scaled_sharpness(H, theta):
    return top(np.outer(theta, theta) * H)
# %% right: SciPy and diagonal matrices
from scipy.linalg import eigh


def top(H):
    d = len(H)
    return eigh(H, eigvals_only=True, subset_by_index=[d - 1, d - 1])[0]


def scaled_sharpness(H, theta):
    D = np.diag(np.abs(theta))
    return top(D @ H @ D)
# %% right: lists
def descend(gradient, theta, eta, steps, decay=0.0):
    path = [[float(x) for x in theta]]
    while len(path) <= steps:
        here = path[-1]
        g = gradient(np.array(here))
        path.append([x * (1 - eta * decay) - eta * slope for x, slope in zip(here, g)])
    return path


def top(H):
    return max(np.linalg.eigvalsh(H))


def scaled_sharpness(H, theta):
    return max(np.linalg.eigvalsh([[abs(theta[i]) * H[i, j] * abs(theta[j]) for j in range(len(H))] for i in range(len(H))]))
# %% right: singular values of a shifted matrix
def top(H):
    shift = np.linalg.norm(H)
    return np.linalg.norm(H + shift * np.eye(len(H)), 2) - shift


def scaled_sharpness(H, theta):
    return np.linalg.eigvalsh(theta * H * theta[:, None])[-1]
# %% right: stacked at the end
def descend(gradient, theta, eta, steps, decay=0.0):
    theta = np.asarray(theta) * 1.0
    path = theta[None]
    for _ in range(steps):
        theta = theta - eta * gradient(theta) - eta * decay * theta
        path = np.vstack([path, theta])
    return path
# %% wrong: the largest modulus, and no decay unless it is given
# marks: <= 0.6
# check: test_scaled_sharpness_keeps_its_sign_in_any_unit, test_path_without_decay_and_without_steps
# says: not the largest modulus
def descend(gradient, theta, eta, steps, decay):
    path = [theta]
    for _ in range(steps):
        path.append((1 - eta * decay) * path[-1] - eta * gradient(path[-1]))
    return np.array(path)


def scaled_sharpness(H, theta):
    D = np.abs(theta)
    return np.linalg.norm(D[:, None] * H * D, 2)
# %% wrong: the largest modulus
# marks: >= 0.5
# check: test_scaled_sharpness_keeps_its_sign_in_any_unit
# says: not the largest modulus
# from: model
# edit: return sharpness(D[:, None] * H * D) -> return float(np.abs(np.linalg.eigvalsh(D[:, None] * H * D)).max())
# %% wrong: no scaling
# from: model
# edit: sharpness(D[:, None] * H * D) -> sharpness(H)
# check: test_scaled_sharpness_of_random_matrices, test_scaled_sharpness_along_an_orbit_and_with_zeros, test_scaled_sharpness_keeps_its_sign_in_any_unit
# says: without the scaling
# %% wrong: the squared norm
# from: model
# edit: sharpness(D[:, None] * H * D) -> sharpness(H) * float(theta @ theta)
# check: test_scaled_sharpness_of_random_matrices, test_scaled_sharpness_along_an_orbit_and_with_zeros, test_scaled_sharpness_keeps_its_sign_in_any_unit
# says: one factor for all parameters
# %% wrong: squares of the parameters
# from: model
# edit: D = np.abs(theta) -> D = theta**2
# check: test_scaled_sharpness_of_random_matrices, test_scaled_sharpness_along_an_orbit_and_with_zeros, test_scaled_sharpness_keeps_its_sign_in_any_unit
# says: not by its square
# %% wrong: one side only
# from: model
# edit: sharpness(D[:, None] * H * D) -> float(np.linalg.eigvals(D[:, None] * H).real.max())
# check: test_scaled_sharpness_of_random_matrices, test_scaled_sharpness_along_an_orbit_and_with_zeros, test_scaled_sharpness_keeps_its_sign_in_any_unit
# says: both sides
# %% wrong: the moduli of H too
# from: model
# edit: sharpness(D[:, None] * H * D) -> sharpness(D[:, None] * np.abs(H) * D)
# check: test_scaled_sharpness_of_random_matrices
# says: H keeps its signs
# %% wrong: the diagonal alone
# from: model
# edit: sharpness(D[:, None] * H * D) -> float((D**2 * np.diag(H)).max())
# check: test_scaled_sharpness_of_random_matrices, test_scaled_sharpness_along_an_orbit_and_with_zeros, test_scaled_sharpness_keeps_its_sign_in_any_unit
# says: Only the diagonal
# %% wrong: divided by the parameters
# from: model
# edit: D = np.abs(theta) -> D = 1 / np.abs(theta)
# check: test_scaled_sharpness_of_random_matrices, test_scaled_sharpness_along_an_orbit_and_with_zeros, test_scaled_sharpness_keeps_its_sign_in_any_unit
# says: you divide by it
# %% wrong: decay without eta
# from: model
# edit: (1 - eta * decay) -> (1 - decay)
# check: test_path_of_descent_with_decay, test_path_without_decay_and_without_steps
# says: not 1 - ω
# %% wrong: no decay
# from: model
# edit: (1 - eta * decay) * path[-1] -> path[-1]
# check: test_path_of_descent_with_decay, test_path_without_decay_and_without_steps
# says: The decay is missing
# %% wrong: the gradient after the decay
# from: model
# edit: - eta * gradient(path[-1]) -> - eta * gradient((1 - eta * decay) * path[-1])
# check: test_path_of_descent_with_decay, test_path_without_decay_and_without_steps
# says: the gradient is that of θ itself
# %% wrong: up the hill
# from: model
# edit: - eta * gradient -> + eta * gradient
# check: test_path_of_descent_with_decay, test_path_without_decay_and_without_steps
# says: against the gradient
# %% wrong: growth in place of decay
# from: model
# edit: (1 - eta * decay) -> (1 + eta * decay)
# check: test_path_of_descent_with_decay, test_path_without_decay_and_without_steps
# says: yours makes it longer
# %% wrong: the start is left out
# from: model
# edit: return np.array(path) -> return np.array(path[1:])
# check: test_path_of_descent_with_decay, test_path_without_decay_and_without_steps
# says: should have shape
# %% wrong: an array of the kind of the start
# check: test_path_without_decay_and_without_steps
# says: made of floats
def descend(gradient, theta, eta, steps, decay=0.0):
    path = np.array([theta] * (steps + 1))
    for t in range(steps):
        path[t + 1] = (1 - eta * decay) * path[t] - eta * gradient(path[t])
    return path
# %% wrong: the trace
# from: model
# edit: return sharpness(D[:, None] * H * D) -> return float(np.trace(D[:, None] * H * D))
# check: test_scaled_sharpness_of_random_matrices, test_scaled_sharpness_along_an_orbit_and_with_zeros
# says: the trace
# %% wrong: the first eigenvalue
# from: model
# edit: return sharpness(D[:, None] * H * D) -> return float(np.linalg.eigvalsh(D[:, None] * H * D)[0])
# check: test_scaled_sharpness_of_random_matrices, test_scaled_sharpness_along_an_orbit_and_with_zeros
# says: smallest eigenvalue
# %% wrong: the largest entry
# from: model
# edit: return sharpness(D[:, None] * H * D) -> return float(np.abs(D[:, None] * H * D).max())
# check: test_scaled_sharpness_of_random_matrices, test_scaled_sharpness_along_an_orbit_and_with_zeros
# says: scaled_sharpness of a random
# %% wrong: eigenvalues below 1e-12 are zero
# from: model
# edit: return sharpness(D[:, None] * H * D) -> return max((v if abs(v) > 1e-12 else 0.0) for v in np.linalg.eigvalsh(D[:, None] * H * D))
# check: test_scaled_sharpness_keeps_its_sign_in_any_unit
# says: size
# %% wrong: rounded to twelve places
# from: model
# edit: return sharpness(D[:, None] * H * D) -> return round(sharpness(D[:, None] * H * D), 12)
# check: test_scaled_sharpness_keeps_its_sign_in_any_unit
# says: size
# %% wrong: a negative sharpness is cut to zero
# from: model
# edit: return sharpness(D[:, None] * H * D) -> return max(0.0, sharpness(D[:, None] * H * D))
# check: test_scaled_sharpness_keeps_its_sign_in_any_unit
# says: the largest too
# %% wrong: a floor under the parameters
# from: model
# edit: D = np.abs(theta) -> D = np.abs(theta) + 1e-12
# check: test_scaled_sharpness_keeps_its_sign_in_any_unit
# says: parameters of size
# %% wrong: parameters that are zero or negative left out
# from: model
# edit: D = np.abs(theta) -> D = np.maximum(theta, 0)
# check: test_scaled_sharpness_along_an_orbit_and_with_zeros
# says: positive and negative parameters
# %% wrong: power iteration
# check: test_scaled_sharpness_keeps_its_sign_in_any_unit
# says: with its sign
def scaled_sharpness(H, theta):
    M, v = np.abs(theta)[:, None] * H * np.abs(theta), np.random.default_rng(0).standard_normal(len(theta))
    for _ in range(20000):
        w = M @ v
        if not w.any():
            return 0.0
        v = w / np.linalg.norm(w)
    return v @ M @ v
# %% wrong: the path without its last step
# from: model
# edit: for _ in range(steps): -> for _ in range(steps - 1):
# check: test_path_of_descent_with_decay
# says: should have shape
# %% wrong: half of the decay
# from: model
# edit: (1 - eta * decay) -> (1 - eta * decay / 2)
# check: test_path_of_descent_with_decay, test_path_without_decay_and_without_steps
# says: goes with the square
# %% wrong: parameters that are zero left out
# from: model
# edit: return sharpness(D[:, None] * H * D) -> D, H = D[D > 0], H[np.ix_(D > 0, D > 0)]; return sharpness(D[:, None] * H * D) if len(D) else 0.0
# check: test_scaled_sharpness_keeps_its_sign_in_any_unit
# says: A parameter 0 stays in DHD
# %% wrong: the sign of theta on one side
# from: model
# edit: sharpness(D[:, None] * H * D) -> sharpness(D[:, None] * H * theta)
# check: test_scaled_sharpness_along_an_orbit_and_with_zeros
# says: positive and negative parameters
# %% wrong: all parameters negative count as none
# from: model
# edit: D = np.abs(theta) -> D = np.abs(theta) * (theta.max() >= 0)
# check: test_scaled_sharpness_along_an_orbit_and_with_zeros
# says: negative parameters, in integers
# %% wrong: thirds in the kind of the parameters
# from: model
# edit: D = np.abs(theta) -> D = (np.abs(theta) / 3).astype(theta.dtype) * 3
# check: test_scaled_sharpness_along_an_orbit_and_with_zeros
# says: in integers
# %% wrong: divided by the largest parameter first
# from: model
# edit: return sharpness(D[:, None] * H * D) -> return sharpness(D[:, None] * H * D / D.max()) * D.max()
# check: test_scaled_sharpness_along_an_orbit_and_with_zeros
# says: scaled_sharpness
# outcome: student_error
# %% wrong: a single parameter counts with its modulus
# from: model
# edit: return sharpness(D[:, None] * H * D) -> return sharpness(D[:, None] * H * D) if len(H) > 1 else abs(H[0, 0]) * D[0] ** 2
# check: test_scaled_sharpness_along_an_orbit_and_with_zeros
# says: a single parameter
# %% wrong: the Frobenius norm
# from: model
# edit: sharpness(D[:, None] * H * D) -> float(np.linalg.norm(D[:, None] * H * D))
# check: test_scaled_sharpness_of_random_matrices
# says: the Frobenius norm
# %% wrong: squares on one side, made symmetric
# from: model
# edit: return sharpness(D[:, None] * H * D) -> M = H * D**2; return sharpness((M + M.T) / 2)
# check: test_scaled_sharpness_of_random_matrices
# says: another matrix
# %% wrong: no steps give no row
# from: model
# edit: return np.array(path) -> return np.array(path) if steps else path[0]
# check: test_path_without_decay_and_without_steps
# says: should have shape
# %% wrong: one parameter gives one list
# from: model
# edit: return np.array(path) -> return np.squeeze(path) if len(theta) == 1 else np.array(path)
# check: test_path_without_decay_and_without_steps
# says: one parameter
# %% wrong: integers stay integers without decay
# from: model
# edit: dtype=float)] -> dtype=float if decay else None)]
# edit: return np.array(path) -> return np.array(path, dtype=path[0].dtype)
# check: test_path_without_decay_and_without_steps
# says: made of floats
