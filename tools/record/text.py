"""The text: named source files of Python's standard library, as symbols of a fixed alphabet. The text itself is not kept."""

from __future__ import annotations

import hashlib
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ALPHABET = "\n" + "".join(chr(code) for code in range(32, 127))
"""The 96 symbols: newline and the printable ASCII characters. A tab counts as four spaces, anything else as a question mark."""

_CODE = {symbol: index for index, symbol in enumerate(ALPHABET)}


@dataclass(frozen=True)
class Text:
    """Training and validation symbols, both int64, and the SHA-256 of every file that they were read from."""

    training: NDArray[np.int64]
    validation: NDArray[np.int64]
    checksums: dict[str, str]


def encode(characters: str) -> NDArray[np.int64]:
    """Symbols of the alphabet, shape (n,)."""
    unknown = _CODE["?"]
    return np.array([_CODE.get(c, unknown) for c in characters.replace("\t", 4 * " ")], dtype=np.int64)


def read_text(training: tuple[str, ...], validation: tuple[str, ...], *, library: Path | None = None) -> Text:
    """Read the named files of the standard library of the Python that runs.

    Raises:
        FileNotFoundError: this Python has no such file; the message names it.
    """
    root = library or Path(sysconfig.get_paths()["stdlib"])
    checksums = {}
    pieces: dict[str, str] = {}
    for name in (*training, *validation):
        try:
            raw = (root / name).read_bytes()
        except OSError as error:
            raise FileNotFoundError(
                f"The standard library of this Python has no {name}; choose another in the settings."
            ) from error
        checksums[name] = hashlib.sha256(raw).hexdigest()
        pieces[name] = raw.decode("utf-8")
    return Text(
        training=encode("\n".join(pieces[name] for name in training)),
        validation=encode("\n".join(pieces[name] for name in validation)),
        checksums=checksums,
    )


def windows(symbols: NDArray[np.int64], *, count: int, length: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """`count` pieces of `length` symbols from random places, shape (count, length)."""
    starts = rng.integers(0, symbols.size - length, size=count)
    return symbols[starts[:, None] + np.arange(length)]


def ciphered_twice(pieces: NDArray[np.int64], *, rng: np.random.Generator) -> NDArray[np.int64]:
    """Each piece under a random alphabet of its own, written twice: (count, n) to (count, 2n)."""
    alphabets = rng.permuted(np.tile(np.arange(len(ALPHABET)), (len(pieces), 1)), axis=1)
    secret = np.take_along_axis(alphabets, pieces, axis=1)
    return np.concatenate([secret, secret], axis=1)
