# %% right: words from a table
words = {"t": "true", "f": "false", "c": "cannot tell"}
keys = ["e1", "e2", "e3", "m1", "m2", "r1", "r2"]
boundary = {key: words[letter] for key, letter in zip(keys, "fttccct")}
# %% right: group by group
boundary = dict(e1="false", e2="true", e3="true")
boundary |= dict(m1="cannot tell", m2="cannot tell")
boundary |= {"r1": "cannot tell", "r2": "true"}
# %% right: NumPy strings
values = np.array(["false", "true", "true", "cannot tell", "cannot tell", "cannot tell", "true"])
boundary = dict(zip(["e1", "e2", "e3", "m1", "m2", "r1", "r2"], values.tolist()))
# %% right: with a note of one's own
boundary = {"note": "mine", "r2": "true", "r1": "cannot tell", "m2": "cannot tell", "m1": "cannot tell"}
boundary.update(e3="true", e2="true", e1="false")
# %% right: all true, then the others
boundary = dict.fromkeys(("e1", "e2", "e3", "m1", "m2", "r1", "r2"), "true")
boundary["e1"] = "false"
boundary["m1"] = boundary["m2"] = boundary["r1"] = "cannot tell"
# %% wrong: one minibatch speaks for all, and a small gradient is a minimum
# from: model
# edit: "m1": "cannot tell" -> "m1": "true"
# edit: "r1": "cannot tell" -> "r1": "true"
# marks: <= 0.6
# check: test_measurements, test_recipes
# says: Of the 2 measurements, not judged right: 1
# %% wrong: one minibatch speaks for all
# from: model
# edit: "m1": "cannot tell" -> "m1": "true"
# marks: >= 0.5
# check: test_measurements
# says: Of the 2 measurements
# %% wrong: no negative eigenvalue, so a minimum
# from: model
# edit: "e1": "false" -> "e1": "true"
# check: test_examples
# says: Of the 3 examples
# %% wrong: a zero Hessian says nothing, nor does anything else
# from: model
# edit: "e1": "false" -> "e1": "cannot tell"
# check: test_examples
# says: Of the 3 examples
# %% wrong: a mode is missing, so a saddle
# from: model
# edit: "e2": "true" -> "e2": "false"
# check: test_examples
# says: Of the 3 examples
# %% wrong: nothing converges to a saddle
# from: model
# edit: "e3": "true" -> "e3": "false"
# check: test_examples
# says: Of the 3 examples
# %% wrong: residuals, so no zeros
# from: model
# edit: "m2": "cannot tell" -> "m2": "false"
# check: test_measurements
# says: Of the 2 measurements
# %% wrong: the nullity without interpolation
# from: model
# edit: "m2": "cannot tell" -> "m2": "true"
# check: test_measurements
# says: Of the 2 measurements
# %% wrong: a recipe without its hypothesis
# from: model
# edit: "r1": "cannot tell" -> "r1": "true"
# check: test_recipes
# says: Of the 2 recipes
# %% wrong: which solution depends on chance
# from: model
# edit: "r2": "true" -> "r2": "cannot tell"
# check: test_recipes
# says: Of the 2 recipes
# %% wrong: two hidden units do not fit the formula
# from: model
# edit: "e2": "true" -> "e2": "cannot tell"
# check: test_examples
# says: Of the 3 examples
# %% wrong: cannot tell, everywhere
# check: test_examples, test_recipes
# says: Of the 3 examples, not judged right: 3
boundary = dict.fromkeys(("e1", "e2", "e3", "m1", "m2", "r1", "r2"), "cannot tell")
# %% wrong: booleans
# check: test_examples, test_measurements, test_recipes
# says: should be a string
boundary = dict.fromkeys(("e1", "e2", "e3", "m1", "m2", "r1", "r2"), False)
# %% wrong: a group is left out
# check: test_recipes
# says: has no entry
boundary = {"e1": "false", "e2": "true", "e3": "true", "m1": "cannot tell", "m2": "cannot tell"}
