# %% right: a dict
boundary = {
    "e1": "true", "e2": "false",
    "r1": "cannot tell", "r2": "cannot tell", "r3": "true",
    "b1": "false", "b2": "cannot tell",
}
# %% right: built from lists
boundary = dict(zip("e1 e2 r1 r2 r3 b1 b2".split(), ["true", "false", "cannot tell", "cannot tell", "true", "false", "cannot tell"]))
# %% right: filled one by one, another order
boundary = {}
for label in ("r3", "e1"):
    boundary[label] = "true"
for label in ("b1", "e2"):
    boundary[label] = "false"
for label in ("b2", "r2", "r1"):
    boundary[label] = "cannot tell"
# %% right: NumPy strings
kinds = np.array(["true", "false", "cannot tell"])
boundary = {"e1": kinds[0], "e2": kinds[1], "r1": kinds[2], "r2": kinds[2], "r3": kinds[0], "b1": kinds[1], "b2": kinds[2]}
# %% right: with a key more
boundary = {"note": "see above", **{"e1": "true", "e2": "false", "r1": "cannot tell", "r2": "cannot tell", "r3": "true", "b1": "false", "b2": "cannot tell"}}
# %% wrong: a saddle attracts descent
# check: test_boundary_examples
# says: write the step, one coordinate at a time.
# from: right 1
# edit: "e1": "true" -> "e1": "false"
# marks: >= 0.5
# %% wrong: Newton's method runs away
# check: test_boundary_examples
# says: write the step, one coordinate at a time.
# from: right 1
# edit: "e2": "false" -> "e2": "true"
# marks: >= 0.5
# %% wrong: nothing negative is a minimum
# check: test_boundary_recipes
# says: two cases that fit what is written and differ
# from: right 1
# edit: "r1": "cannot tell" -> "r1": "true"
# marks: >= 0.5
# %% wrong: a zero eigenvalue is no minimum
# check: test_boundary_recipes
# says: two cases that fit what is written and differ
# from: right 1
# edit: "r1": "cannot tell" -> "r1": "false"
# %% wrong: one minibatch decides
# check: test_boundary_recipes
# says: two cases that fit what is written and differ
# from: right 1
# edit: "r2": "cannot tell" -> "r2": "true"
# %% wrong: one minibatch says nothing true
# check: test_boundary_recipes
# says: two cases that fit what is written and differ
# from: right 1
# edit: "r2": "cannot tell" -> "r2": "false"
# %% wrong: a large residual forbids it
# check: test_boundary_recipes
# says: two cases that fit what is written and differ
# from: right 1
# edit: "r3": "true" -> "r3": "cannot tell"
# %% wrong: closeness always costs a logarithm
# check: test_boundary_cases
# says: for a product gᵀs look at the signs of the eigenvalues.
# from: right 1
# edit: "b1": "false" -> "b1": "true"
# %% wrong: Newton's step goes down
# check: test_boundary_cases
# says: for a product gᵀs look at the signs of the eigenvalues.
# from: right 1
# edit: "b2": "cannot tell" -> "b2": "true"
# %% wrong: Newton's step goes up at a saddle
# check: test_boundary_cases
# says: for a product gᵀs look at the signs of the eigenvalues.
# from: right 1
# edit: "b2": "cannot tell" -> "b2": "false"
# %% wrong: all true
# check: test_boundary_examples, test_boundary_recipes, test_boundary_cases
# says: write the step, one coordinate at a time.
boundary = {label: "true" for label in "e1 e2 r1 r2 r3 b1 b2".split()}
# %% wrong: nothing can be told
# check: test_boundary_examples, test_boundary_recipes, test_boundary_cases
# says: write the step, one coordinate at a time.
boundary = {label: "cannot tell" for label in "e1 e2 r1 r2 r3 b1 b2".split()}
# %% wrong: booleans
# check: test_boundary_examples
# says: you returned True (type bool).
# from: right 1
# edit: "e1": "true" -> "e1": True
# %% wrong: a label left out
# check: test_boundary_recipes
# says: '.
# from: right 1
# edit: "r3": "true", -> 
# %% wrong: a list
# check: test_boundary_examples, test_boundary_recipes, test_boundary_cases
# says: you returned ['true', 'false', 'cannot tell', 'cannot tell', 'true', 'false'
boundary = ["true", "false", "cannot tell", "cannot tell", "true", "false", "cannot tell"]
# %% wrong: only the plain examples are known
# check: test_boundary_recipes, test_boundary_cases
# says: two cases that fit what is written and differ
# from: right 1
# edit: "r1": "cannot tell", "r2": "cannot tell" -> "r1": "true", "r2": "true"
# edit: "b2": "cannot tell" -> "b2": "true"
# marks: <= 0.6
# %% wrong: a quartic costs nothing more
# check: test_boundary_cases
# says: one step by hand
# from: right 1
# edit: "b1": "false" -> "b1": "cannot tell"
# %% wrong: the saddle keeps some
# check: test_boundary_examples
# says: write the step, one coordinate at a time.
# from: right 1
# edit: "e1": "true" -> "e1": "cannot tell"
