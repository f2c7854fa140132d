"""Makes what students wrote harmless to those who read it: no script, no style that hides, no picture from elsewhere."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import nh3

from grading.submission.html_work import html_work
from grading.submission.raw import clean_text

TAGS = nh3.ALLOWED_TAGS - {"map", "area"} | {"figure", "figcaption", "section"}
ATTRIBUTES = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "*": {"class", "title", "lang", "dir"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
}
PICTURE = re.compile(r"^data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*$")
MAX_TEXT = 200_000  # characters of one output
MAX_HTML_WORK = 200_000  # elements that a parser may have to make of one piece of HTML; a table of 400 rows by 12 has half
MIME_TYPES = ("text/plain", "text/html", "text/latex", "text/markdown", "image/png", "image/jpeg", "image/svg+xml")
OUTPUT_TYPES = ("stream", "display_data", "execute_result", "error")


def clean_html(html: str) -> str:
    """Return the harmless part of some HTML; only embedded pictures stay. HTML that is costly to parse becomes plain text."""
    if html_work(html) > MAX_HTML_WORK:
        return f"<pre>{escape(clean_text(html))}</pre>"
    return nh3.clean(
        clean_text(html),
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel="noopener noreferrer nofollow",
    )


def clean_outputs(outputs: Any) -> list[dict[str, Any]]:
    """Return outputs that are valid in nbformat 4 and hold nothing but text, pictures and clean HTML."""
    found = outputs if isinstance(outputs, list | tuple) else []
    return [clean for clean in (_output(output) for output in found if isinstance(output, dict)) if clean]


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "src":
        return value if PICTURE.match(value) else None
    return None if value.lstrip().lower().startswith("data:") else value


def _output(output: dict[str, Any]) -> dict[str, Any] | None:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _text(output.get("text"))}
    if kind == "error":
        trace = output.get("traceback")
        lines = [_text(line) for line in trace] if isinstance(trace, list) else []
        return {
            "output_type": "error",
            "ename": _text(output.get("ename")),
            "evalue": _text(output.get("evalue")),
            "traceback": lines,
        }
    if kind not in OUTPUT_TYPES:
        return None
    data = _data(output.get("data"))
    # What a student's cell returns is shown, and never again a result: nbgrader takes the number of a result for a mark.
    return {"output_type": "display_data", "data": data, "metadata": {}} if data else None


def _data(data: Any) -> dict[str, str]:
    if not isinstance(data, dict):
        return {}
    clean = {mime: _text(data[mime], picture=mime.startswith("image/")) for mime in MIME_TYPES if mime in data}
    if "text/html" in clean:
        clean["text/html"] = clean_html(clean["text/html"])
    if "image/svg+xml" in clean and "<" not in clean["image/svg+xml"]:
        del clean["image/svg+xml"]
    return clean


def _text(value: Any, *, picture: bool = False) -> str:
    if isinstance(value, list):
        value = "".join(line for line in value if isinstance(line, str))
    if not isinstance(value, str):
        return ""
    if len(value) > MAX_TEXT and not picture:
        value = value[:MAX_TEXT] + "\n… (cut)"
    return clean_text(value)
