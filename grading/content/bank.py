"""The bank of right and wrong answers: one file a task in tests/answers/<section>/, with what grading must make of each.

An answer is code, or it says what differs: `# from: model` (or `right 2`, `right: <title>`, `wrong: <title>` of an answer
above it) and `# edit: old -> new`. Names that the cell asks for and the code does not bind are those of its base, which is the
model answer unless `# from:` names another; see `companions`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grading.content.bank_text import Edit, Field, Written, read_text
from grading.content.companions import Model, bound_names, complete, leave_out, model_of
from grading.content.hidden_names import check_names
from grading.course import Course
from grading.errors import AuthorError
from grading.section import Section
from grading.verdict import Outcome

FOLDER = "tests/answers"
FAILURES = tuple(outcome.value for outcome in Outcome if outcome is not Outcome.PASSED)
_MARKS = re.compile(r"^(?P<sign><=|>=) (?P<share>0(?:\.\d+)?|1(?:\.0+)?)$")


@dataclass(frozen=True, kw_only=True)
class Share:
    """A bound on the share of its task's points that an answer may get: at most, or at least."""

    at_most: bool
    bound: float

    def holds(self, share: float) -> bool:
        """Say whether a share of the points keeps the bound, up to rounding."""
        return share <= self.bound + 1e-9 if self.at_most else share >= self.bound - 1e-9

    def __str__(self) -> str:
        """Return it as an author writes it."""
        return f"{'<=' if self.at_most else '>='} {self.bound:g}"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer of the bank: the code of an answer cell, and what grading must make of it."""

    section: str
    task: str
    right: bool
    title: str
    code: str
    checks: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    outcome: str = "failed"
    marks: tuple[Share, ...] = ()
    where: str = field(default="", compare=False)


def bank_file(course: Course, section_id: str, task: str) -> Path:
    """Return where the bank of a task lies."""
    return course.root / FOLDER / section_id / f"{task}.py"


def load_bank(course: Course, section: Section, task: str) -> list[Answer]:
    """Read the bank of one task, every answer written out in full.

    Raises:
        AuthorError: there is no such file, or something in it cannot be read or does not fit; it names file and line.
    """
    path = bank_file(course, section.section_id, task)
    name = path.relative_to(course.root).as_posix()
    if not path.is_file():
        raise AuthorError(
            f"the task {task} has no bank of answers",
            where=name,
            got="no such file",
            expected="right and wrong answers, each under a line '# %% right: <title>' or '# %% wrong: <title>'",
            next_step="write the file; docs/contributors.md shows one",
        )
    model, checks = model_of(section, task), check_names(course, section, task)
    reader = _Reader(section=section, task=task, path=name, model=model, checks=checks)
    return reader.read(path.read_text(encoding="utf-8"))


def load_banks(course: Course, section: Section) -> dict[str, list[Answer]]:
    """Read the banks of all automatic tasks of a section; AuthorError also for a file that belongs to no task."""
    tasks = [task.name for task in section.tasks if not task.manual]
    for path in sorted((course.root / FOLDER / section.section_id).glob("*.py")):
        if path.stem not in tasks:
            raise AuthorError(
                "this bank belongs to no task",
                where=path.relative_to(course.root).as_posix(),
                expected=f"a file named after one of {', '.join(tasks)}",
                next_step="rename the file, or take it away",
            )
    return {task: load_bank(course, section, task) for task in tasks}


@dataclass(frozen=True, kw_only=True)
class _Reader:
    """Turns the text of one bank file into answers."""

    section: Section
    task: str
    path: str
    model: Model
    checks: frozenset[str]

    def read(self, text: str) -> list[Answer]:
        """Read answer by answer: a base stands above what is made from it."""
        answers: list[Answer] = []
        for written in read_text(text, self.path):
            if any(answer.title == written.title for answer in answers):
                raise self._error("two answers have this title", written.line, got=written.title, expected="a title of its own")
            answers.append(self._answer(written, answers))
        return answers

    def _answer(self, written: Written, above: Sequence[Answer]) -> Answer:
        self._require_fields_fit(written)
        outcome = self._one(written, "outcome")
        return Answer(
            section=self.section.section_id,
            task=self.task,
            right=written.right,
            title=written.title,
            code=self._code(written, above),
            checks=tuple(name for one in written.all("check") for name in self._known_checks(one)),
            says=tuple(one.value for one in written.all("says")),
            outcome=self._known_outcome(outcome) if outcome else "failed",
            marks=tuple(self._share(one) for one in written.all("marks")),
            where=f"{self.path}:{written.line}",
        )

    def _require_fields_fit(self, written: Written) -> None:
        """A right answer says nothing of failure; a wrong one says which check must fail."""
        if written.right:
            for one in (one for name in ("check", "says", "outcome", "marks") for one in written.all(name)):
                raise self._error(
                    f"a right answer has the field `# {one.name}:`", one.line, got=one.value, expected="no check that must fail"
                )
        elif not written.all("check"):
            raise self._error(
                "this wrong answer names no check that must fail",
                written.line,
                got=written.title,
                expected=f"`# check:` with one of {_listed(self.checks)}",
            )

    def _code(self, written: Written, above: Sequence[Answer]) -> str:
        """Write the answer out: its own code with companions from its base, or its base edited."""
        base = self._one(written, "from")
        left_out = [name for one in written.all("without") for name in self._left_out(one)]
        source = self._base(base, above) if base else self.model.code
        if written.edits:
            if base is None or written.code:
                got, line = ("no base" if base is None else "code of its own as well"), written.edits[0].line
                raise self._error("this edit has no base to apply to", line, got=got, expected="`# from:` and edits alone")
            for edit in written.edits:
                source = self._edited(source, edit)
            return leave_out(source, left_out)
        if written.code:
            own = bound_names(written.code) or ()
            if spare := [name for name in left_out if name in own]:
                raise self._error(f"the answer is without {spare[0]}, and binds it", written.line, expected="one or the other")
            model = Model(code=source, asked=self.model.asked)
            return complete(written.code, model, without=left_out, where=f"{self.path}:{written.line}")
        if base is None or not left_out:
            got = "nothing" if base is None else f"`# from: {base.value}` and no change"
            raise self._error("this answer has no code", written.line, got=got, expected="code, or a base and edits")
        return leave_out(source, left_out)

    def _base(self, base: Field, above: Sequence[Answer]) -> str:
        """Find what an answer starts from."""
        kind, _, title = base.value.partition(": ")
        rights = [answer for answer in above if answer.right]
        if base.value == "model":
            return self.model.code
        if match := re.fullmatch(r"right ([1-9]\d*)", base.value):
            if int(match[1]) <= len(rights):
                return rights[int(match[1]) - 1].code
        elif kind in ("right", "wrong"):
            for answer in above:
                if answer.title == title and answer.right == (kind == "right"):
                    return answer.code
        raise self._error(
            "there is no such base above this answer",
            base.line,
            got=base.value,
            expected="model, right <number>, right: <title> or wrong: <title>, of an answer further up in this file",
        )

    def _edited(self, code: str, edit: Edit) -> str:
        """Replace the place that an edit names, and nothing else."""
        count = code.count(edit.old)
        if count == 0 or edit.nth > count or (count > 1 and not edit.nth):
            raise self._error(
                "this edit does not apply" if count < 2 or edit.nth else "this edit fits more than one place",
                edit.line,
                got=f"{edit.old!r} stands {count} times in the base",
                expected=f"it {edit.nth} times or more" if edit.nth else "it once; `# edit 2:` takes the second place",
            )
        parts = code.split(edit.old)
        nth = edit.nth or 1
        return edit.old.join(parts[:nth]) + edit.new + edit.old.join(parts[nth:])

    def _left_out(self, one: Field) -> list[str]:
        names = [name.strip() for name in one.value.split(",")]
        for name in names:
            if name not in self.model.asked:
                expected = f"one of {_listed(self.model.asked)}"
                raise self._error("the answer cell does not ask for this name", one.line, got=name, expected=expected)
        return names

    def _known_checks(self, one: Field) -> list[str]:
        names = [name.strip() for name in one.value.split(",")]
        for name in names:
            if name not in self.checks:
                expected = f"one of {_listed(self.checks)}"
                raise self._error(f"{self.task} has no such hidden check", one.line, got=name, expected=expected)
        return names

    def _known_outcome(self, one: Field) -> str:
        if one.value not in FAILURES:
            raise self._error("there is no such outcome", one.line, got=one.value, expected=f"one of {', '.join(FAILURES)}")
        return one.value

    def _share(self, one: Field) -> Share:
        match = _MARKS.match(one.value)
        if match is None:
            raise self._error("these marks are no bound", one.line, got=one.value, expected="`<= 0.6` or `>= 0.5`")
        return Share(at_most=match["sign"] == "<=", bound=float(match["share"]))

    def _one(self, written: Written, name: str) -> Field | None:
        found = written.all(name)
        if len(found) > 1:
            raise self._error(f"the field `# {name}:` stands twice", found[1].line, got=found[1].value, expected="one")
        return found[0] if found else None

    def _error(self, what: str, line: int, *, got: str = "", expected: str = "") -> AuthorError:
        return AuthorError(
            what, where=f"{self.path}:{line}", got=got, expected=expected, next_step="correct the answer in this file"
        )


def _listed(names: Collection[str]) -> str:
    return ", ".join(sorted(names)) or "(none)"
