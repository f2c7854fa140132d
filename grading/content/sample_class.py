"""Builds the submissions of the sample class from tests/sample_class/class.toml, the bank of answers and the release."""

from __future__ import annotations

import ast
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from grading.classroom.records import write
from grading.content.bank import Answer, load_banks
from grading.content.companions import model_of, names_read
from grading.content.damage import DAMAGES
from grading.content.filled import answered, model_answers
from grading.course import Course
from grading.drafts import finished
from grading.errors import AuthorError
from grading.section import CellKind, Section

FOLDER = "tests/sample_class"
CLASS_FILE = f"{FOLDER}/class.toml"
EXTRA_CELL = "extra"
WRITTEN = "I would log the number that this notebook is about, every hundred steps."
KEYS = ("base", "slips", "function", "extra", "damage", "marks", "pinned")  # of a student, and of a student's section
MARKS = ("bank", "full", "none")


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One submission of the sample class.

    Of its marks, `known` holds those that follow from what it is, `pinned` those that were worked out by hand (both: task to
    mark), and `wrong` the answers whose mark the bank's own judging gives. Every automatic task is in one of them.
    """

    student: str
    section: str
    kind: str  # right, partly right, wrong, empty, broken or hostile
    about: str
    notebook: bytes | None  # None: the folder is there and the notebook is not
    known: Mapping[str, float]
    wrong: Mapping[str, Answer] = field(default_factory=dict)
    pinned: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class _Room:
    """A section with the answers that the bank has for its tasks."""

    course: Course
    section: Section

    @cached_property
    def banks(self) -> dict[str, list[Answer]]:
        """The bank of each automatic task, read once."""
        return load_banks(self.course, self.section)

    @property
    def tasks(self) -> list[str]:
        """The automatic tasks, in the order of the notebook."""
        return [task.name for task in self.section.tasks if not task.manual]

    def alone(self, task: str, *, right: bool) -> list[Answer]:
        """Return the answers that call no other task's answer, which is a wrong one in some notebooks; all, if each does."""
        others = {name for other in self.tasks if other != task for name in model_of(self.section, other).asked}
        answers = [answer for answer in self.banks[task] if answer.right == right]
        return [answer for answer in answers if not names_read(answer.code) & others] or answers

    def numbered(self, task: str, number: int, *, right: bool) -> Answer:
        """Return the answer of that number among the right or the wrong ones, counted round and round."""
        answers = self.alone(task, right=right)
        return answers[(number - 1) % len(answers)]

    def titled(self, task: str, word: str) -> Answer:
        """Return the first wrong answer with this word in its title, else the last wrong one."""
        wrong = self.alone(task, right=False)
        return next((answer for answer in wrong if word in answer.title.lower()), wrong[-1])


def load_samples(course: Course) -> list[Sample]:
    """Build every submission of the sample class; AuthorError names the entry that does not fit."""
    rooms = [_Room(course=course, section=Section.load(course, name)) for name in finished(course)]
    return [_sample(room, entry) for entry in _entries(course) for room in rooms]


def submissions_to(course: Course, section_id: str) -> int:
    """Count the submissions to a section: one a student, as what a student is holds for every section that is no draft."""
    return len(_entries(course)) if (course.root / CLASS_FILE).is_file() and section_id in finished(course) else 0


def write_samples(course: Course, samples: list[Sample]) -> None:
    """Write the samples into the classroom's submitted/, as nbgrader would have collected them."""
    for sample in samples:
        folder = course.submitted / sample.student / sample.section
        folder.mkdir(parents=True, exist_ok=True)
        if sample.notebook is not None:
            write(folder / f"{sample.section}.ipynb", sample.notebook)
        write(folder / "timestamp.txt", b"2026-01-15 22:00:00 UTC\n")


def _entries(course: Course) -> list[dict[str, Any]]:
    path = course.root / CLASS_FILE
    entries: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["student"]
    for entry in entries:
        for keys in (entry, *entry.get("sections", {}).values()):
            if unknown := sorted(set(keys) - {*KEYS, "name", "kind", "about", "sections"}):
                raise _wrong(entry, f"an unknown key {unknown[0]!r}", f"one of {', '.join(KEYS)}")
        if unknown := sorted(set(entry.get("sections", {})) - set(course.section_ids())):
            raise _wrong(entry, f"section {unknown[0]!r}", f"one of {', '.join(course.section_ids())}")
    return entries


def _sample(room: _Room, entry: Mapping[str, Any]) -> Sample:
    spec = {**entry, **entry.get("sections", {}).get(room.section.section_id, {})}
    chosen = _chosen(room, entry, spec)
    notebook = answered(room.course, room.section, _code_of(room, spec, chosen))
    for extra in spec.get("extra", ()):
        _insert(notebook, _anchor(room, entry, extra["before"]), _read(room.course, entry, extra["code"]))
    return Sample(
        student=entry["name"],
        section=room.section.section_id,
        kind=entry["kind"],
        about=entry["about"],
        notebook=_damaged(notebook, spec.get("damage", ())),
        **_marks(room, entry, spec, chosen),
    )


def _chosen(room: _Room, entry: Mapping[str, Any], spec: Mapping[str, Any]) -> dict[str, Answer]:
    """Return the answers of the bank that stand in the notebook: those of the base, and the slips in their place."""
    base = spec.get("base", "model")
    plain = base in ("model", "stub")
    chosen = {} if plain else {task: _base(room, entry, base, task) for task in room.tasks}
    for number, wrong in spec.get("slips", {}).items():
        task = room.tasks[(int(number) - 1) % len(room.tasks)]
        chosen[task] = room.numbered(task, wrong, right=False)
    return chosen


def _base(room: _Room, entry: Mapping[str, Any], base: str, task: str) -> Answer:
    match base.split():
        case ["wrong", "titled", word]:
            return room.titled(task, word)
        case [("right" | "wrong") as kind, number] if number.isdecimal():
            return room.numbered(task, int(number), right=kind == "right")
    raise _wrong(entry, f"base {base!r}", "`model`, `stub`, `right 2`, `wrong 1` or `wrong titled nan`")


def _code_of(room: _Room, spec: Mapping[str, Any], chosen: Mapping[str, Answer]) -> dict[str, str]:
    """Return what stands in which answer cell."""
    if spec.get("base") == "stub":
        return {}
    code = model_answers(room.section) | {task: answer.code for task, answer in chosen.items()}
    if name := spec.get("function"):
        task = _first_function(room.section)
        code[task] = (room.course.root / FOLDER / "code" / name).read_text(encoding="utf-8").replace("TASK", task)
    written = [cell.grade_id for cell in room.section.cells if cell.kind is CellKind.WRITTEN]
    return code | dict.fromkeys(written, WRITTEN)


def _first_function(section: Section) -> str:
    """Return the first task that asks for a function of its name, and for nothing else."""
    for task in (task.name for task in section.tasks if not task.manual):
        model = model_of(section, task)
        functions = [node.name for node in ast.parse(model.code).body if isinstance(node, ast.FunctionDef)]
        if model.asked == (task,) and task in functions:
            return task
    raise AuthorError(
        "no task asks for one function alone", where=section.section_id, next_step=f"leave `function` out in {CLASS_FILE}"
    )


def _marks(room: _Room, entry: Mapping[str, Any], spec: Mapping[str, Any], chosen: Mapping[str, Answer]) -> dict[str, Any]:
    """Return what is known of the marks, and the answers whose marks are to be had from the bank."""
    said = spec.get("marks", "bank")
    if said not in MARKS:
        raise _wrong(entry, f"marks {said!r}", f"one of {', '.join(MARKS)}")
    points = {task.name: task.points for task in room.section.tasks if not task.manual}
    if said != "bank":
        return {"known": dict.fromkeys(points, 0.0) if said == "none" else points}
    wrong = {task: answer for task, answer in chosen.items() if not answer.right}
    lost = {_first_function(room.section): 0.0} if spec.get("function") else {}
    known = {task: mark for task, mark in points.items() if task not in wrong} | lost
    return {"known": known, "wrong": wrong, "pinned": spec.get("pinned", {})}


def _anchor(room: _Room, entry: Mapping[str, Any], where: str) -> str:
    """Return the grade_id of the cell that an extra cell stands before."""
    written = [cell.grade_id for cell in room.section.cells if cell.kind is CellKind.WRITTEN]
    places = {"first": room.tasks[:1], "middle": room.tasks[len(room.tasks) // 2 :], "written": [*written, *room.tasks[-1:]]}
    if where not in places:
        raise _wrong(entry, f"before = {where!r}", f"one of {', '.join(places)}")
    return places[where][0]


def _read(course: Course, entry: Mapping[str, Any], name: str) -> str:
    path: Path = course.root / FOLDER / "code" / name
    if not path.is_file():
        raise _wrong(entry, f"code {name!r}", f"a file in {FOLDER}/code/")
    return path.read_text(encoding="utf-8")


def _insert(notebook: dict[str, Any], before: str, code: str) -> None:
    ids = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in notebook["cells"]]
    place = ids.index(before)
    cell: dict[str, Any] = {
        "cell_type": "code",
        "id": f"{EXTRA_CELL}-{before}-{place}"[:64],
        "metadata": {},
        "source": code,
        "outputs": [],
        "execution_count": None,
    }
    notebook["cells"].insert(place, cell)


def _damaged(notebook: dict[str, Any], damages: Sequence[str]) -> bytes | None:
    data: bytes | None = json.dumps(notebook, indent=1, ensure_ascii=True).encode()
    for name in damages:
        data = DAMAGES[name](data or b"")
    return data


def _wrong(entry: Mapping[str, Any], got: str, expected: str) -> AuthorError:
    return AuthorError(
        "the sample class cannot be made",
        where=f"{CLASS_FILE}, {entry.get('name', 'a student without a name')}",
        got=got,
        expected=expected,
        next_step="correct the entry; the head of the file lists the keys",
    )
