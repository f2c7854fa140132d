# %% right: words from a table
words = {"t": "true", "f": "false", "c": "cannot tell"}
keys = [group + number for group in "ab" for number in "123"]
boundary = {key: words[letter] for key, letter in zip(keys, "tfcccf")}
# %% right: group by group
boundary = dict(a1="true", a2="false", a3="cannot tell")
boundary |= dict(b1="cannot tell", b2="cannot tell", b3="false")
# %% right: NumPy strings
boundary = dict(zip(np.array(["a1", "a2", "a3", "b1", "b2", "b3"]).tolist(), np.array(["true", "false", "cannot tell", "cannot tell", "cannot tell", "false"]).tolist()))
# %% right: with a note of one's own
boundary = {"note": "mine", "b3": "false", "b2": "cannot tell", "b1": "cannot tell"}
boundary.update(a3="cannot tell", a2="false", a1="true")
# %% right: all undecided, then the others
boundary = {f"{group}{number}": "cannot tell" for group in "ab" for number in (1, 2, 3)}
boundary["a2"] = boundary["b3"] = "false"
boundary["a1"] = "true"
# %% wrong: flat generalises, and a recipe is a date
# from: model
# edit: "b1": "cannot tell",  # -> "b1": "true",  #
# edit: "a3": "cannot tell",  # -> "a3": "true",  #
# marks: <= 0.6
# check: test_laws, test_measurements
# says: Of the three laws one is not judged right
# %% wrong: flat generalises
# from: model
# edit: "b1": "cannot tell",  # -> "b1": "true",  #
# marks: >= 0.5
# check: test_measurements
# says: Of the three measurements one is not judged right
# %% wrong: sharp generalises
# from: model
# edit: "b1": "cannot tell",  # -> "b1": "false",  #
# check: test_measurements
# says: Of the three measurements one is not judged right
# %% wrong: the gradient does not move the norm
# from: model
# edit: "a1": "true",  # -> "a1": "false",  #
# check: test_laws
# says: Of the three laws one is not judged right
# %% wrong: the norm may do anything
# from: model
# edit: "a1": "true",  # -> "a1": "cannot tell",  #
# check: test_laws
# says: Of the three laws one is not judged right
# %% wrong: null vectors away from critical points
# from: model
# edit: "a2": "false",  # -> "a2": "true",  #
# check: test_laws
# says: Of the three laws one is not judged right
# %% wrong: a Hessian that is not known
# from: model
# edit: "a2": "false",  # -> "a2": "cannot tell",  #
# check: test_laws
# says: Of the three laws one is not judged right
# %% wrong: a recipe without its hypothesis
# from: model
# edit: "a3": "cannot tell",  # -> "a3": "true",  #
# check: test_laws
# says: Of the three laws one is not judged right
# %% wrong: a broken hypothesis refutes the date
# from: model
# edit: "a3": "cannot tell",  # -> "a3": "false",  #
# check: test_laws
# says: Of the three laws one is not judged right
# %% wrong: a claim about all from one minibatch
# from: model
# edit: "b2": "cannot tell",  # -> "b2": "true",  #
# check: test_measurements
# says: Of the three measurements one is not judged right
# %% wrong: one minibatch says nothing, so the mean is invariant
# from: model
# edit: "b2": "cannot tell",  # -> "b2": "false",  #
# check: test_measurements
# says: Of the three measurements one is not judged right
# %% wrong: three zeros and four tangents
# from: model
# edit: "b3": "false",  # -> "b3": "cannot tell",  #
# check: test_measurements
# says: Of the three measurements one is not judged right
# %% wrong: dimensions that do not matter
# from: model
# edit: "b3": "false",  # -> "b3": "true",  #
# check: test_measurements
# says: Of the three measurements one is not judged right
# %% wrong: cannot tell, everywhere
# check: test_laws, test_measurements
# says: Of the three laws two are not
boundary = {f"{group}{number}": "cannot tell" for group in "ab" for number in (1, 2, 3)}
# %% wrong: booleans
# check: test_laws, test_measurements
# says: should be a string
boundary = {f"{group}{number}": False for group in "ab" for number in (1, 2, 3)}
# %% wrong: a group is left out
# check: test_measurements
# says: has no entry
boundary = {"a1": "true", "a2": "false", "a3": "cannot tell"}
