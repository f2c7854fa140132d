# %% right: an array filled, and signs in place of moduli
def descend(gradient, theta, eta, steps, decay=0.0):
    path = np.zeros((steps + 1, len(theta)))
    path[0] = theta
    for t in range(steps):
        path[t + 1] = path[t] - eta * (np.asarray(gradient(path[t])) + decay * path[t])
    return path


def sharpness(H):
    return np.linalg.eigh(H)[0][-1]


def scaled_sharpness(H, theta):
    return sharpness(np.outer(theta, theta) * H)
# %% right: SciPy and diagonal matrices
from scipy.linalg import eigh


def sharpness(H):
    d = len(H)
    return eigh(H, eigvals_only=True, subset_by_index=[d - 1, d - 1])[0]


def scaled_sharpness(H, theta):
    D = np.diag(np.abs(theta))
    return sharpness(D @ H @ D)
# %% right: lists
def descend(gradient, theta, eta, steps, decay=0.0):
    path = [[float(x) for x in theta]]
    while len(path) <= steps:
        here = path[-1]
        g = gradient(np.array(here))
        path.append([x * (1 - eta * decay) - eta * slope for x, slope in zip(here, g)])
    return path


def sharpness(H):
    return max(np.linalg.eigvalsh(H))


def scaled_sharpness(H, theta):
    return max(np.linalg.eigvalsh([[abs(theta[i]) * H[i, j] * abs(theta[j]) for j in range(len(H))] for i in range(len(H))]))
# %% right: singular values of a shifted matrix
def sharpness(H):
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
# check: test_sharpness_keeps_its_sign, test_scaled_sharpness_along_an_orbit_and_in_special_cases, test_path_without_decay_and_without_steps
# says: with its sign
def descend(gradient, theta, eta, steps, decay):
    path = [theta]
    for _ in range(steps):
        path.append((1 - eta * decay) * path[-1] - eta * gradient(path[-1]))
    return np.array(path)


def sharpness(H):
    return np.linalg.norm(H, 2)


def scaled_sharpness(H, theta):
    D = np.abs(theta)
    return sharpness(D[:, None] * H * D)
# %% wrong: the largest modulus
# marks: >= 0.5
# check: test_sharpness_keeps_its_sign, test_scaled_sharpness_along_an_orbit_and_in_special_cases
# says: with its sign
# from: model
# edit: float(np.linalg.eigvalsh(H)[-1]) -> float(np.abs(np.linalg.eigvalsh(H)).max())
# %% wrong: the trace
# from: model
# edit: float(np.linalg.eigvalsh(H)[-1]) -> float(np.trace(H))
# check: test_sharpness_keeps_its_sign, test_scaled_sharpness_of_random_matrices
# check: test_scaled_sharpness_along_an_orbit_and_in_special_cases
# says: The trace
# %% wrong: the largest entry
# from: model
# edit: float(np.linalg.eigvalsh(H)[-1]) -> float(np.abs(H).max())
# check: test_sharpness_keeps_its_sign, test_scaled_sharpness_of_random_matrices
# check: test_scaled_sharpness_along_an_orbit_and_in_special_cases
# says: The largest entry
# %% wrong: no scaling
# from: model
# edit: sharpness(D[:, None] * H * D) -> sharpness(H)
# check: test_scaled_sharpness_of_random_matrices, test_scaled_sharpness_along_an_orbit_and_in_special_cases
# says: without the scaling
# %% wrong: the squared norm
# from: model
# edit: sharpness(D[:, None] * H * D) -> sharpness(H) * float(theta @ theta)
# check: test_scaled_sharpness_of_random_matrices, test_scaled_sharpness_along_an_orbit_and_in_special_cases
# says: one factor for all parameters
# %% wrong: squares of the parameters
# from: model
# edit: D = np.abs(theta) -> D = theta**2
# check: test_scaled_sharpness_of_random_matrices, test_scaled_sharpness_along_an_orbit_and_in_special_cases
# says: not by its square
# %% wrong: one side only
# from: model
# edit: sharpness(D[:, None] * H * D) -> float(np.linalg.eigvals(D[:, None] * H).real.max())
# check: test_scaled_sharpness_of_random_matrices, test_scaled_sharpness_along_an_orbit_and_in_special_cases
# says: both sides
# %% wrong: the diagonal alone
# from: model
# edit: sharpness(D[:, None] * H * D) -> float((D**2 * np.diag(H)).max())
# check: test_scaled_sharpness_of_random_matrices, test_scaled_sharpness_along_an_orbit_and_in_special_cases
# says: Only the diagonal
# %% wrong: divided by the parameters
# from: model
# edit: D = np.abs(theta) -> D = 1 / np.abs(theta)
# check: test_scaled_sharpness_of_random_matrices, test_scaled_sharpness_along_an_orbit_and_in_special_cases
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
# says: before the decay moves it
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
# %% wrong: two gradients a step
# from: model
# edit: - eta * gradient(path[-1]) -> - eta * gradient(path[-1]) / 2 - eta * gradient(path[-1]) / 2
# check: test_path_of_descent_with_decay
# says: more than
# %% wrong: an array of the kind of the start
# check: test_path_without_decay_and_without_steps
# says: is not right
def descend(gradient, theta, eta, steps, decay=0.0):
    path = np.array([theta] * (steps + 1))
    for t in range(steps):
        path[t + 1] = (1 - eta * decay) * path[t] - eta * gradient(path[t])
    return path
