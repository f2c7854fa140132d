"""Calls that a student makes to stop a check in the middle, and what a notebook can ask of IPython."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from grading.engine.grader import Grader, Limits
from grading.verdict import Outcome
from tests.support.sealed import LEVELS, require
from tests.support.synthetic import TOY, checks_file, make_course, toy

LIMITS = Limits(cell_seconds=8.0, call_seconds=6.0, total_seconds=60.0, check_cpu_seconds=1.0)
ENDLESS = """
def product(v):
    while v[0] == 7.0:
        pass
    return np.diag([1.0, 2.0, 3.0]) @ v
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with a check that passes on a function which one argument makes endless."""
    made = make_course(tmp_path_factory.mktemp("course"))
    checks = checks_file(made, TOY, "top")
    passed = "lambda v: np.diag([1.0, 2.0, 3.0]) @ v"
    text = checks.read_text(encoding="utf-8")
    assert text.count(passed) == 1
    checks.write_text(text.replace(passed, "product") + ENDLESS, encoding="utf-8")
    return made


@pytest.fixture(scope="module", params=LEVELS)
def grader(request: pytest.FixtureRequest, root: Path) -> Iterator[Grader]:
    require(request.param)
    with Grader(root, isolation=request.param, limits=LIMITS) as running:
        yield running


@pytest.mark.sealed
def test_a_check_that_a_call_back_makes_endless_costs_no_other_check(grader: Grader) -> None:
    """The process that waits for that call back is not asked anything more."""
    top = "def top(hvp, dim):\n    return hvp(np.full(dim, 7.0))[0] if dim == 3 else 0.5"
    verdict = grader.grade(toy(top=top), TOY)
    first, second = verdict.task("top").checks
    assert (first.outcome, second.outcome) == (Outcome.FAILED, Outcome.PASSED)
    assert verdict.task("table").score == 3
    assert verdict.cost.restarts == 1


MAGICS = (
    "%run /etc/passwd",
    "%load /etc/passwd",
    "%%bash\necho 1",
    "%%script sh\necho 1",
    "!ls",
    "files = !ls",
    "%%writefile x.py\nprint(1)",
    "%store area",
    "%load_ext autoreload\n%autoreload 2",
    "%pip install x",
    "%conda install x",
    "%edit",
    "%pdb on\n1 / 0",
    "%debug",
    "breakpoint()",
    "import pdb; pdb.set_trace()",
    "input('name? ')",
    "import getpass; getpass.getpass()",
    "exit",
    "quit()",
    "get_ipython().kernel",
    "get_ipython().ask_exit()",
    "get_ipython().reset()",
    "%reset -f",
    "%history",
    "%save x 1",
    "%logstart",
    "%prun sum(range(9))",
    "%timeit -n 1 -r 1 1",
    "%xmode Verbose\n1 / 0",
    "%gui qt",
    "%matplotlib qt",
    "%cd /",
    "%env HOME=/",
    "%config InteractiveShell.ast_node_interactivity = 'all'\n1",
    "%system ls",
    "%alias x ls\n%x",
    "%macro x 1",
    "%notebook x.ipynb",
    "%tb",
    "%who",
    "%%time\n1",
    "%%capture kept\nprint(1)",
    "%unknown",
    "%%unknown\n1",
    "await asyncio.sleep(0)",
    "import asyncio\nawait asyncio.sleep(0)",
    "import asyncio\nasyncio.get_event_loop().run_forever()",
    "import asyncio\nasyncio.create_task(asyncio.sleep(900))",
    "return 1",
    "yield 1",
    "x = (yield)",
    "?sum",
    "sum??",
    "\x00",
    "from __future__ import braces",
    "del __builtins__",
    "__name__ = '__not_main__'; __file__ = 3; In = Out = _ = __ = None",
)


@pytest.mark.sealed
def test_no_magic_of_ipython_ends_the_notebook_or_costs_another_cell(grader: Grader) -> None:
    """Each stands in a cell of its own before the answers, which are found as ever."""
    notebook = json.loads(toy(own="1"))
    own = notebook["cells"].pop()
    notebook["cells"] += [{**own, "source": source} for source in MAGICS if "reset" not in source and "forever" not in source]
    notebook["cells"][:0] = [{**own, "source": source} for source in MAGICS]
    verdict = grader.grade(json.dumps(notebook).encode(), TOY)
    assert {task.task: task.score for task in verdict.tasks} == {"double": 4, "area": 2, "top": 5, "table": 3}
    assert verdict.cost.restarts == 0
    assert "root:" not in json.dumps(verdict.to_json())
