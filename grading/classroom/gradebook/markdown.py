"""Markdown of people as harmless HTML, with the pictures pasted into its cell; one that is not there stops nothing."""

from __future__ import annotations

from html import escape as escaped

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from grading.classroom.gradebook.clean import clean_html
from grading.submission.pictures import pasted_pictures

ATTACHED = "attachment:"


class _Renderer(IPythonRenderer):
    """nbconvert's renderer, which raises on a picture that is named and not attached; this one says so in its place."""

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Return a picture, or the words that stand for one that is missing."""
        if url.startswith(ATTACHED) and url.removeprefix(ATTACHED) not in self.attachments:
            name = url.removeprefix(ATTACHED)
            return f"<em>[the picture {escaped(name)} is not in the notebook: {escaped(text)}]</em>"
        return str(super().image(text, url, title))


def markdown_html(source: str, attachments: object = None, *, escape: bool) -> str:
    """Return the clean HTML of some Markdown.

    Args:
        source: what a person wrote.
        attachments: of its cell, as nbformat has them; what is no picture is left out.
        escape: show HTML in the Markdown as text.
    """
    renderer = _Renderer(escape=escape, attachments=pasted_pictures(attachments))
    return clean_html(str(MarkdownWithMath(renderer=renderer).render(source)))
