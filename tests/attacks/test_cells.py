"""Hostile submissions through the sealed engine: no point gained, no secret read, nothing left behind, and the run goes on.

Each file of tests/attacks/code is a cell of a student who answers two of four tasks honestly. Its head says
where: in which cell it stands (`own`, the default, is a cell at the end),
naive: what it achieves against a grader without walls, so that it is known to work,
sealed: what it achieves in the sealed engine, which is nothing of worth,
restarts: how many processes of its own it ends (default: any number),
kept: the honest tasks that keep their marks (default: both; an attack may break its own process, where they are answered).
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from grading.engine.grader import Grader, Limits
from grading.verdict import Verdict
from tests.support.sealed import LEVELS, ROOT, require
from tests.support.synthetic import TOY, checks_file, make_course, toy

ATTACKS = sorted(path.stem for path in (ROOT / "tests" / "attacks" / "code").glob("*.py"))
SECRET = "planted-secret"
HONEST = {"double": 4.0, "table": 3.0}
WRONG = {"area": "area = sp.Symbol('r')", "top": "def top(hvp, dim):\n    return 0.0"}
LIMITS = Limits(cell_seconds=8.0, call_seconds=3.0, total_seconds=30.0, memory_bytes=512 << 20)
REPORT = re.compile(r"REPORT (\[[^\]]*\])")
END_SECONDS = 10.0


@dataclass(frozen=True)
class Places:
    """What the attacks are aimed at: a course with secrets in it, a process, a server, a file."""

    course: Path
    secrets: tuple[Path, ...]
    target: Path
    victim: int
    port: int
    mark: str

    def aim(self, code: str) -> str:
        words = {
            "PATHS": ", ".join(repr(str(path)) for path in self.secrets),
            "TARGET": str(self.target),
            "FOLDER": str(self.target.parent),
            "VICTIM": str(self.victim),
            "PORT": str(self.port),
            "SOCKET": str(self.course / "server.sock"),
            "MARK": self.mark,
        }
        return re.sub(r"@([A-Z]+)@", lambda match: words[match[1]], code)


@dataclass(frozen=True)
class Attack:
    """One file of tests/attacks/code, read."""

    code: str
    head: dict[str, str]

    @classmethod
    def load(cls, name: str, places: Places) -> Attack:
        text = (ROOT / "tests" / "attacks" / "code" / f"{name}.py").read_text(encoding="utf-8")
        return cls(
            code=places.aim(text), head=dict(re.findall(r"^# (where|naive|sealed|kept|restarts): *(.*)$", text, re.MULTILINE))
        )

    def words(self, key: str, default: str = "") -> set[str]:
        return set(self.head.get(key, default).split())

    @property
    def answers(self) -> dict[str, str]:
        return {**WRONG, self.head.get("where", "own"): self.code}


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    """A course whose every corner holds a secret; and a process and a server that a student must not reach."""
    root = make_course(tmp_path_factory.mktemp("course"))
    checks, solution = checks_file(root, TOY, "double"), root / "solutions" / "toy" / "reference.py"
    checks.write_text(checks.read_text() + f"\nHIDDEN = '{SECRET}-in-the-checks'\n")
    solution.write_text(f"SECRET = '{SECRET}-in-the-solutions'\n")
    other = root / "submitted" / "student-002" / TOY / f"{TOY}.ipynb"
    other.parent.mkdir(parents=True)
    other.write_bytes(toy(own=f"# {SECRET}-of-another-student"))
    gradebook = root / "gradebook.db"
    gradebook.write_text(f"{SECRET}-in-the-gradebook")
    here = (ROOT / "grader_tests/plateau/test_flow_time.py", ROOT / "solutions/plateau/flow_time.py", Path(__file__))
    mark = f"98{secrets.randbelow(10**9):09d}.5"
    with socket.create_server(("127.0.0.1", 0)) as server, subprocess.Popen(["sleep", "900"]) as victim:
        yield Places(
            course=root,
            secrets=(checks, solution, other, gradebook, root / "source" / TOY / f"{TOY}.ipynb", *here),
            target=gradebook,
            victim=victim.pid,
            port=server.getsockname()[1],
            mark=mark,
        )
        assert victim.poll() is None, "an attack ended a process that does not belong to it"
        victim.kill()


@pytest.fixture(scope="module", params=LEVELS)
def grader(request: pytest.FixtureRequest, places: Places) -> Iterator[Grader]:
    require(request.param)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADEBOOK_PASSWORD", f"{SECRET}-in-the-environment")
        with Grader(places.course, isolation=request.param, limits=LIMITS) as running:
            yield running


def said(verdict: Verdict) -> set[str]:
    """What the attack reports: on its cell's stdout, or in the value that a check shows to the student."""
    shown = [text for cell in verdict.cells for output in cell.outputs if (text := output.get("text"))]
    told = [check.message for task in verdict.tasks for check in task.checks]
    found = [match for text in (*shown, *told) for match in REPORT.findall(text)]
    return {word for words in found for word in re.findall(r"'([^']*)'", words)}


def snapshot(root: Path) -> dict[str, tuple[int, int, int, bytes]]:
    files = sorted(root.rglob("*"))
    kept = [(path, path.lstat()) for path in files if "__pycache__" not in path.parts]
    return {
        str(path): (status.st_mode, status.st_mtime_ns, status.st_nlink, path.read_bytes() if path.is_file() else b"")
        for path, status in kept
    }


def children(pid: int) -> list[int]:
    """Return the processes below `pid`."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(path.parent.name))
    return found


def left_running(grader: Grader, mark: str) -> list[str]:
    """Wait for the forks of both templates to go, which they were told to; return what stays, and what bears the mark."""
    for template in (grader._students, grader._checkers):
        for pid in children(template._process.pid):
            try:
                descriptor = os.pidfd_open(pid)
            except ProcessLookupError:
                continue
            with open(descriptor, "rb") as handle:
                ended, _, _ = select.select([handle], [], [], END_SECONDS)
            if not ended:
                return [f"fork {pid} of a template"]
    return [f"process {pid}" for pid in sleepers(mark)]


def sleepers(mark: str) -> list[int]:
    """Return the processes `sleep <mark>`."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if path.read_bytes().split(b"\0")[:2] == [b"sleep", mark.encode()]:
                found.append(int(path.parent.name))
    return found


@pytest.mark.sealed
@pytest.mark.parametrize("name", ATTACKS)
def test_attack_gains_nothing_and_costs_nobody(grader: Grader, places: Places, name: str) -> None:
    attack = Attack.load(name, places)
    before = snapshot(places.course)
    verdict = grader.grade(toy(**attack.answers), TOY)
    text = json.dumps(verdict.to_json())
    marks = {task.task: task.score for task in verdict.tasks}
    assert said(verdict) == attack.words("sealed"), text
    assert verdict.cost.restarts == int(attack.head.get("restarts", verdict.cost.restarts)), text
    assert {"area": marks["area"], "top": marks["top"]} == {"area": 0, "top": 0}, text
    kept = attack.words("kept", "double table")
    assert {task: marks[task] for task in kept} == {task: HONEST[task] for task in kept}, text
    assert not verdict.needs_person, text
    assert SECRET not in text.replace(attack.code, "")
    assert snapshot(places.course) == before
    assert not [path for path in ("/tmp", "/dev/shm") if (Path(path) / places.mark).exists()]
    following = grader.grade(toy(), TOY)
    assert following.score == following.max_score == 14
    assert left_running(grader, places.mark) == []


def test_attacks_work_on_a_grader_without_walls(places: Places, tmp_path: Path) -> None:
    """So the tests above can fail."""
    attacks = {name: Attack.load(name, places) for name in ATTACKS}
    attacks = {name: attack for name, attack in attacks.items() if attack.words("naive")}
    copy = tmp_path / "copy"
    copy.mkdir()
    target = copy / "gradebook.db"
    target.write_text(f"{SECRET}-in-the-gradebook")
    cells = {}
    for name, attack in attacks.items():
        code = attack.code.replace(str(places.target), str(target)).replace(f'"{places.course}"', f'"{copy}"')
        given = {"setup": "import numpy as np\nimport sympy as sp", **attack.answers, attack.head.get("where", "own"): code}
        cells[name] = list(given.values())
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "support" / "hostile_naive.py")],
        input=json.dumps(cells),
        env={**os.environ, "GRADEBOOK_PASSWORD": f"{SECRET}-in-the-environment", "SCRATCH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    for pid in sleepers(places.mark):
        os.kill(pid, signal.SIGKILL)
    achieved = {name: set(found) for name, found in json.loads(done.stdout).items()}
    missing = {name: attack.words("naive") - achieved[name] for name, attack in attacks.items()}
    assert not {name: words for name, words in missing.items() if words}, achieved
