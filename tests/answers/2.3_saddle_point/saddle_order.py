# %% right: logarithms to base 10, and lists
def saddle_order(lengths, factor):
    d = np.diff(lengths)
    if min(d) <= 0:
        return ["no landing", 0, lengths[2]]
    q = 2 + np.log10(d[1] / d[0]) / np.log10(factor)
    return ["strict" if q < 2.5 else "degenerate", q, lengths[2] + d[1] ** 2 / d[0]]


decisions = dict(P="wait", Q="start larger", R="wait")
# %% right: the law fitted, with its constants
def saddle_order(lengths, factor):
    first, second, third = (float(value) for value in lengths)
    if not (first < second < third):
        return "no landing", 0.0, third
    order = 2 + math.log((third - second) / (second - first), factor)
    if abs(order - 2) < 1e-12:
        return "strict", order, third + (third - second)
    b = (second - first) / (factor ** (order - 2) - 1)
    a = first - b
    return ("strict" if order < 2.5 else "degenerate"), order, a + b * factor ** (3 * (order - 2))
# %% right: SymPy numbers
def saddle_order(lengths, factor):
    a, b, c = (sp.nsimplify(value) for value in lengths)
    if b <= a or c <= b:
        return "no landing", sp.Integer(0), c
    Q = (c - b) / (b - a)
    q = sp.N(2 + sp.log(Q) / sp.log(sp.nsimplify(factor)), 17)
    return ("degenerate" if q >= 2.5 else "strict"), q, c + Q * (c - b)
# %% right: base 2, and decisions by a loop
def saddle_order(lengths, factor):
    before, after = lengths[1] - lengths[0], lengths[2] - lengths[1]
    if before <= 0 or after <= 0:
        return ("no landing", 0.0, float(lengths[2]))
    order = (math.log2(after) - math.log2(before)) / math.log2(factor) + 2
    return ("degenerate" if order > 2.5 else "strict", order, lengths[2] + after * (after / before))


decisions = {}
for name, lengths, c in (("P", (51, 93, 134), 10), ("Q", (37, 154, 616), 2), ("R", (3, 3, 6), 2)):
    found = saddle_order(lengths, c)
    decisions[name] = "start larger" if found[2] > 1000 else "wait"
# %% right: an exponent first
def saddle_order(lengths, factor):
    t = np.asarray(lengths, dtype=float)
    if t[1] <= t[0] or t[2] <= t[1]:
        return "no landing", 0.0, t[2]
    exponent = np.log(t[2] - t[1]) / np.log(factor) - np.log(t[1] - t[0]) / np.log(factor)
    return np.array(["strict", "degenerate"])[int(exponent > 0.5)], exponent + 2, t[2] + (t[2] - t[1]) * factor**exponent
# %% wrong: the lengths themselves, and no third kind
# marks: <= 0.6
# check: test_three_and_four_matrices, test_rests_that_do_not_grow, test_decisions_are_taken
# says: Take the differences of the lengths
def saddle_order(lengths, factor):
    first, second, third = lengths
    order = 2 + math.log(third / second) / math.log(factor)
    return "strict" if order < 2.5 else "degenerate", order, third * third / second


decisions = {"P": "wait", "Q": "wait", "R": "wait"}
# %% wrong: a rest that does not grow is an error
# from: model
# edit: if second <= first or third <= second: -> if False:
# marks: >= 0.5
# check: test_rests_that_do_not_grow
# outcome: student_error
# says: no landing
# %% wrong: right in the plain case only
# from: model
# edit: if second <= first or third <= second: -> if False:
# edit: "strict" if order < 2.5 else "degenerate" -> "degenerate"
# edit: "R": "wait" -> "R": "start larger"
# marks: <= 0.6
# check: test_strict_saddles, test_decisions_are_taken
# says: The order is right
# %% wrong: without the 2
# from: model
# edit: order = 2 + math.log(growth) -> order = math.log(growth)
# check: test_three_and_four_matrices
# says: add 2
# %% wrong: 1 in place of 2
# from: model
# edit: order = 2 + math.log(growth) -> order = 1 + math.log(growth)
# check: test_three_and_four_matrices
# says: 1 more than the exponent
# %% wrong: the quotient upside down
# from: model
# edit: growth = (third - second) / (second - first) -> growth = (second - first) / (third - second)
# check: test_three_and_four_matrices
# says: the other way round
# %% wrong: the factor is forgotten
# from: model
# edit: math.log(growth) / math.log(factor) -> math.log(growth)
# check: test_three_and_four_matrices
# says: logarithm of the factor
# %% wrong: a quotient for a logarithm
# from: model
# edit: math.log(growth) / math.log(factor) -> growth / factor
# check: test_three_and_four_matrices
# says: logarithms, not a quotient
# %% wrong: two factors
# from: model
# edit: growth = (third - second) / (second - first) -> growth = (third - first) / (second - first)
# check: test_three_and_four_matrices
# says: two factors
# %% wrong: factor 10, always
# from: model
# edit: math.log(factor) -> math.log(10)
# check: test_three_and_four_matrices
# says: logarithms to base 10
# %% wrong: the same difference again
# from: model
# edit: third + growth * (third - second) -> third + (third - second)
# check: test_three_and_four_matrices
# says: grows by Q
# %% wrong: the increase alone
# from: model
# edit: third + growth * (third - second) -> growth * (third - second)
# check: test_three_and_four_matrices
# says: add it to the last length
# %% wrong: the length grows by Q
# from: model
# edit: third + growth * (third - second) -> growth * third
# check: test_three_and_four_matrices
# says: The length itself
# %% wrong: Q twice
# from: model
# edit: third + growth * (third - second) -> third + growth**2 * (third - second)
# check: test_three_and_four_matrices
# says: Q once
# %% wrong: the forecast rounded
# from: model
# edit: third + growth * (third - second) -> round(third + growth * (third - second))
# check: test_three_and_four_matrices
# says: whole steps
# %% wrong: the border at 3
# from: model
# edit: order < 2.5 -> order < 3
# check: test_strict_saddles
# says: The order is right
# %% wrong: the border at 2
# from: model
# edit: order < 2.5 -> order <= 2
# check: test_strict_saddles
# says: The order is right
# %% wrong: below 2 is no landing
# from: model
# edit: if second <= first or third <= second: -> if second <= first or third - second < second - first:
# check: test_strict_saddles
# says: so Q = 
# %% wrong: the first difference only
# from: model
# edit: if second <= first or third <= second: -> if second <= first:
# check: test_rests_that_do_not_grow
# outcome: student_error
# says: ValueError
# %% wrong: equal lengths are a landing
# from: model
# edit: if second <= first or third <= second: -> if second < first or third < second:
# check: test_rests_that_do_not_grow
# outcome: student_error
# says: Error
# %% wrong: only where all of it falls
# from: model
# edit: if second <= first or third <= second: -> if third <= first:
# check: test_rests_that_do_not_grow
# outcome: student_error
# says: Error
# %% wrong: order 2 where there is none
# from: model
# edit: return "no landing", 0.0, third -> return "no landing", 2.0, third
# check: test_rests_that_do_not_grow
# says: no landing
# %% wrong: no forecast where there is no landing
# from: model
# edit: return "no landing", 0.0, third -> return "no landing", 0.0, math.inf
# check: test_rests_that_do_not_grow
# says: no landing
# %% wrong: lengths made integers
# from: model
# edit: first, second, third = lengths -> first, second, third = (int(x) for x in lengths)
# check: test_other_factors_and_sizes
# says: so Q = 
# %% wrong: the rest that was counted last is compared
# from: model
# edit: "start larger" -> "wait"
# check: test_decisions_are_taken
# says: Compare next_length
# %% wrong: a landing of R is feared
# from: model
# edit: "R": "wait" -> "R": "start larger"
# check: test_decisions_are_taken
# says: Compare next_length
# %% wrong: a hundred steps
# from: model
# edit: "P": "wait" -> "P": "start larger"
# check: test_decisions_are_taken
# says: Compare next_length
# %% wrong: kinds in decisions, too
# from: model
# edit: "P": "wait" -> "P": ("strict", "wait")
# check: test_decisions_are_taken
# says: should be a string
# %% wrong: two trainings only
# from: model
# edit: "R": "wait" -> "S": "wait"
# check: test_decisions_are_taken
# says: has no entry
# %% wrong: the order rounded
# from: model
# edit: else "degenerate", order, third -> else "degenerate", round(order), third
# check: test_three_and_four_matrices
# says: q need not be one
# %% wrong: the lengths sorted
# from: model
# edit: first, second, third = lengths -> first, second, third = sorted(lengths)
# check: test_rests_that_do_not_grow
# says: no landing
# %% wrong: integer division
# from: model
# edit: growth = (third - second) / (second - first) -> growth = max((third - second) // (second - first), 1)
# check: test_three_and_four_matrices
# says: This takes a whole number for Q
# %% wrong: strict up to 2.01
# from: model
# edit: order < 2.5 -> order < 2.01
# check: test_strict_saddles
# says: The order is right
# %% wrong: the border at 2.55
# from: model
# edit: order < 2.5 -> order < 2.55
# check: test_strict_saddles
# says: The order is right
# %% wrong: a difference of one step is none
# from: model
# edit: if second <= first or third <= second: -> if second <= first + 1 or third <= second + 1:
# check: test_other_factors_and_sizes
# says: Here the differences are 1 and 2, so Q = 2
# %% wrong: no order below 2
# from: model
# edit: order = 2 + math.log(growth) / math.log(factor) -> order = max(2.0, 2 + math.log(growth) / math.log(factor))
# check: test_strict_saddles
# says: q need not be one
# %% wrong: a strict rest grows by the last difference
# from: model
# edit: third + growth * (third - second) -> third + (1 if order < 2.5 else growth) * (third - second)
# check: test_strict_saddles
# says: The difference grows by Q
