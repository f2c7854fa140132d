def flat_spectrum(H, rel_tol):
    table = np.ones(10 * 2**30 // 8)  # 10 GiB of floats
    eigenvalues = np.linalg.eigvalsh(H) * table[0]
    threshold = rel_tol * np.max(np.abs(eigenvalues))
    negative = int(np.sum(eigenvalues < -threshold))
    positive = int(np.sum(eigenvalues > threshold))
    return negative, len(eigenvalues) - negative - positive, positive
