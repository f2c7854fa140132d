# %% right: words from a table
words = {"t": "true", "f": "false", "c": "cannot tell"}
boundary = {key: words[letter] for key, letter in zip(["e1", "e2", "e3", "r1", "r2", "r3"], "ctfcft")}
# %% right: group by group
boundary = dict(e1="cannot tell", e2="true", e3="false")
boundary |= dict(r1="cannot tell", r2="false", r3="true")
# %% right: NumPy strings
values = np.array(["cannot tell", "true", "false", "cannot tell", "false", "true"])
boundary = dict(zip(["e1", "e2", "e3", "r1", "r2", "r3"], values.tolist()))
# %% right: with a note of one's own
boundary = {"note": "mine", "r3": "true", "r2": "false", "r1": "cannot tell"}
boundary.update(e3="false", e2="true", e1="cannot tell")
# %% right: all true, then the others
boundary = {f"{group}{number}": "true" for group in "er" for number in (1, 2, 3)}
boundary["e3"] = boundary["r2"] = "false"
boundary["e1"] = boundary["r1"] = "cannot tell"
# %% wrong: a marginal minimum attracts, and a minibatch speaks for all
# from: model
# edit: "e1": "cannot tell" -> "e1": "true"
# edit: "r1": "cannot tell" -> "r1": "true"
# marks: <= 0.6
# check: test_examples, test_recipes
# says: Of the three examples, one is not judged right
# %% wrong: one minibatch speaks for all
# from: model
# edit: "r1": "cannot tell" -> "r1": "true"
# marks: >= 0.5
# check: test_recipes
# says: Of the three recipes
# %% wrong: a marginal minimum attracts
# from: model
# edit: "e1": "cannot tell" -> "e1": "true"
# check: test_examples
# says: Of the three examples
# %% wrong: a marginal minimum never attracts
# from: model
# edit: "e1": "cannot tell" -> "e1": "false"
# check: test_examples
# says: Of the three examples
# %% wrong: one start says nothing of the others
# from: model
# edit: "e2": "true" -> "e2": "cannot tell"
# check: test_examples
# says: Of the three examples
# %% wrong: each quadratic has starts that leave
# from: model
# edit: "e2": "true" -> "e2": "false"
# check: test_examples
# says: Of the three examples
# %% wrong: the flow always ends in a minimum
# from: model
# edit: "e3": "false" -> "e3": "true"
# check: test_examples
# says: Of the three examples
# %% wrong: who knows where a flow ends
# from: model
# edit: "e3": "false" -> "e3": "cannot tell"
# check: test_examples
# says: Of the three examples
# %% wrong: a minibatch says the contrary
# from: model
# edit: "r1": "cannot tell" -> "r1": "false"
# check: test_recipes
# says: Of the three recipes
# %% wrong: none of fifty is nothing
# from: model
# edit: "r2": "false" -> "r2": "true"
# check: test_recipes
# says: Of the three recipes
# %% wrong: fifty are too few to say
# from: model
# edit: "r2": "false" -> "r2": "cannot tell"
# check: test_recipes
# says: Of the three recipes
# %% wrong: there may be no wall
# from: model
# edit: "r3": "true" -> "r3": "cannot tell"
# check: test_recipes
# says: Of the three recipes
# %% wrong: cannot tell, everywhere
# check: test_examples, test_recipes
# says: Of the three examples, two are not
boundary = {f"{group}{number}": "cannot tell" for group in "er" for number in (1, 2, 3)}
# %% wrong: booleans
# check: test_examples, test_recipes
# says: should be a string
boundary = {f"{group}{number}": False for group in "er" for number in (1, 2, 3)}
# %% wrong: a group is left out
# check: test_recipes
# says: has no entry
boundary = {"e1": "cannot tell", "e2": "true", "e3": "false", "r1": "cannot tell"}
# %% wrong: an entry is left empty
# from: model
# edit: "r3": "true" -> "r3": None
# check: test_recipes
# says: give one of the three strings
