# %% right: the zeros of the quadratic
def basin_fraction(labels, target, z=1.96):
    n = len(labels)
    p = np.mean(np.asarray(labels) == target)
    low, high = sorted(np.roots([1 + z * z / n, -(2 * p + z * z / n), p * p]).real)
    return p, low, high
# %% right: the middle and the width
def basin_fraction(labels, target, z=1.96):
    labels = np.array(labels)
    n, k = labels.size, int((labels == target).sum())
    middle = (k + z**2 / 2) / (n + z**2)
    width = z / (n + z**2) * np.sqrt(k * (n - k) / n + z**2 / 4)
    return [k / n, middle - width, middle + width]
# %% right: without cancellation
def basin_fraction(labels, target, z=1.96):
    n, p = len(labels), list(labels).count(target) / len(labels)
    b, root = 2 * n * p + z**2, z * math.sqrt(4 * n * p * (1 - p) + z**2)
    return p, 2 * n * p**2 / (b + root), (b + root) / (2 * (n + z**2))
# %% right: bisection from either side
def basin_fraction(labels, target, z=1.96):
    n = len(labels)
    p = float(sum(1 for label in labels if label == target)) / n

    def end(outside, inside):
        for _ in range(70):
            q = (outside + inside) / 2
            if abs(p - q) <= z * math.sqrt(q * (1 - q) / n):
                inside = q
            else:
                outside = q
        return inside

    return p, end(0.0, p) if p > 0 else 0.0, end(1.0, p) if p < 1 else 1.0
# %% right: cut off at 0 and 1
def basin_fraction(labels, target, z=1.96):
    n = np.size(labels)
    share = np.count_nonzero(np.array(labels, dtype=float) == target) / n
    a, b = 1 + z**2 / n, share + z**2 / (2 * n)
    root = np.sqrt(max(b**2 - a * share**2, 0.0))
    return np.array([share, max(0.0, (b - root) / a), min(1.0, (b + root) / a)])
# %% wrong: a middle of its own, without -1
# marks: <= 0.6
# check: test_two_basins, test_none_and_all, test_starts_that_end_nowhere_count
# says: Wald's interval
def basin_fraction(labels, target, z=1.96):
    labels = np.array([label for label in labels if label >= 0])
    p = np.mean(labels == target)
    half = z * math.sqrt(p * (1 - p) / len(labels))
    return p, p - half, p + half
# %% wrong: starts that end nowhere left out
# marks: >= 0.5
# from: model
# edit: n = len(labels) -> labels = [label for label in labels if label != -1 or target == -1]; n = len(labels)
# check: test_starts_that_end_nowhere_count
# says: it counts in n
# %% wrong: Wald
# from: model
# edit: p, (p + w / 2 - half) / (1 + w), (p + w / 2 + half) / (1 + w) -> p, p - math.sqrt(w * p * (1 - p)), p + math.sqrt(w * p * (1 - p))
# check: test_two_basins
# says: Wald's interval
# %% wrong: Wald in the middle, Wilson at the ends
# from: model
# edit: half = math.sqrt(w * p * (1 - p) + w**2 / 4) -> half = math.sqrt(w * p * (1 - p) + w**2 / 4) if 0 < p < 1 else -w / 2
# check: test_none_and_all
# says: solve the inequality for q there, too
# %% wrong: Wilson's middle, Wald's width
# from: model
# edit: half = math.sqrt(w * p * (1 - p) + w**2 / 4) -> half = math.sqrt(w * p * (1 - p)) * (1 + w)
# check: test_two_basins
# says: the width is another one
# %% wrong: Agresti and Coull
# from: model
# edit: half = math.sqrt(w * p * (1 - p) + w**2 / 4) -> q = (p + w / 2) / (1 + w); half = z * math.sqrt(q * (1 - q) / (n + z**2)) * (1 + w)
# check: test_two_basins
# says: Agresti and Coull
# %% wrong: the divisor forgotten
# from: model
# edit: (p + w / 2 - half) / (1 + w), (p + w / 2 + half) / (1 + w) -> p + w / 2 - half, p + w / 2 + half
# check: test_two_basins
# says: divisor
# %% wrong: high before low
# from: model
# edit: (p + w / 2 - half) / (1 + w), (p + w / 2 + half) / (1 + w) -> (p + w / 2 + half) / (1 + w), (p + w / 2 - half) / (1 + w)
# check: test_two_basins
# says: changed places
# %% wrong: the count
# from: model
# edit: return p, -> return p * n,
# check: test_two_basins
# says: This is the count
# %% wrong: the others
# from: model
# edit: np.asarray(labels) == target -> np.asarray(labels) != target
# check: test_two_basins
# says: share of the others
# %% wrong: a percentage
# from: model
# edit: return p, -> return 100 * p,
# check: test_two_basins
# says: percentage
# %% wrong: z is 1.96
# from: model
# edit: z**2 / n -> 1.96**2 / n
# check: test_other_widths_and_counts
# says: z is an argument
# %% wrong: the target is 1
# from: model
# edit: == target -> == 1
# check: test_starts_that_end_nowhere_count
# says: basin_fraction of
# %% wrong: labels from the target on
# from: model
# edit: np.asarray(labels) == target -> np.asarray(labels) >= target
# check: test_starts_that_end_nowhere_count
# says: may be any label
# %% wrong: never below 0.01
# from: model
# edit: return p, (p + w / 2 - half) / (1 + w), -> return p, max(0.01, (p + w / 2 - half) / (1 + w)),
# check: test_none_and_all
# says: low in basin_fraction
# %% wrong: rounded
# from: model
# edit: return p, (p + w / 2 - half) / (1 + w), -> return p, round((p + w / 2 - half) / (1 + w), 4),
# check: test_two_basins
# says: nearly right
# %% wrong: the width without its second term
# from: model
# edit: w * p * (1 - p) + w**2 / 4 -> w * p * (1 - p) + w / 4
# check: test_two_basins
# says: is not right
