# %% right: the dictionary, written out
boundary = {
    "short step": "follows",
    "far away": "open",
    "flat direction": "follows",
    "one minibatch": "open",
    "heavy ball": "refuted",
    "zero hessian": "open",
    "rescaled loss": "follows",
}
# %% right: from lists of labels
boundary = {}
for label in ("short step", "flat direction", "rescaled loss"):
    boundary[label] = "follows"
for label in ("heavy ball",):
    boundary[label] = "refuted"
for label in ("far away", "one minibatch", "zero hessian"):
    boundary[label] = "open"
# %% right: computed where a number decides, as NumPy strings, with a note besides
words = np.array(["refuted", "follows"])
boundary = {"note": "see the sheet"}
boundary["short step"] = words[int(1e-3 * 0.4 + 0.4**2 / 2 <= 0.1)]
boundary["flat direction"] = words[int(max(abs(1 - 0.9 * 2), abs(1 - 0.9 * 0)) <= 1)]
boundary["heavy ball"] = words[int(3 > 2 + 2 * 0.9)]
boundary["rescaled loss"] = words[int(1000 / 1000 == 1)]
boundary |= dict.fromkeys(("far away", "one minibatch", "zero hessian"), "open")
# %% wrong: a small gradient is a minimum
# from: right 1
# edit: "far away": "open" -> "far away": "follows"
# check: test_boundary_examples
# says: Of the three examples, 1 is not judged right
# %% wrong: two is the edge for every algorithm
# from: right 1
# edit: "heavy ball": "refuted" -> "heavy ball": "follows"
# check: test_boundary_non_examples
# says: Of the two non-examples
# marks: >= 0.5
# %% wrong: a batch speaks for the whole
# from: right 1
# edit: "one minibatch": "open" -> "one minibatch": "follows"
# check: test_boundary_non_examples
# says: Of the two non-examples, 1
# %% wrong: a zero Hessian is a minimum, wherever it is
# from: right 1
# edit: "zero hessian": "open" -> "zero hessian": "follows"
# check: test_boundary_cases
# says: Of the two boundary cases, 1
# %% wrong: what is not proved is refuted
# from: right 1
# edit: "far away": "open" -> "far away": "refuted"
# edit: "one minibatch": "open" -> "one minibatch": "refuted"
# edit: "open" -> "refuted"
# check: test_boundary_examples, test_boundary_non_examples, test_boundary_cases
# says: Of the three examples, 1
# %% wrong: follows everywhere
# from: wrong: a small gradient is a minimum
# edit: "one minibatch": "open" -> "one minibatch": "follows"
# edit: "heavy ball": "refuted" -> "heavy ball": "follows"
# edit: "open" -> "follows"
# check: test_boundary_examples, test_boundary_non_examples, test_boundary_cases
# says: not judged right
# %% wrong: refuted everywhere
# from: wrong: what is not proved is refuted
# edit: "short step": "follows" -> "short step": "refuted"
# edit: "flat direction": "follows" -> "flat direction": "refuted"
# edit: "follows" -> "refuted"
# check: test_boundary_examples, test_boundary_non_examples, test_boundary_cases
# says: not judged right
# %% wrong: open everywhere
# from: right 1
# edit: "short step": "follows" -> "short step": "open"
# edit: "flat direction": "follows" -> "flat direction": "open"
# edit: "heavy ball": "refuted" -> "heavy ball": "open"
# edit: "follows" -> "open"
# check: test_boundary_examples, test_boundary_non_examples, test_boundary_cases
# says: not judged right
# %% wrong: other words
# check: test_boundary_examples, test_boundary_non_examples, test_boundary_cases
# says: should be one of 'follows', 'refuted', 'open'
boundary = {
    "short step": "true",
    "far away": "unknown",
    "flat direction": "true",
    "one minibatch": "unknown",
    "heavy ball": "false",
    "zero hessian": "unknown",
    "rescaled loss": "true",
}
# %% wrong: a list in place of the dictionary
# check: test_boundary_examples, test_boundary_non_examples, test_boundary_cases
# says: should be a dict
boundary = ["follows", "open", "refuted", "follows", "open", "open", "refuted", "refuted", "refuted", "open", "follows", "refuted"]
# %% wrong: two labels are missing
# from: right 1
# edit:
# -     "far away": "open",
# edit:
# -     "one minibatch": "open",
# check: test_boundary_examples, test_boundary_non_examples
# says: has no entry 'far away'
# %% wrong: nothing was filled in
# check: test_boundary_examples, test_boundary_non_examples, test_boundary_cases
# says: should be a string
boundary = dict.fromkeys((
    "short step",
    "far away",
    "flat direction",
    "one minibatch",
    "heavy ball",
    "zero hessian",
    "rescaled loss",
))
# %% wrong: NaN
# from: wrong: nothing was filled in
# edit: )) -> ), float("nan"))
# check: test_boundary_examples, test_boundary_non_examples, test_boundary_cases
# says: should be a string
# %% right: an ordered dictionary from pairs, in another order
from collections import OrderedDict

pairs = [
    ("rescaled loss", "follows"), ("zero hessian", "open"), ("heavy ball", "refuted"),
    ("one minibatch", "open"), ("flat direction", "follows"), ("far away", "open"), ("short step", "follows"),
]
boundary = OrderedDict(pairs)
# %% right: words of an enumeration that are strings
from enum import Enum


class Word(str, Enum):
    FOLLOWS = "follows"
    REFUTED = "refuted"
    OPEN = "open"


boundary = dict.fromkeys(("short step", "flat direction", "rescaled loss"), Word.FOLLOWS)
boundary |= dict.fromkeys(("heavy ball",), Word.REFUTED)
boundary |= dict.fromkeys(("far away", "one minibatch", "zero hessian"), Word.OPEN)
# %% right: a default dictionary, open unless said otherwise
from collections import defaultdict

boundary = defaultdict(lambda: "open", {"short step": "follows", "flat direction": "follows", "rescaled loss": "follows"})
boundary.update(dict.fromkeys("heavy ball".split(","), "refuted"))
for label in ("far away", "one minibatch", "zero hessian"):
    boundary[label]
# %% right: letters turned into words by a lambda, from a sheet of text
sheet = """short step: f / far away: o / flat direction: f / one minibatch: o / tiny gradient: r
/ heavy ball: r / zero hessian: o / rescaled loss: f / faint descent: r"""
word = lambda letter: next(w for w in ("follows", "refuted", "open") if w.startswith(letter.strip()))
boundary = {line.split(":")[0].strip(): word(line.split(":")[1]) for line in sheet.split("/")}
# %% wrong: nobody can tell how far a guarantee reaches
# from: right 1
# edit: "short step": "follows" -> "short step": "open"
# check: test_boundary_examples
# says: Of the three examples, 1
# %% wrong: a flat direction keeps GD from converging
# from: right 1
# edit: "flat direction": "follows" -> "flat direction": "refuted"
# check: test_boundary_examples
# says: Of the three examples, 1
# %% wrong: a batch of 32 never agrees with the whole
# from: right 1
# edit: "one minibatch": "open" -> "one minibatch": "refuted"
# check: test_boundary_non_examples
# says: Of the two non-examples, 1
# %% wrong: heavy ball depends on the other eigenvalues
# from: right 1
# edit: "heavy ball": "refuted" -> "heavy ball": "open"
# check: test_boundary_non_examples
# says: Of the two non-examples, 1
# %% wrong: the unit of the loss matters
# from: right 1
# edit: "rescaled loss": "follows" -> "rescaled loss": "refuted"
# check: test_boundary_cases
# says: Of the two boundary cases, 1
# %% wrong: a zero Hessian is never a minimum
# from: right 1
# edit: "zero hessian": "open" -> "zero hessian": "refuted"
# check: test_boundary_cases
# says: Of the two boundary cases, 1
# %% wrong: one slip in each group
# from: right 1
# edit: "far away": "open" -> "far away": "refuted"
# edit: "one minibatch": "open" -> "one minibatch": "follows"
# edit: "zero hessian": "open" -> "zero hessian": "follows"
# check: test_boundary_examples, test_boundary_non_examples, test_boundary_cases
# says: 1 is not judged right
# %% wrong: capital letters
# check: test_boundary_examples, test_boundary_non_examples, test_boundary_cases
# says: should be one of
boundary = {
    "short step": "Follows",
    "far away": "Open",
    "flat direction": "Follows",
    "one minibatch": "Open",
    "heavy ball": "Refuted",
    "zero hessian": "Open",
    "rescaled loss": "Follows",
}
# %% wrong: sets of words to be safe
# from: right 1
# edit:
# - }
# + }
# + boundary["far away"] = {"open", "refuted"}
# check: test_boundary_examples
# says: should be a string
# %% wrong: the examples are right, the rest is guessed: the plain case
# from: right 1
# edit: "one minibatch": "open" -> "one minibatch": "follows"
# edit: "zero hessian": "open" -> "zero hessian": "follows"
# check: test_boundary_non_examples, test_boundary_cases
# says: Of the two non-examples, 1
# marks: <= 0.6
