"""Writes a new section or a new task: everything that must be filled in, and nothing over what is there."""

from __future__ import annotations

import builtins
import json
import keyword
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from grading.content.companions import bound_names
from grading.content.pair import agrees, to_notebook
from grading.content.scaffold_texts import references_text, section_text, task_cells, task_modules
from grading.content.section_files import task_files
from grading.course import Course
from grading.errors import UsageError
from grading.section import CHECK_PREFIX, CellKind, Section, module_name
from grading.submission.files import write_atomically

SECTION_ID = re.compile(r"^\d+(?:\.\d+)*_[a-z][a-z0-9_]*$")
_CELL = re.compile(r"^\+\+\+(?: (?P<metadata>\{.*\}))?\s*$")
_FENCE = re.compile(r"^(`{3,})")


def new_section(course: Course, section_id: str) -> list[Path]:
    """Write source/<id>/ and solutions/<module>/ of a new draft, and return the files.

    Raises:
        UsageError: the id is no section id, it or its module is taken, or one of the files exists.
    """
    module = module_name(section_id)
    if not SECTION_ID.match(section_id) or not _usable(module):
        raise _refused("this is no section id", section_id, "a number, an underscore and a Python name: 3.1_momentum")
    for other in course.source.iterdir():
        if module_name(other.name) == module:
            raise _refused("another section has this name", section_id, f"another name than that of source/{other.name}")
    folder = course.source / section_id
    text = section_text(section_id)
    return _write(
        course,
        {
            folder / f"{section_id}.md": text.encode(),
            folder / f"{section_id}.ipynb": to_notebook(text, where=section_id),
            course.root / "solutions" / module / "__init__.py": references_text(section_id).encode(),
            **{path: content for path, content in _of_a_course(course).items() if not path.exists()},
        },
    )


def _of_a_course(course: Course) -> dict[Path, bytes]:
    """Return what every course needs once: the fixtures of `pytest grader_tests`, and a package of its own references."""
    conftest = Path(__file__).resolve().parents[2] / "grader_tests" / "conftest.py"
    made = {course.root / "solutions" / "__init__.py": b'"""Reference solutions, a folder a section and a file a task."""\n'}
    return made | ({course.grader_tests / "conftest.py": conftest.read_bytes()} if conftest.is_file() else {})


def new_task(course: Course, section_id: str, task: str, *, points: float = 2.0) -> list[Path]:
    """Put the cells of a new task into a section's text, above its written questions; write its four files; return all.

    Raises:
        UsageError: the name is no name for a task, it is taken, one of the files exists, or the pair must be synced first.
        SectionError: the section cannot be read.
    """
    section = Section.load(course, section_id)
    _require_free(section, task)
    text, notebook = (course.source / section_id / f"{section_id}{end}" for end in (".md", ".ipynb"))
    if not agrees(text.parent):
        raise UsageError("the text and the notebook differ", where=str(text.parent), next_step="run `landscape sync` first")
    new = _inserted(text.read_text(encoding="utf-8"), task_cells(task, points))
    modules = task_modules(section_id, section.module, task)
    files = {path: modules[what].encode() for what, path in task_files(course, section, task).items()}
    _require_absent(course, files)
    pair = {text: new.encode(), notebook: to_notebook(new, where=str(text))}
    write_atomically(pair)
    return [*pair, *_write(course, files)]


def _require_free(section: Section, task: str) -> None:
    if not _usable(task) or task.startswith(CHECK_PREFIX):
        raise _refused(
            "this is no name for a task", task, "a Python name that is no keyword or builtin and does not begin with test_"
        )
    taken = {name for cell in section.cells for name in (cell.grade_id, *_bound(cell.source, cell.kind))}
    if {task, f"about_{task}", f"{CHECK_PREFIX}{task}"} & taken:
        raise _refused(f"{section.section_id} has this name already", task, "a name that no cell has or binds")


def _bound(source: str, kind: CellKind) -> Iterator[str]:
    if kind in (CellKind.SETUP, CellKind.ANSWER):
        yield from bound_names(source) or ()


def _usable(name: str) -> bool:
    taken = keyword.iskeyword(name) or keyword.issoftkeyword(name) or hasattr(builtins, name)
    return name.isidentifier() and name.isascii() and not taken and not name.startswith("_")


def _inserted(text: str, cells: str) -> str:
    """Put cells above the first written answer of a MyST text and the text cell that introduces it; else at the end."""
    lines = text.split("\n")
    starts = list(_text_cells(lines))
    for place, (line, metadata) in enumerate(starts):
        nbgrader = metadata.get("nbgrader", {})
        if nbgrader.get("grade") and nbgrader.get("solution"):
            before = starts[place - 1] if place else (line, {})
            if str(before[1].get("nbgrader", {}).get("grade_id", "")).startswith("about_") and not _code_between(
                lines, before[0], line
            ):
                line = before[0]
            return "\n".join(lines[:line]) + "\n" + cells + "\n".join(lines[line:])
    return text.rstrip("\n") + "\n\n" + cells.rstrip("\n") + "\n"


def _text_cells(lines: list[str]) -> Iterator[tuple[int, Mapping[str, Mapping[str, object]]]]:
    """Yield where each marked text cell begins, with its metadata; what stands within fences is no cell."""
    fence = ""
    for number, line in enumerate(lines):
        found = _FENCE.match(line)
        if fence:
            fence = "" if found and line.strip() == fence else fence
        elif found:
            fence = found[1]
        elif mark := _CELL.match(line):
            yield number, json.loads(mark["metadata"] or "{}")


def _code_between(lines: list[str], begin: int, end: int) -> bool:
    return any(line.startswith("```{code-cell}") for line in lines[begin:end])


def _write(course: Course, files: Mapping[Path, bytes]) -> list[Path]:
    _require_absent(course, files)
    for path in files:
        path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(dict(files))
    return list(files)


def _require_absent(course: Course, files: Mapping[Path, bytes]) -> None:
    for path in files:
        if path.exists():
            raise UsageError(
                "this file exists, and nothing was written",
                where=path.relative_to(course.root).as_posix(),
                next_step="take another name, or move the file away",
            )


def _refused(what: str, got: str, expected: str) -> UsageError:
    return UsageError(what, got=repr(got), expected=expected, next_step="choose another name")
