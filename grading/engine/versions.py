"""What a task's mark depends on beside the notebook, as a hash: a mark with the same version need not be made again.

A task's version covers the version of Python, the code of the grader that decides marks, the course's toolkit, limits and
libraries, the cells of the section that run (set-up, and the stubs of the answers), and those modules of grader_tests/ and
solutions/ that the file of the task's checks imports, directly or through others. So a changed check makes one task's marks
stale, a changed set-up cell those of its section, and a statement, a visible check, a picture, points, a page of the report or
a command of the command line none.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import json
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from importlib import metadata
from pathlib import Path

from grading.course import Course
from grading.engine.process import CODE_ROOT
from grading.limits import Limits
from grading.section import CellKind, Section, SourceCell
from grading.submission.read import released_source

DECIDES = ("checks", "engine", "submission", "symbolic")  # rooms of grading/, beside the modules on the ground
LIBRARIES = ("numpy", "sympy", "mpmath", "ipython", "pytest")  # the grader's own; a course names more
# CPython 3.11 counts the depth of a tree that it builds once for all threads: one in a long while raised SystemError.
_PARSING = threading.Lock()
PACKAGES = ("grader_tests", "solutions")  # where checks and references import from
LENGTH = 16  # hex digits
PYTHON = f"python {sys.version_info.major}.{sys.version_info.minor}"


@dataclass(kw_only=True)
class Versions:
    """The versions of a course's tasks, each file read once; make another one to see later changes."""

    course: Course
    limits: Limits
    _files: dict[Path, str] = field(default_factory=dict)
    _sections: dict[str, dict[str, str]] = field(default_factory=dict)
    _shared: str = ""

    def of_section(self, section_id: str) -> Mapping[str, str]:
        """Return the version of every automatic task of a section, by name; SectionError when it cannot be read."""
        if section_id not in self._sections:
            section = Section.load(self.course, section_id)
            self._sections[section_id] = {
                task.name: self._task(section, task.name) for task in section.tasks if not task.manual
            }
        return self._sections[section_id]

    def section(self, section_id: str) -> str:
        """Return one version for a whole section: that of all its tasks together."""
        return _hash(f"{task} {version}" for task, version in self.of_section(section_id).items())

    def _task(self, section: Section, task: str) -> str:
        folder = self.course.grader_tests / section.module
        checks = [path for path in (folder / f"test_{task}.py",) if path.is_file()] or sorted(folder.glob("test_*.py"))
        files = {*checks, *self._imported(checks), *_data(self.course.root, section.module)}
        return _hash([self._engine(), *_what_runs(section), *self._named(files)])

    def _engine(self) -> str:
        """Hash what all tasks share."""
        if not self._shared:
            own = self.course.configuration
            folders = [CODE_ROOT / "grading" / room for room in DECIDES]
            if own.toolkit:
                folders.append(self.course.root / own.toolkit)
            ground = (CODE_ROOT / "grading").glob("*.py")
            files = {*ground, *(path for folder in folders for path in folder.rglob("*") if _counts(path))}
            limits = json.dumps(asdict(self.limits), sort_keys=True)
            self._shared = _hash(
                [own.course_id, limits, PYTHON, *own.warm_up, *_libraries((*LIBRARIES, *own.libraries)), *self._named(files)]
            )
        return self._shared

    def _imported(self, start: Iterable[Path]) -> set[Path]:
        """Return the modules of grader_tests/ and solutions/ that some files import, through any number of others."""
        found: set[Path] = set()
        waiting = list(start)
        while waiting:
            for path in _imports(waiting.pop(), self.course.root):
                if path not in found:
                    found.add(path)
                    waiting.append(path)
        return found

    def _named(self, files: Iterable[Path]) -> list[str]:
        """Return a line a file: its place and its contents."""
        return sorted(f"{self._place(path)} {self._file(path)}" for path in files)

    def _place(self, path: Path) -> str:
        root = self.course.root if path.is_relative_to(self.course.root) else CODE_ROOT
        return path.relative_to(root).as_posix()

    def _file(self, path: Path) -> str:
        if path not in self._files:
            self._files[path] = hashlib.sha256(path.read_bytes()).hexdigest()
        return self._files[path]


def _what_runs(section: Section) -> Iterator[str]:
    """Yield a line for each cell of a section whose code decides marks: kind, name, and what is run or was handed out."""
    for cell in section.cells:
        if cell.kind in (CellKind.SETUP, CellKind.ANSWER):
            yield f"{cell.kind.value} {cell.grade_id} {hashlib.sha256(_given(cell).encode()).hexdigest()}"
        elif cell.kind in (CellKind.CHECK, CellKind.SHOW):
            yield f"{cell.kind.value} {cell.grade_id}"


def _given(cell: SourceCell) -> str:
    """Return what students were given in a cell; its source where its regions are wrong, which is told where it is released."""
    try:
        return released_source(cell)
    except ValueError:
        return cell.source


def _imports(path: Path, root: Path) -> Iterator[Path]:
    """Yield the files of grader_tests/ and solutions/ that a module imports; of a package, its __init__.py too."""
    package = path.relative_to(root).parent.parts if path.is_relative_to(root) else ()
    tree = ast.Module([], [])
    with contextlib.suppress(SyntaxError, ValueError), _PARSING:  # a broken file is told where the checks are collected
        tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            before = [*package[: len(package) - node.level + 1]] if node.level else []
            base = [*before, *(node.module.split(".") if node.module else [])]
            names = [base, *([*base, alias.name] for alias in node.names)]
        else:
            continue
        for parts in names:
            if parts and parts[0] in PACKAGES:
                yield from _on_the_way(root, parts)


def _on_the_way(root: Path, parts: list[str]) -> Iterator[Path]:
    """Yield the files that importing a dotted name runs: the __init__.py of each package, and the module itself."""
    for length in range(1, len(parts) + 1):
        place = root.joinpath(*parts[:length])
        for path in (place / "__init__.py", place.with_name(f"{place.name}.py")):
            if path.is_file():
                yield path


def _data(root: Path, module: str) -> Iterator[Path]:
    """Yield what lies in a section's folders of checks and references and is no Python: any of its modules may read it."""
    for package in PACKAGES:
        yield from (path for path in (root / package / module).rglob("*") if _counts(path) and path.suffix != ".py")


def _counts(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")


def _libraries(names: Iterable[str]) -> Iterator[str]:
    for name in dict.fromkeys(names):
        with contextlib.suppress(metadata.PackageNotFoundError):
            yield f"{name} {metadata.version(name)}"


def _hash(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:LENGTH]
