def TASK(*arguments, **options):
    table = np.ones(10 * 2**30 // 8)  # 10 GiB of floats
    return float(table.sum())
