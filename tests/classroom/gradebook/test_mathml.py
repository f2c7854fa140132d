"""Formulas in feedback: MathML that needs nothing, its source where it cannot be read, and never HTML of a student's."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from grading.classroom.gradebook.markdown import Renderer, markdown_html
from grading.classroom.gradebook.mathml import MAX_TEX, formula, output_formula

MATHML = {
    "math", "semantics", "annotation", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mstyle", "msub",
    "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "mpadded", "mphantom",
}  # fmt: skip


class Tags(HTMLParser):
    """Collects elements with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_a_formula_is_mathml_with_its_tex_beside_it() -> None:
    tex = r"\eta < \frac{2}{\lambda_{\max}}"
    root = ElementTree.fromstring(formula(tex, block=False))
    assert root.attrib["alttext"] == tex
    assert root.find(".//annotation").text == tex
    assert [child.tag for child in root.find(".//mfrac")] == ["mrow", "mrow"]
    assert [one.text for one in root.iter("mi")] == ["η", "λ"]
    assert root.attrib["display"] == "inline"
    assert 'display="block"' in formula(tex, block=True)


@pytest.mark.parametrize(
    "tex",
    [r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", r"\begin{aligned}a&=b\\c&=d\end{aligned}", r"\|g\|^2 \le \mathbb{E}[x]",
     r"\sum_{i=1}^n i", r"\mathbf{H} v", r"\text{if } x > 0", r"\sqrt[3]{x}", r"\hat{x}", "a&lt;b"],
)  # fmt: skip
def test_what_students_of_this_course_write_can_be_read(tex: str) -> None:
    assert formula(tex, block=True).startswith('<span class="formula" tabindex="0"><math')


@pytest.mark.parametrize(
    "tex",
    [r"\frac{1", r"\frac{1}", "}{", "{", "", r"\left(", "x^2^3", r"\notacommand x", "a & b", "x" * (MAX_TEX + 1), "{" * 1_999,
     r"\newcommand{\a}{\b\b}\newcommand{\b}{\a\a}\a", r"\def\a{\a\a}\a", r"\begin{matrix}", r"\sqrt" * 300,
     r"\newcommand{\a}{x}\a"],
)  # fmt: skip
def test_broken_tex_stays_as_it_was_written(tex: str) -> None:
    html = formula(tex, block=False)
    assert Tags(html).found == [("code", {"class": "tex"})]
    assert re.sub(r"<[^>]+>", "", html).replace("&amp;", "&") == f"${tex}$"


HOSTILE = (
    r"\text{<script>alert(1)</script>}", r"\href{javascript:alert(1)}{x}", r"\style{background:url(//x)}{y}", r"\class{a}{x}",
    r'\text{" onmouseover="alert(1)}', r"\color{red\" onclick=\"x}{y}", r"</annotation><img src=x onerror=alert(1)>",
    r"</semantics></math><script>alert(1)</script>", r"\mathrm{<img src=//x>}", r"\operatorname{<b>}", "&lt;script&gt;alert(1)",
    r"\unicode{x3c}script", r"\hspace{1em\" onload=\"x}", r"\text{&lt;img src=x onerror=alert(1)&gt;}",
    r"\includegraphics{//x/y.png}",
)  # fmt: skip


@pytest.mark.parametrize("tex", HOSTILE)
def test_hostile_tex_becomes_no_html(tex: str) -> None:
    for html in (formula(tex, block=True), markdown_html(f"a ${tex}$ b\n\n$$\n{tex}\n$$\n", escape=True)):
        for tag, attributes in Tags(html).found:
            assert tag in {*MATHML, "code", "span", "p"}
            assert not [name for name in attributes if name.startswith("on") or name in ("href", "style", "src")]
        assert "<script" not in html


@pytest.mark.parametrize(
    "place", ['![{}](data:image/png;base64,AAAA "{}")', "[x]({})", "# {}", "| {} |\n|---|\n| {} |", "- {}"]
)
def test_a_formula_in_an_attribute_stays_text(place: str) -> None:
    html = markdown_html(place.replace("{}", r'$x" onerror="alert(1)$'), escape=True)
    for tag, attributes in Tags(html).found:
        assert not any(name.startswith("on") for name in attributes), (tag, attributes)


def test_in_an_attribute_a_formula_stands_as_its_source() -> None:
    renderer = Renderer(escape=True, attachments={})
    word = renderer.inline_math('x" onerror="alert(1)')
    html = renderer.filled(f'<img alt="{word}" src="data:,"> and {word}')
    assert Tags(html).found[0] == ("img", {"alt": 'x" onerror="alert(1)', "src": "data:,"})
    assert [tag for tag, _ in Tags(html).found].count("math") == 1


def test_a_word_that_looks_like_the_place_of_a_formula_is_a_word() -> None:
    assert "formula0n" in markdown_html("formula0n and $x$", escape=True)


def test_what_a_cell_gave_out_as_latex_is_laid_out_and_anything_else_is_left() -> None:
    assert "<msqrt>" in (output_formula(r"$\displaystyle \sqrt{x_0}$") or "")
    for other in ("no formula", "$a$ and $b$", r"$\frac{1$", ""):
        assert output_formula(other) is None
