"""What a content is follows from its bytes."""

import pytest

from files.sniff import INLINE, TEXT, UNKNOWN, sniff
from tests.files import samples


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (samples.picture(), "image/png"),
        (samples.picture(kind="JPEG"), "image/jpeg"),
        (samples.picture(kind="WEBP"), "image/webp"),
        (samples.picture(kind="BMP"), "image/bmp"),
        (samples.picture(kind="AVIF"), "image/avif"),
        (samples.moving(), "image/gif"),
        (samples.PDF, "application/pdf"),
        (samples.WAV, "audio/wav"),
        (b"ID3\x04\0\0", "audio/mpeg"),
        (b"\xff\xfb\x90\x64" + b"\0" * 50, "audio/mpeg"),
        (b"\xff\xf1\x50\x80", "audio/aac"),
        (b"fLaC\0\0\0\x22", "audio/flac"),
        (b"OggS\0\x02" + b"\0" * 22 + b"\x01vorbis", "audio/ogg"),
        (b"OggS\0\x02" + b"\0" * 22 + b"\x80theora", "video/ogg"),
        (b"\0\0\0\x18ftypisom", "video/mp4"),
        (b"\0\0\0\x14ftypqt  ", "video/quicktime"),
        (b"\0\0\0\x14ftypM4A ", "audio/mp4"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm", "video/webm"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x88matroska", "video/x-matroska"),
        (b"PK\x03\x04rest", "application/zip"),
        (samples.HTML, TEXT),
        (samples.SVG, TEXT),
        ("Grüße, 日本".encode(), TEXT),
        ("日本".encode()[:-1], TEXT),  # the end of the head may cut a character
        (b"\xff\xfeU\0T\0F\0", UNKNOWN),
        (b"", UNKNOWN),
        (b"\x00\x01\x02", UNKNOWN),
        (b"MZ\x90\x00", UNKNOWN),
    ],
)
def test_kinds(content: bytes, kind: str) -> None:
    assert sniff(content[:4096]) == kind


def test_what_can_carry_scripts_is_never_shown_in_place() -> None:
    for content in (samples.HTML, samples.SVG, b"<?xml version='1.0'?><x/>"):
        assert sniff(content) not in INLINE
