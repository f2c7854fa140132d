"""What the formgrader needs to show a submission without running anything in it."""

from __future__ import annotations

from nbconvert.filters.markdown_mistune import markdown2html_mistune

from grading.classroom.gradebook.clean import clean_html


def safe_markdown(source: str) -> str:
    """Return the HTML of some Markdown without scripts, handlers and pictures from elsewhere; nbconvert's filter runs them."""
    return clean_html(str(markdown2html_mistune(source)))
