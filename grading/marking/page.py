"""The files of the page: one HTML page, its style and its script, all from here."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]

FOLDER = Path(__file__).parent / "templates"
FILES = {"mark.css": "text/css", "mark.js": "text/javascript", "talk.js": "text/javascript", "view.js": "text/javascript"}
LIGHT, DARK = "xcode", "zenburn"  # colours of code, as in the feedback


def page(section: str, task: str, token: str) -> str:
    """Return the page, which asks for everything else by itself.

    Args:
        section: its id.
        task: the question that it begins with.
        token: what it sends with all that it changes.
    """
    options = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined)
    return options.get_template("mark.html.j2").render(section=section, task=task, token=token)


@cache
def file(name: str) -> str:
    """Return the style or the script."""
    text = (FOLDER / name).read_text(encoding="utf-8")
    return text + _code() if name.endswith(".css") else text


def _code() -> str:
    light, dark = (HtmlFormatter(style=style).get_style_defs("#answer .highlight") for style in (LIGHT, DARK))
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n"
