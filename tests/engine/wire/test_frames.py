"""Frames arrive whole or not at all; junk, floods and silence end in the errors that the caller expects."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.engine.wire import sizes
from grading.engine.wire.errors import WireError
from grading.engine.wire.frames import HEAD, MAGIC, WireClosed, WireTimeout, pack, parse_body, receive, send


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def soon() -> float:
    return time.monotonic() + 0.2


def drain(wire: socket.socket) -> None:
    """Read frames until there is an error; the end of the stream is one."""
    while True:
        receive(wire, deadline=soon())


def test_body_and_attachments_arrive(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    send(ours, {"id": "a", "value": [1, "ä"]}, [b"one", b"", b"\0\xff"])
    frame = receive(theirs, deadline=soon())
    assert frame.body == {"id": "a", "value": [1, "ä"]}
    assert frame.attachments == (b"one", b"", b"\0\xff")


def test_frames_follow_each_other(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    for number in range(3):
        send(ours, {"n": number})
    assert [receive(theirs, deadline=soon()).body["n"] for _ in range(3)] == [0, 1, 2]


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_junk_bytes_raise_nothing_but_wire_error(junk: bytes) -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        with ours:
            ours.sendall(junk)
        with pytest.raises(WireError):
            drain(theirs)


@settings(deadline=None)
@given(st.binary(max_size=100), st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_junk_behind_the_magic_raises_nothing_but_wire_error(junk: bytes, size: int, count: int) -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        with ours:
            ours.sendall(HEAD.pack(MAGIC, size, count) + junk)
        with pytest.raises(WireError):
            drain(theirs)


@pytest.mark.parametrize(
    "text",
    [b"[" * 100_000, b"{\"a\":" * 100_000, b"1" * 100_000, b"NaN", b"[NaN]", b"{\"a\": Infinity}", b"[]", b"null",
     b"\xff\xfe", b"{", b'{"a": ' + b"9" * 10_000 + b"}"],
    ids=lambda text: text[:8].decode("latin1"),
)  # fmt: skip
def test_hostile_json_raises_wire_error(text: bytes) -> None:
    with pytest.raises(WireError):
        parse_body(text)


def test_silence_ends_at_the_deadline(pair: tuple[socket.socket, socket.socket]) -> None:
    with pytest.raises(WireTimeout):
        receive(pair[0], deadline=time.monotonic() + 0.02)


def test_half_a_frame_ends_at_the_deadline(pair: tuple[socket.socket, socket.socket]) -> None:
    pair[1].sendall(pack({"a": 1})[:-2])
    with pytest.raises(WireTimeout):
        receive(pair[0], deadline=time.monotonic() + 0.02)


def test_end_of_the_stream_is_told_apart(pair: tuple[socket.socket, socket.socket]) -> None:
    pair[1].close()
    with pytest.raises(WireClosed):
        receive(pair[0], deadline=soon())
    with pytest.raises(WireClosed):
        send(pair[0], {"a": 1})


def test_reader_that_does_not_read_stops_the_writer_at_the_deadline(pair: tuple[socket.socket, socket.socket]) -> None:
    with pytest.raises(WireTimeout):
        send(pair[0], {}, [b"x" * (8 << 20)], deadline=time.monotonic() + 0.05)


def test_too_large_a_frame_is_refused_before_it_is_read(pair: tuple[socket.socket, socket.socket]) -> None:
    pair[1].sendall(HEAD.pack(MAGIC, 2, 1) + struct.pack(">I", sizes.MAX_FRAME_BYTES + 1))
    with pytest.raises(WireError, match="too large"):
        receive(pair[0], deadline=soon())
    with pytest.raises(WireError, match="too large"):
        pack({"text": "x" * (sizes.MAX_JSON_BYTES + 1)})


def test_what_is_no_json_is_not_sent() -> None:
    for body in ({"a": float("nan")}, {"a": object()}, {"a": b"bytes"}):
        with pytest.raises(WireError):
            pack(body)


def test_a_frame_with_another_magic_is_refused_though_the_rest_is_whole(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    whole = pack({"id": "a"}, [b"one"])
    ours.sendall(b"lw2\n" + whole[len(MAGIC) :])
    with pytest.raises(WireError):
        receive(theirs, deadline=soon())


def test_a_number_of_attachments_that_no_frame_has_is_refused_before_anything_is_read(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    ours, theirs = pair
    ours.sendall(HEAD.pack(MAGIC, 10, 2**32 - 1))
    with pytest.raises(WireError, match="attachments"):
        receive(theirs, deadline=soon())
