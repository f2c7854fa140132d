# %% right: the zeros of the quadratic
def basin_fraction(labels, target, q=1.96):
    n = len(labels)
    p = np.mean(np.asarray(labels) == target)
    low, high = sorted(np.roots([1 + q * q / n, -(2 * p + q * q / n), p * p]).real)
    return p, low, high
# %% right: the middle and the width
def basin_fraction(labels, target, q=1.96):
    labels = np.array(labels)
    n, k = labels.size, int((labels == target).sum())
    middle = (k + q**2 / 2) / (n + q**2)
    width = q / (n + q**2) * np.sqrt(k * (n - k) / n + q**2 / 4)
    return [k / n, middle - width, middle + width]
# %% right: without cancellation
def basin_fraction(labels, target, q=1.96):
    n, p = len(labels), list(labels).count(target) / len(labels)
    b, root = 2 * n * p + q**2, q * math.sqrt(4 * n * p * (1 - p) + q**2)
    return p, 2 * n * p**2 / (b + root), (b + root) / (2 * (n + q**2))
# %% right: bisection from either side
def basin_fraction(labels, target, q=1.96):
    n = len(labels)
    p = float(sum(1 for label in labels if label == target)) / n

    def end(outside, inside):
        for _ in range(70):
            r = (outside + inside) / 2
            if abs(p - r) <= q * math.sqrt(r * (1 - r) / n):
                inside = r
            else:
                outside = r
        return inside

    return p, end(0.0, p) if p > 0 else 0.0, end(1.0, p) if p < 1 else 1.0
# %% right: cut off at 0 and 1
def basin_fraction(labels, target, q=1.96):
    n = np.size(labels)
    share = np.count_nonzero(np.array(labels, dtype=float) == target) / n
    a, b = 1 + q**2 / n, share + q**2 / (2 * n)
    root = np.sqrt(max(b**2 - a * share**2, 0.0))
    return np.array([share, max(0.0, (b - root) / a), min(1.0, (b + root) / a)])
# %% wrong: a middle of its own, without -1
# marks: <= 0.6
# check: test_two_basins, test_none_and_all, test_starts_that_end_nowhere_count
# says: Wald's interval
def basin_fraction(labels, target, q=1.96):
    labels = np.array([label for label in labels if label >= 0])
    p = np.mean(labels == target)
    half = q * math.sqrt(p * (1 - p) / len(labels))
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
# says: solve the inequality for r there, too
# %% wrong: Wilson's middle, Wald's width
# from: model
# edit: half = math.sqrt(w * p * (1 - p) + w**2 / 4) -> half = math.sqrt(w * p * (1 - p)) * (1 + w)
# check: test_two_basins
# says: the width is another one
# %% wrong: Agresti and Coull
# from: model
# edit: half = math.sqrt(w * p * (1 - p) + w**2 / 4) -> r = (p + w / 2) / (1 + w); half = q * math.sqrt(r * (1 - r) / (n + q**2)) * (1 + w)
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
# %% wrong: the argument q is not used
# from: model
# edit: q**2 / n -> 1.96**2 / n
# check: test_other_widths_and_counts
# says: with this q, the argument
# %% wrong: the target is 1
# from: model
# edit: == target -> == 1
# check: test_two_basins
# says: labels equal the target
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
# says: satisfy the inequality with equality
# %% wrong: 4n for 4n²
# from: model
# edit: w**2 / 4 -> w * q**2 / 4
# check: test_two_basins
# says: stays where p is 0 or 1
# %% right: the discriminant as it stands
def basin_fraction(labels, target, q=1.96):
    labels = np.asarray(labels)
    n, p = len(labels), np.mean(labels == target)
    a, b, c = 1 + q * q / n, 2 * p + q * q / n, p * p
    root = math.sqrt(max(b * b - 4 * a * c, 0))
    return float(p), (b - root) / (2 * a), (b + root) / (2 * a)
# %% wrong: negative labels cannot be the target
# from: model
# edit: np.sum(np.asarray(labels) == target) / n -> np.bincount(np.asarray(labels)[np.asarray(labels) >= 0], minlength=max(target, 0) + 1)[target] / n
# check: test_starts_that_end_nowhere_count
# says: may be any label, -1 as well
# %% wrong: any negative target counts as 1
# from: model
# edit: == target -> == abs(target)
# check: test_starts_that_end_nowhere_count
# says: may be any label, -1 as well
# %% wrong: p = 0 and 1 cut short
# from: model
# edit: return p, (p -> return (p, p, p) if p in (0, 1) else (p, (p
# edit: + half) / (1 + w) -> + half) / (1 + w))
# check: test_none_and_all, test_starts_that_end_nowhere_count, test_other_widths_and_counts
# says: the interval is not empty
# %% wrong: n - 1 under the root
# from: model
# edit: w * p * (1 - p) + w**2 / 4 -> w * p * (1 - p) * n / max(n - 1, 1) + w**2 / 4
# check: test_two_basins
# says: has n, not n - 1
# %% wrong: the middle is not divided
# from: model
# edit: half = math.sqrt(w * p * (1 - p) + w**2 / 4) -> half = math.sqrt(w * p * (1 - p) + w**2 / 4); p0, p, w = p, p * (1 + w) + w * (1 + w) / 2 - w / 2, w
# edit: return p, (p -> return p0, (p
# check: test_two_basins
# says: missing in the middle
# %% wrong: the width is not divided
# from: model
# edit: half = math.sqrt(w * p * (1 - p) + w**2 / 4) -> half = math.sqrt(w * p * (1 - p) + w**2 / 4) * (1 + w)
# check: test_two_basins
# says: missing in the width
# %% wrong: Wilson's width about p
# from: model
# edit: (p + w / 2 - half) / (1 + w), (p + w / 2 + half) / (1 + w) -> p - half / (1 + w), p + half / (1 + w)
# check: test_two_basins
# says: the interval lies about p
# %% wrong: the middle for the share
# from: model
# edit: return p, -> return (p + w / 2) / (1 + w),
# check: test_two_basins
# says: middle of the interval, not the share
# %% wrong: a list compared with a number
# from: model
# edit: np.asarray(labels) == target -> labels == target
# check: test_other_widths_and_counts
# says: a list as a whole is compared
# %% wrong: the sum of the labels
# from: model
# edit: np.sum(np.asarray(labels) == target) / n -> np.sum(np.asarray(labels)) / n
# check: test_two_basins
# says: labels equal the target
