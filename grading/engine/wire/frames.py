"""Length-prefixed frames over a stream socket: JSON text and binary attachments.

    frame = magic (4 bytes) | n (4) | k (4) | k lengths (4 each) | n bytes of JSON | the attachments

Every read is bounded by the caps of `grading.engine.wire.sizes` before a byte is allocated, and by the caller's deadline.
"""

from __future__ import annotations

import json
import select
import socket
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from grading.engine.wire.errors import WireError
from grading.engine.wire.sizes import MAX_ATTACHMENTS, MAX_FRAME_BYTES, MAX_JSON_BYTES

MAGIC = b"lw1\n"
HEAD = struct.Struct(">4sII")
CHUNK = 1 << 20


class WireClosed(WireError):  # noqa: N818 - an event
    """The other side closed the wire or died."""


class WireTimeout(WireError):  # noqa: N818 - an event
    """The deadline passed before a whole frame was there."""


@dataclass(frozen=True)
class Frame:
    """One message: what the JSON said, and the attachments that it refers to by index."""

    body: dict[str, Any]
    attachments: tuple[bytes, ...] = ()


def pack(body: dict[str, Any], attachments: Sequence[bytes] = ()) -> bytes:
    """Return the bytes of a frame; WireError when it would exceed a cap or is no JSON."""
    try:
        text = _TO_JSON(body).encode("ascii")
    except (TypeError, ValueError, RecursionError) as error:
        raise WireError(f"a message that is not JSON: {type(error).__name__}") from error
    lengths = [len(part) for part in attachments]
    _check_sizes(len(text), lengths)
    return b"".join((HEAD.pack(MAGIC, len(text), len(lengths)), struct.pack(f">{len(lengths)}I", *lengths), text, *attachments))


def parse_body(text: bytes) -> dict[str, Any]:
    """Read the JSON of a frame; WireError for anything but an object, for NaN, for hostile depth and hostile integers."""
    try:
        body = _FROM_JSON(text.decode("utf-8"))
    except (ValueError, RecursionError, MemoryError) as error:
        raise WireError(f"unreadable message: {type(error).__name__}") from error
    if type(body) is not dict:
        raise WireError("a message that is not an object")
    return body


def send(
    wire: socket.socket, body: dict[str, Any], attachments: Sequence[bytes] = (), *, deadline: float | None = None
) -> None:
    """Write a frame; WireClosed when nobody reads, WireTimeout when the reader does not drain it by `deadline` (monotonic)."""
    _write(wire, pack(body, attachments), deadline)


def receive(wire: socket.socket, *, deadline: float | None = None) -> Frame:
    """Read a frame; WireClosed at the end of the stream, WireTimeout past `deadline` (monotonic seconds)."""
    magic, size, count = HEAD.unpack(_read(wire, HEAD.size, deadline))
    if magic != MAGIC:
        raise WireError("not a frame")
    if count > MAX_ATTACHMENTS:
        raise WireError(f"{count} attachments")
    lengths = struct.unpack(f">{count}I", _read(wire, 4 * count, deadline)) if count else ()
    _check_sizes(size, lengths)
    rest = _read(wire, size + sum(lengths), deadline)
    ends = list(accumulate(lengths, initial=size))
    return Frame(parse_body(rest[:size]), tuple(rest[start:end] for start, end in pairwise(ends)))


def _check_sizes(size: int, lengths: Sequence[int]) -> None:
    if size > MAX_JSON_BYTES or len(lengths) > MAX_ATTACHMENTS or size + sum(lengths) > MAX_FRAME_BYTES:
        raise WireError(f"a frame of {size + sum(lengths)} bytes and {len(lengths)} attachments is too large")


def _refuse(constant: str) -> None:
    raise ValueError(constant)


_TO_JSON = json.JSONEncoder(allow_nan=False, separators=(",", ":")).encode
_FROM_JSON = json.JSONDecoder(parse_constant=_refuse).decode


def _read(wire: socket.socket, size: int, deadline: float | None) -> bytes:
    """Read exactly `size` bytes. What is there already is taken without waiting; only then does the deadline matter."""
    parts: list[bytes] = []
    missing, flags = size, 0 if deadline is None else socket.MSG_DONTWAIT
    while missing:
        try:
            part = wire.recv(min(missing, CHUNK), flags)
        except BlockingIOError:
            _wait(wire, select.POLLIN, deadline)
            continue
        except ConnectionError as error:
            raise WireClosed("the wire broke") from error
        if not part:
            raise WireClosed("the wire was closed")
        parts.append(part)
        missing -= len(part)
        if missing:
            _wait(wire, select.POLLIN, deadline)  # also ends a reader to whom bytes come one by one
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _write(wire: socket.socket, data: bytes, deadline: float | None) -> None:
    view, flags = memoryview(data), socket.MSG_NOSIGNAL | (0 if deadline is None else socket.MSG_DONTWAIT)
    while view:
        try:
            sent = wire.send(view[:CHUNK], flags)
        except BlockingIOError:
            _wait(wire, select.POLLOUT, deadline)
            continue
        except OSError as error:
            raise WireClosed("the wire broke") from error
        view = view[sent:]


def _wait(wire: socket.socket, event: int, deadline: float | None) -> None:
    if deadline is None:
        return
    poll = select.poll()
    poll.register(wire, event)
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            raise WireTimeout("the deadline passed")
        if poll.poll(left * 1000):
            return
