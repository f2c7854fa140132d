"""What the formgrader needs to show a submission without running anything in it."""

from __future__ import annotations

from jinja2 import pass_context
from jinja2.runtime import Context

from grading.classroom.gradebook.markdown import markdown_html


@pass_context
def safe_markdown(context: Context, source: str) -> str:
    """Return the HTML of some Markdown without scripts, handlers and pictures from elsewhere; nbconvert's filter runs them.

    Pictures that the student pasted into the cell that is shown are in `context`.
    """
    cell = context.get("cell") or {}
    return markdown_html(source, cell.get("attachments"), escape=False)
