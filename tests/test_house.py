"""Rules that hold for the whole repository: who imports whom, what is documented, what must not be committed."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from grading.cli.main import COMMANDS, cli
from grading.course import Course
from grading.section import Section

ROOT = Path(__file__).resolve().parent.parent
COURSE = Course.at(ROOT)
OURS = {"losslandscape", "grading", "solutions", "grader_tests", "tests", "benchmarks", "tools"}
MAY_IMPORT = {
    "losslandscape": set(),
    "solutions": {"losslandscape"},
    "grading": set(),
    "grader_tests": {"solutions", "losslandscape", "grading"},
}
AUTHORS_MAY_USE = ("grading.checks", "grading.symbolic")
NO_SUCH_WORDS = re.compile(rb"/work/|/root/|pypi\.org|pythonhosted|registry\.npmjs", re.IGNORECASE)


def tracked() -> list[Path]:
    """Files that are committed or about to be; a copy without git is read as it lies."""
    done = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return [ROOT / name for name in done.stdout.splitlines() if (ROOT / name).is_file()]
    skipped = {".venv", ".git", "demo", "build", "__pycache__"}
    return [path for path in ROOT.rglob("*") if path.is_file() and not skipped & set(path.relative_to(ROOT).parts)]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_run_one_way(package: str) -> None:
    files = sorted((ROOT / package).rglob("*.py"))
    assert files
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files
        for name in imports(path)
        if name.split(".")[0] in OURS - {package} - MAY_IMPORT[package]
    ]
    assert wrong == []


def test_hidden_checks_use_the_authors_interface_only() -> None:
    files = sorted((ROOT / "grader_tests").glob("*/*.py"))
    assert files
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files
        for name in imports(path)
        if name.split(".")[0] == "grading" and not name.startswith(AUTHORS_MAY_USE)
    ]
    assert wrong == []


ROOMS = (  # each may import those before it; what lies in no room is the ground, which all may import
    "symbolic", "checks", "submission", "engine", "classroom", "platforms", "nbgrader_plugins", "marking", "release", "report",
    "content", "pytest_plugin", "cli",
)  # fmt: skip
IN_THE_ENGINE = ("wire", "seal", "checker", "student", "process", "student_template", "versions", "interpreter", "grader")


def modules() -> dict[str, set[str]]:
    """Return every module of grading/ with the modules of grading/ that it imports, wherever the import stands."""
    paths = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in (ROOT / "grading").rglob("*.py")}
    paths = {name.removesuffix(".__init__"): path for name, path in paths.items()}
    found = {name: {other for other in names(path) if other in paths} - {name} for name, path in paths.items()}
    assert len(found) > 150
    return found


def names(path: Path) -> Iterator[str]:
    """Yield the dotted names that a file imports: of `from a import b` both a and a.b."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_rooms_of_grading_import_in_one_order() -> None:
    def floor(name: str) -> int:
        room = name.split(".")[1:2]
        return 1 + ROOMS.index(room[0]) if room and room[0] in ROOMS else 0

    wrong = [f"{name} imports {other}" for name, of in modules().items() for other in of if floor(other) > floor(name)]
    assert wrong == []
    assert {path.stem for path in (ROOT / "grading").iterdir() if path.is_dir() and path.name != "__pycache__"} <= set(ROOMS)


def test_the_parts_of_the_engine_import_in_one_order() -> None:
    def place(name: str) -> int:
        parts = name.split(".")
        return IN_THE_ENGINE.index(parts[2]) if parts[1:2] == ["engine"] and len(parts) > 2 else -1

    wrong = [f"{name} imports {other}" for name, of in modules().items() for other in of if place(other) > place(name) >= 0]
    assert wrong == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    left = modules()
    while free := [name for name, of in left.items() if not of]:
        for name in free:
            del left[name]
        left = {name: of - set(free) for name, of in left.items()}
    assert sorted(left) == []


@pytest.mark.parametrize("section_id", COURSE.section_ids())
def test_every_automatic_task_has_its_four_files(section_id: str) -> None:
    section = Section.load(COURSE, section_id)
    wanted = [
        f"{folder}/{prefix}{task.name}.py"
        for task in section.tasks
        if not task.manual
        for folder, prefix in (
            (f"grader_tests/{section.module}", "test_"),
            (f"solutions/{section.module}", ""),
            (f"tests/mathematics/{section.module}", "test_"),
            (f"tests/answers/{section_id}", ""),
        )
    ]
    assert [name for name in wanted if not (ROOT / name).is_file()] == []


def test_no_path_of_a_machine_and_no_registry_is_committed() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group().decode()}"
        for path in tracked()
        if path != Path(__file__) and (match := NO_SUCH_WORDS.search(path.read_bytes()))
    ]
    assert found == []


def test_every_locked_package_has_hashes_and_an_exact_version() -> None:
    for lock in (ROOT / "requirements.lock", ROOT / "benchmarks" / "requirements.lock"):
        blocks = re.split(r"\n(?=[A-Za-z0-9])", lock.read_text(encoding="utf-8").strip())
        assert len(blocks) > 50
        assert [block[:40] for block in blocks if "==" not in block.split("\n")[0] or "--hash=sha256:" not in block] == []


def test_every_dependency_has_its_reason_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    bare = [name for name in wanted if not re.search(rf'"{re.escape(name)}",\s+# \S', text)]
    assert bare == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_a_line_in_the_docs(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.name == name
    result = CliRunner().invoke(cli, [str(command.name), "--help"])
    assert result.exit_code == 0
    assert command.help
    assert all(option.help or option.name == "help" for option in command.params if isinstance(option, click.Option))
    docs = (ROOT / "docs" / "instructors.md").read_text(encoding="utf-8")
    assert f"`landscape {command.name}" in docs


def test_the_readme_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in readme
    assert "make test" in readme


def test_ci_runs_the_readmes_test_command_after_looking_for_a_browser() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands_run = [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]
    assert commands_run == [".ci/browser", "make test"]


@pytest.mark.parametrize("installs", ["no", "fails"])
def test_without_a_browser_ci_says_so_in_one_line_and_goes_on(tmp_path: Path, installs: str) -> None:
    for name, code in {"id": f"echo {0 if installs == 'fails' else 1000}", "apt-get": "exit 100"}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{code}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    script = [shutil.which("bash") or "bash", str(ROOT / ".ci" / "browser")]
    done = subprocess.run(script, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 1
    assert "the browser tests are skipped" in done.stdout


def test_links_between_the_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    broken = [
        f"{page.name} -> {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_no_committed_text_holds_the_marks_of_an_unfinished_merge() -> None:
    ours, theirs = "<" * 7 + " ", ">" * 7 + " "
    texts = [path for path in tracked() if path.suffix in (".md", ".py", ".toml", ".ipynb", ".html", ".j2", ".css", ".txt", "")]
    assert len(texts) > 500
    left = [
        str(path) for path in texts for line in path.read_text(encoding="utf-8").splitlines() if line.startswith((ours, theirs))
    ]
    assert left == []


def test_the_readme_tells_the_exams_as_their_page_does():
    """The table's last row is the sum of the others, and the README's sentence has its figures."""
    page = (ROOT / "docs" / "exams.md").read_text(encoding="utf-8").split("## Written answers")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in page.splitlines()
        if re.match(r"\| (\d\.\d|all)", line)
    ]
    counts = [[int(row[column].split(" ")[0]) for column in (2, 3, 4, 5)] for row in rows]
    assert counts[-1] == [sum(column) for column in zip(*counts[:-1], strict=True)]
    right, rejected, wrong, accepted = counts[-1]
    said = f"of {right} right ones none was rejected, of {wrong:,} wrong ones {accepted} ({accepted / wrong:.1%}) were accepted"
    assert rejected == 0
    assert said.replace("%)", " %)") in " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
