"""`make test` passes over what passed before in this checkout and depends on no file that has changed since.

A test depends on all files of the checkout that git knows or could add, on the interpreter and what is installed, and on
who runs it where. A test of one section depends on no file of another section. What passed stands in pytest's own cache: a
clean checkout has none, so it runs everything, and so do `make test-all` and any call of pytest without `--keep`.
"""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from grading.section import sections_by_module

CACHE = "course/passed"  # node id -> fingerprint under which it passed
AREA = "area"  # property of a report: the section of a test, "" when it may depend on all of them
NODE = "node"  # and its id, without the group that xdist appends
ALWAYS = "tests/test_house.py"  # seconds; without any test pytest takes a run for a mistake
FOLDERS = ("source/{id}", "release/{id}", "tests/answers/{id}", "grader_tests/{module}", "solutions/{module}",
           "tests/mathematics/{module}")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Checkout:
    """What tests depend on, as hashes: the files of each section, all other files, and the machine."""

    rest: str
    sections: Mapping[str, str]

    @classmethod
    def read(cls, root: Path) -> Checkout | None:
        """Hash the checkout; None where git does not tell which files are its own."""
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=root, capture_output=True, check=False
        )
        if listed.returncode:
            return None
        of_module = sections_by_module(path.name for path in (root / "source").iterdir() if path.is_dir())
        place = {form.format(id=name, module=module): name for module, name in of_module.items() for form in FOLDERS}
        lines: dict[str, list[str]] = {"": [_machine()]} | {name: [] for name in of_module.values()}
        for name in sorted(os.fsdecode(raw) for raw in listed.stdout.split(b"\0") if raw):
            owner = place.get("/".join(name.split("/")[:2])) or place.get("/".join(name.split("/")[:3])) or ""
            lines[owner].append(f"{name} {_content(root / name)}")
        hashes = {name: hashlib.sha256("\n".join(found).encode()).hexdigest() for name, found in lines.items()}
        return cls(rest=hashes.pop(""), sections=hashes)

    def fingerprint(self, area: str) -> str:
        """Return the hash of all that a test of this area depends on."""
        own = [self.sections[area]] if area in self.sections else [value for _, value in sorted(self.sections.items())]
        return hashlib.sha256("\n".join([area, self.rest, *own]).encode()).hexdigest()


def area_of(nodeid: str, parameters: Mapping[str, object], sections: Iterable[str]) -> str:
    """Return the section that a test is of: by its parameter `section`, or by the folder of its file."""
    known = sections_by_module(sections)
    given = parameters.get("section")
    if given in known.values():
        return str(given)
    parts = Path(nodeid.split("::")[0]).parts
    folder = parts[1:2] if parts[0] == "grader_tests" else parts[2:3] if parts[:2] == ("tests", "mathematics") else ()
    return known.get(folder[0], "") if folder else ""


@dataclass(kw_only=True, eq=False)  # pytest keeps its plugins in sets
class Keeper:
    """The plugin. With xdist, the controller says which tests are kept, so that all workers leave out the same."""

    root: Path
    before: Checkout
    kept: frozenset[str]
    passed: dict[str, str] = field(default_factory=dict)  # node id -> area
    failed: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, config: pytest.Config) -> Keeper | None:
        """Return the plugin for this process; None where nothing can be kept."""
        before = Checkout.read(config.rootpath)
        if before is None:
            return None
        told: list[str] | None = getattr(config, "workerinput", {}).get("kept")
        return cls(root=config.rootpath, before=before, kept=frozenset(_known(config, before) if told is None else told))

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Tell a worker of xdist what is kept."""
        node.workerinput["kept"] = sorted(self.kept)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Note each test's area, and leave out what is kept."""
        gone = [item for item in items if _plain(item) in self.kept and not item.nodeid.startswith(ALWAYS)]
        items[:] = [item for item in items if item not in set(gone)]
        config.hook.pytest_deselected(items=gone)
        for item in items:
            parameters = getattr(getattr(item, "callspec", None), "params", {})
            area = area_of(item.nodeid, parameters, self.before.sections)
            item.user_properties += [(AREA, area), (NODE, _plain(item))]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what passed; what failed in setting up or tearing down did not."""
        told = {name: str(value) for name, value in report.user_properties}
        if report.failed:
            self.failed.add(told[NODE])
        elif report.when == "call" and report.passed:
            self.passed[told[NODE]] = told[AREA]

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Keep what passed, unless a file changed on the way: then nobody knows which of its versions was tested."""
        cache = getattr(session.config, "cache", None)
        if hasattr(session.config, "workerinput") or cache is None or Checkout.read(self.root) != self.before:
            return
        known: dict[str, str] = {name: value for name, value in cache.get(CACHE, {}).items() if name not in self.failed}
        new = {name: self.before.fingerprint(area) for name, area in self.passed.items() if name not in self.failed}
        cache.set(CACHE, known | new)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say how many were left out."""
        if self.kept:
            terminalreporter.line(
                f"{len(self.kept)} tests passed before in this checkout and depend on nothing that changed: not run again "
                "(make test-all runs all)"
            )


def _known(config: pytest.Config, now: Checkout) -> Iterable[str]:
    """Return the tests that passed under what they depend on now."""
    cache = getattr(config, "cache", None)
    entries = {} if cache is None else cache.get(CACHE, {})
    current = {now.fingerprint(area) for area in ("", *now.sections)}
    return [name for name, value in entries.items() if value in current]


def _plain(item: pytest.Item) -> str:
    """Return a node id without the group that xdist appends."""
    group = item.get_closest_marker("xdist_group")
    name = "" if group is None else str(group.kwargs.get("name", group.args[0] if group.args else ""))
    return item.nodeid.removesuffix(f"@{name}")


def _content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "no file"


def _machine() -> str:
    installed = sorted(f"{found.name} {found.version}" for found in metadata.distributions())
    user = os.getuid() if hasattr(os, "getuid") else ""
    told = (sys.version, platform.platform(), user, os.environ.get("LANDSCAPE_POSTGRES", ""))
    return "\n".join([*map(str, told), *installed])
