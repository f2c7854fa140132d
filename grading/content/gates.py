"""The gates that a finished section passes, as data: what is counted, the bound, and why. The one place where a bound stands.

`landscape check` measures them, `tests/content/test_gates.py` holds them, and docs/contributors.md shows the table below.
"""

# Longer than the house measure: a table of data.

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from grading.course import Course
from grading.errors import AuthorError

KNOWN_MISSES = "tests/known-misses.toml"


@dataclass(frozen=True, kw_only=True)
class Gate:
    """A number that is counted, and between which bounds it must lie.

    `of_task` says that it is counted task by task; a section's number is then that of its worst task. `size` says that a draft
    is let off.
    """

    name: str
    counts: str
    why: str
    at_least: float | None = None
    at_most: float | None = None
    of_task: bool = False
    size: bool = True

    def met(self, got: float) -> bool:
        """Say whether a number lies within the bounds, up to rounding."""
        enough = self.at_least is None or got >= self.at_least - 1e-9
        return enough and (self.at_most is None or got <= self.at_most + 1e-9)

    def no_worse(self, got: float, known: float) -> bool:
        """Say whether a number that misses the bounds is at most as far from them as a known one."""
        return known <= got if self.at_least is not None and got < self.at_least else got <= known

    def worst(self, numbers: Mapping[str, float]) -> float:
        """Return the number of the task that is furthest from the bound."""
        return min(numbers.values()) if self.at_least is not None else max(numbers.values())

    @property
    def wanted(self) -> str:
        """The bound as people write it."""
        if self.at_least is not None and self.at_most is not None:
            same = self.at_least == self.at_most
            return f"{self.at_least:g}" if same else f"{self.at_least:g} to {self.at_most:g}"
        return f"at least {self.at_least:g}" if self.at_least is not None else f"at most {self.at_most or 0:g}"


GATES = (
    Gate(
        name="sync",
        counts="pairs of text and notebook that differ",
        at_most=0,
        size=False,
        why="two files that say different things are two courses",
    ),
    Gate(
        name="leaks",
        counts="lines and files in the release that students must not get",
        at_most=0,
        size=False,
        why="a released solution cannot be called back",
    ),
    Gate(
        name="hidden checks fit",
        counts="faults between tasks and hidden checks",
        at_most=0,
        size=False,
        why="a section whose checks do not fit its tasks is not graded",
    ),
    Gate(
        name="model answer",
        counts="tasks on which the model answer misses full marks",
        at_most=0,
        size=False,
        why="full marks are within reach",
    ),
    Gate(
        name="stub",
        counts="tasks on which the stub gets marks, every check run",
        at_most=0,
        size=False,
        why="nothing is earned by handing in nothing",
    ),
    Gate(
        name="bank",
        counts="answers judged otherwise than they say",
        at_most=0,
        size=False,
        why="the error rates that are published are those of the bank",
    ),
    Gate(
        name="left to do",
        counts="lines with TODO in the files of the section, as `landscape new` writes them",
        at_most=0,
        size=False,
        why="what is written for the author must not reach a student",
    ),
    Gate(name="points", counts="points", at_least=20, at_most=20, why="sections weigh the same"),
    Gate(
        name="automatic tasks", counts="tasks that are marked by machine", at_least=7, at_most=8, why="what ninety minutes hold"
    ),
    Gate(name="written tasks", counts="tasks that a person marks", at_least=2, at_most=2, why="the two diagnostic questions"),
    Gate(
        name="automatic share",
        counts="share of the points that is marked by machine",
        at_least=0.7,
        why="marks come back within minutes; a person reads two answers a student",
    ),
    Gate(
        name="words",
        counts="words of prose: Markdown without formulas, code, hints and rubrics",
        at_most=2400,
        why="solved blind, longer notebooks took 130 to 140 minutes instead of 90",
    ),
    Gate(
        name="words before the first task",
        counts="words of prose before the first answer cell",
        at_most=300,
        why="students do something before they have read for ten minutes",
    ),
    Gate(
        name="words before the first picture",
        counts="words of prose before the first picture",
        at_most=120,
        why="the picture poses the question",
    ),
    Gate(
        name="first picture predicted",
        counts="prediction cells before the first picture",
        at_least=1,
        why="a picture surprises only those who have committed themselves",
    ),
    Gate(
        name="prediction cells",
        counts='cells with the tag "predict", in which students write what they expect',
        at_least=3,
        why="predictions that fail are what readers remembered",
    ),
    Gate(
        name="visible check",
        counts="lines of a task's check cell",
        at_most=8,
        of_task=True,
        why="students read it to learn what is wrong, not to learn Python",
    ),
    Gate(
        name="code in view",
        counts="lines of unfolded code that students neither write nor need: set-up, checks, pictures",
        at_most=120,
        why="two notebooks showed 235 and 555 such lines, which nobody read",
    ),
    Gate(
        name="long cells in view",
        counts="cells that only show, longer than 8 lines and not folded (jupyter.source_hidden)",
        at_most=0,
        why="a picture is one call, and its alt text must not tell it before it is seen",
    ),
    Gate(
        name="take it home",
        counts='cells with the tag "take-home": the instrument in PyTorch',
        at_least=1,
        at_most=1,
        why="what is learned is used on the next run",
    ),
    Gate(name="lines to take home", counts="lines of code in that cell", at_most=12, why="more is not copied by hand"),
    Gate(
        name="pictures",
        counts="cells that draw",
        at_least=3,
        why="each notebook is looked at as much as it is read",
    ),
    Gate(
        name="secret lines",
        counts="lines that stand in solutions only",
        at_least=40,
        why="the search for leaks has something to search for",
    ),
    Gate(
        name="hidden checks",
        counts="hidden checks of all tasks",
        at_least=20,
        why="plain cases, limits, invariances, bad scales and degenerate inputs of seven tasks",
    ),
    Gate(
        name="right answers",
        counts="right answers in the bank",
        at_least=5,
        of_task=True,
        why="answers that differ in kind show what a check wrongly takes for granted",
    ),
    Gate(
        name="wrong answers",
        counts="wrong answers in the bank",
        at_least=12,
        of_task=True,
        why="slips, forgotten boundary cases and naive numerics of one task",
    ),
    Gate(
        name="messages",
        counts="wrong answers without a message that must come (`# says:`)",
        at_most=0,
        of_task=True,
        why="a check that fails for another reason helps nobody",
    ),
    Gate(
        name="plain case only",
        counts="answers that are right in the plain case only (`# marks: <= 0.6`)",
        at_least=1,
        of_task=True,
        why="an answer that ignored every announced case got 74 % of the marks",
    ),
    Gate(
        name="one case missed",
        counts="answers that miss one announced case (`# marks: >= 0.5`)",
        at_least=1,
        of_task=True,
        why="who has the idea gets half of the marks",
    ),
    Gate(
        name="sample class",
        counts="submissions to the section in tests/sample_class/class.toml",
        at_least=1,
        why="`make demo` shows every section at work",
    ),
    Gate(
        name="error rates",
        counts="automatic tasks whose rates docs/error-rates.md lacks, or has from another bank",
        at_most=0,
        why="each exercise publishes how often it is judged wrongly",
    ),
    Gate(
        name="picture book",
        counts="of `question: ...` and `face: <a cell that draws>`, what the front matter lacks",
        at_most=0,
        why="one question and one picture say what a notebook is about (docs/picture-book.md)",
    ),
)
BY_NAME = {gate.name: gate for gate in GATES}


def known_misses(course: Course) -> dict[str, dict[str, float]]:
    """Return, by section and gate, the numbers that are known to miss; AuthorError when the file names no gate of ours."""
    path = course.root / KNOWN_MISSES
    if not path.is_file():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise AuthorError(
            "the known misses are no TOML", where=KNOWN_MISSES, got=str(error), next_step="correct the line"
        ) from error
    for section, misses in found.items():
        for name, number in misses.items() if isinstance(misses, dict) else [(section, str(misses))]:
            if name not in BY_NAME or not isinstance(number, int | float):
                raise AuthorError(
                    "this is no known miss",
                    where=f"{KNOWN_MISSES}, [{section}]",
                    got=f"{name} = {number!r}",
                    expected=f"a number for one of {', '.join(BY_NAME)}",
                    next_step="correct the name, or take the line away",
                )
    return {section: dict(misses) for section, misses in found.items()}


def as_table() -> str:
    """Return the gates as a Markdown table, for docs/contributors.md."""
    rows = [
        f"| {gate.name} | {gate.counts}{', in each task' if gate.of_task else ''} | {gate.wanted} | {gate.why} |"
        for gate in GATES
    ]
    return "\n".join(["| gate | what is counted | wanted | why |", "|---|---|---|---|", *rows]) + "\n"
