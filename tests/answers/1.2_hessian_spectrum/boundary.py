# %% right: a dict
boundary = {"a1": "true", "a2": "cannot tell", "m1": "cannot tell", "m2": "true"}
# %% right: groups joined
algorithms = dict(zip(("a1", "a2"), ("true", "cannot tell")))
boundary = algorithms | dict(m1="cannot tell", m2="true")
# %% right: from sets, with a remark of its own
boundary = {"why": "see my notes"}
for label in "a1 m2".split():
    boundary[label] = "true"
for label in "a2 m1".split():
    boundary[label] = "cannot tell"
# %% right: NumPy strings
boundary = dict(zip(["a1", "a2", "m1", "m2"], np.array(["true", "cannot tell", "cannot tell", "true"])))
# %% right: a default dict
import collections

boundary = collections.defaultdict(lambda: "cannot tell", a1="true", m2="true")
for label in ("a2", "m1"):
    boundary[label]
# %% right: from a table of letters
words = {"T": "true", "?": "cannot tell"}
table = {"a": "T?", "m": "?T"}
boundary = {f"{group}{number}": words[letter] for group, row in table.items() for number, letter in enumerate(row, start=1)}
# %% wrong: "true" everywhere
# check: test_boundary_algorithms, test_boundary_measurements
# says: Not both
# marks: <= 0.6
boundary = {"a1": "true", "a2": "true", "m1": "true", "m2": "true"}
# %% wrong: "false" everywhere
# check: test_boundary_algorithms, test_boundary_measurements
# says: Not both
boundary = {"a1": "false", "a2": "false", "m1": "false", "m2": "false"}
# %% wrong: "cannot tell" everywhere
# check: test_boundary_algorithms, test_boundary_measurements
# says: Not both
boundary = {"a1": "cannot tell", "a2": "cannot tell", "m1": "cannot tell", "m2": "cannot tell"}
# %% wrong: a Ritz value taken for an upper bound
# check: test_boundary_measurements
# says: is the number a bound
# marks: >= 0.5
boundary = {"a1": "true", "a2": "cannot tell", "m1": "true", "m2": "true"}
# %% wrong: a small residual taken for the largest eigenvalue denied
# check: test_boundary_measurements
# says: is the number a bound
boundary = {"a1": "true", "a2": "cannot tell", "m1": "false", "m2": "true"}
# %% wrong: the threshold of gradient descent for Adam
# check: test_boundary_algorithms
# says: of this algorithm
boundary = {"a1": "true", "a2": "true", "m1": "cannot tell", "m2": "true"}
# %% wrong: Adam's limit taken to be far above 3
# check: test_boundary_algorithms
# says: of this algorithm
boundary = {"a1": "true", "a2": "false", "m1": "cannot tell", "m2": "true"}
# %% wrong: a large negative curvature taken for harmless
# check: test_boundary_algorithms
# says: what are the multipliers
boundary = {"a1": "cannot tell", "a2": "cannot tell", "m1": "cannot tell", "m2": "true"}
# %% wrong: one product proves nothing
# check: test_boundary_algorithms
# says: what are the multipliers
boundary = {"a1": "false", "a2": "cannot tell", "m1": "cannot tell", "m2": "true"}
# %% wrong: trace zero and a zero spectrum
# check: test_boundary_measurements
# says: which diagonal matrices fit
boundary = {"a1": "true", "a2": "cannot tell", "m1": "cannot tell", "m2": "cannot tell"}
# %% wrong: trace zero taken for degenerate
# check: test_boundary_measurements
# says: which diagonal matrices fit
boundary = {"a1": "true", "a2": "cannot tell", "m1": "cannot tell", "m2": "false"}
# %% wrong: booleans instead of strings
# check: test_boundary_algorithms, test_boundary_measurements
# says: should be a string
boundary = {"a1": True, "a2": "cannot tell", "m1": "cannot tell", "m2": True}
# %% wrong: a group left out
# check: test_boundary_measurements
# says: m1
boundary = {"a1": "true", "a2": "cannot tell"}
# %% wrong: a list
# check: test_boundary_algorithms, test_boundary_measurements
# says: dict
boundary = ["true", "cannot tell"] * 2
# %% wrong: capitals
# check: test_boundary_algorithms, test_boundary_measurements
# says: should be one of 'true', 'false', 'cannot tell'
boundary = {"a1": "True", "a2": "Cannot tell", "m1": "Cannot tell", "m2": "True"}
