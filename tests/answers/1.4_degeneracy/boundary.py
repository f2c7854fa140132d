# %% right: the dictionary, written out
boundary = {
    "every line": "open",
    "third order": "follows",
    "flat minimum": "refuted",
    "one minibatch": "open",
}
# %% right: from lists of labels, in another order
boundary = dict.fromkeys(("third order",), "follows")
boundary["flat minimum"] = "refuted"
boundary |= dict.fromkeys(("one minibatch", "every line"), "open")
# %% right: NumPy strings, with a note besides
words = np.array(["open", "follows", "refuted"])
codes = {"every line": 0, "third order": 1, "flat minimum": 2, "one minibatch": 0}
boundary = {label: words[code] for label, code in codes.items()}
boundary["note"] = "see the sheet"
# %% right: an enumeration of strings
from enum import Enum


class Word(str, Enum):
    F = "follows"
    R = "refuted"
    O = "open"


labels = ("every line", "third order", "flat minimum", "one minibatch")
boundary = {label: Word[letter] for label, letter in zip(labels, "OFRO")}
# %% right: a default dictionary, open unless said otherwise
from collections import defaultdict

boundary = defaultdict(lambda: "open", {"third order": "follows"})
boundary.update({"flat minimum": "refuted"})
for label in ("every line", "one minibatch"):
    boundary[label]
# %% wrong: straight lines are enough
# from: right 1
# edit: "every line": "open" -> "every line": "follows"
# check: test_boundary_examples
# says: Try curves as well as straight lines
# marks: >= 0.5
# %% wrong: the example of the hook settles every function
# from: right 1
# edit: "every line": "open" -> "every line": "refuted"
# check: test_boundary_examples
# says: Of pair 1, one claim is not judged right
# %% wrong: a zero Hessian never decides
# from: right 1
# edit: "third order": "follows" -> "third order": "open"
# check: test_boundary_examples
# says: Of pair 1, one claim is not judged right
# %% wrong: a third derivative may belong to a minimum
# from: right 1
# edit: "third order": "follows" -> "third order": "refuted"
# check: test_boundary_examples
# says: Of pair 1, one claim is not judged right
# %% wrong: a small gradient beside a small Hessian is a minimum
# from: right 1
# edit: "flat minimum": "refuted" -> "flat minimum": "follows"
# check: test_boundary_non_examples
# says: Of pair 2, one claim is not judged right
# marks: >= 0.5
# %% wrong: nobody can say of the flat minimum
# from: right 1
# edit: "flat minimum": "refuted" -> "flat minimum": "open"
# check: test_boundary_non_examples
# says: Of pair 2, one claim is not judged right
# %% wrong: a minibatch speaks for all
# from: right 1
# edit: "one minibatch": "open" -> "one minibatch": "follows"
# check: test_boundary_non_examples
# says: is the mean of those of all minibatches
# %% wrong: a minibatch never speaks for all
# from: right 1
# edit: "one minibatch": "open" -> "one minibatch": "refuted"
# check: test_boundary_non_examples
# says: Of pair 2, one claim is not judged right
# %% wrong: open everywhere
# check: test_boundary_examples, test_boundary_non_examples
# says: not judged right
boundary = dict.fromkeys(("every line", "third order", "flat minimum", "one minibatch"), "open")
# %% wrong: other words
# check: test_boundary_examples, test_boundary_non_examples
# says: should be one of 'follows', 'refuted', 'open'
boundary = dict.fromkeys(("every line", "third order", "flat minimum", "one minibatch"), "true")
# %% wrong: a list in place of the dictionary
# check: test_boundary_examples, test_boundary_non_examples
# says: should be a dict
boundary = ["open", "follows", "refuted", "open"]
# %% wrong: two labels are missing
# from: right 1
# edit:
# -     "every line": "open",
# edit:
# -     "one minibatch": "open",
# check: test_boundary_examples, test_boundary_non_examples
# says: has no entry 'every line'
# %% wrong: examples only, the plain case
# from: right 1
# edit: "flat minimum": "refuted" -> "flat minimum": "follows"
# edit: "one minibatch": "open" -> "one minibatch": "follows"
# check: test_boundary_non_examples
# says: Of pair 2, both claims are not judged right
# marks: <= 0.6
# %% wrong: the two words for pair 1 exchanged
# from: right 1
# edit: "every line": "open" -> "every line": "follows"
# edit: "third order": "follows" -> "third order": "open"
# check: test_boundary_examples
# says: Of pair 1, both claims are not judged right
