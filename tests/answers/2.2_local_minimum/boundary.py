# %% right: words from a table
words = {"t": "true", "f": "false", "c": "cannot tell"}
keys = [group + number for group in "emr" for number in "123"]
boundary = {key: words[letter] for key, letter in zip(keys, "ttfccfccf")}
# %% right: group by group
boundary = dict(e1="true", e2="true", e3="false")
boundary |= dict(m1="cannot tell", m2="cannot tell", m3="false")
boundary |= {"r1": "cannot tell", "r2": "cannot tell", "r3": "false"}
# %% right: NumPy strings
labels = np.array(["e1", "e2", "e3", "m1", "m2", "m3", "r1", "r2", "r3"]).tolist()
boundary = dict(zip(labels, np.array(["true", "true", "false", "cannot tell", "cannot tell", "false"] + ["cannot tell"] * 2 + ["false"]).tolist()))
# %% right: with a note of one's own
boundary = {"note": "mine", "r3": "false", "r2": "cannot tell", "r1": "cannot tell", "m3": "false", "m2": "cannot tell", "m1": "cannot tell"}
boundary.update(e3="false", e2="true", e1="true")
# %% right: all undecided, then the others
boundary = {f"{group}{number}": "cannot tell" for group in "emr" for number in (1, 2, 3)}
boundary["e1"] = boundary["e2"] = "true"
boundary["e3"] = boundary["m3"] = boundary["r3"] = "false"
# %% wrong: a singular Hessian is no strict minimum, and one batch is enough
# from: model
# edit: "e1": "true",  # -> "e1": "false",  #
# edit: "m2": "cannot tell" -> "m2": "true"
# marks: <= 0.6
# check: test_examples, test_measurements
# says: Of the three examples, 1 are not judged right
# %% wrong: one batch is enough
# from: model
# edit: "m2": "cannot tell" -> "m2": "true"
# marks: >= 0.5
# check: test_measurements
# says: Of the three measurements
# %% wrong: degenerate and strict exclude each other
# from: model
# edit: "e1": "true",  # -> "e1": "false",  #
# check: test_examples
# says: Of the three examples
# %% wrong: some minimum is always flat enough
# from: model
# edit: "e2": "true", -> "e2": "false",
# check: test_examples
# says: Of the three examples
# %% wrong: a run that leaves proves that none can stay
# from: model
# edit: "e3": "false", -> "e3": "true",
# check: test_examples
# says: Of the three examples
# %% wrong: semidefinite is enough
# from: model
# edit: "m1": "cannot tell" -> "m1": "true"
# check: test_measurements
# says: Of the three measurements
# %% wrong: semidefinite is a saddle
# from: model
# edit: "m1": "cannot tell" -> "m1": "false"
# check: test_measurements
# says: Of the three measurements
# %% wrong: strict along an orbit
# from: model
# edit: "m3": "false" -> "m3": "cannot tell"
# check: test_measurements
# says: Of the three measurements
# %% wrong: the threshold of GD for Adam
# from: model
# edit: "r1": "cannot tell" -> "r1": "true"
# check: test_recipes
# says: Of the three recipes
# %% wrong: sharpness is the same on an orbit
# from: model
# edit: "r2": "cannot tell" -> "r2": "true"
# check: test_recipes
# says: Of the three recipes
# %% wrong: sharpness is never the same on an orbit
# from: model
# edit: "r2": "cannot tell" -> "r2": "false"
# check: test_recipes
# says: Of the three recipes
# %% wrong: SAM rests beside the minimum
# from: model
# edit: "r3": "false" -> "r3": "true"
# check: test_recipes
# says: Of the three recipes
# %% wrong: cannot tell, everywhere
# check: test_examples, test_measurements, test_recipes
# says: Of the three examples, 3 are not
boundary = {f"{group}{number}": "cannot tell" for group in "emr" for number in (1, 2, 3)}
# %% wrong: booleans
# check: test_examples, test_measurements, test_recipes
# says: should be a string
boundary = {f"{group}{number}": False for group in "emr" for number in (1, 2, 3)}
# %% wrong: a group is left out
# check: test_recipes
# says: has no entry
boundary = {"e1": "true", "e2": "true", "e3": "false", "m1": "cannot tell", "m2": "cannot tell", "m3": "false"}
