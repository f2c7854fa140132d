# %% right: a dict
boundary = {"a1": "false", "a2": "false", "a3": "true", "a4": "cannot tell", "m1": "cannot tell", "m2": "true", "m3": "cannot tell", "m4": "false", "o1": "cannot tell", "o2": "true", "o3": "true", "o4": "false"}

# %% right: groups joined
assumptions = dict(zip(("a1", "a2", "a3", "a4"), ("false", "false", "true", "cannot tell")))
measurements = dict(m1="cannot tell", m2="true", m3="cannot tell", m4="false")
objects = dict(o1="cannot tell", o2="true", o3="true", o4="false")
boundary = assumptions | measurements | objects

# %% right: from three sets, with a remark of its own
boundary = {"why": "see my notes"}
for label in "a1 a2 m4 o4".split():
    boundary[label] = "false"
for label in "a3 m2 o2 o3".split():
    boundary[label] = "true"
for label in "a4 m1 m3 o1".split():
    boundary[label] = "cannot tell"

# %% wrong: "true" everywhere
# check: test_boundary_assumptions
# check: test_boundary_measurements
# check: test_boundary_objects
# says: Not all four
boundary = {"a1": "true", "a2": "true", "a3": "true", "a4": "true", "m1": "true", "m2": "true", "m3": "true", "m4": "true", "o1": "true", "o2": "true", "o3": "true", "o4": "true"}

# %% wrong: "false" everywhere
# check: test_boundary_assumptions
# check: test_boundary_measurements
# check: test_boundary_objects
# says: Not all four
boundary = {"a1": "false", "a2": "false", "a3": "false", "a4": "false", "m1": "false", "m2": "false", "m3": "false", "m4": "false", "o1": "false", "o2": "false", "o3": "false", "o4": "false"}

# %% wrong: "cannot tell" everywhere
# check: test_boundary_assumptions
# check: test_boundary_measurements
# check: test_boundary_objects
# says: Not all four
boundary = {"a1": "cannot tell", "a2": "cannot tell", "a3": "cannot tell", "a4": "cannot tell", "m1": "cannot tell", "m2": "cannot tell", "m3": "cannot tell", "m4": "cannot tell", "o1": "cannot tell", "o2": "cannot tell", "o3": "cannot tell", "o4": "cannot tell"}

# %% wrong: a Ritz value taken for an upper bound
# check: test_boundary_measurements
# says: is the number a bound
boundary = {"a1": "false", "a2": "false", "a3": "true", "a4": "cannot tell", "m1": "cannot tell", "m2": "true", "m3": "true", "m4": "false", "o1": "cannot tell", "o2": "true", "o3": "true", "o4": "false"}

# %% wrong: the threshold of gradient descent for heavy ball and Adam
# check: test_boundary_assumptions
# says: of this algorithm
boundary = {"a1": "false", "a2": "false", "a3": "false", "a4": "true", "m1": "cannot tell", "m2": "true", "m3": "cannot tell", "m4": "false", "o1": "cannot tell", "o2": "true", "o3": "true", "o4": "false"}

# %% wrong: a small determinant taken for a small eigenvalue
# check: test_boundary_objects
# says: diagonal matrix
boundary = {"a1": "false", "a2": "false", "a3": "true", "a4": "cannot tell", "m1": "cannot tell", "m2": "true", "m3": "cannot tell", "m4": "false", "o1": "true", "o2": "true", "o3": "true", "o4": "false"}

# %% wrong: the mean over noisy minibatches believed
# check: test_boundary_measurements
# says: how large is its error
boundary = {"a1": "false", "a2": "false", "a3": "true", "a4": "cannot tell", "m1": "true", "m2": "true", "m3": "cannot tell", "m4": "false", "o1": "cannot tell", "o2": "true", "o3": "true", "o4": "false"}

# %% wrong: booleans instead of strings
# check: test_boundary_assumptions
# check: test_boundary_measurements
# check: test_boundary_objects
# says: should be a string
boundary = {"a1": False, "a2": False, "a3": True, "a4": "cannot tell", "m1": "cannot tell", "m2": True, "m3": "cannot tell", "m4": False, "o1": "cannot tell", "o2": True, "o3": True, "o4": False}

# %% wrong: a group left out
# check: test_boundary_objects
# says: o1
boundary = {"a1": "false", "a2": "false", "a3": "true", "a4": "cannot tell", "m1": "cannot tell", "m2": "true", "m3": "cannot tell", "m4": "false"}

# %% wrong: a list
# check: test_boundary_assumptions
# check: test_boundary_measurements
# check: test_boundary_objects
# says: dict
boundary = ['false', 'false', 'true', 'cannot tell'] * 3
