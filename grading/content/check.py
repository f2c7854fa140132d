"""Measures every gate of a section: what its notebook holds, what a release would show, and how its answers are judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from grading.content.bank import Answer, load_bank
from grading.content.error_rates import unpublished
from grading.content.filled import filled, model_answers, touched_stubs
from grading.content.form import count_section, count_visible_checks
from grading.content.gates import GATES, Gate, known_misses
from grading.content.hidden_names import check_names
from grading.content.judging import Judges
from grading.content.pair import agrees
from grading.content.picture_book import missing_of
from grading.content.sample_class import submissions_to
from grading.content.section_files import left_to_do
from grading.course import Course
from grading.drafts import is_draft
from grading.errors import AuthorError, SectionError, UsageError
from grading.section import Section
from grading.verdict import Outcome, TaskResult

PLAIN, MISSED = 0.6, 0.5  # shares of a task's marks: at most for the plain case alone, at least where one case is missed


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A number that was counted for a gate, and lines that say where it comes from; None when it could not be counted."""

    got: float | None
    details: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Row:
    """One gate and how a section stands to it.

    `known` is the number up to which a miss is known; `waived` says that the section is a draft and the gate lets drafts off.
    """

    gate: Gate
    measured: Measured
    known: float | None = None
    waived: bool = False

    @property
    def met(self) -> bool:
        """True when the number lies within the gate's bounds."""
        return self.measured.got is not None and self.gate.met(self.measured.got)

    @property
    def known_miss(self) -> bool:
        """True for a miss that is known and has not become worse."""
        got = self.measured.got
        return not self.met and self.known is not None and got is not None and self.gate.no_worse(got, self.known)

    @property
    def ok(self) -> str:
        """What the last column says."""
        if self.met:
            return "yes"
        if self.waived:
            return "no (draft)"
        return "no (known)" if self.known_miss else "no"


@dataclass(frozen=True, kw_only=True)
class _Subject:
    """What is measured: a section, or one task of it."""

    course: Course
    section: Section
    tasks: tuple[str, ...]
    whole: bool
    banks: Mapping[str, list[Answer]]
    mistakes: tuple[str, ...] = field(default=())


def check_section(
    course: Course,
    section_id: str,
    *,
    task: str | None = None,
    judges: Judges | None,
    leak_of: Callable[[Course, str], str] | None,
) -> list[Row]:
    """Measure the gates of a section, or of one task.

    Args:
        course: where it lies.
        section_id: its id.
        task: measure what concerns this task alone.
        judges: grade model answer, stub and bank; None leaves these gates out.
        leak_of: says what a release would show; None leaves that gate out.

    Raises:
        UsageError: there is no such section or task.
        SectionError: the source notebook cannot be read.
    """
    subject = _subject(course, section_id, task)
    found = dict(_counted(subject))
    if leak_of is not None:  # before any grader starts: nbgrader's converter changes the working folder of the whole process
        found["leaks"] = _faults([leak] if (leak := leak_of(course, section_id)) else [])
    if judges is not None:
        found.update(_graded(subject, judges))
    known, draft = known_misses(course).get(section_id, {}), is_draft(course, section_id)
    return [
        Row(gate=gate, measured=found[gate.name], known=known.get(gate.name), waived=draft and gate.size)
        for gate in GATES
        if gate.name in found and (subject.whole or gate.of_task or not gate.size)
    ]


def _subject(course: Course, section_id: str, task: str | None) -> _Subject:
    section = Section.load(course, section_id)
    automatic = tuple(one.name for one in section.tasks if not one.manual)
    if task is not None and task not in automatic:
        raise UsageError(
            f"there is no task {task!r} with hidden checks",
            where=section_id,
            expected=f"one of {', '.join(automatic)}",
            next_step="check the spelling",
        )
    banks, mistakes = {}, []
    for name in automatic if task is None else (task,):
        try:
            banks[name] = load_bank(course, section, name)
        except AuthorError as error:
            banks[name] = []
            mistakes.append(str(error))
    return _Subject(
        course=course, section=section, tasks=tuple(banks), whole=task is None, banks=banks, mistakes=tuple(mistakes)
    )


def _counted(subject: _Subject) -> Iterator[tuple[str, Measured]]:
    """Count what needs no grader."""
    course, section = subject.course, subject.section
    yield "sync", _faults(_out_of_step(course, section.section_id))
    yield "left to do", _faults(left_to_do(course, section, None if subject.whole else subject.tasks[0]))
    for name, number in count_section(course.notebook(section.section_id).read_bytes(), section).items():
        yield name, Measured(got=number)
    lines = count_visible_checks(section)
    by_task: dict[str, dict[str, float]] = {
        "visible check": {task: lines[task] for task in subject.tasks},
        "right answers": {task: sum(one.right for one in bank) for task, bank in subject.banks.items()},
        "wrong answers": {task: sum(not one.right for one in bank) for task, bank in subject.banks.items()},
        "messages": {task: sum(not one.right and not one.says for one in bank) for task, bank in subject.banks.items()},
        "plain case only": {task: _bounded(bank, at_most=True) for task, bank in subject.banks.items()},
        "one case missed": {task: _bounded(bank, at_most=False) for task, bank in subject.banks.items()},
    }
    gates = {gate.name: gate for gate in GATES}
    for name, numbers in by_task.items():
        yield name, _worst(gates[name], numbers)
    names, missing = _hidden(subject)
    yield "hidden checks", Measured(got=names, details=tuple(missing))
    yield "sample class", Measured(got=submissions_to(course, section.section_id))
    yield "error rates", _faults([f"{task}: no row for this bank" for task in unpublished(course, subject.banks)])
    yield "picture book", _faults(missing_of(course, section.section_id))


def _graded(subject: _Subject, judges: Judges) -> Iterator[tuple[str, Measured]]:
    """Grade the model answer, the stub and the bank; nothing can be said of them when the checks do not fit."""
    course, section = subject.course, subject.section
    try:
        model = judges.grade(filled(course, section, model_answers(section)), section.section_id, tasks=subject.tasks)
        stub = judges.grade(filled(course, section, touched_stubs(section)), section.section_id, tasks=subject.tasks)
    except SectionError as error:
        yield "hidden checks fit", _faults([str(error)])
        yield from ((name, Measured(got=None)) for name in ("model answer", "stub", "bank"))
        return
    yield "hidden checks fit", Measured(got=0)
    yield "model answer", _faults([_missed(task) for task in model.tasks if not task.manual and task.score != task.points])
    yield "stub", _faults([f"{task.task}: {task.score:g} points" for task in stub.tasks if task.score])
    answers = [(section, answer) for bank in subject.banks.values() for answer in bank]
    judged = [f"{one.answer.where}: {one.fault}" for one in judges.judge(answers) if one.fault]
    yield "bank", _faults([*subject.mistakes, *sorted(judged)])


def _out_of_step(course: Course, section_id: str) -> list[str]:
    try:
        same = agrees(course.source / section_id)
    except SectionError as error:
        return [str(error)]
    return [] if same else [f"source/{section_id}: run `landscape sync`; what is measured below is the notebook"]


def _hidden(subject: _Subject) -> tuple[int, list[str]]:
    number, missing = 0, []
    for task in subject.tasks:
        try:
            number += len(check_names(subject.course, subject.section, task))
        except AuthorError as error:
            missing.append(str(error))
    return number, missing


def _bounded(bank: list[Answer], *, at_most: bool) -> int:
    """Count the answers that say how much of the marks they get, and say no less than a gate asks."""
    return sum(
        any(share.at_most is at_most and (share.bound <= PLAIN if at_most else share.bound >= MISSED) for share in one.marks)
        for one in bank
    )


def _worst(gate: Gate, numbers: Mapping[str, float]) -> Measured:
    if not numbers:
        return Measured(got=0)
    missing = [f"{task}: {number:g}" for task, number in numbers.items() if not gate.met(number)]
    return Measured(got=gate.worst(numbers), details=tuple(missing))


def _missed(task: TaskResult) -> str:
    failed = [f"{c.check} {c.outcome.value}: {c.message}{c.detail}" for c in task.checks if c.outcome is not Outcome.PASSED]
    return f"{task.task}: {'; '.join(failed) or task.note}"


def _faults(lines: list[str]) -> Measured:
    return Measured(got=len(lines), details=tuple(lines))
