# %% right: logarithms to base 10, and lists
def saddle_order(lengths, factor):
    d = np.diff(lengths)
    if min(d) <= 0:
        return ["no landing", 0, lengths[2]]
    q = 2 + np.log10(d[1] / d[0]) / np.log10(factor)
    return ["strict" if q < 2.5 else "degenerate", q, lengths[2] + d[1] ** 2 / d[0]]


decisions = {"P": ["strict", 1.98953, 174.024, "wait"], "Q": ["degenerate", 3.98138, 2440.3, "start larger"], "R": ["no landing", 0, 6, "wait"]}
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
    decisions[name] = [*found, "start larger" if found[2] > 1000 else "wait"]
# %% right: an exponent first
def saddle_order(lengths, factor):
    t = np.asarray(lengths, dtype=float)
    if t[1] <= t[0] or t[2] <= t[1]:
        return "no landing", 0.0, t[2]
    exponent = np.log(t[2] - t[1]) / np.log(factor) - np.log(t[1] - t[0]) / np.log(factor)
    return np.array(["strict", "degenerate"])[int(exponent > 0.5)], exponent + 2, t[2] + (t[2] - t[1]) * factor**exponent
# %% wrong: the lengths themselves, and no third kind
# marks: <= 0.6
# check: test_three_and_four_matrices, test_rests_that_do_not_grow
# says: take the differences of the lengths
def saddle_order(lengths, factor):
    first, second, third = lengths
    order = 2 + math.log(third / second) / math.log(factor)
    return "strict" if order < 2.5 else "degenerate", order, third * third / second


decisions = {"P": (*saddle_order((51, 93, 134), 10), "wait"), "Q": (*saddle_order((37, 154, 616), 2), "start larger"), "R": (*saddle_order((3, 3, 6), 2), "wait")}
# %% wrong: a rest that does not grow is an error
# from: model
# edit: if second <= first or third <= second: -> if False:
# edit: "R": (*saddle_order((3, 3, 6), 2), "wait") -> "R": ("no landing", 0.0, 6.0, "wait")
# marks: >= 0.5
# check: test_rests_that_do_not_grow
# outcome: student_error
# says: ZeroDivisionError
# %% wrong: right in the plain case only
# from: model
# edit: if second <= first or third <= second: -> if False:
# edit: "strict" if order < 2.5 else "degenerate" -> "degenerate"
# edit: saddle_order((51, 93, 134), 10) -> saddle_order((51, 93, 134), 3)
# edit: "R": (*saddle_order((3, 3, 6), 2), "wait") -> "R": ("no landing", 0.0, 6.0, "start larger")
# marks: <= 0.6
# check: test_strict_saddles, test_decisions_are_taken, test_decisions_have_the_numbers
# says: order 2, and the next
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
# says: is not right
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
# says: nearly right
# %% wrong: the border at 3
# from: model
# edit: order < 2.5 -> order < 3
# check: test_strict_saddles
# says: The border is 2.5
# %% wrong: the border at 2
# from: model
# edit: order < 2.5 -> order <= 2
# check: test_strict_saddles
# says: strict
# %% wrong: below 2 is no landing
# from: model
# edit: if second <= first or third <= second: -> if second <= first or third - second < second - first:
# check: test_strict_saddles, test_decisions_have_the_numbers
# says: strict
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
# check: test_rests_that_do_not_grow, test_decisions_have_the_numbers
# says: and the third length
# %% wrong: no forecast where there is no landing
# from: model
# edit: return "no landing", 0.0, third -> return "no landing", 0.0, math.inf
# check: test_rests_that_do_not_grow, test_decisions_have_the_numbers
# says: and the third length
# %% wrong: lengths made integers
# from: model
# edit: first, second, third = lengths -> first, second, third = (int(x) for x in lengths)
# check: test_other_factors_and_sizes
# says: is not right
# %% wrong: the wrong factor for Q
# from: model
# edit: saddle_order((37, 154, 616), 2) -> saddle_order((37, 154, 616), 10)
# check: test_decisions_have_the_numbers
# says: quotient of two neighbouring starts
# %% wrong: wait for Q
# from: model
# edit: "start larger" -> "wait"
# check: test_decisions_are_taken
# says: Compare the forecast
# %% wrong: a landing of R is feared
# from: model
# edit: (3, 3, 6), 2), "wait") -> (3, 3, 6), 2), "start larger")
# check: test_decisions_are_taken
# says: Compare the forecast
# %% wrong: two trainings only
# from: model
# edit:
# -     "R": (*saddle_order((3, 3, 6), 2), "wait"),
# +     "S": (*saddle_order((3, 3, 6), 2), "wait"),
# check: test_decisions_have_the_numbers, test_decisions_are_taken
# says: has no entry
