"""lib0's variable-length numbers and length-prefixed bytes.

Readers take `(data, at)` and return `(value, next at)`. They raise `Bad`, or `IndexError` at the end of the
data, which callers turn into `Bad` once for a whole message (cheaper than a test before every byte).
"""

from typing import Final

from collab.core.errors import Bad

MAX: Final = 2**53 - 1
"""The largest whole number that JavaScript counts exactly."""


def read_varuint(data: bytes, at: int) -> tuple[int, int]:
    """An unsigned number, 7 bits a byte, least significant first."""
    byte = data[at]
    at += 1
    if byte < 0x80:
        return byte, at
    value = byte & 0x7F
    shift = 7
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            break
        shift += 7
        if shift > 56:
            raise Bad("a number is too long")
    if value > MAX:
        raise Bad("a number is too large")
    return value, at


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    """A signed number: the first byte holds 6 bits, the sign in bit 6, and whether more follow in bit 7."""
    byte = data[at]
    at += 1
    value, negative, shift = byte & 0x3F, byte & 0x40, 6
    while byte >= 0x80:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if shift > 62:
            raise Bad("a number is too long")
    if value > MAX:
        raise Bad("a number is too large")
    return (-value if negative else value), at


def read_bytes(data: bytes, at: int) -> tuple[bytes, int]:
    """Bytes behind their length."""
    size, at = read_varuint(data, at)
    end = at + size
    if end > len(data):
        raise Bad("a length points past the end")
    return data[at:end], end


def read_string(data: bytes, at: int) -> tuple[str, int]:
    """UTF-8 text behind its length in bytes."""
    raw, at = read_bytes(data, at)
    try:
        return raw.decode(), at
    except UnicodeDecodeError as error:
        raise Bad("a text is not UTF-8") from error


def varuint(value: int) -> bytes:
    """An unsigned number as bytes."""
    if value < 0x80:
        return bytes((value,))
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def varint(value: int) -> bytes:
    """A signed number as bytes."""
    sign, value = (0x40, -value) if value < 0 else (0, value)
    out = bytearray((value & 0x3F | sign | (0x80 if value > 0x3F else 0),))
    value >>= 6
    while value:
        out.append(value & 0x7F | (0x80 if value > 0x7F else 0))
        value >>= 7
    return bytes(out)


def varbytes(value: bytes) -> bytes:
    """Bytes behind their length."""
    return varuint(len(value)) + value
