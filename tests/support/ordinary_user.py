"""Runs a part of the test suite again as an ordinary user, when pytest itself runs as root.

A copy of the working tree (tracked and new files, nothing that git ignores) is given to a user that owns nothing else.
Python and the virtual environment stay where they are; where they lie behind a folder that only root may enter, such as
the home of root, that folder is replaced by one that holds only them, in mounts that nobody else sees.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.support.extent import VARIABLE

ROOT = Path(__file__).resolve().parents[2]
USER = 54_321
_MS_BIND, _MS_REC, _MS_PRIVATE = 0x1000, 0x4000, 0x40000


def run_as_ordinary_user(arguments: Sequence[str], *, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run pytest with `arguments` on a copy of this working tree, as user 54321; return what it printed.

    `folder` is empty and every user can get to it. The first line of the output says who the tests run as.
    """
    folder.chmod(0o755)
    copy_tree(folder / "copy")
    for name in ("home", "tmp"):
        (folder / name).mkdir()
    subprocess.run(["chown", "-R", f"{USER}:{USER}", str(folder)], check=True)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(folder / "copy"),
        "PYTHONDONTWRITEBYTECODE": "1",
        VARIABLE: os.environ.get(VARIABLE, ""),
    }
    pytest = [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", *arguments]
    command = [sys.executable, str(folder / "copy" / Path(__file__).relative_to(ROOT)), *pytest]
    return subprocess.run(
        command, cwd=folder / "copy", env=environment, capture_output=True, text=True, check=False, timeout=1800
    )


def copy_tree(target: Path) -> None:
    """Copy every file that git tracks or would track to `target`."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        source = ROOT / name
        if source.is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)


def main() -> None:
    """As root: make Python reachable for the ordinary user, become that user, execute what argv says."""
    from grading.engine.seal import syscalls
    from grading.engine.seal.mounts import CLONE_NEWNS

    prefixes = sorted({Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve()})
    closed = {prefix: gate for prefix in prefixes if (gate := closed_gate(prefix)) is not None}
    if closed:
        syscalls.libc("unshare", CLONE_NEWNS)
        syscalls.libc("mount", b"none", b"/", None, _MS_REC | _MS_PRIVATE, None)
        replace_gates(closed)
    os.setgroups([])
    os.setresgid(USER, USER, USER)
    os.setresuid(USER, USER, USER)
    print("user", *os.getresuid(), end=f", groups {os.getgroups()}\n", flush=True)
    os.execv(sys.argv[1], sys.argv[1:])


def closed_gate(path: Path) -> Path | None:
    """Return the topmost folder on the way to `path` that an ordinary user may not enter."""
    return next((gate for gate in reversed(path.parents) if not gate.stat().st_mode & 0o001), None)


def replace_gates(closed: dict[Path, Path]) -> None:
    """Mount an empty folder over every closed one, with only the given paths in it."""
    from grading.engine.seal import syscalls

    held = Path(os.environ["TMPDIR"]) / "held"
    for index, path in enumerate(closed):
        place = held / str(index)
        place.mkdir(parents=True)
        syscalls.libc("mount", os.fsencode(path), os.fsencode(place), None, _MS_BIND | _MS_REC, None)
    for gate in set(closed.values()):
        syscalls.libc("mount", b"tmpfs", os.fsencode(gate), b"tmpfs", 0, b"mode=755,size=1m")
    for index, path in enumerate(closed):
        path.mkdir(parents=True, exist_ok=True)
        syscalls.libc("mount", os.fsencode(held / str(index)), os.fsencode(path), None, _MS_BIND | _MS_REC, None)


if __name__ == "__main__":
    main()
