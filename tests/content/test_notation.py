"""One notation for all notebooks: a symbol, a name in code or a word that two of them use differently fails here.

The glossary, which students get, says what each means; the words in bold are those by which each notebook says it.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter

import pytest

from tests.support.notation import (
    GREEK,
    Entry,
    Row,
    defined_in,
    entries,
    number_of,
    plain,
    prose_of,
    sentences_of,
    table_of,
    text_of,
)
from tests.support.sections import SECTIONS, by_section

SYMBOLS = {symbol: entry for entry in entries("Symbols") for symbol in entry.symbols}
WORDS = entries("Words")
FORMULAS = (  # the two of the course, which every notebook may repeat
    "determine the local curvature",
    "in training with full-batch gradient descent",
)


def faults_of(row: Row, section: str, symbols: dict[str, Entry]) -> list[str]:
    """Say where a row of a notation table stands against the glossary."""
    faults = []
    for name in row.symbols:
        entry = symbols.get(name)
        if entry is None:
            faults.append(f"{name} is not in the glossary")
            continue
        if entry.where != ("all",) and number_of(section) not in entry.where:
            faults.append(f"{name} is said to be used in {', '.join(entry.where)} only")
        if plain(entry.key) not in plain(row.meaning):
            faults.append(f"{name} is {row.meaning!r}, and {entry.key!r} in the glossary")
        if entry.unit not in row.unit.replace("none", "1"):
            faults.append(f"{name} has the unit {row.unit!r}, and {entry.unit!r} in the glossary")
    known = {code for name in row.symbols if name in symbols for code in symbols[name].codes}
    faults += [f"`{code}` is none of the names of {', '.join(row.symbols)}" for code in row.codes if code not in known]
    return faults


@by_section
def test_each_symbol_of_a_notebook_means_what_the_glossary_says(section: str) -> None:
    rows = table_of(section)
    assert len(rows) >= 6
    assert [fault for row in rows for fault in faults_of(row, section, SYMBOLS)] == []


def test_a_symbol_has_one_row_and_a_name_in_code_one_symbol() -> None:
    names = Counter(symbol for entry in entries("Symbols") for symbol in entry.symbols)
    assert [name for name, count in names.items() if count > 1] == []
    codes = Counter(code for entry in entries("Symbols") for code in set(entry.codes))
    shared = {"lam", "tangents", "w"}  # an eigenvalue and the lowest one; one tangent and a basis; weights of two models
    assert {code for code, count in codes.items() if count > 1} <= shared


@pytest.mark.parametrize("letter", GREEK)
def test_a_greek_letter_is_used_where_the_glossary_says(letter: str) -> None:
    """In formulas and in running text, tables and code strings of a notebook."""
    allowed = {number for symbol, entry in SYMBOLS.items() if letter in symbol for number in entry.where}
    used = [number_of(section) for section in SECTIONS if letter in plain(text_of(section))]
    assert "all" in allowed or set(used) <= allowed


@by_section
def test_each_symbol_that_the_glossary_gives_to_a_section_is_used_there(section: str) -> None:
    text = plain(text_of(section))
    own = [symbol for symbol, entry in SYMBOLS.items() if number_of(section) in entry.where]
    assert [symbol for symbol in own if symbol not in text] == []


@pytest.mark.parametrize("entry", WORDS, ids=lambda entry: entry.name)
def test_a_word_is_defined_where_the_glossary_says_and_by_the_same_words(entry: Entry) -> None:
    for section in SECTIONS:
        found = defined_in(prose_of(section), entry.name)
        if number_of(section) in entry.where:
            assert any(plain(entry.key) in plain(paragraph) for paragraph in found), f"{section} does not say {entry.key!r}"
        else:
            assert found == [], f"{section} defines {entry.name} anew"


def test_each_word_is_defined_once_in_the_glossary() -> None:
    assert [name for name, count in Counter(entry.name.lower() for entry in WORDS).items() if count > 1] == []


def test_no_fact_is_taught_twice_in_the_same_words() -> None:
    """Sentences of eight words and more that two notebooks share; instructions to a task and the two formulas are not facts."""
    shared = [
        f"{one} and {other}: {sentence}"
        for one, other in itertools.combinations(SECTIONS, 2)
        for sentence in sorted(sentences_of(one) & sentences_of(other))
        if not any(formula in sentence for formula in FORMULAS)
    ]
    assert shared == []


# what the tests above are made of, on texts of their own


@pytest.mark.parametrize("section", SECTIONS)
def test_no_dollar_stands_beside_a_backtick_where_jupyterlab_would_begin_a_formula(section: str) -> None:
    lines = [line for line in text_of(section).splitlines() if "$`" in line or "`$" in line]
    assert not lines


def test_a_symbol_that_is_used_otherwise_is_found() -> None:
    rate = Entry(
        name="η",
        symbols=("η",),
        codes=("eta",),
        unit="[θ²/f]",
        meaning="**learning rate**",
        key="learning rate",
        where=("1.1",),
    )
    right = Row(symbols=("η",), codes=("eta",), unit="scalar, [θ²/f]", meaning="learning rate of GD")
    assert faults_of(right, "1.1_x", {"η": rate}) == []
    wrong = Row(symbols=("η", "q"), codes=("q",), unit="[f]", meaning="a threshold")
    assert len(faults_of(wrong, "1.2_x", {"η": rate})) == 5


def test_a_word_that_is_defined_elsewhere_is_found() -> None:
    text = "Before it.\n\nAn *orbit* is a closed curve.\n\nThe orbit again, **orbits** too.\n\n- *Orbit*: all of them."
    assert defined_in(text, "orbit") == ["An *orbit* is a closed curve.", "- *Orbit*: all of them."]


def test_latex_is_read_as_the_glossary_writes_it() -> None:
    assert plain(r"$\lambda_{\max}$, $\lVert H\rVert$, $\tfrac12\eta\lambda_\min$") == r"λmax,‖H‖,\tfrac12ηλmin"
    assert re.search("[λη]", plain(r"\lambdax")) is None
