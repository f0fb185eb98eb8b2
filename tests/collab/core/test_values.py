"""Plain values inside updates: read without recursion, bounded by what the bytes can hold."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collab.core.errors import Bad
from collab.core.values import MAX_DEPTH, read_any, read_json
from collab.core.varint import varbytes, varint, varuint

plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=8) | st.binary(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


def any_of(value: object) -> bytes:
    """lib0's writeAny, for what the strategy makes."""
    match value:
        case None:
            return b"\x7e"
        case bool():
            return b"\x78" if value else b"\x79"
        case int():
            return b"\x7d" + varint(value)
        case str():
            return b"\x77" + varbytes(value.encode())
        case bytes():
            return b"\x74" + varbytes(value)
        case list():
            return b"\x75" + varuint(len(value)) + b"".join(map(any_of, value))
        case dict():
            members = (varbytes(key.encode()) + any_of(member) for key, member in value.items())
            return b"\x76" + varuint(len(value)) + b"".join(members)
    raise TypeError(value)


@given(plain)
def test_values_come_back(value: object) -> None:
    coded = any_of(value)
    assert read_any(coded + b"rest", 0) == (value, len(coded))


@pytest.mark.parametrize(
    ("coded", "value"),
    [("7c3fc00000", 1.5), ("7b3ff8000000000000", 1.5), ("7affffffffffffffff", -1), ("7f", None)],
)
def test_numbers_of_every_kind(coded: str, value: object) -> None:
    assert read_any(bytes.fromhex(coded), 0)[0] == value


@given(st.binary(max_size=60))
def test_any_bytes_are_a_value_or_refused(data: bytes) -> None:
    try:
        _, end = read_any(data, 0)
    except (Bad, IndexError):
        return
    assert 0 < end <= len(data)


@pytest.mark.parametrize("opening", [b"\x75\x01", b"\x76\x01\x00"])
def test_values_nested_too_deep_are_refused(opening: bytes) -> None:
    assert read_any(opening * MAX_DEPTH + b"\x7e", 0)
    with pytest.raises(Bad, match="nested deeper"):
        read_any(opening * (MAX_DEPTH + 1) + b"\x7e", 0)
    with pytest.raises(Bad, match="nested deeper"):
        read_any(opening * 300_000 + b"\x7e", 0)


@pytest.mark.parametrize("kind", [b"\x75", b"\x76"])
def test_a_container_cannot_declare_more_than_there_is(kind: bytes) -> None:
    with pytest.raises(Bad, match="more members declared"):
        read_any(kind + varuint(2**40) + b"\x7e", 0)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=10))
def test_json_comes_back(value: object) -> None:
    assert read_json(json.dumps(value)) == value


def test_json_with_brackets_in_texts_is_not_deep() -> None:
    value = ["[" * 100, {"a": '"{{{\\' * 50}]
    assert read_json(json.dumps(value)) == value


@pytest.mark.parametrize("text", ["[" * 70 + "]" * 70, '{"a":' * 65 + "1" + "}" * 65, "[" * 200_000])
def test_deep_json_is_refused(text: str) -> None:
    with pytest.raises(Bad, match="nested deeper"):
        read_json(text)


@pytest.mark.parametrize("text", ["", "{", "nul", "NaN", "Infinity", "{'a': 1}"])
def test_what_is_not_json_is_refused(text: str) -> None:
    with pytest.raises(Bad, match="not JSON"):
        read_json(text)


def test_undefined_is_none() -> None:
    assert read_json("undefined") is None
    assert not math.isnan(read_any(bytes.fromhex("7b3ff8000000000000"), 0)[0])
