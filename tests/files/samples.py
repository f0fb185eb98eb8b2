"""Small files of many kinds, made here."""

from io import BytesIO
from typing import Any

from PIL import Image

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\0" * 200
HTML = b"<!doctype html><script>alert(document.domain)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(
    width: int = 40,
    height: int = 30,
    kind: str = "PNG",
    colour: Any = (200, 30, 60),
    **options: Any,
) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind, **options)
    return out.getvalue()


def photo(width: int = 1200, height: int = 800, orientation: int = 6) -> bytes:
    """A JPEG as a phone makes it: turned by EXIF, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (52.0, 31.0, 12.0)
    return picture(width, height, "JPEG", exif=exif)


def moving(frames: int = 3) -> bytes:
    """An animated GIF."""
    images = [Image.new("P", (20, 10), n) for n in range(frames)]
    for number, image in enumerate(images):
        image.putpalette([number * 40] * 768)
    out = BytesIO()
    images[0].save(out, "GIF", save_all=True, append_images=images[1:], duration=50)
    return out.getvalue()


def bomb(width: int = 40_000, height: int = 40_000) -> bytes:
    """A PNG of a few hundred bytes that says it has 1.6 thousand million pixels."""
    small = picture(8, 8)
    import struct
    import zlib

    header = struct.pack(">II", width, height) + small[24:29]
    checksum = struct.pack(">I", zlib.crc32(b"IHDR" + header))
    return small[:12] + b"IHDR" + header + checksum + small[33:]
