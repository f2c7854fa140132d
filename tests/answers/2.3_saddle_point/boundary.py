# %% right: words from a table
words = {"t": "true", "f": "false", "c": "cannot tell"}
keys = ["e1", "e2", "c1", "c2", "c3"]
boundary = {key: words[letter] for key, letter in zip(keys, "ftcct")}
# %% right: group by group
boundary = dict(e1="false", e2="true")
boundary |= {"c1": "cannot tell", "c2": "cannot tell", "c3": "true"}
# %% right: NumPy strings
values = np.array(["false", "true", "cannot tell", "cannot tell", "true"])
boundary = dict(zip(["e1", "e2", "c1", "c2", "c3"], values.tolist()))
# %% right: with a note of one's own
boundary = {"note": "mine", "c3": "true", "c2": "cannot tell", "c1": "cannot tell"}
boundary.update(e2="true", e1="false")
# %% right: all true, then the others
boundary = dict.fromkeys(("e1", "e2", "c1", "c2", "c3"), "true")
boundary["e1"] = "false"
boundary["c1"] = boundary["c2"] = "cannot tell"
# %% wrong: one minibatch speaks for all, and a zero Hessian is a minimum
# from: model
# edit: "c1": "cannot tell" -> "c1": "true"
# edit: "e1": "false" -> "e1": "true"
# marks: <= 0.6
# check: test_conclusions, test_examples
# says: Of the 3 conclusions, not judged right: 1
# %% wrong: one minibatch speaks for all
# from: model
# edit: "c1": "cannot tell" -> "c1": "true"
# marks: >= 0.5
# check: test_conclusions
# says: Of the 3 conclusions
# %% wrong: one minibatch speaks against all
# from: model
# edit: "c1": "cannot tell" -> "c1": "false"
# check: test_conclusions
# says: Of the 3 conclusions
# %% wrong: no negative eigenvalue, so a minimum
# from: model
# edit: "e1": "false" -> "e1": "true"
# check: test_examples
# says: Of the 2 examples
# %% wrong: a zero Hessian says nothing, nor does anything else
# from: model
# edit: "e1": "false" -> "e1": "cannot tell"
# check: test_examples
# says: Of the 2 examples
# %% wrong: nothing converges to a saddle
# from: model
# edit: "e2": "true" -> "e2": "false"
# check: test_examples
# says: Of the 2 examples
# %% wrong: where it goes depends on rounding
# from: model
# edit: "e2": "true" -> "e2": "cannot tell"
# check: test_examples
# says: Of the 2 examples
# %% wrong: a recipe without its hypothesis
# from: model
# edit: "c2": "cannot tell" -> "c2": "true"
# check: test_conclusions
# says: Of the 3 conclusions
# %% wrong: a recipe that never holds
# from: model
# edit: "c2": "cannot tell" -> "c2": "false"
# check: test_conclusions
# says: Of the 3 conclusions
# %% wrong: which solution depends on chance
# from: model
# edit: "c3": "true" -> "c3": "cannot tell"
# check: test_conclusions
# says: Of the 3 conclusions
# %% wrong: the smallest norm is never reached
# from: model
# edit: "c3": "true" -> "c3": "false"
# check: test_conclusions
# says: Of the 3 conclusions
# %% wrong: cannot tell, everywhere
# check: test_examples, test_conclusions
# says: Of the 2 examples, not judged right: 2
boundary = dict.fromkeys(("e1", "e2", "c1", "c2", "c3"), "cannot tell")
# %% wrong: booleans
# check: test_examples, test_conclusions
# says: should be a string
boundary = dict.fromkeys(("e1", "e2", "c1", "c2", "c3"), False)
# %% wrong: a group is left out
# check: test_conclusions
# says: has no entry
boundary = {"e1": "false", "e2": "true"}
