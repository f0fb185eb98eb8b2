"""Where a comment hangs: Yjs relative positions, read without a Yjs. Pure.

They are taken from clients and given to others, whose libraries panic on junk; so they are walked here, byte by byte.
"""

import binascii
from base64 import b64decode
from typing import Final

from collab.core.errors import Bad
from collab.core.varint import read_string, read_varint, read_varuint

LONGEST: Final = 96
"""Bytes of a position: a kind, two numbers of at most 8 bytes or a short name, and which side."""
LONGEST_BASE64: Final = 128
ITEM, NAMED, TYPE = 0, 1, 2
"""Beside an item; at the end of a top-level type; at the end of a nested one."""


def is_position(text: str) -> bool:
    """Whether this is one whole relative position, base64."""
    if len(text) > LONGEST_BASE64 or not text.isascii():
        return False
    try:
        data = b64decode(text, validate=True)
        return 0 < len(data) <= LONGEST and _end(data) == len(data)
    except (binascii.Error, Bad, IndexError):
        return False


def _end(data: bytes) -> int:
    """Where the position ends."""
    kind, at = data[0], 1
    if kind == NAMED:
        _name, at = read_string(data, at)
    elif kind in (ITEM, TYPE):
        _client, at = read_varuint(data, at)
        _clock, at = read_varuint(data, at)
    else:
        raise Bad("no such kind of position")
    if at < len(data):
        _side, at = read_varint(data, at)
    return at
