"""The package: lazy, quick to import, and independent of the grader."""

import ast
import doctest
import importlib
import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import losslandscape

ROOT = Path(__file__).resolve().parents[2]
IMPORT_SECONDS = 0.15  # beyond NumPy; measured about 0.02

PROBE = """
import json, sys, time
{before}
begin = time.process_time()
{code}
spent = time.process_time() - begin
loaded = [name for name in ("numpy", "scipy", "sympy", "matplotlib", "IPython") if name in sys.modules]
print(json.dumps([spent, loaded]))
"""


def _probe(code, before=""):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    script = PROBE.format(code=code, before=before)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True)
    return json.loads(done.stdout)


def test_importing_landscape_imports_nothing_else():
    assert _probe("import losslandscape")[1] == []


def test_objectives_and_transformer_need_numpy_alone_and_are_quick():
    spent, loaded = _probe("from losslandscape import objectives, transformer; transformer.train", before="import numpy")
    assert loaded == ["numpy"]
    assert spent < IMPORT_SECONDS


def test_submodules_are_attributes_that_are_imported_on_first_use():
    assert _probe("import losslandscape; losslandscape.plots.style()")[1] == ["numpy", "matplotlib"]
    assert {"objectives", "transformer", "plots", "runs", "visible"} <= set(dir(losslandscape))
    with pytest.raises(AttributeError, match=r"'nowhere'; it has .*objectives"):
        losslandscape.nowhere  # noqa: B018


@pytest.mark.parametrize("path", sorted((ROOT / "losslandscape").rglob("*.py")), ids=lambda path: path.name)
def test_the_toolkit_imports_nothing_that_only_instructors_have(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    secret = {"grading", "solutions", "grader_tests", "tests", "tools", "benchmarks", "torch"}
    assert not {name.split(".")[0] for name in imported} & secret


MODULES = sorted(found.name for found in pkgutil.walk_packages(losslandscape.__path__, "losslandscape."))


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_docstrings_are_true(name):
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0
