"""What goes wrong in one task costs that task alone; nothing that arrives from the student's process is believed."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grading.engine.grader import Grader, Limits, grade
from grading.engine.process import CODE_ROOT
from grading.verdict import Outcome, Verdict
from tests.support.sealed import LEVELS, require
from tests.support.synthetic import TOY, make_course, toy

pytestmark = pytest.mark.sealed

LIMITS = Limits(cell_seconds=3.0, call_seconds=1.5, total_seconds=60.0, restarts=3, memory_bytes=512 << 20)
MIB = 1 << 20

SPIN = "while True:\n        pass"
STUBBORN = "while True:\n        try:\n            while True: pass\n        except BaseException: pass"
FIND_SERVER = """
import sys
from grading.engine.student.serve import Server
def find():
    frame = sys._getframe()
    while not isinstance(frame.f_locals.get("self"), Server):
        frame = frame.f_back
    return frame.f_locals["self"]
server = find()
wire = server._wire
print("found", type(server).__name__)
"""


@pytest.fixture(scope="module", params=LEVELS)
def grader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grader]:
    require(request.param)
    root = make_course(tmp_path_factory.mktemp("course"))
    with Grader(root, isolation=request.param, limits=LIMITS) as running:
        yield running


def scores(verdict: Verdict) -> dict[str, float | None]:
    return {task.task: task.score for task in verdict.tasks}


def outcomes(verdict: Verdict, task: str) -> set[Outcome]:
    return {check.outcome for check in verdict.task(task).checks}


def messages(verdict: Verdict, task: str) -> str:
    return "\n".join(check.message for check in verdict.task(task).checks)


def test_model_answers_earn_everything(grader: Grader) -> None:
    verdict = grader.grade(toy(), TOY)
    assert scores(verdict) == {"double": 4, "area": 2, "top": 5, "table": 3}
    assert not verdict.needs_person
    assert verdict.isolation == grader.isolation.value


CELLS = {
    "hang": (f"def f():\n    {SPIN}\nf()", Outcome.TIMEOUT),
    "hang that catches interrupts": (f"def f():\n    {STUBBORN}\nf()", Outcome.TIMEOUT),
    "exit of the process": ("import os\nos._exit(0)", Outcome.STUDENT_ERROR),
    "segmentation fault": ("import ctypes\nctypes.string_at(0)", Outcome.STUDENT_ERROR),
    "memory": ("huge = np.ones(10 * 2**30 // 8)", Outcome.MEMORY),
    "memory in Python objects": ("huge = bytearray(10 * 2**30)", Outcome.MEMORY),
    "exception": ("1 / 0", Outcome.STUDENT_ERROR),
    "syntax error": ("def top(:", Outcome.STUDENT_ERROR),
    "closed wire": ("import os\nos.close(3)", Outcome.STUDENT_ERROR),
    "junk on the wire": ("import os\nos.write(3, b'junk' * 1000)", Outcome.STUDENT_ERROR),
    "half a frame on the wire": (
        "import os\nos.write(3, b'lw1\\n\\x00\\x00')\n" + f"def f():\n    {SPIN}\nf()",
        Outcome.TIMEOUT,
    ),
    "recursion": ("def f(): f()\nf()", Outcome.STUDENT_ERROR),
}


@pytest.mark.parametrize("name", CELLS)
def test_bad_cell_costs_its_own_task(grader: Grader, name: str) -> None:
    code, outcome = CELLS[name]
    verdict = grader.grade(toy(top=code), TOY)
    assert scores(verdict) == {"double": 4, "area": 2, "top": 0, "table": 3}
    assert outcomes(verdict, "top") == {outcome}
    assert verdict.task("top").note


CALLS = {
    "hang": (f"def top(hvp, dim):\n    {SPIN}", Outcome.TIMEOUT),
    "hang that catches interrupts": (f"def top(hvp, dim):\n    {STUBBORN}", Outcome.TIMEOUT),
    "hang among call backs": ("def top(hvp, dim):\n    while True:\n        try: hvp(np.ones(dim))\n"
                              "        except BaseException: pass",
                              Outcome.TIMEOUT),
    "exit of the process": ("import os\ndef top(hvp, dim):\n    os._exit(3)", Outcome.STUDENT_ERROR),
    "segmentation fault": ("import ctypes\ndef top(hvp, dim):\n    ctypes.string_at(0)", Outcome.STUDENT_ERROR),
    "memory": ("def top(hvp, dim):\n    return np.ones(10 * 2**30 // 8)", Outcome.MEMORY),
    "system exit": ("def top(hvp, dim):\n    raise SystemExit(0)", Outcome.STUDENT_ERROR),
    "closed wire": ("import os\ndef top(hvp, dim):\n    os.close(3)", Outcome.STUDENT_ERROR),
    "enormous array": ("def top(hvp, dim):\n    return np.empty(10**7)", Outcome.STUDENT_ERROR),
    "enormous list": ("def top(hvp, dim):\n    return [0] * 10**6", Outcome.STUDENT_ERROR),
    "nested without end": ("def top(hvp, dim):\n    a = []\n    a.append(a)\n    return a", Outcome.STUDENT_ERROR),
}  # fmt: skip


@pytest.mark.parametrize("name", CALLS)
def test_bad_call_costs_its_own_task(grader: Grader, name: str) -> None:
    code, outcome = CALLS[name]
    verdict = grader.grade(toy(top=code), TOY)
    assert scores(verdict) == {"double": 4, "area": 2, "top": 0, "table": 3}
    assert outcomes(verdict, "top") == {outcome}


def test_call_that_ends_its_process_is_not_tried_again(grader: Grader) -> None:
    verdict = grader.grade(toy(top="import os\ndef top(hvp, dim):\n    os._exit(3)"), TOY)
    assert verdict.cost.restarts == 1
    assert "exit code 3" in messages(verdict, "top")


def test_one_slow_case_leaves_the_others_of_its_task(grader: Grader) -> None:
    verdict = grader.grade(toy(double="def double(x):\n    while np.ndim(x): pass\n    return 2 * x"), TOY)
    assert scores(verdict) == {"double": 1, "area": 2, "top": 5, "table": 3}


def test_flood_of_output_costs_nothing_and_is_cut(grader: Grader) -> None:
    verdict = grader.grade(toy(own="for i in range(100_000): print('flood', i)"), TOY)
    assert verdict.score == verdict.max_score
    assert len(str(verdict.cells)) < 500_000
    assert "output cut here" in str(verdict.cells[-1])


def test_folder_that_fills_up_ends_its_cell_with_the_reason(grader: Grader) -> None:
    """With namespaces the kernel says so; without them the template looks."""
    flood = "for n in range(8):\n    with open(str(n), 'wb') as file: file.write(bytes(48 << 20))\nwhile True: pass"
    verdict = grader.grade(toy(top=flood), TOY)
    assert scores(verdict) == {"double": 4, "area": 2, "top": 0, "table": 3}
    reason = "No space left" if grader.isolation.value == "namespaces" else "more than 128 MiB into its folder"
    assert reason in messages(verdict, "top")
    assert grader.grade(toy(), TOY).score == 14


def test_interrupt_among_large_call_backs_does_not_end_the_process(grader: Grader) -> None:
    """The interrupt mostly comes while an array of 24 MB is on its way; nothing but the call may suffer."""
    large = "def top(hvp, dim):\n    v = np.ones(3_000_000)\n    while True:\n        v = hvp(v)"
    verdict = grader.grade(toy(top=large), TOY)
    assert scores(verdict) == {"double": 4, "area": 2, "top": 0, "table": 3}
    assert "exit code" not in messages(verdict, "top")
    assert verdict.cost.restarts == 0


def test_warnings_and_stderr_cost_nothing(grader: Grader) -> None:
    own = "import sys, warnings\nwarnings.warn('careful')\nprint('to stderr', file=sys.stderr)\nnp.log(0.0)"
    verdict = grader.grade(toy(own=own), TOY)
    assert verdict.score == verdict.max_score
    assert not verdict.needs_person


def test_restarts_are_bounded(grader: Grader) -> None:
    exits = "import os\nos._exit(1)"
    code = {"double": exits, "area": exits, "top": exits, "table": exits}
    verdict = grader.grade(toy(**code, own=exits), TOY)
    assert verdict.cost.restarts == LIMITS.restarts + 1
    assert verdict.score == 0
    assert not verdict.needs_person


def test_whole_notebook_is_bounded_in_time(tmp_path: Path) -> None:
    limits = Limits(cell_seconds=5.0, total_seconds=1.0)
    verdict = grade(toy(double=f"def f():\n    {SPIN}\nf()"), TOY, course_root=make_course(tmp_path / "course"), limits=limits)
    assert verdict.cost.seconds["cells"] < 5
    assert outcomes(verdict, "table") == {Outcome.TIMEOUT}
    assert "as a whole" in messages(verdict, "table")


FORGERIES = {
    "a reply ahead of time": "from grading.engine.wire.frames import send\n"
    "for _ in range(50): send(wire, {'id': server._request, 'value': 42, 'outputs': []})\n",
    "a reply with another id": "from grading.engine.wire.frames import send\nsend(wire, {'id': '0' * 16, 'value': 42})\n",
    "a reply without an id": "from grading.engine.wire.frames import send\nsend(wire, {'value': 42})\n",
    "call backs that nobody offered": "from grading.engine.wire.frames import send\n"
    "send(wire, {'id': server._request, 'callback': 0, 'args': {'t': 'tuple', 'v': []}})\n",
    "a verdict": "from grading.engine.wire.frames import send\nsend(wire, {'id': server._request, 'verdict': {'score': 99}})\n",
    "a claim to be ready": "from grading.engine.wire.frames import send\nsend(wire, {'ready': True})\n",
    "a patched server": "server._value = lambda value: ({'value': 4.0}, [])\n",
    "deep JSON": "import struct\ntext = b'[' * 100_000\nwire.sendall(b'lw1\\n' + struct.pack('>II', len(text), 0) + text)\n",
    "a huge length": "import struct\nwire.sendall(b'lw1\\n' + struct.pack('>II', 2**32 - 1, 0))\n",
    "a huge count": "import struct\nwire.sendall(b'lw1\\n' + struct.pack('>II', 2, 2**32 - 1))\n",
}


TAKEN = ("a reply ahead of time", "a verdict")  # for the reply of the forger's own cell, whose outputs are lost


@pytest.mark.parametrize("name", FORGERIES)
def test_forged_frames_gain_nothing(grader: Grader, name: str) -> None:
    """The forger answers wrongly; what it writes to the wire neither repairs that nor moves the replies of other tasks."""
    verdict = grader.grade(toy(area=FIND_SERVER + FORGERIES[name] + "area = sp.Integer(1)"), TOY)
    assert verdict.task("area").score == 0
    if name not in TAKEN and verdict.cost.restarts == 0:
        assert "found Server" in str(verdict.cells)  # the forger did get at the wire
    assert verdict.task("table").score in (0, 3)  # a server that its own student broke may answer nothing any more
    if name != "a patched server":
        assert scores(verdict) == {"double": 4, "area": 0, "top": 5, "table": 3}


LIARS = {
    "equal to everything": "class Liar(float):\n    def __eq__(self, other): return True\n    __hash__ = float.__hash__\n"
    "def double(x): return Liar(0.0)",
    "an array that always agrees": "class Liar(np.ndarray):\n    def __eq__(self, other): return np.ones(3, bool)\n"
    "    def __array__(self, *a, **k): return np.array([0., 2, 4])\ndef double(x): return np.zeros(3).view(Liar)",
    "an object with __array__": "class Liar:\n    def __array__(self, *a, **k): return np.array([0., 2, 4])\n"
    "    def __float__(self): return 0.0\n    __class__ = float\ndef double(x): return Liar()",
    "a list that lies about itself": "class Liar(list):\n    def __iter__(self): return iter([0., 2, 4])\n"
    "    def __len__(self): return 3\ndef double(x): return Liar([9.0, 9.0, 9.0])",
}


@pytest.mark.parametrize("name", LIARS)
def test_lying_objects_arrive_as_plain_data(grader: Grader, name: str) -> None:
    verdict = grader.grade(toy(double=LIARS[name]), TOY)
    assert scores(verdict) == {"double": 0, "area": 2, "top": 5, "table": 3}


PATCHES = {
    "run_cell_async": "get_ipython().run_cell_async = lambda *a, **k: 1 / 0",
    "showtraceback": "type(get_ipython()).showtraceback = lambda *a, **k: 1 / 0\n1 / 0",
    "input transformers": "get_ipython().input_transformers_cleanup.append(lambda lines: ['1 / 0'])",
    "numpy": "np.isclose = np.allclose = lambda *a, **k: True\nnp.array_equal = lambda *a: True",
    "sympy": "sp.simplify = lambda *a: sp.Integer(0)\nsp.Expr.__eq__ = lambda a, b: True\nsp.Expr.equals = lambda a, b: True",
    "pytest": "import pytest\npytest.fail = pytest.raises = lambda *a, **k: None",
}


@pytest.mark.parametrize("name", PATCHES)
def test_patched_internals_gain_nothing(grader: Grader, name: str) -> None:
    wrong = {"double": "def double(x): return 3 * x", "area": "area = sp.Integer(0)", "table": "table = 0"}
    verdict = grader.grade(toy(**wrong, top=PATCHES[name]), TOY)
    assert verdict.score == 0


def test_budget_of_call_backs_is_kept_by_the_checker(grader: Grader) -> None:
    greedy = (
        "def top(hvp, dim):\n    v = np.ones(dim) / np.sqrt(dim)\n    for _ in range(500):\n"
        "        try: v = hvp(v); v = v / np.linalg.norm(v)\n        except Exception: pass\n"
        "    return 3.0 if dim == 3 else 0.5"
    )
    verdict = grader.grade(toy(top=greedy), TOY)
    assert scores(verdict)["top"] == 0
    assert "more than 60 times" in messages(verdict, "top")


def test_call_back_is_dead_after_its_call(grader: Grader) -> None:
    keep = (
        "kept = []\ndef top(hvp, dim):\n    kept.append(hvp)\n    v = np.ones(dim)\n    if len(kept) > 1: kept[0](v)\n"
        "    return 3.0 if dim == 3 else 0.5"
    )
    verdict = grader.grade(toy(top=keep), TOY)
    assert scores(verdict)["top"] == 2.5
    assert "only be called during the call" in messages(verdict, "top")


SPY = """
import os, sys
PACKAGES = ("grading", "solutions", "grader_tests", "test_double", "pytest", "_pytest", "nbformat", "sqlalchemy")
def attempt(action):
    try:
        return f"READ {action()!r}"
    except (OSError, ImportError, KeyError) as error:
        return type(error).__name__
def checker():
    import grading.engine.checker.submission
def reference():
    import solutions.toy.reference
root = ROOT
for action in (
    lambda: os.listdir(root),
    lambda: open(root + "/grader_tests/toy/test_double.py").read(),
    lambda: open(root + "/solutions/toy/reference.py").read(),
    lambda: os.listdir(root + "/source"),
    lambda: os.listdir(CODE + "/grading/engine/checker"),
    lambda: os.listdir(CODE + "/tests"),
    lambda: open("/proc/1/cmdline").read(),
    lambda: os.environ["SECRET_OF_THE_GRADER"],
    reference,
    checker,
):
    print(attempt(action))
print("paths", [path for path in sys.path if path == CODE], sys.argv)
print("held", *sorted({".".join(name.split(".")[:3]) for name in sys.modules if name.split(".")[0] in PACKAGES}))
print("pids", os.getpid(), len([fd for fd in range(3, 64) if attempt(lambda: os.fstat(fd)).startswith("READ")]))
"""


def test_submission_reads_no_secret_of_the_grader(grader: Grader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_THE_GRADER", "424242")
    spy = SPY.replace("ROOT", repr(str(grader.course.root))).replace("CODE", repr(str(CODE_ROOT)))
    verdict = grader.grade(toy(own=spy), TOY)
    (output,) = verdict.cells[-1].outputs
    *attempts, paths, held, pids = output["text"].splitlines()
    assert len(attempts) == 10
    assert not [attempt for attempt in attempts if attempt.startswith("READ")]
    assert paths == "paths [] ['-c']"
    assert held == (
        "held grading grading.engine grading.engine.seal grading.engine.student grading.engine.wire"
        " grading.errors grading.opaque"
    )
    assert pids.endswith(" 1")  # the wire, and no other descriptor
    assert "424242" not in output["text"]


def test_nothing_of_a_submission_is_left_running(grader: Grader) -> None:
    grader.grade(toy(own="import threading\nthreading.Thread(target=lambda: [None for _ in iter(int, 1)]).start()"), TOY)
    templates = [template._process.pid for template in (grader._students, grader._checkers) if template is not None]
    deadline = time.monotonic() + 10
    while any(children(pid) for pid in templates) and time.monotonic() < deadline:
        os.sched_yield()
    assert [children(pid) for pid in templates] == ["", ""]


def children(pid: int) -> str:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text()
