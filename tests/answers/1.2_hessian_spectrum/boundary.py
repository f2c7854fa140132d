# %% right: a dict
boundary = {"a1": "false", "a2": "true", "a3": "cannot tell", "m1": "cannot tell", "m2": "cannot tell", "m3": "true"}
# %% right: groups joined
algorithms = dict(zip(("a1", "a2", "a3"), ("false", "true", "cannot tell")))
boundary = algorithms | dict(m1="cannot tell", m2="cannot tell", m3="true")
# %% right: from sets, with a remark of its own
boundary = {"why": "see my notes", "a1": "false"}
for label in "a2 m3".split():
    boundary[label] = "true"
for label in "a3 m1 m2".split():
    boundary[label] = "cannot tell"
# %% right: NumPy strings
boundary = dict(zip(["a1", "a2", "a3", "m1", "m2", "m3"], np.array(["false", "true", "cannot tell", "cannot tell", "cannot tell", "true"])))
# %% right: a default dict
import collections

boundary = collections.defaultdict(lambda: "cannot tell", a1="false", a2="true", m3="true")
for label in ("a3", "m1", "m2"):
    boundary[label]
# %% right: from a table of letters
words = {"T": "true", "F": "false", "?": "cannot tell"}
table = {"a": "FT?", "m": "??T"}
boundary = {f"{group}{number}": words[letter] for group, row in table.items() for number, letter in enumerate(row, start=1)}
# %% wrong: "true" everywhere
# check: test_boundary_algorithms, test_boundary_measurements
# says: Not all three
# marks: <= 0.6
boundary = {"a1": "true", "a2": "true", "a3": "true", "m1": "true", "m2": "true", "m3": "true"}
# %% wrong: "false" everywhere
# check: test_boundary_algorithms, test_boundary_measurements
# says: Not all three
boundary = {"a1": "false", "a2": "false", "a3": "false", "m1": "false", "m2": "false", "m3": "false"}
# %% wrong: "cannot tell" everywhere
# check: test_boundary_algorithms, test_boundary_measurements
# says: Not all three
boundary = {"a1": "cannot tell", "a2": "cannot tell", "a3": "cannot tell", "m1": "cannot tell", "m2": "cannot tell", "m3": "cannot tell"}
# %% wrong: a Ritz value taken for an upper bound
# check: test_boundary_measurements
# says: is the number a bound
# marks: >= 0.5
boundary = {"a1": "false", "a2": "true", "a3": "cannot tell", "m1": "cannot tell", "m2": "true", "m3": "true"}
# %% wrong: a small residual taken for the largest eigenvalue denied
# check: test_boundary_measurements
# says: is the number a bound
boundary = {"a1": "false", "a2": "true", "a3": "cannot tell", "m1": "cannot tell", "m2": "false", "m3": "true"}
# %% wrong: the threshold of gradient descent for Adam
# check: test_boundary_algorithms
# says: of this algorithm
boundary = {"a1": "false", "a2": "true", "a3": "true", "m1": "cannot tell", "m2": "cannot tell", "m3": "true"}
# %% wrong: Adam's limit taken to be far above 3
# check: test_boundary_algorithms
# says: of this algorithm
boundary = {"a1": "false", "a2": "true", "a3": "false", "m1": "cannot tell", "m2": "cannot tell", "m3": "true"}
# %% wrong: a growing mode forgotten
# check: test_boundary_algorithms
# says: what are the multipliers
boundary = {"a1": "true", "a2": "true", "a3": "cannot tell", "m1": "cannot tell", "m2": "cannot tell", "m3": "true"}
# %% wrong: a growing mode that depends on the start
# check: test_boundary_algorithms
# says: what are the multipliers
boundary = {"a1": "cannot tell", "a2": "true", "a3": "cannot tell", "m1": "cannot tell", "m2": "cannot tell", "m3": "true"}
# %% wrong: a large negative curvature taken for harmless
# check: test_boundary_algorithms
# says: what are the multipliers
boundary = {"a1": "false", "a2": "cannot tell", "a3": "cannot tell", "m1": "cannot tell", "m2": "cannot tell", "m3": "true"}
# %% wrong: one product proves nothing
# check: test_boundary_algorithms
# says: what are the multipliers
boundary = {"a1": "false", "a2": "false", "a3": "cannot tell", "m1": "cannot tell", "m2": "cannot tell", "m3": "true"}
# %% wrong: the mean over noisy minibatches believed
# check: test_boundary_measurements
# says: from which side
boundary = {"a1": "false", "a2": "true", "a3": "cannot tell", "m1": "true", "m2": "cannot tell", "m3": "true"}
# %% wrong: Jensen's inequality the wrong way round
# check: test_boundary_measurements
# says: from which side
boundary = {"a1": "false", "a2": "true", "a3": "cannot tell", "m1": "false", "m2": "cannot tell", "m3": "true"}
# %% wrong: trace zero and a zero spectrum
# check: test_boundary_measurements
# says: which diagonal matrices fit
boundary = {"a1": "false", "a2": "true", "a3": "cannot tell", "m1": "cannot tell", "m2": "cannot tell", "m3": "cannot tell"}
# %% wrong: trace zero taken for degenerate
# check: test_boundary_measurements
# says: which diagonal matrices fit
boundary = {"a1": "false", "a2": "true", "a3": "cannot tell", "m1": "cannot tell", "m2": "cannot tell", "m3": "false"}
# %% wrong: booleans instead of strings
# check: test_boundary_algorithms, test_boundary_measurements
# says: should be a string
boundary = {"a1": False, "a2": True, "a3": "cannot tell", "m1": "cannot tell", "m2": "cannot tell", "m3": True}
# %% wrong: a group left out
# check: test_boundary_measurements
# says: m1
boundary = {"a1": "false", "a2": "true", "a3": "cannot tell"}
# %% wrong: a list
# check: test_boundary_algorithms, test_boundary_measurements
# says: dict
boundary = ["false", "true", "cannot tell"] * 2
# %% wrong: capitals
# check: test_boundary_algorithms, test_boundary_measurements
# says: should be one of 'true', 'false', 'cannot tell'
boundary = {"a1": "False", "a2": "True", "a3": "Cannot tell", "m1": "Cannot tell", "m2": "Cannot tell", "m3": "True"}
