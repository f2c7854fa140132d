"""Values as data: a closed schema, checked on arrival, that both sides use. Never pickle, never eval.

JSON has null, booleans, whole numbers, finite floats, strings and lists as themselves; everything else is an object with
the type under "t". Arrays travel as raw little-endian bytes beside the JSON, with dtype and shape in it. Encoding looks at
exact types, and at the data of the built-in base where a type is derived: a subclass arrives as its base. Decoding believes
nothing: dtype from a white list, byte count equal to what the shape says, caps from `grading.engine.wire.sizes`.
"""

# Longer than the house measure: writer and reader of each type stand in one file, so that they are changed together.

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from grading.engine.wire.errors import WireError
from grading.engine.wire.sizes import (
    MAX_ARRAY_BYTES,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_FRAME_BYTES,
    MAX_INT_BITS,
    MAX_KEY_WORK,
    MAX_NAME,
    MAX_NODES,
    MAX_STRING,
    MAX_UNICODE_ITEM,
)
from grading.opaque import Opaque

DTYPES = frozenset(["|b1", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16"])
NATIVE_INT_BITS = 63
MAX_CODE_POINT = 0x10FFFF
SURROGATES = (0xD800, 0xDFFF)
TEXT_A_NODE = 8  # characters of an expression that count as one entry
BUILT_INS = (bool, int, float, complex, str, list, tuple, dict, set, frozenset, np.ndarray)

Register = Callable[[Callable[..., Any]], int]  # keeps a callable, returns its handle
Proxy = Callable[[int], Callable[..., Any]]  # handle -> function that calls back


def clean_text(text: str, *, limit: int = MAX_STRING) -> str:
    """Return `text` without lone surrogates (each becomes U+FFFD), cut at `limit` characters."""
    text = text[:limit]
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def encode(value: Any, *, register: Register | None = None, strict: bool = False) -> tuple[Any, list[bytes]]:
    """Turn a value into JSON data and attachments.

    Args:
        value: anything. What the schema does not know becomes `Opaque(type name)`.
        register: called with every function inside the value; without it functions are opaque.
        strict: raise WireError instead of sending an `Opaque` (for arguments that an author passes).

    Raises:
        WireError: too many values, too deep, or too large.
    """
    writer = _Writer(register, strict)
    return writer.write(value, 0), writer.attachments


def decode(data: Any, attachments: Sequence[bytes] = (), *, proxy: Proxy | None = None, read_only: bool = False) -> Any:
    """Turn JSON data and attachments back into a value.

    Args:
        data: what `json.loads` gave.
        attachments: the frame's binary parts.
        proxy: makes a function out of a callable handle; without it a handle is refused.
        read_only: make arrays that cannot be written into, as arguments of a student's function are.

    Raises:
        WireError: anything that `encode` would not have written.
    """
    try:
        return _Reader(attachments, proxy, read_only).read(data, 0)
    except WireError:
        raise
    except Exception as error:  # whatever goes wrong here is the fault of who sent the value
        raise WireError(f"unreadable value: {type(error).__name__}") from error


class _Counted:
    """What one message may hold in all."""

    def __init__(self) -> None:
        self._nodes, self._key_work = 0, 0

    def _count(self, depth: int, nodes: int = 1) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES or depth > MAX_DEPTH:
            raise WireError("the value is too large: too many entries, or nested too deeply")

    def _keys(self, keys: Iterable[Any], depth: int, cross: Callable[[Any, int], Any]) -> list[Any]:
        """Pass keys on. A student can make them all collide; then each is compared with each, part by part."""
        before = self._nodes
        passed = [cross(key, depth + 1) for key in keys]
        self._key_work += len(passed) * (self._nodes - before)
        if self._key_work > MAX_KEY_WORK:
            raise WireError("the value is too large: too many keys in its sets and dicts")
        return passed


class _Writer(_Counted):
    def __init__(self, register: Register | None, strict: bool) -> None:
        super().__init__()
        self._register, self._strict = register, strict
        self._array_bytes = 0
        self.attachments: list[bytes] = []

    def write(self, value: Any, depth: int) -> Any:
        self._count(depth)
        write = _WRITERS.get(type(value))
        if write is not None:
            return write(self, value, depth)
        return self._derived(value, depth)

    def _derived(self, value: Any, depth: int) -> Any:
        bases = type(value).__mro__
        if np.generic in bases or np.ndarray in bases:
            return self._array(np.ndarray.view(value, np.ndarray) if np.ndarray in bases else value, depth)
        for base in BUILT_INS:
            if base in bases:
                return _WRITERS[base](self, value, depth)
        if Fraction in bases:
            return self._fraction(value, depth)
        if (text := _expression_text(value)) is not None:
            self._count(depth, len(text) // TEXT_A_NODE)
            return {"t": "sympy", "v": text}
        if isinstance(value, range):
            return self._items(value, depth)
        if self._register is not None and callable(value):
            return {"t": "callable", "v": self._register(value)}
        return self._opaque(type(value).__name__)

    def _opaque(self, name: str) -> dict[str, str]:
        if self._strict:
            raise WireError(f"a {name} cannot be passed to a student's function")
        return {"t": "opaque", "v": clean_text(name, limit=MAX_NAME)}

    def _none(self, _value: None, _depth: int) -> None:
        return None

    def _bool(self, value: bool, _depth: int) -> bool:
        return value is True

    def _int(self, value: int, _depth: int) -> Any:
        value = int.__index__(value)
        bits = value.bit_length()
        if bits <= NATIVE_INT_BITS:
            return value
        return {"t": "int", "v": hex(value)} if bits <= MAX_INT_BITS else self._opaque("int of more than 4,900 digits")

    def _float(self, value: float, _depth: int) -> Any:
        value = float.__float__(value)
        return value if math.isfinite(value) else {"t": "float", "v": repr(value)}

    def _complex(self, value: complex, depth: int) -> Any:
        value = complex.__complex__(value)
        return {"t": "complex", "v": [self._float(value.real, depth), self._float(value.imag, depth)]}

    def _str(self, value: str, _depth: int) -> str:
        if str.__len__(value) > MAX_STRING:
            raise WireError("the value is too large: a string of over two million characters")
        return clean_text(str.__getitem__(value, slice(None)))

    def _items(self, value: Any, depth: int) -> list[Any]:
        return [self.write(item, depth + 1) for item in value]

    def _list(self, value: list[Any], depth: int) -> list[Any]:
        return self._items(list.__iter__(value), depth)

    def _tuple(self, value: tuple[Any, ...], depth: int) -> Any:
        return {"t": "tuple", "v": self._items(tuple.__iter__(value), depth)}

    def _set(self, value: set[Any], depth: int) -> Any:
        return {"t": "set", "v": self._keys(set.__iter__(value), depth, self.write)}

    def _frozenset(self, value: frozenset[Any], depth: int) -> Any:
        return {"t": "frozenset", "v": self._keys(frozenset.__iter__(value), depth, self.write)}

    def _dict(self, value: dict[Any, Any], depth: int) -> Any:
        keys = self._keys(dict.keys(value), depth, self.write)
        items = self._items(dict.values(value), depth)
        return {"t": "dict", "v": [[key, item] for key, item in zip(keys, items, strict=True)]}

    def _fraction(self, value: Fraction, depth: int) -> Any:
        return {"t": "fraction", "v": [self._int(value.numerator, depth), self._int(value.denominator, depth)]}

    def _array(self, value: Any, _depth: int) -> Any:
        array = np.asarray(value)
        self._array_bytes += array.nbytes
        if self._array_bytes > MAX_ARRAY_BYTES:
            raise WireError(f"the value is too large: arrays of {self._array_bytes >> 20} MiB or more")
        if array.dtype in (np.longdouble, np.clongdouble):
            array = array.astype(complex if array.dtype.kind == "c" else float)
        little = array.dtype.newbyteorder("<")
        text = array.dtype.kind == "U"
        if little.str not in DTYPES and not (text and array.dtype.itemsize <= MAX_UNICODE_ITEM):
            return self._opaque(f"NumPy {type(value).__name__} of dtype {array.dtype}")
        self.attachments.append(array.astype(little, order="C", copy=False).tobytes())
        kind = "array" if isinstance(value, np.ndarray) else "scalar"
        return {"t": kind, "dtype": little.str, "shape": list(array.shape), "at": len(self.attachments) - 1}


_WRITERS: dict[type, Callable[[_Writer, Any, int], Any]] = {
    type(None): _Writer._none,
    bool: _Writer._bool,
    int: _Writer._int,
    float: _Writer._float,
    complex: _Writer._complex,
    str: _Writer._str,
    list: _Writer._list,
    tuple: _Writer._tuple,
    set: _Writer._set,
    frozenset: _Writer._frozenset,
    dict: _Writer._dict,
    np.ndarray: _Writer._array,
    Fraction: _Writer._fraction,
    Opaque: lambda writer, value, _depth: writer._opaque(value.type_name),
}


def _expression_text(value: Any) -> str | None:
    """Text of a SymPy object, None for anything else. SymPy is not imported for values that cannot be its own."""
    sympy = sys.modules.get("sympy")
    if sympy is None or not isinstance(value, sympy.Basic | sympy.MatrixBase):
        return None
    from grading.engine.wire.expressions import encode_expression

    return encode_expression(value)


class _Reader(_Counted):
    def __init__(self, attachments: Sequence[bytes], proxy: Proxy | None, read_only: bool) -> None:
        super().__init__()
        self._attachments, self._proxy, self._read_only, self._bytes = attachments, proxy, read_only, 0

    def read(self, data: Any, depth: int) -> Any:
        self._count(depth)
        kind = type(data)
        if data is None or kind is bool:
            return data
        if kind is int:
            return _capped(data)
        if kind is float:
            return _require(data, math.isfinite(data), "float")
        if kind is str:
            return clean_text(_require(data, len(data) <= MAX_STRING, "string"))
        if kind is list:
            return [self.read(item, depth + 1) for item in data]
        if kind is not dict or type(data.get("t")) is not str:
            raise WireError("not a value")
        read = _READERS.get(data["t"])
        if read is None:
            raise WireError("a value of no known type")
        return read(self, data, depth)

    def _content(self, data: dict[str, Any], kind: type) -> Any:
        if data.keys() != {"t", "v"} or type(data["v"]) is not kind:
            raise WireError("a value of the wrong form")
        return data["v"]

    def _int(self, data: dict[str, Any], _depth: int) -> int:
        text = self._content(data, str)
        if len(text) > MAX_INT_BITS // 4 + 3:
            raise WireError("an integer that is too large")
        return _capped(int(text, 16))

    def _float(self, data: dict[str, Any], _depth: int) -> float:
        return {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[_require_in(self._content(data, str))]

    def _complex(self, data: dict[str, Any], depth: int) -> complex:
        parts = [self.read(part, depth + 1) for part in self._content(data, list)]
        if len(parts) != 2 or any(type(part) is not float for part in parts):
            raise WireError("a complex number of the wrong form")
        return complex(*parts)

    def _items(self, data: dict[str, Any], depth: int) -> list[Any]:
        return [self.read(item, depth + 1) for item in self._content(data, list)]

    def _tuple(self, data: dict[str, Any], depth: int) -> tuple[Any, ...]:
        return tuple(self._items(data, depth))

    def _set(self, data: dict[str, Any], depth: int) -> set[Any]:
        return set(self._keys(self._content(data, list), depth, self.read))

    def _frozenset(self, data: dict[str, Any], depth: int) -> frozenset[Any]:
        return frozenset(self._keys(self._content(data, list), depth, self.read))

    def _dict(self, data: dict[str, Any], depth: int) -> dict[Any, Any]:
        pairs = self._content(data, list)
        if any(type(pair) is not list or len(pair) != 2 for pair in pairs):
            raise WireError("a dict of the wrong form")
        keys = self._keys((key for key, _ in pairs), depth, self.read)
        return dict(zip(keys, [self.read(value, depth + 1) for _, value in pairs], strict=True))

    def _fraction(self, data: dict[str, Any], depth: int) -> Fraction:
        parts = self._items(data, depth)
        if len(parts) != 2 or any(type(part) is not int for part in parts) or parts[1] <= 0:
            raise WireError("a fraction of the wrong form")
        return Fraction(*parts)

    def _sympy(self, data: dict[str, Any], depth: int) -> Any:
        from grading.engine.wire.expressions import decode_expression

        text = self._content(data, str)
        self._count(depth, len(text) // TEXT_A_NODE)
        return decode_expression(text)

    def _opaque(self, data: dict[str, Any], _depth: int) -> Opaque:
        name = clean_text(self._content(data, str), limit=MAX_NAME)
        return Opaque("".join(c if c.isprintable() else "?" for c in name))

    def _callable(self, data: dict[str, Any], _depth: int) -> Callable[..., Any]:
        handle = self._content(data, int)
        if self._proxy is None:
            raise WireError("a function handle on the wrong side")
        return self._proxy(handle)

    def _array(self, data: dict[str, Any], _depth: int) -> Any:
        if data.keys() != {"t", "dtype", "shape", "at"}:
            raise WireError("an array of the wrong form")
        dtype = _dtype(data["dtype"])
        shape, at = data["shape"], data["at"]
        if type(shape) is not list or len(shape) > MAX_DIMENSIONS or any(type(n) is not int or n < 0 for n in shape):
            raise WireError("an array of no possible shape")
        if type(at) is not int or not 0 <= at < len(self._attachments):
            raise WireError("an array without its bytes")
        raw = self._attachments[at]
        self._bytes += len(raw)  # one attachment may be named often: what is built stays bounded all the same
        if (
            len(raw) != math.prod(shape) * dtype.itemsize
            or self._bytes > MAX_FRAME_BYTES
            or max(shape, default=0) > MAX_FRAME_BYTES
        ):
            raise WireError("an array whose bytes do not fit its shape")
        array = np.frombuffer(raw, dtype=dtype).reshape(shape) if raw else np.zeros(shape, dtype)
        _check_bits(array)
        if data["t"] == "array":
            return _unwritable(array) if self._read_only else array.copy()
        return _require(array, array.shape == (), "scalar")[()]


_READERS: dict[str, Callable[[_Reader, dict[str, Any], int], Any]] = {
    "int": _Reader._int,
    "float": _Reader._float,
    "complex": _Reader._complex,
    "tuple": _Reader._tuple,
    "set": _Reader._set,
    "frozenset": _Reader._frozenset,
    "dict": _Reader._dict,
    "fraction": _Reader._fraction,
    "sympy": _Reader._sympy,
    "opaque": _Reader._opaque,
    "callable": _Reader._callable,
    "array": _Reader._array,
    "scalar": _Reader._array,
}


def _unwritable(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return a copy on immutable bytes: no flag that a student sets makes it writable."""
    kept = np.frombuffer(array.tobytes(), dtype=array.dtype).reshape(array.shape) if array.nbytes else array.copy()
    kept.setflags(write=False)
    return kept


def _dtype(name: Any) -> np.dtype[Any]:
    if type(name) is not str or len(name) > 8:
        raise WireError("an array of no known dtype")
    if name in DTYPES:
        return np.dtype(name)
    if name[:2] == "<U" and name[2:].isascii() and name[2:].isdigit() and int(name[2:]) * 4 <= MAX_UNICODE_ITEM:
        return np.dtype(name)
    raise WireError("an array of no known dtype")


def _check_bits(array: np.ndarray[Any, Any]) -> None:
    """Refuse booleans other than 0 and 1 and invalid code points: NumPy would fail on them later."""
    if array.dtype.kind == "b":
        _require(None, array.size == 0 or int(array.view(np.uint8).max()) <= 1, "boolean array")
    if array.dtype.kind == "U" and array.size and array.dtype.itemsize:
        points = np.frombuffer(array.tobytes(), dtype="<u4")
        low, high = SURROGATES
        _require(None, not np.any((points > MAX_CODE_POINT) | ((points >= low) & (points <= high))), "string array")


def _capped(value: int) -> int:
    return int(_require(value, value.bit_length() <= MAX_INT_BITS, "integer"))


def _require_in(text: str) -> str:
    return str(_require(text, text in ("nan", "inf", "-inf"), "float"))


def _require(value: Any, holds: bool, what: str) -> Any:
    if not holds:
        raise WireError(f"a {what} of the wrong form or size")
    return value
