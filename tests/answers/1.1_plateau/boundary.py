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
# check: test_boundary_examples
# check: test_boundary_non_examples
# says: Of the four examples, 1 are not judged right
boundary = {
    "short step": "follows",
    "far away": "follows",
    "finite time": "refuted",
    "flat direction": "follows",
    "recipe": "open",
    "one minibatch": "open",
    "tiny gradient": "follows",
    "heavy ball": "refuted",
    "exactly two": "refuted",
    "zero hessian": "open",
    "rescaled loss": "follows",
    "faint descent": "refuted",
}
# %% wrong: two is the edge for every algorithm
# check: test_boundary_non_examples
# says: Of the four non-examples
boundary = {
    "short step": "follows",
    "far away": "open",
    "finite time": "refuted",
    "flat direction": "follows",
    "recipe": "open",
    "one minibatch": "open",
    "tiny gradient": "refuted",
    "heavy ball": "follows",
    "exactly two": "refuted",
    "zero hessian": "open",
    "rescaled loss": "follows",
    "faint descent": "refuted",
}
# %% wrong: a recipe is as good as a proof
# check: test_boundary_non_examples
# says: Of the four non-examples, 2
boundary = {
    "short step": "follows",
    "far away": "open",
    "finite time": "refuted",
    "flat direction": "follows",
    "recipe": "follows",
    "one minibatch": "follows",
    "tiny gradient": "refuted",
    "heavy ball": "refuted",
    "exactly two": "refuted",
    "zero hessian": "open",
    "rescaled loss": "follows",
    "faint descent": "refuted",
}
# %% wrong: a zero Hessian is a minimum, and the edge itself converges
# check: test_boundary_cases
# says: Of the four boundary cases, 2
boundary = {
    "short step": "follows",
    "far away": "open",
    "finite time": "refuted",
    "flat direction": "follows",
    "recipe": "open",
    "one minibatch": "open",
    "tiny gradient": "refuted",
    "heavy ball": "refuted",
    "exactly two": "follows",
    "zero hessian": "follows",
    "rescaled loss": "follows",
    "faint descent": "refuted",
}
# %% wrong: weak negative curvature is harmless at a small rate
# check: test_boundary_cases
# says: Of the four boundary cases, 1
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
    "faint descent": "follows",
}
# %% wrong: what is not proved is refuted
# check: test_boundary_examples
# check: test_boundary_non_examples
# check: test_boundary_cases
# says: Of the four examples, 1
boundary = {
    "short step": "follows",
    "far away": "refuted",
    "finite time": "refuted",
    "flat direction": "follows",
    "recipe": "refuted",
    "one minibatch": "refuted",
    "tiny gradient": "refuted",
    "heavy ball": "refuted",
    "exactly two": "refuted",
    "zero hessian": "refuted",
    "rescaled loss": "follows",
    "faint descent": "refuted",
}
# %% wrong: follows everywhere
# check: test_boundary_examples
# check: test_boundary_non_examples
# check: test_boundary_cases
# says: are not judged right
boundary = {
    "short step": "follows",
    "far away": "follows",
    "finite time": "follows",
    "flat direction": "follows",
    "recipe": "follows",
    "one minibatch": "follows",
    "tiny gradient": "follows",
    "heavy ball": "follows",
    "exactly two": "follows",
    "zero hessian": "follows",
    "rescaled loss": "follows",
    "faint descent": "follows",
}
# %% wrong: refuted everywhere
# check: test_boundary_examples
# check: test_boundary_non_examples
# check: test_boundary_cases
# says: are not judged right
boundary = {
    "short step": "refuted",
    "far away": "refuted",
    "finite time": "refuted",
    "flat direction": "refuted",
    "recipe": "refuted",
    "one minibatch": "refuted",
    "tiny gradient": "refuted",
    "heavy ball": "refuted",
    "exactly two": "refuted",
    "zero hessian": "refuted",
    "rescaled loss": "refuted",
    "faint descent": "refuted",
}
# %% wrong: open everywhere
# check: test_boundary_examples
# check: test_boundary_non_examples
# check: test_boundary_cases
# says: are not judged right
boundary = {
    "short step": "open",
    "far away": "open",
    "finite time": "open",
    "flat direction": "open",
    "recipe": "open",
    "one minibatch": "open",
    "tiny gradient": "open",
    "heavy ball": "open",
    "exactly two": "open",
    "zero hessian": "open",
    "rescaled loss": "open",
    "faint descent": "open",
}
# %% wrong: other words
# check: test_boundary_examples
# check: test_boundary_non_examples
# check: test_boundary_cases
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
# check: test_boundary_examples
# check: test_boundary_non_examples
# check: test_boundary_cases
# says: should be a dict
boundary = ["follows", "open", "refuted", "follows", "open", "open", "refuted", "refuted", "refuted", "open", "follows", "refuted"]
# %% wrong: two labels are missing
# check: test_boundary_examples
# check: test_boundary_non_examples
# says: has no entry 'far away'
boundary = {
    "short step": "follows",
    "finite time": "refuted",
    "flat direction": "follows",
    "recipe": "open",
    "tiny gradient": "refuted",
    "heavy ball": "refuted",
    "exactly two": "refuted",
    "zero hessian": "open",
    "rescaled loss": "follows",
    "faint descent": "refuted",
}
# %% wrong: nothing was filled in
# check: test_boundary_examples
# check: test_boundary_non_examples
# check: test_boundary_cases
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
# check: test_boundary_examples
# check: test_boundary_non_examples
# check: test_boundary_cases
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
), float("nan"))
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
# check: test_boundary_examples
# says: Of the four examples, 1
boundary = {
    "short step": "open",
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
# %% wrong: the flow arrives in finite time, as in x^p with p below 2
# check: test_boundary_examples
# says: Of the four examples, 1
boundary = {
    "short step": "follows",
    "far away": "open",
    "finite time": "follows",
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
# %% wrong: a flat direction keeps GD from converging
# check: test_boundary_examples
# says: Of the four examples, 1
boundary = {
    "short step": "follows",
    "far away": "open",
    "finite time": "refuted",
    "flat direction": "refuted",
    "recipe": "open",
    "one minibatch": "open",
    "tiny gradient": "refuted",
    "heavy ball": "refuted",
    "exactly two": "refuted",
    "zero hessian": "open",
    "rescaled loss": "follows",
    "faint descent": "refuted",
}
# %% wrong: a margin of 0.9 diverges in a transformer
# check: test_boundary_non_examples
# says: Of the four non-examples, 1
boundary = {
    "short step": "follows",
    "far away": "open",
    "finite time": "refuted",
    "flat direction": "follows",
    "recipe": "refuted",
    "one minibatch": "open",
    "tiny gradient": "refuted",
    "heavy ball": "refuted",
    "exactly two": "refuted",
    "zero hessian": "open",
    "rescaled loss": "follows",
    "faint descent": "refuted",
}
# %% wrong: a batch of 32 never agrees with the whole
# check: test_boundary_non_examples
# says: Of the four non-examples, 1
boundary = {
    "short step": "follows",
    "far away": "open",
    "finite time": "refuted",
    "flat direction": "follows",
    "recipe": "open",
    "one minibatch": "refuted",
    "tiny gradient": "refuted",
    "heavy ball": "refuted",
    "exactly two": "refuted",
    "zero hessian": "open",
    "rescaled loss": "follows",
    "faint descent": "refuted",
}
# %% wrong: a tiny gradient leaves the distance open
# check: test_boundary_non_examples
# says: Of the four non-examples, 1
boundary = {
    "short step": "follows",
    "far away": "open",
    "finite time": "refuted",
    "flat direction": "follows",
    "recipe": "open",
    "one minibatch": "open",
    "tiny gradient": "open",
    "heavy ball": "refuted",
    "exactly two": "refuted",
    "zero hessian": "open",
    "rescaled loss": "follows",
    "faint descent": "refuted",
}
# %% wrong: heavy ball depends on the other eigenvalues
# check: test_boundary_non_examples
# says: Of the four non-examples, 1
boundary = {
    "short step": "follows",
    "far away": "open",
    "finite time": "refuted",
    "flat direction": "follows",
    "recipe": "open",
    "one minibatch": "open",
    "tiny gradient": "refuted",
    "heavy ball": "open",
    "exactly two": "refuted",
    "zero hessian": "open",
    "rescaled loss": "follows",
    "faint descent": "refuted",
}
# %% wrong: at the edge anything may happen, and units matter
# check: test_boundary_cases
# says: Of the four boundary cases, 2
boundary = {
    "short step": "follows",
    "far away": "open",
    "finite time": "refuted",
    "flat direction": "follows",
    "recipe": "open",
    "one minibatch": "open",
    "tiny gradient": "refuted",
    "heavy ball": "refuted",
    "exactly two": "open",
    "zero hessian": "open",
    "rescaled loss": "refuted",
    "faint descent": "refuted",
}
# %% wrong: a zero Hessian is never a minimum
# check: test_boundary_cases
# says: Of the four boundary cases, 1
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
    "zero hessian": "refuted",
    "rescaled loss": "follows",
    "faint descent": "refuted",
}
# %% wrong: faint descent depends on the rate
# check: test_boundary_cases
# says: Of the four boundary cases, 1
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
    "faint descent": "open",
}
# %% wrong: one slip in each group
# check: test_boundary_examples
# check: test_boundary_non_examples
# check: test_boundary_cases
# says: 1 are not judged right
boundary = {
    "short step": "follows",
    "far away": "refuted",
    "finite time": "refuted",
    "flat direction": "follows",
    "recipe": "follows",
    "one minibatch": "open",
    "tiny gradient": "refuted",
    "heavy ball": "refuted",
    "exactly two": "refuted",
    "zero hessian": "follows",
    "rescaled loss": "follows",
    "faint descent": "refuted",
}
# %% wrong: capital letters
# check: test_boundary_examples
# check: test_boundary_non_examples
# check: test_boundary_cases
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
# check: test_boundary_examples
# says: should be a string
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
boundary["far away"] = {"open", "refuted"}
