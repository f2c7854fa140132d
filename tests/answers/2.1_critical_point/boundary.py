# %% right: words from a table
words = {"t": "true", "f": "false", "c": "cannot tell"}
keys = [group + number for group in "cmr" for number in "123"]
boundary = {key: words[letter] for key, letter in zip(keys, "ctffccctc")}
# %% right: group by group
boundary = dict(c1="cannot tell", c2="true", c3="false")
boundary |= dict(m1="false", m2="cannot tell", m3="cannot tell")
boundary |= {"r1": "cannot tell", "r2": "true", "r3": "cannot tell"}
# %% right: all open, then the others
boundary = {f"{group}{number}": "cannot tell" for group in "cmr" for number in (1, 2, 3)}
boundary["c2"] = boundary["r2"] = "true"
boundary["c3"] = boundary["m1"] = "false"
# %% right: NumPy strings
boundary = dict(zip(["c1", "c2", "c3", "m1", "m2", "m3", "r1", "r2", "r3"], np.array(["cannot tell", "true", "false", "false", "cannot tell", "cannot tell", "cannot tell", "true", "cannot tell"]).tolist()))
# %% right: with a note of one's own
boundary = {"note": "mine", "r3": "cannot tell", "r2": "true", "r1": "cannot tell", "m3": "cannot tell", "m2": "cannot tell"}
boundary.update(m1="false", c3="false", c2="true", c1="cannot tell")
# %% wrong: +1 proves all, and an entry is a norm
# from: model
# edit: "c1": "cannot tell" -> "c1": "true"
# edit: "m2": "cannot tell" -> "m2": "true"
# marks: <= 0.6
# check: test_countings, test_measurements
# says: Of the three countings, 1 are not judged right
# %% wrong: +1 proves all
# from: model
# edit: "c1": "cannot tell" -> "c1": "true"
# marks: >= 0.5
# check: test_countings
# says: Of the three countings
# %% wrong: two minima may be all
# from: model
# edit: "c2": "true" -> "c2": "cannot tell"
# check: test_countings
# says: Of the three countings
# %% wrong: the monkey refutes the theorem
# from: model
# edit: "c3": "false" -> "c3": "true"
# check: test_countings
# says: Of the three countings
# %% wrong: signs belong to the function everywhere
# from: model
# edit: "m1": "false" -> "m1": "true"
# check: test_measurements
# says: Of the three measurements
# %% wrong: coordinates may or may not matter
# from: model
# edit: "m1": "false" -> "m1": "cannot tell"
# check: test_measurements
# says: Of the three measurements
# %% wrong: the largest entry is the norm
# from: model
# edit: "m2": "cannot tell" -> "m2": "true"
# check: test_measurements
# says: Of the three measurements
# %% wrong: a claim about all from one minibatch
# from: model
# edit: "m3": "cannot tell" -> "m3": "true"
# check: test_measurements
# says: Of the three measurements
# %% wrong: one minibatch refutes
# from: model
# edit: "m3": "cannot tell" -> "m3": "false"
# check: test_measurements
# says: Of the three measurements
# %% wrong: a small gradient is a critical point
# from: model
# edit: "r1": "cannot tell" -> "r1": "true"
# check: test_recipes
# says: Of the three recipes
# %% wrong: a gradient that vanishes has a critical point
# from: model
# edit: "r2": "true" -> "r2": "false"
# check: test_recipes
# says: Of the three recipes
# %% wrong: one in twenty
# from: model
# edit: "r3": "cannot tell" -> "r3": "true"
# check: test_recipes
# says: Of the three recipes
# %% wrong: cannot tell, everywhere
# check: test_countings, test_measurements, test_recipes
# says: Of the three countings, 2 are not
boundary = {f"{group}{number}": "cannot tell" for group in "cmr" for number in (1, 2, 3)}
# %% wrong: booleans
# check: test_countings, test_measurements, test_recipes
# says: should be a string
boundary = {f"{group}{number}": False for group in "cmr" for number in (1, 2, 3)}
# %% wrong: a group is left out
# check: test_recipes
# says: has no entry
boundary = {"c1": "cannot tell", "c2": "true", "c3": "false", "m1": "false", "m2": "cannot tell", "m3": "cannot tell"}
