# %% right: NumPy, and lists for tuples
def line_report(losses, labels, error):
    y = np.asarray(losses, dtype=float)
    rise = y.max() - max(y[0], y[-1])
    line = ["connected", "wall"][int(rise > error)]
    if labels is None or -1 in list(labels):
        return [rise, line, "open"]
    same = labels[0] == labels[1]
    return [rise, line, "holds" if same != (line == "wall") else "fails"]


decisions = {"A": ["wall", "open"], "B": ["connected", "fails"], "C": ["connected", "open"], "D": ["wall", "fails"], "E": ["wall", "holds"]}
# %% right: a table of claims
def line_report(losses, labels, error):
    rise = float(np.max(losses)) - float(max(losses[0], losses[-1]))
    line = "connected" if rise <= error else "wall"
    known = labels is not None and all(label >= 0 for label in labels)
    claims = {("wall", True): "fails", ("wall", False): "holds", ("connected", True): "holds", ("connected", False): "fails"}
    return rise, line, claims[line, bool(labels[0] == labels[1])] if known else "open"


decisions = {}
for letter, data in lines().items():
    decisions[letter] = line_report(data.losses, data.labels, data.error)[1:]
# %% right: sorted ends
def line_report(losses, labels, error):
    ends = sorted([losses[0], losses[-1]])
    inner = sorted(losses)[-1]
    rise = inner - ends[1]
    wall = bool(rise > error)
    try:
        a, b = labels
    except TypeError:
        a = b = -1
    if a == -1 or b == -1:
        claim = "open"
    elif wall ^ bool(a == b):
        claim = "holds"
    else:
        claim = "fails"
    return rise, "wall" if wall else "connected", claim


decisions = {name: tuple(line_report(x.losses, x.labels, x.error))[-2:] for name, x in lines().items()}
# %% right: SymPy numbers
def line_report(losses, labels, error):
    rise = sp.Float(float(max(losses)), 17) - sp.Float(float(max(losses[0], losses[-1])), 17)
    line = "wall" if float(rise) > error else "connected"
    claim = "open"
    if labels is not None and min(labels[0], labels[1]) > -1:
        claim = "holds" if (line == "wall") == (labels[0] != labels[1]) else "fails"
    return rise, line, claim


decisions = dict(zip("ABCDE", [("wall", "open"), ("connected", "fails"), ("connected", "open"), ("wall", "fails"), ("wall", "holds")]))
# %% right: a loop, and a note of one's own
def line_report(losses, labels, error):
    higher = losses[0] if losses[0] >= losses[-1] else losses[-1]
    rise = 0.0
    for value in losses:
        if value - higher > rise:
            rise = value - higher
    words = [rise, "wall", "open"]
    if not rise > error:
        words[1] = "connected"
    if labels is not None and labels[0] != -1 and labels[1] != -1:
        fits = (labels[0] == labels[1] and words[1] == "connected") or (labels[0] != labels[1] and words[1] == "wall")
        words[2] = "holds" if fits else "fails"
    return tuple(words)


decisions = {"note": "mine", **{k: line_report(v.losses, v.labels, v.error)[1:] for k, v in lines().items()}}
# %% wrong: a wall decides, and labels are always there
# marks: <= 0.6
# check: test_lines_without_a_wall, test_labels_that_were_not_measured, test_decisions_of_the_recorded_lines, test_signs_units_and_types
# says: is not right
# from: model
# edit: rise = max(losses) - max(losses[0], losses[-1]) -> rise = abs(max(losses[1:-1], default=0) - max(losses[0], losses[-1]))
# edit: if labels is None or min(labels) < 0: -> if labels is None:
# edit: decisions = {name: line_report(one.losses, one.labels, one.error)[1:] for name, one in lines().items()} -> decisions = {"A": ("wall", "holds"), "B": ("connected", "fails"), "C": ("connected", "holds"), "D": ("wall", "fails"), "E": ("wall", "holds")}
# %% wrong: -1 is a label like any other
# from: model
# edit: if labels is None or min(labels) < 0: -> if labels is None:
# marks: >= 0.5
# check: test_labels_that_were_not_measured
# says: neither confirmed nor refuted
# %% wrong: the label 0 counts as none
# from: model
# edit: min(labels) < 0 -> not all(labels)
# check: test_walls, test_labels_that_were_not_measured
# says: 0 is the index of a minimum
# %% wrong: over the lower end
# from: model
# edit: max(losses) - max(losses[0], losses[-1]) -> max(losses) - min(losses[0], losses[-1])
# check: test_walls, test_lines_without_a_wall
# says: over the lower end
# %% wrong: over the first end
# from: model
# edit: max(losses) - max(losses[0], losses[-1]) -> max(losses) - losses[0]
# check: test_walls
# says: over the lower end
# %% wrong: over the mean of the ends
# from: model
# edit: max(losses) - max(losses[0], losses[-1]) -> max(losses) - (losses[0] + losses[-1]) / 2
# check: test_walls
# says: mean of the ends
# %% wrong: over the chord
# from: model
# edit: max(losses) - max(losses[0], losses[-1]) -> np.max(np.asarray(losses) - np.linspace(losses[0], losses[-1], len(losses)))
# check: test_walls
# says: over the chord
# %% wrong: the largest loss
# from: model
# edit: max(losses) - max(losses[0], losses[-1]) -> max(losses)
# check: test_walls
# says: take the higher end off
# %% wrong: over the least loss
# from: model
# edit: max(losses) - max(losses[0], losses[-1]) -> max(losses) - min(losses)
# check: test_walls
# says: over the least loss
# %% wrong: the middle alone
# from: model
# edit: max(losses) - max(losses[0], losses[-1]) -> losses[len(losses) // 2] - max(losses[0], losses[-1])
# check: test_walls
# says: rise in line_report
# %% wrong: a share of the end
# from: model
# edit: rise = max(losses) - max(losses[0], losses[-1]) -> rise = max(losses) / max(losses[0], losses[-1]) - 1
# check: test_walls
# says: rise in line_report
# %% wrong: a wall from error on
# from: model
# edit: rise > error -> rise >= error
# check: test_lines_without_a_wall
# says: a wall is more than error
# %% wrong: an error of its own
# from: model
# edit: rise > error -> rise > max(error, 1e-6)
# check: test_signs_units_and_types
# says: units of 1e-09
# %% wrong: the sentence turned round
# from: model
# edit: return rise, line, "holds" if agree else "fails" -> return rise, line, "fails" if agree else "holds"
# check: test_walls
# says: claims both directions
# %% wrong: one way only
# from: model
# edit: agree = (labels[0] == labels[1]) == (line == "connected") -> agree = labels[0] == labels[1] or line == "wall"
# check: test_walls
# says: claims both directions
# %% wrong: connected, so in one basin
# from: model
# edit: agree = (labels[0] == labels[1]) == (line == "connected") -> agree = line == "connected" or labels[0] != labels[1]
# check: test_lines_without_a_wall
# says: rise and line are right: connected
# %% wrong: the recorded lines speak about basins
# from: model
# edit: decisions = {name: line_report(one.losses, one.labels, one.error)[1:] for name, one in lines().items()} -> decisions = {name: line_report(one.losses, one.labels or (0, int(name == "A")), one.error)[1:] for name, one in lines().items()}
# check: test_decisions_of_the_recorded_lines
# says: decisions of A and C
# %% wrong: walls everywhere
# from: model
# edit: line_report(one.losses, one.labels, one.error)[1:] for name -> ("wall", line_report(one.losses, one.labels, one.error)[2]) for name
# check: test_decisions_of_the_recorded_lines, test_decisions_of_the_made_lines
# says: decisions of A and C
# %% wrong: a line is missing
# from: model
# edit: for name, one in lines().items()} -> for name, one in lines().items() if name != "D"}
# check: test_decisions_of_the_recorded_lines, test_decisions_of_the_made_lines
# says: has no entry
# %% wrong: nearly equal counts as equal
# from: model
# edit: rise > error -> rise > error and not np.isclose(rise, error, rtol=1e-2)
# check: test_lines_without_a_wall
# says: more than error above
# %% wrong: rounded to nine places
# from: model
# edit: rise = max(losses) - max(losses[0], losses[-1]) -> rise = round(float(max(losses) - max(losses[0], losses[-1])), 9)
# marks: >= 0.5
# check: test_signs_units_and_types
# says: The largest loss is
# %% wrong: without a wall everything is open unless the labels agree
# from: model
# edit: if labels is None or min(labels) < 0: -> if labels is None or min(labels) < 0 or (line == "connected" and labels[0] != labels[1]):
# check: test_lines_without_a_wall
# says: the pair says something
# %% wrong: a slack of 1e-12
# from: model
# edit: rise > error -> rise > error + 1e-12
# marks: >= 0.5
# check: test_rises_next_to_error
# says: no slack
# %% wrong: a slack of a millionth of error
# from: model
# edit: rise > error -> rise > error * (1 + 1e-6)
# check: test_rises_next_to_error
# says: no slack
# %% wrong: a wall from nearly error on
# from: model
# edit: rise > error -> rise > error * (1 - 1e-6)
# check: test_rises_next_to_error
# says: by however little
# %% wrong: labels compared by identity
# from: model
# edit: labels[0] == labels[1] -> labels[0] is labels[1]
# check: test_signs_units_and_types
# says: rise and line are right
# %% wrong: labels must be a tuple
# from: model
# edit: labels is None or min(labels) < 0 -> not isinstance(labels, tuple) or min(labels) < 0
# check: test_signs_units_and_types
# says: Both ends have a basin
# %% wrong: the places beside the ends are left out
# from: model
# edit: rise = max(losses) - -> rise = max(losses[0], losses[-1], *losses[2:-2]) -
# check: test_lines_without_a_wall
# says: The largest loss is
