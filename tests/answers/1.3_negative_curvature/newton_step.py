# %% right: eigenvectors for all three
def newton_step(g, H):
    w, Q = np.linalg.eigh(H)
    return -(Q / w) @ (Q.T @ g)

def saddle_free_step(g, H, floor):
    w, Q = np.linalg.eigh(H)
    return -(Q / np.maximum(np.abs(w), floor)) @ (Q.T @ g)

def walk(step, gradient, hessian, theta, tol, steps):
    path = [np.array(theta, dtype=float)]
    while len(path) <= steps:
        g = np.asarray(gradient(path[-1]))
        if np.linalg.norm(g) <= tol:
            break
        path.append(path[-1] + step(g, hessian(path[-1])))
    return np.array(path)
# %% right: inverses, lists, singular values
def newton_step(g, H):
    return [float(x) for x in -(np.linalg.inv(H) @ g)]

def saddle_free_step(g, H, floor):
    U, s, V = np.linalg.svd(H)
    return tuple(-U @ ((U.T @ g) / np.clip(s, floor, None)))

def walk(step, gradient, hessian, theta, tol, steps):
    points, here = [list(theta)], np.array(theta)
    for _ in range(steps):
        g = gradient(here)
        if math.sqrt(sum(x * x for x in g)) <= tol:
            return points
        here = here + np.array(step(g, hessian(here)))
        points.append(list(here))
    return points
# %% right: SciPy, a preallocated path
import scipy.linalg

def newton_step(g, H):
    return scipy.linalg.solve(H, -g)

def saddle_free_step(g, H, floor):
    w, Q = scipy.linalg.eigh(H)
    step = np.zeros(g.size)
    for value, q in zip(w, Q.T):
        step -= q * (q @ g) / max(abs(value), floor)
    return step

def walk(step, gradient, hessian, theta, tol, steps):
    path, t = np.empty((steps + 1, len(theta))), 0
    path[0] = theta
    while t < steps:
        g = gradient(path[t])
        if np.linalg.norm(g) <= tol:
            break
        path[t + 1] = path[t] + step(g, hessian(path[t]))
        t += 1
    return path[: t + 1]
# %% right: recursion, the last gradient looked at too
def newton_step(g, H):
    return np.linalg.lstsq(H, -g, rcond=None)[0]

def saddle_free_step(g, H, floor):
    w, Q = np.linalg.eigh(H)
    absolute = Q @ np.diag(np.where(abs(w) < floor, floor, abs(w))) @ Q.T
    return -np.linalg.solve(absolute, g)

def walk(step, gradient, hessian, theta, tol, steps):
    g = gradient(theta)
    if steps == 0 or np.linalg.norm(g) <= tol:
        return np.array([theta])
    after = walk(step, gradient, hessian, theta + step(g, hessian(theta)), tol, steps - 1)
    return np.vstack([theta, after])
# %% right: one helper, callable objects
class Step:
    def __init__(self, divide):
        self.divide = divide

    def __call__(self, g, H, floor=0.0):
        w, Q = np.linalg.eigh(H)
        return -(Q @ (Q.T @ g / self.divide(w, floor)))

newton_step = Step(lambda w, floor: w)
saddle_free_step = Step(lambda w, floor: np.fmax(abs(w), floor))

def walk(step, gradient, hessian, theta, tol, steps):
    path = np.array([theta])
    g = gradient(theta)
    while np.linalg.norm(g) > tol and len(path) <= steps:
        path = np.append(path, [path[-1] + step(g, hessian(path[-1]))], axis=0)
        g = gradient(path[-1])
    return path
# %% wrong: up the gradient
# check: test_steps_at_a_saddle, test_steps_where_the_hessian_is_definite, test_steps_where_the_hessian_is_singular
# check: test_steps_in_any_unit
# says: look at the sign.
# from: right 1
# edit: return -(Q / w) -> return (Q / w)
# %% wrong: multiplies by H
# check: test_steps_at_a_saddle, test_steps_where_the_hessian_is_definite, test_steps_where_the_hessian_is_singular
# check: test_steps_in_any_unit
# says: its inverse was asked.
# from: right 1
# edit: (Q / w) @ (Q.T @ g) -> H @ g
# %% wrong: moduli of the entries
# check: test_steps_at_a_saddle, test_steps_where_the_hessian_is_definite, test_steps_where_the_hessian_is_singular
# check: test_steps_in_any_unit
# says: These are the moduli of the entries of H, not of its eigenvalues.
# from: right 1
# edit: -(Q / np.maximum(np.abs(w), floor)) @ (Q.T @ g) -> -np.linalg.lstsq(np.abs(H), g, rcond=None)[0]
# %% wrong: negative eigenvalues lifted to the floor
# check: test_steps_at_a_saddle, test_steps_where_the_hessian_is_definite, test_steps_where_the_hessian_is_singular
# check: test_steps_in_any_unit
# says: This lifts the negative eigenvalues to the floor and keeps no modulus.
# from: right 1
# edit: np.maximum(np.abs(w), floor) -> np.maximum(w, floor)
# %% wrong: the floor added to the moduli
# check: test_steps_at_a_saddle, test_steps_where_the_hessian_is_definite, test_steps_where_the_hessian_is_singular
# check: test_steps_in_any_unit
# says: it is their least value.
# from: right 1
# edit: np.maximum(np.abs(w), floor) -> (np.abs(w) + floor)
# %% wrong: moduli without a floor
# check: test_steps_at_a_saddle, test_steps_where_the_hessian_is_definite, test_steps_where_the_hessian_is_singular
# check: test_steps_in_any_unit
# says: with λ = -0.3 your step is minus the component of g over 0.3; floor is
# from: right 1
# edit: np.maximum(np.abs(w), floor) -> np.abs(w)
# %% wrong: an absolute floor
# check: test_steps_in_any_unit
# says: your step is minus the component of g over 1e-06;
# from: right 1
# edit: np.maximum(np.abs(w), floor) -> np.maximum(np.abs(w), max(floor, 1e-6))
# marks: >= 0.5
# %% wrong: eigenvectors as rows
# check: test_steps_at_a_saddle, test_steps_where_the_hessian_is_definite, test_steps_where_the_hessian_is_singular
# check: test_steps_in_any_unit
# says: The components in the eigenvectors are Q.T @ g, and Q brings them back.
# from: right 1
# edit: -(Q / np.maximum(np.abs(w), floor)) @ (Q.T @ g) -> -Q.T @ ((Q @ g) / np.maximum(np.abs(w), floor))
# %% wrong: a pseudo-inverse where the floor should be
# check: test_steps_where_the_hessian_is_singular
# says: Along the eigenvector with λ = 0 your step has no part;
# from: right 1
# edit: -(Q / np.maximum(np.abs(w), floor)) @ (Q.T @ g) -> -np.where(np.abs(w) > 1e-10, 1, 0) * 0 - Q @ np.where(np.abs(w) > 1e-10 * np.abs(w).max(), Q.T @ g / np.maximum(np.abs(w), floor), 0)
# %% wrong: a walk that stops one point too late
# check: test_walk_until_the_gradient_is_small, test_walk_at_its_ends
# says: It should stop at the first row where the norm is at most tol.
# from: right 1
# edit:
# -         if np.linalg.norm(g) <= tol:
# -             break
# -         path.append(path[-1] + step(g, hessian(path[-1])))
# +         path.append(path[-1] + step(g, hessian(path[-1])))
# +         if np.linalg.norm(g) <= tol:
# +             break
# %% wrong: a walk that stops where the step is short
# check: test_walk_until_the_gradient_is_small, test_walk_at_its_ends
# says: it stops too early.
# from: right 1
# edit: np.linalg.norm(g) <= tol -> np.linalg.norm(step(g, hessian(path[-1]))) <= tol
# %% wrong: a walk that looks at the largest entry
# check: test_walk_until_the_gradient_is_small, test_walk_at_its_ends
# says: it stops too early.
# from: right 1
# edit: np.linalg.norm(g) <= tol -> np.abs(g).max() <= tol
# %% wrong: a walk that always makes a first step
# check: test_walk_at_its_ends
# says: It should stop at the first row where the norm is at most tol.
# from: right 1
# edit: np.linalg.norm(g) <= tol -> len(path) > 1 and np.linalg.norm(g) <= tol
# marks: >= 0.5
# %% wrong: a strict comparison with the tolerance
# check: test_walk_at_its_ends
# says: It should stop at the first row where the norm is at most tol.
# from: right 1
# edit: np.linalg.norm(g) <= tol -> np.linalg.norm(g) < tol
# marks: >= 0.5
# %% wrong: one row too few where the steps run out
# check: test_walk_at_its_ends
# says: it stops too early.
# from: right 1
# edit: len(path) <= steps -> len(path) < max(steps, 1)
# marks: >= 0.5
# %% wrong: the start left out
# check: test_walk_until_the_gradient_is_small, test_walk_at_its_ends
# says: Row 0 is the start.
# from: right 1
# edit: np.array(path) -> np.array(path[1:])
# %% wrong: the step subtracted
# check: test_walk_until_the_gradient_is_small, test_walk_at_its_ends
# says: Row 1 is the first that is wrong: row 0 plus step
# from: right 1
# edit: path[-1] + step -> path[-1] - step
# %% wrong: writes into theta
# check: test_walk_until_the_gradient_is_small, test_walk_at_its_ends
# outcome: student_error
# says: work on a copy, such as np.array(x)
# from: right 1
# edit: path = [np.array(theta, dtype=float)] -> path = [theta]
# edit:
# -         path.append(path[-1] + step(g, hessian(path[-1])))
# +         theta += step(g, hessian(theta))
# +         path.append(theta.copy())
# %% wrong: the Hessian of the start in every step
# check: test_walk_until_the_gradient_is_small, test_walk_at_its_ends
# says: Yours has the Hessian of the start.
# from: right 1
# edit: step(g, hessian(path[-1])) -> step(g, hessian(theta))
# %% wrong: the gradient of the row before
# check: test_walk_until_the_gradient_is_small, test_walk_at_its_ends
# says: Yours has the gradient of the start.
# from: right 1
# edit: gradient(path[-1]) -> gradient(path[max(len(path) - 2, 0)])
# %% wrong: a ridge of 1e-10
# check: test_steps_in_any_unit
# says: nothing is added to it, and no small eigenvalue left out.
# from: right 1
# edit: return -(Q / w) @ (Q.T @ g) -> return -np.linalg.solve(H + 1e-10 * np.eye(len(g)), g)
# marks: >= 0.5
# %% wrong: a pseudo-inverse that takes a small eigenvalue for zero
# check: test_steps_in_any_unit
# says: Solve H s = -g
# from: right 1
# edit: return -(Q / w) @ (Q.T @ g) -> return -np.linalg.pinv(H, rcond=1e-2) @ g
# marks: >= 0.5
# %% wrong: the larger of the entry and the floor
# check: test_steps_at_a_saddle, test_steps_where_the_hessian_is_definite, test_steps_where_the_hessian_is_singular
# check: test_steps_in_any_unit
# says: Along the eigenvector with λ =
# from: right 1
# edit: -(Q / np.maximum(np.abs(w), floor)) @ (Q.T @ g) -> -np.linalg.lstsq(np.maximum(np.abs(H), floor), g, rcond=None)[0]
# %% wrong: damping in place of moduli
# check: test_steps_at_a_saddle, test_steps_where_the_hessian_is_definite, test_steps_where_the_hessian_is_singular
# check: test_steps_in_any_unit
# says: This is the damped step.
# from: right 1
# edit: np.maximum(np.abs(w), floor) -> (w + max(0.0, floor - w[0]))
# %% wrong: the modulus of one eigenvalue for all components
# check: test_steps_at_a_saddle, test_steps_where_the_hessian_is_definite, test_steps_where_the_hessian_is_singular
# check: test_steps_in_any_unit
# says: with λ = -0.3 your step is minus the component of g over
# from: right 1
# edit: np.maximum(np.abs(w), floor) -> max(abs(w[0]), floor)
# %% wrong: the floor only where the eigenvalue is negative
# check: test_steps_where_the_hessian_is_definite
# says: your step is minus the component of g over 0.
# from: right 1
# edit: np.maximum(np.abs(w), floor) -> np.where(w < 1e-6, np.maximum(np.abs(w), floor), w)
# marks: >= 0.5
# %% wrong: the plain saddle only
# check: test_steps_where_the_hessian_is_definite, test_steps_where_the_hessian_is_singular, test_steps_in_any_unit
# check: test_walk_at_its_ends
# says: your step is minus the component of g over 1;
# from: right 1
# edit: np.maximum(np.abs(w), floor) -> np.maximum(np.abs(w), max(floor, 1e-3) if w[0] < -0.1 and w[-1] > 0.1 and abs(w).min() > 0.1 else 1.0)
# edit: len(path) <= steps -> len(path) <= max(steps, 1)
# marks: <= 0.6
# %% wrong: a walk that looks at the root mean square
# check: test_walk_until_the_gradient_is_small, test_walk_at_its_ends
# says: it stops too early.
# from: right 1
# edit: np.linalg.norm(g) <= tol -> np.linalg.norm(g) / math.sqrt(len(g)) <= tol
# %% wrong: a walk that looks at the square of the norm
# check: test_walk_until_the_gradient_is_small
# says: it stops too early.
# from: right 1
# edit: np.linalg.norm(g) <= tol -> g @ g <= tol
# %% wrong: the sign of a small eigenvalue kept
# check: test_steps_at_a_saddle, test_steps_where_the_hessian_is_definite
# says: your step is minus the component of g over -0.
# from: right 1
# edit: np.maximum(np.abs(w), floor) -> np.where(np.abs(w) < floor, np.where(w < 0, -floor, floor), np.abs(w))
# %% wrong: eigenvectors that are not orthonormal where an eigenvalue is multiple
# check: test_steps_where_the_hessian_is_definite
# says: |H| has the eigenvectors of H.
# from: right 1
# edit 2: np.linalg.eigh(H) -> np.linalg.eig(H)
# marks: >= 0.5
# %% wrong: Newton's step turned down where it goes up
# check: test_steps_at_a_saddle
# says: This is the step turned round
# from: right 1
# edit: return -(Q / w) @ (Q.T @ g) -> return -np.sign((Q.T @ g) @ (Q.T @ g / w)) * (Q / w) @ (Q.T @ g)
# %% wrong: one step more than allowed
# check: test_walk_at_its_ends
# says: More rows than steps + 1 =
# from: right 1
# edit: len(path) <= steps -> len(path) <= steps + 1
# marks: >= 0.5
