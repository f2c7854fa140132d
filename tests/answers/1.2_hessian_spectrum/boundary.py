# %% right: a dict
boundary = {"a1": "false", "a2": "false", "a3": "cannot tell", "m1": "cannot tell", "m2": "true", "m3": "cannot tell", "o1": "cannot tell", "o2": "true", "o3": "false"}
# %% right: groups joined
assumptions = dict(zip(("a1", "a2", "a3"), ("false", "false", "cannot tell")))
measurements = dict(m1="cannot tell", m2="true", m3="cannot tell")
objects = dict(o1="cannot tell", o2="true", o3="false")
boundary = assumptions | measurements | objects
# %% right: from three sets, with a remark of its own
boundary = {"why": "see my notes"}
for label in "a1 a2 o3".split():
    boundary[label] = "false"
for label in "m2 o2".split():
    boundary[label] = "true"
for label in "a3 m1 m3 o1".split():
    boundary[label] = "cannot tell"
# %% right: NumPy strings
boundary = dict(zip(['a1', 'a2', 'a3', 'm1', 'm2', 'm3', 'o1', 'o2', 'o3'], np.array(['false', 'false', 'cannot tell', 'cannot tell', 'true', 'cannot tell', 'cannot tell', 'true', 'false'])))
# %% right: an ordered dict
import collections

boundary = collections.OrderedDict([('a1', 'false'), ('a2', 'false'), ('a3', 'cannot tell'), ('m1', 'cannot tell'), ('m2', 'true'), ('m3', 'cannot tell'), ('o1', 'cannot tell'), ('o2', 'true'), ('o3', 'false')])
# %% right: a default dict
import collections

boundary = collections.defaultdict(lambda: "cannot tell", a1="false", a2="false", m2="true", o2="true", o3="false")
for label in ("a3", "m1", "m3", "o1"):
    boundary[label]
# %% right: from a table of letters
words = {"T": "true", "F": "false", "?": "cannot tell"}
table = {"a": "FF?", "m": "?T?", "o": "?TF"}
boundary = {f"{group}{number}": words[letter] for group, row in table.items() for number, letter in enumerate(row, start=1)}
# %% wrong: "true" everywhere
# check: test_boundary_assumptions, test_boundary_measurements, test_boundary_objects
# says: Not all three
# marks: <= 0.6
boundary = {"a1": "true", "a2": "true", "a3": "true", "m1": "true", "m2": "true", "m3": "true", "o1": "true", "o2": "true", "o3": "true"}
# %% wrong: "false" everywhere
# check: test_boundary_assumptions, test_boundary_measurements, test_boundary_objects
# says: Not all three
boundary = {"a1": "false", "a2": "false", "a3": "false", "m1": "false", "m2": "false", "m3": "false", "o1": "false", "o2": "false", "o3": "false"}
# %% wrong: "cannot tell" everywhere
# check: test_boundary_assumptions, test_boundary_measurements, test_boundary_objects
# says: Not all three
boundary = {"a1": "cannot tell", "a2": "cannot tell", "a3": "cannot tell", "m1": "cannot tell", "m2": "cannot tell", "m3": "cannot tell", "o1": "cannot tell", "o2": "cannot tell", "o3": "cannot tell"}
# %% wrong: a Ritz value taken for an upper bound
# check: test_boundary_measurements
# says: is the number a bound
# marks: >= 0.5
boundary = {"a1": "false", "a2": "false", "a3": "cannot tell", "m1": "cannot tell", "m2": "true", "m3": "true", "o1": "cannot tell", "o2": "true", "o3": "false"}
# %% wrong: the threshold of gradient descent for Adam
# check: test_boundary_assumptions
# says: of this algorithm
boundary = {"a1": "false", "a2": "false", "a3": "true", "m1": "cannot tell", "m2": "true", "m3": "cannot tell", "o1": "cannot tell", "o2": "true", "o3": "false"}
# %% wrong: Adam's limit taken to be far above 3
# check: test_boundary_assumptions
# says: of this algorithm
boundary = {"a1": "false", "a2": "false", "a3": "false", "m1": "cannot tell", "m2": "true", "m3": "cannot tell", "o1": "cannot tell", "o2": "true", "o3": "false"}
# %% wrong: a growing mode forgotten
# check: test_boundary_assumptions
# says: what is its multiplier
boundary = {"a1": "true", "a2": "false", "a3": "cannot tell", "m1": "cannot tell", "m2": "true", "m3": "cannot tell", "o1": "cannot tell", "o2": "true", "o3": "false"}
# %% wrong: a growing mode that depends on the start
# check: test_boundary_assumptions
# says: what is its multiplier
boundary = {"a1": "cannot tell", "a2": "false", "a3": "cannot tell", "m1": "cannot tell", "m2": "true", "m3": "cannot tell", "o1": "cannot tell", "o2": "true", "o3": "false"}
# %% wrong: the marginal mode taken for a coin toss
# check: test_boundary_assumptions
# says: what is its multiplier
boundary = {"a1": "false", "a2": "cannot tell", "a3": "cannot tell", "m1": "cannot tell", "m2": "true", "m3": "cannot tell", "o1": "cannot tell", "o2": "true", "o3": "false"}
# %% wrong: at exactly 2 nothing converges
# check: test_boundary_assumptions
# says: what is its multiplier
boundary = {"a1": "false", "a2": "true", "a3": "cannot tell", "m1": "cannot tell", "m2": "true", "m3": "cannot tell", "o1": "cannot tell", "o2": "true", "o3": "false"}
# %% wrong: the mean over noisy minibatches believed
# check: test_boundary_measurements
# says: how large is its error
boundary = {"a1": "false", "a2": "false", "a3": "cannot tell", "m1": "true", "m2": "true", "m3": "cannot tell", "o1": "cannot tell", "o2": "true", "o3": "false"}
# %% wrong: Jensen's inequality the wrong way round
# check: test_boundary_measurements
# says: is the number a bound
boundary = {"a1": "false", "a2": "false", "a3": "cannot tell", "m1": "false", "m2": "true", "m3": "cannot tell", "o1": "cannot tell", "o2": "true", "o3": "false"}
# %% wrong: a large negative curvature taken for harmless
# check: test_boundary_measurements
# says: is the number a bound
boundary = {"a1": "false", "a2": "false", "a3": "cannot tell", "m1": "cannot tell", "m2": "cannot tell", "m3": "cannot tell", "o1": "cannot tell", "o2": "true", "o3": "false"}
# %% wrong: a small residual taken for the largest eigenvalue denied
# check: test_boundary_measurements
# says: is the number a bound
boundary = {"a1": "false", "a2": "false", "a3": "cannot tell", "m1": "cannot tell", "m2": "true", "m3": "false", "o1": "cannot tell", "o2": "true", "o3": "false"}
# %% wrong: a small determinant taken for a small eigenvalue
# check: test_boundary_objects
# says: diagonal matrix
boundary = {"a1": "false", "a2": "false", "a3": "cannot tell", "m1": "cannot tell", "m2": "true", "m3": "cannot tell", "o1": "true", "o2": "true", "o3": "false"}
# %% wrong: trace zero and a zero spectrum
# check: test_boundary_objects
# says: diagonal matrix
boundary = {"a1": "false", "a2": "false", "a3": "cannot tell", "m1": "cannot tell", "m2": "true", "m3": "cannot tell", "o1": "cannot tell", "o2": "cannot tell", "o3": "false"}
# %% wrong: the symmetry of softmax forgotten
# check: test_boundary_objects
# says: diagonal matrix
boundary = {"a1": "false", "a2": "false", "a3": "cannot tell", "m1": "cannot tell", "m2": "true", "m3": "cannot tell", "o1": "cannot tell", "o2": "true", "o3": "true"}
# %% wrong: the data decide about the symmetry of softmax
# check: test_boundary_objects
# says: diagonal matrix
boundary = {"a1": "false", "a2": "false", "a3": "cannot tell", "m1": "cannot tell", "m2": "true", "m3": "cannot tell", "o1": "cannot tell", "o2": "true", "o3": "cannot tell"}
# %% wrong: booleans instead of strings
# check: test_boundary_assumptions, test_boundary_measurements, test_boundary_objects
# says: should be a string
boundary = {"a1": False, "a2": False, "a3": "cannot tell", "m1": "cannot tell", "m2": True, "m3": "cannot tell", "o1": "cannot tell", "o2": True, "o3": False}
# %% wrong: a group left out
# check: test_boundary_objects
# says: o1
boundary = {"a1": "false", "a2": "false", "a3": "cannot tell", "m1": "cannot tell", "m2": "true", "m3": "cannot tell"}
# %% wrong: a list
# check: test_boundary_assumptions, test_boundary_measurements, test_boundary_objects
# says: dict
boundary = ["false", "false", "cannot tell"] * 3
# %% wrong: capitals
# check: test_boundary_assumptions, test_boundary_measurements, test_boundary_objects
# says: should be one of 'true', 'false', 'cannot tell'
boundary = {"a1": "False", "a2": "False", "a3": "Cannot tell", "m1": "Cannot tell", "m2": "True", "m3": "Cannot tell", "o1": "Cannot tell", "o2": "True", "o3": "False"}
