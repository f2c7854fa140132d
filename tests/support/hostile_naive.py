"""A grader without walls, to show that the attacks of tests/attacks/code work: cells and checks run in one IPython shell.

Reads a JSON list of cells lists from stdin; for each, in a fork, runs the cells, then checks as cells (as nbgrader does), and
writes what the cells reported and which checks passed.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import sys

REPORT = re.compile(r"REPORT (\[[^\]]*\])")
CHECKS = {
    "area": "assert area.subs({symbol: 2 for symbol in area.free_symbols}) == WANTED",
    "top": "assert abs(top(_hvp, 3) - 3.0) < 1e-3 or np.isclose(top(_hvp, 3), 3.0)",
}
EXPECTED = {"expected": "planted-secret-in-the-checker"}


class Budget:
    """What the grader passes to an answer."""

    def __init__(self) -> None:
        self._function, self.limit, self.calls = (lambda v: [1.0, 2.0, 3.0] * v), 60, 0

    def __call__(self, vector: object) -> object:
        self.calls += 1
        return vector


def grade(cells: list[str]) -> list[str]:
    """Run the cells; return what they report, and the tasks whose check passed."""
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    shell.user_ns["_hvp"] = Budget()
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        for cell in [*cells[:1], "WANTED = 4 * sp.pi", *cells[1:]]:
            shell.run_cell(cell)
        passed = [task for task, check in CHECKS.items() if shell.run_cell(check).success]
    reports = [word for found in REPORT.findall(said.getvalue()) for word in re.findall(r"'([^']*)'", found)]
    return [*reports, *passed]


def main() -> None:
    """Grade every list of cells in a fork of its own."""
    import IPython.core.interactiveshell  # noqa: F401 - once, for all forks
    import numpy  # noqa: F401
    import pytest  # noqa: F401
    import scipy.linalg  # noqa: F401
    import sympy  # noqa: F401

    results = {}
    for name, cells in json.load(sys.stdin).items():
        read, write = os.pipe()
        if os.fork() == 0:
            nowhere = os.open(os.devnull, os.O_RDWR)
            for descriptor in (0, 1, 2):
                os.dup2(nowhere, descriptor)  # what is left running keeps none of ours open
            os.chdir(os.environ["SCRATCH"])
            try:
                os.write(write, json.dumps(grade(cells)).encode())
            finally:
                os._exit(0)
        os.close(write)
        with open(read, "rb") as pipe:
            results[name] = json.loads(pipe.read() or b'["died"]')
        os.wait()
    print(json.dumps(results))


if __name__ == "__main__":
    main()
