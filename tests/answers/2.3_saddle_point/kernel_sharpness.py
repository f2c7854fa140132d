# %% right: singular values
def kernel_sharpness(J):
    n, p = J.shape[0], J.shape[2]
    s = np.linalg.svd(J.reshape(-1, p), compute_uv=False) ** 2 / n
    return float(s[0]), float(p - np.sum(s > 1e-10 * s[0]))
# %% right: the smaller of the two matrices
def kernel_sharpness(J):
    n, p = len(J), J.shape[-1]
    rows = J.reshape(-1, p)
    M = rows.T @ rows / n if p <= len(rows) else rows @ rows.T / n
    values = np.linalg.eigvalsh(M)
    return [values[-1], p - np.count_nonzero(values > 1e-10 * values[-1])]
# %% right: einsum
def kernel_sharpness(J):
    n, m, p = J.shape
    K = np.einsum("iap,jbp->iajb", J, J, optimize=True).reshape(n * m, n * m) / n
    values = np.linalg.eigh(K)[0]
    return values.max(), int(p - (values > 1e-10 * values.max()).sum())
# %% right: scaled first, and a rank
def kernel_sharpness(J):
    n, m, p = J.shape
    size = np.abs(J).max()
    rows = J.reshape(n * m, p) / size
    top = np.linalg.norm(rows, 2)
    return size**2 * top**2 / n, p - np.linalg.matrix_rank(rows, tol=1e-5 * top)
# %% right: the rows one by one
def kernel_sharpness(J):
    rows = [J[i, j] for i in range(J.shape[0]) for j in range(J.shape[1])]
    K = np.array([[a @ b for a in rows] for b in rows]) / J.shape[0]
    values = sorted(np.linalg.eigvalsh(K).tolist())
    top = values[-1]
    return np.array([top, J.shape[2] - len([value for value in values if value > 1e-10 * top])])
# %% wrong: the large matrix
# marks: >= 0.5
# check: test_many_parameters
# outcome: memory
# says: 20,000 × 20,000 numbers takes 3.0 GiB
def kernel_sharpness(J):
    n, m, p = J.shape
    rows = J.reshape(n * m, p)
    values = np.linalg.eigvalsh(rows.T @ rows / n)
    return float(values[-1]), int(np.sum(values <= 1e-10 * values[-1]))
# %% wrong: p - n m, whatever the rank
# from: model
# edit: n_parameters - int(np.sum(eigenvalues > 1e-10 * lam_max)) -> n_parameters - n_examples * n_outputs
# marks: <= 0.6
# check: test_fewer_parameters_than_rows, test_dependent_rows_and_zeros, test_any_unit_of_the_jacobian
# says: This is p - n m
# %% wrong: p - n m, and not below 0
# from: model
# edit: n_parameters - int(np.sum(eigenvalues > 1e-10 * lam_max)) -> max(0, n_parameters - n_examples * n_outputs)
# marks: >= 0.5
# check: test_dependent_rows_and_zeros, test_any_unit_of_the_jacobian
# says: This is p - n m
# %% wrong: one output
# from: model
# edit: n_parameters - int(np.sum(eigenvalues > 1e-10 * lam_max)) -> n_parameters - n_examples
# check: test_a_few_examples_and_outputs
# says: not n
# %% wrong: no division
# from: model
# edit: rows @ rows.T / n_examples -> rows @ rows.T
# check: test_a_few_examples_and_outputs
# says: divide by the number of examples
# %% wrong: divided by all rows
# from: model
# edit: rows @ rows.T / n_examples -> rows @ rows.T / len(rows)
# check: test_a_few_examples_and_outputs
# says: not by n m
# %% wrong: divided by the parameters
# from: model
# edit: rows @ rows.T / n_examples -> rows @ rows.T / n_parameters
# check: test_a_few_examples_and_outputs
# says: not by p
# %% wrong: a singular value
# from: model
# edit: lam_max = float(eigenvalues[-1]) -> lam_max = float(np.sqrt(eigenvalues[-1]))
# check: test_a_few_examples_and_outputs
# says: its square belongs
# %% wrong: the trace
# from: model
# edit: lam_max = float(eigenvalues[-1]) -> lam_max = float(eigenvalues.sum())
# check: test_a_few_examples_and_outputs
# says: This is the trace
# %% wrong: the smallest
# from: model
# edit: lam_max = float(eigenvalues[-1]) -> lam_max = float(eigenvalues[0])
# check: test_a_few_examples_and_outputs
# says: smallest eigenvalue
# %% wrong: the first output alone
# from: model
# edit: rows = J.reshape(n_examples * n_outputs, n_parameters) -> rows = J[:, 0]
# check: test_a_few_examples_and_outputs
# says: one output alone
# %% wrong: those that are not zero
# from: model
# edit: n_parameters - int(np.sum(eigenvalues > 1e-10 * lam_max)) -> int(np.sum(eigenvalues > 1e-10 * lam_max))
# check: test_a_few_examples_and_outputs
# says: eigenvalues that are not 0
# %% wrong: zeros of the kernel
# from: model
# edit: n_parameters - int(np.sum(eigenvalues > 1e-10 * lam_max)) -> int(np.sum(eigenvalues <= 1e-10 * lam_max))
# check: test_a_few_examples_and_outputs
# says: H has p eigenvalues
# %% wrong: an absolute zero
# from: model
# edit: eigenvalues > 1e-10 * lam_max -> eigenvalues > 1e-10
# check: test_any_unit_of_the_jacobian
# says: These are too many
# %% wrong: exactly zero
# from: model
# edit: eigenvalues > 1e-10 * lam_max -> eigenvalues != 0
# check: test_fewer_parameters_than_rows, test_dependent_rows_and_zeros
# says: counts every eigenvalue of the kernel matrix as not 0
# %% wrong: a coarse zero
# from: model
# edit: eigenvalues > 1e-10 * lam_max -> eigenvalues > 1e-6 * lam_max
# check: test_dependent_rows_and_zeros
# says: above 1e-10 λmax is not 0
# %% wrong: forty power steps
# from: model
# edit:
# -     lam_max = float(eigenvalues[-1])
# +     K, v = rows @ rows.T / n_examples, np.ones(len(rows))
# +     for _ in range(40):
# +         v = K @ v / np.linalg.norm(K @ v)
# +     lam_max = float(v @ K @ v)
# check: test_a_few_examples_and_outputs
# says: nearly right
# %% wrong: the outputs added up
# from: model
# edit: rows = J.reshape(n_examples * n_outputs, n_parameters) -> rows = J.sum(axis=1)
# check: test_a_few_examples_and_outputs
# says: adds the outputs of an example up first
# %% wrong: the longest row
# from: model
# edit: lam_max = float(eigenvalues[-1]) -> lam_max = float(np.max(np.sum(rows**2, axis=1)) / n_examples)
# check: test_a_few_examples_and_outputs
# says: longest row alone
# %% wrong: the default tolerance of matrix_rank
# from: model
# edit: int(np.sum(eigenvalues > 1e-10 * lam_max)) -> int(np.linalg.matrix_rank(rows))
# check: test_dependent_rows_and_zeros
# says: counts every eigenvalue of the kernel matrix as not 0
# %% wrong: 1e-10 of the singular values
# from: model
# edit: int(np.sum(eigenvalues > 1e-10 * lam_max)) -> int(np.linalg.matrix_rank(rows, tol=1e-10 * np.linalg.norm(rows, 2)))
# check: test_dependent_rows_and_zeros
# says: counts every eigenvalue of the kernel matrix as not 0
# %% wrong: a jitter of a millionth
# from: model
# edit: lam_max = float(eigenvalues[-1]) -> lam_max = float(eigenvalues[-1]) * (1 + 1e-6)
# check: test_a_few_examples_and_outputs
# says: nearly right
# %% wrong: one number
# from: model
# edit: return lam_max, n_parameters -> return n_parameters
# check: test_a_few_examples_and_outputs
# says: should be a list or tuple
# %% wrong: zero is 1e-9 of the largest
# from: model
# edit: eigenvalues > 1e-10 * lam_max -> eigenvalues > 1e-9 * lam_max
# check: test_dependent_rows_and_zeros
# says: above 1e-10 λmax is not 0
# %% wrong: one example does not see another
# from: model
# edit: rows @ rows.T / n_examples -> np.kron(np.eye(n_examples), np.ones((n_outputs, n_outputs))) * (rows @ rows.T) / n_examples
# check: test_a_few_examples_and_outputs
# says: Here each example is taken alone
# %% wrong: repeated rows dropped
# from: model
# edit: rows = J.reshape(n_examples * n_outputs, n_parameters) -> rows = np.unique(J.reshape(n_examples * n_outputs, -1), axis=0)
# check: test_dependent_rows_and_zeros
# says: Here equal rows count once
