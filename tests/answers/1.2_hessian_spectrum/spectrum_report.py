# %% right: arrays
def spectrum_report(eigenvalues, eta):
    bulk_edge = 2 * np.sqrt(np.mean(eigenvalues**2))
    growing = (eta * eigenvalues > 2) | (eigenvalues < -1e-8 * np.abs(eigenvalues).max())
    return {
        "lambda_max": eigenvalues.max(),
        "lambda_min": eigenvalues.min(),
        "bulk_edge": bulk_edge,
        "outliers": np.count_nonzero(eigenvalues > bulk_edge),
        "edge_ratio": eta * eigenvalues.max() / 2,
        "expanding": np.count_nonzero(growing),
    }

# %% right: plain Python
def spectrum_report(eigenvalues, eta):
    values = sorted(eigenvalues.tolist())
    edge = 2 * math.sqrt(sum(v * v for v in values) / len(values))
    floor = 1e-8 * max(abs(v) for v in values)
    return dict(
        lambda_max=values[-1],
        lambda_min=values[0],
        bulk_edge=edge,
        outliers=len([v for v in values if v > edge]),
        edge_ratio=eta * values[-1] / 2,
        expanding=sum(1 for v in values if eta * v > 2 or v < -floor),
    )

# %% right: norms and sorted search, with a key more
def spectrum_report(eigenvalues, eta):
    ordered = np.sort(eigenvalues)
    d, norm = len(ordered), np.linalg.norm(ordered, np.inf)
    report = {"lambda_min": ordered[0], "lambda_max": ordered[-1], "dimension": d}
    report["bulk_edge"] = 2 / np.sqrt(d) * np.linalg.norm(ordered)
    report["outliers"] = d - np.searchsorted(ordered, report["bulk_edge"], side="right")
    report["edge_ratio"] = np.float64(0.5) * eta * ordered[-1]
    report["expanding"] = float(np.sum(eta * ordered > 2) + np.searchsorted(ordered, -1e-8 * norm, side="left"))
    return report

# %% wrong: the largest modulus as lambda_max
# check: test_report_of_degenerate_spectra
# says: largest modulus
def spectrum_report(eigenvalues, eta):
    bulk_edge = 2 * np.sqrt(np.mean(eigenvalues**2))
    growing = (eta * eigenvalues > 2) | (eigenvalues < -1e-8 * np.abs(eigenvalues).max())
    return {
        "lambda_max": np.abs(eigenvalues).max(),
        "lambda_min": eigenvalues.min(),
        "bulk_edge": bulk_edge,
        "outliers": np.count_nonzero(eigenvalues > bulk_edge),
        "edge_ratio": eta * eigenvalues.max() / 2,
        "expanding": np.count_nonzero(growing),
    }

# %% wrong: takes the array to be sorted
# check: test_report_of_random_spectra
# check: test_report_of_a_transformer
# check: test_report_in_other_units
# check: test_report_of_degenerate_spectra
# says: any order
def spectrum_report(eigenvalues, eta):
    bulk_edge = 2 * np.sqrt(np.mean(eigenvalues**2))
    growing = (eta * eigenvalues > 2) | (eigenvalues < -1e-8 * np.abs(eigenvalues).max())
    return {
        "lambda_max": eigenvalues[-1],
        "lambda_min": eigenvalues[0],
        "bulk_edge": bulk_edge,
        "outliers": np.count_nonzero(eigenvalues > bulk_edge),
        "edge_ratio": eta * eigenvalues.max() / 2,
        "expanding": np.count_nonzero(growing),
    }

# %% wrong: the standard deviation about the mean
# check: test_report_of_random_spectra
# check: test_report_of_a_transformer
# check: test_report_in_other_units
# check: test_report_of_degenerate_spectra
# says: no mean in it
def spectrum_report(eigenvalues, eta):
    bulk_edge = 2 * np.std(eigenvalues)
    growing = (eta * eigenvalues > 2) | (eigenvalues < -1e-8 * np.abs(eigenvalues).max())
    return {
        "lambda_max": eigenvalues.max(),
        "lambda_min": eigenvalues.min(),
        "bulk_edge": bulk_edge,
        "outliers": np.count_nonzero(eigenvalues > bulk_edge),
        "edge_ratio": eta * eigenvalues.max() / 2,
        "expanding": np.count_nonzero(growing),
    }

# %% wrong: one standard deviation
# check: test_report_of_random_spectra
# check: test_report_of_a_transformer
# check: test_report_in_other_units
# check: test_report_of_degenerate_spectra
# says: Half of it
def spectrum_report(eigenvalues, eta):
    bulk_edge = np.sqrt(np.mean(eigenvalues**2))
    growing = (eta * eigenvalues > 2) | (eigenvalues < -1e-8 * np.abs(eigenvalues).max())
    return {
        "lambda_max": eigenvalues.max(),
        "lambda_min": eigenvalues.min(),
        "bulk_edge": bulk_edge,
        "outliers": np.count_nonzero(eigenvalues > bulk_edge),
        "edge_ratio": eta * eigenvalues.max() / 2,
        "expanding": np.count_nonzero(growing),
    }

# %% wrong: no square root
# check: test_report_of_random_spectra
# check: test_report_of_a_transformer
# check: test_report_in_other_units
# check: test_report_of_degenerate_spectra
# says: square root is missing
def spectrum_report(eigenvalues, eta):
    bulk_edge = 2 * np.mean(eigenvalues**2)
    growing = (eta * eigenvalues > 2) | (eigenvalues < -1e-8 * np.abs(eigenvalues).max())
    return {
        "lambda_max": eigenvalues.max(),
        "lambda_min": eigenvalues.min(),
        "bulk_edge": bulk_edge,
        "outliers": np.count_nonzero(eigenvalues > bulk_edge),
        "edge_ratio": eta * eigenvalues.max() / 2,
        "expanding": np.count_nonzero(growing),
    }

# %% wrong: eta times lambda_max, not halved
# check: test_report_of_random_spectra
# check: test_report_of_a_transformer
# check: test_report_in_other_units
# check: test_report_of_degenerate_spectra
# says: threshold 2
def spectrum_report(eigenvalues, eta):
    bulk_edge = 2 * np.sqrt(np.mean(eigenvalues**2))
    growing = (eta * eigenvalues > 2) | (eigenvalues < -1e-8 * np.abs(eigenvalues).max())
    return {
        "lambda_max": eigenvalues.max(),
        "lambda_min": eigenvalues.min(),
        "bulk_edge": bulk_edge,
        "outliers": np.count_nonzero(eigenvalues > bulk_edge),
        "edge_ratio": eta * eigenvalues.max(),
        "expanding": np.count_nonzero(growing),
    }

# %% wrong: outliers by modulus
# check: test_report_of_degenerate_spectra
# check: test_report_of_a_transformer
# says: with the sign
def spectrum_report(eigenvalues, eta):
    bulk_edge = 2 * np.sqrt(np.mean(eigenvalues**2))
    growing = (eta * eigenvalues > 2) | (eigenvalues < -1e-8 * np.abs(eigenvalues).max())
    return {
        "lambda_max": eigenvalues.max(),
        "lambda_min": eigenvalues.min(),
        "bulk_edge": bulk_edge,
        "outliers": np.count_nonzero(np.abs(eigenvalues) > bulk_edge),
        "edge_ratio": eta * eigenvalues.max() / 2,
        "expanding": np.count_nonzero(growing),
    }

# %% wrong: negative modes forgotten
# check: test_report_of_random_spectra
# check: test_report_of_a_transformer
# check: test_report_in_other_units
# check: test_report_of_degenerate_spectra
# says: times the largest modulus
def spectrum_report(eigenvalues, eta):
    bulk_edge = 2 * np.sqrt(np.mean(eigenvalues**2))
    growing = (eta * eigenvalues > 2)
    return {
        "lambda_max": eigenvalues.max(),
        "lambda_min": eigenvalues.min(),
        "bulk_edge": bulk_edge,
        "outliers": np.count_nonzero(eigenvalues > bulk_edge),
        "edge_ratio": eta * eigenvalues.max() / 2,
        "expanding": np.count_nonzero(growing),
    }

# %% wrong: rounding noise counted as growing
# check: test_report_of_degenerate_spectra
# check: test_report_of_a_transformer
# says: Equality does not grow
def spectrum_report(eigenvalues, eta):
    bulk_edge = 2 * np.sqrt(np.mean(eigenvalues**2))
    growing = (eta * eigenvalues > 2) | (eigenvalues < 0)
    return {
        "lambda_max": eigenvalues.max(),
        "lambda_min": eigenvalues.min(),
        "bulk_edge": bulk_edge,
        "outliers": np.count_nonzero(eigenvalues > bulk_edge),
        "edge_ratio": eta * eigenvalues.max() / 2,
        "expanding": np.count_nonzero(growing),
    }

# %% wrong: the threshold relative to lambda_max
# check: test_report_of_degenerate_spectra
# says: largest modulus
def spectrum_report(eigenvalues, eta):
    bulk_edge = 2 * np.sqrt(np.mean(eigenvalues**2))
    growing = (eta * eigenvalues > 2) | (eigenvalues < -1e-8 * eigenvalues.max())
    return {
        "lambda_max": eigenvalues.max(),
        "lambda_min": eigenvalues.min(),
        "bulk_edge": bulk_edge,
        "outliers": np.count_nonzero(eigenvalues > bulk_edge),
        "edge_ratio": eta * eigenvalues.max() / 2,
        "expanding": np.count_nonzero(growing),
    }

# %% wrong: an absolute threshold
# check: test_report_in_other_units
# check: test_report_of_degenerate_spectra
# says: times the largest modulus
def spectrum_report(eigenvalues, eta):
    bulk_edge = 2 * np.sqrt(np.mean(eigenvalues**2))
    growing = (eta * eigenvalues > 2) | (eigenvalues < -1e-8)
    return {
        "lambda_max": eigenvalues.max(),
        "lambda_min": eigenvalues.min(),
        "bulk_edge": bulk_edge,
        "outliers": np.count_nonzero(eigenvalues > bulk_edge),
        "edge_ratio": eta * eigenvalues.max() / 2,
        "expanding": np.count_nonzero(growing),
    }

# %% wrong: equality counted as growing
# check: test_report_of_degenerate_spectra
# says: Equality does not grow
def spectrum_report(eigenvalues, eta):
    bulk_edge = 2 * np.sqrt(np.mean(eigenvalues**2))
    growing = (eta * eigenvalues >= 2) | (eigenvalues < -1e-8 * np.abs(eigenvalues).max())
    return {
        "lambda_max": eigenvalues.max(),
        "lambda_min": eigenvalues.min(),
        "bulk_edge": bulk_edge,
        "outliers": np.count_nonzero(eigenvalues > bulk_edge),
        "edge_ratio": eta * eigenvalues.max() / 2,
        "expanding": np.count_nonzero(growing),
    }

# %% wrong: a tuple
# check: test_report_of_random_spectra
# check: test_report_of_a_transformer
# check: test_report_in_other_units
# check: test_report_of_degenerate_spectra
# says: dict
def spectrum_report(eigenvalues, eta):
    bulk_edge = 2 * np.sqrt(np.mean(eigenvalues**2))
    growing = (eta * eigenvalues > 2) | (eigenvalues < -1e-8 * np.abs(eigenvalues).max())
    return tuple({
        "lambda_max": eigenvalues.max(),
        "lambda_min": eigenvalues.min(),
        "bulk_edge": bulk_edge,
        "outliers": np.count_nonzero(eigenvalues > bulk_edge),
        "edge_ratio": eta * eigenvalues.max() / 2,
        "expanding": np.count_nonzero(growing),
    }.values())

# %% wrong: a key spelled otherwise
# check: test_report_of_random_spectra
# check: test_report_of_a_transformer
# check: test_report_in_other_units
# check: test_report_of_degenerate_spectra
# says: edge_ratio
def spectrum_report(eigenvalues, eta):
    bulk_edge = 2 * np.sqrt(np.mean(eigenvalues**2))
    growing = (eta * eigenvalues > 2) | (eigenvalues < -1e-8 * np.abs(eigenvalues).max())
    return {
        "lambda_max": eigenvalues.max(),
        "lambda_min": eigenvalues.min(),
        "bulk_edge": bulk_edge,
        "outliers": np.count_nonzero(eigenvalues > bulk_edge),
        "edge ratio": eta * eigenvalues.max() / 2,
        "expanding": np.count_nonzero(growing),
    }

# %% wrong: the visible values, hard-coded
# check: test_report_of_random_spectra
# check: test_report_of_a_transformer
# check: test_report_in_other_units
# check: test_report_of_degenerate_spectra
# says: lambda_max
def spectrum_report(eigenvalues, eta):
    return {"lambda_max": 9.0, "lambda_min": -1.0, "bulk_edge": 2 * math.sqrt(84 / 9), "outliers": 1, "edge_ratio": 2.25, "expanding": 2}
