"""IPython's shell as a student's process has it, without a process: what cells may use, and what they leave behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
DRIVER = """
import json, sys
sys.path.insert(0, sys.argv[1])
out = sys.stdout
from grading.engine.student.shell import StudentShell
from grading.engine.student.errors import describe
shell = StudentShell.build(sys.argv[2])
shell.set_rendered(sys.argv[3] == "rendered")
shell.attach()
results = []
for number, cell in enumerate(json.load(sys.stdin)):
    error = shell.run(cell, number)
    results.append({"outputs": shell.outputs.take(), "error": None if error is None else describe(error)})
json.dump(results, out)
"""


def run(folder: Path, *cells: str, rendered: bool = False) -> list[dict[str, Any]]:
    """Run the cells in a shell of a fresh interpreter."""
    environment = {
        "PATH": os.defpath,
        "HOME": str(folder),
        "MPLCONFIGDIR": str(folder),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    }
    mode = "rendered" if rendered else "plain"
    command = [sys.executable, "-I", "-c", DRIVER, str(ROOT), str(folder), mode]
    done = subprocess.run(
        command, input=json.dumps(cells), env=environment, capture_output=True, text=True, check=True, timeout=120
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """One shell, every cell; by name."""
    cells = {
        "order": "import sys\nprint('a')\nprint('b', file=sys.stderr)\nprint('c')\n'd'",
        "magic": "%timeit -n1 -r1 1 + 1\n%pwd",
        "capture": "%%capture kept\nprint('hidden')",
        "captured": "kept.stdout",
        "await": "import asyncio\nawait asyncio.sleep(0)\nawaited = 5",
        "display": "from IPython.display import display, HTML\ndisplay(HTML('<b>x</b>'))",
        "input": "input('name? ')",
        "exit": "import sys\nsys.exit(3)",
        "quit": "exit",
        "after exit": "awaited",
        "error": "def f():\n    return 1 / 0\n\nf()",
        "syntax": "x = (\n",
        "unprintable": "class E(Exception):\n    def __str__(self): raise KeyError\nraise E",
        "flood": "for i in range(300_000): print(i)",
        "shell": "!echo hello",
    }
    return dict(zip(cells, run(tmp_path_factory.mktemp("shell"), *cells.values()), strict=True))


def text(result: dict[str, Any]) -> str:
    return json.dumps(result["outputs"])


def test_streams_and_results_keep_their_order(results: dict[str, dict[str, Any]]) -> None:
    first = [(output.get("name"), output.get("text")) for output in results["order"]["outputs"]]
    assert first == [("stdout", "a\n"), ("stderr", "b\n"), ("stdout", "c\n"), (None, None)]
    assert results["order"]["outputs"][-1]["data"] == {"text/plain": "'d'"}


def test_magics_work(results: dict[str, dict[str, Any]]) -> None:
    assert "loop" in text(results["magic"])
    assert results["capture"]["outputs"] == []
    assert "hidden" in text(results["captured"])


def test_top_level_await_works(results: dict[str, dict[str, Any]]) -> None:
    assert results["await"]["error"] is None
    assert "5" in text(results["after exit"])


def test_input_raises(results: dict[str, dict[str, Any]]) -> None:
    assert results["input"]["error"]["type"] == "EOFError"


def test_exit_ends_the_cell_and_not_the_notebook(results: dict[str, dict[str, Any]]) -> None:
    assert results["exit"]["error"]["type"] == "SystemExit"
    assert results["quit"]["error"] is None
    assert results["after exit"]["error"] is None


def test_errors_are_outputs_with_the_line_of_the_cell(results: dict[str, dict[str, Any]]) -> None:
    error = results["error"]["error"]
    assert (error["type"], error["line"]) == ("ZeroDivisionError", 2)
    (output,) = results["error"]["outputs"]
    assert (output["output_type"], output["ename"]) == ("error", "ZeroDivisionError")
    assert "line 2: return 1 / 0" in output["traceback"]
    assert results["syntax"]["error"]["type"] == "SyntaxError"
    assert results["syntax"]["error"]["line"] == 1


def test_exception_that_cannot_be_shown_is_an_error_without_a_message(results: dict[str, dict[str, Any]]) -> None:
    assert results["unprintable"]["error"]["type"] == "E"
    assert results["unprintable"]["error"]["message"] == ""


def test_flood_is_cut_where_it_is_written(results: dict[str, dict[str, Any]]) -> None:
    (output,) = results["flood"]["outputs"]
    assert len(output["text"]) < 110_000
    assert output["text"].endswith("it is too long …\n")


def test_rich_outputs_and_figures_wait_for_rendering(tmp_path: Path) -> None:
    cells = (
        "import matplotlib.pyplot as plt\n%matplotlib inline",
        "plt.plot([1, 2]);",
        "import sympy as sp\nsp.Symbol('x') ** 2",
        "1 / 0",
        "plt.get_fignums()",
    )
    plain, rendered = run(tmp_path, *cells), run(tmp_path, *cells, rendered=True)
    assert "image/png" not in json.dumps(plain)
    assert [output["data"].keys() & {"image/png"} for output in rendered[1]["outputs"]] == [{"image/png"}]
    assert plain[2]["outputs"][0]["data"] == {"text/plain": "x**2"}
    assert "text/latex" in rendered[2]["outputs"][0]["data"]
    assert len(rendered[3]["outputs"][0]["traceback"]) > len(plain[3]["outputs"][0]["traceback"])
    assert plain[4] == rendered[4]  # figures are closed after each cell, drawn or not
    assert plain[4]["outputs"][0]["data"] == {"text/plain": "[]"}
