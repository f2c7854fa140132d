# %% right: a loop
def moment_gap(theta, X, y):
    total, lengths = np.zeros(len(theta)), 0.0
    for x, label in zip(X, y):
        term = (1 / (1 + math.exp(-(x @ theta))) - label) * x
        total += term
        lengths += math.sqrt(float(term @ term))
    return total / len(y), np.sqrt(total @ total) / lengths
# %% right: the terms as rows
def moment_gap(theta, X, y):
    p = np.exp(X @ theta) / (1 + np.exp(X @ theta))
    terms = (p - y)[:, None] * X
    return terms.mean(axis=0), np.linalg.norm(terms.sum(axis=0)) / np.linalg.norm(terms, axis=1).sum()
# %% right: signs, SciPy's sigmoid, a list
def moment_gap(theta, X, y):
    from scipy.special import expit

    s = 1 - 2 * np.asarray(y)
    weights = expit(s * (X @ theta))
    total = (s * weights) @ X
    below = np.sum(weights * np.sqrt((X.astype(float) ** 2).sum(axis=1)))
    return [(total / len(X)).tolist(), float(np.linalg.norm(total) / below)]
# %% right: the hyperbolic tangent
# from: model
# edit: 1 / (1 + np.exp(-X @ theta)) - y -> 0.5 + 0.5 * np.tanh(X @ theta / 2) - y
# %% right: two means
def moment_gap(theta, X, y):
    p = 1 / (1 + np.exp(-(X @ theta)))
    predicted, observed = X.T @ p / len(X), X.T @ y / len(X)
    mean_length = np.mean(np.abs(p - y) * np.linalg.norm(X, axis=1))
    return predicted - observed, np.linalg.norm((p - y) @ X) / len(X) / mean_length
# %% wrong: a small number below the line, clipped logits, confidence is 1
# from: model
# edit: / (np.abs(residual) @ np.linalg.norm(X, axis=1)) -> / (np.abs(residual) @ np.linalg.norm(X, axis=1) + 1e-6)
# edit: np.exp(-X @ theta) -> np.exp(-np.clip(X @ theta, -5, 5))
# marks: <= 0.6
# check: test_gap_in_special_cases, test_imbalance_in_special_cases
# says: p is never exactly 0 or 1
# %% wrong: clipped logits
# from: model
# edit: np.exp(-X @ theta) -> np.exp(-np.clip(X @ theta, -5, 5))
# check: test_gap_in_special_cases, test_imbalance_in_special_cases
# says: p is never exactly 0 or 1
# %% wrong: the sum
# from: model
# edit: return total / len(y), -> return total,
# check: test_gap_of_random_examples
# says: This is the sum
# %% wrong: observed less predicted
# from: model
# edit: total = X.T @ residual -> total = -X.T @ residual
# check: test_gap_of_random_examples
# says: predicted less observed
# %% wrong: labels of -1 and 1
# from: model
# edit: - y -> - (2 * y - 1)
# check: test_gap_of_random_examples
# says: The labels are 0 and 1
# %% wrong: the sign in the exponent
# from: model
# edit: np.exp(-X @ theta) -> np.exp(X @ theta)
# check: test_gap_of_random_examples
# says: look at the sign in the exponent
# %% wrong: the predicted moments alone
# from: model
# edit: total = X.T @ residual -> total = X.T @ (residual + y)
# check: test_gap_of_random_examples
# says: predicted moments alone
# %% wrong: z in place of p
# from: model
# edit: 1 / (1 + np.exp(-X @ theta)) - y -> X @ theta - y
# check: test_gap_of_random_examples
# says: you took z itself
# %% wrong: no moduli below the line
# from: model
# edit: np.abs(residual) @ -> abs(residual @
# edit: np.linalg.norm(X, axis=1)) -> np.linalg.norm(X, axis=1)))
# check: test_imbalance_of_random_examples
# says: the terms cancel there too
# %% wrong: no lengths below the line
# from: model
# edit: (np.abs(residual) @ np.linalg.norm(X, axis=1)) -> np.abs(residual).sum()
# check: test_imbalance_of_random_examples
# says: Below the line each term has its own
# %% wrong: a mean over a sum
# from: model
# edit: imbalance = np.linalg.norm(total) / -> imbalance = np.linalg.norm(total / len(y)) /
# check: test_imbalance_of_random_examples
# says: one is divided by n
# %% wrong: the sum of moduli above the line
# from: model
# edit: np.linalg.norm(total) / -> np.abs(total).sum() /
# check: test_imbalance_of_random_examples
# says: Above the line stands a length
# %% wrong: a root of squares below the line
# from: model
# edit: (np.abs(residual) @ np.linalg.norm(X, axis=1)) -> np.linalg.norm(residual * np.linalg.norm(X, axis=1))
# check: test_imbalance_of_random_examples
# says: not their squares
# %% wrong: the inverse
# from: model
# edit: float(imbalance) -> float(1 / imbalance)
# check: test_imbalance_of_random_examples
# says: This is its inverse
# %% wrong: the share that cancels
# from: model
# edit: float(imbalance) -> float(1 - imbalance)
# check: test_imbalance_of_random_examples
# says: the share that cancels
# %% wrong: small terms count as none
# from: model
# edit: return total / len(y), float(imbalance) -> return total / len(y), float(imbalance) if np.abs(residual).max() > 1e-3 else 0.0
# marks: >= 0.5
# check: test_imbalance_in_special_cases
# says: however small they all are
# %% wrong: a small number below the line
# from: model
# edit: / (np.abs(residual) @ np.linalg.norm(X, axis=1)) -> / (np.abs(residual) @ np.linalg.norm(X, axis=1) + 1e-6)
# check: test_imbalance_in_special_cases
# says: imbalance in moment_gap
# %% wrong: the gap alone
# from: model
# edit: return total / len(y), float(imbalance) -> return total / len(y)
# check: test_gap_of_random_examples
# says: should have 2 entries
# marks: <= 0.2
# %% wrong: an array of whole numbers is filled
# from: model
# edit: total = X.T @ residual -> total = np.zeros_like(X[0]); total[:] = X.T @ residual
# check: test_gap_in_special_cases
# says: an array of whole numbers
# %% wrong: probabilities kept away from 0 and 1
# from: model
# edit: residual = 1 / (1 + np.exp(-X @ theta)) - y -> residual = np.clip(1 / (1 + np.exp(-X @ theta)), 1e-6, 1 - 1e-6) - y
# check: test_gap_in_special_cases
# says: p is never exactly 0 or 1
# %% wrong: X is overwritten
# from: model
# edit: residual = 1 / (1 + np.exp(-X @ theta)) - y -> residual = 1 / (1 + np.exp(-X @ theta)) - y; X *= 1 + (X.dtype.kind == "i")
# check: test_gap_in_special_cases
# says: Arguments are read-only
# outcome: student_error
# %% wrong: a small gradient is taken for none
# from: model
# edit: float(imbalance) -> float(imbalance) if np.linalg.norm(total) > 1e-12 else 0.0
# check: test_imbalance_in_special_cases
# says: however small they all are
# %% wrong: X changed in place
# from: model
# edit: total = X.T @ residual -> total, lengths = X.T @ residual, np.linalg.norm(X, axis=1); X *= 0
# edit: np.linalg.norm(X, axis=1)) -> lengths)
# marks: >= 0.5
# check: test_gap_in_special_cases
# says: moment_gap writes into an array that it was given
# outcome: student_error
# %% wrong: divided by d
# from: model
# edit: total / len(y), -> total / len(theta),
# check: test_gap_of_random_examples
# says: This divides by d
# %% wrong: lengths without weights below
# from: model
# edit: (np.abs(residual) @ np.linalg.norm(X, axis=1)) -> np.linalg.norm(X, axis=1).sum()
# check: test_imbalance_of_random_examples
# says: each length has its weight
# %% wrong: the moduli of the entries below
# from: model
# edit: (np.abs(residual) @ np.linalg.norm(X, axis=1)) -> (np.abs(residual) @ np.abs(X).sum(axis=1))
# check: test_imbalance_of_random_examples
# says: not sums of the moduli of its entries
# %% wrong: the largest length below
# from: model
# edit: (np.abs(residual) @ np.linalg.norm(X, axis=1)) -> (np.abs(residual) * np.linalg.norm(X, axis=1)).max()
# check: test_imbalance_of_random_examples
# says: this takes the largest alone
# %% wrong: the product of two roots below
# from: model
# edit: (np.abs(residual) @ np.linalg.norm(X, axis=1)) -> (np.linalg.norm(residual) * np.linalg.norm(X))
# check: test_imbalance_of_random_examples
# says: not a product of two roots
# %% wrong: the weights of the Hessian below
# from: model
# edit: (np.abs(residual) @ np.linalg.norm(X, axis=1)) -> ((residual + y) * (1 - residual - y) @ np.linalg.norm(X, axis=1))
# check: test_imbalance_of_random_examples
# says: that of the Hessian
