# %% right: a loop over the classes
def softmax_origin(X, y, classes, width):
    rows = []
    for j in range(classes):
        rows.append(np.mean(((np.array(y) == j) - 1.0 / classes)[:, None] * X, axis=0))
    s = np.linalg.svd(np.array(rows))[1]
    return [float(-s.max()), float(width * (s > 1e-10 * s.max()).sum())]
# %% right: the whole Hessian of one unit
def softmax_origin(X, y, classes, width):
    M = (np.eye(classes)[np.asarray(y)] - 1 / classes).T @ X / len(X)
    H = np.block([[np.zeros((classes, classes)), -M], [-M.T, np.zeros((X.shape[1], X.shape[1]))]])
    values = np.linalg.eigvalsh(H)
    return values[0], width * int(np.sum(values < -1e-10 * values[-1]))
# %% right: sums of each class
def softmax_origin(X, y, classes, width):
    n, d = X.shape
    M = np.zeros((classes, d))
    np.add.at(M, np.asarray(y), X)
    M = M / n - np.mean(X, axis=0) / classes
    top = np.linalg.norm(M, 2)
    return -top, width * np.linalg.matrix_rank(M, tol=1e-10 * top)
# %% right: every unit, and a count of all
def softmax_origin(X, y, classes, width):
    Y = np.array([[1.0 if j == label else 0.0 for j in range(classes)] for label in y])
    M = (Y - 1 / classes).T @ X / X.shape[0]
    s = np.linalg.svd(np.kron(np.eye(width), M), compute_uv=False)
    return np.array([-s[0], np.sum(s > 1e-10 * s[0])])
# %% right: with the probabilities of the model
def softmax_origin(X, y, classes, width):
    z = np.zeros((len(X), classes))
    P = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    P[np.arange(len(X)), y] -= 1
    G = P.T @ X / len(X)
    s = np.linalg.svd(G, full_matrices=False)[1]
    return sp.Float(-s[0], 17), int(np.sum(s / s[0] > 1e-10)) * width
# %% wrong: three classes are three modes
# marks: <= 0.6
# check: test_lowest_and_index_of_random_data, test_classes_without_examples
# says: width times m. The rows of M
def softmax_origin(X, y, classes, width):
    M = (np.eye(classes)[y] - 1 / classes).T @ X / len(X)
    return -float(np.linalg.svd(M, compute_uv=False)[0]), width * classes
# %% wrong: the classes less one
# from: model
# edit: width * int(np.sum(strengths > 1e-10 * strengths[0])) -> width * (classes - 1)
# marks: <= 0.6
# check: test_rank_of_few_features_and_collinear_ones, test_classes_without_examples
# says: width times (m - 1)
# %% wrong: the default tolerance of matrix_rank
# from: model
# edit: width * int(np.sum(strengths > 1e-10 * strengths[0])) -> width * int(np.linalg.matrix_rank(M))
# marks: >= 0.5
# check: test_rank_of_few_features_and_collinear_ones
# says: These are too many
# %% wrong: class frequencies
# from: model
# edit: (Y - 1 / classes).T -> (Y - Y.mean(axis=0)).T
# check: test_lowest_and_index_of_random_data
# says: share of the examples
# %% wrong: a mean over the classes
# from: model
# edit: @ X / len(X) -> @ X / classes
# check: test_lowest_and_index_of_random_data
# says: not by the number of classes
# %% wrong: singular values from the Gram matrix
# from: model
# edit: strengths = np.linalg.svd(M, compute_uv=False) -> strengths = np.sqrt(np.abs(np.linalg.eigvalsh(M.T @ M)[::-1]))
# check: test_lowest_and_index_of_random_data, test_classes_without_examples
# says: they are squares
# %% wrong: the sign
# from: model
# edit: return -float(strengths[0]) -> return float(strengths[0])
# check: test_lowest_and_index_of_random_data
# says: Its sign is turned
# %% wrong: a sum over the examples
# from: model
# edit: @ X / len(X) -> @ X
# check: test_lowest_and_index_of_random_data
# says: divide by n
# %% wrong: no probabilities
# from: model
# edit: (Y - 1 / classes).T -> Y.T
# check: test_lowest_and_index_of_random_data
# says: Nothing is subtracted here
# %% wrong: one half
# from: model
# edit: (Y - 1 / classes).T -> (Y - 0.5).T
# check: test_lowest_and_index_of_random_data
# says: not ½
# %% wrong: the smallest singular value
# from: model
# edit: return -float(strengths[0]) -> return -float(strengths[-1])
# check: test_lowest_and_index_of_random_data
# says: smallest singular value
# %% wrong: the square
# from: model
# edit: return -float(strengths[0]) -> return -float(strengths[0] ** 2)
# check: test_lowest_and_index_of_random_data
# says: square of a singular value
# %% wrong: the Frobenius norm
# from: model
# edit: return -float(strengths[0]) -> return -float(np.linalg.norm(M))
# check: test_lowest_and_index_of_random_data
# says: Frobenius
# %% wrong: half
# from: model
# edit: return -float(strengths[0]) -> return -float(strengths[0]) / 2
# check: test_lowest_and_index_of_random_data
# says: Half of it
# %% wrong: both signs
# from: model
# edit: width * int(np.sum -> 2 * width * int(np.sum
# check: test_lowest_and_index_of_random_data
# says: the positive one does not count
# %% wrong: the rank
# from: model
# edit: width * int(np.sum -> int(np.sum
# check: test_lowest_and_index_of_random_data
# says: This is the rank
# %% wrong: only classes that occur
# from: model
# edit: Y = np.eye(classes)[y] -> Y, classes = np.eye(classes)[y][:, np.unique(y)], len(np.unique(y))
# check: test_classes_without_examples
# says: leaves out the classes without an example
# %% wrong: as many classes as the largest label says
# from: model
# edit: Y = np.eye(classes)[y] -> classes = int(y.max()) + 1; Y = np.eye(classes)[y]
# check: test_classes_without_examples
# says: leaves out the classes without an example
# %% wrong: a coarse rank
# from: model
# edit: strengths > 1e-10 * strengths[0] -> strengths > 1e-5 * strengths[0]
# check: test_rank_of_few_features_and_collinear_ones
# says: These are too few
# %% wrong: an absolute rank
# from: model
# edit: strengths > 1e-10 * strengths[0] -> strengths > 1e-10
# check: test_any_unit_of_the_data
# says: These are too few
# %% wrong: the smaller of the two sizes
# from: model
# edit: width * int(np.sum(strengths > 1e-10 * strengths[0])) -> width * min(M.shape)
# check: test_lowest_and_index_of_random_data
# says: width times m. The rows of M
# %% wrong: zero is 1e-9 of the largest
# from: model
# edit: strengths > 1e-10 * strengths[0] -> strengths > 1e-9 * strengths[0]
# check: test_rank_of_few_features_and_collinear_ones
# says: These are too few
# %% wrong: the sum of the singular values
# from: model
# edit: return -float(strengths[0]) -> return -float(strengths.sum())
# check: test_lowest_and_index_of_random_data
# says: the largest singular value
# %% wrong: roots of the eigenvalues of M Mᵀ
# from: model
# edit: strengths = np.linalg.svd(M, compute_uv=False) -> strengths = np.sqrt(np.abs(np.linalg.eigvalsh(M @ M.T)[::-1]))
# check: test_lowest_and_index_of_random_data, test_classes_without_examples
# says: if you take the roots of the eigenvalues of M Mᵀ, rounding hides it
# %% wrong: the eigenvalues of M Mᵀ counted as they are
# from: model
# edit: strengths > 1e-10 * strengths[0] -> strengths**2 > 1e-10 * strengths[0] ** 2
# check: test_rank_of_few_features_and_collinear_ones
# says: they are squares
# %% wrong: one over the number of features
# from: model
# edit: (Y - 1 / classes).T -> (Y - 1 / X.shape[1]).T
# check: test_lowest_and_index_of_random_data
# says: divided by the number of features
