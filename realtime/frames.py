"""WebSocket frames (RFC 6455, section 5.2) as bytes. Pure.

Frames from server to client are not masked, so that one frame serves every reader. Frames from clients are
masked; `take_message` reads the common case (a whole, short, unextended text or binary frame) without the
state machine of a full parser and leaves everything else to it.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from websockets.frames import Opcode

try:
    from websockets.speedups import apply_mask
except ImportError:  # the wheel for this platform has no C part
    from websockets.utils import apply_mask

_FIN: Final = 0x80
_MASKED: Final = 0x80
_TEXT: Final = _FIN | Opcode.TEXT
_BINARY: Final = _FIN | Opcode.BINARY
_SHORT: Final = 126
_TWO_BYTES: Final = 126
_EIGHT_BYTES: Final = 127


def _frame(first: int, payload: bytes) -> bytes:
    size = len(payload)
    if size < _SHORT:
        return bytes((first, size)) + payload
    if size < 0x10000:
        return bytes((first, _TWO_BYTES)) + size.to_bytes(2, "big") + payload
    return bytes((first, _EIGHT_BYTES)) + size.to_bytes(8, "big") + payload


def text_frame(payload: bytes) -> bytes:
    """`payload` (UTF-8) as one server-to-client text frame."""
    return _frame(_TEXT, payload)


def binary_frame(payload: bytes) -> bytes:
    """`payload` as one server-to-client binary frame."""
    return _frame(_BINARY, payload)


class Message(NamedTuple):
    """A whole message taken from the buffer; `end` is the index behind it."""

    text: bool
    payload: bytes
    end: int


def take_message(buffer: bytes | bytearray, start: int, max_size: int) -> Message | None:
    """The message that begins at `start`, if it is there whole and of the common kind, else None.

    None does not mean an error: the frame may be incomplete, fragmented, a control frame, too large or
    malformed; the full parser decides. `max_size` is in bytes.
    """
    have = len(buffer) - start
    if have < 6:
        return None
    first, second = buffer[start], buffer[start + 1]
    if (first != _BINARY and first != _TEXT) or second < _MASKED:  # noqa: PLR1714 - a tuple would be made each time
        return None
    size, body = second & 0x7F, start + 6
    if size == _TWO_BYTES and have >= 8:
        size, body = int.from_bytes(buffer[start + 2 : start + 4], "big"), start + 8
        if size < _SHORT:
            return None
    elif size >= _TWO_BYTES:
        return None
    end = body + size
    if end > len(buffer) or size > max_size:
        return None
    payload = apply_mask(bytes(buffer[body:end]), bytes(buffer[body - 4 : body]))
    return Message(first == _TEXT, payload, end)


def unframe(frames: bytes) -> Iterator[tuple[bool, bytes]]:
    """Server-to-client frames made by this module, taken apart: (is text, payload) each."""
    at = 0
    while at < len(frames):
        first, size, body = frames[at], frames[at + 1], at + 2
        if size == _TWO_BYTES:
            size, body = int.from_bytes(frames[body : body + 2], "big"), body + 2
        elif size == _EIGHT_BYTES:
            size, body = int.from_bytes(frames[body : body + 8], "big"), body + 8
        at = body + size
        yield first == _TEXT, frames[body:at]
