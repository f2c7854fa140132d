"""The allow-list: every file and folder outside scratch that a student process may read."""

from __future__ import annotations

import os
import pwd
import site
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from pathlib import Path

from grading.errors import SealError

DEVICES = tuple(Path("/dev") / name for name in ("null", "zero", "random", "urandom"))

# Shared libraries, fonts and time zones: the same on every installation of a distribution.
_SYSTEM = (
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/fonts",
    "/usr/share/fonts",
    "/usr/share/fontconfig",
    "/usr/share/zoneinfo",
    "/usr/local/share/fonts",
)
_TOO_WIDE = {Path(folder) for folder in ("/", "/usr", "/usr/local", "/home", "/opt", "/var", "/etc", "/tmp")}


def allowed_paths(readable: Iterable[Path], *, secret: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Return what may be read: the interpreter, its packages, shared libraries, fonts, and `readable`.

    Symbolic links are followed and paths that lie inside another are dropped, so that each path is named once.

    Raises:
        SealError: one of the paths is, or contains, a path of `secret`; or is as wide as a home folder.
    """
    wanted = {Path(os.path.realpath(path)) for path in (*_interpreter(), *map(Path, _SYSTEM), *readable)}
    existing = sorted(path for path in wanted if path.exists())
    kept = [path for path in existing if not any(parent in wanted for parent in path.parents)]
    for path in kept:
        _refuse_secrets(path, secret)
    return tuple(kept)


def not_of_the_system(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return those of `paths` that a distribution does not install for everybody to read."""
    return tuple(path for path in paths if str(path) not in _SYSTEM)


def links_to(paths: Iterable[Path]) -> dict[Path, Path]:
    """Return the symbolic links of the file system's top that lead to allowed paths, such as /lib64 -> usr/lib64."""
    tops = (Path(name) for name in ("/lib", "/lib64", "/bin"))
    allowed = set(paths)
    return {top: top.readlink() for top in tops if top.is_symlink() and Path(os.path.realpath(top)) in allowed}


def _interpreter() -> Iterable[Path]:
    """Where the standard library and the installed packages are; a prefix such as /usr is named in parts."""
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    parts = {Path(sysconfig.get_path(name)) for name in names} | {Path(folder) for folder in site.getsitepackages()}
    prefixes = {Path(prefix) for prefix in (sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix)}
    return parts | {prefix for prefix in prefixes if prefix not in _TOO_WIDE}


def _refuse_secrets(path: Path, secret: Sequence[Path]) -> None:
    if path in _TOO_WIDE or path == _home():
        raise SealError("too much would be readable for students", where="private files", got=str(path))
    for hidden in map(os.path.realpath, secret):
        if path == Path(hidden) or path in Path(hidden).parents:
            raise SealError(
                "a folder that students may read holds what they must not read",
                where="private files",
                got=f"{path} holds {hidden}",
                next_step="install Python and the virtual environment outside of the course's secret folders, "
                "and the course outside of Python's",
            )


def _home() -> Path | None:
    try:
        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError:
        return None
