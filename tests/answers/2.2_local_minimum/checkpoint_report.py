# %% right: SciPy's null space
def checkpoint_report(g, H, tangents, eta, eps, error):
    import scipy.linalg

    N = scipy.linalg.null_space(tangents.T)
    lowest = np.linalg.eigvalsh(N.T @ H @ N).min()
    ratio = eta / 2 * np.linalg.eigvalsh(H).max()
    if np.sqrt(np.sum(g**2)) > eps or lowest < -error:
        return (lowest, ratio, "go on")
    if lowest <= error:
        return (lowest, ratio, "undecided")
    if ratio >= 1:
        return (lowest, ratio, "lower eta")
    return (lowest, ratio, "done")


decisions = {"A": "done", "B": "lower eta", "C": "go on", "D": "undecided"}
# %% right: a list, and the tangents lifted
def checkpoint_report(g, H, tangents, eta, eps, error):
    lam = np.linalg.eigvalsh(H)
    P = np.eye(len(H)) - tangents @ tangents.T
    lift = 3 * np.abs(lam).max() + 1e-300
    lowest = np.linalg.eigvalsh(P @ H @ P + lift * tangents @ tangents.T)[0]
    ratio = eta * lam[-1] / 2
    moving = math.hypot(*g) > eps or lowest < -error
    word = "go on" if moving else "undecided" if lowest <= error else "lower eta" if ratio >= 1 else "done"
    return [float(lowest), float(ratio), word]


decisions = dict()
for key, c in checkpoints.checkpoints().items():
    decisions[key] = checkpoint_report(c.g, c.H, c.tangents, c.eta, 1e-9, 1e-9)[-1]
# %% right: singular vectors
def checkpoint_report(g, H, tangents, eta, eps, error):
    N = np.linalg.svd(tangents)[0][:, tangents.shape[1] :]
    lowest = np.linalg.eigvalsh(N.T @ H @ N)[0]
    ratio = 0.5 * eta * np.linalg.eigvalsh(H)[-1]
    answers = {True: "lower eta", False: "done"}
    if np.linalg.norm(g) > eps or lowest < -error:
        word = "go on"
    elif lowest <= error:
        word = "undecided"
    else:
        word = answers[bool(ratio >= 1)]
    return lowest, ratio, word
# %% right: eigenvectors of the projection
def checkpoint_report(g, H, tangents, eta, eps, error):
    d, k = tangents.shape
    N = np.linalg.eigh(tangents @ tangents.T)[1][:, : d - k]
    across = np.linalg.eigvalsh(N.T @ H @ N)
    ratio = eta * max(np.linalg.eigvalsh(H)) / 2
    tests = [("go on", np.linalg.norm(g) > eps or across[0] < -error), ("undecided", across[0] <= error), ("lower eta", ratio >= 1)]
    return across[0], ratio, next((word for word, holds in tests if holds), "done")
# %% right: a function of its own
def across(H, tangents):
    N = np.linalg.qr(tangents, mode="complete")[0][:, tangents.shape[1] :]
    return N.T @ H @ N


def checkpoint_report(g, H, tangents, eta, eps, error):
    lowest, ratio = np.linalg.eigvalsh(across(H, tangents))[0], eta * np.linalg.eigvalsh(H)[-1] / 2
    if not (np.linalg.norm(g) <= eps and lowest >= -error):
        return lowest, ratio, "go on"
    if not lowest > error:
        return lowest, ratio, "undecided"
    return lowest, ratio, "done" if ratio < 1 else "lower eta"
# %% wrong: numbers right, and one decision for all
# marks: <= 0.6
# check: test_one_of_each_decision, test_decisions_in_their_order
# says: The line of 'go on' does not hold: here the Euclidean ‖g‖ is 0
def checkpoint_report(g, H, tangents, eta, eps, error):
    Q = np.linalg.qr(tangents, mode="complete")[0][:, tangents.shape[1] :]
    return np.linalg.eigvalsh(Q.T @ H @ Q)[0], eta * np.linalg.eigvalsh(H)[-1] / 2, "go on"
# %% wrong: absolute thresholds
# from: model
# edit: np.linalg.norm(g) > eps or lowest < -error -> np.linalg.norm(g) > 1e-6 or lowest < -1e-6
# edit: lowest <= error -> lowest <= 1e-6
# check: test_decisions_in_their_order, test_units_and_tangents_at_the_ends, test_decisions_on_the_four_checkpoints
# says: The line of 'go on' does not hold
# %% wrong: the lowest eigenvalue of all of H
# from: model
# edit: np.linalg.eigvalsh(Q.T @ H @ Q)[0] -> np.linalg.eigvalsh(H)[0]
# check: test_reports_of_random_checkpoints
# says: of H itself
# %% wrong: the largest across
# from: model
# edit: np.linalg.eigvalsh(Q.T @ H @ Q)[0] -> np.linalg.eigvalsh(Q.T @ H @ Q)[-1]
# check: test_reports_of_random_checkpoints
# says: the least is asked for
# %% wrong: the least modulus
# from: model
# edit: np.linalg.eigvalsh(Q.T @ H @ Q)[0] -> min(np.linalg.eigvalsh(Q.T @ H @ Q), key=abs)
# check: test_reports_of_random_checkpoints
# says: least modulus
# %% wrong: along the tangents
# from: model
# edit: np.linalg.eigvalsh(Q.T @ H @ Q)[0] -> np.linalg.eigvalsh(tangents.T @ H @ tangents)[0] if tangents.size else 0.0
# check: test_reports_of_random_checkpoints
# says: along the tangents
# %% wrong: the projected matrix, with its zeros
# from: model
# edit: np.linalg.eigvalsh(Q.T @ H @ Q)[0] -> np.linalg.eigvalsh((Q @ Q.T) @ H @ (Q @ Q.T))[0]
# check: test_reports_of_random_checkpoints
# says: The zeros of the projected matrix
# %% wrong: the ratio without its half
# from: model
# edit: [-1] / 2) -> [-1])
# check: test_reports_of_random_checkpoints
# says: half of this
# %% wrong: the ratio of the largest modulus
# from: model
# edit: np.linalg.eigvalsh(H)[-1] / 2 -> np.linalg.norm(H, 2) / 2
# check: test_reports_of_random_checkpoints
# says: not the largest modulus
# %% wrong: the ratio of what is transverse
# from: model
# edit: np.linalg.eigvalsh(H)[-1] / 2 -> np.linalg.eigvalsh(Q.T @ H @ Q)[-1] / 2
# check: test_reports_of_random_checkpoints
# says: which matrix does the statement name
# %% wrong: the ratio without eta
# from: model
# edit: float(eta * np.linalg -> float(np.linalg
# check: test_reports_of_random_checkpoints
# says: η is missing
# %% wrong: the inverse ratio
# from: model
# edit: float(eta * np.linalg.eigvalsh(H)[-1] / 2) -> float(2 / (eta * np.linalg.eigvalsh(H)[-1]))
# check: test_reports_of_random_checkpoints
# says: This is the inverse
# %% wrong: a saddle is undecided
# from: model
# edit: > eps or lowest < -error -> > eps
# check: test_one_of_each_decision
# says: first line
# %% wrong: the gradient is not looked at
# from: model
# edit: np.linalg.norm(g) > eps or lowest < -error -> lowest < -error
# check: test_reports_of_random_checkpoints
# says: first line
# %% wrong: the rate before the certificate
# from: model
# edit:
# -     if np.linalg.norm(g) > eps or lowest < -error:
# +     if ratio >= 1:
# +         return lowest, ratio, "lower eta"
# +     if np.linalg.norm(g) > eps or lowest < -error:
# marks: >= 0.5
# check: test_decisions_in_their_order
# says: The lines are asked from top to bottom
# %% wrong: what is not certain is done
# from: model
# edit: lowest <= error -> lowest <= -error
# check: test_one_of_each_decision
# says: first line
# %% wrong: the edge at 2
# from: model
# edit: ratio >= 1 else -> ratio >= 2 else
# check: test_one_of_each_decision
# says: first line
# %% wrong: the edge at a half
# from: model
# edit: ratio >= 1 else -> ratio >= 0.5 else
# check: test_one_of_each_decision
# says: The line of 'lower eta' does not hold: here ratio is
# %% wrong: the decision on the same function is the same
# from: model
# edit: decisions = { -> decisions = {"A": "done", "B": "done", "C": "go on", "D": "done"} if True else {
# check: test_decisions_on_the_four_checkpoints
# says: two of the four are not right
# %% wrong: thresholds that are too large
# from: model
# edit: one.eta, 1e-9, 1e-9) -> one.eta, 1e-2, 1e-2)
# check: test_decisions_on_the_four_checkpoints
# says: of the four are not right
# %% wrong: the whole report in place of the decision
# from: model
# edit: 1e-9, 1e-9)[2] -> 1e-9, 1e-9)
# check: test_decisions_on_the_four_checkpoints
# says: should be a string
# %% wrong: no decisions
# from: model
# without: decisions
# outcome: student_error
# check: test_decisions_on_the_four_checkpoints
# says: decisions
# %% wrong: the largest entry of the gradient
# from: model
# edit: np.linalg.norm(g) > eps -> np.abs(g).max() > eps
# check: test_decisions_in_their_order
# says: a hundred entries of modulus 0.5
# %% wrong: the sum of the moduli of the gradient
# from: model
# edit: np.linalg.norm(g) > eps -> np.abs(g).sum() > eps
# check: test_decisions_in_their_order
# says: The line of 'go on' does not hold: here the Euclidean ‖g‖ is 0.283
# %% wrong: the gradient across the orbit only
# from: model
# edit: np.linalg.norm(g) > eps -> np.linalg.norm(Q.T @ g) > eps
# check: test_decisions_in_their_order
# says: Euclidean norm of all of g
# %% wrong: the sum of the entries of the gradient, with their signs
# from: model
# edit: np.linalg.norm(g) > eps -> abs(np.sum(g)) > eps
# check: test_decisions_in_their_order
# says: Euclidean norm of all of g
# %% wrong: the least eigenvalue of H decides
# from: model
# edit: or lowest < -error: -> or np.linalg.eigvalsh(H)[0] < -error:
# check: test_units_and_tangents_at_the_ends
# says: The line of 'go on' does not hold: here the Euclidean ‖g‖ is 0
# %% wrong: the first rows and columns deleted
# from: model
# edit: np.linalg.eigvalsh(Q.T @ H @ Q)[0] -> np.linalg.eigvalsh(H[tangents.shape[1] :, tangents.shape[1] :])[0]
# check: test_reports_of_random_checkpoints, test_decisions_in_their_order
# says: tangents need not lie along the axes
# %% wrong: the ratio across the orbit decides
# from: model
# edit: if ratio >= 1 else -> if eta * np.linalg.eigvalsh(Q.T @ H @ Q)[-1] / 2 >= 1 else
# check: test_units_and_tangents_at_the_ends
# says: Only lowest, the ratio and
# %% wrong: six decimals
# from: model
# edit: lowest = float(np.linalg.eigvalsh(Q.T @ H @ Q)[0]) -> lowest = round(float(np.linalg.eigvalsh(Q.T @ H @ Q)[0]), 6)
# check: test_reports_of_random_checkpoints, test_units_and_tangents_at_the_ends
# says: lowest in checkpoint_report
# %% wrong: the ratio is never negative
# from: model
# edit: ratio = float(eta * np.linalg.eigvalsh(H)[-1] / 2) -> ratio = max(float(eta * np.linalg.eigvalsh(H)[-1] / 2), 0.0)
# check: test_units_and_tangents_at_the_ends
# says: has the sign of λmax
# %% wrong: five errors are asked for
# from: model
# edit: lowest <= error -> lowest <= 5 * error
# check: test_decisions_in_their_order
# says: does not hold
