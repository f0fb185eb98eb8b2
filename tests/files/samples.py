"""Small files of many kinds, made here."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, PngImagePlugin

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


SECRETS = (b"SecretCamera", b"SecretPlace", b"Serial-4711", b"SecretComment")
GPS, SERIAL_NUMBER = 0x8825, 0xA431


def exif(orientation: int = 6) -> Image.Exif:
    """What a phone writes: maker, serial number, the place, and how it was held."""
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010F] = "SecretCamera"
    tags.get_ifd(0x8769)[SERIAL_NUMBER] = "Serial-4711"
    tags.get_ifd(GPS).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)})
    return tags


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><place>SecretPlace</place></x:xmpmeta>'


def profile() -> bytes:
    """A colour profile."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def photo(
    width: int = 1200, height: int = 800, orientation: int = 6, kind: str = "JPEG", **options: Any
) -> bytes:
    """A picture as a phone makes it: turned by EXIF, with a colour profile, with the place where it was taken."""
    out = BytesIO()
    options = {"exif": exif(orientation), "icc_profile": profile(), "xmp": XMP, **options}
    if kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", "SecretComment")
        notes.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=True)
        options = {"pnginfo": notes, **options}
    if kind == "JPEG":
        options = {"comment": b"SecretComment", **options}
    scene(width, height).save(out, kind, **options)
    return out.getvalue()


def scene(width: int, height: int) -> Image.Image:
    """Something with gradients, where a second encoding would show."""
    across = Image.linear_gradient("L").resize((width, height))
    around = Image.radial_gradient("L").resize((width, height))
    return Image.merge("RGB", (across, around, across.transpose(Image.Transpose.ROTATE_180)))


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
