"""The feedback page: what a student reads. One HTML file, readable offline, with nothing of a check's or solution's code."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from nbconvert.filters import Highlight2HTML
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]

from grading.classroom.gradebook.autograded import RUBRIC_TAG, VERDICT_TYPE
from grading.classroom.gradebook.clean import PICTURE, clean_html
from grading.classroom.gradebook.markdown import markdown_html
from grading.classroom.gradebook.mathml import output_formula
from grading.section import CHECK_PREFIX
from grading.submission.match import binds
from grading.submission.serialise import RECORD
from grading.verdict import Outcome

SIGNS = {"passed": "✓", "failed": "✗"}
LONG_GAP = re.compile(r"\s{200}")
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
MAX_OUTPUT = 20_000
# Colours and Markdown are for texts that people write: on hostile ones both take time that grows with the square of the length.
MAX_COLOURED = 6_000
MAX_MARKDOWN = 10_000
MAX_OWN = 40  # cells of the student's own


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What the gradebook holds for one graded cell, and a person's comment on the answer."""

    score: float | None  # None: not marked yet
    comment: str = ""


@dataclass(frozen=True, kw_only=True)
class Header:
    """What stands at the top of the page."""

    section: str
    student: str
    score: float
    late_penalty: float = 0.0


@dataclass(frozen=True, kw_only=True)
class TaskView:
    """One task as the page shows it."""

    name: str
    points: float
    score: float | None
    note: str
    checks: Sequence[Mapping[str, str]]
    answer: Markup
    outputs: Markup
    comment: Markup


def feedback_page(notebook: Mapping[str, Any], header: Header, marks: Mapping[str, Mark]) -> str:
    """Return the page of one submission.

    Args:
        notebook: the autograded notebook.
        header: whose it is, and the score.
        marks: by the grade_id of the graded cell; comments by the grade_id of the answer cell.
    """
    cells = [cell for cell in notebook["cells"] if RUBRIC_TAG not in cell["metadata"].get("tags", ())]
    by_name = {_name(cell): cell for cell in cells if _name(cell)}
    tasks = [_task(cell, by_name, marks) for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade")]
    about = notebook["metadata"].get(RECORD)
    problems = about.get("problems", []) if isinstance(about, dict) else []
    return _template().render(
        header=header,
        tasks=tasks,
        total=sum(task.points for task in tasks),
        waiting=[task.name for task in tasks if task.score is None],
        problems=problems,
        own=_own_cells(cells, [task.name for task in tasks]),
        styles=_styles(),
        signs=SIGNS,
    )


def explained(outcome: str) -> str:
    """Return the sentence for an outcome that came without a message."""
    return "" if outcome == Outcome.PASSED.value else Outcome(outcome).explanation


def cell_html(cell: Mapping[str, Any]) -> Markup:
    """Return a cell of the autograded notebook, what the student wrote and what it put out, as harmless HTML."""
    return _source(cell) + _outputs(cell)


def own_html(notebook: Mapping[str, Any], tasks: Sequence[str]) -> list[Markup]:
    """Return the cells that the student added to an autograded notebook; those that bind the name of a task come first."""
    return _own_cells(notebook["cells"], tasks)


def _name(cell: Mapping[str, Any]) -> str:
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def _task(cell: Mapping[str, Any], by_name: Mapping[str, Any], marks: Mapping[str, Mark]) -> TaskView:
    grade_id = _name(cell)
    written = bool(cell["metadata"]["nbgrader"].get("solution"))
    name = grade_id if written else grade_id.removeprefix(CHECK_PREFIX)
    answer = by_name.get(name)
    verdict = {} if written else _verdict(cell)
    mark = marks.get(grade_id, Mark(score=None))
    return TaskView(
        name=name,
        points=float(cell["metadata"]["nbgrader"]["points"]),
        score=mark.score,
        note=str(verdict.get("note", "")),
        checks=[{**check, "message": check["message"] or explained(check["outcome"])} for check in verdict.get("checks", [])],
        answer=_source(answer) if answer else Markup(""),
        outputs=_outputs(answer) if answer else Markup(""),
        comment=_markdown(marks.get(name, Mark(score=None)).comment),
    )


def _verdict(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the verdict that grading left under a check cell; an own output of it cannot look like one."""
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        if VERDICT_TYPE in data:
            found = data[VERDICT_TYPE]
            return dict(json.loads(found) if isinstance(found, str) else found)
    return {}


def _own_cells(cells: Sequence[Mapping[str, Any]], tasks: Sequence[str]) -> list[Markup]:
    """Return the cells that the student added; those that bind the name of a task come first."""
    own = [cell for cell in cells if str(cell.get("id", "")).startswith("own-") and _text(cell["source"]).strip()]
    own.sort(key=lambda cell: not any(binds(_text(cell["source"]), name) for name in tasks))
    shown = [_source(cell) + _outputs(cell) for cell in own[:MAX_OWN]]
    return shown + ([Markup("<p>… and {} more cells.</p>").format(len(own) - MAX_OWN)] if len(own) > MAX_OWN else [])


def _source(cell: Mapping[str, Any]) -> Markup:
    source = _text(cell["source"])
    if cell["cell_type"] == "code" and len(source) <= MAX_COLOURED and not LONG_GAP.search(source):
        return Markup(_highlighter()(source, "ipython3"))
    if cell["cell_type"] == "markdown":
        return _markdown(source, cell.get("attachments"))
    return Markup("<pre>{}</pre>").format(source)


def _markdown(source: str, attachments: object = None) -> Markup:
    if not source:
        return Markup("")
    if len(source) > MAX_MARKDOWN:
        return Markup("<pre>{}</pre>").format(source)
    written = source.replace("&lt;", "<")  # as the student wrote it, before the copy in autograded/ was made harmless
    return Markup(markdown_html(written, attachments, escape=True))  # HTML in it is shown as text


def _outputs(cell: Mapping[str, Any]) -> Markup:
    shown = Markup("")
    for output in cell.get("outputs", []):
        shown += _output(output)
    return shown


def _output(output: Mapping[str, Any]) -> Markup:
    if output["output_type"] == "stream":
        return _pre(_text(output["text"]))
    if output["output_type"] == "error":
        return _pre(ANSI.sub("", f"{_text(output['ename'])}: {_text(output['evalue'])}"))
    data = output.get("data", {})
    for mime in ("image/png", "image/jpeg"):
        source = f"data:{mime};base64,{_text(data.get(mime, '')).strip()}"
        if mime in data and PICTURE.match(source):
            return Markup('<img class="figure" alt="output of this cell" src="{}">').format(source)
    if "text/html" in data:
        return Markup('<div class="wide" tabindex="0">{}</div>').format(Markup(clean_html(_text(data["text/html"]))))
    latex = _text(data.get("text/latex", ""))
    shown = output_formula(latex) if latex else None
    return Markup(shown) if shown else _pre(latex or _text(data.get("text/plain", "")))


def _pre(text: str) -> Markup:
    cut = text if len(text) <= MAX_OUTPUT else text[:MAX_OUTPUT] + "\n… (cut)"
    return Markup('<pre class="output">{}</pre>').format(cut)


def _text(value: Any) -> str:
    return "".join(value) if isinstance(value, list) else str(value)


@cache
def _highlighter() -> Highlight2HTML:
    return Highlight2HTML(pygments_lexer="ipython3")


@cache
def _styles() -> Markup:
    """Return the colours of code: of Pygments' styles these two have the best contrast on the page's light and dark ground."""
    light, dark = (HtmlFormatter(style=style).get_style_defs(".highlight") for style in ("xcode", "zenburn"))
    return Markup(
        "@media print, (prefers-color-scheme: light) {{ {} }}\n@media screen and (prefers-color-scheme: dark) {{ {} }}"
    ).format(Markup(light), Markup(dark))


@cache
def _template() -> Any:
    folder = Path(__file__).parent / "templates"
    options: dict[str, Any] = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    environment = Environment(loader=FileSystemLoader(folder), autoescape=True, **options)
    environment.filters["breakable"] = lambda name: Markup("_<wbr>").join(escape(part) for part in name.split("_"))
    return environment.get_template("feedback.html.j2")
