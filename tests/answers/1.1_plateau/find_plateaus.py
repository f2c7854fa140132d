# %% right: windows as a matrix, and a walk through the flags
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
# check: test_plateaus_of_noisy_stairs, test_plateaus_of_the_recorded_run
# says: least-squares line
def find_plateaus(loss, window, slope_tol, min_length):
    if len(loss) < window:
        return []
    slopes = (loss[window - 1 :] - loss[: len(loss) - window + 1]) / (window - 1)
    inside = np.isfinite(np.convolve(loss, np.ones(window), mode="valid"))
    flat = (np.abs(slopes) <= slope_tol) & inside
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flat.astype(int), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= min_length]
# %% wrong: closed intervals
# check: test_plateaus_of_noisy_stairs, test_plateaus_where_the_loss_creeps_up, test_plateaus_broken_by_lost_records
# check: test_plateaus_of_short_and_constant_records, test_plateaus_of_the_recorded_run
# says: Half-open means
def find_plateaus(loss, window, slope_tol, min_length):
    if len(loss) < window:
        return []
    centred = np.arange(window) - (window - 1) / 2
    slopes = np.lib.stride_tricks.sliding_window_view(loss, window) @ centred / np.sum(centred**2)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (np.abs(slopes) <= slope_tol).astype(int), [0]])))
    return [(int(a), int(b) - 1) for a, b in edges.reshape(-1, 2) if b - a >= min_length]
# %% wrong: intervals of records
# from: wrong: closed intervals
# edit: int(b) - -> int(b) + window -
# check: test_plateaus_of_noisy_stairs, test_plateaus_where_the_loss_creeps_up, test_plateaus_broken_by_lost_records
# check: test_plateaus_of_short_and_constant_records, test_plateaus_of_the_recorded_run
# says: Count windows, not records
# %% wrong: no modulus, a falling loss is flat
# from: wrong: closed intervals
# edit: np.abs(slopes) -> slopes
# edit: int(b) - 1 -> int(b)
# check: test_plateaus_of_noisy_stairs, test_plateaus_where_the_loss_creeps_up, test_plateaus_of_the_recorded_run
# says: is not right
# %% wrong: ignores the minimum length
# from: wrong: no modulus, a falling loss is flat
# edit: slopes < -> np.abs(slopes) <
# edit: reshape(-1, 2) if b - a >= min_length -> reshape(-1, 2)
# check: test_plateaus_of_noisy_stairs, test_plateaus_of_short_and_constant_records, test_plateaus_of_the_recorded_run
# says: shorter than min_length
# %% wrong: the last plateau is never closed
# from: model
# edit: [*(np.abs(slopes) <= slope_tol), False] -> np.abs(slopes) <= slope_tol
# check: test_plateaus_of_noisy_stairs, test_plateaus_where_the_loss_creeps_up, test_plateaus_broken_by_lost_records
# check: test_plateaus_of_short_and_constant_records, test_plateaus_of_the_recorded_run
# says: reaches the end of the record
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
# %% wrong: records shorter than a window raise an error
# check: test_plateaus_of_short_and_constant_records
# says: raised ValueError
# outcome: student_error
def find_plateaus(loss, window, slope_tol, min_length):
    centred = np.arange(window) - (window - 1) / 2
    slopes = np.lib.stride_tricks.sliding_window_view(loss, window) @ centred / np.sum(centred**2)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (np.abs(slopes) <= slope_tol).astype(int), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= min_length]
# %% wrong: the alarm is dated back to the first value of the row
# from: wrong: closed intervals
# edit: int(b) - 1 -> int(b)
# edit: return i -> return i - patience + 1
# check: test_alarm_after_enough_values_in_a_row, test_alarm_in_the_boundary_cases
# says: The alarm is raised at the record at which one knows
# %% wrong: the alarm forgets its patience
# from: wrong: the alarm is dated back to the first value of the row
# check: test_alarm_after_enough_values_in_a_row, test_alarm_in_the_boundary_cases
# says: patience asks for more of them
def first_alarm(values, threshold, patience):
    for i, value in enumerate(values):
        if value > threshold:
            return i
# %% wrong: counts values above the threshold that are not in a row
# from: wrong: the alarm is dated back to the first value of the row
# check: test_alarm_after_enough_values_in_a_row, test_alarm_in_the_boundary_cases
# says: is not right
def first_alarm(values, threshold, patience):
    hits = [i for i, value in enumerate(values) if value > threshold]
    return hits[patience - 1] if len(hits) >= patience else None
# %% wrong: equal to the threshold is an alarm, and -1 stands for none
# from: wrong: closed intervals
# edit: int(b) - 1 -> int(b)
# edit: > threshold -> >= threshold
# edit: return None -> return -1
# check: test_alarm_in_the_boundary_cases
# says: Equal to the threshold
# %% wrong: hard-codes the visible values
# check: test_plateaus_of_noisy_stairs, test_plateaus_where_the_loss_creeps_up, test_plateaus_broken_by_lost_records
# check: test_plateaus_of_short_and_constant_records, test_plateaus_of_the_recorded_run
# check: test_alarm_after_enough_values_in_a_row, test_alarm_in_the_boundary_cases
# says: is not right
def find_plateaus(loss, window, slope_tol, min_length):
    return [(0, 3), (5, 7)]


def first_alarm(values, threshold, patience):
    return 4
# %% wrong: NaN, and an interval that is none
# from: wrong: hard-codes the visible values
# edit: (0, 3), (5, 7) -> float("nan")
# edit: 4 -> float("nan")
# check: test_plateaus_of_noisy_stairs, test_plateaus_where_the_loss_creeps_up, test_plateaus_broken_by_lost_records
# check: test_plateaus_of_short_and_constant_records, test_plateaus_of_the_recorded_run
# check: test_alarm_after_enough_values_in_a_row, test_alarm_in_the_boundary_cases
# says: should be a list or tuple
# %% right: np.polyfit in every window, flags as a string, runs by a regular expression
import re


def find_plateaus(loss, window, slope_tol, min_length):
    flags = ""
    for i in range(max(0, len(loss) - window + 1)):
        piece = np.asarray(loss[i : i + window])
        flat = np.isfinite(piece).all() and abs(np.polyfit(np.arange(window), piece, 1)[0]) <= slope_tol
        flags += "x" if flat else "."
    return [match.span() for match in re.finditer("x+", flags) if match.end() - match.start() >= min_length]


def first_alarm(values, threshold, patience):
    flags = "".join("x" if value > threshold else "." for value in values)
    i = flags.find("x" * patience)
    return None if i < 0 else i + patience - 1
# %% right: plain Python: two sums in each window, and a deque
from collections import deque


def find_plateaus(loss, window, slope_tol, min_length):
    records = [float(value) for value in loss]
    middle = (window - 1) / 2
    square = sum((j - middle) ** 2 for j in range(window))
    plateaus, begin = [], None
    for i in range(len(records) - window + 2):
        flat = False
        if i <= len(records) - window:
            slope = math.fsum((j - middle) * records[i + j] for j in range(window)) / square
            flat = abs(slope) <= slope_tol and not any(math.isnan(value) for value in records[i : i + window])
        if flat:
            begin = i if begin is None else begin
        else:
            if begin is not None and i - begin >= min_length:
                plateaus.append([begin, i])
            begin = None
    return plateaus


def first_alarm(values, threshold, patience):
    last = deque(maxlen=patience)
    for i, value in enumerate(values):
        last.append(bool(value > threshold))
        if len(last) == patience and all(last):
            return np.int64(i)
# %% right: covariance over variance, runs by np.split, an alarm from cumulative counts
def slope_of(piece):
    steps = np.arange(len(piece))
    return np.cov(steps, piece)[0, 1] / np.var(steps, ddof=1)


def find_plateaus(loss, window, slope_tol, min_length):
    flat = np.array([abs(slope_of(loss[i : i + window])) <= slope_tol for i in range(len(loss) - window + 1)], dtype=bool)
    where = np.flatnonzero(flat)
    pieces = np.split(where, np.flatnonzero(np.diff(where) > 1) + 1)
    return [(piece[0], piece[-1] + 1) for piece in pieces if len(piece) and len(piece) >= min_length]


def first_alarm(values, threshold, patience):
    above = np.concatenate([[0], np.cumsum(np.asarray(values) > threshold)])
    hits = [i for i in range(patience, len(above)) if above[i] - above[i - patience] == patience]
    return hits[0] - 1 if hits else None
# %% right: a class with its own state, helpers by functools.partial, an alarm by recursion on the index
from functools import partial


class Finder:
    def __init__(self, window):
        weights = np.linspace(-1, 1, window)
        self.window, self.weights = window, weights * (2 / (window - 1)) / np.sum(weights**2)

    def flags(self, loss, slope_tol):
        pieces = [loss[i : i + self.window] for i in range(len(loss) - self.window + 1)]
        return [bool(abs(np.dot(self.weights, piece)) <= slope_tol) for piece in pieces]


def find_plateaus(loss, window, slope_tol, min_length):
    flags, found, a = Finder(window).flags(loss, slope_tol), [], 0
    while a < len(flags):
        b = a
        while b < len(flags) and flags[b]:
            b += 1
        if b - a >= min_length:
            found.append((a, b))
        a = max(b, a + 1)
    return found


def search(values, threshold, patience):
    for begin in range(len(values) - patience + 1):
        if min(values[begin : begin + patience]) > threshold and not np.isnan(values[begin : begin + patience]).any():
            return begin + patience - 1
    return None


first_alarm = partial(search)
# %% wrong: a lost record counts as a loss of 0
# check: test_plateaus_broken_by_lost_records
# says: Which windows hold
def find_plateaus(loss, window, slope_tol, min_length):
    if len(loss) < window:
        return []
    loss = np.nan_to_num(loss)
    centred = np.arange(window) - (window - 1) / 2
    slopes = np.lib.stride_tricks.sliding_window_view(loss, window) @ centred / np.sum(centred**2)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (np.abs(slopes) <= slope_tol).astype(int), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= min_length]
# %% wrong: lost records are filled in from their neighbours
# from: wrong: a lost record counts as a loss of 0
# edit:
# -     loss = np.nan_to_num(loss)
# +     known = np.flatnonzero(np.isfinite(loss))
# +     loss = np.interp(np.arange(len(loss)), known, loss[known]) if len(known) else loss
# check: test_plateaus_broken_by_lost_records
# says: Which windows hold
# %% wrong: a lost record is the mean of the record
# from: wrong: a lost record counts as a loss of 0
# edit: nan_to_num(loss) -> where(np.isnan(loss), np.nanmean(loss), loss)
# check: test_plateaus_broken_by_lost_records
# says: Which windows hold
# %% wrong: the slope over the lost record is fitted to what is left
# check: test_plateaus_broken_by_lost_records
# says: Which windows hold
def find_plateaus(loss, window, slope_tol, min_length):
    slopes = []
    for i in range(len(loss) - window + 1):
        j = np.flatnonzero(np.isfinite(loss[i : i + window]))
        piece = loss[i : i + window][j]
        slopes.append(np.sum((j - j.mean()) * piece) / np.sum((j - j.mean()) ** 2))
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (np.abs(slopes) <= slope_tol).astype(int), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= min_length]
# %% wrong: every window is tried as a beginning, with all ends
# check: test_plateaus_of_short_and_constant_records
# says: took longer than
# outcome: timeout
def find_plateaus(loss, window, slope_tol, min_length):
    centred = np.arange(window) - (window - 1) / 2
    n = len(loss) - window + 1

    def flat(i):
        return 0 <= i < n and abs(np.dot(centred, loss[i : i + window])) <= slope_tol * np.sum(centred**2)

    found = []
    for a in range(n):
        b = a
        while flat(b):
            b += 1
        if b - a >= min_length and not flat(a - 1):
            found.append((a, b))
    return found
# %% wrong: the modulus of the values raises the alarm
# from: wrong: closed intervals
# edit: int(b) - 1 -> int(b)
# edit: value > -> abs(value) >
# check: test_alarm_in_the_boundary_cases
# says: sign
# %% wrong: the quotient of value and threshold raises the alarm
# from: wrong: the modulus of the values raises the alarm
# edit: abs(value) > threshold -> value / threshold > 1
# check: test_alarm_in_the_boundary_cases
# says: threshold
# %% wrong: the mean of the last values raises the alarm
# from: wrong: the alarm is dated back to the first value of the row
# check: test_alarm_in_the_boundary_cases
# says: not their mean
def first_alarm(values, threshold, patience):
    for i in range(patience - 1, len(values)):
        if np.mean(values[i - patience + 1 : i + 1]) > threshold:
            return i
    return None
# %% wrong: a minimum length in records
# from: wrong: ignores the minimum length
# edit: reshape(-1, 2) -> reshape(-1, 2) if b - a + window - 1 >= min_length
# check: test_plateaus_of_noisy_stairs, test_plateaus_of_short_and_constant_records
# says: is not right
# %% wrong: the standard deviation of the window for its slope
# from: wrong: closed intervals
# edit: sliding_window_view(loss, window) @ centred / np.sum(centred**2) -> sliding_window_view(loss, window).std(axis=1)
# edit: int(b) - 1 -> int(b)
# check: test_plateaus_of_noisy_stairs, test_plateaus_of_the_recorded_run
# says: least-squares line
# %% wrong: the slope of a whole window, not of a record
# from: wrong: closed intervals
# edit: sum(centred**2) -> sum(centred**2) * (window - 1)
# edit: int(b) - 1 -> int(b)
# check: test_plateaus_of_noisy_stairs, test_plateaus_of_the_recorded_run
# says: is not right
# %% wrong: gaps of one window are bridged
# check: test_plateaus_of_the_recorded_run
# says: is not right
def find_plateaus(loss, window, slope_tol, min_length):
    if len(loss) < window:
        return []
    centred = np.arange(window) - (window - 1) / 2
    slopes = np.lib.stride_tricks.sliding_window_view(loss, window) @ centred / np.sum(centred**2)
    flat = np.abs(slopes) <= slope_tol
    flat[1:-1] |= flat[:-2] & flat[2:]
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flat.astype(int), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= min_length]
# %% wrong: one window is missing at the end
# check: test_plateaus_of_short_and_constant_records
# says: you returned
def find_plateaus(loss, window, slope_tol, min_length):
    centred = np.arange(window) - (window - 1) / 2
    slopes = np.array([centred @ loss[i : i + window] for i in range(len(loss) - window)]) / np.sum(centred**2)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (np.abs(slopes) <= slope_tol).astype(int), [0]])))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a >= min_length]
# %% wrong: plateaus one window apart are joined after the search
# check: test_plateaus_of_noisy_stairs
# says: One window that is not flat ends a plateau
def find_plateaus(loss, window, slope_tol, min_length):
    if len(loss) < window:
        return []
    j = np.arange(window) - (window - 1) / 2
    slopes = np.lib.stride_tricks.sliding_window_view(loss, window) @ (j / (j @ j))
    found, begin = [], None
    for i, flat in enumerate(list(np.abs(slopes) <= slope_tol) + [False]):
        if flat and begin is None:
            begin = i
        elif not flat and begin is not None:
            if i - begin >= min_length:
                found.append((begin, i))
            begin = None
    joined = []
    for a, b in found:
        if joined and a - joined[-1][1] <= 1:
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return joined


def first_alarm(values, threshold, patience):
    row = 0
    for i, value in enumerate(values):
        row = row + 1 if value > threshold else 0
        if row == patience:
            return i
    return None
# %% wrong: NaN is skipped by the alarm
# from: wrong: plateaus one window apart are joined after the search
# edit:
# -     joined = []
# -     for a, b in found:
# -         if joined and a - joined[-1][1] <= 1:
# -             joined[-1] = (joined[-1][0], b)
# -         else:
# -             joined.append((a, b))
# -     return joined
# +     return found
# edit:
# -         row = row + 1 if value > threshold else 0
# +         if value > threshold:
# +             row += 1
# +         elif value <= threshold:
# +             row = 0
# check: test_alarm_in_the_boundary_cases
# says: NaN is above nothing
# %% right: running sums with lost records counted apart
def find_plateaus(loss, window, slope_tol, min_length):
    loss = np.asarray(loss, dtype=float)
    n, w = len(loss), window
    if n < w:
        return []
    lost = np.isnan(loss)
    clean = np.where(lost, 0.0, loss)
    clean = np.where(lost, 0.0, clean - (clean[~lost].mean() if (~lost).any() else 0.0))
    k = np.arange(n)
    ones = np.concatenate([[0.0], np.cumsum(clean)])
    firsts = np.concatenate([[0.0], np.cumsum(k * clean)])
    bad = np.concatenate([[0], np.cumsum(lost)])
    i = np.arange(n - w + 1)
    total = ones[i + w] - ones[i]
    moment = firsts[i + w] - firsts[i] - (i + (w - 1) / 2) * total
    slopes = moment * 12 / (w**3 - w)
    ok = (np.abs(slopes) <= slope_tol) & (bad[i + w] == bad[i])
    out, a = [], 0
    while a < len(ok):
        b = a
        while b < len(ok) and ok[b]:
            b += 1
        if b - a >= min_length:
            out.append((a, b))
        a = max(b, a + 1)
    return out


def first_alarm(values, threshold, patience):
    last_low = -1
    for i, v in enumerate(values):
        if not v > threshold:
            last_low = i
        elif i - last_low >= patience:
            return i
    return None
# %% wrong: w^3/12 for the sum of squares
# from: wrong: NaN is skipped by the alarm
# edit: j @ j -> window**3 / 12
# edit:
# -         if value > threshold:
# -             row += 1
# -         elif value <= threshold:
# -             row = 0
# +         row = row + 1 if value > threshold else 0
# check: test_plateaus_of_noisy_stairs
# says: slope -0.1
