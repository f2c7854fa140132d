"""What crosses the wire comes out as it went in; what is junk raises WireError and nothing else."""

from __future__ import annotations

import collections
import enum
import json
import math
import time
from contextlib import suppress
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grading.engine.wire import sizes
from grading.engine.wire import values as wire_values
from grading.engine.wire.errors import WireError
from grading.engine.wire.values import DTYPES, decode, encode
from grading.opaque import Opaque

PROPERTY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=-(2**300), max_value=2**300)
    | st.floats()
    | st.complex_numbers()
    | st.text(max_size=30)
    | st.fractions()
)
keys = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.tuples(st.integers(), st.text(max_size=3))
arrays = st.sampled_from(sorted(DTYPES)).flatmap(
    lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4))
)
values = st.recursive(
    scalars | arrays,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(keys, inner, max_size=4)
        | st.frozensets(keys, max_size=4)
        | st.sets(keys, max_size=4)
    ),
    max_leaves=12,
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["t", "v", "dtype", "shape", "at"]) | st.text(max_size=3), inner, max_size=5)
    ),
    max_leaves=15,
)
TAGS = (
    "int",
    "float",
    "complex",
    "tuple",
    "set",
    "frozenset",
    "dict",
    "fraction",
    "sympy",
    "opaque",
    "callable",
    "list",
    "eval",
)
tags = st.sampled_from([*TAGS, "array", "scalar"])


def across(value: Any, **options: Any) -> Any:
    """Encode, pass through JSON text as the frame does, decode."""
    data, attachments = encode(value)
    return decode(json.loads(json.dumps(data, allow_nan=False)), attachments, **options)


def same(a: Any, b: Any) -> bool:
    """Equal in type and value, NaN equal to itself, arrays in dtype, shape and bits."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray | np.generic):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a.items(), b.items(), strict=True))
    if isinstance(a, float):
        return (math.isnan(a) and math.isnan(b)) or (a == b and math.copysign(1, a) == math.copysign(1, b))
    if isinstance(a, complex):
        return same(a.real, b.real) and same(a.imag, b.imag)
    return bool(a == b)


@PROPERTY
@given(values)
def test_values_come_out_as_they_went_in(value: Any) -> None:
    assert same(across(value), value)


@PROPERTY
@given(arrays)
def test_arrays_are_owned_and_writable(array: np.ndarray) -> None:
    back = across(array)
    if back.size:
        back.flat[0] = 0
    assert back.flags.owndata or back.base.flags.owndata


def test_arguments_of_a_student_cannot_be_written_into_even_by_force() -> None:
    for array in (np.arange(6.0).reshape(2, 3), np.zeros((0, 3)), np.arange(3, dtype=complex)):
        data, attachments = encode(array)
        arrived = decode(data, attachments, read_only=True)
        np.testing.assert_array_equal(arrived, array)
        assert not arrived.flags.writeable
        if array.size:
            with pytest.raises(ValueError, match="read-only"):
                arrived += 1
            with pytest.raises(ValueError, match="WRITEABLE"):
                arrived.setflags(write=True)


@PROPERTY
@given(st.lists(st.text(max_size=5), max_size=3))
def test_string_arrays_cross(texts: list[str]) -> None:
    array = np.array(texts, dtype="<U5")
    assert same(across(array), array)


@PROPERTY
@given(st.sampled_from(["f8", "f4", "i8", "i2", "u4", "c16", "?"]))
def test_numpy_scalars_keep_their_type(code: str) -> None:
    assert same(across(np.dtype(code).type(1)), np.dtype(code).type(1))


@PROPERTY
@given(json_values, st.lists(st.binary(max_size=40), max_size=3))
def test_junk_json_raises_nothing_but_wire_error(data: Any, attachments: list[bytes]) -> None:
    with suppress(WireError):
        decode(data, attachments)


@PROPERTY
@given(tags, json_values, st.lists(st.binary(max_size=40), max_size=3))
def test_junk_behind_a_known_tag_raises_nothing_but_wire_error(tag: str, content: Any, attachments: list[bytes]) -> None:
    with suppress(WireError):
        decode({"t": tag, "v": content}, attachments)


@PROPERTY
@given(
    st.sampled_from([*sorted(DTYPES), "<U3", "|O", "<M8[ns]", "|V8", "f8", ">f8", "<U9999999", "<U-1", "<U٣"]) | json_values,
    st.lists(st.integers(-2, 2**40), max_size=4) | json_values,
    st.integers(-1, 2) | json_values,
    st.lists(st.binary(max_size=64), max_size=2),
)
def test_junk_arrays_raise_nothing_but_wire_error(dtype: Any, shape: Any, at: Any, attachments: list[bytes]) -> None:
    try:
        array = decode({"t": "array", "dtype": dtype, "shape": shape, "at": at}, attachments)
    except WireError:
        return
    assert array.dtype.str in DTYPES or array.dtype.kind == "U"
    assert array.nbytes == len(attachments[at])
    array.tolist()  # every entry can be looked at


def test_array_with_more_bytes_than_its_shape_is_refused() -> None:
    with pytest.raises(WireError):
        decode({"t": "array", "dtype": "<f8", "shape": [1], "at": 0}, [b"\0" * 16])


def test_boolean_array_of_other_bits_is_refused() -> None:
    with pytest.raises(WireError):
        decode({"t": "array", "dtype": "|b1", "shape": [2], "at": 0}, [b"\1\2"])


def test_string_array_of_impossible_letters_is_refused() -> None:
    with pytest.raises(WireError):
        decode({"t": "array", "dtype": "<U1", "shape": [1], "at": 0}, [b"\xff\xff\xff\x7f"])


def test_one_attachment_named_often_does_not_grow_without_bound() -> None:
    part = b"\0" * (sizes.MAX_FRAME_BYTES // 4)
    array = {"t": "array", "dtype": "|u1", "shape": [len(part)], "at": 0}
    with pytest.raises(WireError):
        decode([array] * 5, [part])


def test_empty_array_of_an_enormous_shape_is_refused_or_free() -> None:
    with pytest.raises(WireError):
        decode({"t": "array", "dtype": "<f8", "shape": [2**62, 0], "at": 0}, [b""])


def test_depth_and_number_of_entries_are_capped_both_ways() -> None:
    deep: list[Any] = []
    for _ in range(1000):
        deep = [deep]
    endless: list[Any] = []
    endless.append(endless)
    wide = [0] * (sizes.MAX_NODES + 1)
    for value in (deep, endless, wide):
        with pytest.raises(WireError):
            encode(value)
    for data in (deep, wide):
        with pytest.raises(WireError):
            decode(data)


P = 2**61 - 1  # whole numbers that differ by it have the same hash
COLLISIONS = {
    "set": {"t": "set", "v": [k * P for k in range(1, 30_000)]},
    "frozenset": {"t": "frozenset", "v": [k * P for k in range(1, 30_000)]},
    "dict": {"t": "dict", "v": [[k * P, 0] for k in range(1, 30_000)]},
    "many sets": [{"t": "set", "v": [k * P for k in range(1, 1500)]}] * 100,
    "tuples": {"t": "set", "v": [{"t": "tuple", "v": [*range(500, 600), k * P]} for k in range(1, 1500)]},
    "fractions": {"t": "set", "v": [{"t": "fraction", "v": [k * P, 1]} for k in range(1, 2000)]},
    "expressions": {"t": "set", "v": [{"t": "sympy", "v": f"sin(Integer({k * P}))"} for k in range(1, 1000)]},
    "sets in a set": {
        "t": "set",
        "v": [{"t": "frozenset", "v": [k * P for k in range(n, n + 100)]} for n in range(1, 1000)],
    },
}


@pytest.mark.parametrize("name", COLLISIONS)
def test_keys_that_all_collide_do_not_hold_the_reader(name: str) -> None:
    started = time.process_time()
    with pytest.raises(WireError, match="too many keys"):
        decode(COLLISIONS[name])
    assert time.process_time() - started < 2.0


def test_keys_are_bounded_going_out_too() -> None:
    for value in (set(range(3000)), dict.fromkeys(range(3000)), [frozenset(range(1500))] * 3):
        with pytest.raises(WireError, match="too many keys"):
            encode(value)


def test_a_thousand_keys_cross() -> None:
    value = {"by name": {f"name {k}": k for k in range(1000)}, "by number": {float(k): "x" for k in range(1000)}}
    assert across(value) == value
    assert across(set(range(1900))) == set(range(1900))


def test_enormous_integer_is_opaque_going_out_and_refused_coming_in() -> None:
    data, _ = encode(10**100_000)
    assert isinstance(decode(data), Opaque)
    for data in (1 << 20_000, {"t": "int", "v": "0x" + "f" * 10_000}):
        with pytest.raises(WireError):
            decode(data)


def test_surrogates_do_not_cross() -> None:
    assert decode("a\ud800b") == "a\ufffdb"
    assert across({"\udfff": ["\ud800"]}) == {"\ufffd": ["\ufffd"]}


class Lying(float):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = float.__hash__


class LyingList(list):  # type: ignore[type-arg]
    def __len__(self) -> int:
        return 1_000_000

    def __iter__(self) -> Any:
        return iter([42])


class LyingArray(np.ndarray):
    def __array__(self, *args: Any, **options: Any) -> np.ndarray:
        return np.full(2, 42.0)

    def tobytes(self, *args: Any) -> bytes:
        return b"42"


class Colour(enum.IntEnum):
    RED = 3


Point = collections.namedtuple("Point", "x y")


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Lying(1.5), 1.5),
        (LyingList([1, 2]), [1, 2]),
        (np.ones(2).view(LyingArray), np.ones(2)),
        (Colour.RED, 3),
        (Point(1, 2), (1, 2)),
        (collections.OrderedDict(a=1), {"a": 1}),
        (collections.Counter("aab"), {"a": 2, "b": 1}),
        (type("S", (str,), {"__str__": lambda self: "lie"})("truth"), "truth"),
        (np.ma.masked_array([1.0, 2.0], mask=[True, False]), np.array([1.0, 2.0])),
        (np.longdouble(0.5), np.float64(0.5)),
        (np.arange(3.0)[::-1], np.array([2.0, 1.0, 0.0])),
        (np.array([1.0, 2.0], dtype=">f8"), np.array([1.0, 2.0])),
        (np.asfortranarray([[1, 2], [3, 4]]), np.array([[1, 2], [3, 4]])),
        (range(3), [0, 1, 2]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_derived_types_arrive_as_the_data_of_their_base(value: Any, plain: Any) -> None:
    assert same(across(value), plain)


@pytest.mark.parametrize(
    "value",
    [len, lambda: 1, math, object(), (x for x in ()), type, np.array([object()]), ValueError("x"), {}.keys(), b"bytes",
     np.datetime64("2020-01-01"), np.zeros(2, dtype=[("a", float)])],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_anything_else_is_opaque(value: Any) -> None:
    assert isinstance(across(value), Opaque)


def test_arguments_of_an_author_are_never_opaque() -> None:
    with pytest.raises(WireError, match="cannot be passed"):
        encode({"model": object()}, strict=True)


def test_functions_cross_as_handles_one_way_only() -> None:
    kept: list[Any] = []
    data, _ = encode(([math.sin], {"f": math.cos}), register=lambda function: kept.append(function) or len(kept) - 1)
    assert decode(data, proxy=lambda handle: kept[handle]) == ([math.sin], {"f": math.cos})
    with pytest.raises(WireError, match="wrong side"):
        decode(data)


def test_fraction_with_a_denominator_of_zero_is_refused() -> None:
    with pytest.raises(WireError):
        decode({"t": "fraction", "v": [1, 0]})


def test_keys_that_cannot_be_keys_are_refused() -> None:
    with pytest.raises(WireError):
        decode({"t": "dict", "v": [[[1], 2]]})


def test_fraction_is_exact() -> None:
    assert across(Fraction(1, 3)) == Fraction(1, 3)


@pytest.mark.parametrize(
    "junk",
    [
        {"t": "int", "v": "0x" + "0" * 100_000},
        {"t": "fraction", "v": [1, -3]},
        {"t": "complex", "v": [1.0]},
        {"t": "array", "dtype": "<f8", "shape": [1], "at": -1},
    ],
    ids=lambda junk: junk["t"],
)
def test_what_no_writer_would_write_is_refused(junk: dict[str, Any]) -> None:
    with pytest.raises(WireError):
        decode(junk, [bytes(8)])


def test_arrays_that_are_too_large_together_are_refused_before_they_are_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire_values, "MAX_ARRAY_BYTES", 1000)
    encode([np.zeros(100), np.zeros(25)])
    for value in (np.zeros(126), [np.zeros(100), np.zeros(26)], np.broadcast_to(0.0, (10**6,))):
        with pytest.raises(WireError, match="the value is too large: arrays of"):
            encode(value)


def test_an_array_of_very_long_texts_is_opaque() -> None:
    assert isinstance(decode(*encode(np.array(["a" * 2000]))), Opaque)
    assert decode(*encode(np.array(["a" * 20]))).tolist() == ["a" * 20]


def test_the_name_of_something_opaque_is_printable() -> None:
    assert decode({"t": "opaque", "v": "a\x1b[31mb"}).type_name == "a?[31mb"
