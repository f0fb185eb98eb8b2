"""What cameras and programs write into a picture beside the picture: the place, the time, the owner, serial numbers.

Nothing is decoded. A file is walked part by part, and of the parts that are not needed to show it none is kept. So no
pixel changes, colour profiles and animation stay, and neither memory nor time grow with the number of pixels. Pure.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from io import SEEK_END
from typing import IO, Final, NamedTuple

from files.orientation import exif_of, orientation

MOST_PARTS: Final = 200_000
"""Parts of one file; 100 MB as libpng writes them are 13,000."""
LONGEST_EXIF: Final = 64 * 1024
"""Bytes of it that are looked at: the turn stands at its beginning."""
NEAR, FAR = 256, 64 * 1024
"""Bytes read at once in search of a marker, first and then."""

Piece = tuple[int, int] | bytes
"""Bytes of the file from one place to before another, or bytes that stand there instead."""


class Part(NamedTuple):
    """A part of a file, from one place to before another. `instead`: what stands there; None, the part itself."""

    start: int
    stop: int
    instead: bytes | None = None


Walk = Callable[[IO[bytes], int], Iterator[Part]]
"""(file, its size) → all its parts in order, none missing."""


def without_metadata(content: IO[bytes], kind: str) -> list[Piece] | None:
    """What is kept of a picture of this media type, in order; None when that is all of it, and for other types.

    Leaves the position anywhere. Raises ValueError when it has more parts than any camera or program makes.
    """
    if (walk := _WALKS.get(kind)) is None:
        return None
    size = content.seek(0, SEEK_END)
    kept: list[Piece] = []
    for number, (start, stop, instead) in enumerate(walk(content, size)):
        if number > MOST_PARTS:
            raise ValueError("a picture of too many parts")
        if instead is not None:
            kept += [instead] if instead else []
        elif kept and isinstance(last := kept[-1], tuple) and last[1] == start:
            kept[-1] = (last[0], stop)
        else:
            kept.append((start, stop))
    if kept == [(0, size)]:
        return None
    return _webp_told(content, kept) if kind == "image/webp" else kept


class _Turn:
    """The first EXIF of a file gives way to one that holds the turn and nothing else, every other one to nothing."""

    def __init__(self, content: IO[bytes], wrapped: Callable[[bytes], bytes]) -> None:
        self._content, self._wrapped, self._seen = content, wrapped, False

    def instead(self, start: int, stop: int) -> bytes:
        """Of the EXIF that lies there."""
        if self._seen:
            return b""
        self._seen = True
        turn = orientation(_read(self._content, start, min(stop - start, LONGEST_EXIF)))
        return self._wrapped(exif_of(turn)) if turn > 1 else b""


def _read(content: IO[bytes], at: int, length: int) -> bytes:
    content.seek(at)
    return content.read(max(0, length))


# -- JPEG: segments that begin with a marker; the picture itself lies between the start of a scan and the next marker
_MARKER: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_STARTS, _ENDS, _SCAN, _COMMENT, _EXIF = 0xD8, 0xD9, 0xDA, 0xFE, 0xE1
_BARE: Final = frozenset({0x01, _STARTS})
_APPS: Final = range(0xE0, 0xF0)
_APPS_KEPT: Final = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""Segments of applications that say how the colours are meant."""


def _jpeg(content: IO[bytes], size: int) -> Iterator[Part]:
    turn = _Turn(content, lambda exif: b"\xff\xe1" + (8 + len(exif)).to_bytes(2, "big") + b"Exif\0\0" + exif)
    at, in_scan = 0, False
    while at < size:
        begin = _next_marker(content, at, size)
        if begin > at:
            yield Part(
                at, begin, None if in_scan else b""
            )  # outside of a scan nothing stands between two segments
        head = _read(content, begin, 16)
        if len(head) < 2:
            return
        code = head[1]
        if code == _ENDS:
            yield Part(begin, begin + 2)
            # Phones put more behind it: another picture, a short film, each with metadata of its own.
            yield Part(begin + 2, size, b"")
            return
        length = 0 if code in _BARE else max(2, int.from_bytes(head[2:4], "big"))
        at, in_scan = min(size, begin + 2 + length), code == _SCAN
        yield Part(begin, at, _instead_of_segment(code, head[4:], turn, begin, at))


def _instead_of_segment(code: int, data: bytes, turn: _Turn, start: int, stop: int) -> bytes | None:
    if code == _EXIF and data.startswith(b"Exif\0"):
        return turn.instead(start + 10, stop)
    if code == _COMMENT or (code in _APPS and not data.startswith(_APPS_KEPT.get(code, b"no other"))):
        return b""
    return None


def _next_marker(content: IO[bytes], at: int, size: int) -> int:
    """Where the next segment begins, `size` when there is none. Stuffed bytes and restarts are a scan's own."""
    length = NEAR
    while at < size:
        portion = _read(content, at, length)
        if found := _MARKER.search(portion):
            return at + found.start()
        at += max(1, len(portion) - 1)  # a marker may be cut in two
        length = FAR
    return size


# -- PNG: chunks of a length, a name, data and a checksum
_PNG_KEPT: Final = frozenset(
    b"tRNS gAMA cHRM sRGB iCCP cICP mDCV mDCv cLLI cLLi sBIT bKGD hIST pHYs sPLT acTL fcTL fdAT".split()
)
"""Chunks beside the critical ones (of a large first letter): transparency, colours, size of a pixel, animation."""


def _png(content: IO[bytes], size: int) -> Iterator[Part]:
    turn = _Turn(content, _png_exif)
    yield Part(0, 8)
    at = 8
    while at < size:
        head = _read(content, at, 8)
        start, name = at, head[4:]
        at = min(size, at + 12 + int.from_bytes(head[:4], "big"))
        if name == b"eXIf":
            yield Part(start, at, turn.instead(start + 8, at - 4))
        else:
            yield Part(start, at, None if name in _PNG_KEPT or name[:1].isupper() else b"")
        if name == b"IEND":
            yield Part(at, size, b"")
            return


def _png_exif(exif: bytes) -> bytes:
    named = b"eXIf" + exif
    return len(exif).to_bytes(4, "big") + named + zlib.crc32(named).to_bytes(4, "big")


# -- WebP: RIFF, chunks of a name, a length and data
_WEBP_KEPT: Final = frozenset({b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_FRONT: Final = 30
"""Bytes of the head and of the chunk VP8X, which says what the file has."""
_HAS_XMP, _HAS_EXIF = 0x04, 0x08


def _webp(content: IO[bytes], size: int) -> Iterator[Part]:
    turn = _Turn(content, lambda exif: b"EXIF" + len(exif).to_bytes(4, "little") + exif)
    end = max(12, min(size, 8 + int.from_bytes(_read(content, 4, 4), "little")))
    yield Part(0, 12)
    at = 12
    while at < end:
        head = _read(content, at, 8)
        start, length = at, int.from_bytes(head[4:], "little")
        at = min(end, at + 8 + length + length % 2)
        if head[:4] == b"EXIF":
            yield Part(start, at, turn.instead(start + 8, start + 8 + length))
        else:
            yield Part(start, at, None if head[:4] in _WEBP_KEPT else b"")
    if end < size:
        yield Part(end, size, b"")


def _webp_told(content: IO[bytes], kept: list[Piece]) -> list[Piece]:
    """The same with a head that tells what the file holds now."""
    first = kept[0]
    assert isinstance(first, tuple)  # the head is always kept
    front = bytearray(_read(content, 0, min(_WEBP_FRONT, first[1])))
    size = sum(len(each) if isinstance(each, bytes) else each[1] - each[0] for each in kept)
    front[4:8] = (size - 8).to_bytes(4, "little")
    if front[12:16] == b"VP8X" and len(front) == _WEBP_FRONT:
        turned = any(isinstance(each, bytes) for each in kept)
        front[20] = front[20] & ~(_HAS_XMP | _HAS_EXIF) | (_HAS_EXIF if turned else 0)
    return [bytes(front), (len(front), first[1]), *kept[1:]]


_WALKS: Final[dict[str, Walk]] = {"image/jpeg": _jpeg, "image/png": _png, "image/webp": _webp}
