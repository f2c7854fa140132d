# %% right: the dictionary, written out
boundary = {
    "every line": "open",
    "third order": "follows",
    "cubed loss": "follows",
    "rank recipe": "open",
    "flat minimum": "refuted",
    "one minibatch": "open",
    "a quarter": "follows",
    "two columns": "refuted",
    "penalty": "follows",
}
# %% right: from lists of labels, in another order
boundary = dict.fromkeys(("penalty", "a quarter", "cubed loss", "third order"), "follows")
boundary |= dict.fromkeys(("two columns", "flat minimum"), "refuted")
boundary |= dict.fromkeys(("one minibatch", "rank recipe", "every line"), "open")
# %% right: NumPy strings, with a note besides
words = np.array(["open", "follows", "refuted"])
codes = {"every line": 0, "third order": 1, "cubed loss": 1, "rank recipe": 0, "flat minimum": 2, "one minibatch": 0}
boundary = {label: words[code] for label, code in codes.items()} | {"a quarter": words[1], "two columns": words[2], "penalty": words[1]}
boundary["note"] = "see the sheet"
# %% right: an enumeration of strings
from enum import Enum


class Word(str, Enum):
    F = "follows"
    R = "refuted"
    O = "open"


labels = ("every line", "third order", "cubed loss", "rank recipe", "flat minimum", "one minibatch", "a quarter", "two columns", "penalty")
boundary = {label: Word[letter] for label, letter in zip(labels, "OFFOROFRF")}
# %% right: a default dictionary, open unless said otherwise
from collections import defaultdict

boundary = defaultdict(lambda: "open", {"third order": "follows", "cubed loss": "follows", "a quarter": "follows"})
boundary.update({"penalty": "follows", "two columns": "refuted", "flat minimum": "refuted"})
for label in ("every line", "rank recipe", "one minibatch"):
    boundary[label]
# %% wrong: straight lines are enough
# from: right 1
# edit: "every line": "open" -> "every line": "follows"
# check: test_boundary_examples
# says: Of the three examples, 1
# marks: >= 0.5
# %% wrong: the example of the hook settles every function
# from: right 1
# edit: "every line": "open" -> "every line": "refuted"
# check: test_boundary_examples
# says: Of the three examples, 1
# %% wrong: a zero Hessian never decides
# from: right 1
# edit: "third order": "follows" -> "third order": "open"
# check: test_boundary_examples
# says: Of the three examples, 1
# %% wrong: the cube turns the minimum over
# from: right 1
# edit: "cubed loss": "follows" -> "cubed loss": "refuted"
# check: test_boundary_examples
# says: Of the three examples, 1
# %% wrong: a small eigenvalue is a zero
# from: right 1
# edit: "rank recipe": "open" -> "rank recipe": "follows"
# check: test_boundary_non_examples
# says: Of the three non-examples, 1
# marks: >= 0.5
# %% wrong: a small gradient beside a small Hessian is a minimum
# from: right 1
# edit: "flat minimum": "refuted" -> "flat minimum": "follows"
# check: test_boundary_non_examples
# says: Of the three non-examples, 1
# %% wrong: nobody can say of the flat minimum
# from: right 1
# edit: "flat minimum": "refuted" -> "flat minimum": "open"
# check: test_boundary_non_examples
# says: Of the three non-examples, 1
# %% wrong: a minibatch speaks for all
# from: right 1
# edit: "one minibatch": "open" -> "one minibatch": "follows"
# check: test_boundary_non_examples
# says: Of the three non-examples, 1
# %% wrong: at a quarter it is no minimum
# from: right 1
# edit: "a quarter": "follows" -> "a quarter": "refuted"
# check: test_boundary_cases
# says: Of the three boundary cases, 1
# %% wrong: without separation the minimiser is unique
# from: right 1
# edit: "two columns": "refuted" -> "two columns": "follows"
# check: test_boundary_cases
# says: Of the three boundary cases, 1
# %% wrong: a penalty does not help separated data
# from: right 1
# edit: "penalty": "follows" -> "penalty": "refuted"
# check: test_boundary_cases
# says: Of the three boundary cases, 1
# %% wrong: open everywhere
# check: test_boundary_examples, test_boundary_non_examples, test_boundary_cases
# says: are not judged right
boundary = dict.fromkeys(("every line", "third order", "cubed loss", "rank recipe", "flat minimum", "one minibatch", "a quarter", "two columns", "penalty"), "open")
# %% wrong: follows everywhere
# check: test_boundary_examples, test_boundary_non_examples, test_boundary_cases
# says: are not judged right
boundary = dict.fromkeys(("every line", "third order", "cubed loss", "rank recipe", "flat minimum", "one minibatch", "a quarter", "two columns", "penalty"), "follows")
# %% wrong: other words
# check: test_boundary_examples, test_boundary_non_examples, test_boundary_cases
# says: should be one of 'follows', 'refuted', 'open'
boundary = dict.fromkeys(("every line", "third order", "cubed loss", "rank recipe", "flat minimum", "one minibatch", "a quarter", "two columns", "penalty"), "true")
# %% wrong: a list in place of the dictionary
# check: test_boundary_examples, test_boundary_non_examples, test_boundary_cases
# says: should be a dict
boundary = ["open", "follows", "follows", "open", "refuted", "open", "follows", "refuted", "follows"]
# %% wrong: two labels are missing
# from: right 1
# edit:
# -     "every line": "open",
# edit:
# -     "penalty": "follows",
# check: test_boundary_examples, test_boundary_cases
# says: has no entry 'every line'
# %% wrong: examples only, the plain case
# from: right 1
# edit: "flat minimum": "refuted" -> "flat minimum": "follows"
# edit: "two columns": "refuted" -> "two columns": "follows"
# check: test_boundary_non_examples, test_boundary_cases
# says: Of the three non-examples, 1
# marks: <= 0.6
