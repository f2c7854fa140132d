"""Everything that starts sealed processes works without root as well."""

from __future__ import annotations

import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.support.extent import WHOLE
from tests.support.ordinary_user import USER, run_as_ordinary_user

THIS = Path(__file__).name
TESTS = Path(__file__).resolve().parent
SAMPLE = (
    "engine/seal/test_walls.py",
    "engine/test_isolation.py",
    "attacks/test_cells.py",
)  # in `make test`; the whole in test-all
LEFT_OUT = ("test_cli", "test_commands", "bank", "sample_class", "junk")  # slow, and about marks, not about walls


@pytest.mark.skipif(os.getuid() != 0, reason="the whole suite already runs as an ordinary user")
def test_sealed_tests_pass_as_an_ordinary_user() -> None:
    files = [path for path in TESTS.rglob("test_*.py") if "mark.sealed" in path.read_text() and path.name != THIS]
    if not WHOLE:
        files = [path for path in files if path.relative_to(TESTS).as_posix() in SAMPLE]
        assert len(files) == len(SAMPLE)
    names = sorted(str(path.relative_to(TESTS.parent)) for path in files)
    assert names
    with TemporaryDirectory(prefix="ordinary-user-") as folder:
        done = run_as_ordinary_user(
            ["-m", "sealed", "-k", " and ".join(f"not {word}" for word in LEFT_OUT), *names], folder=Path(folder)
        )
    output = done.stdout + done.stderr
    lines = done.stdout.strip().splitlines()
    assert lines[0] == f"user {USER} {USER} {USER}, groups []", output
    assert done.returncode == 0, output
    assert int((re.search(r"(\d+) passed", lines[-1]) or ["", "0"])[1]) > 0, output
    assert not re.search(r"failed|error", lines[-1]), output
    skips = [line for line in lines if line.startswith("SKIPPED")]
    assert all("does not go up on this machine" in line for line in skips), "\n".join(skips)
