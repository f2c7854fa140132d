"""Downloads as platforms make them, written by a test: zips with any names, notebooks of the tiny course with any answers."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

from grading.course import Course
from tests.support.tiny_course import SECTION

ANSWERED = {"double": "def double(x):\n    return x + x", "answer": "answer = 42", "why": "Because of both laws."}


def notebook(course: Course, answers: Mapping[str, str] | None = None, *, section: str = SECTION) -> bytes:
    """Return the released notebook with some answers; without any it is untouched."""
    data = json.loads((course.release / section / f"{section}.ipynb").read_text(encoding="utf-8"))
    for cell in data["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = (answers or {}).get(grade_id, cell["source"])
    return json.dumps(data).encode()


def answered(course: Course, number: int = 42) -> bytes:
    """Return a notebook that differs from that of another number."""
    return notebook(course, {**ANSWERED, "answer": f"answer = {number}"})


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of some files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def write_zip(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write a zip of some files and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(zip_of(files))
    return path


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder: path -> bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
