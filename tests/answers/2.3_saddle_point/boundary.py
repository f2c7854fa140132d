# %% right: words from a table
words = {"t": "true", "f": "false", "c": "cannot tell"}
keys = [group + number for group in "emr" for number in "123"]
boundary = {key: words[letter] for key, letter in zip(keys, "fttctcctf")}
# %% right: group by group
boundary = dict(e1="false", e2="true", e3="true")
boundary |= dict(m1="cannot tell", m2="true", m3="cannot tell")
boundary |= {"r1": "cannot tell", "r2": "true", "r3": "false"}
# %% right: NumPy strings
values = np.array(["false", "true", "true", "cannot tell", "true", "cannot tell", "cannot tell", "true", "false"])
boundary = dict(zip(["e1", "e2", "e3", "m1", "m2", "m3", "r1", "r2", "r3"], values.tolist()))
# %% right: with a note of one's own
boundary = {"note": "mine", "r3": "false", "r2": "true", "r1": "cannot tell", "m3": "cannot tell", "m2": "true", "m1": "cannot tell"}
boundary.update(e3="true", e2="true", e1="false")
# %% right: all true, then the others
boundary = {f"{group}{number}": "true" for group in "emr" for number in (1, 2, 3)}
boundary["e1"] = boundary["r3"] = "false"
boundary["m1"] = boundary["m3"] = boundary["r1"] = "cannot tell"
# %% wrong: one minibatch speaks for all, and a small gradient is a minimum
# from: model
# edit: "m1": "cannot tell" -> "m1": "true"
# edit: "r1": "cannot tell" -> "r1": "true"
# marks: <= 0.6
# check: test_measurements, test_recipes
# says: Of the three measurements, 1 are not judged right
# %% wrong: one minibatch speaks for all
# from: model
# edit: "m1": "cannot tell" -> "m1": "true"
# marks: >= 0.5
# check: test_measurements
# says: Of the three measurements
# %% wrong: no negative eigenvalue, so a minimum
# from: model
# edit: "e1": "false" -> "e1": "true"
# check: test_examples
# says: Of the three examples
# %% wrong: a zero Hessian says nothing, nor does anything else
# from: model
# edit: "e1": "false" -> "e1": "cannot tell"
# check: test_examples
# says: Of the three examples
# %% wrong: a mode is missing, so a saddle
# from: model
# edit: "e2": "true" -> "e2": "false"
# check: test_examples
# says: Of the three examples
# %% wrong: nothing converges to a saddle
# from: model
# edit: "e3": "true" -> "e3": "false"
# check: test_examples
# says: Of the three examples
# %% wrong: more data, fewer zeros
# from: model
# edit: "m2": "true" -> "m2": "cannot tell"
# check: test_measurements
# says: Of the three measurements
# %% wrong: the nullity without interpolation
# from: model
# edit: "m3": "cannot tell" -> "m3": "true"
# check: test_measurements
# says: Of the three measurements
# %% wrong: a recipe without its hypothesis
# from: model
# edit: "r1": "cannot tell" -> "r1": "true"
# check: test_recipes
# says: Of the three recipes
# %% wrong: which solution depends on chance
# from: model
# edit: "r2": "true" -> "r2": "cannot tell"
# check: test_recipes
# says: Of the three recipes
# %% wrong: an escape in proportion
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
boundary = {"e1": "false", "e2": "true", "e3": "true", "m1": "cannot tell", "m2": "true", "m3": "cannot tell"}
