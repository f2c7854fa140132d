# %% right: words from a table
words = {"t": "true", "f": "false", "c": "cannot tell"}
keys = [group + number for group in "mr" for number in "12"]
boundary = {key: words[letter] for key, letter in zip(keys, "cfcf")}
# %% right: group by group
boundary = dict(m1="cannot tell", m2="false")
boundary |= {"r1": "cannot tell", "r2": "false"}
# %% right: NumPy strings
labels = np.array(["m1", "m2", "r1", "r2"]).tolist()
boundary = dict(zip(labels, np.array(["cannot tell", "false"] * 2).tolist()))
# %% right: with a note of one's own
boundary = {"note": "mine", "r2": "false", "r1": "cannot tell", "m2": "false", "m1": "cannot tell"}
boundary.update(m1="cannot tell")
# %% right: all undecided, then the others
boundary = {f"{group}{number}": "cannot tell" for group in "mr" for number in (1, 2)}
boundary["m2"] = boundary["r2"] = "false"
# %% wrong: one batch is enough, and the threshold of GD for Adam
# from: model
# edit: "m1": "cannot tell" -> "m1": "true"
# edit: "r1": "cannot tell" -> "r1": "true"
# marks: <= 0.6
# check: test_measurements, test_recipes
# says: Of the two measurements, one is not judged right. Which function
# %% wrong: one batch is enough
# from: model
# edit: "m1": "cannot tell" -> "m1": "true"
# marks: >= 0.5
# check: test_measurements
# says: Which function was measured
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
# check: test_measurements, test_recipes
# says: Of the two measurements, one is not
boundary = {f"{group}{number}": "cannot tell" for group in "mr" for number in (1, 2)}
# %% wrong: booleans
# check: test_measurements, test_recipes
# says: should be a string
boundary = {f"{group}{number}": False for group in "mr" for number in (1, 2)}
# %% wrong: a group is left out
# check: test_recipes
# says: has no entry
boundary = {"m1": "cannot tell", "m2": "false"}
# %% wrong: the answers of a group exchanged
# from: model
# edit: "m1": "cannot tell" -> "m1": "false"
# edit: "m2": "false" -> "m2": "cannot tell"
# check: test_measurements
# says: neither is judged right
# %% wrong: true, everywhere
# check: test_measurements, test_recipes
# says: neither is judged right
boundary = {f"{group}{number}": "true" for group in "mr" for number in (1, 2)}
# %% wrong: false, everywhere
# check: test_measurements, test_recipes
# says: one is not judged right
boundary = {f"{group}{number}": "false" for group in "mr" for number in (1, 2)}
# %% wrong: both recipes
# from: model
# edit: "r1": "cannot tell" -> "r1": "true"
# edit: "r2": "false" -> "r2": "true"
# check: test_recipes
# says: neither is judged right
