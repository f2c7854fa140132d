# %% right: windows as a matrix, and a walk through the flags
def find_plateaus(loss, window, slope_tol, min_length):
    if len(loss) < window:
        return []
    centred = np.arange(window) - (window - 1) / 2
    slopes = np.lib.stride_tricks.sliding_window_view(loss, window) @ centred / np.sum(centred**2)
    plateaus, start = [], None
    for i, flat in enumerate([*(np.abs(slopes) <= slope_tol), False]):
        if flat and start is None:
            start = i
        if not flat and start is not None:
            if i - start >= min_length:
                plateaus.append((start, i))
            start = None
    return plateaus


def first_alarm(values, threshold, patience):
    in_a_row = 0
    for i, value in enumerate(values):
        in_a_row = in_a_row + 1 if value > threshold else 0
        if in_a_row == patience:
            return i
    return None
# %% right: correlation for the slopes, differences of the flags for the runs
def find_plateaus(loss, window, slope_tol, min_length):
    if len(loss) < window:
        return []
    weights = np.arange(window) - (window - 1) / 2
    weights = weights / (weights @ weights)
    flat = np.abs(np.correlate(loss, weights, mode="valid")) <= slope_tol
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flat.astype(int), [0]])))
    return [(a, b) for a, b in edges.reshape(-1, 2) if b - a >= min_length]


def first_alarm(values, threshold, patience):
    above = np.asarray(values) > threshold
    rows = np.convolve(above, np.ones(patience, dtype=int))[: len(above)] if len(above) else []
    hits = np.flatnonzero(np.asarray(rows) == patience)
    return int(hits[0]) if len(hits) else None
# %% right: a polynomial fit in every window, runs by itertools, an array of pairs
from itertools import groupby


def find_plateaus(loss, window, slope_tol, min_length):
    flags = []
    j = np.arange(window, dtype=float)
    design = np.linalg.pinv(np.stack([np.ones(window), j], axis=1))[1]
    for i in range(len(loss) - window + 1):
        piece = loss[i : i + window]
        flags.append(not np.isnan(piece).any() and abs(design @ piece) <= slope_tol)
    found, i = [], 0
    for flat, group in groupby(flags):
        n = len(list(group))
        if flat and n >= min_length:
            found.append([i, i + n])
        i += n
    return np.array(found, dtype=int).reshape(-1, 2)


def first_alarm(values, threshold, patience):
    for i in range(patience - 1, len(values)):
        if all(v > threshold for v in values[i - patience + 1 : i + 1]):
            return i
# %% wrong: slope from the two ends of the window
# check: test_plateaus_of_noisy_stairs
# check: test_plateaus_of_the_recorded_run
# says: least-squares line
def find_plateaus(loss, window, slope_tol, min_length):
    if len(loss) < window:
        return []
    slopes = (loss[window - 1 :] - loss[: len(loss) - window + 1]) / (window - 1)
    inside = np.isfinite(np.convolve(loss, np.ones(window), mode="valid"))
    flat = (np.abs(slopes) <= slope_tol) & inside
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flat.astype(int), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= min_length]


def first_alarm(values, threshold, patience):
    in_a_row = 0
    for i, value in enumerate(values):
        in_a_row = in_a_row + 1 if value > threshold else 0
        if in_a_row == patience:
            return i
    return None
# %% wrong: closed intervals
# check: test_plateaus_of_noisy_stairs
# check: test_plateaus_where_the_loss_creeps_up
# check: test_plateaus_broken_by_lost_records
# check: test_plateaus_of_short_and_constant_records
# check: test_plateaus_of_the_recorded_run
# says: Half-open means
def find_plateaus(loss, window, slope_tol, min_length):
    if len(loss) < window:
        return []
    centred = np.arange(window) - (window - 1) / 2
    slopes = np.lib.stride_tricks.sliding_window_view(loss, window) @ centred / np.sum(centred**2)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (np.abs(slopes) <= slope_tol).astype(int), [0]])))
    return [(int(a), int(b) - 1) for a, b in edges.reshape(-1, 2) if b - a >= min_length]


def first_alarm(values, threshold, patience):
    in_a_row = 0
    for i, value in enumerate(values):
        in_a_row = in_a_row + 1 if value > threshold else 0
        if in_a_row == patience:
            return i
    return None
# %% wrong: intervals of records
# check: test_plateaus_of_noisy_stairs
# check: test_plateaus_where_the_loss_creeps_up
# check: test_plateaus_broken_by_lost_records
# check: test_plateaus_of_short_and_constant_records
# check: test_plateaus_of_the_recorded_run
# says: Count windows, not records
def find_plateaus(loss, window, slope_tol, min_length):
    if len(loss) < window:
        return []
    centred = np.arange(window) - (window - 1) / 2
    slopes = np.lib.stride_tricks.sliding_window_view(loss, window) @ centred / np.sum(centred**2)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (np.abs(slopes) <= slope_tol).astype(int), [0]])))
    return [(int(a), int(b) + window - 1) for a, b in edges.reshape(-1, 2) if b - a >= min_length]


def first_alarm(values, threshold, patience):
    in_a_row = 0
    for i, value in enumerate(values):
        in_a_row = in_a_row + 1 if value > threshold else 0
        if in_a_row == patience:
            return i
    return None
# %% wrong: no modulus, a falling loss is flat
# check: test_plateaus_of_noisy_stairs
# check: test_plateaus_where_the_loss_creeps_up
# check: test_plateaus_of_the_recorded_run
# says: is not right
def find_plateaus(loss, window, slope_tol, min_length):
    if len(loss) < window:
        return []
    centred = np.arange(window) - (window - 1) / 2
    slopes = np.lib.stride_tricks.sliding_window_view(loss, window) @ centred / np.sum(centred**2)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (slopes <= slope_tol).astype(int), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= min_length]


def first_alarm(values, threshold, patience):
    in_a_row = 0
    for i, value in enumerate(values):
        in_a_row = in_a_row + 1 if value > threshold else 0
        if in_a_row == patience:
            return i
    return None
# %% wrong: ignores the minimum length
# check: test_plateaus_of_noisy_stairs
# check: test_plateaus_of_short_and_constant_records
# check: test_plateaus_of_the_recorded_run
# says: shorter than min_length
def find_plateaus(loss, window, slope_tol, min_length):
    if len(loss) < window:
        return []
    centred = np.arange(window) - (window - 1) / 2
    slopes = np.lib.stride_tricks.sliding_window_view(loss, window) @ centred / np.sum(centred**2)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (np.abs(slopes) <= slope_tol).astype(int), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def first_alarm(values, threshold, patience):
    in_a_row = 0
    for i, value in enumerate(values):
        in_a_row = in_a_row + 1 if value > threshold else 0
        if in_a_row == patience:
            return i
    return None
# %% wrong: the last plateau is never closed
# check: test_plateaus_of_noisy_stairs
# check: test_plateaus_where_the_loss_creeps_up
# check: test_plateaus_broken_by_lost_records
# check: test_plateaus_of_short_and_constant_records
# check: test_plateaus_of_the_recorded_run
# says: reaches the end of the record
def find_plateaus(loss, window, slope_tol, min_length):
    if len(loss) < window:
        return []
    centred = np.arange(window) - (window - 1) / 2
    slopes = np.lib.stride_tricks.sliding_window_view(loss, window) @ centred / np.sum(centred**2)
    plateaus, start = [], None
    for i, flat in enumerate(np.abs(slopes) <= slope_tol):
        if flat and start is None:
            start = i
        if not flat and start is not None:
            if i - start >= min_length:
                plateaus.append((start, i))
            start = None
    return plateaus


def first_alarm(values, threshold, patience):
    in_a_row = 0
    for i, value in enumerate(values):
        in_a_row = in_a_row + 1 if value > threshold else 0
        if in_a_row == patience:
            return i
    return None
# %% wrong: running sums, which one NaN spoils to the end
# check: test_plateaus_broken_by_lost_records
# says: One NaN spoils everything
def find_plateaus(loss, window, slope_tol, min_length):
    if len(loss) < window:
        return []
    n = len(loss)
    j = np.arange(n)
    sums = np.concatenate([[0], np.cumsum(loss - loss[0])])
    moments = np.concatenate([[0], np.cumsum(j * (loss - loss[0]))])
    a = np.arange(n - window + 1)
    first, second = sums[a + window] - sums[a], moments[a + window] - moments[a]
    slopes = (second - (a + (window - 1) / 2) * first) / (window * (window**2 - 1) / 12)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (np.abs(slopes) <= slope_tol).astype(int), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= min_length]


def first_alarm(values, threshold, patience):
    in_a_row = 0
    for i, value in enumerate(values):
        in_a_row = in_a_row + 1 if value > threshold else 0
        if in_a_row == patience:
            return i
    return None
# %% wrong: lost records are dropped before the search
# check: test_plateaus_broken_by_lost_records
# says: Which windows hold the NaN?
def find_plateaus(loss, window, slope_tol, min_length):
    loss = loss[np.isfinite(loss)]
    if len(loss) < window:
        return []
    centred = np.arange(window) - (window - 1) / 2
    slopes = np.lib.stride_tricks.sliding_window_view(loss, window) @ centred / np.sum(centred**2)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (np.abs(slopes) <= slope_tol).astype(int), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= min_length]


def first_alarm(values, threshold, patience):
    in_a_row = 0
    for i, value in enumerate(values):
        in_a_row = in_a_row + 1 if value > threshold else 0
        if in_a_row == patience:
            return i
    return None
# %% wrong: records shorter than a window raise an error
# check: test_plateaus_of_short_and_constant_records
# says: raised ValueError
# outcome: student_error
def find_plateaus(loss, window, slope_tol, min_length):
    centred = np.arange(window) - (window - 1) / 2
    slopes = np.lib.stride_tricks.sliding_window_view(loss, window) @ centred / np.sum(centred**2)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (np.abs(slopes) <= slope_tol).astype(int), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= min_length]


def first_alarm(values, threshold, patience):
    in_a_row = 0
    for i, value in enumerate(values):
        in_a_row = in_a_row + 1 if value > threshold else 0
        if in_a_row == patience:
            return i
    return None
# %% wrong: the alarm is dated back to the first value of the row
# check: test_alarm_after_enough_values_in_a_row
# check: test_alarm_in_the_boundary_cases
# says: The alarm is raised at the record at which one knows
def find_plateaus(loss, window, slope_tol, min_length):
    if len(loss) < window:
        return []
    centred = np.arange(window) - (window - 1) / 2
    slopes = np.lib.stride_tricks.sliding_window_view(loss, window) @ centred / np.sum(centred**2)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (np.abs(slopes) <= slope_tol).astype(int), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= min_length]


def first_alarm(values, threshold, patience):
    in_a_row = 0
    for i, value in enumerate(values):
        in_a_row = in_a_row + 1 if value > threshold else 0
        if in_a_row == patience:
            return i - patience + 1
    return None
# %% wrong: the alarm forgets its patience
# check: test_alarm_after_enough_values_in_a_row
# check: test_alarm_in_the_boundary_cases
# says: patience asks for more of them
def find_plateaus(loss, window, slope_tol, min_length):
    if len(loss) < window:
        return []
    centred = np.arange(window) - (window - 1) / 2
    slopes = np.lib.stride_tricks.sliding_window_view(loss, window) @ centred / np.sum(centred**2)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (np.abs(slopes) <= slope_tol).astype(int), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= min_length]


def first_alarm(values, threshold, patience):
    for i, value in enumerate(values):
        if value > threshold:
            return i
# %% wrong: counts values above the threshold that are not in a row
# check: test_alarm_after_enough_values_in_a_row
# check: test_alarm_in_the_boundary_cases
# says: is not right
def find_plateaus(loss, window, slope_tol, min_length):
    if len(loss) < window:
        return []
    centred = np.arange(window) - (window - 1) / 2
    slopes = np.lib.stride_tricks.sliding_window_view(loss, window) @ centred / np.sum(centred**2)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (np.abs(slopes) <= slope_tol).astype(int), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= min_length]


def first_alarm(values, threshold, patience):
    hits = [i for i, value in enumerate(values) if value > threshold]
    return hits[patience - 1] if len(hits) >= patience else None
# %% wrong: equal to the threshold is an alarm, and -1 stands for none
# check: test_alarm_in_the_boundary_cases
# says: Equal to the threshold
def find_plateaus(loss, window, slope_tol, min_length):
    if len(loss) < window:
        return []
    centred = np.arange(window) - (window - 1) / 2
    slopes = np.lib.stride_tricks.sliding_window_view(loss, window) @ centred / np.sum(centred**2)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (np.abs(slopes) <= slope_tol).astype(int), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= min_length]


def first_alarm(values, threshold, patience):
    in_a_row = 0
    for i, value in enumerate(values):
        in_a_row = in_a_row + 1 if value >= threshold else 0
        if in_a_row == patience:
            return i
    return -1
# %% wrong: hard-codes the visible values
# check: test_plateaus_of_noisy_stairs
# check: test_plateaus_where_the_loss_creeps_up
# check: test_plateaus_broken_by_lost_records
# check: test_plateaus_of_short_and_constant_records
# check: test_plateaus_of_the_recorded_run
# check: test_alarm_after_enough_values_in_a_row
# check: test_alarm_in_the_boundary_cases
# says: is not right
def find_plateaus(loss, window, slope_tol, min_length):
    return [(0, 3), (5, 7)]


def first_alarm(values, threshold, patience):
    return 4
# %% wrong: NaN, and an interval that is none
# check: test_plateaus_of_noisy_stairs
# check: test_plateaus_where_the_loss_creeps_up
# check: test_plateaus_broken_by_lost_records
# check: test_plateaus_of_short_and_constant_records
# check: test_plateaus_of_the_recorded_run
# check: test_alarm_after_enough_values_in_a_row
# check: test_alarm_in_the_boundary_cases
# says: should be a list or tuple
def find_plateaus(loss, window, slope_tol, min_length):
    return [float("nan")]


def first_alarm(values, threshold, patience):
    return float("nan")
