"""TeX of people as MathML, which a browser shows without a script and without a network.

latex2mathml reads the TeX. Of what it makes, only elements and attributes on a list are written out, and every text is
escaped, so that nothing a student writes becomes HTML. What it cannot read stands as its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from xml.etree.ElementTree import Element

MAX_TEX = 2_000  # characters of one formula; a longer one stands as its source
ARITY = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3,
}  # fmt: skip
CONTAINERS = ("mrow", "mstyle", "msqrt", "mpadded", "mphantom", "mtable", "mtr", "mtd", *ARITY)
TEXTS = ("mi", "mn", "mo", "mtext", "mspace")
ATTRIBUTES = {
    "accent", "columnalign", "columnspacing", "displaystyle", "fence", "form", "height", "linethickness", "lspace",
    "mathvariant", "maxsize", "minsize", "rowspacing", "rspace", "scriptlevel", "stretchy", "width",
}  # fmt: skip
VALUE = re.compile(r"-?[a-z0-9 .]{1,40}%?")
DEFINES = re.compile(r"\\(?:(?:re)?newcommand|providecommand|[egx]?def|let|newenvironment|DeclareMathOperator)(?![A-Za-z])")
AROUND = re.compile(r"^\s*(\$\$?)(.*)\1\s*$", re.DOTALL)
ALIGNED = re.compile(
    r"\\(begin|end)\{(?:aligned|alignedat|gathered)\}"
)  # which latex2mathml does not know, and knows as align*


class _NotReadableError(Exception):
    """The TeX is broken, or holds what there is no MathML for."""


def formula(tex: str, *, block: bool) -> str:
    """Return TeX, without its dollar signs, as MathML in HTML; as its source where it cannot be read. Never raises.

    Args:
        tex: what a person wrote.
        block: a formula on lines of its own.
    """
    from latex2mathml.converter import convert_to_element  # read with the first formula, as its table of symbols is long

    try:
        content = "".join(_written(child) for child in convert_to_element(_readable(tex)))
    except Exception:  # noqa: BLE001  whatever the TeX is, the page is made
        return source(tex, block=block)
    text = escape(tex.strip())
    annotated = f'<semantics>{content}<annotation encoding="application/x-tex">{text}</annotation></semantics>'
    mathml = f'<math display="{"block" if block else "inline"}" alttext="{text}">{annotated}</math>'
    return f'<span class="formula" tabindex="0">{mathml}</span>' if block else mathml


def output_formula(latex: str) -> str | None:
    """Return what a cell gave out as text/latex as MathML; None where it is not one formula, or cannot be read."""
    inside = AROUND.match(latex)
    if inside is None or "$" in inside[2]:
        return None
    made = formula(inside[2], block=True)
    return made if "<math" in made else None


def source(tex: str, *, block: bool) -> str:
    """Return TeX as it was written, with its dollar signs."""
    sign = "$$" if block else "$"
    return f'<code class="tex">{escape(sign + tex + sign)}</code>'


def _readable(tex: str) -> str:
    """Return TeX as latex2mathml takes it; raise for what is too long, broken, or could grow without end."""
    text = ALIGNED.sub(r"\\\1{align*}", tex.replace("&lt;", "<")).strip()
    if not text or len(text) > MAX_TEX or DEFINES.search(text) or not _balanced(text):
        raise _NotReadableError
    return text


def _balanced(tex: str) -> bool:
    depth = 0
    for brace in re.findall(r"\\.|[{}]", tex, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        if depth < 0:
            return False
    return depth == 0


def _written(element: Element) -> str:
    name, text = str(element.tag), unescape(element.text or "")
    if name not in (*CONTAINERS, *TEXTS) or len(element) != ARITY.get(name, len(element)):
        raise _NotReadableError
    if name in ("mi", "mo") and ((text.startswith("\\") and len(text) > 1) or text == "&"):
        raise _NotReadableError  # a command that is not known, or a column where there is no table
    inside = escape(text) if name in TEXTS else "".join(map(_written, element))
    return f"<{name}{''.join(_attributes(element))}>{inside}</{name}>"


def _attributes(element: Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name in ATTRIBUTES and VALUE.fullmatch(value):
            yield f' {name}="{value}"'
