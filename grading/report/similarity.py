"""Answers that are equal but for names and layout, as pairs for a person to look at. It says nothing about how that came about.

Answers of one form (`grading.report.canonical`) are found by that form in a table, so the work grows with the number of answers
and not with that of pairs. Left out are the form of the model answer, that of what was handed out, and forms that are too small
for two people not to meet. A form that more than MAX_GROUP students share is the usual way of doing it: it is counted, and
no pairs are made of it. So a class of n makes at most n (MAX_GROUP - 1) / 2 pairs a task.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from grading.course import Course
from grading.report.answers import Answer, Task, answers_of, tasks_of
from grading.report.canonical import Form, code_form, text_form
from grading.section import Section

MIN_CODE = 30  # parts of the syntax beyond what was handed out; `slope = -2 * eta * x0` has 9
MIN_WORDS = 20
MAX_GROUP = 12
MAX_PAIRS = 40  # shown
MAX_COMPARED = 5_000  # characters of a text that is compared letter by letter


@dataclass(frozen=True, kw_only=True)
class Shared:
    """One task in which two students have the same form."""

    task: str
    left: str  # as the first one wrote it
    right: str
    students: int  # with this form
    size: int  # of the form

    @property
    def alike(self) -> float:
        """How alike both are letter by letter, names and layout included, in [0, 1]."""
        return fuzz.ratio(self.left[:MAX_COMPARED], self.right[:MAX_COMPARED]) / 100


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two students, and the tasks that they answered in the same form, the most telling first."""

    left: str
    right: str
    shared: tuple[Shared, ...]

    @property
    def weight(self) -> float:
        """Sum of size / (students - 1): long forms that few share say more than short ones that many share."""
        return sum(one.size / (one.students - 1) for one in self.shared)


@dataclass(frozen=True, kw_only=True)
class Usual:
    """A form that many share."""

    task: str
    students: int
    example: str


@dataclass(frozen=True, kw_only=True)
class Similar:
    """What one section holds of equal answers."""

    compared: int  # answers that were long enough, and neither model nor template
    pairs: tuple[Pair, ...] = ()  # the most telling first
    more: int = 0  # pairs beyond those
    usual: tuple[Usual, ...] = ()


def similar(course: Course, section: Section, students: Iterable[str]) -> Similar:
    """Return the pairs of one section, from the autograded notebooks of some students."""
    return similar_among(answers_of(course, section, list(students)), tasks_of(section))


def similar_among(answers: Iterable[Answer], tasks: Mapping[str, Task]) -> Similar:
    """Return the pairs among some answers."""
    left_out = {name: {_form(task.given, task).text, _form(task.model, task).text} for name, task in tasks.items()}
    smallest = {name: _smallest(task) for name, task in tasks.items()}
    groups: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    sizes: dict[tuple[str, str], int] = {}
    for answer in answers:
        form = _form(answer.text, tasks[answer.task])
        if form.size >= smallest[answer.task] and form.text not in left_out[answer.task]:
            groups[answer.task, form.text].append(answer)
            sizes[answer.task, form.text] = form.size
    shared = {key: group for key, group in groups.items() if len(group) > 1}
    small = {key: group for key, group in shared.items() if len(group) <= MAX_GROUP}
    pairs = _pairs(small, sizes)
    usual = [
        Usual(task=task, students=len(group), example=group[0].text)
        for (task, form), group in shared.items()
        if (task, form) not in small
    ]
    return Similar(
        compared=sum(map(len, groups.values())),
        pairs=tuple(pairs[:MAX_PAIRS]),
        more=max(0, len(pairs) - MAX_PAIRS),
        usual=tuple(sorted(usual, key=lambda one: (-one.students, one.task))),
    )


def _form(text: str, task: Task) -> Form:
    return text_form(text, task.given) if task.written else code_form(text)


def _smallest(task: Task) -> int:
    return MIN_WORDS if task.written else MIN_CODE + code_form(task.given).size


def _pairs(groups: Mapping[tuple[str, str], list[Answer]], sizes: Mapping[tuple[str, str], int]) -> list[Pair]:
    found: dict[tuple[str, str], list[Shared]] = defaultdict(list)
    for (task, form), group in groups.items():
        for one, other in combinations(sorted(group, key=lambda answer: answer.student), 2):
            found[one.student, other.student].append(
                Shared(
                    task=task,
                    left=one.text,
                    right=other.text,
                    students=len(group),
                    size=sizes[task, form],
                )
            )
    pairs = [
        Pair(left=left, right=right, shared=tuple(sorted(shared, key=lambda one: (one.students, -one.size, one.task))))
        for (left, right), shared in found.items()
    ]
    return sorted(pairs, key=lambda pair: (-pair.weight, pair.left, pair.right))
