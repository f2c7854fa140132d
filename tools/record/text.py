"""The text: source files of Python's standard library, as symbols of a fixed alphabet. The text itself is not kept."""

from __future__ import annotations

import hashlib
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ALPHABET = "\n" + "".join(chr(code) for code in range(32, 127))
"""The 96 symbols: newline and the printable ASCII characters. A tab counts as four spaces, anything else as a question mark."""

_LEFT_OUT = frozenset({"test", "tests", "idle_test", "site-packages", "dist-packages", "__pycache__"})
"""Folders of the library that are no part of its text."""

_CODE = {symbol: index for index, symbol in enumerate(ALPHABET)}


@dataclass(frozen=True)
class Text:
    """Training and validation symbols, both int64.

    Attributes:
        training: shape (n,).
        validation: shape (k,).
        checksums: SHA-256 of every file that was read; of the whole library, one for each of the two parts.
        training_files: what was read for `training`, keys of `checksums`; empty means that nobody asked.
        validation_files: the same for `validation`.
    """

    training: NDArray[np.int64]
    validation: NDArray[np.int64]
    checksums: dict[str, str]
    training_files: tuple[str, ...] = ()
    validation_files: tuple[str, ...] = ()


def encode(characters: str) -> NDArray[np.int64]:
    """Symbols of the alphabet, shape (n,)."""
    unknown = _CODE["?"]
    return np.array([_CODE.get(c, unknown) for c in characters.replace("\t", 4 * " ")], dtype=np.int64)


def read_text(training: tuple[str, ...], validation: tuple[str, ...], *, library: Path | None = None) -> Text:
    """Read the named files of the standard library of the Python that runs.

    Where a module is a package (`zipfile.py` from Python 3.12 on, `pathlib.py` from 3.13 on), its files are read, by name.

    Raises:
        FileNotFoundError: this Python has no such module; the message names it.
    """
    root = library or Path(sysconfig.get_paths()["stdlib"])
    parts = [{file: raw for name in names for file, raw in _module(root, name).items()} for names in (training, validation)]
    return Text(
        training=encode("\n".join(raw.decode("utf-8") for raw in parts[0].values())),
        validation=encode("\n".join(raw.decode("utf-8") for raw in parts[1].values())),
        checksums={file: hashlib.sha256(raw).hexdigest() for part in parts for file, raw in part.items()},
        training_files=tuple(parts[0]),
        validation_files=tuple(parts[1]),
    )


def _module(root: Path, name: str) -> dict[str, bytes]:
    """The bytes of `name`, such as "zipfile.py", or of every source file of the package of that name."""
    package = root / name.removesuffix(".py")
    files = sorted(package.rglob("*.py")) if (package / "__init__.py").is_file() else [root / name]
    try:
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
    except OSError as error:
        raise FileNotFoundError(
            f"The standard library of this Python has no {name}; choose another in the settings."
        ) from error


def read_library(*, one_in: int = 20, library: Path | None = None) -> Text:
    """Read the whole standard library of the Python that runs; every `one_in`-th file is validation text.

    Tests, installed packages and files that are not UTF-8 are left out. The files are taken by name, so the same Python
    gives the same text.
    """
    root = library or Path(sysconfig.get_paths()["stdlib"])
    sources = [path for path in sorted(root.rglob("*.py")) if not _LEFT_OUT & set(path.relative_to(root).parts)]
    readable = [raw.decode("utf-8") for path in sources if _is_utf8(raw := path.read_bytes())]
    held_out = readable[one_in - 1 :: one_in]
    trained = [text for k, text in enumerate(readable, start=1) if k % one_in]
    joined = {f"training, {len(trained)} files": "\n".join(trained), f"validation, {len(held_out)} files": "\n".join(held_out)}
    return Text(
        training=encode("\n".join(trained)),
        validation=encode("\n".join(held_out)),
        checksums={part: hashlib.sha256(text.encode()).hexdigest() for part, text in joined.items()},
        training_files=tuple(joined)[:1],
        validation_files=tuple(joined)[1:],
    )


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def windows(symbols: NDArray[np.int64], *, count: int, length: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """`count` pieces of `length` symbols from random places, shape (count, length)."""
    starts = rng.integers(0, symbols.size - length, size=count)
    return symbols[starts[:, None] + np.arange(length)]


def ciphered_twice(pieces: NDArray[np.int64], *, rng: np.random.Generator) -> NDArray[np.int64]:
    """Each piece under a random alphabet of its own, written twice: (count, n) to (count, 2n)."""
    alphabets = rng.permuted(np.tile(np.arange(len(ALPHABET)), (len(pieces), 1)), axis=1)
    secret = np.take_along_axis(alphabets, pieces, axis=1)
    return np.concatenate([secret, secret], axis=1)
