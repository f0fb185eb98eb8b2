"""Numbers and lengths, as lib0 writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collab.core.errors import Bad
from collab.core.varint import (
    MAX,
    read_bytes,
    read_string,
    read_varint,
    read_varuint,
    varbytes,
    varint,
    varuint,
)


@given(st.integers(0, MAX), st.binary(max_size=5))
def test_unsigned_numbers_come_back(value: int, rest: bytes) -> None:
    coded = varuint(value)
    assert read_varuint(b"x" + coded + rest, 1) == (value, 1 + len(coded))


@given(st.integers(-MAX, MAX), st.binary(max_size=5))
def test_signed_numbers_come_back(value: int, rest: bytes) -> None:
    coded = varint(value)
    assert read_varint(coded + rest, 0) == (value, len(coded))


@pytest.mark.parametrize(
    ("value", "coded"), [(0, "00"), (127, "7f"), (128, "8001"), (2**32 - 1, "ffffffff0f")]
)
def test_lib0_writes_the_same(value: int, coded: str) -> None:
    assert varuint(value).hex() == coded


@given(st.binary(max_size=300))
def test_bytes_come_back(value: bytes) -> None:
    assert read_bytes(varbytes(value), 0) == (value, len(varbytes(value)))


@given(st.binary(max_size=20))
def test_any_bytes_are_a_number_or_refused(data: bytes) -> None:
    for read in (read_varuint, read_varint):
        try:
            value, end = read(data, 0)
        except (Bad, IndexError):
            continue
        assert abs(value) <= MAX and 0 < end <= len(data)


@pytest.mark.parametrize("data", [b"\xff" * 12, varuint(2**60)])
def test_numbers_that_javascript_cannot_count_are_refused(data: bytes) -> None:
    with pytest.raises(Bad):
        read_varuint(data, 0)


def test_a_length_past_the_end_is_refused() -> None:
    with pytest.raises(Bad, match="past the end"):
        read_bytes(b"\x05abc", 0)


def test_a_text_must_be_utf8() -> None:
    assert read_string(varbytes("wörld 😀".encode()), 0)[0] == "wörld 😀"
    with pytest.raises(Bad, match="UTF-8"):
        read_string(varbytes(b"\xff\xfe"), 0)
