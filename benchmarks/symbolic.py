"""Symbolic equality, ours against three common ways, on tests/symbolic/pairs.txt.

    python -m benchmarks.symbolic            all pairs; writes the table into docs/symbolic-equality.md
    python -m benchmarks.symbolic --ours     only ours; the other rows stay as they were measured last

Times are processor time of this process, each pair under a limit, SymPy's cache emptied before every pair.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import sympy as sp
from sympy.core.cache import clear_cache

from benchmarks.symbolic_pairs import Pair, load_pairs
from grading.symbolic import Relation, compare
from grading.symbolic.limited import OutOfTime, limited

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "symbolic-equality.md"
RESULTS = ROOT / "benchmarks" / "results" / "symbolic.json"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
SECONDS = 3.0
RELATIONS = {True: Relation.EQUAL, False: Relation.DIFFERENT, None: Relation.UNDECIDED}


@dataclass(frozen=True)
class Row:
    """One way of comparing, on all pairs that it applies to."""

    name: str
    pairs: int
    wrongly_accepted: int
    wrongly_rejected: int
    undecided: int
    too_slow: int
    median_ms: float
    worst_ms: float


# ---------------------------------------------------------------- the four ways


def ours(pair: Pair, left: Any, right: Any) -> Relation:
    """`grading.symbolic.compare`, slips included."""
    return compare(left, right, seconds=SECONDS, **pair.options()).relation


def by_equals(pair: Pair, left: Any, right: Any) -> Relation:
    """SymPy's `.equals`, entry by entry."""
    return _all(left, right, lambda a, b: RELATIONS[_plain(a.equals(b))])


def by_simplify(pair: Pair, left: Any, right: Any) -> Relation:
    """`simplify(a - b) == 0`, entry by entry; anything else counts as different, as in use."""
    return _all(left, right, lambda a, b: RELATIONS[sp.simplify(a - b) == 0])


def by_sampling(pair: Pair, left: Any, right: Any) -> Relation:
    """Five random points in the symbols' assumptions and the declared domain, floats, relative tolerance 1e-9."""
    generator = random.Random(pair.number)
    symbols = sorted(_free(left) | _free(right), key=str)
    limits = dict(pair.domain)

    def same(a: Any, b: Any) -> Relation:
        seen = 0
        for _ in range(5):
            point = {s: _sample(s, limits.get(s), generator) for s in symbols}
            one, other = (complex(side.subs(point).doit().evalf()) for side in (a, b))
            if one != one or other != other:
                continue
            seen += 1
            if abs(one - other) > 1e-9 * max(1.0, abs(one), abs(other)):
                return Relation.DIFFERENT
        return Relation.EQUAL if seen else Relation.UNDECIDED

    return _all(left, right, same)


def _sample(symbol: Any, limits: Any, generator: random.Random) -> Any:
    if symbol.is_integer:
        low = 1 if symbol.is_positive else 0 if symbol.is_nonnegative else -5
        value = generator.randrange(low, 8)
        return value * 2 if symbol.is_even else value * 2 + 1 if symbol.is_odd else value
    low, high = (0.1, 3.0) if symbol.is_nonnegative else (-3.0, -0.1) if symbol.is_negative else (-3.0, 3.0)
    if limits is not None:
        low = float(limits.start) if limits.start.is_finite else low
        high = float(limits.end) if limits.end.is_finite else low + 3.0
    return generator.uniform(low, high)


def _plain(answer: Any) -> bool | None:
    return None if answer is None else bool(answer)


def _free(value: Any) -> set[Any]:
    items = value if isinstance(value, list | tuple | set) else [value]
    return set().union(*(_free(i) if isinstance(i, list | tuple | set) else i.free_symbols for i in items))


def _all(left: Any, right: Any, same: Callable[[Any, Any], Relation]) -> Relation:
    """Compare entry by entry; equations by the difference of their sides; anything that is not an expression by `==`."""
    if isinstance(right, sp.MatrixBase | list) and isinstance(left, sp.MatrixBase | list):
        one, other = (list(sp.Matrix(side)) for side in (left, right))
        if len(one) != len(other):
            return Relation.DIFFERENT
        found = [_all(a, b, same) for a, b in zip(one, other, strict=True)]
        return next((r for r in (Relation.DIFFERENT, Relation.UNDECIDED) if r in found), Relation.EQUAL)
    if isinstance(left, sp.Equality) and isinstance(right, sp.Equality):
        left, right = left.lhs - left.rhs, right.lhs - right.rhs
    if isinstance(left, sp.Expr) and isinstance(right, sp.Expr):
        return same(left, right)
    return Relation.EQUAL if left == right else Relation.DIFFERENT


WAYS: dict[str, Callable[[Pair, Any, Any], Relation]] = {
    "ours": ours,
    "SymPy `.equals`": by_equals,
    "`simplify(a - b) == 0`": by_simplify,
    "five-point sampling": by_sampling,
}


# ---------------------------------------------------------------- running and writing


def run(name: str, pairs: list[Pair], *, progress: bool = True) -> tuple[Row, list[dict[str, Any]]]:
    """Run one way over the pairs; returns its row and what it got wrong."""
    way = WAYS[name]
    times: list[float] = []
    faults: list[dict[str, Any]] = []
    count = {"accepted": 0, "rejected": 0, "undecided": 0, "slow": 0}
    for index, pair in enumerate(pairs):
        left, right = pair.sides()
        clear_cache()
        relation, seconds, slow = _timed(way, pair, left, right)
        times.append(seconds)
        kind = _fault(relation, pair)
        count["slow"] += slow
        if kind:
            count[kind] += 1
            faults.append({"line": pair.number, "left": pair.left, "right": pair.right, "fault": kind, "comment": pair.comment})
        if progress and index % 100 == 99:
            print(f"{name}: {index + 1} of {len(pairs)}", file=sys.stderr)
    row = Row(
        name, len(pairs), count["accepted"], count["rejected"], count["undecided"], count["slow"],
        round(statistics.median(times) * 1e3, 1), round(max(times) * 1e3),
    )  # fmt: skip
    return row, faults


def _timed(way: Callable[[Pair, Any, Any], Relation], pair: Pair, left: Any, right: Any) -> tuple[Relation, float, bool]:
    started = time.process_time()
    try:
        with limited(SECONDS):
            relation = way(pair, left, right)
    except OutOfTime:
        return Relation.UNDECIDED, time.process_time() - started, True
    except Exception:  # noqa: BLE001 - a way that raises has not decided
        relation = Relation.UNDECIDED
    return relation, time.process_time() - started, False


def _fault(relation: Relation, pair: Pair) -> str:
    if relation is Relation.UNDECIDED:
        return "undecided"
    if (relation is Relation.EQUAL) == pair.equal:
        return ""
    return "accepted" if relation is Relation.EQUAL else "rejected"


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    head = "| way | pairs | wrongly accepted | wrongly rejected | undecided | of these too slow | median, ms | worst, ms |"
    lines = [head, "|---|---|---|---|---|---|---|---|"]
    for r in rows:
        counts = (r.pairs, r.wrongly_accepted, r.wrongly_rejected, r.undecided, r.too_slow)
        lines.append("| " + " | ".join([r.name, *map(str, counts), f"{r.median_ms:.1f}", f"{r.worst_ms:.0f}"]) + " |")
    return "\n".join(lines)


def report(rows: list[Row], faults: dict[str, list[dict[str, Any]]]) -> str:
    """The measured part of the page."""
    known = "\n".join(
        f"- line {f['line']}: `{f['left']}` against `{f['right']}`: {f['fault']}. {f['comment']}" for f in faults["ours"]
    )
    return (
        f"{table(rows)}\n\n"
        f"Measured with Python {platform.python_version()}, SymPy {sp.__version__}; processor time of one process, "
        f"limit {SECONDS:g} s a pair, "
        "SymPy's cache emptied before every pair. Pairs that are equal *up to* something, "
        "text, solvers' forms and symbols without assumptions are asked of ours only.\n\n"
        f"What ours does not get right, all of it:\n\n{known or 'nothing.'}"
    )


def _measured_before(pairs: int) -> dict[str, Row]:
    """The rows of the last whole run, if it was on as many pairs."""
    if not RESULTS.exists():
        return {}
    rows = [Row(**row) for row in json.loads(RESULTS.read_text(encoding="utf-8"))["rows"]]
    return {row.name: row for row in rows if row.pairs == pairs}


def main(arguments: list[str] | None = None) -> int:
    """Run, print, and write the page and the JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", action="store_true", help="only ours; the other rows stay as they were measured last")
    options = parser.parse_args(arguments)
    pairs = load_pairs()
    exact = [pair for pair in pairs if pair.plainly_asked]
    rows: list[Row] = []
    faults: dict[str, list[dict[str, Any]]] = {}
    before = _measured_before(len(exact)) if options.ours else {}
    for name in WAYS:
        if options.ours and name != "ours":
            rows += [before[name]] if name in before else []
            continue
        row, faults[name] = run(name, pairs if name == "ours" else exact)
        rows.append(row)
    text = report(rows, faults)
    print(text)
    if len(rows) < len(WAYS):
        print("Not written: the other ways were not measured on these pairs; run without --ours.", file=sys.stderr)
        return 0
    RESULTS.parent.mkdir(exist_ok=True)
    record = {"rows": [asdict(row) for row in rows], "ours": faults["ours"]}
    RESULTS.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    head, tail = page.split(BEGIN)[0], page.split(END)[1]
    PAGE.write_text(f"{head}{BEGIN}\n{text}\n{END}{tail}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
