"""What students install beside the notebooks: their packages, and the course's own toolkit as a package of its own."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grading.course import Course
from grading.errors import ReleaseError

LICENCE = "LICENSE"  # of the code; the toolkit holds no text of the notebooks
_NAME = re.compile(r"^[A-Za-z0-9_.-]+")
_LOWER = re.compile(r">=\s*(\d+)")


def requirements(course: Course) -> str:
    """Return release/requirements.txt: the course's own ranges, closed at the next major version, and the toolkit."""
    lines = _ranges(_project(course), course.configuration.student_packages)
    toolkit = ["./toolkit"] if course.configuration.toolkit else []
    return (
        "# Install from inside this folder: python -m pip install -r requirements.txt\n"
        + "\n".join([*lines, *toolkit])
        + "\n"
    )


def write_toolkit(course: Course, folder: Path) -> None:
    """Copy the toolkit into `folder` with a pyproject.toml that pip can install."""
    project, own = _project(course), course.configuration
    shutil.copytree(
        course.root / own.toolkit, folder / own.toolkit, ignore=shutil.ignore_patterns("__pycache__", "*.pyc", ".*")
    )
    there = (course.root / LICENCE).is_file()
    if there:
        shutil.copy(course.root / LICENCE, folder / LICENCE)
    licence = f'license = "BSD-3-Clause"\nlicense-files = ["{LICENCE}"]\n' if there else ""
    dependencies = "".join(f'    "{line}",\n' for line in _ranges(project, own.toolkit_packages))
    (folder / "pyproject.toml").write_text(
        f"""\
[build-system]
requires = ["setuptools>=77"]
build-backend = "build_in_a_copy"
backend-path = ["."]

[project]
name = "{own.toolkit}"
version = "{project.get("version", "0")}"
description = {json.dumps(own.toolkit_about or f"What the notebooks of {own.title} use.", ensure_ascii=False)}
requires-python = "{project.get("requires-python", ">=3.11")}"
{licence}dependencies = [
{dependencies}]

[tool.setuptools]
packages.find = {{ include = ["{own.toolkit}*"] }}
package-data = {{ "*" = ["*"] }}
""",
        encoding="utf-8",
    )
    (folder / "build_in_a_copy.py").write_text(_BACKEND, encoding="utf-8")


_BACKEND = '''\
"""Builds the toolkit in a copy, so that `pip install` leaves nothing in this folder."""

import os
import shutil
import tempfile
from pathlib import Path

from setuptools import build_meta


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """Build the wheel into `wheel_directory` and return its name."""
    return _in_a_copy(build_meta.build_wheel, wheel_directory)


def build_sdist(sdist_directory, config_settings=None):
    """Build the source archive into `sdist_directory` and return its name."""
    return _in_a_copy(build_meta.build_sdist, sdist_directory)


def _in_a_copy(build, target):
    target, here = os.path.abspath(target), Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(here, Path(folder) / "toolkit")
        os.chdir(copy)
        try:
            return build(target)
        finally:
            os.chdir(here)
            shutil.rmtree(here / "__pycache__", ignore_errors=True)  # of this very file
'''


def readme(pages: Mapping[str, str]) -> str:
    """Return release/README.md: how a student starts, and which pages lie beside it (file name -> title)."""
    links = "".join(f"\n- [{title}]({name})" for name, title in pages.items())
    more = f"\nBeside this page:\n{links}\n" if pages else ""
    return _README + more


_README = """\
# Your notebooks

You need Python 3.11 or newer. In a terminal, inside this folder:

    python -m pip install -r requirements.txt
    python -m jupyterlab

The first command installs what the notebooks use, once. The second opens JupyterLab in your browser: go into the folder of an
assignment and open the notebook of the same name.

- Write where a cell says `# your answer here`. Keep the names of functions and variables as they are.
- Under each answer there are visible checks. Run them: they say what to look at. More checks are run when you are marked.
- You may add cells of your own. Locked cells are put back as they were when the notebook is marked.
- Before you hand in: *Kernel, Restart Kernel and Run All Cells*. Then hand in the `.ipynb` file.
"""


def _project(course: Course) -> dict[str, Any]:
    path = course.root / "pyproject.toml"
    try:
        return dict(tomllib.loads(path.read_text(encoding="utf-8"))["project"])
    except (OSError, ValueError, KeyError) as error:
        raise ReleaseError("the course's pyproject.toml cannot be read", where=str(path), got=str(error)) from error


def _ranges(project: dict[str, Any], names: tuple[str, ...]) -> list[str]:
    """Return the requirement of each package, with an upper bound where the course gives none."""
    by_name = {match.group().lower(): line for line in project.get("dependencies", []) if (match := _NAME.match(line))}
    missing = [name for name in names if name not in by_name]
    if missing:
        raise ReleaseError(
            "a package that students need is not a dependency of the course",
            where="pyproject.toml",
            got=f"no {', '.join(missing)}",
            next_step="add it to [project] dependencies with its range",
        )
    return [_closed(by_name[name]) for name in names]


def _closed(line: str) -> str:
    lower = _LOWER.search(line)
    return line if "<" in line or lower is None else f"{line},<{int(lower.group(1)) + 1}"
