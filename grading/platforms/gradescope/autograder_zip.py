"""Makes the zip that is uploaded as *Autograder* of a programming assignment: the grader, one section, and two scripts."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from grading.course import Course
from grading.errors import UsageError
from grading.platforms.gradescope.run import SETTINGS, Autograder
from grading.section import module_name

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of every entry, so that the same course makes the same zip
HERE = Path(__file__).resolve().parent
GRADER = HERE.parents[1]
SCRIPTS = {"setup.sh": "setup.sh", "run_autograder": "run_autograder.sh"}
TOP = ("course.toml", "pyproject.toml", "requirements.lock")
LEFT_OUT = ("__pycache__",)


def autograder_zip(course: Course, settings: Autograder) -> bytes:
    """Return the zip for one section.

    Raises:
        UsageError: the course has no requirements.lock, from which the container is made.
    """
    if not (course.root / "requirements.lock").is_file():
        raise UsageError(
            "the container is made from the versions in requirements.lock, and there is none",
            where=str(course.root),
            next_step="`make lock`, or `pip freeze` with hashes, writes one",
        )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, script in SCRIPTS.items():
            _add(archive, name, (HERE / script).read_bytes(), mode=0o755)
        _add(archive, SETTINGS, json.dumps(asdict(settings), indent=1).encode())
        for name, path in sorted(_files(course, settings.section)):
            _add(archive, name, path.read_bytes())
    return packed.getvalue()


def _files(course: Course, section: str) -> Iterator[tuple[str, Path]]:
    """Yield name in the zip and file: no other section's notebook, checks or references."""
    module = module_name(section)
    yield from ((name, course.root / name) for name in TOP if (course.root / name).is_file())
    yield from ((f"grading/{path.relative_to(GRADER).as_posix()}", path) for path in _all(GRADER))
    folders = [f"source/{section}", f"grader_tests/{module}", f"solutions/{module}", course.configuration.toolkit]
    for folder in filter(None, folders):
        yield from ((path.relative_to(course.root).as_posix(), path) for path in _all(course.root / folder))
    for folder in ("grader_tests", "solutions"):  # what sections share stands beside their folders
        yield from ((path.relative_to(course.root).as_posix(), path) for path in sorted((course.root / folder).glob("*.py")))


def _all(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and not set(path.parts) & set(LEFT_OUT) and path.suffix != ".pyc":
            yield path


def _add(archive: zipfile.ZipFile, name: str, data: bytes, *, mode: int = 0o644) -> None:
    info = zipfile.ZipInfo(name, FIRST_DAY)
    info.external_attr = (0o100000 | mode) << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, data)
