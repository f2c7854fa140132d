"""Builds the submissions of the sample class from tests/sample_class/class.toml, the bank of answers and the release."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from grading.classroom.records import write
from grading.content.bank import Answer, load_banks
from grading.content.companions import model_of
from grading.content.damage import DAMAGES
from grading.course import Course
from grading.drafts import finished
from grading.errors import SectionError, UsageError
from grading.section import CellKind, Section

FOLDER = "tests/sample_class"
EXTRA_CELL = "extra"


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One submission of the sample class.

    `marks` holds the mark that each automatic task must get; None stands for "a person marks it".
    """

    student: str
    section: str
    kind: str  # right, partly right, wrong, empty, broken or hostile
    about: str
    notebook: bytes | None  # None: the folder is there and the notebook is not
    marks: dict[str, float | None] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class _Answered:
    """A section with the answers that the bank has for its tasks."""

    course: Course
    section: Section

    @cached_property
    def banks(self) -> dict[str, list[Answer]]:
        """The bank of each automatic task, read once."""
        return load_banks(self.course, self.section)


def load_samples(course: Course) -> list[Sample]:
    """Build every submission of the sample class; SectionError names the entry that does not fit the course."""
    path = course.root / FOLDER / "class.toml"
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["student"]
    sections = {name: _Answered(course=course, section=Section.load(course, name)) for name in finished(course)}
    return [
        _sample(sections[name], entry, spec)
        for entry in entries
        for name, spec in entry["sections"].items()
        if name in sections
    ]


def submissions_to(course: Course, section_id: str) -> int:
    """Count the submissions to a section that class.toml lists."""
    path = course.root / FOLDER / "class.toml"
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["student"] if path.is_file() else []
    return sum(section_id in entry["sections"] for entry in entries)


def write_samples(course: Course, samples: list[Sample]) -> None:
    """Write the samples into the classroom's submitted/, as nbgrader would have collected them."""
    for sample in samples:
        folder = course.submitted / sample.student / sample.section
        folder.mkdir(parents=True, exist_ok=True)
        if sample.notebook is not None:
            write(folder / f"{sample.section}.ipynb", sample.notebook)
        write(folder / "timestamp.txt", b"2026-01-15 22:00:00 UTC\n")


def model_code(section: Section, task: str) -> str:
    """Return the model answer of a task as a student would hand it in, without markers."""
    return model_of(section, task).code


def answered(course: Course, section: Section, answers: Mapping[str, str]) -> dict[str, Any]:
    """Return the release notebook of a section with the code of some answer cells replaced."""
    release = course.release / section.section_id / f"{section.section_id}.ipynb"
    if not release.is_file():
        raise UsageError("this section is not released", where=str(release), next_step="run `landscape release`")
    notebook: dict[str, Any] = json.loads(release.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if grade_id in answers:
            cell["source"] = answers[grade_id].splitlines(keepends=True)
    return notebook


def _sample(room: _Answered, entry: Mapping[str, Any], spec: Mapping[str, Any]) -> Sample:
    course, section = room.course, room.section
    tasks = [task for task in section.tasks if not task.manual]
    base = spec.get("base", "model")
    answers = {} if base == "stub" else {task.name: _base_code(room, task.name, base) for task in tasks}
    written = {cell.grade_id for cell in section.cells if cell.kind is CellKind.WRITTEN}
    if answers:
        answers |= dict.fromkeys(written, "I would log the number that this notebook is about, every hundred steps.")
    for task, source in spec.get("answers", {}).items():
        if task not in {one.name for one in tasks}:
            raise SectionError(
                "there is no such task", where=f"{FOLDER}/class.toml, {entry['name']}, {section.section_id}", got=task
            )
        answers[task] = _code(room, task, source)
    notebook = answered(course, section, answers)
    for extra in spec.get("extra", ()):
        _insert(notebook, extra["before"], _code(room, "", extra["code"]))
    return Sample(
        student=entry["name"],
        section=section.section_id,
        kind=entry["kind"],
        about=entry["about"],
        notebook=_damaged(notebook, spec.get("damage", ())),
        marks=_marks(section, spec["marks"]),
    )


def _base_code(room: _Answered, task: str, base: str) -> str:
    """Find an answer for every task at once: `model`, or `right 2` for the second right answer that the bank has for it."""
    if base == "model":
        return model_code(room.section, task)
    kind, _, number = base.partition(" ")
    answers = [answer for answer in room.banks[task] if answer.right == (kind == "right")]
    return answers[(int(number) - 1) % len(answers)].code


def _code(room: _Answered, task: str, source: str) -> str:
    """Find the code that class.toml names: `right: title`, `wrong: title` (of the bank), `stub`, or `file: name`."""
    kind, _, title = source.partition(": ")
    if kind == "file":
        return (room.course.root / FOLDER / "code" / title).read_text(encoding="utf-8")
    for answer in room.banks[task]:
        if answer.right == (kind == "right") and answer.title == title:
            return answer.code
    raise SectionError(
        "the bank has no such answer",
        where=f"{FOLDER}/class.toml, {room.section.section_id}, {task}",
        got=source,
        expected="a title in tests/answers/",
    )


def _insert(notebook: dict[str, Any], before: str, code: str) -> None:
    place = next(
        i for i, cell in enumerate(notebook["cells"]) if cell["metadata"].get("nbgrader", {}).get("grade_id") == before
    )
    cell: dict[str, Any] = {
        "cell_type": "code",
        "id": f"{EXTRA_CELL}-{before}-{place}"[:64],
        "metadata": {},
        "source": code,
        "outputs": [],
        "execution_count": None,
    }
    notebook["cells"].insert(place, cell)


def _damaged(notebook: dict[str, Any], damages: list[str]) -> bytes | None:
    data: bytes | None = json.dumps(notebook, indent=1, ensure_ascii=True).encode()
    for name in damages:
        data = DAMAGES[name](data or b"")
    return data


def _marks(section: Section, marks: str | Mapping[str, Any]) -> dict[str, float | None]:
    points = {task.name: task.points for task in section.tasks if not task.manual}
    if isinstance(marks, str):
        return dict.fromkeys(points, 0.0) if marks == "none" else dict(points)
    rest = dict.fromkeys(points, 0.0) if marks.get("rest", "full") == "none" else dict(points)
    named = {name: None if value == "person" else float(value) for name, value in marks.items() if name != "rest"}
    return {**rest, **named}
