"""`--keep` passes over a test only if it passed before and nothing that it may depend on has changed since."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.kept import Checkout, area_of

ROOT = Path(__file__).resolve().parents[1]
SECTIONS = ("1.1_plateau", "2.3_saddle_point")
CONFTEST = """
import pytest
from tests.support.kept import Keeper

def pytest_configure(config):
    if (keeper := Keeper.of(config)) is not None:
        config.pluginmanager.register(keeper, "kept tests")
"""
TESTS = """
import pathlib, pytest
HERE = pathlib.Path(__file__).parent

@pytest.mark.parametrize("section", ["1.1_first", "1.2_second"])
def test_of_a_section(section):
    assert (HERE / "source" / section / "text.md").read_text() != "wrong"

def test_of_the_whole():
    pass

@pytest.fixture
def torn():
    yield
    assert not (HERE / "torn").exists()

def test_that_is_torn_down(torn):
    pass
"""


@pytest.mark.parametrize(
    ("nodeid", "parameters", "area"),
    [
        ("grader_tests/plateau/test_boundary.py::test_plain", {}, "1.1_plateau"),
        ("tests/mathematics/saddle_point/test_goe.py::test_share", {}, "2.3_saddle_point"),
        ("tests/mathematics/spectra.py::test_plain", {}, ""),
        ("tests/content/test_gates.py::test_met[x]", {"section": "2.3_saddle_point", "gate": 1}, "2.3_saddle_point"),
        ("tests/content/test_gates.py::test_met[y]", {"section": "9.9_unknown"}, ""),
        ("tests/engine/test_grader.py::test_same_bytes", {}, ""),
    ],
)
def test_the_section_of_a_test(nodeid: str, parameters: dict[str, object], area: str) -> None:
    assert area_of(nodeid, parameters, SECTIONS) == area


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for section in ("1.1_first", "1.2_second"):
        (tmp_path / "source" / section).mkdir(parents=True)
        (tmp_path / "source" / section / "text.md").write_text("right", encoding="utf-8")
    (tmp_path / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "conftest.py").write_text("def pytest_ignore_collect():\n    pass\n", encoding="utf-8")
    (tmp_path / "test_it.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / ".gitignore").write_text(".pytest_cache\n__pycache__\nignored\n", encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    return tmp_path


def ran(folder: Path, *words: str) -> str:
    """Run the tests there and return what pytest's last line counts, without the time."""
    command = [sys.executable, "-m", "pytest", "-q", "--import-mode=importlib", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": ""}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.stdout.splitlines()[-1].split(" in ")[0]


@pytest.mark.parametrize("workers", [["-p", "no:xdist"], ["-n", "2", "--dist", "loadgroup"]], ids=["alone", "two workers"])
def test_what_passed_is_not_run_again_until_something_that_it_depends_on_changes(checkout: Path, workers: list[str]) -> None:
    assert ran(checkout, *workers) == "4 passed"
    kept = "4 deselected" if workers[0] == "-p" else "no tests ran"
    assert ran(checkout, *workers) == kept
    (checkout / "ignored").write_text("", encoding="utf-8")
    assert ran(checkout, *workers) == kept
    (checkout / "source" / "1.1_first" / "text.md").write_text("wrong", encoding="utf-8")
    assert ran(checkout, *workers).startswith("1 failed, 2 passed")  # the other section's test was not run
    assert ran(checkout, *workers).startswith("1 failed")
    (checkout / "new_file").write_text("", encoding="utf-8")
    assert ran(checkout, *workers).startswith("1 failed, 3 passed")


def test_what_fails_while_it_is_torn_down_is_run_again(checkout: Path) -> None:
    (checkout / "torn").write_text("", encoding="utf-8")
    for _ in range(2):
        assert "1 error" in ran(checkout)
    assert ran(checkout, "-p", "no:cacheprovider").startswith("4 passed, 1 error")


def test_without_git_nothing_is_kept(checkout: Path) -> None:
    (checkout / ".git").rename(checkout / "elsewhere")
    if subprocess.run(["git", "status"], cwd=checkout, capture_output=True, check=False).returncode == 0:
        pytest.skip("the folder of temporary files is itself in a checkout")
    assert Checkout.read(checkout) is None
    for _ in range(2):
        assert ran(checkout) == "4 passed"
