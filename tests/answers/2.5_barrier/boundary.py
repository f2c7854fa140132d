# %% right: words from a table
words = {"t": "true", "f": "false", "c": "cannot tell"}
boundary = {key: words[letter] for key, letter in zip(["e1", "e2", "m1", "m2", "r1", "r2"], "tcctff")}
# %% right: group by group
boundary = dict(e1="true", e2="cannot tell")
boundary |= dict(m1="cannot tell", m2="true")
boundary |= {"r1": "false", "r2": "false"}
# %% right: NumPy strings
values = np.array(["true", "cannot tell", "cannot tell", "true", "false", "false"])
boundary = dict(zip(["e1", "e2", "m1", "m2", "r1", "r2"], values.tolist()))
# %% right: with a note of one's own
boundary = {"note": "mine", "r2": "false", "r1": "false", "m2": "true", "m1": "cannot tell", "e2": "cannot tell", "e1": "true"}
# %% right: all false, then the others
boundary = {f"{group}{number}": "false" for group in "emr" for number in (1, 2)}
boundary["e1"] = boundary["m2"] = "true"
boundary["e2"] = boundary["m1"] = "cannot tell"
# %% wrong: one minibatch speaks for all, and a string that has stopped is lowest
# from: model
# edit: "m1": "cannot tell" -> "m1": "true"
# edit: "r1": "false" -> "r1": "true"
# marks: <= 0.6
# check: test_measurements, test_recipes
# says: Of the two measurements, one is not judged right
# %% wrong: one minibatch speaks for all
# from: model
# edit: "m1": "cannot tell" -> "m1": "true"
# marks: >= 0.5
# check: test_measurements
# says: Of the two measurements
# %% wrong: there might be a way round
# from: model
# edit: "e1": "true" -> "e1": "cannot tell"
# check: test_examples
# says: Of the two examples
# %% wrong: the hyperbola joins them
# from: model
# edit: "e1": "true" -> "e1": "false"
# check: test_examples
# says: Of the two examples
# %% wrong: a wall on the line is a wall
# from: model
# edit: "e2": "cannot tell", -> "e2": "true",
# check: test_examples
# says: Of the two examples
# %% wrong: there is always a way round
# from: model
# edit: "e2": "cannot tell" -> "e2": "false"
# check: test_examples
# says: Of the two examples
# %% wrong: a minibatch never speaks for all
# from: model
# edit: "m1": "cannot tell" -> "m1": "false"
# check: test_measurements
# says: Of the two measurements
# %% wrong: convex is not enough
# from: model
# edit: "m2": "true" -> "m2": "cannot tell"
# check: test_measurements
# says: Of the two measurements
# %% wrong: a stopped string is lowest
# from: model
# edit: "r1": "false" -> "r1": "true"
# check: test_recipes
# says: Of the two recipes
# %% wrong: a stopped string may be lowest
# from: model
# edit: "r1": "false" -> "r1": "cannot tell"
# check: test_recipes
# says: Of the two recipes
# %% wrong: a wait in proportion
# from: model
# edit: "r2": "false" -> "r2": "true"
# check: test_recipes
# says: Of the two recipes
# %% wrong: a wait that may be anything
# from: model
# edit: "r2": "false" -> "r2": "cannot tell"
# check: test_recipes
# says: Of the two recipes
# %% wrong: booleans
# check: test_examples, test_measurements, test_recipes
# says: should be a string
boundary = {f"{group}{number}": True for group in "emr" for number in (1, 2)}
# %% wrong: cannot tell, everywhere
# check: test_examples, test_measurements, test_recipes
# says: Of the two examples, one is not
boundary = {f"{group}{number}": "cannot tell" for group in "emr" for number in (1, 2)}
# %% wrong: a group is left out
# check: test_recipes
# says: has no entry
boundary = {"e1": "true", "e2": "cannot tell", "m1": "cannot tell", "m2": "true"}
# %% wrong: left open inside the dict
# from: model
# edit: "m1": "cannot tell" -> "m1": None
# check: test_measurements
# says: boundary['m1'] is None: it is left open
# %% wrong: both of a group
# from: model
# edit: "r1": "false" -> "r1": "true"
# edit: "r2": "false" -> "r2": "cannot tell"
# check: test_recipes
# says: Of the two recipes, neither is judged right
