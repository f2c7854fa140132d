"""Makes release/: the notebooks that students get, through nbgrader's own converter, and what they install beside them.

Everything is built in a folder of its own, searched for solutions, and put in place at the end. The gradebook of a class is
not touched: nbgrader's converter works on a throw-away one.
"""

from __future__ import annotations

import filecmp
import logging
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from grading.course import Course
from grading.drafts import finished, is_draft
from grading.errors import ReleaseError, UsageError
from grading.submission.files import replace_folder, write_atomically
from grading.release.leaks import require_no_leak
from grading.release.toolkit import readme, requirements, write_toolkit
from grading.section import Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from traitlets.config import Config

TOOLKIT = "toolkit"


def make_release(course: Course, *, sections: Sequence[str] = (), check: bool = False) -> list[str]:
    """Bring release/ up to date and return the paths under it that changed.

    Args:
        course: where source/ and release/ are.
        sections: which to build; default all but drafts, and then what no longer belongs to release/ is named too, and left alone.
        check: change nothing; return what would change.

    Raises:
        UsageError: one of `sections` is a draft.
        ReleaseError: the converter failed, or something of a solution is in what it made; release/ is then as it was.
    """
    ids = tuple(sections) or finished(course)
    require_finished(course, ids)
    with _workshop(course) as workshop:
        made = _build(course, ids, workshop)
        changed = _differences(made, course.release, () if sections else (course.release,))
        if changed and not check:
            _put_in_place(made, course.release)
    return sorted(str(path) for path in changed)


def require_finished(course: Course, ids: Sequence[str]) -> None:
    """Refuse drafts; UsageError names the first."""
    for section in ids:
        if is_draft(course, section):
            raise UsageError(
                "a draft is not released",
                where=f"source/{section}/{section}.md",
                got="draft: true",
                next_step="take the line out of the front matter when `landscape check` finds every gate met",
            )


def _differences(made: Path, release: Path, swept: Sequence[Path]) -> set[Path]:
    """Return relative paths whose bytes differ, and those that only one side has; of release/, all below `swept` counts."""
    wanted = {path.relative_to(made) for path in made.rglob("*") if path.is_file()}
    folders = swept or [release / path.name for path in made.iterdir() if path.is_dir()]
    there = {path.relative_to(release) for folder in folders for path in folder.rglob("*") if _committed(path)}
    same = {path for path in wanted if (release / path).is_file() and filecmp.cmp(made / path, release / path, shallow=False)}
    return (wanted | there) - same


def _put_in_place(made: Path, release: Path) -> None:
    files = {release / path.name: path.read_bytes() for path in made.iterdir() if path.is_file()}
    for folder in sorted(path for path in made.iterdir() if path.is_dir()):
        replace_folder(folder, release / folder.name)
    write_atomically(files)


def release_notebook(course: Course, section: str) -> bytes:
    """Return the student's notebook of one section, made afresh; release/ is neither read nor written."""
    with tempfile.TemporaryDirectory(prefix="landscape-release-") as workshop:
        return (_convert(course, section, Path(workshop)) / f"{section}.ipynb").read_bytes()


def leak_of(course: Course, section: str) -> str:
    """Return what a release of one section would show of its solutions and hidden checks; nothing when it shows nothing."""
    with tempfile.TemporaryDirectory(prefix="landscape-release-") as workshop:
        try:
            require_no_leak(course, Section.load(course, section), _convert(course, section, Path(workshop)))
        except ReleaseError as error:
            return str(error)
    return ""


def _committed(path: Path) -> bool:
    hidden = ("__pycache__", ".ipynb_checkpoints", "build")
    return path.is_file() and not any(part in hidden or part.endswith(".egg-info") for part in path.parts)


@contextmanager
def _workshop(course: Course) -> Iterator[Path]:
    """Give a folder on the file system of the course, so that what is built there can be renamed into place."""
    with tempfile.TemporaryDirectory(prefix=".release-", dir=course.root) as folder:
        yield Path(folder)


def _build(course: Course, ids: Sequence[str], workshop: Path) -> Path:
    made = workshop / "made"
    made.mkdir()
    for section in ids:
        shutil.move(_convert(course, section, workshop / section), made / section)
        require_no_leak(course, Section.load(course, section), made / section)
    if course.configuration.toolkit:
        write_toolkit(course, made / TOOLKIT)
    (made / "requirements.txt").write_text(requirements(course), encoding="utf-8")
    beside = (path for path in sorted(course.source.glob("*.md")) if path.name != "README.md")
    pages = {path.name: path.read_text(encoding="utf-8") for path in beside}
    for name, text in {**pages, "README.md": readme({name: _title(text, name) for name, text in pages.items()})}.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


def _title(text: str, name: str) -> str:
    """Return the first heading of a page."""
    return next((line.lstrip("# ") for line in text.splitlines() if line.startswith("# ")), name)


def _convert(course: Course, section: str, workshop: Path) -> Path:
    """Run nbgrader's GenerateAssignment on one section and return the folder that it wrote."""
    from nbgrader.converters import GenerateAssignment  # nbgrader takes 0.5 s to import; only a release needs it here
    from nbgrader.coursedir import CourseDirectory

    from grading.nbgrader_plugins.config import course_config
    from grading.classroom.gradebook.schema import make_gradebook

    notebook = course.notebook(section)
    shutil.copytree(notebook.parent, workshop / "source" / section, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "*.md"))
    config: Config = course_config(course.configuration)
    config.CourseDirectory.root = str(workshop.resolve())
    config.CourseDirectory.assignment_id = section
    config.CourseDirectory.db_url = f"sqlite:///{workshop / 'throw-away.db'}"
    make_gradebook(config.CourseDirectory.db_url)
    log = _quiet_log()
    try:
        converter = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config, log=log)
        converter.start()
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        raise ReleaseError(
            "nbgrader could not make the student's notebook",
            where=str(notebook),
            got=_cause(error, log),
            next_step="correct the cell in the .md beside it, run `landscape sync`, and release again",
        ) from error
    return workshop / "release" / section


class _LastError(logging.Handler):
    """Keeps what the converter said last: it logs the reason and raises something shorter."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage().strip().splitlines()[-1])


def _quiet_log() -> logging.Logger:
    log = logging.getLogger(f"landscape.release.{id(object())}")
    log.propagate, log.handlers = False, [_LastError()]
    return log


def _cause(error: BaseException, log: logging.Logger) -> str:
    said = [line for handler in log.handlers if isinstance(handler, _LastError) for line in handler.lines]
    reasons = [line for line in said if "Error: " in line or "cell " in line]
    return (reasons or said or [f"{type(error).__name__}: {error}"])[0]
