"""The bare cost: student cells and hidden checks in one warm process, no seal, no fork, no wire, no database."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import matplotlib as mpl
from sympy.core.cache import clear_cache

from benchmarks.peer_checks import run_checks
from grading.section import CHECK_PREFIX, SHOW_TAG


def grade_bare(notebook: dict[str, Any], section: str, tasks: dict[str, float]) -> float:
    """Run setup and answer cells in a fresh namespace, then the checks of each task; return the score."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for cell in notebook["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if cell["cell_type"] != "code" or grade_id.startswith(CHECK_PREFIX) or SHOW_TAG in cell["metadata"].get("tags", ()):
            continue
        try:
            exec(compile("".join(cell["source"]), "<cell>", "exec"), namespace)
        except Exception:  # noqa: BLE001 - a cell that raises costs what it costs
            continue
    return sum(run_checks(section, task, namespace, points) for task, points in tasks.items())


def main() -> None:
    """Grade the notebook of a JSON plan whenever a line comes, and answer with seconds: `python -m benchmarks.bare plan.json`.

    So that runs of another process can be measured in turn with these, whatever else the machine is busy with.
    """
    mpl.use("agg")
    plan = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    notebook = json.loads(Path(plan["notebook"]).read_text(encoding="utf-8"))
    for _ in range(2):
        grade_bare(notebook, plan["section"], plan["tasks"])  # warm: imports, caches of LAPACK and of the parser
    for _ in sys.stdin:
        clear_cache()  # SymPy remembers results across runs, which no class of different students gives
        begin = time.perf_counter()
        grade_bare(notebook, plan["section"], plan["tasks"])
        print(time.perf_counter() - begin, flush=True)


if __name__ == "__main__":
    main()
