"""What the notebooks' notation tables say, and the glossary that holds for all of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.support.sections import COURSE

GLOSSARY = COURSE.source / "glossary.md"
_LATEX = {
    r"\theta": "θ", r"\lambda": "λ", r"\eta": "η", r"\omega": "ω", r"\mu": "μ", r"\rho": "ρ", r"\varrho": "ϱ",
    r"\varepsilon": "ε", r"\epsilon": "ε", r"\delta": "δ", r"\Delta": "Δ", r"\alpha": "α", r"\beta": "β",
    r"\sigma": "σ", r"\tau": "τ", r"\xi": "ξ", r"\kappa": "κ", r"\nabla": "∇", r"\lVert": "‖", r"\rVert": "‖",
    r"\varphi": "φ", r"\ell": "ℓ", r"\gamma": "γ", r"\zeta": "ζ", r"\dots": "…", r"\le": "≤", r"\pi": "π", r"\nu": "ν",
    r"\psi": "ψ", r"\chi": "χ", r"\phi": "ϕ",
}  # fmt: skip
GREEK = sorted(set("αβγδεζηθκλμνξρστφχψωΔϱ"))
SENTENCE = 8  # words
INSTRUCTIONS = (
    '`"',
    "<details>",
    "Each group of",
    "For each, look",
    "Nothing that is tested",
    "Write ",
    "what follows, and",
    "a log that you",
)  # to a task, and headings of tasks
_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a notation table: its symbols, their names in code, and the cells that say unit and meaning."""

    symbols: tuple[str, ...]
    codes: tuple[str, ...]
    unit: str
    meaning: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A row of the glossary. `key` are the words by which a notebook says it, `where` the numbers of sections or `all`."""

    name: str
    symbols: tuple[str, ...]
    codes: tuple[str, ...]
    unit: str
    meaning: str
    key: str
    where: tuple[str, ...]


def text_of(section: str) -> str:
    """What students read of a section: its text without solutions."""
    source = (COURSE.source / section / f"{section}.md").read_text(encoding="utf-8")
    return re.sub(r"### BEGIN SOLUTION.*?### END SOLUTION", "", source, flags=re.S)


def prose_of(section: str) -> str:
    """The Markdown cells of a section, without code and without the sources at the end."""
    cells = re.split(r"\n\+\+\+", re.sub(r"```.*?```", "", text_of(section), flags=re.S))
    return "\n\n".join(re.sub(r"<summary>Sources</summary>.*?</details>", "", cell, flags=re.S) for cell in cells)


def plain(text: str) -> str:
    """LaTeX as the glossary writes it: \\lambda_{\\max} -> λmax, \\lVert H\\rVert -> ‖H‖."""
    for latex, sign in sorted(_LATEX.items(), key=lambda pair: -len(pair[0])):
        text = re.sub(re.escape(latex) + r"(?![A-Za-z])", sign, text)
    signs = {"−": "-", "²": "^2", "³": "^3", r"^\top": "ᵀ", r"\infty": "∞", r"\to": "→", r"\ast": "∗", "^∗": "∗"}
    for written, sign in signs.items():
        text = text.replace(written, sign)
    text = re.sub(r"\\bar\{?λ\}?", "λ̄", text).replace(r"\Xi", "Ξ")
    text = re.sub(r"_\{?\\(max|min)\}?", r"\1", text)
    return re.sub(r"[${}\s]", "", text)


def table_of(section: str) -> list[Row]:
    """The rows of a section's notation table."""
    folded = re.search(r"<details><summary>Notation.*?</details>", text_of(section), flags=re.S)
    lines = [line for line in (folded.group() if folded else "").splitlines() if line.startswith("|")]
    head = cells_of(lines[0])
    return [_row(head, cells_of(line)) for line in lines[2:]]


def symbols_in(cell: str) -> tuple[str, ...]:
    """The symbols of a cell: what stands between commas, semicolons and signs of relation, without code."""
    without_code = re.sub(r"`[^`]*`", "", cell)
    parts = re.split(r"[,;=>≤…]|\\quad", plain(without_code.replace(",", ";")))
    return tuple(part for part in parts if part and not part.isdigit())


def entries(heading: str) -> list[Entry]:
    """The rows of the glossary's table under a heading."""
    part = GLOSSARY.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [cells_of(line) for line in part.splitlines() if line.startswith("|")]
    return [_entry(dict(zip(rows[0], row, strict=True))) for row in rows[2:]]


def cells_of(line: str) -> list[str]:
    """The cells of a line of a Markdown table."""
    return [cell.strip() for cell in _CELL.split(line.strip().removeprefix("|").removesuffix("|"))]


def number_of(section: str) -> str:
    """1.1 of 1.1_plateau."""
    return section.split("_")[0]


def glossary_exists() -> bool:
    """Whether there is one."""
    return Path(GLOSSARY).is_file()


def _row(head: list[str], cells: list[str]) -> Row:
    named = dict(zip(head, cells, strict=True))
    symbol = next(cell for name, cell in named.items() if name.startswith("symbol"))
    code = next((cell for name, cell in named.items() if "code" in name), "")
    unit = next(cell for name, cell in named.items() if "unit" in name)
    return Row(symbols=symbols_in(symbol), codes=tuple(re.findall(r"`(\w+)", code)), unit=unit, meaning=named["meaning"])


def _entry(row: dict[str, str]) -> Entry:
    key = re.search(r"\*\*(.+?)\*\*", row["meaning"])
    name = next(iter(row.values()))
    return Entry(
        name=name,
        symbols=symbols_in(name),
        codes=tuple(re.findall(r"`(\w+)`", row.get("in code", ""))),
        unit=row.get("unit", ""),
        meaning=row["meaning"],
        key=key.group(1) if key else "",
        where=tuple(part.strip() for part in row["where"].split(",")),
    )


def defined_in(prose: str, word: str) -> list[str]:
    """The paragraphs, list items and table rows in which a word is set off and said to be something."""
    parts = [part.strip() for part in re.split(r"\n\s*\n|\n(?=\||- )", prose)]
    name = rf"(?<!\w)\*{{1,2}}{re.escape(word)}s?\*{{1,2}}"
    before = r"called|the|be|is|is an?|at an?|an?"
    after = r":|is\b|are\b|means\b|counts?\b|of\b|\$|\("
    said = rf"(?i){name}\s*({after})|\b({before})\s+{name}|\({name}\)|,\s*the\s+{name}"
    return [part for part in parts if re.search(said, part.replace("\n", " "))]


def sentences_of(section: str) -> set[str]:
    """The sentences of a section's prose that have eight words or more, headings and lists of allowed answers left out."""
    found = set()
    for part in re.split(r"(?<=[.!?:])\s+|\n\s*\n|\|", prose_of(section)):
        sentence = re.sub(r"\s+", " ", part).strip()
        if len(sentence.split()) >= SENTENCE and not sentence.startswith(INSTRUCTIONS):
            found.add(sentence)
    return found
