"""Plain values inside updates: lib0's "any" encoding and JSON texts, read without recursion."""

import json
import struct
from collections.abc import Callable
from typing import Any, Final

from collab.core.errors import Bad
from collab.core.varint import read_bytes, read_string, read_varint, read_varuint

MAX_DEPTH: Final = 64
"""Levels of nesting, of types as well as of values. Deeper ones overflow stacks: pycrdt's (a crash) or Yjs'."""

UNDEFINED, NULL, INTEGER, FLOAT32, FLOAT64, BIGINT, FALSE, TRUE, STRING, OBJECT, ARRAY, BINARY = range(
    127, 115, -1
)
_FLOAT32, _FLOAT64, _BIGINT = struct.Struct(">f"), struct.Struct(">d"), struct.Struct(">q")


def _float32(data: bytes, at: int) -> tuple[float, int]:
    return _FLOAT32.unpack_from(data, at)[0], at + 4


def _float64(data: bytes, at: int) -> tuple[float, int]:
    return _FLOAT64.unpack_from(data, at)[0], at + 8


def _bigint(data: bytes, at: int) -> tuple[int, int]:
    return _BIGINT.unpack_from(data, at)[0], at + 8


SCALARS: Final[dict[int, Callable[[bytes, int], tuple[Any, int]]]] = {
    UNDEFINED: lambda _, at: (None, at),
    NULL: lambda _, at: (None, at),
    INTEGER: read_varint,
    FLOAT32: _float32,
    FLOAT64: _float64,
    BIGINT: _bigint,
    FALSE: lambda _, at: (False, at),
    TRUE: lambda _, at: (True, at),
    STRING: read_string,
    BINARY: read_bytes,
}


def _scalar(data: bytes, at: int, kind: int) -> tuple[Any, int]:
    read = SCALARS.get(kind)
    if read is None:
        raise Bad(f"unknown kind of value {kind}")
    try:
        return read(data, at)
    except struct.error as error:
        raise Bad("a length points past the end") from error


def read_any(data: bytes, at: int) -> tuple[Any, int]:
    """One value. Containers deeper than 64 levels, or that declare more than the bytes hold, are refused."""
    kind = data[at]
    if kind not in (OBJECT, ARRAY):
        return _scalar(data, at + 1, kind)
    out: list[Any] = []
    # One entry for each open container: it, and how many of its members are still to come.
    open_: list[tuple[Any, int]] = [(out, 1)]
    while open_:
        into, left = open_.pop()
        if left == 0:
            continue
        open_.append((into, left - 1))
        key = None
        if isinstance(into, dict):
            key, at = read_string(data, at)
        kind = data[at]
        at += 1
        value: Any
        if kind in (OBJECT, ARRAY):
            count, at = read_varuint(data, at)
            if count > len(data) - at:
                raise Bad("more members declared than there are bytes")
            value = {} if kind == OBJECT else []
            open_.append((value, count))
            if len(open_) > MAX_DEPTH + 1:
                raise Bad(f"values nested deeper than {MAX_DEPTH}")
        else:
            value, at = _scalar(data, at, kind)
        if key is None:
            into.append(value)
        else:
            into[key] = value
    return out[0], at


def read_json(text: str) -> Any:
    """A JSON text's value; `undefined` (which Yjs writes bare) is None."""
    if text == "undefined":
        return None
    if text.count("[") + text.count("{") > MAX_DEPTH and _json_depth(text) > MAX_DEPTH:
        raise Bad(f"values nested deeper than {MAX_DEPTH}")
    try:
        return json.loads(text, parse_constant=_no_constant)
    except ValueError as error:
        raise Bad("a value is not JSON") from error


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _json_depth(text: str) -> int:
    depth = deepest = 0
    quoted = escaped = False
    for char in text:
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = quoted
        elif char == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    return deepest
