"""What the page asks for and saves, without the web around it: questions of a section, answers, marks, drafts, undo."""

# A little longer than the house measure: these are the few operations of one desk, on one state.

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from grading.classroom.changes import HANDED_IN_ANEW
from grading.classroom.log import reviews_of
from grading.course import Course
from grading.errors import CourseError, UsageError
from grading.marking.answers import Shown, as_html, in_order, shown
from grading.marking.book import Held, OvertakenError, read_marks, require_gradebook, write_mark
from grading.marking.kept import Clicked, keep_clicked, load_clicked, log_mark
from grading.marking.question import Question, questions_of
from grading.marking.rubric import Item
from grading.section import Section

MAX_COMMENT = 20_000  # characters
MAX_AGAIN = 40  # comments that are offered again
SAME = 1e-9


@dataclass(frozen=True, kw_only=True)
class _Step:
    """One saved mark that can be taken back."""

    task: str
    key: str
    before: Held
    kept: Clicked | None
    after: str  # version that saving left


class Desk:
    """The questions of one section, and what has been saved in this sitting. Not for several threads at once."""

    def __init__(self, course: Course, section: str, task: str = "") -> None:
        """Open the desk.

        Args:
            course: where the class lives.
            section: its id.
            task: the question to begin with; "" for the first one with something left.

        Raises:
            UsageError: there is no gradebook, nobody's answers, or nothing in them for a person.
            GradebookError: the gradebook cannot be read or is locked.
        """
        require_gradebook(course)
        self.course, self.section = course, section
        self.questions = {question.task: question for question in questions_of(Section.load(course, section))}
        self.saved = 0
        self._reviews = reviews_of(course, section)
        self._steps: dict[str, list[_Step]] = defaultdict(list)
        self.first = self._begin(task)

    def overview(self) -> list[dict[str, Any]]:
        """Return the questions that have something for a person, with how many answers are left in each."""
        marks = {task: self._marks(question) for task, question in self.questions.items()}
        return [
            {
                "task": task,
                "points": self.questions[task].points,
                "written": self.questions[task].written,
                "answers": len(of),
                "left": sum(held.needs_person for held in of.values()),
            }
            for task, of in marks.items()
            if of or task == self.first
        ]

    def question(self, task: str) -> dict[str, Any]:
        """Return one question: statement, rubric, items, its answers in their order, and comments that can be used again."""
        question = self._question(task)
        marks = self._marks(question)
        answers = [
            {"key": key, "left": marks[s].needs_person, "mark": marks[s].mark, "draft": self._is_draft(question, key)}
            for key, s in in_order(question, marks).items()
        ]
        return {
            "task": task,
            "section": self.section,
            "points": question.points,
            "written": question.written,
            "statement": as_html(question.statement),
            "rubric": as_html(question.rubric),
            "items": [_plain(item) for item in question.items],
            "answers": answers,
            "again": _again(marks),
        }

    def answer(self, task: str, key: str) -> dict[str, Any]:
        """Return one answer with what the gradebook holds of it, and the draft where there is one."""
        question, student, held = self._find(task, key)
        seen = shown(self.course, question, student)
        kept = load_clicked(self.course, question, key)
        return {
            "task": task,
            "key": key,
            "html": seen.html,
            "own": seen.own,
            "checks": seen.checks,
            "remarks": [*seen.remarks, *_again_why(held, self._reviews.get((student, question.cell), ()))],
            "items": [_plain(item) for item in seen.items],
            **_gradebook(held, seen),
            **_on_the_page(held, seen, kept),
        }

    def save(self, task: str, key: str, tab: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """Write mark and comment into the gradebook.

        Raises:
            UsageError: the mark is no number or out of range, or the comment too long; it says what is wanted.
            OvertakenError: somebody else wrote meanwhile; nothing is written.
            GradebookError: the gradebook cannot be written; nothing is.
        """
        question, student, before = self._find(task, key)
        mark, clicked = _mark(data.get("mark"), question.points), _clicked(data)
        wanted = replace(before, manual=mark, comment=clicked.comment, needs_person=False)
        seen = shown(self.course, question, student)
        now = write_mark(self.course, question, student, wanted, answer=seen.digest, seen=str(data.get("version")))
        kept = load_clicked(self.course, question, key)
        if now != before:
            step = _Step(task=task, key=key, before=before, kept=kept, after=now.version(seen.digest))
            self._steps[tab].append(step)
            self.saved += 1
        said = self._after(question, student, key, before, now, replace(clicked, mark=f"{mark:g}", saved=True), undone=False)
        return {**_gradebook(now, seen), "undo": len(self._steps[tab]), "warning": said}

    def draft(self, task: str, key: str, data: Mapping[str, Any]) -> dict[str, Any]:
        """Keep what is begun, or with `drop` no longer, apart from the gradebook: what nobody has saved never counts."""
        question, _, _ = self._find(task, key)
        keep_clicked(self.course, question, key, None if data.get("drop") is True else _clicked(data))
        return {}

    def undo(self, tab: str) -> dict[str, Any]:
        """Take back the last mark saved in a tab, and say of which answer; see `save` for what is raised.

        A mark that somebody else has changed since is left alone, and the next undo goes one step further back.
        """
        if not self._steps[tab]:
            raise UsageError("there is nothing to undo in this sitting")
        step = self._steps[tab][-1]
        question, student, before = self._find(step.task, step.key)
        seen = shown(self.course, question, student)
        try:
            now = write_mark(self.course, question, student, step.before, answer=seen.digest, seen=step.after)
        except OvertakenError:
            self._steps[tab].pop()
            raise
        self._steps[tab].pop()
        said = self._after(question, student, step.key, before, now, step.kept, undone=True)
        return {"task": step.task, "key": step.key, "undo": len(self._steps[tab]), "warning": said}

    def keep_marks(self, task: str) -> int:
        """Let the marks of a question stand that want another look, and return how many; those of work handed in anew are left.

        See `save` for what is raised.
        """
        question, kept = self._question(task), 0
        marks = self._marks(question)
        for key, student in in_order(question, marks).items():
            held, why = marks[student], self._reviews.get((student, question.cell), ())
            known = bool(why) and not any(one.startswith(HANDED_IN_ANEW) for one in why)
            if known and held.needs_person and held.manual is not None and held.manual <= question.points:
                page = self.answer(task, key)
                self.save(task, key, "", {**page, "mark": held.manual, "comment": held.comment, "typed": f"{held.manual:g}"})
                kept += 1
        return kept

    def left(self) -> int:
        """Return how many answers of the section wait for a person."""
        return sum(int(row["left"]) for row in self.overview())

    def _begin(self, task: str) -> str:
        marks = {name: self._marks(question) for name, question in self.questions.items()}
        if task and not marks[task]:
            raise self._nothing(self.questions[task])
        if not any(marks.values()):
            raise UsageError(
                "no answer waits for a person here",
                where=f"{self.section}, {self.course.classroom}",
                next_step=f"`landscape collect`, then `landscape grade {self.section}`; --classroom names another class",
            )
        waiting = [name for name, of in marks.items() if any(held.needs_person for held in of.values())]
        return task or (waiting or [name for name, of in marks.items() if of])[0]

    def _nothing(self, question: Question) -> UsageError:
        if question.written:
            return UsageError(
                f"there are no answers to {question.task} yet",
                where=f"{self.section}, {self.course.classroom}",
                next_step=f"run `landscape grade {self.section}` first",
            )
        return UsageError(
            f"no answer to {question.task} waits for a person: the grader has marked all of them",
            where=f"{self.section}, {self.course.classroom}",
            next_step="to change a mark of the grader, use nbgrader's formgrader",
        )

    def _marks(self, question: Question) -> dict[str, Held]:
        """Return the marks of a question: of a written one all, of another one those that wait for a person or had one."""
        marks = read_marks(self.course, question)
        return {s: held for s, held in marks.items() if question.written or held.needs_person or held.manual is not None}

    def _question(self, task: str) -> Question:
        if task not in self.questions:
            raise UsageError(f"there is no question {task!r} in {self.section}")
        return self.questions[task]

    def _find(self, task: str, key: str) -> tuple[Question, str, Held]:
        question = self._question(task)
        marks = read_marks(self.course, question)
        student = in_order(question, marks).get(key)
        if student is None:
            raise UsageError("this answer is not there any more", where=f"{self.section}, {task}", next_step="reload the page")
        return question, student, marks[student]

    def _is_draft(self, question: Question, key: str) -> bool:
        kept = load_clicked(self.course, question, key)
        return kept is not None and not kept.saved

    def _after(
        self, question: Question, student: str, key: str, before: Held, now: Held, kept: Clicked | None, *, undone: bool
    ) -> str:
        """Keep and log what was saved; the mark is in the gradebook, so a full disk here is only said."""
        try:
            keep_clicked(self.course, question, key, kept)
            log_mark(self.course, question, student, before, now, undone=undone)
        except CourseError as error:
            return f"The mark is in the gradebook. What was clicked could not be kept: {' '.join(str(error).split())}"
        return ""


def _mark(value: object, points: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise UsageError("this mark is not a number", got=repr(value), expected=f"a number from 0 to {points:g}")
    if not -SAME <= value <= points + SAME:
        raise UsageError("this mark is out of range", got=f"{value:g}", expected=f"a number from 0 to {points:g}")
    return min(max(float(value), 0.0), points)


def _clicked(data: Mapping[str, Any]) -> Clicked:
    comment, picked = data.get("comment", ""), data.get("picked", {})
    if not isinstance(comment, str) or len(comment) > MAX_COMMENT:
        raise UsageError("this comment cannot be kept", expected=f"a text of at most {MAX_COMMENT} characters")
    if not isinstance(picked, dict) or not all(isinstance(s, int | float) and s in (0, 0.5, 1) for s in picked.values()):
        raise UsageError("these items cannot be kept", expected="each earned in full, by half, or not")
    return Clicked(picked={str(k): float(s) for k, s in picked.items()}, mark=str(data.get("typed", "")), comment=comment)


def _on_the_page(held: Held, seen: Shown, kept: Clicked | None) -> dict[str, Any]:
    """Return what the page begins with: a draft, or what was clicked for the mark that counts, or the checks that passed."""
    if kept is not None and not kept.saved:
        return {"picked": kept.picked, "typed": kept.mark, "said": kept.comment, "draft": True}
    typed = "" if held.mark is None else f"{held.mark:g}"
    if held.mark is None:
        return {"picked": dict.fromkeys(seen.passed, 1.0), "typed": typed, "said": held.comment, "draft": False}
    fits = kept is not None and kept.mark == typed  # else the mark was given elsewhere, and nothing was clicked for it
    return {"picked": kept.picked if kept is not None and fits else {}, "typed": typed, "said": held.comment, "draft": False}


def _gradebook(held: Held, seen: Shown) -> dict[str, Any]:
    return {
        "mark": held.mark,
        "auto": held.auto,
        "extra": held.extra,
        "left": held.needs_person,
        "comment": held.comment,
        "version": held.version(seen.digest),
    }


def _again_why(held: Held, why: Sequence[str]) -> list[str]:
    if held.manual is None or not held.needs_person:
        return []
    if why:
        return [f"This answer was marked with {held.manual:g} before. Look again: {why[-1]}."]
    return [f"This answer was marked with {held.manual:g} before. Work, checks or points have changed since: look again."]


def _again(marks: Mapping[str, Held]) -> list[str]:
    """Return the lines of the comments on this question, the most used first: the gradebook keeps them."""
    lines = Counter(line.strip() for held in marks.values() for line in held.comment.splitlines() if line.strip())
    return [line for line, _ in lines.most_common(MAX_AGAIN)]


def _plain(item: Item) -> dict[str, Any]:
    return {"key": item.key, "html": as_html(item.text), "points": item.points}
