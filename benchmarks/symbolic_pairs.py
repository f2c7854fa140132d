"""Reads tests/symbolic/pairs.txt: pairs of answers with the right verdict, grouped by kind. The format stands in its head."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import sympy as sp

PAIRS = Path(__file__).parents[1] / "tests" / "symbolic" / "pairs.txt"
KNOWN = "known:"


@dataclass(frozen=True)
class Pair:
    """One pair: both sides as text, the right answer, and what holds for its section."""

    number: int  # line of the file
    section: str
    left: str
    right: str
    equal: bool
    comment: str
    symbols: tuple[Any, ...]
    domain: tuple[tuple[Any, Any], ...] = ()
    where: tuple[str, ...] = ()
    up_to: str = "exact"
    strict: bool | None = None
    plain: bool = False
    log_abs: bool = False
    variables: tuple[Any, ...] = ()

    @property
    def known(self) -> bool:
        """True when the comment labels the pair as one that the comparison does not decide."""
        return KNOWN in self.comment

    @property
    def plainly_asked(self) -> bool:
        """True for two expressions, matrices or equations with the statement's symbols: what any way can be asked."""
        special = self.up_to != "exact" or self.plain or self.strict or '"' in self.left + self.right
        return not special and "forms" not in self.section

    def sides(self) -> tuple[Any, Any]:
        """Both sides as SymPy objects, made as a student's code would make them."""
        return self.build(self.left, plain=self.plain), self.build(self.right)

    def build(self, text: str, *, plain: bool = False) -> Any:
        """Parse an expression with the section's symbols; what stands in quotation marks is text."""
        if text.startswith('"'):
            return text.strip('"')
        symbols = {s.name: sp.Symbol(s.name) if plain else s for s in self.symbols}
        return sp.sympify(text, locals=symbols, convert_xor=False)

    def options(self) -> dict[str, Any]:
        """Keyword arguments of `grading.symbolic.compare`."""
        return {
            "symbols": self.symbols,
            "domain": dict(self.domain) or None,
            "conditions": [self.build(text) for text in self.where],
            "up_to": self.up_to,
            "strict_domain": self.strict,
            "log_abs": self.log_abs,
            "variables": self.variables,
            "strings": True,
        }


@dataclass
class _Section:
    name: str = ""
    symbols: tuple[Any, ...] = ()
    domain: tuple[tuple[Any, Any], ...] = ()
    where: tuple[str, ...] = ()
    up_to: str = "exact"
    strict: bool | None = None
    plain: bool = False
    log_abs: bool = False
    variables: tuple[Any, ...] = ()


def load_pairs(path: Path = PAIRS) -> list[Pair]:
    """Return all pairs of the file; ValueError names the line that cannot be read."""
    section = _Section()
    pairs: list[Pair] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("@"):
            section = _directive(section, line[1:], number)
        elif line[:2] in ("= ", "! "):
            parts = [part.strip() for part in line[2:].split("||")]
            if len(parts) != 3 or not all(parts):
                raise ValueError(f"line {number}: expected `left || right || comment`, got {line!r}")
            pairs.append(_pair(section, number, line[0] == "=", parts))
        else:
            raise ValueError(f"line {number}: expected a line that begins with '=', '!', '@' or '#', got {line!r}")
    return pairs


def _pair(section: _Section, number: int, equal: bool, parts: list[str]) -> Pair:
    left, right, comment = parts
    held = {f.name: getattr(section, f.name) for f in fields(section) if f.name != "name"}
    return Pair(number=number, section=section.name, left=left, right=right, equal=equal, comment=comment, **held)


def _directive(section: _Section, line: str, number: int) -> _Section:
    name, _, rest = line.partition(" ")
    rest = rest.strip()
    if name == "section":
        return _Section(name=rest)
    if name == "symbols":
        section.symbols = _symbols(rest)
    elif name == "domain":
        section.domain = tuple(_domain(text.strip(), section.symbols) for text in rest.split(";") if text.strip())
    elif name == "where":
        section.where = tuple(text.strip() for text in rest.split(";") if text.strip())
    elif name == "up_to":
        section.up_to = rest or "exact"
    elif name == "variables":
        section.variables = tuple(symbol for symbol in section.symbols if symbol.name in rest.split())
    elif name in ("strict", "plain", "log_abs"):
        setattr(section, name, True)
    else:
        raise ValueError(f"line {number}: unknown directive @{name}")
    return section


ASSUMPTIONS = ("real", "positive", "negative", "nonnegative", "integer", "even", "odd", "nonzero")


def _symbols(text: str) -> tuple[Any, ...]:
    found = []
    for group in text.split(";"):
        words = group.split()
        assumptions = {word: True for word in words if word in ASSUMPTIONS}
        found += [sp.Symbol(word, **assumptions) for word in words if word not in ASSUMPTIONS]
    return tuple(found)


def _domain(text: str, symbols: tuple[Any, ...]) -> tuple[Any, Any]:
    name, _, ends = text.partition(" in ")
    low, high = ends.strip()[1:-1].split(",")
    interval = sp.Interval(sp.sympify(low), sp.sympify(high), ends.strip()[0] == "(", ends.strip()[-1] == ")")
    return next(symbol for symbol in symbols if symbol.name == name.strip()), interval
