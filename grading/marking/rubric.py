"""The rubric of a written task as items to click: read from the solution region of its cell, in the words that authors use.

An item begins with what it is worth: `½ the forecast`, `½: names the rate`, `1 point: …`, `½ for each of two numbers …`,
`Half a point each: …; …; …`. A list has an item a bullet, prose one wherever a sentence or clause begins so. A smaller share
after a semicolon (`; half a point without numbers`) belongs to the item before it. Items are offered only where they add up to
the points of the task: nothing of a rubric that is not understood is guessed.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WORDS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "half a point": 0.5, "a quarter of a point": 0.25, "a quarter": 0.25, "one point": 1.0}
TIMES = {"two": 2, "three": 3, "four": 4, "five": 5}
FIGURE = r"\d{1,2}(?:\.\d+)?"
SHARE = r"(?:\d{1,2} ?)?[½¼¾]|half a point|a quarter(?: of a point)?|one point"
AMOUNT = rf"(?P<amount>{SHARE}|{FIGURE})(?P<unit> points?| marks?)?"
HEAD = re.compile(r"^\*\*Rubric\b[^*]*\*\*\s*", re.MULTILINE)
BULLET = re.compile(rf"^[-*] +(?P<bold>\**){AMOUNT}(?![\w.,]*\d):?(?P<rest> .*|\*\*.*|)$", re.IGNORECASE | re.DOTALL)
CLAUSE = r"(?:^|(?<=[.!?;,:*)\]])\s+|(?<=\n)\s*)"
MARK = re.compile(
    rf"{CLAUSE}(?:{AMOUNT}(?P<after>\s+each\s*:|\s*:|\s+for\s+each\s+of\s+(?P<times>\w+)|\s+for\b))", re.IGNORECASE
)
POINT = re.compile(r"(\*(?:First|Second|Third|Fourth) point\b[^*]*\*)")
COSTS = re.compile(rf"[^.;]*\bcosts\s+{AMOUNT}[^.;]*", re.IGNORECASE)
CARRIED = re.compile(r"(?:^|(?<=[.;!?)])\s)\s*([^.;:]*:|\*[^*]+\*)\s*$")


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing to click: what it asks for, and its points; below 0 for what is taken off."""

    text: str
    points: float

    @property
    def key(self) -> str:
        """A short name that stays the same while the words of the item do."""
        return hashlib.sha256(f"{self.points:g} {self.text}".encode()).hexdigest()[:12]


def rubric_items(source: str, points: float) -> tuple[Item, ...]:
    """Return the items of a rubric; none where its items cannot be told, or do not add up to the points of the task.

    Args:
        source: model answer and rubric of a written task, as Markdown.
        points: of the task.
    """
    head = HEAD.search(source)
    text = source[head.end() :] if head else source
    found = (list(_bullets(text)), _prose(text, loose=False), list(_by_points(text)), _prose(text, loose=True))
    for items in found:
        if items and math.isclose(math.fsum(item.points for item in items), points):
            return _told_apart([*items, *_taken_off(text)])
    return ()


def _bullets(text: str) -> Iterator[Item]:
    for block in re.split(r"\n(?=[-*] )", text):
        found = BULLET.match(block.strip())
        if found:
            words = f"{found['bold']}{found['rest'].strip()}" if found["bold"] else found["rest"]
            yield Item(text=_one_line(words), points=_amount(found["amount"]))


def _prose(text: str, *, loose: bool) -> list[Item]:
    marks = [one for one in MARK.finditer(text) if _counts(one, text, loose=loose)]
    items: list[Item] = []
    carried = _carried(text[: marks[0].start()]) if marks else ""
    for one, following in zip(marks, [*marks[1:], None], strict=False):
        end = following.start() if following else len(text)
        words = text[one.end() : end].strip().rstrip(",;")
        left = _carried(words) if end < len(text) else ""
        words = words.removesuffix(left).rstrip()
        items += _of_one(one, words, carried)
        carried = left
    return items


def _by_points(text: str) -> Iterator[Item]:
    """Yield the items of `*First point.* …  *Second point*, …`: those in a point where they add up to 1, else the point."""
    parts = POINT.split(text)[1:]
    for name, words in zip(parts[::2], parts[1::2], strict=True):
        items = _prose(words.strip(), loose=False)
        whole = math.isclose(math.fsum(item.points for item in items), 1.0)
        yield from items if whole else [Item(text=_one_line(f"{name}{words}"), points=1.0)]


def _counts(one: re.Match[str], text: str, *, loose: bool) -> bool:
    """Say whether a share of points begins an item: not one of 0, a bare figure, or a part of the item before."""
    bare = one["amount"].replace(".", "").isdigit() and not one["unit"]
    if _amount(one["amount"]) <= 0 or (bare and one["after"].strip() != ":"):
        return False
    with_colon = one["after"].strip().endswith(":")
    before = text[: one.start()].rstrip()[-1:]
    return loose or with_colon or before != ";"


def _of_one(one: re.Match[str], words: str, carried: str) -> list[Item]:
    worth = _amount(one["amount"])
    if one["after"].strip().lower().startswith("each"):
        return [Item(text=_one_line(part), points=worth) for part in _parts(words) if part.strip()]
    times = TIMES.get((one["times"] or "").lower(), 1)
    if one["times"]:
        words = f"one of {one['times']} {words}"
    return [Item(text=_one_line(f"{carried} {words}"), points=worth)] * times


def _parts(words: str) -> list[str]:
    """Split what follows `each:` at the semicolons outside brackets, up to the end of its sentence."""
    depth, parts = 0, [""]
    for letter, following in zip(words, f"{words[1:]} ", strict=True):
        depth += (letter in "([") - (letter in ")]")
        if letter == ";" and depth == 0:
            parts.append("")
            continue
        parts[-1] += letter
        if letter == "." and depth == 0 and following.isspace():
            break
    return parts


def _taken_off(text: str) -> list[Item]:
    return [Item(text=_one_line(one[0]), points=-_amount(one["amount"])) for one in COSTS.finditer(text)]


def _told_apart(items: Sequence[Item]) -> tuple[Item, ...]:
    """Number items of equal words, so that each can be clicked by itself."""
    texts = [item.text for item in items]
    told = []
    for place, item in enumerate(items):
        nth, times = texts[:place].count(item.text) + 1, texts.count(item.text)
        words = item.text if nth == 1 else f"as item {texts.index(item.text) + 1}, once more"
        told.append(Item(text=f"{words} ({nth} of {times})", points=item.points) if times > 1 else item)
    return tuple(told)


def _carried(words: str) -> str:
    found = CARRIED.search(words)
    return found[1] if found else ""


def _amount(text: str) -> float:
    text = text.lower()
    if text in WORDS:
        return WORDS[text]
    if text[-1] in WORDS:
        return float(text[:-1]) + WORDS[text[-1]]
    return float(text)


def _one_line(text: str) -> str:
    return " ".join(text.split()).strip()
