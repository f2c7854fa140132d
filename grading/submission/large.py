"""A notebook that is too large because of what its cells printed: read without its outputs, in one pass and little memory."""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_FILE = 200 << 20  # bytes of a file that are read at all
MAX_TOKENS = 8_000_000  # a file of 200 MB of pictures has thousands; one made to be slow has more
DROPPED = (b'"outputs"', b'"widgets"')  # keys whose values no mark depends on: what cells printed, and the state of widgets
EMPTY = {b"[": b"[]", b"{": b"{}"}
CLOSING = {b"[": b"]", b"{": b"}"}
TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)


def without_outputs(data: bytes) -> bytes:
    """Return the same JSON with empty outputs. Bytes that are no such JSON come back unchanged, and are refused elsewhere."""
    try:
        return b"".join(_kept(data))
    except ValueError:
        return data


def _kept(data: bytes) -> Iterator[bytes]:
    """Yield all pieces of a file but the values of the keys that are dropped; ValueError where it cannot be followed."""
    kept_from, place, tokens = 0, 0, 0
    key = opened = False  # a dropped key was read, and its colon too
    while (found := TOKEN.search(data, place)) is not None:
        token, place, tokens = found[0], found.end(), tokens + 1
        if tokens > MAX_TOKENS:
            raise ValueError("too many values")
        if opened and token in EMPTY:
            yield data[kept_from : found.start()] + EMPTY[token]
            place = kept_from = _end(data, place, token)
            key = opened = False
        else:
            key, opened = token in DROPPED, key and token == b":"
    yield data[kept_from:]


def _end(data: bytes, place: int, opening: bytes) -> int:
    """Return where the list or object ends whose first bracket stands before `place`."""
    waiting = [CLOSING[opening]]
    for number, found in enumerate(TOKEN.finditer(data, place)):
        token = found[0]
        if token in CLOSING:
            waiting.append(CLOSING[token])
        elif token == waiting[-1]:
            waiting.pop()
            if not waiting:
                return found.end()
        if number > MAX_TOKENS:
            raise ValueError("too many values")
    raise ValueError("the file ends too early")
