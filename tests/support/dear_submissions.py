"""Submissions that cost much more than they are worth: slow code, floods, and values that are dear to read.

Each answers `table` of the toy course honestly, and must keep its three points. `make attacks` runs this file: it prints what
each gained, what it cost, and who had to look.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grading.content.streams import Checks, with_checks
from grading.content.tables import gains
from grading.course import Course
from grading.engine.grader import Grader
from grading.limits import Limits
from grading.verdict import Verdict
from tests.support.sealed import LEVELS, ROOT
from tests.support.synthetic import TOY, make_course, toy

HONEST = 3.0  # points of `table`
SPIN = "while True:\n        pass"
WIRE = "from grading.engine.wire.frames import send\nimport socket\nwire = socket.socket(fileno=3)\n"
EXPRESSIONS = {
    "zeta of a large argument": "sp.zeta(sp.Rational(1, 2) + sp.I * 10**8, evaluate=False)",
    "tower of powers": "sp.Pow(sp.Rational(3, 2), sp.Pow(7, sp.Pow(7, 7, evaluate=False), evaluate=False), evaluate=False)",
    "sum of thousands of terms": "sp.Add(*[sp.sqrt(n) for n in range(2, 3000)], evaluate=False)",
    "product of thousands of terms": "sp.Mul(*[sp.sin(n, evaluate=False) for n in range(1, 3000)], evaluate=False)",
    "Bessel value": "sp.besselk(sp.Rational(10**9, 3), 10**9, evaluate=False)",
    "derivative of gamma": "sp.polygamma(100000, sp.Rational(1, 3), evaluate=False)",
    "integral": "sp.Integral(sp.sin(r**5) * sp.exp(sp.cos(100 * r)), (r, 0, 100))",
    "array of small integers": "np.zeros(14 << 20, dtype=np.int8)",
    "one array many times": "[np.zeros(1 << 20, dtype=np.int8)] * 14",
    "list of pairs": "[[1.5, 2] for _ in range(60000)]",
    "list of arrays": "[np.zeros(2) for _ in range(4000)]",
    "colliding keys": "{n * (2**61 - 1): 1 for n in range(1, 1400)}",
}
ANSWERS = {
    "every call spins": {"double": f"def double(x):\n    {SPIN}", "top": f"def top(hvp, dim):\n    {SPIN}"},
    "every cell spins": dict.fromkeys(("double", "area", "top"), "while True:\n    pass"),
    "every call sleeps": {
        "double": "import time\ndef double(x):\n    time.sleep(900)",
        "top": "import time\ndef top(hvp, dim):\n    time.sleep(900)",
    },
    "call backs without end": {
        "top": "def top(hvp, dim):\n    while True:\n"
        "        try: hvp(np.ones(dim))\n        except RuntimeError: pass"
    },
    "large call backs": {
        "top": "def top(hvp, dim):\n    v = np.ones(1_000_000)\n    while True:\n"
        "        try: hvp(v)\n        except Exception: pass"
    },
    "large values": {
        "double": "def double(x):\n    return np.zeros(1_900_000)",
        "top": "def top(hvp, dim):\n    return [1.5] * 190_000",
    },
    "frames that nobody asked for": {
        "double": f"{WIRE}def double(x):\n    while True:\n        send(wire, {{'id': 'x' * 4_000_000}})"
    },
    "small frames that nobody asked for": {
        "double": f"{WIRE}def double(x):\n    while True:\n        send(wire, {{'id': 'x'}})"
    },
}  # fmt: skip


def submissions() -> dict[str, bytes]:
    """Return every submission by what it does."""
    made = {name: toy(**answers) for name, answers in ANSWERS.items()}
    for name, value in EXPRESSIONS.items():
        code = f"import numpy as np, sympy as sp\nr = sp.Symbol('r', positive=True)\nworth = {value}\n"
        functions = {"double": "def double(x):\n    return worth", "top": "def top(hvp, dim):\n    return worth"}
        made[name] = toy(**{task: code + text for task, text in functions.items()}, area=f"{code}area = worth")
    made["a flood of cells with outputs"] = _flood()
    return made


def _flood() -> bytes:
    notebook = json.loads(toy(own="print('x' * 99_000)\n'y' * 99_000", area="area = 0"))
    own = notebook["cells"][-1]
    notebook["cells"] = [notebook["cells"][0], *[own] * 200, *notebook["cells"][1:-1]]
    return json.dumps(notebook).encode()


@dataclass(frozen=True, kw_only=True)
class Row:
    """One attack at one level: what it gained beyond its honest part, and what it cost on the clock."""

    attack: str
    level: str
    gained: float
    seconds: float
    times_model: float
    person: bool

    def __str__(self) -> str:
        """Return a line of the table."""
        person = "a person" if self.person else "nobody"
        return f"{self.attack:36} {self.level:11} {self.gained:6.2f} {self.seconds:8.2f} {self.times_model:8.1f}  {person}"


def measured(grader: Grader, level: str) -> Iterator[tuple[Row, Verdict]]:
    """Grade every submission, and the model answers before it, one after the other."""
    grader.grade(toy(), TOY)
    for name, notebook in submissions().items():
        model = _seconds(grader, toy())[0]
        seconds, verdict = _seconds(grader, notebook)
        yield (
            Row(
                attack=name,
                level=level,
                gained=verdict.score - HONEST - _kept(name),
                seconds=seconds,
                times_model=seconds / model,
                person=verdict.needs_person,
            ),
            verdict,
        )


def _kept(name: str) -> float:
    """Return the points of further tasks that an attack answers as the model does."""
    wrong = ANSWERS.get(name, {"double": "", "area": "", "top": ""} if name in EXPRESSIONS else {"area": ""})
    return sum(points for task, points in {"double": 4.0, "area": 2.0, "top": 5.0}.items() if task not in wrong)


def _seconds(grader: Grader, notebook: bytes) -> tuple[float, Verdict]:
    started = time.perf_counter()
    verdict = grader.grade(notebook, TOY)
    return time.perf_counter() - started, verdict


def main() -> None:
    """Print the table, under the limits of this course; and what a table of answers earns in each of its tasks."""
    print(f"{'attack':36} {'level':11} {'gained':>6} {'seconds':>8} {'x model':>8}  who had to look")
    limits = Course.at(ROOT).configuration.limits
    with tempfile.TemporaryDirectory() as folder:
        root = make_course(Path(folder) / "course")
        for level in LEVELS:
            with Grader(root, isolation=level, limits=limits) as grader:
                for row, _ in measured(grader, level):
                    print(row, flush=True)
    print(f"\n{'task':18} {'table by':10} share of the points")
    sys.path.insert(0, str(ROOT))
    sys.setrecursionlimit(5000)
    for section in Course.at(ROOT).section_ids():
        with_checks(ROOT, section, _print_gains)


def _print_gains(checks: Checks) -> None:
    for task in checks.section.tasks:
        if not task.manual:
            best = max(gains(checks, task.name), key=lambda gain: gain.share)
            print(f"{task.name:18} {best.key:10} {best.share:.2f}", flush=True)


SMALL = Limits(
    cell_seconds=0.5, call_seconds=0.4, total_seconds=2.0, value_seconds=0.2, check_cpu_seconds=0.4, checks_seconds=3.0
)  # those of the course, made smaller so that the tests are short


if __name__ == "__main__":
    main()
