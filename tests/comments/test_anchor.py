"""Anchors: what Yjs encodes is taken, nothing else is."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collab.core.varint import varbytes, varint, varuint
from comments.anchor import is_position

NUMBERS = st.integers(0, 2**53 - 1)
SIDES = st.sampled_from([b"", varint(0), varint(-1)])


@given(st.sampled_from([0, 2]), NUMBERS, NUMBERS, SIDES)
def test_a_place_beside_an_item_or_in_a_type(kind: int, client: int, clock: int, side: bytes) -> None:
    assert is_position(b64encode(bytes((kind,)) + varuint(client) + varuint(clock) + side).decode())


@given(SIDES)
def test_a_place_at_the_end_of_the_content(side: bytes) -> None:
    assert is_position(b64encode(b"\x01" + varbytes(b"content") + side).decode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x03\x01\x01",
        b"\x00",
        b"\x00\x05",
        b"\x00\x05\x07\x00\x00",
        b"\x01\x09content",
        b"\x01" + varbytes(b"\xff\xfe"),
        b"\x01" + varbytes(b"c" * 100),
        b"\x00" + b"\xff" * 9 + b"\x01",
    ],
)
def test_junk_is_no_place(data: bytes) -> None:
    assert not is_position(b64encode(data).decode())


@pytest.mark.parametrize("text", ["", "!!!!", "AA AA", "ÄÄÄÄ", "A" * 200, "AAUHAA"])
def test_what_is_not_base64_is_no_place(text: str) -> None:
    assert not is_position(text)


@given(st.binary(max_size=80))
def test_whatever_comes_is_answered(data: bytes) -> None:
    assert is_position(b64encode(data).decode()) in (True, False)
