# %% right: the dictionary, written out
boundary = {
    "short step": "follows",
    "far away": "open",
    "finite time": "refuted",
    "flat direction": "follows",
    "recipe": "open",
    "one minibatch": "open",
    "tiny gradient": "refuted",
    "heavy ball": "refuted",
    "exactly two": "refuted",
    "zero hessian": "open",
    "rescaled loss": "follows",
    "faint descent": "refuted",
}
# %% right: from lists of labels
boundary = {}
for label in ("short step", "flat direction", "rescaled loss"):
    boundary[label] = "follows"
for label in ("finite time", "tiny gradient", "heavy ball", "exactly two", "faint descent"):
    boundary[label] = "refuted"
for label in ("far away", "recipe", "one minibatch", "zero hessian"):
    boundary[label] = "open"
# %% right: computed where a number decides, as NumPy strings, with a note besides
words = np.array(["refuted", "follows"])
boundary = {"note": "see the sheet"}
boundary["short step"] = words[int(1e-3 * 0.4 + 0.4**2 / 2 <= 0.1)]
boundary["finite time"] = words[0]
boundary["flat direction"] = words[int(max(abs(1 - 0.9 * 2), abs(1 - 0.9 * 0)) <= 1)]
boundary["tiny gradient"] = words[int(5e-7 / 1e-8 <= 1)]
boundary["heavy ball"] = words[int(3 > 2 + 2 * 0.9)]
boundary["exactly two"] = words[int(abs(1 - 2) < 1)]
boundary["rescaled loss"] = words[int(1000 / 1000 == 1)]
boundary["faint descent"] = words[int(1 + 1e-9 <= 1)]
boundary |= dict.fromkeys(("far away", "recipe", "one minibatch", "zero hessian"), "open")
# %% wrong: a small gradient is a minimum
# from: right 1
# edit: "far away": "open" -> "far away": "follows"
# edit: "tiny gradient": "refuted" -> "tiny gradient": "follows"
# check: test_boundary_examples, test_boundary_non_examples
# says: Of the four examples, 1 are not judged right
# %% wrong: two is the edge for every algorithm
# from: right 1
# edit: "heavy ball": "refuted" -> "heavy ball": "follows"
# check: test_boundary_non_examples
# says: Of the four non-examples
# %% wrong: a recipe is as good as a proof
# from: right 1
# edit: "recipe": "open" -> "recipe": "follows"
# edit: "one minibatch": "open" -> "one minibatch": "follows"
# check: test_boundary_non_examples
# says: Of the four non-examples, 2
# %% wrong: a zero Hessian is a minimum, and the edge itself converges
# from: right 1
# edit: "exactly two": "refuted" -> "exactly two": "follows"
# edit: "zero hessian": "open" -> "zero hessian": "follows"
# check: test_boundary_cases
# says: Of the four boundary cases, 2
# %% wrong: weak negative curvature is harmless at a small rate
# from: right 1
# edit: "faint descent": "refuted" -> "faint descent": "follows"
# check: test_boundary_cases
# says: Of the four boundary cases, 1
# %% wrong: what is not proved is refuted
# from: right 1
# edit: "far away": "open" -> "far away": "refuted"
# edit: "recipe": "open" -> "recipe": "refuted"
# edit: "one minibatch": "open" -> "one minibatch": "refuted"
# edit: "open" -> "refuted"
# check: test_boundary_examples, test_boundary_non_examples, test_boundary_cases
# says: Of the four examples, 1
# %% wrong: follows everywhere
# from: wrong: a small gradient is a minimum
# edit: "finite time": "refuted" -> "finite time": "follows"
# edit: "recipe": "open" -> "recipe": "follows"
# edit: "one minibatch": "open" -> "one minibatch": "follows"
# edit: "heavy ball": "refuted" -> "heavy ball": "follows"
# edit: "exactly two": "refuted" -> "exactly two": "follows"
# edit: "open" -> "follows"
# edit: "refuted" -> "follows"
# check: test_boundary_examples, test_boundary_non_examples, test_boundary_cases
# says: are not judged right
# %% wrong: refuted everywhere
# from: wrong: what is not proved is refuted
# edit: "short step": "follows" -> "short step": "refuted"
# edit: "flat direction": "follows" -> "flat direction": "refuted"
# edit: "follows" -> "refuted"
# check: test_boundary_examples, test_boundary_non_examples, test_boundary_cases
# says: are not judged right
# %% wrong: open everywhere
# from: right 1
# edit: "short step": "follows" -> "short step": "open"
# edit: "finite time": "refuted" -> "finite time": "open"
# edit: "flat direction": "follows" -> "flat direction": "open"
# edit: "tiny gradient": "refuted" -> "tiny gradient": "open"
# edit: "heavy ball": "refuted" -> "heavy ball": "open"
# edit: "exactly two": "refuted" -> "exactly two": "open"
# edit: "follows" -> "open"
# edit: "refuted" -> "open"
# check: test_boundary_examples, test_boundary_non_examples, test_boundary_cases
# says: are not judged right
# %% wrong: other words
# check: test_boundary_examples, test_boundary_non_examples, test_boundary_cases
# says: should be one of 'follows', 'refuted', 'open'
boundary = {
    "short step": "true",
    "far away": "unknown",
    "finite time": "false",
    "flat direction": "true",
    "recipe": "unknown",
    "one minibatch": "unknown",
    "tiny gradient": "false",
    "heavy ball": "false",
    "exactly two": "false",
    "zero hessian": "unknown",
    "rescaled loss": "true",
    "faint descent": "false",
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
    "finite time",
    "flat direction",
    "recipe",
    "one minibatch",
    "tiny gradient",
    "heavy ball",
    "exactly two",
    "zero hessian",
    "rescaled loss",
    "faint descent",
))
# %% wrong: NaN
# from: wrong: nothing was filled in
# edit: )) -> ), float("nan"))
# check: test_boundary_examples, test_boundary_non_examples, test_boundary_cases
# says: should be a string
# %% right: an ordered dictionary from pairs, in another order
from collections import OrderedDict

pairs = [
    ("faint descent", "refuted"), ("rescaled loss", "follows"), ("zero hessian", "open"), ("exactly two", "refuted"),
    ("heavy ball", "refuted"), ("tiny gradient", "refuted"), ("one minibatch", "open"), ("recipe", "open"),
    ("flat direction", "follows"), ("finite time", "refuted"), ("far away", "open"), ("short step", "follows"),
]
boundary = OrderedDict(pairs)
# %% right: words of an enumeration that are strings
from enum import Enum


class Word(str, Enum):
    FOLLOWS = "follows"
    REFUTED = "refuted"
    OPEN = "open"


boundary = dict.fromkeys(("short step", "flat direction", "rescaled loss"), Word.FOLLOWS)
boundary |= dict.fromkeys(("finite time", "tiny gradient", "heavy ball", "exactly two", "faint descent"), Word.REFUTED)
boundary |= dict.fromkeys(("far away", "recipe", "one minibatch", "zero hessian"), Word.OPEN)
# %% right: a default dictionary, open unless said otherwise
from collections import defaultdict

boundary = defaultdict(lambda: "open", {"short step": "follows", "flat direction": "follows", "rescaled loss": "follows"})
boundary.update(dict.fromkeys("finite time,tiny gradient,heavy ball,exactly two,faint descent".split(","), "refuted"))
for label in ("far away", "recipe", "one minibatch", "zero hessian"):
    boundary[label]
# %% right: letters turned into words by a lambda, from a sheet of text
sheet = """short step: f / far away: o / finite time: r / flat direction: f / recipe: o / one minibatch: o / tiny gradient: r
/ heavy ball: r / exactly two: r / zero hessian: o / rescaled loss: f / faint descent: r"""
word = lambda letter: next(w for w in ("follows", "refuted", "open") if w.startswith(letter.strip()))
boundary = {line.split(":")[0].strip(): word(line.split(":")[1]) for line in sheet.split("/")}
# %% wrong: nobody can tell how far a guarantee reaches
# from: right 1
# edit: "short step": "follows" -> "short step": "open"
# check: test_boundary_examples
# says: Of the four examples, 1
# %% wrong: the flow arrives in finite time, as in x^p with p below 2
# from: right 1
# edit: "finite time": "refuted" -> "finite time": "follows"
# check: test_boundary_examples
# says: Of the four examples, 1
# %% wrong: a flat direction keeps GD from converging
# from: right 1
# edit: "flat direction": "follows" -> "flat direction": "refuted"
# check: test_boundary_examples
# says: Of the four examples, 1
# %% wrong: a margin of 0.9 diverges in a transformer
# from: right 1
# edit: "recipe": "open" -> "recipe": "refuted"
# check: test_boundary_non_examples
# says: Of the four non-examples, 1
# %% wrong: a batch of 32 never agrees with the whole
# from: right 1
# edit: "one minibatch": "open" -> "one minibatch": "refuted"
# check: test_boundary_non_examples
# says: Of the four non-examples, 1
# %% wrong: a tiny gradient leaves the distance open
# from: right 1
# edit: "tiny gradient": "refuted" -> "tiny gradient": "open"
# check: test_boundary_non_examples
# says: Of the four non-examples, 1
# %% wrong: heavy ball depends on the other eigenvalues
# from: right 1
# edit: "heavy ball": "refuted" -> "heavy ball": "open"
# check: test_boundary_non_examples
# says: Of the four non-examples, 1
# %% wrong: at the edge anything may happen, and units matter
# from: right 1
# edit: "exactly two": "refuted" -> "exactly two": "open"
# edit: "rescaled loss": "follows" -> "rescaled loss": "refuted"
# check: test_boundary_cases
# says: Of the four boundary cases, 2
# %% wrong: a zero Hessian is never a minimum
# from: right 1
# edit: "zero hessian": "open" -> "zero hessian": "refuted"
# check: test_boundary_cases
# says: Of the four boundary cases, 1
# %% wrong: faint descent depends on the rate
# from: right 1
# edit: "faint descent": "refuted" -> "faint descent": "open"
# check: test_boundary_cases
# says: Of the four boundary cases, 1
# %% wrong: one slip in each group
# from: right 1
# edit: "far away": "open" -> "far away": "refuted"
# edit: "recipe": "open" -> "recipe": "follows"
# edit: "zero hessian": "open" -> "zero hessian": "follows"
# check: test_boundary_examples, test_boundary_non_examples, test_boundary_cases
# says: 1 are not judged right
# %% wrong: capital letters
# check: test_boundary_examples, test_boundary_non_examples, test_boundary_cases
# says: should be one of
boundary = {
    "short step": "Follows",
    "far away": "Open",
    "finite time": "Refuted",
    "flat direction": "Follows",
    "recipe": "Open",
    "one minibatch": "Open",
    "tiny gradient": "Refuted",
    "heavy ball": "Refuted",
    "exactly two": "Refuted",
    "zero hessian": "Open",
    "rescaled loss": "Follows",
    "faint descent": "Refuted",
}
# %% wrong: sets of words to be safe
# from: right 1
# edit:
# - }
# + }
# + boundary["far away"] = {"open", "refuted"}
# check: test_boundary_examples
# says: should be a string
