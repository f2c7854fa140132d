"""Run All on the notebook as students get it reaches the end: an open task is one line, a picture says what it waits for."""

from __future__ import annotations

import json
from dataclasses import dataclass

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from grading.release.make import release_notebook
from grading.section import CellKind, Section
from tests.support.sections import COURSE, automatic, by_section

WAITS = "visible.after("  # how a picture says which tasks it needs


@dataclass(frozen=True, kw_only=True)
class Ran:
    """A code cell of the released notebook, and what it printed."""

    kind: CellKind
    source: str
    printed: str


def run_all(section: str) -> list[Ran]:
    kinds = {cell.cell_id: cell.kind for cell in Section.load(COURSE, section).cells}
    shell, found = InteractiveShell(), []
    for cell in json.loads(release_notebook(COURSE, section))["cells"]:
        if cell["cell_type"] == "code":
            source = "".join(cell["source"])
            with capture_output() as captured:
                assert shell.run_cell(source).success, source
            found.append(Ran(kind=kinds[cell["id"]], source=source, printed=captured.stdout))
    return found


@by_section
def test_run_all_on_the_untouched_notebook_reaches_the_end(section: str) -> None:
    cells, tasks = run_all(section), automatic(section)
    checks = [cell.printed for cell in cells if cell.kind is CellKind.CHECK]
    assert len(checks) == len(tasks)
    assert [out for out in checks if out.count("\n") != 1 or ": open. " not in out] == []
    waiting = [cell for cell in cells if cell.kind is CellKind.SHOW and WAITS in cell.source]
    assert len(waiting) >= 3
    assert [cell.printed for cell in waiting if "This waits for" not in cell.printed or cell.printed.count("\n") != 1] == []
    assert cells[-1].printed.startswith(f"0 of {len(tasks)} tasks pass")
