# %% right: words from a table
words = {"t": "true", "f": "false", "c": "cannot tell"}
keys = [group + number for group in "cmr" for number in "12"]
boundary = {key: words[letter] for key, letter in zip(keys, "ctfcct")}
# %% right: group by group
boundary = dict(c1="cannot tell", c2="true")
boundary |= dict(m1="false", m2="cannot tell")
boundary |= {"r1": "cannot tell", "r2": "true"}
# %% right: all open, then the others
boundary = {f"{group}{number}": "cannot tell" for group in "cmr" for number in (1, 2)}
boundary["c2"] = boundary["r2"] = "true"
boundary["m1"] = "false"
# %% right: NumPy strings
boundary = dict(zip(["c1", "c2", "m1", "m2", "r1", "r2"], np.array(["cannot tell", "true", "false", "cannot tell", "cannot tell", "true"]).tolist()))
# %% right: with a note of one's own
boundary = {"note": "mine", "r2": "true", "r1": "cannot tell", "m2": "cannot tell"}
boundary.update(c1="cannot tell", c2="true", m1="false")
# %% wrong: +1 proves all, and signs belong to the function everywhere
# from: model
# edit: "c1": "cannot tell" -> "c1": "true"
# edit: "m1": "false" -> "m1": "true"
# marks: <= 0.6
# check: test_countings, test_measurements
# says: Of the two countings, 1 is not judged right
# %% wrong: +1 proves all
# from: model
# edit: "c1": "cannot tell" -> "c1": "true"
# marks: >= 0.5
# check: test_countings
# says: Of the two countings, 1 is not
# %% wrong: a saddle is missing in any case
# from: model
# edit: "c1": "cannot tell" -> "c1": "false"
# check: test_countings
# says: Of the two countings
# %% wrong: two minima may be all
# from: model
# edit: "c2": "true" -> "c2": "cannot tell"
# check: test_countings
# says: Of the two countings
# %% wrong: the theorem is one of the plane
# from: model
# edit: "c2": "true" -> "c2": "false"
# check: test_countings
# says: Of the two countings
# %% wrong: signs belong to the function everywhere
# from: model
# edit: "m1": "false" -> "m1": "true"
# check: test_measurements
# says: Of the two measurements
# %% wrong: coordinates may or may not matter
# from: model
# edit: "m1": "false" -> "m1": "cannot tell"
# check: test_measurements
# says: Of the two measurements
# %% wrong: a claim about all from one minibatch
# from: model
# edit: "m2": "cannot tell" -> "m2": "true"
# check: test_measurements
# says: Of the two measurements
# %% wrong: one minibatch refutes
# from: model
# edit: "m2": "cannot tell" -> "m2": "false"
# check: test_measurements
# says: Of the two measurements
# %% wrong: a small gradient is a critical point
# from: model
# edit: "r1": "cannot tell" -> "r1": "true"
# check: test_recipes
# says: Of the two recipes
# %% wrong: a small gradient is never one
# from: model
# edit: "r1": "cannot tell" -> "r1": "false"
# check: test_recipes
# says: Of the two recipes
# %% wrong: a gradient that vanishes has a critical point
# from: model
# edit: "r2": "true" -> "r2": "false"
# check: test_recipes
# says: Of the two recipes
# %% wrong: cannot tell, everywhere
# check: test_countings, test_measurements, test_recipes
# says: Of the two countings, 1 is not
boundary = {f"{group}{number}": "cannot tell" for group in "cmr" for number in (1, 2)}
# %% wrong: true, everywhere
# check: test_countings, test_measurements, test_recipes
# says: Of the two countings, 1 is not
boundary = {f"{group}{number}": "true" for group in "cmr" for number in (1, 2)}
# %% wrong: both of a pair
# from: model
# edit: "m1": "false" -> "m1": "true"
# edit: "m2": "cannot tell" -> "m2": "false"
# check: test_measurements
# says: Of the two measurements, 2 are not
# %% wrong: booleans
# check: test_countings, test_measurements, test_recipes
# says: should be a string
boundary = {f"{group}{number}": False for group in "cmr" for number in (1, 2)}
# %% wrong: a group is left out
# check: test_recipes
# says: has no entry
boundary = {"c1": "cannot tell", "c2": "true", "m1": "false", "m2": "cannot tell"}
