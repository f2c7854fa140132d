"""Markdown of people as harmless HTML, with its formulas as MathML and the pictures pasted into its cell."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from html import escape as escaped

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from grading.classroom.gradebook.clean import clean_html
from grading.classroom.gradebook.mathml import formula
from grading.submission.pictures import pasted_pictures

ATTACHED = "attachment:"
TAG = r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>"


class Renderer(IPythonRenderer):
    """nbconvert's renderer, which raises on a picture that is named and not attached; this one says so in its place.

    In the place of each formula it leaves a word that nobody can guess: a formula is cleaned by itself.
    """

    def __init__(self, *, escape: bool, attachments: Mapping[str, Mapping[str, str]]) -> None:
        """Show HTML as text or not, and the pictures among `attachments`."""
        super().__init__(escape=escape, attachments=attachments)
        self.word = f"formula{secrets.token_hex(16)}n"
        self.formulas: list[tuple[str, bool]] = []

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Return a picture, or the words that stand for one that is missing."""
        if url.startswith(ATTACHED) and url.removeprefix(ATTACHED) not in self.attachments:
            name = url.removeprefix(ATTACHED)
            return f"<em>[the picture {escaped(name)} is not in the notebook: {escaped(text)}]</em>"
        return str(super().image(text, url, title))

    def block_math(self, body: str) -> str:
        """Leave the word for a displayed formula."""
        return self._left(body, block=True)

    def inline_math(self, body: str) -> str:
        """Leave the word for a formula in a line."""
        return self._left(body, block=False)

    def latex_environment(self, name: str, body: str) -> str:
        """Leave the word for an environment of TeX."""
        bare = name.removesuffix("*")
        return self._left(body if bare == "equation" else f"\\begin{{{name}}}{body}\\end{{{name}}}", block=True)

    def _left(self, tex: str, *, block: bool) -> str:
        self.formulas.append((tex, block))
        return f"{self.word}{len(self.formulas) - 1}n"

    def filled(self, html: str) -> str:
        """Return clean HTML with the formulas in the places of their words; inside of a tag, as in an `alt`, their source."""

        word = re.compile(rf"{self.word}(\d+)n")

        def in_text(found: re.Match[str]) -> str:
            tex, block = self.formulas[int(found[1])]
            return formula(tex, block=block)

        def in_tag(found: re.Match[str]) -> str:
            return escaped(self.formulas[int(found[1])][0])

        def part(found: re.Match[str]) -> str:
            return word.sub(in_tag, found[0]) if found[0].startswith("<") else word.sub(in_text, found[0])

        return re.sub(rf"{TAG}|{self.word}\d+n", part, html)


def markdown_html(source: str, attachments: object = None, *, escape: bool) -> str:
    """Return the clean HTML of some Markdown.

    Args:
        source: what a person wrote.
        attachments: of its cell, as nbformat has them; what is no picture is left out.
        escape: show HTML in the Markdown as text.
    """
    renderer = Renderer(escape=escape, attachments=pasted_pictures(attachments))
    return renderer.filled(clean_html(str(MarkdownWithMath(renderer=renderer).render(source))))
