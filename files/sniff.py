"""What a content is, told by its first bytes and never by what the client says. Pure."""

from collections.abc import Callable
from typing import Final

HEAD: Final = 4096
"""Bytes that are looked at."""
UNKNOWN: Final = "application/octet-stream"
TEXT: Final = "text/plain"

PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"})
SOUNDS: Final = frozenset({"audio/mpeg", "audio/ogg", "audio/wav", "audio/flac", "audio/mp4", "audio/aac"})
FILMS: Final = frozenset({"video/mp4", "video/webm", "video/ogg", "video/quicktime"})
INLINE: Final = PICTURES | SOUNDS | FILMS | {"application/pdf"}
"""Types that a browser may show in place; everything else is handed over as a download."""

_BEGINS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
)
_BRANDS: Final[dict[bytes, str]] = {
    b"avif": "image/avif",
    b"avis": "image/avif",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heic",
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
    b"qt  ": "video/quicktime",
}


def sniff(head: bytes) -> str:
    """The media type of a content that begins with `head` (at most HEAD bytes of it)."""
    for begin, kind in _BEGINS:
        if head.startswith(begin):
            return kind
    for look in _LOOKS:
        if found := look(head):
            return found
    return TEXT if is_text(head) else UNKNOWN


def _riff(head: bytes) -> str | None:
    if head[:4] != b"RIFF":
        return None
    return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}.get(head[8:12])


def _iso_media(head: bytes) -> str | None:
    """MP4 and its relatives name their brand in the first box."""
    return _BRANDS.get(head[8:12], "video/mp4") if head[4:8] == b"ftyp" else None


def _matroska(head: bytes) -> str | None:
    if head[:4] != b"\x1a\x45\xdf\xa3":
        return None
    return "video/webm" if b"webm" in head[:64] else "video/x-matroska"


def _ogg(head: bytes) -> str | None:
    if head[:4] != b"OggS":
        return None
    return "video/ogg" if b"theora" in head[:128] else "audio/ogg"


def _mpeg_audio(head: bytes) -> str | None:
    """A frame header without ID3: eleven bits of sync, then a version, layer and bit rate that exist."""
    if len(head) < 3 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    layer, rate = head[1] >> 1 & 3, head[2] >> 4
    if layer == 0 and head[1] & 0xF6 == 0xF0:
        return "audio/aac"
    return "audio/mpeg" if layer == 1 and rate not in (0, 15) else None


def _bitmap(head: bytes) -> str | None:
    return "image/bmp" if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0" else None


_LOOKS: Final[tuple[Callable[[bytes], str | None], ...]] = (
    _riff,
    _iso_media,
    _matroska,
    _ogg,
    _mpeg_audio,
    _bitmap,
)


def is_text(head: bytes) -> bool:
    """Whether this reads as UTF-8 without control characters. A last character may be cut."""
    if not head or b"\0" in head:
        return False
    for cut in range(min(4, len(head))):
        try:
            text = head[: len(head) - cut].decode()
        except UnicodeDecodeError:
            continue
        return not any(c < " " and c not in "\t\n\r\f\x1b" for c in text)
    return False
