"""The first cell of a notebook where the toolkit is missing: in Colab it installs it, elsewhere it says what to type.

Each case runs in an interpreter of its own that has the libraries of the course, and not the toolkit. Nothing is downloaded but
the toolkit, from this machine.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import threading
import venv
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.support.sections import COURSE, SECTIONS

CELL = "setup_toolkit"
COLAB = "import sys, types; sys.modules['google.colab'] = types.ModuleType('google.colab')\n"
WHERE = "import losslandscape; print(losslandscape.__file__)"


def first_cell(section: str) -> str:
    notebook = json.loads((COURSE.release / section / f"{section}.ipynb").read_bytes())
    (cell,) = [cell for cell in notebook["cells"] if cell["id"] == CELL]
    return "".join(cell["source"])


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the libraries of the course and pip, without the toolkit."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    inside = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], capture_output=True, text=True, check=True
    )
    old = [python, "-m", "pip", "uninstall", "--quiet", "--yes", "setuptools"]  # that of Python 3.11 is too old to build with
    subprocess.run(old, check=True, capture_output=True)
    (Path(inside.stdout.strip()) / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python


@pytest.fixture
def python(bare: Path) -> Iterator[Path]:
    yield bare
    subprocess.run([bare, "-m", "pip", "uninstall", "--quiet", "--yes", "losslandscape"], check=True, capture_output=True)


@pytest.fixture
def handed_out(tmp_path: Path) -> Path:
    """A student's folder, with the notebook's folder and the toolkit."""
    shutil.copytree(COURSE.release / "toolkit", tmp_path / "toolkit")
    (tmp_path / SECTIONS[0]).mkdir()
    return tmp_path


def ran(python: Path, code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    offline = {"PIP_NO_INDEX": "1", "PIP_NO_BUILD_ISOLATION": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}  # 0: no isolation
    return subprocess.run(
        [python, "-c", code], cwd=folder, env={**kept, **offline}, capture_output=True, text=True, timeout=300, check=False
    )


def test_all_notebooks_have_the_same_first_cell():
    assert {first_cell(section) for section in SECTIONS} == {first_cell(SECTIONS[0])}


def test_without_the_toolkit_it_says_what_to_type_and_installs_nothing(python: Path, handed_out: Path):
    done = ran(python, first_cell(SECTIONS[0]), handed_out / SECTIONS[0])
    assert done.returncode == 1
    assert "python -m pip install -r requirements.txt" in done.stderr
    assert "restart the kernel" in done.stderr
    assert "No module named 'losslandscape'" in ran(python, WHERE, handed_out).stderr


def test_in_colab_it_installs_from_the_released_folder_and_leaves_nothing_there(python: Path, handed_out: Path):
    before = {str(path) for path in handed_out.rglob("*")}
    done = ran(python, COLAB + first_cell(SECTIONS[0]), handed_out / SECTIONS[0])
    assert done.returncode == 0, done.stderr
    assert str(python.parents[1]) in ran(python, WHERE, handed_out / SECTIONS[0]).stdout
    assert {str(path) for path in handed_out.rglob("*")} == before


def test_in_colab_without_a_folder_it_asks_for_an_address(python: Path, tmp_path: Path):
    done = ran(python, COLAB + first_cell(SECTIONS[0]), tmp_path)
    assert done.returncode == 1
    assert "write the address that you were given into TOOLKIT" in " ".join(done.stderr.split())


def test_in_colab_it_installs_from_the_address_that_an_instructor_set(python: Path, tmp_path: Path):
    site, folder = tmp_path / "site", tmp_path / "student"
    folder.mkdir()
    shutil.make_archive(str(site / "toolkit"), "zip", COURSE.release / "toolkit")
    serve = functools.partial(SimpleHTTPRequestHandler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        address = f"http://127.0.0.1:{server.server_address[1]}/toolkit.zip"
        cell = first_cell(SECTIONS[0]).replace('TOOLKIT = ""', f'TOOLKIT = "{address}"')
        done = ran(python, COLAB + cell, folder)
        server.shutdown()
        thread.join()
    assert done.returncode == 0, done.stderr
    assert str(python.parents[1]) in ran(python, WHERE, folder).stdout


def test_where_the_toolkit_is_the_cell_does_nothing(tmp_path: Path):
    code = first_cell(SECTIONS[0]) + "\nprint('subprocess' in globals())"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "False\n"), done.stderr
