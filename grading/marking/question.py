"""Which question is marked: found by its id, with its statement, rubric and points."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from grading.classroom.records import VERDICTS
from grading.course import Course
from grading.errors import UsageError
from grading.marking.rubric import Item, rubric_items
from grading.section import CHECK_PREFIX, CellKind, Section
from grading.submission.regions import solution_regions, visible_lines


@dataclass(frozen=True, kw_only=True)
class Question:
    """One task as the person who marks it sees it. All texts are Markdown."""

    section: str
    task: str
    points: float
    written: bool
    statement: str
    rubric: str  # model answer and rubric of a written task; "" for a task that is marked by machine
    items: tuple[Item, ...] = ()  # of the rubric; none where they do not add up to the points

    @property
    def cell(self) -> str:
        """The grade_id of the cell that carries the points."""
        return self.task if self.written else f"{CHECK_PREFIX}{self.task}"


def find_questions(course: Course, names: Sequence[str]) -> tuple[str, str]:
    """Return section and task that one or two words name; the task is "" where a section stands alone.

    Raises:
        UsageError: there is no such section or task (the nearest names are told), or several sections have the task, and of
            those that were graded not one alone.
    """
    sections = course.section_ids()
    if len(names) == 2:
        course.notebook(names[0])
        tasks = [task.name for task in Section.load(course, names[0]).tasks]
        if names[1] not in tasks:
            raise _unknown(names[1], tasks, where=names[0], what="question")
        return names[0], names[1]
    (word,) = names
    if word in sections:
        return word, ""
    tasks_of = {section: [task.name for task in Section.load(course, section).tasks] for section in sections}
    every = [section for section, tasks in tasks_of.items() if word in tasks]
    graded = [section for section in every if any((course.classroom / VERDICTS / section).glob("*.json"))]
    having = graded or every
    if len(having) > 1:
        raise UsageError(
            f"{len(having)} sections have a question {word}",
            got=word,
            expected=", ".join(f"`landscape mark {section} {word}`" for section in having),
            next_step="name the section too",
        )
    if not having:
        known = [*sections, *dict.fromkeys(name for tasks in tasks_of.values() for name in tasks)]
        raise _unknown(word, known, where=str(course.source), what="section or question")
    return having[0], word


def questions_of(section: Section) -> tuple[Question, ...]:
    """Return the questions of a section, in its order."""
    return tuple(_question(section, task.name) for task in section.tasks)


def _question(section: Section, name: str) -> Question:
    task = section.task(name)
    cells = list(section.cells)
    place = next(i for i, cell in enumerate(cells) if cell.grade_id == name)
    before = [cell.source for cell in takewhile(lambda cell: cell.kind is CellKind.TEXT, reversed(cells[:place]))]
    about = [cell.source for cell in cells if cell.grade_id == f"about_{name}"] or list(reversed(before))
    rubric = ""
    if task.manual:
        source = cells[place].source
        about.append("\n".join(visible_lines(source)))
        rubric = "\n\n".join("\n".join(lines) for lines in solution_regions(source)).strip()
    return Question(
        section=section.section_id,
        task=name,
        points=task.points,
        written=task.manual,
        statement="\n\n".join(text.strip() for text in about if text.strip()),
        rubric=rubric,
        items=rubric_items(rubric, task.points) if rubric else (),
    )


def _unknown(word: str, known: Sequence[str], *, where: str, what: str) -> UsageError:
    near = difflib.get_close_matches(word, known, n=4, cutoff=0.5)
    return UsageError(
        f"there is no {what} {word!r}",
        where=where,
        expected=f"one of {', '.join(near or known)}",
        next_step="check the spelling; `landscape list --json` shows all of them",
    )
