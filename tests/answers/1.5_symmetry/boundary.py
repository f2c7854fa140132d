# %% right: words from a table
words = {"t": "true", "f": "false", "c": "cannot tell"}
keys = [group + number for group in "imr" for number in "123"]
boundary = {key: words[letter] for key, letter in zip(keys, "tffccfctf")}
# %% right: group by group
boundary = dict(i1="true", i2="false", i3="false")
boundary |= dict(m1="cannot tell", m2="cannot tell", m3="false")
boundary |= {"r1": "cannot tell", "r2": "true", "r3": "false"}
# %% right: NumPy strings
boundary = dict(zip(np.array(["i1", "i2", "i3", "m1", "m2", "m3", "r1", "r2", "r3"]).tolist(), np.array(["true", "false", "false", "cannot tell", "cannot tell", "false", "cannot tell", "true", "false"]).tolist()))
# %% right: with a note of one's own
boundary = {"note": "mine", "r3": "false", "r2": "true", "r1": "cannot tell", "m3": "false", "m2": "cannot tell", "m1": "cannot tell"}
boundary.update(i3="false", i2="false", i1="true")
# %% right: all false, then the others
boundary = {f"{group}{number}": "false" for group in "imr" for number in (1, 2, 3)}
boundary["i1"] = boundary["r2"] = "true"
boundary["m1"] = boundary["m2"] = boundary["r1"] = "cannot tell"
# %% wrong: flat generalises, and a recipe is a date
# from: model
# edit: "m1": "cannot tell" -> "m1": "true"
# edit: "r1": "cannot tell" -> "r1": "true"
# marks: <= 0.6
# check: test_measurements, test_recipes
# says: Of the three measurements, 1 are not judged right
# %% wrong: flat generalises
# from: model
# edit: "m1": "cannot tell" -> "m1": "true"
# marks: >= 0.5
# check: test_measurements
# says: Of the three measurements
# %% wrong: decay or not, the norm is kept
# from: model
# edit: "i1": "true",  # -> "i1": "false",  #
# check: test_identities
# says: Of the three identities
# %% wrong: the flow goes anywhere
# from: model
# edit: "i2": "false" -> "i2": "cannot tell"
# check: test_identities
# says: Of the three identities
# %% wrong: null vectors away from critical points
# from: model
# edit: "i3": "false" -> "i3": "true"
# check: test_identities
# says: Of the three identities
# %% wrong: a claim about all from one minibatch
# from: model
# edit: "m2": "cannot tell" -> "m2": "true"
# check: test_measurements
# says: Of the three measurements
# %% wrong: three zeros and four tangents
# from: model
# edit: "m3": "false" -> "m3": "cannot tell"
# check: test_measurements
# says: Of the three measurements
# %% wrong: a recipe without its hypothesis
# from: model
# edit: "r1": "cannot tell" -> "r1": "true"
# check: test_recipes
# says: Of the three recipes
# %% wrong: a broken hypothesis refutes the date
# from: model
# edit: "r1": "cannot tell" -> "r1": "false"
# check: test_recipes
# says: Of the three recipes
# %% wrong: half the rate, half the speed
# from: model
# edit: "r2": "true" -> "r2": "false"
# check: test_recipes
# says: Of the three recipes
# %% wrong: an orthogonal matrix is harmless
# from: model
# edit: "r3": "false" -> "r3": "true"
# check: test_recipes
# says: Of the three recipes
# %% wrong: cannot tell, everywhere
# check: test_identities, test_measurements, test_recipes
# says: Of the three identities, 3 are not
boundary = {f"{group}{number}": "cannot tell" for group in "imr" for number in (1, 2, 3)}
# %% wrong: booleans
# check: test_identities, test_measurements, test_recipes
# says: should be a string
boundary = {f"{group}{number}": False for group in "imr" for number in (1, 2, 3)}
# %% wrong: a group is left out
# check: test_recipes
# says: has no entry
boundary = {"i1": "true", "i2": "false", "i3": "false", "m1": "cannot tell", "m2": "cannot tell", "m3": "false"}
