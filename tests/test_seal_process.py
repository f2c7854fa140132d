"""Level process has no walls, but still limits, a scratch folder, and nothing open but the wire."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
from sealed import MIB, Template, template

pytestmark = pytest.mark.sealed


@pytest.fixture(scope="module")
def unsealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    with template("process", tmp_path_factory.mktemp("process")) as running:
        yield running


def test_scratch_is_the_working_directory_and_is_removed(unsealed: Template) -> None:
    result = unsealed.run("import os; open('x', 'w').close(); result = os.getcwd()")
    assert Path(result.value).parent == unsealed.scratch_root.resolve()
    assert list(unsealed.scratch_root.glob("scratch-*")) == []


def test_limits_hold(unsealed: Template) -> None:
    assert unsealed.run("bytearray(1 << 30)", memory_bytes=256 * MIB).error == "MemoryError"
    assert unsealed.run("open('x', 'wb').write(bytes(3 << 20))", file_bytes=2 * MIB).errno == errno.EFBIG
    assert unsealed.run("import os; kept = [os.dup(0) for _ in range(99)]", open_files=50).errno == errno.EMFILE


def test_nothing_but_the_wire_is_open(unsealed: Template) -> None:
    code = """
import os
result = []
for number in range(1024):
    try:
        os.fstat(number)
    except OSError:
        continue
    result.append(number)
"""
    assert unsealed.run(code).value == [0, 1, 2, 3]


def test_files_of_the_machine_stay_readable_which_is_why_it_is_never_chosen(unsealed: Template, tmp_path: Path) -> None:
    """The level's promise is small, and this is what it does not promise."""
    secret = tmp_path / "gradebook"
    secret.write_text("marks")
    assert unsealed.run(f"result = open({str(secret)!r}).read()").value == "marks"
