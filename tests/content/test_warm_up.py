"""What the notebooks import and what their set-up works out stands ready in the template: no submission pays for it again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from grading.course import Course
from tests.support.sections import SECTIONS

ROOT = Path(__file__).resolve().parents[2]
RUNS_ALL_CELLS = """
import functools, json, os, sys, tempfile
from pathlib import Path
from grading.content.filled import filled, model_answers
from grading.course import Course
from grading.engine.student.shell import StudentShell
from grading.engine.student.warm import import_toolkit, warm_up
from grading.section import Section
from grading.submission.read import read_submission

course = Course.at(Path(sys.argv[1]))
sections = [Section.load(course, name) for name in course.section_ids()]
books = {one.section_id: read_submission(filled(course, one, model_answers(one)), one) for one in sections}
toolkit = import_toolkit(course.configuration.toolkit, str(course.root))
shell = StudentShell.build(tempfile.mkdtemp())
warm_up(shell, toolkit, course.configuration.warm_up)

def remembered():
    modules = [module for name, module in list(sys.modules.items()) if name.startswith(toolkit.__name__)]
    values = [value for module in modules for value in vars(module).values()]
    functions = [value for value in values if isinstance(value, functools._lru_cache_wrapper)]
    return {f"{one.__module__}.{one.__name__}": one.cache_info().currsize for one in functions}

found = {"remembered": remembered(), "sections": {}}
for name, submission in books.items():
    modules, before = set(sys.modules), remembered()
    errors = [repr(shell.run(cell.source, number)) for number, cell in enumerate(submission.cells) if cell.runs]
    grown = [key for key, size in remembered().items() if size != before.get(key, 0)]
    found["sections"][name] = {"modules": sorted(set(sys.modules) - modules), "grown": grown, "errors": errors}
sys.__stdout__.write("FOUND" + json.dumps(found))
"""
SMALL = {"encodings.cp437"}  # that reading a recorded run asks for; half a millisecond


@pytest.fixture(scope="module")
def found() -> Any:
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "module://matplotlib_inline.backend_inline"}
    command = [sys.executable, "-c", RUNS_ALL_CELLS, str(ROOT)]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    return json.loads(run.stdout.split("FOUND")[1])


@pytest.mark.parametrize("section", SECTIONS)
def test_no_cell_imports_what_the_template_has_not_imported(found: Any, section: str) -> None:
    assert set(found["sections"][section]["modules"]) <= SMALL
    assert set(found["sections"][section]["errors"]) == {"None"}


@pytest.mark.parametrize("section", SECTIONS)
def test_no_cell_works_out_what_the_toolkit_remembers(found: Any, section: str) -> None:
    assert found["sections"][section]["grown"] == []


def test_the_toolkit_remembers_something_and_the_template_has_it(found: Any) -> None:
    full = {name.rsplit(".", 1)[-1] for name, size in found["remembered"].items() if size}
    assert {"learn_by_heart", "_made"} <= full
    assert set(found["sections"]) == set(Course.at(ROOT).section_ids())
