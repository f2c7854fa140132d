"""The picture book: one picture a notebook and its question, drawn by the model answers, for who decides about the course.

A section's text names both in its front matter, `question: ...` and `face: <the cell that draws the picture>`. The picture
comes out of the sealed engine, as a grading run with `--render` draws it, and carries its text alternative in its own metadata.
So the page can be made again from the texts and the pictures without drawing. Run as a module by `make picture-book`.
"""

from __future__ import annotations

import base64
import io
import re
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from grading.classroom.schedule import Settings
from grading.content.judging import Judges
from grading.course import Course
from grading.drafts import FRONT_MATTER, finished
from grading.errors import AuthorError
from grading.section import Section
from grading.submission.files import write_atomically

PAGE, FOLDER = "picture-book.md", "picture-book"  # in docs/
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_HEAD = """# The course in two minutes

One picture from each notebook, and the question that the notebook answers. The model answers draw them, as a student's own
functions do in the end. Made by `make picture-book` from `source/`.
"""


@dataclass(frozen=True, kw_only=True)
class Face:
    """What the book shows of a section."""

    section: str
    title: str
    question: str
    cell: str  # grade_id of the cell that draws the picture


def face_of(course: Course, section: str) -> Face:
    """Read title, question and cell from a section's text; AuthorError when one of them is missing."""
    if missing := missing_of(course, section):
        raise AuthorError(
            "the picture book cannot show this section",
            where=f"source/{section}/{section}.md",
            got=f"no {' and no '.join(missing)}",
            expected="`question: ...` and `face: <grade_id of a cell that draws>` in the front matter, and a title",
            next_step="add the lines, and run `make picture-book`",
        )
    return Face(section=section, **_read(course, section))


def missing_of(course: Course, section: str) -> list[str]:
    """Return which of title, question and face a section's text lacks; a face that is no cell of it is missing too."""
    found = _read(course, section)
    cells = {cell.grade_id for cell in Section.load(course, section).cells}
    return [key for key in ("title", "question", "cell") if not found[key] or (key == "cell" and found[key] not in cells)]


def _read(course: Course, section: str) -> dict[str, str]:
    text = (course.source / section / f"{section}.md").read_text(encoding="utf-8").replace("\r\n", "\n")
    match = FRONT_MATTER.match(text)
    header, body = (match[1], text[match.end() :]) if match else ("", text)
    keys = {"question": "question", "cell": "face"}
    found = {name: re.search(rf"^{key}:\s*(\S.*?)\s*$", header, re.MULTILINE) for name, key in keys.items()}
    found["title"] = _TITLE.search(body)
    return {name: match[1].strip("\"'") if match else "" for name, match in found.items()}


def draw(judges: Judges, face: Face) -> bytes:
    """Return the picture (PNG) that the section's model answers draw in its cell; AuthorError when it draws none."""
    course = judges.course
    verdict = judges.grade(course.notebook(face.section).read_bytes(), face.section, render=True)
    outputs = [out for cell in verdict.cells if cell.cell_id == face.cell for out in cell.outputs]
    pictures = [out["data"]["image/png"] for out in outputs if "image/png" in out.get("data", {})]
    if not pictures:
        raise AuthorError(
            "this cell draws no picture",
            where=f"source/{face.section}/{face.section}.md",
            got=f"face: {face.cell}",
            expected="the grade_id of a cell whose output is a picture",
            next_step="name another cell",
        )
    return base64.b64decode(pictures[0])


def text_of(picture: bytes) -> str:
    """Return the text alternative that a PNG carries as its Description, or an empty string."""
    with Image.open(io.BytesIO(picture)) as image:
        image.load()
        return str(image.info.get("Description", ""))


def page(course: Course) -> str:
    """Return the book's page, from the sections' texts and the pictures that lie in docs/picture-book/."""
    parts = [_HEAD]
    for section in finished(course):
        face = face_of(course, section)
        path = course.root / "docs" / FOLDER / f"{section}.png"
        alt = text_of(path.read_bytes()) if path.is_file() else ""
        parts.append(f"## {face.title}\n\n**{face.question}**\n\n![{alt}]({FOLDER}/{section}.png)\n")
    return "\n".join(parts)


def write_book(course: Course, judges: Judges) -> list[Path]:
    """Draw every picture, write them and the page, and return the paths that changed."""
    docs = course.root / "docs"
    (docs / FOLDER).mkdir(parents=True, exist_ok=True)
    drawn = {docs / FOLDER / f"{section}.png": draw(judges, face_of(course, section)) for section in finished(course)}
    changed = {path: data for path, data in drawn.items() if not path.is_file() or path.read_bytes() != data}
    write_atomically(changed)
    text = page(course).encode()
    if not (docs / PAGE).is_file() or (docs / PAGE).read_bytes() != text:
        write_atomically({docs / PAGE: text})
        changed[docs / PAGE] = text
    return sorted(changed)


def main() -> None:
    """Write the book of the course in which this is called."""
    course = Course.find(Path.cwd())
    with Judges(course=course, settings=Settings(root=course.root), workers=1) as judges:
        for path in write_book(course, judges):
            print(f"written: {path.relative_to(course.root)}")


if __name__ == "__main__":
    main()
