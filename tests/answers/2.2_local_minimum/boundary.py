# %% right: words from a table
words = {"t": "true", "f": "false", "c": "cannot tell"}
keys = [group + number for group in "emr" for number in "12"]
boundary = {key: words[letter] for key, letter in zip(keys, "tfcfcf")}
# %% right: group by group
boundary = dict(e1="true", e2="false")
boundary |= dict(m1="cannot tell", m2="false")
boundary |= {"r1": "cannot tell", "r2": "false"}
# %% right: NumPy strings
labels = np.array(["e1", "e2", "m1", "m2", "r1", "r2"]).tolist()
boundary = dict(zip(labels, np.array(["true", "false"] + ["cannot tell", "false"] * 2).tolist()))
# %% right: with a note of one's own
boundary = {"note": "mine", "r2": "false", "r1": "cannot tell", "m2": "false", "m1": "cannot tell"}
boundary.update(e2="false", e1="true")
# %% right: all undecided, then the others
boundary = {f"{group}{number}": "cannot tell" for group in "emr" for number in (1, 2)}
boundary["e1"] = "true"
boundary["e2"] = boundary["m2"] = boundary["r2"] = "false"
# %% wrong: a singular Hessian is no strict minimum, and one batch is enough
# from: model
# edit: "e1": "true",  # -> "e1": "false",  #
# edit: "m1": "cannot tell" -> "m1": "true"
# marks: <= 0.6
# check: test_examples, test_measurements
# says: Of the two examples, one is not judged right. Where H is degenerate
# %% wrong: one batch is enough
# from: model
# edit: "m1": "cannot tell" -> "m1": "true"
# marks: >= 0.5
# check: test_measurements
# says: Which function was measured
# %% wrong: degenerate and strict exclude each other
# from: model
# edit: "e1": "true",  # -> "e1": "false",  #
# check: test_examples
# says: Where H is degenerate
# %% wrong: degenerate is open
# from: model
# edit: "e1": "true",  # -> "e1": "cannot tell",  #
# check: test_examples
# says: one is not judged right
# %% wrong: a run that leaves proves that none can stay
# from: model
# edit: "e2": "false", -> "e2": "true",
# check: test_examples
# says: where one run ends
# %% wrong: a run that leaves says nothing of minima
# from: model
# edit: "e2": "false", -> "e2": "cannot tell",
# check: test_examples
# says: where one run ends
# %% wrong: one batch says that the mean has none
# from: model
# edit: "m1": "cannot tell" -> "m1": "false"
# check: test_measurements
# says: one is not judged right
# %% wrong: strict along an orbit
# from: model
# edit: "m2": "false" -> "m2": "cannot tell"
# check: test_measurements
# says: along the orbit
# %% wrong: an orbit is strict across
# from: model
# edit: "m2": "false" -> "m2": "true"
# check: test_measurements
# says: along the orbit
# %% wrong: the threshold of GD for Adam
# from: model
# edit: "r1": "cannot tell" -> "r1": "true"
# check: test_recipes
# says: Of which algorithm
# %% wrong: Adam is never thrown out
# from: model
# edit: "r1": "cannot tell" -> "r1": "false"
# check: test_recipes
# says: Of which algorithm
# %% wrong: SAM rests beside the minimum
# from: model
# edit: "r2": "false" -> "r2": "true"
# check: test_recipes
# says: take its gradient
# %% wrong: SAM may rest beside the minimum
# from: model
# edit: "r2": "false" -> "r2": "cannot tell"
# check: test_recipes
# says: take its gradient
# %% wrong: cannot tell, everywhere
# check: test_examples, test_measurements, test_recipes
# says: Of the two examples, both are not
boundary = {f"{group}{number}": "cannot tell" for group in "emr" for number in (1, 2)}
# %% wrong: booleans
# check: test_examples, test_measurements, test_recipes
# says: should be a string
boundary = {f"{group}{number}": False for group in "emr" for number in (1, 2)}
# %% wrong: a group is left out
# check: test_recipes
# says: has no entry
boundary = {"e1": "true", "e2": "false", "m1": "cannot tell", "m2": "false"}
